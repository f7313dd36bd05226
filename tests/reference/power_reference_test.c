/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Power and n of chi-square tests against reference/stats/expected/power.tsv:
   R pwr and an independent 60-digit computation. */
#include <coding/stats_power.h>

#include "check.h"
#include "reference/compare.h"

static void
compute(coding_context *context, const char *set, compare_list *got)
{
    static const double sizes[] = {16, 48, 202, 1000};
    static const char *const names[] = {"power_n16", "power_n48", "power_n202",
                                        "power_n1000"};
    coding_stats_power_design design = {0};
    coding_figure_sink sink = compare_sink(got);

    assert_int_equal(sscanf(set, "w=%lf,df=%lf,alpha=%lf", &design.effect,
                            &design.df, &design.alpha),
                     3);
    for (size_t i = 0; i < 4; i++) {
        coding_figure figure = {names[i], 0, 0, 0};

        assert_int_equal(
            coding_stats_power(context, &design, sizes[i], &figure.value),
            CODING_OK);
        assert_int_equal(sink.take(sink.user, &figure), CODING_OK);
    }
    assert_int_equal(
        coding_stats_power_figures(context, &design, sizes[0], &sink),
        CODING_OK);
}

static void
every_figure_agrees(void **state)
{
    compare_list expected = compare_expected("power");
    coding_context *context = check_context(NULL);
    size_t compared = 0;
    size_t odd = 0;

    (void)state;
    for (const char *set = compare_next_set(&expected, NULL); set != NULL;
         set = compare_next_set(&expected, set)) {
        compare_list got = {0};

        compute(context, set, &got);
        odd += compare_set(&expected, set, &got, &compared);
        free(got.figures);
    }
    print_message("power: %zu figures compared, %zu odd\n", compared, odd);
    assert_int_equal(odd, 0);
    assert_int_equal(compared, expected.count);
    free(expected.figures);
    coding_context_free(context);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_figure_agrees)};

    if (compare_skips("expected/power.tsv"))
        return COMPARE_SKIP;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
