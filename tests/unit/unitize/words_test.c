/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is a word and what a sentence: every expected cut is by hand, from the
   rules stated in unitize/words.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "check.h"
#include "unitize/words.h"

/* The words, or the sentences, of text with "|" between them. */
static void
check_cuts(bool (*next)(coding_span, size_t, words_span *), const char *text,
           const char *expected)
{
    coding_span all = coding_span_of(text);
    words_span span = {0, 0};
    char got[600] = "";

    while (next(all, span.end, &span)) {
        assert_true(span.start < span.end && span.end <= all.length);
        (void)snprintf(got + strlen(got), sizeof got - strlen(got), "%s%.*s",
                       got[0] != '\0' ? "|" : "", (int)(span.end - span.start),
                       text + span.start);
    }
    assert_string_equal(got, expected);
}

static bool
next_sentence(coding_span text, size_t from, words_span *out)
{
    return words_next_sentence(NULL, text, from, out);
}

static void
terms_stay_whole(void **state)
{
    (void)state;
    check_cuts(words_next, "I don't, don\xE2\x80\x99t.",
               "I|don't|don\xE2\x80\x99t");
    check_cuts(words_next, "co-creation of R&D at 2.5m",
               "co-creation|of|R&D|at|2.5m");
    check_cuts(words_next, "well - yes -- no-", "well|yes|no");
    check_cuts(words_next, "Dr. M\xC3\xBCller, \xE2\x80\x9Cok\xE2\x80\x9D",
               "Dr|M\xC3\xBCller|ok");
    check_cuts(words_next, "e\xCC\x81tude 24/7", "e\xCC\x81tude|24|7");
    check_cuts(words_next, "\xF0\x9F\x99\x82 ... !", "");
    check_cuts(words_next, "", "");
}

static void
gaps_are_no_words(void **state)
{
    (void)state;
    assert_int_equal(words_count(coding_span_of("we [laughs] trust them")), 3);
    assert_int_equal(
        words_count(coding_span_of("[inaudible 00:12:03] a [pause] b")), 2);
    assert_int_equal(words_count(coding_span_of("[Client 2] is here (note)")),
                     5);
    assert_int_equal(words_count(coding_span_of("[laughs]")), 0);
    assert_int_equal(words_count(coding_span_of("")), 0);
}

static void
sentences_end_where_people_end_them(void **state)
{
    (void)state;
    check_cuts(next_sentence, "One. Two! Three? Four", "One.|Two!|Three?|Four");
    check_cuts(next_sentence, "  He said \"no.\" Then he (left.) Yes.",
               "He said \"no.\"|Then he (left.)|Yes.");
    check_cuts(next_sentence, "So\xE2\x80\xA6 I left... and came.",
               "So\xE2\x80\xA6|I left... and came.");
    check_cuts(next_sentence, "What?! No. Oh, \"really?\" he said.",
               "What?!|No.|Oh, \"really?\" he said.");
    check_cuts(next_sentence, "A line\nand on.\n\nNo stop\n\nNext",
               "A line\nand on.|No stop|Next");
}

static void
abbreviations_end_nothing(void **state)
{
    (void)state;
    check_cuts(next_sentence,
               "Ask Dr. Smith or J. Jones, e.g. No. 5, cf. Fig. 3 there. Yes.",
               "Ask Dr. Smith or J. Jones, e.g. No. 5, cf. Fig. 3 there.|Yes.");
    check_cuts(next_sentence, "3. Trust and so on. 12 of 14.5 do.",
               "3. Trust and so on.|12 of 14.5 do.");
    check_cuts(next_sentence, "Boxes, vans, etc. We left in 2012. It is I. Me.",
               "Boxes, vans, etc.|We left in 2012.|It is I.|Me.");
    check_cuts(next_sentence, "Is it? No. We go.", "Is it?|No.|We go.");
}

static coding_status
read_list(coding_context *context)
{
    char path[] = "/tmp/abbreviations-XXXXXX";
    FILE *file = fdopen(mkstemp(path), "w");
    abbreviations list;
    words_span span;
    coding_status status;

    assert_non_null(file);
    (void)fputs("\xEF\xBB\xBF# de\r\nz. B.\r\n\r\n\xC3\x9C"
                "bers.\n",
                file);
    assert_int_equal(fclose(file), 0);
    status = abbreviations_load(context, path, &list);
    assert_int_equal(unlink(path), 0);
    if (status == CODING_OK) {
        coding_span text = coding_span_of("(Z. B. Die \xC3\xBC"
                                          "bers. Ja. Gut.");

        assert_true(words_next_sentence(&list, text, 0, &span));
        assert_int_equal(span.end, text.length - strlen(" Gut."));
        assert_false(abbreviations_has(&list, coding_span_of("ja")));
        assert_false(abbreviations_has(&list, coding_span_of("")));
    }
    abbreviations_clear(&list);
    return status;
}

static void
a_list_is_read_and_survives_every_lack_of_memory(void **state)
{
    check_messages kept;
    coding_context *context = check_context(&kept);

    (void)state;
    assert_int_equal(read_list(context), CODING_OK);
    coding_context_free(context);
    check_every_failure(read_list);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(terms_stay_whole),
        cmocka_unit_test(gaps_are_no_words),
        cmocka_unit_test(sentences_end_where_people_end_them),
        cmocka_unit_test(abbreviations_end_nothing),
        cmocka_unit_test(a_list_is_read_and_survives_every_lack_of_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
