/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The rows that say the result: how it was counted, the cells, the items of
   each cell, and what is distinct in rows and columns. */
#include <coding/meta.h>

#include <math.h>
#include <string.h>

#include "base/diag.h"
#include "base/memory.h"
#include "base/number.h"
#include "matrix/matrix_result.h"

/* ---- words ---- */

const char *
matrix_rows_unit(const coding_matrix *matrix)
{
    static const char *const words[] = {"", "items", "mentions", "respondents",
                                        "organisations"};

    return words[matrix->unit];
}

const char *
matrix_rows_within(const coding_matrix *matrix)
{
    static const char *const words[] = {"sentence", "span", "turn", "answer",
                                        "respondent"};

    return words[matrix->options.within];
}

/* Whether a facet stands on both sides. */
static bool
is_together(const coding_matrix *matrix)
{
    const axis *rows = &matrix->rows, *by = &matrix->by;

    for (size_t r = 0; r < rows->name_count; r++)
        for (size_t c = 0; c < by->count; c++) {
            size_t facet = matrix->code_list[by->codes[c]].facet;

            for (size_t i = 0; i < rows->count; i++)
                if (matrix->code_list[rows->codes[i]].facet == facet)
                    return true;
        }
    return false;
}

const char *
matrix_rows_kind(const coding_matrix *matrix)
{
    if (axis_is_dyads(matrix))
        return "dyads";
    if (matrix->side == NULL)
        return is_together(matrix) ? "together" : "codes";
    return matrix->side->kind == AXIS_ATTRIBUTE ? "groups" : "cases";
}

static const char *
note_of(const coding_matrix *matrix)
{
    switch (matrix->unit) {
    case CODING_MATRIX_ITEMS:
        return "cells count items, not respondents: one respondent may give "
               "several, and several may give the same";
    case CODING_MATRIX_MENTIONS:
        return "cells count mentions, not respondents: one respondent may "
               "give several";
    case CODING_MATRIX_ORGANISATIONS:
        return "cells count organisations; one may be in several cells, so "
               "they do not add up";
    case CODING_MATRIX_RESPONDENTS:
    case CODING_MATRIX_DEFAULT:
    default:
        return "cells count respondents; one may be in several cells, so they "
               "do not add up";
    }
}

/* ---- figures ---- */

coding_status
matrix_rows_figure(coding_matrix *matrix, const matrix_figure *found)
{
    coding_cells *cells = matrix->cells;
    const coding_core *out = &matrix->out;

    coding_cells_begin(cells, CODING_RECORD_TEST);
    coding_cells_text(cells, out->table, matrix->name);
    coding_cells_text(cells, out->statistic, coding_span_of(found->statistic));
    coding_cells_text(cells, out->row, found->row);
    coding_cells_text(cells, out->column, found->column);
    coding_cells_text(cells, out->text, found->text);
    if (!found->empty)
        coding_cells_number(cells, out->value, found->value);
    return coding_cells_give(cells, matrix->sink);
}

static coding_status
give_words(coding_matrix *matrix, const char *statistic, const char *words)
{
    const matrix_figure made = {.statistic = statistic,
                                .row = matrix->rows.name,
                                .column = matrix->by.name,
                                .text = coding_span_of(words),
                                .empty = true};

    return matrix_rows_figure(matrix, &made);
}

/* Codes of a facet that stand at the side or on top. */
static bool
is_shown(const coding_matrix *matrix, size_t facet)
{
    for (size_t i = 0; i < matrix->codes.count; i++)
        if (matrix->code_list[i].facet == facet &&
            (matrix->code_list[i].roles & (ROLE_ROW | ROLE_COLUMN)) != 0)
            return true;
    return false;
}

static coding_status
give_bases(coding_matrix *matrix)
{
    coding_status status = CODING_OK;

    for (size_t i = 0; status == CODING_OK && i < matrix->facets.count; i++) {
        const matrix_figure made = {
            .statistic = "base",
            .row = map_name(&matrix->facets, i),
            .text = coding_span_of(matrix->facet_list[i].answers > 0
                                       ? "respondents of the tally's base"
                                       : "respondents with a unit"),
            .value = (double)matrix_figures_base(matrix, i)};

        if (is_shown(matrix, i))
            status = matrix_rows_figure(matrix, &made);
    }
    if (status == CODING_OK && matrix->missing > 0) {
        const matrix_figure made = {.statistic = "missing",
                                    .row = matrix->side->name,
                                    .column = coding_span_of("empty"),
                                    .value = (double)matrix->missing};

        status = matrix_rows_figure(matrix, &made);
    }
    return status;
}

static coding_status
give_head(coding_matrix *matrix)
{
    bool near = matrix->side == NULL || matrix->items.length > 0;
    coding_status status =
        give_words(matrix, "matrix_kind", matrix_rows_kind(matrix));

    if (status == CODING_OK)
        status = give_words(matrix, "matrix_n", matrix_rows_unit(matrix));
    if (status == CODING_OK && near)
        status =
            give_words(matrix, "matrix_within", matrix_rows_within(matrix));
    if (status == CODING_OK)
        status = give_words(matrix, "matrix_note", note_of(matrix));
    return status == CODING_OK ? give_bases(matrix) : status;
}

/* ---- what is distinct in a row, a column, the whole ---- */

static coding_status
give_sums(coding_matrix *matrix, coding_span row, coding_span column,
          const matrix_count *sums)
{
    const struct {
        const char *statistic;
        uint64_t value;
        bool known;
    } given[] = {
        {"distinct_items", sums->items, matrix->items.length > 0},
        {"distinct_respondents", sums->respondents, true},
        {"distinct_organisations", sums->organisations,
         matrix->organisation_count > 0},
    };
    coding_status status = CODING_OK;

    for (size_t i = 0; status == CODING_OK && i < 3; i++) {
        const matrix_figure made = {.statistic = given[i].statistic,
                                    .row = row,
                                    .column = column,
                                    .value = (double)given[i].value};

        if (given[i].known)
            status = matrix_rows_figure(matrix, &made);
    }
    return status;
}

static coding_status
give_distinct(coding_matrix *matrix)
{
    static const coding_span none = {NULL, 0};
    coding_status status = CODING_OK;

    for (size_t i = 0; status == CODING_OK && i < matrix->rows.count; i++)
        status = give_sums(matrix, matrix->rows.labels[i], none,
                           &matrix->row_sums[i]);
    for (size_t i = 0; status == CODING_OK && i < matrix->by.count; i++)
        status = give_sums(matrix, none, matrix->by.labels[i],
                           &matrix->column_sums[i]);
    return status == CODING_OK ? give_sums(matrix, none, none, &matrix->whole)
                               : status;
}

/* ---- cells ---- */

/* Shared places by those of either; NaN: nobody speaks of both sides. */
static double
jaccard_of(const coding_matrix *matrix, size_t cell)
{
    size_t r = matrix->rows.codes[cell / matrix->by.count];
    size_t c = matrix->by.codes[cell % matrix->by.count];
    double shared = (double)matrix->counts[cell].mentions;
    double either = (double)matrix->code_list[r].places +
                    (double)matrix->code_list[c].places - shared;

    return either > 0 ? shared / either : (double)NAN;
}

static void
put_counts(coding_matrix *matrix, const matrix_count *count)
{
    coding_cells *cells = matrix->cells;
    const coding_core *out = &matrix->out;

    if (matrix->items.length > 0)
        coding_cells_unsigned(cells, out->items, count->items);
    coding_cells_unsigned(cells, out->mentions, count->mentions);
    coding_cells_unsigned(cells, out->respondents, count->respondents);
    if (matrix->organisation_count > 0)
        coding_cells_unsigned(cells, out->organisations, count->organisations);
}

static coding_status
give_cell(coding_matrix *matrix, size_t cell, const coding_span *states)
{
    coding_cells *cells = matrix->cells;
    const coding_core *out = &matrix->out;
    size_t columns = matrix->by.count;

    coding_cells_begin(cells, CODING_RECORD_CELL);
    coding_cells_text(cells, out->table, matrix->name);
    coding_cells_text(cells, out->row, matrix->rows.labels[cell / columns]);
    coding_cells_text(cells, out->column, matrix->by.labels[cell % columns]);
    coding_cells_unsigned(cells, out->base, matrix->bases[cell]);
    if (matrix->bases[cell] > 0) {
        coding_cells_unsigned(cells, out->n,
                              matrix_figures_n(matrix, &matrix->counts[cell]));
        put_counts(matrix, &matrix->counts[cell]);
        if (matrix->side == NULL)
            coding_cells_number(cells, out->jaccard, jaccard_of(matrix, cell));
        if (states != NULL)
            coding_cells_text(cells, out->value, states[cell]);
    }
    return coding_cells_give(cells, matrix->sink);
}

/* ---- items of cells ---- */

static coding_status
give_item(coding_matrix *matrix, coding_span table, const matrix_met *met,
          const matrix_count *count)
{
    coding_cells *cells = matrix->cells;
    const coding_core *out = &matrix->out;
    const matrix_code *item = &matrix->code_list[matrix->by_rank[met->item]];
    size_t columns = matrix->by.count;

    coding_cells_begin(cells, CODING_RECORD_CELL);
    coding_cells_text(cells, out->table, table);
    coding_cells_text(cells, out->row,
                      matrix->rows.labels[met->cell / columns]);
    coding_cells_text(cells, out->column,
                      matrix->by.labels[met->cell % columns]);
    coding_cells_text(cells, out->facet, matrix->items);
    coding_cells_text(cells, out->code, item->id);
    coding_cells_text(cells, out->label, item->label);
    coding_cells_unsigned(cells, out->mentions, count->mentions);
    coding_cells_unsigned(cells, out->respondents, count->respondents);
    if (matrix->organisation_count > 0)
        coding_cells_unsigned(cells, out->organisations, count->organisations);
    return coding_cells_give(cells, matrix->sink);
}

/* Rows of one item and cell, from met[from] on; those sorted by person. seen:
   by organisation, the cell and item it was last met in. */
static size_t
count_item(const coding_matrix *matrix, const matrix_met *met, size_t count,
           size_t from, size_t *seen, matrix_count *out)
{
    size_t to = from;

    for (; to < count && met[to].cell == met[from].cell &&
           met[to].item == met[from].item;
         to++) {
        size_t organisation = matrix->organisations[met[to].person];

        out->mentions += met[to].mentions;
        out->respondents += to == from || met[to].person != met[to - 1].person;
        if (organisation == MATRIX_NONE)
            continue;
        out->organisations += seen[organisation] != from + 1;
        seen[organisation] = from + 1;
    }
    return to;
}

static coding_status
give_items(coding_matrix *matrix)
{
    matrix_met *met = NULL;
    size_t *seen = NULL, count = 0;
    coding_span table = {NULL, 0};
    coding_status status;
    buffer name;

    if (matrix->items.length == 0)
        return CODING_OK;
    buffer_init(&name, matrix->context);
    buffer_add(&name, matrix->name);
    buffer_add_text(&name, ": items");
    status = buffer_status(&name);
    table = buffer_span(&name);
    if (status == CODING_OK)
        status =
            ARENA_ARRAY(&matrix->texts, matrix->organisation_count + 1, &seen);
    if (status == CODING_OK)
        status = matrix_figures_items(matrix, &met, &count);
    for (size_t from = 0, to = 0; status == CODING_OK && from < count;
         from = to) {
        matrix_count sums = {0};

        to = count_item(matrix, met, count, from, seen, &sums);
        status = give_item(matrix, table, &met[from], &sums);
    }
    base_free(matrix->context, met);
    buffer_free(&name);
    return status;
}

/* ---- all of it ---- */

static coding_status
choose_name(coding_matrix *matrix)
{
    coding_status status;
    buffer name;

    buffer_init(&name, matrix->context);
    if (matrix->options.name != NULL) {
        buffer_add_text(&name, matrix->options.name);
    } else {
        buffer_add(&name, matrix->rows.name);
        buffer_add_text(&name, " x ");
        buffer_add(&name, matrix->by.name);
    }
    status = buffer_status(&name);
    if (status == CODING_OK)
        status = arena_copy(&matrix->texts, buffer_span(&name), &matrix->name);
    buffer_free(&name);
    if (status == CODING_OK &&
        map_find(&matrix->tables, matrix->name) != MAP_NONE)
        return diag_error(matrix->context, CODING_EUSAGE, "table-taken",
                          (diag_place){0},
                          "the stream has a table '%.*s' already; give another "
                          "name",
                          DIAG_SPAN(matrix->name));
    return status;
}

/* What was counted is known only now. */
static coding_status
give_meta(coding_matrix *matrix)
{
    const char *summary = "";
    coding_meta meta = {.tool = "matrix",
                        .arguments = matrix->options.arguments};
    coding_status status = coding_matrix_summary(matrix, &summary);

    meta.details = summary;
    return status == CODING_OK
               ? coding_meta_give(matrix->cells, &meta, matrix->sink)
               : status;
}

static bool
is_wanted(const coding_matrix *matrix, const char *part)
{
    return matrix->options.part == NULL ||
           strcmp(matrix->options.part, part) == 0;
}

/* How it was counted stands before what was. */
static coding_status
give_about(coding_matrix *matrix)
{
    coding_status status = choose_name(matrix);

    if (status == CODING_OK && matrix->options.pass != CODING_MATRIX_PASS_NONE)
        status = give_meta(matrix);
    if (status == CODING_OK && is_wanted(matrix, "figures"))
        status = give_head(matrix);
    return status;
}

coding_status
matrix_rows_give(coding_matrix *matrix)
{
    size_t cells = matrix->rows.count * matrix->by.count;
    coding_span *states = NULL;
    coding_status status = give_about(matrix);

    if (status == CODING_OK && axis_is_dyads(matrix))
        status = matrix_dyads_states(matrix, &states);
    for (size_t i = 0;
         status == CODING_OK && is_wanted(matrix, "cells") && i < cells; i++)
        status = give_cell(matrix, i, states);
    if (status == CODING_OK && is_wanted(matrix, "items"))
        status = give_items(matrix);
    if (status == CODING_OK && is_wanted(matrix, "figures"))
        status = give_distinct(matrix);
    if (status == CODING_OK && states != NULL && is_wanted(matrix, "figures"))
        status = matrix_dyads_give(matrix, states);
    return status;
}

coding_status
coding_matrix_lines(const coding_matrix *matrix, coding_matrix_line take,
                    void *user)
{
    size_t columns = matrix->by.count;
    coding_span *cells = NULL;
    char(*digits)[NUMBER_BYTES] = NULL;
    coding_status status =
        base_alloc(matrix->context, (columns + 1) * sizeof *cells,
                   (void **)(void *)&cells);

    if (status == CODING_OK)
        status = base_alloc(matrix->context, (columns + 1) * sizeof *digits,
                            (void **)(void *)&digits);
    if (status == CODING_OK) {
        cells[0] = matrix->rows.name;
        for (size_t c = 0; c < columns; c++)
            cells[c + 1] = matrix->by.labels[c];
        status = take(user, cells, columns + 1);
    }
    for (size_t r = 0; status == CODING_OK && r < matrix->rows.count; r++) {
        cells[0] = matrix->rows.labels[r];
        for (size_t c = 0; c < columns; c++) {
            size_t at = r * columns + c;

            cells[c + 1] = (coding_span){NULL, 0};
            if (matrix->bases[at] > 0)
                cells[c + 1] = number_from_unsigned(
                    matrix_figures_n(matrix, &matrix->counts[at]),
                    digits[c + 1]);
        }
        status = take(user, cells, columns + 1);
    }
    base_free(matrix->context, cells);
    base_free(matrix->context, digits);
    return status;
}
