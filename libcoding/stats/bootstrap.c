/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The bootstrap of combined item statistics. See stats/bootstrap.h. */
#include "stats/bootstrap.h"

#include <float.h>
#include <math.h>

#include "base/memory.h"
#include "stats/array.h"
#include "stats/distribution.h"

stats_combined
stats_combine(const double *x2, size_t parts, double df)
{
    stats_combined all = {0, 0, 0};

    for (size_t i = 0; i < parts; i++) {
        all.sum += x2[i];
        all.largest = fmax(all.largest, x2[i]);
        all.log_product += stats_chisq_tails(x2[i], df).log_upper;
    }
    return all;
}

typedef struct {
    uint64_t used, discarded;
    uint64_t sum, largest, product; /* as extreme as the observed */
} tally;

/* Equal statistics may differ by rounding. */
static bool
is_as_large(double value, double observed)
{
    return value >= observed - 64 * DBL_EPSILON * fabs(observed);
}

static void
run(const stats_bootstrap *what, const coding_stats_resampling *options,
    double *x2, tally *counts)
{
    uint64_t samples = options->samples > 0 ? options->samples : 10000;
    uint64_t most = options->most > 0 ? options->most : 2 * samples;
    stats_combined observed =
        stats_combine(what->observed, what->parts, what->df);
    coding_stats_random random;

    coding_stats_random_seed(&random, options->seed);
    for (uint64_t b = 0; b < most && counts->used < samples; b++) {
        stats_combined drawn;

        if (!what->resample(what->user, &random, x2)) {
            counts->discarded++;
            continue;
        }
        drawn = stats_combine(x2, what->parts, what->df);
        counts->used++;
        counts->sum += is_as_large(drawn.sum, observed.sum);
        counts->largest += is_as_large(drawn.largest, observed.largest);
        counts->product +=
            is_as_large(-drawn.log_product, -observed.log_product);
    }
}

coding_status
stats_bootstrap_deliver(coding_context *context, const stats_bootstrap *what,
                        const coding_stats_resampling *options,
                        stats_delivery *to)
{
    static const char *const names[][6] = {
        {"boot_p_x2s", "boot_p_min", "boot_p_prod", "boot_used",
         "boot_discarded", "boot_mc_se"},
        {"half_boot_p_x2s", "half_boot_p_min", "half_boot_p_prod",
         "half_boot_used", "half_boot_discarded", "half_boot_mc_se"}};
    const char *const *name =
        names[options->zeros == CODING_STATS_ZEROS_HALF ? 1 : 0];
    tally counts = {0};
    double *x2 = NULL;
    double used;
    double p;
    coding_status status = STATS_ARRAY(context, what->parts, &x2);

    if (status != CODING_OK)
        return status;
    if (what->parts > 0 && what->df > 0)
        run(what, options, x2, &counts);
    base_free(context, x2);
    used = counts.used > 0 ? (double)counts.used : STATS_NAN;
    p = (double)counts.sum / used;
    stats_deliver(to, name[0], p);
    stats_deliver(to, name[1], (double)counts.largest / used);
    stats_deliver(to, name[2], (double)counts.product / used);
    stats_deliver(to, name[3], (double)counts.used);
    stats_deliver(to, name[4], (double)counts.discarded);
    stats_deliver(to, name[5], sqrt(p * (1 - p) / used));
    return CODING_OK;
}
