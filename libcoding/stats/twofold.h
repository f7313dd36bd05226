/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Twice the digits of a double, as an unevaluated sum of two (Dekker 1971):
   for differences of products of counts that cancel, 106 bits in all. */
#ifndef STATS_TWOFOLD_H
#define STATS_TWOFOLD_H

typedef struct {
    double high, low; /* |low| is at most half a last place of high */
} twofold;            /* all zero is 0 */

twofold twofold_of(double number);
twofold twofold_product(double a, double b); /* exact */
twofold twofold_add(twofold a, twofold b);
twofold twofold_subtract(twofold a, twofold b);
twofold twofold_multiply(twofold a, twofold b);
/* b is not 0. */
twofold twofold_divide(twofold a, twofold b);
/* number is not negative. */
twofold twofold_root(twofold number);
double twofold_value(twofold number);

#endif
