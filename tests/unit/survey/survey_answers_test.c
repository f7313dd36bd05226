/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Answers of surveys where a golden case cannot reach: .xlsx, widths and
   lengths beyond what people write, lists of levels, lack of memory. Expected
   rows are written down from the files in the tests. */
#include "survey/look.h"
#include "survey/several.h"
#include "survey_text.h"
#include "xlsx_bytes.h"

static coding_span
file_of(const char *words)
{
    return coding_span_of(words);
}

/* ---- .xlsx ---- */

static void
a_sheet_is_a_survey(void **state)
{
    const xlsx_part parts[] = {
        XLSX_ROOT,
        XLSX_LINKS,
        XLSX_BOOK,
        {"xl/sharedStrings.xml",
         "<sst " XLSX_MAIN "><si><t>Respondent ID</t></si>"
         "<si><t>What is your role?</t></si><si><t>Response</t></si>"
         "<si><t>client</t></si><si><t>Which matter?</t></si>"
         "<si><t>Trust</t></si><si><t>Goals</t></si></sst>"},
        {"xl/worksheets/sheet1.xml",
         XLSX_SHEET(
             "<row r=\"1\"><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c>"
             "<c t=\"s\"><v>4</v></c></row>"
             "<row r=\"2\"><c r=\"B2\" t=\"s\"><v>2</v></c>"
             "<c t=\"s\"><v>5</v></c><c t=\"s\"><v>6</v></c></row>"
             "<row r=\"3\"><c><v>12345678901</v></c><c t=\"s\"><v>3</v></c>"
             "<c r=\"D3\" t=\"s\"><v>6</v></c></row>"
             "<row r=\"5\"><c><v>12345678902</v></c>"
             "<c r=\"C5\" t=\"s\"><v>5</v></c></row>")},
        {NULL, NULL}};
    coding_context *context = check_context(NULL);
    buffer bytes;

    (void)state; /* none */
    buffer_init(&bytes, context);
    xlsx_bytes(context, parts, &bytes);
    survey_expect(".xlsx", buffer_span(&bytes), NULL, CODING_RECORD_RESPONDENT,
                  "respondent=12345678901|q1=client|q2_1=0|q2_2=1\n"
                  "respondent=12345678902|q2_1=1|q2_2=0\n");
    survey_expect(".xlsx", buffer_span(&bytes),
                  &(coding_survey_options){.sheet = "Answers"},
                  CODING_RECORD_QUESTION,
                  "unit=1|question=q1|label=What is your role?|name=single\n"
                  "unit=2|question=q2|label=Which matter?|name=multi|"
                  "value=member: q2_1=Trust\nmember: q2_2=Goals\n");
    survey_expect_fault(".xlsx", buffer_span(&bytes),
                        &(coding_survey_options){.sheet = "Data"}, CODING_EDATA,
                        "spreadsheet-sheet");
    buffer_free(&bytes);
    coding_context_free(context);
}

/* ---- size ---- */

/* The widest sheet there is, and one column more. */
static void
sixteen_thousand_columns(void **state)
{
    coding_context *context = check_context(NULL);
    survey_rows rows = {.wanted = CODING_RECORD_OTHER};
    char path[64];
    buffer text;

    (void)state; /* none */
    for (size_t count = 16384; count <= 16385; count++) {
        buffer_init(&text, context);
        for (size_t line = 0; line < 2; line++)
            for (size_t i = 0; i < count; i++) {
                buffer_add_text(&text, line == 0 ? "v" : "");
                buffer_add_unsigned(&text, i);
                buffer_add_byte(&text, i + 1 < count ? ',' : '\n');
            }
        survey_write(path, sizeof path, ".csv", buffer_span(&text));
        buffer_init(&rows.lines, context);
        assert_int_equal(survey_read(context, path, NULL,
                                     (coding_row_sink){survey_take, &rows}),
                         count == 16384 ? CODING_OK : CODING_EDATA);
        assert_int_equal(rows.rows[CODING_RECORD_RESPONDENT], 1);
        assert_int_equal(rows.rows[CODING_RECORD_QUESTION], 16384);
        buffer_free(&rows.lines);
        buffer_free(&text);
        unlink(path);
    }
    coding_context_free(context);
}

/* A million different answers: no table of them is kept, none is lost; as
   options of a split cell they are refused. */
static void
a_million_levels(void **state)
{
    enum { MILLION = 1000000 };
    coding_context *context = check_context(NULL);
    survey_rows rows = {.wanted = CODING_RECORD_OTHER};
    const char *const splits[] = {"a=;"};
    const coding_survey_options split = {.splits = splits, .split_count = 1};
    char path[64];
    buffer text;

    (void)state; /* none */
    buffer_init(&text, context);
    buffer_init(&rows.lines, context);
    buffer_add_text(&text, "a,b\n");
    for (size_t i = 0; i < MILLION; i++) {
        buffer_add_byte(&text, 'x');
        buffer_add_unsigned(&text, i);
        buffer_add_text(&text, ",1\n");
    }
    survey_write(path, sizeof path, ".csv", buffer_span(&text));
    assert_int_equal(
        survey_read(context, path, NULL, (coding_row_sink){survey_take, &rows}),
        CODING_OK);
    assert_int_equal(rows.rows[CODING_RECORD_RESPONDENT], MILLION);
    assert_int_equal(survey_read(context, path, &split,
                                 (coding_row_sink){survey_take, &rows}),
                     CODING_EDATA);
    buffer_free(&rows.lines);
    buffer_free(&text);
    unlink(path);
    coding_context_free(context);
}

/* A cell of 20 MiB, with line ends, is an answer like any other. */
static void
a_huge_cell(void **state)
{
    enum { HUGE_BYTES = 20 << 20 };
    coding_context *context = check_context(NULL);
    survey_rows rows = {.wanted = CODING_RECORD_OTHER};
    const char *const open[] = {"why"};
    const coding_survey_options wanted = {.open = open, .open_count = 1};
    char path[64];
    buffer text;

    (void)state; /* none */
    buffer_init(&text, context);
    buffer_init(&rows.lines, context);
    buffer_add_text(&text, "a,why\n1,\"");
    for (size_t i = 0; i < HUGE_BYTES / 8; i++)
        buffer_add_text(&text, "words,\r\n");
    buffer_add_text(&text, "\"\n2,x\n");
    survey_write(path, sizeof path, ".csv", buffer_span(&text));
    assert_int_equal(survey_read(context, path, &wanted,
                                 (coding_row_sink){survey_take, &rows}),
                     CODING_OK);
    assert_int_equal(rows.rows[CODING_RECORD_UNIT], 2);
    buffer_free(&rows.lines);
    buffer_free(&text);
    unlink(path);
    coding_context_free(context);
}

/* ---- levels ---- */

static const char dictionary_text[] =
    "variable,type,levels,missing,separator,set\n"
    "a,scale,1=one|2=two|3=three|4|5|6|7|8|9|10=ten|11,99=refused,,\n"
    "b,single,x=Ex|yy=Why,,,\n"
    "c,multi,p|q,,;,\n"
    "u1,multi,,,,u\nu2,open,,,,u\nu,multi,,9,,\n"
    "why,open,,-,,\n";

static const char answers_text[] = "id,a,b,c,u1,u2,why\n"
                                   "A,10,x,p;q,yes,,words of mine\n"
                                   "B,99,yy,q,no,other words,-\n"
                                   "C,12,z,r,9,,\n"
                                   "D,3,,,,,\"two\r\nlines\"\n";

static void
labels_and_long_lists(void **state)
{
    char path[64];

    (void)state; /* none */
    survey_write(path, sizeof path, "d.csv", file_of(dictionary_text));
    survey_expect(
        ".csv", file_of(answers_text),
        &(coding_survey_options){.dictionary = path, .labels = true},
        CODING_RECORD_RESPONDENT,
        "respondent=A|a=ten|b=Ex|c_1=1|c_2=1|c_other=0|u1=1|why=words of "
        "mine\n"
        "respondent=B|a=99|b=Why|c_1=0|c_2=1|c_other=0|u1=0|u2=other words|"
        "why=-\n"
        "respondent=C|a=12|b=z|c_1=0|c_2=0|c_other=r|u1=9\n"
        "respondent=D|a=three|why=two\r\nlines\n");
    survey_expect(".csv", file_of(answers_text),
                  &(coding_survey_options){.dictionary = path},
                  CODING_RECORD_UNIT,
                  "unit=1|turn=1|role=respondent|respondent=A|question=why|"
                  "start=0|end=13|text=words of mine\n"
                  "unit=2|turn=2|role=respondent|respondent=B|question=u2|"
                  "start=14|end=25|text=other words\n"
                  "unit=3|turn=3|role=respondent|respondent=C|question=c_other|"
                  "start=26|end=27|text=r\n"
                  "unit=4|turn=4|role=respondent|respondent=D|question=why|"
                  "start=28|end=37|text=two\nlines\n");
    unlink(path);
}

/* Every unit's text is the slice of the document between its offsets, in code
   points; the document is what section 7 of docs/format/stream.md defines. */
static void
offsets_count_code_points(void **state)
{
    const char *const open[] = {"w,v"};

    (void)state; /* none */
    survey_expect(".csv", file_of("id,w,v\n1,\xC3\xA9t\xC3\xA9,  b \n2,c,\n"),
                  &(coding_survey_options){.open = open, .open_count = 1},
                  CODING_RECORD_UNIT,
                  "unit=1|turn=1|role=respondent|respondent=1|question=w|"
                  "start=0|end=3|text=\xC3\xA9t\xC3\xA9\n"
                  "unit=2|turn=2|role=respondent|respondent=1|question=v|"
                  "start=4|end=5|text=b\n"
                  "unit=3|turn=3|role=respondent|respondent=2|question=w|"
                  "start=6|end=7|text=c\n");
}

/* ---- several answers in a cell ---- */

static void
expect_several(const char *separator, const char *cell, const char *shown)
{
    coding_context *context = check_context(NULL);
    form all;
    form_levels options = {0};
    const char *const names[] = {"a", "a, b", "c"};
    uint64_t ranks[3];
    buffer rest;

    form_init(&all, context, "x");
    buffer_init(&rest, context);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(form_add_level(&all, &options,
                                        coding_span_of(names[i]),
                                        (coding_span){NULL, 0}),
                         CODING_OK);
    several_read(&options, coding_span_of(separator), coding_span_of(cell),
                 ranks, &rest);
    buffer_add_byte(&rest, '/');
    for (size_t i = 0; i < 3; i++)
        buffer_add_unsigned(&rest, ranks[i]);
    assert_span(buffer_span(&rest), shown);
    form_free_levels(context, &options);
    buffer_free(&rest);
    form_clear(&all);
    coding_context_free(context);
}

/* What is left over, a slash, the place of each option. */
static void
longest_option_first(void **state)
{
    (void)state; /* none */
    expect_several(",", "a, b", "/010");
    expect_several(",", "a, b, a", "/210");
    expect_several(",", "c,a", "/201");
    expect_several(", ", "c, a", "/201");
    expect_several(",", "a, bb, c", "bb/103");
    expect_several(",", "ab, x y ,, c", "ab; x y/003");
    expect_several(";", "a;a;c", "/102");
    expect_several(";", "  ", "/000");
    expect_several("; ", "a; b", "b/100");
    expect_several(" / ", "a / c", "/102");
}

/* ---- a look ---- */

static void
marks_of_ticks(void **state)
{
    (void)state; /* none */
    assert_true(look_is_tick(coding_span_of("Checked")));
    assert_true(look_is_tick(coding_span_of(" Y ")));
    assert_true(look_is_no_tick(coding_span_of("UNCHECKED")));
    assert_true(look_is_no_tick(coding_span_of("0")));
    assert_false(look_is_tick(coding_span_of("yes, often")));
    assert_false(look_is_no_tick(coding_span_of("")));
}

/* ---- memory ---- */

static coding_status
nothing(void *user, const coding_row *row)
{
    (void)user; /* rows are not looked at */
    (void)row;
    return CODING_OK;
}

static char memory_dictionary[64], memory_answers[64];

static coding_status
read_all(coding_context *context)
{
    const char *const splits[] = {"e=,"};
    const char *const sets[] = {"s=f,g"};
    const char *const carry[] = {"a,b"};
    const coding_survey_options wanted = {
        .dictionary = memory_dictionary,
        .splits = splits,
        .split_count = 1,
        .sets = sets,
        .set_count = 1,
        .carry = carry,
        .carry_count = 1,
    };

    return survey_read(context, memory_answers, &wanted,
                       (coding_row_sink){nothing, NULL});
}

/* A file that is read again must be the one that was looked through. */
static void
written_to_while_read(void **state)
{
    check_messages said;
    coding_context *context = check_context(&said);
    coding_survey *survey = NULL;
    coding_columns *columns = NULL;
    char path[64];
    FILE *file;

    (void)state; /* none */
    survey_write(path, sizeof path, ".csv", file_of("id,a\nA,1\nB,2\n"));
    assert_int_equal(coding_survey_open(context, path, NULL, &survey),
                     CODING_OK);
    file = fopen(path, "ab");
    assert_non_null(file);
    assert_true(fputs("C,3\n", file) >= 0);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(coding_columns_new(context, &columns), CODING_OK);
    assert_int_equal(coding_survey_columns(survey, columns), CODING_OK);
    assert_int_equal(
        coding_survey_give(survey, columns, (coding_row_sink){nothing, NULL}),
        CODING_EDATA);
    assert_true(check_said(&said, "survey-changed"));
    coding_columns_free(columns);
    coding_survey_free(survey);
    coding_context_free(context);
    unlink(path);
}

static coding_status
draft(coding_context *context)
{
    const coding_survey_options wanted = {.draft = true};
    coding_survey *survey = NULL;
    coding_span text;
    coding_status status =
        coding_survey_open(context, memory_answers, &wanted, &survey);

    if (status == CODING_OK)
        status = coding_survey_draft(survey, &text);
    coding_survey_free(survey);
    return status;
}

static void
no_memory(void **state)
{
    (void)state; /* none */
    survey_write(memory_dictionary, sizeof memory_dictionary, "d.csv",
                 file_of(dictionary_text));
    survey_write(memory_answers, sizeof memory_answers, ".csv",
                 file_of("id,a,b,c,u1,u2,why,e,f,g\n"
                         "A,10,x,p;q,yes,,words of mine,\"m, n\",1,0\n"
                         "B,99,yy,q,no,other words,-,n,0,0\n"
                         "C,12,z,r,9,,,,,\n"
                         "D,3,,,,,\"two\r\nlines\",m,1,1\n"));
    check_every_failure(read_all);
    check_every_failure(draft);
    unlink(memory_dictionary);
    unlink(memory_answers);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sheet_is_a_survey),
        cmocka_unit_test(sixteen_thousand_columns),
        cmocka_unit_test(a_million_levels),
        cmocka_unit_test(a_huge_cell),
        cmocka_unit_test(labels_and_long_lists),
        cmocka_unit_test(offsets_count_code_points),
        cmocka_unit_test(longest_option_first),
        cmocka_unit_test(marks_of_ticks),
        cmocka_unit_test(written_to_while_read),
        cmocka_unit_test(no_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
