/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A matrix of a stream with its labels in order, for the sheets that show it.
 */
#ifndef WORKBOOK_MATRIX_VIEW_H
#define WORKBOOK_MATRIX_VIEW_H

#include "workbook/atlas.h"

typedef struct {
    const model_matrix *of;
    size_t number; /* among those of the model */
    coding_span *rows, *columns;
    size_t row_count, column_count;
    const model_matrix_cell **cells; /* row by row; NULL: none */
    /* Items of a cell: from first_item on, item_count of them, as they stand
       in the model. */
    size_t *first_item, *item_count;
} matrix_view;

/* Everything lives in keep. */
CODING_MUST_USE coding_status matrix_view_make(const model *found,
                                               size_t number, arena *keep,
                                               matrix_view *out);
/* A cell's figure; NaN: empty. */
double matrix_view_figure(const matrix_view *view, size_t row, size_t column,
                          matrix_measure which);
/* Whether any cell has the figure. */
bool matrix_view_has(const matrix_view *view, matrix_measure which);

#endif
