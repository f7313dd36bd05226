/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A growing run of bytes. See base/buffer.h. */
#include "base/buffer.h"

#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "base/utf8.h"

void
buffer_init(buffer *text, coding_context *context)
{
    *text = (buffer){.context = context};
}

void
buffer_free(buffer *text)
{
    if (text->context != NULL)
        base_free(text->context, text->bytes);
    *text = (buffer){.context = text->context};
}

void
buffer_reset(buffer *text)
{
    text->length = 0;
    text->status = CODING_OK;
}

bool
buffer_reserve(buffer *text, size_t size)
{
    if (text->status != CODING_OK)
        return false;
    if (size < text->capacity - text->length)
        return true;
    text->status = size > SIZE_MAX - text->length - 1
                       ? CODING_ESYSTEM
                       : BASE_GROW(text->context, &text->bytes, &text->capacity,
                                   text->length + size + 1);
    return text->status == CODING_OK;
}

void
buffer_add(buffer *text, coding_span span)
{
    if (span.length == 0 || !buffer_reserve(text, span.length))
        return;
    memcpy(text->bytes + text->length, span.at, span.length);
    text->length += span.length;
}

void
buffer_add_text(buffer *text, const char *words)
{
    buffer_add(text, coding_span_of(words));
}

void
buffer_add_byte(buffer *text, char byte)
{
    buffer_add(text, (coding_span){&byte, 1});
}

void
buffer_add_unsigned(buffer *text, uint64_t number)
{
    char digits[NUMBER_BYTES];

    buffer_add(text, number_from_unsigned(number, digits));
}

void
buffer_add_number(buffer *text, double number)
{
    char digits[NUMBER_BYTES];

    buffer_add(text, number_from_double(number, digits));
}

void
buffer_add_code_point(buffer *text, uint32_t point)
{
    char bytes[4];

    buffer_add(text, (coding_span){bytes, utf8_encode(point, bytes)});
}

coding_span
buffer_span(const buffer *text)
{
    return (coding_span){text->bytes, text->length};
}

const char *
buffer_text(buffer *text)
{
    if (text->bytes == NULL || !buffer_reserve(text, 1))
        return "";
    text->bytes[text->length] = '\0';
    return text->bytes;
}

coding_status
buffer_status(const buffer *text)
{
    return text->status;
}
