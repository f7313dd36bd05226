/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The file that a survey tool exported, as records: CSV, TSV, .xlsx, and with
   ReadStat .sav, .zsav and .dta. How its bytes are to be read is known only
   when all have been seen: a regular file of UTF-8 text is read again then,
   everything else is held in memory. */
#ifndef SURVEY_ANSWER_FILE_H
#define SURVEY_ANSWER_FILE_H

#include "io/input.h"
#include "survey/form.h"
#include "table/delimited.h"

typedef enum {
    ANSWER_CSV,
    ANSWER_TSV,
    ANSWER_XLSX,
    ANSWER_SAV,
    ANSWER_DTA
} answer_format;

typedef struct {
    const char *sheet;    /* of .xlsx; NULL: the first */
    const char *encoding; /* NULL: UTF-8, or all of it Windows-1252 */
} answer_file_options;

typedef struct answer_file answer_file;

/* Opens path ("-" is standard input), borrowed for its life; gzip is undone.
   Owned. CODING_EDATA: empty, no such format, damaged; CODING_EUSAGE: no such
   encoding. */
CODING_MUST_USE coding_status
answer_file_open(coding_context *context, const char *path,
                 const answer_file_options *options, answer_file **out);
/* The same of bytes in memory, borrowed for the call, with the name that says
   the format. */
CODING_MUST_USE coding_status answer_file_open_bytes(
    coding_context *context, const char *name, coding_span bytes,
    const answer_file_options *options, answer_file **out);
/* NULL is allowed. */
void answer_file_close(answer_file *file);
answer_format answer_file_format(const answer_file *file);
/* As in "csv". Static. */
const char *answer_file_format_name(const answer_file *file);
/* As in "utf-8"; "" where the format says. Static. */
const char *answer_file_encoding(const answer_file *file);
/* How diagnostics name it. */
const char *answer_file_name(const answer_file *file);
/* SHA-256 of the file's bytes, after a reading to the end that was not
   quiet. */
const char *answer_file_digest(const answer_file *file);
/* What the file says of its columns, count of them; NULL: nothing, it has
   header rows. Borrowed. */
const form_column *answer_file_columns(const answer_file *file, size_t *count);

/* Takes one record, borrowed for the call; CODING_END ends the reading. */
typedef coding_status (*answer_take)(void *user,
                                     const delimited_record *record);
/* Gives every record from the first on; header rows are records, empty lines
   are not. May be called again. quiet: what is odd but no fault was told
   before. CODING_OK: all were given, or take ended it. CODING_EDATA: faults
   of its text; written to since it was opened. */
CODING_MUST_USE coding_status answer_file_read(answer_file *file, bool quiet,
                                               answer_take take, void *user);

#endif
