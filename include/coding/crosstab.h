/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Contingency tables of respondents over the variables of a stream: survey
   answers, attributes, codes. See crosstab(1). */
#ifndef CODING_CROSSTAB_H
#define CODING_CROSSTAB_H

#include <coding/row.h>

/* Names are attributes or survey variables, else facets, else multiple-answer
   sets; `attr:`, `facet:`, `code:FACET/CODE` and `set:` decide. `*` and `?` in
   a name stand for the attributes that fit. All borrowed for life. */
typedef struct {
    const char *const *rows, *const *columns; /* one or more each */
    size_t row_count, column_count;
    const char *stratum;   /* attribute; NULL: none */
    const char *weight;    /* numeric attribute, 0 or more; NULL: none */
    const char *name;      /* of the one table; NULL: "ROWS x COLUMNS" */
    bool drop_units;       /* unit and coding rows are not handed on */
    const char *arguments; /* for the meta row */
} coding_crosstab_options;

typedef struct coding_crosstab coding_crosstab;

/* The columns of the result for a stream of columns. Owned. */
CODING_CHECK coding_status
coding_crosstab_columns(const coding_columns *columns, coding_columns **out);
/* Takes rows of columns, gives rows of result columns to sink; all borrowed
   for life. Owned. CODING_EUSAGE: no rows or no columns were named. */
CODING_CHECK coding_status coding_crosstab_new(
    coding_context *context, const coding_columns *columns,
    const coding_columns *result, const coding_crosstab_options *options,
    coding_row_sink sink, coding_crosstab **out);
CODING_API void coding_crosstab_free(coding_crosstab *crosstab);
/* The next row of the stream, handed on. */
CODING_CHECK coding_status coding_crosstab_take(coding_crosstab *crosstab,
                                                const coding_row *row);
/* Resolves the names, counts, and gives `answer`, `cell` and `test` rows.
   CODING_EUSAGE: a name that is nothing, or two things at once.
   CODING_EDATA: a weight that is no number, a table of more than 10,000,000
   cells, nobody who answered both variables. */
CODING_CHECK coding_status coding_crosstab_finish(coding_crosstab *crosstab);

/* After the last row, before coding_crosstab_finish (which does it otherwise):
   resolves the names, so that the number of tables is known. Errors as
   there. */
CODING_CHECK coding_status coding_crosstab_resolve(coding_crosstab *crosstab);
/* After that. How many tables there are. */
CODING_API size_t coding_crosstab_count(const coding_crosstab *crosstab);
/* One table as people print it: the first row holds the names, each further
   row a label and its counts; stratum by stratum under each other. Given to
   take as spans, borrowed for the call. Percentages, of the row, the column or
   the whole, are of weights where there are some. */
typedef enum {
    CODING_CROSSTAB_COUNTS, /* respondents, whatever their weights */
    CODING_CROSSTAB_ROW,
    CODING_CROSSTAB_COLUMN,
    CODING_CROSSTAB_TOTAL,
    CODING_CROSSTAB_WEIGHTS /* sums of weights */
} coding_crosstab_show;
typedef struct {
    coding_crosstab_show show;
    bool margins, rounded; /* rounded: percentages to one decimal */
} coding_crosstab_print;
typedef coding_status (*coding_crosstab_line)(void *user,
                                              const coding_span *cells,
                                              size_t count);
CODING_CHECK coding_status coding_crosstab_lines(
    const coding_crosstab *crosstab, size_t table,
    const coding_crosstab_print *print, coding_crosstab_line take, void *user);

#endif
