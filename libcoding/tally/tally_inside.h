/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The inside of a coding_tally. */
#ifndef TALLY_TALLY_INSIDE_H
#define TALLY_TALLY_INSIDE_H

#include <coding/tally.h>

#include "base/buffer.h"
#include "tally/census.h"
#include "tally/held.h"

/* Columns of the result that only the tables of a tally have. */
typedef struct {
    size_t children_sum, threshold, codes, expected, p_at_least, model, figure;
} tally_columns;

/* The kinds of shards' provenance that were met. */
typedef struct {
    map made; /* what the meta rows of the shards say of how they were made */
    bool uncounted;
} tally_shards;

struct coding_tally {
    coding_context *context;
    coding_tally_options options;
    coding_row_sink sink;
    coding_counting *counting;
    coding_core in, core; /* of the stream, of the result */
    tally_columns extra;
    size_t *attribute_columns; /* of the result, by attribute */
    coding_cells *cells;
    held waiting;
    bool holding;
    bool told;  /* the meta row is given */
    map tables; /* names of the tables that the stream brought */
    tally_shards shards;
    arena keep;
    census people;
    size_t group;          /* attribute, or CODING_NO_ITEM */
    coding_span name;      /* of the main table */
    census_counts base;    /* of everybody */
    census_counts *counts; /* by code, of everybody */
    size_t *order;         /* codes as the tables show them */
    buffer summary;
};

/* Codes in the order of the unit, ties in codebook order. */
CODING_MUST_USE coding_status tally_sort(coding_tally *tally);
uint64_t tally_in_unit(const coding_tally *tally, const census_counts *counts);
/* Codes with threshold or more. */
uint64_t tally_passing(const coding_tally *tally, uint64_t threshold);
/* Whether the caller wants a table. */
bool tally_gives(const coding_tally *tally, const char *table);
/* A name for a further table that is not taken yet, in the arena. */
CODING_MUST_USE coding_status tally_table(coding_tally *tally, const char *kind,
                                          coding_span *out);

/* provenance.c: the meta row, and that shards were made alike. */
CODING_MUST_USE coding_status tally_tell(coding_tally *tally);
CODING_MUST_USE coding_status tally_meet_meta(coding_tally *tally,
                                              const coding_row *row);
CODING_MUST_USE coding_status tally_check_shards(coding_tally *tally);

/* count_rows.c */
CODING_MUST_USE coding_status tally_give_answers(coding_tally *tally);
CODING_MUST_USE coding_status tally_give_counts(coding_tally *tally);
CODING_MUST_USE coding_status tally_give_families(coding_tally *tally);

/* baseline.c: what luck alone would do */
CODING_MUST_USE coding_status tally_give_sensitivity(coding_tally *tally);
CODING_MUST_USE coding_status tally_give_chance(coding_tally *tally);

#endif
