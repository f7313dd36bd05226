/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Wilson's limits in the forms other limits are made of. */
#ifndef STATS_PROPORTION_H
#define STATS_PROPORTION_H

#include <coding/stats_proportion.h>

/* For a squared normal quantile (or a chi-square one: Goodman 1965). */
coding_stats_limits stats_wilson_square(double x, double n, double square);
/* How far the limits are from x / n, each without cancellation. */
coding_stats_limits stats_wilson_reach(double x, double n, double square);

#endif
