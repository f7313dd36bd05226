/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The overlap policies. See coder/overlap.h and codebook(5). */
#include "coder/overlap.h"

#include <stdlib.h>

#include "base/memory.h"

static int
compare(size_t a, size_t b)
{
    return a < b ? -1 : a > b;
}

static int
by_rule(const void *left, const void *right)
{
    const passages_item *a = left;
    const passages_item *b = right;

    if (a->start != b->start)
        return compare(a->start, b->start);
    if (a->rule != b->rule)
        return compare(a->rule, b->rule);
    return compare(b->end, a->end);
}

void
overlap_sort_by_rule(passages_list *list)
{
    if (list->count > 1)
        qsort(list->items, list->count, sizeof *list->items, by_rule);
}

static int
by_code(const void *left, const void *right)
{
    const passages_item *a = left;
    const passages_item *b = right;

    if (a->start != b->start)
        return compare(a->start, b->start);
    return compare(a->code, b->code);
}

/* The passages of one facet, as pointers, and its policy. */
typedef struct {
    passages_item **items;
    size_t count;
} contest;

static int
by_start(const void *left, const void *right)
{
    const passages_item *const *a = left;
    const passages_item *const *b = right;

    if ((*a)->start != (*b)->start)
        return compare((*a)->start, (*b)->start);
    return compare((*a)->code, (*b)->code);
}

static int
by_length(const void *left, const void *right)
{
    const passages_item *const *a = left;
    const passages_item *const *b = right;
    size_t a_length = (*a)->end - (*a)->start;
    size_t b_length = (*b)->end - (*b)->start;

    if (a_length != b_length)
        return compare(b_length, a_length);
    return by_start(left, right);
}

static bool
is_beaten(passages_item *const *kept, size_t count, const passages_item *other)
{
    for (size_t i = 0; i < count; i++)
        if (kept[i]->start < other->end && other->start < kept[i]->end)
            return true;
    return false;
}

/* Chooses among passages that touch each other, directly or by others; those
   that go lose their length. */
static void
decide(contest among, coding_overlap policy)
{
    size_t kept = 0;

    if (policy == CODING_OVERLAP_LONGEST)
        qsort(among.items, among.count, sizeof *among.items, by_length);
    for (size_t i = 0; i < among.count; i++) {
        if (is_beaten(among.items, kept, among.items[i]))
            among.items[i]->end = among.items[i]->start;
        else
            among.items[kept++] = among.items[i];
    }
}

static void
decide_all(contest among, coding_overlap policy)
{
    size_t from = 0;

    if (among.count > 1)
        qsort(among.items, among.count, sizeof *among.items, by_start);
    while (from < among.count) {
        size_t end = among.items[from]->end, to = from + 1;

        for (; to < among.count && among.items[to]->start < end; to++)
            if (among.items[to]->end > end)
                end = among.items[to]->end;
        decide((contest){among.items + from, to - from}, policy);
        from = to;
    }
}

static coding_status
apply_policy(const program *book, size_t number, coding_overlap policy,
             passages_list *list)
{
    contest among = {NULL, 0};
    coding_status status =
        base_alloc(book->context, list->count * sizeof *among.items,
                   (void **)(void *)&among.items);

    if (status != CODING_OK)
        return status;
    for (size_t i = 0; i < list->count; i++)
        if (book->codes[list->items[i].code].book_number == number &&
            list->items[i].from == PROGRAM_NONE)
            among.items[among.count++] = &list->items[i];
    decide_all(among, policy);
    base_free(book->context, among.items);
    return CODING_OK;
}

coding_status
overlap_choose(const program *book, passages_list *list)
{
    size_t done = PROGRAM_NONE, kept = 0;
    coding_status status = CODING_OK;

    for (size_t i = 0; i < book->count && status == CODING_OK; i++) {
        const program_code *code = &book->codes[i];

        if (code->book_number == done)
            continue;
        done = code->book_number;
        if (code->book->overlap != CODING_OVERLAP_ALL && list->count > 1)
            status = apply_policy(book, done, code->book->overlap, list);
    }
    for (size_t i = 0; i < list->count; i++) {
        passages_item *passage = &list->items[i];

        /* What implies stands before what it implies. */
        if (passage->from != PROGRAM_NONE &&
            list->items[passage->from].end == list->items[passage->from].start)
            passage->end = passage->start;
    }
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].end > list->items[i].start)
            list->items[kept++] = list->items[i];
    list->count = kept;
    if (kept > 1)
        qsort(list->items, kept, sizeof *list->items, by_code);
    return status;
}
