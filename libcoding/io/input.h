/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bytes in: a file or standard input, gzip undone, digest on the way. */
#ifndef IO_INPUT_H
#define IO_INPUT_H

#include <coding/context.h>
#include <coding/span.h>

#include <stdint.h>

#include "base/buffer.h"

enum { INPUT_HEX_BYTES = 65 }; /* a SHA-256 in hexadecimal and a NUL */

typedef struct {
    bool digest; /* take the SHA-256 of the raw bytes, before gunzip */
} input_options; /* all zero is the default; NULL is allowed */

typedef struct input input;

/* Opens path (borrowed for the input's life), "-" is standard input. Owned.
   CODING_EDATA: a folder; CODING_ESYSTEM: missing or unreadable. */
CODING_MUST_USE coding_status input_open(coding_context *context,
                                         const char *path,
                                         const input_options *options,
                                         input **out);
/* Reads from bytes in memory (borrowed) that diagnostics call name. Owned. */
CODING_MUST_USE coding_status input_open_bytes(coding_context *context,
                                               const char *name,
                                               coding_span bytes,
                                               const input_options *options,
                                               input **out);
/* NULL is allowed. */
void input_close(input *in);
/* How diagnostics name it: the path, "stdin" for "-". Borrowed. */
const char *input_name(const input *in);
/* Up to size bytes (size > 0) into bytes; *got is never 0 with CODING_OK.
   CODING_END: nothing is left. CODING_EDATA: damaged or cut off gzip. */
CODING_MUST_USE coding_status input_read(input *in, char *bytes, size_t size,
                                         size_t *got);
/* What input_read would give next, without taking it: a line at least, unless
   it is longer than 64 KiB or the last. To see what an input is. Empty at its
   end. Borrowed until the next call. */
CODING_MUST_USE coding_status input_peek(input *in, coding_span *front);
/* All that is left appended to out; beyond limit bytes CODING_EDATA. */
CODING_MUST_USE coding_status input_rest(input *in, size_t limit, buffer *out);
coding_context *input_context(const input *in);
/* Of a regular file a number that is another one after it was written to or
   replaced; 0: anything else, which cannot be read twice. */
uint64_t input_stamp(const input *in);
/* The digest of the raw bytes, after CODING_END and with options.digest. */
void input_digest(const input *in, char hex[INPUT_HEX_BYTES]);
/* The whole of path appended to out; beyond limit bytes (decompressed)
   CODING_EDATA. hex may be NULL, else it gets the digest. */
CODING_MUST_USE coding_status input_load(coding_context *context,
                                         const char *path, size_t limit,
                                         buffer *out, char *hex);

#endif
