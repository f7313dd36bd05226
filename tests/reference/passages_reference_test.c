/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sets of codes, passages that coders marked, and a program against people:
   reference/stats/expected/agreement_sets.tsv, agreement_unitizing.tsv and
   validation.tsv. */
#include <coding/stats_agreement.h>
#include <coding/stats_unitizing.h>
#include <coding/stats_validation.h>

#include "check.h"
#include "reference/compare.h"

enum { CODES = 26, MOST = 100 };

static void
hold(const char *file, void (*compute)(coding_context *context, const char *set,
                                       compare_list *got))
{
    coding_context *context = check_context(NULL);
    char name[COMPARE_TEXT];
    compare_list expected;
    size_t compared = 0;
    size_t odd = 0;

    snprintf(name, sizeof name, "expected/%s.tsv", file);
    if (compare_skips(name)) {
        coding_context_free(context);
        skip();
    }
    expected = compare_expected(file);
    for (const char *set = compare_next_set(&expected, NULL); set != NULL;
         set = compare_next_set(&expected, set)) {
        compare_list got = {0};

        compute(context, set, &got);
        odd += compare_set(&expected, set, &got, &compared);
        free(got.figures);
    }
    print_message("%s: %zu figures compared, %zu odd\n", file, compared, odd);
    assert_int_equal(odd, 0);
    assert_int_equal(compared, expected.count);
    free(expected.figures);
    coding_context_free(context);
}

/* Codes are letters from A on. */
static void
compute_sets(coding_context *context, const char *set, compare_list *got)
{
    char path[2 * COMPARE_TEXT];
    unsigned char coded[MOST] = {0};
    unsigned char member[MOST * CODES] = {0};
    coding_stats_sets data = {.codes = 0, .coded = coded, .member = member};
    coding_figure_sink sink = compare_sink(got);
    compare_table table;

    snprintf(path, sizeof path, "agreement_sets/%s.tsv", set);
    table = compare_read(path);
    data.units = table.rows;
    data.coders = table.columns - 1;
    assert_true(data.units * data.coders <= MOST);
    for (size_t i = 0; i < table.rows * table.columns; i++)
        for (const char *at = table.cells[i];
             i % table.columns > 0 && *at != '\0'; at++)
            if (*at >= 'A' && (size_t)(*at - 'A') + 1 > data.codes && *at < '{')
                data.codes = (size_t)(*at - 'A') + 1;
    for (size_t i = 0; i < data.units * data.coders; i++) {
        const char *cell =
            table.cells[i / data.coders * table.columns + i % data.coders + 1];

        coded[i] = *cell != '\0';
        for (; *cell != '\0'; cell++)
            if (*cell >= 'A' && *cell <= 'Z')
                member[i * data.codes + (size_t)(*cell - 'A')] = 1;
    }
    assert_int_equal(coding_stats_set_agreement(context, &data, &sink),
                     CODING_OK);
    compare_table_free(&table);
}

static void
sets_agree(void **state)
{
    (void)state;
    hold("agreement_sets", compute_sets);
}

/* The number of the text among those seen; added when it is new. */
static uint32_t
number_of(char (*names)[COMPARE_CELL], size_t *count, const char *text)
{
    size_t found = compare_level(names, *count, text);

    if (found == *count) {
        snprintf(names[*count], COMPARE_CELL, "%s", text);
        (*count)++;
    }
    return (uint32_t)found;
}

/* Codes stand in order of their names in these files' first coder. */
static void
compute_unitizing(coding_context *context, const char *set, compare_list *got)
{
    char path[2 * COMPARE_TEXT], coder[COMPARE_CELL], code[COMPARE_CELL];
    char coders[MOST][COMPARE_CELL], codes[MOST][COMPARE_CELL];
    coding_stats_segment segments[MOST];
    coding_stats_continuum data = {.segments = segments};
    coding_figure_sink sink = compare_sink(got);
    unsigned long length, begin;
    char line[256];
    FILE *file;

    snprintf(path, sizeof path, "agreement_unitizing/%s.tsv", set);
    file = compare_open(path);
    assert_non_null(file);
    assert_non_null(fgets(line, sizeof line, file));
    assert_int_equal(sscanf(line, "# length %lu", &length), 1);
    data.length = length;
    assert_non_null(fgets(line, sizeof line, file));
    while (fgets(line, sizeof line, file) != NULL) {
        assert_int_equal(
            sscanf(line, "%39s %lu %lu %39s", coder, &begin, &length, code), 4);
        assert_true(data.count < MOST);
        segments[data.count++] = (coding_stats_segment){
            .coder = number_of(coders, &data.coders, coder),
            .code = number_of(codes, &data.codes, code),
            .begin = begin,
            .length = length};
    }
    fclose(file);
    assert_int_equal(coding_stats_unitizing(context, &data, &sink), CODING_OK);
}

static void
passages_agree(void **state)
{
    (void)state;
    hold("agreement_unitizing", compute_unitizing);
}

static void
compute_validation(coding_context *context, const char *set, compare_list *got)
{
    char path[2 * COMPARE_TEXT];
    coding_stats_confusion codes[MOST];
    coding_figure_sink sink = compare_sink(got);
    compare_table table;

    (void)context;
    snprintf(path, sizeof path, "validation/%s.tsv", set);
    table = compare_read(path);
    assert_true(table.rows <= MOST && table.columns == 5);
    for (size_t i = 0; i < table.rows; i++)
        codes[i] =
            (coding_stats_confusion){strtoul(table.cells[5 * i + 1], NULL, 10),
                                     strtoul(table.cells[5 * i + 2], NULL, 10),
                                     strtoul(table.cells[5 * i + 3], NULL, 10),
                                     strtoul(table.cells[5 * i + 4], NULL, 10)};
    assert_int_equal(coding_stats_validation(codes, table.rows, &sink),
                     CODING_OK);
    compare_table_free(&table);
}

static void
validation_agrees(void **state)
{
    (void)state;
    hold("validation", compute_validation);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(sets_agree),
                                       cmocka_unit_test(passages_agree),
                                       cmocka_unit_test(validation_agrees)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
