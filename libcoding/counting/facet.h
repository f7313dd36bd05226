/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which facet is counted, and its codes in codebook order. */
#ifndef COUNTING_FACET_H
#define COUNTING_FACET_H

#include <coding/counting.h>

#include "base/arena.h"
#include "base/map.h"

#define FACET_NONE SIZE_MAX

/* A code row of any facet, until one is chosen. */
typedef struct {
    coding_counted_code code;
    size_t facet;
} facet_code;

typedef struct {
    coding_context *context;
    arena *texts; /* borrowed */
    coding_core core;
    coding_span wanted; /* empty: the only one */
    bool again;         /* a facet that is counted already will do */
    map names;          /* in the order met */
    facet_code *met;    /* of every facet */
    size_t met_count, met_capacity;
    size_t chosen;              /* number in names; FACET_NONE: not yet */
    map ids;                    /* of the chosen one's codes */
    coding_counted_code *codes; /* the same, by number in ids */
    size_t capacity;
    map done;         /* facets that a tally before this one counted ... */
    coding_span *how; /* ... and its command line */
    size_t how_capacity;
} facets;

void facets_init(facets *all, coding_context *context, arena *texts,
                 coding_core core);
void facets_clear(facets *all);
/* A code row. CODING_EUSAGE: a second facet when none was asked for. */
CODING_MUST_USE coding_status facets_take(facets *all, const coding_row *row);
/* A meta row: may tell which facet was counted before. */
CODING_MUST_USE coding_status facets_take_meta(facets *all,
                                               const coding_row *row);
/* Chooses, now that the first code rows are read; without any it stays open.
   CODING_EUSAGE: absent, counted already, or several to choose from. */
CODING_MUST_USE coding_status facets_choose(facets *all);
/* The number of a code of the chosen facet. CODING_EDATA: unknown, told. */
CODING_MUST_USE coding_status facets_find(const facets *all,
                                          const coding_row *row, size_t *out);
/* Whether a row names the chosen facet. */
bool facets_is_mine(const facets *all, const coding_row *row);
/* A fault: the chosen facet has been counted, by what `how` names. */
coding_status facets_refuse_second(const facets *all, const coding_row *row,
                                   coding_span how);

#endif
