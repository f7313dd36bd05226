/* SPDX-License-Identifier: GPL-2.0-or-later */
/* p-values adjusted for a family of tests. See coding_stats_adjust(3). */
#ifndef CODING_STATS_ADJUST_H
#define CODING_STATS_ADJUST_H

#include <coding/context.h>

#include <stddef.h>

typedef enum {
    CODING_STATS_HOLM,       /* Holm 1979, Scand. J. Statist. 6, 65-70 */
    CODING_STATS_HOCHBERG,   /* Hochberg 1988, Biometrika 75, 800-802 */
    CODING_STATS_HOMMEL,     /* Hommel 1988, Biometrika 75, 383-386 */
    CODING_STATS_BONFERRONI, /* Dunn 1961 */
    CODING_STATS_BH,         /* Benjamini & Hochberg 1995, JRSS B 57, 289-300 */
    CODING_STATS_BY          /* Benjamini & Yekutieli 2001, Ann. Statist. 29 */
} coding_stats_adjustment;

/* "holm", "hochberg", "hommel", "bonferroni", "bh", "by". Static. */
CODING_API const char *
coding_stats_adjustment_name(coding_stats_adjustment method);

/* Into adjusted[i] the adjusted p[i], in the order given. Holm, Hochberg,
   Hommel and Bonferroni control the chance of any false finding, BH and BY the
   expected share of false findings. A NaN stays NaN and does not count as a
   test. adjusted is the caller's, count items, and may be p itself. Cost:
   count log count, Hommel too.
   CODING_ESYSTEM: no memory. */
CODING_CHECK coding_status coding_stats_adjust(coding_context *context,
                                               coding_stats_adjustment method,
                                               const double *p, size_t count,
                                               double *adjusted);

#endif
