/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A two-way table without its empty rows and columns, and the parts of its
   analysis. See coding/stats_twoway.h. */
#ifndef STATS_TWOWAY_H
#define STATS_TWOWAY_H

#include <coding/stats_twoway.h>

#include <stdbool.h>

#include "stats/deliver.h"
#include "stats/wide.h"

typedef struct {
    coding_context *context;
    size_t given_rows, given_columns;
    size_t rows, columns;          /* kept */
    const uint64_t *counts;        /* kept, row by row */
    const uint64_t *row_totals;    /* none is 0 */
    const uint64_t *column_totals; /* none is 0 */
    const uint64_t *row_places;    /* from 1, in the table given */
    const uint64_t *column_places; /* from 1, in the table given */
    uint64_t n;                    /* total of counts */
    uint64_t *memory;              /* owned: all of the above */
    double x2;                     /* NaN: fewer than 2 x 2 left */
} stats_twoway;                    /* set with stats_twoway_open */

/* Copies and totals the table. End with stats_twoway_close, on failure too.
   CODING_EDATA: a total above CODING_STATS_COUNT_MAX. */
CODING_MUST_USE coding_status stats_twoway_open(coding_context *context,
                                                const coding_stats_table *given,
                                                stats_twoway *out);
void stats_twoway_close(stats_twoway *table);

static inline uint64_t
stats_twoway_count(const stats_twoway *table, size_t row, size_t column)
{
    return table->counts[row * table->columns + column];
}

/* n (O - E) = O n - r c, exact. */
static inline stats_wide
stats_twoway_excess(const stats_twoway *table, size_t row, size_t column)
{
    return stats_wide_times(stats_twoway_count(table, row, column), table->n) -
           stats_wide_times(table->row_totals[row],
                            table->column_totals[column]);
}

/* n E = r c. */
static inline double
stats_twoway_product(const stats_twoway *table, size_t row, size_t column)
{
    return (double)table->row_totals[row] *
           (double)table->column_totals[column];
}

static inline bool
stats_twoway_is_fourfold(const stats_twoway *table)
{
    return table->rows == 2 && table->columns == 2;
}

/* (rows - 1) (columns - 1); 0 for an empty table. */
double stats_twoway_df(const stats_twoway *table);
/* A figure of a kept cell, counted from 0, under its place as given. */
void stats_twoway_deliver(const stats_twoway *table, stats_delivery *to,
                          const char *statistic, size_t row, size_t column,
                          double value);

/* The parts, one for each group of figures. */
void stats_twoway_chisq(const stats_twoway *table, stats_delivery *to);
void stats_twoway_divergence(const stats_twoway *table, stats_delivery *to);
void stats_twoway_expected(const stats_twoway *table, stats_delivery *to);
void stats_twoway_effect(const stats_twoway *table, stats_delivery *to);
void stats_twoway_effect_limits(const stats_twoway *table, stats_delivery *to);
void stats_twoway_prediction(const stats_twoway *table, stats_delivery *to);
void stats_twoway_scores(const stats_twoway *table, stats_delivery *to);
CODING_MUST_USE coding_status
stats_twoway_concordance(const stats_twoway *table, stats_delivery *to);
void stats_twoway_risk(const stats_twoway *table, stats_delivery *to);
CODING_MUST_USE coding_status stats_twoway_matched(const stats_twoway *table,
                                                   stats_delivery *to);
void stats_twoway_fisher(const stats_twoway *table, stats_delivery *to);
void stats_twoway_fisher_odds(const stats_twoway *table, stats_delivery *to);
/* exact_p_x2 and exact_p_g of a 2 x 2 table. */
void stats_twoway_fourfold_exact(const stats_twoway *table, stats_delivery *to);
/* fisher_p of a table larger than 2 x 2, or exact_p_x2 and exact_p_g of any,
   within a limit of work. */
CODING_MUST_USE coding_status stats_twoway_exact(const stats_twoway *table,
                                                 unsigned groups,
                                                 uint64_t limit,
                                                 stats_delivery *to);
CODING_MUST_USE coding_status stats_twoway_monte_carlo(
    const stats_twoway *table, const coding_stats_twoway_options *options,
    stats_delivery *to);
void stats_twoway_cells(const stats_twoway *table, stats_delivery *to);
CODING_MUST_USE coding_status stats_twoway_cell_p(const stats_twoway *table,
                                                  stats_delivery *to);

/* Sums over the cells. */
double stats_twoway_x2(const stats_twoway *table);
double stats_twoway_g(const stats_twoway *table);

#endif
