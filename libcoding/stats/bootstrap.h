/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Item statistics of resamples against the observed ones. */
#ifndef STATS_BOOTSTRAP_H
#define STATS_BOOTSTRAP_H

#include <coding/stats_multiple.h>
#include <coding/stats_random.h>

#include <stdbool.h>

#include "stats/deliver.h"

/* Three ways to combine the parts, each part chi-square on df. */
typedef struct {
    double sum, largest, log_product; /* of the statistics; of their p */
} stats_combined;

stats_combined stats_combine(const double *x2, size_t parts, double df);

/* Draws one resample and puts its statistics into x2; false: degenerate. */
typedef bool (*stats_resample)(void *user, coding_stats_random *random,
                               double *x2);

typedef struct {
    size_t parts;
    double df;
    const double *observed; /* statistics of the parts */
    stats_resample resample;
    void *user;
} stats_bootstrap;

/* Resamples and delivers boot_p_x2s ...; CODING_ESYSTEM: no memory. */
CODING_MUST_USE coding_status stats_bootstrap_deliver(
    coding_context *context, const stats_bootstrap *what,
    const coding_stats_resampling *options, stats_delivery *to);

#endif
