/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Resampling two multiple-response questions independently of each other.
   See coding/stats_multiple.h. */
#include <string.h>

#include "base/memory.h"
#include "stats/array.h"
#include "stats/bootstrap.h"
#include "stats/draw.h"
#include "stats/lanes.h"
#include "stats/pairs.h"

typedef struct {
    const stats_pairs *pairs;
    coding_stats_zeros zeros;
    stats_lanes rows, columns;
    uint32_t *first;  /* respondents whose row answers are drawn */
    uint32_t *second; /* and whose column answers */
    size_t *a, *b;    /* totals of the resample */
    size_t *both;     /* used row items x used column items */
} resampled;

static coding_status
resampled_open(const stats_pairs *pairs, coding_stats_zeros zeros,
               resampled *out)
{
    coding_context *context = pairs->context;
    coding_status status;

    *out = (resampled){.pairs = pairs, .zeros = zeros};
    status = stats_lanes_open(context, pairs->row.named, pairs->respondents,
                              pairs->row.width, pairs->row.item,
                              pairs->row.items, &out->rows);
    if (status == CODING_OK)
        status =
            stats_lanes_open(context, pairs->column.named, pairs->respondents,
                             pairs->column.width, pairs->column.item,
                             pairs->column.items, &out->columns);
    if (status == CODING_OK)
        status = STATS_ARRAY(context, pairs->respondents, &out->first);
    if (status == CODING_OK)
        status = STATS_ARRAY(context, pairs->respondents, &out->second);
    if (status == CODING_OK)
        status = STATS_ARRAY(context, pairs->row.items, &out->a);
    if (status == CODING_OK)
        status = STATS_ARRAY(context, pairs->column.items, &out->b);
    if (status == CODING_OK)
        status = STATS_ARRAY(context, pairs->row.items * pairs->column.items,
                             &out->both);
    return status;
}

static void
resampled_close(coding_context *context, resampled *drawn)
{
    stats_lanes_close(&drawn->rows);
    stats_lanes_close(&drawn->columns);
    base_free(context, drawn->first);
    base_free(context, drawn->second);
    base_free(context, drawn->a);
    base_free(context, drawn->b);
    base_free(context, drawn->both);
}

/* Draws both halves of every respondent of the resample; counts. */
static void
draw(resampled *drawn, coding_stats_random *random)
{
    const stats_pairs *pairs = drawn->pairs;
    size_t rows = pairs->row.items;
    size_t columns = pairs->column.items;
    size_t n = pairs->respondents;

    memset(drawn->a, 0, rows * sizeof *drawn->a);
    memset(drawn->b, 0, columns * sizeof *drawn->b);
    memset(drawn->both, 0, rows * columns * sizeof *drawn->both);
    stats_draw(random, (uint32_t)n, n, drawn->first);
    stats_draw(random, (uint32_t)n, n, drawn->second);
    stats_lanes_add(&drawn->rows, drawn->first, n, drawn->a);
    stats_lanes_add(&drawn->columns, drawn->second, n, drawn->b);
    for (size_t i = 0; i < n; i++) {
        const unsigned char *row =
            pairs->row.named + drawn->first[i] * pairs->row.width;
        const unsigned char *column =
            pairs->column.named + drawn->second[i] * pairs->column.width;

        for (size_t x = 0; x < rows; x++) {
            size_t *both = drawn->both + x * columns;

            if (row[pairs->row.item[x]] == 0)
                continue;
            for (size_t y = 0; y < columns; y++)
                both[y] += column[pairs->column.item[y]];
        }
    }
}

static bool
is_constant(const size_t *totals, size_t items, size_t n)
{
    for (size_t x = 0; x < items; x++)
        if (totals[x] == 0 || totals[x] == n)
            return true;
    return false;
}

static bool
resample(void *user, coding_stats_random *random, double *x2)
{
    resampled *drawn = user;
    size_t rows = drawn->pairs->row.items;
    size_t columns = drawn->pairs->column.items;
    size_t n = drawn->pairs->respondents;

    draw(drawn, random);
    if (is_constant(drawn->a, rows, n) || is_constant(drawn->b, columns, n))
        return false;
    for (size_t x = 0; x < rows; x++)
        for (size_t y = 0; y < columns; y++)
            x2[x * columns + y] =
                stats_pairs_x2(drawn->both[x * columns + y], drawn->a[x],
                               drawn->b[y], n, drawn->zeros);
    return true;
}

static coding_status
bootstrap(const stats_pairs *pairs, const coding_stats_resampling *options,
          stats_delivery *to)
{
    resampled drawn = {0};
    double *observed = NULL;
    size_t columns = pairs->column.items;
    stats_bootstrap what = {.parts = pairs->row.items * columns,
                            .df = 1,
                            .resample = resample,
                            .user = &drawn};
    coding_status status = resampled_open(pairs, options->zeros, &drawn);

    if (status == CODING_OK)
        status = STATS_ARRAY(pairs->context, what.parts, &observed);
    if (status == CODING_OK) {
        for (size_t k = 0; k < what.parts; k++)
            observed[k] = stats_pairs_x2(
                pairs->both[k], pairs->row.totals[pairs->row.item[k / columns]],
                pairs->column.totals[pairs->column.item[k % columns]],
                pairs->respondents, options->zeros);
        what.observed = observed;
        status = stats_bootstrap_deliver(pairs->context, &what, options, to);
    }
    base_free(pairs->context, observed);
    resampled_close(pairs->context, &drawn);
    return status;
}

coding_status
coding_stats_pairwise_bootstrap(coding_context *context,
                                const coding_stats_mention_pairs *data,
                                const coding_stats_resampling *options,
                                const coding_figure_sink *sink)
{
    stats_delivery to = {sink, CODING_OK};
    stats_pairs pairs = {0};
    coding_status status = stats_pairs_open(context, data, &pairs);

    if (status == CODING_OK)
        status = bootstrap(&pairs, options, &to);
    stats_pairs_close(&pairs);
    return status == CODING_OK ? to.status : status;
}
