/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The provenance row of a filter. docs/format/stream.md, section 3. */
#ifndef CODING_META_H
#define CODING_META_H

#include <coding/row.h>

typedef struct {
    const char *tool;      /* the filter's name, as in "tally" */
    const char *version;   /* NULL: coding_version() */
    const char *arguments; /* its command line without the name; NULL: none */
    const char *details;   /* `key=value` pairs separated by "; "; NULL: none */
    bool first;            /* no stream was read: the text begins with the
                              stream's version, `stream=1` */
} coding_meta;

/* Adds the columns a `meta` row needs: name, value, label, text. */
CODING_CHECK coding_status coding_meta_columns(coding_columns *columns);
/* Gives the row through cells, whose row at hand is lost. */
CODING_CHECK coding_status coding_meta_give(coding_cells *cells,
                                            const coding_meta *meta,
                                            coding_row_sink sink);

#endif
