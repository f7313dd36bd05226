/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The codes that pass a threshold, code by code: the state is how many
   respondents have how many names left to give. A respondent with v names left
   for the last l codes gives the next one with probability v / l, whatever the
   others do. See stats/chance.h. */
#include <math.h>

#include "base/memory.h"
#include "stats/array.h"
#include "stats/chance.h"
#include "stats/distribution.h"

static const double MOST_NUMBERS = 8e6; /* of one layer */

typedef struct {
    const coding_stats_chance_design *design;
    size_t most;        /* names of one respondent */
    size_t base;        /* respondents + 1, of the mixed radix */
    size_t states;      /* base^most: digit v - 1 counts those with v left */
    size_t width;       /* codes passed: 0 .. width - 1 */
    size_t *stride;     /* of v: base^(v - 1); 0 for v = 0 */
    size_t *left;       /* of v: respondents, of the state moved from */
    double *now, *next; /* states x width */
    double *draws;      /* of v, r, j: probability that j of r give the code */
    const double *from; /* the state moved from: width items */
    size_t low, high;   /* those that are not 0 */
} sweep;

static size_t
most_named(const coding_stats_chance_design *design)
{
    size_t most = 0;

    for (size_t i = 0; i < design->respondents; i++)
        most = design->named[i] > most ? design->named[i] : most;
    return most;
}

/* No more codes can pass than the names are enough for. */
static size_t
most_passing(const coding_stats_chance_design *design)
{
    size_t names = 0;

    for (size_t i = 0; i < design->respondents; i++)
        names += design->named[i];
    names /= design->threshold;
    return names < design->codes ? names : design->codes;
}

/* States with their draws, (r_0, r_1, j_1, r_2, j_2 ...), are the compositions
   of n into 2 most + 1 parts. */
double
stats_chance_code_cost(const coding_stats_chance_design *design)
{
    size_t most = most_named(design);
    double n = (double)design->respondents;
    double width = (double)most_passing(design) + 1;
    double pairs = 1;

    if (pow(n + 1, (double)most) * width > MOST_NUMBERS)
        return STATS_INFINITY;
    for (size_t k = 1; k <= 2 * most; k++)
        pairs = pairs * (n + (double)k) / (double)k;
    return pairs * width * (double)design->codes;
}

static coding_status
sweep_open(coding_context *context, sweep *all)
{
    const coding_stats_chance_design *design = all->design;
    coding_status status;

    all->most = most_named(design);
    all->base = design->respondents + 1;
    all->width = most_passing(design) + 1;
    all->states = 1;
    for (size_t v = 1; v <= all->most; v++)
        all->states *= all->base;
    status = STATS_ARRAY(context, all->most + 1, &all->stride);
    if (status == CODING_OK)
        status = STATS_ARRAY(context, all->most + 1, &all->left);
    if (status == CODING_OK)
        status = STATS_ARRAY(context, all->states * all->width, &all->now);
    if (status == CODING_OK)
        status = STATS_ARRAY(context, all->states * all->width, &all->next);
    if (status == CODING_OK)
        status = STATS_ARRAY(context, (all->most + 1) * all->base * all->base,
                             &all->draws);
    for (size_t v = 1; v <= all->most && status == CODING_OK; v++)
        all->stride[v] = v == 1 ? 1 : all->stride[v - 1] * all->base;
    return status;
}

static void
sweep_close(coding_context *context, sweep *all)
{
    base_free(context, all->stride);
    base_free(context, all->left);
    base_free(context, all->now);
    base_free(context, all->next);
    base_free(context, all->draws);
}

static double *
draw_row(const sweep *all, size_t v, size_t r)
{
    return all->draws + (v * all->base + r) * all->base;
}

/* The binomial probabilities for the next of the codes left. */
static void
fill_draws(sweep *all, size_t codes)
{
    for (size_t v = 1; v <= all->most; v++) {
        /* More names than codes left cannot occur. */
        double yes = v < codes ? (double)v / (double)codes : 1;
        double no = v < codes ? (double)(codes - v) / (double)codes : 0;

        draw_row(all, v, 0)[0] = 1;
        for (size_t r = 1; r < all->base; r++) {
            const double *before = draw_row(all, v, r - 1);
            double *row = draw_row(all, v, r);

            for (size_t j = 0; j <= r; j++)
                row[j] = (j < r ? before[j] * no : 0) +
                         (j > 0 ? before[j - 1] * yes : 0);
        }
    }
}

/* Those with v and fewer names left decide about the code; number is the state
   that results, from the probabilities of low .. high - 1 codes passed. */
static void
decide(sweep *all, size_t v, size_t number, size_t givers, double p)
{
    const double *row;

    if (v == 0) {
        size_t pass = givers >= all->design->threshold ? 1 : 0;
        double *to = all->next + number * all->width;

        for (size_t k = all->low; k < all->high && k + pass < all->width; k++)
            to[k + pass] += p * all->from[k];
        return;
    }
    row = draw_row(all, v, all->left[v]);
    for (size_t j = 0; j <= all->left[v]; j++)
        if (row[j] > 0)
            decide(all, v - 1,
                   number - j * all->stride[v] + j * all->stride[v - 1],
                   givers + j, p * row[j]);
}

static void
next_code(sweep *all, size_t codes)
{
    double *kept = all->now;

    fill_draws(all, codes);
    for (size_t i = 0; i < all->states * all->width; i++)
        all->next[i] = 0;
    for (size_t s = 0; s < all->states; s++) {
        all->from = all->now + s * all->width;
        all->low = 0;
        all->high = all->width;
        while (all->high > 0 && !(all->from[all->high - 1] > 0))
            all->high--;
        while (all->low < all->high && !(all->from[all->low] > 0))
            all->low++;
        if (all->high == 0)
            continue;
        for (size_t v = 1; v <= all->most; v++)
            all->left[v] = s / all->stride[v] % all->base;
        decide(all, all->most, s, 0, 1);
    }
    all->now = all->next;
    all->next = kept;
}

coding_status
stats_chance_by_code(coding_context *context,
                     const coding_stats_chance_design *design, double *out)
{
    sweep all = {.design = design};
    size_t start = 0;
    coding_status status = sweep_open(context, &all);

    if (status == CODING_OK) {
        for (size_t i = 0; i < design->respondents; i++)
            start += all.stride[design->named[i]];
        all.now[start * all.width] = 1;
        for (size_t codes = design->codes; codes > 0; codes--)
            next_code(&all, codes);
        for (size_t k = 0; k <= design->codes; k++)
            out[k] = k < all.width ? all.now[k] : 0;
    }
    sweep_close(context, &all);
    return status;
}
