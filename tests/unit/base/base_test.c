/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The room base: spans, memory, maps, numbers, UTF-8, did-you-mean. */
#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "base/map.h"
#include "base/memory.h"
#include "base/nearest.h"
#include "base/number.h"
#include "base/utf8.h"
#include "check.h"

static void
spans_compare_by_bytes(void **state)
{
    (void)state;
    assert_true(coding_span_is(coding_span_of("abc"), "abc"));
    assert_false(coding_span_is(coding_span_of("abc"), "abcd"));
    assert_true(coding_span_compare(coding_span_of("a"), coding_span_of("ab")) <
                0);
    assert_true(coding_span_compare(coding_span_of("b"), coding_span_of("ab")) >
                0);
    assert_int_equal(
        coding_span_compare(coding_span_of(""), (coding_span){NULL, 0}), 0);
    assert_span(coding_span_trim(coding_span_of(" \ta b\r\n")), "a b");
    assert_span(coding_span_trim(coding_span_of(" \t")), "");
}

static void
map_numbers_texts_in_order(void **state)
{
    coding_context *context = check_context(NULL);
    char word[32];
    size_t number = 0;
    map names;

    (void)state;
    map_init(&names, context);
    assert_int_equal(map_find(&names, coding_span_of("x")), MAP_NONE);
    for (size_t i = 0; i < 5000; i++) {
        snprintf(word, sizeof word, "word %zu", i);
        assert_int_equal(map_add(&names, coding_span_of(word), &number), 0);
        assert_int_equal(number, i);
    }
    assert_int_equal(map_add(&names, coding_span_of("word 77"), &number), 0);
    assert_int_equal(number, 77);
    assert_int_equal(names.count, 5000);
    assert_span(map_name(&names, 4999), "word 4999");
    assert_int_equal(map_find(&names, coding_span_of("word 5000")), MAP_NONE);
    map_clear(&names);
    coding_context_free(context);
}

/* Small pieces share blocks, whatever was taken before them. */
static void
arena_shares_blocks(void **state)
{
    (void)state;
    for (size_t before = 0; before <= 40000; before += 500) {
        check_memory memory = {0, 0, 0};
        coding_allocator allocator = {check_resize, check_release, &memory};
        coding_context_options options = {.allocator = &allocator};
        coding_context *context = NULL;
        coding_span copy;
        void *piece = NULL;
        size_t calls;
        arena all;

        assert_int_equal(coding_context_new(&options, &context), CODING_OK);
        arena_init(&all, context);
        assert_int_equal(arena_take(&all, 100, &piece), CODING_OK);
        assert_int_equal(arena_take(&all, before, &piece), CODING_OK);
        calls = memory.calls;
        for (size_t i = 0; i < 10000; i++)
            assert_int_equal(arena_copy(&all, coding_span_of("abcdefg"), &copy),
                             CODING_OK);
        /* 80,000 bytes: ten blocks at the most while they double, then one a
           16 KiB */
        assert_true(memory.calls - calls <= 16);
        arena_clear(&all);
        coding_context_free(context);
        assert_int_equal(memory.held, 0);
    }
}

/* Numbers of any length, side by side and far apart, and every last byte. */
static void
map_tells_alike_texts_apart(void **state)
{
    coding_context *context = check_context(NULL);
    char word[32] = "";
    size_t number = 0;
    map names;

    (void)state;
    map_init(&names, context);
    for (unsigned i = 0; i < 40000; i++) {
        snprintf(word, sizeof word, i % 2 == 0 ? "%u" : "R%020u", i);
        assert_int_equal(map_add(&names, coding_span_of(word), &number), 0);
        assert_int_equal(number, i);
    }
    for (unsigned byte = 0; byte < 256; byte++) {
        char last = (char)byte;

        assert_int_equal(map_add(&names, (coding_span){&last, 1}, &number), 0);
        /* The digits of even numbers are there. */
        if (byte >= '0' && byte <= '8' && byte % 2 == 0)
            assert_int_equal(number, byte - '0');
        else
            assert_true(number >= 40000);
    }
    assert_int_equal(names.count, 40000 + 256 - 5);
    for (unsigned i = 0; i < 40000; i++) {
        snprintf(word, sizeof word, i % 2 == 0 ? "%u" : "R%020u", i);
        assert_int_equal(map_find(&names, coding_span_of(word)), i);
    }
    map_clear(&names);
    coding_context_free(context);
}

static void
map_appends_what_is_new(void **state)
{
    coding_context *context = check_context(NULL);
    char word[32];
    size_t number = 0;
    map names;

    (void)state;
    map_init(&names, context);
    for (unsigned i = 0; i < 3000; i++) {
        snprintf(word, sizeof word, "%u", i);
        assert_int_equal(map_append(&names, coding_span_of(word)), 0);
    }
    assert_int_equal(map_add(&names, coding_span_of("1234"), &number), 0);
    assert_int_equal(number, 1234);
    assert_int_equal(map_add(&names, coding_span_of("3000"), &number), 0);
    assert_int_equal(number, 3000);
    assert_int_equal(map_append(&names, coding_span_of("x")), 0);
    assert_int_equal(map_add(&names, coding_span_of("x"), &number), 0);
    assert_int_equal(number, 3001);
    assert_int_equal(names.count, 3002);
    map_clear(&names);
    coding_context_free(context);
}

static void
numbers_read_back_to_the_same_double(void **state)
{
    static const struct {
        double number;
        const char *text;
    } known[] = {
        /* The shortest forms, by hand. */
        {0.0, "0"},         {-0.0, "0"},
        {0.1, "0.1"},       {1.0 / 3.0, "0.3333333333333333"},
        {1e15, "1e+15"},    {123456789012.0, "123456789012"},
        {1e-300, "1e-300"}, {-2.5, "-2.5"},
    };
    char bytes[NUMBER_BYTES];
    double back = 0;

    (void)state;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        assert_span(number_from_double(known[i].number, bytes), known[i].text);
        assert_true(number_to_double(coding_span_of(known[i].text), &back));
        assert_near(back, known[i].number, 0.0);
    }
    assert_span(number_from_double((double)NAN, bytes), "");
    assert_span(number_from_double((double)INFINITY, bytes), "");
    assert_false(number_to_double(coding_span_of("nan"), &back));
    assert_false(number_to_double(coding_span_of("0x10"), &back));
    assert_false(number_to_double(coding_span_of("1e999"), &back));
    assert_false(number_to_double(coding_span_of("1,5"), &back));
    assert_false(number_to_double(coding_span_of(""), &back));
}

static void
whole_numbers_end_at_64_bits(void **state)
{
    uint64_t number = 7;

    (void)state;
    assert_true(
        number_to_unsigned(coding_span_of("18446744073709551615"), &number));
    assert_true(number == UINT64_MAX);
    assert_false(
        number_to_unsigned(coding_span_of("18446744073709551616"), &number));
    assert_false(number_to_unsigned(coding_span_of("-1"), &number));
    assert_false(number_to_unsigned(coding_span_of("1 "), &number));
    assert_false(number_to_unsigned(coding_span_of(""), &number));
}

/* Well-formed and ill-formed sequences: Unicode 15, table 3-7. */
static void
utf8_is_strict(void **state)
{
    static const char *const bad[] = {
        "\x80",
        "\xC0\xAF",
        "\xC1\x81",
        "\xE0\x80\x80",
        "\xED\xA0\x80",
        "\xF0\x80\x80",
        "\xF4\x90\x80\x80",
        "\xF5\x80\x80\x80",
        "\xC3",
        "\xE2\x82",
        "\xFF",
    };

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        char text[16];

        snprintf(text, sizeof text, "ab%s", bad[i]);
        assert_int_equal(utf8_invalid_at(coding_span_of(text)), 2);
    }
    assert_int_equal(
        utf8_invalid_at(coding_span_of("caf\xC3\xA9 \xF0\x9F\x98\x80 long")),
        15);
    assert_int_equal(utf8_length(coding_span_of("\xC3\xA9\xF0\x9F\x98\x80x")),
                     3);
    assert_int_equal(
        utf8_offset(coding_span_of("\xC3\xA9\xF0\x9F\x98\x80x"), 2), 6);
}

static void
utf8_round_trips_every_scalar(void **state)
{
    (void)state;
    for (uint32_t point = 1; point < 0x110000; point++) {
        char bytes[4];
        uint32_t back = 0;
        size_t length;

        if (point >= 0xD800 && point < 0xE000)
            continue;
        length = utf8_encode(point, bytes);
        assert_int_equal(utf8_invalid_at((coding_span){bytes, length}), length);
        assert_int_equal(utf8_decode((coding_span){bytes, length}, &back),
                         length);
        assert_int_equal(back, point);
    }
}

static void
nfc_composes(void **state)
{
    coding_context *context = check_context(NULL);
    buffer out;

    (void)state;
    buffer_init(&out, context);
    /* e + U+0301; Hangul jamo; q with two marks in canonical order. */
    utf8_compose(coding_span_of("cafe\xCC\x81 \xE1\x84\x80\xE1\x85\xA1 "
                                "q\xCC\x87\xCC\xA3"),
                 &out);
    assert_int_equal(buffer_status(&out), CODING_OK);
    assert_span(buffer_span(&out), "caf\xC3\xA9 \xEA\xB0\x80 "
                                   "q\xCC\xA3\xCC\x87");
    buffer_free(&out);
    coding_context_free(context);
}

static void
nearest_counts_edits(void **state)
{
    (void)state;
    assert_int_equal(nearest_distance(coding_span_of("threshold"),
                                      coding_span_of("treshold")),
                     1);
    assert_int_equal(
        nearest_distance(coding_span_of("form"), coding_span_of("from")), 1);
    assert_int_equal(
        nearest_distance(coding_span_of(""), coding_span_of("abc")), 3);
    assert_true(nearest_is_near(coding_span_of("treshold"), 1));
    assert_false(nearest_is_near(coding_span_of("ab"), 2));
}

static coding_status
use_memory(coding_context *context)
{
    map names;
    buffer text;
    arena pieces;
    void *big = NULL;
    coding_status status = CODING_OK;
    size_t number = 0;

    map_init(&names, context);
    buffer_init(&text, context);
    arena_init(&pieces, context);
    for (size_t i = 0; status == CODING_OK && i < 200; i++) {
        char word[32];

        snprintf(word, sizeof word, "%zu", i);
        status = map_add(&names, coding_span_of(word), &number);
        buffer_add_text(&text, word);
    }
    if (status == CODING_OK)
        status = arena_take(&pieces, 100000, &big);
    if (status == CODING_OK)
        status = arena_take(&pieces, 10, &big);
    if (status == CODING_OK)
        status = buffer_status(&text);
    map_clear(&names);
    buffer_free(&text);
    arena_clear(&pieces);
    return status;
}

static void
no_memory_is_a_status(void **state)
{
    (void)state;
    check_every_failure(use_memory);
}

static void
diagnostics_are_counted_and_cut(void **state)
{
    static check_messages kept;
    coding_context *context = check_context(&kept);
    char far[4000];

    (void)state;
    memset(far, 'x', sizeof far - 1);
    far[sizeof far - 1] = '\0';
    diag_warning(context, "some-warning", (diag_place){"f", 3, 4, {far, 3999}},
                 "a text of %d words and %.*s", 5,
                 DIAG_SPAN(coding_span_of(far)));
    assert_int_equal(coding_context_count(context, CODING_WARNING), 1);
    assert_int_equal(coding_context_count(context, CODING_ERROR), 0);
    assert_true(check_said(&kept, "some-warning"));
    assert_int_equal(kept.lines[0], 3);
    assert_int_equal(diag_width(coding_span_of(far)), 200);
    /* Never cut inside a character: 199 bytes and a 2-byte one. */
    memset(far, 'x', 199);
    memcpy(far + 199, "\xC3\xA9", 3);
    assert_int_equal(diag_width(coding_span_of(far)), 199);
    coding_context_free(context);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spans_compare_by_bytes),
        cmocka_unit_test(map_numbers_texts_in_order),
        cmocka_unit_test(arena_shares_blocks),
        cmocka_unit_test(map_tells_alike_texts_apart),
        cmocka_unit_test(map_appends_what_is_new),
        cmocka_unit_test(numbers_read_back_to_the_same_double),
        cmocka_unit_test(whole_numbers_end_at_64_bits),
        cmocka_unit_test(utf8_is_strict),
        cmocka_unit_test(utf8_round_trips_every_scalar),
        cmocka_unit_test(nfc_composes),
        cmocka_unit_test(nearest_counts_edits),
        cmocka_unit_test(no_memory_is_a_status),
        cmocka_unit_test(diagnostics_are_counted_and_cut),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
