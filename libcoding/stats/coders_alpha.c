/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Krippendorff's alpha: 1 - observed / expected disagreement (Krippendorff
   2004, Content Analysis, ch. 11; 2011, Computing alpha). Only values that can
   be paired within a unit enter, n_c included; the divisor of a unit is the
   number of its values less 1, with missing values and without. */
#include <math.h>

#include "base/memory.h"
#include "stats/array.h"
#include "stats/coders.h"
#include "stats/distribution.h"
#include "stats/sum.h"

coders_alpha
coders_alpha_of(const double *coincidence, const double *marginal,
                const double *difference, size_t count)
{
    stats_sum observed = {0}, expected = {0}, all = {0};
    coders_alpha out;
    double n;

    for (size_t c = 0; c < count; c++) {
        stats_sum_add(&all, marginal[c]);
        for (size_t k = 0; k < count; k++) {
            double apart = difference[c * count + k];

            stats_sum_add(&observed, coincidence[c * count + k] * apart);
            stats_sum_add(&expected, marginal[c] * marginal[k] * apart);
        }
    }
    n = stats_sum_value(&all);
    out.observed = stats_sum_value(&observed) / n;
    out.expected = stats_sum_value(&expected) / (n * (n - 1));
    out.alpha = out.expected > 0 ? 1 - out.observed / out.expected : STATS_NAN;
    return out;
}

/* All values of the categories from c to k, the ends by half. */
static void
fill_ordinal(const double *marginal, size_t q, double *difference)
{
    for (size_t c = 0; c < q; c++) {
        double between = 0;

        difference[c * q + c] = 0;
        for (size_t k = c + 1; k < q; k++) {
            double apart = between + (marginal[c] + marginal[k]) / 2;

            between += marginal[k];
            difference[c * q + k] = apart * apart;
            difference[k * q + c] = apart * apart;
        }
    }
}

static double
squared_difference(const coding_stats_codings *data, coding_stats_metric metric,
                   size_t c, size_t k)
{
    double apart = 1;

    if (c == k)
        return 0;
    if (metric == CODING_METRIC_INTERVAL)
        apart = data->values[c] - data->values[k];
    if (metric == CODING_METRIC_RATIO)
        apart = (data->values[c] - data->values[k]) /
                (data->values[c] + data->values[k]);
    return apart * apart;
}

void
coders_difference(const coders_data *all, coding_stats_metric metric,
                  const double *marginal, double *difference)
{
    size_t q = all->data->categories;

    if (metric == CODING_METRIC_ORDINAL) {
        fill_ordinal(marginal, q, difference);
        return;
    }
    for (size_t c = 0; c < q; c++)
        for (size_t k = 0; k < q; k++)
            difference[c * q + k] = squared_difference(all->data, metric, c, k);
}

bool
coders_has_metric(const coding_stats_codings *data, coding_stats_metric metric)
{
    if (metric == CODING_METRIC_NOMINAL || metric == CODING_METRIC_ORDINAL)
        return true;
    return data->values != NULL &&
           (metric == CODING_METRIC_INTERVAL || data->categories == 0 ||
            data->values[0] >= 0);
}

/* One category against all others. */
static void
deliver_categories(const coders_data *all, stats_delivery *to)
{
    size_t q = all->data->categories;
    double n = all->pairable;

    for (size_t c = 0; c < q; c++) {
        double own = all->marginal[c];
        double apart = own - all->coincidence[c * q + c];
        bool defined = own > 0 && own < n;

        stats_deliver_at(to, "alpha_category", c + 1, 0,
                         defined ? 1 - (n - 1) * apart / (own * (n - own))
                                 : STATS_NAN);
    }
}

coding_status
coders_deliver_alpha(const coders_data *all, stats_delivery *to)
{
    static const char *const names[][3] = {
        [CODING_METRIC_NOMINAL] = {"alpha_nominal", "alpha_nominal_do",
                                   "alpha_nominal_de"},
        [CODING_METRIC_ORDINAL] = {"alpha_ordinal", "alpha_ordinal_do",
                                   "alpha_ordinal_de"},
        [CODING_METRIC_INTERVAL] = {"alpha_interval", "alpha_interval_do",
                                    "alpha_interval_de"},
        [CODING_METRIC_RATIO] = {"alpha_ratio", "alpha_ratio_do",
                                 "alpha_ratio_de"}};
    size_t q = all->data->categories;
    double *difference = NULL;
    coding_status status = STATS_ARRAY(all->context, q * q, &difference);

    for (size_t m = 0; status == CODING_OK && m < sizeof names / sizeof *names;
         m++) {
        coding_stats_metric metric = (coding_stats_metric)m;
        coders_alpha found;

        if (!coders_has_metric(all->data, metric))
            continue;
        coders_difference(all, metric, all->marginal, difference);
        found = coders_alpha_of(all->coincidence, all->marginal, difference, q);
        stats_deliver(to, names[m][0], found.alpha);
        stats_deliver(to, names[m][1], found.observed);
        stats_deliver(to, names[m][2], found.expected);
    }
    base_free(all->context, difference);
    if (status == CODING_OK)
        deliver_categories(all, to);
    return status;
}
