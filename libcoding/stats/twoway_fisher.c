/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Exact p-values of a 2 x 2 table with fixed margins.
   See coding/stats_twoway.h. */
#include <math.h>

#include "stats/distribution.h"
#include "stats/hypergeometric.h"
#include "stats/root.h"
#include "stats/twoway.h"

/* R's rule: a table counts as no more likely up to 1 + 1e-7 times. */
static const double tie = 1e-7;

static stats_hypergeometric
fixed_margins(const stats_twoway *table)
{
    return stats_hypergeometric_of(table->row_totals[0], table->row_totals[1],
                                   table->column_totals[0]);
}

static double
two_sided(const stats_hypergeometric *margins, double most)
{
    return stats_hypergeometric_log_beyond(
        margins, stats_hypergeometric_log_density, margins->mode, most);
}

void
stats_twoway_fisher(const stats_twoway *table, stats_delivery *to)
{
    stats_hypergeometric margins;
    uint64_t cell;
    double density;
    double p;
    double less;
    double greater;

    if (!stats_twoway_is_fourfold(table))
        return;
    margins = fixed_margins(table);
    cell = table->counts[0];
    density = stats_hypergeometric_log_density(&margins, cell);
    p = two_sided(&margins, density + tie);
    less = stats_hypergeometric_log_lower(&margins, cell);
    greater = stats_hypergeometric_log_upper(&margins, cell);
    stats_deliver(to, "fisher_p", exp(p));
    stats_deliver(to, "fisher_logp", p);
    stats_deliver(to, "fisher_p_less", exp(less));
    stats_deliver(to, "fisher_p_greater", exp(greater));
    stats_deliver(to, "fisher_logp_less", less);
    stats_deliver(to, "fisher_logp_greater", greater);
    /* Less likely tables and half of those as likely as this one. */
    stats_deliver(to, "fisher_midp",
                  exp(p) / 2 + exp(two_sided(&margins, density - tie)) / 2);
}

/* - |O - E| n */
static double
closeness(const stats_hypergeometric *margins, uint64_t cell)
{
    stats_wide excess = stats_wide_times(cell, margins->n) -
                        stats_wide_times(margins->row, margins->column);

    return -fabs(stats_wide_double(excess));
}

static double
minus_g(const stats_hypergeometric *margins, uint64_t cell)
{
    return -2 * stats_hypergeometric_half_g(margins, cell);
}

/* E lies between two cells: the better of them. */
static uint64_t
centre_of(const stats_hypergeometric *margins, stats_cell_rank rank)
{
    stats_wide_unsigned product =
        (stats_wide_unsigned)margins->row * margins->column;
    uint64_t centre = (uint64_t)(product / margins->n);

    if (centre < margins->high &&
        rank(margins, centre + 1) > rank(margins, centre))
        centre++;
    return centre;
}

static double
beyond(const stats_hypergeometric *margins, stats_cell_rank rank, double most)
{
    return exp(stats_hypergeometric_log_beyond(margins, rank,
                                               centre_of(margins, rank), most));
}

void
stats_twoway_fourfold_exact(const stats_twoway *table, stats_delivery *to)
{
    stats_hypergeometric margins = fixed_margins(table);
    double distance = closeness(&margins, table->counts[0]);
    double g = minus_g(&margins, table->counts[0]);

    stats_deliver(to, "exact_p_x2", beyond(&margins, closeness, distance));
    stats_deliver(to, "exact_p_g",
                  beyond(&margins, minus_g, g * (1 - 64 * 0x1p-52)));
}

/* The cell's distribution when the odds ratio is exp(theta): the
   hypergeometric density times exp(theta cell), summed from its mode. */
typedef struct {
    stats_hypergeometric margins;
    uint64_t cell;
    double goal; /* of the tail */
} tilted;

typedef struct {
    double whole;  /* sum of all densities, 1 at the mode */
    double excess; /* sum of density x (cell - observed) */
    double above;  /* sum from the observed cell on */
    double below;  /* sum up to the observed cell */
} tilted_sums;

static uint64_t
tilted_mode(const stats_hypergeometric *margins, double odds)
{
    uint64_t low = margins->low;
    uint64_t high = margins->high;

    while (low < high) {
        uint64_t middle = low + (high - low) / 2;

        if (stats_hypergeometric_ratio(margins, middle) * odds >= 1)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void
tilted_add(const tilted *one, tilted_sums *sums, uint64_t cell, double density)
{
    double distance = cell >= one->cell ? (double)(cell - one->cell)
                                        : -(double)(one->cell - cell);

    sums->whole += density;
    sums->excess += density * distance;
    if (cell >= one->cell)
        sums->above += density;
    if (cell <= one->cell)
        sums->below += density;
}

static tilted_sums
tilted_sum(const tilted *one, double theta)
{
    const stats_hypergeometric *margins = &one->margins;
    double odds = exp(theta);
    uint64_t mode = tilted_mode(margins, odds);
    tilted_sums sums = {0};
    double density = 1;

    for (uint64_t cell = mode; density > 1e-25; cell++) {
        tilted_add(one, &sums, cell, density);
        if (cell == margins->high)
            break;
        density *= stats_hypergeometric_ratio(margins, cell) * odds;
    }
    density = 1;
    for (uint64_t cell = mode; cell > margins->low && density > 1e-25; cell--) {
        density /= stats_hypergeometric_ratio(margins, cell - 1) * odds;
        tilted_add(one, &sums, cell - 1, density);
    }
    return sums;
}

/* Rises with theta: the mean less the observed cell. */
static double
surplus(const void *user, double theta)
{
    tilted_sums sums = tilted_sum(user, theta);

    return sums.excess / sums.whole;
}

/* Rises with theta: P(A >= cell) less its goal. */
static double
upper_tail(const void *user, double theta)
{
    const tilted *one = user;
    tilted_sums sums = tilted_sum(one, theta);

    return sums.above / sums.whole - one->goal;
}

/* Rises with theta: the goal of P(A <= cell) less it. */
static double
lower_tail(const void *user, double theta)
{
    const tilted *one = user;
    tilted_sums sums = tilted_sum(one, theta);

    return one->goal - sums.below / sums.whole;
}

/* The odds ratio at which a rising function is 0, searched from the sample
   log odds ratio outwards. */
static double
odds_where(stats_function function, const tilted *one)
{
    const stats_hypergeometric *margins = &one->margins;
    double a = (double)one->cell + 0.5;
    double b = (double)(margins->row - one->cell) + 0.5;
    double c = (double)(margins->column - one->cell) + 0.5;
    double d = (double)(margins->other_row + one->cell - margins->column) + 0.5;
    double centre = log(a / b * (d / c));
    double step = 2 * sqrt(1 / a + 1 / b + 1 / c + 1 / d);
    double low = centre - step;
    double high = centre + step;

    while (low > -700 && function(one, low) > 0) {
        low -= step;
        step *= 2;
    }
    while (high < 700 && function(one, high) < 0) {
        high += step;
        step *= 2;
    }
    return exp(
        stats_root(function, one, fmax(low, -700), fmin(high, 700), 1e-13));
}

void
stats_twoway_fisher_odds(const stats_twoway *table, stats_delivery *to)
{
    tilted one = {.goal = 0.025};
    double odds[3] = {0, 0, 0}; /* estimate, lower, upper */

    if (!stats_twoway_is_fourfold(table))
        return;
    one.margins = fixed_margins(table);
    one.cell = table->counts[0];
    if (one.cell == one.margins.high)
        odds[0] = odds[2] = STATS_INFINITY;
    if (one.cell > one.margins.low && one.cell < one.margins.high)
        odds[0] = odds_where(surplus, &one);
    if (one.cell > one.margins.low)
        odds[1] = odds_where(upper_tail, &one);
    if (one.cell < one.margins.high)
        odds[2] = odds_where(lower_tail, &one);
    stats_deliver(to, "fisher_or", odds[0]);
    stats_deliver(to, "fisher_or_lo95", odds[1]);
    stats_deliver(to, "fisher_or_hi95", odds[2]);
}
