/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A sum of dependent chi-square statistics and its Rao-Scott corrections. */
#ifndef STATS_RAOSCOTT_H
#define STATS_RAOSCOTT_H

#include "stats/deliver.h"

typedef struct {
    double x2s, half;  /* the sum, and with 0.5 for zero cells */
    double df;         /* of the sum, were its parts independent */
    double smallest_p; /* of the parts */
    size_t parts;
    double trace, trace2; /* of the Rao-Scott matrix and its square */
} stats_raoscott;

/* x2s, x2s_half, x2s_df, x2s_naive_p, bonferroni_p, trace, trace2, rs1, rs2,
   rs2_sat and the half_ forms (Rao & Scott 1984, Ann. Statist. 12, 46-60). */
void stats_raoscott_deliver(const stats_raoscott *sum, stats_delivery *to);

#endif
