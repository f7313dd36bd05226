/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The noncentral chi-square distribution: as a Poisson mixture of central
   ones, or, for a large noncentrality, as the sum of one shifted square and
   the others. See coding/stats_distribution.h. */
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

/* X = (Z + d)^2 + S^2 with d^2 = lambda and S a chi variable on df - 1: given
   S = s, X <= x when Z + d is within sqrt(x - s^2) of 0. With s = sqrt(x) sin t
   this is a smooth integral over t. */
typedef struct {
    double root;  /* sqrt x */
    double shift; /* d */
    double gap;   /* x - lambda, for the difference of two near roots */
    double df;    /* of S */
} shifted;

/* Given s = root sin t: the tail's probability, times the density of t. */
static double
shifted_density(const shifted *all, double t, bool upper)
{
    double s = all->root * sin(t);
    double reach = all->root * cos(t);
    double inner = (all->gap - s * s) / (reach + all->shift);
    double outer = -reach - all->shift;
    double p =
        coding_stats_normal_upper(inner) + coding_stats_normal_lower(outer);

    if (!upper)
        p = coding_stats_normal_lower(inner) - coding_stats_normal_lower(outer);
    return 2 * s * reach * exp(stats_chisq_log_density(s * s, all->df)) * p;
}

/* Gauss-Legendre with 16 points on panels that are two units of s wide; the
   weight of S is within 9 units of its middle, which moves with a far tail. */
static double
shifted_tail(double x, double df, double lambda, bool upper)
{
    static const double nodes[] = {
        0.0950125098376374402, 0.2816035507792589132, 0.4580167776572273863,
        0.6178762444026437484, 0.7554044083550030339, 0.8656312023878317439,
        0.9445750230732325761, 0.9894009349916499326};
    static const double weights[] = {
        0.1894506104550684963, 0.1826034150449235889, 0.1691565193950025382,
        0.1495959888165767320, 0.1246289712555338721, 0.0951585116824927848,
        0.0622535239386478929, 0.0271524594117540949};
    shifted all = {sqrt(x), sqrt(lambda), x - lambda, df - 1};
    double scale = sqrt(all.root / all.shift);
    double middle = sqrt(all.df);
    double first = fmax(0, (middle - 9) * fmin(1, scale)) / all.root;
    double last = fmin(1, (middle + 9) * fmax(1, scale) / all.root);
    double from = asin(fmin(1, first));
    double to = asin(last);
    int panels = (int)ceil((to - from) * all.root / 2) + 1;
    double half = (to - from) / panels / 2;
    double sum = 0;

    for (int k = 0; k < panels; k++) {
        double centre = from + (2 * k + 1) * half;

        for (int i = 0; i < 8; i++)
            sum += half * weights[i] *
                   (shifted_density(&all, centre - half * nodes[i], upper) +
                    shifted_density(&all, centre + half * nodes[i], upper));
    }
    return upper ? sum + coding_stats_chisq_upper(x, all.df) : sum;
}

/* One degree of freedom is the shifted square alone. */
static double
shifted_square(double x, double lambda, bool upper)
{
    double sum = sqrt(x) + sqrt(lambda);
    double inner = (x - lambda) / sum;

    if (upper)
        return coding_stats_normal_upper(inner) +
               coding_stats_normal_lower(-sum);
    return coding_stats_normal_lower(inner) - coding_stats_normal_lower(-sum);
}

static bool
is_valid(double x, double df, double lambda)
{
    return x >= 0 && isfinite(x) && df > 0 && isfinite(df) && lambda >= 0 &&
           isfinite(lambda);
}

/* Up to this the mixture, of about 18 sqrt(lambda / 2) terms, is the quicker.
 */
static const double many_terms = 6000;

static double
tail_of(double x, double df, double lambda, bool upper)
{
    if (!is_valid(x, df, lambda))
        return STATS_NAN;
    if (!(x > 0) || !(lambda > 0))
        return upper ? coding_stats_chisq_upper(x, df)
                     : coding_stats_chisq_lower(x, df);
    if (lambda > many_terms && !(df < 1) && !(df > 1))
        return shifted_square(x, lambda, upper);
    if (lambda > many_terms && df >= 2)
        return fmin(1, shifted_tail(x, df, lambda, upper));
    return fmin(1, upper ? mixture_upper(x, df, lambda)
                         : mixture_lower(x, df, lambda));
}

double
coding_stats_noncentral_chisq_lower(double x, double df, double lambda)
{
    return tail_of(x, df, lambda, false);
}

double
coding_stats_noncentral_chisq_upper(double x, double df, double lambda)
{
    return tail_of(x, df, lambda, true);
}
