/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Distribution functions: both tails, logarithms and quantiles. Pure numbers:
   no state, no diagnostics, never a print. See coding_stats_distribution(3). */
#ifndef CODING_STATS_DISTRIBUTION_H
#define CODING_STATS_DISTRIBUTION_H

#include <coding/status.h>

#include <stdint.h>

/* Every function gives NaN for an argument out of its range, and for NaN.
   lower is P(X <= x), upper is P(X > x) of a continuous distribution, log_ is
   the natural logarithm, which stays right where the probability itself is
   below the smallest double. A quantile is the x with lower(x) = p, p in
   [0, 1]. Values are those of the R mathematics library (Rmath), except where
   a source is named. */

/* Chi-square on df > 0 degrees of freedom, x >= 0. */
CODING_API double coding_stats_chisq_lower(double x, double df);
CODING_API double coding_stats_chisq_upper(double x, double df);
CODING_API double coding_stats_chisq_log_upper(double x, double df);
CODING_API double coding_stats_chisq_quantile(double p, double df);
/* The x with upper(x) = p: right for p down to 1e-308. */
CODING_API double coding_stats_chisq_upper_quantile(double p, double df);

/* Noncentral chi-square, noncentrality lambda >= 0. A Poisson mixture of
   central tails (Johnson, Kotz & Balakrishnan 1995, 29.1), every term
   positive, so small tails keep their figures. */
CODING_API double coding_stats_noncentral_chisq_lower(double x, double df,
                                                      double lambda);
CODING_API double coding_stats_noncentral_chisq_upper(double x, double df,
                                                      double lambda);

/* Standard normal. both is P(|Z| >= |z|). */
CODING_API double coding_stats_normal_lower(double z);
CODING_API double coding_stats_normal_upper(double z);
CODING_API double coding_stats_normal_log_upper(double z);
CODING_API double coding_stats_normal_both(double z);
CODING_API double coding_stats_normal_log_both(double z);
CODING_API double coding_stats_normal_quantile(double p);

/* Student's t on df > 0. */
CODING_API double coding_stats_t_lower(double t, double df);
CODING_API double coding_stats_t_upper(double t, double df);
CODING_API double coding_stats_t_both(double t, double df);
CODING_API double coding_stats_t_log_both(double t, double df);
CODING_API double coding_stats_t_quantile(double p, double df);

/* F on df1, df2 > 0, x >= 0. */
CODING_API double coding_stats_f_lower(double x, double df1, double df2);
CODING_API double coding_stats_f_upper(double x, double df1, double df2);
CODING_API double coding_stats_f_log_upper(double x, double df1, double df2);

/* Beta with shapes a, b > 0, x in [0, 1]. */
CODING_API double coding_stats_beta_lower(double x, double a, double b);
CODING_API double coding_stats_beta_upper(double x, double a, double b);

/* Binomial, k of n with probability p in [0, 1], k <= n. Both tails hold k:
   lower is P(X <= k), upper is P(X >= k). */
CODING_API double coding_stats_binomial_density(uint64_t k, uint64_t n,
                                                double p);
CODING_API double coding_stats_binomial_lower(uint64_t k, uint64_t n, double p);
CODING_API double coding_stats_binomial_upper(uint64_t k, uint64_t n, double p);
CODING_API double coding_stats_binomial_log_lower(uint64_t k, uint64_t n,
                                                  double p);
CODING_API double coding_stats_binomial_log_upper(uint64_t k, uint64_t n,
                                                  double p);

#endif
