/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The noncentral chi-square distribution as a Poisson mixture of central
   ones. See coding/stats_distribution.h. */
#include <stdbool.h>

#include "stats/distribution.h"

/* One walk along the mixture: term j is weight(j) * tail(j). Everything is
   kept on a common scale, exp(scale), because both factors may start far
   below the smallest double where their sum is not. */
typedef struct {
    double mean;   /* of the Poisson weights: lambda / 2 */
    double shape;  /* df / 2 */
    double at;     /* x / 2 */
    double weight; /* Poisson weight of term j */
    double tail;   /* central tail at shape + j */
    double step;   /* what the tail gains when j moves on */
    double scale;
    double sum;
} mixture;

static mixture
mixture_start(double x, double df, double lambda, double j)
{
    mixture all = {.mean = lambda / 2, .shape = df / 2, .at = x / 2};

    all.weight = exp(STATS_LN2 + stats_chisq_log_density(lambda, 2 * j + 2));
    return all;
}

/* Adds the term and says whether more of them matter. Terms rise and then
   fall (a product of log-concave sequences): behind the top the rest is less
   than a geometric series. */
static bool
mixture_add(mixture *all, double *last)
{
    double term = all->weight * all->tail;
    double ratio = *last > 0 ? term / *last : 1;
    bool more = ratio >= 1 || term * ratio > 1e-18 * (1 - ratio) * all->sum;

    all->sum += term;
    *last = term;
    if (all->tail > 1e200) {
        all->tail *= 1e-200;
        all->step *= 1e-200;
        all->sum *= 1e-200;
        *last *= 1e-200;
        all->scale += 200 * STATS_LN10;
    }
    return more;
}

static double
mixture_result(const mixture *all)
{
    return exp(all->scale + log(all->sum));
}

static double
mixture_upper(double x, double df, double lambda)
{
    double reach = 9 * sqrt(lambda / 2) + 20;
    double j = fmax(0, floor(lambda / 2 - reach));
    mixture all = mixture_start(x, df, lambda, j);
    double last = 0;

    all.scale = STATS_LN2 + stats_chisq_log_density(x, df + 2 * j + 2);
    all.step = 1;
    all.tail = exp(coding_stats_chisq_log_upper(x, df + 2 * j) - all.scale);
    while (mixture_add(&all, &last) || j < all.mean) {
        all.tail += all.step;
        j++;
        all.step *= all.at / (all.shape + j);
        all.weight *= all.mean / j;
    }
    return mixture_result(&all);
}

static double
mixture_lower(double x, double df, double lambda)
{
    double j = ceil(lambda / 2 + 9 * sqrt(lambda / 2) + 20);
    mixture all = mixture_start(x, df, lambda, j);
    double last = 0;

    all.scale = STATS_LN2 + stats_chisq_log_density(x, df + 2 * j);
    all.step = 1;
    all.tail = exp(stats_chisq_log_lower(x, df + 2 * j) - all.scale);
    while ((mixture_add(&all, &last) || j > all.mean) && j > 0) {
        all.tail += all.step;
        j--;
        all.step *= (all.shape + j) / all.at;
        all.weight *= (j + 1) / all.mean;
    }
    return mixture_result(&all);
}

static bool
is_valid(double x, double df, double lambda)
{
    return x >= 0 && isfinite(x) && df > 0 && isfinite(df) && lambda >= 0 &&
           isfinite(lambda);
}

double
coding_stats_noncentral_chisq_lower(double x, double df, double lambda)
{
    if (!is_valid(x, df, lambda))
        return STATS_NAN;
    if (!(x > 0) || !(lambda > 0))
        return coding_stats_chisq_lower(x, df);
    return fmin(1, mixture_lower(x, df, lambda));
}

double
coding_stats_noncentral_chisq_upper(double x, double df, double lambda)
{
    if (!is_valid(x, df, lambda))
        return STATS_NAN;
    if (!(x > 0) || !(lambda > 0))
        return coding_stats_chisq_upper(x, df);
    return fmin(1, mixture_upper(x, df, lambda));
}
