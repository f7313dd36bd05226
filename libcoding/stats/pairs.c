/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Counting two multiple-response questions. See stats/pairs.h. */
#include "stats/pairs.h"

#include "base/memory.h"
#include "stats/array.h"
#include "stats/mentions.h"

double
stats_pairs_x2(size_t both, size_t a, size_t b, size_t n,
               coding_stats_zeros zeros)
{
    const size_t yes[2] = {both, b - both};
    const size_t sizes[2] = {a, n - a};

    return stats_mentions_x2(yes, 1, sizes, 2, zeros);
}

static coding_status
question_open(coding_context *context, const unsigned char *named,
              size_t respondents, size_t width, stats_question *out)
{
    coding_status status =
        stats_mentions_check(context, named, respondents, width);

    *out = (stats_question){.named = named, .width = width};
    if (status == CODING_OK)
        status = STATS_ARRAY(context, width, &out->item);
    if (status == CODING_OK)
        status = STATS_ARRAY(context, width, &out->totals);
    if (status != CODING_OK)
        return status;
    for (size_t i = 0; i < respondents; i++)
        for (size_t j = 0; j < width; j++)
            out->totals[j] += named[i * width + j];
    for (size_t j = 0; j < width; j++)
        if (out->totals[j] > 0 && out->totals[j] < respondents)
            out->item[out->items++] = j;
    return CODING_OK;
}

static coding_status
count_both(stats_pairs *out)
{
    stats_bits rows = {0};
    stats_bits columns = {0};
    size_t cells = out->row.items;
    coding_status status;

    if (out->column.items > 0 && cells > SIZE_MAX / out->column.items)
        cells = SIZE_MAX;
    else
        cells *= out->column.items;
    status = STATS_ARRAY(out->context, cells, &out->both);
    if (status == CODING_OK)
        status = stats_bits_open(out->context, out->row.named, out->respondents,
                                 out->row.width, NULL, out->respondents, &rows);
    if (status == CODING_OK)
        status = stats_bits_open(out->context, out->column.named,
                                 out->respondents, out->column.width, NULL,
                                 out->respondents, &columns);
    for (size_t x = 0; x < out->row.items && status == CODING_OK; x++)
        for (size_t y = 0; y < out->column.items; y++)
            out->both[x * out->column.items + y] = stats_bits_both(
                rows.bits + out->row.item[x] * rows.words,
                columns.bits + out->column.item[y] * columns.words, 0,
                rows.words);
    base_free(out->context, rows.bits);
    base_free(out->context, columns.bits);
    return status;
}

coding_status
stats_pairs_open(coding_context *context,
                 const coding_stats_mention_pairs *data, stats_pairs *out)
{
    coding_status status;

    *out = (stats_pairs){.context = context, .respondents = data->respondents};
    status = question_open(context, data->row_named, data->respondents,
                           data->row_items, &out->row);
    if (status == CODING_OK)
        status = question_open(context, data->column_named, data->respondents,
                               data->column_items, &out->column);
    if (status == CODING_OK)
        status = count_both(out);
    return status;
}

void
stats_pairs_close(stats_pairs *pairs)
{
    if (pairs->context == NULL)
        return;
    base_free(pairs->context, pairs->row.item);
    base_free(pairs->context, pairs->row.totals);
    base_free(pairs->context, pairs->column.item);
    base_free(pairs->context, pairs->column.totals);
    base_free(pairs->context, pairs->both);
    *pairs = (stats_pairs){0};
}
