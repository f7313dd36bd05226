/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Confidence limits of a proportion. See coding_stats_proportion(3). */
#ifndef CODING_STATS_PROPORTION_H
#define CODING_STATS_PROPORTION_H

#include <coding/figure.h>
#include <coding/status.h>

#include <stdint.h>

typedef struct {
    double low, high; /* both NaN when n is 0 */
} coding_stats_limits;

/* Limits of the share x / n, x <= n, n up to 10^15, at a level of confidence
   between 0 and 1 (0.95). NaN for other arguments.
   Wilson 1927, JASA 22, 209-212: the score test turned round. */
CODING_API coding_stats_limits coding_stats_wilson(uint64_t x, uint64_t n,
                                                   double level);
/* Clopper & Pearson 1934, Biometrika 26, 404-413: exact, beta quantiles; 0 for
   x = 0 and 1 for x = n. */
CODING_API coding_stats_limits coding_stats_clopper(uint64_t x, uint64_t n,
                                                    double level);
/* Agresti & Coull 1998, Am. Stat. 52, 119-126: Wald's about Wilson's centre;
   may leave [0, 1]. */
CODING_API coding_stats_limits coding_stats_agresti_coull(uint64_t x,
                                                          uint64_t n,
                                                          double level);
/* Equal tails of the beta distribution with shapes x + 1/2, n - x + 1/2; 0 for
   x = 0 and 1 for x = n (Brown, Cai & DasGupta 2001, Stat. Sci. 16, 101). */
CODING_API coding_stats_limits coding_stats_jeffreys(uint64_t x, uint64_t n,
                                                     double level);

/* Delivers p, wilson_lo95, wilson_hi95, clopper_*, agresti_coull_*,
   jeffreys_* and binom_p_half, the exact two-sided p of p = 1/2. n = 0: all
   NaN. CODING_EUSAGE: x > n or n > 10^15. Otherwise the sink's status. */
CODING_CHECK coding_status
coding_stats_proportion(uint64_t x, uint64_t n, const coding_figure_sink *sink);

#endif
