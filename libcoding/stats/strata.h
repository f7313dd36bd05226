/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A stratified table without its empty parts, for the tests on it. */
#ifndef STATS_STRATA_H
#define STATS_STRATA_H

#include <coding/context.h>

#include <stdint.h>

#include "stats/deliver.h"
#include "stats/twofold.h"
#include "stats/wide.h"

typedef struct {
    coding_context *context;
    size_t strata, rows, columns;
    uint64_t *counts;             /* stratum by stratum, row by row */
    uint64_t *row_totals;         /* strata x rows */
    uint64_t *column_totals;      /* strata x columns */
    uint64_t *totals;             /* strata */
    size_t main_row, main_column; /* the fullest over all strata */
} stats_strata;                   /* set by coding_stats_strata */

/* The number, up to 2^106, in two doubles. */
twofold stats_strata_exact(stats_wide number);
/* The figures of a 2 x 2 x K table. */
void stats_strata_fourfold(const stats_strata *table, stats_delivery *to);
/* cmh_general, and cmh_row_mean_score for any size. */
CODING_MUST_USE coding_status stats_strata_general(const stats_strata *table,
                                                   stats_delivery *to);
CODING_MUST_USE coding_status stats_strata_row_means(const stats_strata *table,
                                                     stats_delivery *to);
void stats_strata_correlation(const stats_strata *table, stats_delivery *to);

#endif
