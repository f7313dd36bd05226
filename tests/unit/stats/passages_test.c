/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Passages, sets and a program against people: printed figures, and counts made
   by hand. */
#include <coding/stats_agreement.h>
#include <coding/stats_unitizing.h>
#include <coding/stats_validation.h>

#include "check.h"
#include "unit/stats/figures.h"

/* Krippendorff 2004, p. 254: code c of coders a and b over 300 positions. */
static const coding_stats_segment marked[] = {
    {0, 0, 75, 70},  {0, 0, 220, 30}, {0, 1, 30, 60},
    {0, 1, 150, 50}, {1, 0, 70, 80},  {1, 0, 205, 20},
    {1, 0, 250, 20}, {1, 1, 30, 60},  {1, 1, 150, 50}};
static const coding_stats_continuum continuum = {300, 2, 2, 9, marked};

static void
printed_alpha_of_passages(void **state)
{
    coding_context *context = check_context(NULL);
    static figures got;
    const coding_figure_sink sink = {figures_take, &got};

    (void)state;
    got.count = 0;
    assert_int_equal(coding_stats_unitizing(context, &continuum, &sink),
                     CODING_OK);
    assert_near(figures_at(&got, "alpha_u_code", 1, 0), .7286, 1e-4);
    assert_near(figures_at(&got, "alpha_u_code", 2, 0), 1, 0);
    assert_near(figures_of(&got, "alpha_u"), .859, 1e-3);
    /* 220-250 meets 205-225; 250-270 meets nothing: 2 of 2 and 2 of 3. */
    assert_near(figures_at(&got, "segment_f1", 1, 0), 4.0 / 5, 1e-15);
    /* Coded by a alone 225-250, by b alone 70-75, 145-150, 205-220, 250-270: 70
       positions apart, 100 and 120 marked: 1 - 599 x 70 / (220 x 380). */
    assert_near(figures_at(&got, "alpha_position", 1, 0),
                1 - 599 * 70.0 / (220 * 380.0), 1e-14);
    coding_context_free(context);
}

static void
passages_that_cannot_be(void **state)
{
    static const coding_stats_segment outside[] = {{0, 0, 5, 6}};
    static const coding_stats_segment empty[] = {{0, 0, 5, 0}};
    static const coding_stats_segment twice[] = {{0, 0, 5, 2}, {0, 0, 6, 2}};
    const coding_stats_continuum texts[] = {{10, 2, 1, 1, outside},
                                            {10, 2, 1, 1, empty},
                                            {10, 2, 1, 2, twice},
                                            {2000000000, 2, 1, 0, NULL}};
    coding_context *context = check_context(NULL);
    static figures got;
    const coding_figure_sink sink = {figures_take, &got};

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        got.count = 0;
        assert_int_equal(coding_stats_unitizing(context, &texts[i], &sink),
                         CODING_EDATA);
        assert_int_equal(got.count, 0);
    }
    coding_context_free(context);
}

/* {A}, {A} / {A,B}, {A}: J = 1/2 and M = 2/3, so 1 - 1/3. Values {A} three
   times, {A,B} once: Do = 2/4 x 2/3, De = 2 x 3 / (4 x 3) x 2/3. */
static const unsigned char coded[] = {1, 1, 1, 1};
static const unsigned char member[] = {1, 0, 1, 0, 1, 1, 1, 0};

static coding_status
compare_sets(coding_context *context, figures *got)
{
    const coding_figure_sink sink = {figures_take, got};
    const coding_stats_sets data = {2, 2, 2, coded, member};

    got->count = 0;
    return coding_stats_set_agreement(context, &data, &sink);
}

static void
sets_by_hand(void **state)
{
    coding_context *context = check_context(NULL);
    static figures got;

    (void)state;
    assert_int_equal(compare_sets(context, &got), CODING_OK);
    assert_near(figures_of(&got, "alpha_set_masi_do"), 1.0 / 3, 1e-14);
    assert_near(figures_of(&got, "alpha_set_masi_de"), 1.0 / 3, 1e-14);
    assert_near(figures_of(&got, "alpha_set_jaccard_do"), 1.0 / 4, 1e-14);
    assert_near(figures_at(&got, "code_percent_agreement", 2, 0), .5, 1e-15);
    coding_context_free(context);
}

/* 8 both, 2 program, 4 people, 6 neither. F1 = 16/22; kappa: 14/20 agree, by
   chance (10 x 12 + 10 x 8) / 400 = .5. */
static void
a_program_against_people(void **state)
{
    static const coding_stats_confusion codes[] = {{8, 2, 4, 6}, {0, 0, 0, 9}};
    static figures got;
    const coding_figure_sink sink = {figures_take, &got};

    (void)state;
    got.count = 0;
    assert_int_equal(coding_stats_validation(codes, 2, &sink), CODING_OK);
    assert_near(figures_at(&got, "precision", 1, 0), .8, 1e-15);
    assert_near(figures_at(&got, "recall", 1, 0), 8.0 / 12, 1e-15);
    assert_near(figures_at(&got, "f1", 1, 0), 16.0 / 22, 1e-15);
    assert_near(figures_at(&got, "kappa", 1, 0), .4, 1e-15);
    assert_near(figures_at(&got, "recall", 2, 0), (double)NAN, 0);
    assert_near(figures_at(&got, "f1_lo95", 2, 0), (double)NAN, 0);
    assert_near(figures_of(&got, "macro_f1"), 16.0 / 22, 1e-15);
    assert_near(figures_of(&got, "macro_codes"), 1, 0);
}

static coding_status
everything(coding_context *context)
{
    static figures got;
    const coding_figure_sink sink = {figures_take, &got};
    coding_status status = compare_sets(context, &got);

    return status == CODING_OK
               ? coding_stats_unitizing(context, &continuum, &sink)
               : status;
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
        cmocka_unit_test(printed_alpha_of_passages),
        cmocka_unit_test(passages_that_cannot_be),
        cmocka_unit_test(sets_by_hand),
        cmocka_unit_test(a_program_against_people),
        cmocka_unit_test(memory_runs_out_anywhere)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
