/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The inside of a coding_review. For the room alone. */
#ifndef REHEARSAL_REVIEW_INSIDE_H
#define REHEARSAL_REVIEW_INSIDE_H

#include <coding/coder.h>
#include <coding/review.h>

#include "base/arena.h"
#include "base/buffer.h"

/* Why a row is in the queue, in the order of the summary. */
typedef enum {
    REVIEW_REJECTED,
    REVIEW_ABSENT,
    REVIEW_HYPOTHETICAL,
    REVIEW_REPORTED,
    REVIEW_RETRACTED,
    REVIEW_GUARDED,
    REVIEW_BEYOND_TOP,
    REVIEW_INAUDIBLE,
    REVIEW_NO_CODE,
    REVIEW_REASONS
} review_reason;

/* The cells of a row of the queue. */
enum {
    REVIEW_DOCUMENT,
    REVIEW_UNIT,
    REVIEW_SPEAKER,
    REVIEW_RESPONDENT,
    REVIEW_QUESTION,
    REVIEW_START,
    REVIEW_END,
    REVIEW_FACET,
    REVIEW_CODE,
    REVIEW_PATTERN,
    REVIEW_POLARITY,
    REVIEW_VALUE,
    REVIEW_TEXT,
    REVIEW_CELLS
};

typedef struct {
    review_reason reason;
    uint64_t start;
    coding_span cells[REVIEW_CELLS];
} review_item;

/* A passage of the document at hand. */
typedef struct {
    coding_span facet, code; /* of the codebook as it was given */
    coding_span rule;
    uint64_t start, end;
} review_passage;

typedef struct {
    review_passage *items;
    size_t count, capacity;
} review_passages;

typedef struct review_guards review_guards;

struct coding_review {
    coding_context *context;
    coding_review_options options;
    coding_core in;
    coding_cells *cells; /* of the result */
    coding_core core;
    coding_row_sink sink;
    arena kept;
    review_item *items;
    size_t count, capacity;
    size_t reasons[REVIEW_REASONS];
    review_guards *guards; /* NULL: no codebooks */
    buffer text;
    bool begun; /* the meta row is given */
};

/* Adds row with a reason; text and value are set by the caller, as is code,
   where the row has none. */
CODING_MUST_USE coding_status review_add(coding_review *all,
                                         review_reason reason,
                                         const coding_core *core,
                                         const coding_row *row);
/* The item added last. */
review_item *review_last(coding_review *all);

/* What guards hold back. guards.c */
CODING_MUST_USE coding_status review_guards_new(coding_review *all,
                                                const coding_columns *columns);
void review_guards_free(review_guards *of);
CODING_MUST_USE coding_status review_guards_take(review_guards *of,
                                                 const coding_row *row);
CODING_MUST_USE coding_status review_guards_finish(review_guards *of);

#endif
