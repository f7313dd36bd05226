/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Terms of power divergences. See stats/deviation.h. */
#include "stats/deviation.h"

#include <math.h>

#include "stats/distribution.h"

/* 1/3 + t/5 + t^2/7 + ...: what is left of atanh(s) / s after 1, over s^2 = t,
   for t up to 1/49 (|d| up to 1/4). */
static double
atanh_rest(double t)
{
    double sum = 0;

    for (int k = 21; k >= 3; k -= 2)
        sum = sum * t + 1.0 / k;
    return sum;
}

/* With s = d / (2 + d), log(1 + d) = 2 atanh(s) and 2 s = d (1 - s), hence
   (1 + d) log(1 + d) - d = s d + 2 (1 + d) s^3 (1/3 + s^2/5 + ...). */
double
stats_deviation_g(double d, double ratio)
{
    double s = d / (2 + d);

    if (!(ratio > 0))
        return 1;
    if (fabs(d) > 0.25)
        return ratio * log(ratio) - d;
    return s * d + 2 * (1 + d) * s * s * s * atanh_rest(s * s);
}

double
stats_deviation_modified(double d, double ratio)
{
    double s = d / (2 + d);

    if (!(ratio > 0))
        return STATS_INFINITY;
    if (fabs(d) > 0.25)
        return d - log(ratio);
    return s * d - 2 * s * s * s * atanh_rest(s * s);
}

/* Near 0 by the binomial series of (1 + d)^(5/3), from its d^2 on. */
double
stats_deviation_cressie_read(double d, double ratio)
{
    double term = d * d; /* 9/5 times the binomial coefficient 5/9 */
    double sum = 0;

    if (!(ratio > 0))
        return 1.2;
    if (fabs(d) > 0.1)
        return 1.8 * (expm1(log(ratio) * 5 / 3) - d * 5 / 3);
    for (int k = 2; k < 20; k++) {
        sum += term;
        term *= d * (5.0 / 3 - k) / (k + 1);
    }
    return sum;
}

double
stats_deviation_freeman_tukey(double d, double ratio)
{
    double root = 2 * d / (1 + sqrt(ratio));

    return root * root;
}
