/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rows that wait: in memory up to a limit, beyond it in a file. */
#ifndef TALLY_HELD_H
#define TALLY_HELD_H

#include <coding/row.h>

#include <stdio.h>

#include "base/buffer.h"

enum { HELD_BYTES = 8 * 1024 * 1024 }; /* in memory */

typedef struct {
    coding_context *context;
    const coding_columns *columns;
    FILE *(*open)(void); /* NULL: no file */
    FILE *file;          /* full chunks, each after its length */
    buffer chunk;        /* the newest rows */
    coding_span *cells;  /* of the row at hand */
} held;

/* Holds rows of columns, which is borrowed for life. */
CODING_MUST_USE coding_status held_init(held *rows, coding_context *context,
                                        const coding_columns *columns,
                                        FILE *(*open)(void));
void held_clear(held *rows);
CODING_MUST_USE coding_status held_add(held *rows, const coding_row *row);
/* Gives every row in the order it came, and forgets them. The rows' file and
   line are lost. */
CODING_MUST_USE coding_status held_give(held *rows, coding_row_sink sink);

#endif
