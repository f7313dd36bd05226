/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Factor of a covariance matrix: positive semidefinite, scaled to a unit
   diagonal, largest pivot first, so that the rank shows. */
#ifndef STATS_CHOLESKY_H
#define STATS_CHOLESKY_H

#include <coding/context.h>

typedef struct {
    coding_context *context;
    size_t size, rank;
    double *factor; /* size x size, lower triangle, permuted */
    double *scale;  /* 1 / sqrt of the diagonal, 0 where that is 0 */
    size_t *order;  /* row k of factor is row order[k] of the matrix */
} stats_cholesky;   /* all zero is closed */

/* Factors the symmetric matrix, which is borrowed for the call and not
   changed. End with stats_cholesky_close, on failure too. */
CODING_MUST_USE coding_status stats_cholesky_open(coding_context *context,
                                                  const double *matrix,
                                                  size_t size,
                                                  stats_cholesky *out);
void stats_cholesky_close(stats_cholesky *factor);
/* Solves L y = x with the factor; rank items into y, which is not x. For x in
   the range of the matrix the squares of y sum to x' matrix^- x. */
void stats_cholesky_forward(const stats_cholesky *factor, const double *x,
                            double *y);

#endif
