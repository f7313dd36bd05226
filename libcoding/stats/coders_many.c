/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Kappas of several coders: Conger's, Light's, and what Fleiss' has where every
   coder coded every unit. */
#include <math.h>

#include "base/memory.h"
#include "stats/array.h"
#include "stats/coders.h"
#include "stats/distribution.h"
#include "stats/sum.h"

/* Share of a coder's codings that are of a category, coder by category. */
static coding_status
find_shares(const coders_data *all, double **out)
{
    const coding_stats_codings *data = all->data;
    size_t q = data->categories;
    coding_status status = STATS_ARRAY(all->context, data->coders * q, out);

    if (status != CODING_OK)
        return status;
    for (size_t g = 0; g < data->coders; g++) {
        double *shares = *out + g * q;
        double codings = 0;

        for (size_t u = 0; u < data->units; u++) {
            uint32_t coded = data->coded[u * data->coders + g];

            if (coded > 0) {
                shares[coded - 1]++;
                codings++;
            }
        }
        for (size_t c = 0; c < q && codings > 0; c++)
            shares[c] /= codings;
    }
    return CODING_OK;
}

/* Chance that two different coders choose alike, each by their own shares:
   mean over pairs of coders (Conger 1980; Gwet 2014, ch. 2). */
static double
pairwise_chance(const double *shares, size_t coders, size_t q)
{
    stats_sum chance = {0};
    double n = (double)coders;

    for (size_t c = 0; c < q; c++) {
        stats_sum sum = {0}, squares = {0};
        double total;

        for (size_t g = 0; g < coders; g++) {
            double share = shares[g * q + c];

            stats_sum_add(&sum, share);
            stats_sum_add(&squares, share * share);
        }
        total = stats_sum_value(&sum);
        stats_sum_add(&chance, (total * total - stats_sum_value(&squares)) /
                                   (n * (n - 1)));
    }
    return stats_sum_value(&chance);
}

static double
plain_agreement(const coders_data *all)
{
    stats_sum sum = {0};

    for (size_t u = 0; u < all->data->units; u++) {
        double codings = (double)all->codings[u];
        double pairs = 0;

        if (codings < 2)
            continue;
        for (size_t i = all->first[u]; i < all->first[u + 1]; i++)
            pairs +=
                all->shares[i].coders * ((double)all->shares[i].coders - 1);
        stats_sum_add(&sum, pairs / (codings * (codings - 1)));
    }
    return stats_sum_value(&sum) / (double)all->pairable_units;
}

static coding_status
deliver_conger(const coders_data *all, stats_delivery *to)
{
    double *shares = NULL;
    coding_status status = find_shares(all, &shares);
    double chance;

    if (status != CODING_OK)
        return status;
    chance = pairwise_chance(shares, all->data->coders, all->data->categories);
    stats_deliver(to, "conger_kappa",
                  chance < 1 ? (plain_agreement(all) - chance) / (1 - chance)
                             : STATS_NAN);
    stats_deliver(to, "conger_kappa_pe", chance);
    base_free(all->context, shares);
    return CODING_OK;
}

/* Under no agreement beyond chance: Fleiss, Nee & Landis 1979. */
static void
deliver_fleiss(const coders_data *all, stats_delivery *to)
{
    const coding_stats_codings *data = all->data;
    size_t q = data->categories;
    double n = (double)data->units, m = (double)data->coders;
    double agree = plain_agreement(all);
    stats_sum spread = {0}, skew = {0}, chance = {0};
    double own, error, kappa;

    for (size_t c = 0; c < q; c++) {
        double p = all->marginal[c] / (n * m);

        stats_sum_add(&chance, p * p);
        stats_sum_add(&spread, p * (1 - p));
        stats_sum_add(&skew, p * (1 - p) * (1 - 2 * p));
    }
    own = stats_sum_value(&spread);
    error = sqrt(2 * (own * own - stats_sum_value(&skew)) /
                 (own * own * n * m * (m - 1)));
    kappa = own > 0 ? (agree - stats_sum_value(&chance)) / own : STATS_NAN;
    stats_deliver(to, "fleiss_kappa_se0", own > 0 ? error : STATS_NAN);
    stats_deliver(to, "fleiss_kappa_z", kappa / error);
    /* o_cc counts the agreeing pairs over m - 1: n m p_c less it is apart. */
    for (size_t c = 0; c < q; c++) {
        double total = all->marginal[c];
        double p = total / (n * m);
        double apart = total - all->coincidence[c * q + c];

        stats_deliver_at(to, "fleiss_category_kappa", c + 1, 0,
                         total > 0 && p < 1 ? 1 - apart / (n * m * p * (1 - p))
                                            : STATS_NAN);
    }
}

/* The mean of the kappas of all pairs of coders: Light 1971. */
static coding_status
deliver_light(const coders_data *all, stats_delivery *to)
{
    size_t coders = all->data->coders, q = all->data->categories;
    double *counts = NULL;
    stats_sum sum = {0};
    coding_status status = STATS_ARRAY(all->context, q * q, &counts);

    if (status != CODING_OK)
        return status;
    for (size_t a = 0; a < coders; a++)
        for (size_t b = a + 1; b < coders; b++)
            stats_sum_add(&sum, coders_kappa(all, a, b, counts));
    stats_deliver(to, "light_kappa",
                  2 * stats_sum_value(&sum) /
                      ((double)coders * ((double)coders - 1)));
    base_free(all->context, counts);
    return CODING_OK;
}

coding_status
coders_deliver_many(const coders_data *all, stats_delivery *to)
{
    coding_status status = deliver_conger(all, to);

    if (status != CODING_OK || !all->complete || all->data->units == 0 ||
        all->data->coders < 2)
        return status;
    deliver_fleiss(all, to);
    return all->data->coders > 2 ? deliver_light(all, to) : CODING_OK;
}
