/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Goodness of fit, limits of a proportion and adjusted p-values against
   reference/stats/expected: R and an unrelated 60-digit computation. */
#include <coding/stats_adjust.h>
#include <coding/stats_gof.h>
#include <coding/stats_proportion.h>

#include "check.h"
#include "reference/compare.h"

static void
compute_fit(coding_context *context, const char *set, compare_list *got)
{
    char path[2 * COMPARE_TEXT];
    coding_figure_sink sink = compare_sink(got);
    coding_stats_oneway fit = {0};
    compare_table data;
    uint64_t counts[256];
    double probabilities[256];

    snprintf(path, sizeof path, "gof/%s.tsv", set);
    data = compare_read(path);
    assert_true(data.rows <= 256);
    for (size_t i = 0; i < data.rows; i++) {
        counts[i] = strtoull(data.cells[i * data.columns + 1], NULL, 10);
        probabilities[i] = strtod(data.cells[i * data.columns + 2], NULL);
    }
    fit = (coding_stats_oneway){counts, probabilities, data.rows};
    assert_int_equal(coding_stats_gof(context, &fit, &sink), CODING_OK);
    compare_table_free(&data);
}

/* The set's name is "x/n". */
static void
compute_proportion(coding_context *context, const char *set, compare_list *got)
{
    coding_figure_sink sink = compare_sink(got);
    char *end = NULL;
    uint64_t x = strtoull(set, &end, 10);

    (void)context;
    assert_int_equal(*end, '/');
    assert_int_equal(
        coding_stats_proportion(x, strtoull(end + 1, NULL, 10), &sink),
        CODING_OK);
}

static const compare_list *expected_now; /* where the p-values stand */

static void
compute_adjusted(coding_context *context, const char *set, compare_list *got)
{
    coding_figure_sink sink = compare_sink(got);
    double p[256];
    double adjusted[256];
    size_t count = 0;

    for (size_t i = 0; i < expected_now->count; i++) {
        const compare_figure *one = &expected_now->figures[i];

        if (strcmp(one->set, set) != 0 || strcmp(one->statistic, "p") != 0)
            continue;
        assert_true(count < 256);
        p[count++] = one->value;
    }
    for (int m = CODING_STATS_HOLM; m <= (int)CODING_STATS_BY; m++) {
        coding_stats_adjustment method = (coding_stats_adjustment)m;

        assert_int_equal(
            coding_stats_adjust(context, method, p, count, adjusted),
            CODING_OK);
        for (size_t i = 0; i < count; i++) {
            coding_figure one = {coding_stats_adjustment_name(method), i + 1, 0,
                                 adjusted[i]};

            assert_int_equal(sink.take(sink.user, &one), CODING_OK);
        }
    }
    for (size_t i = 0; i < count; i++) {
        coding_figure one = {"p", i + 1, 0, p[i]};

        assert_int_equal(sink.take(sink.user, &one), CODING_OK);
    }
}

static void
compare_file(const char *name,
             void (*compute)(coding_context *context, const char *set,
                             compare_list *got))
{
    compare_list expected = compare_expected(name);
    coding_context *context = check_context(NULL);
    size_t compared = 0;
    size_t odd = 0;

    expected_now = &expected;
    for (const char *set = compare_next_set(&expected, NULL); set != NULL;
         set = compare_next_set(&expected, set)) {
        compare_list got = {0};

        compute(context, set, &got);
        odd += compare_set(&expected, set, &got, &compared);
        free(got.figures);
    }
    print_message("%s: %zu figures compared, %zu odd\n", name, compared, odd);
    assert_int_equal(odd, 0);
    assert_int_equal(compared, expected.count);
    free(expected.figures);
    coding_context_free(context);
}

static void
fits_agree(void **state)
{
    (void)state;
    compare_file("gof", compute_fit);
}

static void
proportions_agree(void **state)
{
    (void)state;
    compare_file("proportion", compute_proportion);
}

static void
adjusted_p_agree(void **state)
{
    (void)state;
    compare_file("padjust", compute_adjusted);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(fits_agree),
                                       cmocka_unit_test(proportions_agree),
                                       cmocka_unit_test(adjusted_p_agree)};
    FILE *file = compare_open("expected/gof.tsv");

    if (file == NULL) {
        puts("skipped: reference/stats/expected/gof.tsv is not there");
        return COMPARE_SKIP;
    }
    fclose(file);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
