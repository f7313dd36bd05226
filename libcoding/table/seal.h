/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whether a stream is whole: what its `end` rows promise against the rows
   that came. docs/format/stream.md, section 4. */
#ifndef TABLE_SEAL_H
#define TABLE_SEAL_H

#include <coding/row.h>

#include "base/map.h"

typedef struct {
    uint64_t units, codings; /* rows seen */
    const char *file;        /* of its `document` row; NULL: none came */
    size_t line;
    bool ended;
} seal_document;

typedef struct {
    coding_context *context;
    coding_core core;
    bool unsealed; /* counts are not compared */
    map names;
    seal_document *documents; /* by number in names */
    size_t capacity;
    size_t last;   /* the document of the row before, or MAP_NONE */
    uint64_t rows; /* of this section so far */
    bool closed;   /* this section's `end` has come */
} seal;            /* seal_init, seal_clear */

void seal_init(seal *sealed, coding_context *context,
               const coding_columns *columns, bool unsealed);
void seal_clear(seal *sealed);
/* A header: the rows of a section follow. */
void seal_section(seal *sealed);
/* Whether the row is the `end` of a stream rather than of a document. */
bool seal_is_end(const seal *sealed, const coding_row *row);
/* Counts a row, or compares it with what was counted. */
CODING_MUST_USE coding_status seal_row(seal *sealed, const coding_row *row);
/* No further row of the section will come. */
CODING_MUST_USE coding_status seal_finish(const seal *sealed, const char *file,
                                          size_t line);

#endif
