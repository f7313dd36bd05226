/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who named what, and who they are: the microdata of joint tests, from the
   `answer` and `respondent` rows of a stream. */
#ifndef ASSOCIATION_PANEL_H
#define ASSOCIATION_PANEL_H

#include <coding/row.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/map.h"

typedef struct {
    coding_span name;
    size_t column;    /* attr.NAME of the rows */
    map cells;        /* distinct cells; 0 is the empty one */
    uint32_t *values; /* by person */
    size_t capacity;
} panel_attribute;

typedef struct {
    uint32_t person, item; /* item: of the map items; UINT32_MAX: only that
                              the person was asked */
    uint32_t facet;
} panel_answer;

typedef struct {
    coding_context *context;
    const coding_columns *columns; /* NULL: plain files */
    coding_core core;
    map ids, facets;
    map items;                   /* facet, TAB, code */
    map missing;                 /* variable, TAB, cell that is missing */
    map dominant;                /* facet, TAB, code */
    panel_attribute *attributes; /* those that may be asked for */
    panel_answer *answers;
    buffer asked;      /* the names that earlier filters were given */
    bool met_crosstab; /* asked holds its command line */
    bool watching;     /* attributes are chosen */
    const char *cluster, *pair;
    size_t attribute_count, attribute_capacity;
    size_t answer_count, answer_capacity;
} association_panel;

void panel_init(association_panel *people, coding_context *context);
void panel_clear(association_panel *people);
/* CODING_EUSAGE: cluster or pair (NULL: not wanted) is no attribute. */
CODING_MUST_USE coding_status panel_open(association_panel *people,
                                         const coding_columns *columns,
                                         const char *cluster, const char *pair);
CODING_MUST_USE coding_status panel_take_meta(association_panel *people,
                                              const coding_row *row);
CODING_MUST_USE coding_status panel_take_question(association_panel *people,
                                                  const coding_row *row);
CODING_MUST_USE coding_status panel_take_respondent(association_panel *people,
                                                    const coding_row *row);
CODING_MUST_USE coding_status panel_take_answer(association_panel *people,
                                                const coding_row *row);
/* Which codes a tally calls dominant. */
CODING_MUST_USE coding_status panel_take_count(association_panel *people,
                                               const coding_row *row);

/* ---- the data of a test: panel_data.c ---- */

/* CODING_OK, and *out: whether first TAB second is in names. */
CODING_MUST_USE coding_status panel_has(const association_panel *people,
                                        const map *names, coding_span first,
                                        coding_span second, bool *out);

typedef struct {
    unsigned char *named; /* person by person, items wide: 0 or 1 */
    uint32_t *person;     /* number in ids */
    size_t count, items;
} panel_matrix;

/* Those who were asked the facet, in order of appearance, and which of items
   they named; everything lives in keep. */
CODING_MUST_USE coding_status panel_matrix_of(const association_panel *people,
                                              coding_span facet,
                                              const coding_span *items,
                                              size_t count, arena *keep,
                                              panel_matrix *out);
/* The codes of the facet that somebody named, in order of appearance. */
CODING_MUST_USE coding_status panel_codes_of(const association_panel *people,
                                             coding_span facet, arena *keep,
                                             coding_span **out, size_t *count);

#define PEOPLE_NO_GROUP SIZE_MAX
typedef struct {
    size_t *group;      /* by person of the matrix; PEOPLE_NO_GROUP: the cell
                           is empty or a missing code */
    coding_span *names; /* by group, in order of bytes */
    size_t count;
} panel_groups;

/* CODING_END: the name is no attribute that was read. */
CODING_MUST_USE coding_status panel_groups_of(const association_panel *people,
                                              coding_span name,
                                              const panel_matrix *matrix,
                                              arena *keep, panel_groups *out);

#endif
