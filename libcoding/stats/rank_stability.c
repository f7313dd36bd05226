/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How an order of items by mentions holds under resampling of respondents.
   See coding/stats_ranked.h. */
#include <coding/stats_ranked.h>

#include <math.h>

#include "base/diag.h"
#include "base/memory.h"
#include "stats/array.h"
#include "stats/deliver.h"
#include "stats/distribution.h"
#include "stats/draw.h"
#include "stats/lanes.h"
#include "stats/mentions.h"

static const size_t WIDEST = (size_t)1 << 16;

typedef struct {
    const coding_stats_stability *data;
    size_t *item;    /* 0, 1, ...: all items are packed */
    size_t *counts;  /* by item, of one sample */
    size_t *more;    /* by number of mentions: items with more */
    size_t *ranks;   /* by item, of one sample or observed */
    size_t *seen;    /* items x items: samples in which the item had rank k */
    uint32_t *drawn; /* respondents */
    stats_lanes lanes;
    uint64_t samples;
} stability;

static coding_status
stability_open(coding_context *context, stability *all)
{
    const coding_stats_stability *data = all->data;
    size_t items = data->items;
    coding_status status =
        stats_mentions_check(context, data->named, data->respondents, items);

    if (status == CODING_OK)
        status = STATS_ARRAY(context, items, &all->item);
    for (size_t j = 0; j < items && status == CODING_OK; j++)
        all->item[j] = j;
    if (status == CODING_OK)
        status = STATS_ARRAY(context, items, &all->counts);
    if (status == CODING_OK)
        status = STATS_ARRAY(context, data->respondents + 2, &all->more);
    if (status == CODING_OK)
        status = STATS_ARRAY(context, items, &all->ranks);
    if (status == CODING_OK)
        status = STATS_ARRAY(context, items * items, &all->seen);
    if (status == CODING_OK)
        status = STATS_ARRAY(context, data->respondents, &all->drawn);
    if (status == CODING_OK)
        status = stats_lanes_open(context, data->named, data->respondents,
                                  items, all->item, items, &all->lanes);
    return status;
}

static void
stability_close(coding_context *context, stability *all)
{
    base_free(context, all->item);
    base_free(context, all->counts);
    base_free(context, all->more);
    base_free(context, all->ranks);
    base_free(context, all->seen);
    base_free(context, all->drawn);
    stats_lanes_close(&all->lanes);
}

/* The ranks of the respondents drawn. */
static void
rank(stability *all)
{
    size_t n = all->data->respondents;
    size_t items = all->data->items;

    for (size_t j = 0; j < items; j++)
        all->counts[j] = 0;
    for (size_t m = 0; m < n + 2; m++)
        all->more[m] = 0;
    stats_lanes_add(&all->lanes, all->drawn, n, all->counts);
    for (size_t j = 0; j < items; j++)
        all->more[all->counts[j]]++;
    for (size_t m = n; m > 0; m--)
        all->more[m - 1] += all->more[m];
    for (size_t j = 0; j < items; j++)
        all->ranks[j] = 1 + all->more[all->counts[j] + 1];
}

static void
sample(stability *all)
{
    size_t n = all->data->respondents;
    size_t items = all->data->items;
    coding_stats_random random;

    coding_stats_random_seed(&random, all->data->seed);
    for (uint64_t b = 0; b < all->samples; b++) {
        stats_draw(&random, (uint32_t)n, n, all->drawn);
        rank(all);
        for (size_t j = 0; j < items; j++)
            all->seen[j * items + all->ranks[j] - 1]++;
    }
}

/* The smallest rank that with those before it holds the share of samples. */
static double
percentile(const stability *all, size_t item, double share)
{
    const size_t *seen = all->seen + item * all->data->items;
    double sum = 0;

    for (size_t k = 0; k < all->data->items; k++) {
        sum += (double)seen[k];
        if (sum >= share * (double)all->samples)
            return (double)k + 1;
    }
    return STATS_NAN;
}

static double
top_share(const stability *all, size_t item)
{
    const size_t *seen = all->seen + item * all->data->items;
    double sum = 0;

    for (size_t k = 0; k < all->data->items && k < all->data->top; k++)
        sum += (double)seen[k];
    return sum / (double)all->samples;
}

static void
deliver_item(const stability *all, size_t item, double observed,
             stats_delivery *to)
{
    bool is_known = all->data->respondents > 0;

    stats_deliver_at(to, "rank", item + 1, 0, observed);
    stats_deliver_at(to, "boot_rank_lo95", item + 1, 0,
                     is_known ? percentile(all, item, 0.025) : STATS_NAN);
    stats_deliver_at(to, "boot_rank_hi95", item + 1, 0,
                     is_known ? percentile(all, item, 0.975) : STATS_NAN);
    stats_deliver_at(to, "boot_p_top", item + 1, 0,
                     is_known ? top_share(all, item) : STATS_NAN);
}

coding_status
coding_stats_rank_stability(coding_context *context,
                            const coding_stats_stability *data,
                            const coding_figure_sink *sink)
{
    stability all = {.data = data,
                     .samples = data->samples > 0 ? data->samples : 10000};
    stats_delivery to = {sink, CODING_OK};
    coding_status status;

    if (data->items >= WIDEST)
        return diag_error(context, CODING_EDATA, "count-too-large",
                          (diag_place){0}, "%zu items, expected below 2^16",
                          data->items);
    status = stability_open(context, &all);
    if (status == CODING_OK && data->respondents > 0)
        sample(&all);
    if (status == CODING_OK) {
        for (size_t i = 0; i < data->respondents; i++)
            all.drawn[i] = (uint32_t)i;
        rank(&all);
        stats_deliver(&to, "boot_used",
                      data->respondents > 0 ? (double)all.samples : 0);
        for (size_t j = 0; j < data->items; j++)
            deliver_item(
                &all, j,
                data->respondents > 0 ? (double)all.ranks[j] : STATS_NAN, &to);
    }
    stability_close(context, &all);
    return status == CODING_OK ? to.status : status;
}
