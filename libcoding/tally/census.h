/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The answers laid out for counting: who belongs to which organisation, side,
   dyad and level, and the list of codes of every respondent. */
#ifndef TALLY_CENSUS_H
#define TALLY_CENSUS_H

#include <coding/counting.h>

#include "base/arena.h"
#include "base/map.h"

#define CENSUS_NONE SIZE_MAX

typedef struct {
    arena *keep; /* borrowed */
    const coding_counting *counting;
    const coding_counted_code *codes;
    const coding_counted_respondent *respondents;
    const coding_counted_answer *answers;
    size_t code_count, respondent_count, answer_count;
    /* counted answers by code: by_code[code_from[c] .. code_from[c + 1]) are
       numbers of answers, by respondent */
    size_t *by_code, *code_from;
    /* the distinct counted codes of each respondent in the order of naming:
       list[list_from[r] .. list_from[r + 1]) */
    size_t *list, *list_from;
    bool has_organisations, has_dyads;
    map organisations, dyads, sides, levels;
    size_t *organisation; /* by respondent; CENSUS_NONE: none */
    size_t *side;         /* the same */
    size_t *level;        /* by respondent, in level_order's numbering */
    size_t *dyad;         /* dyad[dyad_from[r] .. dyad_from[r + 1]) */
    size_t *dyad_from;
    coding_span *level_names; /* numbers by size, then bytes, empty last */
    size_t level_count;       /* 0: not split */
} census;

/* counting is finished and lives as long. group: attribute, or CODING_NO_ITEM.
   keep holds the arrays. */
CODING_MUST_USE coding_status census_init(census *all, coding_context *context,
                                          arena *keep,
                                          const coding_counting *counting,
                                          size_t group);
void census_clear(census *all);

/* What is counted of a code, or of a family. */
typedef struct {
    uint64_t mentions, units, respondents, organisations, dyads, dyads_both,
        documents, first;
    double mean_rank; /* NaN: nobody named it */
    double salience;  /* Smith's S; NaN: the base is empty */
} census_counts;

/* Level that means everybody. */
#define CENSUS_ALL SIZE_MAX

/* The base by every unit: mentions are the counted ones; first, units and the
   ranks are not used. level: of the group, or CENSUS_ALL. */
CODING_MUST_USE coding_status census_base(const census *all, size_t level,
                                          census_counts *out);
/* Into out the counts of every code, code_count items of the caller. */
CODING_MUST_USE coding_status census_count(const census *all, size_t level,
                                           census_counts *out);

/* A family: its codes together. */
typedef struct {
    coding_span name;
    uint64_t respondents, organisations, children_sum;
} census_family;

/* Into *out the families in codebook order, in the arena; how many. */
CODING_MUST_USE coding_status census_families(const census *all, size_t level,
                                              census_family **out,
                                              size_t *count);

#endif
