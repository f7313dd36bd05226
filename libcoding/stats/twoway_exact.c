/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Exact p-values of two-way tables of any size, and what they will cost.
   See coding/stats_twoway.h. */
#include <math.h>
#include <stdlib.h>

#include "base/diag.h"
#include "base/memory.h"
#include "stats/array.h"
#include "stats/distribution.h"
#include "stats/exact_search.h"
#include "stats/twofold.h"
#include "stats/twoway.h"

static const uint64_t default_limit = 20000000;

static int
ascending(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left;
    uint32_t b = *(const uint32_t *)right;

    return a < b ? -1 : a > b;
}

/* Factorials as logarithms, and as mantissas with exponents: the latter lose
   nothing in the difference of two large logarithms. */
static void
tabulate_factorials(stats_margins *margins)
{
    twofold factorial = {1, 0};
    twofold log_sum = {0, 0};
    int exponent = 0;

    for (uint32_t x = 0; x <= margins->n; x++) {
        int shift;

        if (x > 0) {
            factorial = twofold_multiply(factorial, twofold_of(x));
            log_sum = twofold_add(log_sum, twofold_of(log(x)));
        }
        shift = ilogb(factorial.high);
        factorial.high = ldexp(factorial.high, -shift);
        factorial.low = ldexp(factorial.low, -shift);
        exponent += shift;
        margins->log_factorial[x] = twofold_value(log_sum);
        margins->inverse[x] = 1 / twofold_value(factorial);
        margins->exponent[x] = exponent;
    }
}

static coding_status
margins_open(const stats_twoway *table, stats_margins *margins)
{
    bool turned = table->rows > table->columns;
    const uint64_t *shorter = turned ? table->column_totals : table->row_totals;
    const uint64_t *longer = turned ? table->row_totals : table->column_totals;
    size_t size = (size_t)table->n + 1;
    coding_status status;

    *margins = (stats_margins){.context = table->context,
                               .rows = turned ? table->columns : table->rows,
                               .columns = turned ? table->rows : table->columns,
                               .n = (uint32_t)table->n};
    status = STATS_ARRAY(table->context, table->rows + table->columns,
                         &margins->row);
    if (status == CODING_OK)
        status = STATS_ARRAY(table->context, 2 * size, &margins->log_factorial);
    if (status == CODING_OK)
        status = STATS_ARRAY(table->context, size, &margins->exponent);
    if (status != CODING_OK)
        return status;
    margins->column = margins->row + margins->rows;
    margins->inverse = margins->log_factorial + size;
    for (size_t i = 0; i < margins->rows; i++)
        margins->row[i] = (uint32_t)shorter[i];
    for (size_t j = 0; j < margins->columns; j++)
        margins->column[j] = (uint32_t)longer[j];
    qsort(margins->row, margins->rows, sizeof *margins->row, ascending);
    qsort(margins->column, margins->columns, sizeof *margins->column,
          ascending);
    tabulate_factorials(margins);
    return CODING_OK;
}

static void
margins_close(stats_margins *margins)
{
    base_free(margins->context, margins->row);
    base_free(margins->context, margins->log_factorial);
    base_free(margins->context, margins->exponent);
}

/* The observed table's own sum, in whichever order its margins stand. */
static int64_t
observed(const stats_twoway *table, const stats_margins *margins)
{
    int64_t sum = 0;

    for (size_t i = 0; i < table->rows; i++)
        for (size_t j = 0; j < table->columns; j++)
            sum += stats_exact_cell(margins, (double)table->row_totals[i],
                                    (double)table->column_totals[j],
                                    (uint32_t)stats_twoway_count(table, i, j));
    return sum;
}

/* A sum up to so much less counts as equal: R's 1e-7 for Fisher's, the
   rounding of the others. */
static int64_t
tolerance(const stats_twoway *table, stats_extreme kind)
{
    double part = kind == STATS_EXTREME_FISHER
                      ? 1e-7
                      : 1e-10 + 1e-14 * ((double)table->n + table->x2);

    return llround(part * 0x1p40);
}

static void
warn_too_long(const stats_twoway *table, const char *statistic)
{
    diag_warning(table->context, "exact-too-long", (diag_place){0},
                 "%s of a %zu x %zu table with a total of %llu takes too long, "
                 "random tables give it with its error",
                 statistic, table->rows, table->columns,
                 (unsigned long long)table->n);
}

/* Beyond these sizes nothing larger than 2 x 2 is within reach. */
static bool
is_searchable(const stats_twoway *table)
{
    size_t side = table->rows < table->columns ? table->rows : table->columns;

    return table->n <= STATS_EXACT_TOTAL && side <= 50;
}

static coding_status
search(const stats_twoway *table, stats_margins *margins, uint64_t limit,
       double *p)
{
    int64_t threshold =
        observed(table, margins) - tolerance(table, margins->kind);
    uint64_t work = 0;
    coding_status status =
        stats_exact_search(margins, threshold, limit, &work, p);

    if (*p > 1)
        *p = 1;
    return status;
}

/* margins is NULL when the table is out of reach. */
static coding_status
deliver_p(const stats_twoway *table, stats_margins *margins, stats_extreme kind,
          uint64_t limit, stats_delivery *to)
{
    static const char *const names[] = {"fisher_p", "exact_p_x2", "exact_p_g"};
    double p = STATS_NAN;
    coding_status status = CODING_OK;

    if (margins != NULL) {
        margins->kind = kind;
        status = search(table, margins, limit, &p);
    }
    if (status != CODING_OK)
        return status;
    if (isnan(p))
        warn_too_long(table, names[kind]);
    stats_deliver(to, names[kind], p);
    if (kind == STATS_EXTREME_FISHER)
        stats_deliver(to, "fisher_logp", log(p));
    return CODING_OK;
}

static coding_status
deliver_group(const stats_twoway *table, stats_margins *margins,
              unsigned groups, uint64_t limit, stats_delivery *to)
{
    coding_status status = CODING_OK;

    if ((groups & CODING_STATS_FISHER) != 0)
        status = deliver_p(table, margins, STATS_EXTREME_FISHER, limit, to);
    if (status == CODING_OK && (groups & CODING_STATS_EXACT) != 0)
        status = deliver_p(table, margins, STATS_EXTREME_X2, limit, to);
    if (status == CODING_OK && (groups & CODING_STATS_EXACT) != 0)
        status = deliver_p(table, margins, STATS_EXTREME_G, limit, to);
    return status;
}

/* Fewer than two rows or columns leave nothing to test. */
static void
deliver_undefined(unsigned groups, stats_delivery *to)
{
    if ((groups & CODING_STATS_FISHER) != 0) {
        stats_deliver(to, "fisher_p", STATS_NAN);
        stats_deliver(to, "fisher_logp", STATS_NAN);
    }
    if ((groups & CODING_STATS_EXACT) != 0) {
        stats_deliver(to, "exact_p_x2", STATS_NAN);
        stats_deliver(to, "exact_p_g", STATS_NAN);
    }
}

coding_status
stats_twoway_exact(const stats_twoway *table, unsigned groups, uint64_t limit,
                   stats_delivery *to)
{
    stats_margins margins;
    coding_status status;

    if (limit == 0)
        limit = default_limit;
    if (stats_twoway_df(table) <= 0) {
        deliver_undefined(groups, to);
        return CODING_OK;
    }
    if (stats_twoway_is_fourfold(table)) {
        if ((groups & CODING_STATS_EXACT) != 0)
            stats_twoway_fourfold_exact(table, to);
        return CODING_OK;
    }
    if (!is_searchable(table))
        return deliver_group(table, NULL, groups, limit, to);
    status = margins_open(table, &margins);
    if (status == CODING_OK)
        status = deliver_group(table, &margins, groups, limit, to);
    margins_close(&margins);
    return status;
}

/* n choose k for a small k. */
static double
log_choose(double n, size_t k)
{
    double sum = 0;

    for (size_t i = 1; i <= k; i++)
        sum += log1p((n - (double)k) / (double)i);
    return sum;
}

/* Gail & Mantel 1977: the rows are filled in any way, and the column totals
   that come of it are about normal. */
static double
log_tables(const stats_margins *margins)
{
    double k = (double)margins->rows;
    double mean = (double)margins->n / k;
    double variance = 0;
    double square = 0;
    double sum = 0;

    for (size_t j = 0; j < margins->columns; j++) {
        double total = margins->column[j];

        sum += log_choose(total + k - 1, margins->rows - 1);
        variance += total * (total + k) * (k - 1) / (k * k * (k + 1));
    }
    for (size_t i = 0; i < margins->rows; i++)
        square += (margins->row[i] - mean) * (margins->row[i] - mean);
    variance *= k / (k - 1);
    return sum - (k - 1) / 2 * log(2 * STATS_PI * variance) + log(k) / 2 -
           square / (2 * variance);
}

coding_status
coding_stats_exact_work(coding_context *context,
                        const coding_stats_table *table, double *out)
{
    stats_twoway kept;
    stats_margins margins = {.context = context};
    coding_status status = stats_twoway_open(context, table, &kept);
    double work = 0;

    if (status == CODING_OK && stats_twoway_df(&kept) > 1) {
        work = STATS_INFINITY;
        if (is_searchable(&kept))
            status = margins_open(&kept, &margins);
        /* Measured over random tables of 2 x 3 to 5 x 8. */
        if (status == CODING_OK && margins.row != NULL)
            work = 15 * exp(0.55 * log_tables(&margins));
    }
    if (status == CODING_OK)
        *out = work;
    margins_close(&margins);
    stats_twoway_close(&kept);
    return status;
}
