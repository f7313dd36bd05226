/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A table of two answers from respondents with weights: a test that knows that
   a weight is not a count. See coding_stats_weighted(3). */
#ifndef CODING_STATS_WEIGHTED_H
#define CODING_STATS_WEIGHTED_H

#include <coding/context.h>
#include <coding/figure.h>

#include <stddef.h>

enum { CODING_STATS_WEIGHTED_CONTRASTS = 400 }; /* (rows - 1) x (columns - 1) */

/* One design of weights alone: no strata, no clusters. Respondents with a
   missing answer are left out by the caller. */
typedef struct {
    const size_t *row, *column; /* borrowed: of each respondent, from 0 */
    const double *weight;       /* borrowed: finite, 0 or more */
    size_t respondents, rows, columns;
} coding_stats_weighted_data;

/* weighted_count, weighted_pct_total and prop_se (its standard error as a
   proportion, by linearisation) of each cell; n, sum_w, n_eff_kish, deff_kish
   = n / n_eff_kish (Kish 1965). x2_pearson = chisq_stat: n sum (p - e)^2 / e
   of the weighted proportions, without a reference distribution of its own.
   Rao & Scott 1984 (Ann. Statist. 12, 46-60): mean_deff, the mean eigenvalue of
   the design effects; rs1_x2 = x2 / mean_deff with chisq_df and chisq_p;
   rs2_x2, rs2_df, rs2_p of second order; f_stat, f_df, f_ddf, f_p the F form
   (Thomas & Rao 1987). wald_stat, _df, _ddf, _p and adjwald_...: Koch, Freeman
   & Freeman 1975, on rows x columns contrasts of the linearised differences.
   Rows and columns nobody gave are left out of the tests. Undefined: NaN.
   CODING_EUSAGE: a row or column out of range. CODING_EDATA: a weight that is
   negative or not finite, or all are 0 (weight-range). Above
   CODING_STATS_WEIGHTED_CONTRASTS every test but x2_pearson is NaN and the
   warning weighted-too-large is given. */
CODING_CHECK coding_status coding_stats_weighted(
    coding_context *context, const coding_stats_weighted_data *data,
    const coding_figure_sink *sink);

#endif
