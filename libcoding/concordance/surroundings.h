/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The units of the document at hand, and the words around a span of it. */
#ifndef CONCORDANCE_SURROUNDINGS_H
#define CONCORDANCE_SURROUNDINGS_H

#include <coding/row.h>

#include "base/arena.h"
#include "base/buffer.h"

typedef struct {
    uint64_t start, end, turn;
    coding_span text;
    size_t seen_point, seen_byte; /* a place in text that is known */
} heard_unit;

typedef struct {
    coding_context *context;
    arena texts; /* of the document at hand */
    heard_unit *units;
    size_t count, capacity;
    bool sorted; /* by start, as documents give them */
} surroundings;

void surroundings_init(surroundings *all, coding_context *context);
void surroundings_clear(surroundings *all);
/* Another document begins. */
void surroundings_forget(surroundings *all);
CODING_MUST_USE coding_status surroundings_add(surroundings *all,
                                               const coding_row *row,
                                               const coding_core *core);
/* Appends up to points code points of the turn that stand before start, or
   behind end, with every run of white space as one space, none at the far end;
   a cut word is left out. Nothing when the unit is not there. */
void surroundings_before(surroundings *all, uint64_t start, size_t points,
                         buffer *out);
void surroundings_behind(surroundings *all, uint64_t end, size_t points,
                         buffer *out);
/* Appends text with every run of white space and controls as one space. */
void surroundings_squeeze(coding_span text, buffer *out);

#endif
