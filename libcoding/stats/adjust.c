/* SPDX-License-Identifier: GPL-2.0-or-later */
/* p-values adjusted for a family of tests. See coding/stats_adjust.h. */
#include <coding/stats_adjust.h>

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/memory.h"

typedef struct {
    double p;
    size_t place; /* in the caller's array */
} ranked;

typedef struct {
    ranked *tests; /* p ascending */
    size_t count;
    double *out;   /* by rank */
    double *whole; /* Hommel: Simes p of the m largest, by m */
    double *upper; /* Hommel: the same without the smallest of the m */
    size_t *hull;
} family;

static int
compare_p(const void *left, const void *right)
{
    const ranked *a = left;
    const ranked *b = right;

    if (a->p < b->p)
        return -1;
    return a->p > b->p ? 1 : 0;
}

static void
bonferroni(family *all)
{
    for (size_t i = 0; i < all->count; i++)
        all->out[i] = fmin(1, (double)all->count * all->tests[i].p);
}

static void
holm(family *all)
{
    double largest = 0;

    for (size_t i = 0; i < all->count; i++) {
        largest = fmax(largest, (double)(all->count - i) * all->tests[i].p);
        all->out[i] = fmin(1, largest);
    }
}

static void
hochberg(family *all)
{
    double smallest = 1;

    for (size_t i = all->count; i > 0; i--) {
        double times = (double)(all->count - i + 1);

        smallest = fmin(smallest, times * all->tests[i - 1].p);
        all->out[i - 1] = smallest;
    }
}

static void
false_discovery(family *all, double factor)
{
    double smallest = 1;

    for (size_t i = all->count; i > 0; i--) {
        double times = factor * (double)all->count / (double)i;

        smallest = fmin(smallest, times * all->tests[i - 1].p);
        all->out[i - 1] = smallest;
    }
}

static double
harmonic(size_t count)
{
    double sum = 0;

    for (size_t i = count; i > 0; i--)
        sum += 1 / (double)i;
    return sum;
}

/* The slope from (from, 0) to the point of the rank-th smallest p. */
static double
slope(const family *all, size_t from, size_t rank)
{
    return all->tests[rank - 1].p / (double)(rank - from);
}

/* Whether the middle of three points (rank, p) lies on or above the line
   through the outer two: then no tangent from the left touches it. */
static bool
is_above(const family *all, size_t left, size_t middle, size_t right)
{
    double rise = all->tests[middle - 1].p - all->tests[left - 1].p;
    double full = all->tests[right - 1].p - all->tests[left - 1].p;

    return rise * (double)(right - left) >= full * (double)(middle - left);
}

/* The smallest slope from (from, 0) to the hull, whose points go from right
   to left: slopes fall and then rise, so the turn is found by bisection. */
static double
tangent(const family *all, size_t from, size_t size)
{
    size_t low = 0;
    size_t high = size - 1;

    while (low < high) {
        size_t middle = (low + high) / 2;

        if (slope(all, from, all->hull[middle]) <=
            slope(all, from, all->hull[middle + 1]))
            high = middle;
        else
            low = middle + 1;
    }
    return slope(all, from, all->hull[low]);
}

/* Simes p-values of the m largest p, for every m: min over k of m p_k / k is m
   times the tangent from (n - m, 0) to the lower hull of the points right of
   it. upper[m] leaves out the smallest of the m but keeps its rank. */
static void
simes(family *all)
{
    size_t n = all->count;
    size_t size = 0;

    for (size_t m = 1; m <= n; m++) {
        size_t rank = n - m + 1;

        if (m > 1)
            all->upper[m] = (double)m * tangent(all, n - m, size);
        while (size > 1 &&
               is_above(all, rank, all->hull[size - 1], all->hull[size - 2]))
            size--;
        all->hull[size++] = rank;
        all->whole[m] = (double)m * tangent(all, n - m, size);
    }
}

/* Hommel's adjusted p of the i-th smallest is the largest of the Simes p of
   all intersections that hold it (Wright 1992, Biometrics 48, 1005-1013).
   With m members the worst one has the m - 1 largest p beside it: min(m p,
   upper[m]) while the test is not among them, whole[m] when it is. m p rises
   and upper and whole fall with m, so the crossing is found by bisection. */
static double
hommel_one(const family *all, size_t rank)
{
    double p = all->tests[rank - 1].p;
    size_t last = all->count - rank + 1; /* largest m without the test */
    size_t low = 1;
    size_t high = last;
    double best = p;

    while (low < high) {
        size_t m = (low + high + 1) / 2;

        if ((double)m * p <= all->upper[m])
            low = m;
        else
            high = m - 1;
    }
    best = fmax(best, (double)low * p);
    if (low < last)
        best = fmax(best, all->upper[low + 1]);
    if (last < all->count)
        best = fmax(best, all->whole[last + 1]);
    return fmin(1, best);
}

static coding_status
hommel(coding_context *context, family *all)
{
    size_t size = all->count + 1;
    coding_status status = base_alloc(context, size * sizeof *all->whole,
                                      (void **)(void *)&all->whole);

    if (status == CODING_OK)
        status = base_alloc(context, size * sizeof *all->upper,
                            (void **)(void *)&all->upper);
    if (status == CODING_OK)
        status = base_alloc(context, size * sizeof *all->hull,
                            (void **)(void *)&all->hull);
    if (status == CODING_OK) {
        simes(all);
        for (size_t rank = 1; rank <= all->count; rank++)
            all->out[rank - 1] = hommel_one(all, rank);
    }
    base_free(context, all->whole);
    base_free(context, all->upper);
    base_free(context, all->hull);
    return status;
}

static coding_status
adjust(coding_context *context, coding_stats_adjustment method, family *all)
{
    switch (method) {
    case CODING_STATS_HOLM:
        holm(all);
        break;
    case CODING_STATS_HOCHBERG:
        hochberg(all);
        break;
    case CODING_STATS_HOMMEL:
        return hommel(context, all);
    case CODING_STATS_BONFERRONI:
        bonferroni(all);
        break;
    case CODING_STATS_BH:
        false_discovery(all, 1);
        break;
    case CODING_STATS_BY:
        false_discovery(all, harmonic(all->count));
        break;
    }
    return CODING_OK;
}

coding_status
coding_stats_adjust(coding_context *context, coding_stats_adjustment method,
                    const double *p, size_t count, double *adjusted)
{
    family all = {0};
    coding_status status = base_alloc(context, count * sizeof *all.tests,
                                      (void **)(void *)&all.tests);

    if (status == CODING_OK)
        status = base_alloc(context, count * sizeof *all.out,
                            (void **)(void *)&all.out);
    if (status == CODING_OK) {
        for (size_t i = 0; i < count; i++)
            if (!isnan(p[i]))
                all.tests[all.count++] = (ranked){p[i], i};
        qsort(all.tests, all.count, sizeof *all.tests, compare_p);
        status = adjust(context, method, &all);
    }
    if (status == CODING_OK) {
        for (size_t i = 0; i < count; i++)
            adjusted[i] = p[i]; /* NaN stays */
        for (size_t rank = 0; rank < all.count; rank++)
            adjusted[all.tests[rank].place] = all.out[rank];
    }
    base_free(context, all.tests);
    base_free(context, all.out);
    return status;
}

const char *
coding_stats_adjustment_name(coding_stats_adjustment method)
{
    static const char *const names[] = {"holm",       "hochberg", "hommel",
                                        "bonferroni", "bh",       "by"};

    return names[method];
}
