/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The formats that end a chain: CSV by RFC 4180, JSON Lines by RFC 8259, the
   table for people. Expected outputs are written by hand. */
#include <coding/stream.h>

#include "check.h"
#include "table/format.h"

typedef struct {
    coding_record record;
    const char *document, *unit, *speaker, *percent, *text, *side;
} line;

static const line lines[] = {
    {CODING_RECORD_DOCUMENT, "b.txt", "", "", "", "", ""},
    {CODING_RECORD_UNIT, "b.txt", "1", "INT", "33.33333333333333",
     "So, \"why\"?", "client"},
    {CODING_RECORD_UNIT, "b.txt", "12", "R1", "", "two\nlines\tand \\", ""},
    {CODING_RECORD_UNIT, "a.txt", "007", "\xC3\x89ric", "5",
     "a longer sentence that must be cut", "supplier"},
};

static const char *const shown[] = {"document", "unit", "speaker", "percent",
                                    "code",     "text", "attr.*",  NULL};

static coding_status
write_lines(coding_context *context, const coding_writer_options *options,
            char **out, size_t *length)
{
    static const char *const names[] = {"document", "unit", "speaker",
                                        "percent",  "text", "attr.side"};
    coding_columns *columns = NULL;
    coding_cells *cells = NULL;
    coding_writer *writer = NULL;
    FILE *file = open_memstream(out, length);
    coding_status status = coding_columns_new(context, &columns);

    for (size_t i = 0; status == CODING_OK && i < 6; i++)
        status = coding_columns_add(columns, coding_span_of(names[i]));
    if (status == CODING_OK)
        status = coding_cells_new(context, columns, &cells);
    if (status == CODING_OK)
        status = coding_writer_new(context, file, columns, options, &writer);
    for (size_t i = 0; status == CODING_OK && i < 4; i++) {
        const char *const texts[] = {lines[i].document, lines[i].unit,
                                     lines[i].speaker,  lines[i].percent,
                                     lines[i].text,     lines[i].side};

        coding_cells_begin(cells, lines[i].record);
        for (size_t k = 0; k < 6; k++)
            coding_cells_text(cells, coding_columns_find(columns, names[k]),
                              coding_span_of(texts[k]));
        status = coding_writer_take(writer, coding_cells_row(cells));
    }
    if (status == CODING_OK)
        status = coding_writer_finish(writer);
    coding_writer_free(writer);
    coding_cells_free(cells);
    coding_columns_free(columns);
    assert_int_equal(fclose(file), 0);
    return status;
}

static void
expect(const coding_writer_options *options, const char *wanted)
{
    coding_context *context = check_context(NULL);
    char *got = NULL;
    size_t length = 0;

    assert_int_equal(write_lines(context, options, &got, &length), CODING_OK);
    assert_string_equal(got, wanted);
    free(got);
    coding_context_free(context);
}

static void
test_csv(void **state)
{
    static const char *const two[] = {"text", "document", NULL};
    static const char *const headings[] = {"Words, said", "File", NULL};
    coding_view view = {"units", CODING_RECORD_UNIT, NULL, shown, NULL, false};
    coding_writer_options options = {.format = CODING_FORMAT_CSV,
                                     .view = &view};

    (void)state;
    expect(&options,
           "document,unit,speaker,percent,code,text,attr.side\n"
           "b.txt,1,INT,33.33333333333333,,\"So, \"\"why\"\"?\",client\n"
           "b.txt,12,R1,,,\"two\nlines\tand \\\",\n"
           "a.txt,007,\xC3\x89ric,5,,a longer sentence that must be cut,"
           "supplier\n");
    view.by_document = true;
    options.bom = true;
    expect(&options,
           "\xEF\xBB\xBF"
           "document,unit,speaker,percent,code,text,attr.side\n"
           "a.txt,007,\xC3\x89ric,5,,a longer sentence that must be cut,"
           "supplier\n"
           "b.txt,1,INT,33.33333333333333,,\"So, \"\"why\"\"?\",client\n"
           "b.txt,12,R1,,,\"two\nlines\tand \\\",\n");
    view =
        (coding_view){"units", CODING_RECORD_UNIT, NULL, two, headings, false};
    options.bom = false;
    expect(&options, "\"Words, said\",File\n"
                     "\"So, \"\"why\"\"?\",b.txt\n"
                     "\"two\nlines\tand \\\",b.txt\n"
                     "a longer sentence that must be cut,a.txt\n");
    /* Rows of a table that nobody wrote: the heading stands alone. */
    view.table = "codes";
    expect(&options, "\"Words, said\",File\n");
    view = (coding_view){"codes", CODING_RECORD_CODE, NULL, two, NULL, false};
    expect(&options, "text,document\n");
}

static void
test_json(void **state)
{
    const coding_view view = {"units", CODING_RECORD_UNIT, NULL, shown, NULL,
                              false};

    (void)state;
    expect(
        &(coding_writer_options){.format = CODING_FORMAT_JSONL, .view = &view},
        "{\"document\":\"b.txt\",\"unit\":1,\"speaker\":\"INT\","
        "\"percent\":33.33333333333333,\"code\":null,"
        "\"text\":\"So, \\\"why\\\"?\",\"attr.side\":\"client\"}\n"
        "{\"document\":\"b.txt\",\"unit\":12,\"speaker\":\"R1\","
        "\"percent\":null,\"code\":null,"
        "\"text\":\"two\\nlines\\tand \\\\\",\"attr.side\":null}\n"
        "{\"document\":\"a.txt\",\"unit\":\"007\",\"speaker\":\"\xC3\x89ric\","
        "\"percent\":5,\"code\":null,"
        "\"text\":\"a longer sentence that must be cut\","
        "\"attr.side\":\"supplier\"}\n");
}

static void
test_text(void **state)
{
    static const char *const some[] = {"document", "unit", "speaker",
                                       "percent",  "text", NULL};
    const coding_view view = {"units", CODING_RECORD_UNIT, NULL, some, NULL,
                              false};
    coding_writer_options options = {.format = CODING_FORMAT_TEXT,
                                     .view = &view};

    (void)state;
    expect(&options, "document  unit  speaker  percent  text\n"
                     "b.txt        1  INT         33.3  So, \"why\"?\n"
                     "b.txt       12  R1                two lines and \\\n"
                     "a.txt      007  \xC3\x89ric           5  "
                     "a longer sentence that must be cut\n");
    /* 34 columns of words do not fit into 50: 8+2+4+2+7+2+7+2 = 34 are
       taken, 16 are left. */
    options.width = 50;
    expect(&options, "document  unit  speaker  percent  text\n"
                     "b.txt        1  INT         33.3  So, \"why\"?\n"
                     "b.txt       12  R1                two lines and \\\n"
                     "a.txt      007  \xC3\x89ric           5  a longer "
                     "senten\xE2\x80\xA6\n");
    options.width = 0;
    options.styled = true;
    expect(&options,
           "\033[4mdocument\033[0m  \033[4munit\033[0m  \033[4mspeaker\033[0m"
           "  \033[4mpercent\033[0m  \033[4mtext\033[0m\n"
           "b.txt        1  INT         33.3  So, \"why\"?\n"
           "b.txt       12  R1                two lines and \\\n"
           "a.txt      007  \xC3\x89ric           5  "
           "a longer sentence that must be cut\n");
}

/* Wide and combining characters, and controls that must not reach a
   terminal. */
static void
test_text_widths(void **state)
{
    static const coding_span first[] = {{"\xE8\xA8\x80\xE8\x91\x89", 6},
                                        {"x", 1}};
    static const coding_span second[] = {{"e\xCC\x81t\xC3\xA9", 6},
                                         {"a\033[2Jb", 6}};
    static const coding_span *const rows[] = {first, second};
    size_t column[] = {0, 1};
    coding_span name[] = {{"a", 1}, {"b", 1}};
    bool number[] = {false, false};
    const format_view view = {2, column, name, name, number};
    format_table table = {&view, rows, 2, false, 0};
    coding_context *context = check_context(NULL);
    buffer out;

    (void)state;
    buffer_init(&out, context);
    format_text(&table, &out);
    assert_span(buffer_span(&out), "a     b\n"
                                   "\xE8\xA8\x80\xE8\x91\x89  x\n"
                                   "e\xCC\x81t\xC3\xA9   a [2Jb\n");
    buffer_free(&out);
    coding_context_free(context);
}

/* RFC 8259, section 6: what is a number there, and is not here. */
static void
test_numbers(void **state)
{
    static const char *const good[] = {"0",   "-0",    "1",       "10.50",
                                       "1e5", "1E+20", "-1.5e-7", NULL};
    static const char *const bad[] = {"",   "-",  "01",  "1.",   ".5", "+1",
                                      "1e", "NA", "inf", "0x10", "1 ", NULL};

    (void)state;
    for (size_t i = 0; good[i] != NULL; i++)
        assert_true(format_number(coding_span_of(good[i])));
    for (size_t i = 0; bad[i] != NULL; i++)
        assert_false(format_number(coding_span_of(bad[i])));
}

static coding_status
write_text(coding_context *context)
{
    const coding_view view = {"units", CODING_RECORD_UNIT, NULL, shown, NULL,
                              true};
    const coding_writer_options options = {.format = CODING_FORMAT_TEXT,
                                           .view = &view};
    char *got = NULL;
    size_t length = 0;
    coding_status status = write_lines(context, &options, &got, &length);

    free(got);
    return status;
}

static void
test_memory(void **state)
{
    (void)state;
    check_every_failure(write_text);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_csv),     cmocka_unit_test(test_json),
        cmocka_unit_test(test_text),    cmocka_unit_test(test_text_widths),
        cmocka_unit_test(test_numbers), cmocka_unit_test(test_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
