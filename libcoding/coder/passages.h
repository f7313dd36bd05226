/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The rules of a program at work on one answer: which passages get which
   code, by which rule. */
#ifndef CODER_PASSAGES_H
#define CODER_PASSAGES_H

#include <coding/polarity.h>

#include "coder/answer.h"
#include "coder/judge.h"
#include "coder/program.h"

/* A coded passage. */
typedef struct {
    size_t start, end; /* bytes of the answer's text */
    size_t code;
    coding_span pattern; /* id of the rule, borrowed from the codebook */
    size_t rule;         /* its place in the code; implied ones come after */
    size_t from;         /* the passage that implies it, PROGRAM_NONE */
    judge_verdict verdict;
} passages_item;

typedef struct {
    passages_item *items;
    size_t count, capacity;
} passages_list;

struct trace_list; /* coder/trace.h */
typedef struct passages_finder passages_finder;

/* Owned. book and cues (one a codebook, items may be NULL) are borrowed. */
CODING_MUST_USE coding_status passages_finder_new(coding_context *context,
                                                  program *book,
                                                  judge *const *cues,
                                                  passages_finder **out);
void passages_finder_free(passages_finder *made);
/* From here on the reasons of what is not coded are kept in list (borrowed),
   anew for each answer; NULL: no longer. */
void passages_finder_ask(passages_finder *made, struct trace_list *list);
/* All coded passages of an answer, ordered by start, then code, after the
   overlap policies. Borrowed until the next call. words is measured on the
   way. CODING_EDATA, CODING_EUSAGE: a pattern failed, see engine_search. */
CODING_MUST_USE coding_status passages_find(passages_finder *made,
                                            answer *words,
                                            const passages_list **out);

#endif
