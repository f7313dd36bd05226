/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The first cell of a 2 x 2 table with fixed margins: its probabilities as
   logarithms, right to 1e-14 of the logarithm for totals up to 10^11. */
#ifndef STATS_HYPERGEOMETRIC_H
#define STATS_HYPERGEOMETRIC_H

#include <stdint.h>

typedef struct {
    uint64_t row, other_row, column, other_column, n;
    uint64_t low, high; /* the cell's range */
    uint64_t mode;      /* no cell is more probable */
    double constant;    /* of the log density */
} stats_hypergeometric;

/* log x! - (x log x - x): Stirling's formula without its main part, 0 at 0. */
double stats_stirling_rest(uint64_t x);

/* column <= row + other_row <= 10^11, not 0. */
stats_hypergeometric stats_hypergeometric_of(uint64_t row, uint64_t other_row,
                                             uint64_t column);
/* cell is between low and high in all of these. */
double stats_hypergeometric_log_density(const stats_hypergeometric *table,
                                        uint64_t cell);
/* G of the table / 2, the likelihood ratio statistic. */
double stats_hypergeometric_half_g(const stats_hypergeometric *table,
                                   uint64_t cell);
/* log P(A <= cell) and log P(A >= cell). */
double stats_hypergeometric_log_lower(const stats_hypergeometric *table,
                                      uint64_t cell);
double stats_hypergeometric_log_upper(const stats_hypergeometric *table,
                                      uint64_t cell);
/* The density at cell + 1 over that at cell; 0 at high. */
double stats_hypergeometric_ratio(const stats_hypergeometric *table,
                                  uint64_t cell);

/* Something of a cell that rises up to centre and falls behind it. */
typedef double (*stats_cell_rank)(const stats_hypergeometric *table,
                                  uint64_t cell);
/* log of the probability of all cells whose rank is at most most. */
double stats_hypergeometric_log_beyond(const stats_hypergeometric *table,
                                       stats_cell_rank rank, uint64_t centre,
                                       double most);

#endif
