/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Agreement corrected for chance in three ways, for any number of coders and
   with missing codings: Gwet's AC1 and AC2, Fleiss' kappa, Brennan and
   Prediger's; standard errors by linearization (Gwet 2014, Handbook of
   Inter-Rater Reliability, ch. 5 and 6). A unit of one coding tells how common
   categories are and nothing of agreement. */
#include <math.h>

#include "base/memory.h"
#include "stats/array.h"
#include "stats/coders.h"
#include "stats/distribution.h"
#include "stats/proportion.h"
#include "stats/sum.h"

typedef enum {
    WEIGHTS_IDENTITY,
    WEIGHTS_LINEAR,
    WEIGHTS_QUADRATIC,
    WEIGHTS_ORDINAL,
    WEIGHTS_COUNT
} weights_kind;

typedef struct {
    const coders_data *all;
    double *weights;     /* category by category */
    double *prevalence;  /* mean over units of a category's share */
    double *expectation; /* what a coding of a category adds to chance */
    double agreement, chance;
} chance_model;

static double
weight(const coding_stats_codings *data, weights_kind kind, size_t c, size_t k)
{
    double q = (double)data->categories;
    double apart = c > k ? (double)(c - k) : (double)(k - c);
    double widest = q - 1;

    if (kind == WEIGHTS_IDENTITY)
        return c == k ? 1 : 0;
    if (kind == WEIGHTS_ORDINAL)
        return 1 - apart * (apart + 1) / (q * (q - 1));
    if (data->values != NULL) {
        apart = fabs(data->values[c] - data->values[k]);
        widest = data->values[data->categories - 1] - data->values[0];
    }
    apart /= widest;
    return 1 - (kind == WEIGHTS_QUADRATIC ? apart * apart : apart);
}

double
coders_agreeing(const coders_data *all, size_t unit, const double *weights)
{
    size_t q = all->data->categories;
    double codings = (double)all->codings[unit];
    stats_sum sum = {0};

    for (size_t i = all->first[unit]; i < all->first[unit + 1]; i++) {
        const coders_share *one = &all->shares[i];

        for (size_t k = all->first[unit]; k < all->first[unit + 1]; k++) {
            const coders_share *other = &all->shares[k];

            stats_sum_add(&sum, weights[one->category * q + other->category] *
                                    one->coders *
                                    ((double)other->coders - (i == k ? 1 : 0)));
        }
    }
    return stats_sum_value(&sum) / (codings * (codings - 1));
}

/* Mean over pairable units. */
static double
agreement(const coders_data *all, const double *weights)
{
    stats_sum sum = {0};

    for (size_t u = 0; u < all->data->units; u++)
        if (all->codings[u] > 1)
            stats_sum_add(&sum, coders_agreeing(all, u, weights));
    return stats_sum_value(&sum) / (double)all->pairable_units;
}

static coding_status
find_prevalence(const coders_data *all, double *prevalence)
{
    size_t q = all->data->categories;
    stats_sum *sums = NULL;
    coding_status status = STATS_ARRAY(all->context, q, &sums);

    if (status != CODING_OK)
        return status;
    for (size_t u = 0; u < all->data->units; u++)
        for (size_t i = all->first[u]; i < all->first[u + 1]; i++)
            stats_sum_add(&sums[all->shares[i].category],
                          all->shares[i].coders / (double)all->codings[u]);
    for (size_t c = 0; c < q; c++)
        prevalence[c] = stats_sum_value(&sums[c]) / (double)all->rated_units;
    base_free(all->context, sums);
    return CODING_OK;
}

/* Mean over the codings of a unit of what each adds to chance agreement. */
static double
unit_chance(const chance_model *model, size_t unit)
{
    const coders_data *all = model->all;
    stats_sum sum = {0};

    for (size_t i = all->first[unit]; i < all->first[unit + 1]; i++)
        stats_sum_add(&sum, all->shares[i].coders *
                                model->expectation[all->shares[i].category]);
    return stats_sum_value(&sum) / (double)all->codings[unit];
}

/* Standard error of the mean of the units' influence values. fixed: chance
   depends on nothing that was observed. */
static double
standard_error(const chance_model *model, double value, bool fixed)
{
    const coders_data *all = model->all;
    double n = (double)all->rated_units;
    double pairable = (double)all->pairable_units;
    double room = 1 - model->chance;
    stats_sum squares = {0};

    for (size_t u = 0; u < all->data->units; u++) {
        double influence = 0;

        if (all->codings[u] == 0)
            continue;
        if (all->codings[u] > 1)
            influence =
                n / pairable *
                (coders_agreeing(all, u, model->weights) - model->chance) /
                room;
        if (!fixed)
            influence -= 2 * (1 - value) *
                         (unit_chance(model, u) - model->chance) / room;
        stats_sum_add(&squares, (influence - value) * (influence - value));
    }
    return sqrt(stats_sum_value(&squares) / (n * (n - 1)));
}

typedef struct {
    const char *value, *chance, *error, *low, *high;
} names_of;

static void
deliver_one(const chance_model *model, const names_of *names, bool fixed,
            stats_delivery *to)
{
    double n = (double)model->all->rated_units;
    double value = (model->agreement - model->chance) / (1 - model->chance);
    double error;
    double reach;

    if (!(model->chance < 1))
        value = STATS_NAN;
    error = standard_error(model, value, fixed);
    stats_deliver(to, names->value, value);
    stats_deliver(to, names->chance, model->chance);
    stats_deliver(to, names->error, error);
    if (names->low == NULL)
        return;
    reach = coding_stats_t_quantile(0.975, n - 1) * error;
    stats_deliver(to, names->low,
                  isnan(value) ? value : fmax(-1, value - reach));
    stats_deliver(to, names->high,
                  isnan(value) ? value : fmin(1, value + reach));
}

static double
sum_of_weights(const chance_model *model)
{
    size_t q = model->all->data->categories;
    stats_sum sum = {0};

    for (size_t i = 0; i < q * q; i++)
        stats_sum_add(&sum, model->weights[i]);
    return stats_sum_value(&sum);
}

/* Chance by how unsure the categories are: Gwet 2008. */
static void
set_gwet(chance_model *model, double weights)
{
    size_t categories = model->all->data->categories;
    double q = (double)categories;
    stats_sum chance = {0};

    for (size_t c = 0; c < categories; c++) {
        double share = model->prevalence[c];

        model->expectation[c] = weights * (1 - share) / (q * (q - 1));
        stats_sum_add(&chance, share * (1 - share));
    }
    model->chance = weights / (q * (q - 1)) * stats_sum_value(&chance);
}

/* Chance by one distribution for all coders: Scott 1955, Fleiss 1971. */
static void
set_fleiss(chance_model *model)
{
    size_t q = model->all->data->categories;
    stats_sum chance = {0};

    for (size_t c = 0; c < q; c++) {
        stats_sum sum = {0};

        for (size_t k = 0; k < q; k++)
            stats_sum_add(&sum,
                          model->weights[c * q + k] * model->prevalence[k]);
        model->expectation[c] = stats_sum_value(&sum);
        stats_sum_add(&chance, model->expectation[c] * model->prevalence[c]);
    }
    model->chance = stats_sum_value(&chance);
}

#define NAMES(name)                                                            \
    {                                                                          \
        name, name "_pe", name "_se", NULL, NULL                               \
    }
#define NAMES_WITH_LIMITS(name)                                                \
    {                                                                          \
        name, name "_pe", name "_se", name "_lo95", name "_hi95"               \
    }

static void
deliver_kind(chance_model *model, weights_kind kind, stats_delivery *to)
{
    static const names_of names[WEIGHTS_COUNT][3] = {
        {NAMES_WITH_LIMITS("gwet_ac1"), NAMES_WITH_LIMITS("fleiss_kappa"),
         NAMES_WITH_LIMITS("brennan_prediger")},
        {NAMES("gwet_ac2_linear"), NAMES("fleiss_kappa_linear"),
         NAMES("brennan_prediger_linear")},
        {NAMES("gwet_ac2_quadratic"), NAMES("fleiss_kappa_quadratic"),
         NAMES("brennan_prediger_quadratic")},
        {NAMES("gwet_ac2_ordinal"), NAMES("fleiss_kappa_ordinal"),
         NAMES("brennan_prediger_ordinal")}};
    size_t q = model->all->data->categories;
    double weights;

    for (size_t i = 0; i < q * q; i++)
        model->weights[i] = weight(model->all->data, kind, i / q, i % q);
    model->agreement = agreement(model->all, model->weights);
    weights = sum_of_weights(model);
    set_gwet(model, weights);
    deliver_one(model, &names[kind][0], false, to);
    set_fleiss(model);
    deliver_one(model, &names[kind][1], false, to);
    model->chance = weights / ((double)q * (double)q);
    deliver_one(model, &names[kind][2], true, to);
}

/* Two coders agree or not: Wilson's limits. More: by the standard error. */
static void
deliver_agreement(chance_model *model, stats_delivery *to)
{
    const coders_data *all = model->all;
    size_t q = all->data->categories;
    double n = (double)all->pairable_units;
    double square = 3.8414588206941236; /* chi-square, 1 df, .95 */
    coding_stats_limits limits = {STATS_NAN, STATS_NAN};
    double value, error;

    for (size_t i = 0; i < q * q; i++)
        model->weights[i] = i / q == i % q ? 1 : 0;
    model->chance = 0;
    value = model->agreement = agreement(all, model->weights);
    error = standard_error(model, value, true);
    if (all->data->coders == 2 && all->pairable_units > 0) {
        limits = stats_wilson_square(value * n, n, square);
    } else if (all->pairable_units > 0) {
        double reach =
            coding_stats_t_quantile(0.975, (double)all->rated_units - 1) *
            error;

        limits.low = fmax(0, value - reach);
        limits.high = fmin(1, value + reach);
    }
    stats_deliver(to, "percent_agreement", value);
    stats_deliver(to, "percent_agreement_se", error);
    stats_deliver(to, "percent_agreement_lo95", limits.low);
    stats_deliver(to, "percent_agreement_hi95", limits.high);
}

coding_status
coders_deliver_chance(const coders_data *all, stats_delivery *to)
{
    size_t q = all->data->categories;
    chance_model model = {.all = all};
    coding_status status = STATS_ARRAY(all->context, q * q, &model.weights);

    if (status == CODING_OK)
        status = STATS_ARRAY(all->context, q, &model.prevalence);
    if (status == CODING_OK)
        status = STATS_ARRAY(all->context, q, &model.expectation);
    if (status == CODING_OK)
        status = find_prevalence(all, model.prevalence);
    if (status == CODING_OK) {
        deliver_agreement(&model, to);
        for (size_t k = 0; k < WEIGHTS_COUNT; k++)
            deliver_kind(&model, (weights_kind)k, to);
    }
    base_free(all->context, model.weights);
    base_free(all->context, model.prevalence);
    base_free(all->context, model.expectation);
    return status;
}
