/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A table for people: aligned by terminal columns. See table/format.h. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "base/utf8.h"
#include "table/format.h"

enum { GAP = 2, NARROWEST = 8, SHOWN_BYTES = 64 };

/* Figures that people read with few digits; the others keep six. */
static const struct {
    const char *name;
    int decimals;
} rounded[] = {
    {"percent", 1},   {"ci_low", 1},   {"ci_high", 1},
    {"mean_rank", 2}, {"salience", 4}, {"first", 2},
};

/* A cell as it is shown: a fraction rounded, into bytes if it changes. */
static coding_span
shown(const format_view *view, size_t column, coding_span cell, char *bytes)
{
    double number;
    int length = 0;

    if (!view->number[column] || !format_number(cell) ||
        !number_to_double(cell, &number) ||
        memchr(cell.at, '.', cell.length) == NULL)
        return cell;
    for (size_t i = 0; i < sizeof rounded / sizeof rounded[0]; i++)
        if (coding_span_is(view->name[column], rounded[i].name))
            length = snprintf(bytes, SHOWN_BYTES, "%.*f", rounded[i].decimals,
                              number);
    if (length == 0)
        length = snprintf(bytes, SHOWN_BYTES, "%.6g", number);
    return length > 0 && length < SHOWN_BYTES
               ? (coding_span){bytes, (size_t)length}
               : cell;
}

static size_t
width_of(coding_span cell)
{
    size_t width = 0;

    while (cell.length > 0) {
        uint32_t point;
        size_t length = utf8_decode(cell, &point);

        width += utf8_width(utf8_printable(point));
        cell.at += length;
        cell.length -= length;
    }
    return width;
}

static void
add_spaces(size_t count, buffer *out)
{
    while (count-- > 0)
        buffer_add_byte(out, ' ');
}

/* The cell in at most width columns; what is cut ends in an ellipsis. */
static size_t
add_cut(coding_span cell, size_t width, buffer *out)
{
    bool cut = width_of(cell) > width;
    size_t room = cut ? width - 1 : width, used = 0;

    while (cell.length > 0) {
        uint32_t point;
        size_t length = utf8_decode(cell, &point);
        unsigned columns = utf8_width(utf8_printable(point));

        if (used + columns > room)
            break;
        buffer_add_code_point(out, utf8_printable(point));
        used += columns;
        cell.at += length;
        cell.length -= length;
    }
    if (cut) {
        buffer_add_code_point(out, 0x2026);
        used++;
    }
    return used;
}

static void
add_cell(coding_span cell, size_t width, bool right, bool last, buffer *out)
{
    size_t used;

    if (right) {
        size_t own = width_of(cell);

        add_spaces(own < width ? width - own : 0, out);
    }
    used = add_cut(cell, width, out);
    if (!right && !last)
        add_spaces(width - used, out);
    if (!last)
        add_spaces(GAP, out);
}

/* Takes columns from the widest column of words until the table fits. */
static void
fit(const format_table *table, size_t *widths)
{
    const format_view *view = table->view;
    size_t total = 0;

    for (size_t i = 0; i < view->count; i++)
        total += widths[i] + (i > 0 ? GAP : 0);
    while (table->width > 0 && total > table->width) {
        size_t widest = view->count;

        for (size_t i = 0; i < view->count; i++)
            if (!view->number[i] && widths[i] > NARROWEST &&
                (widest == view->count || widths[i] > widths[widest]))
                widest = i;
        if (widest == view->count)
            return; /* nothing to cut: the terminal wraps it */
        widths[widest]--;
        total--;
    }
}

static void
measure(const format_table *table, size_t *widths)
{
    const format_view *view = table->view;
    char bytes[SHOWN_BYTES];

    for (size_t i = 0; i < view->count; i++) {
        widths[i] = width_of(view->heading[i]);
        for (size_t k = 0; k < table->count; k++) {
            size_t width = width_of(shown(view, i, table->rows[k][i], bytes));

            if (width > widths[i])
                widths[i] = width;
        }
    }
    fit(table, widths);
}

static void
add_heading(const format_table *table, const size_t *widths, buffer *out)
{
    const format_view *view = table->view;

    for (size_t i = 0; i < view->count; i++) {
        if (table->styled)
            buffer_add_text(out, "\033[4m");
        add_cell(view->heading[i], widths[i], view->number[i], true, out);
        if (table->styled)
            buffer_add_text(out, "\033[0m");
        if (i + 1 < view->count) {
            size_t own =
                view->number[i] ? widths[i] : width_of(view->heading[i]);

            add_spaces((own < widths[i] ? widths[i] - own : 0) + GAP, out);
        }
    }
    buffer_add_byte(out, '\n');
}

void
format_text(const format_table *table, buffer *out)
{
    const format_view *view = table->view;
    size_t *widths = NULL;
    char bytes[SHOWN_BYTES];
    coding_status status = base_alloc(
        out->context, view->count * sizeof *widths, (void **)(void *)&widths);

    if (status != CODING_OK) {
        out->status = status;
        return;
    }
    measure(table, widths);
    add_heading(table, widths, out);
    for (size_t k = 0; k < table->count; k++) {
        for (size_t i = 0; i < view->count; i++)
            add_cell(shown(view, i, table->rows[k][i], bytes), widths[i],
                     view->number[i], i + 1 == view->count, out);
        buffer_add_byte(out, '\n');
    }
    base_free(out->context, widths);
}
