/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Random tables with given margins, each as probable as rows and columns that
   have nothing to do with each other make it. */
#ifndef STATS_RANDOM_TABLE_H
#define STATS_RANDOM_TABLE_H

#include <coding/context.h>
#include <coding/stats_random.h>

typedef struct {
    coding_context *context;
    coding_stats_random *random; /* borrowed */
    size_t rows, columns;
    const uint64_t *row, *column; /* borrowed; none is 0 */
    uint64_t n;                   /* up to 10^11 */
    uint64_t *cells;              /* the table, row by row */
    uint64_t *left;               /* of the columns, while it is filled */
    uint32_t *deck;               /* columns of all observations; may be NULL */
} stats_random_table;             /* begin with the borrowed parts, then open */

/* Takes memory. End with stats_random_table_close, on failure too. */
CODING_MUST_USE coding_status
stats_random_table_open(stats_random_table *table);
void stats_random_table_close(stats_random_table *table);
/* Puts another table into cells. */
void stats_random_table_next(stats_random_table *table);

/* How many of draws from yes + no things without replacement are of the first
   kind. draws <= yes + no <= 10^11. */
uint64_t stats_random_hypergeometric(coding_stats_random *random, uint64_t yes,
                                     uint64_t no, uint64_t draws);

#endif
