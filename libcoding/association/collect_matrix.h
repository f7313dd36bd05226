/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tables of matrix among those of a stream, for the room association alone. */
#ifndef ASSOCIATION_COLLECT_MATRIX_H
#define ASSOCIATION_COLLECT_MATRIX_H

#include <coding/association.h>

#include "base/map.h"

/* What a matrix said of its cells, before them. */
typedef struct {
    coding_span kind, unit; /* "codes"; "items" */
} collected_matrix;

typedef struct {
    map names;
    collected_matrix *items; /* by number in names */
    size_t capacity;
    size_t untested; /* tables that no test is for */
} collected_matrices;

/* What a `test` row of matrix says; others are left alone. */
CODING_MUST_USE coding_status
collect_matrix_said(coding_association *association, const coding_row *row);
/* Whether a table is one of matrix. */
bool collect_is_matrix(const coding_association *association,
                       coding_span table);
/* Warns of cells that are no independent units, or refuses the table, which
 *testable says. gap: it has cells that nobody was asked for. */
CODING_MUST_USE coding_status
collect_matrix_check(coding_association *association, coding_span table,
                     bool gap, bool *testable);

#endif
