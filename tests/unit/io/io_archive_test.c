/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Zip members and XML events, on archives that the test writes itself. */
#include <minizip/zip.h>
#include <unistd.h>

#include "base/buffer.h"
#include "check.h"
#include "io/archive.h"
#include "io/input.h"
#include "io/xml.h"

static char path[] = "/tmp/coding-zip-XXXXXX";

typedef struct {
    const char *name;
    coding_span bytes;
    const char *password;
} member;

/* The bytes of a zip file with those members; deflated. */
static void
make_zip(coding_context *context, const member *members, size_t count,
         buffer *out)
{
    zipFile zip = zipOpen64(path, APPEND_STATUS_CREATE);

    assert_non_null(zip);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(
            zipOpenNewFileInZip3_64(zip, members[i].name, NULL, NULL, 0, NULL,
                                    0, NULL, Z_DEFLATED, 9, 0, -MAX_WBITS, 8, 0,
                                    members[i].password, 0, 0),
            ZIP_OK);
        assert_int_equal(zipWriteInFileInZip(zip, members[i].bytes.at,
                                             (unsigned)members[i].bytes.length),
                         ZIP_OK);
        assert_int_equal(zipCloseFileInZip(zip), ZIP_OK);
    }
    assert_int_equal(zipClose(zip, NULL), ZIP_OK);
    buffer_init(out, context);
    assert_int_equal(input_load(context, path, SIZE_MAX, out, NULL), CODING_OK);
}

#define SPAN(words)                                                            \
    {                                                                          \
        (words), sizeof(words) - 1                                             \
    }

static void
test_members(void **state)
{
    const member members[] = {{"word/document.xml", SPAN("<a/>"), NULL},
                              {"empty", {"", 0}, NULL},
                              {"text", SPAN("words and words"), NULL}};
    check_messages said;
    coding_context *context = check_context(&said);
    archive *zip = NULL;
    buffer bytes, text;
    char some[4], hex[INPUT_HEX_BYTES];
    size_t got = 0;

    (void)state;
    make_zip(context, members, 3, &bytes);
    assert_true(archive_is(buffer_span(&bytes)));
    buffer_init(&text, context);
    assert_int_equal(archive_open(context, path, hex, &zip), CODING_OK);
    assert_int_equal(strlen(hex), 64);
    assert_int_equal(archive_count(zip), 3);
    assert_span(archive_name(zip, 1), "empty");
    assert_int_equal(archive_find(zip, "text"), 2);
    assert_int_equal(archive_find(zip, "Text"), ARCHIVE_NONE);
    assert_int_equal(archive_load(zip, 2, &text), CODING_OK);
    assert_span(buffer_span(&text), "words and words");
    buffer_reset(&text);
    assert_int_equal(archive_load(zip, 1, &text), CODING_OK);
    assert_span(buffer_span(&text), "");
    /* A member that is left does not disturb the next one. */
    assert_int_equal(archive_start(zip, 2), CODING_OK);
    assert_int_equal(archive_read(zip, some, sizeof some, &got), CODING_OK);
    assert_int_equal(archive_load(zip, 0, &text), CODING_OK);
    assert_span(buffer_span(&text), "<a/>");
    assert_int_equal(said.count, 0);
    archive_close(zip);
    buffer_free(&text);
    buffer_free(&bytes);
    coding_context_free(context);
}

/* Opens the bytes and loads every member. */
static coding_status
load_all(coding_context *context, coding_span bytes)
{
    archive *zip = NULL;
    buffer text;
    coding_status status = archive_open_bytes(context, "zip", bytes, &zip);

    buffer_init(&text, context);
    for (size_t i = 0; status == CODING_OK && i < archive_count(zip); i++)
        status = archive_load(zip, i, &text);
    buffer_free(&text);
    archive_close(zip);
    return status;
}

static void
test_damage(void **state)
{
    const member members[] = {{"a", SPAN("words and words and words"), NULL},
                              {"b", SPAN("other words"), NULL}};
    const member twice[] = {{"a", SPAN("x"), NULL}, {"a", SPAN("y"), NULL}};
    const member secret[] = {{"a", SPAN("x"), "password"}};
    check_messages said;
    coding_context *context = check_context(&said);
    buffer bytes;

    (void)state;
    make_zip(context, members, 2, &bytes);
    assert_int_equal(load_all(context, buffer_span(&bytes)), CODING_OK);
    /* Cut or changed anywhere, it is well or told, never worse. */
    for (size_t cut = 0; cut < bytes.length; cut++)
        assert_int_equal(load_all(context, (coding_span){bytes.bytes, cut}),
                         CODING_EDATA);
    for (size_t i = 0; i < bytes.length; i++)
        for (unsigned bit = 0; bit < 8; bit++) {
            coding_status status;

            bytes.bytes[i] = (char)(bytes.bytes[i] ^ (1 << bit));
            status = load_all(context, buffer_span(&bytes));
            assert_true(status == CODING_OK || status == CODING_EDATA);
            bytes.bytes[i] = (char)(bytes.bytes[i] ^ (1 << bit));
        }
    buffer_free(&bytes);

    memset(&said, 0, sizeof said);
    make_zip(context, twice, 2, &bytes);
    assert_int_equal(load_all(context, buffer_span(&bytes)), CODING_EDATA);
    assert_string_equal(said.texts[0],
                        "the zip file is damaged: a member comes twice");
    buffer_free(&bytes);
    memset(&said, 0, sizeof said);
    make_zip(context, secret, 1, &bytes);
    assert_int_equal(load_all(context, buffer_span(&bytes)), CODING_EDATA);
    assert_string_equal(said.ids[0], "zip-encrypted");
    buffer_free(&bytes);
    memset(&said, 0, sizeof said);
    assert_int_equal(
        load_all(context, coding_span_of("\xD0\xCF\x11\xE0 and so on")),
        CODING_EDATA);
    assert_string_equal(said.ids[0], "zip-encrypted");
    coding_context_free(context);
}

static void
test_bomb(void **state)
{
    coding_context_options options = {.limits = {.file_bytes = 100000}};
    coding_context *context = NULL;
    char *zeros = calloc(1, 1000000);
    const member members[] = {{"a", {zeros, 1000000}, NULL}};
    buffer bytes;

    (void)state;
    assert_int_equal(coding_context_new(&options, &context), CODING_OK);
    make_zip(context, members, 1, &bytes);
    assert_true(bytes.length < 10000);
    assert_int_equal(load_all(context, buffer_span(&bytes)), CODING_EDATA);
    buffer_free(&bytes);
    free(zeros);
    coding_context_free(context);
}

/* ---- XML ---- */

static coding_status
on_start(void *user, xml_name name, const xml_attributes *attributes)
{
    buffer *out = user;
    const char *value = xml_attribute(attributes, "val");

    buffer_add_byte(out, '<');
    buffer_add(out, name.space);
    buffer_add_byte(out, ' ');
    buffer_add_text(out, name.local);
    if (value != NULL) {
        buffer_add_byte(out, '=');
        buffer_add_text(out, value);
    }
    return CODING_OK;
}

static coding_status
on_end(void *user, xml_name name)
{
    buffer_add_byte(user, '>');
    return strcmp(name.local, "halt") == 0 ? CODING_END : CODING_OK;
}

static coding_status
on_text(void *user, coding_span text)
{
    buffer_add(user, text);
    return CODING_OK;
}

static const xml_events events = {on_start, on_end, on_text};

static void
expect_xml(const char *text, coding_status wanted, const char *said_id,
           const char *seen)
{
    check_messages said;
    coding_context *context = check_context(&said);
    buffer out;

    buffer_init(&out, context);
    assert_int_equal(
        xml_parse(context, "x.xml", coding_span_of(text), &events, &out),
        wanted);
    if (seen != NULL)
        assert_span(buffer_span(&out), seen);
    if (said_id != NULL)
        assert_string_equal(said.ids[0], said_id);
    else
        assert_int_equal(said.count, 0);
    buffer_free(&out);
    coding_context_free(context);
}

static void
test_xml(void **state)
{
    (void)state;
    expect_xml("<w:p xmlns:w='urn:w' w:val='1'>a &amp; <b>\xC3\xA9</b></w:p>",
               CODING_OK, NULL, "<urn:w p=1a & < b\xC3\xA9>>");
    expect_xml("<a><halt/>behind</a>", CODING_END, NULL, "< a< halt>");
    expect_xml("<a>", CODING_EDATA, "xml-damaged", NULL);
    expect_xml("<a></b>", CODING_EDATA, "xml-damaged", NULL);
    expect_xml("", CODING_EDATA, "xml-damaged", NULL);
    expect_xml("<!DOCTYPE a [<!ENTITY e \"x\">]><a>&e;</a>", CODING_EDATA,
               "xml-entity", NULL);
    expect_xml("<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>"
               "<a>&e;</a>",
               CODING_EDATA, "xml-entity", NULL);
    /* Without a fault the space between the words would be lost. */
    expect_xml("<!DOCTYPE html SYSTEM \"xhtml.dtd\"><a>two&nbsp;words</a>",
               CODING_EDATA, "xml-entity", NULL);
    expect_xml("<a>two&nbsp;words</a>", CODING_EDATA, "xml-damaged", NULL);
}

static void
test_deep_xml(void **state)
{
    check_messages said;
    coding_context *context = check_context(&said);
    buffer text, out;

    (void)state;
    buffer_init(&text, context);
    buffer_init(&out, context);
    for (unsigned i = 0; i < 100000; i++)
        buffer_add_text(&text, "<a>");
    assert_int_equal(xml_parse(context, "x", buffer_span(&text), &events, &out),
                     CODING_EDATA);
    assert_string_equal(said.ids[0], "xml-too-deep");
    buffer_free(&text);
    buffer_free(&out);
    coding_context_free(context);
}

static void
test_xml_member(void **state)
{
    const member members[] = {{"good.xml", SPAN("<a>x</a>"), NULL},
                              {"bad.xml", SPAN("<a>\n\nx"), NULL}};
    check_messages said;
    coding_context *context = check_context(&said);
    archive *zip = NULL;
    buffer bytes, out;

    (void)state;
    make_zip(context, members, 2, &bytes);
    buffer_init(&out, context);
    assert_int_equal(
        archive_open_bytes(context, "a.docx", buffer_span(&bytes), &zip),
        CODING_OK);
    assert_int_equal(xml_parse_member(zip, 0, &events, &out), CODING_OK);
    assert_span(buffer_span(&out), "< ax>");
    assert_int_equal(xml_parse_member(zip, 1, &events, &out), CODING_EDATA);
    assert_string_equal(said.texts[0],
                        "member 'bad.xml', line 3: no element found");
    archive_close(zip);
    buffer_free(&bytes);
    buffer_free(&out);
    coding_context_free(context);
}

static coding_status
load_some(coding_context *context)
{
    /* One stored member `a` of one byte, written by hand after APPNOTE.TXT. */
    static const unsigned char bytes[] =
        "PK\003\004\012\0\0\0\0\0\0\0\0\0\x83\x16\xdc\x8c\1\0\0\0\1\0\0\0\1\0"
        "\0\0ax"
        "PK\001\002\012\0\012\0\0\0\0\0\0\0\0\0\x83\x16\xdc\x8c\1\0\0\0\1\0\0"
        "\0\1\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0a"
        "PK\005\006\0\0\0\0\1\0\1\0\57\0\0\0\40\0\0\0\0\0";

    return load_all(context,
                    (coding_span){(const char *)bytes, sizeof bytes - 1});
}

static void
test_memory(void **state)
{
    (void)state;
    check_every_failure(load_some);
}

static int
make_path(void **state)
{
    int file = mkstemp(path);

    (void)state;
    return file < 0 ? -1 : close(file);
}

static int
remove_path(void **state)
{
    (void)state;
    return unlink(path);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_members),  cmocka_unit_test(test_damage),
        cmocka_unit_test(test_bomb),     cmocka_unit_test(test_xml),
        cmocka_unit_test(test_deep_xml), cmocka_unit_test(test_xml_member),
        cmocka_unit_test(test_memory),
    };

    return cmocka_run_group_tests(tests, make_path, remove_path);
}
