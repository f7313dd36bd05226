/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Questions that take several answers: tests in which a respondent, not a
   mention, is the observation. See coding_stats_multiple(3). */
#ifndef CODING_STATS_MULTIPLE_H
#define CODING_STATS_MULTIPLE_H

#include <coding/context.h>
#include <coding/figure.h>

#include <stddef.h>
#include <stdint.h>

/* One multiple-response question and the group of each respondent. */
typedef struct {
    const unsigned char *named; /* borrowed: respondent by respondent, 0 or 1 */
    const size_t *group;        /* borrowed: of each respondent, from 0 */
    size_t respondents, items, groups;
} coding_stats_mentions;

/* Two multiple-response questions put to the same respondents. */
typedef struct {
    const unsigned char *row_named; /* borrowed: respondents x row_items */
    const unsigned char
        *column_named; /* borrowed: respondents x column_items */
    size_t respondents, row_items, column_items;
} coding_stats_mention_pairs;

/* How labels are permuted. All zero is the default. */
typedef struct {
    const size_t
        *cluster;        /* borrowed: of each respondent, from 0; NULL: none */
    size_t clusters;     /* the group label then belongs to the cluster */
    uint64_t exhaustive; /* all arrangements up to so many; 0: 200,000 */
    uint64_t samples;    /* random ones beyond; 0: 20,000 */
    uint64_t seed;       /* any */
} coding_stats_permutation;

typedef enum {
    CODING_STATS_ZEROS_STAY,
    CODING_STATS_ZEROS_HALF /* 0.5 for a zero cell, as the R package MRCV */
} coding_stats_zeros;

/* How respondents are resampled. All zero is the default. */
typedef struct {
    uint64_t samples; /* wanted; 0: 10,000 */
    uint64_t most;    /* drawn at most, the degenerate too; 0: 2 x samples */
    uint64_t seed;    /* any */
    coding_stats_zeros zeros;
} coding_stats_resampling;

/* Common to the calls below. A group without respondents is left out, and from
   the tests an item that nobody or everybody named; its figures are NaN.
   CODING_EUSAGE: a named that is not 0 or 1, a group or cluster out of range.
   CODING_EDATA: 2^30 respondents or more. */

/* Counts: n, groups, items, items_used, mentions, mentions_cell (group, item),
   mention_total, pct_of_respondents, pct_of_mentions (item).
   Each item: item_x2 its groups x 2 Pearson statistic, item_x2_half with 0.5
   for zero cells, item_p and item_p_ with every adjustment of
   coding/stats_adjust.h.
   All items, multiple marginal independence (Agresti & Liu 1999, Biometrics 55;
   Bilder, Loughin & Nettleton 2000, Commun. Stat. Simul. 29): x2s and x2s_half
   the sums, x2s_df; x2s_naive_p, the sum as if items were independent;
   bonferroni_p; trace and trace2 of the Rao-Scott matrix, rs1, rs2 (what MRCV
   prints), rs2_sat (Satterthwaite), and all of these with half_.
   For comparison only, invalid or not invariant: naive_x2, naive_df, naive_p,
   Pearson's test of the table of mentions; uls_x2 and decady_thomas (Decady &
   Thomas 2000, Biometrics 56).
   One sample, are the items named equally often: cochran_q; gof_naive_x2 and
   gof_naive_p, its invalid one-way version. */
CODING_CHECK coding_status coding_stats_multiple(
    coding_context *context, const coding_stats_mentions *data,
    const coding_figure_sink *sink);

/* Group labels permuted over whole respondents: perm_p_x2s and, adjusted by the
   largest item statistic of each arrangement (single-step max-T, Westfall &
   Young 1993), item_p_maxt. perm_exhaustive 1: perm_count is the number of
   arrangements, all looked at, perm_as_large those with x2s at least the
   observed, perm_p_smallest the least p these data could have given.
   perm_exhaustive 0: perm_count random ones, p = (1 + as large) / (1 + count),
   with perm_mc_se and Wilson's limits perm_mc_lo95, perm_mc_hi95 of the share.
   With clusters the labels are permuted over clusters, as many clusters a group
   as observed, whatever their sizes, and every name begins with cluster_.
   CODING_EDATA: a cluster with members of two groups (cluster-two-groups). */
CODING_CHECK coding_status coding_stats_multiple_permute(
    coding_context *context, const coding_stats_mentions *data,
    const coding_stats_permutation *options, const coding_figure_sink *sink);

/* Whole item vectors resampled over all respondents, group labels kept:
   boot_p_x2s, boot_p_min and boot_p_prod (smallest and product of the item p
   as combined statistics), each the share of samples at least as extreme;
   boot_used and boot_discarded, samples in which an item was named by nobody
   or everybody (MRCV's MI.test, Koziol & Bilder 2014, R Journal 6/1);
   boot_mc_se of boot_p_x2s. With CODING_STATS_ZEROS_HALF the names begin with
   half_. No sample used: the p are NaN. */
CODING_CHECK coding_status coding_stats_multiple_bootstrap(
    coding_context *context, const coding_stats_mentions *data,
    const coding_stats_resampling *options, const coding_figure_sink *sink);

/* Simultaneous pairwise marginal independence (Bilder & Loughin 2004,
   Biometrics 60): n, row_items_used, col_items_used; pair_x2 the 2 x 2
   statistic of (row item, column item), pair_x2_half, pair_p and pair_p_ with
   every adjustment; x2s ... half_rs2_sat as above. */
CODING_CHECK coding_status coding_stats_pairwise(
    coding_context *context, const coding_stats_mention_pairs *data,
    const coding_figure_sink *sink);

/* As coding_stats_multiple_permute: the answers to the column question are
   permuted against those to the row question, whole respondents at a time, in
   every order when there are few enough. pair_p_maxt in place of item_p_maxt;
   options->cluster is not looked at. */
CODING_CHECK coding_status coding_stats_pairwise_permute(
    coding_context *context, const coding_stats_mention_pairs *data,
    const coding_stats_permutation *options, const coding_figure_sink *sink);

/* As coding_stats_multiple_bootstrap, with the answers to the two questions
   resampled independently of each other. */
CODING_CHECK coding_status coding_stats_pairwise_bootstrap(
    coding_context *context, const coding_stats_mention_pairs *data,
    const coding_stats_resampling *options, const coding_figure_sink *sink);

#endif
