/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Distribution functions over Rmath: only those without state, and only with
   arguments that they accept, because Rmath prints about the others.
   See coding/stats_distribution.h. */
#include "stats/distribution.h"

#include <stdbool.h>

#define MATHLIB_STANDALONE 1
#include <Rmath.h>

enum { LOWER = 1, UPPER = 0, PLAIN = 0, LOG = 1 };

static bool
is_positive(double number)
{
    return isfinite(number) && number > 0;
}

static bool
is_probability(double number)
{
    return number >= 0 && number <= 1;
}

static double
chisq(double x, double df, int tail, int scale)
{
    if (!is_positive(df) || !(x >= 0))
        return STATS_NAN;
    return pchisq(x, df, tail, scale);
}

double
coding_stats_chisq_lower(double x, double df)
{
    return chisq(x, df, LOWER, PLAIN);
}

double
coding_stats_chisq_upper(double x, double df)
{
    return chisq(x, df, UPPER, PLAIN);
}

double
coding_stats_chisq_log_upper(double x, double df)
{
    return chisq(x, df, UPPER, LOG);
}

double
stats_chisq_log_lower(double x, double df)
{
    return chisq(x, df, LOWER, LOG);
}

double
stats_chisq_log_density(double x, double df)
{
    if (!is_positive(df) || !is_positive(x))
        return STATS_NAN;
    return dchisq(x, df, LOG);
}

double
coding_stats_chisq_quantile(double p, double df)
{
    if (!is_positive(df) || !is_probability(p))
        return STATS_NAN;
    return qchisq(p, df, LOWER, PLAIN);
}

double
coding_stats_chisq_upper_quantile(double p, double df)
{
    if (!is_positive(df) || !is_probability(p))
        return STATS_NAN;
    return qchisq(p, df, UPPER, PLAIN);
}

/* The smaller tail is computed, the other is its complement: nothing is lost,
   and on one degree of freedom erfc gives it at once. */
stats_tails
stats_chisq_tails(double x, double df)
{
    stats_tails tails = {STATS_NAN, STATS_NAN, STATS_NAN};
    bool is_one = df >= 1 && df <= 1;

    if (!is_positive(df) || !(x >= 0))
        return tails;
    if (x > df) {
        tails.upper = is_one ? erfc(sqrt(x / 2)) : pchisq(x, df, UPPER, PLAIN);
        tails.lower = 1 - tails.upper;
    } else {
        tails.lower = is_one ? erf(sqrt(x / 2)) : pchisq(x, df, LOWER, PLAIN);
        tails.upper = 1 - tails.lower;
    }
    if (tails.upper < 1e-290)
        tails.log_upper = pchisq(x, df, UPPER, LOG);
    else if (tails.upper < 0.5)
        tails.log_upper = log(tails.upper);
    else
        tails.log_upper = log1p(-tails.lower);
    return tails;
}

double
coding_stats_normal_lower(double z)
{
    return isnan(z) ? z : pnorm(z, 0, 1, LOWER, PLAIN);
}

double
coding_stats_normal_upper(double z)
{
    return isnan(z) ? z : pnorm(z, 0, 1, UPPER, PLAIN);
}

double
coding_stats_normal_log_upper(double z)
{
    return isnan(z) ? z : pnorm(z, 0, 1, UPPER, LOG);
}

double
coding_stats_normal_both(double z)
{
    return isnan(z) ? z : 2 * pnorm(-fabs(z), 0, 1, LOWER, PLAIN);
}

double
coding_stats_normal_log_both(double z)
{
    double lower = fabs(z) < 1 ? erf(fabs(z) * STATS_SQRT_HALF) : 0;

    if (isnan(z))
        return STATS_NAN;
    /* Near z = 0 the sum of two logarithms would cancel. */
    if (lower > 0 || fabs(z) < 1)
        return log1p(-lower);
    return STATS_LN2 + pnorm(-fabs(z), 0, 1, LOWER, LOG);
}

double
coding_stats_normal_quantile(double p)
{
    if (!is_probability(p))
        return STATS_NAN;
    return qnorm(p, 0, 1, LOWER, PLAIN);
}

static double
student(double t, double df, int tail, int scale)
{
    if (!is_positive(df) || isnan(t))
        return STATS_NAN;
    return pt(t, df, tail, scale);
}

double
coding_stats_t_lower(double t, double df)
{
    return student(t, df, LOWER, PLAIN);
}

double
coding_stats_t_upper(double t, double df)
{
    return student(t, df, UPPER, PLAIN);
}

double
coding_stats_t_both(double t, double df)
{
    return 2 * student(-fabs(t), df, LOWER, PLAIN);
}

double
coding_stats_t_log_both(double t, double df)
{
    return STATS_LN2 + student(-fabs(t), df, LOWER, LOG);
}

double
coding_stats_t_quantile(double p, double df)
{
    if (!is_positive(df) || !is_probability(p))
        return STATS_NAN;
    return qt(p, df, LOWER, PLAIN);
}

static double
ratio_of_variances(double x, double df1, double df2, int tail, int scale)
{
    if (!is_positive(df1) || !is_positive(df2) || !(x >= 0))
        return STATS_NAN;
    return pf(x, df1, df2, tail, scale);
}

double
coding_stats_f_lower(double x, double df1, double df2)
{
    return ratio_of_variances(x, df1, df2, LOWER, PLAIN);
}

double
coding_stats_f_upper(double x, double df1, double df2)
{
    return ratio_of_variances(x, df1, df2, UPPER, PLAIN);
}

double
coding_stats_f_log_upper(double x, double df1, double df2)
{
    return ratio_of_variances(x, df1, df2, UPPER, LOG);
}

static double
beta_tail(double x, double a, double b, int tail)
{
    if (!is_positive(a) || !is_positive(b) || !is_probability(x))
        return STATS_NAN;
    return pbeta(x, a, b, tail, PLAIN);
}

double
coding_stats_beta_lower(double x, double a, double b)
{
    return beta_tail(x, a, b, LOWER);
}

double
coding_stats_beta_upper(double x, double a, double b)
{
    return beta_tail(x, a, b, UPPER);
}

double
coding_stats_binomial_density(uint64_t k, uint64_t n, double p)
{
    if (k > n || !is_probability(p))
        return STATS_NAN;
    return dbinom((double)k, (double)n, p, PLAIN);
}

static double
binomial_lower(uint64_t k, uint64_t n, double p, int scale)
{
    if (k > n || !is_probability(p))
        return STATS_NAN;
    return pbinom((double)k, (double)n, p, LOWER, scale);
}

/* P(X >= k) is P(X > k - 1). */
static double
binomial_upper(uint64_t k, uint64_t n, double p, int scale)
{
    if (k > n || !is_probability(p))
        return STATS_NAN;
    return pbinom((double)k - 1, (double)n, p, UPPER, scale);
}

double
coding_stats_binomial_lower(uint64_t k, uint64_t n, double p)
{
    return binomial_lower(k, n, p, PLAIN);
}

double
coding_stats_binomial_upper(uint64_t k, uint64_t n, double p)
{
    return binomial_upper(k, n, p, PLAIN);
}

double
coding_stats_binomial_log_lower(uint64_t k, uint64_t n, double p)
{
    return binomial_lower(k, n, p, LOG);
}

double
coding_stats_binomial_log_upper(uint64_t k, uint64_t n, double p)
{
    return binomial_upper(k, n, p, LOG);
}
