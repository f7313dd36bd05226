/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Resampling a multiple-response question whose groups are kept.
   See coding/stats_multiple.h. */
#include <string.h>

#include "base/memory.h"
#include "stats/array.h"
#include "stats/bootstrap.h"
#include "stats/draw.h"
#include "stats/lanes.h"
#include "stats/mentions.h"

typedef struct {
    const stats_mentions *counted;
    coding_stats_zeros zeros;
    stats_lanes lanes;
    uint32_t *drawn; /* respondents */
    size_t *counts;  /* groups x used items, of the resample */
} resampled;

/* The groups keep their sizes: each takes as many vectors as it has members,
   from all respondents. */
static bool
resample(void *user, coding_stats_random *random, double *x2)
{
    resampled *drawn = user;
    const stats_mentions *counted = drawn->counted;
    size_t n = counted->data->respondents;
    size_t items = counted->items;
    const uint32_t *next = drawn->drawn;

    stats_draw(random, (uint32_t)n, n, drawn->drawn);
    memset(drawn->counts, 0, counted->groups * items * sizeof *drawn->counts);
    for (size_t g = 0; g < counted->groups; g++) {
        stats_lanes_add(&drawn->lanes, next, counted->sizes[g],
                        drawn->counts + g * items);
        next += counted->sizes[g];
    }
    for (size_t x = 0; x < items; x++) {
        size_t total = 0;

        for (size_t g = 0; g < counted->groups; g++)
            total += drawn->counts[g * items + x];
        if (total == 0 || total == n)
            return false;
        x2[x] = stats_mentions_x2(drawn->counts + x, items, counted->sizes,
                                  counted->groups, drawn->zeros);
    }
    return true;
}

static coding_status
bootstrap(const stats_mentions *counted, const coding_stats_resampling *options,
          stats_delivery *to)
{
    const coding_stats_mentions *data = counted->data;
    resampled drawn = {.counted = counted, .zeros = options->zeros};
    double *observed = NULL;
    stats_bootstrap what = {.parts = counted->items,
                            .df = (double)counted->groups - 1,
                            .resample = resample,
                            .user = &drawn};
    coding_status status =
        STATS_ARRAY(counted->context, counted->items, &observed);

    if (status == CODING_OK)
        status = stats_lanes_open(counted->context, data->named,
                                  data->respondents, data->items, counted->item,
                                  counted->items, &drawn.lanes);
    if (status == CODING_OK)
        status = STATS_ARRAY(counted->context, data->respondents, &drawn.drawn);
    if (status == CODING_OK)
        status = STATS_ARRAY(counted->context, counted->groups * counted->items,
                             &drawn.counts);
    if (status == CODING_OK) {
        for (size_t x = 0; x < counted->items; x++)
            observed[x] = stats_mentions_x2(counted->counts + counted->item[x],
                                            data->items, counted->sizes,
                                            counted->groups, options->zeros);
        what.observed = observed;
        status = stats_bootstrap_deliver(counted->context, &what, options, to);
    }
    stats_lanes_close(&drawn.lanes);
    base_free(counted->context, drawn.drawn);
    base_free(counted->context, drawn.counts);
    base_free(counted->context, observed);
    return status;
}

coding_status
coding_stats_multiple_bootstrap(coding_context *context,
                                const coding_stats_mentions *data,
                                const coding_stats_resampling *options,
                                const coding_figure_sink *sink)
{
    stats_delivery to = {sink, CODING_OK};
    stats_mentions counted = {0};
    coding_status status = stats_mentions_open(context, data, &counted);

    if (status == CODING_OK)
        status = bootstrap(&counted, options, &to);
    stats_mentions_close(&counted);
    return status == CODING_OK ? to.status : status;
}
