/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Cells of a stream's rows: columns by name, numbers, and ids as numbers. See
   workbook/model.h. */
#include <math.h>
#include <string.h>

#include "base/buffer.h"
#include "base/diag.h"
#include "base/memory.h"
#include "workbook/model_inside.h"

static const char *const figure_names[FIGURES] = {
    [FIGURE_MENTIONS] = "mentions",
    [FIGURE_UNITS] = "units",
    [FIGURE_RESPONDENTS] = "respondents",
    [FIGURE_ORGANISATIONS] = "organisations",
    [FIGURE_DYADS] = "dyads",
    [FIGURE_DYADS_BOTH] = "dyads_both",
    [FIGURE_DOCUMENTS] = "documents",
    [FIGURE_BASE] = "base",
    [FIGURE_PERCENT] = "percent",
    [FIGURE_LOW] = "ci_low",
    [FIGURE_HIGH] = "ci_high",
    [FIGURE_FIRST] = "first",
    [FIGURE_MEAN_RANK] = "mean_rank",
    [FIGURE_SALIENCE] = "salience",
    [FIGURE_DOMINANT] = "dominant",
    [FIGURE_CHILDREN] = "children_sum",
    [FIGURE_THRESHOLD] = "threshold",
    [FIGURE_CODES] = "codes",
    [FIGURE_EXPECTED] = "expected",
    [FIGURE_P] = "p_at_least",
    [FIGURE_VALUE] = "value",
};

static const char *const curve_names[CURVE_FIGURES] = {
    [CURVE_NEW] = "new",         [CURVE_CUMULATIVE] = "cumulative",
    [CURVE_BASE] = "base_codes", [CURVE_RUN] = "run_codes",
    [CURVE_RATIO] = "ratio",     [CURVE_LOW] = "low",
    [CURVE_MEDIAN] = "median",   [CURVE_HIGH] = "high",
    [CURVE_MEAN] = "mean",
};

static const char attribute_mark[] = "attr.";
enum { MARK_LENGTH = 5 };

/* Numbers every attribute of the columns, and finds where each stands. */
static coding_status
find_attributes(model *all, const coding_columns *columns)
{
    coding_status status = CODING_OK;

    for (size_t i = 0; i < coding_columns_count(columns); i++) {
        coding_span name = coding_columns_name(columns, i);
        size_t number = 0;

        if (name.length <= MARK_LENGTH ||
            memcmp(name.at, attribute_mark, MARK_LENGTH) != 0)
            continue;
        name.at += MARK_LENGTH;
        name.length -= MARK_LENGTH;
        status = map_add(&all->attribute_ids, name, &number);
        if (status != CODING_OK)
            return status;
    }
    status = BASE_GROW(all->context, &all->attribute_columns,
                       &all->attribute_capacity, all->attribute_ids.count);
    for (size_t i = 0; status == CODING_OK && i < all->attribute_ids.count; i++)
        all->attribute_columns[i] =
            coding_columns_attribute(columns, map_name(&all->attribute_ids, i));
    return status;
}

coding_status
model_columns(model *all, const coding_row *row)
{
    const coding_columns *columns = row->columns;

    if (columns == all->columns)
        return CODING_OK;
    all->columns = columns;
    all->core = coding_core_of(columns);
    for (size_t i = 0; i < FIGURES; i++)
        all->figures[i] = coding_columns_find(columns, figure_names[i]);
    for (size_t i = 0; i < CURVE_FIGURES; i++)
        all->curve[i] = coding_columns_find(columns, curve_names[i]);
    all->order_column = coding_columns_find(columns, "order");
    all->model_column = coding_columns_find(columns, "model");
    all->figure_column = coding_columns_find(columns, "figure");
    all->organisation_column =
        coding_columns_attribute(columns, coding_span_of("organisation"));
    all->side_column =
        coding_columns_attribute(columns, coding_span_of("side"));
    return find_attributes(all, columns);
}

coding_status
model_keep(model *all, const coding_row *row, size_t column, coding_span *out)
{
    coding_span cell = coding_row_cell(row, column);

    if (cell.length == 0) {
        *out = (coding_span){NULL, 0};
        return CODING_OK;
    }
    return arena_copy(&all->keep, cell, out);
}

double
model_number(model *all, const coding_row *row, size_t column)
{
    coding_span cell = coding_row_cell(row, column);
    double number = (double)NAN;

    if (cell.length == 0 || coding_row_number(row, column, &number))
        return number;
    if (all->bad_numbers++ == 0)
        diag_warning(all->context, "workbook-number",
                     (diag_place){.file = row->file, .line = row->line},
                     "'%.*s' in column %.*s is no number: its cell stays empty",
                     DIAG_SPAN(cell),
                     DIAG_SPAN(coding_columns_name(row->columns, column)));
    return (double)NAN;
}

uint64_t
model_unsigned(const coding_row *row, size_t column)
{
    uint64_t number = 0;

    if (!coding_row_unsigned(row, column, &number))
        return 0;
    return number;
}

/* ---- ids ---- */

coding_status
model_code_number(model *all, const coding_row *row, size_t *out)
{
    coding_span facet = coding_row_cell(row, all->core.facet);
    coding_span id = coding_row_cell(row, all->core.code);
    model_code *made;
    coding_status status;
    buffer key;

    *out = MODEL_NONE;
    if (id.length == 0)
        return CODING_OK;
    buffer_init(&key, all->context);
    buffer_add(&key, facet);
    buffer_add_byte(&key, '\n');
    buffer_add(&key, id);
    status = buffer_status(&key);
    if (status == CODING_OK)
        status = map_add(&all->code_ids, buffer_span(&key), out);
    buffer_free(&key);
    if (status != CODING_OK || *out < all->code_count)
        return status;
    status = BASE_GROW(all->context, &all->codes, &all->code_capacity,
                       all->code_count + 1);
    if (status != CODING_OK)
        return status;
    made = &all->codes[all->code_count];
    *made = (model_code){.codings = 0};
    status = model_keep(all, row, all->core.facet, &made->facet);
    if (status == CODING_OK)
        status = model_keep(all, row, all->core.code, &made->id);
    if (status == CODING_OK)
        all->code_count++;
    return status;
}

coding_status
model_respondent_number(model *all, const coding_row *row, size_t *out)
{
    coding_span id = coding_row_cell(row, all->core.respondent);
    coding_status status;

    *out = MODEL_NONE;
    if (id.length == 0)
        return CODING_OK;
    status = map_add(&all->respondent_ids, id, out);
    if (status != CODING_OK || *out < all->respondent_count)
        return status;
    status = BASE_GROW(all->context, &all->respondents,
                       &all->respondent_capacity, all->respondent_count + 1);
    if (status != CODING_OK)
        return status;
    all->respondents[all->respondent_count++] = (model_respondent){
        .id = map_name(&all->respondent_ids, *out),
        .early = all->document_count == 0,
    };
    return CODING_OK;
}

coding_status
model_document_number(model *all, const coding_row *row, size_t *out)
{
    coding_span id = coding_row_cell(row, all->core.document);
    coding_status status;

    *out = MODEL_NONE;
    if (id.length == 0)
        return CODING_OK;
    status = map_add(&all->document_ids, id, out);
    if (status != CODING_OK || *out < all->document_count)
        return status;
    status = BASE_GROW(all->context, &all->documents, &all->document_capacity,
                       all->document_count + 1);
    if (status == CODING_OK)
        all->documents[all->document_count++] =
            (model_document){.name = map_name(&all->document_ids, *out)};
    return status;
}

coding_status
model_question_number(model *all, const coding_row *row, size_t *out)
{
    coding_span id = coding_row_cell(row, all->core.question);
    coding_status status;

    *out = MODEL_NONE;
    if (id.length == 0)
        return CODING_OK;
    status = map_add(&all->question_ids, id, out);
    if (status != CODING_OK || *out < all->question_count)
        return status;
    status = BASE_GROW(all->context, &all->questions, &all->question_capacity,
                       all->question_count + 1);
    if (status == CODING_OK)
        all->questions[all->question_count++] =
            (model_question){.id = map_name(&all->question_ids, *out)};
    return status;
}
