/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Chi-square tests of a two-way table, the power divergences, and the rule
   about small expected counts. See coding/stats_twoway.h. */
#include <math.h>

#include "stats/deviation.h"
#include "stats/distribution.h"
#include "stats/sum.h"
#include "stats/twoway.h"

/* sum (O - E)^2 / E, from (O n - r c)^2 / (n r c). */
double
stats_twoway_x2(const stats_twoway *table)
{
    stats_sum sum = {0};

    if (table->rows < 2 || table->columns < 2)
        return STATS_NAN;
    for (size_t i = 0; i < table->rows; i++) {
        for (size_t j = 0; j < table->columns; j++) {
            double excess = stats_wide_double(stats_twoway_excess(table, i, j));

            stats_sum_add(&sum,
                          excess / (double)table->n *
                              (excess / stats_twoway_product(table, i, j)));
        }
    }
    return stats_sum_value(&sum);
}

double
stats_twoway_g(const stats_twoway *table)
{
    stats_sum sum = {0};

    if (table->rows < 2 || table->columns < 2)
        return STATS_NAN;
    for (size_t i = 0; i < table->rows; i++) {
        for (size_t j = 0; j < table->columns; j++) {
            double product = stats_twoway_product(table, i, j);
            double excess = stats_wide_double(stats_twoway_excess(table, i, j));
            double count = (double)stats_twoway_count(table, i, j);

            stats_sum_add(&sum,
                          product * stats_deviation_g(excess / product,
                                                      count * (double)table->n /
                                                          product));
        }
    }
    return 2 * stats_sum_value(&sum) / (double)table->n;
}

/* |O - E| is the same in all four cells: |ad - bc| / n. */
static double
yates(const stats_twoway *table)
{
    stats_wide excess = stats_twoway_excess(table, 0, 0);
    double inverse = 0;
    double over;

    if (excess < 0)
        excess = -excess;
    if (2 * excess <= (stats_wide)table->n)
        return 0;
    over = stats_wide_double(2 * excess - (stats_wide)table->n) / 2;
    for (size_t i = 0; i < 2; i++)
        for (size_t j = 0; j < 2; j++)
            inverse += 1 / stats_twoway_product(table, i, j);
    return over / (double)table->n * (over * inverse);
}

void
stats_twoway_chisq(const stats_twoway *table, stats_delivery *to)
{
    static const stats_test_names pearson = STATS_TEST_NAMES("x2");
    static const stats_test_names corrected = STATS_TEST_NAMES("x2_yates");
    static const stats_test_names less_one = STATS_TEST_NAMES("x2_nminus1");
    double n = (double)table->n;
    bool whole = table->rows == table->given_rows &&
                 table->columns == table->given_columns;

    stats_deliver(to, "x2_undropped", whole ? table->x2 : STATS_NAN);
    stats_deliver_test(to, &pearson, table->x2, stats_twoway_df(table));
    if (!stats_twoway_is_fourfold(table))
        return;
    stats_deliver_test(to, &corrected, yates(table), 1);
    stats_deliver_test(to, &less_one, table->x2 / n * (n - 1), 1);
}

/* Williams 1976, for independence: q grows with the sums of n / total. */
static double
williams(const stats_twoway *table)
{
    double n = (double)table->n;
    double rows = 0;
    double columns = 0;

    for (size_t i = 0; i < table->rows; i++)
        rows += n / (double)table->row_totals[i];
    for (size_t j = 0; j < table->columns; j++)
        columns += n / (double)table->column_totals[j];
    if (table->rows < 2 || table->columns < 2)
        return STATS_NAN;
    return 1 + (rows - 1) * (columns - 1) / (6 * n * stats_twoway_df(table));
}

typedef struct {
    stats_sum cressie_read, freeman_tukey, modified, neyman;
    bool has_zero;
} divergences;

static void
add_divergences(const stats_twoway *table, divergences *sums)
{
    for (size_t i = 0; i < table->rows; i++) {
        for (size_t j = 0; j < table->columns; j++) {
            double product = stats_twoway_product(table, i, j);
            double excess = stats_wide_double(stats_twoway_excess(table, i, j));
            double d = excess / product;
            uint64_t count = stats_twoway_count(table, i, j);
            double ratio = (double)count * (double)table->n / product;

            stats_sum_add(&sums->cressie_read,
                          product * stats_deviation_cressie_read(d, ratio));
            stats_sum_add(&sums->freeman_tukey,
                          product * stats_deviation_freeman_tukey(d, ratio));
            if (count == 0) {
                sums->has_zero = true;
                continue;
            }
            stats_sum_add(&sums->modified,
                          2 * product * stats_deviation_modified(d, ratio));
            stats_sum_add(&sums->neyman,
                          excess / (double)table->n * (excess / (double)count));
        }
    }
}

void
stats_twoway_divergence(const stats_twoway *table, stats_delivery *to)
{
    static const stats_test_names names[] = {
        STATS_TEST_NAMES("g"),
        STATS_TEST_NAMES("g_williams"),
        STATS_TEST_NAMES("cressie_read"),
        STATS_TEST_NAMES("freeman_tukey"),
        STATS_TEST_NAMES("mod_loglik"),
        STATS_TEST_NAMES("neyman"),
    };
    double df = stats_twoway_df(table);
    double n = df > 0 ? (double)table->n : STATS_NAN; /* makes all NaN */
    double g = stats_twoway_g(table);
    double q = williams(table);
    divergences sums = {.has_zero = false};

    add_divergences(table, &sums);
    stats_deliver_test(to, &names[0], g, df);
    stats_deliver(to, "g_williams_q", q);
    stats_deliver_test(to, &names[1], g / q, df);
    stats_deliver_test(to, &names[2], stats_sum_value(&sums.cressie_read) / n,
                       df);
    stats_deliver_test(to, &names[3], stats_sum_value(&sums.freeman_tukey) / n,
                       df);
    if (sums.has_zero)
        return;
    stats_deliver_test(to, &names[4], stats_sum_value(&sums.modified) / n, df);
    stats_deliver_test(to, &names[5], stats_sum_value(&sums.neyman) / n, df);
}

/* E < limit without rounding: r c < limit n. */
static bool
is_below(const stats_twoway *table, size_t row, size_t column, uint64_t limit)
{
    return stats_wide_times(table->row_totals[row],
                            table->column_totals[column]) <
           stats_wide_times(limit, table->n);
}

void
stats_twoway_expected(const stats_twoway *table, stats_delivery *to)
{
    double smallest = STATS_INFINITY;
    size_t cells = table->rows * table->columns;
    size_t below_five = 0;
    size_t below_one = 0;

    for (size_t i = 0; i < table->rows; i++) {
        for (size_t j = 0; j < table->columns; j++) {
            smallest = fmin(smallest, stats_twoway_product(table, i, j));
            below_five += is_below(table, i, j, 5);
            below_one += is_below(table, i, j, 1);
        }
    }
    stats_deliver(to, "min_expected",
                  cells > 0 ? smallest / (double)table->n : STATS_NAN);
    stats_deliver(to, "n_expected_lt5", (double)below_five);
    stats_deliver(to, "n_expected_lt1", (double)below_one);
    stats_deliver(to, "pct_expected_lt5",
                  cells > 0 ? 100 * (double)below_five / (double)cells
                            : STATS_NAN);
    stats_deliver(to, "cochran_ok",
                  cells > 0 ? (below_one == 0 && below_five * 5 <= cells)
                            : STATS_NAN);
}
