/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A codebook or program against people's coding. Formulas and sources:
   coding-method(7). */
#ifndef CODING_STATS_VALIDATION_H
#define CODING_STATS_VALIDATION_H

#include <coding/figure.h>

#include <stdint.h>

/* Units of one code: both, the program alone, people alone, neither. */
typedef struct {
    uint64_t tp, fp, fn, tn;
} coding_stats_confusion;

/* By code (row) precision and recall with Wilson's limits, f1, jaccard =
   tp / (tp + fp + fn), f1_lo95 and f1_hi95 from Wilson's limits of jaccard by
   F1 = 2 J / (1 + J), accuracy, mcc, kappa. Of all codes micro_precision,
   micro_recall, micro_f1 from the sums, macro_f1, the mean over codes whose F1
   is defined, and macro_codes, how many those are. NaN: nothing to divide by.
   CODING_EUSAGE: more than 10^15 units of a code. */
CODING_CHECK coding_status
coding_stats_validation(const coding_stats_confusion *codes, size_t count,
                        const coding_figure_sink *sink);

#endif
