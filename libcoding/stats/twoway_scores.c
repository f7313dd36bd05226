/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Correlation and trend of ordered categories, by scores and by midranks.
   See coding/stats_twoway.h. */
#include <math.h>

#include "stats/distribution.h"
#include "stats/twoway.h"

/* Products of deviations, exact: times n for scores, plain for midranks. */
typedef struct {
    stats_wide both, rows, columns;
} products;

/* n sum(u^2 total) - sum(u total)^2 for u = 1, 2, ... */
static stats_wide
score_variation(const uint64_t *totals, size_t count, uint64_t n)
{
    stats_wide sum = 0;
    stats_wide squares = 0;

    for (size_t i = 0; i < count; i++) {
        stats_wide score = (stats_wide)i + 1;

        sum += score * totals[i];
        squares += score * score * totals[i];
    }
    return squares * n - sum * sum;
}

static products
score_products(const stats_twoway *table)
{
    products all = {0};
    stats_wide rows = 0;
    stats_wide columns = 0;

    for (size_t i = 0; i < table->rows; i++) {
        rows += ((stats_wide)i + 1) * table->row_totals[i];
        for (size_t j = 0; j < table->columns; j++)
            all.both += ((stats_wide)i + 1) * ((stats_wide)j + 1) *
                        stats_twoway_count(table, i, j);
    }
    for (size_t j = 0; j < table->columns; j++)
        columns += ((stats_wide)j + 1) * table->column_totals[j];
    all.both = all.both * table->n - rows * columns;
    all.rows = score_variation(table->row_totals, table->rows, table->n);
    all.columns =
        score_variation(table->column_totals, table->columns, table->n);
    return all;
}

/* Twice the midrank less its mean, n + 1: 2 before + total - n. */
static stats_wide
rank_from_middle(uint64_t before, uint64_t total, uint64_t n)
{
    return 2 * (stats_wide)before + (stats_wide)total - (stats_wide)n;
}

static stats_wide
rank_variation(const uint64_t *totals, size_t count, uint64_t n)
{
    stats_wide sum = 0;
    uint64_t before = 0;

    for (size_t i = 0; i < count; i++) {
        stats_wide rank = rank_from_middle(before, totals[i], n);

        sum += rank * rank * totals[i];
        before += totals[i];
    }
    return sum;
}

static products
rank_products(const stats_twoway *table)
{
    products all = {0};
    uint64_t above = 0;

    for (size_t i = 0; i < table->rows; i++) {
        stats_wide row =
            rank_from_middle(above, table->row_totals[i], table->n);
        uint64_t left = 0;

        for (size_t j = 0; j < table->columns; j++) {
            all.both +=
                row *
                rank_from_middle(left, table->column_totals[j], table->n) *
                stats_twoway_count(table, i, j);
            left += table->column_totals[j];
        }
        above += table->row_totals[i];
    }
    all.rows = rank_variation(table->row_totals, table->rows, table->n);
    all.columns =
        rank_variation(table->column_totals, table->columns, table->n);
    return all;
}

/* NaN when one of the variables does not vary. */
static double
correlation(const products *all)
{
    if (all->rows == 0 || all->columns == 0)
        return STATS_NAN;
    return stats_wide_double(all->both) / sqrt(stats_wide_double(all->rows)) /
           sqrt(stats_wide_double(all->columns));
}

static double
squared(const products *all)
{
    double both = stats_wide_double(all->both);

    if (all->rows == 0 || all->columns == 0)
        return STATS_NAN;
    return both / stats_wide_double(all->rows) *
           (both / stats_wide_double(all->columns));
}

void
stats_twoway_scores(const stats_twoway *table, stats_delivery *to)
{
    static const stats_test_names linear = STATS_TEST_NAMES("linear_by_linear");
    static const stats_test_names trend = STATS_TEST_NAMES("trend");
    products scores = score_products(table);
    products ranks = rank_products(table);
    double n = (double)table->n;
    double square = squared(&scores);

    stats_deliver(to, "pearson_r", correlation(&scores));
    stats_deliver_test(to, &linear, (n - 1) * square, 1);
    stats_deliver(to, "spearman_rho", correlation(&ranks));
    if (table->rows != 2 && table->columns != 2)
        return;
    /* Of the share of the first row (or column): it falls as r rises. */
    stats_deliver_test(to, &trend, n * square, 1);
    stats_deliver(to, "trend_z",
                  scores.both > 0 ? -sqrt(n * square) : sqrt(n * square));
}
