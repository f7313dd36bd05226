/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Memory through the context's allocator; no memory is a diagnostic. */
#ifndef BASE_MEMORY_H
#define BASE_MEMORY_H

#include <coding/context.h>

/* Owned block of size bytes, all zero, or CODING_ESYSTEM. size may be 0. */
CODING_MUST_USE coding_status base_alloc(coding_context *context, size_t size,
                                         void **out);
/* Never fails. NULL is allowed. */
void base_free(coding_context *context, void *block);
/* Makes room for need items of size bytes in *items; grows by doubling.
 *items and *capacity start as NULL and 0 and change only on success. */
CODING_MUST_USE coding_status base_grow(coding_context *context, void **items,
                                        size_t *capacity, size_t need,
                                        size_t size);

/* BASE_GROW(context, &array, &capacity, need): base_grow for a typed array
   pointer, through memcpy-free punning that C11 allows for void pointers. */
#define BASE_GROW(context, items, capacity, need)                              \
    base_grow((context), (void **)(void *)(items), (capacity), (need),         \
              sizeof **(items))
/* BASE_NEW(context, &pointer): one zeroed object. */
#define BASE_NEW(context, pointer)                                             \
    base_alloc((context), sizeof **(pointer), (void **)(void *)(pointer))

#endif
