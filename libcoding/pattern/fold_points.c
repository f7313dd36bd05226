/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Typographic characters to the plain ones of a keyboard, and the same for
   the literal characters of a pattern. See pattern/fold.h. */
#include "pattern/fold_points.h"

#include "base/utf8.h"
#include "pattern/fold.h"

/* Characters nobody sees: soft hyphen, zero-width space and (non-)joiners,
   direction marks, word joiner, byte order mark. */
static bool
is_invisible(uint32_t point)
{
    return point == FOLD_SOFT_HYPHEN || point == 0x34F ||
           (point >= 0x200B && point <= 0x200F) ||
           (point >= 0x202A && point <= 0x202E) ||
           (point >= 0x2060 && point <= 0x2069) || point == 0xFEFF;
}

static bool
is_apostrophe(uint32_t point)
{
    return (point >= 0x2018 && point <= 0x201B) || point == 0x2BC ||
           point == 0x2032 || point == 0xB4 || point == 0x60 ||
           point == 0x2039 || point == 0x203A || point == 0xFF07;
}

static bool
is_quote(uint32_t point)
{
    return (point >= 0x201C && point <= 0x201F) || point == 0xAB ||
           point == 0xBB || point == 0x2033 || point == 0xFF02;
}

static bool
is_dash(uint32_t point)
{
    return (point >= 0x2010 && point <= 0x2015) || point == 0x2212 ||
           point == 0xFE58 || point == 0xFE63 || point == 0xFF0D;
}

uint32_t
fold_point(uint32_t point)
{
    if (utf8_is_space(point))
        return ' ';
    if (point < 0x80)
        return point == 0x60 ? '\'' : point;
    if (is_invisible(point))
        return 0;
    if (is_apostrophe(point))
        return '\'';
    if (is_quote(point))
        return '"';
    return is_dash(point) ? '-' : point;
}

bool
fold_is_hyphen(uint32_t point)
{
    return point == '-' || point == 0x2010 || point == 0x2011;
}

/* A dash stands for itself in a pattern, also between brackets, where a bare
   hyphen would make a range. */
static void
add_literal(uint32_t folded, bool escaped, bool quoted, buffer *out)
{
    if (folded == '-' && !escaped && !quoted)
        buffer_add_text(out, "\\x2d");
    else if (folded != 0)
        buffer_add_code_point(out, folded);
}

void
fold_pattern(coding_span pattern, buffer *out)
{
    bool escaped = false, quoted = false; /* after a backslash; in \Q...\E */
    coding_span text;
    buffer composed;

    buffer_init(&composed, out->context);
    utf8_compose(pattern, &composed);
    text = buffer_span(&composed);
    for (size_t i = 0; i < text.length;) {
        uint32_t point = 0;

        i += utf8_decode((coding_span){text.at + i, text.length - i}, &point);
        if (point < 0x80 && point != 0x60) {
            buffer_add_byte(out, (char)point);
            if (escaped && (point == 'Q' || point == 'E'))
                quoted = point == 'Q';
            escaped = point == '\\' && !escaped;
        } else {
            add_literal(fold_point(point), escaped, quoted, out);
            escaped = false;
        }
    }
    if (out->status == CODING_OK)
        out->status = buffer_status(&composed);
    buffer_free(&composed);
}
