/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Why a rule's candidates became no codings, kept while an answer is coded if
   somebody asks. See coder/explain.c for the words. */
#ifndef CODER_TRACE_H
#define CODER_TRACE_H

#include "coder/passages.h"
#include "coder/spans.h"

typedef enum {
    TRACE_GUARDED,    /* `unless` */
    TRACE_EXCLUDED,   /* `none` */
    TRACE_CONDITION,  /* `only` */
    TRACE_APART,      /* `near`, `then`: too many words between */
    TRACE_INCOMPLETE, /* a pattern of the rule does not occur in its reach */
    TRACE_RULE,       /* overlaps the rule's own passage before */
    TRACE_CODE,       /* overlaps a passage of the code that goes first */
    TRACE_FACET       /* the codebook's `overlap` keeps another code */
} trace_kind;

/* Bytes are those of the answer's text. */
typedef struct {
    trace_kind kind;
    size_t code, rule, from; /* as in passages_item */
    size_t start, end;
    size_t number;           /* which `unless`, `none`, `only` or pattern */
    size_t by_start, by_end; /* the words in the way; empty: none */
    size_t by_code, by_rule; /* CODE, FACET: whose they are */
    size_t words;            /* APART: between */
} trace_item;

typedef struct trace_list {
    trace_item *items;
    size_t count, capacity;
} trace_list; /* all zero is empty; items go with base_free */

/* All do nothing when nobody asks. The rule is the one at hand. */

/* A candidate that is none: past is the end of the rule's passage before. */
CODING_MUST_USE coding_status trace_candidate(passages_finder *run,
                                              const spans_item *found,
                                              size_t past);
/* Occurrences from..to of two patterns are too far from each other. */
CODING_MUST_USE coding_status trace_apart(passages_finder *run,
                                          const spans_item *from,
                                          const spans_item *to);
/* An occurrence stands alone: pattern number of the rule is not in reach. */
CODING_MUST_USE coding_status trace_incomplete(passages_finder *run,
                                               const spans_item *alone,
                                               size_t number);
/* A passage of a code gives way to another of the code. */
CODING_MUST_USE coding_status trace_code(passages_finder *run,
                                         const passages_item *own,
                                         const passages_item *first);
/* Rules whose other patterns occur, but not the one that leads. */
CODING_MUST_USE coding_status trace_leaderless(passages_finder *run);
/* The passages before the overlap policies against those that were kept. */
CODING_MUST_USE coding_status trace_facets(passages_finder *run,
                                           const passages_list *before);

#endif
