/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The inside of a coding_revision. For the room alone. */
#ifndef REHEARSAL_REVISION_INSIDE_H
#define REHEARSAL_REVISION_INSIDE_H

#include <coding/coder.h>
#include <coding/counting.h>
#include <coding/revision.h>

#include "base/arena.h"
#include "base/map.h"

/* A coding that one state of the codebook gives. */
typedef struct {
    const coding_span *cells; /* of the coder's columns */
    coding_span document;
    uint64_t start, end;
    size_t code;         /* of the revision's codes */
    coding_span verdict; /* the cell `counted` */
} revision_mention;

/* What a tally of one state says of a code. */
typedef struct {
    bool there; /* the state has this code */
    uint64_t mentions, respondents;
    size_t last; /* the respondent counted last, and 1 */
} revision_figures;

typedef struct {
    const coding_codebook_data *book; /* as it was given */
    coding_span facet;                /* what it is called while it runs */
    coding_counting *counting;
    revision_mention *mentions;
    size_t mention_count, mention_capacity;
    revision_figures *figures; /* one a code */
} revision_side;

enum { REVISION_SUMMARY_BYTES = 300 };
enum { REVISION_BEFORE, REVISION_AFTER, REVISION_SIDES };

struct coding_revision {
    coding_context *context;
    coding_revision_options options;
    coding_revision_counts counts;
    coding_cells *cells; /* of the result */
    coding_core core;
    coding_row_sink sink;
    arena kept;
    map codes;              /* those of the later state, then those it lacks */
    coding_codebook **made; /* every codebook once a side, owned */
    const coding_cues **cues;
    size_t made_count;
    revision_side sides[REVISION_SIDES];
    coding_columns *coded; /* the coder's */
    coding_core in;        /* of coded */
    coding_coder *coder;
    char summary[REVISION_SUMMARY_BYTES];
};

/* Gives the rows of all differences; the mentions are judged. differences.c */
CODING_MUST_USE coding_status revision_tell(coding_revision *all);

#endif
