/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The tables of a stream: its `cell` rows, and which of them belong to a
   question with several answers. */
#include <math.h>
#include <string.h>

#include "association/association_inside.h"
#include "base/diag.h"
#include "base/memory.h"

enum { MOST_CELLS = 10000000 };

static coding_status
open_table(coding_association *association, coding_span name, size_t *out)
{
    size_t before = association->table_names.count;
    coding_status status = BASE_GROW(association->context, &association->tables,
                                     &association->table_capacity, before + 1);
    collected_table *made;

    if (status == CODING_OK)
        status = map_add(&association->table_names, name, out);
    if (status != CODING_OK || *out < before)
        return status;
    made = &association->tables[*out];
    *made = (collected_table){.name = map_name(&association->table_names, *out),
                              .multi = ASSOCIATION_NONE};
    map_init(&made->rows, association->context);
    map_init(&made->columns, association->context);
    map_init(&made->strata, association->context);
    if (association->multi_count > 0) {
        collected_multi *multi =
            &association->multis[association->multi_count - 1];

        if (multi->tables > 0) {
            multi->tables--;
            made->multi = association->multi_count - 1;
        }
    }
    return CODING_OK;
}

static diag_place
place_of(const coding_row *row)
{
    return (diag_place){row->file, row->line, 0, {NULL, 0}};
}

static coding_status
bad_count(const coding_association *association, const coding_row *row)
{
    return diag_error(
        association->context, CODING_EDATA, "count-invalid", place_of(row),
        "table %.*s, row \"%.*s\", column \"%.*s\": \"%.*s\" is not a whole "
        "number of 0 or more",
        DIAG_SPAN(coding_row_cell(row, association->core.table)),
        DIAG_SPAN(coding_row_cell(row, association->core.row)),
        DIAG_SPAN(coding_row_cell(row, association->core.column)),
        DIAG_SPAN(coding_row_cell(row, association->core.n)));
}

static coding_status
read_weights(const coding_association *association, const coding_row *row,
             collected_cell *cell, bool *weighted)
{
    const coding_core *core = &association->core;

    cell->weight = (double)cell->n;
    cell->square = (double)cell->n;
    *weighted = coding_row_cell(row, core->weight).length > 0;
    if (!*weighted || (coding_row_number(row, core->weight, &cell->weight) &&
                       coding_row_number(row, core->weight2, &cell->square) &&
                       cell->weight >= 0 && cell->square >= 0))
        return CODING_OK;
    return diag_error(association->context, CODING_EDATA, "weight-invalid",
                      place_of(row),
                      "table %.*s: weight and weight2 of a cell are not "
                      "numbers of 0 or more",
                      DIAG_SPAN(coding_row_cell(row, core->table)));
}

static coding_status
add_cell(coding_association *association, collected_table *table,
         const coding_row *row, collected_cell cell)
{
    const coding_core *core = &association->core;
    size_t r = 0, c = 0, s = 0;
    coding_status status =
        map_add(&table->rows, coding_row_cell(row, core->row), &r);

    if (status == CODING_OK)
        status =
            map_add(&table->columns, coding_row_cell(row, core->column), &c);
    if (status == CODING_OK)
        status =
            map_add(&table->strata, coding_row_cell(row, core->stratum), &s);
    if (status == CODING_OK)
        status = BASE_GROW(association->context, &table->cells,
                           &table->capacity, table->count + 1);
    if (status != CODING_OK)
        return status;
    cell.row = (uint32_t)r;
    cell.column = (uint32_t)c;
    cell.stratum = (uint32_t)s;
    table->cells[table->count++] = cell;
    return CODING_OK;
}

coding_status
collect_cell(coding_association *association, const coding_row *row)
{
    const coding_core *core = &association->core;
    collected_cell cell = {0};
    collected_table *table;
    bool weighted = false;
    size_t number = 0;
    coding_status status;
    bool gap =
        coding_row_cell(row, core->n).length == 0 &&
        collect_is_matrix(association, coding_row_cell(row, core->table));

    /* Which items a cell of a matrix holds is no count of it. */
    if (coding_row_cell(row, core->code).length > 0)
        return CODING_OK;
    if (!gap && !coding_row_unsigned(row, core->n, &cell.n))
        return bad_count(association, row);
    status = read_weights(association, row, &cell, &weighted);
    if (status == CODING_OK)
        status =
            open_table(association, coding_row_cell(row, core->table), &number);
    if (status != CODING_OK)
        return status;
    table = &association->tables[number];
    table->weighted = table->weighted || weighted;
    table->has_gap = table->has_gap || gap;
    table->stratified =
        table->stratified || coding_row_cell(row, core->stratum).length > 0;
    return add_cell(association, table, row, cell);
}

/* `multi` and `multi2` rows stand before the tables they speak of. */
coding_status
collect_test(coding_association *association, const coding_row *row)
{
    const coding_core *core = &association->core;
    coding_span statistic = coding_row_cell(row, core->statistic);
    bool both = coding_span_is(statistic, "multi2");
    collected_multi made = {.both = both};
    coding_status status;

    if (coding_span_is(statistic, "p_chosen"))
        return diag_error(association->context, CODING_EUSAGE, "tests-twice",
                          place_of(row),
                          "the tables of this stream have been tested by an "
                          "earlier chisq");
    if (!both && !coding_span_is(statistic, "multi"))
        return collect_matrix_said(association, row);
    if (!coding_row_unsigned(row, core->value, &made.tables))
        made.tables = 0;
    status = arena_copy(&association->texts, coding_row_cell(row, core->table),
                        &made.name);
    if (status == CODING_OK)
        status = arena_copy(&association->texts,
                            coding_row_cell(row, core->row), &made.facet);
    if (status == CODING_OK)
        status = arena_copy(&association->texts,
                            coding_row_cell(row, core->column), &made.by);
    if (status == CODING_OK)
        status = BASE_GROW(association->context, &association->multis,
                           &association->multi_capacity,
                           association->multi_count + 1);
    if (status == CODING_OK)
        association->multis[association->multi_count++] = made;
    return status;
}

/* ---- from cells to a table ---- */

typedef struct {
    uint64_t *counts;
    double *weights, *squares;
    coding_span *rows, *columns, *strata;
} dense;

static coding_status
list_names(const map *names, arena *keep, coding_span **out)
{
    coding_status status = ARENA_ARRAY(keep, names->count, out);

    for (size_t i = 0; status == CODING_OK && i < names->count; i++)
        (*out)[i] = map_name(names, i);
    return status;
}

static coding_status
spread(const collected_table *table, arena *keep, dense *out)
{
    size_t rows = table->rows.count, columns = table->columns.count;
    size_t count = rows * columns * table->strata.count;
    coding_status status = ARENA_ARRAY(keep, count, &out->counts);

    if (status == CODING_OK)
        status = ARENA_ARRAY(keep, count, &out->weights);
    if (status == CODING_OK)
        status = ARENA_ARRAY(keep, count, &out->squares);
    if (status == CODING_OK)
        status = list_names(&table->rows, keep, &out->rows);
    if (status == CODING_OK)
        status = list_names(&table->columns, keep, &out->columns);
    if (status == CODING_OK)
        status = list_names(&table->strata, keep, &out->strata);
    for (size_t i = 0; status == CODING_OK && i < table->count; i++) {
        const collected_cell *cell = &table->cells[i];
        size_t at = (cell->stratum * rows + cell->row) * columns + cell->column;

        out->counts[at] += cell->n;
        out->weights[at] += cell->weight;
        out->squares[at] += cell->square;
    }
    return status;
}

coding_status
collect_analyse(coding_association *association, size_t number)
{
    const collected_table *table = &association->tables[number];
    double cells = (double)table->rows.count * (double)table->columns.count *
                   (double)table->strata.count;
    dense full = {0};
    bool testable = true;
    arena keep;
    coding_status status = collect_matrix_check(association, table->name,
                                                table->has_gap, &testable);

    if (status != CODING_OK || !testable)
        return status;
    if (cells > MOST_CELLS)
        return diag_error(association->context, CODING_EDATA, "table-too-large",
                          (diag_place){0},
                          "%.*s: %.0f cells; a table has at most %d",
                          DIAG_SPAN(table->name), cells, MOST_CELLS);
    arena_init(&keep, association->context);
    status = spread(table, &keep, &full);
    if (status == CODING_OK) {
        association_table made = {
            .name = table->name,
            .row_names = full.rows,
            .column_names = full.columns,
            .strata = full.strata,
            .rows = table->rows.count,
            .columns = table->columns.count,
            .stratum_count = table->stratified ? table->strata.count : 0,
            .counts = full.counts,
            .weights = table->weighted ? full.weights : NULL,
            .squares = table->weighted ? full.squares : NULL,
            .multi = table->multi};

        status = table_analyse(association, &made);
    }
    arena_clear(&keep);
    return status;
}

coding_status
collect_items(coding_association *association, size_t multi, arena *keep,
              coding_span **items, size_t *count)
{
    static const char cross[] = " x ";
    size_t tail = sizeof cross - 1 + association->multis[multi].by.length;
    coding_status status =
        ARENA_ARRAY(keep, association->table_names.count, items);

    *count = 0;
    for (size_t i = 0;
         status == CODING_OK && i < association->table_names.count; i++) {
        const collected_table *table = &association->tables[i];

        if (table->multi == multi && table->name.length > tail)
            (*items)[(*count)++] =
                (coding_span){table->name.at, table->name.length - tail};
    }
    return status;
}
