/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The ways a row is put down: the stream's own, CSV, JSON Lines, and a table
   for people. Each appends to a buffer. */
#ifndef TABLE_FORMAT_H
#define TABLE_FORMAT_H

#include <coding/stream.h>

#include "base/arena.h"
#include "base/buffer.h"

/* The columns of a view, found in the writer's. */
typedef struct {
    size_t count;
    size_t *column;       /* of the writer's, or CODING_NO_COLUMN */
    coding_span *name;    /* the stream's name of it */
    coding_span *heading; /* what stands above it */
    bool *number;         /* holds numbers, see format_is_number */
} format_view;

/* Resolves view over columns; everything lives in keep. */
CODING_MUST_USE coding_status format_view_of(const coding_view *view,
                                             const coding_columns *columns,
                                             arena *keep, format_view *out);
/* Whether a column of that name holds numbers only. */
bool format_is_number(coding_span name, coding_record record);
/* A number as JSON writes it, and as this toolkit does. */
bool format_number(coding_span cell);

/* One line of the stream. */
void format_stream_row(const coding_span *cells, size_t count, buffer *out);
/* The same of a plain row's cells, in any order: runs of them are copied. */
void format_plain_row(const coding_span *cells, size_t count, buffer *out);
/* One line of RFC 4180, ended by LF. */
void format_csv_row(const coding_span *cells, size_t count, buffer *out);
/* One object. Numbers stand bare in number columns; empty is null. */
void format_json_row(const format_view *view, const coding_span *cells,
                     buffer *out);

/* Rows to lay out together. */
typedef struct {
    const format_view *view;
    const coding_span *const *rows; /* view->count cells each */
    size_t count;
    bool styled;
    unsigned width; /* 0: unlimited */
} format_table;

/* Aligned columns under a heading. */
void format_text(const format_table *table, buffer *out);

#endif
