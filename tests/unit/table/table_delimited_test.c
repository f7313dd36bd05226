/* SPDX-License-Identifier: GPL-2.0-or-later */
/* CSV and TSV: RFC 4180 section 2, and what spreadsheets add to it. Every
   expected cell is read off the text by eye. */
#include "base/buffer.h"
#include "check.h"
#include "table/delimited.h"

/* All records as text: cells in [], records ended by their line number. */
static coding_status
read_text(coding_context *context, const char *name, coding_span text,
          const delimited_options *options, buffer *out)
{
    delimited *table = NULL;
    delimited_record record;
    coding_status status =
        delimited_open_bytes(context, name, text, options, &table);

    while (status == CODING_OK) {
        status = delimited_next(table, &record);
        for (size_t i = 0; status == CODING_OK && i < record.count; i++) {
            buffer_add_byte(out, '[');
            buffer_add(out, record.cells[i]);
            buffer_add_byte(out, ']');
        }
        if (status == CODING_OK) {
            buffer_add_unsigned(out, record.line);
            buffer_add_byte(out, ';');
        }
    }
    if (status == CODING_END)
        status = buffer_status(out);
    delimited_close(table);
    return status;
}

static void
expect(const char *name, const char *text, const char *wanted)
{
    check_messages said;
    coding_context *context = check_context(&said);
    buffer out;

    buffer_init(&out, context);
    assert_int_equal(read_text(context, name, coding_span_of(text), NULL, &out),
                     CODING_OK);
    assert_span(buffer_span(&out), wanted);
    buffer_free(&out);
    coding_context_free(context);
}

static void
expect_fault(const char *name, coding_span text, const char *id, size_t line)
{
    check_messages said;
    coding_context *context = check_context(&said);
    buffer out;

    buffer_init(&out, context);
    assert_int_equal(read_text(context, name, text, NULL, &out), CODING_EDATA);
    assert_int_equal(said.count, 1);
    assert_string_equal(said.ids[0], id);
    assert_int_equal(said.lines[0], line);
    buffer_free(&out);
    coding_context_free(context);
}

static void
test_plain(void **state)
{
    (void)state;
    expect("a.csv", "a,b\n1,2\n", "[a][b]1;[1][2]2;");
    expect("a.csv", "a,b\n1,", "[a][b]1;[1][]2;");
    expect("a.csv", "a,b\r\n1,2\r\n", "[a][b]1;[1][2]2;");
    expect("a.csv", "a,b\r\n1,2\r", "[a][b]1;[1][2]2;");
    expect("a.csv",
           "\xEF\xBB\xBF"
           "a,b\n",
           "[a][b]1;");
    expect("a.csv", "\n\r\na,b\n\n1,2\n\n", "[a][b]3;[1][2]5;");
    expect("a.csv", ",\n,\n", "[][]1;[][]2;");
    expect("a.csv", "", "");
    expect("a.csv", "\n\n", "");
    expect("a.csv", "a\tb\n", "[a\tb]1;");
    expect("a.tsv", "a,x\tb\n", "[a,x][b]1;");
    expect("a.tsv.gz", "a,x\tb\n", "[a,x][b]1;");
    expect("-", "a,x\tb\n", "[a,x][b]1;");
    expect("-", "a;x,b\n", "[a;x][b]1;");
    expect("a.csv", "a;b\n1,5;2\n", "[a][b]1;[1,5][2]2;");
    expect("a.csv", "\"a,b\";c\n", "[a,b][c]1;");
}

static void
test_quotes(void **state)
{
    (void)state;
    expect("a.csv", "\"a\",b\n", "[a][b]1;");
    expect("a.csv", "a,\"b,c\"\n", "[a][b,c]1;");
    expect("a.csv", "a,\"b\nc\"\nd,e\n", "[a][b\nc]1;[d][e]3;");
    expect("a.csv", "a,\"b\r\nc\"\r\nd,e\n", "[a][b\r\nc]1;[d][e]3;");
    expect("a.csv", "\"a \"\"b\"\" c\",\"\"\"\"\n", "[a \"b\" c][\"]1;");
    expect("a.csv", "\"\",\"\"", "[][]1;");
    expect("a.csv", "5\" pipe,6\" pipe\n1,2\n",
           "[5\" pipe][6\" pipe]1;[1][2]2;");
    expect("a.csv", "a,\"b\"", "[a][b]1;");
    expect("a.csv", "a,\"b\"\r\n", "[a][b]1;");
    expect("a.csv", "a,\"b\"\r", "[a][b]1;");
    expect("a.csv", "\"a\",b\r", "[a][b]1;");
    expect("a.tsv", "a\t\"b\tc\"\n", "[a][b\tc]1;");
    /* A doubled quote moves the bytes behind it: the check for UTF-8 must
       have come before. */
    expect("a.csv", "\"\"\"\xC3\xA9\",x\n", "[\"\xC3\xA9][x]1;");
    expect("a.csv", "a,b\n\"\"\"\n\",x\n1,2\n", "[a][b]1;[\"\n][x]2;[1][2]4;");
}

static void
test_faults(void **state)
{
    static const char nul_utf16[] = "\xFF\xFE"
                                    "a\0,\0b\0\n";

    (void)state;
    expect_fault("a.csv", coding_span_of("a,b\n1,\"2\n3,4\n"),
                 "delimited-quote", 2);
    expect_fault("a.csv", coding_span_of("a,b\n1,\"2\"x\n"), "delimited-quote",
                 2);
    expect_fault("a.csv", coding_span_of("a,b\n\"1\n\n\",\"2\"x\n"),
                 "delimited-quote", 4);
    expect_fault("a.csv", coding_span_of("a,b\n1,2\n3\n"), "delimited-ragged",
                 3);
    expect_fault("a.csv", coding_span_of("a,b\n1,2,3\n"), "delimited-ragged",
                 2);
    expect_fault("a.csv", coding_span_of("a,b\n1,\xE4\n"), "utf8-invalid", 2);
    expect_fault("a.csv", coding_span_of("a,\"b\n\n\xE4\"\n"), "utf8-invalid",
                 3);
    expect_fault("a.csv", (coding_span){nul_utf16, sizeof nul_utf16 - 1},
                 "delimited-encoding", 1);
    expect_fault("a.csv", coding_span_of("PK\003\004"), "zip-damaged", 0);
}

static void
test_ragged_is_padded(void **state)
{
    const delimited_options options = {.ragged = DELIMITED_PAD};
    check_messages said;
    coding_context *context = check_context(&said);
    buffer out;

    (void)state;
    buffer_init(&out, context);
    assert_int_equal(read_text(context, "a.csv",
                               coding_span_of("a,b,c\n1\n1,2,3,,\n1,2,3,4\n"
                                              "1\n1\n1\n1\n"),
                               &options, &out),
                     CODING_OK);
    assert_span(buffer_span(&out),
                "[a][b][c]1;[1][][]2;[1][2][3]3;[1][2][3][4]4;"
                "[1][][]5;[1][][]6;[1][][]7;[1][][]8;");
    /* Five are told, then how many there were: lines 2, 4, 5, 6, 7, 8. */
    assert_int_equal(said.count, 6);
    assert_int_equal(said.lines[1], 4);
    assert_string_equal(said.texts[5], "6 rows in all have another number of "
                                       "cells than the first");
    buffer_free(&out);
    coding_context_free(context);
}

static void
test_plain_quotes(void **state)
{
    const delimited_options options = {.plain = true, .delimiter = '|'};
    check_messages said;
    coding_context *context = check_context(&said);
    buffer out;

    (void)state;
    buffer_init(&out, context);
    assert_int_equal(read_text(context, "x", coding_span_of("\"a|b\"\n1|\"\n"),
                               &options, &out),
                     CODING_OK);
    assert_span(buffer_span(&out), "[\"a][b\"]1;[1][\"]2;");
    buffer_free(&out);
    coding_context_free(context);
}

/* A small generator, so that a failure can be repeated. */
static uint64_t
next_random(uint64_t *state)
{
    *state = *state * 6364136223846793005U + 1442695040888963407U;
    return *state >> 33;
}

static void
add_quoted(buffer *text, coding_span cell)
{
    buffer_add_byte(text, '"');
    for (size_t i = 0; i < cell.length; i++) {
        if (cell.at[i] == '"')
            buffer_add_byte(text, '"');
        buffer_add_byte(text, cell.at[i]);
    }
    buffer_add_byte(text, '"');
}

static void
test_round_trip(void **state)
{
    static const char letters[] = "ab,;\"\n\r\t# ";
    check_messages said;
    coding_context *context = check_context(&said);
    uint64_t seed = 20240229;

    (void)state;
    for (unsigned trial = 0; trial < 300; trial++) {
        const delimited_options options = {.delimiter = ','};
        size_t width = 1 + next_random(&seed) % 4;
        size_t rows = 1 + next_random(&seed) % 5, line = 1;
        buffer text, wanted, got;

        buffer_init(&text, context);
        buffer_init(&wanted, context);
        buffer_init(&got, context);
        for (size_t r = 0; r < rows; r++) {
            size_t at = line;

            for (size_t c = 0; c < width; c++) {
                char cell[3000];
                /* Now and then longer than what is read at once, in all. */
                size_t length = next_random(&seed) %
                                (next_random(&seed) % 50 == 0 ? 3000 : 6);

                for (size_t i = 0; i < length; i++) {
                    cell[i] =
                        letters[next_random(&seed) % (sizeof letters - 1)];
                    line += cell[i] == '\n';
                }
                buffer_add_byte(&wanted, '[');
                buffer_add(&wanted, (coding_span){cell, length});
                buffer_add_byte(&wanted, ']');
                if (c > 0)
                    buffer_add_byte(&text, ',');
                add_quoted(&text, (coding_span){cell, length});
            }
            buffer_add_unsigned(&wanted, at);
            buffer_add_byte(&wanted, ';');
            buffer_add_byte(&text, '\n');
            line++;
        }
        assert_int_equal(
            read_text(context, "x.csv", buffer_span(&text), &options, &got),
            CODING_OK);
        assert_int_equal(got.length, wanted.length);
        assert_memory_equal(got.bytes, wanted.bytes, wanted.length);
        buffer_free(&text);
        buffer_free(&wanted);
        buffer_free(&got);
    }
    coding_context_free(context);
}

/* Records across the blocks that are read at once. */
static void
test_long(void **state)
{
    check_messages said;
    coding_context *context = check_context(&said);
    delimited *table = NULL;
    delimited_record record;
    buffer text;
    size_t count = 0;

    (void)state;
    buffer_init(&text, context);
    for (unsigned i = 0; i < 3000; i++) {
        for (unsigned k = 0; k < 20; k++)
            buffer_add_text(&text, i % 7 == 0 ? "\"wo,rd\"," : "some words,");
        buffer_add_unsigned(&text, i);
        buffer_add_text(&text, "\r\n");
    }
    assert_int_equal(delimited_open_bytes(context, "a.csv", buffer_span(&text),
                                          NULL, &table),
                     CODING_OK);
    while (delimited_next(table, &record) == CODING_OK) {
        char number[16];

        assert_int_equal(record.count, 21);
        assert_int_equal(record.line, count + 1);
        assert_span(record.cells[0], count % 7 == 0 ? "wo,rd" : "some words");
        snprintf(number, sizeof number, "%zu", count);
        assert_span(record.cells[20], number);
        count++;
    }
    assert_int_equal(count, 3000);
    delimited_close(table);
    buffer_free(&text);
    coding_context_free(context);
}

static coding_status
read_some(coding_context *context)
{
    buffer out;
    coding_status status;

    buffer_init(&out, context);
    status = read_text(context, "a.csv",
                       coding_span_of("a,b\n1,\"2\n3\"\n4,5\n"), NULL, &out);
    buffer_free(&out);
    return status;
}

static void
test_memory(void **state)
{
    (void)state;
    check_every_failure(read_some);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plain),
        cmocka_unit_test(test_quotes),
        cmocka_unit_test(test_faults),
        cmocka_unit_test(test_ragged_is_padded),
        cmocka_unit_test(test_plain_quotes),
        cmocka_unit_test(test_round_trip),
        cmocka_unit_test(test_long),
        cmocka_unit_test(test_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
