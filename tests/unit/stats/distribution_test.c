/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Distribution functions, random numbers, adjusted p-values, limits of a
   proportion: values from printed tables, closed forms and identities. */
#include <coding/stats_adjust.h>
#include <coding/stats_distribution.h>
#include <coding/stats_proportion.h>
#include <coding/stats_random.h>

#include "check.h"
#include "figures.h"
#include "stats/distribution.h"
#include "stats/hypergeometric.h"
#include "stats/random_table.h"
#include "stats/root.h"

/* Printed in every table of the chi-square, normal, t and F distributions. */
static void
printed_quantiles(void **state)
{
    (void)state;
    assert_near(coding_stats_chisq_upper(3.841458820694124, 1), 0.05, 1e-13);
    assert_near(coding_stats_chisq_upper_quantile(0.05, 4), 9.487729036781154,
                1e-12);
    assert_near(coding_stats_chisq_quantile(0.95, 4), 9.487729036781154, 1e-12);
    assert_near(coding_stats_normal_quantile(0.975), 1.959963984540054, 1e-14);
    assert_near(coding_stats_normal_both(1.959963984540054), 0.05, 1e-13);
    assert_near(coding_stats_t_quantile(0.975, 10), 2.228138851964939, 1e-10);
    assert_near(coding_stats_t_both(2.228138851964939, 10), 0.05, 1e-10);
    assert_near(coding_stats_f_upper(4.964602743730711, 1, 10), 0.05, 1e-10);
}

/* On 2 degrees of freedom the upper tail is exp(-x / 2). */
static void
tails_have_no_limit(void **state)
{
    stats_tails tails = stats_chisq_tails(2e9, 2);

    (void)state;
    assert_near(tails.log_upper, -1e9, 1e-14);
    assert_true(tails.upper >= 0 && tails.upper < 1e-300);
    assert_near(tails.lower, 1, 1e-15);
    tails = stats_chisq_tails(1400, 2);
    assert_near(tails.upper, exp(-700), 1e-12);
    assert_near(tails.log_upper, -700, 1e-14);
    tails = stats_chisq_tails(1e-20, 2);
    assert_near(tails.lower, 5e-21, 1e-14);
    assert_near(tails.log_upper, -5e-21, 1e-14);
    /* log of the upper tail at 40, in 30-digit arithmetic (mpmath) */
    assert_near(coding_stats_normal_log_both(40),
                -804.60844201375378 + STATS_LN2, 1e-13);
    assert_near(coding_stats_normal_log_both(1e-9), -7.9788456112117524e-10,
                1e-13);
}

/* One degree of freedom: Phi(sqrt x - sqrt l) - Phi(-sqrt x - sqrt l). */
static void
noncentral_forms_agree(void **state)
{
    (void)state;
    assert_near(coding_stats_noncentral_chisq_lower(9, 1, 4),
                coding_stats_normal_lower(1) - coding_stats_normal_lower(-5),
                1e-14);
    /* tea tasting's x2 = 2 with the golden limit ncp_hi95 */
    assert_near(coding_stats_noncentral_chisq_lower(2, 1, 11.384977050740164),
                0.025, 1e-12);
    assert_near(coding_stats_noncentral_chisq_upper(5, 3, 0),
                coding_stats_chisq_upper(5, 3), 1e-15);
    /* Both methods meet at lambda = 6000. */
    assert_near(coding_stats_noncentral_chisq_lower(6100, 5, 6000.0001),
                coding_stats_noncentral_chisq_lower(6100, 5, 6000), 1e-6);
    assert_near(coding_stats_noncentral_chisq_lower(6100, 5, 5999.9999),
                coding_stats_noncentral_chisq_lower(6100, 5, 6000), 1e-6);
    assert_near(coding_stats_noncentral_chisq_lower(1e10, 7, 1e10) +
                    coding_stats_noncentral_chisq_upper(1e10, 7, 1e10),
                1, 1e-13);
}

static void
arguments_out_of_range_are_not_numbers(void **state)
{
    const double nan = STATS_NAN;

    (void)state;
    assert_true(isnan(coding_stats_chisq_upper(-1, 1)));
    assert_true(isnan(coding_stats_chisq_upper(1, 0)));
    assert_true(isnan(coding_stats_chisq_upper(nan, 1)));
    assert_true(isnan(coding_stats_chisq_quantile(1.5, 1)));
    assert_true(isnan(coding_stats_normal_quantile(-0.1)));
    assert_true(isnan(coding_stats_normal_both(nan)));
    assert_true(isnan(coding_stats_normal_log_both(nan)));
    assert_true(isnan(coding_stats_t_upper(0, -1)));
    assert_true(isnan(coding_stats_f_upper(1, 0, 1)));
    assert_true(isnan(coding_stats_beta_lower(2, 1, 1)));
    assert_true(isnan(coding_stats_binomial_lower(3, 2, 0.5)));
    assert_true(isnan(coding_stats_noncentral_chisq_upper(1, 1, -1)));
    assert_true(isnan(stats_chisq_tails(nan, 1).upper));
}

/* Ten tosses: P(X <= 2) = 56 / 1024. */
static void
binomial_by_hand(void **state)
{
    (void)state;
    assert_near(coding_stats_binomial_lower(2, 10, 0.5), 56.0 / 1024, 1e-14);
    assert_near(coding_stats_binomial_upper(8, 10, 0.5), 56.0 / 1024, 1e-14);
    assert_near(coding_stats_binomial_density(2, 10, 0.5), 45.0 / 1024, 1e-14);
    assert_near(coding_stats_binomial_log_upper(8, 10, 0.5), log(56.0 / 1024),
                1e-14);
    assert_near(coding_stats_binomial_upper(0, 10, 0.5), 1, 1e-15);
}

/* Urn of 4 and 4, 4 drawn: 1, 16, 36, 16, 1 of 70. */
static void
hypergeometric_by_hand(void **state)
{
    stats_hypergeometric urn = stats_hypergeometric_of(4, 4, 4);
    static const double ways[] = {1, 16, 36, 16, 1};
    double below = 0;

    (void)state;
    assert_int_equal(urn.mode, 2);
    for (uint64_t k = 0; k <= 4; k++) {
        below += ways[k];
        assert_near(exp(stats_hypergeometric_log_density(&urn, k)),
                    ways[k] / 70, 1e-14);
        assert_near(exp(stats_hypergeometric_log_lower(&urn, k)), below / 70,
                    1e-14);
        assert_near(exp(stats_hypergeometric_log_upper(&urn, k)),
                    (70 - below + ways[k]) / 70, 1e-14);
    }
}

/* Stirling's rest is log x! - x log x + x; 15 is the last tabulated one. */
static void
factorials_are_exact(void **state)
{
    (void)state;
    for (uint64_t x = 1; x <= 20; x++) {
        double n = (double)x;

        assert_near(stats_stirling_rest(x), lgamma(n + 1) - n * log(n) + n,
                    1e-13);
    }
    assert_near(stats_stirling_rest(0), 0, 0);
}

static double
cube_less_two(const void *user, double x)
{
    (void)user;
    return x * x * x - 2;
}

static void
roots_are_found(void **state)
{
    (void)state;
    assert_near(stats_root(cube_less_two, NULL, 0, 2, 0), cbrt(2), 1e-15);
    assert_near(stats_root(cube_less_two, NULL, 2, -5, 0), cbrt(2), 1e-15);
    assert_true(isnan(stats_root(cube_less_two, NULL, 2, 3, 0)));
}

/* The authors' C program prints these from the state 1, 2, 3, 4; a jump must
   be the same as so many steps in another order: it commutes with a step. */
static void
random_numbers_are_the_published_ones(void **state)
{
    static const uint64_t wanted[] = {11520, 0, 1509978240,
                                      1215971899390074240};
    coding_stats_random random = {{1, 2, 3, 4}};
    coding_stats_random other = {{1, 2, 3, 4}};

    (void)state;
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(coding_stats_random_next(&random), wanted[i]);
    for (size_t i = 0; i < 4; i++)
        (void)coding_stats_random_next(&other);
    coding_stats_random_jump(&other);
    coding_stats_random_jump(&random);
    assert_memory_equal(&random, &other, sizeof random);
    random = (coding_stats_random){{1, 2, 3, 4}};
    coding_stats_random_jump(&random);
    for (size_t i = 0; i < 4; i++)
        (void)coding_stats_random_next(&random);
    assert_memory_equal(&random, &other, sizeof random);
}

/* splitmix64 from 0 begins with e220a8397b1dcdaf (its authors). */
static void
seeds_fill_the_state(void **state)
{
    coding_stats_random random;

    (void)state;
    coding_stats_random_seed(&random, 0);
    assert_int_equal(random.state[0], UINT64_C(0xe220a8397b1dcdaf));
    assert_int_equal(random.state[1], UINT64_C(0x6e789e6aa1b965f4));
}

/* Pearson's x2 of the six faces, and of the six orders of three items. */
static void
draws_and_orders_are_even(void **state)
{
    coding_stats_random random;
    double faces[6] = {0};
    double orders[27] = {0};
    double x2 = 0;

    (void)state;
    coding_stats_random_seed(&random, 1);
    for (size_t i = 0; i < 60000; i++) {
        uint32_t items[] = {0, 1, 2};

        faces[coding_stats_random_below(&random, 6)]++;
        coding_stats_random_shuffle(&random, items, 3);
        orders[items[0] * 9 + items[1] * 3 + items[2]]++;
        assert_true(coding_stats_random_unit(&random) < 1);
    }
    for (size_t i = 0; i < 6; i++)
        x2 += (faces[i] - 10000) * (faces[i] - 10000) / 10000;
    assert_true(coding_stats_chisq_upper(x2, 5) > 0.001);
    x2 = 0;
    for (size_t i = 0; i < 27; i++)
        if (orders[i] > 0)
            x2 += (orders[i] - 10000) * (orders[i] - 10000) / 10000;
    assert_true(coding_stats_chisq_upper(x2, 5) > 0.001);
}

/* Draws one by one and by ratio of uniforms against the exact density. */
static void
hypergeometric_draws_are_right(void **state)
{
    static const uint64_t urns[][3] = {
        {30, 50, 20}, {600, 400, 300}, {5000, 250000, 40000}};

    (void)state;
    for (size_t u = 0; u < 3; u++) {
        stats_hypergeometric urn =
            stats_hypergeometric_of(urns[u][0], urns[u][1], urns[u][2]);
        coding_stats_random random;
        static double seen[5001];
        double x2 = 0;
        double df = 0;

        memset(seen, 0, sizeof seen);
        coding_stats_random_seed(&random, u);
        for (size_t i = 0; i < 200000; i++)
            seen[stats_random_hypergeometric(&random, urns[u][0], urns[u][1],
                                             urns[u][2])]++;
        for (uint64_t k = urn.low; k <= urn.high; k++) {
            double e = 200000 * exp(stats_hypergeometric_log_density(&urn, k));

            if (e < 10)
                continue;
            x2 += (seen[k] - e) * (seen[k] - e) / e;
            df++;
        }
        assert_true(coding_stats_chisq_upper(x2, df) > 0.001);
    }
}

/* Three tests, by hand: Holm 3 x .01, 2 x .03, then no smaller. */
static void
families_of_three(void **state)
{
    static const double p[] = {0.01, 0.04, 0.03};
    static const double wanted[][3] = {
        {0.03, 0.06, 0.06},          /* Holm */
        {0.03, 0.04, 0.04},          /* Hochberg */
        {0.03, 0.04, 0.04},          /* Hommel, R's p.adjust */
        {0.03, 0.12, 0.09},          /* Bonferroni */
        {0.03, 0.04, 0.04},          /* Benjamini-Hochberg */
        {0.055, 0.22 / 3, 0.22 / 3}, /* times 1 + 1/2 + 1/3 */
    };
    coding_context *context = check_context(NULL);
    double adjusted[3];

    (void)state;
    for (size_t m = 0; m < 6; m++) {
        assert_int_equal(coding_stats_adjust(context,
                                             (coding_stats_adjustment)m, p, 3,
                                             adjusted),
                         CODING_OK);
        for (size_t i = 0; i < 3; i++)
            assert_near(adjusted[i], wanted[m][i], 1e-14);
    }
    coding_context_free(context);
}

/* Hommel's method as it is printed in his paper: for each m the Simes p of
   the m largest, in the n^2 form of R's p.adjust. */
static void
hommel_slowly(const double *p, size_t n, double *out)
{
    double simes = 1;

    for (size_t i = 0; i < n; i++)
        simes = fmin(simes, (double)n * p[i] / (double)(i + 1));
    for (size_t i = 0; i < n; i++)
        out[i] = fmax(p[i], simes);
    for (size_t m = n - 1; m >= 2; m--) {
        double least = 1;
        double at_edge;

        for (size_t k = 2; k <= m; k++)
            least = fmin(least, (double)m * p[n - m + k - 1] / (double)k);
        at_edge = fmin((double)m * p[n - m], least);
        for (size_t i = 0; i < n; i++)
            out[i] = fmax(out[i],
                          i <= n - m ? fmin((double)m * p[i], least) : at_edge);
    }
}

static int
by_size(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;

    return (x > y) - (x < y);
}

static void
hommel_is_the_slow_one(void **state)
{
    coding_context *context = check_context(NULL);
    coding_stats_random random;

    (void)state;
    coding_stats_random_seed(&random, 3);
    for (size_t run = 0; run < 300; run++) {
        size_t n = 2 + coding_stats_random_below(&random, 60);
        double p[64];
        double slow[64];
        double quick[64];

        for (size_t i = 0; i < n; i++) {
            p[i] = coding_stats_random_unit(&random);
            if (run % 3 == 0) /* ties */
                p[i] = round(p[i] * 8) / 8;
            if (run % 3 == 1)
                p[i] *= p[i] * p[i] * p[i];
        }
        qsort(p, n, sizeof *p, by_size);
        hommel_slowly(p, n, slow);
        assert_int_equal(
            coding_stats_adjust(context, CODING_STATS_HOMMEL, p, n, quick),
            CODING_OK);
        for (size_t i = 0; i < n; i++)
            assert_near(quick[i], slow[i], 1e-13);
    }
    coding_context_free(context);
}

static void
missing_p_do_not_count(void **state)
{
    double p[] = {0.01, 0, 0.03};
    coding_context *context = check_context(NULL);

    (void)state;
    p[1] = STATS_NAN;
    assert_int_equal(
        coding_stats_adjust(context, CODING_STATS_BONFERRONI, p, 3, p),
        CODING_OK);
    assert_near(p[0], 0.02, 1e-15);
    assert_true(isnan(p[1]));
    assert_near(p[2], 0.06, 1e-15);
    assert_int_equal(
        coding_stats_adjust(context, CODING_STATS_HOMMEL, NULL, 0, NULL),
        CODING_OK);
    coding_context_free(context);
}

static coding_status
adjust_some(coding_context *context)
{
    double p[] = {0.5, 0.01, 0.02, 0.2};

    return coding_stats_adjust(context, CODING_STATS_HOMMEL, p, 4, p);
}

static void
adjusting_without_memory(void **state)
{
    (void)state;
    check_every_failure(adjust_some);
}

/* None of ten: Wilson z^2 / (10 + z^2), Clopper-Pearson 1 - .025^(1/10); all
   of them the other way round. */
static void
limits_of_none_and_all(void **state)
{
    double z = coding_stats_normal_quantile(0.975);
    coding_stats_limits limits = coding_stats_wilson(0, 10, 0.95);

    (void)state;
    assert_near(limits.low, 0, 0);
    assert_near(limits.high, z * z / (10 + z * z), 1e-14);
    limits = coding_stats_clopper(0, 10, 0.95);
    assert_near(limits.low, 0, 0);
    assert_near(limits.high, 1 - pow(0.025, 0.1), 1e-11);
    limits = coding_stats_clopper(10, 10, 0.95);
    assert_near(limits.low, pow(0.025, 0.1), 1e-11);
    assert_near(limits.high, 1, 0);
    assert_true(isnan(coding_stats_wilson(0, 0, 0.95).low));
    assert_true(isnan(coding_stats_jeffreys(3, 2, 0.95).high));
    assert_true(isnan(coding_stats_agresti_coull(1, 2, 1).high));
}

/* A limit is where the exact tail is .025. */
static void
exact_limits_give_their_tails_back(void **state)
{
    static const uint64_t pairs[][2] = {{1, 29}, {15, 148}, {1, 1000000}};

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        uint64_t x = pairs[i][0];
        uint64_t n = pairs[i][1];
        coding_stats_limits limits = coding_stats_clopper(x, n, 0.95);

        assert_near(coding_stats_binomial_upper(x, n, limits.low), 0.025, 1e-9);
        assert_near(coding_stats_binomial_lower(x, n, limits.high), 0.025,
                    1e-9);
    }
}

static void
shares_that_are_none(void **state)
{
    static figures all;
    coding_figure_sink sink = {figures_take, &all};

    (void)state;
    all.count = 0;
    assert_int_equal(coding_stats_proportion(0, 0, &sink), CODING_OK);
    assert_true(isnan(figures_of(&all, "p")));
    assert_true(isnan(figures_of(&all, "binom_p_half")));
    assert_int_equal(coding_stats_proportion(2, 1, &sink), CODING_EUSAGE);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(printed_quantiles),
        cmocka_unit_test(tails_have_no_limit),
        cmocka_unit_test(noncentral_forms_agree),
        cmocka_unit_test(arguments_out_of_range_are_not_numbers),
        cmocka_unit_test(binomial_by_hand),
        cmocka_unit_test(hypergeometric_by_hand),
        cmocka_unit_test(factorials_are_exact),
        cmocka_unit_test(roots_are_found),
        cmocka_unit_test(random_numbers_are_the_published_ones),
        cmocka_unit_test(seeds_fill_the_state),
        cmocka_unit_test(draws_and_orders_are_even),
        cmocka_unit_test(hypergeometric_draws_are_right),
        cmocka_unit_test(families_of_three),
        cmocka_unit_test(hommel_is_the_slow_one),
        cmocka_unit_test(missing_p_do_not_count),
        cmocka_unit_test(adjusting_without_memory),
        cmocka_unit_test(limits_of_none_and_all),
        cmocka_unit_test(exact_limits_give_their_tails_back),
        cmocka_unit_test(shares_that_are_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
