/* SPDX-License-Identifier: GPL-2.0-or-later */
/* participants.tsv: who is who in which document. See
   participants(5). */
#ifndef TRANSCRIPT_PARTICIPANTS_H
#define TRANSCRIPT_PARTICIPANTS_H

#include <coding/context.h>
#include <coding/span.h>

#define PARTICIPANTS_NONE SIZE_MAX

/* One row. Spans are borrowed from the participants. */
typedef struct {
    coding_span document, respondent;
    coding_span label;       /* empty: the respondent's id or the only one */
    coding_span interviewer; /* labels, separated by commas */
    coding_span organisation;
    bool notes;                /* kind is notes */
    const coding_span *values; /* one an attribute */
    size_t line;               /* in the file, from 1 */
} participants_row;

typedef struct {
    const char *file;
    const coding_span *attributes; /* names, in the file's order */
    size_t attribute_count;
    const participants_row *rows;
    size_t count;
    const char *sha256;
} participants;

/* Owned. CODING_EDATA: no table, a column document or respondent is missing,
   a row without either, a row twice, an unknown kind: all are told, with the
   line. */
CODING_MUST_USE coding_status participants_load(coding_context *context,
                                                const char *path,
                                                participants **out);
CODING_MUST_USE coding_status participants_parse(coding_context *context,
                                                 const char *name,
                                                 coding_span bytes,
                                                 participants **out);
/* NULL is allowed. */
void participants_free(participants *people);
/* The first row of a document from number `from` on, in the file's order;
   PARTICIPANTS_NONE: there is none. A row's `document` is the document's name,
   or, where no row has the whole name, the name without its endings. */
size_t participants_next(const participants *people, coding_span document,
                         size_t from);

#endif
