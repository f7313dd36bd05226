/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a survey asked: variables and multiple-answer sets, as the file, its
   dictionary and a look at the answers say. */
#ifndef SURVEY_FORM_H
#define SURVEY_FORM_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/map.h"

#define FORM_NONE SIZE_MAX

typedef enum {
    FORM_SINGLE,
    FORM_MULTI,  /* of a set */
    FORM_RANKED, /* of a set */
    FORM_SCALE,
    FORM_OPEN,
    FORM_TYPES
} form_type;

/* "single" ... Static. */
const char *form_type_name(form_type type);
/* FORM_TYPES: there is no such type. */
form_type form_type_of(coding_span name);

/* A code as it stands in cells, and what it means. */
typedef struct {
    coding_span code, label; /* label may be empty */
} form_level;

typedef struct {
    form_level *items;
    size_t count, capacity;
} form_levels;

/* A column of the file, as the file describes it. */
typedef struct {
    coding_span name, text, option; /* any may be empty */
    form_levels levels, missing;    /* of a statistics file */
    form_type type;
    bool typed; /* the file says the type */
} form_column;

typedef struct {
    form_column *items;
    size_t count, capacity;
} form_columns;

/* One `attr.` column. */
typedef struct {
    coding_span name;
    coding_span source; /* its name before a dictionary gave it another */
    coding_span label;  /* the question; of a member the option */
    coding_span tick;   /* of a member: the option as it stands in cells */
    form_type type;
    bool typed;    /* not by a look at the answers */
    size_t column; /* of the file, from 0 */
    size_t set;    /* of form.sets; FORM_NONE: in none */
    size_t part;   /* of a cell with several answers: number of the option;
                      FORM_NONE: the whole cell */
    coding_span separator; /* between several answers in a cell; empty: one */
    form_levels levels, missing;
} form_variable;

typedef struct {
    coding_span name, source, label;
    form_type type; /* MULTI or RANKED */
    form_levels missing;
    bool marked; /* the file says also what was not ticked */
    /* of a column whose cells hold several answers */
    size_t column; /* FORM_NONE: its members are columns */
    coding_span separator;
    form_levels options;
    bool other; /* answers that are no option have a member, the last */
} form_set;

typedef struct {
    coding_context *context;
    const char *file; /* as diagnostics name it */
    arena keep;       /* all spans */
    form_variable *variables;
    form_set *sets;
    size_t count, capacity, set_count, set_capacity;
    map names; /* of variables and sets */
} form;        /* form_init, form_clear */

void form_init(form *all, coding_context *context, const char *file);
void form_clear(form *all);

/* Copies code and label. */
CODING_MUST_USE coding_status form_add_level(form *all, form_levels *to,
                                             coding_span code,
                                             coding_span label);
void form_free_levels(coding_context *context, form_levels *levels);
/* The number of code in levels, FORM_NONE if absent. */
size_t form_find_level(const form_levels *levels, coding_span code);
/* Numbers by value, then words by bytes. */
void form_sort_levels(form_levels *levels);
/* Copies all levels of from behind those of to. */
CODING_MUST_USE coding_status form_copy_levels(form *all, form_levels *to,
                                               const form_levels *from);

/* A new variable or set, all else empty, with a name that nothing else has:
   name, or name_2, name_3 ...; *out is its number. */
CODING_MUST_USE coding_status form_add_variable(form *all, coding_span name,
                                                size_t *out);
CODING_MUST_USE coding_status form_add_set(form *all, coding_span name,
                                           size_t *out);
/* A name that nothing else has, kept; nothing else will get it. */
CODING_MUST_USE coding_status form_take_name(form *all, coding_span name,
                                             coding_span *out);
/* FORM_NONE if absent. */
size_t form_find_variable(const form *all, coding_span name);
size_t form_find_set(const form *all, coding_span name);
/* "did you mean" for a name of a variable (or set); empty: nothing is near. */
coding_span form_nearest(const form *all, coding_span name);
/* Takes variable number v away; those behind move up. */
void form_remove_variable(form *all, size_t v);
/* Variable number v becomes a set of count variables, one an option of its
   levels, which become the set's options, in its place: name_1, name_2 ... */
CODING_MUST_USE coding_status form_split_variable(form *all, size_t v,
                                                  bool other);
/* Gives a variable or set another name; CODING_OK and *taken: it is somebody
   else's. */
CODING_MUST_USE coding_status form_rename(form *all, coding_span *name,
                                          coding_span wanted, bool *taken);
/* The first member of a set, FORM_NONE: it has none. */
size_t form_set_first(const form *all, size_t set);

/* The `value` of a question row, see docs/format/stream.md, section 7:
   of a variable, or of a set. labels: cells hold labels. */
void form_write_variable(const form *all, size_t v, bool labels, buffer *out);
void form_write_set(const form *all, size_t set, buffer *out);

#endif
