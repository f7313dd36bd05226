/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Guides, cue files and the words of polarity. */
#include <coding/cues.h>
#include <coding/guide.h>

#include "check.h"

static void
guides_have_questions_in_order(void **state)
{
    static const char text[] = "guide: stage-1\n\n"
                               "question: role\n"
                               "ask: Your role in the\n  relationship\n"
                               "match: \\btell me about your(self| role)\\b\n"
                               "glob: your job*\n\n"
                               "question: top3\n"
                               "match: \\bthree things\\b\n";
    coding_context *context = check_context(NULL);
    coding_guide *guide = NULL;
    const coding_guide_data *data;

    (void)state;
    assert_int_equal(
        coding_guide_parse(context, "a.guide", coding_span_of(text), &guide),
        CODING_OK);
    data = coding_guide_content(guide);
    assert_span(data->name, "stage-1");
    assert_span(data->version, "1");
    assert_int_equal(data->question_count, 2);
    assert_span(data->questions[0].id, "role");
    assert_span(data->questions[0].ask, "Your role in the relationship");
    assert_int_equal(data->questions[0].pattern_count, 2);
    assert_span(data->questions[0].patterns[0].regex,
                "\\btell me about your(self| role)\\b");
    assert_int_equal(data->questions[0].patterns[0].place.line, 6);
    assert_int_equal(data->questions[0].patterns[0].place.column, 8);
    assert_span(data->questions[0].patterns[1].regex, "\\byour\\s+job\\w*\\b");
    assert_span(data->questions[0].patterns[1].text, "your job*");
    assert_span(data->questions[1].ask, "top3");
    assert_span(data->questions[1].record,
                "question: top3\nmatch: \\bthree things\\b");
    assert_int_equal(coding_guide_find(guide, coding_span_of("top3")), 1);
    assert_true(coding_guide_find(guide, coding_span_of("x")) == SIZE_MAX);
    coding_guide_free(guide);
    coding_context_free(context);
}

static void
cues_have_kinds_and_scopes(void **state)
{
    static const char text[] = "cues: test\nlanguage: en\n\n"
                               "cue: \\bnever\\b\npolarity: absent\n\n"
                               "cue: \\bscrap that\\b\nkind: trigger\n"
                               "polarity: retracted\nscope: backward 12\n"
                               "within: turn\nname: scrap\n\n"
                               "cue: \\bbut\\b\nkind: terminator\n\n"
                               "cue: \\bcan't do without\\b\nkind: pseudo\n"
                               "polarity: affirmed\nscope: forward\n";
    coding_context *context = check_context(NULL);
    coding_cues *cues = NULL;
    const coding_cues_data *data;

    (void)state;
    assert_int_equal(
        coding_cues_parse(context, "a.cues", coding_span_of(text), &cues),
        CODING_OK);
    data = coding_cues_content(cues);
    assert_int_equal(data->cue_count, 4);
    assert_span(data->cues[0].name, "test.1");
    assert_span(data->cues[0].regex, "\\bnever\\b");
    assert_int_equal(data->cues[0].kind, CODING_CUE_TRIGGER);
    assert_int_equal(data->cues[0].polarity, CODING_ABSENT);
    assert_int_equal(data->cues[0].direction, CODING_CUE_FORWARD);
    assert_int_equal(data->cues[0].words, 0);
    assert_int_equal(data->cues[0].within, CODING_WITHIN_SENTENCE);
    assert_span(data->cues[1].name, "scrap");
    assert_int_equal(data->cues[1].polarity, CODING_RETRACTED);
    assert_int_equal(data->cues[1].direction, CODING_CUE_BACKWARD);
    assert_int_equal(data->cues[1].words, 12);
    assert_int_equal(data->cues[1].within, CODING_WITHIN_TURN);
    assert_int_equal(data->cues[2].kind, CODING_CUE_TERMINATOR);
    assert_int_equal(data->cues[2].polarity, CODING_POLARITY_NONE);
    assert_int_equal(data->cues[3].kind, CODING_CUE_PSEUDO);
    assert_int_equal(data->cues[3].polarity, CODING_AFFIRMED);
    assert_string_equal(coding_cue_kind_name(CODING_CUE_PSEUDO), "pseudo");
    coding_cues_free(cues);
    coding_context_free(context);
}

static void
polarity_has_words(void **state)
{
    (void)state;
    assert_string_equal(coding_polarity_name(CODING_POLARITY_NONE), "");
    assert_string_equal(coding_polarity_name(CODING_RETRACTED), "retracted");
    assert_int_equal(coding_polarity_of(coding_span_of("reported")),
                     CODING_REPORTED);
    assert_int_equal(coding_polarity_of(coding_span_of("")),
                     CODING_POLARITY_NONE);
    assert_int_equal(coding_polarity_of(coding_span_of("Absent")),
                     CODING_POLARITY_NONE);
}

static coding_status
cues_for(const char *header, coding_cues **out, check_messages *said)
{
    coding_context *context = check_context(said);
    coding_codebook *book = NULL;
    char text[200];
    coding_status status;

    (void)snprintf(text, sizeof text, "codebook: a\n%s\ncode: a\nmatch: a\n",
                   header);
    assert_int_equal(coding_codebook_parse(context,
                                           "tests/unit/codebook/a.codebook",
                                           coding_span_of(text), &book),
                     CODING_OK);
    status = coding_cues_of_codebook(context, book, out);
    if (status == CODING_OK && *out != NULL)
        assert_true(coding_cues_content(*out)->cue_count > 0);
    coding_cues_free(*out);
    coding_codebook_free(book);
    coding_context_free(context);
    return status;
}

static void
codebooks_choose_their_cues(void **state)
{
    coding_cues *cues = NULL;
    check_messages said;
    bool builtin = coding_cues_builtin(coding_span_of("en")).length > 0;

    (void)state;
    assert_int_equal(cues_for("cues: none\n", &cues, &said), CODING_OK);
    assert_null(cues);
    assert_int_equal(said.count, 0);
    assert_int_equal(cues_for("cues: lists/test.cues\n", &cues, &said),
                     CODING_OK);
    assert_non_null(cues);
    assert_int_equal(cues_for("cues: absent.cues\n", &cues, &said),
                     CODING_ESYSTEM);
    assert_true(check_said(&said, "input-unreadable"));
    assert_int_equal(cues_for("language: sw\n", &cues, &said), CODING_OK);
    assert_null(cues);
    assert_true(check_said(&said, "cues-language"));
    assert_int_equal(cues_for("language: en-GB\n", &cues, &said), CODING_OK);
    assert_true((cues != NULL) == builtin);
    assert_int_equal(coding_cues_builtin(coding_span_of("e")).length, 0);
    assert_int_equal(coding_cues_builtin(coding_span_of("eng")).length, 0);
    assert_int_equal(coding_cues_builtin(coding_span_of("English")).length > 0,
                     builtin);
}

static coding_status
read_guide(coding_context *context)
{
    coding_guide *guide = NULL;
    coding_status status = coding_guide_parse(
        context, "a.guide",
        coding_span_of("guide: a\n\nquestion: b\nmatch: c\nglob: d*\n"),
        &guide);

    coding_guide_free(guide);
    return status;
}

static coding_status
read_cues(coding_context *context)
{
    coding_cues *cues = NULL;
    coding_status status =
        coding_cues_load(context, "tests/unit/codebook/lists/test.cues", &cues);

    coding_cues_free(cues);
    return status;
}

static void
lack_of_memory_is_a_status(void **state)
{
    (void)state;
    check_every_failure(read_guide);
    check_every_failure(read_cues);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(guides_have_questions_in_order),
        cmocka_unit_test(cues_have_kinds_and_scopes),
        cmocka_unit_test(polarity_has_words),
        cmocka_unit_test(codebooks_choose_their_cues),
        cmocka_unit_test(lack_of_memory_is_a_status),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
