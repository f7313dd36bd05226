/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A line at its separators, where nothing is quoted. */
#ifndef TABLE_FIELDS_H
#define TABLE_FIELDS_H

#include <coding/context.h>
#include <coding/span.h>

/* The cells of one line after the other. */
typedef struct {
    coding_context *context;
    coding_span *cells;
    size_t capacity; /* of cells; grown with BASE_GROW */
    size_t count;
    bool plain; /* no cell needs an escape in a stream */
} fields;       /* all zero but for its context; the caller frees the cells */

/* Cells of a line, borrowed from it; its separators become TABs, so that a
   plain line's cells stand as a stream has them. */
CODING_MUST_USE coding_status fields_split(fields *into, char *line,
                                           size_t length, char separator);

/* Which bytes a line holds besides. */
typedef struct {
    bool high;    /* some above 127 */
    bool special; /* a backslash or CR */
} fields_bytes;

/* Cells of a line whose number is known: all are counted, the first limit
   are kept. cells has room for limit + FIELDS_ROOM. */
enum { FIELDS_ROOM = 8 };

size_t fields_scan(coding_span line, char separator, coding_span *cells,
                   size_t limit, fields_bytes *seen);

#endif
