/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What coders did with each unit, counted once for all coefficients. */
#ifndef STATS_CODERS_H
#define STATS_CODERS_H

#include <coding/stats_agreement.h>

#include <stdbool.h>

#include "stats/deliver.h"

/* So many coders of a unit chose this category. */
typedef struct {
    uint32_t category; /* from 0 */
    uint32_t coders;
} coders_share;

typedef struct {
    coding_context *context;
    const coding_stats_codings *data;
    coders_share *shares;
    size_t *first;       /* unit u has shares first[u] .. first[u + 1] - 1 */
    size_t *codings;     /* by unit */
    double *coincidence; /* category by category, over pairable values */
    double *marginal;    /* its row sums */
    double pairable;     /* their sum */
    size_t total, rated_units, pairable_units;
    bool complete; /* every coder coded every unit */
} coders_data;     /* coders_open, coders_close */

CODING_MUST_USE coding_status coders_open(coding_context *context,
                                          const coding_stats_codings *data,
                                          coders_data *out);
void coders_close(coders_data *all);

/* ---- coders_alpha.c ---- */

typedef struct {
    double observed, expected, alpha; /* NaN: undefined */
} coders_alpha;

/* From coincidences over count values and squared differences between them. */
coders_alpha coders_alpha_of(const double *coincidence, const double *marginal,
                             const double *difference, size_t count);
/* Squared differences of the metric, into categories x categories. */
void coders_difference(const coders_data *all, coding_stats_metric metric,
                       const double *marginal, double *difference);
/* Whether the categories have what the metric needs. */
bool coders_has_metric(const coding_stats_codings *data,
                       coding_stats_metric metric);
/* Adds the coincidences of a unit, so many times. */
void coders_pair(const coders_data *all, size_t unit, double times,
                 double *coincidence, double *marginal);
CODING_MUST_USE coding_status coders_deliver_alpha(const coders_data *all,
                                                   stats_delivery *to);

/* ---- coders_chance.c, coders_many.c ---- */

CODING_MUST_USE coding_status coders_deliver_chance(const coders_data *all,
                                                    stats_delivery *to);
CODING_MUST_USE coding_status coders_deliver_many(const coders_data *all,
                                                  stats_delivery *to);
/* Share of agreeing pairs, mean over pairable units; weights of the pairs are
   categories x categories. */
double coders_agreeing(const coders_data *all, size_t unit,
                       const double *weights);

/* ---- coders_two.c ---- */

CODING_MUST_USE coding_status coders_deliver_two(const coders_data *all,
                                                 stats_delivery *to);
/* Cohen's kappa of the coders a and b over the units that both coded; counts
   has room for categories x categories. */
double coders_kappa(const coders_data *all, size_t a, size_t b, double *counts);

#endif
