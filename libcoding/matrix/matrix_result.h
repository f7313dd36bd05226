/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From what met to the rows of the result, for the room matrix alone. */
#ifndef MATRIX_MATRIX_RESULT_H
#define MATRIX_MATRIX_RESULT_H

#include "matrix/matrix_state.h"

/* matrix_figures.c: the cells. */
CODING_MUST_USE coding_status matrix_figures_make(coding_matrix *matrix);
uint64_t matrix_figures_base(const coding_matrix *matrix, size_t facet);
bool matrix_figures_in_base(const coding_matrix *matrix, size_t facet,
                            size_t person);
uint64_t matrix_figures_n(const coding_matrix *matrix,
                          const matrix_count *count);
/* An item in a cell, by a person. */
typedef struct {
    size_t cell, item, person; /* item: the rank of its code */
    uint64_t mentions;
} matrix_met;
/* All of them, sorted by cell, item and person. Owned. */
CODING_MUST_USE coding_status matrix_figures_items(const coding_matrix *matrix,
                                                   matrix_met **out,
                                                   size_t *count);

/* matrix_rows.c */
CODING_MUST_USE coding_status matrix_rows_give(coding_matrix *matrix);
typedef struct {
    const char *statistic;
    coding_span row, column, text;
    bool empty; /* no value */
    double value;
} matrix_figure;
CODING_MUST_USE coding_status matrix_rows_figure(coding_matrix *matrix,
                                                 const matrix_figure *found);
/* The words of the unit of n, of within, of the kind of matrix. Static. */
const char *matrix_rows_unit(const coding_matrix *matrix);
const char *matrix_rows_within(const coding_matrix *matrix);
const char *matrix_rows_kind(const coding_matrix *matrix);

/* matrix_dyads.c: "both", "SIDE only", "neither" of every cell; NULL: dyads do
   not have two sides. */
CODING_MUST_USE coding_status matrix_dyads_states(coding_matrix *matrix,
                                                  coding_span **out);
CODING_MUST_USE coding_status matrix_dyads_give(coding_matrix *matrix,
                                                const coding_span *states);

#endif
