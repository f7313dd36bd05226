/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bytes out: a stream of the caller's or a file that appears when whole. */
#ifndef IO_OUTPUT_H
#define IO_OUTPUT_H

#include <coding/context.h>

#include <stdio.h>

typedef struct output output;

/* Opens path for writing; NULL or "-" is standard, which the caller owns. A
   regular file is written beside path under another name and takes its place
   in output_commit; anything else (a device, a pipe) is written as it is.
   Owned; path is borrowed for its life. CODING_EDATA: a folder;
   CODING_ESYSTEM: cannot be written. */
CODING_MUST_USE coding_status output_open(coding_context *context,
                                          const char *path, FILE *standard,
                                          output **out);
/* The same for a file that its owner alone may read, from its first byte on. */
CODING_MUST_USE coding_status output_open_private(coding_context *context,
                                                  const char *path,
                                                  output **out);
/* Borrowed. */
FILE *output_file(const output *to);
/* Checks that every byte arrived, closes (standard is only flushed) and puts
   the file in its place. Frees to, whatever happens. */
CODING_MUST_USE coding_status output_commit(output *to);
/* Closes and removes what was written. NULL is allowed. */
void output_abandon(output *to);

/* Tells a failed write with errno's reason, as `cannot write: No space left on
   device`; file may be NULL. Returns CODING_ESYSTEM. */
coding_status output_failure(coding_context *context, const char *file);

#endif
