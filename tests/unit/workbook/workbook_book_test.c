/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The room workbook: what reaches the file. Parts of the made workbook are read
   back as XML; the traps are those that the writing library lets through. */
#include <math.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check.h"
#include "io/archive.h"
#include "workbook/book.h"
#include "workbook/plot.h"

static check_messages messages;

typedef struct {
    coding_context *context;
    book *all;
    char path[64];
} made;

static made
make(const coding_workbook_options *options)
{
    static const coding_workbook_options standard = {.temp = "/tmp"};
    made one = {.context = check_context(&messages)};

    assert_int_equal(
        book_new(one.context, options != NULL ? options : &standard, &one.all),
        CODING_OK);
    return one;
}

/* Writes the file; the text of a part (NULL: none such). Frees all. */
static char *
part_of(made *one, const char *part)
{
    static const char nothing[] = "";
    char *text = NULL;
    archive *zip = NULL;
    FILE *file;
    size_t member;
    int handle;
    buffer bytes;

    snprintf(one->path, sizeof one->path, "/tmp/book-test-XXXXXX");
    handle = mkstemp(one->path);
    assert_true(handle >= 0);
    file = fdopen(handle, "wb");
    assert_int_equal(book_write(one->all, file), CODING_OK);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(archive_open(one->context, one->path, NULL, &zip),
                     CODING_OK);
    member = archive_find(zip, part);
    if (member != ARCHIVE_NONE) {
        buffer_init(&bytes, one->context);
        assert_int_equal(archive_load(zip, member, &bytes), CODING_OK);
        text = strdup(bytes.length > 0 ? buffer_text(&bytes) : nothing);
        buffer_free(&bytes);
    }
    archive_close(zip);
    unlink(one->path);
    book_free(one->all);
    coding_context_free(one->context);
    return text;
}

#define assert_has(text, words)                                                \
    do {                                                                       \
        if (strstr((text), (words)) == NULL) {                                 \
            print_error("no %s in\n%.3000s\n", (words), (text));               \
            fail();                                                            \
        }                                                                      \
    } while (0)
#define assert_lacks(text, words) assert_null(strstr((text), (words)))

static void
text_never_becomes_a_formula(void **state)
{
    static const char *const texts[] = {
        "=1+1", "+1",  "-1",  "@SUM(A1)", "=HYPERLINK(\"http://x\")",
        "007",  "1e3", "TRUE"};
    made one = make(NULL);
    sheet *page = book_add(one.all, coding_span_of("Text"), 0);
    char *strings, *xml;

    (void)state;
    for (unsigned i = 0; i < 8; i++)
        sheet_words(page, i, 0, texts[i], STYLE_TEXT);
    xml = part_of(&one, "xl/worksheets/sheet1.xml");
    assert_lacks(xml, "<f>");
    for (unsigned i = 0; i < 8; i++) {
        char cell[32];

        snprintf(cell, sizeof cell, "<c r=\"A%u\"", i + 1);
        assert_has(xml, cell);
    }
    free(xml);
    one = make(NULL);
    page = book_add(one.all, coding_span_of("Text"), 0);
    for (unsigned i = 0; i < 8; i++)
        sheet_words(page, i, 0, texts[i], STYLE_TEXT);
    strings = part_of(&one, "xl/sharedStrings.xml");
    assert_has(strings, "<t>=1+1</t>");
    assert_has(strings, "<t>=HYPERLINK(\"http://x\")</t>");
    assert_has(strings, "<t>007</t>");
    free(strings);
}

static void
numbers_that_are_none_leave_empty_cells(void **state)
{
    made one = make(NULL);
    sheet *page = book_add(one.all, coding_span_of("Numbers"), 0);
    char *xml;

    (void)state;
    sheet_number(page, 0, 0, (double)NAN, STYLE_ANY);
    sheet_number(page, 1, 0, (double)INFINITY, STYLE_ANY);
    sheet_number(page, 2, 0, -(double)INFINITY, STYLE_ANY);
    sheet_formula(page, 3, 0, (double)NAN, STYLE_ANY, "=0/0");
    sheet_number(page, 4, 0, 0.5, STYLE_ANY);
    assert_int_equal(book_facts(one.all)->emptied, 2);
    xml = part_of(&one, "xl/worksheets/sheet1.xml");
    assert_lacks(xml, "NAN");
    assert_lacks(xml, "nan");
    assert_lacks(xml, "INF");
    assert_lacks(xml, "<f>");
    assert_has(xml, "<v>0.5</v>");
    free(xml);
}

static void
a_formula_carries_its_value(void **state)
{
    coding_workbook_options plain = {.values = true};
    made one = make(NULL);
    sheet *page = book_add(one.all, coding_span_of("F"), 0);
    char *xml;

    (void)state;
    sheet_formula(page, 0, 0, 42, STYLE_COUNT, "=SUM(%s)",
                  A1_range(1, 0, 5, 0).text);
    sheet_formula_text(page, 1, 0, "a & b", STYLE_TEXT, "=%s", "\"a & b\"");
    xml = part_of(&one, "xl/worksheets/sheet1.xml");
    assert_has(xml, "<f>SUM(A2:A6)</f><v>42</v>");
    assert_has(xml, "t=\"str\"");
    assert_has(xml, "<v>a &amp; b</v>");
    free(xml);

    one = make(&plain);
    page = book_add(one.all, coding_span_of("F"), 0);
    sheet_formula(page, 0, 0, 42, STYLE_COUNT, "=SUM(A2:A6)");
    sheet_formula_text(page, 1, 0, "dominant", STYLE_TEXT, "=%s", "B1");
    xml = part_of(&one, "xl/worksheets/sheet1.xml");
    assert_lacks(xml, "<f>");
    assert_has(xml, "<v>42</v>");
    free(xml);
}

static void
numbers_of_any_length_fit_their_column(void **state)
{
    made one = make(NULL);
    sheet *page = book_add(one.all, coding_span_of("S"), 0);
    char *xml;

    (void)state;
    /* LibreOffice shows ### for "General" with anything behind it. */
    sheet_number(page, 0, 0, 1.0 / 3, STYLE_ANY);
    xml = part_of(&one, "xl/styles.xml");
    assert_lacks(xml, "General_");
    assert_has(xml, "horizontal=\"right\" vertical=\"top\" indent=\"1\"");
    free(xml);
}

static void
long_and_strange_text_is_cut_mended_and_counted(void **state)
{
    made one = make(NULL);
    sheet *page = book_add(one.all, coding_span_of("T"), 0);
    char *text = malloc(40000), *strings;

    (void)state;
    memset(text, 'x', 40000);
    sheet_text(page, 0, 0, (coding_span){text, 40000}, STYLE_WRAP);
    sheet_text(page, 1, 0, (coding_span){"a\xffz", 3}, STYLE_TEXT);
    sheet_text(page, 2, 0, (coding_span){"a\x07z_x0041_", 10}, STYLE_TEXT);
    assert_int_equal(book_facts(one.all)->cut, 1);
    assert_int_equal(book_facts(one.all)->mended, 1);
    strings = part_of(&one, "xl/sharedStrings.xml");
    assert_has(strings, "x\xe2\x80\xa6[cut]</t>");
    assert_has(strings, "<t>a\xef\xbf\xbdz</t>");
    assert_has(strings, "<t>a_x0007_z_x005F_x0041_</t>");
    free(strings);
    free(text);
}

static void
sheets_of_one_name_get_numbers(void **state)
{
    made one = make(NULL);
    char *xml;

    (void)state;
    (void)book_add(one.all, coding_span_of("Tally"), 0);
    (void)book_add(one.all, coding_span_of("tally"), 0);
    (void)book_add(one.all, coding_span_of("T:a/l*l?y[1]"), 0);
    (void)book_add(one.all,
                   coding_span_of("1234567890123456789012345678901234"), 0);
    (void)book_add(one.all,
                   coding_span_of("1234567890123456789012345678901xyz"), 0);
    xml = part_of(&one, "xl/workbook.xml");
    assert_has(xml, "name=\"Tally\"");
    assert_has(xml, "name=\"tally 2\"");
    assert_has(xml, "name=\"T_a_l_l_y_1_\"");
    assert_has(xml, "name=\"1234567890123456789012345678901\"");
    assert_has(xml, "name=\"12345678901234567890123456789 2\"");
    free(xml);
}

static void
names_of_sheets_that_look_like_cells_are_quoted(void **state)
{
    static const char *const names[] = {"Tab1", "2026", "rc", "Ausw"};
    made one = make(NULL);
    sheet *page = NULL;
    char *xml;

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        page = book_add(one.all, coding_span_of(names[i]), 0);
        sheet_words(page, 0, 0, "Heading", STYLE_HEAD);
        sheet_filter(page, 0, 0, 2, 0);
        sheet_repeat(page, 0, 0);
        book_define(one.all, "alpha", page, 1, 0);
    }
    xml = part_of(&one, "xl/workbook.xml");
    assert_has(xml, ">'Tab1'!$A$1:$A$3<");
    assert_has(xml, ">'Tab1'!$1:$1<");
    assert_has(xml, ">'2026'!$A$1:$A$3<");
    assert_has(xml, ">'rc'!$A$1:$A$3<");
    assert_has(xml, ">'rc'!$A$2<");
    assert_has(xml, ">Ausw!$A$1:$A$3<");
    free(xml);
}

static void
names_of_sheets_that_excel_refuses_are_made_valid(void **state)
{
    /* 16 characters beyond U+FFFF are 32 of Excel's: one too many. */
    static const char smiles[] =
        "\xf0\x9f\x98\x80\xf0\x9f\x98\x80\xf0\x9f\x98\x80\xf0\x9f\x98\x80"
        "\xf0\x9f\x98\x80\xf0\x9f\x98\x80\xf0\x9f\x98\x80\xf0\x9f\x98\x80"
        "\xf0\x9f\x98\x80\xf0\x9f\x98\x80\xf0\x9f\x98\x80\xf0\x9f\x98\x80"
        "\xf0\x9f\x98\x80\xf0\x9f\x98\x80\xf0\x9f\x98\x80\xf0\x9f\x98\x80";
    made one = make(NULL);

    (void)state;
    assert_int_equal(
        sheet_name(book_add(one.all, coding_span_of(smiles), 0)).length, 60);
    /* The second one has to leave room for " 2": 14 of them, 28 + 2. */
    assert_int_equal(
        sheet_name(book_add(one.all, coding_span_of(smiles), 0)).length, 58);
    assert_string_equal(
        sheet_name(book_add(one.all, coding_span_of("HISTORY"), 0)).at,
        "HISTORY_");
    assert_string_equal(
        sheet_name(book_add(one.all, coding_span_of("_x0041_"), 0)).at,
        "-x0041_");
    assert_string_equal(
        sheet_name(book_add(one.all, coding_span_of("'q'"), 0)).at, "_q_");
    free(part_of(&one, "xl/workbook.xml"));
}

static void
a_link_formula_survives_a_quote_in_the_sheet_name(void **state)
{
    made one = make(NULL);
    sheet *page = book_add(one.all, coding_span_of("My \"words\""), 70000);
    place there = {.page = page, .row = 4};
    char *xml;

    (void)state;
    for (unsigned i = 0; i < 60001; i++)
        sheet_link(page, i, 0, there, coding_span_of("x"), STYLE_LINK);
    xml = part_of(&one, "xl/worksheets/sheet1.xml");
    assert_has(xml, "<f>HYPERLINK(\"#'My \"\"words\"\"'!A5\",\"x\")</f>");
    assert_has(xml, "location=\"'My &quot;words&quot;'!A5\"");
    free(xml);
}

static void
links_beyond_the_limit_are_formulas(void **state)
{
    made one = make(NULL);
    sheet *page = book_add(one.all, coding_span_of("Many"), 70000);
    place there = {.page = page, .row = 4};
    char *xml;
    size_t links = 0;

    (void)state;
    for (unsigned i = 0; i < 60010; i++)
        sheet_link(page, i, 0, there, coding_span_of("say \"go\""), STYLE_LINK);
    sheet_link_count(page, 60010, 0, there, 12, STYLE_LINK_COUNT);
    assert_int_equal(book_facts(one.all)->links, 11);
    xml = part_of(&one, "xl/worksheets/sheet1.xml");
    for (const char *at = xml; (at = strstr(at, "<hyperlink ")) != NULL; at++)
        links++;
    assert_int_equal(links, 60000);
    assert_has(xml, "<f>HYPERLINK(\"#Many!A5\",\"say \"\"go\"\"\")</f>");
    assert_has(xml, "<f>HYPERLINK(\"#Many!A5\",12)</f><v>12</v>");
    free(xml);
}

static void
rich_text_marks_the_words(void **state)
{
    made one = make(NULL);
    sheet *page = book_add(one.all, coding_span_of("R"), 0);
    coding_span none = {NULL, 0};
    char *strings;

    (void)state;
    sheet_rich(page, 0, 0, coding_span_of("we had "), coding_span_of("trust"),
               coding_span_of(" & more"));
    sheet_rich(page, 1, 0, none, coding_span_of("alone"), none);
    sheet_rich(page, 2, 0, none, coding_span_of("first"),
               coding_span_of("\x02 then"));
    strings = part_of(&one, "xl/sharedStrings.xml");
    assert_has(strings, "<t xml:space=\"preserve\">we had </t>");
    assert_has(strings, "<b/>");
    assert_has(strings, "<t>trust</t>");
    assert_has(strings, "&amp; more");
    assert_has(strings, "<t>alone</t>");
    assert_has(strings, "_x0002_ then");
    free(strings);
}

static void
every_sheet_is_set_up_for_print(void **state)
{
    made one = make(NULL);
    sheet *page = book_add(one.all, coding_span_of("P"), 0);
    char *xml;

    (void)state;
    sheet_title(page, coding_span_of("A title"));
    sheet_words(page, 2, 0, "Heading", STYLE_HEAD);
    sheet_words(page, 3, 0, "a text that makes the column wide", STYLE_TEXT);
    sheet_freeze(page, 3, 1);
    sheet_repeat(page, 2, 2);
    sheet_note(page, coding_span_of("a note"));
    xml = part_of(&one, "xl/worksheets/sheet1.xml");
    assert_has(xml, "<pageSetUpPr fitToPage=\"1\"/>");
    assert_has(xml, "paperSize=\"9\"");
    assert_has(xml, "fitToHeight=\"0\"");
    assert_has(xml, "orientation=\"landscape\"");
    assert_has(xml, "<oddFooter>&amp;L&amp;A&amp;RPage &amp;P of &amp;N");
    assert_has(xml, "topLeftCell=\"B4\"");
    /* 33 characters and 1.7, rounded by the library to pixels. */
    assert_has(xml, "<col min=\"1\" max=\"1\" width=\"35.");
    free(xml);
}

static void
charts_hold_the_values_of_formulas(void **state)
{
    static const plot_look look = {PLOT_BLUE, PLOT_CIRCLE, 2, false, false};
    made one = make(NULL);
    sheet *page = book_add(one.all, coding_span_of("C"), 0);
    plot_cells x = {page, 0, 0, 1, 0}, y = {page, 0, 1, 1, 1};
    plot *chart;
    char *xml;

    (void)state;
    sheet_words(page, 0, 0, "one", STYLE_TEXT);
    sheet_words(page, 1, 0, "two", STYLE_TEXT);
    sheet_formula(page, 0, 1, 12.5, STYLE_ANY, "=25/2");
    sheet_formula(page, 1, 1, 3, STYLE_ANY, "=1+2");
    chart = plot_new(one.all, PLOT_LINE, "=not a formula");
    plot_series(chart, "=neither", &x, &y, &look);
    plot_place(chart, page, 4, 0, 400, 300, "what it shows");
    xml = part_of(&one, "xl/charts/chart1.xml");
    assert_has(xml, "<c:v>12.5</c:v>");
    assert_has(xml, "<c:v>3</c:v>");
    assert_has(xml, "<c:v>two</c:v>");
    assert_has(xml, " =not a formula");
    assert_has(xml, " =neither");
    free(xml);
}

/* The named part of a workbook with one chart, every text of it a trap. */
static char *
drawn_part(const char *name)
{
    static const coding_span label = {"_x0041_\x02", 8};
    made one = make(NULL);
    sheet *page = book_add(one.all, coding_span_of("C"), 0);
    plot_cells cells = {page, 0, 0, 0, 0};
    plot_look lined = plot_bar(1);
    plot *chart;

    sheet_number(page, 0, 0, 1, STYLE_ANY);
    chart = plot_new(one.all, PLOT_BARS, NULL);
    plot_series(chart, "s", NULL, &cells, &lined);
    plot_labels(chart, &label, 1, true);
    plot_place(chart, page, 4, 0, 400, 300, "_x0041_ & \xce cut\x01");
    return part_of(&one, name);
}

static void
texts_of_drawings_are_shown_as_they_stand(void **state)
{
    char *xml = drawn_part("xl/charts/chart1.xml");

    (void)state;
    /* No reader decodes _x0041_ there, and a lone byte breaks the file. */
    assert_has(xml, "<a:t>_x0041_ </a:t>");
    /* Never by colour alone: every second series of bars has lines. */
    assert_has(xml, "<a:pattFill prst=\"ltUpDiag\">");
    assert_has(xml, "<a:srgbClr val=\"E69F00\"/></a:bgClr>");
    free(xml);
    xml = drawn_part("xl/drawings/drawing1.xml");
    assert_has(xml, "descr=\"_x0041_ &amp; \xef\xbf\xbd cut \"");
    free(xml);
}

static void
names_and_dates_are_fixed(void **state)
{
    made one = make(NULL);
    sheet *page = book_add(one.all, coding_span_of("My sheet"), 0);
    char *xml;

    (void)state;
    book_define(one.all, "threshold", page, 2, 1);
    book_properties(one.all, coding_span_of("T & U"), coding_span_of("s"),
                    coding_span_of(""));
    xml = part_of(&one, "xl/workbook.xml");
    assert_has(xml, "<definedName name=\"threshold\">'My sheet'!$B$3<");
    free(xml);
    one = make(NULL);
    (void)book_add(one.all, coding_span_of("S"), 0);
    book_properties(one.all, coding_span_of("T & U"), coding_span_of("s"),
                    coding_span_of(""));
    xml = part_of(&one, "docProps/core.xml");
    assert_has(xml, "1970-01-01T00:00:01Z");
    assert_has(xml, "T &amp; U");
    free(xml);
}

static void
a_folder_that_is_not_there_is_told(void **state)
{
    coding_workbook_options options = {.temp = "/tmp/no/such/folder"};
    coding_context *context = check_context(&messages);
    book *all = NULL;

    (void)state;
    assert_int_equal(book_new(context, &options, &all), CODING_ESYSTEM);
    assert_true(check_said(&messages, "workbook-temp"));
    assert_null(all);
    coding_context_free(context);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_never_becomes_a_formula),
        cmocka_unit_test(numbers_that_are_none_leave_empty_cells),
        cmocka_unit_test(a_formula_carries_its_value),
        cmocka_unit_test(numbers_of_any_length_fit_their_column),
        cmocka_unit_test(long_and_strange_text_is_cut_mended_and_counted),
        cmocka_unit_test(sheets_of_one_name_get_numbers),
        cmocka_unit_test(names_of_sheets_that_look_like_cells_are_quoted),
        cmocka_unit_test(names_of_sheets_that_excel_refuses_are_made_valid),
        cmocka_unit_test(a_link_formula_survives_a_quote_in_the_sheet_name),
        cmocka_unit_test(links_beyond_the_limit_are_formulas),
        cmocka_unit_test(rich_text_marks_the_words),
        cmocka_unit_test(every_sheet_is_set_up_for_print),
        cmocka_unit_test(charts_hold_the_values_of_formulas),
        cmocka_unit_test(texts_of_drawings_are_shown_as_they_stand),
        cmocka_unit_test(names_and_dates_are_fixed),
        cmocka_unit_test(a_folder_that_is_not_there_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
