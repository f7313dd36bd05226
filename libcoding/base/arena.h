/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Many small pieces that go together: freed or reset in one call. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <coding/context.h>
#include <coding/span.h>

typedef struct arena_block arena_block;
typedef struct {
    coding_context *context;
    arena_block *first; /* the newest block */
} arena;                /* set with arena_init, end with arena_clear */

void arena_init(arena *all, coding_context *context);
/* Frees everything; the arena may be used again. */
void arena_clear(arena *all);
/* Zeroed piece, aligned for any type, borrowed until arena_clear. */
CODING_MUST_USE coding_status arena_take(arena *all, size_t size, void **out);
/* A copy of span with a NUL behind it (not counted in length). */
CODING_MUST_USE coding_status arena_copy(arena *all, coding_span span,
                                         coding_span *out);
#define ARENA_NEW(all, pointer)                                                \
    arena_take((all), sizeof **(pointer), (void **)(void *)(pointer))
/* ARENA_ARRAY(all, count, &pointer): count zeroed items. */
#define ARENA_ARRAY(all, count, pointer)                                       \
    arena_take_array((all), (count), sizeof **(pointer),                       \
                     (void **)(void *)(pointer))
CODING_MUST_USE coding_status arena_take_array(arena *all, size_t count,
                                               size_t size, void **out);

#endif
