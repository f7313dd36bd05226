/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Krippendorff's alpha for unitizing, and two simpler figures beside it. See
   coding/stats_unitizing.h. */
#include <coding/stats_unitizing.h>

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/memory.h"
#include "stats/array.h"
#include "stats/deliver.h"
#include "stats/distribution.h"
#include "stats/sum.h"

static const uint64_t longest = 1000000000U;

/* A section of a coder's text: a segment, or the gap between two. */
typedef struct {
    uint64_t begin, end;
    bool marked;
} section;

/* One coder and one code: sections from the first to the last position. */
typedef struct {
    section *items;
    size_t count, marked;
} layout;

typedef struct {
    coding_context *context;
    const coding_stats_continuum *data;
    coding_stats_segment *sorted; /* by code, coder, begin */
    layout *layouts;              /* by coder, of the code at hand */
    section *sections;            /* room for them */
    uint64_t *gaps;               /* lengths of all gaps, rising */
    double *above;                /* sums of the lengths from each one on */
    size_t gap_count;
} unitizing;

static int
by_place(const void *left, const void *right)
{
    const coding_stats_segment *a = left, *b = right;

    if (a->code != b->code)
        return a->code < b->code ? -1 : 1;
    if (a->coder != b->coder)
        return a->coder < b->coder ? -1 : 1;
    return (a->begin > b->begin) - (a->begin < b->begin);
}

static int
by_length(const void *left, const void *right)
{
    const uint64_t *a = left, *b = right;

    return (*a > *b) - (*a < *b);
}

static coding_status
check(const unitizing *of)
{
    const coding_stats_continuum *data = of->data;

    for (size_t i = 0; i < data->count; i++) {
        const coding_stats_segment *one = &of->sorted[i];
        const coding_stats_segment *next = one + 1;

        if (one->length == 0 || one->begin >= data->length ||
            one->length > data->length - one->begin)
            return diag_error(
                of->context, CODING_EDATA, "segment-outside", (diag_place){0},
                "a segment of %llu from %llu on, in a text of "
                "%llu; expected one inside it",
                (unsigned long long)one->length, (unsigned long long)one->begin,
                (unsigned long long)data->length);
        if (i + 1 < data->count && next->code == one->code &&
            next->coder == one->coder && next->begin < one->begin + one->length)
            return diag_error(of->context, CODING_EDATA, "segment-overlap",
                              (diag_place){0},
                              "two segments of one coder and code overlap at "
                              "%llu; expected one after the other",
                              (unsigned long long)next->begin);
    }
    return CODING_OK;
}

static coding_status
unitizing_open(coding_context *context, const coding_stats_continuum *data,
               unitizing *out)
{
    size_t most = 2 * data->count + data->coders;
    coding_status status;

    *out = (unitizing){.context = context, .data = data};
    if (data->length > longest) {
        /* Returned by itself: the analyser follows nothing into diag_error. */
        (void)diag_error(context, CODING_EDATA, "segment-outside",
                         (diag_place){0},
                         "a text of %llu positions; expected at most 10^9",
                         (unsigned long long)data->length);
        return CODING_EDATA;
    }
    status = STATS_ARRAY(context, data->count, &out->sorted);
    if (status == CODING_OK)
        status = STATS_ARRAY(context, data->coders, &out->layouts);
    if (status == CODING_OK)
        status = STATS_ARRAY(context, most, &out->sections);
    if (status == CODING_OK)
        status = STATS_ARRAY(context, most, &out->gaps);
    if (status == CODING_OK)
        status = STATS_ARRAY(context, most + 1, &out->above);
    if (status != CODING_OK)
        return status;
    if (data->count > 0)
        memcpy(out->sorted, data->segments, data->count * sizeof *out->sorted);
    qsort(out->sorted, data->count, sizeof *out->sorted, by_place);
    return check(out);
}

static void
unitizing_close(unitizing *of)
{
    base_free(of->context, of->sorted);
    base_free(of->context, of->layouts);
    base_free(of->context, of->sections);
    base_free(of->context, of->gaps);
    base_free(of->context, of->above);
}

static void
add_section(layout *to, uint64_t begin, uint64_t end, bool marked)
{
    if (begin == end)
        return;
    to->items[to->count++] = (section){begin, end, marked};
    to->marked += marked;
}

/* Lays out every coder's sections of the code whose segments begin at from;
   the first segment behind them. */
static size_t
lay_out(unitizing *of, uint32_t code, size_t from)
{
    const coding_stats_continuum *data = of->data;
    section *room = of->sections;

    for (size_t coder = 0; coder < data->coders; coder++) {
        layout *to = &of->layouts[coder];
        uint64_t at = 0;

        *to = (layout){.items = room};
        for (; from < data->count && of->sorted[from].code == code &&
               of->sorted[from].coder == coder;
             from++) {
            const coding_stats_segment *one = &of->sorted[from];

            add_section(to, at, one->begin, false);
            at = one->begin + one->length;
            add_section(to, one->begin, at, true);
        }
        add_section(to, at, data->length, false);
        room += to->count;
    }
    return from;
}

/* Krippendorff 1995, Sociol. Methodol. 25, 47: how far two sections that share
   positions are apart. */
static double
section_difference(const section *a, const section *b)
{
    double first = (double)a->begin - (double)b->begin;
    double last = (double)a->end - (double)b->end;
    double length = (double)(a->end - a->begin);

    if (a->marked && b->marked)
        return first * first + last * last;
    if (a->marked && !b->marked)
        return first >= 0 && last <= 0 ? length * length : 0;
    if (!a->marked && b->marked)
        return section_difference(b, a);
    return 0;
}

static double
pair_difference(const layout *a, const layout *b)
{
    stats_sum sum = {0};
    size_t i = 0, k = 0;

    while (i < a->count && k < b->count) {
        stats_sum_add(&sum, section_difference(&a->items[i], &b->items[k]));
        if (a->items[i].end < b->items[k].end)
            i++;
        else if (a->items[i].end > b->items[k].end)
            k++;
        else {
            i++;
            k++;
        }
    }
    return stats_sum_value(&sum);
}

static double
observed(const unitizing *of)
{
    double m = (double)of->data->coders, length = (double)of->data->length;
    stats_sum sum = {0};

    for (size_t i = 0; i < of->data->coders; i++)
        for (size_t k = i + 1; k < of->data->coders; k++)
            stats_sum_add(
                &sum, 2 * pair_difference(&of->layouts[i], &of->layouts[k]));
    return stats_sum_value(&sum) / (m * (m - 1) * length * length);
}

/* ---- expected ---- */

static void
collect_gaps(unitizing *of)
{
    of->gap_count = 0;
    for (size_t i = 0; i < of->data->coders; i++)
        for (size_t g = 0; g < of->layouts[i].count; g++) {
            const section *one = &of->layouts[i].items[g];

            if (!one->marked)
                of->gaps[of->gap_count++] = one->end - one->begin;
        }
    qsort(of->gaps, of->gap_count, sizeof *of->gaps, by_length);
    of->above[of->gap_count] = 0;
    for (size_t i = of->gap_count; i > 0; i--)
        of->above[i - 1] = of->above[i] + (double)of->gaps[i - 1];
}

/* In how many places a segment of that length would lie within a gap. */
static double
places_in_gaps(const unitizing *of, uint64_t length)
{
    size_t low = 0, high = of->gap_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (of->gaps[middle] < length)
            low = middle + 1;
        else
            high = middle;
    }
    return of->above[low] -
           (double)(of->gap_count - low) * ((double)length - 1);
}

static double
expected(unitizing *of)
{
    double all = (double)of->data->coders * (double)of->data->length;
    stats_sum sum = {0}, own = {0};
    double marked = 0;

    collect_gaps(of);
    for (size_t i = 0; i < of->data->coders; i++)
        marked += (double)of->layouts[i].marked;
    for (size_t i = 0; i < of->data->coders; i++)
        for (size_t g = 0; g < of->layouts[i].count; g++) {
            const section *one = &of->layouts[i].items[g];
            uint64_t size = one->end - one->begin;
            double l = (double)size;

            if (!one->marked)
                continue;
            stats_sum_add(&sum, (marked - 1) / 3 * l * (2 * l - 1) * (l - 1));
            stats_sum_add(&sum, l * l * places_in_gaps(of, size));
            stats_sum_add(&own, l * (l - 1));
        }
    return 2 / (double)of->data->length * stats_sum_value(&sum) /
           (all * (all - 1) - stats_sum_value(&own));
}

/* ---- beside it ---- */

/* Coded or not, over positions. Two coders of a stretch disagree where one of
   the two sections is marked: as many ordered pairs as there are coders who
   marked it times those who did not. */
static double
position_alpha(const unitizing *of)
{
    const coding_stats_continuum *data = of->data;
    double n = (double)data->coders * (double)data->length;
    double own = 0, apart = 0;

    for (size_t i = 0; i < data->coders; i++) {
        const layout *a = &of->layouts[i];

        for (size_t g = 0; g < a->count; g++)
            if (a->items[g].marked)
                own += (double)(a->items[g].end - a->items[g].begin);
        for (size_t j = i + 1; j < data->coders; j++) {
            const layout *b = &of->layouts[j];
            size_t g = 0, h = 0;
            uint64_t at = 0;

            while (g < a->count && h < b->count) {
                uint64_t end = a->items[g].end < b->items[h].end
                                   ? a->items[g].end
                                   : b->items[h].end;

                if (a->items[g].marked != b->items[h].marked)
                    apart += (double)(end - at);
                at = end;
                g += a->items[g].end == end;
                h += b->items[h].end == end;
            }
        }
    }
    apart /= (double)data->coders - 1;
    return own > 0 && own < n ? 1 - (n - 1) * apart / (own * (n - own))
                              : STATS_NAN;
}

/* Segments of a that overlap one of b's. */
static size_t
met(const layout *a, const layout *b)
{
    size_t count = 0, h = 0;

    for (size_t g = 0; g < a->count; g++) {
        bool found = false;

        while (h < b->count && b->items[h].end <= a->items[g].begin)
            h++;
        for (size_t k = h; k < b->count && b->items[k].begin < a->items[g].end;
             k++)
            found = found || b->items[k].marked;
        count += found && a->items[g].marked;
    }
    return count;
}

static double
segment_f1(const unitizing *of)
{
    double hits = 0, all = 0;

    for (size_t i = 0; i < of->data->coders; i++)
        for (size_t k = 0; k < of->data->coders; k++) {
            if (i == k)
                continue;
            hits += (double)met(&of->layouts[i], &of->layouts[k]);
            all += (double)of->layouts[i].marked;
        }
    return all > 0 ? hits / all : STATS_NAN;
}

coding_status
coding_stats_unitizing(coding_context *context,
                       const coding_stats_continuum *data,
                       const coding_figure_sink *sink)
{
    stats_delivery to = {sink, CODING_OK};
    stats_sum all_observed = {0}, all_expected = {0};
    size_t from = 0;
    unitizing of;
    coding_status status = unitizing_open(context, data, &of);

    for (size_t code = 0; status == CODING_OK && code < data->codes; code++) {
        double found, by_chance;

        from = lay_out(&of, (uint32_t)code, from);
        found = observed(&of);
        by_chance = expected(&of);
        stats_sum_add(&all_observed, found);
        stats_sum_add(&all_expected, by_chance);
        stats_deliver_at(&to, "alpha_u_do", code + 1, 0, found);
        stats_deliver_at(&to, "alpha_u_de", code + 1, 0, by_chance);
        stats_deliver_at(&to, "alpha_u_code", code + 1, 0,
                         by_chance > 0 ? 1 - found / by_chance : STATS_NAN);
        stats_deliver_at(&to, "alpha_position", code + 1, 0,
                         position_alpha(&of));
        stats_deliver_at(&to, "segment_f1", code + 1, 0, segment_f1(&of));
        status = to.status;
    }
    if (status == CODING_OK) {
        double by_chance = stats_sum_value(&all_expected);

        stats_deliver(&to, "alpha_u",
                      by_chance > 0
                          ? 1 - stats_sum_value(&all_observed) / by_chance
                          : STATS_NAN);
    }
    unitizing_close(&of);
    return status == CODING_OK ? to.status : status;
}
