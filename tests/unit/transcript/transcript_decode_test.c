/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Decoding: expected texts are written out by hand; Windows-1252 after
   Unicode's CP1252.TXT, UTF-16 after RFC 2781. */
#include "check.h"
#include "io/decode.h"
#include "transcript/kind.h"
#include "transcript/stamp.h"

typedef struct {
    coding_context *context;
    check_messages said;
    buffer text;
    decode_encoding used;
} bench;

static int
set_up(void **state)
{
    bench *made = calloc(1, sizeof *made);

    made->context = check_context(&made->said);
    buffer_init(&made->text, made->context);
    *state = made;
    return 0;
}

static int
tear_down(void **state)
{
    bench *made = *state;

    buffer_free(&made->text);
    coding_context_free(made->context);
    free(made);
    return 0;
}

static coding_status
decode(bench *on, const char *bytes, size_t length, decode_encoding wanted)
{
    buffer_reset(&on->text);
    return decode_text(on->context, "R03.txt", (coding_span){bytes, length},
                       wanted, &on->text, &on->used);
}

#define DECODE(on, bytes) decode((on), (bytes), sizeof(bytes) - 1, DECODE_AUTO)

static void
line_ends_become_lf(void **state)
{
    bench *on = *state;

    assert_int_equal(DECODE(on, "a\r\nb\rc\fd\n\ne\r\r\nf"), CODING_OK);
    assert_span(buffer_span(&on->text), "a\nb\nc\nd\n\ne\n\nf");
    /* NEL, U+2028, U+2029, and neighbours that share their first bytes. */
    assert_int_equal(DECODE(on, "a\xC2\x85"
                                "b\xE2\x80\xA8"
                                "c\xE2\x80\xA9"
                                "d\xC2\xA0"
                                "e\xE2\x80\x99"
                                "f"),
                     CODING_OK);
    assert_span(buffer_span(&on->text), "a\nb\nc\nd\xC2\xA0"
                                        "e\xE2\x80\x99"
                                        "f");
    assert_int_equal(on->used, DECODE_UTF8);
    assert_int_equal(on->said.count, 0);
}

static void
marks_are_dropped(void **state)
{
    bench *on = *state;

    assert_int_equal(DECODE(on, "\xEF\xBB\xBFINT: a"), CODING_OK);
    assert_span(buffer_span(&on->text), "INT: a");
    assert_int_equal(DECODE(on, ""), CODING_OK);
    assert_span(buffer_span(&on->text), "");
}

static void
utf16_goes_by_its_mark(void **state)
{
    bench *on = *state;

    /* a, CR LF, e acute, U+1F600 */
    assert_int_equal(DECODE(on, "\xFF\xFE"
                                "a\0\r\0\n\0\xE9\0\x3D\xD8\x00\xDE"),
                     CODING_OK);
    assert_span(buffer_span(&on->text), "a\n\xC3\xA9\xF0\x9F\x98\x80");
    assert_int_equal(on->used, DECODE_UTF16LE);
    assert_int_equal(DECODE(on, "\xFE\xFF\0a\0\r\0\n\0\xE9\xD8\x3D\xDE\x00"),
                     CODING_OK);
    assert_span(buffer_span(&on->text), "a\n\xC3\xA9\xF0\x9F\x98\x80");
    assert_int_equal(on->used, DECODE_UTF16BE);
    assert_int_equal(DECODE(on, "\xFF\xFE\x3D\xD8"
                                "a\0"),
                     CODING_EDATA);
    assert_true(check_said(&on->said, "utf16-invalid"));
    on->said.count = 0;
    assert_int_equal(DECODE(on, "\xFF\xFE\x00\xDE"), CODING_EDATA);
    assert_true(check_said(&on->said, "utf16-invalid"));
    on->said.count = 0;
    assert_int_equal(DECODE(on, "\xFF\xFE"
                                "a\0b"),
                     CODING_EDATA);
    assert_true(check_said(&on->said, "utf16-invalid"));
}

static void
windows_1252_is_told(void **state)
{
    bench *on = *state;

    assert_int_equal(
        DECODE(on,
               "INT: a\r\nR1: b\r\n\r\nI said don\x92t \x93go\x94 \x85 \x80"),
        CODING_OK);
    assert_span(
        buffer_span(&on->text),
        "INT: a\nR1: b\n\nI said don\xE2\x80\x99t \xE2\x80\x9Cgo\xE2\x80"
        "\x9D \xE2\x80\xA6 \xE2\x82\xAC");
    assert_int_equal(on->used, DECODE_WINDOWS_1252);
    assert_int_equal(on->said.count, 1);
    assert_string_equal(on->said.ids[0], "read-as-windows-1252");
    assert_string_equal(
        on->said.texts[0],
        "not UTF-8 (byte 0x92 in \"don\\x92t\"); read as Windows-1252");
    assert_int_equal(on->said.lines[0], 4);
}

/* Valid UTF-8 elsewhere in the file does not save it: the whole file is read
   as Windows-1252, so that one file has one encoding. */
static void
a_mixed_file_is_windows_1252(void **state)
{
    bench *on = *state;

    assert_int_equal(DECODE(on, "caf\xC3\xA9 don\x92t"), CODING_OK);
    assert_span(buffer_span(&on->text), "caf\xC3\x83\xC2\xA9 don\xE2\x80\x99t");
}

static void
undefined_bytes_are_faults(void **state)
{
    bench *on = *state;
    static const char undefined[] = "\x81\x8D\x8F\x90\x9D";

    for (size_t i = 0; i < 5; i++) {
        char text[] = "a\nb?c";

        text[3] = undefined[i];
        on->said.count = 0;
        assert_int_equal(decode(on, text, 5, DECODE_AUTO), CODING_EDATA);
        assert_true(check_said(&on->said, "cp1252-undefined"));
        assert_false(check_said(&on->said, "read-as-windows-1252"));
        assert_int_equal(on->said.lines[0], 2);
    }
    /* A mark says UTF-8: then nothing else is tried. */
    on->said.count = 0;
    assert_int_equal(DECODE(on, "\xEF\xBB\xBF"
                                "don\x92t"),
                     CODING_EDATA);
    assert_true(check_said(&on->said, "utf8-invalid"));
}

static void
binary_data_are_faults(void **state)
{
    bench *on = *state;

    assert_int_equal(DECODE(on, "GIF89a\0\1\2"), CODING_EDATA);
    assert_string_equal(on->said.texts[0],
                        "binary data, not a text (NUL at byte 6)");
    on->said.count = 0;
    assert_int_equal(DECODE(on, "a\0b\0c\0d\0"), CODING_EDATA);
    assert_string_equal(on->said.texts[0],
                        "UTF-16 without a byte order mark; say --encoding "
                        "utf-16le");
    assert_int_equal(decode(on, "a\0b\0", 4, DECODE_UTF16LE), CODING_OK);
    assert_span(buffer_span(&on->text), "ab");
    assert_int_equal(DECODE(on, "\xFF\xFE"
                                "a\0\0\0"),
                     CODING_EDATA);
}

static void
encodings_can_be_forced(void **state)
{
    bench *on = *state;
    decode_encoding found;

    assert_int_equal(decode_encoding_of(on->context, "CP1252", &found),
                     CODING_OK);
    assert_int_equal(found, DECODE_WINDOWS_1252);
    assert_int_equal(decode_encoding_of(on->context, "UTF_8", &found),
                     CODING_OK);
    assert_int_equal(found, DECODE_UTF8);
    assert_int_equal(decode_encoding_of(on->context, "ISO-8859-1", &found),
                     CODING_OK);
    assert_int_equal(found, DECODE_LATIN1);
    assert_int_equal(decode_encoding_of(on->context, "klingon", &found),
                     CODING_EUSAGE);
    /* "Ã©" is what these two bytes are in Windows-1252. */
    assert_int_equal(decode(on, "\xC3\xA9", 2, DECODE_WINDOWS_1252), CODING_OK);
    assert_span(buffer_span(&on->text), "\xC3\x83\xC2\xA9");
    assert_int_equal(decode(on, "don\x92t", 5, DECODE_UTF8), CODING_EDATA);
    assert_true(check_said(&on->said, "utf8-invalid"));
}

static coding_status
find(bench *on, const char *name, const char *bytes, kind *out)
{
    on->said.count = 0;
    return kind_find(on->context, name, coding_span_of(name),
                     coding_span_of(bytes), out);
}

static void
formats_are_found(void **state)
{
    bench *on = *state;
    kind found;

    assert_int_equal(find(on, "a.TXT", "x", &found), CODING_OK);
    assert_int_equal(found, KIND_TEXT);
    assert_int_equal(find(on, "a.en.vtt", "WEBVTT", &found), CODING_OK);
    assert_int_equal(found, KIND_VTT);
    assert_int_equal(find(on, "stdin", "\xEF\xBB\xBFWEBVTT\n", &found),
                     CODING_OK);
    assert_int_equal(found, KIND_VTT);
    assert_int_equal(find(on, "stdin", " <!DOCTYPE html>", &found), CODING_OK);
    assert_int_equal(found, KIND_HTML);
    assert_int_equal(find(on, "a.SRT", "1", &found), CODING_OK);
    assert_int_equal(found, KIND_SRT);
}

static void
unread_formats_name_the_converter(void **state)
{
    bench *on = *state;
    kind found;

    assert_int_equal(find(on, "a.rtf", "x", &found), CODING_EDATA);
    assert_string_equal(on->said.texts[0],
                        "Rich Text is not read; convert it first: soffice "
                        "--headless --convert-to docx a.rtf");
    assert_int_equal(find(on, "a.txt", "{\\rtf1 x}", &found), CODING_EDATA);
    assert_int_equal(find(on, "b.doc", "x", &found), CODING_EDATA);
    assert_string_equal(on->said.texts[0],
                        "an old Word file is not read; convert it first: "
                        "soffice --headless --convert-to docx b.doc");
    assert_int_equal(find(on, "c.txt", "%PDF-1.4", &found), CODING_EDATA);
    assert_string_equal(on->said.texts[0],
                        "PDF is not read; convert it first: pdftotext -layout "
                        "c.txt");
    assert_int_equal(find(on, "c.txt", "PK\003\004 notes.txt", &found),
                     CODING_EDATA);
    assert_true(check_said(&on->said, "format-not-read"));
}

static void
stamps_are_found(void **state)
{
    static const struct {
        const char *text, *time;
        size_t length;
    } cases[] = {
        {"0:03", "0:03", 4},
        {"[00:12:03] x", "00:12:03", 10},
        {"(00:04:51)", "00:04:51", 10},
        {"00:03.100 x", "00:03.100", 9},
        {"1:02:03,500", "1:02:03,500", 11},
        {"00:11 - 00:13 x", "00:11", 13},
        {"[0:03 \xE2\x80\x93 0:07]", "0:03", 15},
        {"10:305", "", 0},
        {"12", "", 0},
        {"1:2", "", 0},
        {"[00:12", "", 0},
        {"[inaudible 00:12:03]", "", 0},
        {"1234:00", "", 0},
    };
    coding_span time;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        time = (coding_span){NULL, 0};
        assert_int_equal(stamp_find(coding_span_of(cases[i].text), &time),
                         cases[i].length);
        if (cases[i].length > 0)
            assert_span(time, cases[i].time);
    }
    assert_true(stamp_is_line(coding_span_of("  **(00:04:51)** "), &time));
    assert_false(stamp_is_line(coding_span_of("00:04:51 x"), &time));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(line_ends_become_lf, set_up, tear_down),
        cmocka_unit_test_setup_teardown(marks_are_dropped, set_up, tear_down),
        cmocka_unit_test_setup_teardown(utf16_goes_by_its_mark, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(windows_1252_is_told, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_mixed_file_is_windows_1252, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(undefined_bytes_are_faults, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(binary_data_are_faults, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(encodings_can_be_forced, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(formats_are_found, set_up, tear_down),
        cmocka_unit_test_setup_teardown(unread_formats_name_the_converter,
                                        set_up, tear_down),
        cmocka_unit_test(stamps_are_found),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
