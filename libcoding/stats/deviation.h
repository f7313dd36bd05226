/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a cell adds to a power divergence, per expected count, as functions of
   d = (O - E) / E >= -1. All are 0 at d = 0, about d^2 near it, and never
   negative, so sums over cells do not cancel however near a table is to what
   is expected. They assume that O and E have the same total. ratio is O / E,
   1 + d, which d itself does not give exactly when O is small. */
#ifndef STATS_DEVIATION_H
#define STATS_DEVIATION_H

/* (1 + d) log(1 + d) - d: half the term of G. */
double stats_deviation_g(double d, double ratio);
/* d - log(1 + d): half the term of the modified G; infinite at -1. */
double stats_deviation_modified(double d, double ratio);
/* 9/5 ((1 + d)^(5/3) - 1 - 5/3 d): Cressie & Read's 2/3. */
double stats_deviation_cressie_read(double d, double ratio);
/* 4 (sqrt(1 + d) - 1)^2: Freeman & Tukey's. */
double stats_deviation_freeman_tukey(double d, double ratio);

#endif
