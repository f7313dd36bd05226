/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Stratified tables against reference/stats/expected/strata.tsv: R and an
   independent 60-digit computation of the published formulas. */
#include <coding/stats_strata.h>

#include "check.h"
#include "reference/compare.h"

static void
compute(coding_context *context, const char *set, compare_list *got)
{
    char path[2 * COMPARE_TEXT];
    compare_table data;
    size_t counts[3];
    coding_stats_strata_counts table = {0};
    coding_figure_sink sink = compare_sink(got);
    char(*names[3])[COMPARE_CELL];
    uint64_t *cells;

    snprintf(path, sizeof path, "strata/%s.tsv", set);
    data = compare_read(path);
    for (size_t j = 0; j < 3; j++) {
        names[j] = malloc(data.rows * sizeof *names[j]);
        counts[j] = compare_levels(&data, j, false, names[j]);
    }
    cells = calloc(counts[0] * counts[1] * counts[2], sizeof *cells);
    for (size_t i = 0; i < data.rows; i++) {
        size_t at = 0;

        for (size_t j = 0; j < 3; j++)
            at = at * counts[j] +
                 compare_level(names[j], counts[j], data.cells[i * 4 + j]);
        cells[at] = strtoull(data.cells[i * 4 + 3], NULL, 10);
    }
    table =
        (coding_stats_strata_counts){cells, counts[0], counts[1], counts[2]};
    assert_int_equal(coding_stats_strata(context, &table, &sink), CODING_OK);
    for (size_t j = 0; j < 3; j++)
        free(names[j]);
    free(cells);
    compare_table_free(&data);
}

static void
every_figure_agrees(void **state)
{
    compare_list expected = compare_expected("strata");
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
    print_message("strata: %zu figures compared, %zu odd\n", compared, odd);
    assert_int_equal(odd, 0);
    assert_int_equal(compared, expected.count);
    free(expected.figures);
    coding_context_free(context);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_figure_agrees)};

    if (compare_skips("expected/strata.tsv"))
        return COMPARE_SKIP;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
