/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Zeroed arrays. See stats/array.h. */
#include "stats/array.h"

#include <stdint.h>

#include "base/memory.h"

coding_status
stats_array(coding_context *context, size_t count, size_t size, void **out)
{
    void *items = NULL;
    size_t capacity = 0;

    if (count > SIZE_MAX / size) /* the allocator says no memory */
        return base_grow(context, &items, &capacity, SIZE_MAX, size);
    return base_alloc(context, count * size, out);
}
