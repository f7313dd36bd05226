/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Plain files: tables of counts, categories, strata. */
#include <coding/stats_gof.h>

#include <math.h>
#include <stdlib.h>

#include "association/association_inside.h"
#include "base/diag.h"
#include "base/memory.h"
#include "base/number.h"
#include "base/sentence.h"

/* ---- levels ---- */

static int
compare_names(const void *left, const void *right)
{
    const coding_span *a = left, *b = right;

    return coding_span_compare(*a, *b);
}

/* Numbers in order of first appearance, then of bytes. */
coding_status
plain_levels_of(plain_file *file, size_t column, plain_levels *out)
{
    map seen;
    coding_status status =
        ARENA_ARRAY(&file->whole.keep, file->whole.rows, &out->number);

    map_init(&seen, file->association->context);
    for (size_t i = 0; status == CODING_OK && i < file->whole.rows; i++)
        status = map_add(&seen, whole_cell(&file->whole, i, column),
                         &out->number[i]);
    out->count = seen.count;
    if (status == CODING_OK)
        status = ARENA_ARRAY(&file->whole.keep, seen.count, &out->names);
    for (size_t i = 0; status == CODING_OK && i < seen.count; i++)
        status =
            arena_copy(&file->whole.keep, map_name(&seen, i), &out->names[i]);
    if (status == CODING_OK)
        qsort(out->names, out->count, sizeof *out->names, compare_names);
    for (size_t i = 0; status == CODING_OK && i < file->whole.rows; i++) {
        coding_span cell = whole_cell(&file->whole, i, column);
        const coding_span *found = bsearch(&cell, out->names, out->count,
                                           sizeof *out->names, compare_names);

        out->number[i] = found == NULL ? 0 : (size_t)(found - out->names);
    }
    map_clear(&seen);
    return status;
}

/* The same in order of first appearance. */
static coding_status
levels_as_met(plain_file *file, size_t column, plain_levels *out)
{
    map seen;
    coding_status status =
        ARENA_ARRAY(&file->whole.keep, file->whole.rows, &out->number);

    map_init(&seen, file->association->context);
    for (size_t i = 0; status == CODING_OK && i < file->whole.rows; i++)
        status = map_add(&seen, whole_cell(&file->whole, i, column),
                         &out->number[i]);
    out->count = seen.count;
    if (status == CODING_OK)
        status = ARENA_ARRAY(&file->whole.keep, seen.count, &out->names);
    for (size_t i = 0; status == CODING_OK && i < seen.count; i++)
        status =
            arena_copy(&file->whole.keep, map_name(&seen, i), &out->names[i]);
    map_clear(&seen);
    return status;
}

/* ---- a table of counts ---- */

static coding_status
read_count(const plain_file *file, size_t row, size_t column, uint64_t *out)
{
    if (number_to_unsigned(whole_cell(&file->whole, row, column), out))
        return CODING_OK;
    return whole_bad_cell(&file->whole, "count-invalid", row, column,
                          "a whole number of 0 or more");
}

/* The counts themselves, so that a workbook can show the table. */
static coding_status
give_cells(const plain_file *file, const association_table *table)
{
    coding_association *association = file->association;
    const coding_core *out = &association->out;
    size_t count = table->rows * table->columns;
    coding_status status = CODING_OK;

    if (table->stratum_count > 0)
        count *= table->stratum_count;
    for (size_t i = 0; status == CODING_OK && i < count; i++) {
        coding_cells *cells = association->cells;

        coding_cells_begin(cells, CODING_RECORD_CELL);
        coding_cells_text(cells, out->table, table->name);
        coding_cells_text(cells, out->row,
                          table->row_names[i / table->columns % table->rows]);
        coding_cells_text(cells, out->column,
                          table->column_names[i % table->columns]);
        if (table->stratum_count > 0)
            coding_cells_text(cells, out->stratum,
                              table->strata[i / table->columns / table->rows]);
        coding_cells_unsigned(cells, out->n, table->counts[i]);
        status = coding_cells_give(cells, association->sink);
    }
    return status;
}

static coding_status
analyse(const plain_file *file, const association_table *table)
{
    coding_status status = give_cells(file, table);

    return status == CODING_OK ? table_analyse(file->association, table)
                               : status;
}

static coding_status
label_twice(const plain_file *file, const char *what, coding_span label,
            size_t line)
{
    return diag_error(file->association->context, CODING_EDATA, "label-twice",
                      (diag_place){.file = file->whole.path, .line = line},
                      "%s '%.*s' is there already; its figures could not be "
                      "told apart",
                      what, DIAG_SPAN(label));
}

/* Every row and every column has a label of its own. */
static coding_status
check_labels(const plain_file *file)
{
    const whole_table *whole = &file->whole;
    coding_status status = CODING_OK;
    size_t number;
    map seen;

    map_init(&seen, file->association->context);
    for (size_t i = 0; status == CODING_OK && i < whole->rows; i++) {
        status = map_add(&seen, whole_cell(whole, i, 0), &number);
        if (status == CODING_OK && number < i)
            status = label_twice(file, "row", whole_cell(whole, i, 0),
                                 whole->lines[i]);
    }
    map_clear(&seen);
    map_init(&seen, file->association->context);
    for (size_t j = 1; status == CODING_OK && j < whole->columns; j++) {
        status = map_add(&seen, whole->names[j], &number);
        if (status == CODING_OK && number < j - 1)
            status = label_twice(file, "column", whole->names[j], 1);
    }
    map_clear(&seen);
    return status;
}

static coding_status
read_table(plain_file *file)
{
    coding_span *labels = NULL;
    uint64_t *counts = NULL;
    size_t columns = file->whole.columns - 1;
    coding_status status =
        whole_need(&file->whole, 2, "a label and one or more counts");

    if (status == CODING_OK)
        status = check_labels(file);
    if (status == CODING_OK)
        status = ARENA_ARRAY(&file->whole.keep, file->whole.rows, &labels);
    if (status == CODING_OK)
        status =
            ARENA_ARRAY(&file->whole.keep, file->whole.rows * columns, &counts);
    for (size_t i = 0; status == CODING_OK && i < file->whole.rows; i++) {
        labels[i] = whole_cell(&file->whole, i, 0);
        for (size_t j = 0; status == CODING_OK && j < columns; j++)
            status = read_count(file, i, j + 1, &counts[i * columns + j]);
    }
    if (status == CODING_OK) {
        const association_table table = {.name = file->table,
                                         .row_names = labels,
                                         .column_names = file->whole.names + 1,
                                         .rows = file->whole.rows,
                                         .columns = columns,
                                         .counts = counts,
                                         .multi = ASSOCIATION_NONE};

        status = analyse(file, &table);
    }
    return status;
}

static coding_status
read_strata(plain_file *file)
{
    plain_levels strata = {0}, rows = {0}, columns = {0};
    uint64_t *counts = NULL;
    coding_status status =
        whole_need(&file->whole, 4, "stratum, row, col and count");

    if (status == CODING_OK)
        status = levels_as_met(file, 0, &strata);
    if (status == CODING_OK)
        status = levels_as_met(file, 1, &rows);
    if (status == CODING_OK)
        status = levels_as_met(file, 2, &columns);
    if (status == CODING_OK)
        status =
            ARENA_ARRAY(&file->whole.keep,
                        strata.count * rows.count * columns.count, &counts);
    for (size_t i = 0; status == CODING_OK && i < file->whole.rows; i++) {
        uint64_t count = 0;

        status = read_count(file, i, 3, &count);
        counts[(strata.number[i] * rows.count + rows.number[i]) *
                   columns.count +
               columns.number[i]] += count;
    }
    if (status == CODING_OK) {
        const association_table table = {.name = file->table,
                                         .row_names = rows.names,
                                         .column_names = columns.names,
                                         .strata = strata.names,
                                         .rows = rows.count,
                                         .columns = columns.count,
                                         .stratum_count = strata.count,
                                         .counts = counts,
                                         .multi = ASSOCIATION_NONE};

        status = analyse(file, &table);
    }
    return status;
}

/* ---- many 2 x 2 tables ---- */

static coding_status
name_twice(const plain_file *file, size_t row, size_t before)
{
    coding_span name = whole_cell(&file->whole, row, 0);
    diag_place place = {.file = file->whole.path,
                        .line = file->whole.lines[row]};

    return diag_error(file->association->context, CODING_EDATA, "table-twice",
                      place, "table '%.*s' has a row already, line %zu",
                      DIAG_SPAN(name), file->whole.lines[before]);
}

static coding_status
analyse_fourfold(const plain_file *file, size_t row)
{
    static const coding_span rows[] = {{"row 1", 5}, {"row 2", 5}};
    static const coding_span columns[] = {{"column 1", 8}, {"column 2", 8}};
    uint64_t counts[4];
    const association_table table = {.name = whole_cell(&file->whole, row, 0),
                                     .row_names = rows,
                                     .column_names = columns,
                                     .rows = 2,
                                     .columns = 2,
                                     .counts = counts,
                                     .multi = ASSOCIATION_NONE};
    coding_status status = CODING_OK;

    for (size_t i = 0; status == CODING_OK && i < 4; i++)
        status = read_count(file, row, i + 1, &counts[i]);
    return status == CODING_OK ? analyse(file, &table) : status;
}

static coding_status
read_fourfold(plain_file *file)
{
    map seen;
    coding_status status = whole_need(
        &file->whole, 5,
        "the table's name, two counts of its row 1 and two of its row 2");

    map_init(&seen, file->association->context);
    for (size_t i = 0; status == CODING_OK && i < file->whole.rows; i++) {
        size_t number = 0;

        status = map_add(&seen, whole_cell(&file->whole, i, 0), &number);
        if (status == CODING_OK && number < i)
            status = name_twice(file, i, number);
        if (status == CODING_OK)
            status = analyse_fourfold(file, i);
    }
    map_clear(&seen);
    return status;
}

/* ---- goodness of fit ---- */

static coding_status
speak_gof(const plain_file *file, const ledger *kept, double n)
{
    const sentence_test test = {"chi2", ledger_value(kept, "x2_df"), n,
                                ledger_value(kept, "x2")};
    buffer *out = &file->association->words;
    coding_status status = CODING_OK;

    if (isnan(test.value))
        return CODING_OK;
    for (size_t style = 0; status == CODING_OK && style < 2; style++) {
        sentence_add_test(out, style == 0 ? SENTENCE_UNICODE : SENTENCE_ASCII,
                          &test);
        buffer_add_text(out, ", ");
        sentence_add_p(out, ledger_value(kept, "x2_p"));
        buffer_add_text(out, ", w = ");
        sentence_add_fixed(out, ledger_value(kept, "cohen_w"), 2,
                           SENTENCE_FREE);
        status = report_sentence(file->association, file->table,
                                 style == 0 ? "apa" : "apa_ascii",
                                 (coding_span){NULL, 0});
    }
    return status;
}

/* Whether the chi-square curve fits. */
static coding_status
say_expected(const plain_file *file, const coding_stats_oneway *data, double n)
{
    buffer *out = &file->association->words;
    double least = HUGE_VAL;
    size_t low = 0;

    for (size_t i = 0; i < data->categories; i++) {
        double share = data->probabilities != NULL
                           ? data->probabilities[i]
                           : 1 / (double)data->categories;

        least = fmin(least, n * share);
        low += n * share < 5;
    }
    buffer_add_text(out, "expected counts: smallest ");
    sentence_add_fixed(out, least, 2, SENTENCE_FREE);
    buffer_add_text(out, ", ");
    buffer_add_unsigned(out, low);
    buffer_add_text(out, " of ");
    buffer_add_unsigned(out, data->categories);
    buffer_add_text(out, " below 5; the test asks for at least 1, and 5 in "
                         "four of five categories");
    return report_sentence(file->association, file->table, "assumption",
                           (coding_span){NULL, 0});
}

static coding_status
test_gof(const plain_file *file, const coding_stats_oneway *data,
         const coding_span *labels)
{
    const association_table table = {.name = file->table,
                                     .multi = ASSOCIATION_NONE};
    ledger kept;
    report_figures figures = {.association = file->association,
                              .table = file->table,
                              .row_names = labels,
                              .kept = &kept};
    coding_figure_sink sink = report_sink(&figures);
    double n = 0;
    coding_status status;

    for (size_t i = 0; i < data->categories; i++)
        n += (double)data->counts[i];
    ledger_init(&kept, file->association->context);
    status = coding_stats_gof(file->association->context, data, &sink);
    if (status == CODING_OK)
        status = family_keep(file->association, &table, "Pearson's chi-square",
                             ledger_value(&kept, "x2_p"));
    if (status == CODING_OK)
        status = speak_gof(file, &kept, n);
    if (status == CODING_OK)
        status = say_expected(file, data, n);
    ledger_clear(&kept);
    return status;
}

static coding_status
read_gof(plain_file *file)
{
    coding_span *labels = NULL;
    uint64_t *counts = NULL;
    double *shares = NULL;
    bool given = file->whole.columns > 2;
    coding_status status =
        whole_need(&file->whole, 2,
                   "category, count and, unless all are equal, probability");

    if (status == CODING_OK)
        status = ARENA_ARRAY(&file->whole.keep, file->whole.rows, &labels);
    if (status == CODING_OK)
        status = ARENA_ARRAY(&file->whole.keep, file->whole.rows, &counts);
    if (status == CODING_OK)
        status = ARENA_ARRAY(&file->whole.keep, file->whole.rows, &shares);
    for (size_t i = 0; status == CODING_OK && i < file->whole.rows; i++) {
        labels[i] = whole_cell(&file->whole, i, 0);
        status = read_count(file, i, 1, &counts[i]);
        if (status == CODING_OK && given &&
            !number_to_double(whole_cell(&file->whole, i, 2), &shares[i]))
            status =
                whole_bad_cell(&file->whole, "count-invalid", i, 2, "a number");
    }
    if (status == CODING_OK) {
        const coding_stats_oneway data = {counts, given ? shares : NULL,
                                          file->whole.rows};

        status = test_gof(file, &data, labels);
    }
    return status;
}

coding_status
coding_association_read(coding_association *association,
                        coding_association_input form, const char *path,
                        const coding_span *bytes)
{
    static coding_status (*const readers[])(plain_file * file) = {
        [CODING_ASSOCIATION_TABLE] = read_table,
        [CODING_ASSOCIATION_GOF] = read_gof,
        [CODING_ASSOCIATION_STRATA] = read_strata,
        [CODING_ASSOCIATION_MULTI] = plain_multi,
        [CODING_ASSOCIATION_MULTI2] = plain_multi2,
        [CODING_ASSOCIATION_RANKED] = plain_ranked,
        [CODING_ASSOCIATION_WEIGHTED] = plain_weighted,
        [CODING_ASSOCIATION_FOURFOLD] = read_fourfold};
    plain_file file = {.association = association};
    coding_status status = report_meta(association);

    if (status == CODING_OK)
        status = whole_open(association->context, path, bytes, &file.whole);
    file.table = file.whole.title;
    if (status == CODING_OK)
        status = readers[form](&file);
    whole_close(&file.whole);
    return status;
}
