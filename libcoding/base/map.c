/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The interning map: open addressing. See base/map.h. */
#include "base/map.h"

#include <assert.h>
#include <string.h>

#include "base/diag.h"
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
stir(uint64_t value)
{
    value *= 0x9E3779B97F4A7C15U;
    return value ^ (value >> 29);
}

/* Eight bytes at a time. Texts that differ in their last byte only have homes
   side by side: respondents are mostly numbered, and a million of them one
   after the other would each wait for another line of memory. The tag above
   the home is of all bytes. */
static uint64_t
hash(coding_span key)
{
    uint64_t value = key.length;
    size_t front = key.length == 0 ? 0 : key.length - 1, i = 0;
    uint64_t eight = 0, last = 0;

    for (; i + sizeof eight <= front; i += sizeof eight) {
        memcpy(&eight, key.at + i, sizeof eight);
        value = stir(value ^ eight);
    }
    eight = 0;
    for (; i < front; i++)
        eight = eight << 8 | (unsigned char)key.at[i];
    value = stir(stir(value ^ eight));
    if (key.length > 0)
        last = (unsigned char)key.at[front];
    return (stir(value ^ last << 32) & 0xFFFFFFFF00000000U) |
           (uint32_t)((value >> 20) + (last & 15));
}

/* The key's slot, or the one to put it in. */
static size_t
probe(const map *names, coding_span key, uint64_t hashed)
{
    size_t mask = names->slot_count - 1;
    size_t slot = (size_t)(uint32_t)hashed & mask;
    uint32_t tag = (uint32_t)(hashed >> 32);

    while (names->slots[slot].number != 0) {
        if (names->slots[slot].tag == tag &&
            coding_span_equal(names->names[names->slots[slot].number - 1], key))
            break;
        slot = (slot + 1) & mask;
    }
    return slot;
}

size_t
map_find(const map *names, coding_span key)
{
    size_t slot;

    assert(names->hashed == names->count);
    if (names->slot_count == 0)
        return MAP_NONE;
    slot = probe(names, key, hash(key));
    return names->slots[slot].number == 0 ? MAP_NONE
                                          : names->slots[slot].number - 1U;
}

/* Texts of the map are distinct, so that each takes the first free slot. */
static void
place(map *names, size_t number)
{
    size_t mask = names->slot_count - 1;
    uint64_t hashed = names->hashes[number];
    size_t slot = (size_t)(uint32_t)hashed & mask;

    while (names->slots[slot].number != 0)
        slot = (slot + 1) & mask;
    names->slots[slot] =
        (map_slot){(uint32_t)(number + 1), (uint32_t)(hashed >> 32)};
}

/* Makes room for one text more. */
static coding_status
widen(map *names)
{
    coding_context *context = names->keys.context;
    size_t wanted = names->slot_count == 0 ? 8 : names->slot_count;
    map_slot *slots = NULL;
    coding_status status;

    while (wanted <= 2 * names->count)
        wanted *= 2;
    if (wanted == names->slot_count)
        return CODING_OK;
    status =
        base_alloc(context, wanted * sizeof *slots, (void **)(void *)&slots);
    if (status != CODING_OK)
        return status;
    base_free(context, names->slots);
    names->slots = slots;
    names->slot_count = wanted;
    for (size_t i = 0; i < names->hashed; i++)
        place(names, i);
    return CODING_OK;
}

/* Hashes what was appended. */
static coding_status
catch_up(map *names)
{
    coding_status status = BASE_GROW(names->keys.context, &names->hashes,
                                     &names->hash_capacity, names->count + 1);

    if (status == CODING_OK)
        status = widen(names);
    for (; status == CODING_OK && names->hashed < names->count;
         names->hashed++) {
        names->hashes[names->hashed] = hash(names->names[names->hashed]);
        place(names, names->hashed);
    }
    return status;
}

coding_status
map_append(map *names, coding_span key)
{
    coding_context *context = names->keys.context;
    coding_status status = BASE_GROW(context, &names->names,
                                     &names->name_capacity, names->count + 1);

    if (status == CODING_OK && names->count >= UINT32_MAX - 1)
        status =
            diag_error(context, CODING_ESYSTEM, "no-memory", (diag_place){0},
                       "out of memory: %zu texts", names->count);
    if (status == CODING_OK)
        status = arena_copy(&names->keys, key, &names->names[names->count]);
    if (status == CODING_OK)
        names->count++;
    return status;
}

coding_status
map_add(map *names, coding_span key, size_t *out)
{
    uint64_t hashed = hash(key);
    coding_status status = catch_up(names);
    size_t slot;

    if (status != CODING_OK)
        return status;
    slot = probe(names, key, hashed);
    if (names->slots[slot].number != 0) {
        *out = names->slots[slot].number - 1U;
        return CODING_OK;
    }
    status = map_append(names, key);
    if (status != CODING_OK)
        return status;
    *out = names->hashed++;
    names->hashes[*out] = hashed;
    names->slots[slot] =
        (map_slot){(uint32_t)names->count, (uint32_t)(hashed >> 32)};
    return CODING_OK;
}

coding_span
map_name(const map *names, size_t number)
{
    return names->names[number];
}
