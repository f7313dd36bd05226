/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Group labels permuted over respondents or clusters.
   See coding/stats_multiple.h. */
#include <coding/stats_random.h>

#include <string.h>

#include "base/diag.h"
#include "base/memory.h"
#include "stats/array.h"
#include "stats/deliver.h"
#include "stats/distribution.h"
#include "stats/mentions.h"
#include "stats/permutation.h"

/* What a label belongs to: a respondent, or a cluster of them. Groups are
   ordered by their number of units, the largest last. */
typedef struct {
    coding_context *context;
    const stats_mentions *counted;
    size_t units, groups, items;
    uint32_t *named;      /* units x items: mentions */
    uint32_t *sizes;      /* unit: respondents */
    size_t *labels;       /* unit: observed group */
    size_t *group_units;  /* group: units */
    size_t *taken;        /* unit: 1 when it has a label other than the last */
    size_t *order;        /* units, for drawing */
    int64_t *counts;      /* groups x items, of the arrangement at hand */
    int64_t *respondents; /* group: respondents, of the arrangement at hand */
    double *weights;      /* item: 1 / (m (n - m)) */
    stats_permutation seen;
} arrangements;

static coding_status
allocate(arrangements *all)
{
    coding_context *context = all->context;
    coding_status status = STATS_ARRAY(context, all->units, &all->sizes);

    if (status == CODING_OK)
        status = STATS_ARRAY(context, all->units * all->items, &all->named);
    if (status == CODING_OK)
        status = STATS_ARRAY(context, all->units, &all->labels);
    if (status == CODING_OK)
        status = STATS_ARRAY(context, all->groups, &all->group_units);
    if (status == CODING_OK)
        status = STATS_ARRAY(context, all->units, &all->taken);
    if (status == CODING_OK)
        status = STATS_ARRAY(context, all->units, &all->order);
    if (status == CODING_OK)
        status = STATS_ARRAY(context, all->groups * all->items, &all->counts);
    if (status == CODING_OK)
        status = STATS_ARRAY(context, all->groups, &all->respondents);
    if (status == CODING_OK)
        status = STATS_ARRAY(context, all->items, &all->weights);
    if (status == CODING_OK)
        status = stats_permutation_open(context, all->items, &all->seen);
    return status;
}

static void
arrangements_close(arrangements *all)
{
    base_free(all->context, all->named);
    base_free(all->context, all->sizes);
    base_free(all->context, all->labels);
    base_free(all->context, all->group_units);
    base_free(all->context, all->taken);
    base_free(all->context, all->order);
    base_free(all->context, all->counts);
    base_free(all->context, all->respondents);
    base_free(all->context, all->weights);
    stats_permutation_close(&all->seen);
}

/* Units from respondents: number[i] is the unit of respondent i. */
static coding_status
gather(arrangements *all, const size_t *number)
{
    const coding_stats_mentions *data = all->counted->data;

    for (size_t i = 0; i < data->respondents; i++) {
        size_t unit = number != NULL ? number[i] : i;
        size_t group = all->counted->group_of[i];

        if (all->sizes[unit] > 0 && all->labels[unit] != group)
            return diag_error(all->context, CODING_EDATA, "cluster-two-groups",
                              (diag_place){0},
                              "the cluster of respondent %zu has members of "
                              "two groups, labels belong to whole clusters",
                              i + 1);
        all->labels[unit] = group;
        all->sizes[unit]++;
        for (size_t x = 0; x < all->items; x++)
            all->named[unit * all->items + x] +=
                data->named[i * data->items + all->counted->item[x]];
    }
    for (size_t u = 0; u < all->units; u++)
        all->group_units[all->labels[u]]++;
    return CODING_OK;
}

/* Renumbers the groups so that the one with the most units comes last. */
static void
put_largest_last(arrangements *all)
{
    size_t last = all->groups - 1;
    size_t largest = last;
    size_t kept;

    for (size_t g = 0; g < all->groups; g++)
        if (all->group_units[g] > all->group_units[largest])
            largest = g;
    for (size_t u = 0; u < all->units; u++) {
        if (all->labels[u] == largest)
            all->labels[u] = last;
        else if (all->labels[u] == last)
            all->labels[u] = largest;
    }
    kept = all->group_units[largest];
    all->group_units[largest] = all->group_units[last];
    all->group_units[last] = kept;
}

/* Numbers the clusters that have respondents; CODING_EUSAGE: out of range. */
static coding_status
number_clusters(arrangements *all, const coding_stats_permutation *options,
                size_t *number)
{
    const coding_stats_mentions *data = all->counted->data;
    size_t *used = NULL;
    coding_status status = STATS_ARRAY(all->context, options->clusters, &used);

    for (size_t i = 0; i < data->respondents && status == CODING_OK; i++) {
        size_t cluster = options->cluster[i];

        if (cluster >= options->clusters) {
            status = diag_error(all->context, CODING_EUSAGE, "group-range",
                                (diag_place){0},
                                "respondent %zu is in cluster %zu, expected "
                                "below %zu",
                                i + 1, cluster, options->clusters);
            break;
        }
        if (used[cluster] == 0)
            used[cluster] = ++all->units;
        number[i] = used[cluster] - 1;
    }
    base_free(all->context, used);
    return status;
}

/* Gives a unit to a group, or with a negative sign takes it back. */
static void
move(arrangements *all, size_t unit, size_t group, int sign)
{
    const uint32_t *named = all->named + unit * all->items;
    int64_t *counts = all->counts + group * all->items;

    all->respondents[group] += sign * (int64_t)all->sizes[unit];
    if (sign > 0)
        for (size_t x = 0; x < all->items; x++)
            counts[x] += named[x];
    else
        for (size_t x = 0; x < all->items; x++)
            counts[x] -= named[x];
}

/* The item statistics of the arrangement at hand. */
static void
compute(arrangements *all)
{
    const size_t *totals = all->counted->totals;
    double n = (double)all->counted->data->respondents;
    double *x2 = all->seen.x2;

    for (size_t x = 0; x < all->items; x++)
        x2[x] = 0;
    for (size_t g = 0; g < all->groups; g++) {
        const int64_t *counts = all->counts + g * all->items;
        double size = (double)all->respondents[g];

        for (size_t x = 0; x < all->items; x++) {
            double off = n * (double)counts[x] -
                         size * (double)totals[all->counted->item[x]];

            x2[x] += off * off / size;
        }
    }
    for (size_t x = 0; x < all->items; x++)
        x2[x] *= all->weights[x];
}

static coding_status
arrangements_open(coding_context *context, const stats_mentions *counted,
                  const coding_stats_permutation *options, arrangements *all)
{
    size_t n = counted->data->respondents;
    size_t *number = NULL;
    coding_status status = CODING_OK;

    *all = (arrangements){.context = context,
                          .counted = counted,
                          .units = options->cluster != NULL ? 0 : n,
                          .groups = counted->groups,
                          .items = counted->items};
    if (options->cluster != NULL) {
        status = STATS_ARRAY(context, n, &number);
        if (status == CODING_OK)
            status = number_clusters(all, options, number);
    }
    if (status == CODING_OK)
        status = allocate(all);
    if (status == CODING_OK)
        status = gather(all, number);
    base_free(context, number);
    return status;
}

/* The observed arrangement, and then all units in the last group. */
static void
observe(arrangements *all)
{
    double n = (double)all->counted->data->respondents;

    put_largest_last(all);
    for (size_t x = 0; x < all->items; x++) {
        double m = (double)all->counted->totals[all->counted->item[x]];

        all->weights[x] = 1 / (m * (n - m));
    }
    for (size_t u = 0; u < all->units; u++)
        move(all, u, all->labels[u], 1);
    compute(all);
    stats_permutation_observe(&all->seen);
    for (size_t u = 0; u < all->units; u++) {
        move(all, u, all->labels[u], -1);
        move(all, u, all->groups - 1, 1);
    }
}

/* Chooses the units of group after group; the last takes the rest, so the
   depth is the number of units outside the largest group. */
static void
arrange(arrangements *all, size_t group, size_t from, size_t left)
{
    size_t last = all->groups - 1;

    if (group == last) {
        compute(all);
        stats_permutation_look(&all->seen);
        return;
    }
    if (left == 0) {
        arrange(all, group + 1, 0, all->group_units[group + 1]);
        return;
    }
    for (size_t u = from; u + left <= all->units; u++) {
        if (all->taken[u] != 0)
            continue;
        all->taken[u] = 1;
        move(all, u, last, -1);
        move(all, u, group, 1);
        arrange(all, group, u + 1, left - 1);
        move(all, u, group, -1);
        move(all, u, last, 1);
        all->taken[u] = 0;
    }
}

/* The last group's counts are what the others leave. */
static void
leave_rest(arrangements *all)
{
    size_t last = all->groups - 1;
    int64_t *rest = all->counts + last * all->items;

    all->respondents[last] = (int64_t)all->counted->data->respondents;
    for (size_t x = 0; x < all->items; x++)
        rest[x] = (int64_t)all->counted->totals[all->counted->item[x]];
    for (size_t g = 0; g < last; g++) {
        all->respondents[last] -= all->respondents[g];
        for (size_t x = 0; x < all->items; x++)
            rest[x] -= all->counts[g * all->items + x];
    }
}

/* One random arrangement after another: units drawn without replacement. */
static void
sample(arrangements *all, uint64_t samples, uint64_t seed)
{
    coding_stats_random random;
    size_t last = all->groups - 1;

    coding_stats_random_seed(&random, seed);
    for (size_t u = 0; u < all->units; u++)
        all->order[u] = u;
    for (uint64_t b = 0; b < samples; b++) {
        size_t at = 0;

        memset(all->counts, 0, last * all->items * sizeof *all->counts);
        memset(all->respondents, 0, last * sizeof *all->respondents);
        for (size_t g = 0; g < last; g++) {
            for (size_t k = 0; k < all->group_units[g]; k++, at++) {
                size_t pick = at + (size_t)coding_stats_random_below(
                                       &random, all->units - at);
                size_t unit = all->order[pick];

                all->order[pick] = all->order[at];
                all->order[at] = unit;
                move(all, unit, g, 1);
            }
        }
        leave_rest(all);
        compute(all);
        stats_permutation_look(&all->seen);
    }
}

/* Whether there are at most limit arrangements: the product over the groups
   of the ways to choose their units from those left. No group but the last
   has more than half of them, so every step multiplies by 1 or more. */
static bool
is_small(const arrangements *all, uint64_t limit)
{
    size_t left = all->units;
    double ways = 1;

    for (size_t g = 0; g + 1 < all->groups; g++) {
        for (size_t k = 1; k <= all->group_units[g]; k++, left--) {
            ways = ways * (double)left / (double)k;
            if (ways > (double)limit + 0.5)
                return false;
        }
    }
    return true;
}

static void
deliver_items(const arrangements *all, const stats_permutation_names *names,
              stats_delivery *to)
{
    size_t x = 0;

    for (size_t j = 0; j < all->counted->data->items; j++) {
        double p = STATS_NAN;

        if (x < all->items && all->counted->item[x] == j)
            p = stats_permutation_part(&all->seen, x++);
        stats_deliver_at(to, names->part, j + 1, 0, p);
    }
}

static coding_status
permute(const stats_mentions *counted, const coding_stats_permutation *options,
        const stats_permutation_names *names, stats_delivery *to)
{
    uint64_t limit = options->exhaustive > 0 ? options->exhaustive : 200000;
    uint64_t samples = options->samples > 0 ? options->samples : 20000;
    arrangements all = {0};
    coding_status status =
        arrangements_open(counted->context, counted, options, &all);

    if (status == CODING_OK) {
        observe(&all);
        all.seen.is_exhaustive = is_small(&all, limit);
        if (all.seen.is_exhaustive)
            arrange(&all, 0, 0, all.group_units[0]);
        else
            sample(&all, samples, options->seed);
        stats_permutation_deliver(&all.seen, names, to);
        deliver_items(&all, names, to);
    }
    arrangements_close(&all);
    return status;
}

coding_status
coding_stats_multiple_permute(coding_context *context,
                              const coding_stats_mentions *data,
                              const coding_stats_permutation *options,
                              const coding_figure_sink *sink)
{
    static const stats_permutation_names names[] = {
        STATS_PERMUTATION_NAMES("", "item_p_maxt"),
        STATS_PERMUTATION_NAMES("cluster_", "item_p_maxt")};
    const stats_permutation_names *used =
        &names[options->cluster != NULL ? 1 : 0];
    stats_delivery to = {sink, CODING_OK};
    stats_mentions counted = {0};
    coding_status status = stats_mentions_open(context, data, &counted);

    if (status == CODING_OK && counted.groups > 1 && counted.items > 0) {
        status = permute(&counted, options, used, &to);
    } else if (status == CODING_OK) {
        stats_deliver(&to, used->p, STATS_NAN);
        for (size_t j = 0; j < data->items; j++)
            stats_deliver_at(&to, used->part, j + 1, 0, STATS_NAN);
    }
    stats_mentions_close(&counted);
    return status == CODING_OK ? to.status : status;
}
