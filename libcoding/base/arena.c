/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The arena: a list of blocks, each a bump allocator. See base/arena.h. */
#include "base/arena.h"

#include <assert.h>
#include <stdalign.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/diag.h"
#include "base/memory.h"

/* Blocks double from the first to the largest: many arenas stay small. */
enum { FIRST_BYTES = 128, BLOCK_BYTES = 16384 };

struct arena_block {
    arena_block *next;
    size_t used, size;
    alignas(max_align_t) char bytes[];
};

void
arena_init(arena *all, coding_context *context)
{
    *all = (arena){context, NULL};
}

void
arena_clear(arena *all)
{
    while (all->first != NULL) {
        arena_block *block = all->first;

        all->first = block->next;
        base_free(all->context, block);
    }
}

static coding_status
add_block(arena *all, size_t size, arena_block **out)
{
    arena_block *block = NULL;
    size_t next = all->first == NULL ? FIRST_BYTES : 2 * all->first->size;
    bool big = size > BLOCK_BYTES;
    coding_status status;

    if (next > BLOCK_BYTES)
        next = BLOCK_BYTES;
    if (size < next)
        size = next;
    if (size > SIZE_MAX - sizeof *block)
        return diag_error(all->context, CODING_ESYSTEM, "no-memory",
                          (diag_place){0}, "out of memory");
    status =
        base_alloc(all->context, sizeof *block + size, (void **)(void *)&block);
    if (status != CODING_OK)
        return status;
    assert(block != NULL);
    block->size = size;
    /* A big piece goes behind the open block, which stays in use. */
    if (all->first != NULL && big) {
        block->next = all->first->next;
        all->first->next = block;
    } else {
        block->next = all->first;
        all->first = block;
    }
    *out = block;
    return CODING_OK;
}

static void *
bump(arena_block *block, size_t size, size_t unit)
{
    size_t begin;

    if (block == NULL)
        return NULL;
    begin = (block->used + unit - 1) / unit * unit;
    if (begin > block->size || block->size - begin < size)
        return NULL;
    block->used = begin + size;
    return block->bytes + begin;
}

static coding_status
take(arena *all, size_t size, size_t unit, void **out)
{
    void *piece = bump(all->first, size, unit);

    if (piece == NULL) {
        arena_block *block = NULL;
        coding_status status = add_block(all, size, &block);

        if (status != CODING_OK)
            return status;
        piece = bump(block, size, unit);
    }
    *out = piece;
    return CODING_OK;
}

coding_status
arena_take(arena *all, size_t size, void **out)
{
    return take(all, size, alignof(max_align_t), out);
}

coding_status
arena_take_array(arena *all, size_t count, size_t size, void **out)
{
    if (size != 0 && count > SIZE_MAX / size)
        return diag_error(all->context, CODING_ESYSTEM, "no-memory",
                          (diag_place){0}, "out of memory");
    return arena_take(all, count * size, out);
}

coding_status
arena_copy(arena *all, coding_span span, coding_span *out)
{
    char *bytes = NULL;
    coding_status status =
        take(all, span.length + 1, 1, (void **)(void *)&bytes);

    if (status != CODING_OK)
        return status;
    assert(bytes != NULL);
    if (span.length > 0)
        memcpy(bytes, span.at, span.length);
    *out = (coding_span){bytes, span.length};
    return CODING_OK;
}
