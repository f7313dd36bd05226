/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Ranked mentions against reference/stats/expected/ranked.tsv: R and an
   independent 60-digit computation. */
#include <coding/stats_ranked.h>

#include "check.h"
#include "reference/compare.h"

/* The data hold scores: 3, 2, 1 for the first, second and third mention. */
static void
compute(coding_context *context, const char *set, compare_list *got)
{
    char path[2 * COMPARE_TEXT];
    compare_table table;
    coding_figure_sink sink = compare_sink(got);
    coding_stats_ranks data = {.top = 3};
    unsigned char *rank;

    snprintf(path, sizeof path, "ranked/%s.tsv", set);
    table = compare_read(path);
    data.respondents = table.rows;
    data.items = table.columns - 1;
    rank = malloc(data.respondents * data.items);
    for (size_t i = 0; i < data.respondents; i++) {
        for (size_t j = 0; j < data.items; j++) {
            int score = table.cells[i * table.columns + j + 1][0] - '0';

            rank[i * data.items + j] =
                (unsigned char)(score > 0 ? 4 - score : 0);
        }
    }
    data.rank = rank;
    assert_int_equal(coding_stats_ranked(context, &data, &sink), CODING_OK);
    free(rank);
    compare_table_free(&table);
}

static void
every_figure_agrees(void **state)
{
    compare_list expected = compare_expected("ranked");
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
    print_message("ranked: %zu figures compared, %zu odd\n", compared, odd);
    assert_int_equal(odd, 0);
    assert_int_equal(compared, expected.count);
    free(expected.figures);
    coding_context_free(context);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_figure_agrees)};

    if (compare_skips("expected/ranked.tsv"))
        return COMPARE_SKIP;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
