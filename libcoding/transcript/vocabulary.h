/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Words that say who speaks, and words that only look like a speaker's label.
   The lists are printed in docs/design/labels.md. */
#ifndef TRANSCRIPT_VOCABULARY_H
#define TRANSCRIPT_VOCABULARY_H

#include <coding/span.h>

enum { VOCABULARY_KEY_BYTES = 160 };

/* A label as it is compared: small letters, one space between words, no full
   stop at the end. Into the caller's VOCABULARY_KEY_BYTES bytes; borrowed from
   them; longer labels are cut. */
coding_span vocabulary_key(coding_span label, char *bytes);

/* All take a key. A number may follow: "interviewer 2", "int2". */
bool vocabulary_is_interviewer(coding_span key);
bool vocabulary_is_respondent(coding_span key);
/* Fields of a header: date, role, interview 3 ... */
bool vocabulary_is_field(coding_span key);
/* Those, and words that order a text: first, example, advice ... */
bool vocabulary_is_structure(coding_span key);
/* What a remark of the note taker begins with: note taker, nb; in brackets
   also note, memo ... */
bool vocabulary_is_remark(coding_span key, bool in_brackets);
/* Capital letters and digits as in R1, OS1-R2, SPEAKER_00. Takes the label. */
bool vocabulary_is_code(coding_span label);

#endif
