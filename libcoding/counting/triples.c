/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Open addressing over triples of numbers. See counting/triples.h. */
#include "counting/triples.h"

#include <string.h>

#include "base/memory.h"

void
triples_init(triples *set, coding_context *context)
{
    *set = (triples){.context = context};
}

void
triples_clear(triples *set)
{
    if (set->context == NULL)
        return;
    base_free(set->context, set->items);
    base_free(set->context, set->slots);
    triples_init(set, set->context);
}

void
triples_reset(triples *set)
{
    if (set->count > 0)
        memset(set->slots, 0, set->slot_count * sizeof *set->slots);
    set->count = 0;
}

/* The finalizer of splitmix64 over the three, so that small numbers spread. */
static uint64_t
hash(triple key)
{
    uint64_t value = key.a * 0x9E3779B97F4A7C15U;

    value = (value ^ key.b) * 0xBF58476D1CE4E5B9U;
    value ^= value >> 29;
    value = (value ^ key.c) * 0x94D049BB133111EBU;
    return value ^ (value >> 32);
}

static bool
equal(triple x, triple y)
{
    return x.a == y.a && x.b == y.b && x.c == y.c;
}

/* The slot of key, or the free one where it belongs. */
static size_t
probe(const triples *set, triple key)
{
    size_t mask = set->slot_count - 1;
    size_t slot = (size_t)hash(key) & mask;

    while (set->slots[slot] != 0 &&
           !equal(set->items[set->slots[slot] - 1], key))
        slot = (slot + 1) & mask;
    return slot;
}

size_t
triples_find(const triples *set, triple key)
{
    size_t slot;

    if (set->slot_count == 0)
        return TRIPLES_NONE;
    slot = probe(set, key);
    return set->slots[slot] == 0 ? TRIPLES_NONE : set->slots[slot] - 1;
}

/* Keeps the table at most half full. */
static coding_status
widen(triples *set)
{
    size_t count = set->slot_count == 0 ? 64 : set->slot_count * 2;
    void *fresh = NULL;
    coding_status status;

    if (set->count < set->slot_count / 2)
        return CODING_OK;
    status = base_alloc(set->context, count * sizeof *set->slots, &fresh);
    if (status != CODING_OK)
        return status;
    base_free(set->context, set->slots);
    set->slots = fresh;
    set->slot_count = count;
    for (size_t i = 0; i < set->count; i++)
        set->slots[probe(set, set->items[i])] = i + 1;
    return CODING_OK;
}

coding_status
triples_add(triples *set, triple key, size_t *number, bool *added)
{
    coding_status status = widen(set);
    size_t slot;

    if (status == CODING_OK)
        status = BASE_GROW(set->context, &set->items, &set->capacity,
                           set->count + 1);
    if (status != CODING_OK)
        return status;
    slot = probe(set, key);
    *added = set->slots[slot] == 0;
    if (*added) {
        set->items[set->count] = key;
        set->slots[slot] = ++set->count;
    }
    *number = set->slots[slot] - 1;
    return CODING_OK;
}
