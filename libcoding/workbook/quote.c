/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The quotation around matched words. See workbook/quote.h. */
#include "workbook/quote.h"

#include "base/utf8.h"
#include "unitize/words.h"

enum {
    REACH = 4000, /* bytes that are looked at on each side */
    SHORT = 90,   /* bytes below which a neighbour is added */
    LONG = 400    /* characters kept on each side */
};

/* The next place, from `at` down, where a word may begin. */
static size_t
back_to_space(coding_span text, size_t at)
{
    while (at > 0 && text.at[at - 1] != ' ' && text.at[at - 1] != '\n')
        at--;
    return at;
}

/* Sentences around the words, as places in text. */
typedef struct {
    size_t start, end;       /* of the quotation */
    size_t previous, follow; /* of the neighbours: their start, their end */
} around;

static around
sentences_around(const abbreviations *more, coding_span text, size_t from,
                 size_t to)
{
    size_t at = from > REACH ? back_to_space(text, from - REACH) : 0;
    around found = {from, to, from, to};
    words_span sentence = {at, at};
    bool before = true, begun = false;

    while (words_next_sentence(more, text, at, &sentence) &&
           sentence.start < to + REACH) {
        at = sentence.end > at ? sentence.end : at + 1;
        if (sentence.end <= from) {
            found.previous = sentence.start;
            continue;
        }
        if (sentence.start >= to && begun) {
            found.follow = sentence.end;
            break;
        }
        if (before && sentence.start < found.start)
            found.start = sentence.start;
        before = false;
        begun = true;
        if (sentence.end > found.end)
            found.end = sentence.end;
        found.follow = found.end;
    }
    if (found.previous > found.start)
        found.previous = found.start;
    return found;
}

coding_span
quote_tail(coding_span text, size_t characters)
{
    size_t total = utf8_length(text), from;

    if (total <= characters)
        return text;
    from = utf8_offset(text, total - characters);
    for (size_t i = from; i < text.length; i++)
        if (text.at[i] == ' ' || text.at[i] == '\n') {
            from = i + 1;
            break;
        }
    return (coding_span){text.at + from, text.length - from};
}

coding_span
quote_head(coding_span text, size_t characters)
{
    size_t end = utf8_offset(text, characters), at;

    if (end >= text.length)
        return text;
    at = back_to_space(text, end);
    while (at > 0 && (text.at[at - 1] == ' ' || text.at[at - 1] == '\n'))
        at--;
    return (coding_span){text.at, at > 0 ? at : end};
}

quote
quote_around(const abbreviations *more, coding_span text, size_t from,
             size_t to)
{
    around found = sentences_around(more, text, from, to);
    quote made;
    coding_span before, after;

    if (found.end - found.start < SHORT)
        found.end = found.follow;
    if (found.end - found.start < SHORT)
        found.start = found.previous;
    before = (coding_span){text.at + found.start, from - found.start};
    after = (coding_span){text.at + to, found.end - to};
    made.before = quote_tail(before, LONG);
    made.after = quote_head(after, LONG);
    made.cut_before = made.before.length < before.length;
    made.cut_after = made.after.length < after.length;
    return made;
}
