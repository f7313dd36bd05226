/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Intervals of Krippendorff's alpha by drawing again: units, or coincidences.
   See coding/stats_agreement.h. */
#include <coding/stats_random.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "stats/array.h"
#include "stats/coders.h"
#include "stats/distribution.h"

/* A unit that can be paired, by what its coders chose. */
typedef struct {
    const coders_share *shares;
    size_t count;
    size_t unit;
} drawn_unit;

typedef struct {
    const coders_data *all;
    coding_stats_metric metric;
    coding_stats_random random;
    size_t samples, used;
    /* In order of what was chosen, so that no interval depends on the order of
       units or coders. */
    drawn_unit *units;
    size_t *kind;          /* by unit: the number of what was chosen */
    size_t *first, *times; /* by kind: its first unit, how often drawn */
    size_t kinds;
    double *alphas;     /* used of them */
    double *difference; /* and a sample's coincidences, marginals */
    double *coincidence, *marginal;
} drawing;

static int
by_choice(const void *left, const void *right)
{
    const drawn_unit *a = left, *b = right;

    for (size_t i = 0; i < a->count && i < b->count; i++) {
        const coders_share *x = &a->shares[i], *y = &b->shares[i];

        if (x->category != y->category)
            return x->category < y->category ? -1 : 1;
        if (x->coders != y->coders)
            return x->coders < y->coders ? -1 : 1;
    }
    return (a->count > b->count) - (a->count < b->count);
}

static void
sort_units(drawing *draw)
{
    const coders_data *all = draw->all;
    size_t count = 0;

    for (size_t u = 0; u < all->data->units; u++)
        if (all->codings[u] > 1)
            draw->units[count++] =
                (drawn_unit){all->shares + all->first[u],
                             all->first[u + 1] - all->first[u], u};
    if (count > 0)
        qsort(draw->units, count, sizeof *draw->units, by_choice);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || by_choice(&draw->units[i - 1], &draw->units[i]) != 0)
            draw->first[draw->kinds++] = i;
        draw->kind[i] = draw->kinds - 1;
    }
}

static coding_status
drawing_open(const coders_data *all, const coding_stats_alpha_sampling *options,
             drawing *out)
{
    coding_context *context = all->context;
    size_t q = all->data->categories;
    coding_status status;

    *out = (drawing){.all = all,
                     .metric = options->metric,
                     .samples = options->samples > 0 ? options->samples : 1000};
    coding_stats_random_seed(&out->random,
                             options->seed > 0 ? options->seed : 1);
    status = STATS_ARRAY(context, all->pairable_units, &out->units);
    if (status == CODING_OK)
        status = STATS_ARRAY(context, all->pairable_units, &out->kind);
    if (status == CODING_OK)
        status = STATS_ARRAY(context, all->pairable_units, &out->first);
    if (status == CODING_OK)
        status = STATS_ARRAY(context, all->pairable_units, &out->times);
    if (status == CODING_OK)
        status = STATS_ARRAY(context, out->samples, &out->alphas);
    if (status == CODING_OK)
        status = STATS_ARRAY(context, q * q, &out->difference);
    if (status == CODING_OK)
        status = STATS_ARRAY(context, q * q, &out->coincidence);
    if (status == CODING_OK)
        status = STATS_ARRAY(context, q, &out->marginal);
    if (status == CODING_OK)
        sort_units(out);
    return status;
}

static void
drawing_close(drawing *draw)
{
    coding_context *context = draw->all->context;

    base_free(context, draw->units);
    base_free(context, draw->kind);
    base_free(context, draw->first);
    base_free(context, draw->times);
    base_free(context, draw->alphas);
    base_free(context, draw->difference);
    base_free(context, draw->coincidence);
    base_free(context, draw->marginal);
}

static int
by_size(const void *left, const void *right)
{
    const double *a = left, *b = right;

    return (*a > *b) - (*a < *b);
}

/* The value below which this share of the samples lies. */
static double
percentile(const drawing *draw, double share)
{
    double place = ceil(share * (double)draw->used);

    if (draw->used == 0)
        return STATS_NAN;
    return draw->alphas[place < 1 ? 0 : (size_t)place - 1];
}

static void
draw_units(drawing *draw)
{
    const coders_data *all = draw->all;
    size_t q = all->data->categories;

    for (size_t b = 0; b < draw->samples && all->pairable_units > 0; b++) {
        coders_alpha found;

        memset(draw->coincidence, 0, q * q * sizeof *draw->coincidence);
        memset(draw->marginal, 0, q * sizeof *draw->marginal);
        memset(draw->times, 0, draw->kinds * sizeof *draw->times);
        for (size_t i = 0; i < all->pairable_units; i++)
            draw->times[draw->kind[coding_stats_random_below(
                &draw->random, all->pairable_units)]]++;
        for (size_t i = 0; i < draw->kinds; i++)
            if (draw->times[i] > 0)
                coders_pair(all, draw->units[draw->first[i]].unit,
                            (double)draw->times[i], draw->coincidence,
                            draw->marginal);
        if (b == 0 || draw->metric == CODING_METRIC_ORDINAL)
            coders_difference(all, draw->metric, draw->marginal,
                              draw->difference);
        found = coders_alpha_of(draw->coincidence, draw->marginal,
                                draw->difference, q);
        if (!isnan(found.alpha))
            draw->alphas[draw->used++] = found.alpha;
    }
    qsort(draw->alphas, draw->used, sizeof *draw->alphas, by_size);
}

coding_status
coding_stats_alpha_bootstrap(coding_context *context,
                             const coding_stats_codings *data,
                             const coding_stats_alpha_sampling *options,
                             const coding_figure_sink *sink)
{
    static const char *const names[][4] = {
        {"alpha_nominal_boot_lo95", "alpha_nominal_boot_hi95",
         "alpha_nominal_boot_used", "alpha_nominal_boot_undefined"},
        {"alpha_ordinal_boot_lo95", "alpha_ordinal_boot_hi95",
         "alpha_ordinal_boot_used", "alpha_ordinal_boot_undefined"},
        {"alpha_interval_boot_lo95", "alpha_interval_boot_hi95",
         "alpha_interval_boot_used", "alpha_interval_boot_undefined"},
        {"alpha_ratio_boot_lo95", "alpha_ratio_boot_hi95",
         "alpha_ratio_boot_used", "alpha_ratio_boot_undefined"}};
    stats_delivery to = {sink, CODING_OK};
    const char *const *name = names[options->metric];
    drawing draw = {0};
    coders_data all;
    coding_status status = coders_open(context, data, &all);

    draw.all = &all;
    if (status == CODING_OK)
        status = drawing_open(&all, options, &draw);
    if (status == CODING_OK && coders_has_metric(data, options->metric))
        draw_units(&draw);
    if (status == CODING_OK) {
        stats_deliver(&to, name[0], percentile(&draw, 0.025));
        stats_deliver(&to, name[1], percentile(&draw, 0.975));
        stats_deliver(&to, name[2], (double)draw.used);
        stats_deliver(&to, name[3], (double)(draw.samples - draw.used));
    }
    drawing_close(&draw);
    coders_close(&all);
    return status == CODING_OK ? to.status : status;
}

/* ---- Krippendorff's algorithm ---- */

/* How many coincidences a sample draws: as many pairs as there are, but no more
   than 25 a cell of the upper triangle that is not empty (Krippendorff,
   Bootstrapping distributions for alpha, 2006, revised 2011). */
static size_t
find_draws(const coders_data *all)
{
    size_t q = all->data->categories;
    double pairs = ((double)all->data->coders - 1) * all->pairable / 2;
    double cells = 0;

    for (size_t c = 0; c < q; c++)
        for (size_t k = c; k < q; k++)
            cells += all->coincidence[c * q + k] > 0;
    return (size_t)fmin(25 * cells, pairs);
}

/* A coincidence drawn with the chance it was observed with; what its squared
   difference takes away from 1. cumulated: of the cells, row by row. */
static double
draw_difference(drawing *draw, const double *cumulated, double expected)
{
    size_t q = draw->all->data->categories;
    double at = coding_stats_random_unit(&draw->random) * cumulated[q * q - 1];
    size_t low = 0, high = q * q - 1;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (cumulated[middle] > at)
            high = middle;
        else
            low = middle + 1;
    }
    return draw->difference[low] / expected;
}

static void
draw_coincidences(drawing *draw, double *cumulated, size_t draws,
                  double expected)
{
    const coders_data *all = draw->all;
    size_t q = all->data->categories;
    double sum = 0;

    for (size_t i = 0; i < q * q; i++)
        cumulated[i] = sum += all->coincidence[i];
    for (size_t b = 0; b < draw->samples; b++) {
        double lost = 0;

        for (size_t i = 0; i < draws; i++)
            lost += draw_difference(draw, cumulated, expected);
        draw->alphas[draw->used++] = fmax(-1, 1 - lost / (double)draws);
    }
    qsort(draw->alphas, draw->used, sizeof *draw->alphas, by_size);
}

coding_status
coding_stats_alpha_coincidences(coding_context *context,
                                const coding_stats_codings *data,
                                const coding_stats_alpha_sampling *options,
                                const coding_figure_sink *sink)
{
    static const char *const names[][3] = {
        {"alpha_nominal_kripp_lo95", "alpha_nominal_kripp_hi95",
         "alpha_nominal_kripp_draws"},
        {"alpha_ordinal_kripp_lo95", "alpha_ordinal_kripp_hi95",
         "alpha_ordinal_kripp_draws"},
        {"alpha_interval_kripp_lo95", "alpha_interval_kripp_hi95",
         "alpha_interval_kripp_draws"},
        {"alpha_ratio_kripp_lo95", "alpha_ratio_kripp_hi95",
         "alpha_ratio_kripp_draws"}};
    stats_delivery to = {sink, CODING_OK};
    const char *const *name = names[options->metric];
    drawing draw = {0};
    coders_data all;
    size_t draws = 0;
    coding_status status = coders_open(context, data, &all);

    draw.all = &all;
    if (status == CODING_OK)
        status = drawing_open(&all, options, &draw);
    if (status == CODING_OK && coders_has_metric(data, options->metric)) {
        size_t q = data->categories;
        coders_alpha found;

        coders_difference(&all, options->metric, all.marginal, draw.difference);
        found =
            coders_alpha_of(all.coincidence, all.marginal, draw.difference, q);
        draws = find_draws(&all);
        if (found.expected > 0)
            draw_coincidences(&draw, draw.coincidence, draws, found.expected);
    }
    if (status == CODING_OK) {
        stats_deliver(&to, name[0], percentile(&draw, 0.025));
        stats_deliver(&to, name[1], percentile(&draw, 0.975));
        stats_deliver(&to, name[2], (double)draws);
    }
    drawing_close(&draw);
    coders_close(&all);
    return status == CODING_OK ? to.status : status;
}
