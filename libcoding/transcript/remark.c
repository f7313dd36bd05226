/* SPDX-License-Identifier: GPL-2.0-or-later */
/* [Note taker: ...], [NB: ...]: words that are not the respondent's. */
#include <string.h>

#include "transcript/pieces.h"
#include "transcript/vocabulary.h"

enum { KEY_BYTES = 32 };

/* The length of "note taker:" if text begins with such a key. */
static size_t
key_length(coding_span text, bool in_brackets)
{
    char bytes[VOCABULARY_KEY_BYTES];

    for (size_t i = 0; i < text.length && i < KEY_BYTES; i++) {
        if (text.at[i] == '\n' || text.at[i] == '[' || text.at[i] == ']')
            return 0;
        if (text.at[i] == ':')
            return vocabulary_is_remark(
                       vocabulary_key((coding_span){text.at, i}, bytes),
                       in_brackets)
                       ? i + 1
                       : 0;
    }
    return 0;
}

/* Up to the bracket that closes the first one; what is never closed ends with
   its paragraph. */
static size_t
bracket_length(coding_span text)
{
    char open = text.at[0], close = open == '[' ? ']' : ')';
    size_t depth = 0, blank = text.length;

    for (size_t i = 0; i < text.length; i++) {
        if (text.at[i] == open)
            depth++;
        else if (text.at[i] == close && --depth == 0)
            return i + 1;
        else if (text.at[i] == '\n' && i + 1 < text.length &&
                 text.at[i + 1] == '\n' && blank == text.length)
            blank = i;
    }
    return blank;
}

static size_t
paragraph_length(coding_span text)
{
    for (size_t i = 0; i + 1 < text.length; i++)
        if (text.at[i] == '\n' && text.at[i + 1] == '\n')
            return i;
    return text.length;
}

size_t
remark_find(coding_span text, bool at_line)
{
    if (text.length == 0)
        return 0;
    if (text.at[0] == '[' || text.at[0] == '(')
        return key_length((coding_span){text.at + 1, text.length - 1}, true) > 0
                   ? bracket_length(text)
                   : 0;
    return at_line && key_length(text, false) > 0 ? paragraph_length(text) : 0;
}
