/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Filling one column of a table. See stats/exact_fill.h. */
#include "stats/exact_fill.h"

#include <math.h>

/* A column that is filled in part: what it has left, what the rows to come
   could take of it, and the sum and probability so far. Factorials are held
   as mantissas and exponents: their logarithms would lose digits. */
typedef struct {
    uint32_t left, later;
    int64_t value;
    double mantissa;
    int32_t exponent;
} part;

/* Gives the rows from row on their parts, in every way. */
static coding_status
fill(const stats_filling *way, size_t column, size_t row, const part *before)
{
    const stats_margins *margins = way->margins;
    const int64_t *cells = way->cells[column * margins->rows + row];
    uint32_t rest = way->rest[row];
    uint32_t most = before->left < rest ? before->left : rest;
    uint32_t least =
        before->left > before->later ? before->left - before->later : 0;
    bool is_last = row + 1 == margins->rows;
    coding_status status = CODING_OK;

    for (uint32_t x = least; x <= most && status == CODING_OK; x++) {
        part now = {.left = before->left - x,
                    .value = before->value + cells[x]};

        now.mantissa =
            before->mantissa * margins->inverse[x] * margins->inverse[rest - x];
        now.exponent = before->exponent - margins->exponent[x] -
                       margins->exponent[rest - x];
        way->x[row] = x;
        if (is_last) {
            status = way->take(way->user, now.value,
                               ldexp(now.mantissa, now.exponent));
            continue;
        }
        now.later = before->later - way->rest[row + 1];
        status = fill(way, column, row + 1, &now);
    }
    return status;
}

/* The product of rest! over the number of ways to draw the column: with the
   factorials of the parts below it, the probability of one way. */
coding_status
stats_exact_fill(const stats_filling *way, size_t column)
{
    const stats_margins *margins = way->margins;
    uint32_t total = margins->column[column];
    uint32_t all = 0;
    part start = {.left = total, .mantissa = 1};

    for (size_t i = 0; i < margins->rows; i++) {
        all += way->rest[i];
        start.mantissa /= margins->inverse[way->rest[i]];
        start.exponent += margins->exponent[way->rest[i]];
    }
    start.mantissa *= margins->inverse[all] / margins->inverse[total] /
                      margins->inverse[all - total];
    start.exponent += margins->exponent[total] +
                      margins->exponent[all - total] - margins->exponent[all];
    start.later = all - way->rest[0];
    return fill(way, column, 0, &start);
}
