/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Diagnostics in the order of lines. See base/hold.h. */
#include "base/hold.h"

#include <stdlib.h>

#include "base/context_inside.h"
#include "base/memory.h"

/* *text becomes a copy in the arena; NULL stays NULL. */
static coding_status
keep_text(hold *all, const char **text)
{
    coding_span kept = {0};
    coding_status status;

    if (*text == NULL)
        return CODING_OK;
    status = arena_copy(&all->kept, coding_span_of(*text), &kept);
    if (status == CODING_OK)
        *text = kept.at;
    return status;
}

/* A copy of found among the items. */
static coding_status
keep(hold *all, const coding_diagnostic *found)
{
    hold_item item = {.found = *found, .number = all->count};
    coding_status status =
        map_add(&all->files, coding_span_of(found->file), &item.file);

    if (status == CODING_OK)
        status = keep_text(all, &item.found.file);
    if (status == CODING_OK)
        status = keep_text(all, &item.found.text);
    if (status == CODING_OK)
        status = keep_text(all, &item.found.excerpt);
    if (status == CODING_OK)
        status = BASE_GROW(all->context, &all->items, &all->capacity,
                           all->count + 1);
    if (status == CODING_OK)
        all->items[all->count++] = item;
    return status;
}

static void
take(void *user, const coding_diagnostic *found)
{
    hold *all = user;

    /* A lack of memory here would be told to this very sink. */
    all->context->sink = NULL;
    if (keep(all, found) != CODING_OK && all->sink != NULL)
        all->sink(all->sink_user, found);
    all->context->sink = take;
}

void
hold_begin(hold *all, coding_context *context)
{
    *all = (hold){.context = context,
                  .sink = context->sink,
                  .sink_user = context->sink_user};
    arena_init(&all->kept, context);
    map_init(&all->files, context);
    context->sink = take;
    context->sink_user = all;
}

static int
by_number(size_t a, size_t b)
{
    return (a > b) - (a < b);
}

static int
by_line(const void *a, const void *b)
{
    const hold_item *left = a, *right = b;
    int order = by_number(left->file, right->file);

    if (order == 0)
        order = by_number(left->found.line, right->found.line);
    if (order == 0)
        order = by_number(left->found.column, right->found.column);
    return order != 0 ? order : by_number(left->number, right->number);
}

void
hold_drop(hold *all)
{
    all->context->sink = all->sink;
    all->context->sink_user = all->sink_user;
    base_free(all->context, all->items);
    arena_clear(&all->kept);
    map_clear(&all->files);
    all->items = NULL;
    all->count = 0;
}

void
hold_give(hold *all)
{
    if (all->count > 0)
        qsort(all->items, all->count, sizeof *all->items, by_line);
    for (size_t i = 0; all->sink != NULL && i < all->count; i++)
        all->sink(all->sink_user, &all->items[i].found);
    hold_drop(all);
}
