/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Goodness of fit: counts of categories against given probabilities.
   See coding_stats_gof(3). */
#ifndef CODING_STATS_GOF_H
#define CODING_STATS_GOF_H

#include <coding/context.h>
#include <coding/figure.h>

#include <stddef.h>
#include <stdint.h>

typedef struct {
    const uint64_t *counts; /* borrowed; total up to CODING_STATS_COUNT_MAX */
    const double *probabilities; /* borrowed; NULL: all equal */
    size_t categories;           /* of both; 0 is allowed */
} coding_stats_oneway;

/* Delivers, with E = n p: x2 (Pearson 1900), g, g_williams_q = 1 + (k + 1) /
   6n (Williams 1976, for equal probabilities) and g_williams, cressie_read
   (lambda 2/3), each on k - 1 degrees of freedom with _df, _p, _logp, _plower;
   cohen_w. Then of each category, as row 1 ... k: expected, resid, stdres =
   (O - E) / sqrt(E (1 - p)), p_cell, p_cell_holm, p_cell_bh, and limits of its
   share at 95 %: wilson_*, clopper_*, goodman_* (Goodman 1965, Technometrics
   7, 247-254: simultaneous over the categories). Figures without a meaning,
   of no observations or a single category, are NaN.
   CODING_EDATA: a probability is not above 0, they do not sum to 1 within
   1e-8, or the total is too large. CODING_ESYSTEM: no memory.
   Otherwise the sink's status. */
CODING_CHECK coding_status coding_stats_gof(coding_context *context,
                                            const coding_stats_oneway *data,
                                            const coding_figure_sink *sink);

#endif
