/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sheets of .xlsx files as records: strings in every way they are stored,
   numbers, dates in both epochs, gaps, the sheet meant, damage. Dates are
   those that the standard's example and a calendar give. */
#include "table/spreadsheet.h"
#include "table/spreadsheet_parts.h"
#include "xlsx_bytes.h"

/* Records as lines `LINE:cell|cell`, by the reader that CSV goes through. */
static coding_status
read_lines(coding_context *context, coding_span bytes, const char *sheet,
           buffer *out)
{
    const delimited_options options = {.sheet = sheet};
    delimited *table = NULL;
    delimited_record record;
    coding_status status =
        delimited_open_bytes(context, "book.xlsx", bytes, &options, &table);

    while (status == CODING_OK) {
        status = delimited_next(table, &record);
        if (status != CODING_OK)
            break;
        buffer_add_unsigned(out, record.line);
        for (size_t i = 0; i < record.count; i++) {
            buffer_add_byte(out, i == 0 ? ':' : '|');
            buffer_add(out, record.cells[i]);
        }
        buffer_add_byte(out, '\n');
    }
    delimited_close(table);
    return status == CODING_END ? buffer_status(out) : status;
}

static void
assert_sheet(const xlsx_part *parts, const char *sheet, const char *lines)
{
    check_messages said;
    coding_context *context = check_context(&said);
    buffer bytes, text;

    buffer_init(&bytes, context);
    buffer_init(&text, context);
    xlsx_bytes(context, parts, &bytes);
    assert_int_equal(read_lines(context, buffer_span(&bytes), sheet, &text),
                     CODING_OK);
    assert_span(buffer_span(&text), lines);
    buffer_free(&text);
    buffer_free(&bytes);
    coding_context_free(context);
}

static void
expect_fault(const xlsx_part *parts, const char *sheet, const char *id)
{
    check_messages said;
    coding_context *context = check_context(&said);
    buffer bytes, text;

    buffer_init(&bytes, context);
    buffer_init(&text, context);
    xlsx_bytes(context, parts, &bytes);
    assert_int_equal(read_lines(context, buffer_span(&bytes), sheet, &text),
                     CODING_EDATA);
    assert_true(check_said(&said, id));
    buffer_free(&text);
    buffer_free(&bytes);
    coding_context_free(context);
}

/* ECMA-376 part 1: 18.4.8 (si), 18.4.6 (rPh), 22.9.2.19 (_xHHHH_). */
static void
strings_in_every_way(void **state)
{
    const xlsx_part parts[] = {
        XLSX_ROOT,
        XLSX_LINKS,
        XLSX_BOOK,
        {"xl/sharedStrings.xml",
         "<sst " XLSX_MAIN "><si><t>plain</t></si>"
         "<si><r><t>rich </t></r><r><rPr><b/></rPr><t>runs</t></r></si>"
         "<si><t>word</t><rPh sb=\"0\" eb=\"1\"><t>reading</t></rPh></si>"
         "<si><t>two_x000A_lines _x005F_x</t></si><si><t/></si></sst>"},
        {"xl/worksheets/sheet1.xml",
         XLSX_SHEET(
             "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c>"
             "<c r=\"B1\" t=\"s\"><v>1</v></c><c r=\"C1\" t=\"s\"><v>2</v></c>"
             "<c r=\"D1\" t=\"s\"><v>3</v></c></row>"
             "<row r=\"3\"><c r=\"A3\" t=\"inlineStr\"><is><t>in</t></is></c>"
             "<c r=\"B3\" t=\"str\"><f>\"a\"&amp;\"b\"</f><v>ab</v></c>"
             "<c r=\"C3\" t=\"b\"><v>1</v></c>"
             "<c r=\"D3\" t=\"e\"><v>#N/A</v></c></row>"
             "<row><c t=\"s\"><v>4</v></c>"
             "<c t=\"inlineStr\"><is><r><t>a</t></r><r><t> b</t></r></is></c>"
             "<c t=\"b\"><v>0</v></c></row>")},
        {NULL, NULL}};

    (void)state; /* none */
    assert_sheet(parts, NULL,
                 "1:plain|rich runs|word|two\nlines _x\n"
                 "3:in|ab|TRUE|#N/A\n"
                 "4:|a b|FALSE|\n");
}

/* Empty rows are left out, empty cells are there, wide gaps cost nothing. */
static void
gaps(void **state)
{
    const xlsx_part parts[] = {
        XLSX_ROOT,
        XLSX_LINKS,
        XLSX_BOOK,
        {"xl/worksheets/sheet1.xml",
         XLSX_SHEET("<row r=\"2\"/><row r=\"5\"><c r=\"B5\"><v>1</v></c>"
                    "<c r=\"D5\"><v>0.1</v></c><c r=\"E5\" s=\"9\"/></row>"
                    "<row r=\"1048576\"><c r=\"F1048576\"><v>1E3</v></c>"
                    "</row>")},
        {NULL, NULL}};

    (void)state; /* none */
    assert_sheet(parts, NULL, "5:|1||0.1\n1048576:|||||1000\n");
}

/* Results of formulas are read; one that was never computed is told, an empty
   text is a result. */
static void
formulas(void **state)
{
    const xlsx_part parts[] = {
        XLSX_ROOT,
        XLSX_LINKS,
        XLSX_BOOK,
        {"xl/worksheets/sheet1.xml",
         XLSX_SHEET("<row r=\"1\"><c><f>1+1</f><v>2</v></c>"
                    "<c t=\"str\"><f>\"\"</f><v></v></c>"
                    "<c><v>9</v></c></row>"
                    "<row r=\"2\"><c><f>1+1</f><v></v></c>"
                    "<c><f>B1</f></c><c><v>3</v></c></row>")},
        {NULL, NULL}};
    check_messages said;
    coding_context *context = check_context(&said);
    buffer bytes, text;

    (void)state; /* none */
    buffer_init(&bytes, context);
    buffer_init(&text, context);
    xlsx_bytes(context, parts, &bytes);
    assert_int_equal(read_lines(context, buffer_span(&bytes), NULL, &text),
                     CODING_OK);
    assert_span(buffer_span(&text), "1:2||9\n2:||3\n");
    assert_true(check_said(&said, "spreadsheet-formula"));
    assert_int_equal(said.count, 1);
    buffer_free(&text);
    buffer_free(&bytes);
    coding_context_free(context);
}

#define DATES                                                                  \
    "<row r=\"1\"><c r=\"A1\" s=\"1\"><v>61</v></c>"                           \
    "<c r=\"B1\" s=\"1\"><v>45352</v></c>"                                     \
    "<c r=\"C1\" s=\"2\"><v>45352.4305555556</v></c>"                          \
    "<c r=\"D1\" s=\"3\"><v>0.75</v></c>"                                      \
    "<c r=\"E1\" s=\"4\"><v>1.25</v></c>"                                      \
    "<c r=\"F1\" s=\"5\"><v>45352</v></c></row>"

static const char style_part[] =
    "<styleSheet " XLSX_MAIN "><numFmts>"
    "<numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd hh:mm\"/>"
    "<numFmt numFmtId=\"165\" formatCode=\"[h]:mm:ss\"/>"
    "<numFmt numFmtId=\"166\" formatCode=\"#,##0 &quot;days&quot;\"/>"
    "</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs>"
    "<xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/>"
    "<xf numFmtId=\"21\"/><xf numFmtId=\"165\"/><xf numFmtId=\"166\"/>"
    "</cellXfs></styleSheet>";

static void
dates_of_both_epochs(void **state)
{
    const xlsx_part since_1900[] = {
        XLSX_ROOT,
        XLSX_LINKS,
        XLSX_BOOK,
        {"xl/styles.xml", style_part},
        {"xl/worksheets/sheet1.xml", XLSX_SHEET(DATES)},
        {NULL, NULL}};
    const xlsx_part since_1904[] = {
        XLSX_ROOT,
        XLSX_LINKS,
        {"xl/workbook.xml",
         "<workbook " XLSX_MAIN "><workbookPr date1904=\"1\"/><sheets>"
         "<sheet name=\"A\" sheetId=\"1\" r:id=\"rId1\"/></sheets>"
         "</workbook>"},
        {"xl/styles.xml", style_part},
        {"xl/worksheets/sheet1.xml", XLSX_SHEET(DATES)},
        {NULL, NULL}};

    (void)state; /* none */
    /* Day 61 is the first of March 1900; 45352 is 2024-03-01. */
    assert_sheet(since_1900, NULL,
                 "1:1900-03-01|2024-03-01|2024-03-01T10:20:00|18:00:00|"
                 "30:00:00|45352\n");
    /* 1,462 days later. */
    assert_sheet(since_1904, NULL,
                 "1:1904-03-02|2028-03-02|2028-03-02T10:20:00|18:00:00|"
                 "30:00:00|45352\n");
}

static void
assert_shown(double number, spreadsheet_shown how, const char *words)
{
    coding_context *context = check_context(NULL);
    buffer out;

    buffer_init(&out, context);
    spreadsheet_add_number(number, how, false, &out);
    assert_span(buffer_span(&out), words);
    buffer_free(&out);
    coding_context_free(context);
}

static void
numbers_as_dates(void **state)
{
    (void)state; /* none */
    assert_shown(1, SHOWN_DATE, "1900-01-01");
    assert_shown(59, SHOWN_DATE, "1900-02-28");
    assert_shown(60, SHOWN_DATE, "60"); /* 1900-02-29: never was */
    assert_shown(0, SHOWN_DATE, "0");
    assert_shown(36525.5, SHOWN_DATE, "1999-12-31T12:00:00");
    assert_shown(36584, SHOWN_DATE, "2000-02-28");
    assert_shown(36585, SHOWN_DATE, "2000-02-29");
    assert_shown(36586, SHOWN_DATE, "2000-03-01");
    assert_shown(2958465, SHOWN_DATE, "9999-12-31");
    assert_shown(2958466, SHOWN_DATE, "2958466");
    assert_shown(2958465.999999, SHOWN_DATE, "2958465.999999");
    assert_shown(-1, SHOWN_DATE, "-1");
    assert_shown(45352.9999999, SHOWN_BOTH, "2024-03-02T00:00:00");
    assert_shown(1.5, SHOWN_TIME, "1900-01-01T12:00:00");
    assert_shown(0.1 + 0.2, SHOWN_NUMBER, "0.30000000000000004");
}

/* Built-in ids: ECMA-376 part 1, 18.8.30. */
static void
formats_that_show_dates(void **state)
{
    static const struct {
        unsigned id;
        const char *code;
        spreadsheet_shown shown;
    } formats[] = {
        {0, "", SHOWN_NUMBER},
        {2, "", SHOWN_NUMBER},
        {14, "", SHOWN_DATE},
        {20, "", SHOWN_TIME},
        {22, "", SHOWN_BOTH},
        {46, "", SHOWN_DURATION},
        {170, "General", SHOWN_NUMBER},
        {170, "0.00E+00", SHOWN_NUMBER},
        {170, "[Red]#,##0.00;[Blue]-#,##0.00", SHOWN_NUMBER},
        {170, "0 \"hours a day\"", SHOWN_NUMBER},
        {170, "0\\d", SHOWN_NUMBER},
        {170, "[$-409]d\\-mmm\\-yy;@", SHOWN_DATE},
        {170, "mmmm", SHOWN_DATE},
        {170, "mm:ss", SHOWN_TIME},
        {170, "h:mm AM/PM", SHOWN_TIME},
        {170, "DD/MM/YYYY HH:MM", SHOWN_BOTH},
        {170, "[mm]:ss", SHOWN_DURATION},
        {170, "\"open", SHOWN_NUMBER},
    };

    (void)state; /* none */
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++)
        assert_int_equal(spreadsheet_shown_by(formats[i].id,
                                              coding_span_of(formats[i].code)),
                         formats[i].shown);
}

static const xlsx_part three_sheets[] = {
    XLSX_ROOT,
    {"xl/workbook.xml",
     "<workbook " XLSX_MAIN "><sheets>"
     "<sheet name=\"Notes\" sheetId=\"1\" state=\"hidden\" r:id=\"rId1\"/>"
     "<sheet name=\"Chart\" sheetId=\"2\" r:id=\"rId2\"/>"
     "<sheet name=\"Wave 1\" sheetId=\"3\" r:id=\"rId3\"/>"
     "<sheet name=\"Wave 2\" sheetId=\"4\" r:id=\"rId4\"/>"
     "</sheets></workbook>"},
    {"xl/_rels/workbook.xml.rels",
     XLSX_RELATIONS(
         XLSX_RELATION("rId1", "worksheet", "worksheets/a.xml")
             XLSX_RELATION("rId2", "chartsheet", "b.xml")
                 XLSX_RELATION("rId3", "worksheet", "/xl/c.xml")
                     XLSX_RELATION("rId4", "worksheet", "../d.xml"))},
    {"xl/worksheets/a.xml", XLSX_SHEET("<row><c><v>1</v></c></row>")},
    {"xl/c.xml", XLSX_SHEET("<row><c><v>3</v></c></row>")},
    {"d.xml", XLSX_SHEET("<row><c><v>4</v></c></row>")},
    {NULL, NULL}};

static void
the_sheet_meant(void **state)
{
    (void)state; /* none */
    assert_sheet(three_sheets, NULL, "1:3\n");
    assert_sheet(three_sheets, "Wave 2", "1:4\n");
    assert_sheet(three_sheets, "Notes", "1:1\n");
    expect_fault(three_sheets, "Wave 3", "spreadsheet-sheet");
    expect_fault(three_sheets, "Chart", "spreadsheet-sheet");
}

static void
expect_cells_fault(const char *rows)
{
    const xlsx_part parts[] = {XLSX_ROOT,
                               XLSX_LINKS,
                               XLSX_BOOK,
                               {"xl/worksheets/sheet1.xml", rows},
                               {NULL, NULL}};

    expect_fault(parts, NULL, "spreadsheet-damaged");
}

static void
damage(void **state)
{
    const xlsx_part no_book[] = {{"a.txt", "words"}, {NULL, NULL}};
    const xlsx_part calc[] = {{"content.xml", "<a/>"}, {NULL, NULL}};
    const xlsx_part no_sheet[] = {
        XLSX_ROOT, XLSX_LINKS, XLSX_BOOK, {NULL, NULL}};
    const xlsx_part open_end[] = {XLSX_ROOT,
                                  XLSX_LINKS,
                                  XLSX_BOOK,
                                  {"xl/worksheets/sheet1.xml", "<a><b></a>"},
                                  {NULL, NULL}};

    (void)state; /* none */
    expect_fault(no_book, NULL, "spreadsheet-damaged");
    expect_fault(calc, NULL, "spreadsheet-damaged");
    expect_fault(no_sheet, NULL, "spreadsheet-damaged");
    expect_fault(open_end, NULL, "xml-damaged");
    expect_cells_fault(XLSX_SHEET("<row r=\"2\"/><row r=\"2\"/>"));
    expect_cells_fault(XLSX_SHEET("<row r=\"1048577\"/>"));
    expect_cells_fault(XLSX_SHEET("<row><c r=\"B1\"/><c r=\"A1\"/></row>"));
    expect_cells_fault(XLSX_SHEET("<row><c r=\"XFE1\"/></row>"));
    expect_cells_fault(XLSX_SHEET("<row><c t=\"s\"><v>0</v></c></row>"));
    expect_cells_fault(
        XLSX_SHEET("<row><c><v>1</v></c><row><c><v>2</v></c></row></row>"));
    expect_cells_fault(XLSX_SHEET("<row><c><v>1</v><c/></c></row>"));
    expect_cells_fault(XLSX_SHEET("<c><v>1</v></c>"));
}

static coding_status
read_three_sheets(coding_context *context)
{
    static char *held;
    static coding_span bytes;
    coding_status status;
    buffer out;

    if (bytes.at == NULL) {
        coding_context *lasting = check_context(NULL);
        buffer made;

        buffer_init(&made, lasting);
        xlsx_bytes(lasting, three_sheets, &made);
        held = malloc(made.length);
        memcpy(held, made.bytes, made.length);
        bytes = (coding_span){held, made.length};
        buffer_free(&made);
        coding_context_free(lasting);
    }
    buffer_init(&out, context);
    status = read_lines(context, bytes, "Wave 2", &out);
    buffer_free(&out);
    if (status == CODING_OK) {
        free(held);
        bytes.at = NULL;
    }
    return status;
}

static void
no_memory(void **state)
{
    (void)state; /* none */
    check_every_failure(read_three_sheets);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strings_in_every_way),
        cmocka_unit_test(gaps),
        cmocka_unit_test(formulas),
        cmocka_unit_test(dates_of_both_epochs),
        cmocka_unit_test(numbers_as_dates),
        cmocka_unit_test(formats_that_show_dates),
        cmocka_unit_test(the_sheet_meant),
        cmocka_unit_test(damage),
        cmocka_unit_test(no_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
