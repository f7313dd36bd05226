/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Counting the arrangements of a permutation test. See stats/permutation.h. */
#include "stats/permutation.h"

#include <float.h>
#include <math.h>

#include "base/memory.h"
#include "stats/array.h"
#include "stats/distribution.h"

/* Equal statistics may differ by rounding. */
static const double SLACK = 64 * DBL_EPSILON;

coding_status
stats_permutation_open(coding_context *context, size_t parts,
                       stats_permutation *out)
{
    coding_status status;

    *out = (stats_permutation){.context = context, .parts = parts};
    status = STATS_ARRAY(context, parts, &out->x2);
    if (status == CODING_OK)
        status = STATS_ARRAY(context, parts, &out->observed);
    if (status == CODING_OK)
        status = STATS_ARRAY(context, parts, &out->larger);
    return status;
}

void
stats_permutation_close(stats_permutation *all)
{
    if (all->context == NULL)
        return;
    base_free(all->context, all->x2);
    base_free(all->context, all->observed);
    base_free(all->context, all->larger);
    *all = (stats_permutation){0};
}

static double
sum_of(const stats_permutation *all)
{
    double sum = 0;

    for (size_t i = 0; i < all->parts; i++)
        sum += all->x2[i];
    return sum;
}

void
stats_permutation_observe(stats_permutation *all)
{
    all->least = sum_of(all) * (1 - SLACK);
    for (size_t i = 0; i < all->parts; i++)
        all->observed[i] = all->x2[i] * (1 - SLACK);
}

void
stats_permutation_look(stats_permutation *all)
{
    double sum = sum_of(all);
    double largest = 0;

    all->looked_at++;
    all->as_large += sum >= all->least;
    if (sum > all->most * (1 + SLACK)) {
        all->most = sum;
        all->as_most = 0;
    }
    all->as_most += sum >= all->most * (1 - SLACK);
    for (size_t i = 0; i < all->parts; i++)
        largest = fmax(largest, all->x2[i]);
    for (size_t i = 0; i < all->parts; i++)
        all->larger[i] += largest >= all->observed[i];
}

/* Random arrangements: the observed one is counted too, so p is never 0. */
static double
share(const stats_permutation *all, uint64_t as_large)
{
    double extra = all->is_exhaustive ? 0 : 1;

    return ((double)as_large + extra) / ((double)all->looked_at + extra);
}

double
stats_permutation_part(const stats_permutation *all, size_t part)
{
    return share(all, all->larger[part]);
}

/* The Monte Carlo error of a share, and Wilson's limits (1927). */
static void
deliver_error(const stats_permutation *all,
              const stats_permutation_names *names, stats_delivery *to)
{
    double b = (double)all->looked_at;
    double part = (double)all->as_large / b;
    double z = coding_stats_normal_quantile(0.975);
    double middle = part + z * z / (2 * b);
    double reach = z * sqrt(part * (1 - part) / b + z * z / (4 * b * b));

    stats_deliver(to, names->error, sqrt(part * (1 - part) / b));
    stats_deliver(to, names->low, fmax(0, (middle - reach) / (1 + z * z / b)));
    stats_deliver(to, names->high, fmin(1, (middle + reach) / (1 + z * z / b)));
}

void
stats_permutation_deliver(const stats_permutation *all,
                          const stats_permutation_names *names,
                          stats_delivery *to)
{
    double count = (double)all->looked_at;

    stats_deliver(to, names->p, share(all, all->as_large));
    stats_deliver(to, names->exhaustive, all->is_exhaustive ? 1 : 0);
    stats_deliver(to, names->count, count);
    stats_deliver(to, names->as_large, (double)all->as_large);
    if (all->is_exhaustive)
        stats_deliver(to, names->smallest, (double)all->as_most / count);
    else
        deliver_error(all, names, to);
}
