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
    *lanes = (stats_lanes){0};
}

/* A byte holds 255 respondents: so many are added at a time. */
void
stats_lanes_add(const stats_lanes *lanes, const uint32_t *drawn,
                size_t respondents, size_t *counts)
{
    while (respondents > 0) {
        size_t block = respondents < 255 ? respondents : 255;

        for (size_t w = 0; w < lanes->words; w++) {
            const uint64_t *column = lanes->rows + w;
            uint64_t sum = 0;

            for (size_t i = 0; i < block; i++)
                sum += column[drawn[i] * lanes->words];
            for (size_t x = 8 * w; x < lanes->items && x < 8 * w + 8; x++)
                counts[x] += sum >> (x % 8 * 8) & 0xFF;
        }
        drawn += block;
        respondents -= block;
    }
}
