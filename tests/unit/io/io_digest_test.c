/* SPDX-License-Identifier: GPL-2.0-or-later */
/* SHA-256: the examples of FIPS 180; pieces of every size against one piece. */
#include "check.h"
#include "io/digest.h"

static void
assert_digest(coding_span bytes, const char *wanted)
{
    char hex[DIGEST_HEX_BYTES];
    digest sha;

    digest_begin(&sha);
    digest_add(&sha, bytes);
    digest_end(&sha, hex);
    assert_string_equal(hex, wanted);
}

/* NIST, "Secure Hashing", examples of SHA-256; the empty message by
   sha256sum. */
static void
published_examples(void **state)
{
    enum { MILLION = 1000000 };
    char *many = malloc(MILLION);

    (void)state; /* none */
    assert_digest(
        (coding_span){NULL, 0},
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assert_digest(
        coding_span_of("abc"),
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_digest(
        coding_span_of(
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    assert_non_null(many);
    memset(many, 'a', MILLION);
    assert_digest(
        (coding_span){many, MILLION},
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    free(many);
}

/* Bytes 0..n in pieces of every size against all in one. */
static void
pieces_make_no_difference(void **state)
{
    char bytes[700], one[DIGEST_HEX_BYTES], other[DIGEST_HEX_BYTES];
    digest sha;

    (void)state; /* none */
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)(i * 2654435761U >> 13);
    for (size_t length = 0; length < sizeof bytes; length += 7) {
        digest_begin(&sha);
        digest_add(&sha, (coding_span){bytes, length});
        digest_end(&sha, one);
        for (size_t piece = 1; piece < 260; piece += 3) {
            digest_begin(&sha);
            for (size_t at = 0; at < length; at += piece)
                digest_add(&sha, (coding_span){bytes + at, length - at < piece
                                                               ? length - at
                                                               : piece});
            digest_end(&sha, other);
            assert_string_equal(one, other);
        }
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_examples),
        cmocka_unit_test(pieces_make_no_difference),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
