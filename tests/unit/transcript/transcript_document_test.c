/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whole documents: who speaks, what a turn is, what is nobody's. Expected
   pieces are written by hand from docs/design/labels.md. */
#include "check.h"
#include "transcript/transcript.h"

typedef struct {
    coding_context *context;
    check_messages said;
    transcript *document;
} bench;

static int
set_up(void **state)
{
    bench *made = calloc(1, sizeof *made);

    made->context = check_context(&made->said);
    *state = made;
    return 0;
}

static int
tear_down(void **state)
{
    bench *made = *state;

    transcript_free(made->document);
    coding_context_free(made->context);
    free(made);
    return 0;
}

static const transcript *
parse_as(bench *on, const char *name, const char *text,
         const transcript_options *options)
{
    transcript_free(on->document);
    on->document = NULL;
    on->said.count = 0;
    assert_int_equal(transcript_parse(on->context, name, coding_span_of(text),
                                      options, &on->document),
                     CODING_OK);
    return on->document;
}

static const transcript *
parse(bench *on, const char *name, const char *text)
{
    const transcript_options options = {0};

    return parse_as(on, name, text, &options);
}

/* The pieces as lines `turn role label time|words`, # at a heading, with / for
   line ends in the words. */
static void
assert_pieces(const transcript *document, const char *wanted)
{
    static const char roles[] = "irno";
    char got[4096];
    size_t length = 0;

    for (size_t i = 0; i < document->piece_count; i++) {
        const transcript_piece *piece = &document->pieces[i];
        coding_span label = {"-", 1};

        if (piece->speaker != TRANSCRIPT_NONE)
            label = document->speakers[piece->speaker].label;
        length += (size_t)snprintf(
            got + length, sizeof got - length, "%zu%c %.*s %.*s%s|%.*s\n",
            piece->turn, roles[piece->role], (int)label.length, label.at,
            (int)piece->time.length,
            piece->time.length > 0 ? piece->time.at : "",
            piece->heading ? "#" : "", (int)(piece->end - piece->start),
            document->text.at + piece->start);
        for (size_t k = length; k-- > 0 && got[k] != '|';)
            if (got[k] == '\n' && k + 1 < length)
                got[k] = '/';
    }
    assert_string_equal(got, wanted);
}

static void
turns_run_to_the_next_label(void **state)
{
    const transcript *got =
        parse(*state, "a.txt",
              "INT: One?\r\nR1: Two,\r\n  three.\r\n\r\nFour.\r\n"
              "INT: [00:10] Five?\r\nR1: [laughs] Six.\r\n");

    assert_pieces(got, "1i INT |One?\n"
                       "2r R1 |Two,/  three.//Four.\n"
                       "3i INT 00:10|Five?\n"
                       "4r R1 |[laughs] Six.\n");
    assert_int_equal(got->speaker_count, 2);
    assert_int_equal(got->speakers[0].turns, 2);
    assert_int_equal(got->lost_lines, 0);
    assert_false(got->paragraphs);
}

static void
headers_are_nobody(void **state)
{
    bench *on = *state;
    const transcript *got =
        parse(on, "a.txt",
              "A long talk\n\nInterview: 5\nDate: 2023-03-06\nInterviewer: RB\n"
              "Conventions: [pause] and\nsomething more\n\n"
              "Interviewer: Hello, and thank you for coming in today?\n"
              "Respondent: Hello.\nInterviewer: So?\nRespondent: Date: May.\n");

    assert_pieces(
        got, "1o - |A long talk//Interview: 5/Date: 2023-03-06/Interviewer:"
             " RB/Conventions: [pause] and/something more\n"
             "2i Interviewer |Hello, and thank you for coming in today?\n"
             "3r Respondent |Hello.\n"
             "4i Interviewer |So?\n"
             "5r Respondent |Date: May.\n");
    assert_int_equal(got->header_lines, 6);
    /* Not set off by an empty line: up to the last field. */
    got = parse(on, "a.txt",
                "Date: May\nPlace: Leeds\nINT: Hello, and thank you for coming "
                "in today?\nR1: Hi.\nINT: So?\nR1: Yes.\n");
    assert_int_equal(got->header_lines, 2);
    assert_int_equal(got->speakers[0].turns, 2);
    /* No header at all: a first turn that has a field's word in it. */
    got =
        parse(on, "a.txt",
              "Anna: Role: what is yours?\nBen: Mine.\nAnna: So?\nBen: Yes.\n");
    assert_int_equal(got->header_lines, 0);
    assert_int_equal(got->speakers[0].turns, 2);
}

static void
structure_words_are_no_speakers(void **state)
{
    const transcript *got =
        parse(*state, "a.txt",
              "Anna: We had\nFirst: one thing.\nSecond: another.\n"
              "First: again.\nSecond: again.\n10:30 Meeting: late.\n"
              "10:45 Meeting: later.\nBen: Yes.\nAnna: So.\nBen: No.\n");

    assert_int_equal(got->speaker_count, 2);
    assert_span(got->speakers[0].label, "Anna");
    assert_span(got->speakers[1].label, "Ben");
    assert_int_equal(got->turns, 4);
}

static void
labels_come_back(void **state)
{
    bench *on = *state;
    const transcript *got = parse(
        on, "a.txt",
        "Anna: One.\nBen: Two.\nAnna: Three.\nHowever: four.\nBen: Five.\n");

    assert_int_equal(got->speaker_count, 2);
    assert_int_equal(got->once_count, 1);
    assert_span(got->once, "However");
    /* Twice alone is a turn of phrase (Lincoln, 1861). */
    got = parse(on, "a.txt",
                "Well.\n\nAgain and so: One.\n\nOnward: One.\n\n"
                "Words.\n\nOnward: Two.\n");
    assert_int_equal(got->speaker_count, 0);
    assert_true(got->paragraphs);
    /* Two lines of a dialogue, if they say who they are. */
    got = parse(on, "a.txt", "INT: What matters?\nR1: Trust.\n");
    assert_pieces(got, "1i INT |What matters?\n2r R1 |Trust.\n");
    /* Once, but with a time as the others have. */
    got = parse(on, "a.txt",
                "Speaker 1  0:03\nOne.\n\nSpeaker 2  0:05\nTwo.\n\n"
                "Speaker 1  0:07\nThree.\n\nBob Lee  0:09\nFour.\n");
    assert_pieces(got, "1r Speaker 1 0:03|One.\n2r Speaker 2 0:05|Two.\n"
                       "3r Speaker 1 0:07|Three.\n4r Bob Lee 0:09|Four.\n");
}

static void
styles_with_the_words_below(void **state)
{
    bench *on = *state;

    assert_pieces(parse(on, "a.txt",
                        "[Johnny Doe] 11:02:09\nHow you doing?\n\n"
                        "[Janet Dough] 11:02:09\nHey.\n\n"
                        "[Johnny Doe] 11:02:11\nI'm okay.\n"),
                  "1r Johnny Doe 11:02:09|How you doing?\n"
                  "2r Janet Dough 11:02:09|Hey.\n"
                  "3r Johnny Doe 11:02:11|I'm okay.\n");
    assert_pieces(parse(on, "a.txt",
                        "0:00:01.0 --> 0:00:05.2\nMary Jones\nSo why?\n\n"
                        "0:00:06.0 --> 0:00:07.0\nBob Smith\nTrust.\n\n"
                        "0:00:08.0 --> 0:00:09.0\nMary Jones\nOk.\n"),
                  "1r Mary Jones 0:00:01.0|So why?\n"
                  "2r Bob Smith 0:00:06.0|Trust.\n"
                  "3r Mary Jones 0:00:08.0|Ok.\n");
    assert_pieces(
        parse(on, "a.md",
              "### Interviewer\n\nSo?\n\n### Process Manager\n\nYes.\n"
              "\n### Interviewer\n\nAnd?\n\n### Process Manager\n\n"
              "No.\n"),
        "1i Interviewer |So?\n2r Process Manager |Yes.\n"
        "3i Interviewer |And?\n4r Process Manager |No.\n");
    assert_pieces(parse(on, "a.md",
                        "**Interviewer:** So?\n\n**R1:** Yes.\n\n"
                        "**Interviewer:** And?\n\n**R1:** No.\n"),
                  "1i Interviewer |So?\n2r R1 |Yes.\n3i Interviewer |And?\n"
                  "4r R1 |No.\n");
}

static void
times_on_lines_of_their_own(void **state)
{
    assert_pieces(parse(*state, "a.txt",
                        "INT: One?\n\nR1: Two.\n\n(00:04:51)\n\nINT: Three?\n"
                        "R1: Four\n(00:05:10)\nand five.\n"),
                  "1i INT |One?\n2r R1 |Two.\n3i INT 00:04:51|Three?\n"
                  "4r R1 |Four/(00:05:10)/and five.\n");
}

static void
numbered_paragraphs(void **state)
{
    const transcript *got =
        parse(*state, "a.txt",
              "1\n     Interview\n2    Dan: One?\n\n3    Participant: Two\n"
              "     three.\n\n                1/5\n4\n\f4    Dan: Four?\n\n"
              "5    Participant: Five\n                2/5\n\f     "
              "Participant: Five\n"
              "     six.\n\n");

    assert_pieces(got, "1o - |Interview\n2i Dan |One?\n"
                       "3r Participant |Two/     three.\n4i Dan |Four?\n"
                       "5r Participant |Five/                2/5//     "
                       "Participant: Five/     six.\n");
    assert_int_equal(got->speakers[1].turns, 2);
}

static void
remarks_are_cut_out(void **state)
{
    bench *on = *state;

    assert_pieces(
        parse(on, "a.txt",
              "INT: One?\nR1: Two. [Note taker: he [and she]\nsmiled] "
              "Three.\nNB: not sure.\nFour? No.\n\nFive.\nINT: Six?\n"
              "R1: I made a note: seven.\n"),
        "1i INT |One?\n2r R1 |Two.\n"
        "2n - |[Note taker: he [and she]/smiled]\n"
        "2r R1 |Three.\n2n - |NB: not sure./Four? No.\n"
        "2r R1 |Five.\n3i INT |Six?\n4r R1 |I made a note: seven.\n");
    /* The labels of the census are turns, not pieces. */
    assert_int_equal(on->document->speakers[1].turns, 2);
}

static void
notes_are_paragraphs(void **state)
{
    const transcript *got = parse(
        *state, "a.txt",
        "Role and background\n\nManaged it\nfor years.\n\nTHREE THINGS\n\n"
        "- First: trust,\n  of course.\n- Second: a plan.\n"
        "[Note taker: I disagree.]\n* Third.\n\nIn short:\nGood people.\n"
        "## Closing\n2. Nothing else\n");

    assert_pieces(got, "1r - #|Role and background\n"
                       "2r - |Managed it/for years.\n"
                       "3o - #|THREE THINGS\n"
                       "4r - |First: trust,/  of course.\n"
                       "5r - |Second: a plan.\n"
                       "6n - |[Note taker: I disagree.]\n"
                       "7r - |Third.\n"
                       "8o - #|In short:\n"
                       "9r - |Good people.\n"
                       "10o - #|Closing\n"
                       "11r - |Nothing else\n");
    assert_true(got->paragraphs);
}

static void
captions_join_cues(void **state)
{
    const transcript *got = parse(
        *state, "a.vtt",
        "\xEF\xBB\xBFWEBVTT - talk\r\n\r\nNOTE a\r\ncomment\r\n\r\n"
        "STYLE\r\n::cue {}\r\n\r\nid-1\r\n00:11.000 --> 00:13.000\r\n"
        "<v Roger Bingham>We are in <i>New</i>\r\nYork &amp; City</v>\r\n\r\n"
        "2\r\n00:13.000 --> 00:16.000 align:right\r\n"
        "<v.loud Roger Bingham>and a < b\r\n\r\n"
        "00:16.000 --> 00:17.000\r\n<v Neil>No</v> <v Roger Bingham>Yes\r\n\r\n"
        "00:17.000 --> 00:18.000\r\n[applause]\r\n");

    assert_pieces(got, "1r Roger Bingham 00:11.000|We are in New/York & City/"
                       "and a < b\n"
                       "2r Neil 00:16.000|No\n"
                       "3r Roger Bingham 00:16.000|Yes\n"
                       "4o - 00:17.000|[applause]\n");
    assert_int_equal(got->speakers[0].turns, 3);
    assert_true(got->captions);
    assert_span(got->text, "Roger Bingham: We are in New\nYork & City\n"
                           "and a < b\n\nNeil: No\n\nRoger Bingham: Yes\n"
                           "[applause]\n");
}

static void
captions_carry_a_label_on(void **state)
{
    bench *on = *state;

    assert_pieces(parse(on, "a.srt",
                        "1\n00:00:01,000 --> 00:00:02,000\nAnna: One\n\n"
                        "2\n00:00:02,000 --> 00:00:03,000\n{\\an8}two.\n\n"
                        "3\n00:00:03,000 --> 00:00:04,000\nBen: Three.\n\n"
                        "4\n00:00:04,000 --> 00:00:05,000\nAnna: Four.\n\n"
                        "5\n00:00:05,000 --> 00:00:06,000\nBen: Five.\n"),
                  "1r Anna 00:00:01,000|One/two.\n"
                  "2r Ben 00:00:03,000|Three.\n"
                  "3r Anna 00:00:04,000|Four.\n"
                  "4r Ben 00:00:05,000|Five.\n");
    /* Every cue has a label: one who speaks once has one, too (Zoom). */
    assert_pieces(parse(on, "a.vtt",
                        "WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.000\n"
                        "Ann Lee: One.\n\n2\n00:00:02.000 --> "
                        "00:00:03.000\nBob Ray: Two.\n\n3\n00:00:03.000 --> "
                        "00:00:04.000\nAnn Lee: Three.\n"),
                  "1r Ann Lee 00:00:01.000|One.\n"
                  "2r Bob Ray 00:00:02.000|Two.\n"
                  "3r Ann Lee 00:00:03.000|Three.\n");
    /* A label that comes again is no word of the turn it goes on with. */
    assert_pieces(parse(on, "a.srt",
                        "1\n00:00:01,000 --> 00:00:02,000\n[SPEAKER_00]: We "
                        "share\n\n2\n00:00:02,000 --> 00:00:03,000\n"
                        "[SPEAKER_00]: a vision.\n\n3\n00:00:03,000 --> "
                        "00:00:04,000\n[SPEAKER_01]: Do we?\n"),
                  "1r SPEAKER_00 00:00:01,000|We share/a vision.\n"
                  "2r SPEAKER_01 00:00:03,000|Do we?\n");
    assert_span(on->document->text, "[SPEAKER_00]: We share\na vision.\n\n"
                                    "[SPEAKER_01]: Do we?\n");
    assert_int_equal(on->document->speakers[0].turns, 2);
    /* Nobody is named: cut where a cue ends a sentence. */
    assert_pieces(parse(on, "a.srt",
                        "1\n00:00:01,000 --> 00:00:02,000\nWe share\n\n"
                        "2\n00:00:02,000 --> 00:00:03,000\na vision.\n\n"
                        "3\n00:00:03,000 --> 00:00:04,000\nDo we?\n"),
                  "1r - 00:00:01,000|We share/a vision.\n"
                  "2r - 00:00:03,000|Do we?\n");
}

static void
patterns_replace_the_rule(void **state)
{
    bench *on = *state;
    const regex_source wanted = {
        .text = coding_span_of("<<(?<speaker>[^>]+)>>\\s*")};
    transcript_options options = {0};
    regex_fault fault;
    const transcript *got;

    assert_int_equal(
        regex_new(on->context, &wanted, REGEX_EXACT, &fault, &options.speaker),
        CODING_OK);
    assert_int_equal(regex_keep_groups(options.speaker), CODING_OK);
    got = parse_as(on, "a.txt", "<<Anna>> One.\nBen: no.\n  <<Ben>>\nTwo.\n",
                   &options);
    assert_pieces(got, "1r Anna |One./Ben: no.\n2r Ben |Two.\n");
    regex_free(options.speaker);
}

static void
aliases_mend_labels(void **state)
{
    const speakers_alias aliases[] = {
        {coding_span_of("itn"), coding_span_of("INT")}};
    const transcript_options options = {.aliases = aliases, .alias_count = 1};
    const transcript *got =
        parse_as(*state, "a.txt",
                 "INT: One?\nR1: Two.\nITN: Three?\nR1: Four.\n", &options);

    assert_int_equal(got->speaker_count, 2);
    assert_int_equal(got->speakers[0].turns, 2);
    assert_span(got->speakers[0].label, "INT");
}

static void
long_turns_are_refused(void **state)
{
    bench *on = *state;
    const transcript_options options = {.max_turn = 10};
    transcript *got = NULL;

    assert_int_equal(
        transcript_parse(on->context, "a.txt",
                         coding_span_of("INT: Short?\nR1: Not short at all.\n"),
                         &options, &got),
        CODING_EDATA);
    assert_string_equal(on->said.texts[on->said.count - 1],
                        "a turn of 17 bytes is over the limit of 10; raise it "
                        "with --max-turn");
    assert_int_equal(on->said.lines[on->said.count - 1], 2);
}

static void
nothing_in_is_a_warning(void **state)
{
    bench *on = *state;

    assert_int_equal(parse(on, "a.txt", "")->piece_count, 0);
    assert_true(check_said(&on->said, "document-empty"));
    assert_int_equal(parse(on, "a.txt", " \r\n\t\n")->piece_count, 0);
    assert_int_equal(parse(on, "a.vtt", "WEBVTT\n")->piece_count, 0);
    assert_int_equal(parse(on, "a.txt", "INT:\nR1:\nINT:\n")->piece_count, 0);
}

static void
names_have_no_folders(void **state)
{
    (void)state;
    assert_span(transcript_name("a/b/c.txt.gz", NULL), "c.txt");
    assert_span(transcript_name("c.txt", NULL), "c.txt");
    assert_span(transcript_name("-", NULL), "stdin");
    assert_span(transcript_name("-", "P1"), "P1");
}

static coding_status
parse_with(coding_context *context)
{
    const transcript_options options = {0};
    transcript *got = NULL;
    coding_status status = transcript_parse(
        context, "a.txt",
        coding_span_of("Date: 1\n\nINT: One? [NB: x] Y\nR1: Two.\nINT: So?\n"),
        &options, &got);

    transcript_free(got);
    return status;
}

static void
lack_of_memory_is_a_status(void **state)
{
    (void)state;
    check_every_failure(parse_with);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(turns_run_to_the_next_label),
        TEST(headers_are_nobody),
        TEST(structure_words_are_no_speakers),
        TEST(labels_come_back),
        TEST(styles_with_the_words_below),
        TEST(times_on_lines_of_their_own),
        TEST(numbered_paragraphs),
        TEST(remarks_are_cut_out),
        TEST(notes_are_paragraphs),
        TEST(captions_join_cues),
        TEST(captions_carry_a_label_on),
        TEST(patterns_replace_the_rule),
        TEST(aliases_mend_labels),
        TEST(long_turns_are_refused),
        TEST(nothing_in_is_a_warning),
        TEST(names_have_no_folders),
        TEST(lack_of_memory_is_a_status),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
