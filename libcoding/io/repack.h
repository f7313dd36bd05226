/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A zip file written again with long bodies put into some of its members: what
   was compressed once is copied as it is. Long tables of a workbook are written
   that way, row by row, in constant memory. */
#ifndef IO_REPACK_H
#define IO_REPACK_H

#include <coding/context.h>
#include <coding/span.h>

#include <stdint.h>
#include <stdio.h>

/* Bytes compressed into a file as they come, ended on a byte boundary, so that
   other pieces can stand before and behind them in one member. */
typedef struct deflated deflated;

/* Writes to file, which is borrowed, from where it stands. Owned. */
CODING_MUST_USE coding_status deflated_open(coding_context *context, FILE *file,
                                            deflated **out);
CODING_MUST_USE coding_status deflated_add(deflated *body, const char *bytes,
                                           size_t size);
/* No more bytes come. */
CODING_MUST_USE coding_status deflated_end(deflated *body);
/* NULL is allowed. */
void deflated_free(deflated *body);

/* What is done to a member: its text up to `mark` is followed by before, the
   body and after, which replace the mark; late is put before the first of
   `late_mark` (either of two) behind it. */
typedef struct {
    const char *member;
    const char *mark;
    const char *before, *after;
    deflated *body; /* ended */
    const char *late_marks[2];
    coding_span late; /* empty: nothing is put there */
} repack_part;

/* Writes the zip file `from` to a new file `to` with parts changed. All members
   get the date 1980-01-01. CODING_ESYSTEM: told; CODING_EDATA: a part's member
   or mark is not there. */
CODING_MUST_USE coding_status repack_write(coding_context *context,
                                           const char *from, const char *to,
                                           const repack_part *parts,
                                           size_t count);

#endif
