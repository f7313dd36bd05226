/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A weighted two-way table, and the covariances its tests are made of. */
#ifndef STATS_WEIGHTED_H
#define STATS_WEIGHTED_H

#include <coding/stats_weighted.h>

#include "stats/deliver.h"
#include "stats/twofold.h"

typedef struct {
    coding_context *context;
    const coding_stats_weighted_data *data;
    twofold *sums;   /* of weights, all rows x all columns */
    double *squares; /* of squared weights */
    double *rest;    /* of squared weights outside the cell */
    twofold *row_sums, *column_sums;
    twofold total;
    double squared;       /* sum of all squared weights */
    size_t rows, columns; /* with weight */
    size_t *row, *column; /* those, the fullest last */
} stats_weighted;         /* all zero is closed */

/* The figures of the tests: rs, f, chisq, wald. */
CODING_MUST_USE coding_status stats_weighted_tests(const stats_weighted *table,
                                                   stats_delivery *to);

#endif
