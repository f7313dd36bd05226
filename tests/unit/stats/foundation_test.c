/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the larger tests stand on: double-double numbers, the pivoted factor,
   the figures of a chi-square test, drawing with replacement. */
#include "check.h"
#include "stats/cholesky.h"
#include "stats/deliver.h"
#include "stats/distribution.h"
#include "stats/draw.h"
#include "stats/twofold.h"

static void
twofold_numbers_have_twice_the_digits(void **state)
{
    /* (10^15 + 1)(10^15 - 1) - 10^30 = -1: far below a double's last place. */
    twofold product = twofold_product(1e15 + 1, 1e15 - 1);
    twofold power = twofold_multiply(twofold_of(1e15), twofold_of(1e15));
    twofold third = twofold_divide(twofold_of(1), twofold_of(3));
    twofold root = twofold_root(twofold_of(2));
    twofold rest;

    (void)state;
    assert_near(twofold_value(twofold_subtract(product, power)), -1, 0);
    /* 3 (1/3) - 1 and (sqrt 2)^2 - 2 vanish to 2^-100. */
    rest =
        twofold_subtract(twofold_multiply(third, twofold_of(3)), twofold_of(1));
    assert_true(fabs(twofold_value(rest)) < 1e-30);
    rest = twofold_subtract(twofold_multiply(root, root), twofold_of(2));
    assert_true(fabs(twofold_value(rest)) < 1e-30);
    assert_near(twofold_value(twofold_root(twofold_of(0))), 0, 0);
    assert_near(twofold_value(twofold_add(twofold_of(1e16), twofold_of(1))),
                1e16, 0);
}

/* x' A^-1 x by hand: A = [4 2; 2 3], x = (2, 1), A^-1 = [3 -2; -2 4] / 8,
   (3 4 - 2 2 2 + 4 1) / 8 = 1. A third variable, the sum of the two, adds to
   neither the rank nor the form. */
static void
the_factor_finds_the_rank(void **state)
{
    static const double matrix[9] = {4, 2, 6, 2, 3, 5, 6, 5, 11};
    static const double x[3] = {2, 1, 3};
    coding_context *context = check_context(NULL);
    stats_cholesky factor = {0};
    double y[3];
    double sum = 0;

    (void)state;
    assert_int_equal(stats_cholesky_open(context, matrix, 3, &factor),
                     CODING_OK);
    assert_int_equal(factor.rank, 2);
    stats_cholesky_forward(&factor, x, y);
    for (size_t i = 0; i < factor.rank; i++)
        sum += y[i] * y[i];
    assert_near(sum, 1, 1e-14);
    stats_cholesky_close(&factor);
    coding_context_free(context);
}

/* A variable without variance, and no variables at all. */
static void
nothing_has_rank_nothing(void **state)
{
    static const double matrix[4] = {0, 0, 0, 0};
    coding_context *context = check_context(NULL);
    stats_cholesky factor = {0};

    (void)state;
    assert_int_equal(stats_cholesky_open(context, matrix, 2, &factor),
                     CODING_OK);
    assert_int_equal(factor.rank, 0);
    stats_cholesky_close(&factor);
    assert_int_equal(stats_cholesky_open(context, matrix, 0, &factor),
                     CODING_OK);
    assert_int_equal(factor.rank, 0);
    stats_cholesky_close(&factor);
    coding_context_free(context);
}

typedef struct {
    size_t count, stop_at;
    double values[8];
} taken;

static coding_status
take(void *user, const coding_figure *figure)
{
    taken *all = user;

    if (all->count == all->stop_at)
        return CODING_ESYSTEM;
    all->values[all->count++] = figure->value;
    return CODING_OK;
}

/* Upper tail of chi-square on .6267361111111112 degrees of freedom at
   .9895833333333335: R 4.2.2 pchisq and a 50-digit incomplete gamma function
   give .19675618306053125. */
static void
a_test_has_five_figures(void **state)
{
    static const stats_test_names names = STATS_TEST_NAMES("rs2");
    taken got = {.stop_at = 8};
    coding_figure_sink sink = {take, &got};
    stats_delivery to = {&sink, CODING_OK};

    (void)state;
    assert_string_equal(names.plower, "rs2_plower");
    stats_deliver_test(&to, &names, .9895833333333335, .6267361111111112);
    assert_int_equal(to.status, CODING_OK);
    assert_int_equal(got.count, 5);
    assert_near(got.values[2], .19675618306053125, 1e-13);
    assert_near(got.values[3], log(.19675618306053125), 1e-13);
    assert_near(got.values[4], 1 - .19675618306053125, 1e-13);
}

static void
a_refused_figure_ends_the_delivery(void **state)
{
    taken got = {.stop_at = 2};
    coding_figure_sink sink = {take, &got};
    stats_delivery to = {&sink, CODING_OK};

    (void)state;
    for (size_t i = 0; i < 5; i++)
        stats_deliver(&to, "n", (double)i);
    assert_int_equal(to.status, CODING_ESYSTEM);
    assert_int_equal(got.count, 2);
}

/* Each of 7 numbers about as often as the others: chi-square on 6 degrees of
   freedom below its .9999 quantile, and nothing outside. */
static void
draws_are_even(void **state)
{
    enum { COUNT = 70001, KINDS = 7 };
    static uint32_t drawn[COUNT];
    coding_stats_random random;
    double counts[KINDS] = {0};
    double x2 = 0;

    (void)state;
    coding_stats_random_seed(&random, 42);
    stats_draw(&random, KINDS, COUNT, drawn);
    for (size_t i = 0; i < COUNT; i++) {
        assert_true(drawn[i] < KINDS);
        counts[drawn[i]]++;
    }
    for (size_t k = 0; k < KINDS; k++)
        x2 += (counts[k] - COUNT / 7.0) * (counts[k] - COUNT / 7.0) /
              (COUNT / 7.0);
    assert_true(coding_stats_chisq_upper(x2, 6) > 1e-4);
    stats_draw(&random, 1, 3, drawn);
    assert_int_equal(drawn[0] + drawn[1] + drawn[2], 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(twofold_numbers_have_twice_the_digits),
        cmocka_unit_test(the_factor_finds_the_rank),
        cmocka_unit_test(nothing_has_rank_nothing),
        cmocka_unit_test(a_test_has_five_figures),
        cmocka_unit_test(a_refused_figure_ends_the_delivery),
        cmocka_unit_test(draws_are_even),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
