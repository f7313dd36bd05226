/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Strata, ranks, weights and power: worked examples, degenerate data, limits
   and lack of memory. The figures of whole data sets are in tests/reference. */
#include <coding/stats_power.h>
#include <coding/stats_ranked.h>
#include <coding/stats_strata.h>
#include <coding/stats_weighted.h>

#include "check.h"
#include "stats/distribution.h"

typedef struct {
    coding_figure figures[400];
    size_t count;
} taken;

static coding_status
take(void *user, const coding_figure *figure)
{
    taken *all = user;

    assert_true(all->count < 400);
    all->figures[all->count++] = *figure;
    return CODING_OK;
}

static bool
has(const taken *all, const char *statistic)
{
    for (size_t i = 0; i < all->count; i++)
        if (strcmp(all->figures[i].statistic, statistic) == 0)
            return true;
    return false;
}

static double
figure_at(const taken *all, const char *statistic, size_t row, size_t column)
{
    for (size_t i = 0; i < all->count; i++)
        if (all->figures[i].row == row && all->figures[i].column == column &&
            strcmp(all->figures[i].statistic, statistic) == 0)
            return all->figures[i].value;
    fail_msg("no figure %s %zu %zu", statistic, row, column);
    return 0;
}

static double
figure(const taken *all, const char *statistic)
{
    return figure_at(all, statistic, 0, 0);
}

/* One stratum 3 1 / 1 3 by hand: a - E = 3 - 2 = 1, variance 4^4 / (64 7) =
   4/7, so 7/4 and, less a half, 7/16; odds ratio 9. Strata of one and of none
   are left out, and empty rows and columns. */
static void
empty_strata_and_categories_are_left_out(void **state)
{
    static const uint64_t counts[3][3][3] = {{{3, 0, 1}, {0, 0, 0}, {1, 0, 3}},
                                             {{0, 0, 0}, {0, 1, 0}, {0, 0, 0}},
                                             {{0, 0, 0}, {0, 0, 0}, {0, 0, 0}}};
    coding_stats_strata_counts table = {counts[0][0], 3, 3, 3};
    coding_context *context = check_context(NULL);
    taken got = {0};
    coding_figure_sink sink = {take, &got};

    (void)state;
    assert_int_equal(coding_stats_strata(context, &table, &sink), CODING_OK);
    assert_near(figure(&got, "strata_used"), 1, 0);
    assert_near(figure(&got, "cmh"), 7.0 / 4, 1e-15);
    assert_near(figure(&got, "cmh_cc"), 7.0 / 16, 1e-15);
    assert_near(figure(&got, "cmh_correlation"), 7.0 / 4, 1e-15);
    assert_near(figure(&got, "cmh_row_mean_score"), 7.0 / 4, 1e-15);
    assert_near(figure(&got, "mh_or"), 9, 1e-15);
    assert_near(figure(&got, "breslow_day_df"), 0, 0);
    assert_near(figure(&got, "breslow_day_p"), STATS_NAN, 0);
    assert_false(has(&got, "cmh_general"));
    coding_context_free(context);
}

/* Strata whose odds ratios agree to six figures, with
   counts of 1e9: an independent 60-digit computation of the formulas. */
static void
nearly_homogeneous_strata_keep_their_figures(void **state)
{
    static const uint64_t counts[2][2][2] = {
        {{2000000123, 1000000456}, {1000000789, 1000000012}},
        {{3000000345, 3000000678}, {1000000901, 2000000234}}};
    coding_stats_strata_counts table = {counts[0][0], 2, 2, 2};
    coding_context *context = check_context(NULL);
    taken got = {0};
    coding_figure_sink sink = {take, &got};

    (void)state;
    assert_int_equal(coding_stats_strata(context, &table, &sink), CODING_OK);
    assert_near(figure(&got, "breslow_day"), 1.3494668328205136e-5, 1e-13);
    assert_near(figure(&got, "breslow_day_tarone"), 1.3491579613362585e-5,
                1e-13);
    assert_near(figure(&got, "woolf"), 1.3491579610669648e-5, 1e-13);
    coding_context_free(context);
}

/* Rows that never meet in a stratum cannot be compared: the rank, not the
   shape, is the number of degrees of freedom. Stratum 1 has rows 1 and 2,
   stratum 2 rows 3 and 4: two comparisons, each 7/4 as above. */
static void
degrees_of_freedom_are_the_comparisons_there_are(void **state)
{
    static const uint64_t counts[2][4][2] = {{{3, 1}, {1, 3}, {0, 0}, {0, 0}},
                                             {{0, 0}, {0, 0}, {3, 1}, {1, 3}}};
    coding_stats_strata_counts table = {counts[0][0], 2, 4, 2};
    coding_context *context = check_context(NULL);
    taken got = {0};
    coding_figure_sink sink = {take, &got};

    (void)state;
    assert_int_equal(coding_stats_strata(context, &table, &sink), CODING_OK);
    assert_near(figure(&got, "cmh_general_df"), 2, 0);
    assert_near(figure(&got, "cmh_general"), 7.0 / 2, 1e-14);
    coding_context_free(context);
}

static void
tables_without_comparison_are_undefined(void **state)
{
    static const uint64_t counts[2][1][3] = {{{3, 0, 1}}, {{1, 0, 3}}};
    coding_stats_strata_counts table = {counts[0][0], 2, 1, 3};
    coding_stats_strata_counts none = {NULL, 0, 0, 0};
    coding_context *context = check_context(NULL);
    taken got = {0};
    coding_figure_sink sink = {take, &got};

    (void)state;
    assert_int_equal(coding_stats_strata(context, &table, &sink), CODING_OK);
    assert_near(figure(&got, "cmh_general"), STATS_NAN, 0);
    assert_near(figure(&got, "cmh_correlation_p"), STATS_NAN, 0);
    got.count = 0;
    assert_int_equal(coding_stats_strata(context, &none, &sink), CODING_OK);
    assert_near(figure(&got, "strata_used"), 0, 0);
    assert_near(figure(&got, "cmh_row_mean_score"), STATS_NAN, 0);
    coding_context_free(context);
}

static void
strata_have_limits(void **state)
{
    uint64_t counts[4] = {(uint64_t)1 << 39, (uint64_t)1 << 39, 1, 1};
    const size_t cells = (size_t)40 * 41;
    uint64_t *large = calloc(cells, sizeof *large);
    coding_stats_strata_counts table = {counts, 1, 2, 2};
    check_messages said;
    coding_context *context = check_context(&said);
    taken got = {0};
    coding_figure_sink sink = {take, &got};

    (void)state;
    assert_int_equal(coding_stats_strata(context, &table, &sink), CODING_EDATA);
    assert_true(check_said(&said, "count-too-large"));
    for (size_t i = 0; i < cells; i++)
        large[i] = 1 + i % 7;
    table = (coding_stats_strata_counts){large, 1, 40, 41};
    assert_int_equal(coding_stats_strata(context, &table, &sink), CODING_OK);
    assert_true(check_said(&said, "strata-too-large"));
    assert_near(figure(&got, "cmh_general"), STATS_NAN, 0);
    assert_true(figure(&got, "cmh_correlation") >= 0);
    free(large);
    coding_context_free(context);
}

/* Everybody ranks alike: W = 1, Friedman n (c - 1). Conover 1999: with no ties
   the score and the rank statistic are the same. */
static void
perfect_concordance_has_w_one(void **state)
{
    static const unsigned char rank[4][3] = {
        {1, 2, 3}, {1, 2, 3}, {1, 2, 3}, {1, 2, 3}};
    coding_stats_ranks data = {rank[0], 4, 3, 3};
    coding_context *context = check_context(NULL);
    taken got = {0};
    coding_figure_sink sink = {take, &got};

    (void)state;
    assert_int_equal(coding_stats_ranked(context, &data, &sink), CODING_OK);
    assert_near(figure(&got, "kendall_w"), 1, 1e-15);
    assert_near(figure(&got, "friedman"), 8, 1e-15);
    assert_near(figure(&got, "score_q"), 8, 1e-15);
    assert_near(figure_at(&got, "mean_rank", 1, 0), 3, 0);
    assert_near(figure_at(&got, "mentions_rank2", 2, 0), 4, 0);
    assert_near(figure(&got, "cochran_q"), STATS_NAN, 0); /* all named by all */
    coding_context_free(context);
}

static void
ranks_out_of_range_are_named(void **state)
{
    static const unsigned char rank[2] = {4, 0};
    coding_stats_ranks data = {rank, 1, 2, 3};
    coding_stats_ranks empty = {NULL, 0, 2, 3};
    check_messages said;
    coding_context *context = check_context(&said);
    taken got = {0};
    coding_figure_sink sink = {take, &got};

    (void)state;
    assert_int_equal(coding_stats_ranked(context, &data, &sink), CODING_EUSAGE);
    assert_true(check_said(&said, "rank-range"));
    data.top = 10;
    assert_int_equal(coding_stats_ranked(context, &data, &sink), CODING_EUSAGE);
    assert_int_equal(coding_stats_ranked(context, &empty, &sink), CODING_OK);
    assert_near(figure(&got, "friedman"), STATS_NAN, 0);
    coding_context_free(context);
}

/* Three people, items named by 1 2 3, by 1 2 and by 1; 27 resamples by hand.
   Item 1 is never behind. Item 2 is level with it when person 3 is not drawn,
   8 of 27; item 3 is level with both when person 1 alone is drawn, 1 of 27, and
   level with item 2 when person 2 is not drawn, 8 of 27: rank 1 or 2. */
static void
ranks_hold_as_often_as_counted(void **state)
{
    static const unsigned char named[3][3] = {{1, 1, 1}, {1, 1, 0}, {1, 0, 0}};
    coding_stats_stability data = {.named = named[0],
                                   .respondents = 3,
                                   .items = 3,
                                   .top = 1,
                                   .samples = 100000,
                                   .seed = 1};
    coding_context *context = check_context(NULL);
    taken got = {0};
    coding_figure_sink sink = {take, &got};

    (void)state;
    assert_int_equal(coding_stats_rank_stability(context, &data, &sink),
                     CODING_OK);
    assert_near(figure_at(&got, "rank", 1, 0), 1, 0);
    assert_near(figure_at(&got, "rank", 3, 0), 3, 0);
    assert_near(figure_at(&got, "boot_p_top", 1, 0), 1, 0);
    assert_true(fabs(figure_at(&got, "boot_p_top", 2, 0) - 8.0 / 27) < .008);
    assert_true(fabs(figure_at(&got, "boot_p_top", 3, 0) - 1.0 / 27) < .004);
    assert_near(figure_at(&got, "boot_rank_hi95", 1, 0), 1, 0);
    assert_near(figure_at(&got, "boot_rank_lo95", 2, 0), 1, 0);
    assert_near(figure_at(&got, "boot_rank_hi95", 2, 0), 2, 0);
    assert_near(figure_at(&got, "boot_rank_lo95", 3, 0), 1, 0);
    assert_near(figure_at(&got, "boot_rank_hi95", 3, 0), 3, 0);
    data.top = 2;
    got.count = 0;
    assert_int_equal(coding_stats_rank_stability(context, &data, &sink),
                     CODING_OK);
    assert_true(fabs(figure_at(&got, "boot_p_top", 3, 0) - 8.0 / 27) < .008);
    data.respondents = 0;
    got.count = 0;
    assert_int_equal(coding_stats_rank_stability(context, &data, &sink),
                     CODING_OK);
    assert_near(figure_at(&got, "boot_p_top", 3, 0), STATS_NAN, 0);
    coding_context_free(context);
}

/* Equal weights: n_eff is n, the design effect is 1 but for the n / (n - 1) of
   the variance, and Pearson's statistic is that of the counts: 3 1 / 1 3 has
   8 (9 - 1)^2 / 4^4 = 2. */
static void
equal_weights_are_no_weights(void **state)
{
    static const size_t row[8] = {0, 0, 0, 0, 2, 2, 2, 2};
    static const size_t column[8] = {0, 0, 0, 1, 0, 1, 1, 1};
    static const double weight[8] = {2.5, 2.5, 2.5, 2.5, 2.5, 2.5, 2.5, 2.5};
    coding_stats_weighted_data data = {row, column, weight, 8, 3, 2};
    coding_context *context = check_context(NULL);
    taken got = {0};
    coding_figure_sink sink = {take, &got};

    (void)state;
    assert_int_equal(coding_stats_weighted(context, &data, &sink), CODING_OK);
    assert_near(figure(&got, "n_eff_kish"), 8, 1e-15);
    assert_near(figure(&got, "x2_pearson"), 2, 1e-15);
    assert_near(figure(&got, "mean_deff"), 8.0 / 7, 1e-14);
    assert_near(figure(&got, "chisq_df"), 1, 0);
    assert_near(figure_at(&got, "weighted_count", 2, 1), 0, 0);
    assert_near(figure_at(&got, "prop_se", 1, 1), sqrt(3.0 / 8 * 5 / 8 / 7),
                1e-14);
    coding_context_free(context);
}

static void
wrong_weights_are_named(void **state)
{
    static const size_t at[2] = {0, 1};
    double weight[2] = {1, -1};
    coding_stats_weighted_data data = {at, at, weight, 2, 2, 2};
    check_messages said;
    coding_context *context = check_context(&said);
    taken got = {0};
    coding_figure_sink sink = {take, &got};

    (void)state;
    assert_int_equal(coding_stats_weighted(context, &data, &sink),
                     CODING_EDATA);
    weight[1] = STATS_INFINITY;
    assert_int_equal(coding_stats_weighted(context, &data, &sink),
                     CODING_EDATA);
    weight[0] = weight[1] = 0;
    assert_int_equal(coding_stats_weighted(context, &data, &sink),
                     CODING_EDATA);
    assert_true(check_said(&said, "weight-range"));
    data.rows = 1;
    assert_int_equal(coding_stats_weighted(context, &data, &sink),
                     CODING_EUSAGE);
    assert_int_equal(got.count, 0);
    data.rows = 2;
    weight[0] = 1; /* one row and column left */
    assert_int_equal(coding_stats_weighted(context, &data, &sink), CODING_OK);
    assert_near(figure(&got, "x2_pearson"), STATS_NAN, 0);
    assert_near(figure(&got, "f_p"), STATS_NAN, 0);
    coding_context_free(context);
}

/* n and power are inverse; a design effect of 2 doubles n. */
static void
power_and_n_are_inverse(void **state)
{
    coding_stats_power_design design = {.effect = .3, .df = 6, .alpha = .05};
    check_messages said;
    coding_context *context = check_context(&said);
    double n = 0;
    double twice = 0;
    double power = 0;

    (void)state;
    for (int step = 0; step < 11; step++) {
        double wanted = .06 + .09 * step;

        assert_int_equal(coding_stats_power_n(context, &design, wanted, &n),
                         CODING_OK);
        assert_int_equal(coding_stats_power(context, &design, n, &power),
                         CODING_OK);
        assert_near(power, wanted, 1e-10);
    }
    design.design_effect = 2;
    assert_int_equal(coding_stats_power_n(context, &design, power, &twice),
                     CODING_OK);
    assert_near(twice, 2 * n, 1e-8);
    assert_int_equal(coding_stats_power_n(context, &design, .04, &n),
                     CODING_EUSAGE);
    assert_int_equal(coding_stats_power(context, &design, 0, &power),
                     CODING_EUSAGE);
    design.alpha = 1;
    assert_int_equal(coding_stats_power(context, &design, 9, &power),
                     CODING_EUSAGE);
    assert_true(check_said(&said, "power-range"));
    coding_context_free(context);
}

static coding_status
everything(coding_context *context)
{
    static const uint64_t counts[2][3][2] = {{{3, 1}, {1, 3}, {2, 2}},
                                             {{1, 1}, {4, 3}, {0, 2}}};
    static const unsigned char rank[4][3] = {
        {1, 2, 3}, {1, 3, 2}, {2, 0, 1}, {0, 0, 0}};
    static const unsigned char named[4] = {1, 0, 1, 1};
    coding_stats_stability stable = {
        .named = named, .respondents = 2, .items = 2, .top = 1, .samples = 2};
    static const size_t row[5] = {0, 1, 2, 0, 1};
    static const size_t column[5] = {0, 1, 0, 1, 0};
    static const double weight[5] = {1, 2, 3, 4, 5};
    coding_stats_strata_counts table = {counts[0][0], 2, 3, 2};
    coding_stats_ranks ranks = {rank[0], 4, 3, 3};
    coding_stats_weighted_data data = {row, column, weight, 5, 3, 2};
    taken got = {0};
    coding_figure_sink sink = {take, &got};
    coding_status status = coding_stats_strata(context, &table, &sink);

    if (status == CODING_OK)
        status = coding_stats_ranked(context, &ranks, &sink);
    if (status == CODING_OK)
        status = coding_stats_weighted(context, &data, &sink);
    if (status == CODING_OK)
        status = coding_stats_rank_stability(context, &stable, &sink);
    return status;
}

static void
memory_may_run_out_anywhere(void **state)
{
    (void)state;
    check_every_failure(everything);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(empty_strata_and_categories_are_left_out),
        cmocka_unit_test(nearly_homogeneous_strata_keep_their_figures),
        cmocka_unit_test(degrees_of_freedom_are_the_comparisons_there_are),
        cmocka_unit_test(tables_without_comparison_are_undefined),
        cmocka_unit_test(strata_have_limits),
        cmocka_unit_test(perfect_concordance_has_w_one),
        cmocka_unit_test(ranks_out_of_range_are_named),
        cmocka_unit_test(ranks_hold_as_often_as_counted),
        cmocka_unit_test(equal_weights_are_no_weights),
        cmocka_unit_test(wrong_weights_are_named),
        cmocka_unit_test(power_and_n_are_inverse),
        cmocka_unit_test(memory_may_run_out_anywhere),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
