/* SPDX-License-Identifier: GPL-2.0-or-later */
/* SHA-256 by libmd, and by the processor's own instructions where it has
   them: a digest of everything that is read must not decide the speed. */
#ifndef IO_DIGEST_H
#define IO_DIGEST_H

#include <coding/span.h>

#include <sha2.h>

enum { DIGEST_HEX_BYTES = 65 }; /* in hexadecimal, and a NUL */

typedef struct {
    SHA2_CTX sha;
    bool plain; /* by libmd alone */
} digest;       /* set with digest_begin */

/* plain: without the processor's instructions, to judge them by. */
void digest_begin(digest *of, bool plain);
void digest_add(digest *of, coding_span bytes);
/* Of all bytes so far; more may follow. */
void digest_end(const digest *of, char hex[DIGEST_HEX_BYTES]);

#endif
