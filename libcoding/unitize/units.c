/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See unitize/units.h. */
#include "unitize/units.h"

#include "base/utf8.h"

static bool
is_blank_byte(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n';
}

/* Lines up to an empty one, or one line, without the white space around. */
static bool
next_paragraph(coding_span text, size_t from, bool one, words_span *out)
{
    const size_t enough = one ? 1 : 2;
    size_t lines = 0;

    while (from < text.length && is_blank_byte(text.at[from]))
        from++;
    out->start = out->end = from;
    for (; from < text.length; from++) {
        lines = text.at[from] == '\n'          ? lines + 1
                : is_blank_byte(text.at[from]) ? lines
                                               : 0;
        if (lines == enough)
            break;
        if (!is_blank_byte(text.at[from]))
            out->end = from + 1;
    }
    return out->end > out->start;
}

bool
units_next(units_rule rule, coding_span text, words_span piece, size_t from,
           words_span *out)
{
    coding_span part = {text.at + piece.start, piece.end - piece.start};
    size_t at = from - piece.start;
    bool found = false;

    switch (rule.kind) {
    case CODING_UNIT_SENTENCE:
        found = words_next_sentence(rule.more, part, at, out);
        break;
    case CODING_UNIT_PARAGRAPH:
        found = next_paragraph(part, at, rule.whole_lines, out);
        break;
    case CODING_UNIT_WORD:
        found = words_next(part, at, out);
        break;
    case CODING_UNIT_TURN:
    case CODING_UNIT_MERGED:
        found = at == 0 && part.length > 0;
        *out = (words_span){0, part.length};
        break;
    }
    out->start += piece.start;
    out->end += piece.start;
    return found;
}

size_t
units_point(units_counter *counter, size_t byte)
{
    counter->point += utf8_length(
        (coding_span){counter->text.at + counter->byte, byte - counter->byte});
    counter->byte = byte;
    return counter->point;
}
