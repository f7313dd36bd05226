/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How many respondents a chi-square test needs. See coding_stats_power(3). */
#ifndef CODING_STATS_POWER_H
#define CODING_STATS_POWER_H

#include <coding/context.h>
#include <coding/figure.h>

/* Cohen 1988: w = sqrt(sum (p1 - p0)^2 / p0), .1 small, .3 medium, .5 large. */
typedef struct {
    double effect;        /* w, more than 0 */
    double df;            /* more than 0 */
    double alpha;         /* between 0 and 1 */
    double design_effect; /* n is worth n / design_effect; 0: 1 */
} coding_stats_power_design;

/* Into out the probability that the test on n respondents (more than 0) is
   significant at alpha: the upper tail of the noncentral chi-square with
   lambda = n w^2 at the central quantile.
   CODING_EUSAGE: a number out of range. */
CODING_CHECK coding_status coding_stats_power(
    coding_context *context, const coding_stats_power_design *design, double n,
    double *out);
/* Into out the n, not rounded up, that has this power, between alpha and 1.
   CODING_EUSAGE: a number out of range. */
CODING_CHECK coding_status coding_stats_power_n(
    coding_context *context, const coding_stats_power_design *design,
    double power, double *out);
/* power of n, n_for_power80 and n_for_power90. */
CODING_CHECK coding_status coding_stats_power_figures(
    coding_context *context, const coding_stats_power_design *design, double n,
    const coding_figure_sink *sink);

#endif
