/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The room workbook: text as a cell can hold it, quotations, references. What
   is expected was worked out by hand from ECMA-376 18.4 (ST_Xstring), Excel's
   published limits, and the sentences themselves. */
#include "base/buffer.h"
#include "check.h"
#include "workbook/book.h"
#include "workbook/celltext.h"
#include "workbook/quote.h"

static coding_context *context;
static buffer out;

static int
begin(void **state)
{
    (void)state;
    context = check_context(NULL);
    buffer_init(&out, context);
    return 0;
}

static int
end(void **state)
{
    (void)state;
    buffer_free(&out);
    coding_context_free(context);
    return 0;
}

static celltext_facts
add(coding_span text, size_t room)
{
    buffer_reset(&out);
    return celltext_add(text, room, &out);
}

/* The same in a table of constants. */
#define TEXT(literal)                                                          \
    {                                                                          \
        (literal), sizeof(literal) - 1                                         \
    }
#define SPAN(literal) ((coding_span){(literal), sizeof(literal) - 1})

static void
text_is_kept_or_escaped(void **state)
{
    static const struct {
        coding_span text;
        const char *wanted;
        size_t width;
    } cases[] = {
        {TEXT("plain"), "plain", 5},
        {TEXT("=1+1"), "=1+1", 4},
        {TEXT("caf\xc3\xa9"), "caf\xc3\xa9", 4},
        {TEXT("_x0041_"), "_x005F_x0041_", 7},
        {TEXT("_x004_ _xZZZZ_"), "_x004_ _xZZZZ_", 14},
        {TEXT("__x0041_x0042_"), "__x005F_x0041_x005F_x0042_", 14},
        {TEXT("a\x01z"), "a_x0001_z", 2},
        {TEXT("a\0z"), "a_x0000_z", 2},
        {TEXT("a\r\nb\tc"), "a_x000D_\nb\tc", 2},
        {TEXT("\xef\xbf\xbf"), "_xFFFF_", 0},
        {TEXT("\xe6\xbc\xa2\xe5\xad\x97"), "\xe6\xbc\xa2\xe5\xad\x97", 4},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        celltext_facts facts = add(cases[i].text, CELLTEXT_LIMIT);

        assert_span(buffer_span(&out), cases[i].wanted);
        assert_false(facts.cut);
        assert_false(facts.mended);
        if (i < 6)
            assert_int_equal(facts.width, cases[i].width);
    }
}

static void
bytes_that_are_no_text_are_mended_and_told(void **state)
{
    (void)state;
    assert_true(add(SPAN("a\xff"
                         "b\xe2\x82"),
                    CELLTEXT_LIMIT)
                    .mended);
    /* One mark for each byte that is no part of a character. */
    assert_span(buffer_span(&out), "a\xef\xbf\xbd"
                                   "b\xef\xbf\xbd\xef\xbf\xbd");
    assert_true(add(SPAN("\xed\xa0\x80"), CELLTEXT_LIMIT).mended);
    assert_false(add(SPAN("\xf0\x9f\x98\x80"), CELLTEXT_LIMIT).mended);
}

static void
long_text_ends_with_a_mark(void **state)
{
    char *text = malloc(100000);

    (void)state;
    memset(text, 'a', 100000);
    assert_false(add((coding_span){text, 32767}, CELLTEXT_LIMIT).cut);
    assert_int_equal(out.length, 32767);
    assert_true(add((coding_span){text, 32768}, CELLTEXT_LIMIT).cut);
    /* 32,761 letters and the six characters (eight bytes) of the mark. */
    assert_int_equal(out.length, 32761 + 8);
    assert_memory_equal(out.bytes + 32761, "\xe2\x80\xa6[cut]", 8);
    /* A character beyond U+FFFF is two in UTF-16. */
    for (size_t i = 0; i < 80000; i += 4)
        memcpy(text + i, "\xf0\x9f\x98\x80", 4);
    assert_true(add((coding_span){text, 80000}, CELLTEXT_LIMIT).cut);
    assert_int_equal(out.length, 16380 * 4 + 8);
    /* An escape takes seven. */
    memset(text, 1, 5000);
    assert_true(add((coding_span){text, 5000}, CELLTEXT_LIMIT).cut);
    assert_int_equal(out.length, 4680 * 7 + 8);
    free(text);
}

static void
a_literal_stays_inside_its_quotes(void **state)
{
    char long_text[400];

    (void)state;
    buffer_reset(&out);
    celltext_add_literal(SPAN("say \"x\"\n\x02 _x0041_"), &out);
    assert_span(buffer_span(&out), "say \"\"x\"\"   _x005F_x0041_");
    memset(long_text, 'a', sizeof long_text);
    buffer_reset(&out);
    assert_true(celltext_add_literal((coding_span){long_text, 400}, &out).cut);
    assert_int_equal(out.length, 255);
}

static void
sheet_names_are_made_valid(void **state)
{
    static const struct {
        const char *name, *wanted;
    } cases[] = {
        {"Tally", "Tally"},
        {"a:b\\c/d?e*f[g]", "a_b_c_d_e_f_g_"},
        {"it's", "it_s"},
        {"", "Sheet"},
        {"History", "History_"},
        {"1234567890123456789012345678901234567890",
         "1234567890123456789012345678901"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        buffer_reset(&out);
        celltext_add_sheet_name(coding_span_of(cases[i].name), &out);
        assert_span(buffer_span(&out), cases[i].wanted);
    }
}

static void
lines_are_counted_as_a_column_breaks_them(void **state)
{
    (void)state;
    assert_int_equal(celltext_lines(SPAN(""), 10), 1);
    assert_int_equal(celltext_lines(SPAN("one two"), 10), 1);
    assert_int_equal(celltext_lines(SPAN("one two three"), 8), 2);
    assert_int_equal(celltext_lines(SPAN("one\ntwo\nthree"), 80), 3);
    assert_int_equal(celltext_lines(SPAN("abcdefghijkl"), 5), 3);
}

static void
references_are_those_of_a_sheet(void **state)
{
    (void)state;
    assert_string_equal(A1(0, 0).text, "A1");
    assert_string_equal(A1(9, 25).text, "Z10");
    assert_string_equal(A1(0, 26).text, "AA1");
    assert_string_equal(A1(0, 701).text, "ZZ1");
    assert_string_equal(A1(0, 702).text, "AAA1");
    assert_string_equal(A1(1048575, 16383).text, "XFD1048576");
    assert_string_equal(A1_fixed(3, 2).text, "$C$4");
    assert_string_equal(A1_row_fixed(3, 2).text, "C$4");
    assert_string_equal(A1_range(3, 2, 8, 2).text, "C4:C9");
    assert_string_equal(A1_range_fixed(3, 2, 8, 3).text, "$C$4:$D$9");
}

/* The quotation of words in text, with | around them. */
static void
check_quote(const char *text, const char *words, const char *wanted)
{
    const char *at = strstr(text, words);
    size_t from = (size_t)(at - text);
    quote made =
        quote_around(NULL, coding_span_of(text), from, from + strlen(words));

    buffer_reset(&out);
    buffer_add_text(&out, made.cut_before ? "<" : "");
    buffer_add(&out, made.before);
    buffer_add_text(&out, "|");
    buffer_add_text(&out, words);
    buffer_add_text(&out, "|");
    buffer_add(&out, made.after);
    buffer_add_text(&out, made.cut_after ? ">" : "");
    assert_span(buffer_span(&out), wanted);
}

static void
a_quotation_is_the_sentence(void **state)
{
    (void)state;
    check_quote("One here. What matters to the two of us in this account, as I "
                "keep telling everybody, is trust between people. Two.",
                "trust",
                "What matters to the two of us in this account, as I keep "
                "telling everybody, is |trust| between people.");
    /* A short one takes its neighbours. */
    check_quote("We meet. Trust. It grew over the years, slowly, as these "
                "things do when people stay. Later more came.",
                "Trust",
                "We meet. |Trust|. It grew over the years, slowly, as these "
                "things do when people stay.");
    check_quote("Trust.", "Trust", "|Trust|.");
    check_quote("trust", "trust", "|trust|");
    /* Words over a boundary belong to both sentences. */
    check_quote("First there was, after all those years and all the talk that "
                "we had, openness. Trust came from it, and stayed.",
                "openness. Trust",
                "First there was, after all those years and all the talk that "
                "we had, |openness. Trust| came from it, and stayed.");
}

/* The list that the units were cut with travels in the stream. */
static void
a_quotation_knows_the_abbreviations(void **state)
{
    static const char text[] =
        "Wir brauchen in diesem Haus seit vielen Jahren vor allem Vertrauen "
        "bzw. Offenheit im Alltag und mit jedem einzelnen Kunden, der sich bei "
        "uns meldet, wann immer es sein soll. Mehr nicht.";
    size_t from = (size_t)(strstr(text, "Offenheit") - text);
    abbreviations more = {.longest = 0};
    quote made;

    (void)state;
    made = quote_around(&more, coding_span_of(text), from, from + 9);
    assert_span(made.before, "");
    assert_int_equal(
        abbreviations_take(context,
                           coding_span_of("stream=1; abbreviation-"
                                          "words=z b bzw; x=y abt"),
                           &more),
        CODING_OK);
    assert_int_equal(more.words.count, 3);
    made = quote_around(&more, coding_span_of(text), from, from + 9);
    assert_int_equal(made.before.length, from);
    assert_int_equal(abbreviations_take(context, coding_span_of("x=y"), &more),
                     CODING_OK);
    assert_int_equal(more.words.count, 3);
    abbreviations_clear(&more);
}

static void
a_long_sentence_is_cut_between_words(void **state)
{
    char text[3000] = "";

    (void)state;
    for (size_t i = 0; i < 150; i++)
        strcat(text, "word ");
    strcat(text, "trust");
    for (size_t i = 0; i < 150; i++)
        strcat(text, " word");
    {
        size_t from = 750;
        quote made = quote_around(NULL, coding_span_of(text), from, from + 5);

        assert_true(made.cut_before);
        assert_true(made.cut_after);
        assert_true(made.before.length <= 400);
        assert_memory_equal(made.before.at, "word", 4);
        assert_true(made.after.length <= 400);
        assert_memory_equal(made.after.at + made.after.length - 4, "word", 4);
    }
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_kept_or_escaped),
        cmocka_unit_test(bytes_that_are_no_text_are_mended_and_told),
        cmocka_unit_test(long_text_ends_with_a_mark),
        cmocka_unit_test(a_literal_stays_inside_its_quotes),
        cmocka_unit_test(sheet_names_are_made_valid),
        cmocka_unit_test(lines_are_counted_as_a_column_breaks_them),
        cmocka_unit_test(references_are_those_of_a_sheet),
        cmocka_unit_test(a_quotation_is_the_sentence),
        cmocka_unit_test(a_quotation_knows_the_abbreviations),
        cmocka_unit_test(a_long_sentence_is_cut_between_words),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
