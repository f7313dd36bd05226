/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bounds for the exact search: how extreme what is left of a table can be.
   See stats/exact_search.h. */
#include <math.h>

#include "stats/distribution.h"
#include "stats/exact_search.h"

static const double unit = 0x1p40;

enum { SLACK = 64 }; /* units: more than the rounding of all cells */

static double
cell_value(const stats_margins *margins, double row, double column,
           double count)
{
    if (margins->kind == STATS_EXTREME_X2)
        return count * count * margins->n / (row * column);
    return count > 0 ? 2 * count * log(count * margins->n / (row * column)) : 0;
}

int64_t
stats_exact_cell(const stats_margins *margins, double row, double column,
                 uint32_t count)
{
    if (margins->kind == STATS_EXTREME_FISHER)
        return llround(margins->log_factorial[count] * unit);
    return llround(cell_value(margins, row, column, count) * unit);
}

/* Fisher's sum is convex and the same in every cell. Caps ascending; the least
   sum of a total spread under them is the most even one. */
static double
most_even(const double *f, const uint32_t *caps, size_t count, uint32_t total)
{
    double sum = 0;

    for (size_t i = 0; i < count; i++) {
        uint32_t left = (uint32_t)(count - i);
        uint32_t share = total / left;
        uint32_t more = total - share * left;

        if (caps[i] > share)
            return sum + f[share] * (left - more) + f[share + 1] * more;
        sum += f[caps[i]];
        total -= caps[i];
    }
    return sum;
}

/* The greatest sum fills the largest caps. */
static double
most_uneven(const double *f, const uint32_t *caps, size_t count, uint32_t total)
{
    double sum = 0;

    for (size_t i = count; i > 0 && total > 0; i--) {
        uint32_t part = caps[i - 1] < total ? caps[i - 1] : total;

        sum += f[part];
        total -= part;
    }
    return sum;
}

/* Either margin alone bounds the sum; rows and columns are ascending. */
static void
span_fisher(const stats_margins *margins, size_t first, size_t last,
            const uint32_t *rest, double *least, double *most)
{
    const double *f = margins->log_factorial;
    const uint32_t *columns = margins->column + first;
    size_t count = last - first;
    double least_by_column = 0;
    double most_by_column = 0;

    for (size_t i = 0; i < margins->rows; i++) {
        *least += most_even(f, columns, count, rest[i]);
        *most += most_uneven(f, columns, count, rest[i]);
    }
    for (size_t j = 0; j < count; j++) {
        least_by_column += most_even(f, rest, margins->rows, columns[j]);
        most_by_column += most_uneven(f, rest, margins->rows, columns[j]);
    }
    *least = fmax(*least, least_by_column);
    *most = fmin(*most, most_by_column);
}

/* With fractions allowed the least sum is reached where every row spreads its
   rest like the columns. */
static double
least_of_row(const stats_margins *margins, size_t row, double rest, double left)
{
    double share = rest * margins->n / (left * margins->row[row]);

    if (!(rest > 0))
        return 0;
    return margins->kind == STATS_EXTREME_X2 ? rest * share
                                             : 2 * rest * log(share);
}

/* x value(cap) / cap is above the convex value(x), 0 <= x <= cap: fill the
   cells of greatest slope first. */
static double
most_of_column(const stats_margins *margins, double total, const uint32_t *rest)
{
    double left = total;
    double below = STATS_INFINITY;
    double sum = 0;

    while (left > 0) {
        double best = -STATS_INFINITY;
        double room = 0; /* of all cells of the best slope */

        for (size_t i = 0; i < margins->rows; i++) {
            double cap = fmin(rest[i], total);
            double slope = -STATS_INFINITY;

            if (cap > 0)
                slope = cell_value(margins, margins->row[i], total, cap) / cap;

            if (slope >= below || slope < best)
                continue;
            room = slope > best ? cap : room + cap;
            best = slope;
        }
        if (!(room > 0))
            break;
        room = fmin(room, left);
        sum += best * room;
        left -= room;
        below = best;
    }
    return sum;
}

stats_span
stats_exact_span(const stats_margins *margins, size_t first, size_t last,
                 const uint32_t *rest)
{
    double least = 0;
    double most = 0;
    double left = 0;

    if (margins->kind == STATS_EXTREME_FISHER) {
        span_fisher(margins, first, last, rest, &least, &most);
    } else {
        for (size_t j = first; j < last; j++) {
            most += most_of_column(margins, margins->column[j], rest);
            left += margins->column[j];
        }
        for (size_t i = 0; i < margins->rows; i++)
            least += least_of_row(margins, i, rest[i], left);
    }
    return (stats_span){llround(least * unit) - SLACK,
                        llround(most * unit) + SLACK};
}

static bool
is_alike(const stats_margins *margins, size_t a, size_t b)
{
    return margins->kind == STATS_EXTREME_FISHER ||
           margins->row[a] == margins->row[b];
}

/* Rows are few, and alike rows stand together. */
void
stats_margins_sort(const stats_margins *margins, uint32_t *rest)
{
    for (size_t i = 1; i < margins->rows; i++) {
        uint32_t left = rest[i];
        size_t at = i;

        while (at > 0 && is_alike(margins, at - 1, i) && rest[at - 1] > left) {
            rest[at] = rest[at - 1];
            at--;
        }
        rest[at] = left;
    }
}
