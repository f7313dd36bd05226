/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The parts of an .xlsx file, for the room table alone. */
#ifndef TABLE_SPREADSHEET_PARTS_H
#define TABLE_SPREADSHEET_PARTS_H

#include "base/arena.h"
#include "base/buffer.h"
#include "io/archive.h"

enum { SPREADSHEET_COLUMNS = 16384, SPREADSHEET_ROWS = 1048576 };

/* How a number is shown. */
typedef enum {
    SHOWN_NUMBER,
    SHOWN_DATE,
    SHOWN_TIME,
    SHOWN_BOTH,
    SHOWN_DURATION /* [h]:mm */
} spreadsheet_shown;

/* What the cells of a sheet refer to, and the cells. */
typedef struct {
    coding_context *context;
    const char *file;
    arena keep;
    coding_span *strings; /* the shared ones */
    size_t string_count, string_capacity;
    unsigned char *shown; /* spreadsheet_shown, by style */
    size_t style_count, style_capacity;
    bool since_1904; /* day 0 is 1904-01-01 */
    buffer rows;     /* see spreadsheet_cells.c */
} spreadsheet_parts;

CODING_MUST_USE coding_status spreadsheet_read_strings(spreadsheet_parts *parts,
                                                       archive *zip,
                                                       size_t member);
CODING_MUST_USE coding_status spreadsheet_read_styles(spreadsheet_parts *parts,
                                                      archive *zip,
                                                      size_t member);
/* After strings and styles. */
CODING_MUST_USE coding_status spreadsheet_read_cells(spreadsheet_parts *parts,
                                                     archive *zip,
                                                     size_t member);

/* One row of parts->rows from byte *at on, which is moved behind it. Cells are
   borrowed from parts. */
typedef struct {
    coding_span *cells;
    size_t count, capacity, line;
} spreadsheet_row;

/* CODING_END: no row is left. */
CODING_MUST_USE coding_status spreadsheet_row_next(
    const spreadsheet_parts *parts, size_t *at, spreadsheet_row *out);

/* spreadsheet_date.c */

/* What a number format's code (or built-in id) shows. */
spreadsheet_shown spreadsheet_shown_by(unsigned id, coding_span code);
/* A number as it is shown, appended to out. */
void spreadsheet_add_number(double number, spreadsheet_shown how,
                            bool since_1904, buffer *out);

#endif
