/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How strong an association is: measures from chi-square with their limits,
   and measures of prediction. See coding/stats_twoway.h. */
#include <math.h>

#include "stats/distribution.h"
#include "stats/root.h"
#include "stats/sum.h"
#include "stats/twoway.h"

static double
smaller_side(const stats_twoway *table)
{
    return (double)(table->rows < table->columns ? table->rows
                                                 : table->columns);
}

/* Bergsma 2013: phi squared less its mean under independence, over a side of
   the table less the same for it. */
static void
deliver_corrected(const stats_twoway *table, stats_delivery *to)
{
    double n = (double)table->n;
    double r = (double)table->rows - 1;
    double c = (double)table->columns - 1;
    double share = table->x2 / n;
    double mean = r * c / (n - 1);
    double square = share - mean;
    double rows = r - r * r / (n - 1);
    double columns = c - c * c / (n - 1);

    if (square < 8 * 0x1p-52 * mean) /* 0 up to the rounding of x2 */
        square = 0;
    stats_deliver(to, "cramers_v_bc", sqrt(square / fmin(rows, columns)));
    stats_deliver(to, "tschuprow_t_bc", sqrt(square / sqrt(rows * columns)));
}

void
stats_twoway_effect(const stats_twoway *table, stats_delivery *to)
{
    double n = (double)table->n;
    double m = smaller_side(table);
    double phi = sqrt(table->x2 / n);
    double c = sqrt(table->x2 / (table->x2 + n));

    stats_deliver(to, "phi", phi);
    stats_deliver(to, "cohen_w", phi);
    stats_deliver(to, "cramers_v", phi / sqrt(m - 1));
    stats_deliver(to, "tschuprow_t", phi / pow(stats_twoway_df(table), 0.25));
    stats_deliver(to, "contingency_c", c);
    stats_deliver(to, "contingency_c_sakoda", c / sqrt((m - 1) / m));
    deliver_corrected(table, to);
}

typedef struct {
    double x2, df, probability;
} noncentral;

/* Searched by the root of lambda, in which the distribution is even. */
static double
over_probability(const void *user, double root)
{
    const noncentral *test = user;

    return coding_stats_noncentral_chisq_lower(test->x2, test->df,
                                               root * root) -
           test->probability;
}

/* The lambda at which x2 or less has the given probability; 0 when even the
   central distribution has less. P(X <= x) < Phi(sqrt x - sqrt lambda), so the
   root is below sqrt x + 6; mostly it is within four standard deviations of
   the root of x - df, by the normal approximation. */
static double
noncentrality(double x2, double df, double probability)
{
    noncentral test = {x2, df, probability};
    double excess = fmax(x2 - df, 1);
    double reach = 4 * sqrt(1 + df / (2 * excess));
    double centre = sqrt(excess);
    double exactness = 1e-12 * centre;
    double root;

    if (isnan(x2))
        return x2;
    if (coding_stats_chisq_lower(x2, df) <= probability)
        return 0;
    root = stats_root(over_probability, &test, fmax(0, centre - reach),
                      centre + reach, exactness);
    if (isnan(root))
        root = stats_root(over_probability, &test, 0, sqrt(x2) + 6, exactness);
    return root * root;
}

void
stats_twoway_effect_limits(const stats_twoway *table, stats_delivery *to)
{
    double df = stats_twoway_df(table);
    double scale = (double)table->n * (smaller_side(table) - 1);
    double low = noncentrality(table->x2, df, 0.975);
    double high = noncentrality(table->x2, df, 0.025);
    double limit = sqrt(high / scale);

    stats_deliver(to, "ncp_lo95", low);
    stats_deliver(to, "ncp_hi95", high);
    stats_deliver(to, "cramers_v_lo95", sqrt(low / scale));
    stats_deliver(to, "cramers_v_hi95", limit > 1 ? 1 : limit);
}

/* One direction: columns predicted from rows, or the other way. */
typedef struct {
    uint64_t best;       /* largest total of what is predicted */
    uint64_t best_known; /* sum over the given of its largest cell */
    double explained;    /* Goodman & Kruskal's numerator, times n^2 */
    double variation;    /* n^2 - sum of squared totals */
} direction;

static uint64_t
largest(const uint64_t *items, size_t count, size_t stride)
{
    uint64_t most = 0;

    for (size_t i = 0; i < count; i++)
        most = items[i * stride] > most ? items[i * stride] : most;
    return most;
}

static double
variation(const uint64_t *totals, size_t count, uint64_t n)
{
    stats_wide left = stats_wide_times(n, n);

    for (size_t i = 0; i < count; i++)
        left -= stats_wide_times(totals[i], totals[i]);
    return stats_wide_double(left);
}

/* sum (O n - r c)^2 / total of the given category. */
static double
explained(const stats_twoway *table, bool by_row)
{
    stats_sum sum = {0};

    for (size_t i = 0; i < table->rows; i++) {
        for (size_t j = 0; j < table->columns; j++) {
            double excess = stats_wide_double(stats_twoway_excess(table, i, j));
            uint64_t total =
                by_row ? table->row_totals[i] : table->column_totals[j];

            stats_sum_add(&sum, excess * (excess / (double)total));
        }
    }
    return stats_sum_value(&sum) / (double)table->n;
}

static direction
columns_from_rows(const stats_twoway *table)
{
    direction way = {.best = largest(table->column_totals, table->columns, 1)};

    for (size_t i = 0; i < table->rows; i++)
        way.best_known +=
            largest(table->counts + i * table->columns, table->columns, 1);
    way.explained = explained(table, true);
    way.variation = variation(table->column_totals, table->columns, table->n);
    return way;
}

static direction
rows_from_columns(const stats_twoway *table)
{
    direction way = {.best = largest(table->row_totals, table->rows, 1)};

    for (size_t j = 0; j < table->columns; j++)
        way.best_known +=
            largest(table->counts + j, table->rows, table->columns);
    way.explained = explained(table, false);
    way.variation = variation(table->row_totals, table->rows, table->n);
    return way;
}

/* 0 / 0, nothing left to predict, is undefined. */
static double
share(double part, double whole)
{
    return whole > 0 ? part / whole : STATS_NAN;
}

static double
lambda(const stats_twoway *table, uint64_t best_known, uint64_t best,
       uint64_t times)
{
    return share((double)(best_known - best),
                 (double)(times * table->n - best));
}

/* - sum p log p; the logarithm of a p near 1 is taken from 1 - p. */
static double
entropy(const uint64_t *totals, size_t count, uint64_t n)
{
    stats_sum sum = {0};

    for (size_t i = 0; i < count; i++) {
        double p = (double)totals[i] / (double)n;
        double rest = (double)(n - totals[i]) / (double)n;

        stats_sum_add(&sum, -p * (rest < 0.5 ? log1p(-rest) : log(p)));
    }
    return count > 0 ? fabs(stats_sum_value(&sum)) : STATS_NAN;
}

static void
deliver_uncertainty(const stats_twoway *table, stats_delivery *to)
{
    double rows = entropy(table->row_totals, table->rows, table->n);
    double columns = entropy(table->column_totals, table->columns, table->n);
    double g = stats_twoway_g(table);
    double shared = g / 2 / (double)table->n;

    stats_deliver(to, "entropy_row", rows);
    stats_deliver(to, "entropy_col", columns);
    stats_deliver(to, "mutual_info", shared);
    stats_deliver(to, "uncertainty_row_given_col", share(shared, rows));
    stats_deliver(to, "uncertainty_col_given_row", share(shared, columns));
    stats_deliver(to, "uncertainty_sym", share(2 * shared, rows + columns));
}

void
stats_twoway_prediction(const stats_twoway *table, stats_delivery *to)
{
    direction columns = columns_from_rows(table);
    direction rows = rows_from_columns(table);

    stats_deliver(to, "lambda_col_given_row",
                  lambda(table, columns.best_known, columns.best, 1));
    stats_deliver(to, "lambda_row_given_col",
                  lambda(table, rows.best_known, rows.best, 1));
    stats_deliver(to, "lambda_sym",
                  lambda(table, columns.best_known + rows.best_known,
                         columns.best + rows.best, 2));
    stats_deliver(to, "gk_tau_col_given_row",
                  share(columns.explained, columns.variation));
    stats_deliver(to, "gk_tau_row_given_col",
                  share(rows.explained, rows.variation));
    deliver_uncertainty(table, to);
}
