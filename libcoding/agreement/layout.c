/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Aligned columns. See agreement/layout.h. */
#include "agreement/layout.h"

#include <math.h>
#include <string.h>

#include "base/utf8.h"

enum { WIDEST = 32 };

static void
fill(buffer *out, size_t from, size_t to)
{
    for (; from < to; from++)
        buffer_add_byte(out, ' ');
}

void
layout_name(buffer *out, coding_span name, size_t width)
{
    buffer_add(out, name);
    fill(out, utf8_length(name), width);
}

void
layout_text(buffer *out, const char *text, size_t width)
{
    fill(out, strlen(text), width);
    buffer_add_text(out, text);
}

/* What was added from length on goes to the right of width columns. */
static void
move_right(buffer *out, size_t length, size_t width)
{
    size_t size = out->length - length;

    if (buffer_status(out) != CODING_OK || size >= width ||
        !buffer_reserve(out, width - size))
        return;
    memmove(out->bytes + length + width - size, out->bytes + length, size);
    memset(out->bytes + length, ' ', width - size);
    out->length += width - size;
}

void
layout_count(buffer *out, double count)
{
    size_t length = out->length;

    if (isnan(count))
        buffer_add_byte(out, '-');
    else
        sentence_add_fixed(out, count, 0, SENTENCE_FREE);
    move_right(out, length, LAYOUT_COUNT);
}

void
layout_share(buffer *out, double value)
{
    size_t length = out->length;

    if (isnan(value))
        buffer_add_byte(out, '-');
    else
        sentence_add_fixed(out, value, 2, SENTENCE_SHARE);
    move_right(out, length, LAYOUT_SHARE);
}

void
layout_interval(buffer *out, double value, double low, double high)
{
    size_t length;

    layout_share(out, value);
    length = out->length;
    if (!isnan(value) && !isnan(low)) {
        buffer_add_text(out, " [");
        sentence_add_fixed(out, low, 2, SENTENCE_SHARE);
        buffer_add_text(out, ", ");
        sentence_add_fixed(out, high, 2, SENTENCE_SHARE);
        buffer_add_byte(out, ']');
    }
    fill(out, out->length - length, LAYOUT_INTERVAL - LAYOUT_SHARE + 3);
}

size_t
layout_width(const coding_span *names, size_t count)
{
    size_t widest = 8;

    for (size_t i = 0; i < count; i++) {
        size_t width = utf8_length(names[i]);

        if (width > widest)
            widest = width;
    }
    return widest < WIDEST ? widest : WIDEST;
}
