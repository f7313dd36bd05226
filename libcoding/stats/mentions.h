/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Multiple-response answers counted: by group and item, and as bits. */
#ifndef STATS_MENTIONS_H
#define STATS_MENTIONS_H

#include <coding/stats_multiple.h>

#include <stdbool.h>

typedef struct {
    coding_context *context;
    const coding_stats_mentions *data;
    size_t groups, items; /* without the empty, the constant */
    size_t *group;        /* used group: number in the data */
    size_t *item;         /* used item: number in the data */
    size_t *group_of;     /* respondent: used group */
    size_t *sizes;        /* used group: respondents */
    size_t *counts;       /* used groups x all items */
    size_t *totals;       /* all items */
    size_t mentions;      /* all */
} stats_mentions;         /* all zero is closed */

/* Checks the data and counts. End with stats_mentions_close, on failure too. */
CODING_MUST_USE coding_status
stats_mentions_open(coding_context *context, const coding_stats_mentions *data,
                    stats_mentions *out);
void stats_mentions_close(stats_mentions *counted);
/* Checks a respondents x items matrix of 0 and 1, and their number. */
CODING_MUST_USE coding_status stats_mentions_check(coding_context *context,
                                                   const unsigned char *named,
                                                   size_t respondents,
                                                   size_t items);
/* Pearson's statistic of a groups x 2 table: yes[g] of sizes[g], group by
   group; 0.5 for zero cells if asked. NaN when all or none are yes. */
double stats_mentions_x2(const size_t *yes, size_t stride, const size_t *sizes,
                         size_t groups, coding_stats_zeros zeros);

/* Answers as bits: item by item, words words each. */
typedef struct {
    uint64_t *bits;
    size_t words;
} stats_bits;

/* Bits of the chosen items; respondent s is bit place[s], or s when place is
   NULL; size bits an item. bits is owned, base_free. */
CODING_MUST_USE coding_status stats_bits_open(coding_context *context,
                                              const unsigned char *named,
                                              size_t respondents, size_t items,
                                              const size_t *place, size_t size,
                                              stats_bits *out);
/* Respondents with both bits in words from .. to - 1 of two items. */
size_t stats_bits_both(const uint64_t *a, const uint64_t *b, size_t from,
                       size_t to);

#endif
