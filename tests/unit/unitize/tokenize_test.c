/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rows of documents: units, windows, coverage. Expected rows are written by
   hand. The property: the text of every unit is the slice [start, end) of the
   document text, counted in code points by another way than the library's. */
#include <coding/tokenize.h>

#include <unistd.h>

#include "check.h"

enum { LOG_BYTES = 16384 };

typedef struct {
    coding_context *context;
    check_messages said;
    coding_columns *columns;
    coding_tokenize *made;
    char log[LOG_BYTES];
    size_t length;
    coding_core core;
    const char *const *cells; /* columns to log */
    coding_record record;     /* rows to log */
    char *text;               /* the document text */
    size_t text_length;
    size_t units;
} bench;

static const char guide[] = "guide: g\n\nquestion: role\nask: Your role\n"
                            "match: \\byour role\\b\n\nquestion: three\n"
                            "match: \\bthree things\\b\n\nquestion: end\n"
                            "match: \\banything else\\b\n";

/* A file in the folder of temporary files, for what is loaded by path. */
static void
write_file(char *path, size_t size, const char *name, const char *text)
{
    FILE *file;

    snprintf(path, size, "/tmp/coding-%ld-%s", (long)getpid(), name);
    file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    assert_int_equal(fclose(file), 0);
}

static int
set_up(void **state)
{
    bench *made = calloc(1, sizeof *made);

    made->context = check_context(&made->said);
    *state = made;
    return 0;
}

static void
finish(bench *on)
{
    coding_tokenize_free(on->made);
    coding_columns_free(on->columns);
    on->made = NULL;
    on->columns = NULL;
    on->length = 0;
    on->units = 0;
    on->log[0] = '\0';
    on->said.count = 0;
}

static int
tear_down(void **state)
{
    bench *made = *state;

    finish(made);
    free(made->text);
    coding_context_free(made->context);
    free(made);
    return 0;
}

/* The byte of a code point, counted by continuation bytes. */
static size_t
byte_of(const bench *on, uint64_t point)
{
    size_t at = 0;

    while (point > 0) {
        at++;
        while (at < on->text_length && (on->text[at] & 0xC0) == 0x80)
            at++;
        point--;
    }
    return at;
}

static void
check_slice(bench *on, const coding_row *row)
{
    coding_span text = coding_row_cell(row, on->core.text);
    uint64_t start = 0, end = 0;

    assert_true(coding_row_unsigned(row, on->core.start, &start));
    assert_true(coding_row_unsigned(row, on->core.end, &end));
    assert_true(start < end);
    assert_int_equal(byte_of(on, end) - byte_of(on, start), text.length);
    assert_memory_equal(on->text + byte_of(on, start), text.at, text.length);
}

static coding_status
take(void *user, const coding_row *row)
{
    bench *on = user;

    if (row->record == CODING_RECORD_UNIT) {
        on->units++;
        if (on->text != NULL)
            check_slice(on, row);
    }
    if (on->cells == NULL || row->record != on->record)
        return CODING_OK;
    for (size_t i = 0; on->cells[i] != NULL; i++) {
        coding_span cell = coding_row_cell(
            row, coding_columns_find(row->columns, on->cells[i]));

        assert_true(on->length + cell.length + 2 < LOG_BYTES);
        on->length += (size_t)snprintf(
            on->log + on->length, LOG_BYTES - on->length, "%s%.*s",
            i > 0 ? "|" : "", (int)cell.length, cell.length > 0 ? cell.at : "");
    }
    on->log[on->length++] = '\n';
    on->log[on->length] = '\0';
    return CODING_OK;
}

static void
start(bench *on, const coding_tokenize_options *options)
{
    finish(on);
    assert_int_equal(coding_tokenize_new(on->context, options, &on->made),
                     CODING_OK);
    assert_int_equal(coding_columns_new(on->context, &on->columns), CODING_OK);
    assert_int_equal(coding_tokenize_columns(on->made, on->columns), CODING_OK);
    on->core = coding_core_of(on->columns);
    assert_int_equal(coding_tokenize_begin(on->made, on->columns,
                                           (coding_row_sink){take, on}),
                     CODING_OK);
}

static coding_status
give(bench *on, const char *name, const char *text)
{
    return coding_tokenize_bytes(on->made, name, coding_span_of(text),
                                 (coding_row_sink){take, on});
}

static const char *const unit_cells[] = {"unit",       "turn",     "role",
                                         "respondent", "question", "start",
                                         "end",        "text",     NULL};

static const char talk[] = "Date: May\n\nINT: What is your role?\n"
                           "R1: Clerk. Since May.\nINT: Since May?\nR1: Yes.\n"
                           "INT: Your role is clear. Three things, then?\n"
                           "R1: Trust. [laughs]\nINT: Of the three things?\n"
                           "R1: Trust.\nINT: Anything else? I mean, in your "
                           "role?\nR1: No.\n";

static void
windows_run_to_the_next_question(void **state)
{
    bench *on = *state;
    char path[64];
    coding_tokenize_options options = {.guide = path};

    write_file(path, sizeof path, "g.guide", guide);
    on->cells = unit_cells;
    on->record = CODING_RECORD_UNIT;
    start(on, &options);
    assert_int_equal(give(on, "a.txt", talk), CODING_OK);
    assert_string_equal(
        on->log, "1|1|other|||0|9|Date: May\n"
                 "2|2|interviewer||role|16|34|What is your role?\n"
                 "3|3|respondent|a.txt/R1|role|39|56|Clerk. Since May.\n"
                 "4|4|interviewer||role|62|72|Since May?\n"
                 "5|5|respondent|a.txt/R1|role|77|81|Yes.\n"
                 "6|6|interviewer||three|87|126|Your role is clear. Three "
                 "things, then?\n"
                 "7|7|respondent|a.txt/R1|three|131|146|Trust. [laughs]\n"
                 "8|8|interviewer||three|152|172|Of the three things?\n"
                 "9|9|respondent|a.txt/R1|three|177|183|Trust.\n"
                 "10|10|interviewer||role|189|225|Anything else? I mean, in "
                 "your role?\n"
                 "11|11|respondent|a.txt/R1|role|230|233|No.\n");
    assert_int_equal(coding_tokenize_finish(on->made), CODING_OK);
    assert_true(check_said(&on->said, "question-never-asked"));
    unlink(path);
}

static void
coverage_tells_asked_from_answered(void **state)
{
    static const char *const cells[] = {"respondent", "question", "asked",
                                        "answered",   "units",    "words",
                                        "prompted",   NULL};
    bench *on = *state;
    char path[64];
    coding_tokenize_options options = {.guide = path};

    write_file(path, sizeof path, "g.guide", guide);
    on->cells = cells;
    on->record = CODING_RECORD_COVERAGE;
    start(on, &options);
    assert_int_equal(give(on, "a.txt", talk), CODING_OK);
    assert_int_equal(give(on, "b.txt",
                          "INT: Three things?\nR1: [inaudible 00:01:02]\n"
                          "INT: Anything else?\nR1: [pause] No, no.\n"
                          "INT: Bye.\n"),
                     CODING_OK);
    /* Words by hand; what stands in a gap is none. */
    assert_string_equal(on->log, "a.txt/R1|role|1|1|3|5|\n"
                                 "a.txt/R1|three|1|1|2|2|\n"
                                 "a.txt/R1|end|0|0|0|0|\n"
                                 "b.txt/R1|role|0|0|0|0|\n"
                                 "b.txt/R1|three|1|0|1|0|\n"
                                 "b.txt/R1|end|1|1|1|2|\n");
    unlink(path);
}

static void
notes_open_windows_by_lines(void **state)
{
    bench *on = *state;
    char path[64];
    coding_tokenize_options options = {.guide = path};

    write_file(path, sizeof path, "g.guide", guide);
    on->cells = unit_cells;
    on->record = CODING_RECORD_UNIT;
    start(on, &options);
    assert_int_equal(give(on, "n.txt",
                          "Your role\n\nClerk\n\nThe three things he named:\n\n"
                          "- Trust\n[NB: I doubt it]\n\n"
                          "Asked for anything else, he said no.\n"),
                     CODING_OK);
    assert_string_equal(on->log,
                        "1|1|other||role|0|9|Your role\n"
                        "2|2|respondent|n.txt|role|11|16|Clerk\n"
                        "3|3|other||three|18|44|The three things he named:\n"
                        "4|4|respondent|n.txt|three|48|53|Trust\n"
                        "5|5|note||three|54|70|[NB: I doubt it]\n"
                        "6|6|respondent|n.txt|end|72|108|Asked for anything "
                        "else, he said no.\n");
    unlink(path);
}

static void
units_below_the_turn(void **state)
{
    static const char *const cells[] = {"unit", "turn", "start", "text", NULL};
    static const char text[] =
        "INT: Why?\nR1: I met Dr. Smith of R&D. \"We don\xE2\x80\x99t.\" "
        "Co-creation!\n\nNext\nline\nR1: More.\n";
    bench *on = *state;
    coding_tokenize_options options = {.unit = CODING_UNIT_SENTENCE};

    on->cells = cells;
    on->record = CODING_RECORD_UNIT;
    start(on, &options);
    assert_int_equal(give(on, "a.txt", text), CODING_OK);
    assert_string_equal(on->log, "1|1|5|Why?\n"
                                 "2|2|14|I met Dr. Smith of R&D.\n"
                                 "3|2|38|\"We don\xE2\x80\x99t.\"\n"
                                 "4|2|50|Co-creation!\n"
                                 "5|2|64|Next\nline\n"
                                 "6|3|78|More.\n");
    options.unit = CODING_UNIT_PARAGRAPH;
    start(on, &options);
    assert_int_equal(give(on, "a.txt", text), CODING_OK);
    assert_string_equal(on->log,
                        "1|1|5|Why?\n"
                        "2|2|14|I met Dr. Smith of R&D. \"We don\xE2\x80\x99t."
                        "\" Co-creation!\n"
                        "3|2|64|Next\nline\n"
                        "4|3|78|More.\n");
    options.unit = CODING_UNIT_WORD;
    start(on, &options);
    assert_int_equal(give(on, "a.txt", text), CODING_OK);
    assert_string_equal(on->log,
                        "1|1|5|Why\n2|2|14|I\n3|2|16|met\n4|2|20|Dr\n"
                        "5|2|24|Smith\n6|2|30|of\n7|2|33|R&D\n8|2|39|We\n"
                        "9|2|42|don\xE2\x80\x99t\n10|2|50|Co-creation\n"
                        "11|2|64|Next\n12|2|69|line\n13|3|78|More\n");
    options.unit = CODING_UNIT_MERGED;
    start(on, &options);
    assert_int_equal(give(on, "a.txt", text), CODING_OK);
    assert_string_equal(on->log, "1|1|5|Why?\n"
                                 "2|2|14|I met Dr. Smith of R&D. \"We don\xE2"
                                 "\x80\x99t.\" Co-creation!\n\nNext\nline\n"
                                 "R1: More.\n");
}

static void
participants_are_attributes(void **state)
{
    static const char *const cells[] = {"role",      "respondent", "attr.side",
                                        "attr.kind", "text",       NULL};
    bench *on = *state;
    char path[64];
    coding_tokenize_options options = {.participants = path};

    write_file(path, sizeof path, "p.tsv",
               "document\trespondent\tlabel\tside\tkind\n"
               "a.txt\tX1\tAnna\tclient\ttranscript\n"
               "b\tX1\t\tclient\tnotes\nc\tX2\t\tsupplier\t\n");
    on->cells = cells;
    on->record = CODING_RECORD_UNIT;
    start(on, &options);
    assert_int_equal(
        give(on, "a.txt", "INT: One?\nAnna: Two.\nINT: Three?\nAnna: Four.\n"),
        CODING_OK);
    assert_int_equal(give(on, "b.txt", "Five.\n"), CODING_OK);
    assert_string_equal(on->log, "interviewer||||One?\n"
                                 "respondent|X1|client|transcript|Two.\n"
                                 "interviewer||||Three?\n"
                                 "respondent|X1|client|transcript|Four.\n"
                                 "respondent|X1|client|notes|Five.\n");
    assert_int_equal(coding_tokenize_finish(on->made), CODING_OK);
    assert_string_equal(on->said.ids[on->said.count - 1],
                        "participant-without-document");
    assert_string_equal(on->said.texts[on->said.count - 1],
                        "1 of 3 rows have no document among those given: X2");
    /* b.txt and b.md may both be meant by b. */
    assert_int_equal(give(on, "b.md", "Six.\n"), CODING_EDATA);
    assert_true(check_said(&on->said, "participant-ambiguous"));
    assert_int_equal(give(on, "z.txt", "Six.\n"), CODING_EDATA);
    assert_true(check_said(&on->said, "document-without-participant"));
    unlink(path);
}

static void
documents_come_once(void **state)
{
    bench *on = *state;
    const coding_tokenize_options options = {0};

    start(on, &options);
    assert_int_equal(give(on, "x/a.txt", "One.\n"), CODING_OK);
    assert_int_equal(give(on, "y/a.txt.gz", "Two.\n"), CODING_EDATA);
    assert_string_equal(on->said.texts[on->said.count - 1],
                        "the document \"a.txt\" is there twice, also as "
                        "x/a.txt");
}

static void
options_are_checked(void **state)
{
    bench *on = *state;
    const char *const bad[] = {"INT"};
    const coding_tokenize_options faults[] = {
        {.speaker = "(?<speaker>"},  {.speaker = "^(\\w+):"},
        {.encoding = "klingon"},     {.aliases = bad, .alias_count = 1},
        {.guide = "/no/such.guide"}, {.participants = "/no/such.tsv"},
    };
    const coding_status wanted[] = {CODING_EUSAGE,  CODING_EUSAGE,
                                    CODING_EUSAGE,  CODING_EUSAGE,
                                    CODING_ESYSTEM, CODING_ESYSTEM};

    for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++)
        assert_int_equal(
            coding_tokenize_new(on->context, &faults[i], &on->made), wanted[i]);
    assert_null(on->made);
}

static coding_status
keep_text(void *user, coding_span text)
{
    bench *on = user;

    free(on->text);
    on->text = malloc(text.length + 1);
    assert_non_null(on->text);
    memcpy(on->text, text.at, text.length);
    on->text[text.length] = '\0';
    on->text_length = text.length;
    return CODING_OK;
}

/* Pieces of text that make offsets go wrong, strung together by a small
   linear congruential generator (Knuth's MMIX constants). */
static const char *const odd[] = {"INT: ",
                                  "R1: ",
                                  "\n",
                                  "\r\n",
                                  "\r",
                                  "\n\n",
                                  " ",
                                  "Trust. ",
                                  "co\xC2\xAD"
                                  "creation ",
                                  "\xF0\x9F\x98\x80",
                                  "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x92"
                                  "\xBB ",
                                  "cafe\xCC\x81 ",
                                  "don\xE2\x80\x99t ",
                                  "\xC2\xA0",
                                  "[laughs] ",
                                  "[Note taker: hm] ",
                                  "(00:04:51)\n",
                                  "\f",
                                  "\xE2\x80\xA8",
                                  "\xC2\x85",
                                  "value-added? ",
                                  "\xEF\xBB\xBF",
                                  "A.B. ",
                                  "\xE2\x80\x8B",
                                  "- ",
                                  "# H\n",
                                  "NB: so\n",
                                  "\xE2\x80\xA6 ",
                                  "\t"};

static void
texts_are_slices(void **state)
{
    static const coding_unit kinds[] = {
        CODING_UNIT_TURN, CODING_UNIT_MERGED, CODING_UNIT_SENTENCE,
        CODING_UNIT_PARAGRAPH, CODING_UNIT_WORD};
    bench *on = *state;
    uint64_t seed = 1;
    char path[64], text[1024];
    size_t units = 0;

    for (size_t round = 0; round < 400; round++) {
        coding_tokenize_options options = {.unit = kinds[round % 5]};
        size_t length = 0;

        while (length < 900) {
            const char *part;

            seed = seed * 6364136223846793005U + 1442695040888963407U;
            part = odd[(seed >> 33) % (sizeof odd / sizeof odd[0])];
            memcpy(text + length, part, strlen(part));
            length += strlen(part);
        }
        text[length] = '\0';
        write_file(path, sizeof path, "odd.txt", text);
        start(on, &options);
        assert_int_equal(coding_tokenize_text(on->made, path, keep_text, on),
                         CODING_OK);
        assert_int_equal(
            coding_tokenize_file(on->made, path, (coding_row_sink){take, on}),
            CODING_OK);
        units += on->units;
    }
    assert_true(units > 4000);
    unlink(path);
}

static coding_status
tokenize_with(coding_context *context)
{
    const coding_tokenize_options options = {0};
    coding_tokenize *made = NULL;
    coding_columns *columns = NULL;
    bench *on = calloc(1, sizeof *on);
    coding_status status = coding_tokenize_new(context, &options, &made);

    assert_non_null(on);
    if (status == CODING_OK)
        status = coding_columns_new(context, &columns);
    if (status == CODING_OK)
        status = coding_tokenize_columns(made, columns);
    if (status == CODING_OK)
        status =
            coding_tokenize_begin(made, columns, (coding_row_sink){take, on});
    if (status == CODING_OK)
        status = coding_tokenize_bytes(made, "a.txt", coding_span_of(talk),
                                       (coding_row_sink){take, on});
    coding_tokenize_free(made);
    coding_columns_free(columns);
    free(on);
    return status;
}

static void
lack_of_memory_is_a_status(void **state)
{
    (void)state;
    check_every_failure(tokenize_with);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(windows_run_to_the_next_question),
        TEST(coverage_tells_asked_from_answered),
        TEST(notes_open_windows_by_lines),
        TEST(units_below_the_turn),
        TEST(participants_are_attributes),
        TEST(documents_come_once),
        TEST(options_are_checked),
        TEST(texts_are_slices),
        TEST(lack_of_memory_is_a_status),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
