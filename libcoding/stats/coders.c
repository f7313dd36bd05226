/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Counting what coders did. See stats/coders.h. */
#include "stats/coders.h"

#include <stdlib.h>

#include "base/diag.h"
#include "base/memory.h"
#include "stats/array.h"

static coding_status
check(coding_context *context, const coding_stats_codings *data)
{
    for (size_t i = 0; i < data->units * data->coders; i++)
        if (data->coded[i] > data->categories)
            return diag_error(context, CODING_EUSAGE, "category-range",
                              (diag_place){0},
                              "unit %zu, coder %zu: category %lu of %zu",
                              i / data->coders + 1, i % data->coders + 1,
                              (unsigned long)data->coded[i], data->categories);
    return CODING_OK;
}

/* Adds one coding to the shares of the unit at hand, from first on. */
static size_t
add_share(coders_share *shares, size_t first, size_t end, uint32_t category)
{
    for (size_t i = first; i < end; i++) {
        if (shares[i].category == category) {
            shares[i].coders++;
            return end;
        }
    }
    shares[end] = (coders_share){category, 1};
    return end + 1;
}

static int
by_category(const void *left, const void *right)
{
    const coders_share *a = left, *b = right;

    return (a->category > b->category) - (a->category < b->category);
}

/* Sorted, so that no figure depends on the order of coders. */
static void
count_unit(coders_data *all, size_t unit)
{
    const coding_stats_codings *data = all->data;
    const uint32_t *coded = data->coded + unit * data->coders;
    size_t end = all->first[unit];

    for (size_t j = 0; j < data->coders; j++) {
        if (coded[j] == 0)
            continue;
        all->codings[unit]++;
        end = add_share(all->shares, all->first[unit], end, coded[j] - 1);
    }
    qsort(all->shares + all->first[unit], end - all->first[unit],
          sizeof *all->shares, by_category);
    all->first[unit + 1] = end;
    all->total += all->codings[unit];
    all->rated_units += all->codings[unit] > 0;
    all->pairable_units += all->codings[unit] > 1;
    all->complete = all->complete && all->codings[unit] == data->coders;
}

void
coders_pair(const coders_data *all, size_t unit, double times,
            double *coincidence, double *marginal)
{
    size_t q = all->data->categories;
    double others = (double)all->codings[unit] - 1;

    if (others < 1)
        return;
    for (size_t i = all->first[unit]; i < all->first[unit + 1]; i++) {
        const coders_share *one = &all->shares[i];

        marginal[one->category] += times * one->coders;
        for (size_t k = all->first[unit]; k < all->first[unit + 1]; k++) {
            const coders_share *other = &all->shares[k];
            double with = (double)other->coders - (i == k ? 1 : 0);

            coincidence[one->category * q + other->category] +=
                times * (one->coders * with / others);
        }
    }
}

static coding_status
make_room(coders_data *all)
{
    coding_context *context = all->context;
    const coding_stats_codings *data = all->data;
    size_t q = data->categories;
    coding_status status =
        STATS_ARRAY(context, data->units * data->coders, &all->shares);

    if (status == CODING_OK)
        status = STATS_ARRAY(context, data->units + 1, &all->first);
    if (status == CODING_OK)
        status = STATS_ARRAY(context, data->units, &all->codings);
    if (status == CODING_OK)
        status = STATS_ARRAY(context, q * q, &all->coincidence);
    if (status == CODING_OK)
        status = STATS_ARRAY(context, q, &all->marginal);
    return status;
}

coding_status
coders_open(coding_context *context, const coding_stats_codings *data,
            coders_data *out)
{
    coding_status status = check(context, data);

    *out = (coders_data){.context = context, .data = data, .complete = true};
    if (status == CODING_OK)
        status = make_room(out);
    for (size_t unit = 0; status == CODING_OK && unit < data->units; unit++) {
        count_unit(out, unit);
        coders_pair(out, unit, 1, out->coincidence, out->marginal);
    }
    for (size_t c = 0; status == CODING_OK && c < data->categories; c++)
        out->pairable += out->marginal[c];
    return status;
}

void
coders_close(coders_data *all)
{
    base_free(all->context, all->shares);
    base_free(all->context, all->first);
    base_free(all->context, all->codings);
    base_free(all->context, all->coincidence);
    base_free(all->context, all->marginal);
}

coding_status
coding_stats_agreement(coding_context *context,
                       const coding_stats_codings *data,
                       const coding_figure_sink *sink)
{
    stats_delivery to = {sink, CODING_OK};
    coders_data all;
    coding_status status = coders_open(context, data, &all);

    if (status == CODING_OK) {
        stats_deliver(&to, "n_units", (double)data->units);
        stats_deliver(&to, "n_coders", (double)data->coders);
        stats_deliver(&to, "n_categories", (double)data->categories);
        stats_deliver(&to, "n_codings", (double)all.total);
        stats_deliver(&to, "n_pairable_units", (double)all.pairable_units);
        stats_deliver(&to, "n_pairable_values", all.pairable);
        status = coders_deliver_alpha(&all, &to);
    }
    if (status == CODING_OK)
        status = coders_deliver_chance(&all, &to);
    if (status == CODING_OK)
        status = coders_deliver_many(&all, &to);
    if (status == CODING_OK && data->coders == 2)
        status = coders_deliver_two(&all, &to);
    coders_close(&all);
    return status == CODING_OK ? to.status : status;
}
