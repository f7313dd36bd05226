/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From a code, a respondent or a pattern to the words: passages with what
   stands around them. See why(1) and kwic(1). */
#ifndef CODING_CONCORDANCE_H
#define CODING_CONCORDANCE_H

#include <coding/row.h>

#include <stdio.h>

typedef enum {
    CODING_PASSAGES_COUNTED, /* `counted` 1 or repeat, or not judged yet */
    CODING_PASSAGES_ALL      /* every coding, with its reason */
} coding_passages;

typedef enum {
    CODING_SORT_DOCUMENT, /* document name, place */
    CODING_SORT_LEFT,     /* the words before, from the passage leftwards */
    CODING_SORT_MATCH,    /* the passage's words */
    CODING_SORT_RIGHT,    /* the words after */
    CODING_SORT_CODE      /* code as asked for, respondent, place */
} coding_passage_sort;

typedef struct {
    const char *const *codes;                   /* ids, or facet/id */
    size_t code_count;                          /* 0: every code */
    coding_span facet, family;                  /* of the codes; empty: any */
    coding_span respondent, question, document; /* empty: any */
    const char *const *where; /* each "NAME=VALUE|VALUE", all must hold */
    size_t where_count;
    coding_passages which;
    const char *const *patterns; /* search the units' words instead of codes */
    size_t pattern_count;
    coding_span role; /* whose words are searched; empty: respondent; "all" */
    size_t around;    /* code points before and behind; 0: 40 */
    coding_passage_sort sort;
} coding_concordance_options; /* all zero is the default; borrowed for life */

/* A passage. Runs of white space are one space in left, match and right, which
   come from the same turn. Everything is borrowed for the life of the
   concordance. */
typedef struct {
    coding_span document, speaker, respondent, question;
    coding_span facet, code, pattern, polarity, counted, counted_rank;
    coding_span left, match, right;
    uint64_t unit, start, end; /* UINT64_MAX: unknown */
    size_t wanted;             /* which of the codes asked for, from 0 */
} coding_passage;

typedef struct coding_concordance coding_concordance;

/* columns are of the rows to come, borrowed for life. Owned. CODING_EUSAGE: a
   pattern that is none. */
CODING_CHECK coding_status coding_concordance_new(
    coding_context *context, const coding_columns *columns,
    const coding_concordance_options *options, coding_concordance **out);
CODING_API void coding_concordance_free(coding_concordance *concordance);
/* The next row of a stream. CODING_EUSAGE: an unknown code, told with the
   nearest, or one of several facets. CODING_EDATA: a pattern that reaches the
   match limit. */
CODING_CHECK coding_status
coding_concordance_take(coding_concordance *concordance, const coding_row *row);
/* Whether a coding row is one of those asked for; after its codes came. */
CODING_API bool coding_concordance_wants(coding_concordance *concordance,
                                         const coding_row *row);
/* After the last row: sorts. CODING_EUSAGE: an unknown code, respondent,
   question or document. */
CODING_CHECK coding_status
coding_concordance_finish(coding_concordance *concordance);

/* ---- after coding_concordance_finish ---- */

/* How many, in order. */
CODING_API size_t coding_concordance_passages(
    const coding_concordance *concordance, const coding_passage **out);
/* The columns of coding_concordance_give. */
CODING_CHECK coding_status coding_concordance_columns(coding_columns *columns);
/* Gives each as a row `kwic`: document unit speaker respondent question start
   end facet code pattern polarity counted counted_rank left match right. */
CODING_CHECK coding_status
coding_concordance_give(const coding_concordance *concordance,
                        const coding_columns *columns, coding_row_sink sink);
/* For people: by code and respondent, each with place, rule and words. */
CODING_CHECK coding_status
coding_concordance_explain(const coding_concordance *concordance, FILE *out);
/* For people: one line each, aligned at the passage, in width columns. */
CODING_CHECK coding_status coding_concordance_align(
    const coding_concordance *concordance, unsigned width, FILE *out);

#endif
