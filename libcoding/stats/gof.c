/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Goodness of fit. See coding/stats_gof.h. */
#include <coding/stats_adjust.h>
#include <coding/stats_gof.h>
#include <coding/stats_twoway.h>

#include <math.h>

#include "base/diag.h"
#include "base/memory.h"
#include "stats/array.h"
#include "stats/deliver.h"
#include "stats/deviation.h"
#include "stats/distribution.h"
#include "stats/proportion.h"
#include "stats/sum.h"
#include "stats/twofold.h"
#include "stats/wide.h"

typedef struct {
    const coding_stats_oneway *data;
    uint64_t n;
    double size; /* categories */
    double x2;
    double *p;      /* of the normal test of each category */
    double *family; /* adjusted */
} fit;

static double
probability(const fit *all, size_t i)
{
    if (all->data->probabilities == NULL)
        return 1 / all->size;
    return all->data->probabilities[i];
}

/* O - n p, from a product that is exact. */
static twofold
excess_of(const fit *all, size_t i)
{
    double count = (double)all->data->counts[i];
    stats_wide times;

    if (all->data->probabilities != NULL)
        return twofold_subtract(
            twofold_of(count),
            twofold_product((double)all->n, all->data->probabilities[i]));
    times = stats_wide_times(all->data->counts[i], all->data->categories);
    return twofold_of(stats_wide_double(times - (stats_wide)all->n) /
                      all->size);
}

static double
expected(const fit *all, size_t i)
{
    return (double)all->n * probability(all, i);
}

static coding_status
check(coding_context *context, const coding_stats_oneway *data, uint64_t *n)
{
    stats_sum sum = {0};

    *n = 0;
    for (size_t i = 0; i < data->categories; i++) {
        if (data->counts[i] > CODING_STATS_COUNT_MAX - *n)
            return diag_error(context, CODING_EDATA, "table-too-large",
                              (diag_place){0},
                              "the total of the table is above %llu",
                              (unsigned long long)CODING_STATS_COUNT_MAX);
        *n += data->counts[i];
        if (data->probabilities == NULL)
            continue;
        if (!(data->probabilities[i] > 0))
            return diag_error(context, CODING_EDATA, "probability-range",
                              (diag_place){0},
                              "probability %zu is %g, expected one above 0",
                              i + 1, data->probabilities[i]);
        stats_sum_add(&sum, data->probabilities[i]);
    }
    if (data->probabilities != NULL && data->categories > 0 &&
        !(fabs(stats_sum_value(&sum) - 1) <= 1e-8))
        return diag_error(context, CODING_EDATA, "probability-sum",
                          (diag_place){0},
                          "the probabilities sum to %.12g, expected 1",
                          stats_sum_value(&sum));
    return CODING_OK;
}

/* G and Cressie-Read as sums without cancellation, and what is left of them
   when the probabilities do not sum to 1 to the last digit. */
static void
deliver_tests(fit *all, stats_delivery *to)
{
    static const stats_test_names names[] = {
        STATS_TEST_NAMES("x2"), STATS_TEST_NAMES("g"),
        STATS_TEST_NAMES("g_williams"), STATS_TEST_NAMES("cressie_read")};
    stats_sum x2 = {0};
    stats_sum g = {0};
    stats_sum power = {0};
    twofold surplus = {0, 0};
    double df = all->size - 1;
    double n = (double)all->n;
    double none = df > 0 && n > 0 ? 0 : STATS_NAN;
    double q = 1 + (all->size + 1) / (6 * n) + none;

    for (size_t i = 0; i < all->data->categories; i++) {
        twofold excess = excess_of(all, i);
        double e = expected(all, i);
        double d = excess.high / e;
        double ratio = (double)all->data->counts[i] / e;

        surplus = twofold_add(surplus, excess);
        stats_sum_add(&x2, excess.high * d);
        stats_sum_add(&g, 2 * e * stats_deviation_g(d, ratio));
        stats_sum_add(&power, e * stats_deviation_cressie_read(d, ratio));
    }
    if (all->data->probabilities != NULL) {
        stats_sum_add(&g, 2 * surplus.high);
        stats_sum_add(&power, 1.2 * surplus.high);
    }
    all->x2 = stats_sum_value(&x2) + none;
    stats_deliver_test(to, &names[0], all->x2, df);
    stats_deliver_test(to, &names[1], stats_sum_value(&g) + none, df);
    stats_deliver(to, "g_williams_q", q);
    stats_deliver_test(to, &names[2], stats_sum_value(&g) / q, df);
    stats_deliver_test(to, &names[3], stats_sum_value(&power) + none, df);
    stats_deliver(to, "cohen_w", sqrt(all->x2 / n));
}

static void
deliver_residuals(fit *all, stats_delivery *to)
{
    for (size_t i = 0; i < all->data->categories; i++) {
        double excess = excess_of(all, i).high;
        double e = expected(all, i);
        double other = 1 - probability(all, i);
        double adjusted;

        if (all->data->probabilities == NULL)
            other = (all->size - 1) / all->size;
        adjusted = other > 0 ? excess / sqrt(e * other) : STATS_NAN;
        all->p[i] = coding_stats_normal_both(adjusted);
        stats_deliver_at(to, "expected", i + 1, 0, e);
        stats_deliver_at(to, "resid", i + 1, 0, excess / sqrt(e));
        stats_deliver_at(to, "stdres", i + 1, 0, adjusted);
        stats_deliver_at(to, "p_cell", i + 1, 0, all->p[i]);
    }
}

static coding_status
deliver_adjusted(coding_context *context, fit *all, stats_delivery *to)
{
    static const char *const names[] = {"p_cell_holm", "p_cell_bh"};
    static const coding_stats_adjustment methods[] = {CODING_STATS_HOLM,
                                                      CODING_STATS_BH};
    size_t count = all->data->categories;
    coding_status status = CODING_OK;

    for (size_t m = 0; m < 2 && status == CODING_OK; m++) {
        status = coding_stats_adjust(context, methods[m], all->p, count,
                                     all->family);
        for (size_t i = 0; i < count && status == CODING_OK; i++)
            stats_deliver_at(to, names[m], i + 1, 0, all->family[i]);
    }
    return status;
}

static void
deliver_limits(stats_delivery *to, const char *const names[2], size_t row,
               coding_stats_limits limits)
{
    stats_deliver_at(to, names[0], row, 0, limits.low);
    stats_deliver_at(to, names[1], row, 0, limits.high);
}

static void
deliver_shares(const fit *all, stats_delivery *to)
{
    static const char *const wilson[] = {"wilson_lo95", "wilson_hi95"};
    static const char *const clopper[] = {"clopper_lo95", "clopper_hi95"};
    static const char *const goodman[] = {"goodman_lo95", "goodman_hi95"};
    double square = coding_stats_chisq_upper_quantile(0.05 / all->size, 1);

    for (size_t i = 0; i < all->data->categories; i++) {
        uint64_t x = all->data->counts[i];

        deliver_limits(to, wilson, i + 1, coding_stats_wilson(x, all->n, 0.95));
        deliver_limits(to, clopper, i + 1,
                       coding_stats_clopper(x, all->n, 0.95));
        deliver_limits(
            to, goodman, i + 1,
            stats_wilson_square(
                (double)x, all->n > 0 ? (double)all->n : STATS_NAN, square));
    }
}

coding_status
coding_stats_gof(coding_context *context, const coding_stats_oneway *data,
                 const coding_figure_sink *sink)
{
    fit all = {.data = data, .size = (double)data->categories};
    stats_delivery to = {sink, CODING_OK};
    coding_status status = check(context, data, &all.n);

    if (status == CODING_OK)
        status = STATS_ARRAY(context, 2 * data->categories, &all.p);
    if (status == CODING_OK) {
        all.family = all.p + data->categories;
        deliver_tests(&all, &to);
        deliver_residuals(&all, &to);
        status = deliver_adjusted(context, &all, &to);
    }
    if (status == CODING_OK)
        deliver_shares(&all, &to);
    base_free(context, all.p);
    return status == CODING_OK ? to.status : status;
}
