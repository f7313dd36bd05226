/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a codebook's text becomes: every expected value is read off the text
   by eye, by the rules of docs/format/codebook.md. */
#include <coding/codebook.h>

#include "check.h"

static coding_codebook *
parsed(coding_context *context, const char *text)
{
    coding_codebook *book = NULL;

    assert_int_equal(coding_codebook_parse(context, "a.codebook",
                                           coding_span_of(text), &book),
                     CODING_OK);
    return book;
}

/* The first code of HEADER + text. */
static const coding_code *
first_code(coding_context *context, const char *text, coding_codebook **book)
{
    char whole[2000];

    (void)snprintf(whole, sizeof whole, "codebook: a\n\ncode: trust\n%s", text);
    *book = parsed(context, whole);
    return &coding_codebook_content(*book)->codes[0];
}

static void
header_has_its_fields_and_defaults(void **state)
{
    coding_context *context = check_context(NULL);
    coding_codebook *book = parsed(
        context, "\xEF\xBB\xBF# factors\r\ncodebook: factors\r\n"
                 "version: 2\r\nfacet: factor\r\nlabel: Success factors\r\n"
                 "language: de\r\ncues: none\r\noverlap: longest\r\n\r\n"
                 "code: trust\r\nmatch: \\btrust\\b  \r\n");
    const coding_codebook_data *data = coding_codebook_content(book);

    (void)state;
    assert_span(data->name, "factors");
    assert_span(data->version, "2");
    assert_span(data->facet, "factor");
    assert_span(data->label, "Success factors");
    assert_span(data->language, "de");
    assert_span(data->cues, "none");
    assert_int_equal(data->overlap, CODING_OVERLAP_LONGEST);
    assert_int_equal(data->code_count, 1);
    assert_span(data->codes[0].rules[0].patterns[0].regex, "\\btrust\\b");
    coding_codebook_free(book);

    book = parsed(context, "codebook: f\n\ncode: a\n");
    data = coding_codebook_content(book);
    assert_span(data->version, "1");
    assert_span(data->facet, "f");
    assert_span(data->label, "f");
    assert_span(data->language, "en");
    assert_span(data->cues, "");
    assert_int_equal(data->overlap, CODING_OVERLAP_ALL);
    assert_int_equal(data->codes[0].rule_count, 0);
    assert_span(data->codes[0].label, "a");
    /* printf 'codebook: f\n\ncode: a\n' | sha256sum */
    assert_string_equal(data->sha256, "8a3ff8c76c21328bf049110b38836831"
                                      "529e7f011d0e042c4392c92a4c847a61");
    coding_codebook_free(book);
    coding_context_free(context);
}

static void
definitions_are_kept_and_joined(void **state)
{
    coding_context *context = check_context(NULL);
    coding_codebook *book = NULL;
    const coding_code *code = first_code(context,
                                         "label: Trust and faith\n"
                                         "family: people\n"
                                         "brief: One relies on the other\n"
                                         "\twithout checking\n"
                                         "# a comment does not end the field\n"
                                         "  every step\n"
                                         "full: The long text\n"
                                         "when: they rely\n"
                                         "when: they believe\n"
                                         "not: a trust fund\n"
                                         "example: We trust them.\n"
                                         "counterexample: The trust fund.\n"
                                         "example: I have faith: in them.\n",
                                         &book);

    (void)state;
    assert_span(code->label, "Trust and faith");
    assert_span(code->family, "people");
    assert_span(code->brief,
                "One relies on the other without checking every step");
    assert_span(code->full, "The long text");
    assert_span(code->when_to_use, "they rely; they believe");
    assert_span(code->when_not, "a trust fund");
    assert_int_equal(code->example_count, 2);
    assert_span(code->examples[1].text, "I have faith: in them.");
    assert_int_equal(code->examples[1].place.line, 16);
    assert_int_equal(code->examples[1].place.column, 10);
    assert_int_equal(code->counterexample_count, 1);
    assert_int_equal(code->place.line, 3);
    coding_codebook_free(book);
    coding_context_free(context);
}

static void
rules_are_named_by_kind_or_by_id(void **state)
{
    coding_context *context = check_context(NULL);
    coding_codebook *book = NULL;
    const coding_code *code = first_code(context,
                                         "match: a\n"
                                         "any: b ,, c\n"
                                         "near: 5 d ,, e\n"
                                         "then: 0 f ,, g\n"
                                         "id: first\n"
                                         "any: h ,, i\n"
                                         "id: two\n"
                                         "match: j\n",
                                         &book);
    static const char *const ids[] = {
        "trust.match.1", "trust.match.2", "trust.match.3", "trust.near.1",
        "first",         "two.1",         "two.2",         "trust.match.6"};

    (void)state;
    assert_int_equal(code->rule_count, 8);
    for (size_t i = 0; i < 8; i++)
        assert_span(code->rules[i].id, ids[i]);
    assert_int_equal(code->rules[3].kind, CODING_RULE_NEAR);
    assert_int_equal(code->rules[3].distance, 5);
    assert_span(code->rules[3].patterns[0].regex, "d");
    assert_span(code->rules[3].patterns[1].regex, "e");
    assert_int_equal(code->rules[3].patterns[1].place.line, 6);
    assert_int_equal(code->rules[3].patterns[1].place.column, 14);
    assert_int_equal(code->rules[4].kind, CODING_RULE_THEN);
    assert_int_equal(code->rules[4].distance, 0);
    assert_int_equal(code->rules[5].kind, CODING_RULE_MATCH);
    assert_int_equal(coding_codebook_content(book)->rule_count, 8);
    coding_codebook_free(book);
    coding_context_free(context);
}

static void
guards_hold_for_all_rules_or_for_one(void **state)
{
    coding_context *context = check_context(NULL);
    coding_codebook *book = NULL;
    const coding_code *code = first_code(context,
                                         "unless: u1\n"
                                         "only: side=client | both sides\n"
                                         "within: turn\n"
                                         "weight: 2\n"
                                         "match: a\n"
                                         "all: b ,, c\n"
                                         "unless: u2\n"
                                         "none: n1 ,, n2\n"
                                         "within: answer\n"
                                         "weight: -0.5\n"
                                         "only: question=top3\n"
                                         "match: d\n"
                                         "unless: u3\n",
                                         &book);
    const coding_rule *rules = code->rules;

    (void)state;
    assert_int_equal(rules[0].unless_count, 1);
    assert_span(rules[0].unless[0].regex, "u1");
    assert_int_equal(rules[0].only_count, 1);
    assert_span(rules[0].only[0].name, "side");
    assert_int_equal(rules[0].only[0].value_count, 2);
    assert_span(rules[0].only[0].values[0], "client");
    assert_span(rules[0].only[0].values[1], "both sides");
    assert_int_equal(rules[0].within, CODING_WITHIN_TURN);
    assert_near(rules[0].weight, 2, 0);
    assert_int_equal(rules[0].none_count, 0);

    assert_int_equal(rules[1].kind, CODING_RULE_ALL);
    assert_int_equal(rules[1].pattern_count, 2);
    assert_int_equal(rules[1].unless_count, 2);
    assert_span(rules[1].unless[0].regex, "u1");
    assert_span(rules[1].unless[1].regex, "u2");
    assert_int_equal(rules[1].none_count, 2);
    assert_span(rules[1].none[1].regex, "n2");
    assert_int_equal(rules[1].within, CODING_WITHIN_ANSWER);
    assert_near(rules[1].weight, -0.5, 0);
    assert_int_equal(rules[1].only_count, 2);
    assert_span(rules[1].only[1].name, "question");

    assert_int_equal(rules[2].unless_count, 2);
    assert_span(rules[2].unless[1].regex, "u3");
    assert_int_equal(rules[2].none_count, 0);
    assert_int_equal(rules[2].within, CODING_WITHIN_TURN);
    coding_codebook_free(book);
    coding_context_free(context);
}

static void
commas_separate_only_between_spaces(void **state)
{
    coding_context *context = check_context(NULL);
    coding_codebook *book = NULL;
    const coding_code *code =
        first_code(context, "all: a,,b ,, c{1,,2}\t,, d e\n", &book);

    (void)state;
    assert_int_equal(code->rules[0].pattern_count, 3);
    assert_span(code->rules[0].patterns[0].regex, "a,,b");
    assert_span(code->rules[0].patterns[1].regex, "c{1,,2}");
    assert_span(code->rules[0].patterns[2].regex, "d e");
    coding_codebook_free(book);
    coding_context_free(context);
}

static void
codes_are_looked_up(void **state)
{
    coding_context *context = check_context(NULL);
    coding_codebook *book = NULL;
    const coding_code *code =
        first_code(context,
                   "any: code:later ,, x\n"
                   "all: code:a/later ,, code:other/thing\n"
                   "none: code:later\n"
                   "implies: third\n"
                   "implies: other/thing\n"
                   "\ncode: later\nmatch: y\n"
                   "\ncode: third\n",
                   &book);

    (void)state;
    assert_span(code->rules[0].patterns[0].name, "later");
    assert_span(code->rules[0].patterns[0].regex, "");
    assert_span(code->rules[0].patterns[0].text, "code:later");
    assert_int_equal(code->rules[0].patterns[0].code, 1);
    assert_true(code->rules[1].patterns[0].code == CODING_NO_CODE);
    assert_span(code->rules[1].patterns[0].regex, "x");
    assert_int_equal(code->rules[2].patterns[0].code, 1);
    assert_span(code->rules[2].patterns[0].facet, "");
    assert_true(code->rules[2].patterns[1].code == CODING_NO_CODE);
    assert_span(code->rules[2].patterns[1].facet, "other");
    assert_span(code->rules[2].patterns[1].name, "thing");
    assert_int_equal(code->rules[2].none[0].code, 1);
    assert_int_equal(code->implies_count, 2);
    assert_int_equal(code->implies[0].code, 2);
    assert_span(code->implies[1].facet, "other");
    assert_int_equal(coding_codebook_find(book, coding_span_of("later")), 1);
    assert_true(coding_codebook_find(book, coding_span_of("x")) ==
                CODING_NO_CODE);
    coding_codebook_free(book);
    coding_context_free(context);
}

static void
wildcards_become_whole_words(void **state)
{
    static const char *const cases[][2] = {
        {"govern*", "\\bgovern\\w*\\b"},
        {"wom?n", "\\bwom\\wn\\b"},
        {"co-creation", "\\bco\\-creation\\b"},
        {"R&D", "\\bR\\&D\\b"},
        {"high   trust", "\\bhigh\\s+trust\\b"},
        {".net", "(?<!\\w)\\.net\\b"},
        {"c++", "\\bc\\+\\+(?!\\w)"},
        {"*-able*", "(?<!\\w)\\w*\\-able\\w*\\b"},
        {"**x_1", "\\b\\w*x_1\\b"},
        {"caf\xC3\xA9", "\\bcaf\xC3\xA9\\b"},
    };
    coding_context *context = check_context(NULL);

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        coding_codebook *book = NULL;
        const coding_code *code;
        char text[100];

        (void)snprintf(text, sizeof text, "glob: %s\n", cases[i][0]);
        code = first_code(context, text, &book);
        assert_int_equal(code->rules[0].kind, CODING_RULE_GLOB);
        assert_span(code->rules[0].id, "trust.glob.1");
        assert_span(code->rules[0].patterns[0].regex, cases[i][1]);
        coding_codebook_free(book);
    }
    coding_context_free(context);
}

static void
code_records_stand_alone(void **state)
{
    static const char record[] = "code: trust\n"
                                 "brief: two lines\n"
                                 "any: code:later ,, x\n"
                                 "words: list.txt\n"
                                 "id: w\n"
                                 "implies: later\n"
                                 "match: y";
    coding_context *context = check_context(NULL);
    coding_codebook *book = NULL, *again = NULL;
    const coding_code *code;

    (void)state;
    assert_int_equal(
        coding_codebook_parse_record(context, "stdin",
                                     coding_span_of("# a comment\n"
                                                    "code: trust\n"
                                                    "brief: two\n   lines\n"
                                                    "any:code:later  ,,  x\n"
                                                    "words: list.txt\n"
                                                    "id: w\n"
                                                    "implies: later\n"
                                                    "match: y\n\n"
                                                    "code: later\n"),
                                     &book),
        CODING_OK);
    code = &coding_codebook_content(book)->codes[0];
    assert_span(code->record, "code: trust\n"
                              "brief: two lines\n"
                              "any: code:later  ,,  x\n"
                              "words: list.txt\n"
                              "id: w\n"
                              "implies: later\n"
                              "match: y");
    assert_int_equal(coding_codebook_content(book)->code_count, 2);
    coding_codebook_free(book);

    assert_int_equal(coding_codebook_parse_record(
                         context, "stdin", coding_span_of(record), &again),
                     CODING_OK);
    code = &coding_codebook_content(again)->codes[0];
    assert_span(coding_codebook_content(again)->name, "");
    assert_span(code->record, record);
    assert_int_equal(code->rule_count, 3);
    assert_span(code->rules[0].patterns[0].name, "later");
    assert_true(code->rules[0].patterns[0].code == CODING_NO_CODE);
    assert_span(code->rules[2].id, "trust.match.3");
    coding_codebook_free(again);
    coding_context_free(context);
}

static void
words_come_from_a_file_beside_the_codebook(void **state)
{
    coding_context *context = check_context(NULL);
    coding_codebook *book = NULL;
    const coding_codebook_data *data;

    (void)state;
    assert_int_equal(
        coding_codebook_load(context,
                             "tests/unit/codebook/lists/lists.codebook", &book),
        CODING_OK);
    data = coding_codebook_content(book);
    assert_int_equal(data->codes[0].rule_count, 1);
    assert_int_equal(data->codes[0].rules[0].kind, CODING_RULE_WORDS);
    /* The longest first; one that does not end in a word character makes
       each carry its own edges. */
    assert_span(data->codes[0].rules[0].patterns[0].regex,
                "(?:\\bhigh\\s+trust\\b|\\btrust\\w*\\b|\\bc\\+\\+(?!\\w))");
    assert_span(data->codes[0].rules[0].id, "w");
    assert_span(data->codes[0].rules[0].patterns[0].text, "words/short.txt");
    assert_span(data->codes[1].rules[0].patterns[0].regex,
                "\\b(?:faith|hope)\\b");
    assert_int_equal(data->list_count, 2);
    assert_string_equal(data->lists[0].file,
                        "tests/unit/codebook/lists/words/short.txt");
    assert_int_equal(strlen(data->lists[0].sha256), 64);
    coding_codebook_free(book);
    coding_context_free(context);
}

/* 9,000 words of nine letters: too many for one regex (PCRE2's limit), so the
   rule becomes several, each of whole words. */
static void
long_word_lists_become_several_rules(void **state)
{
    coding_context *context = check_context(NULL);
    coding_codebook *book = NULL;
    const coding_codebook_data *data;
    char folder[] = "/tmp/coding-words-XXXXXX";
    char path[100];
    FILE *file;
    size_t words = 0;

    (void)state;
    assert_non_null(mkdtemp(folder));
    (void)snprintf(path, sizeof path, "%s/long.txt", folder);
    file = fopen(path, "w");
    assert_non_null(file);
    for (unsigned i = 0; i < 9000; i++)
        fprintf(file, "word%05u\n", i);
    assert_int_equal(fclose(file), 0);
    (void)snprintf(path, sizeof path, "%s/a.codebook", folder);
    assert_int_equal(
        coding_codebook_parse(
            context, path,
            coding_span_of("codebook: a\n\ncode: a\nwords: long.txt\n"), &book),
        CODING_OK);
    data = coding_codebook_content(book);
    assert_true(data->codes[0].rule_count > 1);
    assert_span(data->codes[0].rules[1].id, "a.words.2");
    for (size_t i = 0; i < data->codes[0].rule_count; i++) {
        coding_span regex = data->codes[0].rules[i].patterns[0].regex;

        for (size_t at = 0; at + 4 < regex.length; at++)
            words += memcmp(regex.at + at, "word", 4) == 0;
    }
    assert_int_equal(words, 9000);
    coding_codebook_free(book);
    (void)snprintf(path, sizeof path, "%s/long.txt", folder);
    assert_int_equal(remove(path), 0);
    assert_int_equal(remove(folder), 0);
    coding_context_free(context);
}

static coding_status
read_everything(coding_context *context)
{
    coding_codebook *book = NULL;
    coding_status status = coding_codebook_load(
        context, "tests/unit/codebook/lists/lists.codebook", &book);

    coding_codebook_free(book);
    return status;
}

static void
lack_of_memory_is_a_status(void **state)
{
    (void)state;
    check_every_failure(read_everything);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(header_has_its_fields_and_defaults),
        cmocka_unit_test(definitions_are_kept_and_joined),
        cmocka_unit_test(rules_are_named_by_kind_or_by_id),
        cmocka_unit_test(guards_hold_for_all_rules_or_for_one),
        cmocka_unit_test(commas_separate_only_between_spaces),
        cmocka_unit_test(codes_are_looked_up),
        cmocka_unit_test(wildcards_become_whole_words),
        cmocka_unit_test(code_records_stand_alone),
        cmocka_unit_test(words_come_from_a_file_beside_the_codebook),
        cmocka_unit_test(long_word_lists_become_several_rules),
        cmocka_unit_test(lack_of_memory_is_a_status),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
