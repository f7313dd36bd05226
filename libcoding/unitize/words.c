/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Words: Unicode's default rule would cut co-creation and R&D in two, which
   in this field are single terms. See unitize/words.h. */
#include "unitize/words.h"

#include "base/utf8.h"
#include "pattern/fold.h"

/* The code point at a byte, 0 at the end; *length: its bytes. */
static uint32_t
point_at(coding_span text, size_t at, size_t *length)
{
    uint32_t point = 0;

    *length = 0;
    if (at < text.length)
        *length =
            utf8_decode((coding_span){text.at + at, text.length - at}, &point);
    return point;
}

static bool
is_inside(uint32_t point)
{
    if (point < 0x80)
        return (point >= 'a' && point <= 'z') ||
               (point >= 'A' && point <= 'Z') || (point >= '0' && point <= '9');
    return utf8_is_letter(point) || utf8_is_digit(point) || utf8_is_mark(point);
}

static bool
is_joint(uint32_t point)
{
    return point == '\'' || point == '.' || point == '-' || point == '&' ||
           point == 0x2019 || point == 0x2010 || point == 0x2011;
}

bool
words_next(coding_span text, size_t from, words_span *out)
{
    size_t length, next;
    uint32_t point = point_at(text, from, &length);

    while (length > 0 && !is_inside(point)) {
        from += length;
        point = point_at(text, from, &length);
    }
    if (length == 0)
        return false;
    out->start = from;
    for (;;) {
        while (length > 0 && is_inside(point)) {
            from += length;
            point = point_at(text, from, &length);
        }
        out->end = from;
        if (length == 0 || !is_joint(point))
            return true;
        from += length;
        point = point_at(text, from, &next);
        length = next;
        if (next == 0 || !is_inside(point))
            return true;
    }
}

/* The first gap from byte from on; its start is text.length if there is
   none. */
static words_span
next_gap(coding_span text, size_t from)
{
    for (; from < text.length; from++) {
        size_t length = 0;

        if (text.at[from] == '[' || text.at[from] == '(')
            length =
                fold_gap((coding_span){text.at + from, text.length - from});
        if (length > 0)
            return (words_span){from, from + length};
    }
    return (words_span){text.length, text.length};
}

size_t
words_count(coding_span text)
{
    words_span gap = next_gap(text, 0);
    words_span word = {0, 0};
    size_t from = 0, count = 0;

    while (words_next(text, from, &word)) {
        if (word.start >= gap.end && gap.end < text.length) {
            gap = next_gap(text, gap.end);
            continue;
        }
        from = word.end;
        if (word.start < gap.start)
            count++;
        else if (word.start < gap.end)
            from = gap.end;
    }
    return count;
}
