/* SPDX-License-Identifier: GPL-2.0-or-later */
/* All ways to fill one column of a table from what its rows have left. */
#ifndef STATS_EXACT_FILL_H
#define STATS_EXACT_FILL_H

#include "stats/exact_search.h"

/* Takes one way: the sum of its cells and its probability. The parts are in
   the filling's x. */
typedef coding_status (*stats_fill_take)(void *user, int64_t value,
                                         double weight);

typedef struct {
    const stats_margins *margins;
    int64_t **cells; /* borrowed; by column and row: the sums by count */
    uint32_t *rest;  /* of the rows, with this column */
    uint32_t *x;     /* the parts of one way */
    stats_fill_take take;
    void *user;
} stats_filling;

/* Takes every way to fill the column, until one is refused. */
CODING_MUST_USE coding_status stats_exact_fill(const stats_filling *filling,
                                               size_t column);

#endif
