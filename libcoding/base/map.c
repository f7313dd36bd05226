/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The interning map: open addressing, FNV-1a mixed. See base/map.h. */
#include "base/map.h"

#include <string.h>

#include "base/memory.h"

void
map_init(map *names, coding_context *context)
{
    *names = (map){0};
    arena_init(&names->keys, context);
}

void
map_clear(map *names)
{
    coding_context *context = names->keys.context;

    if (context == NULL)
        return;
    base_free(context, names->names);
    base_free(context, names->hashes);
    base_free(context, names->slots);
    arena_clear(&names->keys);
    map_init(names, context);
}

static uint64_t
hash(coding_span key)
{
    uint64_t value = 0xcbf29ce484222325U;

    for (size_t i = 0; i < key.length; i++) {
        value ^= (unsigned char)key.at[i];
        value *= 0x100000001b3U;
    }
    value ^= value >> 32;
    return value;
}

static size_t
probe(const map *names, coding_span key, uint64_t hashed)
{
    size_t mask = names->slot_count - 1;
    size_t slot = (size_t)hashed & mask;

    while (names->slots[slot] != 0) {
        size_t number = names->slots[slot] - 1;

        if (names->hashes[number] == hashed &&
            coding_span_equal(names->names[number], key))
            break;
        slot = (slot + 1) & mask;
    }
    return slot;
}

size_t
map_find(const map *names, coding_span key)
{
    if (names->slot_count == 0)
        return MAP_NONE;
    return names->slots[probe(names, key, hash(key))] - 1;
}

static coding_status
rehash(map *names)
{
    coding_context *context = names->keys.context;
    size_t wanted = names->slot_count == 0 ? 64 : names->slot_count * 2;
    size_t *slots = NULL;
    coding_status status =
        base_alloc(context, wanted * sizeof *slots, (void **)(void *)&slots);

    if (status != CODING_OK)
        return status;
    base_free(context, names->slots);
    names->slots = slots;
    names->slot_count = wanted;
    for (size_t i = 0; i < names->count; i++)
        slots[probe(names, names->names[i], names->hashes[i])] = i + 1;
    return CODING_OK;
}

coding_status
map_add(map *names, coding_span key, size_t *out)
{
    coding_context *context = names->keys.context;
    uint64_t hashed = hash(key);
    coding_status status = CODING_OK;
    size_t slot;

    if (names->count * 2 >= names->slot_count)
        status = rehash(names);
    if (status != CODING_OK)
        return status;
    slot = probe(names, key, hashed);
    if (names->slots[slot] != 0) {
        *out = names->slots[slot] - 1;
        return CODING_OK;
    }
    status = BASE_GROW(context, &names->names, &names->name_capacity,
                       names->count + 1);
    if (status == CODING_OK)
        status = BASE_GROW(context, &names->hashes, &names->hash_capacity,
                           names->count + 1);
    if (status == CODING_OK)
        status = arena_copy(&names->keys, key, &names->names[names->count]);
    if (status != CODING_OK)
        return status;
    names->hashes[names->count] = hashed;
    *out = names->count++;
    names->slots[slot] = names->count;
    return CODING_OK;
}

coding_span
map_name(const map *names, size_t number)
{
    return names->names[number];
}
