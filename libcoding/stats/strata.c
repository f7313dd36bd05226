/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A stratified table: what is kept of it and which tests it takes.
   See coding/stats_strata.h. */
#include "stats/strata.h"

#include <coding/stats_strata.h>

#include <math.h>

#include "base/diag.h"
#include "base/memory.h"
#include "stats/array.h"

/* Sums of products of totals and squared scores stay below 2^126. */
static const uint64_t LARGEST = (uint64_t)1 << 40;
static const size_t LONGEST = (size_t)1 << 20;

/* Which strata, rows and columns of the table as given are kept. */
typedef struct {
    const coding_stats_strata_counts *table;
    bool *strata, *rows, *columns;
} selection;

static uint64_t
count_at(const coding_stats_strata_counts *table, size_t k, size_t i, size_t j)
{
    return table->counts[(k * table->rows + i) * table->columns + j];
}

static coding_status
stratum_total(coding_context *context, const coding_stats_strata_counts *table,
              size_t k, uint64_t *out)
{
    uint64_t total = 0;

    for (size_t i = 0; i < table->rows; i++) {
        for (size_t j = 0; j < table->columns; j++) {
            uint64_t count = count_at(table, k, i, j);

            if (count >= LARGEST - total)
                return diag_error(
                    context, CODING_EDATA, "count-too-large", (diag_place){0},
                    "the counts of stratum %zu reach 2^40", k + 1);
            total += count;
        }
    }
    *out = total;
    return CODING_OK;
}

static coding_status
selection_fill(coding_context *context, selection *kept)
{
    const coding_stats_strata_counts *table = kept->table;
    coding_status status = CODING_OK;

    for (size_t k = 0; k < table->strata && status == CODING_OK; k++) {
        uint64_t total = 0;

        status = stratum_total(context, table, k, &total);
        kept->strata[k] = total >= 2;
        for (size_t i = 0; i < table->rows && total >= 2; i++) {
            for (size_t j = 0; j < table->columns; j++) {
                bool is_filled = count_at(table, k, i, j) > 0;

                kept->rows[i] = kept->rows[i] || is_filled;
                kept->columns[j] = kept->columns[j] || is_filled;
            }
        }
    }
    return status;
}

static coding_status
selection_open(coding_context *context, selection *kept)
{
    const coding_stats_strata_counts *table = kept->table;
    coding_status status = CODING_OK;

    if (table->rows > LONGEST || table->columns > LONGEST)
        return diag_error(context, CODING_EDATA, "count-too-large",
                          (diag_place){0},
                          "a table of %zu rows and %zu columns, expected at "
                          "most 2^20 of each",
                          table->rows, table->columns);
    status = STATS_ARRAY(context, table->strata, &kept->strata);
    if (status == CODING_OK)
        status = STATS_ARRAY(context, table->rows, &kept->rows);
    if (status == CODING_OK)
        status = STATS_ARRAY(context, table->columns, &kept->columns);
    if (status == CODING_OK)
        status = selection_fill(context, kept);
    return status;
}

static void
selection_close(coding_context *context, selection *kept)
{
    base_free(context, kept->strata);
    base_free(context, kept->rows);
    base_free(context, kept->columns);
}

static size_t
kept_count(const bool *flags, size_t count)
{
    size_t kept = 0;

    for (size_t i = 0; i < count && flags != NULL; i++)
        kept += flags[i];
    return kept;
}

static void
copy_kept(stats_strata *out, const selection *kept)
{
    const coding_stats_strata_counts *table = kept->table;
    uint64_t *to = out->counts;

    for (size_t k = 0; k < table->strata; k++)
        for (size_t i = 0; i < table->rows; i++)
            for (size_t j = 0; j < table->columns; j++)
                if (kept->strata[k] && kept->rows[i] && kept->columns[j])
                    *to++ = count_at(table, k, i, j);
}

static void
total_kept(stats_strata *table)
{
    const uint64_t *count = table->counts;

    for (size_t k = 0; k < table->strata; k++) {
        for (size_t i = 0; i < table->rows; i++) {
            for (size_t j = 0; j < table->columns; j++, count++) {
                table->row_totals[k * table->rows + i] += *count;
                table->column_totals[k * table->columns + j] += *count;
                table->totals[k] += *count;
            }
        }
    }
}

/* The category with the largest total over the strata. */
static size_t
fullest(const uint64_t *totals, size_t strata, size_t categories)
{
    size_t best = 0;
    double most = -1;

    for (size_t i = 0; i < categories; i++) {
        double sum = 0;

        for (size_t k = 0; k < strata; k++)
            sum += (double)totals[k * categories + i];
        if (sum > most) {
            most = sum;
            best = i;
        }
    }
    return best;
}

static coding_status
strata_open(coding_context *context, const selection *kept, stats_strata *out)
{
    const coding_stats_strata_counts *table = kept->table;
    coding_status status;

    out->context = context;
    out->strata = kept_count(kept->strata, table->strata);
    out->rows = kept_count(kept->rows, table->rows);
    out->columns = kept_count(kept->columns, table->columns);
    status = STATS_ARRAY(context, out->strata * out->rows * out->columns,
                         &out->counts);
    if (status == CODING_OK)
        status =
            STATS_ARRAY(context, out->strata * out->rows, &out->row_totals);
    if (status == CODING_OK)
        status = STATS_ARRAY(context, out->strata * out->columns,
                             &out->column_totals);
    if (status == CODING_OK)
        status = STATS_ARRAY(context, out->strata, &out->totals);
    if (status != CODING_OK)
        return status;
    copy_kept(out, kept);
    total_kept(out);
    out->main_row = fullest(out->row_totals, out->strata, out->rows);
    out->main_column = fullest(out->column_totals, out->strata, out->columns);
    return CODING_OK;
}

static void
strata_close(stats_strata *table)
{
    if (table->context == NULL)
        return;
    base_free(table->context, table->counts);
    base_free(table->context, table->row_totals);
    base_free(table->context, table->column_totals);
    base_free(table->context, table->totals);
}

static coding_status
deliver_all(const stats_strata *table, stats_delivery *to)
{
    coding_status status = CODING_OK;

    stats_deliver(to, "strata_used", (double)table->strata);
    if (table->rows == 2 && table->columns == 2)
        stats_strata_fourfold(table, to);
    else
        status = stats_strata_general(table, to);
    stats_strata_correlation(table, to);
    if (status == CODING_OK)
        status = stats_strata_row_means(table, to);
    return status;
}

coding_status
coding_stats_strata(coding_context *context,
                    const coding_stats_strata_counts *table,
                    const coding_figure_sink *sink)
{
    selection kept = {.table = table};
    stats_strata used = {0};
    stats_delivery to = {sink, CODING_OK};
    coding_status status = selection_open(context, &kept);

    if (status == CODING_OK)
        status = strata_open(context, &kept, &used);
    if (status == CODING_OK)
        status = deliver_all(&used, &to);
    strata_close(&used);
    selection_close(context, &kept);
    return status == CODING_OK ? to.status : status;
}
