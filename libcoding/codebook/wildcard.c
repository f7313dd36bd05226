/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Wildcards to regexes. See codebook/wildcard.h. */
#include "codebook/wildcard.h"

#include <stdint.h>
#include <stdlib.h>

#include "base/utf8.h"

/* What PCRE2's \w is with UCP, but for marks, which newer versions add. */
static bool
is_word_point(uint32_t point)
{
    return point == '_' || utf8_is_letter(point) || utf8_is_digit(point);
}

static bool
is_wild(char byte)
{
    return byte == '*' || byte == '?' || byte == ' ' || byte == '\t';
}

bool
wildcard_is_word(coding_span text)
{
    for (size_t i = 0; i < text.length; i++) {
        if (!is_wild(text.at[i]))
            return true;
    }
    return false;
}

/* Whether the text begins with a word character, wildcards counted as one. */
static bool
begins_word(coding_span text)
{
    uint32_t point = 0;

    while (text.length > 0 && text.at[0] == '*')
        text = (coding_span){text.at + 1, text.length - 1};
    if (text.length == 0)
        return false;
    if (text.at[0] == '?')
        return true;
    (void)utf8_decode(text, &point); /* only the character is of interest */
    return is_word_point(point);
}

static bool
ends_word(coding_span text)
{
    size_t at;

    while (text.length > 0 && text.at[text.length - 1] == '*')
        text.length--;
    if (text.length == 0)
        return false;
    at = text.length - 1;
    while (at > 0 && ((unsigned char)text.at[at] & 0xC0) == 0x80)
        at--;
    return begins_word((coding_span){text.at + at, text.length - at});
}

/* \b where a word character stands at the edge, else what \b would not say:
   no word character beside it. */
static void
add_begin(coding_span text, buffer *out)
{
    buffer_add_text(out, begins_word(text) ? "\\b" : "(?<!\\w)");
}

static void
add_end(coding_span text, buffer *out)
{
    buffer_add_text(out, ends_word(text) ? "\\b" : "(?!\\w)");
}

/* The inside: bytes above 0x7F stand for themselves; ASCII that is no letter,
   digit or underscore is escaped, which PCRE2 takes as itself. */
static void
add_inside(coding_span text, buffer *out)
{
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.at[i];
        bool space = byte == ' ' || byte == '\t';

        if (byte == '*') {
            /* Runs of stars would only make the search slower. */
            if (i == 0 || text.at[i - 1] != '*')
                buffer_add_text(out, "\\w*");
        } else if (byte == '?') {
            buffer_add_text(out, "\\w");
        } else if (space) {
            if (text.at[i - 1] != ' ' && text.at[i - 1] != '\t')
                buffer_add_text(out, "\\s+");
        } else {
            if ((unsigned char)byte < 0x80 &&
                !is_word_point((unsigned char)byte))
                buffer_add_byte(out, '\\');
            buffer_add_byte(out, byte);
        }
    }
}

void
wildcard_add(coding_span text, buffer *out)
{
    add_begin(text, out);
    add_inside(text, out);
    add_end(text, out);
}

static int
by_length(const void *a, const void *b)
{
    const coding_span *left = a, *right = b;

    if (left->length != right->length)
        return left->length > right->length ? -1 : 1;
    return coding_span_compare(*left, *right);
}

void
wildcard_sort(coding_span *items, size_t count)
{
    qsort(items, count, sizeof *items, by_length);
}

void
wildcard_add_list(const coding_span *items, size_t count, buffer *out)
{
    bool plain = true; /* every edge is \b */

    for (size_t i = 0; i < count; i++)
        plain = plain && begins_word(items[i]) && ends_word(items[i]);
    buffer_add_text(out, plain ? "\\b(?:" : "(?:");
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            buffer_add_byte(out, '|');
        if (plain)
            add_inside(items[i], out);
        else
            wildcard_add(items[i], out);
    }
    buffer_add_text(out, plain ? ")\\b" : ")");
}
