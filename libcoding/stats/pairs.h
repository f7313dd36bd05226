/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Two multiple-response questions counted item by item. */
#ifndef STATS_PAIRS_H
#define STATS_PAIRS_H

#include <coding/stats_multiple.h>

/* One of the two questions. */
typedef struct {
    const unsigned char *named;
    size_t width;   /* items of the data */
    size_t items;   /* named by some but not all */
    size_t *item;   /* used item: number in the data */
    size_t *totals; /* all items */
} stats_question;

typedef struct {
    coding_context *context;
    size_t respondents;
    stats_question row, column;
    size_t *both; /* used row items x used column items */
} stats_pairs;    /* all zero is closed */

/* Checks and counts. End with stats_pairs_close, on failure too. */
CODING_MUST_USE coding_status
stats_pairs_open(coding_context *context,
                 const coding_stats_mention_pairs *data, stats_pairs *out);
void stats_pairs_close(stats_pairs *pairs);
/* Pearson's statistic of the 2 x 2 table of two items named by a and b of n
   respondents and by both of both; 0.5 for zero cells if asked. NaN when an
   item is constant. */
double stats_pairs_x2(size_t both, size_t a, size_t b, size_t n,
                      coding_stats_zeros zeros);

#endif
