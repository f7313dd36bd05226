/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See workbook/matrix_view.h. */
#include "workbook/matrix_view.h"

#include <math.h>

static coding_status
make_room(const model *found, arena *keep, matrix_view *out, size_t **places)
{
    size_t labels = found->matrices.labels.count + 1;
    coding_status status = ARENA_ARRAY(keep, labels, &out->rows);

    if (status == CODING_OK)
        status = ARENA_ARRAY(keep, labels, &out->columns);
    if (status == CODING_OK)
        status = ARENA_ARRAY(keep, 2 * labels, places);
    return status;
}

/* Labels in the order of the cells; places + 1 by label, rows before
   columns. */
static void
order_labels(const model *found, matrix_view *out, size_t *places)
{
    const model_matrices *all = &found->matrices;
    size_t half = all->labels.count + 1;

    for (size_t i = 0; i < all->cell_count; i++) {
        const model_matrix_cell *cell = &all->cells[i];

        if (cell->matrix != out->number)
            continue;
        if (places[cell->row] == 0) {
            out->rows[out->row_count++] = map_name(&all->labels, cell->row);
            places[cell->row] = out->row_count;
        }
        if (places[half + cell->column] == 0) {
            out->columns[out->column_count++] =
                map_name(&all->labels, cell->column);
            places[half + cell->column] = out->column_count;
        }
    }
}

/* Items of one cell stand together. */
static void
find_items(const model *found, matrix_view *out, const size_t *places)
{
    const model_matrices *all = &found->matrices;
    size_t half = all->labels.count + 1;

    for (size_t i = 0; i < all->item_count; i++) {
        const model_matrix_item *item = &all->items[i];
        size_t row, column, at;

        if (item->matrix != out->number)
            continue;
        row = places[item->row];
        column = places[half + item->column];
        if (row == 0 || column == 0)
            continue;
        at = (row - 1) * out->column_count + column - 1;
        if (out->item_count[at]++ == 0)
            out->first_item[at] = i;
    }
}

coding_status
matrix_view_make(const model *found, size_t number, arena *keep,
                 matrix_view *out)
{
    const model_matrices *all = &found->matrices;
    size_t half = all->labels.count + 1, *places = NULL, cells;
    coding_status status;

    *out = (matrix_view){.of = &all->all[number], .number = number};
    status = make_room(found, keep, out, &places);
    if (status != CODING_OK)
        return status;
    order_labels(found, out, places);
    cells = out->row_count * out->column_count;
    status = ARENA_ARRAY(keep, cells + 1, &out->cells);
    if (status == CODING_OK)
        status = ARENA_ARRAY(keep, cells + 1, &out->first_item);
    if (status == CODING_OK)
        status = ARENA_ARRAY(keep, cells + 1, &out->item_count);
    for (size_t i = 0; status == CODING_OK && i < all->cell_count; i++) {
        const model_matrix_cell *cell = &all->cells[i];

        if (cell->matrix == number)
            out->cells[(places[cell->row] - 1) * out->column_count +
                       places[half + cell->column] - 1] = cell;
    }
    if (status == CODING_OK)
        find_items(found, out, places);
    return status;
}

double
matrix_view_figure(const matrix_view *view, size_t row, size_t column,
                   matrix_measure which)
{
    const model_matrix_cell *cell =
        view->cells[row * view->column_count + column];

    return cell != NULL ? cell->number[which] : (double)NAN;
}

bool
matrix_view_has(const matrix_view *view, matrix_measure which)
{
    for (size_t i = 0; i < view->row_count * view->column_count; i++)
        if (view->cells[i] != NULL && !isnan(view->cells[i]->number[which]))
            return true;
    return false;
}
