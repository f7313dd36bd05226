/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The inside of a matrix, for the room matrix alone. */
#ifndef MATRIX_MATRIX_STATE_H
#define MATRIX_MATRIX_STATE_H

#include <coding/matrix.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/map.h"
#include "counting/meanings.h"
#include "counting/people.h"
#include "counting/triples.h"
#include "unitize/abbreviations.h"

#define MATRIX_NONE SIZE_MAX

enum { MOST_MATRIX_CELLS = 10000000 };

/* ---- what stands at the side and on top ---- */

typedef enum {
    AXIS_CODES,
    AXIS_ATTRIBUTE,
    AXIS_RESPONDENT,
    AXIS_QUESTION,
    AXIS_DOCUMENT
} axis_kind;

typedef enum {
    SENSE_ANY,
    SENSE_ATTRIBUTE,
    SENSE_CORE,
    SENSE_FACET,
    SENSE_CODE
} sense;

typedef struct {
    coding_span name; /* without the prefix; FACET/CODE of a code */
    sense means;
} axis_name;

typedef struct {
    axis_kind kind;
    coding_span name; /* as in the table's name */
    axis_name *names; /* as they were given */
    size_t name_count;
    size_t attribute; /* in people, of AXIS_ATTRIBUTE */
    bool list;        /* its cells hold several values, as dyads do */
    /* after axis_settle */
    coding_span *labels;
    size_t count;
    size_t *codes; /* by item: of AXIS_CODES */
    map levels;    /* of AXIS_ATTRIBUTE, in order of appearance ... */
    size_t *place; /* ... and where each stands: also of questions, documents
                      and respondents by number */
} axis;

/* ---- what the stream says ---- */

enum { ROLE_ROW = 1, ROLE_COLUMN = 2, ROLE_ITEM = 4 };

typedef struct {
    coding_span id, label;
    size_t facet;
    unsigned roles;
    bool listed;     /* it has a `code` row */
    size_t rank;     /* among all codes, after axis_settle */
    uint64_t places; /* that hold it, as `within` says */
} matrix_code;

/* A facet that some name or the items may mean. */
typedef struct {
    bool *base; /* by person: has an answer row */
    size_t base_capacity;
    uint64_t answers;           /* rows ... */
    uint64_t told;              /* ... that count */
    uint64_t codings;           /* rows, whatever counts */
    uint64_t judged, unjudged;  /* by a tally, by none */
    uint64_t counted, left_out; /* what was made of them */
} matrix_facet;

/* A coding that counts, until its document ends. */
typedef struct {
    size_t person, code, question;
    uint64_t start, end, unit;
    bool placed; /* it has a start and an end */
} held_coding;

/* A sentence or turn of a respondent. */
typedef struct {
    size_t person;
    uint64_t start, end, unit, place;
} segment;

/* A document that has not ended. */
typedef struct {
    size_t document;
    held_coding *codings;
    segment *segments;
    size_t coding_count, coding_capacity, segment_count, segment_capacity;
    uint64_t next_place;
} desk;

/* A code in a place. */
typedef struct {
    size_t person;
    uint64_t place;
    size_t code, question, document;
} stay;

typedef struct {
    uint64_t items, mentions, respondents, organisations;
} matrix_count;

struct coding_matrix {
    coding_context *context;
    coding_matrix_options options;
    const coding_columns *columns;
    coding_core core, out;
    coding_row_sink sink;
    coding_cells *cells;
    arena texts;
    people who;
    axis rows, by;    /* by: the columns */
    const axis *side; /* the one that is no codes; NULL: both are */
    coding_span items;
    map codes, facets, questions, tables;
    meanings dictionary;    /* of survey variables */
    matrix_code *code_list; /* by number in codes */
    matrix_facet *facet_list;
    uint64_t *question_order; /* by number; UINT64_MAX: not listed */
    size_t code_capacity, facet_capacity, question_capacity, listed_questions;
    bool *present; /* by person: has a unit or a counted coding */
    size_t present_capacity;
    triples asked; /* person, question: coverage says so */
    bool *covered; /* by question: it has coverage rows */
    size_t covered_capacity;
    abbreviations more; /* which the units were cut with */
    bool dropped;       /* a document's `end` does not say how many codings */
    desk *desks;
    size_t desk_count, desk_capacity;
    stay *stays; /* of the document at hand */
    size_t stay_count, stay_capacity;
    triples named;         /* person, question, code: of codings */
    triples told;          /* the same, of a tally's answers */
    uint64_t *told_counts; /* mentions */
    size_t told_capacity;
    /* What met: row code, column code, person; or code, level, person. */
    triples pairs;
    uint64_t *pair_counts; /* mentions */
    size_t pair_capacity;
    triples met_items; /* pair, item */
    uint64_t *item_counts;
    size_t item_capacity;
    uint64_t astray; /* codings without offsets, within span */
    bool wrote_meta;
    /* the result */
    size_t *by_rank; /* codes in the order of the codebooks */
    coding_span name;
    coding_matrix_cell unit; /* of n */
    size_t *organisations;   /* by person; MATRIX_NONE: none */
    size_t organisation_count;
    const coding_span **attributes;              /* by person, settled */
    matrix_count *counts;                        /* row by row */
    uint64_t *bases;                             /* as counts */
    matrix_count *row_sums, *column_sums, whole; /* distinct */
    uint64_t missing;     /* people of the base without a level */
    coding_span sides[2]; /* of dyads: "SIDE only" */
    buffer summary;
};

/* axis.c: the names as far as the columns tell. */
CODING_MUST_USE coding_status axis_open(coding_matrix *matrix);
/* What a code is in this matrix: ROLE_... */
unsigned axis_roles(const coding_matrix *matrix, coding_span facet,
                    coding_span key);
/* axis_settle.c: after the last row, faults of names, and the order of all
   items. */
CODING_MUST_USE coding_status axis_settle(coding_matrix *matrix);
void axis_clear(axis *side, coding_context *context);
/* The nth item of an axis that a person has, or else MATRIX_NONE; of the axis
   that is no codes. number: of the pair, for questions and documents. */
size_t axis_item(const coding_matrix *matrix, size_t who, size_t number,
                 size_t nth);
/* Whether both sides are codes of one facet. */
bool axis_is_same(const coding_matrix *matrix);
/* The side is an attribute whose cells hold dyads. */
bool axis_is_dyads(const coding_matrix *matrix);

/* places.c: units and codings of open documents. */
bool places_wanted(const coding_matrix *matrix);
CODING_MUST_USE coding_status places_unit(coding_matrix *matrix,
                                          const coding_row *row, size_t person,
                                          size_t document);
CODING_MUST_USE coding_status places_coding(coding_matrix *matrix,
                                            const coding_row *row,
                                            held_coding found, size_t document);
/* A document has ended; MATRIX_NONE: all have. */
CODING_MUST_USE coding_status places_end(coding_matrix *matrix,
                                         size_t document);
void places_clear(coding_matrix *matrix);
/* span_pairs.c: a document's codings that share characters. */
CODING_MUST_USE coding_status span_pairs(coding_matrix *matrix, desk *of);

/* incidence.c */
CODING_MUST_USE coding_status incidence_pair(coding_matrix *matrix, triple key,
                                             uint64_t mentions, size_t *out);
CODING_MUST_USE coding_status incidence_item(coding_matrix *matrix, size_t pair,
                                             size_t item);
/* Codes of one place and person, in any order. */
CODING_MUST_USE coding_status incidence_place(coding_matrix *matrix,
                                              stay *stays, size_t count);
/* The level of a pair with a group. */
size_t incidence_level(const coding_matrix *matrix, size_t question,
                       size_t document);
/* Answers and respondents as places, after the last row. */
CODING_MUST_USE coding_status incidence_answers(coding_matrix *matrix);

#endif
