/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Two-way tables that are empty, thin, huge or nearly independent, and calls
   that fail. */
#include <coding/stats_gof.h>
#include <coding/stats_twoway.h>

#include "check.h"
#include "figures.h"
#include "stats/distribution.h"

static figures all;

static void
analyse(const uint64_t *counts, size_t rows, size_t columns)
{
    const coding_stats_table table = {counts, rows, columns};
    const coding_stats_twoway_options options = {.groups = CODING_STATS_ALL,
                                                 .samples = 100};
    coding_figure_sink sink = {figures_take, &all};
    coding_context *context = check_context(NULL);

    memset(&all, 0, sizeof all);
    assert_int_equal(coding_stats_twoway(context, &table, &options, &sink),
                     CODING_OK);
    coding_context_free(context);
}

/* Nothing to test: NaN, never 0 and never a p of 1. */
static void
is_undefined(void)
{
    static const char *const names[] = {
        "x2",         "x2_p",         "g",
        "g_williams", "cressie_read", "phi",
        "cramers_v",  "ncp_lo95",     "cramers_v_hi95",
        "pearson_r",  "tau_b",        "fisher_p",
        "exact_p_x2", "mc_p_x2",      "mc_p_fisher_hi95"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!isnan(figures_of(&all, names[i])))
            fail_msg("%s is defined", names[i]);
    assert_near(figures_of(&all, "x2_df"), 0, 0);
}

static void
tables_without_a_test(void **state)
{
    static const uint64_t zeros[9] = {0};
    static const uint64_t row[] = {3, 4, 5};
    static const uint64_t one[] = {7};
    static const uint64_t corner[] = {0, 0, 0, 9};

    (void)state;
    analyse(zeros, 3, 3);
    assert_near(figures_of(&all, "n"), 0, 0);
    assert_near(figures_of(&all, "nrow"), 3, 0);
    assert_near(figures_of(&all, "nrow_eff"), 0, 0);
    assert_true(isnan(figures_of(&all, "min_expected")));
    is_undefined();
    analyse(row, 1, 3);
    is_undefined();
    assert_near(figures_at(&all, "expected", 1, 2), 4, 0);
    assert_true(isnan(figures_at(&all, "stdres", 1, 2)));
    analyse(row, 3, 1);
    is_undefined();
    analyse(one, 1, 1);
    is_undefined();
    analyse(corner, 2, 2);
    is_undefined();
    assert_near(figures_of(&all, "nrow_eff"), 1, 0);
    analyse(NULL, 0, 0);
    is_undefined();
}

/* The second row and third column are empty: 2 x 2 is left, under its places
   in the table given. */
static void
empty_margins_are_dropped(void **state)
{
    static const uint64_t counts[] = {10, 20, 0, 0, 0, 0, 30, 40, 0};

    (void)state;
    analyse(counts, 3, 3);
    assert_near(figures_of(&all, "nrow"), 3, 0);
    assert_near(figures_of(&all, "ncol_eff"), 2, 0);
    assert_true(isnan(figures_of(&all, "x2_undropped")));
    assert_near(figures_of(&all, "x2"), 4000000.0 / 5040000, 1e-15);
    assert_near(figures_of(&all, "x2_df"), 1, 0);
    assert_near(figures_at(&all, "expected", 3, 2), 42, 1e-15);
    assert_null(figures_find(&all, "expected", 2, 1));
    assert_null(figures_find(&all, "expected", 3, 3));
    assert_near(figures_of(&all, "odds_ratio"), 400.0 / 600, 1e-15);
    /* Asked of the same respondents, category 2 is empty before but category
       3 after: the categories stay three. */
    assert_false(figures_has(&all, "mcnemar"));
    assert_near(figures_of(&all, "bowker_df"), 3, 0);
}

/* x2 = 2, the two tables are equally likely, limits 1/39 and none. */
static void
two_observations(void **state)
{
    static const uint64_t counts[] = {1, 0, 0, 1};

    (void)state;
    analyse(counts, 2, 2);
    assert_near(figures_of(&all, "x2"), 2, 1e-15);
    assert_near(figures_of(&all, "fisher_p"), 1, 1e-15);
    assert_near(figures_of(&all, "fisher_p_greater"), 0.5, 1e-14);
    assert_true(isinf(figures_of(&all, "fisher_or")));
    assert_near(figures_of(&all, "fisher_or_lo95"), 1.0 / 39, 1e-10);
    assert_true(isinf(figures_of(&all, "fisher_or_hi95")));
    assert_true(isinf(figures_of(&all, "odds_ratio")));
    assert_true(isnan(figures_of(&all, "odds_ratio_lo95")));
    assert_near(figures_of(&all, "odds_ratio_haldane"), 9, 1e-15);
    assert_true(isnan(figures_of(&all, "mcnemar")));
    assert_true(isnan(figures_of(&all, "mcnemar_exact_p")));
    assert_false(figures_has(&all, "neyman"));
    assert_near(figures_of(&all, "gamma"), 1, 0);
    assert_near(figures_of(&all, "gamma_ase1"), 0, 0);
    assert_near(figures_of(&all, "gamma_ase0"), 0, 0);
    assert_true(isnan(figures_of(&all, "gamma_z_p")));
}

/* 10^10 in each cell and one more in the last: ad - bc = 10^10, and x2 = n
   (ad - bc)^2 / (r1 r2 c1 c2), about 2.5e-11; g is x2 but for its relative
   third order, far below the last digit. */
static void
nearly_independent(void **state)
{
    const uint64_t e10 = UINT64_C(10000000000);
    const uint64_t counts[] = {e10, e10, e10, e10 + 1};
    double wanted =
        40000000001.0 * 1e20 / (2e10 * 20000000001.0 * (2e10 * 20000000001.0));

    (void)state;
    analyse(counts, 2, 2);
    assert_near(figures_of(&all, "x2"), wanted, 1e-14);
    assert_near(figures_of(&all, "g"), wanted, 1e-10);
    assert_near(figures_of(&all, "x2_plower"),
                erf(sqrt(figures_of(&all, "x2") / 2)), 1e-12);
    assert_near(figures_at(&all, "stdres", 2, 2), sqrt(wanted), 1e-13);
    assert_near(figures_of(&all, "pearson_r"), sqrt(wanted / 40000000001.0),
                1e-13);
    assert_near(figures_of(&all, "mutual_info"),
                figures_of(&all, "g") / 2 / 40000000001.0, 1e-14);
    assert_near(figures_of(&all, "fisher_p"), 1, 1e-4);
}

/* A perfect table of 10^11: x2 = n, log p = -n/2 - log(pi n / 2) / 2 to first
   order in 1/n. */
static void
the_largest_table(void **state)
{
    const uint64_t half = CODING_STATS_COUNT_MAX / 2;
    const uint64_t counts[] = {half, 0, 0, half};
    double n = (double)CODING_STATS_COUNT_MAX;

    (void)state;
    analyse(counts, 2, 2);
    assert_near(figures_of(&all, "x2"), n, 1e-15);
    assert_near(figures_of(&all, "x2_p"), 0, 0);
    assert_near(figures_of(&all, "x2_logp"), -n / 2 - log(STATS_PI * n / 2) / 2,
                1e-14);
    assert_near(figures_of(&all, "cramers_v"), 1, 1e-15);
    assert_near(figures_of(&all, "uncertainty_sym"), 1, 1e-14);
    /* log of 1 / (n choose n/2) by Stirling */
    assert_near(figures_of(&all, "fisher_logp_greater"),
                -n * log(2) + log(STATS_PI * n / 2) / 2, 1e-14);
    assert_near(figures_of(&all, "cramers_v_hi95"), 1, 0);
    assert_true(figures_of(&all, "cramers_v_lo95") > 0.9999);
}

static void
too_large_a_total(void **state)
{
    const uint64_t counts[] = {CODING_STATS_COUNT_MAX, 1, UINT64_MAX,
                               UINT64_MAX};
    const coding_stats_table table = {counts, 2, 2};
    const coding_stats_oneway oneway = {counts, NULL, 2};
    coding_figure_sink sink = {figures_take, &all};
    check_messages messages;
    coding_context *context = check_context(&messages);
    double work;

    (void)state;
    assert_int_equal(coding_stats_twoway(context, &table, NULL, &sink),
                     CODING_EDATA);
    assert_int_equal(coding_stats_exact_work(context, &table, &work),
                     CODING_EDATA);
    assert_int_equal(coding_stats_gof(context, &oneway, &sink), CODING_EDATA);
    assert_int_equal(messages.count, 3);
    assert_true(check_said(&messages, "table-too-large"));
    coding_context_free(context);
}

static void
probabilities_are_checked(void **state)
{
    static const uint64_t counts[] = {1, 2};
    coding_stats_oneway data = {counts, (const double[]){0.5, 0.6}, 2};
    coding_figure_sink sink = {figures_take, &all};
    check_messages messages;
    coding_context *context = check_context(&messages);

    (void)state;
    assert_int_equal(coding_stats_gof(context, &data, &sink), CODING_EDATA);
    assert_true(check_said(&messages, "probability-sum"));
    data.probabilities = (const double[]){1, 0};
    assert_int_equal(coding_stats_gof(context, &data, &sink), CODING_EDATA);
    assert_true(check_said(&messages, "probability-range"));
    coding_context_free(context);
}

/* Counts of 10^9 that are one off: x2 = 2 / 10^9 at three categories, and g is
   the same to the first order. */
static void
a_near_fit(void **state)
{
    static const uint64_t counts[] = {1000000000, 1000000001, 999999999};
    const coding_stats_oneway data = {counts, NULL, 3};
    coding_figure_sink sink = {figures_take, &all};
    coding_context *context = check_context(NULL);

    (void)state;
    memset(&all, 0, sizeof all);
    assert_int_equal(coding_stats_gof(context, &data, &sink), CODING_OK);
    assert_near(figures_of(&all, "x2"), 2e-9, 1e-15);
    assert_near(figures_of(&all, "g"), 2e-9, 1e-14);
    assert_near(figures_of(&all, "cressie_read"), 2e-9, 1e-14);
    coding_context_free(context);
}

static void
fits_without_a_test(void **state)
{
    static const uint64_t counts[] = {0, 0, 0};
    coding_stats_oneway data = {counts, NULL, 3};
    coding_figure_sink sink = {figures_take, &all};
    coding_context *context = check_context(NULL);

    (void)state;
    memset(&all, 0, sizeof all);
    assert_int_equal(coding_stats_gof(context, &data, &sink), CODING_OK);
    assert_true(isnan(figures_of(&all, "x2")));
    assert_true(isnan(figures_of(&all, "g_williams_q")));
    assert_true(isnan(figures_at(&all, "wilson_hi95", 1, 0)));
    assert_true(isnan(figures_at(&all, "goodman_lo95", 1, 0)));
    data.counts = (const uint64_t[]){7};
    data.categories = 1;
    memset(&all, 0, sizeof all);
    assert_int_equal(coding_stats_gof(context, &data, &sink), CODING_OK);
    assert_true(isnan(figures_of(&all, "x2")));
    assert_true(isnan(figures_at(&all, "stdres", 1, 0)));
    data.categories = 0;
    assert_int_equal(coding_stats_gof(context, &data, &sink), CODING_OK);
    coding_context_free(context);
}

/* Rows and columns may be exchanged: what does not name them stays. */
static void
turning_the_table(void **state)
{
    static const uint64_t counts[] = {3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8};
    static const char *const same[] = {
        "x2",    "g",         "cressie_read", "freeman_tukey", "neyman",
        "gamma", "tau_b",     "tau_c",        "spearman_rho",  "lambda_sym",
        "phi",   "cramers_v", "fisher_p",     "exact_p_x2",    "exact_p_g"};
    static figures before;
    uint64_t turned[12];

    (void)state;
    analyse(counts, 3, 4);
    before = all;
    for (size_t i = 0; i < 3; i++)
        for (size_t j = 0; j < 4; j++)
            turned[j * 3 + i] = counts[i * 4 + j];
    analyse(turned, 4, 3);
    for (size_t k = 0; k < sizeof same / sizeof *same; k++)
        assert_near(figures_of(&all, same[k]), figures_of(&before, same[k]),
                    1e-13);
    assert_near(figures_of(&all, "somers_d_col_given_row"),
                figures_of(&before, "somers_d_row_given_col"), 1e-14);
    assert_near(figures_at(&all, "p_cell_hommel", 4, 2),
                figures_at(&before, "p_cell_hommel", 2, 4), 1e-13);
}

static coding_status
analyse_some(coding_context *context)
{
    static const uint64_t counts[] = {3, 1, 4, 1, 5, 9, 2, 6, 0};
    const coding_stats_table table = {counts, 3, 3};
    const coding_stats_twoway_options options = {.groups = CODING_STATS_ALL,
                                                 .samples = 5};
    const coding_stats_oneway oneway = {counts, NULL, 9};
    coding_figure_sink sink = {figures_take, &all};
    coding_status status;
    double work;

    memset(&all, 0, sizeof all);
    status = coding_stats_twoway(context, &table, &options, &sink);
    if (status == CODING_OK)
        status = coding_stats_gof(context, &oneway, &sink);
    if (status == CODING_OK)
        status = coding_stats_exact_work(context, &table, &work);
    return status;
}

static void
without_memory(void **state)
{
    (void)state;
    check_every_failure(analyse_some);
}

/* The sink's refusal, at any figure, is the result. */
static void
refused_figures(void **state)
{
    static const uint64_t counts[] = {3, 1, 4, 1, 5, 9, 2, 6, 0};
    const coding_stats_table table = {counts, 3, 3};
    const coding_stats_twoway_options options = {.groups = CODING_STATS_ALL,
                                                 .samples = 5};
    coding_figure_sink sink = {figures_take, &all};
    coding_context *context = check_context(NULL);
    size_t last;

    (void)state;
    memset(&all, 0, sizeof all);
    assert_int_equal(coding_stats_twoway(context, &table, &options, &sink),
                     CODING_OK);
    last = all.count;
    for (size_t at = 1; at <= last; at++) {
        memset(&all, 0, sizeof all);
        all.refuse_at = at;
        assert_int_equal(coding_stats_twoway(context, &table, &options, &sink),
                         CODING_EDATA);
        assert_int_equal(all.count, at - 1);
    }
    coding_context_free(context);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tables_without_a_test),
        cmocka_unit_test(empty_margins_are_dropped),
        cmocka_unit_test(two_observations),
        cmocka_unit_test(nearly_independent),
        cmocka_unit_test(the_largest_table),
        cmocka_unit_test(too_large_a_total),
        cmocka_unit_test(probabilities_are_checked),
        cmocka_unit_test(a_near_fit),
        cmocka_unit_test(fits_without_a_test),
        cmocka_unit_test(turning_the_table),
        cmocka_unit_test(without_memory),
        cmocka_unit_test(refused_figures),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
