/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Contingency tables and figures of tests, found in the rows of a stream. */
#ifndef WORKBOOK_RESULTS_H
#define WORKBOOK_RESULTS_H

#include "workbook/model.h"

/* One two-way table (of one stratum). */
typedef struct {
    coding_span name, stratum;
    coding_span *rows, *columns; /* labels */
    size_t row_count, column_count;
    double *counts; /* rows x columns; NaN: no cell */
    bool is_full;   /* every cell is a whole number of 0 or more */
} result_table;

typedef struct {
    const model *found;
    arena keep;
    result_table *tables;
    size_t table_count;
    map names;     /* of tables with figures */
    size_t *first; /* by name: its first figure in model.tests */
    size_t *next;  /* by figure: the next of its table; MODEL_NONE */
    size_t first_capacity;
} results; /* set with results_init, end with results_clear */

CODING_MUST_USE coding_status results_init(results *all, const model *found);
void results_clear(results *all);
/* The figure of a table; row and column may be empty spans, then any will do.
   NULL: none. */
const model_test *results_find(const results *all, coding_span table,
                               const char *statistic, coding_span row,
                               coding_span column);
/* Its value for the whole table; NaN: none. */
double results_value(const results *all, coding_span table,
                     const char *statistic);
/* The next figure of a table; before NULL: the first. */
const model_test *results_next(const results *all, coding_span table,
                               const model_test *before);
/* An adjusted p of a table's test, as in "p_chosen_holm": given under the
   family's name with the table's, or its item's, as label. Of several families
   the last, which is the widest. NaN: none. */
double results_adjusted(const results *all, coding_span table,
                        const char *statistic);

#endif
