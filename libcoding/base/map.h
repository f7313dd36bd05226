/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Texts to small numbers: the first text added is 0, the next new one 1 ...
   Interning and hash table in one; entries are never removed. */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include <coding/context.h>
#include <coding/span.h>

#include <stdint.h>

#include "base/arena.h"

#define MAP_NONE SIZE_MAX

/* Where a text may stand. */
typedef struct {
    uint32_t number; /* + 1; 0: free */
    uint32_t tag;    /* of its hash: nearly always says that it is another */
} map_slot;

typedef struct {
    arena keys;
    coding_span *names; /* by number */
    uint64_t *hashes;   /* by number: tag and home */
    map_slot *slots;
    size_t count;  /* texts in the map; fewer than 2^32 */
    size_t hashed; /* of them, the first have a slot */
    size_t name_capacity, hash_capacity, slot_count;
} map; /* set with map_init, end with map_clear */

void map_init(map *names, coding_context *context);
void map_clear(map *names);
/* The number of key, MAP_NONE if absent. */
size_t map_find(const map *names, coding_span key);
/* The number of key, added (its bytes copied) if it was absent. */
CODING_MUST_USE coding_status map_add(map *names, coding_span key, size_t *out);
/* Adds key, which the caller knows to be new, as the next number. It is hashed
   by the next map_add; not to be followed by map_find without one. */
CODING_MUST_USE coding_status map_append(map *names, coding_span key);
/* The text of a number below count; NUL-terminated. Borrowed. */
coding_span map_name(const map *names, size_t number);

#endif
