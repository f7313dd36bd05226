/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The plan of the sheets of one facet's tally, for atlas.c. */
#ifndef WORKBOOK_ATLAS_FACET_H
#define WORKBOOK_ATLAS_FACET_H

#include "workbook/atlas.h"

/* Fills facet (tally is set): people, bits, rows and columns. number is its
   place among the facets. */
CODING_MUST_USE coding_status atlas_facet_plan(atlas *plan, atlas_facet *facet,
                                               size_t number);
/* Adds its sheets to the book. */
void atlas_facet_add(atlas *plan, atlas_facet *facet, size_t number);
void atlas_facet_clear(atlas *plan, atlas_facet *facet);

#endif
