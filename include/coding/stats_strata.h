/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Association of two variables within the levels of a third: Cochran, Mantel,
   Haenszel and what belongs to them. See coding_stats_strata(3). */
#ifndef CODING_STATS_STRATA_H
#define CODING_STATS_STRATA_H

#include <coding/context.h>
#include <coding/figure.h>

#include <stddef.h>
#include <stdint.h>

enum { CODING_STATS_STRATA_CONTRASTS = 1500 }; /* (rows - 1) x (columns - 1) */

typedef struct {
    const uint64_t *counts; /* borrowed: stratum by stratum, row by row */
    size_t strata, rows, columns;
} coding_stats_strata_counts;

/* The figures of a stratified table. Strata with fewer than two observations
   are left out, then rows and columns whose total over the strata is 0.
   strata_used; cmh_correlation (1 df) and cmh_row_mean_score (rows - 1 df)
   with scores 1, 2, ... over what is left, Mantel 1963, Landis, Heyman & Koch
   1978 (Int. Stat. Rev. 46, 237-254);
   2 x 2 left: cmh and cmh_cc without and with the continuity correction
   (Mantel & Haenszel 1959); mh_or with its limits (Robins, Breslow & Greenland
   1986); breslow_day (Breslow & Day 1980, 4.30) and breslow_day_tarone (Tarone
   1985), undefined when a stratum has an empty margin; woolf (Woolf 1955) when
   no cell is 0;
   larger: cmh_general, (rows - 1)(columns - 1) df (Birch 1965), df less what
   the strata do not tell apart.
   Every test gives name, _df, _p, _logp, _plower. Fewer than two rows or
   columns left: the figures are NaN.
   CODING_EDATA: a stratum of 2^40 or more, more than 2^20 rows or columns.
   Above CODING_STATS_STRATA_CONTRASTS cmh_general is NaN and the warning
   strata-too-large is given. */
CODING_CHECK coding_status coding_stats_strata(
    coding_context *context, const coding_stats_strata_counts *table,
    const coding_figure_sink *sink);

#endif
