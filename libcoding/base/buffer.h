/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A growing run of bytes. Once an append has failed the buffer remembers it:
   append freely and look at buffer_status() at the end. */
#ifndef BASE_BUFFER_H
#define BASE_BUFFER_H

#include <coding/context.h>
#include <coding/span.h>

#include <stdint.h>

typedef struct {
    coding_context *context;
    char *bytes;
    size_t length, capacity;
    coding_status status;
} buffer; /* set with buffer_init, end with buffer_free */

void buffer_init(buffer *text, coding_context *context);
void buffer_free(buffer *text);
/* Empties it and forgets a failure; keeps the memory. */
void buffer_reset(buffer *text);
void buffer_add(buffer *text, coding_span span);
void buffer_add_text(buffer *text, const char *words);
void buffer_add_byte(buffer *text, char byte);
void buffer_add_unsigned(buffer *text, uint64_t number);
/* The shortest decimal form that reads back to the same double. */
void buffer_add_number(buffer *text, double number);
void buffer_add_code_point(buffer *text, uint32_t point);
/* Room for size more bytes at bytes + length; false: no memory. */
bool buffer_reserve(buffer *text, size_t size);
/* Borrowed until the next append. */
coding_span buffer_span(const buffer *text);
/* NUL-terminated view, "" without memory. Borrowed until the next append. */
const char *buffer_text(buffer *text);
CODING_MUST_USE coding_status buffer_status(const buffer *text);

#endif
