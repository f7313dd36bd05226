/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Arrangements of a permutation test counted, and their figures. */
#ifndef STATS_PERMUTATION_H
#define STATS_PERMUTATION_H

#include <coding/context.h>

#include <stdbool.h>
#include <stdint.h>

#include "stats/deliver.h"

typedef struct {
    coding_context *context;
    size_t parts;
    double *x2;       /* parts, of the arrangement at hand */
    double *observed; /* parts, a little less than observed */
    uint64_t *larger; /* part: arrangements with a maximum as large */
    double least;     /* the observed sum, a little less */
    double most;      /* the largest sum seen */
    uint64_t looked_at, as_large, as_most;
    bool is_exhaustive;
} stats_permutation; /* all zero is closed */

typedef struct {
    const char *p, *part, *count, *as_large, *exhaustive, *smallest;
    const char *error, *low, *high;
} stats_permutation_names;
/* part is the name of a part's p adjusted by the largest. */
#define STATS_PERMUTATION_NAMES(prefix, part)                                  \
    {                                                                          \
        prefix "perm_p_x2s", prefix part, prefix "perm_count",                 \
            prefix "perm_as_large", prefix "perm_exhaustive",                  \
            prefix "perm_p_smallest", prefix "perm_mc_se",                     \
            prefix "perm_mc_lo95", prefix "perm_mc_hi95"                       \
    }

/* Ends with stats_permutation_close, on failure too. */
CODING_MUST_USE coding_status stats_permutation_open(coding_context *context,
                                                     size_t parts,
                                                     stats_permutation *out);
void stats_permutation_close(stats_permutation *all);
/* x2 holds the observed parts. */
void stats_permutation_observe(stats_permutation *all);
/* x2 holds the parts of one arrangement more. */
void stats_permutation_look(stats_permutation *all);
/* The p of a part: single-step max-T (Westfall & Young 1993). */
double stats_permutation_part(const stats_permutation *all, size_t part);
/* Everything but the parts. */
void stats_permutation_deliver(const stats_permutation *all,
                               const stats_permutation_names *names,
                               stats_delivery *to);

#endif
