/* SPDX-License-Identifier: GPL-2.0-or-later */
/* UTF-8 by hand, character facts by utf8proc. See base/utf8.h. */
#include "base/utf8.h"

#include <string.h>
#include <utf8proc.h>

size_t
utf8_encode(uint32_t point, char *bytes)
{
    if (point < 0x80) {
        bytes[0] = (char)point;
        return 1;
    }
    if (point < 0x800) {
        bytes[0] = (char)(0xC0 | (point >> 6));
        bytes[1] = (char)(0x80 | (point & 0x3F));
        return 2;
    }
    if (point < 0x10000) {
        bytes[0] = (char)(0xE0 | (point >> 12));
        bytes[1] = (char)(0x80 | ((point >> 6) & 0x3F));
        bytes[2] = (char)(0x80 | (point & 0x3F));
        return 3;
    }
    bytes[0] = (char)(0xF0 | (point >> 18));
    bytes[1] = (char)(0x80 | ((point >> 12) & 0x3F));
    bytes[2] = (char)(0x80 | ((point >> 6) & 0x3F));
    bytes[3] = (char)(0x80 | (point & 0x3F));
    return 4;
}

size_t
utf8_decode(coding_span text, uint32_t *point)
{
    const unsigned char *at = (const unsigned char *)text.at;

    if (at[0] < 0x80) {
        *point = at[0];
        return 1;
    }
    if (at[0] < 0xE0 && text.length >= 2) {
        *point = (uint32_t)(at[0] & 0x1F) << 6 | (at[1] & 0x3F);
        return 2;
    }
    if (at[0] < 0xF0 && text.length >= 3) {
        *point = (uint32_t)(at[0] & 0x0F) << 12 |
                 (uint32_t)(at[1] & 0x3F) << 6 | (at[2] & 0x3F);
        return 3;
    }
    if (text.length >= 4) {
        *point = (uint32_t)(at[0] & 0x07) << 18 |
                 (uint32_t)(at[1] & 0x3F) << 12 |
                 (uint32_t)(at[2] & 0x3F) << 6 | (at[3] & 0x3F);
        return 4;
    }
    *point = 0xFFFD;
    return text.length;
}

/* Length of the well-formed sequence at the front, 0 if there is none
   (Unicode 15, table 3-7). */
static size_t
sequence(const unsigned char *at, size_t left)
{
    unsigned char low = 0x80, high = 0xBF;
    size_t length;

    if (at[0] < 0x80)
        return 1;
    if (at[0] < 0xC2 || at[0] > 0xF4)
        return 0;
    length = at[0] < 0xE0 ? 2 : at[0] < 0xF0 ? 3 : 4;
    if (at[0] == 0xE0)
        low = 0xA0;
    if (at[0] == 0xED)
        high = 0x9F;
    if (at[0] == 0xF0)
        low = 0x90;
    if (at[0] == 0xF4)
        high = 0x8F;
    if (left < length || at[1] < low || at[1] > high)
        return 0;
    for (size_t i = 2; i < length; i++)
        if ((at[i] & 0xC0) != 0x80)
            return 0;
    return length;
}

size_t
utf8_invalid_at(coding_span text)
{
    const unsigned char *at = (const unsigned char *)text.at;
    size_t i = 0;

    while (i < text.length) {
        uint64_t eight = 0;
        size_t length;

        if (text.length - i >= sizeof eight) {
            memcpy(&eight, at + i, sizeof eight);
            if ((eight & 0x8080808080808080U) == 0) {
                i += sizeof eight;
                continue;
            }
        }
        length = sequence(at + i, text.length - i);
        if (length == 0)
            return i;
        i += length;
    }
    return i;
}

size_t
utf8_length(coding_span text)
{
    size_t points = 0;

    for (size_t i = 0; i < text.length; i++)
        points += ((unsigned char)text.at[i] & 0xC0) != 0x80;
    return points;
}

size_t
utf8_offset(coding_span text, size_t points)
{
    size_t i = 0;

    while (i < text.length && points > 0) {
        i++;
        while (i < text.length && ((unsigned char)text.at[i] & 0xC0) == 0x80)
            i++;
        points--;
    }
    return i;
}

static utf8proc_category_t
category(uint32_t point)
{
    return utf8proc_category((utf8proc_int32_t)point);
}

bool
utf8_is_letter(uint32_t point)
{
    utf8proc_category_t found = category(point);

    return found >= UTF8PROC_CATEGORY_LU && found <= UTF8PROC_CATEGORY_LO;
}

bool
utf8_is_digit(uint32_t point)
{
    utf8proc_category_t found = category(point);

    return found >= UTF8PROC_CATEGORY_ND && found <= UTF8PROC_CATEGORY_NO;
}

bool
utf8_is_mark(uint32_t point)
{
    utf8proc_category_t found = category(point);

    return found >= UTF8PROC_CATEGORY_MN && found <= UTF8PROC_CATEGORY_ME;
}

bool
utf8_is_upper(uint32_t point)
{
    utf8proc_category_t found = category(point);

    return found == UTF8PROC_CATEGORY_LU || found == UTF8PROC_CATEGORY_LT;
}

bool
utf8_is_lower(uint32_t point)
{
    return category(point) == UTF8PROC_CATEGORY_LL;
}

bool
utf8_is_space(uint32_t point)
{
    utf8proc_category_t found;

    if (point < 0x80)
        return point == ' ' || (point >= '\t' && point <= '\r');
    found = category(point);
    return point == 0x85 ||
           (found >= UTF8PROC_CATEGORY_ZS && found <= UTF8PROC_CATEGORY_ZP);
}

uint32_t
utf8_to_lower(uint32_t point)
{
    return (uint32_t)utf8proc_tolower((utf8proc_int32_t)point);
}

uint32_t
utf8_printable(uint32_t point)
{
    return point < 0x20 || (point >= 0x7F && point < 0xA0) ? ' ' : point;
}

unsigned
utf8_width(uint32_t point)
{
    int width = utf8proc_charwidth((utf8proc_int32_t)point);

    return width < 0 ? 0U : (unsigned)width;
}

void
utf8_compose(coding_span text, buffer *out)
{
    const int wanted = UTF8PROC_STABLE | UTF8PROC_COMPOSE;
    const utf8proc_option_t options = (utf8proc_option_t)wanted;
    utf8proc_int32_t *points = NULL;
    utf8proc_ssize_t need, done;
    buffer work;

    buffer_init(&work, out->context);
    need = utf8proc_decompose((const utf8proc_uint8_t *)text.at,
                              (utf8proc_ssize_t)text.length, NULL, 0, options);
    if (need < 0 ||
        !buffer_reserve(&work, ((size_t)need + 1) * sizeof *points)) {
        if (out->status == CODING_OK)
            out->status = need < 0 ? CODING_EDATA : CODING_ESYSTEM;
        buffer_free(&work);
        return;
    }
    points = (utf8proc_int32_t *)(void *)work.bytes;
    done = utf8proc_decompose((const utf8proc_uint8_t *)text.at,
                              (utf8proc_ssize_t)text.length, points, need,
                              options);
    if (done > 0)
        done = utf8proc_normalize_utf32(points, done, options);
    for (utf8proc_ssize_t i = 0; i < done; i++)
        buffer_add_code_point(out, (uint32_t)points[i]);
    buffer_free(&work);
}
