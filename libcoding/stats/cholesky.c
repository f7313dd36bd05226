/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Pivoted Cholesky factor (Higham 2002, Accuracy and Stability, 10.3).
   See stats/cholesky.h. */
#include "stats/cholesky.h"

#include <math.h>

#include "base/memory.h"
#include "stats/array.h"

/* A pivot below this share of its diagonal is rounding, not variance. */
static const double LEAST_PIVOT = 1e-11;

static void
swap(double *a, double *b)
{
    double kept = *a;

    *a = *b;
    *b = kept;
}

static void
exchange(stats_cholesky *factor, size_t a, size_t b)
{
    size_t n = factor->size;
    size_t kept = factor->order[a];

    factor->order[a] = factor->order[b];
    factor->order[b] = kept;
    for (size_t i = 0; i < n; i++)
        swap(&factor->factor[a * n + i], &factor->factor[b * n + i]);
    for (size_t i = 0; i < n; i++)
        swap(&factor->factor[i * n + a], &factor->factor[i * n + b]);
}

static size_t
largest_pivot(const stats_cholesky *factor, size_t from)
{
    size_t n = factor->size;
    size_t best = from;

    for (size_t i = from + 1; i < n; i++)
        if (factor->factor[i * n + i] > factor->factor[best * n + best])
            best = i;
    return best;
}

/* Step k: the pivot is in place; the rest loses what column k explains. */
static void
eliminate(stats_cholesky *factor, size_t k)
{
    size_t n = factor->size;
    double *a = factor->factor;
    double root = sqrt(a[k * n + k]);

    a[k * n + k] = root;
    for (size_t i = k + 1; i < n; i++)
        a[i * n + k] /= root;
    for (size_t i = k + 1; i < n; i++) {
        for (size_t j = k + 1; j <= i; j++) {
            a[i * n + j] -= a[i * n + k] * a[j * n + k];
            a[j * n + i] = a[i * n + j];
        }
    }
}

static void
scale_in(stats_cholesky *factor, const double *matrix)
{
    size_t n = factor->size;

    for (size_t i = 0; i < n; i++) {
        double variance = matrix[i * n + i];

        factor->scale[i] = variance > 0 ? 1 / sqrt(variance) : 0;
        factor->order[i] = i;
    }
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            factor->factor[i * n + j] =
                matrix[i * n + j] * factor->scale[i] * factor->scale[j];
}

coding_status
stats_cholesky_open(coding_context *context, const double *matrix, size_t size,
                    stats_cholesky *out)
{
    coding_status status = CODING_OK;

    *out = (stats_cholesky){.context = context, .size = size};
    if (size > 0 && size > SIZE_MAX / size)
        return CODING_EDATA;
    status = STATS_ARRAY(context, size * size, &out->factor);
    if (status == CODING_OK)
        status = STATS_ARRAY(context, size, &out->scale);
    if (status == CODING_OK)
        status = STATS_ARRAY(context, size, &out->order);
    if (status != CODING_OK)
        return status;
    scale_in(out, matrix);
    for (size_t k = 0; k < size; k++) {
        size_t pivot = largest_pivot(out, k);

        if (!(out->factor[pivot * size + pivot] > LEAST_PIVOT))
            break;
        exchange(out, k, pivot);
        eliminate(out, k);
        out->rank = k + 1;
    }
    return CODING_OK;
}

void
stats_cholesky_close(stats_cholesky *factor)
{
    if (factor->context == NULL)
        return;
    base_free(factor->context, factor->factor);
    base_free(factor->context, factor->scale);
    base_free(factor->context, factor->order);
    *factor = (stats_cholesky){0};
}

void
stats_cholesky_forward(const stats_cholesky *factor, const double *x, double *y)
{
    size_t n = factor->size;

    for (size_t k = 0; k < factor->rank; k++) {
        size_t from = factor->order[k];
        double rest = x[from] * factor->scale[from];

        for (size_t j = 0; j < k; j++)
            rest -= factor->factor[k * n + j] * y[j];
        y[k] = rest / factor->factor[k * n + k];
    }
}
