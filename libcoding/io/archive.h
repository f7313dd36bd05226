/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Members of a zip file: .docx, .odt, .xlsx, .qdpx. Nothing is unpacked to
   disk; what comes out is bounded and checked by its CRC. */
#ifndef IO_ARCHIVE_H
#define IO_ARCHIVE_H

#include <coding/context.h>
#include <coding/span.h>

#include "base/buffer.h"

#define ARCHIVE_NONE SIZE_MAX

typedef struct archive archive;

/* Opens the zip file at path ("-" is standard input); it is held in memory.
   path is borrowed for its life. Owned. CODING_EDATA: no zip file, damaged,
   encrypted, a member twice, larger than the limit of a file; hex, unless
   NULL, gets the SHA-256 of the file (INPUT_HEX_BYTES). */
CODING_MUST_USE coding_status archive_open(coding_context *context,
                                           const char *path, char *hex,
                                           archive **out);
/* The same of bytes in memory, borrowed, which diagnostics call name. */
CODING_MUST_USE coding_status archive_open_bytes(coding_context *context,
                                                 const char *name,
                                                 coding_span bytes,
                                                 archive **out);
/* NULL is allowed. */
void archive_close(archive *zip);
/* Whether bytes begin as a zip file does. */
bool archive_is(coding_span bytes);
coding_context *archive_context(const archive *zip);
/* How diagnostics call it. Borrowed. */
const char *archive_file(const archive *zip);
size_t archive_count(const archive *zip);
/* Of member below count; NUL-terminated; borrowed. */
coding_span archive_name(const archive *zip, size_t member);
/* The member of that name, ARCHIVE_NONE if absent. */
size_t archive_find(const archive *zip, const char *name);

/* Begins to read a member; another one that is open is left. */
CODING_MUST_USE coding_status archive_start(archive *zip, size_t member);
/* Up to size (> 0) bytes of it; *got is never 0 with CODING_OK. CODING_END: it
   is complete and its CRC is right. CODING_EDATA: damaged, or the members read
   so far are larger than the limit of a file (a bomb). */
CODING_MUST_USE coding_status archive_read(archive *zip, char *bytes,
                                           size_t size, size_t *got);
/* A whole member appended to out. */
CODING_MUST_USE coding_status archive_load(archive *zip, size_t member,
                                           buffer *out);

#endif
