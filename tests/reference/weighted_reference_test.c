/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Weighted tables against reference/stats/expected/weighted.tsv: R survey and
   an independent 60-digit computation. */
#include <coding/stats_weighted.h>

#include "check.h"
#include "reference/compare.h"

static void
compute(coding_context *context, const char *set, compare_list *got)
{
    char path[2 * COMPARE_TEXT];
    compare_table table;
    coding_figure_sink sink = compare_sink(got);
    coding_stats_weighted_data data = {0};
    char(*rows)[COMPARE_CELL];
    char(*columns)[COMPARE_CELL];
    size_t *row;
    size_t *column;
    double *weight;

    snprintf(path, sizeof path, "weighted/%s.tsv", set);
    table = compare_read(path);
    rows = malloc(table.rows * sizeof *rows);
    columns = malloc(table.rows * sizeof *columns);
    data.respondents = table.rows;
    data.rows = compare_levels(&table, 0, true, rows);
    data.columns = compare_levels(&table, 1, true, columns);
    data.row = row = malloc(table.rows * sizeof *row);
    data.column = column = malloc(table.rows * sizeof *column);
    data.weight = weight = malloc(table.rows * sizeof *weight);
    for (size_t i = 0; i < table.rows; i++) {
        row[i] = compare_level(rows, data.rows, table.cells[i * 3]);
        column[i] =
            compare_level(columns, data.columns, table.cells[i * 3 + 1]);
        weight[i] = strtod(table.cells[i * 3 + 2], NULL);
    }
    assert_int_equal(coding_stats_weighted(context, &data, &sink), CODING_OK);
    free(rows);
    free(columns);
    free(row);
    free(column);
    free(weight);
    compare_table_free(&table);
}

static void
every_figure_agrees(void **state)
{
    compare_list expected = compare_expected("weighted");
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
    print_message("weighted: %zu figures compared, %zu odd\n", compared, odd);
    assert_int_equal(odd, 0);
    assert_int_equal(compared, expected.count);
    free(expected.figures);
    coding_context_free(context);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_figure_agrees)};

    if (compare_skips("expected/weighted.tsv"))
        return COMPARE_SKIP;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
