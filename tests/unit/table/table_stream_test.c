/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Streams read and written: escapes, sections, merging, ends, faults. What is
   expected follows docs/format/stream.md and is read off the text by eye. */
#include <coding/stream.h>

#include "base/buffer.h"
#include "check.h"
#include "table/reader.h"

#define HEAD "record\tdocument\tunit\tname\tvalue\tunits\tmentions\ttext\n"

/* Reads texts and writes them again to *out (from malloc). */
static coding_status
copy(coding_context *context, const coding_span *texts, size_t count,
     const coding_reader_options *reading, const coding_writer_options *writing,
     char **out, size_t *length)
{
    static const char *const names[] = {"one", "two", "three"};
    coding_reader *reader = NULL;
    coding_writer *writer = NULL;
    FILE *file = open_memstream(out, length);
    coding_status status;

    assert_non_null(file);
    status = reader_open_bytes(context, names, texts, count, reading, &reader);
    if (status == CODING_OK)
        status = coding_writer_new(context, file, coding_reader_columns(reader),
                                   writing, &writer);
    if (status == CODING_OK)
        status = coding_reader_drain(reader, coding_writer_sink(writer));
    if (status == CODING_OK)
        status = coding_writer_finish(writer);
    coding_writer_free(writer);
    coding_reader_free(reader);
    assert_int_equal(fclose(file), 0);
    return status;
}

static void
expect_with(const char *const *texts, size_t count,
            const coding_reader_options *reading,
            const coding_writer_options *writing, const char *wanted)
{
    check_messages said;
    coding_context *context = check_context(&said);
    coding_span spans[3];
    char *got = NULL;
    size_t length = 0;

    for (size_t i = 0; i < count; i++)
        spans[i] = coding_span_of(texts[i]);
    assert_int_equal(
        copy(context, spans, count, reading, writing, &got, &length),
        CODING_OK);
    assert_string_equal(got, wanted);
    assert_int_equal(said.count, 0);
    free(got);
    coding_context_free(context);
}

static void
expect(const char *text, const char *wanted)
{
    expect_with(&text, 1, NULL, NULL, wanted);
}

static void
expect_fault(const char *const *texts, size_t count, const char *id,
             size_t line, const char *part)
{
    check_messages said;
    coding_context *context = check_context(&said);
    coding_span spans[3];
    char *got = NULL;
    size_t length = 0;

    for (size_t i = 0; i < count; i++)
        spans[i] = coding_span_of(texts[i]);
    assert_int_equal(copy(context, spans, count, NULL, NULL, &got, &length),
                     CODING_EDATA);
    assert_int_equal(said.count, 1);
    assert_string_equal(said.ids[0], id);
    assert_int_equal(said.lines[0], line);
    if (strstr(said.texts[0], part) == NULL)
        fail_msg("\"%s\" lacks \"%s\"", said.texts[0], part);
    free(got);
    coding_context_free(context);
}

static void
fault(const char *text, const char *id, size_t line, const char *part)
{
    expect_fault(&text, 1, id, line, part);
}

static void
test_pass_through(void **state)
{
    static const char whole[] =
        HEAD "meta\t\t\ttokenize\ta.txt\t\t\tstream=1\n"
             "document\ta.txt\t\ttxt\tencoding=utf-8\t\t\t\n"
             "unit\ta.txt\t1\t\t\t\t\tone \\t two \\n three \\r four \\\\n\n"
             "unit\ta.txt\t2\t\t\t\t\t\"quoted\" # no comment\n"
             "coding\ta.txt\t2\t\t\t\t\tNA\n"
             "future\ta.txt\t2\tx\ty\t0\t\t\n"
             "end\ta.txt\t\t\tsha256:00\t2\t1\t\n"
             "end\t\t\t\t7\t\t\t\n";

    (void)state;
    expect(whole, whole);
    /* The last line may lack its LF. */
    expect("record\tdocument\tvalue\nend\t\t0",
           "record\tdocument\tvalue\nend\t\t0\n");
    /* The writer adds the columns that `end` needs. */
    expect_fault((const char *const[]){"record\nend\n"}, 1, "stream-count", 2,
                 "promises '' rows, and 0 came");
    expect_with((const char *const[]){"record\tx\nm\t1\nend\t\n"}, 1,
                &(coding_reader_options){.unsealed = true}, NULL,
                "record\tdocument\tvalue\tx\nm\t\t\t1\nend\t\t1\t\n");
}

static void
test_only(void **state)
{
    static const char *const text = HEAD "document\ta.txt\t\ttxt\t\t\t\t\n"
                                         "unit\ta.txt\t1\t\t\t\t\tx\n"
                                         "coding\ta.txt\t1\t\t\t\t\tx\n"
                                         "end\ta.txt\t\t\tsha256:00\t1\t1\t\n"
                                         "count\t\t\t\t\t\t5\t\n"
                                         "end\t\t\t\t5\t\t\t\n";

    (void)state;
    expect_with(&text, 1, NULL, &(coding_writer_options){.only = true},
                HEAD "document\ta.txt\t\ttxt\t\t\t\t\n"
                     "end\ta.txt\t\t\tsha256:00\t\t\t\n"
                     "count\t\t\t\t\t\t5\t\n"
                     "end\t\t\t\t3\t\t\t\n");
}

static void
test_sections(void **state)
{
    static const char *const texts[] = {"record\tdocument\tvalue\ttext\n"
                                        "meta\t\tx\t\n"
                                        "document\ta\t\t\n"
                                        "unit\ta\t\tone\n"
                                        "end\t\t3\t\n"
                                        "record\ttext\tvalue\tdocument\n"
                                        "meta\t\tx\t\n"
                                        "meta\t\ty\t\n"
                                        "document\t\t\tb\n"
                                        "unit\ttwo\t\tb\n"
                                        "end\t\t4\t\n",
                                        "record\tvalue\tdocument\ttext\n"
                                        "document\t\tc\t\n"
                                        "end\t1\t\t\n"};

    (void)state;
    expect_with(texts, 2, NULL, NULL,
                "record\tdocument\tvalue\ttext\n"
                "meta\t\tx\t\n"
                "document\ta\t\t\n"
                "unit\ta\t\tone\n"
                "meta\t\ty\t\n"
                "document\tb\t\t\n"
                "unit\tb\t\ttwo\n"
                "document\tc\t\t\n"
                "end\t\t7\t\n");
}

#define CODES                                                                  \
    "record\tdocument\trespondent\tquestion\tfacet\tcode\tlabel\tvalue\n"

static void
test_merging(void **state)
{
    static const char *const same[] = {CODES "code\t\t\t\tf\ta\tA\t\n"
                                             "code\t\t\t\tg\ta\tother facet\t\n"
                                             "question\t\t\tq\t\t\tQ\t\n"
                                             "respondent\t\tr\t\t\t\tR\t\n"
                                             "end\t\t\t\t\t\t\t4\n",
                                       CODES "code\t\t\t\tf\ta\tA\t\n"
                                             "respondent\t\tr\t\t\t\tR\t\n"
                                             "question\t\t\tq\t\t\tQ\t\n"
                                             "end\t\t\t\t\t\t\t3\n"};
    static const char *const code[] = {
        CODES "code\t\t\t\tf\ta\tA\t\nend\t\t\t\t\t\t\t1\n",
        CODES "code\t\t\t\tf\ta\tB\t\nend\t\t\t\t\t\t\t1\n"};
    static const char *const question[] = {
        CODES "question\t\t\tq\t\t\tA\t\nend\t\t\t\t\t\t\t1\n",
        CODES "question\t\t\tq\t\t\tB\t\nend\t\t\t\t\t\t\t1\n"};
    static const char *const respondent[] = {
        CODES "respondent\t\tr\t\t\t\tA\t\nend\t\t\t\t\t\t\t1\n",
        CODES "respondent\t\tr\t\t\t\tA\t1\nend\t\t\t\t\t\t\t1\n"};
    static const char *const document[] = {
        CODES "document\td\t\t\t\t\t\t\nend\t\t\t\t\t\t\t1\n",
        CODES "document\td\t\t\t\t\t\t\nend\t\t\t\t\t\t\t1\n"};
    static const char *const results[] = {
        CODES "answer\t\tr\t\t\t\t\t\nend\t\t\t\t\t\t\t1\n",
        CODES "answer\t\tr\t\t\t\t\t\ncount\t\t\t\t\t\t\t\ntest\t\t\t\t\t\t\t\n"
              "end\t\t\t\t\t\t\t3\n",
        CODES "cell\t\t\t\t\t\t\t\nend\t\t\t\t\t\t\t1\n"};

    (void)state;
    expect_with(same, 2, NULL, NULL,
                CODES "code\t\t\t\tf\ta\tA\t\n"
                      "code\t\t\t\tg\ta\tother facet\t\n"
                      "question\t\t\tq\t\t\tQ\t\n"
                      "respondent\t\tr\t\t\t\tR\t\n"
                      "end\t\t\t\t\t\t\t4\n");
    expect_fault(code, 2, "stream-conflict", 2,
                 "code 'a' differs from the one at one:2");
    expect_fault(question, 2, "stream-conflict", 2, "question 'q'");
    expect_fault(respondent, 2, "stream-conflict", 2, "respondent 'r'");
    expect_fault(document, 2, "stream-document-twice", 2,
                 "document 'd' comes twice: it is already at one:2");
    expect_fault(results, 3, "stream-joined-results", 2,
                 "(cell rows); the first stand at two:3");
    expect_with(results, 3, &(coding_reader_options){.joined_results = true},
                NULL,
                CODES "answer\t\tr\t\t\t\t\t\nanswer\t\tr\t\t\t\t\t\n"
                      "count\t\t\t\t\t\t\t\ntest\t\t\t\t\t\t\t\n"
                      "cell\t\t\t\t\t\t\t\nend\t\t\t\t\t\t\t5\n");
}

static void
test_ends(void **state)
{
    static const char *const lost = HEAD "unit\ta\t1\t\t\t\t\tx\n"
                                         "end\ta\t\t\tsha256:00\t2\t0\t\n"
                                         "end\t\t\t\t2\t\t\t\n";
    static const char *const miscounted =
        HEAD "unit\ta\t1\t\t\t\t\tx\nend\t\t\t\t9\t\t\t\n";

    (void)state;
    fault(
        HEAD "unit\ta\t1\t\t\t\t\tx\n", "stream-no-end", 2,
        "stream ends without its end row: the producer was cut off or failed");
    fault(HEAD, "stream-no-end", 1, "without its end row");
    fault(HEAD "unit\ta\t1\t\t\t\t\tx\n" HEAD "end\t\t\t\t0\t\t\t\n",
          "stream-no-end", 2, "without its end row");
    fault(HEAD "end\t\t\t\t0\t\t\t\nunit\ta\t1\t\t\t\t\tx\n",
          "stream-after-end", 3, "after the stream's end row");
    fault(HEAD "end\ta\t\t\t\t0\t0\t\nunit\ta\t1\t\t\t\t\tx\n",
          "stream-after-end", 3, "document 'a' stands after");
    fault(miscounted, "stream-count", 3, "promises '9' rows, and 1 came");
    fault(lost, "stream-document-count", 3,
          "document 'a' promises 2 unit rows, and 1 came");
    fault(HEAD "coding\ta\t1\t\t\t\t\tx\nend\ta\t\t\t\t0\t3\t\n",
          "stream-document-count", 3, "promises 3 coding rows, and 1 came");
    /* Empty counts are not compared: the rows were left out on purpose. */
    expect(HEAD "unit\ta\t1\t\t\t\t\tx\nend\ta\t\t\t\t\t\t\n"
                "end\t\t\t\t2\t\t\t\n",
           HEAD "unit\ta\t1\t\t\t\t\tx\nend\ta\t\t\t\t\t\t\n"
                "end\t\t\t\t2\t\t\t\n");
    expect_with(&lost, 1, &(coding_reader_options){.unsealed = true}, NULL,
                lost);
    expect_with(&miscounted, 1, &(coding_reader_options){.unsealed = true},
                NULL, HEAD "unit\ta\t1\t\t\t\t\tx\nend\t\t\t\t1\t\t\t\n");
}

static void
test_lines(void **state)
{
    static const char *const columns[] = {
        "record\tdocument\tvalue\tx\nend\t\t0\t\n",
        "record\tdocument\tvalue\ty\tz\nend\t\t0\t\t\n"};

    (void)state;
    fault(HEAD "unit\ta\n", "stream-cells", 2,
          "2 cells where the header has 8");
    fault(HEAD "unit\ta\t1\t\t\t\t\tx\ty\n", "stream-cells", 2,
          "9 cells where the header has 8");
    fault(HEAD "\n", "stream-cells", 2, "1 cells where the header has 8");
    fault(HEAD "unit\ta\t1\t\t\t\t\ta\\qb\n", "stream-escape", 2, "no escape");
    fault(HEAD "unit\ta\t1\t\t\t\t\ta\\\n", "stream-escape", 2, "no escape");
    fault(HEAD "unit\ta\\\t1\t\t\t\t\ta\n", "stream-escape", 2, "no escape");
    fault(HEAD "unit\ta\t1\t\t\t\t\ta\x93\n", "utf8-invalid", 2,
          "byte 0x93 is not UTF-8");
    fault("record\tunit\tunit\n", "stream-column-twice", 1,
          "column 'unit' comes twice");
    fault("record\tunit\t\n", "stream-column-empty", 1, "column 3");
    fault("record\t\tunit\n", "stream-column-empty", 1, "column 2");
    fault("record\tunit\r\n", "stream-crlf", 1, "CR LF");
    fault("record\r\n", "stream-crlf", 1, "CR LF");
    expect_fault(columns, 2, "stream-columns", 1,
                 "first one; lacks 'x'; has besides 'y', 'z'");
}

static void
test_version(void **state)
{
    (void)state;
    fault("record\tdocument\tvalue\ttext\nmeta\t\t\tstream=2; x=1\n",
          "stream-version", 2, "stream=2 is not stream=1");
    fault("record\tdocument\tvalue\ttext\nmeta\t\t\tstream=one\n",
          "stream-version", 2, "stream=one is not stream=1");
    expect(
        "record\tdocument\tvalue\ttext\nmeta\t\t\tstream=1; x=1\nend\t\t1\t\n",
        "record\tdocument\tvalue\ttext\nmeta\t\t\tstream=1; x=1\nend\t\t1\t\n");
}

static void
test_not_a_stream(void **state)
{
    (void)state;
    fault("", "stream-empty", 0, "is empty");
    fault("\n", "stream-header", 1, "line 1 is empty");
    fault("record,document\n", "stream-csv", 1, "CSV where a stream");
    fault("\"record\",\"document\"\n", "stream-csv", 1, "CSV where a stream");
    fault("facet,code\nx,y\n", "stream-header", 1, "looks like CSV");
    fault("{\"record\":\"unit\"}\n", "stream-header", 1, "looks like JSON");
    fault("<html>\n", "stream-header", 1, "looks like XML");
    fault("PK\003\004abc\n", "stream-header", 1, "zip file");
    fault("\x93quoted\n", "stream-header", 1, "not UTF-8");
    fault("Interviewer: Good morning\n", "stream-header", 1, "looks like text");
    fault("document\tunit\n", "stream-header", 1,
          "the first column is 'document', not 'record'");
    fault("records\tunit\n", "stream-header", 1, "'records'");
    fault("\xEF\xBB\xBFrecord\tunit\n", "stream-bom", 1, "byte order mark");
    fault("Run with 'code -' to read from stdin (e.g. 'ps aux | grep code | "
          "code -').\n",
          "stream-vscode", 1, "use 'coding code'");
    fault("Run with 'code -' to read output from another program (e.g. 'echo "
          "Hello World | code -').\n",
          "stream-vscode", 1, "another 'code' is first in your PATH");
}

static void
test_lost_column(void **state)
{
    check_messages said;
    coding_context *context = check_context(&said);
    coding_columns *wide = NULL, *narrow = NULL;
    coding_cells *cells = NULL;
    coding_writer *writer = NULL;
    char *got = NULL;
    size_t length = 0;
    FILE *file = open_memstream(&got, &length);

    (void)state;
    assert_int_equal(coding_columns_new(context, &narrow), CODING_OK);
    assert_int_equal(coding_columns_new(context, &wide), CODING_OK);
    assert_int_equal(coding_columns_add(wide, coding_span_of("text")),
                     CODING_OK);
    assert_int_equal(coding_cells_new(context, wide, &cells), CODING_OK);
    assert_int_equal(coding_writer_new(context, file, narrow, NULL, &writer),
                     CODING_OK);
    coding_cells_begin(cells, CODING_RECORD_UNIT);
    assert_int_equal(coding_writer_take(writer, coding_cells_row(cells)),
                     CODING_OK);
    coding_cells_text(cells, 1, coding_span_of("words"));
    assert_int_equal(coding_writer_take(writer, coding_cells_row(cells)),
                     CODING_ESYSTEM);
    assert_string_equal(said.ids[0], "stream-column-lost");
    coding_writer_free(writer);
    coding_cells_free(cells);
    coding_columns_free(wide);
    coding_columns_free(narrow);
    fclose(file);
    free(got);
    coding_context_free(context);
}

static void
test_full_disk(void **state)
{
    check_messages said;
    coding_context *context = check_context(&said);
    coding_columns *columns = NULL;
    coding_cells *cells = NULL;
    coding_writer *writer = NULL;
    FILE *file = fopen("/dev/full", "wb");
    coding_status status = CODING_OK;

    (void)state;
    if (file == NULL)
        skip();
    assert_int_equal(coding_columns_new(context, &columns), CODING_OK);
    assert_int_equal(coding_cells_new(context, columns, &cells), CODING_OK);
    assert_int_equal(coding_writer_new(context, file, columns, NULL, &writer),
                     CODING_OK);
    coding_cells_begin(cells, CODING_RECORD_UNIT);
    for (unsigned i = 0; i < 100000 && status == CODING_OK; i++)
        status = coding_writer_take(writer, coding_cells_row(cells));
    assert_int_equal(status, CODING_ESYSTEM);
    assert_int_equal(coding_writer_take(writer, coding_cells_row(cells)),
                     CODING_ESYSTEM);
    assert_int_equal(coding_writer_finish(writer), CODING_ESYSTEM);
    assert_int_equal(said.count, 1);
    assert_string_equal(said.texts[0], "cannot write: No space left on device");
    coding_writer_free(writer);
    coding_cells_free(cells);
    coding_columns_free(columns);
    fclose(file);
    coding_context_free(context);
}

static uint64_t
next_random(uint64_t *state)
{
    *state = *state * 6364136223846793005U + 1442695040888963407U;
    return *state >> 33;
}

typedef struct {
    coding_span *cells; /* what was written, row by row */
    size_t width, next, rows;
} expected;

static coding_status
compare(void *user, const coding_row *row)
{
    expected *wanted = user;

    assert_true(wanted->next < wanted->rows);
    for (size_t i = 0; i < wanted->width; i++) {
        coding_span cell = wanted->cells[wanted->next * wanted->width + i];
        size_t column =
            i == 0 ? 0 : coding_columns_count(row->columns) - wanted->width + i;

        assert_int_equal(row->cells[column].length, cell.length);
        if (cell.length > 0)
            assert_memory_equal(row->cells[column].at, cell.at, cell.length);
    }
    wanted->next++;
    return CODING_OK;
}

/* Random cells of every awkward byte come back as they were, whatever blocks
   they are read in. */
static void
test_round_trip(void **state)
{
    static const char *const letters[] = {
        "a", "\t", "\n", "\r", "\\", "\"", "#", ",", "t", "n", "\xC3\xA9", " "};
    static const char *const names[] = {"memory"};
    uint64_t seed = 7;

    (void)state;
    for (unsigned trial = 0; trial < 60; trial++) {
        coding_context *context = check_context(NULL);
        coding_columns *columns = NULL;
        coding_cells *cells = NULL;
        coding_writer *writer = NULL;
        coding_reader *reader = NULL;
        expected wanted = {NULL, 1 + next_random(&seed) % 5, 0,
                           1 + next_random(&seed) % 40};
        buffer bytes;
        size_t *ends, length = 0;
        char *text = NULL;
        FILE *file = open_memstream(&text, &length);
        coding_span whole;

        buffer_init(&bytes, context);
        wanted.cells = calloc(wanted.rows * wanted.width, sizeof(coding_span));
        ends = calloc(wanted.rows * wanted.width, sizeof *ends);
        assert_int_equal(coding_columns_new(context, &columns), CODING_OK);
        for (size_t i = 1; i < wanted.width; i++) {
            char name[32];

            snprintf(name, sizeof name, "attr.%zu", i);
            assert_int_equal(coding_columns_add(columns, coding_span_of(name)),
                             CODING_OK);
        }
        for (size_t i = 0; i < wanted.rows * wanted.width; i++) {
            size_t size =
                next_random(&seed) % (next_random(&seed) % 30 == 0 ? 20000 : 9);

            if (i % wanted.width == 0)
                buffer_add_text(&bytes, "x");
            else
                for (size_t k = 0; k < size; k++)
                    buffer_add_text(&bytes, letters[next_random(&seed) % 12]);
            ends[i] = bytes.length;
        }
        for (size_t i = 0; i < wanted.rows * wanted.width; i++) {
            size_t begin = i == 0 ? 0 : ends[i - 1];

            wanted.cells[i] =
                (coding_span){bytes.bytes + begin, ends[i] - begin};
        }
        assert_int_equal(coding_cells_new(context, columns, &cells), CODING_OK);
        assert_int_equal(
            coding_writer_new(context, file, columns, NULL, &writer),
            CODING_OK);
        for (size_t r = 0; r < wanted.rows; r++) {
            coding_cells_begin(cells, CODING_RECORD_OTHER);
            for (size_t i = 0; i < wanted.width; i++)
                coding_cells_text(cells, i, wanted.cells[r * wanted.width + i]);
            assert_int_equal(
                coding_writer_take(writer, coding_cells_row(cells)), CODING_OK);
        }
        assert_int_equal(coding_writer_finish(writer), CODING_OK);
        coding_writer_free(writer);
        fclose(file);
        whole = (coding_span){text, length};
        assert_int_equal(
            reader_open_bytes(context, names, &whole, 1, NULL, &reader),
            CODING_OK);
        assert_int_equal(
            coding_reader_drain(reader, (coding_row_sink){compare, &wanted}),
            CODING_OK);
        assert_int_equal(wanted.next, wanted.rows);
        coding_reader_free(reader);
        coding_cells_free(cells);
        coding_columns_free(columns);
        free(text);
        free(wanted.cells);
        free(ends);
        buffer_free(&bytes);
        coding_context_free(context);
    }
}

static void
test_line_limit(void **state)
{
    static const char *const names[] = {"long"};
    coding_context_options options = {.limits = {.turn_bytes = 1024}};
    coding_context *context = NULL;
    coding_reader *reader = NULL;
    const coding_row *row = NULL;
    buffer text;
    coding_span whole;

    (void)state;
    assert_int_equal(coding_context_new(&options, &context), CODING_OK);
    buffer_init(&text, context);
    buffer_add_text(&text, "record\ttext\nunit\t");
    for (unsigned i = 0; i < 1000000; i++)
        buffer_add_byte(&text, 'x');
    buffer_add_byte(&text, '\n');
    whole = buffer_span(&text);
    assert_int_equal(
        reader_open_bytes(context, names, &whole, 1, NULL, &reader), CODING_OK);
    assert_int_equal(coding_reader_next(reader, &row), CODING_EDATA);
    assert_int_equal(coding_reader_next(reader, &row), CODING_EDATA);
    assert_int_equal(coding_context_count(context, CODING_ERROR), 1);
    coding_reader_free(reader);
    buffer_free(&text);
    coding_context_free(context);
}

static const char *
temporary(const char *text, char *path)
{
    FILE *file;

    strcpy(path, "/tmp/coding-source-XXXXXX");
    file = fdopen(mkstemp(path), "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    assert_int_equal(fclose(file), 0);
    return path;
}

/* What may be a stream or a text is looked at and then read from its start. */
static void
test_source(void **state)
{
    static const char *const streams[] = {
        HEAD "end\t\t\t\t0\t\t\t\n", "record,document\n", "record\r\n",
        "Run with 'code -' to read from stdin (e.g. 'ps aux | code -').\n",
        NULL};
    static const char *const texts[] = {"",
                                        "\n",
                                        "record",
                                        "records show\n",
                                        "Record: a\n",
                                        "INT: Run with it\n",
                                        NULL};
    check_messages said;
    coding_context *context = check_context(&said);
    coding_source *source = NULL;
    coding_reader *reader = NULL;
    const coding_row *row = NULL;
    coding_span text;
    char path[64];

    (void)state;
    for (size_t i = 0; streams[i] != NULL; i++) {
        assert_int_equal(
            coding_source_open(context, temporary(streams[i], path), &source),
            CODING_OK);
        assert_true(coding_source_is_stream(source));
        if (i == 0) {
            assert_int_equal(
                coding_reader_open_source(context, source, NULL, &reader),
                CODING_OK);
            assert_int_equal(coding_reader_next(reader, &row), CODING_END);
            coding_reader_free(reader);
        } else {
            assert_int_equal(
                coding_reader_open_source(context, source, NULL, &reader),
                CODING_EDATA);
            assert_int_equal(said.count, i);
        }
        remove(path);
    }
    for (size_t i = 0; texts[i] != NULL; i++) {
        assert_int_equal(
            coding_source_open(context, temporary(texts[i], path), &source),
            CODING_OK);
        /* A lone `record` is the header of a stream of one column. */
        assert_int_equal(coding_source_is_stream(source),
                         strcmp(texts[i], "record") == 0);
        assert_int_equal(coding_source_text(source, &text), CODING_OK);
        assert_span(text, texts[i]);
        coding_source_free(source);
        remove(path);
    }
    assert_int_equal(coding_source_open(context, "/tmp", &source),
                     CODING_EDATA);
    coding_context_free(context);
}

static void
test_too_wide(void **state)
{
    static const char *const names[] = {"wide"};
    check_messages said;
    coding_context *context = check_context(&said);
    coding_reader *reader = NULL;
    buffer text;
    coding_span whole;

    (void)state;
    buffer_init(&text, context);
    buffer_add_text(&text, "record");
    for (unsigned i = 0; i < 70000; i++) {
        buffer_add_byte(&text, '\t');
        buffer_add_unsigned(&text, i);
    }
    buffer_add_byte(&text, '\n');
    whole = buffer_span(&text);
    assert_int_equal(
        reader_open_bytes(context, names, &whole, 1, NULL, &reader),
        CODING_EDATA);
    assert_string_equal(said.ids[0], "stream-too-wide");
    buffer_free(&text);
    coding_context_free(context);
}

static coding_status
copy_some(coding_context *context)
{
    static const char *const texts[] = {
        CODES "meta\t\t\t\t\t\tx\t\ncode\t\t\t\tf\ta\tA\\n\t\n"
              "document\ta\t\t\t\t\t\t\nunit\ta\t\t\t\t\t\t\n"
              "end\t\t\t\t\t\t\t4\n",
        "record\tvalue\tdocument\trespondent\tquestion\tfacet\tcode\tlabel\n"
        "code\t\t\t\t\tf\ta\tA\\n\nquestion\t\t\t\tq\t\t\t\n"
        "respondent\t\t\tr\t\t\t\t\nend\t3\t\t\t\t\t\t\n"};
    const coding_span spans[] = {coding_span_of(texts[0]),
                                 coding_span_of(texts[1])};
    char *got = NULL;
    size_t length = 0;
    coding_status status = copy(context, spans, 2, NULL, NULL, &got, &length);

    free(got);
    return status;
}

static void
test_memory(void **state)
{
    (void)state;
    check_every_failure(copy_some);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pass_through),
        cmocka_unit_test(test_only),
        cmocka_unit_test(test_sections),
        cmocka_unit_test(test_merging),
        cmocka_unit_test(test_ends),
        cmocka_unit_test(test_lines),
        cmocka_unit_test(test_version),
        cmocka_unit_test(test_not_a_stream),
        cmocka_unit_test(test_lost_column),
        cmocka_unit_test(test_full_disk),
        cmocka_unit_test(test_round_trip),
        cmocka_unit_test(test_line_limit),
        cmocka_unit_test(test_source),
        cmocka_unit_test(test_too_wide),
        cmocka_unit_test(test_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
