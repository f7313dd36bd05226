/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rows of the stream in memory: columns, cells, and where rows go. In-process
   filters are composed as they are in the shell: each takes rows and hands
   rows to a coding_row_sink. See coding-stream(5). */
#ifndef CODING_ROW_H
#define CODING_ROW_H

#include <coding/context.h>
#include <coding/span.h>

#include <stdbool.h>
#include <stdint.h>

typedef enum {
    CODING_RECORD_OTHER, /* passed on, never interpreted */
    CODING_RECORD_META,
    CODING_RECORD_CODE,
    CODING_RECORD_QUESTION,
    CODING_RECORD_RESPONDENT,
    CODING_RECORD_DOCUMENT,
    CODING_RECORD_UNIT,
    CODING_RECORD_CODING,
    CODING_RECORD_COVERAGE,
    CODING_RECORD_END,
    CODING_RECORD_ANSWER,
    CODING_RECORD_COUNT,
    CODING_RECORD_CELL,
    CODING_RECORD_TEST
} coding_record;

/* The word in the column `record`; "" for OTHER. Static. */
CODING_API const char *coding_record_name(coding_record record);
CODING_API coding_record coding_record_of(coding_span name);

/* ---- columns ---- */

#define CODING_NO_COLUMN SIZE_MAX

typedef struct coding_columns coding_columns;

/* Owned set with the one column `record`. */
CODING_CHECK coding_status coding_columns_new(coding_context *context,
                                              coding_columns **out);
/* Owned copy. */
CODING_CHECK coding_status coding_columns_copy(const coding_columns *columns,
                                               coding_columns **out);
/* Adds a column unless it is there (then nothing happens). It is placed by
   the order of docs/format/stream.md: `text` and `attr.*` stay at the right.
   Only before the first row is made with the set. */
CODING_CHECK coding_status coding_columns_add(coding_columns *columns,
                                              coding_span name);
CODING_API void coding_columns_free(coding_columns *columns);
CODING_API size_t coding_columns_count(const coding_columns *columns);
/* Borrowed, NUL-terminated. */
CODING_API coding_span coding_columns_name(const coding_columns *columns,
                                           size_t column);
/* CODING_NO_COLUMN if absent. */
CODING_API size_t coding_columns_find(const coding_columns *columns,
                                      const char *name);
/* The column of attribute NAME, that is of `attr.NAME`. */
CODING_API size_t coding_columns_attribute(const coding_columns *columns,
                                           coding_span name);

/* Where the core columns stand; CODING_NO_COLUMN for those that are absent. */
typedef struct {
    size_t record, document, unit, turn, speaker, role, respondent, question,
        time, start, end, facet, code, pattern, polarity, codebook, rank,
        counted, counted_rank, family, label, name, value, asked, answered,
        words, prompted, mentions, units, respondents, organisations, dyads,
        dyads_both, documents, table, group, base, percent, ci_low, ci_high,
        first, mean_rank, salience, dominant, row, column, stratum, n, items,
        jaccard, weight, weight2, statistic, text;
} coding_core;

CODING_API coding_core coding_core_of(const coding_columns *columns);

/* ---- rows ---- */

typedef struct {
    const coding_columns *columns;
    const coding_span *cells; /* one a column, unescaped */
    coding_record record;
    const char *file; /* where it was read; NULL: made by this process */
    size_t line;
    /* The cells stand in one line as they are written, a TAB between two and
       no escape in any. To be false where cells are put in another's place. */
    bool plain;
} coding_row; /* everything borrowed, for the time of a call */

/* Empty for CODING_NO_COLUMN. Borrowed with the row. */
CODING_API coding_span coding_row_cell(const coding_row *row, size_t column);
/* The cell as a whole number; false (and *out kept) if it is none. */
CODING_API bool coding_row_unsigned(const coding_row *row, size_t column,
                                    uint64_t *out);
CODING_API bool coding_row_number(const coding_row *row, size_t column,
                                  double *out);

/* Where rows go. The row is borrowed for the call. */
typedef struct {
    coding_status (*take)(void *user, const coding_row *row);
    void *user;
} coding_row_sink;

CODING_CHECK coding_status coding_row_give(coding_row_sink sink,
                                           const coding_row *row);

/* ---- making rows ---- */

typedef struct coding_cells coding_cells;

/* Owned maker of rows over columns, which it borrows for its life. */
CODING_CHECK coding_status coding_cells_new(coding_context *context,
                                            const coding_columns *columns,
                                            coding_cells **out);
CODING_API void coding_cells_free(coding_cells *cells);
/* Starts a row: every cell empty but `record`. */
CODING_API void coding_cells_begin(coding_cells *cells, coding_record record);
/* Starts as a copy of row (of any columns; its bytes stay borrowed). */
CODING_API void coding_cells_begin_as(coding_cells *cells,
                                      const coding_row *row);
/* Cells set to text are borrowed until the next begin. CODING_NO_COLUMN is
   ignored. Numbers are kept by the maker; NaN and infinite give empty. */
CODING_API void coding_cells_text(coding_cells *cells, size_t column,
                                  coding_span text);
CODING_API void coding_cells_unsigned(coding_cells *cells, size_t column,
                                      uint64_t number);
CODING_API void coding_cells_number(coding_cells *cells, size_t column,
                                    double number);
/* The row as it stands. Borrowed until the next begin. */
CODING_API const coding_row *coding_cells_row(const coding_cells *cells);
/* coding_cells_row to a sink. */
CODING_CHECK coding_status coding_cells_give(const coding_cells *cells,
                                             coding_row_sink sink);

#endif
