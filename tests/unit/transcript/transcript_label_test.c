/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One line against the label styles of docs/design/labels.md, section 1. */
#include "check.h"
#include "transcript/label.h"
#include "transcript/vocabulary.h"

typedef struct {
    const char *line, *name, *time, *words;
    label_style style;
} sample;

static const sample labels[] = {
    {"INT: hello", "INT", "", "hello", LABEL_COLON},
    {"INT:hello", "INT", "", "hello", LABEL_COLON},
    {"r1: hello", "r1", "", "hello", LABEL_COLON},
    {"OS1-R1: [00:02:51] Sure.", "OS1-R1", "00:02:51", "Sure.", LABEL_COLON},
    {"OS1-R1: 00:02:51 Sure.", "OS1-R1", "00:02:51", "Sure.", LABEL_COLON},
    {"Interviewer:", "Interviewer", "", "", LABEL_COLON},
    {"Mary O\xE2\x80\x99Neil: yes", "Mary O\xE2\x80\x99Neil", "", "yes",
     LABEL_COLON},
    {"Dr. Smith: yes", "Dr. Smith", "", "yes", LABEL_COLON},
    {"Neil deGrasse Tyson: no", "Neil deGrasse Tyson", "", "no", LABEL_COLON},
    {"Ludwig van Beethoven: no", "Ludwig van Beethoven", "", "no", LABEL_COLON},
    {"\xC3\x89mile: oui", "\xC3\x89mile", "", "oui", LABEL_COLON},
    {"\xE7\x94\xB0\xE4\xB8\xAD\xEF\xBC\x9A\xE3\x81\xAF\xE3\x81\x84",
     "\xE7\x94\xB0\xE4\xB8\xAD", "", "\xE3\x81\xAF\xE3\x81\x84", LABEL_COLON},
    {"Mary (laughing): yes", "Mary", "", "yes", LABEL_COLON},
    {"R1 [by telephone]: yes", "R1", "", "yes", LABEL_COLON},
    {"**Interviewer:** And?", "Interviewer", "", "And?", LABEL_COLON},
    {"**Interviewer**: And?", "Interviewer", "", "And?", LABEL_COLON},
    {"[SPEAKER_00]: text", "SPEAKER_00", "", "text", LABEL_COLON},
    {"[SPEAKER_00] text", "SPEAKER_00", "", "text", LABEL_COLON},
    {"4    Dan: Okay.", "Dan", "", "Okay.", LABEL_COLON},
    {"12. Dan: Okay.", "Dan", "", "Okay.", LABEL_COLON},
    {">> Mike: Okay.", "Mike", "", "Okay.", LABEL_COLON},
    {"INT\thello", "INT", "", "hello", LABEL_TAB},
    {"[00:15] Mike: so", "Mike", "00:15", "so", LABEL_TIMED},
    {"00:15 Mike: so", "Mike", "00:15", "so", LABEL_TIMED},
    {"**[00:15] Mike:** so", "Mike", "00:15", "so", LABEL_TIMED},
    {"Mike [00:15]: so", "Mike", "00:15", "so", LABEL_TIMED},
    {"Mike (00:15) so", "Mike", "00:15", "so", LABEL_TIMED},
    {"[Johnny Doe] 11:02:09", "Johnny Doe", "11:02:09", "", LABEL_TIMED},
    {"Speaker 1  0:03", "Speaker 1", "0:03", "", LABEL_TIMED},
    {"Speaker 1 (0:03)", "Speaker 1", "0:03", "", LABEL_TIMED},
    {"Speaker 1 | 00:03", "Speaker 1", "00:03", "", LABEL_TIMED},
    {"00:00:03 Speaker 1", "Speaker 1", "00:00:03", "", LABEL_TIMED},
    {"09:41:02 From Jane Doe to Everyone: hello", "Jane Doe", "09:41:02",
     "hello", LABEL_TIMED},
    {"### Interviewer", "Interviewer", "", "", LABEL_HEADING},
    {"### Business Process Manager", "Business Process Manager", "", "",
     LABEL_HEADING},
    {"**Interviewer**", "Interviewer", "", "", LABEL_MARKED},
};

static void
labels_are_found(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof labels / sizeof labels[0]; i++) {
        const sample *wanted = &labels[i];
        coding_span line = coding_span_of(wanted->line), words;
        label found;

        if (!label_find(line, &found))
            fail_msg("no label in %s", wanted->line);
        assert_span(found.name, wanted->name);
        assert_span(found.time, wanted->time);
        words = (coding_span){line.at + found.words, line.length - found.words};
        assert_span(words, wanted->words);
        if (found.style != wanted->style)
            fail_msg("style of %s", wanted->line);
    }
}

static void
other_lines_have_none(void **state)
{
    static const char *const lines[] = {
        "",
        "   ",
        "So I said: no",
        "he said: no",
        "One two three four: no",
        "http://example.org",
        "Meet at 10:30 tomorrow",
        "10:30",
        "[laughs]",
        "[inaudible 00:12:03] and then",
        "12:30: no",
        "Yes. No: maybe",
        "- First: both",
        "Ratio 3:1",
        "C:\\temp",
        "The end",
        "[00:15] so we went on",
        "\"Quoted: yes\"",
        "and, then: no",
    };
    label found;

    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
        if (label_find(coding_span_of(lines[i]), &found) &&
            found.likeness != LABEL_LOOSE)
            fail_msg("a label in %s: %.*s", lines[i], (int)found.name.length,
                     found.name.at);
}

/* Labels only if somebody says so, or never; nine words are none at all. */
static void
likeness_is_told(void **state)
{
    static const struct {
        const char *line;
        label_likeness likeness;
    } cases[] = {
        {"Anna & Ben: yes", LABEL_LIKELY},
        {"Anna + Ben Smith: yes", LABEL_LIKELY},
        {"Head of the IT Department: yes", LABEL_LONG},
        {"anna: yes", LABEL_LOOSE},
        {"What I would say is: yes", LABEL_LOOSE},
    };
    label found;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_true(label_find(coding_span_of(cases[i].line), &found));
        assert_int_equal(found.likeness, cases[i].likeness);
        assert_int_equal(found.words, strlen(cases[i].line) - strlen("yes"));
    }
    assert_false(label_find(
        coding_span_of("One two three four five six seven eight nine: no"),
        &found));
    assert_false(label_find(coding_span_of("Anna &: no"), &found));
}

static void
numbers_and_indents_are_told(void **state)
{
    label found;

    (void)state;
    assert_true(label_find(coding_span_of("4    Dan: Okay."), &found));
    assert_true(found.numbered);
    assert_int_equal(found.indent, 0);
    assert_true(label_find(coding_span_of("     Dan: Okay."), &found));
    assert_false(found.numbered);
    assert_int_equal(found.indent, 5);
}

static bool
is(bool (*listed)(coding_span), const char *words)
{
    char bytes[VOCABULARY_KEY_BYTES];

    return listed(vocabulary_key(coding_span_of(words), bytes));
}

static void
words_say_what_they_are(void **state)
{
    char bytes[VOCABULARY_KEY_BYTES];

    (void)state;
    assert_span(vocabulary_key(coding_span_of(" Dr.  SMITH. "), bytes),
                "dr. smith");
    assert_true(is(vocabulary_is_interviewer, "INT"));
    assert_true(is(vocabulary_is_interviewer, "Interviewer 2"));
    assert_true(is(vocabulary_is_interviewer, "MOD"));
    assert_true(is(vocabulary_is_interviewer, "Q"));
    assert_false(is(vocabulary_is_interviewer, "Internal"));
    assert_true(is(vocabulary_is_respondent, "R1"));
    assert_true(is(vocabulary_is_respondent, "Participant 12"));
    assert_false(is(vocabulary_is_respondent, "Dan"));
    assert_true(is(vocabulary_is_structure, "Meeting"));
    assert_true(is(vocabulary_is_structure, "Interview 3"));
    assert_true(is(vocabulary_is_field, "Organisation code"));
    assert_false(is(vocabulary_is_field, "Example"));
    assert_true(is(vocabulary_is_structure, "Example"));
    assert_false(is(vocabulary_is_structure, "Interviewer"));
    assert_true(vocabulary_is_code(coding_span_of("OS1-R1")));
    assert_true(vocabulary_is_code(coding_span_of("SPEAKER_00")));
    assert_false(vocabulary_is_code(coding_span_of("Dan")));
    assert_false(vocabulary_is_code(coding_span_of("2019")));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(labels_are_found),
        cmocka_unit_test(other_lines_have_none),
        cmocka_unit_test(likeness_is_told),
        cmocka_unit_test(numbers_and_indents_are_told),
        cmocka_unit_test(words_say_what_they_are),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
