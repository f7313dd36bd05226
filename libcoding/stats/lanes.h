/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Answers packed eight items to a word, so that adding a respondent to the
   counts of a resample costs items / 8 additions. */
#ifndef STATS_LANES_H
#define STATS_LANES_H

#include <coding/context.h>

#include <stdint.h>

typedef struct {
    coding_context *context;
    size_t words; /* of a respondent */
    size_t items;
    uint64_t *rows; /* respondents x words, one byte an item */
    uint64_t *sums; /* of the counts not yet passed on */
    size_t pending; /* respondents in sums, at most 255 */
} stats_lanes;      /* all zero is closed */

/* Packs the chosen items of a respondents x width matrix of 0 and 1. End with
   stats_lanes_close, on failure too. */
CODING_MUST_USE coding_status stats_lanes_open(coding_context *context,
                                               const unsigned char *named,
                                               size_t respondents, size_t width,
                                               const size_t *items,
                                               size_t count, stats_lanes *out);
void stats_lanes_close(stats_lanes *lanes);
/* Adds what is pending to the counts by item, and forgets it. */
void stats_lanes_flush(stats_lanes *lanes, size_t *counts);

/* Adds a respondent's answers to the counts, now or at the next flush. */
static inline void
stats_lanes_add(stats_lanes *lanes, size_t respondent, size_t *counts)
{
    const uint64_t *row = lanes->rows + respondent * lanes->words;

    for (size_t w = 0; w < lanes->words; w++)
        lanes->sums[w] += row[w];
    if (++lanes->pending == 255)
        stats_lanes_flush(lanes, counts);
}

#endif
