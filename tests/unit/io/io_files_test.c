/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bytes in and out: gzip, digests, folders, damage, files that appear only
   when whole. */
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "base/buffer.h"
#include "check.h"
#include "io/input.h"
#include "io/output.h"

static char folder[] = "/tmp/coding-io-XXXXXX";

static const char *
path_of(const char *name, char *path)
{
    snprintf(path, 256, "%s/%s", folder, name);
    return path;
}

static void
write_file(const char *name, coding_span bytes)
{
    char path[256];
    FILE *file = fopen(path_of(name, path), "wb");

    assert_non_null(file);
    assert_int_equal(fwrite(bytes.at, 1, bytes.length, file), bytes.length);
    assert_int_equal(fclose(file), 0);
}

static void
assert_file(const char *name, const char *words)
{
    check_messages said;
    coding_context *context = check_context(&said);
    char path[256];
    buffer text;

    buffer_init(&text, context);
    assert_int_equal(
        input_load(context, path_of(name, path), 1000, &text, NULL), CODING_OK);
    assert_span(buffer_span(&text), words);
    buffer_free(&text);
    coding_context_free(context);
}

/* gzip of bytes appended to out, by zlib's own compressor. */
static void
add_gzip(buffer *out, coding_span bytes)
{
    unsigned char packed[4096];
    z_stream work = {0};
    char *copy = malloc(bytes.length + 1);

    memcpy(copy, bytes.at, bytes.length);
    assert_int_equal(deflateInit2(&work, 9, Z_DEFLATED, 31, 8, 0), Z_OK);
    work.next_in = (Bytef *)copy;
    work.avail_in = (uInt)bytes.length;
    do {
        work.next_out = packed;
        work.avail_out = sizeof packed;
        deflate(&work, Z_FINISH);
        buffer_add(
            out, (coding_span){(char *)packed, sizeof packed - work.avail_out});
    } while (work.avail_out == 0);
    deflateEnd(&work);
    free(copy);
}

/* FIPS 180-4's example: SHA-256 of "abc". */
#define ABC_SHA256                                                             \
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

static void
test_digest(void **state)
{
    check_messages said;
    coding_context *context = check_context(&said);
    char path[256], hex[INPUT_HEX_BYTES];
    buffer text;

    (void)state;
    write_file("abc", coding_span_of("abc"));
    buffer_init(&text, context);
    assert_int_equal(input_load(context, path_of("abc", path), 3, &text, hex),
                     CODING_OK);
    assert_span(buffer_span(&text), "abc");
    assert_string_equal(hex, ABC_SHA256);
    buffer_reset(&text);
    assert_int_equal(input_load(context, path, 2, &text, NULL), CODING_EDATA);
    assert_string_equal(said.ids[0], "input-too-large");
    buffer_free(&text);
    coding_context_free(context);
}

static coding_status
load_bytes(coding_context *context, coding_span bytes, buffer *out,
           char hex[INPUT_HEX_BYTES])
{
    const input_options options = {.digest = true};
    input *in = NULL;
    coding_status status =
        input_open_bytes(context, "bytes", bytes, &options, &in);

    while (status == CODING_OK) {
        char some[7];
        size_t got = 0;

        status = input_read(in, some, sizeof some, &got);
        buffer_add(out, (coding_span){some, got});
    }
    if (status == CODING_END) {
        input_digest(in, hex);
        status = buffer_status(out);
    }
    input_close(in);
    return status;
}

static void
test_gzip(void **state)
{
    check_messages said;
    coding_context *context = check_context(&said);
    char hex[INPUT_HEX_BYTES], raw_hex[INPUT_HEX_BYTES];
    buffer packed, text, plain;
    size_t first;

    (void)state;
    buffer_init(&packed, context);
    buffer_init(&text, context);
    buffer_init(&plain, context);
    for (unsigned i = 0; i < 100000; i++)
        buffer_add_unsigned(&plain, i * 2654435761U);
    add_gzip(&packed, buffer_span(&plain));
    first = packed.length;
    assert_int_equal(load_bytes(context, buffer_span(&packed), &text, hex),
                     CODING_OK);
    assert_int_equal(text.length, plain.length);
    assert_memory_equal(text.bytes, plain.bytes, plain.length);
    /* The digest is that of the packed bytes: equal to what they give when a
       byte before them hides that they are gzip. */
    packed.bytes[0] = 'x';
    buffer_reset(&text);
    assert_int_equal(load_bytes(context, buffer_span(&packed), &text, raw_hex),
                     CODING_OK);
    assert_string_not_equal(hex, raw_hex);
    packed.bytes[0] = 0x1F;

    /* Two members are one text, zeros behind them are padding. */
    add_gzip(&packed, coding_span_of("and more"));
    buffer_add_byte(&packed, '\0');
    buffer_add_byte(&packed, '\0');
    buffer_reset(&text);
    assert_int_equal(load_bytes(context, buffer_span(&packed), &text, hex),
                     CODING_OK);
    assert_int_equal(text.length, plain.length + 8);
    assert_memory_equal(text.bytes + plain.length, "and more", 8);
    assert_int_equal(said.count, 0);

    /* Cut anywhere inside the first member it is known to be cut. */
    for (size_t cut = 2; cut < first; cut += first / 37) {
        memset(&said, 0, sizeof said);
        buffer_reset(&text);
        assert_int_equal(
            load_bytes(context, (coding_span){packed.bytes, cut}, &text, hex),
            CODING_EDATA);
        assert_string_equal(said.ids[0], "gzip-truncated");
    }
    /* A changed byte is noticed, by the CRC at the latest. */
    memset(&said, 0, sizeof said);
    packed.bytes[first / 2] ^= 1;
    buffer_reset(&text);
    assert_int_equal(
        load_bytes(context, (coding_span){packed.bytes, first}, &text, hex),
        CODING_EDATA);
    assert_string_equal(said.ids[0], "gzip-damaged");
    packed.bytes[first / 2] ^= 1;
    /* Other bytes behind the data. */
    packed.length = first;
    buffer_add_text(&packed, "garbage");
    memset(&said, 0, sizeof said);
    buffer_reset(&text);
    assert_int_equal(load_bytes(context, buffer_span(&packed), &text, hex),
                     CODING_EDATA);
    assert_string_equal(said.ids[0], "gzip-damaged");
    buffer_free(&packed);
    buffer_free(&text);
    buffer_free(&plain);
    coding_context_free(context);
}

static void
test_not_readable(void **state)
{
    check_messages said;
    coding_context *context = check_context(&said);
    char path[256];
    input *in = NULL;

    (void)state;
    assert_int_equal(input_open(context, folder, NULL, &in), CODING_EDATA);
    assert_string_equal(said.texts[0], "is a folder; name the files in it");
    assert_int_equal(input_open(context, path_of("none", path), NULL, &in),
                     CODING_ESYSTEM);
    assert_string_equal(said.texts[1],
                        "cannot open: No such file or directory");
    assert_null(in);
    coding_context_free(context);
}

static void
test_peek(void **state)
{
    check_messages said;
    coding_context *context = check_context(&said);
    input *in = NULL;
    coding_span front;
    char bytes[64];
    size_t got = 0;

    (void)state;
    assert_int_equal(input_open_bytes(context, "x",
                                      coding_span_of("first\nsecond\n"), NULL,
                                      &in),
                     CODING_OK);
    assert_int_equal(input_peek(in, &front), CODING_OK);
    assert_span(front, "first\nsecond\n");
    assert_int_equal(input_read(in, bytes, 3, &got), CODING_OK);
    assert_span(((coding_span){bytes, got}), "fir");
    assert_int_equal(input_peek(in, &front), CODING_OK);
    assert_span(front, "st\nsecond\n");
    assert_int_equal(input_read(in, bytes, sizeof bytes, &got), CODING_OK);
    assert_span(((coding_span){bytes, got}), "st\nsecond\n");
    assert_int_equal(input_read(in, bytes, sizeof bytes, &got), CODING_END);
    assert_int_equal(input_peek(in, &front), CODING_OK);
    assert_span(front, "");
    input_close(in);
    coding_context_free(context);
}

/* ---- out ---- */

static void
test_output(void **state)
{
    check_messages said;
    coding_context *context = check_context(&said);
    char path[256], link[256];
    output *to = NULL;
    struct stat facts;

    (void)state;
    path_of("out", path);
    assert_int_equal(output_open(context, path, stdout, &to), CODING_OK);
    fputs("one", output_file(to));
    assert_int_equal(access(path, F_OK), -1); /* not there before commit */
    assert_int_equal(output_commit(to), CODING_OK);
    assert_file("out", "one");

    assert_int_equal(output_open(context, path, stdout, &to), CODING_OK);
    fputs("two", output_file(to));
    output_abandon(to);
    assert_file("out", "one");

    /* The target's rights stay, and a link stays a link. */
    assert_int_equal(chmod(path, 0640), 0);
    assert_int_equal(symlink("out", path_of("link", link)), 0);
    assert_int_equal(output_open(context, link, stdout, &to), CODING_OK);
    fputs("three", output_file(to));
    assert_int_equal(output_commit(to), CODING_OK);
    assert_file("out", "three");
    assert_int_equal(lstat(link, &facts), 0);
    assert_true(S_ISLNK(facts.st_mode));
    assert_int_equal(stat(path, &facts), 0);
    assert_int_equal(facts.st_mode & 0777, 0640);
    assert_int_equal(said.count, 0);

    assert_int_equal(output_open(context, folder, stdout, &to), CODING_EDATA);
    assert_string_equal(said.texts[0], "is a folder; name a file in it");
    assert_int_equal(
        output_open(context, path_of("no/such", path), stdout, &to),
        CODING_ESYSTEM);
    assert_string_equal(said.texts[1],
                        "cannot write: No such file or directory");
    coding_context_free(context);
}

static void
test_output_full(void **state)
{
    check_messages said;
    coding_context *context = check_context(&said);
    output *to = NULL;

    (void)state;
    if (access("/dev/full", W_OK) != 0)
        skip();
    assert_int_equal(output_open(context, "/dev/full", stdout, &to), CODING_OK);
    fputs("words", output_file(to));
    assert_int_equal(output_commit(to), CODING_ESYSTEM);
    assert_int_equal(said.count, 1);
    assert_string_equal(said.texts[0], "cannot write: No space left on device");
    coding_context_free(context);
}

static void
test_output_standard(void **state)
{
    check_messages said;
    coding_context *context = check_context(&said);
    char path[256];
    FILE *standard = fopen(path_of("standard", path), "wb");
    output *to = NULL;

    (void)state;
    assert_int_equal(output_open(context, "-", standard, &to), CODING_OK);
    fputs("words", output_file(to));
    assert_int_equal(output_commit(to), CODING_OK);
    assert_file("standard", "words"); /* flushed, and still open */
    assert_int_equal(fclose(standard), 0);
    coding_context_free(context);
}

static coding_status
load_gzip(coding_context *context)
{
    static const unsigned char abc[] = {
        /* printf abc | gzip -n | xxd -i */
        0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x03, 0x4b, 0x4c,
        0x4a, 0x06, 0x00, 0xc2, 0x41, 0x24, 0x35, 0x03, 0x00, 0x00, 0x00};
    char hex[INPUT_HEX_BYTES];
    buffer text;
    coding_status status;

    buffer_init(&text, context);
    status = load_bytes(context, (coding_span){(const char *)abc, sizeof abc},
                        &text, hex);
    if (status == CODING_OK)
        assert_span(buffer_span(&text), "abc");
    buffer_free(&text);
    return status;
}

static coding_status
write_some(coding_context *context)
{
    char path[256];
    output *to = NULL;
    coding_status status =
        output_open(context, path_of("memory", path), stdout, &to);

    if (status == CODING_OK) {
        fputs("words", output_file(to));
        status = output_commit(to);
    }
    return status;
}

static void
test_memory(void **state)
{
    (void)state;
    check_every_failure(load_gzip);
    check_every_failure(write_some);
}

static int
make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) == NULL;
}

/* Nothing may be left beside the files that were named. */
static int
remove_folder(void **state)
{
    static const char *const names[] = {"abc", "out", "link", "standard",
                                        "memory"};
    char path[256];

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        unlink(path_of(names[i], path));
    return rmdir(folder);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_digest),
        cmocka_unit_test(test_gzip),
        cmocka_unit_test(test_not_readable),
        cmocka_unit_test(test_peek),
        cmocka_unit_test(test_output),
        cmocka_unit_test(test_output_full),
        cmocka_unit_test(test_output_standard),
        cmocka_unit_test(test_memory),
    };

    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
