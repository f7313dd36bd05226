/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A codebook as rows of cells, between its text and its tables. For the room
   alone. */
#ifndef CODEBOOK_CONVERSION_H
#define CODEBOOK_CONVERSION_H

#include "base/arena.h"
#include "base/buffer.h"

/* The columns, in this order. */
enum {
    CONVERSION_CODEBOOK,
    CONVERSION_VERSION,
    CONVERSION_FACET,
    CONVERSION_LANGUAGE,
    CONVERSION_CUES,
    CONVERSION_OVERLAP,
    CONVERSION_CODE, /* from here on of codes; label is of both */
    CONVERSION_LABEL,
    CONVERSION_RULES = CONVERSION_LABEL + 7,
    CONVERSION_EXAMPLE,
    CONVERSION_COUNTEREXAMPLE,
    CONVERSION_COLUMNS
};

/* A record of the codebook: its values, those of one field joined by LF;
   rules and what belongs to them as lines `field: value`. */
typedef struct {
    coding_span cells[CONVERSION_COLUMNS];
} conversion_row;

typedef struct {
    coding_context *context;
    arena kept;
    conversion_row *rows;
    size_t count, capacity;
} conversion; /* conversion_init, conversion_clear */

void conversion_init(conversion *all, coding_context *context);
void conversion_clear(conversion *all);
/* The name of a column, as of its field. Static. */
const char *conversion_name(size_t column);
/* Rows of a codebook that was checked. */
CODING_MUST_USE coding_status conversion_read_text(conversion *all,
                                                   const char *name,
                                                   coding_span text);
/* Rows of a table. CODING_EDATA. conversion_table.c */
CODING_MUST_USE coding_status conversion_read_table(conversion *all,
                                                    const char *name,
                                                    coding_span bytes);
/* The rows as a codebook, or as a table. */
void conversion_write_text(const conversion *all, buffer *out);
void conversion_write_table(const conversion *all, char separator, buffer *out);

#endif
