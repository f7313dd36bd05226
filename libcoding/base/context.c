/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The context: allocator, limits, sink. See coding/context.h. */
#include <stdlib.h>

#include "base/context_inside.h"

static void *
standard_resize(void *user, void *block, size_t size)
{
    (void)user; /* malloc needs no state */
    return realloc(block, size);
}

static void
standard_release(void *user, void *block)
{
    (void)user; /* free needs no state */
    free(block);
}

static void
fill_limits(coding_limits *limits)
{
    if (limits->turn_bytes == 0)
        limits->turn_bytes = (size_t)16 << 20;
    if (limits->file_bytes == 0)
        limits->file_bytes = (size_t)4 << 30;
    if (limits->match_limit == 0)
        limits->match_limit = 1000000;
    if (limits->heap_limit == 0)
        limits->heap_limit = 65536;
}

coding_status
coding_context_new(const coding_context_options *options, coding_context **out)
{
    static const coding_allocator standard = {standard_resize, standard_release,
                                              NULL};
    static const coding_context_options none = {0};
    const coding_allocator *allocator;
    coding_context *made;

    if (options == NULL)
        options = &none;
    allocator = options->allocator != NULL ? options->allocator : &standard;
    made = allocator->resize(allocator->user, NULL, sizeof *made);
    if (made == NULL)
        return CODING_ESYSTEM;
    *made = (coding_context){*allocator,
                             options->limits,
                             options->sink,
                             options->sink_user,
                             {0, 0, 0}};
    fill_limits(&made->limits);
    *out = made;
    return CODING_OK;
}

void
coding_context_free(coding_context *context)
{
    coding_allocator allocator;

    if (context == NULL)
        return;
    allocator = context->allocator;
    allocator.release(allocator.user, context);
}

const coding_limits *
coding_context_limits(const coding_context *context)
{
    return &context->limits;
}

uint64_t
coding_context_count(const coding_context *context, coding_severity severity)
{
    return context->counts[severity];
}

const char *
coding_version(void)
{
    return CODING_VERSION;
}
