/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Agreement of coders against reference/stats/expected/agreement.tsv: published
   examples and the formulas in 60-digit arithmetic. A few printed values stand
   here alone, so that they are held without the shared material too. */
#include <coding/stats_agreement.h>

#include "check.h"
#include "reference/compare.h"

enum { LEVELS = 64 };

static bool
all_numbers(char (*levels)[COMPARE_CELL], size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char *end;

        (void)strtod(levels[i], &end);
        if (*end != '\0')
            return false;
    }
    return true;
}

static int
by_number(const void *a, const void *b)
{
    double x = strtod(a, NULL), y = strtod(b, NULL);

    return (x > y) - (x < y);
}

static int
by_bytes(const void *a, const void *b)
{
    return strcmp(a, b);
}

static size_t
find_levels(const compare_table *table, char (*levels)[COMPARE_CELL])
{
    size_t count = 0;

    for (size_t i = 0; i < table->rows * table->columns; i++) {
        const char *text = table->cells[i];

        if (i % table->columns == 0 || text[0] == '\0' ||
            compare_level(levels, count, text) < count)
            continue;
        assert_true(count < LEVELS);
        memcpy(levels[count++], text, COMPARE_CELL);
    }
    qsort(levels, count, sizeof *levels,
          all_numbers(levels, count) ? by_number : by_bytes);
    return count;
}

static void
compute(coding_context *context, const char *set, compare_list *got)
{
    char path[2 * COMPARE_TEXT];
    char levels[LEVELS][COMPARE_CELL];
    double values[LEVELS];
    coding_stats_codings data = {0};
    coding_figure_sink sink = compare_sink(got);
    compare_table table;
    uint32_t *coded;

    snprintf(path, sizeof path, "agreement/%s.tsv", set);
    table = compare_read(path);
    data.units = table.rows;
    data.coders = table.columns - 1;
    data.categories = find_levels(&table, levels);
    coded = calloc(data.units * data.coders, sizeof *coded);
    for (size_t i = 0; i < data.units; i++)
        for (size_t j = 0; j < data.coders; j++) {
            const char *text = table.cells[i * table.columns + j + 1];

            if (text[0] != '\0')
                coded[i * data.coders + j] =
                    (uint32_t)compare_level(levels, data.categories, text) + 1;
        }
    data.coded = coded;
    for (size_t c = 0; c < data.categories; c++)
        values[c] = strtod(levels[c], NULL);
    if (all_numbers(levels, data.categories))
        data.values = values;
    assert_int_equal(coding_stats_agreement(context, &data, &sink), CODING_OK);
    free(coded);
    compare_table_free(&table);
}

static void
every_figure_agrees(void **state)
{
    coding_context *context = check_context(NULL);
    compare_list expected;
    size_t compared = 0;
    size_t odd = 0;

    (void)state;
    if (compare_skips("expected/agreement.tsv"))
        skip();
    expected = compare_expected("agreement");
    for (const char *set = compare_next_set(&expected, NULL); set != NULL;
         set = compare_next_set(&expected, set)) {
        compare_list got = {0};

        compute(context, set, &got);
        odd += compare_set(&expected, set, &got, &compared);
        free(got.figures);
    }
    print_message("agreement: %zu figures compared, %zu odd\n", compared, odd);
    assert_int_equal(odd, 0);
    assert_int_equal(compared, expected.count);
    free(expected.figures);
    coding_context_free(context);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_figure_agrees)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
