/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rows of matrices. See workbook/model_matrix.h. */
#include "workbook/model_matrix.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"

void
model_matrices_init(model_matrices *found, coding_context *context)
{
    *found = (model_matrices){.context = context};
    arena_init(&found->keep, context);
    map_init(&found->names, context);
    map_init(&found->labels, context);
}

void
model_matrices_clear(model_matrices *found)
{
    if (found->context == NULL)
        return;
    base_free(found->context, found->all);
    base_free(found->context, found->cells);
    base_free(found->context, found->items);
    map_clear(&found->names);
    map_clear(&found->labels);
    arena_clear(&found->keep);
    *found = (model_matrices){.context = NULL};
}

/* Finds the columns of row again when they are others. */
static void
find_columns(model_matrices *found, const coding_row *row)
{
    static const char *const names[MATRIX_FIGURES] = {
        "items", "mentions", "respondents", "organisations", "jaccard", "base"};

    if (row->columns == found->columns)
        return;
    found->columns = row->columns;
    found->core = coding_core_of(row->columns);
    for (size_t i = 0; i < MATRIX_FIGURES; i++)
        found->figures[i] = coding_columns_find(row->columns, names[i]);
}

static coding_status
keep(model_matrices *found, const coding_row *row, size_t column,
     coding_span *out)
{
    return arena_copy(&found->keep, coding_row_cell(row, column), out);
}

static coding_status
open_matrix(model_matrices *found, const coding_row *row, model_matrix **out)
{
    size_t number = 0, before = found->names.count;
    coding_status status =
        BASE_GROW(found->context, &found->all, &found->capacity, before + 1);

    if (status == CODING_OK)
        status = map_add(&found->names, coding_row_cell(row, found->core.table),
                         &number);
    if (status != CODING_OK)
        return status;
    *out = &found->all[number];
    if (number < before)
        return CODING_OK;
    **out = (model_matrix){.name = map_name(&found->names, number)};
    status = keep(found, row, found->core.row, &(*out)->rows);
    return status == CODING_OK
               ? keep(found, row, found->core.column, &(*out)->columns)
               : status;
}

coding_status
model_matrices_said(model_matrices *found, const coding_row *row)
{
    static const char prefix[] = "matrix_";
    coding_span statistic;
    model_matrix *made = NULL;
    coding_span *into = NULL;
    coding_status status;

    find_columns(found, row);
    statistic = coding_row_cell(row, found->core.statistic);
    if (statistic.length < sizeof prefix ||
        memcmp(statistic.at, prefix, sizeof prefix - 1) != 0)
        return CODING_OK;
    status = open_matrix(found, row, &made);
    if (status != CODING_OK)
        return status;
    if (coding_span_is(statistic, "matrix_kind"))
        into = &made->kind;
    else if (coding_span_is(statistic, "matrix_n"))
        into = &made->unit;
    else if (coding_span_is(statistic, "matrix_within"))
        into = &made->within;
    else if (coding_span_is(statistic, "matrix_note"))
        into = &made->note;
    return into == NULL ? CODING_OK : keep(found, row, found->core.text, into);
}

/* ---- cells ---- */

/* The matrix whose cells a table has: "NAME", or "NAME: items" of its items. */
static size_t
matrix_of(const model_matrices *found, coding_span table, bool items)
{
    static const char tail[] = ": items";
    size_t length = sizeof tail - 1;

    if (items) {
        if (table.length <= length ||
            memcmp(table.at + table.length - length, tail, length) != 0)
            return MAP_NONE;
        table.length -= length;
    }
    return map_find(&found->names, table);
}

static coding_status
find_labels(model_matrices *found, const coding_row *row, uint32_t *at,
            uint32_t *on_top)
{
    size_t first = 0, second = 0;
    coding_status status =
        map_add(&found->labels, coding_row_cell(row, found->core.row), &first);

    if (status == CODING_OK)
        status = map_add(&found->labels,
                         coding_row_cell(row, found->core.column), &second);
    *at = (uint32_t)first;
    *on_top = (uint32_t)second;
    return status;
}

/* NaN: empty. */
static double
number_of(const coding_row *row, size_t column)
{
    double number = (double)NAN;

    (void)coding_row_number(row, column, &number);
    return number;
}

static coding_status
add_item(model_matrices *found, const coding_row *row, size_t matrix)
{
    model_matrix_item made = {.matrix = (uint32_t)matrix};
    coding_status status =
        BASE_GROW(found->context, &found->items, &found->item_capacity,
                  found->item_count + 1);

    if (status == CODING_OK)
        status = find_labels(found, row, &made.row, &made.column);
    if (status == CODING_OK)
        status = keep(found, row, found->core.code, &made.id);
    if (status == CODING_OK)
        status = keep(found, row, found->core.label, &made.label);
    if (status != CODING_OK)
        return status;
    made.mentions = number_of(row, found->figures[MATRIX_MENTIONS]);
    made.respondents = number_of(row, found->figures[MATRIX_RESPONDENTS]);
    made.organisations = number_of(row, found->figures[MATRIX_ORGANISATIONS]);
    found->items[found->item_count++] = made;
    found->all[matrix].items++;
    return CODING_OK;
}

static coding_status
add_cell(model_matrices *found, const coding_row *row, size_t matrix)
{
    model_matrix_cell made = {.matrix = (uint32_t)matrix};
    coding_status status =
        BASE_GROW(found->context, &found->cells, &found->cell_capacity,
                  found->cell_count + 1);

    if (status == CODING_OK)
        status = find_labels(found, row, &made.row, &made.column);
    if (status == CODING_OK &&
        coding_row_cell(row, found->core.value).length > 0)
        status = keep(found, row, found->core.value, &made.state);
    if (status != CODING_OK)
        return status;
    for (size_t i = 0; i < MATRIX_FIGURES; i++)
        made.number[i] = number_of(row, found->figures[i]);
    found->cells[found->cell_count++] = made;
    found->all[matrix].cells++;
    return CODING_OK;
}

coding_status
model_matrices_cell(model_matrices *found, const coding_row *row, bool *mine)
{
    bool item;
    size_t matrix;

    find_columns(found, row);
    item = coding_row_cell(row, found->core.code).length > 0;
    matrix = matrix_of(found, coding_row_cell(row, found->core.table), item);
    *mine = matrix != MAP_NONE;
    if (!*mine)
        return CODING_OK;
    return item ? add_item(found, row, matrix) : add_cell(found, row, matrix);
}
