/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The matching copy: what becomes of each character, and the way back. */
#include "base/utf8.h"
#include "check.h"
#include "pattern/fold.h"

/* The variants of the copy of pieces (ended by NULL), with "|" between. */
static void
check_pieces(const char *const *pieces, fold_kind kind, const char *expected)
{
    coding_context *context = check_context(NULL);
    fold *copy = NULL;
    char got[400] = "";

    assert_int_equal(fold_new(context, kind, &copy), CODING_OK);
    for (size_t i = 0; pieces[i] != NULL; i++)
        assert_int_equal(fold_add(copy, coding_span_of(pieces[i])), CODING_OK);
    assert_int_equal(fold_finish(copy), CODING_OK);
    for (size_t i = 0; i < fold_variants(copy); i++) {
        coding_span text = fold_text(copy, i);

        (void)snprintf(got + strlen(got), sizeof got - strlen(got), "%s%.*s",
                       i > 0 ? "|" : "", (int)text.length, text.at);
    }
    assert_string_equal(got, expected);
    fold_free(copy);
    coding_context_free(context);
}

static void
check(const char *text, const char *expected)
{
    const char *const pieces[] = {text, NULL};

    check_pieces(pieces, FOLD_FULL, expected);
}

static void
typography_becomes_plain(void **state)
{
    (void)state;
    check("don\xE2\x80\x99t \xE2\x80\x98so\xE2\x80\x99", "don't 'so'");
    check("\xE2\x80\x9Cyes\xE2\x80\x9D \xC2\xABno\xC2\xBB", "\"yes\" \"no\"");
    check("a\xE2\x80\x90"
          "b\xE2\x80\x91"
          "c\xE2\x80\x92"
          "d\xE2\x80\x93"
          "e\xE2\x80\x94"
          "f",
          "a-b-c-d-e-f");
    check("co\xC2\xAD"
          "op\xE2\x80\x8B"
          "er\xE2\x80\x8D"
          "ate\xEF\xBB\xBF",
          "cooperate");
    check("shared\xC2\xA0vision\xE2\x80\x89now", "shared vision now");
    check("e\xCC\x81tude", "\xC3\xA9tude");
    check("\xE2\x84\xAB", "\xC3\x85"); /* Angstrom sign */
    check("\xF0\x9F\x99\x82 ok", "\xF0\x9F\x99\x82 ok");
}

static void
white_space_is_one_space(void **state)
{
    (void)state;
    check("  a \n\n\tb\r\n c  ", "a b c");
    check("", "");
    check(" \n ", "");
    check("a\xE2\x80\xA8"
          "b",
          "a b"); /* line separator */
}

static void
gaps_are_one_space(void **state)
{
    (void)state;
    check("the [inaudible 00:12:03] contract", "the contract");
    check("we [laughs] trust", "we trust");
    check("we (unintelligible) trust", "we trust");
    check("a [pause] b [long pause, 5 seconds] c", "a b c");
    check("a [00:12:03] b [...] c [\xE2\x80\xA6] d [?] e", "a b c d e");
    check("a [Laughter] b [BLANK_AUDIO] c [crosstalk 12:03 - 12:09] d",
          "a b c d");
    check("a [laughs at his own joke] b (both laugh) c", "a b c");
    check("[laughs]", "");
}

static void
words_in_brackets_are_no_gaps(void **state)
{
    (void)state;
    check("[Client 2] and [the supplier]", "[Client 2] and [the supplier]");
    check("talk (over the phone) daily", "talk (over the phone) daily");
    check("in [2012] (note 3)", "in [2012] (note 3)");
    check("(a pause in deliveries)", "(a pause in deliveries)");
    check("(talking) [both] (...)", "(talking) [both] (...)");
    check("[unclear what they want]", "[unclear what they want]");
    check("[laughs", "[laughs");
    check("[[laughs]]", "[ ]");
    check("a [", "a [");
}

static void
line_end_hyphens_are_tried_twice(void **state)
{
    (void)state;
    check("gover-\nnance and co-\n  creation",
          "gover-nance and co-creation|governance and cocreation");
    check("gover-\r\nnance", "gover-nance|governance");
    check("gover\xE2\x80\x90\nnance", "gover-nance|governance");
    check("e\xCC\x81-\nbc", "\xC3\xA9-bc|\xC3\xA9"
                            "bc");
    /* A soft hyphen at a line end always goes. */
    check("gover\xC2\xAD\nnance", "governance");
    /* Not between small letters, not one line end, not at a line end. */
    check("IT-\nBPO", "IT- BPO");
    check("in 2012-\nthat", "in 2012- that");
    check("well -\nyes", "well - yes");
    check("one-\n\ntwo", "one- two");
    check("one\xE2\x80\x94\ntwo", "one- two");
    check("co-creation", "co-creation");
    check("end-\n", "end-");
    check("end-", "end-");
}

static void
pieces_are_joined_by_one_space(void **state)
{
    const char *const three[] = {"we share ", "", " the risk", NULL};
    const char *const marks[] = {"a",
                                 "\xCC\x81"
                                 "b",
                                 NULL};
    const char *const cut[] = {"gover-", "nance", NULL};

    (void)state;
    check_pieces(three, FOLD_FULL, "we share the risk");
    check_pieces(three, FOLD_EXACT, "we share   the risk");
    check_pieces(marks, FOLD_FULL,
                 "a \xCC\x81"
                 "b");
    check_pieces(cut, FOLD_FULL, "gover- nance");
}

static void
exact_changes_nothing(void **state)
{
    const char *const one[] = {" don\xE2\x80\x99t  [laughs]\ne\xCC\x81 gover-"
                               "\nnance ",
                               NULL};

    (void)state;
    check_pieces(one, FOLD_EXACT, one[0]);
}

/* ---- the way back ---- */

/* Original code points of the first `words` of a variant's text. */
static void
check_origin(const char *const *pieces, size_t variant, const char *words,
             const char *expected)
{
    coding_context *context = check_context(NULL);
    fold *copy = NULL;
    char whole[400], got[80];
    const char *at;
    fold_range range;
    coding_span text;

    assert_int_equal(fold_new(context, FOLD_FULL, &copy), CODING_OK);
    for (size_t i = 0; pieces[i] != NULL; i++)
        assert_int_equal(fold_add(copy, coding_span_of(pieces[i])), CODING_OK);
    assert_int_equal(fold_finish(copy), CODING_OK);
    text = fold_text(copy, variant);
    (void)snprintf(whole, sizeof whole, "%.*s", (int)text.length, text.at);
    at = strstr(whole, words);
    assert_non_null(at);
    range = fold_origin(copy, variant, (size_t)(at - whole),
                        (size_t)(at - whole) + strlen(words));
    (void)snprintf(got, sizeof got, "%zu.%zu-%zu.%zu", range.start.piece,
                   range.start.point, range.end.piece, range.end.point);
    assert_string_equal(got, expected);
    fold_free(copy);
    coding_context_free(context);
}

static void
offsets_are_those_of_the_original(void **state)
{
    /* 0 space, 1 a, 2 emoji, 3 space, 4 soft hyphen, 5 t..., counted by hand */
    const char *const one[] = {
        " a\xF0\x9F\x99\x82 \xC2\xADtr\xC2\xADust  [laughs]\n us", NULL};
    const char *const nfd[] = {"xe\xCC\x81y", NULL};

    (void)state;
    check_origin(one, 0, "a", "0.1-0.2");
    check_origin(one, 0, "\xF0\x9F\x99\x82", "0.2-0.3");
    check_origin(one, 0, "trust", "0.5-0.11");
    check_origin(one, 0, "trust us", "0.5-0.25");
    check_origin(one, 0, "us", "0.8-0.10"); /* of tr-ust: its last two */
    check_origin(one, 0, " us", "0.11-0.25");
    check_origin(nfd, 0, "\xC3\xA9", "0.1-0.3");
    check_origin(nfd, 0, "y", "0.3-0.4");
    check_origin(nfd, 0, "x", "0.0-0.1");
}

static void
a_cut_word_runs_over_the_line_end(void **state)
{
    const char *const cut[] = {"our gover-\n  nance x", NULL};

    (void)state;
    check_origin(cut, 0, "gover-nance", "0.4-0.18");
    check_origin(cut, 1, "governance", "0.4-0.18");
    check_origin(cut, 1, "nance", "0.13-0.18");
    check_origin(cut, 1, "gover", "0.4-0.9");
}

static void
a_phrase_runs_over_a_join(void **state)
{
    const char *const two[] = {"we share ", "  the risk", NULL};
    const char *const bare[] = {"ab", "cd", NULL};

    (void)state;
    check_origin(two, 0, "share the", "0.3-1.5");
    check_origin(bare, 0, "ab cd", "0.0-1.2");
    /* What begins or ends with the join does not reach over it. */
    check_origin(bare, 0, "b ", "0.1-0.2");
    check_origin(bare, 0, " c", "1.0-1.1");
    check_origin(two, 0, "share ", "0.3-0.9");
    check_origin(two, 0, " the", "1.0-1.5");
    check_origin(two, 0, " ", "0.2-0.3");
}

/* Each code point of a folded text must come from a non-empty stretch, and the
   stretches must go up: many small random texts. */
static void
the_map_is_monotone(void **state)
{
    static const char *const atoms[] = {"a",
                                        "b",
                                        " ",
                                        "\n",
                                        "-",
                                        "\xC2\xAD",
                                        "e",
                                        "\xCC\x81",
                                        "\xCC\xA3",
                                        "[laughs]",
                                        "\xE2\x80\x99",
                                        "\xF0\x9F\x99\x82",
                                        "\xE1\x84\x80",
                                        "\xE1\x85\xA1",
                                        "\xE2\x84\xAB",
                                        "\xC2\xA0",
                                        "(",
                                        "["};
    coding_context *context = check_context(NULL);
    fold *copy = NULL;
    uint32_t seed = 7;

    (void)state;
    assert_int_equal(fold_new(context, FOLD_FULL, &copy), CODING_OK);
    for (size_t round = 0; round < 5000; round++) {
        char text[200] = "";
        size_t points, last = 0;

        for (size_t i = 0; i < 12; i++) {
            seed = seed * 1664525u + 1013904223u;
            (void)snprintf(text + strlen(text), sizeof text - strlen(text),
                           "%s", atoms[(seed >> 16) % 18]);
        }
        points = utf8_length(coding_span_of(text));
        fold_reset(copy);
        assert_int_equal(fold_add(copy, coding_span_of(text)), CODING_OK);
        assert_int_equal(fold_finish(copy), CODING_OK);
        for (size_t v = 0; v < fold_variants(copy); v++) {
            coding_span out = fold_text(copy, v);

            last = 0;
            assert_int_equal(utf8_invalid_at(out), out.length);
            for (size_t i = 0; i < out.length;) {
                uint32_t point = 0;
                size_t length = utf8_decode(
                    (coding_span){out.at + i, out.length - i}, &point);
                fold_range range = fold_origin(copy, v, i, i + length);

                assert_true(range.start.point < range.end.point);
                assert_true(range.end.point <= points);
                assert_true(range.start.point >= last || point >= 0x80);
                last = range.start.point;
                i += length;
            }
        }
    }
    fold_free(copy);
    coding_context_free(context);
}

/* A letter with 100,000 marks takes no longer than reading it. */
static void
a_heap_of_marks_is_no_trap(void **state)
{
    enum { MARKS = 100000 };
    coding_context *context = check_context(NULL);
    char *text = malloc(2 * MARKS + 2);
    fold *copy = NULL;

    (void)state;
    assert_non_null(text);
    text[0] = 'a';
    for (size_t i = 0; i < MARKS; i++)
        memcpy(text + 1 + 2 * i, i % 2 != 0 ? "\xCC\x81" : "\xCC\xA3", 2);
    text[2 * MARKS + 1] = '\0';
    assert_int_equal(fold_new(context, FOLD_FULL, &copy), CODING_OK);
    assert_int_equal(fold_add(copy, coding_span_of(text)), CODING_OK);
    assert_int_equal(fold_finish(copy), CODING_OK);
    assert_true(fold_text(copy, 0).length > MARKS);
    fold_free(copy);
    free(text);
    coding_context_free(context);
}

static coding_status
fold_some(coding_context *context)
{
    fold *copy = NULL;
    coding_status status = fold_new(context, FOLD_FULL, &copy);

    if (status == CODING_OK)
        status = fold_add(copy, coding_span_of("e\xCC\x81 gover-\nnance [x]"));
    if (status == CODING_OK)
        status = fold_finish(copy);
    if (status == CODING_OK)
        assert_int_equal(fold_variants(copy), 2);
    fold_free(copy);
    return status;
}

static void
survives_every_lack_of_memory(void **state)
{
    (void)state;
    check_every_failure(fold_some);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(typography_becomes_plain),
        cmocka_unit_test(white_space_is_one_space),
        cmocka_unit_test(gaps_are_one_space),
        cmocka_unit_test(words_in_brackets_are_no_gaps),
        cmocka_unit_test(line_end_hyphens_are_tried_twice),
        cmocka_unit_test(pieces_are_joined_by_one_space),
        cmocka_unit_test(exact_changes_nothing),
        cmocka_unit_test(offsets_are_those_of_the_original),
        cmocka_unit_test(a_cut_word_runs_over_the_line_end),
        cmocka_unit_test(a_phrase_runs_over_a_join),
        cmocka_unit_test(the_map_is_monotone),
        cmocka_unit_test(a_heap_of_marks_is_no_trap),
        cmocka_unit_test(survives_every_lack_of_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
