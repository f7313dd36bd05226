/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The bytes of a file of this room, and their digest. */
#ifndef CODEBOOK_SOURCE_H
#define CODEBOOK_SOURCE_H

#include "base/buffer.h"
#include "io/input.h"

typedef struct {
    const char *name; /* for messages; borrowed from the caller */
    coding_span text; /* in bytes */
    buffer bytes;
    char sha256[INPUT_HEX_BYTES];
} source; /* set with load or take (also when they fail), end with clear */

CODING_MUST_USE coding_status source_load(coding_context *context,
                                          const char *path, source *out);
CODING_MUST_USE coding_status source_take(coding_context *context,
                                          const char *name, coding_span text,
                                          source *out);
void source_clear(source *from);

#endif
