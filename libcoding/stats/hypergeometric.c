/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The hypergeometric distribution. See stats/hypergeometric.h. */
#include "stats/hypergeometric.h"

#include <math.h>
#include <stdbool.h>

#include "stats/deviation.h"
#include "stats/distribution.h"
#include "stats/wide.h"

/* So many ratios are multiplied before the density is computed anew. */
enum { RATIOS = 4096 };

double
stats_stirling_rest(uint64_t x)
{
    static const double small[] = {0,
                                   1,
                                   1.3068528194400546906,
                                   1.4959226032237259266,
                                   1.6328763858683831443,
                                   1.7403021806115441212,
                                   1.8286943966417709902,
                                   1.9037903176782211644,
                                   1.9690705693065628024,
                                   2.0268062840554951661,
                                   2.078561643135058455,
                                   2.1254598450918098546,
                                   2.1683346982058824268,
                                   2.2078222061234453169,
                                   2.2444185681250608968,
                                   2.2785183673077405761};
    double y = 1 / (double)x;
    double square = y * y;
    double series;

    if (x < sizeof small / sizeof *small)
        return small[x];
    series = 1.0 / 1680 - square / 1188;
    series = 1.0 / 1260 - square * series;
    series = 1.0 / 360 - square * series;
    series = 1.0 / 12 - square * series;
    return 0.5 * log(2 * STATS_PI * (double)x) + y * series;
}

/* row 1 n - row total x column total = n (O - E). */
static stats_wide
excess_of(const stats_hypergeometric *table, uint64_t cell)
{
    return stats_wide_times(cell, table->n) -
           stats_wide_times(table->row, table->column);
}

stats_hypergeometric
stats_hypergeometric_of(uint64_t row, uint64_t other_row, uint64_t column)
{
    stats_hypergeometric table = {
        .row = row, .other_row = other_row, .column = column};
    stats_wide_unsigned top;

    table.n = row + other_row;
    table.other_column = table.n - column;
    table.low = column > other_row ? column - other_row : 0;
    table.high = row < column ? row : column;
    top = (stats_wide_unsigned)(row + 1) * (column + 1) / (table.n + 2);
    table.mode = (uint64_t)top;
    table.constant = stats_stirling_rest(row) + stats_stirling_rest(other_row) +
                     stats_stirling_rest(column) +
                     stats_stirling_rest(table.other_column) -
                     stats_stirling_rest(table.n);
    return table;
}

/* product h(d), d = excess / product; 0 for an empty margin. */
static double
term(uint64_t row, uint64_t column, double excess, double times)
{
    double product = (double)row * (double)column;

    if (!(product > 0))
        return 0;
    return product * stats_deviation_g(excess / product, times / product);
}

/* Also the main parts of Stirling's formula of all nine factorials. */
double
stats_hypergeometric_half_g(const stats_hypergeometric *table, uint64_t cell)
{
    double excess = stats_wide_double(excess_of(table, cell));

    double n = (double)table->n;

    return (term(table->row, table->column, excess, (double)cell * n) +
            term(table->row, table->other_column, -excess,
                 (double)(table->row - cell) * n) +
            term(table->other_row, table->column, -excess,
                 (double)(table->column - cell) * n) +
            term(table->other_row, table->other_column, excess,
                 (double)(table->other_row + cell - table->column) * n)) /
           n;
}

double
stats_hypergeometric_log_density(const stats_hypergeometric *table,
                                 uint64_t cell)
{
    return table->constant - stats_hypergeometric_half_g(table, cell) -
           stats_stirling_rest(cell) - stats_stirling_rest(table->row - cell) -
           stats_stirling_rest(table->column - cell) -
           stats_stirling_rest(table->other_row + cell - table->column);
}

double
stats_hypergeometric_ratio(const stats_hypergeometric *table, uint64_t cell)
{
    return (double)(table->row - cell) /
           (double)(table->other_row + cell + 1 - table->column) *
           ((double)(table->column - cell) / (double)(cell + 1));
}

/* log of the sum of the densities from cell on, away from the mode. */
static double
log_tail(const stats_hypergeometric *table, uint64_t cell, bool up)
{
    double first = stats_hypergeometric_log_density(table, cell);
    double term_now = 1;
    double sum = 0;
    double ratio;
    uint64_t end = up ? table->high : table->low;
    uint64_t done = 0;

    for (;;) {
        sum += term_now;
        if (cell == end)
            break;
        ratio = up ? stats_hypergeometric_ratio(table, cell)
                   : 1 / stats_hypergeometric_ratio(table, cell - 1);
        if (term_now * ratio < 1e-18 * (1 - ratio) * sum)
            break;
        cell = up ? cell + 1 : cell - 1;
        term_now *= ratio;
        if (++done % RATIOS == 0)
            term_now =
                exp(stats_hypergeometric_log_density(table, cell) - first);
    }
    return first + log(sum);
}

/* log(1 - exp(x)), x <= 0 */
static double
log_complement(double x)
{
    return x > -STATS_LN2 ? log(-expm1(x)) : log1p(-exp(x));
}

double
stats_hypergeometric_log_lower(const stats_hypergeometric *table, uint64_t cell)
{
    if (cell == table->high)
        return 0;
    if (cell < table->mode)
        return log_tail(table, cell, false);
    return log_complement(log_tail(table, cell + 1, true));
}

double
stats_hypergeometric_log_upper(const stats_hypergeometric *table, uint64_t cell)
{
    if (cell == table->low)
        return 0;
    if (cell > table->mode)
        return log_tail(table, cell, true);
    return log_complement(log_tail(table, cell - 1, false));
}

static double
log_add(double a, double b)
{
    double more = fmax(a, b);

    if (!isfinite(more))
        return more;
    return more + log1p(exp(fmin(a, b) - more));
}

/* The nearest cell above centre whose rank is at most most; high + 1: none. */
static uint64_t
first_above(const stats_hypergeometric *table, stats_cell_rank rank,
            uint64_t centre, double most)
{
    uint64_t inside = centre;
    uint64_t outside = table->high + 1;

    while (outside - inside > 1) {
        uint64_t middle = inside + (outside - inside) / 2;

        if (rank(table, middle) <= most)
            outside = middle;
        else
            inside = middle;
    }
    return outside;
}

/* One more than the nearest cell below centre of that kind; low: none. */
static uint64_t
first_below(const stats_hypergeometric *table, stats_cell_rank rank,
            uint64_t centre, double most)
{
    uint64_t inside = centre + 1;
    uint64_t outside = table->low;

    while (inside - outside > 1) {
        uint64_t middle = outside + (inside - outside) / 2;

        if (rank(table, middle - 1) <= most)
            outside = middle;
        else
            inside = middle;
    }
    return outside;
}

double
stats_hypergeometric_log_beyond(const stats_hypergeometric *table,
                                stats_cell_rank rank, uint64_t centre,
                                double most)
{
    double upper = -STATS_INFINITY;
    double lower = -STATS_INFINITY;
    uint64_t above;
    uint64_t below;

    if (rank(table, centre) <= most)
        return 0;
    above = first_above(table, rank, centre, most);
    below = first_below(table, rank, centre, most);
    if (above <= table->high)
        upper = stats_hypergeometric_log_upper(table, above);
    if (below > table->low)
        lower = stats_hypergeometric_log_lower(table, below - 1);
    return fmin(0, log_add(upper, lower));
}
