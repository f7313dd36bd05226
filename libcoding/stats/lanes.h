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
} stats_lanes;      /* all zero is closed */

/* Packs the chosen items of a respondents x width matrix of 0 and 1. End with
   stats_lanes_close, on failure too. */
CODING_MUST_USE coding_status stats_lanes_open(coding_context *context,
                                               const unsigned char *named,
                                               size_t respondents, size_t width,
                                               const size_t *items,
                                               size_t count, stats_lanes *out);
void stats_lanes_close(stats_lanes *lanes);
/* Adds the answers of the respondents drawn to the counts by item. */
void stats_lanes_add(const stats_lanes *lanes, const uint32_t *drawn,
                     size_t respondents, size_t *counts);

#endif
