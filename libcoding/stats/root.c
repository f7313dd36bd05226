/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Brent's root finder. See stats/root.h. */
#include "stats/root.h"

#include <math.h>
#include <stdbool.h>

#include "stats/distribution.h"

enum { STEPS = 200 }; /* bisection alone would need about 60 */

/* best is the better end, other has the opposite sign, last is where best was
   before; step is the move just made and before the one before it. */
typedef struct {
    double best, best_value, other, other_value, last, last_value;
    double step, before;
} bracket;

static void
order(bracket *range)
{
    if ((range->best_value > 0) == (range->other_value > 0)) {
        range->other = range->last;
        range->other_value = range->last_value;
        range->step = range->before = range->best - range->last;
    }
    if (fabs(range->other_value) < fabs(range->best_value)) {
        range->last = range->best;
        range->last_value = range->best_value;
        range->best = range->other;
        range->best_value = range->other_value;
        range->other = range->last;
        range->other_value = range->last_value;
    }
}

/* Inverse quadratic interpolation, or the secant when two of the three points
   coincide; false when the step is not to be trusted. */
static bool
interpolate(bracket *range, double half, double tolerance)
{
    double s = range->best_value / range->last_value;
    double p = 2 * half * s;
    double q = 1 - s;

    if (fabs(range->last - range->other) > 0) {
        double t = range->last_value / range->other_value;
        double r = range->best_value / range->other_value;

        p = s *
            (2 * half * t * (t - r) - (range->best - range->last) * (r - 1));
        q = (t - 1) * (r - 1) * (s - 1);
    }
    if (p > 0)
        q = -q;
    p = fabs(p);
    if (!(2 * p <
          fmin(3 * half * q - fabs(tolerance * q), fabs(range->before * q))))
        return false;
    range->before = range->step;
    range->step = p / q;
    return true;
}

static void
advance(bracket *range, double half, double tolerance)
{
    if (fabs(range->before) < tolerance ||
        fabs(range->last_value) <= fabs(range->best_value) ||
        !interpolate(range, half, tolerance))
        range->step = range->before = half;
    range->last = range->best;
    range->last_value = range->best_value;
    if (fabs(range->step) > tolerance)
        range->best += range->step;
    else
        range->best += half > 0 ? tolerance : -tolerance;
}

double
stats_root(stats_function function, const void *user, double low, double high,
           double tolerance)
{
    bracket range = {.best = high,
                     .best_value = function(user, high),
                     .last = low,
                     .last_value = function(user, low)};

    if (!(range.best_value * range.last_value <= 0))
        return STATS_NAN;
    range.other = range.best;
    range.other_value = range.best_value;
    for (int i = 0; i < STEPS; i++) {
        double near;
        double half;

        order(&range);
        near = fabs(range.best) * 0x1p-51 + tolerance / 2;
        half = (range.other - range.best) / 2;
        if (fabs(half) <= near || !(fabs(range.best_value) > 0))
            break;
        advance(&range, half, near);
        range.best_value = function(user, range.best);
    }
    return range.best;
}
