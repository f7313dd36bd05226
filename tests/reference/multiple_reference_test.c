/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Multiple-response questions against
   reference/stats/expected/multiresponse.tsv: R, MRCV and an independent
   60-digit computation of the published formulas. */
#include <coding/stats_multiple.h>

#include "check.h"
#include "reference/compare.h"

/* The columns from first on whose header begins with initial, as 0 and 1. */
static unsigned char *
answers(const compare_table *table, size_t first, size_t count)
{
    unsigned char *named = malloc(table->rows * count);

    for (size_t i = 0; i < table->rows; i++)
        for (size_t j = 0; j < count; j++)
            named[i * count + j] =
                table->cells[i * table->columns + first + j][0] == '1';
    return named;
}

static void
compute_pairs(coding_context *context, const compare_table *table,
              compare_list *got)
{
    coding_figure_sink sink = compare_sink(got);
    coding_stats_mention_pairs data = {.respondents = table->rows};
    unsigned char *rows;
    unsigned char *columns;

    for (size_t j = 1; j < table->columns; j++)
        data.row_items += table->header[j][0] == 'w';
    data.column_items = table->columns - 1 - data.row_items;
    data.row_named = rows = answers(table, 1, data.row_items);
    data.column_named = columns =
        answers(table, 1 + data.row_items, data.column_items);
    assert_int_equal(coding_stats_pairwise(context, &data, &sink), CODING_OK);
    free(rows);
    free(columns);
}

static void
compute_groups(coding_context *context, const compare_table *table,
               compare_list *got)
{
    char(*levels)[COMPARE_CELL] = malloc(table->rows * sizeof *levels);
    coding_figure_sink sink = compare_sink(got);
    coding_stats_permutation permutation = {.samples = 1000};
    unsigned char *named = answers(table, 2, table->columns - 2);
    size_t *group = malloc(table->rows * sizeof *group);
    coding_stats_mentions data = {named, group, table->rows, table->columns - 2,
                                  compare_levels(table, 1, true, levels)};

    for (size_t i = 0; i < table->rows; i++)
        group[i] = compare_level(levels, data.groups,
                                 table->cells[i * table->columns + 1]);
    assert_int_equal(coding_stats_multiple(context, &data, &sink), CODING_OK);
    assert_int_equal(
        coding_stats_multiple_permute(context, &data, &permutation, &sink),
        CODING_OK);
    free(levels);
    free(named);
    free(group);
}

static void
every_figure_agrees(void **state)
{
    compare_list expected = compare_expected("multiresponse");
    coding_context *context = check_context(NULL);
    size_t compared = 0;
    size_t odd = 0;

    (void)state;
    for (const char *set = compare_next_set(&expected, NULL); set != NULL;
         set = compare_next_set(&expected, set)) {
        char path[2 * COMPARE_TEXT];
        compare_list got = {0};
        compare_table table;

        snprintf(path, sizeof path, "multiresponse/%s.tsv", set);
        table = compare_read(path);
        if (strcmp(table.header[1], "group") == 0)
            compute_groups(context, &table, &got);
        else
            compute_pairs(context, &table, &got);
        odd += compare_set(&expected, set, &got, &compared);
        compare_table_free(&table);
        free(got.figures);
    }
    print_message("multiresponse: %zu figures compared, %zu odd\n", compared,
                  odd);
    assert_int_equal(odd, 0);
    assert_int_equal(compared, expected.count);
    free(expected.figures);
    coding_context_free(context);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_figure_agrees)};

    if (compare_skips("expected/multiresponse.tsv"))
        return COMPARE_SKIP;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
