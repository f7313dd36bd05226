/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sentences of talk and of notes. See unitize/words.h. */
#include <string.h>

#include "base/utf8.h"
#include "unitize/words.h"

/* Written with a full stop inside a sentence; small letters. */
static const char built_in[] =
    " dr mr mrs ms prof rev hon st jr sr vs cf fig figs no nos vol p pp ch sec"
    " art para approx dept e.g i.e eg ie al etc ca inc ltd co corp jan feb mar"
    " apr jun jul aug sept oct nov dec tel ext ed eds est gov gen capt col ";

/* ... of which these end a sentence before a capital letter. */
static const char closing[] = " etc al inc ltd co corp p no sec art ch ed mar ";

static bool
is_listed(const char *list, const char *word, size_t length)
{
    for (const char *at = list; *at != '\0';) {
        size_t here;

        at += strspn(at, " ");
        here = strcspn(at, " ");
        if (here == length && here > 0 && memcmp(at, word, length) == 0)
            return true;
        at += here;
    }
    return false;
}

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
is_end_mark(uint32_t point)
{
    return point == '.' || point == '!' || point == '?' || point == 0x2026;
}

static bool
is_closing(uint32_t point)
{
    return point == '"' || point == '\'' || point == ')' || point == ']' ||
           point == 0x2019 || point == 0x201D || point == 0xBB;
}

static bool
is_opening(uint32_t point)
{
    return point == '"' || point == '\'' || point == '(' || point == '[' ||
           point == 0x2018 || point == 0x201C || point == 0xAB;
}

/* The word that ends at byte end, in small letters; its length, 0: longer
   than an abbreviation. */
static size_t
last_word(coding_span text, size_t start, size_t end, char *word, size_t size)
{
    size_t from = end;

    while (from > start && (unsigned char)text.at[from - 1] > ' ' &&
           strchr("(['\"", text.at[from - 1]) == NULL)
        from--;
    if (end - from > size)
        return 0;
    for (size_t i = from; i < end; i++) {
        char byte = text.at[i];

        if (byte >= 'A' && byte <= 'Z')
            byte = (char)(byte - 'A' + 'a');
        word[i - from] = byte;
    }
    return end - from;
}

static bool
is_number(const char *word, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (word[i] < '0' || word[i] > '9')
            return false;
    return length > 0;
}

/* The full stop at byte stop of a sentence that began at start is no end:
   Dr. / J. / 3. at the beginning. capital: the next word has one. */
static bool
is_abbreviation(const abbreviations *more, coding_span text, size_t start,
                size_t stop, bool capital)
{
    char word[12];
    size_t length = last_word(text, start, stop, word, sizeof word);

    if (abbreviations_has(more, (coding_span){text.at + start, stop - start}))
        return true;
    if (length == 0)
        return false;
    if (stop - length == start && is_number(word, length) && length <= 2)
        return true;
    if (length == 1 && word[0] >= 'a' && word[0] <= 'z' &&
        text.at[stop - 1] != word[0] && word[0] != 'i')
        return true; /* an initial, as in J. Smith */
    if (!is_listed(built_in, word, length))
        return false;
    return !(capital && is_listed(closing, word, length));
}

/* The first character of the next word: 0 at the end of the text. */
static uint32_t
next_letter(coding_span text, size_t at)
{
    size_t length;
    uint32_t point = point_at(text, at, &length);

    while (length > 0 && (utf8_is_space(point) || is_opening(point))) {
        at += length;
        point = point_at(text, at, &length);
    }
    return length > 0 ? point : 0;
}

/* Past the end marks and what closes behind them. */
static size_t
past_marks(coding_span text, size_t at)
{
    size_t length;
    uint32_t point = point_at(text, at, &length);

    while (length > 0 && is_end_mark(point)) {
        at += length;
        point = point_at(text, at, &length);
    }
    while (length > 0 && is_closing(point)) {
        at += length;
        point = point_at(text, at, &length);
    }
    return at;
}

/* Does a sentence that began at start end with the marks at byte mark, which
   end at byte past? */
static bool
ends(const abbreviations *more, coding_span text, size_t start, size_t mark,
     size_t past)
{
    size_t length;
    uint32_t after = point_at(text, past, &length);
    uint32_t next = next_letter(text, past);
    bool lone =
        text.at[mark] == '.' && !is_end_mark(point_at(text, mark + 1, &length));

    if (next == 0)
        return true;
    if (!utf8_is_space(after) || utf8_is_lower(next))
        return false;
    return !lone ||
           !is_abbreviation(more, text, start, mark, utf8_is_upper(next));
}

/* An empty line lies in the white space at byte at. */
static bool
is_empty_line(coding_span text, size_t at)
{
    size_t lines = 0;

    for (; at < text.length && strchr(" \t\r\n", text.at[at]) != NULL &&
           text.at[at] != '\0';
         at++)
        lines += text.at[at] == '\n';
    return lines > 1;
}

bool
words_next_sentence(const abbreviations *more, coding_span text, size_t from,
                    words_span *out)
{
    size_t length;
    uint32_t point = point_at(text, from, &length);

    while (length > 0 && utf8_is_space(point)) {
        from += length;
        point = point_at(text, from, &length);
    }
    if (length == 0)
        return false;
    out->start = from;
    out->end = from;
    for (; length > 0; point = point_at(text, from, &length)) {
        size_t past = from + length;

        if (is_end_mark(point)) {
            past = past_marks(text, from);
            out->end = past;
            if (ends(more, text, out->start, from, past))
                return true;
        } else if (!utf8_is_space(point)) {
            out->end = past;
        } else if (point == '\n' && is_empty_line(text, from)) {
            return true;
        }
        from = past;
    }
    return true;
}
