/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The inside of a passages_finder. For passages.c and trace.c alone. */
#ifndef CODER_FINDER_H
#define CODER_FINDER_H

#include "coder/passages.h"
#include "coder/spans.h"
#include "coder/trace.h"

/* Matches of a pattern, or affirmed passages of a code: a part of a list. */
typedef struct {
    size_t first, count;
} stretch;

struct passages_finder {
    coding_context *context;
    program *book;
    judge *const *cues; /* one a codebook */
    trace_list *trace;  /* NULL: nobody asks why */
    answer *words;
    spans matches;       /* by pattern, then start */
    stretch *by_pattern; /* in matches */
    size_t *met;         /* patterns that matched, to be forgotten */
    size_t met_count, met_capacity;
    spans affirmed;         /* of the codes that are done */
    stretch *by_code;       /* in affirmed */
    unsigned char *touched; /* by place in the order: may fire */
    passages_list passages;
    passages_list implied; /* wait for their code */
    spans found;           /* by the rule at hand */
    passages_list own;     /* of the code at hand */
    size_t code, rule;     /* at hand */
};

/* Where a pattern occurs. Borrowed until something is added to its list. */
spans_view passages_occurrences(const passages_finder *run,
                                const program_pattern *pattern);
/* The guard that overlaps a candidate, its number in the rule; NULL: none. */
const spans_item *passages_guard(const passages_finder *run,
                                 const program_rule *rule,
                                 const spans_item *found, size_t *number);
/* What must not be there and is, in a scope that the candidate is in. */
const spans_item *passages_exclusion(const passages_finder *run,
                                     const program_rule *rule,
                                     const spans_item *found, size_t *number);
/* The first condition that the candidate's unit fails; only_count: none. */
size_t passages_condition(const passages_finder *run, const program_rule *rule,
                          const spans_item *found);

#endif
