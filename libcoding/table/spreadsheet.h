/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One sheet of an .xlsx file (ECMA-376), as records like those of a CSV file.
   delimited_open opens it too, so that whoever reads CSV reads .xlsx. */
#ifndef TABLE_SPREADSHEET_H
#define TABLE_SPREADSHEET_H

#include "base/arena.h"
#include "io/archive.h"
#include "table/delimited.h"

typedef struct {
    const char *sheet; /* by name; NULL: the first that is not hidden, with
                          a note if there are others */
} spreadsheet_options; /* all zero is the default; NULL is allowed */

typedef struct spreadsheet spreadsheet;

/* Reads a whole sheet. name is what diagnostics call the file, borrowed for
   its life; bytes are borrowed for the call. Owned. CODING_EDATA: damaged, no
   .xlsx, no such sheet (they are listed). */
CODING_MUST_USE coding_status spreadsheet_open_bytes(
    coding_context *context, const char *name, coding_span bytes,
    const spreadsheet_options *options, spreadsheet **out);
/* The same of an input whose bytes began with front; sheet as in options. */
CODING_MUST_USE coding_status spreadsheet_open_input(input *in,
                                                     coding_span front,
                                                     const char *sheet,
                                                     spreadsheet **out);
/* NULL is allowed. */
void spreadsheet_close(spreadsheet *table);
/* The next row that is not empty, filled to the width of the first; line is
   its number in the sheet. Strings are as they stand, numbers in the shortest
   form that reads back to the same double, cells that are shown as a date
   2024-03-01 or 2024-03-01T10:20:00, as a time 10:20:00, logical values TRUE
   and FALSE, errors as #N/A. CODING_END: none is left. */
CODING_MUST_USE coding_status spreadsheet_next(spreadsheet *table,
                                               delimited_record *out);
/* The name of the sheet. Borrowed. */
coding_span spreadsheet_name(const spreadsheet *table);

/* Which member of a zip file is which sheet: its name, by the number of the
   member, empty for everything else; all are empty if it is no .xlsx file.
   names has room for archive_count(zip); the names are in keep. */
CODING_MUST_USE coding_status spreadsheet_members(archive *zip, arena *keep,
                                                  coding_span *names);
/* Text with its escapes _xHHHH_ undone, appended to out. */
void spreadsheet_add_text(coding_span text, buffer *out);

#endif
