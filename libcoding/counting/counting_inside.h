/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The inside of a coding_counting. */
#ifndef COUNTING_COUNTING_INSIDE_H
#define COUNTING_COUNTING_INSIDE_H

#include <coding/counting.h>

#include "base/arena.h"
#include "base/map.h"
#include "counting/answers.h"
#include "counting/facet.h"
#include "counting/people.h"

/* Why a coding does not count, or that it may; numbers in `reasons`. */
enum {
    REASON_REMOVED,
    REASON_ROLE,
    REASON_NO_RESPONDENT,
    REASON_WHERE,
    REASON_OUTSIDE,
    REASON_POLARITY, /* the first of the polarities */
    REASON_REPEAT = REASON_POLARITY + 5,
    REASON_BEYOND,
    REASON_COUNT, /* other polarities have numbers from here on */
    REASON_NONE = -1
};

typedef struct {
    map ids;
    uint64_t *ordinals; /* in the guide, by number; UINT64_MAX: not listed */
    size_t capacity;
    size_t listed; /* question rows */
    bool covered;  /* the chosen one has coverage rows */
} questions;

struct coding_counting {
    coding_context *context;
    coding_counting_options options;
    arena texts;
    coding_core core;
    facets facet;
    people who;
    questions asked;
    answers named;
    map polarities; /* that count; empty: all */
    bool every_polarity;
    map reasons;
    uint64_t *reason_counts; /* by number in reasons */
    size_t reason_capacity;
    size_t open;            /* documents without their end */
    uint64_t taken, judged; /* mentions, codings met while replaying */
    /* the result */
    coding_counted_respondent *respondents;
    size_t respondent_count;
    coding_counted_answer *answers;
    size_t answer_count;
    coding_left_out *left_out;
    size_t left_out_count;
    bool *varies; /* by attribute */
};

/* What the rules say of one coding before its answer is known. */
typedef struct {
    long reason;       /* REASON_NONE: it is a mention */
    size_t appearance; /* of a mention */
} judgement;

/* verdict.c */
CODING_MUST_USE coding_status judge_init(coding_counting *all);
CODING_MUST_USE coding_status judge_coding(coding_counting *all,
                                           const coding_row *row,
                                           judgement *out);

/* questions.c */
CODING_MUST_USE coding_status questions_add(coding_counting *all,
                                            coding_span id, size_t *out);
CODING_MUST_USE coding_status questions_list(coding_counting *all,
                                             const coding_row *row);
/* A row of a respondent in the chosen question, or coverage of it. */
bool questions_is_chosen(const coding_counting *all, const coding_row *row);
CODING_MUST_USE coding_status questions_cover(coding_counting *all,
                                              const coding_row *row);
CODING_MUST_USE coding_status questions_check(const coding_counting *all);

/* shards.c */
CODING_MUST_USE coding_status shards_take(coding_counting *all,
                                          const coding_row *row);
/* A shard's answers and another's hold one respondent's answer twice. */
CODING_MUST_USE coding_status shards_check(const coding_counting *all);

/* result.c */
CODING_MUST_USE coding_status result_make(coding_counting *all);

#endif
