/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Arithmetic on unevaluated sums of two doubles. See stats/twofold.h. */
#include "stats/twofold.h"

#include <math.h>

/* Exact when |a| >= |b| (Dekker 1971, fast two-sum). */
static twofold
settle(double a, double b)
{
    double sum = a + b;

    return (twofold){sum, b - (sum - a)};
}

/* Exact for any a and b (Knuth, TAOCP 2, 4.2.2, theorem B). */
static twofold
sum_of(double a, double b)
{
    double sum = a + b;
    double part = sum - a;

    return (twofold){sum, (a - (sum - part)) + (b - part)};
}

twofold
twofold_of(double number)
{
    return (twofold){number, 0};
}

twofold
twofold_product(double a, double b)
{
    double product = a * b;

    return (twofold){product, fma(a, b, -product)};
}

twofold
twofold_add(twofold a, twofold b)
{
    twofold high = sum_of(a.high, b.high);
    twofold low = sum_of(a.low, b.low);
    twofold result = settle(high.high, high.low + low.high);

    return settle(result.high, result.low + low.low);
}

twofold
twofold_subtract(twofold a, twofold b)
{
    return twofold_add(a, (twofold){-b.high, -b.low});
}

twofold
twofold_multiply(twofold a, twofold b)
{
    twofold result = twofold_product(a.high, b.high);

    return settle(result.high, result.low + (a.high * b.low + a.low * b.high));
}

twofold
twofold_divide(twofold a, twofold b)
{
    double first = a.high / b.high;
    twofold rest = twofold_subtract(a, twofold_multiply(b, twofold_of(first)));
    double second = rest.high / b.high;

    rest = twofold_subtract(rest, twofold_multiply(b, twofold_of(second)));
    return twofold_add(sum_of(first, second), twofold_of(rest.high / b.high));
}

/* One step of Newton's from the rounded root. */
twofold
twofold_root(twofold number)
{
    double root = sqrt(number.high);
    twofold rest;

    if (!(root > 0))
        return (twofold){root, 0};
    rest = twofold_subtract(number, twofold_product(root, root));
    return settle(root, rest.high / (2 * root));
}

double
twofold_value(twofold number)
{
    return number.high + number.low;
}
