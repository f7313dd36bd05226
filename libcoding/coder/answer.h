/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What one respondent says in an answer, as one text: the folded subjects one
   after the other, with its words, sentences and turns, and the way back to
   units and offsets. */
#ifndef CODER_ANSWER_H
#define CODER_ANSWER_H

#include <coding/codebook.h>

#include "base/buffer.h"
#include "coder/window.h"
#include "unitize/words.h"

typedef struct {
    words_span *items; /* bytes of the answer's text, in order */
    size_t count, capacity;
} answer_spans;

typedef struct {
    coding_context *context;
    const window *units;
    const abbreviations *more; /* for sentences; NULL: the built-in ones */
    size_t *subjects;          /* of the window, in order */
    size_t *bases;             /* where each begins in text */
    size_t count, subject_capacity, base_capacity;
    buffer text; /* subjects, each ended by a line feed */
    answer_spans words, sentences, turns;
    bool measured; /* words, sentences and turns are there */
} answer;          /* set with answer_init, end with answer_clear */

/* A place in the document. */
typedef struct {
    size_t unit;    /* in the window */
    size_t in_unit; /* code points from the unit's start */
} answer_place;

void answer_init(answer *words, coding_context *context);
void answer_clear(answer *words);
/* Begins an answer over a finished window, which is borrowed. */
void answer_begin(answer *words, const window *units);
/* Adds a subject of the window. */
CODING_MUST_USE coding_status answer_add(answer *words, size_t subject);
coding_span answer_text(const answer *words);
/* Cuts the text into words, sentences and turns, unless that is done. */
CODING_MUST_USE coding_status answer_measure(answer *words);

/* After answer_measure: */

/* Words that lie wholly between two bytes. */
size_t answer_words_between(const answer *words, size_t from, size_t to);
/* The byte past the n-th word from byte from on (its end if there are less),
   and the byte of the n-th word before byte from (0 if there are less). */
size_t answer_word_after(const answer *words, size_t from, size_t n);
size_t answer_word_before(const answer *words, size_t from, size_t n);
/* The sentence, turn or answer that byte at stands in. */
words_span answer_scope(const answer *words, coding_within within, size_t at);

/* Where bytes start..end (not empty, of one subject or of several) are in the
   original. */
void answer_origin(const answer *words, size_t start, size_t end,
                   answer_place *first, answer_place *past);
/* Both bytes are of one subject. */
bool answer_same_subject(const answer *words, size_t a, size_t b);

#endif
