/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Larger tables in strata: the general, the mean score and the correlation
   statistic of Landis, Heyman & Koch 1978. See coding/stats_strata.h. */
#include <coding/stats_strata.h>

#include <math.h>

#include "base/diag.h"
#include "base/memory.h"
#include "stats/array.h"
#include "stats/cholesky.h"
#include "stats/distribution.h"
#include "stats/strata.h"

twofold
stats_strata_exact(stats_wide number)
{
    double high = stats_wide_double(number);

    return (twofold){high, stats_wide_double(number - (stats_wide)high)};
}

/* The sum of (score - mean)^2 n of one margin times n: exact. */
static stats_wide
spread(const uint64_t *totals, size_t categories, uint64_t n)
{
    stats_wide sum = 0;
    stats_wide squares = 0;

    for (size_t i = 0; i < categories; i++) {
        sum += stats_wide_times(totals[i], i + 1);
        squares += stats_wide_times(totals[i], (i + 1) * (i + 1));
    }
    return (stats_wide)n * squares - sum * sum;
}

static stats_wide
score_sum(const uint64_t *totals, size_t categories)
{
    stats_wide sum = 0;

    for (size_t i = 0; i < categories; i++)
        sum += stats_wide_times(totals[i], i + 1);
    return sum;
}

void
stats_strata_correlation(const stats_strata *table, stats_delivery *to)
{
    static const stats_test_names names = STATS_TEST_NAMES("cmh_correlation");
    twofold sum = {0, 0};
    double variance = 0;
    double value;

    for (size_t k = 0; k < table->strata; k++) {
        const uint64_t *rows = table->row_totals + k * table->rows;
        const uint64_t *columns = table->column_totals + k * table->columns;
        const uint64_t *count =
            table->counts + k * table->rows * table->columns;
        uint64_t n = table->totals[k];
        double size = (double)n;
        stats_wide products = 0;

        for (size_t i = 0; i < table->rows; i++)
            products += (stats_wide)(i + 1) *
                        score_sum(count + i * table->columns, table->columns);
        products =
            (stats_wide)n * products -
            score_sum(rows, table->rows) * score_sum(columns, table->columns);
        sum = twofold_add(sum, twofold_divide(stats_strata_exact(products),
                                              twofold_of(size)));
        variance += stats_wide_double(spread(rows, table->rows, n)) / size *
                    (stats_wide_double(spread(columns, table->columns, n)) /
                     size / (size - 1));
    }
    value = twofold_value(sum);
    stats_deliver_test(to, &names,
                       variance > 0 ? value / variance * value : STATS_NAN, 1);
}

/* A test on the vector of count sums with the given covariance. */
typedef struct {
    coding_context *context;
    size_t size;
    twofold *sums;
    double *vector, *covariance, *solved;
} quadratic;

static coding_status
quadratic_open(coding_context *context, size_t size, quadratic *out)
{
    coding_status status;

    *out = (quadratic){.context = context, .size = size};
    status = STATS_ARRAY(context, size, &out->sums);
    if (status == CODING_OK)
        status = STATS_ARRAY(context, size, &out->vector);
    if (status == CODING_OK)
        status = STATS_ARRAY(context, size, &out->solved);
    if (status == CODING_OK)
        status = STATS_ARRAY(context, size * size, &out->covariance);
    return status;
}

static void
quadratic_close(quadratic *form)
{
    base_free(form->context, form->sums);
    base_free(form->context, form->vector);
    base_free(form->context, form->solved);
    base_free(form->context, form->covariance);
}

/* Delivers the test; df is the rank of the covariance. */
static coding_status
quadratic_deliver(quadratic *form, const stats_test_names *names,
                  stats_delivery *to)
{
    stats_cholesky factor = {0};
    double statistic = 0;
    coding_status status = stats_cholesky_open(form->context, form->covariance,
                                               form->size, &factor);

    if (status == CODING_OK) {
        for (size_t i = 0; i < form->size; i++)
            form->vector[i] = twofold_value(form->sums[i]);
        stats_cholesky_forward(&factor, form->vector, form->solved);
        for (size_t i = 0; i < factor.rank; i++)
            statistic += form->solved[i] * form->solved[i];
        stats_deliver_test(to, names, factor.rank > 0 ? statistic : STATS_NAN,
                           (double)factor.rank);
    }
    stats_cholesky_close(&factor);
    return status;
}

/* The i-th category other than the fullest one, which the others imply. */
static size_t
other(size_t i, size_t left_out)
{
    return i < left_out ? i : i + 1;
}

/* n n_ij - r_i c_j over n, exactly. */
static twofold
excess(const stats_strata *table, size_t k, size_t i, size_t j)
{
    uint64_t n = table->totals[k];
    uint64_t count = table->counts[(k * table->rows + i) * table->columns + j];
    stats_wide difference =
        stats_wide_times(n, count) -
        stats_wide_times(table->row_totals[k * table->rows + i],
                         table->column_totals[k * table->columns + j]);

    return twofold_divide(stats_strata_exact(difference),
                          twofold_of((double)n));
}

/* n_a (n [a = b] - n_b) / n for two categories of one margin. */
static double
margin_covariance(const uint64_t *totals, double n, size_t a, size_t b)
{
    if (a == b)
        return (double)totals[a] * (n - (double)totals[a]) / n;
    return -((double)totals[a] * (double)totals[b] / n);
}

static void
add_stratum(const stats_strata *table, size_t k, quadratic *form)
{
    const uint64_t *rows = table->row_totals + k * table->rows;
    const uint64_t *columns = table->column_totals + k * table->columns;
    size_t width = table->columns - 1;
    double n = (double)table->totals[k];

    for (size_t s = 0; s < form->size; s++) {
        size_t i = other(s / width, table->main_row);
        size_t j = other(s % width, table->main_column);

        form->sums[s] = twofold_add(form->sums[s], excess(table, k, i, j));
        for (size_t t = 0; t < form->size; t++) {
            size_t i2 = other(t / width, table->main_row);
            size_t j2 = other(t % width, table->main_column);

            form->covariance[s * form->size + t] +=
                margin_covariance(rows, n, i, i2) *
                (margin_covariance(columns, n, j, j2) / (n - 1));
        }
    }
}

coding_status
stats_strata_general(const stats_strata *table, stats_delivery *to)
{
    static const stats_test_names names = STATS_TEST_NAMES("cmh_general");
    size_t size = 0;
    quadratic form = {0};
    coding_status status;

    if (table->rows > 1 && table->columns > 1)
        size = (table->rows - 1) * (table->columns - 1);
    if (size > CODING_STATS_STRATA_CONTRASTS)
        diag_warning(table->context, "strata-too-large", (diag_place){0},
                     "%zu rows and %zu columns have more than %d contrasts, "
                     "the general test is left out",
                     table->rows, table->columns,
                     (int)CODING_STATS_STRATA_CONTRASTS);
    if (size == 0 || size > CODING_STATS_STRATA_CONTRASTS) {
        stats_deliver_test(to, &names, STATS_NAN, (double)size);
        return CODING_OK;
    }
    status = quadratic_open(table->context, size, &form);
    if (status == CODING_OK) {
        for (size_t k = 0; k < table->strata; k++)
            add_stratum(table, k, &form);
        status = quadratic_deliver(&form, &names, to);
    }
    quadratic_close(&form);
    return status;
}

static void
add_row_means(const stats_strata *table, size_t k, quadratic *form)
{
    const uint64_t *rows = table->row_totals + k * table->rows;
    const uint64_t *columns = table->column_totals + k * table->columns;
    stats_wide scores = score_sum(columns, table->columns);
    uint64_t n = table->totals[k];
    double size = (double)n;
    double variance = stats_wide_double(spread(columns, table->columns, n)) /
                      size / (size - 1);

    for (size_t s = 0; s < form->size; s++) {
        size_t i = other(s, table->main_row);
        const uint64_t *count =
            table->counts + (k * table->rows + i) * table->columns;
        stats_wide difference =
            (stats_wide)n * score_sum(count, table->columns) -
            (stats_wide)rows[i] * scores;

        form->sums[s] = twofold_add(
            form->sums[s],
            twofold_divide(stats_strata_exact(difference), twofold_of(size)));
        for (size_t t = 0; t < form->size; t++)
            form->covariance[s * form->size + t] +=
                variance *
                margin_covariance(rows, size, i, other(t, table->main_row));
    }
}

coding_status
stats_strata_row_means(const stats_strata *table, stats_delivery *to)
{
    static const stats_test_names names =
        STATS_TEST_NAMES("cmh_row_mean_score");
    size_t size = table->rows > 1 ? table->rows - 1 : 0;
    quadratic form = {0};
    coding_status status = quadratic_open(table->context, size, &form);

    if (status == CODING_OK) {
        for (size_t k = 0; k < table->strata; k++)
            add_row_means(table, k, &form);
        status = quadratic_deliver(&form, &names, to);
    }
    quadratic_close(&form);
    return status;
}
