/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Measures of ordinal association that compare pairs, with their standard
   errors. See coding/stats_twoway.h. */
#include <math.h>

#include "base/memory.h"
#include "stats/array.h"
#include "stats/distribution.h"
#include "stats/sum.h"
#include "stats/twofold.h"
#include "stats/twoway.h"

/* P and Q are twice the concordant and discordant pairs. */
typedef struct {
    const stats_twoway *table;
    uint64_t *agree;    /* by cell: observations concordant with one of it */
    uint64_t *disagree; /* by cell: discordant */
    stats_wide p, q;
    stats_wide rows;    /* n^2 - sum of squared row totals */
    stats_wide columns; /* the same of columns */
} pairs;

static stats_wide
untied(const uint64_t *totals, size_t count, uint64_t n)
{
    stats_wide left = stats_wide_times(n, n);

    for (size_t i = 0; i < count; i++)
        left -= stats_wide_times(totals[i], totals[i]);
    return left;
}

/* above[j] holds the count of column j in the rows before this one. */
static void
compare_row(pairs *all, const uint64_t *above, size_t row)
{
    const stats_twoway *table = all->table;
    uint64_t above_right = 0;
    uint64_t above_left = 0;
    uint64_t below_right = 0;
    uint64_t below_left = 0;

    for (size_t j = 0; j < table->columns; j++) {
        above_right += above[j];
        below_right += table->column_totals[j] - above[j] -
                       stats_twoway_count(table, row, j);
    }
    for (size_t j = 0; j < table->columns; j++) {
        uint64_t count = stats_twoway_count(table, row, j);
        uint64_t below = table->column_totals[j] - above[j] - count;
        size_t at = row * table->columns + j;

        above_right -= above[j];
        below_right -= below;
        all->agree[at] = above_left + below_right;
        all->disagree[at] = above_right + below_left;
        all->p += stats_wide_times(count, all->agree[at]);
        all->q += stats_wide_times(count, all->disagree[at]);
        above_left += above[j];
        below_left += below;
    }
}

static void
compare_pairs(pairs *all, uint64_t *above)
{
    const stats_twoway *table = all->table;

    for (size_t i = 0; i < table->rows; i++) {
        compare_row(all, above, i);
        for (size_t j = 0; j < table->columns; j++)
            above[j] += stats_twoway_count(table, i, j);
    }
    all->rows = untied(table->row_totals, table->rows, table->n);
    all->columns = untied(table->column_totals, table->columns, table->n);
}

/* What each standard error sums over the observations is a square whose mean
   has been taken away beforehand, in whole numbers: nothing cancels. */
typedef enum { BY_NULL, BY_GAMMA, BY_TAU, BY_COLUMNS, BY_ROWS } influence;

/* 2 Dr Dc d - (P - Q) ((n - r) Dc + (n - c) Dr): beyond 128 bits. */
static double
tau_influence(const pairs *all, stats_wide d, uint64_t rest, uint64_t others)
{
    double rows = stats_wide_double(all->rows);
    double columns = stats_wide_double(all->columns);
    twofold both = twofold_product(rows, columns);
    twofold left = twofold_multiply(both, twofold_of(2 * stats_wide_double(d)));
    twofold right = twofold_add(twofold_product((double)rest, columns),
                                twofold_product((double)others, rows));

    right =
        twofold_multiply(right, twofold_of(stats_wide_double(all->p - all->q)));
    return twofold_value(twofold_subtract(left, right));
}

static double
influence_of(const pairs *all, influence kind, size_t row, size_t column)
{
    const stats_twoway *table = all->table;
    size_t at = row * table->columns + column;
    stats_wide a = (stats_wide)all->agree[at];
    stats_wide d = a - (stats_wide)all->disagree[at];
    uint64_t rest = table->n - table->row_totals[row];
    uint64_t others = table->n - table->column_totals[column];
    stats_wide surplus = all->p - all->q;

    switch (kind) {
    case BY_NULL:
        return stats_wide_double(d * table->n - surplus) / (double)table->n;
    case BY_GAMMA: /* Q A - P D */
        return stats_wide_double(all->q * a -
                                 all->p * (stats_wide)all->disagree[at]);
    case BY_TAU:
        return tau_influence(all, d, rest, others);
    case BY_COLUMNS:
        return stats_wide_double(all->rows * d - surplus * rest);
    case BY_ROWS:
        return stats_wide_double(all->columns * d - surplus * others);
    }
    return STATS_NAN;
}

/* Root of the sum of squared influences. */
static double
spread(const pairs *all, influence kind)
{
    stats_sum sum = {0};

    for (size_t i = 0; i < all->table->rows; i++) {
        for (size_t j = 0; j < all->table->columns; j++) {
            double count = (double)stats_twoway_count(all->table, i, j);
            double one = influence_of(all, kind, i, j);

            if (count > 0)
                stats_sum_add(&sum, count * one * one);
        }
    }
    return sqrt(stats_sum_value(&sum));
}

typedef struct {
    const char *estimate, *ase1, *ase0, *z, *p, *logp;
} measure_names;
#define MEASURE_NAMES(name)                                                    \
    {                                                                          \
        name, name "_ase1", name "_ase0", name "_z", name "_z_p",              \
            name "_z_logp"                                                     \
    }

/* The estimate is surplus / base; ase0 is 2 null / base. Where that is 0, as
   with two equal counts on a diagonal, there is no test. */
static void
deliver_measure(stats_delivery *to, const measure_names *names, double surplus,
                double base, double null, double ase1)
{
    double z = null > 0 ? surplus / (2 * null) : STATS_NAN;

    stats_deliver(to, names->estimate, surplus / base);
    stats_deliver(to, names->ase1, ase1);
    stats_deliver(to, names->ase0, 2 * null / base);
    stats_deliver(to, names->z, z);
    stats_deliver(to, names->p, coding_stats_normal_both(z));
    stats_deliver(to, names->logp, coding_stats_normal_log_both(z));
}

static void
deliver_pairs(const pairs *all, stats_delivery *to)
{
    static const measure_names names[] = {
        MEASURE_NAMES("gamma"), MEASURE_NAMES("tau_b"), MEASURE_NAMES("tau_c"),
        MEASURE_NAMES("somers_d_col_given_row"),
        MEASURE_NAMES("somers_d_row_given_col")};
    const stats_twoway *table = all->table;
    double m =
        (double)(table->rows < table->columns ? table->rows : table->columns);
    double n = (double)table->n;
    double surplus = stats_wide_double(all->p - all->q);
    double decided = stats_wide_double(all->p + all->q);
    double rows = stats_wide_double(all->rows);
    double columns = stats_wide_double(all->columns);
    double root = sqrt(rows) * sqrt(columns);
    double stuart = n * n * ((m - 1) / m);
    double null = spread(all, BY_NULL);

    stats_deliver(to, "concordant", stats_wide_double(all->p / 2));
    stats_deliver(to, "discordant", stats_wide_double(all->q / 2));
    deliver_measure(to, &names[0], surplus, decided, null,
                    4 * (spread(all, BY_GAMMA) / decided) / decided);
    deliver_measure(to, &names[1], surplus, root, null,
                    spread(all, BY_TAU) / root / rows / columns);
    deliver_measure(to, &names[2], surplus, stuart, null, 2 * null / stuart);
    deliver_measure(to, &names[3], surplus, rows, null,
                    2 * (spread(all, BY_COLUMNS) / rows) / rows);
    deliver_measure(to, &names[4], surplus, columns, null,
                    2 * (spread(all, BY_ROWS) / columns) / columns);
    stats_deliver(to, "somers_d_sym", 2 * surplus / (rows + columns));
}

coding_status
stats_twoway_concordance(const stats_twoway *table, stats_delivery *to)
{
    pairs all = {.table = table};
    size_t cells = table->rows * table->columns;
    uint64_t *block = NULL;
    coding_status status =
        STATS_ARRAY(table->context, 2 * cells + table->columns, &block);

    if (status != CODING_OK)
        return status;
    all.agree = block;
    all.disagree = block + cells;
    compare_pairs(&all, block + 2 * cells);
    deliver_pairs(&all, to);
    base_free(table->context, block);
    return CODING_OK;
}
