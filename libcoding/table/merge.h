/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rows that stand in several sections: equal ones are given once, different
   ones with one id are a fault. docs/format/stream.md, section 4. */
#ifndef TABLE_MERGE_H
#define TABLE_MERGE_H

#include <coding/row.h>

#include "base/buffer.h"
#include "base/map.h"

/* Where a row stood and what was in it. */
typedef struct {
    const char *file;
    size_t line;
    uint64_t digest[2]; /* of its cells; 128 bits, so that equal is equal */
} merge_seen;

typedef struct {
    map ids;
    merge_seen *seen; /* by number in ids */
    size_t capacity;
} merge_kind;

typedef struct {
    coding_context *context;
    coding_core core;
    bool joined_results; /* result rows of several sections are allowed */
    merge_kind codes, questions, respondents, metas;
    buffer key, line;
    const char *result_file; /* the first result row; NULL: none */
    size_t result_line, result_section;
} merge; /* merge_init, merge_clear */

void merge_init(merge *rows, coding_context *context,
                const coding_columns *columns, bool joined_results);
void merge_clear(merge *rows);
/* Whether row, of the section with that ordinal, is to be given. */
CODING_MUST_USE coding_status merge_row(merge *rows, const coding_row *row,
                                        size_t section, bool *fresh);

#endif
