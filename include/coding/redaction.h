/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names that are masked in texts and streams, always by the same pseudonym, and
   the key that leads back. See redact(1). */
#ifndef CODING_REDACTION_H
#define CODING_REDACTION_H

#include <coding/context.h>
#include <coding/row.h>
#include <coding/span.h>

#include <stdint.h>

/* ---- the names ---- */

/* What is masked, and by what; it learns the pseudonyms of patterns. */
typedef struct coding_redaction coding_redaction;

/* Owned. */
CODING_CHECK coding_status coding_redaction_new(coding_context *context,
                                                coding_redaction **out);
/* Never fails. NULL is allowed. */
CODING_API void coding_redaction_free(coding_redaction *names);
/* Reads a table (TSV, CSV, .xlsx; path is borrowed for the object's life) with
   the columns name, pseudonym and kind, of which the last two may be missing or
   empty. A name between slashes is a pattern. CODING_EDATA: a fault of the
   table, told with its line. CODING_EUSAGE: no pattern. */
CODING_CHECK coding_status coding_redaction_load(coding_redaction *names,
                                                 const char *path);
/* A pattern given on the spot, without slashes. */
CODING_CHECK coding_status coding_redaction_pattern(coding_redaction *names,
                                                    const char *pattern);
/* After all names, before the first text. CODING_EDATA: there is no name, or a
   pseudonym is itself one. */
CODING_CHECK coding_status coding_redaction_ready(coding_redaction *names);
/* Writes the names with their pseudonyms, those that patterns found too, as a
   table that coding_redaction_load reads. The file is readable for its owner
   alone. CODING_EUSAGE: it is there and none of the lists. */
CODING_CHECK coding_status coding_redaction_key(const coding_redaction *names,
                                                const char *path);

/* ---- texts ---- */

/* Hands the text with its names masked to take, for the call. file is for
   messages. */
CODING_CHECK coding_status coding_redaction_text(
    coding_redaction *names, const char *file, coding_span text,
    coding_status (*take)(void *user, coding_span masked), void *user);
/* The same for the bytes of a plain text file, which are decoded. */
CODING_CHECK coding_status coding_redaction_bytes(
    coding_redaction *names, const char *file, coding_span bytes,
    coding_status (*take)(void *user, coding_span masked), void *user);
/* Looks for the names in the bytes of a file that is no stream, and masks
   nothing: in an office file or another zip file in all its parts (cells,
   sheet names, comments, properties, notes, deleted text), else in the text as
   it stands, and without its tags. Names that were met already are left out in
   a text, so that the same file may be given in several forms. What is no text
   inside a zip file is not searched and told in a note. file is borrowed for
   the life of names; *package (NULL is allowed): it was a zip file.
   CODING_EDATA: damaged, or no text. */
CODING_CHECK coding_status coding_redaction_seek(coding_redaction *names,
                                                 const char *file,
                                                 coding_span bytes,
                                                 bool *package);

/* Names met so far, and how often. */
typedef struct {
    size_t names, found; /* on the list (or learnt); of them met */
    uint64_t places;
} coding_redaction_counts;

CODING_API coding_redaction_counts
coding_redaction_count(const coding_redaction *names);
/* Tells every name that was met as an error with its first place: for a text
   or a stream that should have none. CODING_EDATA if there is one. */
CODING_CHECK coding_status coding_redaction_left(const coding_redaction *names);

/* ---- streams ---- */

typedef struct coding_redactor coding_redactor;

/* Rows of columns with their names masked go to sink as rows of result, which
   is columns and those of a meta row. Offsets are moved by one map a document,
   made of the words in its units: what `start` and `end` speak of is the
   document with those words masked. Everything is borrowed for life, and
   coding_redaction_ready has been called. Owned. */
CODING_CHECK coding_status coding_redactor_new(
    coding_context *context, const coding_columns *columns,
    const coding_columns *result, coding_redaction *names,
    const char *arguments, coding_row_sink sink, coding_redactor **out);
/* Never fails. NULL is allowed. */
CODING_API void coding_redactor_free(coding_redactor *redactor);
/* The rows of a document wait for its end. */
CODING_CHECK coding_status coding_redactor_take(coding_redactor *redactor,
                                                const coding_row *row);
CODING_API coding_row_sink coding_redactor_sink(coding_redactor *redactor);
CODING_CHECK coding_status coding_redactor_finish(coding_redactor *redactor);

#endif
