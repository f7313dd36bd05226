/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who is the interviewer, who is which respondent, and the table that says so.
   After docs/design/labels.md, section 3, and participants(5). */
#include "check.h"
#include "transcript/transcript.h"

typedef struct {
    coding_context *context;
    check_messages said;
    participants *people;
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
    participants_free(made->people);
    coding_context_free(made->context);
    free(made);
    return 0;
}

/* TAB is written as | in the tables of these tests. */
static coding_status
read_people(bench *on, const char *table)
{
    char text[1024];
    size_t length = strlen(table);

    assert_true(length < sizeof text);
    for (size_t i = 0; i <= length; i++)
        text[i] = table[i] == '|' ? '\t' : table[i];
    participants_free(on->people);
    on->people = NULL;
    on->said.count = 0;
    return participants_parse(on->context, "people.tsv", coding_span_of(text),
                              &on->people);
}

static coding_status
parse(bench *on, const char *name, const char *text, const char *interviewer)
{
    coding_span labels[1] = {coding_span_of(interviewer)};
    const transcript_options options = {.people = on->people,
                                        .interviewers = labels,
                                        .interviewer_count =
                                            interviewer != NULL};

    transcript_free(on->document);
    on->document = NULL;
    on->said.count = 0;
    return transcript_parse(on->context, name, coding_span_of(text), &options,
                            &on->document);
}

/* Roles and rows as in "INT i-, R1 r0". */
static void
assert_roles(const bench *on, const char *wanted)
{
    static const char roles[] = "irno";
    char got[256] = "";
    size_t length = 0;

    for (size_t i = 0; i < on->document->speaker_count; i++) {
        const transcript_speaker *speaker = &on->document->speakers[i];

        length +=
            (size_t)snprintf(got + length, sizeof got - length, "%s%.*s %c",
                             i > 0 ? ", " : "", (int)speaker->label.length,
                             speaker->label.at, roles[speaker->role]);
        if (speaker->row == TRANSCRIPT_NONE)
            length += (size_t)snprintf(got + length, sizeof got - length, "-");
        else
            length += (size_t)snprintf(got + length, sizeof got - length, "%zu",
                                       speaker->row);
    }
    assert_string_equal(got, wanted);
}

#define TALK(a, b) a ": One?\n" b ": Two.\n" a ": Three?\n" b ": Four.\n"

static void
words_say_who_asks(void **state)
{
    static const struct {
        const char *text, *roles;
    } cases[] = {
        {TALK("INT", "Anna"), "INT i-, Anna r-"},
        {TALK("Interviewer 2", "Anna"), "Interviewer 2 i-, Anna r-"},
        {TALK("Q", "A"), "Q i-, A r-"},
        {TALK("MODERATOR", "Ben"), "MODERATOR i-, Ben r-"},
        {TALK("Dan", "Participant"), "Dan i-, Participant r-"},
        {TALK("Dan", "R1"), "Dan i-, R1 r-"},
        {TALK("R1", "R2"), "R1 r-, R2 r-"},
        {TALK("Anna", "Ben"), "Anna r-, Ben r-"},
        {TALK("A", "B"), "A r-, B r-"},
        {TALK("INT", "Observer"), "INT i-, Observer n-"},
    };
    bench *on = *state;

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(parse(on, "a.txt", cases[i].text, NULL), CODING_OK);
        assert_roles(on, cases[i].roles);
    }
    assert_int_equal(parse(on, "a.txt", TALK("Anna", "Ben"), NULL), CODING_OK);
    assert_true(check_said(&on->said, "no-interviewer"));
    assert_int_equal(parse(on, "a.txt", TALK("Anna", "Ben"), "ben"), CODING_OK);
    assert_roles(on, "Anna r-, Ben i-");
    assert_false(check_said(&on->said, "no-interviewer"));
    /* Who is named leaves the words without a say. */
    assert_int_equal(parse(on, "a.txt", TALK("INT", "Ben"), "Ben"), CODING_OK);
    assert_roles(on, "INT r-, Ben i-");
}

static void
rows_say_who_is_who(void **state)
{
    bench *on = *state;

    assert_int_equal(
        read_people(on, "respondent|document|label|interviewer|side\n"
                        "X1|a.txt|Anna||client\nX2|b||Ben, Bob|supplier\n"
                        "X3|c.txt|||\nX4|d.txt|Anna||\nX5|d.txt|Ben||\n"),
        CODING_OK);
    assert_int_equal(on->people->attribute_count, 1);
    assert_span(on->people->attributes[0], "side");
    assert_span(on->people->rows[0].values[0], "client");
    /* Of two the one beside the respondent asks. */
    assert_int_equal(parse(on, "a.txt", TALK("Ben", "Anna"), NULL), CODING_OK);
    assert_roles(on, "Ben i-, Anna r0");
    /* The document without its ending, the only label that is left. */
    assert_int_equal(parse(on, "b.en.vtt.gz", TALK("Ben", "Anna"), NULL),
                     CODING_OK);
    assert_roles(on, "Ben i-, Anna r1");
    /* The id is the label. */
    assert_int_equal(parse(on, "c.txt", TALK("INT", "X3"), NULL), CODING_OK);
    assert_roles(on, "INT i-, X3 r2");
    /* A joint interview. */
    assert_int_equal(
        parse(on, "x/d.txt", TALK("INT", "Anna") TALK("INT", "Ben"), NULL),
        CODING_OK);
    assert_roles(on, "INT i-, Anna r3, Ben r4");
    /* Nobody else is coded. */
    assert_int_equal(
        parse(on, "a.txt", TALK("INT", "Anna") TALK("INT", "Eve"), NULL),
        CODING_OK);
    assert_roles(on, "INT i-, Anna r0, Eve o-");
    assert_true(check_said(&on->said, "speaker-unlisted"));
}

static void
faults_of_rows_are_told(void **state)
{
    bench *on = *state;

    assert_int_equal(read_people(on, "document|respondent|label\n"
                                     "a.txt|X1|Anna\nb.txt|X2|\n"
                                     "c.txt|X3|Ben\nc.txt|X4|Ben\n"),
                     CODING_OK);
    assert_int_equal(parse(on, "z.txt", TALK("INT", "Anna"), NULL),
                     CODING_EDATA);
    assert_string_equal(on->said.texts[0],
                        "no row of people.tsv has the document \"z.txt\"");
    assert_int_equal(parse(on, "a.txt", TALK("INT", "Ben"), NULL),
                     CODING_EDATA);
    assert_string_equal(on->said.texts[0],
                        "the label \"Anna\" of X1 is not in a.txt (labels "
                        "there: INT, Ben)");
    assert_int_equal(on->said.lines[0], 2);
    assert_int_equal(parse(on, "a.txt", "No labels here.\n", NULL),
                     CODING_EDATA);
    assert_string_equal(on->said.texts[0],
                        "the label \"Anna\" of X1 is not in a.txt (labels "
                        "there: none)");
    assert_int_equal(parse(on, "b.txt", TALK("Anna", "Ben"), NULL),
                     CODING_EDATA);
    assert_true(check_said(&on->said, "participant-label"));
    assert_int_equal(parse(on, "c.txt", TALK("INT", "Ben"), NULL),
                     CODING_EDATA);
    assert_true(check_said(&on->said, "participant-label"));
}

static void
notes_have_one_respondent(void **state)
{
    bench *on = *state;

    assert_int_equal(read_people(on, "document|respondent|kind\n"
                                     "a.txt|X1|notes\nb.txt|X2|\n"
                                     "c.txt|X3|notes\nc.txt|X4|notes\n"),
                     CODING_OK);
    /* The kind wins over what looks like labels. */
    assert_int_equal(parse(on, "a.txt", TALK("INT", "Anna"), NULL), CODING_OK);
    assert_int_equal(on->document->speaker_count, 0);
    assert_int_equal(on->document->row, 0);
    assert_int_equal(parse(on, "b.txt", "Words.\n", NULL), CODING_OK);
    assert_int_equal(on->document->row, 1);
    assert_int_equal(parse(on, "c.txt", "Words.\n", NULL), CODING_OK);
    assert_int_equal(on->document->row, TRANSCRIPT_NONE);
    assert_true(check_said(&on->said, "notes-of-several"));
}

static void
faults_of_the_table_are_told(void **state)
{
    static const struct {
        const char *table, *id;
        size_t line;
    } cases[] = {
        {"", "participants-column", 0},
        {"document|label\na|b\n", "participants-column", 1},
        {"document|respondent|side|side\n", "participants-column", 1},
        {"document|respondent\n|X1\n", "participants-row", 2},
        {"document|respondent\na.txt|\n", "participants-row", 2},
        {"document|respondent|kind\na|X1|memo\n", "participants-row", 2},
        {"document|respondent\na|X1\na|X1\n", "participants-row", 3},
    };
    bench *on = *state;

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(read_people(on, cases[i].table), CODING_EDATA);
        assert_string_equal(on->said.ids[0], cases[i].id);
        assert_int_equal(on->said.lines[0], cases[i].line);
    }
    /* All of them in one run. */
    assert_int_equal(read_people(on, "document|respondent|kind\n|X1|\na||\n"
                                     "b|X2|memo\n"),
                     CODING_EDATA);
    assert_int_equal(on->said.count, 3);
}

static void
documents_match_whole_names_first(void **state)
{
    bench *on = *state;

    assert_int_equal(read_people(on, "document|respondent\nP1|A\nP1.txt|B\n"
                                     "in/P2.txt.gz|C\nv1.2 talk|D\n"),
                     CODING_OK);
    assert_int_equal(participants_next(on->people, coding_span_of("P1.txt"), 0),
                     1);
    assert_int_equal(participants_next(on->people, coding_span_of("P1.md"), 0),
                     0);
    assert_int_equal(participants_next(on->people, coding_span_of("P2.txt"), 0),
                     2);
    assert_int_equal(
        participants_next(on->people, coding_span_of("v1.2 talk.txt"), 0), 3);
    assert_int_equal(participants_next(on->people, coding_span_of("v1.txt"), 0),
                     PARTICIPANTS_NONE);
    assert_int_equal(
        participants_next(on->people, coding_span_of("P10.txt"), 0),
        PARTICIPANTS_NONE);
}

static coding_status
parse_with(coding_context *context)
{
    participants *people = NULL;
    transcript *got = NULL;
    transcript_options options = {0};
    coding_status status = participants_parse(
        context, "people.csv",
        coding_span_of("document,respondent,side\na.txt,X1,client\n"), &people);

    options.people = people;
    if (status == CODING_OK)
        status =
            transcript_parse(context, "a.txt",
                             coding_span_of(TALK("INT", "X1")), &options, &got);
    transcript_free(got);
    participants_free(people);
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
        TEST(words_say_who_asks),
        TEST(rows_say_who_is_who),
        TEST(faults_of_rows_are_told),
        TEST(notes_have_one_respondent),
        TEST(faults_of_the_table_are_told),
        TEST(documents_match_whole_names_first),
        TEST(lack_of_memory_is_a_status),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
