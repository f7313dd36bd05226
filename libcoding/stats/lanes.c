/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Answers packed eight items to a word. See stats/lanes.h. */
#include "stats/lanes.h"

#include "base/memory.h"
#include "stats/array.h"

coding_status
stats_lanes_open(coding_context *context, const unsigned char *named,
                 size_t respondents, size_t width, const size_t *items,
                 size_t count, stats_lanes *out)
{
    coding_status status;

    *out = (stats_lanes){.context = context,
                         .words = count > 0 ? (count + 7) / 8 : 1,
                         .items = count};
    if (respondents > SIZE_MAX / out->words)
        return STATS_ARRAY(context, SIZE_MAX, &out->rows);
    status = STATS_ARRAY(context, respondents * out->words, &out->rows);
    if (status == CODING_OK)
        status = STATS_ARRAY(context, out->words, &out->sums);
    for (size_t i = 0; i < respondents && status == CODING_OK; i++)
        for (size_t x = 0; x < count; x++)
            out->rows[i * out->words + x / 8] |=
                (uint64_t)named[i * width + items[x]] << (x % 8 * 8);
    return status;
}

void
stats_lanes_close(stats_lanes *lanes)
{
    if (lanes->context == NULL)
        return;
    base_free(lanes->context, lanes->rows);
    base_free(lanes->context, lanes->sums);
    *lanes = (stats_lanes){0};
}

void
stats_lanes_flush(stats_lanes *lanes, size_t *counts)
{
    for (size_t x = 0; x < lanes->items; x++)
        counts[x] += lanes->sums[x / 8] >> (x % 8 * 8) & 0xFF;
    for (size_t w = 0; w < lanes->words; w++)
        lanes->sums[w] = 0;
    lanes->pending = 0;
}
