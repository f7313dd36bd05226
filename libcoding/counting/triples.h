/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Three numbers to a small one: the first triple added is 0, the next new one
   1 ... What base/map.h is for texts. */
#ifndef COUNTING_TRIPLES_H
#define COUNTING_TRIPLES_H

#include <coding/context.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TRIPLES_NONE SIZE_MAX

typedef struct {
    uint64_t a, b, c;
} triple;

typedef struct {
    coding_context *context;
    triple *items; /* by number */
    size_t count, capacity;
    size_t *slots; /* number + 1, or 0: free */
    size_t slot_count;
} triples; /* triples_init, triples_clear */

void triples_init(triples *set, coding_context *context);
void triples_clear(triples *set);
/* Empties it; keeps the memory. */
void triples_reset(triples *set);
/* The number of key, TRIPLES_NONE if absent. */
size_t triples_find(const triples *set, triple key);
/* The number of key; *added when it was absent. */
CODING_MUST_USE coding_status triples_add(triples *set, triple key,
                                          size_t *number, bool *added);

#endif
