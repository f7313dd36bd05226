/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the room needs of distributions beyond coding/stats_distribution.h. */
#ifndef STATS_DISTRIBUTION_H
#define STATS_DISTRIBUTION_H

#include <coding/stats_distribution.h>

#include <math.h>

/* In <math.h> these are of type float. */
#define STATS_NAN      ((double)NAN)
#define STATS_INFINITY ((double)INFINITY)

/* POSIX without XSI has no M_ constants. */
#define STATS_LN2       0.693147180559945309417
#define STATS_LN10      2.302585092994045684018
#define STATS_PI        3.141592653589793238463
#define STATS_SQRT_HALF 0.707106781186547524401

typedef struct {
    double upper, log_upper, lower;
} stats_tails;

/* The three figures behind a chi-square statistic, _p, _logp and _plower, for
   the price of one. All NaN when x is NaN or df is not positive. */
stats_tails stats_chisq_tails(double x, double df);
double stats_chisq_log_lower(double x, double df);
/* Logarithm of the density, x > 0. */
double stats_chisq_log_density(double x, double df);

#endif
