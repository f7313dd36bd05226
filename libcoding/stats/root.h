/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where a continuous function crosses zero. */
#ifndef STATS_ROOT_H
#define STATS_ROOT_H

typedef double (*stats_function)(const void *user, double x);

/* A root between low and high by Brent's method (1973, chapter 4), to about
   2^-50 of its size or tolerance, whichever is more. The function must have
   different signs at the two ends (0 counts as either); NaN otherwise. */
double stats_root(stats_function function, const void *user, double low,
                  double high, double tolerance);

#endif
