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

static void
add_escaped(coding_span cell, buffer *out)
{
    for (size_t i = 0; i < cell.length; i++) {
        char letter = escape(cell.at[i]);

        if (letter != '\0') {
            buffer_add_byte(out, '\\');
            buffer_add_byte(out, letter);
        } else {
            buffer_add_byte(out, cell.at[i]);
        }
    }
}

/* Whether one of eight bytes equals byte, by the carry of a subtraction. */
static bool
has_byte(uint64_t eight, unsigned char byte)
{
    const uint64_t ones = 0x0101010101010101U;
    uint64_t zeros = eight ^ (ones * byte);

    return ((zeros - ones) & ~zeros & (ones << 7)) != 0;
}

static bool
needs_escape(coding_span cell)
{
    size_t i = 0;

    for (; cell.length - i >= 8; i += 8) {
        uint64_t eight;

        memcpy(&eight, cell.at + i, 8);
        if (has_byte(eight, '\t') || has_byte(eight, '\n') ||
            has_byte(eight, '\r') || has_byte(eight, '\\'))
            return true;
    }
    for (; i < cell.length; i++)
        if (escape(cell.at[i]) != '\0')
            return true;
    return false;
}

void
format_stream_row(const coding_span *cells, size_t count, buffer *out)
{
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            buffer_add_byte(out, '\t');
        if (needs_escape(cells[i]))
            add_escaped(cells[i], out);
        else
            buffer_add(out, cells[i]);
    }
    buffer_add_byte(out, '\n');
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
