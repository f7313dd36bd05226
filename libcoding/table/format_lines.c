/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rows as lines: the stream, CSV, JSON. See table/format.h. */
#include <stdint.h>
#include <string.h>

#include "table/format.h"

/* ---- the stream ---- */

/* The letter behind the backslash, or 0: the byte stands for itself. */
static char
escape(char byte)
{
    switch (byte) {
    case '\t':
        return 't';
    case '\n':
        return 'n';
    case '\r':
        return 'r';
    case '\\':
        return '\\';
    default:
        return '\0';
    }
}

/* Whether one of eight bytes is a backslash or below 14, as all that needs an
   escape is: by the carry of subtractions. */
static bool
needs_care(uint64_t eight)
{
    const uint64_t ones = 0x0101010101010101U;
    uint64_t slashes = eight ^ (ones * '\\');

    return ((((eight - ones * 14) & ~eight) | ((slashes - ones) & ~slashes)) &
            (ones << 7)) != 0;
}

/* Copies a cell; false: something in it may need an escape. Streams are mostly
   short cells that are copied, so that pieces overlap instead of ending in a
   loop over bytes. */
static bool
copy_plain(coding_span cell, char *to)
{
    const size_t length = cell.length;
    uint64_t eight = 0;
    bool care = false;

    if (length >= 8) {
        for (size_t i = 0; i + 8 <= length; i += 8) {
            memcpy(&eight, cell.at + i, 8);
            memcpy(to + i, &eight, 8);
            care |= needs_care(eight);
        }
        memcpy(&eight, cell.at + length - 8, 8);
        memcpy(to + length - 8, &eight, 8);
        return !care && !needs_care(eight);
    }
    if (length >= 4) {
        uint32_t front, back;

        memcpy(&front, cell.at, 4);
        memcpy(&back, cell.at + length - 4, 4);
        memcpy(to, &front, 4);
        memcpy(to + length - 4, &back, 4);
        return !needs_care(front | (uint64_t)back << 32);
    }
    for (size_t i = 0; i < length; i++) {
        to[i] = cell.at[i];
        care |= (unsigned char)cell.at[i] < 14 || cell.at[i] == '\\';
    }
    return !care;
}

static char *
copy_escaped(coding_span cell, char *to)
{
    for (size_t i = 0; i < cell.length; i++) {
        char letter = escape(cell.at[i]);

        if (letter == '\0') {
            *to++ = cell.at[i];
            continue;
        }
        *to++ = '\\';
        *to++ = letter;
    }
    return to;
}

void
format_stream_row(const coding_span *cells, size_t count, buffer *out)
{
    size_t most = count;
    char *to;

    for (size_t i = 0; i < count; i++)
        most += 2 * cells[i].length; /* no sum of cells in memory overflows */
    if (!buffer_reserve(out, most))
        return;
    to = out->bytes + out->length;
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            *to++ = '\t';
        if (copy_plain(cells[i], to))
            to += cells[i].length;
        else
            to = copy_escaped(cells[i], to);
    }
    *to++ = '\n';
    out->length = (size_t)(to - out->bytes);
}

void
format_plain_row(const coding_span *cells, size_t count, buffer *out)
{
    for (size_t i = 0; i < count;) {
        const char *begin = cells[i].at;
        size_t length = cells[i++].length;

        /* As many as stand side by side; a TAB is between two. */
        while (begin != NULL && i < count && cells[i].at == begin + length + 1)
            length += 1 + cells[i++].length;
        if (!buffer_reserve(out, length + 1))
            return;
        if (begin != NULL && length > 0)
            memcpy(out->bytes + out->length, begin, length);
        out->length += length;
        out->bytes[out->length++] = i < count ? '\t' : '\n';
    }
}

/* ---- CSV ---- */

static bool
needs_quotes(coding_span cell)
{
    for (size_t i = 0; i < cell.length; i++)
        if (cell.at[i] == '"' || cell.at[i] == ',' || cell.at[i] == '\n' ||
            cell.at[i] == '\r')
            return true;
    return false;
}

void
format_csv_row(const coding_span *cells, size_t count, buffer *out)
{
    for (size_t i = 0; i < count; i++) {
        /* A lone empty cell would be a blank line, which readers skip. */
        bool quoted =
            needs_quotes(cells[i]) || (count == 1 && cells[i].length == 0);

        if (i > 0)
            buffer_add_byte(out, ',');
        if (!quoted) {
            buffer_add(out, cells[i]);
            continue;
        }
        buffer_add_byte(out, '"');
        for (size_t k = 0; k < cells[i].length; k++) {
            if (cells[i].at[k] == '"')
                buffer_add_byte(out, '"');
            buffer_add_byte(out, cells[i].at[k]);
        }
        buffer_add_byte(out, '"');
    }
    buffer_add_byte(out, '\n');
}

/* ---- JSON Lines ---- */

static void
add_json_byte(char byte, buffer *out)
{
    static const char digits[] = "0123456789abcdef";
    unsigned char code = (unsigned char)byte;
    char short_form = escape(byte);

    if (byte == '"' || short_form != '\0') {
        buffer_add_byte(out, '\\');
        if (byte == '"')
            short_form = byte;
        buffer_add_byte(out, short_form);
    } else if (code < 0x20 || code == 0x7F) {
        buffer_add_text(out, "\\u00");
        buffer_add_byte(out, digits[code >> 4]);
        buffer_add_byte(out, digits[code & 15]);
    } else {
        buffer_add_byte(out, byte);
    }
}

static void
add_json_string(coding_span text, buffer *out)
{
    buffer_add_byte(out, '"');
    for (size_t i = 0; i < text.length; i++)
        add_json_byte(text.at[i], out);
    buffer_add_byte(out, '"');
}

void
format_json_row(const format_view *view, const coding_span *cells, buffer *out)
{
    buffer_add_byte(out, '{');
    for (size_t i = 0; i < view->count; i++) {
        if (i > 0)
            buffer_add_byte(out, ',');
        add_json_string(view->heading[i], out);
        buffer_add_byte(out, ':');
        if (cells[i].length == 0)
            buffer_add_text(out, "null");
        else if (view->number[i] && format_number(cells[i]))
            buffer_add(out, cells[i]);
        else
            add_json_string(cells[i], out);
    }
    buffer_add_text(out, "}\n");
}
