/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Words and sentences of a text: one rule for every tool that counts, cuts or
   measures distances. Texts are valid UTF-8, original or folded. */
#ifndef UNITIZE_WORDS_H
#define UNITIZE_WORDS_H

#include <coding/span.h>

#include "unitize/abbreviations.h"

/* Bytes of a text. */
typedef struct {
    size_t start, end;
} words_span;

/* The next word from byte from on: letters, digits and marks, and inside a
   word single characters of ' ’ . - ‐ ‑ & between them: don't, co-creation,
   R&D, 2.5m are one word each. false: there is none. */
bool words_next(coding_span text, size_t from, words_span *out);
/* Words of text that stand in no gap such as [laughs]. */
size_t words_count(coding_span text);
/* The next sentence from byte from on, without white space around it. It ends
   with . ! ? or … and the quotes and brackets behind, before white space, or
   at an empty line; not after abbreviations (Dr. e.g. No.), initials, an
   ordinal that begins it, or before a small letter. more: further
   abbreviations, which never end one; may be NULL. false: there is none. */
bool words_next_sentence(const abbreviations *more, coding_span text,
                         size_t from, words_span *out);

#endif
