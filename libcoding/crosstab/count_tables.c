/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Counting respondents into tables, and the rows that say the result. */
#include <math.h>
#include <string.h>

#include "base/diag.h"
#include "base/memory.h"
#include "crosstab/crosstab_inside.h"

enum { MOST_CELLS = 10000000 };

/* "ROWS x COLUMNS" */
static coding_status
pair_name(coding_crosstab *crosstab, coding_span rows, coding_span columns,
          coding_span *out)
{
    coding_status status;
    buffer name;

    buffer_init(&name, crosstab->context);
    buffer_add(&name, rows);
    buffer_add_text(&name, " x ");
    buffer_add(&name, columns);
    status = buffer_status(&name);
    if (status == CODING_OK)
        status = arena_copy(&crosstab->texts, buffer_span(&name), out);
    buffer_free(&name);
    return status;
}

static const variable *
stratum_of(const coding_crosstab *crosstab)
{
    return crosstab->strata_count > 0 ? crosstab->strata[0].items : NULL;
}

static coding_status
read_weights(coding_crosstab *crosstab)
{
    const char *name = crosstab->options->weight;
    const attribute *from;
    coding_status status;

    if (name == NULL)
        return CODING_OK;
    from = attribute_find(
        crosstab,
        coding_span_of(strncmp(name, "attr:", 5) == 0 ? name + 5 : name));
    if (from == NULL)
        return diag_error(crosstab->context, CODING_EUSAGE, "variable-unknown",
                          (diag_place){0},
                          "-w %s: no such attribute or variable", name);
    status = ARENA_ARRAY(&crosstab->texts, crosstab->people.count,
                         &crosstab->weight);
    for (size_t i = 0; status == CODING_OK && i < crosstab->people.count; i++) {
        coding_span cell = map_name(&from->cells, from->values[i]);
        const coding_row row = {.cells = &cell};

        if (!coding_row_number(&row, 0, &crosstab->weight[i]) ||
            crosstab->weight[i] < 0)
            status = diag_error(
                crosstab->context, CODING_EDATA, "weight-invalid",
                (diag_place){0},
                "respondent %.*s: weight \"%.*s\" is not a number of 0 or more",
                DIAG_SPAN(map_name(&crosstab->people, i)), DIAG_SPAN(cell));
    }
    return status;
}

static void
count_people(const coding_crosstab *crosstab, contingency *table)
{
    const variable *stratum = stratum_of(crosstab);
    size_t rows = table->rows->level_count;
    size_t columns = table->columns->level_count;

    table->read = crosstab->people.count;
    for (size_t i = 0; i < crosstab->people.count; i++) {
        uint32_t r = table->rows->values[i], c = table->columns->values[i];
        uint32_t s = stratum != NULL ? stratum->values[i] : 0;
        double weight = crosstab->weight != NULL ? crosstab->weight[i] : 1.0;
        size_t cell;

        table->missing_row += r == LEVEL_NONE;
        table->missing_column += c == LEVEL_NONE;
        table->missing_stratum += s == LEVEL_NONE;
        if (r == LEVEL_NONE || c == LEVEL_NONE || s == LEVEL_NONE)
            continue;
        cell = (s * rows + r) * columns + c;
        table->used++;
        table->counts[cell]++;
        table->weights[cell] += weight;
        table->squares[cell] += weight * weight;
    }
}

static coding_status
fill(coding_crosstab *crosstab, contingency *table)
{
    const variable *stratum = stratum_of(crosstab);
    double cells = (double)table->rows->level_count *
                   (double)table->columns->level_count *
                   (stratum != NULL ? (double)stratum->level_count : 1.0);
    size_t count = (size_t)cells;
    coding_status status;

    if (cells > MOST_CELLS)
        return diag_error(crosstab->context, CODING_EDATA, "table-too-large",
                          (diag_place){0},
                          "%.*s: %.0f cells; a table has at most %d",
                          DIAG_SPAN(table->name), cells, MOST_CELLS);
    status = ARENA_ARRAY(&crosstab->texts, count, &table->counts);
    if (status == CODING_OK)
        status = ARENA_ARRAY(&crosstab->texts, count, &table->weights);
    if (status == CODING_OK)
        status = ARENA_ARRAY(&crosstab->texts, count, &table->squares);
    if (status != CODING_OK)
        return status;
    count_people(crosstab, table);
    if (table->used == 0)
        return diag_error(crosstab->context, CODING_EDATA, "table-empty",
                          (diag_place){0},
                          "%.*s: nobody has a value in both; %zu respondents "
                          "were read",
                          DIAG_SPAN(table->name), crosstab->people.count);
    return CODING_OK;
}

/* ---- rows ---- */

static coding_status
give_cell(coding_crosstab *crosstab, const contingency *table, size_t cell)
{
    const variable *stratum = stratum_of(crosstab);
    size_t columns = table->columns->level_count;
    size_t rows = table->rows->level_count;
    coding_cells *cells = crosstab->cells;
    const coding_columns *made;
    coding_core core;

    coding_cells_begin(cells, CODING_RECORD_CELL);
    made = coding_cells_row(cells)->columns;
    core = coding_core_of(made);
    coding_cells_text(cells, core.table, table->name);
    coding_cells_text(cells, core.row,
                      table->rows->levels[cell / columns % rows]);
    coding_cells_text(cells, core.column,
                      table->columns->levels[cell % columns]);
    if (stratum != NULL)
        coding_cells_text(cells, core.stratum,
                          stratum->levels[cell / columns / rows]);
    coding_cells_unsigned(cells, core.n, table->counts[cell]);
    if (crosstab->weight != NULL) {
        coding_cells_number(cells, core.weight, table->weights[cell]);
        coding_cells_number(cells, core.weight2, table->squares[cell]);
    }
    return coding_cells_give(cells, crosstab->sink);
}

typedef struct {
    const char *statistic;
    coding_span row, column, text;
    uint64_t value;
} figure;

static coding_status
give_figure(coding_crosstab *crosstab, coding_span table, figure found)
{
    coding_cells *cells = crosstab->cells;
    coding_core core;

    coding_cells_begin(cells, CODING_RECORD_TEST);
    core = coding_core_of(coding_cells_row(cells)->columns);
    coding_cells_text(cells, core.table, table);
    coding_cells_text(cells, core.statistic, coding_span_of(found.statistic));
    coding_cells_text(cells, core.row, found.row);
    coding_cells_text(cells, core.column, found.column);
    coding_cells_text(cells, core.text, found.text);
    coding_cells_unsigned(cells, core.value, found.value);
    return coding_cells_give(cells, crosstab->sink);
}

/* How many are missing for each reason. */
static coding_status
give_reasons(coding_crosstab *crosstab, coding_span table,
             const variable *missing)
{
    coding_status status = CODING_OK;

    for (size_t k = 0; status == CODING_OK && k < missing->reason_count; k++) {
        uint64_t count = 0;

        for (size_t i = 0; i < crosstab->people.count; i++)
            count +=
                missing->values[i] == LEVEL_NONE && missing->reasons[i] == k;
        if (count > 0)
            status = give_figure(crosstab, table,
                                 (figure){.statistic = "missing",
                                          .row = missing->name,
                                          .column = missing->reason_names[k],
                                          .value = count});
    }
    return status;
}

static coding_status
give_table(coding_crosstab *crosstab, const contingency *table)
{
    const variable *stratum = stratum_of(crosstab);
    size_t count = table->rows->level_count * table->columns->level_count *
                   (stratum != NULL ? stratum->level_count : 1);
    const figure figures[] = {
        {.statistic = "rows_read", .value = table->read},
        {.statistic = "rows_used", .value = table->used},
        {.statistic = "rows_missing", .value = table->read - table->used},
        {.statistic = "missing_row_var", .value = table->missing_row},
        {.statistic = "missing_col_var", .value = table->missing_column}};
    coding_status status = CODING_OK;

    for (size_t i = 0; status == CODING_OK && i < count; i++)
        status = give_cell(crosstab, table, i);
    for (size_t i = 0;
         status == CODING_OK && i < sizeof figures / sizeof *figures; i++)
        status = give_figure(crosstab, table->name, figures[i]);
    if (status == CODING_OK)
        status = give_reasons(crosstab, table->name, table->rows);
    if (status == CODING_OK)
        status = give_reasons(crosstab, table->name, table->columns);
    if (status == CODING_OK && stratum != NULL)
        status = give_reasons(crosstab, table->name, stratum);
    return status;
}

/* Several answers a respondent: the tables of a family are not independent,
   and must never be pooled. */
static coding_status
give_multi(coding_crosstab *crosstab, const family *rows, const family *by)
{
    static const char warning[] =
        "respondents may be in several rows: test each item, or all jointly "
        "over respondents; never the pooled mentions";
    coding_span name = {NULL, 0};
    coding_status status;

    if (!rows->multi && !by->multi)
        return CODING_OK;
    status = pair_name(crosstab, rows->name, by->name, &name);
    if (status != CODING_OK)
        return status;
    return give_figure(
        crosstab, name,
        (figure){.statistic = rows->multi && by->multi ? "multi2" : "multi",
                 .row = rows->multi ? rows->name : by->name,
                 .column = rows->multi ? by->name : rows->name,
                 .value = rows->count * by->count,
                 .text = coding_span_of(warning)});
}

static coding_status
make_pair(coding_crosstab *crosstab, const family *rows, const family *by)
{
    coding_status status = give_multi(crosstab, rows, by);

    for (size_t r = 0; status == CODING_OK && r < rows->count; r++) {
        for (size_t c = 0; status == CODING_OK && c < by->count; c++) {
            contingency *table = &crosstab->tables[crosstab->table_count++];

            table->rows = &rows->items[r];
            table->columns = &by->items[c];
            table->row_family = rows;
            table->column_family = by;
            status = crosstab->options->name != NULL
                         ? arena_copy(&crosstab->texts,
                                      coding_span_of(crosstab->options->name),
                                      &table->name)
                         : pair_name(crosstab, table->rows->name,
                                     table->columns->name, &table->name);
            if (status == CODING_OK)
                status = fill(crosstab, table);
            if (status == CODING_OK)
                status = give_table(crosstab, table);
        }
    }
    return status;
}

coding_status
tables_make(coding_crosstab *crosstab)
{
    coding_status status = read_weights(crosstab);

    if (status == CODING_OK && crosstab->options->name != NULL &&
        crosstab->table_total > 1)
        return diag_error(crosstab->context, CODING_EUSAGE, "table-name-many",
                          (diag_place){0},
                          "--name %s: there are %zu tables; a name is for one",
                          crosstab->options->name, crosstab->table_total);
    if (status == CODING_OK)
        status = ARENA_ARRAY(&crosstab->texts, crosstab->table_total,
                             &crosstab->tables);
    for (size_t r = 0; status == CODING_OK && r < crosstab->row_count; r++)
        for (size_t c = 0; status == CODING_OK && c < crosstab->by_count; c++)
            status = make_pair(crosstab, &crosstab->rows[r], &crosstab->by[c]);
    return status;
}
