/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Contingency tables and figures of tests. See workbook/results.h. */
#include "workbook/results.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"

/* ---- tables ---- */

static size_t
place_in(const coding_span *labels, size_t count, coding_span label)
{
    size_t at = 0;

    while (at < count && !coding_span_equal(labels[at], label))
        at++;
    return at;
}

/* Cells of one table and stratum, which stand together. */
static size_t
count_run(const model *found, size_t from)
{
    const model_cell *cells = found->cells;
    size_t to = from;

    while (to < found->cell_count &&
           coding_span_equal(cells[to].table, cells[from].table) &&
           coding_span_equal(cells[to].stratum, cells[from].stratum))
        to++;
    return to - from;
}

static coding_status
fill_table(results *all, size_t from, size_t count, result_table *table)
{
    const model_cell *cells = all->found->cells + from;
    coding_status status = ARENA_ARRAY(&all->keep, count, &table->rows);

    if (status == CODING_OK)
        status = ARENA_ARRAY(&all->keep, count, &table->columns);
    if (status != CODING_OK)
        return status;
    table->name = cells[0].table;
    table->stratum = cells[0].stratum;
    for (size_t i = 0; i < count; i++) {
        if (place_in(table->rows, table->row_count, cells[i].row) ==
            table->row_count)
            table->rows[table->row_count++] = cells[i].row;
        if (place_in(table->columns, table->column_count, cells[i].column) ==
            table->column_count)
            table->columns[table->column_count++] = cells[i].column;
    }
    status = ARENA_ARRAY(&all->keep, table->row_count * table->column_count,
                         &table->counts);
    if (status != CODING_OK)
        return status;
    for (size_t i = 0; i < table->row_count * table->column_count; i++)
        table->counts[i] = (double)NAN;
    for (size_t i = 0; i < count; i++)
        table->counts[place_in(table->rows, table->row_count, cells[i].row) *
                          table->column_count +
                      place_in(table->columns, table->column_count,
                               cells[i].column)] = cells[i].n;
    table->is_full = true;
    for (size_t i = 0; i < table->row_count * table->column_count; i++)
        if (!(table->counts[i] >= 0) ||
            table->counts[i] > floor(table->counts[i]))
            table->is_full = false;
    return CODING_OK;
}

static coding_status
find_tables(results *all)
{
    const model *found = all->found;
    size_t runs = 0;
    coding_status status = CODING_OK;

    for (size_t i = 0; i < found->cell_count; i += count_run(found, i))
        runs++;
    status = ARENA_ARRAY(&all->keep, runs + 1, &all->tables);
    for (size_t i = 0; status == CODING_OK && i < found->cell_count;) {
        size_t count = count_run(found, i);

        status = fill_table(all, i, count, &all->tables[all->table_count++]);
        i += count;
    }
    return status;
}

/* ---- figures ---- */

static coding_status
chain_figures(results *all)
{
    const model *found = all->found;
    size_t *last = NULL, capacity = 0;
    coding_status status =
        ARENA_ARRAY(&all->keep, found->test_count + 1, &all->next);

    for (size_t i = 0; status == CODING_OK && i < found->test_count; i++) {
        size_t number = 0, before = all->names.count;

        status = map_add(&all->names, found->tests[i].table, &number);
        if (status == CODING_OK)
            status = BASE_GROW(found->context, &all->first,
                               &all->first_capacity, number + 1);
        if (status == CODING_OK)
            status = BASE_GROW(found->context, &last, &capacity, number + 1);
        if (status != CODING_OK)
            break;
        all->next[i] = MODEL_NONE;
        if (number == before)
            all->first[number] = i;
        else
            all->next[last[number]] = i;
        last[number] = i;
    }
    base_free(found->context, last);
    return status;
}

coding_status
results_init(results *all, const model *found)
{
    coding_status status;

    *all = (results){.found = found};
    arena_init(&all->keep, found->context);
    map_init(&all->names, found->context);
    status = find_tables(all);
    if (status == CODING_OK)
        status = chain_figures(all);
    return status;
}

void
results_clear(results *all)
{
    if (all->found == NULL)
        return;
    arena_clear(&all->keep);
    map_clear(&all->names);
    base_free(all->found->context, all->first);
}

const model_test *
results_next(const results *all, coding_span table, const model_test *before)
{
    size_t at;

    if (before != NULL) {
        at = all->next[before - all->found->tests];
    } else {
        size_t number = map_find(&all->names, table);

        at = number != MAP_NONE ? all->first[number] : MODEL_NONE;
    }
    return at != MODEL_NONE ? &all->found->tests[at] : NULL;
}

const model_test *
results_find(const results *all, coding_span table, const char *statistic,
             coding_span row, coding_span column)
{
    const model_test *at = NULL;

    while ((at = results_next(all, table, at)) != NULL)
        if (coding_span_is(at->statistic, statistic) &&
            (row.length == 0 || coding_span_equal(row, at->row)) &&
            (column.length == 0 || coding_span_equal(column, at->column)))
            return at;
    return NULL;
}

double
results_value(const results *all, coding_span table, const char *statistic)
{
    static const coding_span any = {NULL, 0};
    const model_test *found = results_find(all, table, statistic, any, any);

    return found != NULL ? found->value : (double)NAN;
}

/* Whether a label of a family speaks of a table: it is the table's name, or
   its item's: "governance" of the family "factor x side: named" speaks of
   "governance x side". */
static bool
is_label_of(coding_span family, coding_span label, coding_span table)
{
    coding_span rest;

    if (label.length == 0 || label.length > table.length ||
        memcmp(label.at, table.at, label.length) != 0)
        return false;
    if (label.length == table.length)
        return true;
    rest = (coding_span){table.at + label.length, table.length - label.length};
    if (rest.length < 4 || memcmp(rest.at, " x ", 3) != 0)
        return false;
    for (size_t i = 0; i + rest.length <= family.length; i++)
        if (memcmp(family.at + i, rest.at, rest.length) == 0 &&
            (i + rest.length == family.length ||
             family.at[i + rest.length] == ':'))
            return true;
    return false;
}

double
results_adjusted(const results *all, coding_span table, const char *statistic)
{
    double found = (double)NAN;

    for (size_t n = 0; n < all->names.count; n++) {
        const model_test *at = NULL;
        coding_span family = map_name(&all->names, n);

        if (isnan(results_value(all, family, "family_size")))
            continue;
        while ((at = results_next(all, family, at)) != NULL)
            if (coding_span_is(at->statistic, statistic) &&
                is_label_of(family, at->row, table))
                found = at->value;
    }
    return found;
}
