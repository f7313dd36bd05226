/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Word and OpenDocument texts: their paragraphs as lines, a row of a table as
   one line with TABs between the cells. What is deleted, hidden in fields,
   said twice for old programs, in notes and in comments is left out. */
#ifndef TRANSCRIPT_OFFICE_H
#define TRANSCRIPT_OFFICE_H

#include <coding/span.h>

#include "base/buffer.h"
#include "transcript/kind.h"

/* Appends the text of a file (bytes, which diagnostics call file) to out.
   format is KIND_DOCX or KIND_ODT. CODING_EDATA: damaged, encrypted, not the
   format it should be. */
CODING_MUST_USE coding_status office_read(coding_context *context,
                                          const char *file, coding_span bytes,
                                          kind format, buffer *out);

#endif
