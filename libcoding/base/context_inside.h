/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The inside of a context, for the room base alone. */
#ifndef BASE_CONTEXT_INSIDE_H
#define BASE_CONTEXT_INSIDE_H

#include <coding/context.h>

struct coding_context {
    coding_allocator allocator;
    coding_limits limits;
    coding_diagnostic_sink sink;
    void *sink_user;
    uint64_t counts[3]; /* by severity */
};

#endif
