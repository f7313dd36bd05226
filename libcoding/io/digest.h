/* SPDX-License-Identifier: GPL-2.0-or-later */
/* SHA-256 by nettle. A digest is taken of everything that is read. */
#ifndef IO_DIGEST_H
#define IO_DIGEST_H

#include <coding/span.h>

#include <nettle/sha2.h>

enum { DIGEST_HEX_BYTES = 65 }; /* in hexadecimal, and a NUL */

typedef struct {
    struct sha256_ctx sha;
} digest; /* set with digest_begin */

void digest_begin(digest *of);
void digest_add(digest *of, coding_span bytes);
/* Of all bytes so far; more may follow. */
void digest_end(const digest *of, char hex[DIGEST_HEX_BYTES]);

#endif
