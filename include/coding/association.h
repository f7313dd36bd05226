/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tests and effect sizes of contingency tables and of questions that take
   several answers, as rows of the stream. See chisq(1); what each figure
   means: coding-method(7). */
#ifndef CODING_ASSOCIATION_H
#define CODING_ASSOCIATION_H

#include <coding/row.h>
#include <coding/stats_adjust.h>

#include <stdio.h>

/* Plain files and what one of their lines is. The first line is a header;
   TSV, CSV or .xlsx. */
typedef enum {
    CODING_ASSOCIATION_TABLE,    /* a row of counts behind its label */
    CODING_ASSOCIATION_GOF,      /* category, count, probability */
    CODING_ASSOCIATION_STRATA,   /* stratum, row, col, count */
    CODING_ASSOCIATION_MULTI,    /* a respondent: id, group, items 0 or 1 */
    CODING_ASSOCIATION_MULTI2,   /* a respondent: id, w... and y... 0 or 1 */
    CODING_ASSOCIATION_RANKED,   /* a respondent: id, items 3 2 1 0 */
    CODING_ASSOCIATION_WEIGHTED, /* a respondent: row, column, weight */
    CODING_ASSOCIATION_FOURFOLD  /* a 2 x 2 table: its name and four counts */
} coding_association_input;

/* Which test a table is judged by. It is chosen by the margins alone, never by
   the p-values. */
typedef enum {
    CODING_ASSOCIATION_AUTO,  /* Pearson's chi-square without Yates' correction
                                 when no expected count is below 1 and at most
                                 20 % are below 5 (Cochran 1954); else the exact
                                 test; else random tables */
    CODING_ASSOCIATION_EVERY, /* as AUTO, and all candidates beside it */
    CODING_ASSOCIATION_PEARSON,
    CODING_ASSOCIATION_NMINUS1, /* 2 x 2 (Campbell 2007); else Pearson */
    CODING_ASSOCIATION_YATES,   /* 2 x 2; else Pearson */
    CODING_ASSOCIATION_G,
    CODING_ASSOCIATION_EXACT,      /* Fisher, Freeman-Halton */
    CODING_ASSOCIATION_MONTE_CARLO /* random tables with the same margins */
} coding_association_test;

typedef struct {
    coding_association_test test;
    coding_stats_adjustment adjust; /* of the p of a family of tests */
    double alpha;                   /* 0: .05 */
    double effect;                  /* w to give the power for; 0: none */
    uint64_t samples;    /* random tables, where an exact p is wanted and out of
                            reach, or everywhere when given; 0: 10,000 */
    uint64_t seed;       /* 0: 1 */
    uint64_t bootstrap;  /* samples of the joint tests; 0: none */
    bool exact;          /* an exact p even where it takes minutes */
    bool explain;        /* the chi-square by hand, as rows `explain` */
    bool force_invalid;  /* also the chi-square of pooled mentions, labelled */
    bool digits;         /* numbers with 17 significant digits */
    bool drop_units;     /* unit and coding rows are not handed on */
    const char *cluster; /* attribute: whole clusters are permuted too */
    const char *pair;    /* attribute: dyads to compare by McNemar */
    /* The figures to be given; count 0: all. x2* is all that begin so. What
       they do not need is not worked out. */
    const char *const *statistics;
    size_t statistic_count;
    const char *arguments;    /* for the meta row */
} coding_association_options; /* all zero is the default; texts borrowed */

typedef struct coding_association coding_association;

/* The columns of the result for a stream of columns; NULL: plain files.
   Owned. */
CODING_CHECK coding_status
coding_association_columns(coding_context *context,
                           const coding_columns *columns, coding_columns **out);
/* Gives rows of result columns to sink; all borrowed for life. columns: of the
   rows to be taken, NULL for plain files. Owned. CODING_EUSAGE: alpha is not
   between 0 and 1. */
CODING_CHECK coding_status coding_association_new(
    coding_context *context, const coding_columns *columns,
    const coding_columns *result, const coding_association_options *options,
    coding_row_sink sink, coding_association **out);
CODING_API void coding_association_free(coding_association *association);

/* The next row of a stream, handed on; its cells are kept. */
CODING_CHECK coding_status
coding_association_take(coding_association *association, const coding_row *row);
/* A plain file; path "-" is standard input, as are bytes when they are not
   NULL. Its figures are given at once, `table` is the file's name without
   folders and ending.
   CODING_EDATA: a cell that is not a number where one is expected, a negative
   or fractional count, fewer columns than the form has: told with line, row
   and column. CODING_ESYSTEM: not readable. */
CODING_CHECK coding_status coding_association_read(
    coding_association *association, coding_association_input form,
    const char *path, const coding_span *bytes);
/* Gives the `test` rows of the tables of a stream, of its questions with
   several answers, and of the family of all tests.
   CODING_EDATA: a stream with no table, or with mentions only. CODING_EUSAGE:
   a cluster or pair that is no attribute. */
CODING_CHECK coding_status
coding_association_finish(coding_association *association);

/* Whether a `test` row is made for people: a sentence in its `text`. */
CODING_API bool coding_association_is_sentence(coding_span statistic);

/* ---- a page of figures ---- */

/* Everything for people to read: the sentences of a table, the table, figures
   of its cells, and a line a test or measure. */
typedef struct coding_association_page coding_association_page;

/* result: the columns of the rows to be taken, borrowed. Owned. */
CODING_CHECK coding_status coding_association_page_new(
    coding_context *context, const coding_columns *result,
    coding_association_page **out);
CODING_API void coding_association_page_free(coding_association_page *page);
/* `cell` and `test` rows are kept, others looked over. */
CODING_CHECK coding_status coding_association_page_take(
    coding_association_page *page, const coding_row *row);
/* The tables that have a `test` row of this process. */
CODING_CHECK coding_status
coding_association_page_write(const coding_association_page *page, FILE *out);

#endif
