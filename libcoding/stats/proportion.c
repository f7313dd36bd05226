/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Confidence limits of a proportion. See coding/stats_proportion.h. */
#include "stats/proportion.h"

#include <math.h>
#include <stdbool.h>

#include "stats/deliver.h"
#include "stats/distribution.h"
#include "stats/root.h"

static const uint64_t largest_n = 1000000000000000U; /* exact as a double */

static const coding_stats_limits undefined = {(double)NAN, (double)NAN};

static bool
is_valid(uint64_t x, uint64_t n, double level)
{
    return x <= n && n > 0 && n <= largest_n && level > 0 && level < 1;
}

/* z sqrt(x (n - x) / n + z^2 / 4), over which both limits are symmetric. */
static double
half_width(double x, double n, double square)
{
    return sqrt(square) * sqrt(x / n * (n - x) + square / 4);
}

/* (x + z^2/2 - half) / (n + z^2), its difference turned into a quotient. */
static double
wilson_low(double x, double n, double square)
{
    double sum = x + square / 2 + half_width(x, n, square);

    return x * (x / sum) * (1 + square / n) / (n + square);
}

static double
wilson_high(double x, double n, double square)
{
    if (!(x < n))
        return 1;
    return (x + square / 2 + half_width(x, n, square)) / (n + square);
}

coding_stats_limits
stats_wilson_square(double x, double n, double square)
{
    return (coding_stats_limits){wilson_low(x, n, square),
                                 wilson_high(x, n, square)};
}

/* p - low = (z^2 (2x - n) / 2n + half) / (n + z^2). When the first term is
   negative the difference is turned into a quotient. */
static double
reach_low(double x, double n, double square)
{
    double lean = square * (2 * x - n) / (2 * n);
    double half = half_width(x, n, square);

    if (lean >= 0)
        return (lean + half) / (n + square);
    return square * x * ((n - x) / n) * (1 + square / n) / (half - lean) /
           (n + square);
}

coding_stats_limits
stats_wilson_reach(double x, double n, double square)
{
    return (coding_stats_limits){reach_low(x, n, square),
                                 reach_low(n - x, n, square)};
}

static double
two_sided_quantile(double level)
{
    return -coding_stats_normal_quantile((1 - level) / 2);
}

coding_stats_limits
coding_stats_wilson(uint64_t x, uint64_t n, double level)
{
    double z = two_sided_quantile(level);

    if (!is_valid(x, n, level))
        return undefined;
    return stats_wilson_square((double)x, (double)n, z * z);
}

coding_stats_limits
coding_stats_agresti_coull(uint64_t x, uint64_t n, double level)
{
    double z = two_sided_quantile(level);
    double size = (double)n + z * z;
    double centre = ((double)x + z * z / 2) / size;
    double other = ((double)(n - x) + z * z / 2) / size;
    double half = z * sqrt(centre * other / size);

    if (!is_valid(x, n, level))
        return undefined;
    return (coding_stats_limits){centre - half, centre + half};
}

typedef struct {
    double a, b, lower, upper;
} beta_quantile;

/* Over the logit, so that a limit near 0 or 1 is as exact as any; from the
   smaller tail. */
static double
beyond(const void *user, double logit)
{
    const beta_quantile *one = user;
    double x = 1 / (1 + exp(-logit));

    if (one->lower <= one->upper)
        return coding_stats_beta_lower(x, one->a, one->b) - one->lower;
    return one->upper - coding_stats_beta_upper(x, one->a, one->b);
}

static double
beta_limit(double a, double b, double lower)
{
    beta_quantile one = {a, b, lower, 1 - lower};
    double logit = stats_root(beyond, &one, -700, 700, 1e-14);

    return 1 / (1 + exp(-logit));
}

coding_stats_limits
coding_stats_clopper(uint64_t x, uint64_t n, double level)
{
    double tail = (1 - level) / 2;
    double yes = (double)x;
    double no = (double)(n - x);

    if (!is_valid(x, n, level))
        return undefined;
    return (coding_stats_limits){x == 0 ? 0 : beta_limit(yes, no + 1, tail),
                                 x == n ? 1
                                        : beta_limit(yes + 1, no, 1 - tail)};
}

coding_stats_limits
coding_stats_jeffreys(uint64_t x, uint64_t n, double level)
{
    double tail = (1 - level) / 2;
    double yes = (double)x + 0.5;
    double no = (double)(n - x) + 0.5;

    if (!is_valid(x, n, level))
        return undefined;
    return (coding_stats_limits){x == 0 ? 0 : beta_limit(yes, no, tail),
                                 x == n ? 1 : beta_limit(yes, no, 1 - tail)};
}

/* The distribution is symmetric: twice the smaller tail. */
static double
half_p(uint64_t x, uint64_t n)
{
    uint64_t fewer = x < n - x ? x : n - x;

    return fmin(1, 2 * coding_stats_binomial_lower(fewer, n, 0.5));
}

static void
deliver(stats_delivery *to, const char *low, const char *high,
        coding_stats_limits limits)
{
    stats_deliver(to, low, limits.low);
    stats_deliver(to, high, limits.high);
}

coding_status
coding_stats_proportion(uint64_t x, uint64_t n, const coding_figure_sink *sink)
{
    stats_delivery to = {sink, CODING_OK};

    if (x > n || n > largest_n)
        return CODING_EUSAGE;
    stats_deliver(&to, "p", (double)x / (double)n);
    deliver(&to, "wilson_lo95", "wilson_hi95", coding_stats_wilson(x, n, 0.95));
    deliver(&to, "clopper_lo95", "clopper_hi95",
            coding_stats_clopper(x, n, 0.95));
    deliver(&to, "agresti_coull_lo95", "agresti_coull_hi95",
            coding_stats_agresti_coull(x, n, 0.95));
    deliver(&to, "jeffreys_lo95", "jeffreys_hi95",
            coding_stats_jeffreys(x, n, 0.95));
    stats_deliver(&to, "binom_p_half", n > 0 ? half_p(x, n) : STATS_NAN);
    return to.status;
}
