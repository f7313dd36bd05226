/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A small table that people made, held whole: a header and records as text,
   white space at the ends of cells dropped. CSV, TSV and .xlsx. */
#ifndef TABLE_WHOLE_H
#define TABLE_WHOLE_H

#include "base/arena.h"

typedef struct {
    coding_context *context;
    const char *path;
    coding_span title; /* the file's name without folders and ending */
    arena keep;
    coding_span *names; /* the header */
    coding_span *cells; /* row by row */
    size_t *lines;      /* by row, in the file */
    size_t columns, rows, cell_capacity, line_capacity;
} whole_table; /* whole_open, whole_close; also after a failure */

/* Reads path (borrowed for its life; "-" is standard input), or bytes in its
   place when they are not NULL. CODING_EDATA: empty, ragged or not UTF-8;
   CODING_ESYSTEM: not readable. */
CODING_MUST_USE coding_status whole_open(coding_context *context,
                                         const char *path,
                                         const coding_span *bytes,
                                         whole_table *out);
void whole_close(whole_table *table);
coding_span whole_cell(const whole_table *table, size_t row, size_t column);
/* CODING_EDATA: tells file, line, row and column of a cell that is not what. */
coding_status whole_bad_cell(const whole_table *table, const char *id,
                             size_t row, size_t column, const char *what);
/* CODING_EDATA: fewer columns than count, which form says, or no rows. */
CODING_MUST_USE coding_status whole_need(const whole_table *table, size_t count,
                                         const char *form);
/* CODING_EDATA: two rows have one label in their first cell, as what; empty
   labels may come as often as they like. */
CODING_MUST_USE coding_status whole_check_labels(const whole_table *table,
                                                 const char *what);
/* The column of that name, in small letters; SIZE_MAX: there is none. */
size_t whole_find(const whole_table *table, const char *name);

#endif
