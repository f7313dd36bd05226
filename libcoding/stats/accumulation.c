/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Codes that are new from interview to interview.
   See coding/stats_accumulation.h. */
#include <coding/stats_accumulation.h>
#include <coding/stats_random.h>

#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/memory.h"
#include "stats/array.h"

enum { LOW, MEDIAN, HIGH, QUANTILES };

/* In percent of the orders. */
static const uint64_t shares[QUANTILES] = {5, 50, 95};

/* ---- the order given ---- */

/* The first interview that names code k, places[i] the place of interview i
   (NULL: as it stands); interviews: nobody does. */
static size_t
first_place(const coding_stats_accumulation *data, size_t k,
            const uint32_t *places)
{
    size_t least = data->interviews;

    for (size_t i = data->first[k]; i < data->first[k + 1]; i++) {
        size_t at = places == NULL ? data->named[i] : places[data->named[i]];

        least = at < least ? at : least;
    }
    return least;
}

static void
count_fresh(const coding_stats_accumulation *data, const uint32_t *places,
            uint64_t *fresh)
{
    for (size_t i = 0; i < data->interviews; i++)
        fresh[i] = 0;
    for (size_t k = 0; k < data->codes; k++) {
        size_t at = first_place(data, k, places);

        if (at < data->interviews)
            fresh[at]++;
    }
}

void
coding_stats_accumulation_fresh(const coding_stats_accumulation *data,
                                uint64_t *fresh)
{
    count_fresh(data, NULL, fresh);
}

size_t
coding_stats_saturation_reach(const uint64_t *fresh, size_t interviews,
                              const coding_stats_saturation *rule)
{
    uint64_t base = 0, run = 0;

    if (interviews < rule->base || interviews - rule->base < rule->run)
        return 0;
    for (size_t i = 0; i < rule->base; i++)
        base += fresh[i];
    for (size_t i = rule->base; i < rule->base + rule->run; i++)
        run += fresh[i];
    if (base == 0)
        return 0;
    for (size_t n = rule->base; n + rule->run <= interviews; n++) {
        /* A product, so that 2 of 40 is 5% and not a little more. */
        if ((double)run * 100 <= rule->percent * (double)base)
            return n;
        if (n + rule->run < interviews)
            run += fresh[n + rule->run] - fresh[n];
    }
    return 0;
}

/* ---- the mean over all orders ---- */

coding_status
coding_stats_accumulation_expected(coding_context *context,
                                   const coding_stats_accumulation *data,
                                   double *expected)
{
    double *missing = NULL; /* code: probability that nobody named it yet */
    coding_status status = STATS_ARRAY(context, data->codes, &missing);

    if (status != CODING_OK)
        return status;
    for (size_t k = 0; k < data->codes; k++)
        missing[k] = data->first[k + 1] > data->first[k] ? 1 : 0;
    for (size_t i = 0; i < data->interviews; i++) {
        double left = (double)(data->interviews - i);

        expected[i] = 0;
        for (size_t k = 0; k < data->codes; k++) {
            size_t named = data->first[k + 1] - data->first[k];

            if (named == 0)
                continue;
            /* The interview at hand is one of those that do not name it. */
            missing[k] *=
                (double)named < left ? (left - (double)named) / left : 0;
            expected[i] += 1 - missing[k];
        }
    }
    base_free(context, missing);
    return CODING_OK;
}

/* ---- random orders ---- */

typedef struct {
    coding_context *context;
    const coding_stats_accumulation *data;
    const coding_stats_orders *options;
    size_t named;       /* codes that somebody names */
    uint32_t *places;   /* interview: its place */
    uint64_t *fresh;    /* place: codes that are new there */
    uint32_t *arrivals; /* v-th new code x order: its place */
    uint32_t *reached;  /* rule x order: n of "n+run", UINT32_MAX: never */
} orders;

static coding_status
orders_open(orders *all)
{
    size_t count = (size_t)all->options->orders;
    coding_status status;

    for (size_t k = 0; k < all->data->codes; k++)
        all->named += all->data->first[k + 1] > all->data->first[k];
    status = STATS_ARRAY(all->context, all->data->interviews, &all->places);
    if (status == CODING_OK)
        status = STATS_ARRAY(all->context, all->data->interviews, &all->fresh);
    if (status == CODING_OK)
        status = STATS_ARRAY(all->context, all->named * count, &all->arrivals);
    if (status == CODING_OK)
        status = STATS_ARRAY(all->context, all->options->rule_count * count,
                             &all->reached);
    return status;
}

static void
orders_close(orders *all)
{
    base_free(all->context, all->places);
    base_free(all->context, all->fresh);
    base_free(all->context, all->arrivals);
    base_free(all->context, all->reached);
}

static void
draw(orders *all, coding_stats_random *random, size_t order)
{
    const coding_stats_accumulation *data = all->data;
    size_t count = (size_t)all->options->orders;
    size_t v = 0;

    coding_stats_random_shuffle(random, all->places, data->interviews);
    count_fresh(data, all->places, all->fresh);
    for (size_t i = 0; i < data->interviews; i++)
        for (uint64_t k = 0; k < all->fresh[i]; k++)
            all->arrivals[v++ * count + order] = (uint32_t)i;
    for (size_t r = 0; r < all->options->rule_count; r++) {
        size_t n = coding_stats_saturation_reach(all->fresh, data->interviews,
                                                 &all->options->rules[r]);

        all->reached[r * count + order] = n == 0 ? UINT32_MAX : (uint32_t)n;
    }
}

static int
compare_places(const void *one, const void *two)
{
    const uint32_t *a = one;
    const uint32_t *b = two;

    return (*a > *b) - (*a < *b);
}

/* Where in count sorted orders the quantile stands. */
static size_t
quantile_of(uint64_t count, int which)
{
    return (size_t)((shares[which] * count + 99) / 100 - 1);
}

/* The quantile of the codes after i + 1 interviews is at least v where the
   v-th code has arrived by then in all orders but those below the quantile:
   one number of the sorted arrivals a code and quantile. */
static void
read_curves(orders *all, coding_stats_accumulation_band *out)
{
    size_t count = (size_t)all->options->orders;
    uint64_t *curves[QUANTILES] = {out->low, out->median, out->high};

    for (int q = LOW; q < QUANTILES; q++)
        memset(curves[q], 0, all->data->interviews * sizeof *curves[q]);
    for (size_t v = 0; v < all->named; v++) {
        uint32_t *row = all->arrivals + v * count;

        qsort(row, count, sizeof *row, compare_places);
        for (int q = LOW; q < QUANTILES; q++)
            curves[q][row[count - 1 - quantile_of(count, q)]]++;
    }
    for (int q = LOW; q < QUANTILES; q++)
        for (size_t i = 1; i < all->data->interviews; i++)
            curves[q][i] += curves[q][i - 1];
}

static uint64_t
reached_in(const uint32_t *row, size_t count, int which)
{
    uint32_t n = row[quantile_of(count, which)];

    return n == UINT32_MAX ? 0 : n;
}

static void
read_bands(orders *all, coding_stats_accumulation_band *out)
{
    size_t count = (size_t)all->options->orders;

    for (size_t r = 0; r < all->options->rule_count; r++) {
        uint32_t *row = all->reached + r * count;
        coding_stats_saturation_band *band = &out->bands[r];

        qsort(row, count, sizeof *row, compare_places);
        *band = (coding_stats_saturation_band){
            .low = reached_in(row, count, LOW),
            .median = reached_in(row, count, MEDIAN),
            .high = reached_in(row, count, HIGH)};
        for (size_t i = count; i > 0 && row[i - 1] == UINT32_MAX; i--)
            band->never++;
    }
}

coding_status
coding_stats_accumulation_permute(coding_context *context,
                                  const coding_stats_accumulation *data,
                                  const coding_stats_orders *options,
                                  coding_stats_accumulation_band *out)
{
    orders all = {.context = context, .data = data, .options = options};
    coding_stats_random random;
    coding_status status;

    if (options->orders == 0 || options->orders > CODING_STATS_ORDERS)
        return diag_error(
            context, CODING_EUSAGE, "orders-range", (diag_place){0},
            "%llu random orders; expected 1 to %d",
            (unsigned long long)options->orders, CODING_STATS_ORDERS);
    status = orders_open(&all);
    if (status == CODING_OK) {
        for (size_t i = 0; i < data->interviews; i++)
            all.places[i] = (uint32_t)i;
        coding_stats_random_seed(&random, options->seed);
        for (size_t i = 0; i < options->orders; i++)
            draw(&all, &random, i);
        read_curves(&all, out);
        read_bands(&all, out);
    }
    orders_close(&all);
    return status;
}
