/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How many words of a regex stand for themselves, one after the other: a long
   run is a quotation, not a concept. */
#include <string.h>

#include "rehearsal/rehearsal_inside.h"

typedef enum {
    TOKEN_WORD,  /* a character of a word */
    TOKEN_SPACE, /* white space between words */
    TOKEN_EDGE,  /* \b and the like: nothing */
    TOKEN_OTHER  /* anything that is not one text only */
} token;

static bool
is_word_byte(char byte)
{
    unsigned char value = (unsigned char)byte;

    return (value >= 'a' && value <= 'z') || (value >= 'A' && value <= 'Z') ||
           (value >= '0' && value <= '9') || value == '_' || value == '\'' ||
           value == '-' || value == '&' || value >= 0x80;
}

/* \X at the start of text. */
static token
read_escape(coding_span text, size_t *length)
{
    *length = text.length < 2 ? text.length : 2;
    if (text.length < 2)
        return TOKEN_OTHER;
    switch (text.at[1]) {
    case 's':
    case 'h':
    case 'R':
        return TOKEN_SPACE;
    case 'b':
    case 'B':
    case 'A':
    case 'Z':
    case 'z':
        return TOKEN_EDGE;
    case 'x':
        if (text.length >= 4 && memcmp(text.at, "\\x20", 4) == 0) {
            *length = 4;
            return TOKEN_SPACE;
        }
        return TOKEN_OTHER;
    default:
        /* Letters after a backslash are classes and properties. */
        return (text.at[1] >= 'a' && text.at[1] <= 'z') ||
                       (text.at[1] >= 'A' && text.at[1] <= 'Z')
                   ? TOKEN_OTHER
                   : TOKEN_WORD;
    }
}

/* Bytes up to and with the first of stops, from byte from on. */
static size_t
through(coding_span text, size_t from, const char *stops)
{
    for (size_t i = from; i < text.length; i++) {
        if (text.at[i] == '\\')
            i++;
        else if (strchr(stops, text.at[i]) != NULL && text.at[i] != '\0')
            return i + 1;
    }
    return text.length;
}

/* Classes, the heads of groups such as (?<name>, and counts: their letters
   are no words. */
static size_t
bracketed(coding_span text)
{
    if (text.at[0] == '[')
        return through(text, 2, "]");
    if (text.at[0] == '{')
        return through(text, 1, "}");
    if (text.at[0] == '(' && text.length > 1 && text.at[1] == '?')
        return through(text, 2, ":=!>)");
    return 1;
}

static token
read_token(coding_span text, size_t *length)
{
    *length = 1;
    if (text.at[0] == '\\')
        return read_escape(text, length);
    if (text.at[0] == ' ')
        return TOKEN_SPACE;
    if (text.length >= 3 && memcmp(text.at, "[ ]", 3) == 0) {
        *length = 3;
        return TOKEN_SPACE;
    }
    if (is_word_byte(text.at[0]))
        return TOKEN_WORD;
    *length = bracketed(text);
    return TOKEN_OTHER;
}

/* A quantifier behind a character makes it one of several texts; behind white
   space it is `\s+`, which is a space all the same. */
static bool
is_quantifier(char byte)
{
    return byte == '?' || byte == '*' || byte == '+' || byte == '{';
}

size_t
literal_words(coding_span regex, size_t *at, size_t *length)
{
    size_t words = 0, best = 0, begin = 0, step;
    bool inside = false; /* a word */

    *at = *length = 0;
    for (size_t i = 0; i < regex.length; i += step) {
        coding_span rest = {regex.at + i, regex.length - i};
        token kind = read_token(rest, &step);
        bool varied =
            i + step < regex.length && is_quantifier(regex.at[i + step]);

        if (kind == TOKEN_WORD && !varied) {
            if (words == 0)
                begin = i;
            words += !inside;
            inside = true;
        } else if (kind == TOKEN_SPACE) {
            inside = false;
            step += varied && regex.at[i + step] == '+';
        } else if (kind != TOKEN_EDGE) {
            words = 0;
            inside = false;
        }
        if (words > best) {
            best = words;
            *at = begin;
        }
        if (words == best && kind == TOKEN_WORD && inside)
            *length = i + step - begin;
    }
    return best;
}
