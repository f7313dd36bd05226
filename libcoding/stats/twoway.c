/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The analysis of a two-way table, from the table given to its figures.
   See coding/stats_twoway.h. */
#include "stats/twoway.h"

#include <stdlib.h>

#include "base/diag.h"
#include "base/memory.h"
#include "stats/array.h"
#include "stats/distribution.h"

static coding_status
too_large(coding_context *context)
{
    return diag_error(context, CODING_EDATA, "table-too-large", (diag_place){0},
                      "the total of the table is above %llu",
                      (unsigned long long)CODING_STATS_COUNT_MAX);
}

/* The totals of the table as given, into sums: rows, then columns. */
static coding_status
add_up(coding_context *context, const coding_stats_table *given, uint64_t *sums,
       uint64_t *n)
{
    uint64_t *columns = sums + given->rows;

    *n = 0;
    for (size_t i = 0; i < given->rows; i++) {
        for (size_t j = 0; j < given->columns; j++) {
            uint64_t count = given->counts[i * given->columns + j];

            if (count > CODING_STATS_COUNT_MAX - *n)
                return too_large(context);
            *n += count;
            sums[i] += count;
            columns[j] += count;
        }
    }
    return CODING_OK;
}

/* The places of the totals that are not 0, and these totals. */
static size_t
keep(const uint64_t *sums, size_t count, uint64_t *totals, uint64_t *places)
{
    size_t kept = 0;

    for (size_t i = 0; i < count; i++) {
        if (sums[i] == 0)
            continue;
        totals[kept] = sums[i];
        places[kept++] = i + 1;
    }
    return kept;
}

coding_status
stats_twoway_open(coding_context *context, const coding_stats_table *given,
                  stats_twoway *out)
{
    size_t margins = given->rows + given->columns;
    size_t cells = given->rows * given->columns;
    uint64_t *block = NULL;
    uint64_t *totals;
    uint64_t *places;
    uint64_t *counts;
    coding_status status = STATS_ARRAY(context, cells + 3 * margins, &block);

    *out = (stats_twoway){.context = context,
                          .given_rows = given->rows,
                          .given_columns = given->columns,
                          .counts = block,
                          .memory = block};
    if (status == CODING_OK)
        status = add_up(context, given, block + cells, &out->n);
    if (status != CODING_OK)
        return status;
    counts = block;
    totals = block + cells + margins;
    places = totals + margins;
    out->rows = keep(block + cells, given->rows, totals, places);
    out->columns = keep(block + cells + given->rows, given->columns,
                        totals + given->rows, places + given->rows);
    out->row_totals = totals;
    out->column_totals = totals + given->rows;
    out->row_places = places;
    out->column_places = places + given->rows;
    for (size_t i = 0; i < out->rows; i++)
        for (size_t j = 0; j < out->columns; j++)
            *counts++ =
                given->counts[(out->row_places[i] - 1) * given->columns +
                              out->column_places[j] - 1];
    out->x2 = stats_twoway_x2(out);
    return CODING_OK;
}

void
stats_twoway_close(stats_twoway *table)
{
    base_free(table->context, table->memory);
}

double
stats_twoway_df(const stats_twoway *table)
{
    if (table->rows == 0)
        return 0;
    return (double)(table->rows - 1) * (double)(table->columns - 1);
}

void
stats_twoway_deliver(const stats_twoway *table, stats_delivery *to,
                     const char *statistic, size_t row, size_t column,
                     double value)
{
    stats_deliver_at(to, statistic, (size_t)table->row_places[row],
                     (size_t)table->column_places[column], value);
}

static void
deliver_size(const stats_twoway *table, stats_delivery *to)
{
    stats_deliver(to, "n", (double)table->n);
    stats_deliver(to, "nrow", (double)table->given_rows);
    stats_deliver(to, "ncol", (double)table->given_columns);
    stats_deliver(to, "nrow_eff", (double)table->rows);
    stats_deliver(to, "ncol_eff", (double)table->columns);
}

/* Figures that need neither memory nor a choice. */
static void
deliver_closed(const stats_twoway *table, unsigned groups, stats_delivery *to)
{
    static const struct {
        unsigned group;
        void (*part)(const stats_twoway *table, stats_delivery *to);
    } parts[] = {
        {CODING_STATS_CHISQ, stats_twoway_chisq},
        {CODING_STATS_EXPECTED, stats_twoway_expected},
        {CODING_STATS_DIVERGENCE, stats_twoway_divergence},
        {CODING_STATS_EFFECT, stats_twoway_effect},
        {CODING_STATS_EFFECT_LIMITS, stats_twoway_effect_limits},
        {CODING_STATS_PREDICTION, stats_twoway_prediction},
        {CODING_STATS_RISK, stats_twoway_risk},
        {CODING_STATS_FISHER, stats_twoway_fisher},
        {CODING_STATS_FISHER_ODDS, stats_twoway_fisher_odds},
        {CODING_STATS_ORDINAL, stats_twoway_scores},
    };

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if ((groups & parts[i].group) != 0 && to->status == CODING_OK)
            parts[i].part(table, to);
}

static coding_status
deliver_all(const stats_twoway *table,
            const coding_stats_twoway_options *options, stats_delivery *to)
{
    unsigned groups = options->groups;
    coding_status status = CODING_OK;

    if (groups == 0)
        groups = CODING_STATS_USUAL;
    deliver_size(table, to);
    deliver_closed(table, groups, to);
    if ((groups & CODING_STATS_ORDINAL) != 0)
        status = stats_twoway_concordance(table, to);
    if (status == CODING_OK && (groups & CODING_STATS_MATCHED) != 0)
        status = stats_twoway_matched(table, to);
    if (status == CODING_OK &&
        (groups & (CODING_STATS_FISHER | CODING_STATS_EXACT)) != 0)
        status = stats_twoway_exact(table, groups, options->exact_work, to);
    if (status == CODING_OK && (groups & CODING_STATS_MONTE_CARLO) != 0)
        status = stats_twoway_monte_carlo(table, options, to);
    if (status == CODING_OK && (groups & CODING_STATS_CELLS) != 0)
        stats_twoway_cells(table, to);
    if (status == CODING_OK && (groups & CODING_STATS_CELL_P) != 0)
        status = stats_twoway_cell_p(table, to);
    return status == CODING_OK ? to->status : status;
}

coding_status
coding_stats_twoway(coding_context *context, const coding_stats_table *table,
                    const coding_stats_twoway_options *options,
                    const coding_figure_sink *sink)
{
    const coding_stats_twoway_options none = {0};
    stats_delivery to = {sink, CODING_OK};
    stats_twoway kept;
    coding_status status = stats_twoway_open(context, table, &kept);

    if (status == CODING_OK)
        status = deliver_all(&kept, options != NULL ? options : &none, &to);
    stats_twoway_close(&kept);
    return status;
}
