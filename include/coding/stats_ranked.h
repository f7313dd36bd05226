/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Ranked mentions, as in "name your top three": are the items ranked alike?
   See coding_stats_ranked(3). */
#ifndef CODING_STATS_RANKED_H
#define CODING_STATS_RANKED_H

#include <coding/context.h>
#include <coding/figure.h>

#include <stddef.h>
#include <stdint.h>

enum { CODING_STATS_RANKED_TOP = 9 };

/* rank 1 is the first mention; an item not mentioned has rank 0. */
typedef struct {
    const unsigned char *rank; /* borrowed: respondent by respondent, 0..top */
    size_t respondents, items;
    size_t top; /* ranks asked for, 1..CODING_STATS_RANKED_TOP */
} coding_stats_ranks;

/* Rank k scores top + 1 - k, not mentioned 0. Counts: n, items; by item
   score_total, score_mean, mention_total, mentions_rank1 ... up to top,
   mean_rank (midranks of the scores within a respondent, largest best).
   Tests, each with _df, _p, _logp, _plower: score_q with the scores as given,
   (c - 1) sum_j (S_j - S.)^2 / sum_ij (s_ij - s_i.)^2; friedman, the same on
   midranks (Friedman 1937, ties as in Conover 1999); cochran_q on mentioned or
   not. kendall_w = friedman / (n (c - 1)). gof_naive_x2 and gof_naive_p: the
   one-way test of the mentions, invalid, for comparison. Respondents whose
   items all tie say nothing; nobody left: NaN.
   CODING_EUSAGE: top or a rank out of range. CODING_EDATA: 2^30 respondents or
   2^16 items, or more. */
CODING_CHECK coding_status coding_stats_ranked(coding_context *context,
                                               const coding_stats_ranks *data,
                                               const coding_figure_sink *sink);

/* How firm an order of items by mentions is. All zero but the data and top is
   the default. */
typedef struct {
    const unsigned char *named; /* borrowed: respondent by respondent, 0 or 1 */
    size_t respondents, items;
    size_t top;       /* the first so many, as in "the seven dominant" */
    uint64_t samples; /* 0: 10,000 */
    uint64_t seed;    /* any */
} coding_stats_stability;

/* Respondents resampled with replacement (Efron 1979, Ann. Statist. 7, 1-26);
   by item: rank, 1 and the number of items named by more respondents, so ties
   share the better rank; boot_rank_lo95 and boot_rank_hi95, the percentile
   interval of the rank; boot_p_top, the share of samples with rank <= top.
   boot_used: samples. No respondents: NaN.
   CODING_EUSAGE: a named that is not 0 or 1. CODING_EDATA: 2^30 respondents or
   2^16 items, or more. */
CODING_CHECK coding_status coding_stats_rank_stability(
    coding_context *context, const coding_stats_stability *data,
    const coding_figure_sink *sink);

#endif
