/* SPDX-License-Identifier: GPL-2.0-or-later */
/* SHA-256 (FIPS 180-4) in hexadecimal. See io/digest.h. */
#include "io/digest.h"

#include <stdint.h>

void
digest_begin(digest *of)
{
    sha256_init(&of->sha);
}

void
digest_add(digest *of, coding_span bytes)
{
    if (bytes.length > 0)
        sha256_update(&of->sha, bytes.length,
                      (const uint8_t *)(const void *)bytes.at);
}

void
digest_end(const digest *of, char hex[DIGEST_HEX_BYTES])
{
    static const char digits[] = "0123456789abcdef";
    struct sha256_ctx sha = of->sha;
    uint8_t bytes[SHA256_DIGEST_SIZE];

    sha256_digest(&sha, sizeof bytes, bytes);
    for (size_t i = 0; i < sizeof bytes; i++) {
        hex[2 * i] = digits[bytes[i] >> 4];
        hex[2 * i + 1] = digits[bytes[i] & 15];
    }
    hex[2 * sizeof bytes] = '\0';
}
