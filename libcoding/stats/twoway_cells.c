/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Figures of the single cells of a two-way table. See coding/stats_twoway.h. */
#include <coding/stats_adjust.h>

#include <math.h>

#include "base/memory.h"
#include "stats/array.h"
#include "stats/deviation.h"
#include "stats/distribution.h"
#include "stats/twoway.h"

typedef struct {
    double count, n, row, column;
    double expected, excess; /* O - E */
    double d;                /* (O - E) / E */
    double ratio;            /* O / E */
    double residual;         /* (O - E) / sqrt(E) */
} cell;

static cell
cell_at(const stats_twoway *table, size_t row, size_t column)
{
    cell one = {.count = (double)stats_twoway_count(table, row, column),
                .n = (double)table->n,
                .row = (double)table->row_totals[row],
                .column = (double)table->column_totals[column]};
    double excess = stats_wide_double(stats_twoway_excess(table, row, column));
    double product = one.row * one.column;

    one.expected = product / one.n;
    one.excess = excess / one.n;
    one.d = excess / product;
    one.ratio = one.count / one.expected;
    one.residual = one.excess / sqrt(one.expected);
    return one;
}

/* (O - E) / sqrt(E (1 - r/n) (1 - c/n)), the differences exact. */
static double
adjusted(const stats_twoway *table, size_t row, size_t column)
{
    double rest = (double)(table->n - table->row_totals[row]);
    double others = (double)(table->n - table->column_totals[column]);
    cell one = cell_at(table, row, column);

    if (!(rest > 0) || !(others > 0))
        return STATS_NAN;
    return one.residual / sqrt(rest / one.n * (others / one.n));
}

static void
deliver_residuals(const stats_twoway *table, stats_delivery *to, size_t row,
                  size_t column)
{
    cell one = cell_at(table, row, column);
    double contribution = one.excess * one.d;
    double logarithm =
        fabs(one.d) < 0.5 ? log1p(one.d) : log(one.ratio); /* of O / E */
    double deviance =
        sqrt(2 * one.expected * stats_deviation_g(one.d, one.ratio));

    stats_twoway_deliver(table, to, "expected", row, column, one.expected);
    stats_twoway_deliver(table, to, "resid", row, column, one.residual);
    stats_twoway_deliver(table, to, "stdres", row, column,
                         adjusted(table, row, column));
    stats_twoway_deliver(table, to, "contrib", row, column, contribution);
    stats_twoway_deliver(table, to, "contrib_pct", row, column,
                         table->x2 > 0 ? 100 * contribution / table->x2
                                       : STATS_NAN);
    stats_twoway_deliver(table, to, "g_contrib", row, column,
                         one.count > 0 ? 2 * one.count * logarithm : 0);
    stats_twoway_deliver(table, to, "dev_resid", row, column,
                         one.excess < 0 ? -deviance : deviance);
}

static void
deliver_percent(const stats_twoway *table, stats_delivery *to, size_t row,
                size_t column)
{
    cell one = cell_at(table, row, column);

    stats_twoway_deliver(table, to, "row_pct", row, column,
                         100 * one.count / one.row);
    stats_twoway_deliver(table, to, "col_pct", row, column,
                         100 * one.count / one.column);
    stats_twoway_deliver(table, to, "tot_pct", row, column,
                         100 * one.count / one.n);
}

void
stats_twoway_cells(const stats_twoway *table, stats_delivery *to)
{
    for (size_t i = 0; i < table->rows; i++) {
        for (size_t j = 0; j < table->columns; j++) {
            deliver_residuals(table, to, i, j);
            deliver_percent(table, to, i, j);
        }
    }
}

static void
deliver_p(const stats_twoway *table, stats_delivery *to, const char *statistic,
          const double *p)
{
    for (size_t i = 0; i < table->rows; i++)
        for (size_t j = 0; j < table->columns; j++)
            stats_twoway_deliver(table, to, statistic, i, j,
                                 p[i * table->columns + j]);
}

coding_status
stats_twoway_cell_p(const stats_twoway *table, stats_delivery *to)
{
    static const struct {
        const char *name;
        coding_stats_adjustment method;
    } families[] = {
        {"p_cell_holm", CODING_STATS_HOLM},
        {"p_cell_hochberg", CODING_STATS_HOCHBERG},
        {"p_cell_hommel", CODING_STATS_HOMMEL},
        {"p_cell_bonferroni", CODING_STATS_BONFERRONI},
        {"p_cell_bh", CODING_STATS_BH},
        {"p_cell_by", CODING_STATS_BY},
    };
    size_t cells = table->rows * table->columns;
    double *p = NULL;
    double *family;
    coding_status status = STATS_ARRAY(table->context, 2 * cells, &p);

    if (status != CODING_OK)
        return status;
    family = p + cells;
    for (size_t i = 0; i < table->rows; i++)
        for (size_t j = 0; j < table->columns; j++)
            p[i * table->columns + j] =
                coding_stats_normal_both(adjusted(table, i, j));
    deliver_p(table, to, "p_cell", p);
    for (size_t m = 0; m < sizeof families / sizeof *families; m++) {
        if (status == CODING_OK)
            status = coding_stats_adjust(table->context, families[m].method, p,
                                         cells, family);
        if (status == CODING_OK)
            deliver_p(table, to, families[m].name, family);
    }
    base_free(table->context, p);
    return status;
}
