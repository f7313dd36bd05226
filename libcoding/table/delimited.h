/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tables that people and survey tools make: CSV (RFC 4180), TSV and .xlsx,
   record by record. A cell may be quoted, and a quoted cell may hold
   separators, line ends and doubled quotes; a quote inside an unquoted cell is
   a character. A byte order mark, CR LF, gzip and blank lines are taken in
   one's stride. */
#ifndef TABLE_DELIMITED_H
#define TABLE_DELIMITED_H

#include <coding/context.h>
#include <coding/span.h>

#include "io/input.h"

/* What to do with a record of another width than the first. */
typedef enum {
    DELIMITED_STRICT, /* a fault that names the line */
    DELIMITED_PAD     /* a warning; short ones are filled with empty cells,
                         long ones given as they are */
} delimited_ragged;

typedef struct {
    /* 0: TAB for a name in .tsv or .tab (before .gz), else what line 1 holds
       outside quotes: a TAB if the name does not end in .csv; semicolons if
       there is no comma, which is told as a note; commas. */
    char delimiter;
    bool plain;        /* quotes are characters everywhere */
    const char *sheet; /* of an .xlsx file; NULL: its first */
    bool checked;      /* its bytes are known to be UTF-8 */
    delimited_ragged ragged;
    input_options input; /* a digest, if wanted */
} delimited_options;     /* all zero is the default; NULL is allowed */

typedef struct {
    const coding_span *cells;
    size_t count;     /* never fewer than the first record's */
    size_t line;      /* where it begins, from 1 */
    const char *file; /* as diagnostics name it */
    bool plain;       /* its cells stand in one line, a TAB between two, and
                         none needs an escape in a stream */
} delimited_record;   /* everything borrowed until the next call */

typedef struct delimited delimited;

/* Opens path ("-" is standard input), borrowed for its life. Owned. Errors as
   input_open; CODING_EDATA also for UTF-16. A zip file is read as .xlsx, see
   table/spreadsheet.h: whole, and its rows are never ragged. */
CODING_MUST_USE coding_status delimited_open(coding_context *context,
                                             const char *path,
                                             const delimited_options *options,
                                             delimited **out);
/* The same over bytes in memory, borrowed. */
CODING_MUST_USE coding_status delimited_open_bytes(
    coding_context *context, const char *name, coding_span bytes,
    const delimited_options *options, delimited **out);
/* NULL is allowed. */
void delimited_close(delimited *table);
/* The next record; the first is given like any other, it is for the caller to
   say whether it is a header. CODING_END: none is left. CODING_EDATA: a quote
   that is not closed, bytes that are not UTF-8, a ragged record. */
CODING_MUST_USE coding_status delimited_next(delimited *table,
                                             delimited_record *out);
/* The separator in force. */
char delimited_separator(const delimited *table);
/* The file's input_stamp, as it is now. */
uint64_t delimited_stamp(const delimited *table);
/* SHA-256 of the raw file, after CODING_END, with options.input.digest. */
void delimited_digest(const delimited *table, char hex[INPUT_HEX_BYTES]);

#endif
