/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rehearsals: counted by hand on a few sentences. What codebook(1) prints is
   in tests/golden/codebook. */
#include <coding/rehearsal.h>

#include "check.h"
#include "rehearsal/rehearsal_inside.h"

/* Findings as "kind:code:pattern ", and their figures. */
typedef struct {
    char kinds[2000];
} findings;

static coding_status
note(void *user, const coding_row *row)
{
    findings *all = user;
    const coding_core core = coding_core_of(row->columns);

    (void)snprintf(all->kinds + strlen(all->kinds),
                   sizeof all->kinds - strlen(all->kinds), "%.*s:%.*s:%.*s ",
                   (int)coding_row_cell(row, core.statistic).length,
                   coding_row_cell(row, core.statistic).at,
                   (int)coding_row_cell(row, core.code).length,
                   coding_row_cell(row, core.code).at,
                   (int)coding_row_cell(row, core.pattern).length,
                   coding_row_cell(row, core.pattern).at);
    return CODING_OK;
}

static void
literal_words_are_counted(void **state)
{
    static const struct {
        const char *regex;
        size_t words;
        const char *run;
    } cases[] = {
        {"\\btrust\\b", 1, "trust"},
        {"\\bwho owns what\\b", 3, "who owns what"},
        {"we\\s+never\\sknow[ ]where\\x20we stand", 6,
         "we\\s+never\\sknow[ ]where\\x20we stand"},
        {"govern(s|ed) the deal", 2, "the deal"},
        {"roles? and duties", 2, "and duties"},
        {"do(n't| not) know", 1, "do"},
        {"one two|three four five", 3, "three four five"},
        {"co-creation isn't R\\&D", 3, "co-creation isn't R\\&D"},
        {"[a-z]+", 0, ""},
        {"\\w+ of \\w+", 1, "of"},
        {"d\xC3\xA9j\xC3\xA0 vu encore", 3, "d\xC3\xA9j\xC3\xA0 vu encore"},
        {"[]a b c] (?<named>x) y{2,3}", 1, ""},
        {"(?:not |never )sure of it all", 4, "sure of it all"},
        {"", 0, ""},
        {"a\\", 1, "a"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        coding_span regex = coding_span_of(cases[i].regex), run;
        size_t at = 0, length = 0;

        if (literal_words(regex, &at, &length) != cases[i].words)
            fail_msg("%s", cases[i].regex);
        run = coding_span_trim((coding_span){regex.at + at, length});
        if (cases[i].words > 1)
            assert_span(run, cases[i].run);
    }
}

static const char book_text[] = "codebook: a\n\n"
                                "code: trust\n"
                                "match: \\btrust\\b\n"
                                "id: one\n"
                                "match: \\btrust them\\b\n"
                                "id: two\n"
                                "example: I trust you.\n"
                                "counterexample: no\n\n"
                                "code: both\n"
                                "all: code:trust ,, \\bfaith\\b\n"
                                "example: Trust and faith.\n"
                                "counterexample: faith\n";

static coding_status
rehearse(coding_context *context, const char *text, findings *found,
         coding_rehearsal_counts *counts)
{
    coding_columns *columns = NULL;
    coding_codebook *book = NULL;
    coding_rehearsal *all = NULL;
    const coding_codebook *books[1];
    coding_rehearsal_options options = {.book_count = 1, .generality = true};
    coding_status status = coding_columns_new(context, &columns);

    if (status == CODING_OK)
        status = coding_rehearsal_columns(columns);
    if (status == CODING_OK)
        status = coding_codebook_parse(context, "a.codebook",
                                       coding_span_of(text), &book);
    books[0] = book;
    options.books = books;
    if (status == CODING_OK)
        status = coding_rehearsal_new(context, &options, columns,
                                      (coding_row_sink){note, found}, &all);
    if (status == CODING_OK)
        status = coding_rehearsal_examples(all);
    if (status == CODING_OK)
        status = coding_rehearsal_patterns(all);
    if (all != NULL)
        *counts = coding_rehearsal_count(all);
    coding_rehearsal_free(all);
    coding_codebook_free(book);
    coding_columns_free(columns);
    return status;
}

static void
rules_are_tested_by_themselves(void **state)
{
    check_messages said;
    coding_context *context = check_context(&said);
    findings found = {""};
    coding_rehearsal_counts counts = {0};

    (void)state;
    assert_int_equal(rehearse(context, book_text, &found, &counts), CODING_OK);
    /* No example has "trust them". */
    assert_string_equal(found.kinds, "never-tested:trust:two ");
    assert_int_equal(counts.codes, 2);
    assert_int_equal(counts.rules, 3);
    assert_int_equal(counts.examples, 2);
    assert_int_equal(counts.counterexamples, 2);
    assert_int_equal(counts.failed, 0);
    assert_int_equal(counts.findings, 1);
    assert_int_equal(said.count, 0);
    coding_context_free(context);
}

static void
codebooks_without_rules_are_no_fault(void **state)
{
    coding_context *context = check_context(NULL);
    findings found = {""};
    coding_rehearsal_counts counts = {0};

    (void)state;
    assert_int_equal(rehearse(context,
                              "codebook: a\n\ncode: b\n"
                              "counterexample: nothing finds this\n",
                              &found, &counts),
                     CODING_OK);
    assert_string_equal(found.kinds, "");
    assert_int_equal(counts.failed, 0);
    coding_context_free(context);
}

static void
failed_examples_are_counted(void **state)
{
    check_messages said;
    coding_context *context = check_context(&said);
    findings found = {""};
    coding_rehearsal_counts counts = {0};

    (void)state;
    assert_int_equal(rehearse(context,
                              "codebook: a\n\ncode: b\nmatch: x\n"
                              "example: y\ncounterexample: x\nexample: x\n",
                              &found, &counts),
                     CODING_EUSAGE);
    assert_int_equal(counts.failed, 2);
    assert_int_equal(said.count, 2);
    assert_string_equal(said.ids[0], "example-missed");
    assert_int_equal(said.lines[0], 5);
    assert_int_equal(said.columns[0], 10);
    assert_string_equal(said.ids[1], "counterexample-found");
    assert_int_equal(said.lines[1], 6);
    coding_context_free(context);
}

static coding_status
rehearse_once(coding_context *context)
{
    findings found = {""};
    coding_rehearsal_counts counts = {0};

    return rehearse(context,
                    "codebook: a\n\ncode: b\nmatch: x\nonly: side=c\n"
                    "all: code:d ,, y\nexample: x\ncounterexample: z\n\n"
                    "code: d\nmatch: z\nimplies: e\n\ncode: e\n",
                    &found, &counts);
}

static void
lack_of_memory_is_a_status(void **state)
{
    (void)state;
    check_every_failure(rehearse_once);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(literal_words_are_counted),
        cmocka_unit_test(rules_are_tested_by_themselves),
        cmocka_unit_test(codebooks_without_rules_are_no_fault),
        cmocka_unit_test(failed_examples_are_counted),
        cmocka_unit_test(lack_of_memory_is_a_status),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
