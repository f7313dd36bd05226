/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Matrices in a stream: their cells and the items of these. See matrix(1). */
#ifndef WORKBOOK_MODEL_MATRIX_H
#define WORKBOOK_MODEL_MATRIX_H

#include <coding/row.h>

#include "base/arena.h"
#include "base/map.h"

/* The counts of a cell, in the order of sheets. */
typedef enum {
    MATRIX_ITEMS,
    MATRIX_MENTIONS,
    MATRIX_RESPONDENTS,
    MATRIX_ORGANISATIONS,
    MATRIX_JACCARD,
    MATRIX_BASE,
    MATRIX_FIGURES
} matrix_measure;

typedef struct {
    coding_span name, rows, columns; /* the table; its two sides */
    coding_span kind, unit, within, note;
    size_t cells, items; /* how many of each */
} model_matrix;

typedef struct {
    uint32_t matrix, row, column; /* labels by number */
    coding_span state;            /* of a dyad */
    double number[MATRIX_FIGURES];
} model_matrix_cell;

typedef struct {
    uint32_t matrix, row, column;
    coding_span id, label;
    size_t code; /* in the model */
    double mentions, respondents, organisations;
} model_matrix_item;

typedef struct {
    coding_context *context;
    arena keep;
    map names, labels;
    const coding_columns *columns; /* whose places are known */
    size_t figures[MATRIX_FIGURES];
    coding_core core;
    model_matrix *all; /* by number in names */
    model_matrix_cell *cells;
    model_matrix_item *items;
    size_t capacity, cell_count, cell_capacity, item_count, item_capacity;
} model_matrices;

void model_matrices_init(model_matrices *found, coding_context *context);
void model_matrices_clear(model_matrices *found);
/* Takes what a `test` row says of a matrix; others are left alone. */
CODING_MUST_USE coding_status model_matrices_said(model_matrices *found,
                                                  const coding_row *row);
/* Takes a `cell` row if it is one of a matrix, which *mine says. */
CODING_MUST_USE coding_status model_matrices_cell(model_matrices *found,
                                                  const coding_row *row,
                                                  bool *mine);

#endif
