/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Probability, given the margins, of all tables at least as extreme as one:
   column after column over the states of the rows' remaining totals, as in
   the network of Mehta & Patel (1983, JASA 78, 427-434). */
#ifndef STATS_EXACT_SEARCH_H
#define STATS_EXACT_SEARCH_H

#include <coding/context.h>

#include <stdbool.h>
#include <stdint.h>

#include "base/map.h"

/* What makes a table extreme. Each is a sum over cells; it is kept as a whole
   number of 2^-40, so that equal tables have equal sums in any order. */
typedef enum {
    STATS_EXTREME_FISHER, /* sum of log x!: the less probable, the more */
    STATS_EXTREME_X2,     /* n sum x^2 / (r c) */
    STATS_EXTREME_G       /* 2 sum x log(x n / (r c)) */
} stats_extreme;

enum { STATS_EXACT_TOTAL = 100000 }; /* largest n */

/* The margins, rows and columns ascending. */
typedef struct {
    coding_context *context;
    stats_extreme kind;
    size_t rows, columns; /* at least 2 */
    uint32_t *row, *column;
    uint32_t n;            /* up to STATS_EXACT_TOTAL */
    double *log_factorial; /* of 0..n */
    double *inverse;       /* 1 / mantissa of x!, in (1/2, 1] */
    int32_t *exponent;     /* of x! */
} stats_margins;

typedef struct {
    int64_t least, most;
} stats_span;

/* Bounds, not always reached, on the sum of columns first to last - 1 when the
   rows have rest left for them. rest is ascending for FISHER. */
stats_span stats_exact_span(const stats_margins *margins, size_t first,
                            size_t last, const uint32_t *rest);
/* Puts what the rows have left in ascending order, among rows that are alike
   to the sum: tables that differ by such rows only are taken together. */
void stats_margins_sort(const stats_margins *margins, uint32_t *rest);
/* What a cell of these totals adds to the sum. */
int64_t stats_exact_cell(const stats_margins *margins, double row,
                         double column, uint32_t count);

/* Into p the probability of all tables whose sum is at least threshold.
 *work is what was done, up to limit: beyond it *p is NaN. */
CODING_MUST_USE coding_status stats_exact_search(const stats_margins *margins,
                                                 int64_t threshold,
                                                 uint64_t limit, uint64_t *work,
                                                 double *p);

#endif
