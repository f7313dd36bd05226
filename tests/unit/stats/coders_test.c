/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Agreement of coders: printed figures of papers, and counts made by hand. */
#include <coding/stats_agreement.h>

#include "check.h"
#include "unit/stats/figures.h"

static const char *const krippendorff = /* 2011, example C: coder by coder */
    "1 2 3 3 2 1 4 1 2 . . ."
    "1 2 3 3 2 2 4 1 2 5 . 3"
    ". 3 3 3 2 3 4 2 2 5 1 ."
    "1 2 3 3 2 4 4 1 2 5 1 .";
static const double numbers[] = {1, 2, 3, 4, 5};

/* Krippendorff's table, unit by unit. */
static coding_stats_codings
example(uint32_t *coded)
{
    size_t count = 0;

    for (const char *at = krippendorff; *at != '\0'; at++) {
        if (*at == ' ')
            continue;
        coded[count % 12 * 4 + count / 12] =
            *at == '.' ? 0 : (uint32_t)(*at - '0');
        count++;
    }
    assert_int_equal(count, 48);
    return (coding_stats_codings){12, 4, 5, coded, numbers};
}

/* Two coders and a code: a both, b and c one alone, d neither. */
static figures
fourfold(size_t a, size_t b, size_t c, size_t d)
{
    coding_context *context = check_context(NULL);
    size_t n = a + b + c + d;
    uint32_t *coded = calloc(2 * n, sizeof *coded);
    coding_stats_codings data = {n, 2, 2, coded, numbers};
    figures got = {0};
    coding_figure_sink sink = {figures_take, &got};

    for (size_t i = 0; i < n; i++) {
        coded[2 * i] = i < a + b ? 2 : 1;
        coded[2 * i + 1] = i < a || (i >= a + b && i < a + b + c) ? 2 : 1;
    }
    assert_int_equal(coding_stats_agreement(context, &data, &sink), CODING_OK);
    free(coded);
    coding_context_free(context);
    return got;
}

/* Equal to a printed figure of so many places. */
static void
assert_printed(const figures *got, const char *name, double printed, int places)
{
    double off = figures_of(got, name) - printed;

    if (!(fabs(off) <= .5 * pow(10, -places)))
        fail_msg("%s is off by %g", name, off);
}

/* Krippendorff 2011; Gwet 2014 for the same table: printed with so many
   places. Agreement over the 11 units of two codings or more is 9/11. */
static void
printed_figures_of_krippendorff(void **state)
{
    coding_context *context = check_context(NULL);
    uint32_t coded[48];
    coding_stats_codings data = example(coded);
    static figures got;
    coding_figure_sink sink = {figures_take, &got};

    (void)state;
    got.count = 0;
    assert_int_equal(coding_stats_agreement(context, &data, &sink), CODING_OK);
    assert_printed(&got, "alpha_nominal", .743, 3);
    assert_printed(&got, "alpha_ordinal", .815, 3);
    assert_printed(&got, "alpha_interval", .849, 3);
    assert_printed(&got, "alpha_ratio", .797, 3);
    assert_printed(&got, "gwet_ac1", .77544, 5);
    assert_printed(&got, "gwet_ac1_se", .14295, 5);
    assert_printed(&got, "fleiss_kappa", .76117, 5);
    assert_near(figures_of(&got, "percent_agreement"), 9.0 / 11, 1e-15);
    coding_context_free(context);
}

/* 20, 5, 10, 15: 35/50 agree, by chance (25 x 30 + 25 x 20) / 50^2 = .5.
   4, 4, 4, 188: .96, by chance (8^2 + 192^2) / 200^2 = .9232; alpha
   1 - 399 x 8 / (16 x 384); AC1 by chance 2 x .04 x .96 = .0768.
   40, 4, 4, 152: .96, by chance .6568; alpha 1 - 399 x 8 / (88 x 312). */
static void
fourfold_tables_by_hand(void **state)
{
    static figures got;

    (void)state;
    got = fourfold(20, 5, 10, 15);
    assert_near(figures_of(&got, "cohen_kappa"), .4, 1e-15);
    got = fourfold(4, 4, 4, 188);
    assert_near(figures_of(&got, "cohen_kappa"), .0368 / .0768, 1e-13);
    assert_near(figures_of(&got, "alpha_nominal"), 1 - 3192.0 / 6144, 1e-14);
    assert_near(figures_of(&got, "gwet_ac1"), .8832 / .9232, 1e-14);
    assert_near(figures_of(&got, "prevalence_index"), .92, 1e-15);
    assert_near(figures_of(&got, "pabak"), .92, 1e-15);
    got = fourfold(40, 4, 4, 152);
    assert_near(figures_of(&got, "cohen_kappa"), .3032 / .3432, 1e-13);
    assert_near(figures_of(&got, "alpha_nominal"), 1 - 3192.0 / 27456, 1e-14);
}

/* alpha = 1 - (1 - Fleiss' kappa) (1 - 1 / (n m)) for complete data, any
   number of coders: the divisor m - 1 of complete data that other programs
   lose. */
static void
complete_data_with_many_coders(void **state)
{
    coding_context *context = check_context(NULL);
    static figures got;
    coding_figure_sink sink = {figures_take, &got};
    uint32_t coded[20 * 5];
    coding_stats_codings data = {20, 5, 3, coded, NULL};
    double kappa;

    (void)state;
    for (size_t i = 0; i < 100; i++)
        coded[i] = (uint32_t)(i * i % 7 % 3) + 1;
    got.count = 0;
    assert_int_equal(coding_stats_agreement(context, &data, &sink), CODING_OK);
    kappa = figures_of(&got, "fleiss_kappa");
    assert_near(figures_of(&got, "alpha_nominal"),
                1 - (1 - kappa) * (1 - 1 / 100.0), 1e-13);
    coding_context_free(context);
}

/* Undefined, never a number: one category, and nothing to compare. */
static void
nothing_to_compare(void **state)
{
    coding_context *context = check_context(NULL);
    static figures got;
    coding_figure_sink sink = {figures_take, &got};
    const uint32_t same[] = {1, 1, 1, 1}, alone[] = {1, 0, 0, 2};
    coding_stats_codings data = {2, 2, 1, same, NULL};
    static const char *const names[] = {
        "alpha_nominal",    "cohen_kappa",   "cohen_kappa_lo95", "scott_pi",
        "gwet_ac1",         "gwet_ac1_lo95", "fleiss_kappa",     "conger_kappa",
        "brennan_prediger", "kappa_max"};

    (void)state;
    got.count = 0;
    assert_int_equal(coding_stats_agreement(context, &data, &sink), CODING_OK);
    assert_near(figures_of(&got, "percent_agreement"), 1, 0);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_near(figures_of(&got, names[i]), (double)NAN, 0);
    data.coded = alone;
    data.categories = 2;
    got.count = 0;
    assert_int_equal(coding_stats_agreement(context, &data, &sink), CODING_OK);
    assert_near(figures_of(&got, "percent_agreement"), (double)NAN, 0);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_near(figures_of(&got, names[i]), (double)NAN, 0);
    data.categories = 1;
    assert_int_equal(coding_stats_agreement(context, &data, &sink),
                     CODING_EUSAGE);
    coding_context_free(context);
}

/* Coders in another order, categories under other names: nothing changes. */
static void
order_and_names_change_nothing(void **state)
{
    static const size_t order[] = {2, 0, 3, 1};
    static const uint32_t renamed[] = {0, 4, 1, 5, 2, 3};
    static const char *const names[] = {
        "alpha_nominal", "gwet_ac1",         "gwet_ac1_se",      "fleiss_kappa",
        "conger_kappa",  "brennan_prediger", "percent_agreement"};
    coding_context *context = check_context(NULL);
    uint32_t coded[48], moved[48];
    coding_stats_codings data = example(coded);
    static figures before, after;
    coding_figure_sink first = {figures_take, &before};
    coding_figure_sink second = {figures_take, &after};

    (void)state;
    before.count = after.count = 0;
    for (size_t i = 0; i < 48; i++)
        moved[i / 4 * 4 + order[i % 4]] = renamed[coded[i]];
    assert_int_equal(coding_stats_agreement(context, &data, &first), CODING_OK);
    data.coded = moved;
    assert_int_equal(coding_stats_agreement(context, &data, &second),
                     CODING_OK);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_near(figures_of(&after, names[i]), figures_of(&before, names[i]),
                    1e-14);
    coding_context_free(context);
}

/* ---- intervals ---- */

static double
limit(const coding_stats_alpha_sampling *options, bool units, const char *name)
{
    coding_context *context = check_context(NULL);
    uint32_t coded[48];
    coding_stats_codings data = example(coded);
    static figures got;
    coding_figure_sink sink = {figures_take, &got};

    got.count = 0;
    assert_int_equal(
        units ? coding_stats_alpha_bootstrap(context, &data, options, &sink)
              : coding_stats_alpha_coincidences(context, &data, options, &sink),
        CODING_OK);
    coding_context_free(context);
    return figures_of(&got, name);
}

static void
intervals_hold_alpha_and_follow_the_seed(void **state)
{
    const coding_stats_alpha_sampling nominal = {.seed = 7};
    const coding_stats_alpha_sampling ratio = {.metric = CODING_METRIC_RATIO};
    double low = limit(&nominal, true, "alpha_nominal_boot_lo95");

    (void)state;
    assert_true(low > .3 && low < .743);
    assert_true(limit(&nominal, true, "alpha_nominal_boot_hi95") > .743);
    assert_near(limit(&nominal, true, "alpha_nominal_boot_lo95"), low, 0);
    assert_near(limit(&nominal, true, "alpha_nominal_boot_used") +
                    limit(&nominal, true, "alpha_nominal_boot_undefined"),
                1000, 0);
    assert_true(limit(&ratio, true, "alpha_ratio_boot_lo95") < .797);
    low = limit(&nominal, false, "alpha_nominal_kripp_lo95");
    assert_true(low > .3 && low < .743);
    assert_true(limit(&nominal, false, "alpha_nominal_kripp_hi95") > .743);
    /* (4 - 1) x 40 / 2 pairs, 25 for each of 5 diagonal cells and of 1-2, 1-3,
       1-4, 2-3, 2-4 and 3-4: the pairs are fewer */
    assert_near(limit(&nominal, false, "alpha_nominal_kripp_draws"), 60, 0);
}

/* ---- memory ---- */

static coding_status
everything(coding_context *context)
{
    const coding_stats_alpha_sampling options = {.samples = 5};
    uint32_t coded[48];
    coding_stats_codings data = example(coded);
    coding_stats_codings two = {6, 2, 5, coded, numbers};
    coding_stats_codings complete = {2, 3, 5, coded + 8, numbers};
    static figures got;
    coding_figure_sink sink = {figures_take, &got};
    coding_status status;

    got.count = 0;
    status = coding_stats_agreement(context, &data, &sink);
    if (status == CODING_OK)
        status = coding_stats_agreement(context, &two, &sink);
    if (status == CODING_OK)
        status = coding_stats_agreement(context, &complete, &sink);
    if (status == CODING_OK)
        status = coding_stats_alpha_bootstrap(context, &data, &options, &sink);
    if (status == CODING_OK)
        status =
            coding_stats_alpha_coincidences(context, &data, &options, &sink);
    return status;
}

static void
memory_runs_out_anywhere(void **state)
{
    (void)state;
    check_every_failure(everything);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(printed_figures_of_krippendorff),
        cmocka_unit_test(fourfold_tables_by_hand),
        cmocka_unit_test(complete_data_with_many_coders),
        cmocka_unit_test(nothing_to_compare),
        cmocka_unit_test(order_and_names_change_nothing),
        cmocka_unit_test(intervals_hold_alpha_and_follow_the_seed),
        cmocka_unit_test(memory_runs_out_anywhere)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
