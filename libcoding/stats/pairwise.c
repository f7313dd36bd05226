/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Simultaneous pairwise marginal independence of two multiple-response
   questions. See coding/stats_multiple.h. */
#include <coding/stats_adjust.h>

#include <math.h>
#include <stdbool.h>

#include "base/memory.h"
#include "stats/array.h"
#include "stats/distribution.h"
#include "stats/pairs.h"
#include "stats/raoscott.h"

/* Standardised answers u = (w - pi) / sqrt(pi (1 - pi)) of both questions: the
   Rao-Scott matrix is the covariance of all products u_i v_j. */
typedef struct {
    double *u, *v; /* respondents x used items */
    double *mean;  /* used row items x used column items: of u_i v_j */
} standardised;

static coding_status
standardise(coding_context *context, const stats_question *question, size_t n,
            double **out)
{
    double size = (double)n;
    coding_status status = STATS_ARRAY(context, n * question->items, out);

    for (size_t i = 0; i < n && status == CODING_OK; i++) {
        for (size_t x = 0; x < question->items; x++) {
            size_t j = question->item[x];
            double total = (double)question->totals[j];
            double spread = sqrt(total * (size - total));

            (*out)[i * question->items + x] =
                question->named[i * question->width + j] != 0
                    ? (size - total) / spread
                    : -total / spread;
        }
    }
    return status;
}

static coding_status
standardised_open(const stats_pairs *pairs, standardised *out)
{
    size_t columns = pairs->column.items;
    double n = (double)pairs->respondents;
    coding_status status =
        standardise(pairs->context, &pairs->row, pairs->respondents, &out->u);

    if (status == CODING_OK)
        status = standardise(pairs->context, &pairs->column, pairs->respondents,
                             &out->v);
    if (status == CODING_OK)
        status =
            STATS_ARRAY(pairs->context, pairs->row.items * columns, &out->mean);
    for (size_t x = 0; x < pairs->row.items && status == CODING_OK; x++) {
        double a = (double)pairs->row.totals[pairs->row.item[x]];

        for (size_t y = 0; y < columns; y++) {
            double b = (double)pairs->column.totals[pairs->column.item[y]];

            out->mean[x * columns + y] =
                (n * (double)pairs->both[x * columns + y] - a * b) /
                sqrt(a * (n - a) * b * (n - b));
        }
    }
    return status;
}

static void
standardised_close(coding_context *context, standardised *data)
{
    base_free(context, data->u);
    base_free(context, data->v);
    base_free(context, data->mean);
}

static double
dot(const double *a, const double *b, size_t count)
{
    double sum = 0;

    for (size_t i = 0; i < count; i++)
        sum += a[i] * b[i];
    return sum;
}

/* Respondent by respondent: the squared entries of the centred n x n matrix of
   products (u_s . u_t)(v_s . v_t) sum to n^2 tr(M^2), its diagonal to n tr(M).
   For fewer respondents than pairs of items. */
static coding_status
traces_by_respondent(const stats_pairs *pairs, const standardised *data,
                     stats_raoscott *sum)
{
    size_t rows = pairs->row.items;
    size_t columns = pairs->column.items;
    size_t n = pairs->respondents;
    double middle = dot(data->mean, data->mean, rows * columns);
    double *along = NULL; /* mean vector times that of respondent s */
    coding_status status = STATS_ARRAY(pairs->context, n, &along);

    for (size_t s = 0; s < n && status == CODING_OK; s++) {
        const double *u = data->u + s * rows;
        const double *v = data->v + s * columns;
        double row = 0;

        for (size_t x = 0; x < rows; x++)
            along[s] += u[x] * dot(data->mean + x * columns, v, columns);
        for (size_t t = 0; t <= s; t++) {
            double product = dot(u, data->u + t * rows, rows) *
                                 dot(v, data->v + t * columns, columns) -
                             along[s] - along[t] + middle;

            row += product * product * (t < s ? 2 : 1);
            if (t == s)
                sum->trace += product / (double)n;
        }
        sum->trace2 += row / (double)n / (double)n;
    }
    base_free(pairs->context, along);
    return status;
}

/* Pair of items by pair of items: the covariance matrix itself. */
static coding_status
traces_by_pair(const stats_pairs *pairs, const standardised *data,
               stats_raoscott *sum)
{
    size_t columns = pairs->column.items;
    size_t size = pairs->row.items * columns;
    double n = (double)pairs->respondents;
    double *matrix = NULL; /* lower triangle */
    double *one = NULL;
    coding_status status = STATS_ARRAY(pairs->context, size * size, &matrix);

    if (status == CODING_OK)
        status = STATS_ARRAY(pairs->context, size, &one);
    for (size_t s = 0; s < pairs->respondents && status == CODING_OK; s++) {
        for (size_t k = 0; k < size; k++)
            one[k] = data->u[s * pairs->row.items + k / columns] *
                         data->v[s * columns + k % columns] -
                     data->mean[k];
        for (size_t k = 0; k < size; k++)
            for (size_t l = 0; l <= k; l++)
                matrix[k * size + l] += one[k] * one[l];
    }
    for (size_t k = 0; k < size && status == CODING_OK; k++) {
        sum->trace += matrix[k * size + k] / n;
        for (size_t l = 0; l <= k; l++) {
            double entry = matrix[k * size + l] / n;

            sum->trace2 += entry * entry * (l < k ? 2 : 1);
        }
    }
    base_free(pairs->context, matrix);
    base_free(pairs->context, one);
    return status;
}

static coding_status
deliver_joint(const stats_pairs *pairs, stats_raoscott *sum, stats_delivery *to)
{
    standardised data = {0};
    double size = (double)pairs->row.items * (double)pairs->column.items;
    double n = (double)pairs->respondents;
    double by_respondent =
        n * ((double)pairs->row.items + (double)pairs->column.items);
    coding_status status = standardised_open(pairs, &data);

    if (status == CODING_OK && by_respondent < size * size)
        status = traces_by_respondent(pairs, &data, sum);
    else if (status == CODING_OK)
        status = traces_by_pair(pairs, &data, sum);
    if (status == CODING_OK)
        stats_raoscott_deliver(sum, to);
    standardised_close(pairs->context, &data);
    return status;
}

/* One value for every pair of the data; NaN where an item is constant. */
static void
deliver_pairs(const stats_pairs *pairs, const char *statistic,
              const double *values, stats_delivery *to)
{
    size_t x = 0;

    for (size_t i = 0; i < pairs->row.width; i++) {
        bool is_row = x < pairs->row.items && pairs->row.item[x] == i;
        size_t y = 0;

        for (size_t j = 0; j < pairs->column.width; j++) {
            bool is_column =
                y < pairs->column.items && pairs->column.item[y] == j;
            double value = STATS_NAN;

            if (is_row && is_column)
                value = values[x * pairs->column.items + y];
            y += is_column;
            stats_deliver_at(to, statistic, i + 1, j + 1, value);
        }
        x += is_row;
    }
}

static void
deliver_statistics(const stats_pairs *pairs, coding_stats_zeros zeros,
                   double *x2, double *sum, stats_delivery *to)
{
    static const char *const names[] = {"pair_x2", "pair_x2_half"};
    size_t columns = pairs->column.items;

    for (size_t x = 0; x < pairs->row.items; x++) {
        for (size_t y = 0; y < columns; y++) {
            size_t k = x * columns + y;

            x2[k] = stats_pairs_x2(pairs->both[k],
                                   pairs->row.totals[pairs->row.item[x]],
                                   pairs->column.totals[pairs->column.item[y]],
                                   pairs->respondents, zeros);
            *sum += x2[k];
        }
    }
    deliver_pairs(pairs, names[zeros == CODING_STATS_ZEROS_HALF ? 1 : 0], x2,
                  to);
}

static coding_status
deliver_all(const stats_pairs *pairs, stats_delivery *to)
{
    static const char *const names[] = {
        [CODING_STATS_HOLM] = "pair_p_holm",
        [CODING_STATS_HOCHBERG] = "pair_p_hochberg",
        [CODING_STATS_HOMMEL] = "pair_p_hommel",
        [CODING_STATS_BONFERRONI] = "pair_p_bonferroni",
        [CODING_STATS_BH] = "pair_p_bh",
        [CODING_STATS_BY] = "pair_p_by"};
    size_t size = pairs->row.items * pairs->column.items;
    stats_raoscott sum = {
        .smallest_p = STATS_INFINITY, .parts = size, .df = (double)size};
    double *p = NULL;
    double *adjusted = NULL;
    coding_status status = STATS_ARRAY(pairs->context, size, &p);

    if (status == CODING_OK)
        status = STATS_ARRAY(pairs->context, size, &adjusted);
    if (status == CODING_OK) {
        deliver_statistics(pairs, CODING_STATS_ZEROS_HALF, p, &sum.half, to);
        deliver_statistics(pairs, CODING_STATS_ZEROS_STAY, p, &sum.x2s, to);
        for (size_t k = 0; k < size; k++) {
            p[k] = coding_stats_chisq_upper(p[k], 1);
            sum.smallest_p = fmin(sum.smallest_p, p[k]);
        }
        deliver_pairs(pairs, "pair_p", p, to);
    }
    for (size_t m = 0; m < sizeof names / sizeof *names; m++) {
        if (status == CODING_OK)
            status = coding_stats_adjust(
                pairs->context, (coding_stats_adjustment)m, p, size, adjusted);
        if (status == CODING_OK)
            deliver_pairs(pairs, names[m], adjusted, to);
    }
    if (status == CODING_OK)
        status = deliver_joint(pairs, &sum, to);
    base_free(pairs->context, p);
    base_free(pairs->context, adjusted);
    return status;
}

coding_status
coding_stats_pairwise(coding_context *context,
                      const coding_stats_mention_pairs *data,
                      const coding_figure_sink *sink)
{
    stats_delivery to = {sink, CODING_OK};
    stats_pairs pairs = {0};
    coding_status status = stats_pairs_open(context, data, &pairs);

    if (status == CODING_OK) {
        stats_deliver(&to, "n", (double)data->respondents);
        stats_deliver(&to, "row_items_used", (double)pairs.row.items);
        stats_deliver(&to, "col_items_used", (double)pairs.column.items);
        status = deliver_all(&pairs, &to);
    }
    stats_pairs_close(&pairs);
    return status == CODING_OK ? to.status : status;
}
