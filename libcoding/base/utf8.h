/* SPDX-License-Identifier: GPL-2.0-or-later */
/* UTF-8 and the few facts about characters that the rooms need. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <coding/context.h>
#include <coding/span.h>

#include <stdint.h>

#include "base/buffer.h"

/* Bytes written to bytes (at most 4). point must be a scalar value. */
size_t utf8_encode(uint32_t point, char *bytes);
/* Decodes the first character of a valid, not empty span; its length in
   bytes. */
size_t utf8_decode(coding_span text, uint32_t *point);
/* Offset of the first byte that is not strict UTF-8 (no surrogates, no
   overlong forms), or text.length. */
size_t utf8_invalid_at(coding_span text);
/* Code points of a valid span. */
size_t utf8_length(coding_span text);
/* Byte offset of a code point offset in a valid span; text.length beyond. */
size_t utf8_offset(coding_span text, size_t points);
bool utf8_is_letter(uint32_t point); /* general category L* */
bool utf8_is_digit(uint32_t point);  /* general category N* */
bool utf8_is_mark(uint32_t point);   /* general category M* */
bool utf8_is_upper(uint32_t point);  /* Lu and Lt */
bool utf8_is_lower(uint32_t point);  /* Ll */
bool utf8_is_space(uint32_t point);  /* Z*, TAB, LF, VT, FF, CR, NEL */
uint32_t utf8_to_lower(uint32_t point);
/* What is shown of it to a person: controls would move the cursor or worse,
   and are spaces. */
uint32_t utf8_printable(uint32_t point);
/* Columns on a terminal: 0, 1 or 2. */
unsigned utf8_width(uint32_t point);
/* Appends the NFC form of a valid span. */
void utf8_compose(coding_span text, buffer *out);

#endif
