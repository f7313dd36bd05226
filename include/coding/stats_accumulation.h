/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How the number of distinct codes grows from interview to interview, in the
   order given and over all orders. See coding-method(7), saturation. */
#ifndef CODING_STATS_ACCUMULATION_H
#define CODING_STATS_ACCUMULATION_H

#include <coding/context.h>

#include <stddef.h>
#include <stdint.h>

/* Which interviews name which code. All borrowed. */
typedef struct {
    size_t interviews; /* below 2^32, in their order */
    size_t codes;
    const size_t *first;   /* codes + 1: where the list of each code begins */
    const uint32_t *named; /* the lists: interviews from 0, each once a code */
} coding_stats_accumulation;

/* Saturation as Guest, Namey & Chen (2020) assess it: the codes of the first
   `base` interviews are the base; a run is `run` interviews in a row behind
   them; it is reached where the new codes of a run are at most percent of the
   base. */
typedef struct {
    size_t base, run; /* interviews, 1 or more */
    double percent;   /* 0 .. 100 */
} coding_stats_saturation;

/* fresh[i]: codes that interview i is the first to name. fresh is the
   caller's, one an interview. */
CODING_API void
coding_stats_accumulation_fresh(const coding_stats_accumulation *data,
                                uint64_t *fresh);
/* expected[i]: codes named in the first i + 1 interviews, mean over all orders
   of the interviews: sum over codes of 1 - C(N - n_k, i + 1) / C(N, i + 1),
   n_k the interviews that name code k (Hurlbert 1971, Ecology 52, 577-586).
   Exact, no simulation. */
CODING_CHECK coding_status coding_stats_accumulation_expected(
    coding_context *context, const coding_stats_accumulation *data,
    double *expected);
/* The least n such that the run behind the first n interviews meets the rule:
   saturation "n+run". 0: no run does, or there are fewer than base + run
   interviews, or the base has no code. */
CODING_API size_t
coding_stats_saturation_reach(const uint64_t *fresh, size_t interviews,
                              const coding_stats_saturation *rule);

/* Where a rule is met over random orders; 0 stands for never. */
typedef struct {
    uint64_t low, median, high; /* 5%, 50%, 95% of the orders */
    uint64_t never;             /* orders in which it is not met */
} coding_stats_saturation_band;

enum { CODING_STATS_ORDERS = 1000000 }; /* the most random orders */

typedef struct {
    uint64_t orders; /* 1 .. CODING_STATS_ORDERS */
    uint64_t seed;
    const coding_stats_saturation *rules; /* borrowed */
    size_t rule_count;
} coding_stats_orders;

/* All the caller's. */
typedef struct {
    uint64_t *low, *median, *high;       /* one an interview: codes so far */
    coding_stats_saturation_band *bands; /* one a rule */
} coding_stats_accumulation_band;

/* Draws random orders of the interviews, each equally likely. A quantile q is
   the least value that q of the orders, or more, do not exceed (the inverse of
   their distribution function). Memory: 4 bytes a code and order.
   CODING_EUSAGE: orders out of range. */
CODING_CHECK coding_status coding_stats_accumulation_permute(
    coding_context *context, const coding_stats_accumulation *data,
    const coding_stats_orders *options, coding_stats_accumulation_band *out);

#endif
