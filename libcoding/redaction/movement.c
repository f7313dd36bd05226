/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How offsets move when names are replaced. See redaction/movement.h. */
#include "redaction/movement.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/utf8.h"

static int
by_start(const void *a, const void *b)
{
    const movement_name *left = a, *right = b;

    return left->start < right->start ? -1 : left->start > right->start;
}

coding_status
movement_add(coding_context *context, movement *to, movement_name one)
{
    bool behind = !to->mixed &&
                  (to->count == 0 || to->items[to->count - 1].end <= one.start);
    coding_status status;

    for (size_t i = 0; !behind && i < to->count; i++)
        if (to->items[i].start < one.end && one.start < to->items[i].end)
            return CODING_OK;
    to->mixed = !behind;
    status = BASE_GROW(context, &to->items, &to->capacity, to->count + 1);
    if (status == CODING_OK)
        to->items[to->count++] = one;
    return status;
}

void
movement_settle(movement *of)
{
    uint64_t gained = 0, lost = 0;

    if (of->count > 0)
        qsort(of->items, of->count, sizeof *of->items, by_start);
    for (size_t i = 0; i < of->count; i++) {
        of->items[i].gained = gained;
        of->items[i].lost = lost;
        gained += utf8_length(of->items[i].pseudonym);
        lost += of->items[i].end - of->items[i].start;
    }
}

/* The first name that ends behind an offset. */
static size_t
first_behind(const movement *of, uint64_t offset)
{
    size_t low = 0, high = of->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (of->items[middle].end <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* An offset of the document in the masked document; inside a name it is the
   name's start or end, so that no pseudonym is cut. */
uint64_t
movement_move(const movement *of, uint64_t offset, bool end)
{
    size_t at = first_behind(of, offset);
    const movement_name *last;

    if (at < of->count && of->items[at].start < offset) {
        const movement_name *one = &of->items[at];
        uint64_t start = one->start + one->gained - one->lost;

        return end ? start + utf8_length(one->pseudonym) : start;
    }
    if (at == 0)
        return offset;
    last = &of->items[at - 1];
    return offset + last->gained + utf8_length(last->pseudonym) - last->lost -
           (last->end - last->start);
}

/* A slice of the document from start on, with the names in it replaced. */
void
movement_rewrite(const movement *of, coding_span text, uint64_t start,
                 buffer *out)
{
    uint64_t end = start + utf8_length(text);
    size_t from = 0;

    for (size_t i = first_behind(of, start);
         i < of->count && of->items[i].start < end; i++) {
        const movement_name *one = &of->items[i];
        uint64_t first = one->start > start ? one->start - start : 0;
        size_t at = utf8_offset(text, (size_t)first);

        buffer_add(out, (coding_span){text.at + from, at - from});
        buffer_add(out, one->pseudonym);
        from = utf8_offset(text, (size_t)(one->end - start));
    }
    if (from < text.length)
        buffer_add(out, (coding_span){text.at + from, text.length - from});
}
