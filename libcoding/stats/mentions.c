/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Counting multiple-response answers. See stats/mentions.h. */
#include "stats/mentions.h"

#include <math.h>

#include "base/diag.h"
#include "base/memory.h"
#include "stats/array.h"
#include "stats/distribution.h"

/* n^2 and its double stay below 2^63. */
static const size_t LARGEST = (size_t)1 << 30;

coding_status
stats_mentions_check(coding_context *context, const unsigned char *named,
                     size_t respondents, size_t items)
{
    if (respondents >= LARGEST)
        return diag_error(
            context, CODING_EDATA, "count-too-large", (diag_place){0},
            "%zu respondents, expected fewer than 2^30", respondents);
    for (size_t i = 0; i < respondents; i++)
        for (size_t j = 0; j < items; j++)
            if (named[i * items + j] > 1)
                return diag_error(context, CODING_EUSAGE, "mention-not-binary",
                                  (diag_place){0},
                                  "respondent %zu, item %zu: %u, expected 0 "
                                  "or 1",
                                  i + 1, j + 1, named[i * items + j]);
    return CODING_OK;
}

double
stats_mentions_x2(const size_t *yes, size_t stride, const size_t *sizes,
                  size_t groups, coding_stats_zeros zeros)
{
    int64_t all = 0; /* everything counted twice, so that halves are whole */
    int64_t all_yes = 0;
    double sum = 0;

    for (int pass = 0; pass < 2; pass++) {
        if (pass == 1 && (all_yes == 0 || all_yes == all))
            return STATS_NAN;
        for (size_t g = 0; g < groups; g++) {
            int64_t in = 2 * (int64_t)yes[g * stride];
            int64_t out = 2 * (int64_t)sizes[g] - in;

            if (zeros == CODING_STATS_ZEROS_HALF && in == 0)
                in = 1;
            if (zeros == CODING_STATS_ZEROS_HALF && out == 0)
                out = 1;
            if (pass == 0) {
                all += in + out;
                all_yes += in;
            } else {
                double difference = (double)(in * all - (in + out) * all_yes);

                sum += difference / (double)all_yes *
                       (difference / (double)(all - all_yes)) /
                       (double)(in + out);
            }
        }
    }
    return sum / 2;
}

static coding_status
mentions_allocate(stats_mentions *out)
{
    const coding_stats_mentions *data = out->data;
    coding_status status = STATS_ARRAY(out->context, data->groups, &out->group);

    if (status == CODING_OK)
        status = STATS_ARRAY(out->context, data->items, &out->item);
    if (status == CODING_OK)
        status = STATS_ARRAY(out->context, data->respondents, &out->group_of);
    if (status == CODING_OK)
        status = STATS_ARRAY(out->context, data->groups, &out->sizes);
    if (status == CODING_OK && data->items > 0 &&
        data->groups > SIZE_MAX / data->items)
        status = STATS_ARRAY(out->context, SIZE_MAX, &out->counts);
    else if (status == CODING_OK)
        status =
            STATS_ARRAY(out->context, data->groups * data->items, &out->counts);
    if (status == CODING_OK)
        status = STATS_ARRAY(out->context, data->items, &out->totals);
    return status;
}

/* Numbers the groups that have respondents; sizes is by used group. */
static coding_status
number_groups(stats_mentions *out)
{
    const coding_stats_mentions *data = out->data;
    size_t *used = NULL; /* by group of the data: used number + 1 */
    coding_status status = STATS_ARRAY(out->context, data->groups, &used);

    for (size_t i = 0; i < data->respondents && status == CODING_OK; i++) {
        if (data->group[i] < data->groups)
            used[data->group[i]] = 1;
        else
            status = diag_error(out->context, CODING_EUSAGE, "group-range",
                                (diag_place){0},
                                "respondent %zu is in group %zu, expected "
                                "below %zu",
                                i + 1, data->group[i], data->groups);
    }
    for (size_t g = 0; g < data->groups && status == CODING_OK; g++) {
        if (used[g] == 0)
            continue;
        out->group[out->groups++] = g;
        used[g] = out->groups;
    }
    for (size_t i = 0; i < data->respondents && status == CODING_OK; i++) {
        out->group_of[i] = used[data->group[i]] - 1;
        out->sizes[out->group_of[i]]++;
    }
    base_free(out->context, used);
    return status;
}

static void
count_items(stats_mentions *out)
{
    const coding_stats_mentions *data = out->data;

    for (size_t i = 0; i < data->respondents; i++) {
        size_t *counts = out->counts + out->group_of[i] * data->items;

        for (size_t j = 0; j < data->items; j++) {
            counts[j] += data->named[i * data->items + j];
            out->totals[j] += data->named[i * data->items + j];
        }
    }
    for (size_t j = 0; j < data->items; j++) {
        out->mentions += out->totals[j];
        if (out->totals[j] > 0 && out->totals[j] < data->respondents)
            out->item[out->items++] = j;
    }
}

coding_status
stats_mentions_open(coding_context *context, const coding_stats_mentions *data,
                    stats_mentions *out)
{
    coding_status status = stats_mentions_check(context, data->named,
                                                data->respondents, data->items);

    *out = (stats_mentions){.context = context, .data = data};
    if (status == CODING_OK)
        status = mentions_allocate(out);
    if (status == CODING_OK)
        status = number_groups(out);
    if (status == CODING_OK)
        count_items(out);
    return status;
}

void
stats_mentions_close(stats_mentions *counted)
{
    if (counted->context == NULL)
        return;
    base_free(counted->context, counted->group);
    base_free(counted->context, counted->item);
    base_free(counted->context, counted->group_of);
    base_free(counted->context, counted->sizes);
    base_free(counted->context, counted->counts);
    base_free(counted->context, counted->totals);
    *counted = (stats_mentions){0};
}

coding_status
stats_bits_open(coding_context *context, const unsigned char *named,
                size_t respondents, size_t items, const size_t *place,
                size_t size, stats_bits *out)
{
    coding_status status;

    *out = (stats_bits){.words = size / 64 + 1};
    if (items > SIZE_MAX / out->words)
        return STATS_ARRAY(context, SIZE_MAX, &out->bits);
    status = STATS_ARRAY(context, items * out->words, &out->bits);
    if (status != CODING_OK)
        return status;
    for (size_t i = 0; i < respondents; i++) {
        size_t at = place != NULL ? place[i] : i;

        for (size_t j = 0; j < items; j++)
            out->bits[j * out->words + at / 64] |=
                (uint64_t)named[i * items + j] << (at % 64);
    }
    return CODING_OK;
}

/* Ones of a word (Knuth, TAOCP 4A, 7.1.3). */
static size_t
ones(uint64_t bits)
{
    bits -= (bits >> 1) & 0x5555555555555555U;
    bits = (bits & 0x3333333333333333U) + ((bits >> 2) & 0x3333333333333333U);
    bits = (bits + (bits >> 4)) & 0x0f0f0f0f0f0f0f0fU;
    return (size_t)(bits * 0x0101010101010101U >> 56);
}

size_t
stats_bits_both(const uint64_t *a, const uint64_t *b, size_t from, size_t to)
{
    size_t count = 0;

    for (size_t i = from; i < to; i++)
        count += ones(a[i] & b[i]);
    return count;
}
