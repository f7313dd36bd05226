/* SPDX-License-Identifier: GPL-2.0-or-later */
/* 2 x 2 tables in strata: Mantel-Haenszel, Breslow-Day, Woolf. Differences of
   products are formed exactly, so that nearly independent or nearly
   homogeneous strata keep their figures. See coding/stats_strata.h. */
#include <math.h>

#include "stats/distribution.h"
#include "stats/strata.h"

typedef struct {
    double a, b, c, d, n;
    stats_wide ad, bc;
} fourfold;

/* Sums over the strata; R_k = ad / n, S_k = bc / n. */
typedef struct {
    twofold r, s;
    twofold excess;       /* of a over its expectation: sum (ad - bc) / n */
    double variance;      /* hypergeometric, of the sum of a */
    double pr, mixed, qs; /* Robins, Breslow & Greenland's sums */
} mantel_haenszel;

static fourfold
stratum(const stats_strata *table, size_t k)
{
    const uint64_t *n = table->counts + 4 * k;

    return (fourfold){(double)n[0],
                      (double)n[1],
                      (double)n[2],
                      (double)n[3],
                      (double)table->totals[k],
                      stats_wide_times(n[0], n[3]),
                      stats_wide_times(n[1], n[2])};
}

static mantel_haenszel
combine(const stats_strata *table)
{
    mantel_haenszel sums = {0};

    for (size_t k = 0; k < table->strata; k++) {
        fourfold t = stratum(table, k);
        twofold n = twofold_of(t.n);
        twofold r = twofold_divide(stats_strata_exact(t.ad), n);
        twofold s = twofold_divide(stats_strata_exact(t.bc), n);
        twofold more = twofold_divide(stats_strata_exact(t.ad - t.bc), n);
        double p = (t.a + t.d) / t.n;
        double q = (t.b + t.c) / t.n;

        sums.r = twofold_add(sums.r, r);
        sums.s = twofold_add(sums.s, s);
        sums.excess = twofold_add(sums.excess, more);
        sums.variance += (t.a + t.b) / t.n * (t.c + t.d) / t.n * (t.a + t.c) *
                         ((t.b + t.d) / (t.n - 1));
        sums.pr += p * r.high;
        sums.mixed += p * s.high + q * r.high;
        sums.qs += q * s.high;
    }
    return sums;
}

static void
deliver_test(const mantel_haenszel *sums, stats_delivery *to)
{
    static const stats_test_names plain = STATS_TEST_NAMES("cmh");
    static const stats_test_names corrected = STATS_TEST_NAMES("cmh_cc");
    double excess = fabs(twofold_value(sums->excess));
    twofold size = sums->excess;
    double less;

    if (size.high < 0)
        size = (twofold){-size.high, -size.low};
    less = twofold_value(twofold_subtract(size, twofold_of(0.5)));
    if (less < 0) /* then nothing is taken off, as in R */
        less = excess;
    if (!(sums->variance > 0))
        excess = less = STATS_NAN;
    stats_deliver_test(to, &corrected, less * less / sums->variance, 1);
    stats_deliver_test(to, &plain, excess * excess / sums->variance, 1);
}

static void
deliver_odds(const mantel_haenszel *sums, stats_delivery *to)
{
    double r = twofold_value(sums->r);
    double s = twofold_value(sums->s);
    double odds = r / s; /* Inf or NaN when nothing is off the diagonal */
    double z = coding_stats_normal_quantile(0.975);
    double reach = z * sqrt(sums->pr / (2 * r * r) + sums->mixed / (2 * r * s) +
                            sums->qs / (2 * s * s));

    stats_deliver(to, "mh_or", odds);
    stats_deliver(to, "mh_or_lo95", odds * exp(-reach));
    stats_deliver(to, "mh_or_hi95", odds * exp(reach));
}

/* ad - odds bc, the odds ratio being r / s, without losing what cancels. */
static twofold
departure(const fourfold *t, const mantel_haenszel *sums)
{
    twofold left = twofold_multiply(stats_strata_exact(t->ad), sums->s);
    twofold right = twofold_multiply(stats_strata_exact(t->bc), sums->r);

    return twofold_divide(twofold_subtract(left, right), sums->s);
}

/* How far a is from the a of a table with the same margins and the common odds
   ratio: the root of (a - x)(d - x) = odds (b + x)(c + x) near 0. */
static twofold
shift(const fourfold *t, const mantel_haenszel *sums)
{
    twofold odds = twofold_divide(sums->r, sums->s);
    twofold constant = departure(t, sums);
    twofold four = twofold_multiply(twofold_of(4), constant);
    twofold linear =
        twofold_add(twofold_of(t->a + t->d),
                    twofold_multiply(odds, twofold_of(t->b + t->c)));
    twofold under = twofold_subtract(
        twofold_multiply(linear, linear),
        twofold_multiply(twofold_subtract(twofold_of(1), odds), four));

    return twofold_divide(twofold_add(constant, constant),
                          twofold_add(linear, twofold_root(under)));
}

/* Variance of a given the margins and the common odds ratio. */
static double
fitted_variance(const fourfold *t, twofold x)
{
    double a = twofold_value(twofold_subtract(twofold_of(t->a), x));
    double b = twofold_value(twofold_add(twofold_of(t->b), x));
    double c = twofold_value(twofold_add(twofold_of(t->c), x));
    double d = twofold_value(twofold_subtract(twofold_of(t->d), x));

    return 1 / (1 / a + 1 / b + 1 / c + 1 / d);
}

static void
deliver_homogeneity(const stats_strata *table, const mantel_haenszel *sums,
                    stats_delivery *to)
{
    static const stats_test_names plain = STATS_TEST_NAMES("breslow_day");
    static const stats_test_names tarone =
        STATS_TEST_NAMES("breslow_day_tarone");
    double df = (double)table->strata - 1;
    double statistic = 0;
    double shifts = 0;
    double variances = 0;

    for (size_t k = 0; k < table->strata; k++) {
        fourfold t = stratum(table, k);
        twofold fitted = shift(&t, sums);
        double variance = fitted_variance(&t, fitted);
        double x = twofold_value(fitted);

        statistic += x / variance * x; /* 0 / 0 with an empty margin */
        shifts += x;
        variances += variance;
    }
    stats_deliver_test(to, &plain, statistic, df);
    stats_deliver_test(to, &tarone, statistic - shifts * shifts / variances,
                       df);
}

/* The log of the stratum's odds ratio over the common one: small, and right
   even where the two differ in the last digits only. */
static double
log_departure(const fourfold *t, const mantel_haenszel *sums)
{
    twofold ratio =
        twofold_divide(twofold_multiply(stats_strata_exact(t->ad), sums->s),
                       twofold_multiply(stats_strata_exact(t->bc), sums->r));

    if (ratio.high < 0.5 || ratio.high > 2)
        return log(twofold_value(ratio));
    return log1p(twofold_value(twofold_subtract(ratio, twofold_of(1))));
}

/* Woolf's sum of squares of the log odds ratios about their weighted mean,
   taken from the common odds ratio, where they are small. */
static void
deliver_woolf(const stats_strata *table, const mantel_haenszel *sums,
              stats_delivery *to)
{
    static const stats_test_names names = STATS_TEST_NAMES("woolf");
    double weights = 0;
    double mean = 0;
    double statistic = 0;

    for (size_t i = 0; i < 4 * table->strata; i++)
        if (table->counts[i] == 0)
            return;
    for (int pass = 0; pass < 2; pass++) {
        for (size_t k = 0; k < table->strata; k++) {
            fourfold t = stratum(table, k);
            double weight = 1 / (1 / t.a + 1 / t.b + 1 / t.c + 1 / t.d);
            double log_ratio = log_departure(&t, sums);

            if (pass == 0) {
                weights += weight;
                mean += weight * log_ratio;
            } else {
                statistic += weight * (log_ratio - mean) * (log_ratio - mean);
            }
        }
        if (pass == 0)
            mean /= weights;
    }
    stats_deliver_test(to, &names, statistic, (double)table->strata - 1);
}

void
stats_strata_fourfold(const stats_strata *table, stats_delivery *to)
{
    mantel_haenszel sums = combine(table);

    deliver_test(&sums, to);
    deliver_odds(&sums, to);
    deliver_homogeneity(table, &sums, to);
    deliver_woolf(table, &sums, to);
}
