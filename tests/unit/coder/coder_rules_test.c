/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What each kind of rule finds. Offsets are counted by hand; what a rule
   should find is the text of codebook(5). */
#include "coding_desk.h"

#define BOOK "codebook: b\n\n"

static void
match_gives_every_occurrence(void **state)
{
    (void)state;
    desk_check(BOOK "code: trust\nmatch: \\btrust\\b\nid: word\n",
               "Trust is trust.",
               "trust word 0-5 Trust\n"
               "trust word 9-14 trust\n");
    desk_check(BOOK "code: c\nglob: govern*\n", "Governing it",
               "c c.glob.1 0-9 Governing\n");
    desk_check(BOOK "code: c\nmatch: zebra\n", "Governing it", "");
}

static void
near_and_then_count_the_words_between(void **state)
{
    const char *near =
        BOOK "code: c\nnear: 2 \\brole\\w*\\b ,, \\bclear\\b\nid: n\n";
    const char *then = BOOK "code: c\nthen: 1 \\bwho\\b ,, \\bdecides\\b\n"
                            "id: t\n";

    (void)state;
    desk_check(near, "Roles were always clear.",
               "c n 0-23 Roles were always "
               "clear\n");
    desk_check(near, "Roles were not always clear.", "");
    desk_check(near, "A clear role.", "c n 2-12 clear role\n");
    /* The nearest partner, and no word in two passages. */
    desk_check(near, "clear role, clear role",
               "c n 0-10 clear role\n"
               "c n 12-22 clear role\n");
    desk_check(then, "who decides", "c t 0-11 who decides\n");
    desk_check(then, "who really decides", "c t 0-18 who really decides\n");
    desk_check(then, "who really ever decides", "");
    desk_check(then, "he decides who", "");
}

/* With `within` the two stand in one sentence, turn or answer, too. */
static void
near_keeps_to_its_stretch(void **state)
{
    const char *near = BOOK "code: c\nnear: 3 red ,, blue\nid: n\n";
    const char *kept =
        BOOK "code: c\nnear: 3 red ,, blue\nid: n\nwithin: sentence\n";
    const char *all =
        BOOK "code: c\nwithin: sentence\nthen: 3 red ,, blue\nid: n\n";

    (void)state;
    desk_check(near, "It is red. Blue, too.", "c n 6-15 red. Blue\n");
    desk_check(kept, "It is red. Blue, too.", "");
    desk_check(all, "It is red. Blue, too.", "");
    desk_check(kept, "It is red. A red and blue one.",
               "c n 13-25 red and blue\n");
    desk_check(all, "It is red. A red and blue one.",
               "c n 13-25 red and blue\n");
}

static void
near_matches_do_not_overlap(void **state)
{
    (void)state;
    desk_check(BOOK "code: c\nnear: 0 \\ba b\\b ,, \\bb c\\b\n", "a b c", "");
    desk_check(BOOK "code: c\nnear: 0 \\ba b\\b ,, \\bb c\\b\n", "a b b c",
               "c c.near.1 0-7 a b b c\n");
}

static void
all_needs_each_within_its_scope(void **state)
{
    const char *sentence = BOOK "code: c\nall: \\bcost\\b ,, \\brisk\\b\n";
    const char *turn =
        BOOK "code: c\nall: \\bcost\\b ,, \\brisk\\b\nwithin: turn\n";

    (void)state;
    desk_check(sentence, "Risk and cost. Cost. Risk.",
               "c c.all.1 0-13 Risk and cost\n");
    desk_check(sentence, "Cost. Risk.", "");
    desk_check(turn, "Cost. Then risk. And risk.",
               "c c.all.1 0-15 Cost. Then risk\n");
}

static void
none_excludes_within_its_scope(void **state)
{
    const char *book =
        BOOK "code: c\nmatch: \\btrust\\b\nnone: \\bhospital\\b\n";

    (void)state;
    desk_check(book, "The hospital trust. We trust them.",
               "c c.match.1 23-28 trust\n");
}

static void
a_guard_cancels_what_it_overlaps(void **state)
{
    const char *book = BOOK "code: c\nunless: \\bhead of governance\\b\n"
                            "match: \\bgovernance\\b\nid: g\n"
                            "match: \\bboard\\b\nunless: \\bboard game\\b\n";

    (void)state;
    desk_check(book, "Head of Governance speaks of governance.",
               "c g 29-39 governance\n");
    desk_check(book, "A board, a board game.", "c c.match.2 2-7 board\n");
}

static void
any_gives_a_rule_an_item(void **state)
{
    (void)state;
    desk_check(BOOK "code: c\nany: \\bone\\b ,, \\btwo\\b\n", "two one",
               "c c.match.2 0-3 two\nc c.match.1 4-7 one\n");
}

static void
earlier_start_then_earlier_rule_is_the_coding(void **state)
{
    const char *book = BOOK "code: c\nmatch: \\bb c\\b\nid: second\n"
                            "match: \\ba b\\b\nid: first\n"
                            "match: \\ba\\b\nid: short\n";

    (void)state;
    desk_check(book, "a b c", "c first 0-3 a b\n");
    desk_check(BOOK "code: c\nmatch: \\ba\\b\nid: short\nmatch: \\ba b\\b\n"
                    "id: long\n",
               "a b", "c short 0-1 a\n");
}

static void
overlap_policies_choose_among_codes(void **state)
{
    const char *codes = "code: a\nmatch: \\bshared risk\\b\nimplies: z\n\n"
                        "code: b\nmatch: \\brisk and reward share\\b\n\n"
                        "code: z\nmatch: \\bnever\\b\n";
    char book[400];

    (void)state;
    (void)snprintf(book, sizeof book, "codebook: b\n\n%s", codes);
    desk_check(book, "shared risk and reward share",
               "a a.match.1 0-11 shared risk\nz a.match.1 0-11 shared risk\n"
               "b b.match.1 7-28 risk and reward share\n");
    (void)snprintf(book, sizeof book, "codebook: b\noverlap: longest\n\n%s",
                   codes);
    desk_check(book, "shared risk and reward share",
               "b b.match.1 7-28 risk and reward share\n");
    (void)snprintf(book, sizeof book, "codebook: b\noverlap: first\n\n%s",
                   codes);
    desk_check(book, "shared risk and reward share",
               "a a.match.1 0-11 shared risk\nz a.match.1 0-11 shared risk\n");
}

static void
codes_may_name_codes(void **state)
{
    const char *book = BOOK "code: both\nall: code:cost ,, code:risk\n\n"
                            "code: cost\nmatch: \\bcost\\b\n\n"
                            "code: risk\nmatch: \\brisk\\b\n\n"
                            "code: alone\nmatch: \\bcost\\b\nnone: code:risk\n";

    (void)state;
    desk_check(book, "Cost and risk.",
               "both both.all.1 0-13 Cost and risk\n"
               "cost cost.match.1 0-4 Cost\n"
               "risk risk.match.1 9-13 risk\n");
    desk_check(book, "Cost.",
               "cost cost.match.1 0-4 Cost\n"
               "alone alone.match.1 0-4 Cost\n");
}

static void
facets_name_each_other(void **state)
{
    const desk_unit unit = {.speaker = "R", .text = "We meet and decide."};
    const desk_task task = {
        .books = {"codebook: a\nfacet: act\n\ncode: meet\nmatch: \\bmeet\\b\n"
                  "implies: factor/governance\n",
                  "codebook: f\nfacet: factor\n\ncode: governance\n"
                  "match: \\bdecide\\b\n\ncode: full\n"
                  "all: code:act/meet ,, code:governance\n"},
        .units = &unit,
        .count = 1,
    };
    desk_result got;

    (void)state;
    desk_run(&task, &got);
    assert_int_equal(got.status, CODING_OK);
    assert_string_equal(got.codings, "meet meet.match.1 3-7 meet\n"
                                     "governance meet.match.1 3-7 meet\n"
                                     "full full.all.1 3-7 meet\n"
                                     "governance governance.match.1 12-18 "
                                     "decide\n");
}

static void
conditions_hold_of_the_unit(void **state)
{
    static const desk_unit units[] = {
        {.speaker = "A",
         .respondent = "A",
         .side = "client",
         .question = "top3",
         .text = "trust"},
        {.speaker = "B",
         .respondent = "B",
         .side = "supplier",
         .question = "top3",
         .text = "trust"},
        {.speaker = "A",
         .respondent = "A",
         .side = "client",
         .question = "role",
         .text = "trust"},
    };
    const desk_task task = {
        .books = {BOOK "code: c\nmatch: trust\nid: both\nonly: side=client\n"
                       "only: question=top3|last\n\n"
                       "code: d\nmatch: trust\nonly: side=supplier|client\n\n"
                       "code: e\nmatch: trust\nonly: colour=red\n"},
        .units = units,
        .count = 3,
    };
    desk_result got;

    (void)state;
    desk_run(&task, &got);
    assert_int_equal(got.status, CODING_OK);
    assert_string_equal(got.codings, "c both 0-5 trust\n"
                                     "d d.match.1 0-5 trust\n"
                                     "d d.match.1 6-11 trust\n"
                                     "d d.match.1 12-17 trust\n");
    assert_true(check_said(&got.kept, "condition-unknown"));
}

static void
whole_answers_are_looked_at_when_asked_for(void **state)
{
    static const desk_unit units[] = {
        {.speaker = "R", .respondent = "R", .question = "q1", .text = "Cost."},
        {.speaker = "I",
         .role = "interviewer",
         .question = "q1",
         .text = "Could you tell me a lot more about that, since there must be "
                 "more than just one thing to it, I think?"},
        {.speaker = "R", .respondent = "R", .question = "q1", .text = "Risk."},
        {.speaker = "S", .respondent = "S", .question = "q1", .text = "Cost."},
        {.speaker = "R", .respondent = "R", .question = "q2", .text = "Risk."},
        {.speaker = "S", .respondent = "S", .question = "q2", .text = "Cost."},
    };
    desk_task task = {
        .books = {BOOK "code: c\nall: \\bcost\\b ,, \\brisk\\b\n"
                       "within: answer\n\n"
                       "code: d\nmatch: \\bcost\\b\nnone: \\brisk\\b\n"
                       "within: answer\n"},
        .units = units,
        .count = 6,
    };
    desk_result got;

    (void)state;
    desk_run(&task, &got);
    assert_int_equal(got.status, CODING_OK);
    assert_string_equal(
        got.codings,
        "c c.all.1 0-112 Cost. Could you tell me a lot more about that, since "
        "there must be more than just one thing to it, I think? Risk\n"
        "d d.match.1 114-118 Cost\n"
        "d d.match.1 126-130 Cost\n");
}

/* ---- polarity ---- */

static const char cues[] =
    "cues: c\n\n"
    "cue: \\bnot\\b\nname: not\npolarity: rejected\nscope: forward 3\n\n"
    "cue: \\bnot only\\b\nname: only\nkind: pseudo\npolarity: affirmed\n\n"
    "cue: \\bnot sure\\b\nname: sure\nkind: pseudo\n\n"
    "cue: \\bmy boss says\\b\nname: boss\npolarity: reported\n\n"
    "cue: \\bno, sorry\\b\nname: sorry\npolarity: retracted\n"
    "scope: backward 2\nwithin: turn\n\n"
    "cue: \\bbut\\b\nname: but\nkind: terminator\n\n"
    "cue: ;\nname: stop\nkind: terminator\npolarity: reported\n";

static void
check_polarity(const char *text, const char *codings)
{
    const desk_unit unit = {.speaker = "R", .text = text};
    const desk_task task = {
        .books = {BOOK "code: c\nmatch: \\btrust\\b\nmatch: \\bnot clear\\b\n"},
        .cues = cues,
        .units = &unit,
        .count = 1,
    };
    desk_result got;

    desk_run(&task, &got);
    assert_int_equal(got.status, CODING_OK);
    assert_string_equal(got.codings, codings);
}

static void
cues_reach_their_scope_and_no_further(void **state)
{
    (void)state;
    check_polarity("trust", "c c.match.1 0-5 trust\n");
    check_polarity("not a trust", "c c.match.1 6-11 trust (rejected by not)\n");
    check_polarity("not a b trust",
                   "c c.match.1 8-13 trust (rejected by not)\n");
    check_polarity("not a b c trust", "c c.match.1 10-15 trust\n");
    check_polarity("not a. Trust", "c c.match.1 7-12 Trust\n");
    check_polarity("not but trust", "c c.match.1 8-13 trust\n");
    check_polarity("not a; trust", "c c.match.1 7-12 trust (rejected by "
                                   "not)\n");
    check_polarity("my boss says a b c d e trust",
                   "c c.match.1 23-28 trust (reported by boss)\n");
    check_polarity("my boss says a; trust", "c c.match.1 16-21 trust\n");
    check_polarity("trust, no, sorry", "c c.match.1 0-5 trust (retracted by "
                                       "sorry)\n");
    check_polarity("Trust. No, sorry", "c c.match.1 0-5 Trust (retracted by "
                                       "sorry)\n");
    check_polarity("trust a b, no, sorry", "c c.match.1 0-5 trust\n");
}

static void
the_longer_cue_counts(void **state)
{
    (void)state;
    check_polarity("not only trust", "c c.match.1 9-14 trust (affirmed by "
                                     "only)\n");
    check_polarity("not sure trust", "c c.match.1 9-14 trust\n");
}

static void
strong_polarities_win_and_near_ones(void **state)
{
    (void)state;
    check_polarity("my boss says not trust",
                   "c c.match.1 17-22 trust (reported by boss)\n");
    check_polarity("not trust, no, sorry",
                   "c c.match.1 4-9 trust (retracted by sorry)\n");
    check_polarity("not only not trust",
                   "c c.match.1 13-18 trust (rejected by not)\n");
}

static void
a_pattern_that_holds_the_cue_is_not_judged_by_it(void **state)
{
    (void)state;
    check_polarity("not clear", "c c.match.2 0-9 not clear\n");
}

static void
only_affirmed_codes_count_for_other_codes(void **state)
{
    const desk_unit unit = {.speaker = "R", .text = "Not trust. Trust it."};
    const desk_task task = {
        .books = {BOOK "code: t\nmatch: \\btrust\\b\n\n"
                       "code: d\nany: code:t\n"},
        .cues = cues,
        .units = &unit,
        .count = 1,
    };
    desk_result got;

    (void)state;
    desk_run(&task, &got);
    assert_string_equal(got.codings, "t t.match.1 4-9 trust (rejected by not)\n"
                                     "t t.match.1 11-16 Trust\n"
                                     "d d.match.1 11-16 Trust\n");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(match_gives_every_occurrence),
        cmocka_unit_test(near_and_then_count_the_words_between),
        cmocka_unit_test(near_keeps_to_its_stretch),
        cmocka_unit_test(near_matches_do_not_overlap),
        cmocka_unit_test(all_needs_each_within_its_scope),
        cmocka_unit_test(none_excludes_within_its_scope),
        cmocka_unit_test(a_guard_cancels_what_it_overlaps),
        cmocka_unit_test(any_gives_a_rule_an_item),
        cmocka_unit_test(earlier_start_then_earlier_rule_is_the_coding),
        cmocka_unit_test(overlap_policies_choose_among_codes),
        cmocka_unit_test(codes_may_name_codes),
        cmocka_unit_test(facets_name_each_other),
        cmocka_unit_test(conditions_hold_of_the_unit),
        cmocka_unit_test(whole_answers_are_looked_at_when_asked_for),
        cmocka_unit_test(cues_reach_their_scope_and_no_further),
        cmocka_unit_test(the_longer_cue_counts),
        cmocka_unit_test(strong_polarities_win_and_near_ones),
        cmocka_unit_test(a_pattern_that_holds_the_cue_is_not_judged_by_it),
        cmocka_unit_test(only_affirmed_codes_count_for_other_codes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
