/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A weighted two-way table. See coding/stats_weighted.h. */
#include "stats/weighted.h"

#include <math.h>

#include "base/diag.h"
#include "base/memory.h"
#include "stats/array.h"

static coding_status
check(coding_context *context, const coding_stats_weighted_data *data)
{
    double sum = 0;

    for (size_t i = 0; i < data->respondents; i++) {
        double weight = data->weight[i];

        if (data->row[i] >= data->rows || data->column[i] >= data->columns)
            return diag_error(context, CODING_EUSAGE, "group-range",
                              (diag_place){0},
                              "respondent %zu is in cell %zu, %zu of a %zu x "
                              "%zu table",
                              i + 1, data->row[i], data->column[i], data->rows,
                              data->columns);
        if (!isfinite(weight) || weight < 0)
            return diag_error(context, CODING_EDATA, "weight-range",
                              (diag_place){0},
                              "respondent %zu has weight %g, expected a finite "
                              "number, 0 or more",
                              i + 1, weight);
        sum += weight;
    }
    if (!(sum > 0) || !isfinite(sum))
        return diag_error(
            context, CODING_EDATA, "weight-range", (diag_place){0},
            "the weights sum to %g, expected a positive number", sum);
    return CODING_OK;
}

static coding_status
allocate(stats_weighted *out)
{
    coding_context *context = out->context;
    size_t rows = out->data->rows;
    size_t columns = out->data->columns;
    size_t cells =
        columns > 0 && rows > SIZE_MAX / columns ? SIZE_MAX : rows * columns;
    coding_status status = STATS_ARRAY(context, cells, &out->sums);

    if (status == CODING_OK)
        status = STATS_ARRAY(context, cells, &out->squares);
    if (status == CODING_OK)
        status = STATS_ARRAY(context, cells, &out->rest);
    if (status == CODING_OK)
        status = STATS_ARRAY(context, rows, &out->row_sums);
    if (status == CODING_OK)
        status = STATS_ARRAY(context, columns, &out->column_sums);
    if (status == CODING_OK)
        status = STATS_ARRAY(context, rows, &out->row);
    if (status == CODING_OK)
        status = STATS_ARRAY(context, columns, &out->column);
    return status;
}

/* Lists the categories with weight, the fullest last; their number. */
static size_t
list_used(const twofold *sums, size_t count, size_t *list)
{
    size_t used = 0;
    size_t fullest = 0;

    for (size_t i = 0; i < count; i++) {
        if (!(sums[i].high > 0))
            continue;
        list[used] = i;
        if (sums[i].high > sums[list[fullest]].high)
            fullest = used;
        used++;
    }
    if (used > 0) {
        size_t kept = list[fullest];

        list[fullest] = list[used - 1];
        list[used - 1] = kept;
    }
    return used;
}

static coding_status
square_weights(stats_weighted *out)
{
    const coding_stats_weighted_data *data = out->data;
    size_t cells = data->rows * data->columns;
    twofold all = {0, 0};
    twofold *sums = NULL;
    coding_status status = STATS_ARRAY(out->context, cells, &sums);

    for (size_t i = 0; i < data->respondents && status == CODING_OK; i++) {
        size_t cell = data->row[i] * data->columns + data->column[i];
        twofold square = twofold_product(data->weight[i], data->weight[i]);

        sums[cell] = twofold_add(sums[cell], square);
        all = twofold_add(all, square);
    }
    for (size_t i = 0; i < cells && status == CODING_OK; i++) {
        out->squares[i] = twofold_value(sums[i]);
        out->rest[i] = twofold_value(twofold_subtract(all, sums[i]));
    }
    out->squared = twofold_value(all);
    base_free(out->context, sums);
    return status;
}

static coding_status
weighted_open(coding_context *context, const coding_stats_weighted_data *data,
              stats_weighted *out)
{
    coding_status status = check(context, data);

    *out = (stats_weighted){.context = context, .data = data};
    if (status == CODING_OK)
        status = allocate(out);
    if (status == CODING_OK)
        status = square_weights(out);
    for (size_t i = 0; i < data->respondents && status == CODING_OK; i++) {
        size_t row = data->row[i];
        size_t column = data->column[i];
        size_t cell = row * data->columns + column;
        twofold weight = twofold_of(data->weight[i]);

        out->sums[cell] = twofold_add(out->sums[cell], weight);
        out->row_sums[row] = twofold_add(out->row_sums[row], weight);
        out->column_sums[column] =
            twofold_add(out->column_sums[column], weight);
        out->total = twofold_add(out->total, weight);
    }
    if (status == CODING_OK) {
        out->rows = list_used(out->row_sums, data->rows, out->row);
        out->columns = list_used(out->column_sums, data->columns, out->column);
    }
    return status;
}

static void
weighted_close(stats_weighted *table)
{
    if (table->context == NULL)
        return;
    base_free(table->context, table->sums);
    base_free(table->context, table->squares);
    base_free(table->context, table->rest);
    base_free(table->context, table->row_sums);
    base_free(table->context, table->column_sums);
    base_free(table->context, table->row);
    base_free(table->context, table->column);
}

/* Standard error of the proportion p of a cell: the root of
   n / (n - 1) sum (w_k / N)^2 (e_k - p)^2. */
static double
proportion_error(const stats_weighted *table, size_t cell)
{
    double n = (double)table->data->respondents;
    double total = twofold_value(table->total);
    double p = twofold_value(table->sums[cell]) / total;
    double q =
        twofold_value(twofold_subtract(table->total, table->sums[cell])) /
        total;

    return sqrt(n / (n - 1) *
                (table->squares[cell] * q * q + table->rest[cell] * p * p)) /
           total;
}

static void
deliver_cells(const stats_weighted *table, stats_delivery *to)
{
    double n = (double)table->data->respondents;
    double total = twofold_value(table->total);
    double effective = total * total / table->squared;

    stats_deliver(to, "n", n);
    stats_deliver(to, "sum_w", total);
    stats_deliver(to, "n_eff_kish", effective);
    stats_deliver(to, "deff_kish", n / effective);
    for (size_t i = 0; i < table->data->rows; i++) {
        for (size_t j = 0; j < table->data->columns; j++) {
            size_t cell = i * table->data->columns + j;
            double sum = twofold_value(table->sums[cell]);

            stats_deliver_at(to, "weighted_count", i + 1, j + 1, sum);
            stats_deliver_at(to, "weighted_pct_total", i + 1, j + 1,
                             100 * sum / total);
            stats_deliver_at(to, "prop_se", i + 1, j + 1,
                             proportion_error(table, cell));
        }
    }
}

coding_status
coding_stats_weighted(coding_context *context,
                      const coding_stats_weighted_data *data,
                      const coding_figure_sink *sink)
{
    stats_delivery to = {sink, CODING_OK};
    stats_weighted table = {0};
    coding_status status = weighted_open(context, data, &table);

    if (status == CODING_OK) {
        deliver_cells(&table, &to);
        status = stats_weighted_tests(&table, &to);
    }
    weighted_close(&table);
    return status == CODING_OK ? to.status : status;
}
