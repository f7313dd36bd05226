/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The inside of a page of figures, for the files figure_*.c alone. */
#ifndef ASSOCIATION_FIGURE_PAGE_H
#define ASSOCIATION_FIGURE_PAGE_H

#include <coding/association.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/map.h"

/* One `test` row; texts are the page's. */
typedef struct {
    coding_span statistic, row, column, text;
    double value; /* NaN: undefined */
} page_figure;

typedef struct {
    coding_span row, column;
    double count;
} page_cell;

typedef struct {
    coding_span name;
    page_cell *cells;
    page_figure *figures;
    size_t cell_count, cell_capacity, figure_count, figure_capacity;
    bool tested; /* has figures of this result, not of an earlier tool's */
} page_table;

struct coding_association_page {
    coding_context *context;
    coding_core core;
    arena texts;
    map names;
    page_table *tables;
    size_t table_capacity;
};

/* What a statistic is, in words; NULL: its name says it. Static. */
const char *figure_words(coding_span statistic);
/* Decimals of a figure of cells; -1: as many as it needs. */
int figure_decimals(coding_span statistic);
/* All of a table, as lines. */
CODING_MUST_USE coding_status figure_print(coding_context *context,
                                           const page_table *table,
                                           buffer *out);

#endif
