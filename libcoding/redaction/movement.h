/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The names of one document, and where its offsets are without them. For the
   room alone. */
#ifndef REDACTION_MOVEMENT_H
#define REDACTION_MOVEMENT_H

#include <coding/context.h>
#include <coding/span.h>

#include <stdint.h>

#include "base/buffer.h"

/* A name in the document text, in its code points. */
typedef struct {
    uint64_t start, end;
    coding_span pseudonym;
    uint64_t gained, lost; /* by the names before it: the new start is
                              start + gained - lost */
} movement_name;

/* What moves in one document. */
typedef struct {
    movement_name *items; /* by start, not overlapping */
    size_t count, capacity;
    bool mixed; /* not added from front to back */
} movement;

/* Adds a name unless one overlaps it that is there already. */
CODING_MUST_USE coding_status movement_add(coding_context *context,
                                           movement *to, movement_name one);
/* After the last name, before what follows. */
void movement_settle(movement *of);
/* An offset of the document in the masked document; inside a name it is the
   name's start, or end: no pseudonym is cut. */
uint64_t movement_move(const movement *of, uint64_t offset, bool end);
/* Appends a slice of the document, from start on, with its names replaced. */
void movement_rewrite(const movement *of, coding_span text, uint64_t start,
                      buffer *out);

#endif
