/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the `question` rows say of a variable or a set: levels in order, codes
   that are no answers, members. docs/format/stream.md, section 7. */
#ifndef COUNTING_MEANINGS_H
#define COUNTING_MEANINGS_H

#include <coding/context.h>
#include <coding/span.h>

#include "base/arena.h"
#include "base/map.h"

typedef struct {
    coding_span code, label; /* label: of a level, reason or option */
} meanings_item;

typedef struct {
    coding_span name, label, type;
    meanings_item *levels, *missing, *members;
    size_t level_count, missing_count, member_count;
    size_t level_capacity, missing_capacity, member_capacity;
} meanings_entry;

typedef struct {
    coding_context *context;
    arena texts;
    map names; /* entry by number */
    meanings_entry *entries;
    size_t capacity;
} meanings;

void meanings_init(meanings *all, coding_context *context);
void meanings_clear(meanings *all);
/* Takes name, label, type and the lines of `value`. */
CODING_MUST_USE coding_status meanings_take(meanings *all, coding_span name,
                                            coding_span label, coding_span type,
                                            coding_span value);
/* NULL if the name is not in it. */
const meanings_entry *meanings_find(const meanings *all, coding_span name);
/* The number of the item with this code; count: none. */
size_t meanings_place(const meanings_item *items, size_t count,
                      coding_span code);

#endif
