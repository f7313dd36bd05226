/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lists of spans. See coder/spans.h. */
#include "coder/spans.h"

#include <stdlib.h>

#include "base/memory.h"

coding_status
spans_add(coding_context *context, spans *list, spans_item item)
{
    coding_status status =
        BASE_GROW(context, &list->items, &list->capacity, list->count + 1);

    if (status == CODING_OK)
        list->items[list->count++] = item;
    return status;
}

static int
by_start(const void *left, const void *right)
{
    const spans_item *a = left;
    const spans_item *b = right;

    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    if (a->end != b->end)
        return a->end < b->end ? -1 : 1;
    return 0;
}

static int
by_group(const void *left, const void *right)
{
    const spans_item *a = left;
    const spans_item *b = right;

    if (a->group != b->group)
        return a->group < b->group ? -1 : 1;
    return by_start(left, right);
}

void
spans_sort(spans *list)
{
    if (list->count > 1)
        qsort(list->items, list->count, sizeof *list->items, by_start);
}

void
spans_sort_by_group(spans *list)
{
    if (list->count > 1)
        qsort(list->items, list->count, sizeof *list->items, by_group);
}

/* How many spans start before byte at. */
static size_t
count_before(spans_view list, size_t at)
{
    size_t low = 0, high = list.count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (list.items[middle].start < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const spans_item *
spans_first_in(spans_view list, size_t from, size_t to)
{
    size_t at = count_before(list, from);

    return at < list.count && list.items[at].start < to ? &list.items[at]
                                                        : NULL;
}

const spans_item *
spans_overlap(spans_view list, size_t start, size_t end)
{
    size_t past = count_before(list, end);

    /* Without overlaps among themselves the last one reaches farthest. */
    return past > 0 && list.items[past - 1].end > start ? &list.items[past - 1]
                                                        : NULL;
}
