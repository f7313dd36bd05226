/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Neighbouring columns of one question, by what each vendor writes into
   headers. */
#ifndef SURVEY_BLOCK_H
#define SURVEY_BLOCK_H

#include "survey/shape.h"

typedef struct {
    size_t first, count; /* columns */
    coding_span text;    /* the question */
} block;

/* The columns that belong together from column from on. */
block block_next(const shape *found, size_t from);
/* The option that column number i of the block stands for; empty: none. */
coding_span block_option(const shape *found, const block *of, size_t i);
/* The question without the options. */
coding_span block_question(const shape *found, const block *of);
/* The part of a name that the options of one question share, as Q1 of
   Q1[SQ001]; empty: there is none. */
coding_span block_shared_name(shape_kind kind, coding_span name);
/* The length of a name before _ and digits at its end; 0: there are none. */
size_t block_stem(coding_span name);
/* Q5_3_TEXT: what was written beside an option. */
bool block_is_text(coding_span name);

#endif
