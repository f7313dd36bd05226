/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The cells of codings and of units in a temporary file: memory holds only
   where each begins. */
#ifndef WORKBOOK_SPOOL_H
#define WORKBOOK_SPOOL_H

#include <coding/context.h>
#include <coding/span.h>

#include <stdint.h>

typedef enum {
    SPOOL_UNIT,
    SPOOL_TURN,
    SPOOL_SPEAKER,
    SPOOL_ROLE,
    SPOOL_RESPONDENT,
    SPOOL_QUESTION,
    SPOOL_START,
    SPOOL_END,
    SPOOL_PATTERN,
    SPOOL_POLARITY,
    SPOOL_RANK,
    SPOOL_COUNTED,
    SPOOL_COUNTED_RANK,
    SPOOL_ORGANISATION,
    SPOOL_SIDE,
    SPOOL_BEFORE, /* of the words, to the beginning of the quotation */
    SPOOL_WORDS,
    SPOOL_AFTER,
    SPOOL_TIME,  /* of a unit */
    SPOOL_COUNT, /* of a unit's words */
    SPOOL_FIELDS
} spool_field;

typedef struct spool spool;

/* A file in folder. Owned. */
CODING_MUST_USE coding_status spool_new(coding_context *context,
                                        const char *folder, spool **out);
/* NULL is allowed. */
void spool_free(spool *file);
/* Appends a record; where it begins. */
CODING_MUST_USE coding_status spool_add(spool *file,
                                        const coding_span fields[SPOOL_FIELDS],
                                        uint64_t *offset);
/* Borrowed until the next call. */
CODING_MUST_USE coding_status spool_read(spool *file, uint64_t offset,
                                         coding_span fields[SPOOL_FIELDS]);

#endif
