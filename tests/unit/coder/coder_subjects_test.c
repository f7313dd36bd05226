/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is one subject and what is not, and that offsets and words are those of
   the document. */
#include "base/utf8.h"
#include "coding_desk.h"

#define BOOK "codebook: b\n\ncode: c\nmatch: \\bshare the risk\\b\nid: r\n"

static void
check_units(const desk_unit *units, size_t count, const char *codings)
{
    const desk_task task = {.books = {BOOK}, .units = units, .count = count};
    desk_result got;

    desk_run(&task, &got);
    assert_int_equal(got.status, CODING_OK);
    assert_string_equal(got.codings, codings);
}

static void
a_phrase_runs_across_a_probe(void **state)
{
    static const desk_unit units[] = {
        {.speaker = "R", .respondent = "R", .text = "We both share"},
        {.speaker = "I", .role = "interviewer", .text = "Mm. [pause] Yes?"},
        {.speaker = "I", .role = "interviewer", .text = "Go on."},
        {.speaker = "R", .respondent = "R", .text = "the risk."},
    };

    (void)state;
    /* Starts: 0, 14, 31, 38. */
    check_units(units, 4, "c r 8-46 share Mm. [pause] Yes? Go on. the risk\n");
}

static void
fifteen_words_are_a_probe_and_sixteen_are_not(void **state)
{
    desk_unit units[] = {
        {.speaker = "R", .respondent = "R", .text = "share"},
        {.speaker = "I",
         .role = "interviewer",
         .text = "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 [laughs]"},
        {.speaker = "R", .respondent = "R", .text = "the risk."},
    };

    (void)state;
    check_units(units, 3,
                "c r 0-59 share 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 "
                "[laughs] the risk\n");
    units[1].text = "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16";
    check_units(units, 3, "");
}

static void
units_of_one_probe_count_together(void **state)
{
    static const desk_unit units[] = {
        {.speaker = "R", .respondent = "R", .text = "share"},
        {.speaker = "I",
         .role = "interviewer",
         .turn = 2,
         .text = "1 2 3 4 5 6 7 8 9 10."},
        {.speaker = "I",
         .role = "interviewer",
         .turn = 2,
         .text = "11 12 13 14 15 16."},
        {.speaker = "R", .respondent = "R", .text = "the risk."},
    };

    (void)state;
    check_units(units, 4, "");
}

static void
a_new_question_or_speaker_or_document_ends_it(void **state)
{
    desk_unit units[] = {
        {.speaker = "R", .respondent = "R", .question = "a", .text = "share"},
        {.speaker = "R",
         .respondent = "R",
         .question = "b",
         .text = "the risk"},
    };

    (void)state;
    check_units(units, 2, "");
    units[1].question = "a";
    check_units(units, 2, "c r 0-14 share the risk\n");
    units[1].respondent = "S";
    check_units(units, 2, "");
    units[1].respondent = "R";
    units[1].document = "e";
    check_units(units, 2, "");
}

static void
another_respondent_between_ends_it(void **state)
{
    static const desk_unit units[] = {
        {.speaker = "R", .respondent = "R", .text = "share"},
        {.speaker = "S", .respondent = "S", .text = "yes"},
        {.speaker = "R", .respondent = "R", .text = "the risk"},
    };

    (void)state;
    check_units(units, 3, "");
}

static void
a_remark_inside_a_turn_does_not(void **state)
{
    static const desk_unit units[] = {
        {.speaker = "R", .respondent = "R", .turn = 1, .text = "share"},
        {.role = "note",
         .turn = 1,
         .text = "She got up at this point and closed the door, which had been "
                 "open all the time, and sat down again"},
        {.speaker = "R", .respondent = "R", .turn = 1, .text = "the risk"},
    };
    const desk_task task = {.books = {BOOK}, .units = units, .count = 3};
    desk_result got;

    (void)state;
    desk_run(&task, &got);
    assert_int_equal(got.counts.passages, 1);
}

static void
without_labels_the_paragraph_is_the_subject(void **state)
{
    static const desk_unit units[] = {
        {.respondent = "d", .text = "share"},
        {.respondent = "d", .text = "the risk"},
        {.respondent = "d", .text = "share\nthe  risk"},
    };

    (void)state;
    check_units(units, 3, "c r 15-30 share\nthe  risk\n");
}

static void
sentence_units_of_a_turn_are_one_subject(void **state)
{
    static const desk_unit units[] = {
        {.speaker = "R", .respondent = "R", .turn = 1, .text = "We share"},
        {.speaker = "R", .respondent = "R", .turn = 1, .text = "the risk."},
    };

    (void)state;
    check_units(units, 2, "c r 3-17 share the risk\n");
}

static void
only_the_roles_asked_for_are_coded(void **state)
{
    static const desk_unit units[] = {
        {.speaker = "I", .role = "interviewer", .text = "share the risk"},
        {.speaker = "R", .respondent = "R", .text = "share the risk"},
        {.role = "note", .text = "share the risk"},
        {.role = "other", .text = "share the risk"},
    };
    static const char *const both[] = {"interviewer", "note"};
    static const char *const bad[] = {"respondents"};
    desk_task task = {.books = {BOOK}, .units = units, .count = 4};
    desk_result got;

    (void)state;
    check_units(units, 4, "c r 15-29 share the risk\n");
    task.options.roles = both;
    task.options.role_count = 2;
    desk_run(&task, &got);
    assert_string_equal(got.codings, "c r 0-14 share the risk\n"
                                     "c r 30-44 share the risk\n");
    task.options.roles = bad;
    task.options.role_count = 1;
    desk_run(&task, &got);
    assert_int_equal(got.status, CODING_EUSAGE);
    assert_true(check_said(&got.kept, "role-unknown"));
}

static void
exact_takes_text_and_pattern_as_they_stand(void **state)
{
    static const desk_unit unit = {
        .speaker = "R", .text = "don\xE2\x80\x99t don't  share the  risk"};
    desk_task task = {
        .books = {"codebook: b\n\ncode: a\nmatch: don't\n\n"
                  "code: b\nmatch: don\xE2\x80\x99t\n\n"
                  "code: c\nmatch: the risk\n"},
        .units = &unit,
        .count = 1,
    };
    desk_result got;

    (void)state;
    desk_run(&task, &got);
    assert_string_equal(got.codings,
                        "a a.match.1 0-5 don\xE2\x80\x99t\n"
                        "b b.match.1 0-5 don\xE2\x80\x99t\n"
                        "a a.match.1 6-11 don't\nb b.match.1 6-11 don't\n"
                        "c c.match.1 19-28 the  risk\n");
    task.options.exact = true;
    desk_run(&task, &got);
    assert_string_equal(got.codings, "b b.match.1 0-5 don\xE2\x80\x99t\n"
                                     "a a.match.1 6-11 don't\n");
}

/* ---- the property: words are the document's ---- */

static coding_span
whole(void *user)
{
    return coding_span_of(user);
}

/* Every line of codings: the code points start..end of document are the words
   behind them. Words hold no line feed here. */
static size_t
check_words(const char *codings, const char *document)
{
    size_t lines = 0;

    while (*codings != '\0') {
        size_t start = 0, end = 0, from, to;
        int at = 0;
        const char *stop = strchr(codings, '\n');

        assert_int_equal(
            sscanf(codings, "%*s %*s %zu-%zu%n", &start, &end, &at), 2);
        from = utf8_offset(coding_span_of(document), start);
        to = utf8_offset(coding_span_of(document), end);
        assert_true(from < to);
        assert_int_equal(to - from, (size_t)(stop - codings) - (size_t)at - 1);
        assert_memory_equal(document + from, codings + at + 1, to - from);
        codings = stop + 1;
        lines++;
    }
    return lines;
}

static void
words_are_the_slice_of_the_document(void **state)
{
    static const char *const atoms[] = {"trust",
                                        "tr\xC2\xADust",
                                        "gover-",
                                        "e\xCC\x81t\xC3\xA9",
                                        " ",
                                        "  ",
                                        "\xC2\xA0",
                                        "\xF0\x9F\x99\x82",
                                        "[laughs]",
                                        "don\xE2\x80\x99t",
                                        ".",
                                        "\xE2\x80\x94",
                                        "\xE1\x84\x80\xE1\x85\xA1",
                                        "\xE2\x80\x8B",
                                        "risk",
                                        "\r"};
    uint32_t seed = 11;
    size_t lines = 0;

    (void)state;
    for (size_t round = 0; round < 400; round++) {
        char texts[6][100], document[700] = "";
        desk_unit units[6];
        desk_task task = {
            .books = {"codebook: b\n\ncode: a\nmatch: trust\n\n"
                      "code: b\nmatch: \xC3\xA9t.\n\n"
                      "code: c\nmatch: don't.*?risk\n\n"
                      "code: d\nnear: 2 trust ,, risk\n\n"
                      "code: e\nmatch: \\xEAte|\xEA\xB0\x80|\\W\\W\n"},
            .units = units,
            .count = 6,
            .options = {.text = whole, .text_user = document},
        };
        desk_result got;

        for (size_t i = 0; i < 6; i++) {
            texts[i][0] = '\0';
            for (size_t k = 0; k < 5; k++) {
                seed = seed * 1664525u + 1013904223u;
                strcat(texts[i], atoms[(seed >> 16) % 16]);
            }
            units[i] = (desk_unit){.speaker = i % 3 == 1 ? "I" : "R",
                                   .role = i % 3 == 1 ? "interviewer" : NULL,
                                   .respondent = i % 3 == 1 ? NULL : "R",
                                   .text = texts[i]};
            strcat(document, texts[i]);
            strcat(document, " ");
        }
        desk_run(&task, &got);
        assert_int_equal(got.status, CODING_OK);
        lines += check_words(got.codings, document);
    }
    assert_true(lines > 1000);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_phrase_runs_across_a_probe),
        cmocka_unit_test(fifteen_words_are_a_probe_and_sixteen_are_not),
        cmocka_unit_test(units_of_one_probe_count_together),
        cmocka_unit_test(a_new_question_or_speaker_or_document_ends_it),
        cmocka_unit_test(another_respondent_between_ends_it),
        cmocka_unit_test(a_remark_inside_a_turn_does_not),
        cmocka_unit_test(without_labels_the_paragraph_is_the_subject),
        cmocka_unit_test(sentence_units_of_a_turn_are_one_subject),
        cmocka_unit_test(only_the_roles_asked_for_are_coded),
        cmocka_unit_test(exact_takes_text_and_pattern_as_they_stand),
        cmocka_unit_test(words_are_the_slice_of_the_document),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
