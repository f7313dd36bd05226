/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Codes met with codes, with attributes, with respondents: what is named
   together, by whom, and with which items. See matrix(1). */
#ifndef CODING_MATRIX_H
#define CODING_MATRIX_H

#include <coding/row.h>

/* How near two codes have to be. Each includes the ones before it. */
typedef enum {
    CODING_MATRIX_SENTENCE, /* the default, in the place of a zero */
    CODING_MATRIX_SPAN,     /* passages that share a character */
    CODING_MATRIX_TURN,
    CODING_MATRIX_ANSWER, /* of a respondent to a question */
    CODING_MATRIX_RESPONDENT
} coding_matrix_within;

/* What the cell `n` holds. */
typedef enum {
    CODING_MATRIX_DEFAULT, /* items when they are asked for; mentions of
                              single respondents; else respondents */
    CODING_MATRIX_ITEMS,
    CODING_MATRIX_MENTIONS,
    CODING_MATRIX_RESPONDENTS,
    CODING_MATRIX_ORGANISATIONS
} coding_matrix_cell;

/* Which rows of the input are handed on. */
typedef enum {
    CODING_MATRIX_PASS_ALL,
    CODING_MATRIX_PASS_RESULTS, /* unit and coding rows are not wanted */
    CODING_MATRIX_PASS_NONE     /* only the matrix's own result rows */
} coding_matrix_pass;

/* Names are attributes, `respondent`, `question` or `document`, else facets;
   `attr:`, `core:`, `facet:` and `code:FACET/CODE` decide. Several of one side
   are facets or codes. All borrowed for life. */
typedef struct {
    const char *const *rows, *const *columns; /* one or more each */
    size_t row_count, column_count;
    const char *items; /* the facet whose distinct codes are counted; NULL */
    coding_matrix_within within;
    coding_matrix_cell cell;
    const char *name; /* of the table; NULL: "ROWS x COLUMNS" */
    coding_matrix_pass pass;
    const char *part;      /* with PASS_NONE: give only "cells", "items" or
                              "figures"; NULL: all */
    const char *arguments; /* for the meta row */
} coding_matrix_options;

typedef struct coding_matrix coding_matrix;

/* The columns of the result for a stream of columns. Owned. */
CODING_CHECK coding_status coding_matrix_columns(const coding_columns *columns,
                                                 coding_columns **out);
/* Takes rows of columns, gives rows of result columns to sink; all borrowed
   for life. Owned. CODING_EUSAGE: no rows or no columns, an attribute there is
   none of, or names that make no matrix. */
CODING_CHECK coding_status coding_matrix_new(
    coding_context *context, const coding_columns *columns,
    const coding_columns *result, const coding_matrix_options *options,
    coding_row_sink sink, coding_matrix **out);
CODING_API void coding_matrix_free(coding_matrix *matrix);
/* The next row of the stream, handed on. CODING_EDATA: a coding whose unit is
   not in the stream. */
CODING_CHECK coding_status coding_matrix_take(coding_matrix *matrix,
                                              const coding_row *row);
/* Resolves the names, counts, and gives `cell` and `test` rows.
   CODING_EUSAGE: a name that is nothing, or two things at once, a table of
   that name. CODING_EDATA: codings that were dropped, a facet that is half
   tallied, a table of more than 10,000,000 cells. */
CODING_CHECK coding_status coding_matrix_finish(coding_matrix *matrix);
/* After that. One line for people: what was counted and what was left out.
   Borrowed for the matrix's life. */
CODING_CHECK coding_status coding_matrix_summary(coding_matrix *matrix,
                                                 const char **out);

/* After coding_matrix_finish. The table as people print it: the first row holds
   the names, each further row a label and the cells `n`, empty where nobody was
   asked. Given to take as spans, borrowed for the call. */
typedef coding_status (*coding_matrix_line)(void *user,
                                            const coding_span *cells,
                                            size_t count);
CODING_CHECK coding_status coding_matrix_lines(const coding_matrix *matrix,
                                               coding_matrix_line take,
                                               void *user);

#endif
