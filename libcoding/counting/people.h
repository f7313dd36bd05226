/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Respondents, their attributes, and the documents they speak in. */
#ifndef COUNTING_PEOPLE_H
#define COUNTING_PEOPLE_H

#include <coding/row.h>

#include "base/arena.h"
#include "base/map.h"
#include "counting/condition.h"
#include "counting/triples.h"

#define PEOPLE_NONE SIZE_MAX

/* The participants' `order`: numbers before dates and other texts before
   nothing. */
typedef struct {
    enum { ORDER_NUMBER, ORDER_TEXT, ORDER_NONE } kind;
    double number;
    coding_span text;
} people_order;

/* A respondent. */
typedef struct {
    coding_span *own;             /* of the respondent row; NULL: none came */
    size_t appearances;           /* the newest; PEOPLE_NONE: none */
    bool asked, answered, inside; /* of the chosen question */
    bool named;                   /* has an answer */
} person;

/* A respondent in a document. */
typedef struct {
    size_t person, document;
    coding_span *attributes; /* of the rows, else of the respondent row */
    people_order order;
    bool matches; /* the conditions hold */
    bool has_unit;
    bool borrowed; /* attributes are those of another document's row, until a
                      row of this document comes */
    size_t next;   /* appearance of the same person; PEOPLE_NONE: none */
} presence;

typedef struct {
    size_t attribute;
    condition rule;
} people_condition;

typedef struct {
    coding_context *context;
    arena *texts;                  /* borrowed */
    const coding_columns *columns; /* borrowed */
    coding_core core;
    size_t attribute_count;
    size_t *attribute_columns;    /* by attribute */
    coding_span *attribute_names; /* without "attr." */
    size_t order;                 /* the attribute; PEOPLE_NONE: none */
    people_condition *conditions;
    size_t condition_count;
    map ids, documents;
    person *persons; /* by number in ids */
    size_t person_capacity;
    presence *items;
    size_t count, capacity;
    triples pairs; /* person, document -> item */
    size_t last;   /* the latest appearance met; PEOPLE_NONE: none */
} people;

/* texts and columns are borrowed for life. */
CODING_MUST_USE coding_status people_init(people *all, coding_context *context,
                                          arena *texts,
                                          const coding_columns *columns);
void people_clear(people *all);
/* Adds the condition NAME=VALUE|VALUE. CODING_EUSAGE: told. */
CODING_MUST_USE coding_status people_where(people *all, coding_span text);
/* The attribute called name, with or without "attr:". CODING_EUSAGE: there is
   none, told with the nearest. */
CODING_MUST_USE coding_status people_attribute(const people *all,
                                               coding_span name, size_t *out);
/* The number of a respondent. */
CODING_MUST_USE coding_status people_add(people *all, coding_span id,
                                         size_t *out);
/* A respondent row. */
CODING_MUST_USE coding_status people_list(people *all, const coding_row *row);
/* The appearance that a row of a respondent and a document speaks of. */
CODING_MUST_USE coding_status people_appear(people *all, const coding_row *row,
                                            size_t *out);
/* The same in a document that the row names elsewhere. */
CODING_MUST_USE coding_status people_appear_in(people *all,
                                               const coding_row *row,
                                               coding_span document,
                                               size_t *out);
/* Interview order, then document name: negative, 0, positive. */
int people_compare(const people *all, size_t a, size_t b);
/* The conditions hold in one of the documents, or without any by the
   respondent row. */
bool people_matches(const people *all, size_t who);
/* Attributes of a respondent: of the respondent row, else of the earliest
   document that gives one. varies[attribute] is set where documents differ. */
CODING_MUST_USE coding_status people_settle(const people *all, size_t who,
                                            bool *varies,
                                            const coding_span **out);

#endif
