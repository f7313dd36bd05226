/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A person's corrections of codings, applied with an audit trail. See
   correct(1), coding-corrections(5). */
#ifndef CODING_CORRECTIONS_H
#define CODING_CORRECTIONS_H

#include <coding/row.h>

typedef struct coding_corrections coding_corrections;

/* Reads a table of corrections ("-" is standard input). Every fault of a row
   is told with its line. Owned. CODING_EDATA: a column is missing or unknown,
   a row cannot be meant; CODING_ESYSTEM. */
CODING_CHECK coding_status coding_corrections_load(coding_context *context,
                                                   const char *path,
                                                   coding_corrections **out);
/* The same over bytes; name is for messages. */
CODING_CHECK coding_status coding_corrections_parse(coding_context *context,
                                                    const char *name,
                                                    coding_span bytes,
                                                    coding_corrections **out);
/* Never fails. NULL is allowed. */
CODING_API void coding_corrections_free(coding_corrections *corrections);
CODING_API size_t
coding_corrections_count(const coding_corrections *corrections);

typedef struct coding_corrector coding_corrector;

/* All borrowed for the corrector's life. */
typedef struct {
    const coding_corrections *corrections;
    const char *arguments; /* of the meta row; NULL: none */
} coding_corrector_options;

/* The columns of the result for rows of columns. Owned. */
CODING_CHECK coding_status
coding_corrector_columns(const coding_columns *columns, coding_columns **out);
/* Corrects rows of columns and gives rows of result columns to sink; both
   column sets are borrowed for life. Owned. */
CODING_CHECK coding_status coding_corrector_new(
    coding_context *context, const coding_columns *columns,
    const coding_columns *result, const coding_corrector_options *options,
    coding_row_sink sink, coding_corrector **out);
CODING_API void coding_corrector_free(coding_corrector *corrector);
/* The next row. The rows of a document that has corrections wait until its
   end. Faults of corrections are told, and told on; the result of _finish says
   that there were any. Errors: what the sink returned, no memory. */
CODING_CHECK coding_status coding_corrector_take(coding_corrector *corrector,
                                                 const coding_row *row);
/* After the last row. CODING_EDATA: a document, code, question or unit that is
   not there, words that are not found or found twice, corrections that
   contradict each other, a stream that was tallied. */
CODING_CHECK coding_status coding_corrector_finish(coding_corrector *corrector);
/* One line for people, after coding_corrector_finish. Borrowed for life. */
CODING_CHECK coding_status coding_corrector_summary(coding_corrector *corrector,
                                                    const char **out);

#endif
