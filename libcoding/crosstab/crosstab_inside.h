/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The inside of a cross tabulation, for the room crosstab alone. */
#ifndef CROSSTAB_CROSSTAB_INSIDE_H
#define CROSSTAB_CROSSTAB_INSIDE_H

#include <coding/crosstab.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/map.h"
#include "counting/meanings.h"

#define LEVEL_NONE UINT32_MAX

/* ---- attributes as they are read: one number a respondent ---- */

typedef struct {
    coding_span name;
    size_t column;    /* attr.NAME in the input */
    map cells;        /* distinct cells; 0 is the empty one */
    uint32_t *values; /* a respondent, by number in people */
    size_t capacity;
} attribute;

/* ---- which codes a respondent named ---- */

typedef struct {
    size_t person, code;
} naming;

/* ---- a variable of a table ---- */

typedef struct {
    coding_span name;    /* as in tables */
    coding_span *levels; /* labels in order */
    uint32_t *values;    /* level a respondent, LEVEL_NONE: missing */
    uint32_t *reasons;   /* number in reason_names, a respondent */
    coding_span *reason_names;
    size_t level_count, reason_count;
} variable;

/* A name of -r, -c or -s after it is resolved: one variable, or one a code. */
typedef struct {
    coding_span name; /* the facet's or set's, or the variable's */
    variable *items;
    size_t count;
    bool multi;
} family;

typedef struct {
    coding_span name;
    const variable *rows, *columns;
    const family *row_family, *column_family;
    uint64_t *counts; /* stratum, row, column */
    double *weights, *squares;
    uint64_t read, used, missing_row, missing_column, missing_stratum;
} contingency;

struct coding_crosstab {
    coding_context *context;
    const coding_crosstab_options *options;
    const coding_columns *columns;
    coding_core core;
    coding_row_sink sink;
    coding_cells *cells;
    arena texts;
    meanings questions;
    map people; /* respondents by number, in order of appearance */
    map codes;  /* facet/code */
    map facets;
    coding_span *code_facets, *code_ids; /* by number in codes */
    size_t code_facet_capacity, code_id_capacity;
    naming *namings;
    size_t naming_count, naming_capacity;
    bool *in_base; /* people with an answer row or a respondent's unit */
    size_t base_capacity;
    bool judged;           /* a tally has written answer rows */
    attribute *attributes; /* those that a name may mean */
    size_t attribute_count, attribute_capacity;
    family *rows, *by, *strata; /* by: the columns; strata: one or none */
    size_t row_count, by_count, strata_count;
    size_t row_capacity, by_capacity, strata_capacity;
    contingency *tables;
    size_t table_count, table_total;
    bool resolved;
    double *weight; /* a respondent; NULL: all 1 */
    bool wrote_meta;
};

/* variable.c: the attribute's cells as levels in order, with reasons of
   missing ones. */
CODING_MUST_USE coding_status variable_of_attribute(coding_crosstab *crosstab,
                                                    const attribute *from,
                                                    variable *out);
/* yes/no: the respondent named a code of the facet. */
CODING_MUST_USE coding_status variable_of_code(coding_crosstab *crosstab,
                                               size_t code, variable *out);
/* yes/no: ticked member of a set. */
CODING_MUST_USE coding_status variable_of_member(coding_crosstab *crosstab,
                                                 const meanings_entry *set,
                                                 const meanings_item *member,
                                                 variable *out);
/* The attribute read under this name; NULL: none. */
const attribute *attribute_find(const coding_crosstab *crosstab,
                                coding_span name);

/* names.c */
CODING_MUST_USE coding_status names_watch(coding_crosstab *crosstab);
CODING_MUST_USE coding_status names_resolve(coding_crosstab *crosstab);

/* tables.c: counts and gives cell and test rows. */
CODING_MUST_USE coding_status tables_make(coding_crosstab *crosstab);

/* answer_rows.c: the microdata of facets and sets that no tally has given. */
CODING_MUST_USE coding_status answer_rows_give(coding_crosstab *crosstab);

#endif
