/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Mentions gathered into answers: one a respondent, question and code. */
#ifndef COUNTING_ANSWERS_H
#define COUNTING_ANSWERS_H

#include <coding/context.h>
#include <coding/span.h>

#include <stdbool.h>
#include <stdint.h>

#include "base/map.h"
#include "counting/people.h"
#include "counting/triples.h"

#define ANSWERS_NONE SIZE_MAX

/* One mention: what decides which comes first. */
typedef struct {
    uint64_t rank;     /* given by a person or a survey; UINT64_MAX: none */
    size_t appearance; /* respondent in document */
    uint64_t unit, start, end; /* UINT64_MAX: the cell is empty */
    size_t pattern;            /* number in patterns; decides a tie */
    uint64_t ordinal;          /* of the mention in the stream */
} mention;

/* A document that holds mentions of an answer. */
typedef struct {
    size_t appearance;
    size_t next; /* ANSWERS_NONE: the last */
} answer_link;

typedef struct {
    size_t person, question, code;
    mention first;
    uint64_t mentions, units;
    size_t links;    /* of documents */
    size_t position; /* in the answer, from 1, after answers_rank */
    bool counted;
} answer;

typedef struct {
    coding_context *context;
    people *who; /* borrowed */
    triples keys;
    answer *items; /* by number in keys */
    size_t capacity;
    answer_link *links;
    size_t link_count, link_capacity;
    map patterns;
    triples units;    /* answer, appearance, unit: met in open documents */
    size_t *in_order; /* items by person, question and position */
} answers;

void answers_init(answers *all, coding_context *context, people *who);
void answers_clear(answers *all);
/* The number of the answer of these three, made if absent. */
CODING_MUST_USE coding_status answers_start(answers *all, triple key,
                                            size_t *out);
/* Adds a mention to an answer. */
CODING_MUST_USE coding_status answers_add(answers *all, size_t number,
                                          const mention *found);
/* Notes that a document holds mentions of an answer. */
CODING_MUST_USE coding_status answers_link(answers *all, size_t number,
                                           size_t appearance);
/* No document is open: units met so far cannot come again. */
void answers_forget_units(answers *all);
/* Puts answers in order and numbers them; those within top (0: all) count. */
CODING_MUST_USE coding_status answers_rank(answers *all, size_t top);

#endif
