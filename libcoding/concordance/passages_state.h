/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The inside of a coding_concordance. */
#ifndef CONCORDANCE_PASSAGES_STATE_H
#define CONCORDANCE_PASSAGES_STATE_H

#include <coding/concordance.h>

#include "base/arena.h"
#include "base/map.h"
#include "concordance/choice.h"
#include "concordance/surroundings.h"
#include "pattern/fold.h"
#include "pattern/regex.h"

struct coding_concordance {
    coding_context *context;
    coding_concordance_options options;
    coding_core core;
    choice asked;
    surroundings heard;
    map names;  /* documents, speakers ... : each kept once */
    arena kept; /* words of passages */
    coding_passage *items;
    size_t count, capacity;
    size_t open; /* items from here on wait for their document's end */
    bool judged; /* a tally has judged one of them */
    /* kwic -e */
    regex **patterns;
    size_t pattern_count;
    fold *copy;
    buffer line;
};

/* A passage of row, from start to end, in the arena; its surroundings come at
   the document's end. */
CODING_MUST_USE coding_status passages_add(coding_concordance *all,
                                           const coding_row *row,
                                           const coding_passage *found);

/* search.c */
CODING_MUST_USE coding_status search_init(coding_concordance *all);
void search_clear(coding_concordance *all);
CODING_MUST_USE coding_status search_unit(coding_concordance *all,
                                          const coding_row *row);

/* sorting.c */
CODING_MUST_USE coding_status passages_sort(coding_concordance *all);

#endif
