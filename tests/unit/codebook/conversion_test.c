/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Codebooks over tables and back are the same; without memory nothing leaks.
   What codebook(1) writes is in tests/golden/codebook. */
#include <coding/codebook.h>

#include "check.h"
#include "codebook/conversion.h"
#include "xlsx_bytes.h"

static const char book_text[] =
    "codebook: a\nversion: 2\noverlap: first\n\n"
    "code: trust\nlabel: \"Trust\", so called\nbrief: one\nbrief: two; tabs\n"
    "unless: \\bfund\nmatch: a\\tb|\"c\"\nid: x\nnear: 3 a ,, b\nonly: "
    "side=A|B\n"
    "example: a \"b\" c\nexample: d, e\ncounterexample: f\n\n"
    "code: other\nimplies: trust\n";

/* Over a table with that separator, and back. */
static coding_status
there_and_back(coding_context *context, char separator, buffer *out)
{
    conversion first, second;
    coding_status status;
    buffer table;

    conversion_init(&first, context);
    conversion_init(&second, context);
    buffer_init(&table, context);
    status =
        conversion_read_text(&first, "a.codebook", coding_span_of(book_text));
    if (status == CODING_OK) {
        conversion_write_table(&first, separator, &table);
        status = buffer_status(&table);
    }
    if (status == CODING_OK)
        status = conversion_read_table(
            &second, separator == ',' ? "a.csv" : "a.tsv", buffer_span(&table));
    if (status == CODING_OK) {
        conversion_write_text(&second, out);
        status = buffer_status(out);
    }
    buffer_free(&table);
    conversion_clear(&first);
    conversion_clear(&second);
    return status;
}

static void
a_codebook_comes_back(void **state)
{
    check_messages said;
    coding_context *context = check_context(&said);
    static const char separators[] = "\t,";
    buffer out;

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        coding_codebook *book = NULL;

        buffer_init(&out, context);
        assert_int_equal(there_and_back(context, separators[i], &out),
                         CODING_OK);
        assert_span(buffer_span(&out), book_text);
        assert_int_equal(coding_codebook_parse(context, "a.codebook",
                                               buffer_span(&out), &book),
                         CODING_OK);
        assert_int_equal(coding_codebook_content(book)->rule_count, 2);
        coding_codebook_free(book);
        buffer_free(&out);
    }
    assert_int_equal(said.count, 0);
    coding_context_free(context);
}

static coding_status
without_memory(coding_context *context)
{
    coding_status status;
    buffer out;

    buffer_init(&out, context);
    status = there_and_back(context, '\t', &out);
    buffer_free(&out);
    return status;
}

static void
lack_of_memory_is_told(void **state)
{
    (void)state;
    check_every_failure(without_memory);
}

static void
tables_with_faults_are_told(void **state)
{
    static const struct {
        const char *table, *id;
    } cases[] = {
        {"", "codebook-empty"},
        {"label,match\nx,y\n", "codebook-column-missing"},
        {"code,match,code\nx,y,z\n", "codebook-column-twice"},
        {"code,id\nx,y\n", "codebook-column"},
        {"codebook,code\nb,c\n", "codebook-row"},
        {"code,match\n,y\n", "codebook-row"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        check_messages said;
        coding_context *context = check_context(&said);
        conversion all;

        conversion_init(&all, context);
        assert_int_equal(conversion_read_table(&all, "a.csv",
                                               coding_span_of(cases[i].table)),
                         CODING_EDATA);
        if (!check_said(&said, cases[i].id))
            fail_msg("%s: no %s", cases[i].table, cases[i].id);
        conversion_clear(&all);
        coding_context_free(context);
    }
}

static void
a_spreadsheet_is_a_table(void **state)
{
    static const xlsx_part parts[] = {
        XLSX_ROOT,
        XLSX_LINKS,
        XLSX_BOOK,
        {"xl/worksheets/sheet1.xml",
         XLSX_SHEET("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>code</t>"
                    "</is></c><c r=\"B1\" t=\"inlineStr\"><is><t>match</t></is>"
                    "</c></row><row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is>"
                    "<t>trust</t></is></c><c r=\"B2\" t=\"inlineStr\"><is>"
                    "<t>trust\nfaith</t></is></c></row>")},
        {NULL, NULL}};
    check_messages said;
    coding_context *context = check_context(&said);
    conversion all;
    buffer bytes, out;

    (void)state;
    buffer_init(&bytes, context);
    buffer_init(&out, context);
    conversion_init(&all, context);
    xlsx_bytes(context, parts, &bytes);
    assert_int_equal(
        conversion_read_table(&all, "dir/f.xlsx", buffer_span(&bytes)),
        CODING_OK);
    conversion_write_text(&all, &out);
    assert_span(buffer_span(&out), "codebook: f\n\ncode: trust\n"
                                   "match: trust\nmatch: faith\n");
    conversion_clear(&all);
    buffer_free(&bytes);
    buffer_free(&out);
    coding_context_free(context);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_codebook_comes_back),
        cmocka_unit_test(lack_of_memory_is_told),
        cmocka_unit_test(tables_with_faults_are_told),
        cmocka_unit_test(a_spreadsheet_is_a_table),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
