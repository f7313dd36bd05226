/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tests of a square table whose rows and columns are the same categories: the
   same respondents asked twice. See coding/stats_twoway.h. */
#include <math.h>

#include "base/memory.h"
#include "stats/array.h"
#include "stats/distribution.h"
#include "stats/sum.h"
#include "stats/twoway.h"

/* The categories that are used, in rows or in columns. */
typedef struct {
    const stats_twoway *table;
    size_t size;
    size_t *row, *column; /* where they are kept; SIZE_MAX: there empty */
    double *links;        /* size x size, n_ij + n_ji; 0 on the diagonal */
    double *lean;         /* row total - column total */
} square;

static uint64_t
count_of(const square *all, size_t first, size_t second)
{
    if (all->row[first] == SIZE_MAX || all->column[second] == SIZE_MAX)
        return 0;
    return stats_twoway_count(all->table, all->row[first], all->column[second]);
}

static double
difference(uint64_t a, uint64_t b)
{
    return a > b ? (double)(a - b) : -(double)(b - a);
}

/* Joins the kept places of rows and columns, both ascending. */
static void
join(square *all)
{
    const stats_twoway *table = all->table;
    size_t i = 0;
    size_t j = 0;

    while (i < table->rows || j < table->columns) {
        uint64_t row = i < table->rows ? table->row_places[i] : UINT64_MAX;
        uint64_t column =
            j < table->columns ? table->column_places[j] : UINT64_MAX;

        all->row[all->size] = row <= column ? i++ : SIZE_MAX;
        all->column[all->size] = column <= row ? j++ : SIZE_MAX;
        all->size++;
    }
}

/* Not square as given, but what is left is: first category to first ... */
static void
align(square *all)
{
    for (all->size = 0; all->size < all->table->rows; all->size++)
        all->row[all->size] = all->column[all->size] = all->size;
}

static void
deliver_mcnemar(const square *all, stats_delivery *to)
{
    static const stats_test_names plain = STATS_TEST_NAMES("mcnemar");
    static const stats_test_names corrected = STATS_TEST_NAMES("mcnemar_cc");
    uint64_t b = count_of(all, 0, 1);
    uint64_t c = count_of(all, 1, 0);
    uint64_t fewer = b < c ? b : c;
    double size = fabs(difference(b, c));
    double changed = b + c > 0 ? (double)(b + c) : STATS_NAN;
    double less = size > 0 ? size - 1 : 0;
    double p = fmin(1, 2 * coding_stats_binomial_lower(fewer, b + c, 0.5));

    if (b + c == 0)
        p = STATS_NAN;
    stats_deliver_test(to, &corrected, less / changed * less, 1);
    stats_deliver_test(to, &plain, size / changed * size, 1);
    stats_deliver(to, "mcnemar_exact_p", p);
    stats_deliver(to, "mcnemar_midp",
                  p - coding_stats_binomial_density(fewer, b + c, 0.5));
}

static void
deliver_bowker(const square *all, stats_delivery *to)
{
    static const stats_test_names plain = STATS_TEST_NAMES("bowker");
    static const stats_test_names used = STATS_TEST_NAMES("bowker_dropzero");
    stats_sum sum = {0};
    size_t pairs = 0;
    double size = (double)all->size;
    double value;

    for (size_t i = 0; i < all->size; i++) {
        for (size_t j = 0; j < i; j++) {
            uint64_t a = count_of(all, i, j);
            uint64_t b = count_of(all, j, i);
            double lean = difference(a, b);

            if (a + b == 0)
                continue;
            pairs++;
            stats_sum_add(&sum, lean / (double)(a + b) * lean);
        }
    }
    value = pairs > 0 ? stats_sum_value(&sum) : STATS_NAN;
    stats_deliver_test(to, &plain, value, size * (size - 1) / 2);
    stats_deliver_test(to, &used, value, (double)pairs);
    stats_deliver(to, "bowker_pairs_used", (double)pairs);
}

static void
link_all(square *all)
{
    const stats_twoway *table = all->table;

    for (size_t i = 0; i < all->size; i++) {
        size_t row = all->row[i];
        size_t column = all->column[i];

        all->lean[i] =
            difference(row == SIZE_MAX ? 0 : table->row_totals[row],
                       column == SIZE_MAX ? 0 : table->column_totals[column]);
        for (size_t j = 0; j < all->size; j++)
            if (i != j)
                all->links[i * all->size + j] =
                    (double)(count_of(all, i, j) + count_of(all, j, i));
    }
}

/* Takes category first out of the network: what leans on it is spread over
   those it is linked to, and so are its links (star to mesh). */
static void
eliminate(square *all, size_t first, double whole)
{
    const double *link = all->links + first * all->size;

    for (size_t i = first + 1; i < all->size; i++) {
        double part = link[i] / whole;

        all->lean[i] += all->lean[first] * part;
        for (size_t j = first + 1; j < all->size; j++)
            if (i != j)
                all->links[i * all->size + j] += part * link[j];
    }
}

/* d' S^- d: the covariance matrix S of the differences d of the margins is the
   Laplacian of a network whose links are the numbers of changes. Its
   elimination only adds positive links, so S may have any rank, and the parts
   of the sum are squares. */
static void
deliver_stuart_maxwell(square *all, stats_delivery *to)
{
    static const stats_test_names names = STATS_TEST_NAMES("stuart_maxwell");
    stats_sum sum = {0};
    size_t rank = 0;

    link_all(all);
    for (size_t i = 0; i < all->size; i++) {
        double whole = 0;

        for (size_t j = i + 1; j < all->size; j++)
            whole += all->links[i * all->size + j];
        if (!(whole > 0))
            continue;
        rank++;
        stats_sum_add(&sum, all->lean[i] / whole * all->lean[i]);
        eliminate(all, i, whole);
    }
    stats_deliver_test(to, &names, rank > 0 ? stats_sum_value(&sum) : STATS_NAN,
                       (double)rank);
}

static coding_status
square_open(const stats_twoway *table, square *all)
{
    size_t most = table->rows + table->columns;
    coding_status status;

    *all = (square){.table = table};
    status = STATS_ARRAY(table->context, 2 * most, &all->row);
    if (status != CODING_OK)
        return status;
    all->column = all->row + most;
    if (table->given_rows == table->given_columns)
        join(all);
    else
        align(all);
    status =
        STATS_ARRAY(table->context, all->size * (all->size + 1), &all->links);
    if (status == CODING_OK)
        all->lean = all->links + all->size * all->size;
    return status;
}

coding_status
stats_twoway_matched(const stats_twoway *table, stats_delivery *to)
{
    square all;
    coding_status status;

    if (table->given_rows != table->given_columns &&
        table->rows != table->columns)
        return CODING_OK;
    status = square_open(table, &all);
    if (status == CODING_OK && all.size == 2)
        deliver_mcnemar(&all, to);
    if (status == CODING_OK && all.size > 2) {
        deliver_bowker(&all, to);
        deliver_stuart_maxwell(&all, to);
    }
    base_free(table->context, all.row);
    base_free(table->context, all.links);
    return status;
}
