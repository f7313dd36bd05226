/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The answers to one question permuted against those to another, whole
   respondents at a time. See coding/stats_multiple.h. */
#include <coding/stats_random.h>

#include <string.h>

#include "base/memory.h"
#include "stats/array.h"
#include "stats/distribution.h"
#include "stats/pairs.h"
#include "stats/permutation.h"

/* Totals stay as they are, so that a pair's statistic depends on its number
   of joint mentions alone. */
typedef struct {
    const stats_pairs *pairs;
    uint32_t *order;  /* whose column answers go with respondent i's rows */
    int64_t *both;    /* used row items x used column items */
    double *products; /* a b of a pair */
    double *weights;  /* n / (a (n - a) b (n - b)) */
    stats_permutation seen;
} matching;

static coding_status
matching_open(const stats_pairs *pairs, matching *out)
{
    coding_context *context = pairs->context;
    size_t columns = pairs->column.items;
    size_t size = pairs->row.items * columns;
    double n = (double)pairs->respondents;
    coding_status status;

    *out = (matching){.pairs = pairs};
    status = STATS_ARRAY(context, pairs->respondents, &out->order);
    if (status == CODING_OK)
        status = STATS_ARRAY(context, size, &out->both);
    if (status == CODING_OK)
        status = STATS_ARRAY(context, size, &out->products);
    if (status == CODING_OK)
        status = STATS_ARRAY(context, size, &out->weights);
    if (status == CODING_OK)
        status = stats_permutation_open(context, size, &out->seen);
    for (size_t x = 0; x < pairs->row.items && status == CODING_OK; x++) {
        double a = (double)pairs->row.totals[pairs->row.item[x]];

        for (size_t y = 0; y < columns; y++) {
            double b = (double)pairs->column.totals[pairs->column.item[y]];

            out->products[x * columns + y] = a * b;
            out->weights[x * columns + y] = n / (a * (n - a) * (b * (n - b)));
        }
    }
    for (size_t i = 0; i < pairs->respondents && status == CODING_OK; i++)
        out->order[i] = (uint32_t)i;
    return status;
}

static void
matching_close(coding_context *context, matching *all)
{
    base_free(context, all->order);
    base_free(context, all->both);
    base_free(context, all->products);
    base_free(context, all->weights);
    stats_permutation_close(&all->seen);
}

/* The statistics n (n n_11 - a b)^2 / (a (n - a) b (n - b)). */
static void
compute(matching *all)
{
    const stats_pairs *pairs = all->pairs;
    size_t columns = pairs->column.items;
    size_t size = pairs->row.items * columns;
    double n = (double)pairs->respondents;

    memset(all->both, 0, size * sizeof *all->both);
    for (size_t i = 0; i < pairs->respondents; i++) {
        const unsigned char *row = pairs->row.named + i * pairs->row.width;
        const unsigned char *column =
            pairs->column.named + all->order[i] * pairs->column.width;

        for (size_t x = 0; x < pairs->row.items; x++) {
            int64_t *both = all->both + x * columns;

            if (row[pairs->row.item[x]] == 0)
                continue;
            for (size_t y = 0; y < columns; y++)
                both[y] += column[pairs->column.item[y]];
        }
    }
    for (size_t k = 0; k < size; k++) {
        double off = n * (double)all->both[k] - all->products[k];

        all->seen.x2[k] = off * off * all->weights[k];
    }
}

/* Every order of the respondents from first on. */
static void
arrange(matching *all, size_t first)
{
    size_t n = all->pairs->respondents;

    if (first + 1 >= n) {
        compute(all);
        stats_permutation_look(&all->seen);
        return;
    }
    for (size_t i = first; i < n; i++) {
        uint32_t kept = all->order[first];

        all->order[first] = all->order[i];
        all->order[i] = kept;
        arrange(all, first + 1);
        all->order[i] = all->order[first];
        all->order[first] = kept;
    }
}

static void
sample(matching *all, uint64_t samples, uint64_t seed)
{
    coding_stats_random random;

    coding_stats_random_seed(&random, seed);
    for (uint64_t b = 0; b < samples; b++) {
        coding_stats_random_shuffle(&random, all->order,
                                    all->pairs->respondents);
        compute(all);
        stats_permutation_look(&all->seen);
    }
}

static bool
is_small(size_t respondents, uint64_t limit)
{
    double orders = 1;

    for (size_t i = 2; i <= respondents && orders <= (double)limit; i++)
        orders *= (double)i;
    return orders <= (double)limit;
}

static void
deliver_pairs(const matching *all, const stats_permutation_names *names,
              stats_delivery *to)
{
    const stats_pairs *pairs = all->pairs;
    size_t x = 0;

    for (size_t i = 0; i < pairs->row.width; i++) {
        bool is_row = x < pairs->row.items && pairs->row.item[x] == i;
        size_t y = 0;

        for (size_t j = 0; j < pairs->column.width; j++) {
            bool is_column =
                y < pairs->column.items && pairs->column.item[y] == j;
            double p = STATS_NAN;

            if (is_row && is_column)
                p = stats_permutation_part(&all->seen,
                                           x * pairs->column.items + y);
            y += is_column;
            stats_deliver_at(to, names->part, i + 1, j + 1, p);
        }
        x += is_row;
    }
}

static coding_status
permute(const stats_pairs *pairs, const coding_stats_permutation *options,
        stats_delivery *to)
{
    static const stats_permutation_names names =
        STATS_PERMUTATION_NAMES("", "pair_p_maxt");
    uint64_t limit = options->exhaustive > 0 ? options->exhaustive : 200000;
    uint64_t samples = options->samples > 0 ? options->samples : 20000;
    matching all = {0};
    coding_status status = matching_open(pairs, &all);

    if (status == CODING_OK && all.seen.parts == 0) {
        stats_deliver(to, names.p, STATS_NAN);
        deliver_pairs(&all, &names, to);
    } else if (status == CODING_OK) {
        compute(&all);
        stats_permutation_observe(&all.seen);
        all.seen.is_exhaustive = is_small(pairs->respondents, limit);
        if (all.seen.is_exhaustive)
            arrange(&all, 0);
        else
            sample(&all, samples, options->seed);
        stats_permutation_deliver(&all.seen, &names, to);
        deliver_pairs(&all, &names, to);
    }
    matching_close(pairs->context, &all);
    return status;
}

coding_status
coding_stats_pairwise_permute(coding_context *context,
                              const coding_stats_mention_pairs *data,
                              const coding_stats_permutation *options,
                              const coding_figure_sink *sink)
{
    stats_delivery to = {sink, CODING_OK};
    stats_pairs pairs = {0};
    coding_status status = stats_pairs_open(context, data, &pairs);

    if (status == CODING_OK)
        status = permute(&pairs, options, &to);
    stats_pairs_close(&pairs);
    return status == CODING_OK ? to.status : status;
}
