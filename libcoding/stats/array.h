/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Zeroed arrays whose size cannot wrap around. */
#ifndef STATS_ARRAY_H
#define STATS_ARRAY_H

#include <coding/context.h>

/* Owned block of count items of size bytes (at least 1), all zero; freed with
   base_free. CODING_ESYSTEM: no memory, or more than a size_t holds. */
CODING_MUST_USE coding_status stats_array(coding_context *context, size_t count,
                                          size_t size, void **out);
/* STATS_ARRAY(context, count, &pointer) */
#define STATS_ARRAY(context, count, pointer)                                   \
    stats_array((context), (count), sizeof **(pointer),                        \
                (void **)(void *)(pointer))

#endif
