/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Memory through the context's allocator. See base/memory.h. */
#include "base/memory.h"

#include <stdint.h>
#include <string.h>

#include "base/context_inside.h"
#include "base/diag.h"

static coding_status
no_memory(coding_context *context)
{
    return diag_error(context, CODING_ESYSTEM, "no-memory", (diag_place){0},
                      "out of memory");
}

coding_status
base_alloc(coding_context *context, size_t size, void **out)
{
    void *block;

    if (size == 0)
        size = 1;
    block = context->allocator.resize(context->allocator.user, NULL, size);
    if (block == NULL)
        return no_memory(context);
    memset(block, 0, size);
    *out = block;
    return CODING_OK;
}

void
base_free(coding_context *context, void *block)
{
    if (block != NULL)
        context->allocator.release(context->allocator.user, block);
}

coding_status
base_grow(coding_context *context, void **items, size_t *capacity, size_t need,
          size_t size)
{
    size_t wanted = *capacity;
    void *block;

    if (need <= *capacity)
        return CODING_OK;
    if (wanted < 8)
        wanted = 8;
    while (wanted < need && wanted <= SIZE_MAX / 2)
        wanted *= 2;
    if (wanted < need || wanted > SIZE_MAX / size)
        return no_memory(context);
    block = context->allocator.resize(context->allocator.user, *items,
                                      wanted * size);
    if (block == NULL)
        return no_memory(context);
    *items = block;
    *capacity = wanted;
    return CODING_OK;
}
