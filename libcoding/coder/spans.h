/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lists of spans in one text, ordered by start. */
#ifndef CODER_SPANS_H
#define CODER_SPANS_H

#include <coding/context.h>

#include <stdbool.h>
#include <stddef.h>

typedef struct {
    size_t start, end; /* bytes */
    size_t group;      /* what the span is of */
} spans_item;

typedef struct {
    spans_item *items;
    size_t count, capacity;
} spans; /* all zero is empty; items go with base_free */

/* A part of a list, ordered by start, without overlaps among its spans. */
typedef struct {
    const spans_item *items;
    size_t count;
} spans_view;

CODING_MUST_USE coding_status spans_add(coding_context *context, spans *list,
                                        spans_item item);
/* By start, then end. */
void spans_sort(spans *list);
/* By group, then start, then end. */
void spans_sort_by_group(spans *list);
/* The first span that starts at from or later and before to; NULL: none. */
const spans_item *spans_first_in(spans_view list, size_t from, size_t to);
/* The last span that shares a byte with start..end; NULL: none does. */
const spans_item *spans_overlap(spans_view list, size_t start, size_t end);

#endif
