/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What format a file has: by what it begins with, then by its ending. */
#ifndef TRANSCRIPT_KIND_H
#define TRANSCRIPT_KIND_H

#include <coding/context.h>
#include <coding/span.h>

typedef enum {
    KIND_TEXT,
    KIND_MARKDOWN,
    KIND_VTT,
    KIND_SRT,
    KIND_HTML,
    KIND_DOCX,
    KIND_ODT
} kind;

/* name is the document's, without .gz; file is what diagnostics name.
   CODING_EDATA: a format that is not read (format-not-read), with the command
   that converts it. */
CODING_MUST_USE coding_status kind_find(coding_context *context,
                                        const char *file, coding_span name,
                                        coding_span bytes, kind *out);
/* As in the document row: "txt" ... Static. */
const char *kind_name(kind format);

#endif
