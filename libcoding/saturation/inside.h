/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The inside of a coding_saturation. */
#ifndef SATURATION_INSIDE_H
#define SATURATION_INSIDE_H

#include <coding/saturation.h>
#include <coding/stats_accumulation.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "counting/facet.h"
#include "counting/people.h"

/* Somebody named a code in a document. */
typedef struct {
    size_t person, code;
    size_t presence; /* PEOPLE_NONE: in a document nobody knows */
} naming;

typedef struct {
    size_t person;
    size_t presence;        /* PEOPLE_NONE: nothing but the respondent row */
    uint64_t when;          /* a number, or a date as yyyymmdd */
    coding_span order;      /* as the participants' table has it */
    coding_span respondent; /* several of a document: with ; between */
    coding_span document;
    size_t level; /* of the group */
} interview;

/* One level of the group, or everybody. */
typedef struct {
    coding_span table, codes_table; /* names */
    coding_span group, level;       /* the attribute; both empty: everybody */
    size_t *interviews;             /* of saturation.interviews, in order */
    size_t count;
    coding_stats_accumulation data;
    uint64_t *fresh;
    double *mean;
    size_t *by_first;    /* codes by their first interview, unnamed ones last */
    size_t *first;       /* by code: its first interview; count: none */
    size_t named;        /* codes that somebody names */
    uint64_t base_codes; /* of the first `base` interviews */
    uint64_t last_run;   /* codes new in the last run */
    bool has_run;        /* there are base + run interviews */
    coding_stats_accumulation_band band;
} curve;

enum { RULES_MOST = 256 };

/* The columns of the result that other tables lack. */
typedef struct {
    size_t order, fresh, cumulative, base_codes, run_codes, ratio, low, median,
        high, mean;
} saturation_columns;

struct coding_saturation {
    coding_context *context;
    coding_saturation_options options;
    coding_core in, core; /* of the stream, of the result */
    saturation_columns extra;
    coding_row_sink sink;
    coding_cells *cells;
    arena keep;
    facets facet;
    people who;
    map base, spoke; /* respondents of a tally's answers; with a unit */
    map questions;   /* of the answers */
    map covered;     /* questions of coverage rows */
    triples asked;   /* person, document, question in covered */
    map tables;      /* names of the tables that the stream brought */
    naming *namings;
    size_t naming_count, naming_capacity;
    bool judged;  /* a tally has said what counts */
    bool told;    /* the meta row is given */
    size_t group; /* attribute; PEOPLE_NONE: none */

    /* after finish */
    coding_stats_saturation *rules; /* the chosen ones first */
    size_t rule_count, chosen_count;
    interview *interviews; /* in order */
    size_t interview_count, interview_capacity;
    size_t *of_presence; /* by presence: its interview; PEOPLE_NONE */
    size_t *of_person;   /* by person: the one without a presence, else the
                            earliest; PEOPLE_NONE */
    uint64_t ties;       /* interviews that share their order */
    size_t left_out;     /* participants who are not in the base */
    map level_ids;       /* in the order met */
    coding_span *levels; /* sorted */
    size_t level_count;
    curve whole;
    buffer summary, by_level;
};

/* interviews.c: who was interviewed when. CODING_EDATA: told. */
CODING_MUST_USE coding_status interviews_find(coding_saturation *all);
/* The interview of a naming; PEOPLE_NONE: in none. */
size_t interviews_of(const coding_saturation *all, const naming *found);
/* interview_order.c: an order as a number that sorts; false: neither a whole
   number nor a date. */
bool order_read(coding_span text, uint64_t *when, bool *date);
/* curve.c: counts the interviews of a level; ARENA memory of all->keep. */
CODING_MUST_USE coding_status curve_make(coding_saturation *all, size_t level,
                                         curve *out);
/* curve_rows.c: what was found, as rows. */
CODING_MUST_USE coding_status rows_give(coding_saturation *all,
                                        const curve *of);
/* saturation_verdict.c: the same judged. */
CODING_MUST_USE coding_status verdict_give(coding_saturation *all,
                                           const curve *of);
/* Keeps what a level says for the summary. */
CODING_MUST_USE coding_status verdict_add_level(coding_saturation *all,
                                                const curve *of);

#define EVERYBODY SIZE_MAX

#endif
