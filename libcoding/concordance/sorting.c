/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The orders of a concordance; the place in the document decides every tie. */
#include <stdlib.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "concordance/passages_state.h"

/* A passage and the words it is sorted by. */
typedef struct {
    coding_passage passage;
    coding_passage_sort order;
    coding_span key;
} sorted;

static int
compare_numbers(uint64_t a, uint64_t b)
{
    return (a > b) - (a < b);
}

static int
compare_places(const coding_passage *a, const coding_passage *b)
{
    int order = coding_span_compare(a->document, b->document);

    if (order == 0)
        order = compare_numbers(a->start, b->start);
    if (order == 0)
        order = compare_numbers(a->end, b->end);
    if (order == 0)
        order = coding_span_compare(a->facet, b->facet);
    if (order == 0)
        order = coding_span_compare(a->code, b->code);
    return order != 0 ? order : coding_span_compare(a->pattern, b->pattern);
}

static int
compare_sorted(const void *one, const void *two)
{
    const sorted *x = one;
    const sorted *y = two;
    const coding_passage *a = &x->passage;
    const coding_passage *b = &y->passage;
    int order = coding_span_compare(x->key, y->key);

    if (order == 0 && x->order == CODING_SORT_CODE)
        order = compare_numbers(a->wanted, b->wanted);
    if (order == 0 && x->order == CODING_SORT_CODE)
        order = coding_span_compare(a->respondent, b->respondent);
    return order != 0 ? order : compare_places(a, b);
}

/* Letters and digits in small form, other characters as one blank: what words
   are compared by. */
static void
add_plain(coding_span text, buffer *out)
{
    bool blank = true;

    while (text.length > 0) {
        uint32_t point;
        size_t length = utf8_decode(text, &point);

        if (utf8_is_letter(point) || utf8_is_digit(point) ||
            utf8_is_mark(point)) {
            buffer_add_code_point(out, utf8_to_lower(point));
            blank = false;
        } else if (!blank) {
            buffer_add_byte(out, ' ');
            blank = true;
        }
        text.at += length;
        text.length -= length;
    }
}

/* The words of text from the last to the first. */
static void
add_backwards(coding_span text, buffer *out)
{
    size_t end = text.length;

    while (end > 0) {
        size_t from;

        while (end > 0 && text.at[end - 1] == ' ')
            end--;
        for (from = end; from > 0 && text.at[from - 1] != ' ';)
            from--;
        add_plain((coding_span){text.at + from, end - from}, out);
        buffer_add_byte(out, ' ');
        end = from;
    }
}

static coding_status
make_key(coding_concordance *all, const coding_passage *from, coding_span *out)
{
    coding_status status;

    buffer_reset(&all->line);
    switch (all->options.sort) {
    case CODING_SORT_LEFT:
        add_backwards(from->left, &all->line);
        break;
    case CODING_SORT_MATCH:
        add_plain(from->match, &all->line);
        break;
    case CODING_SORT_RIGHT:
        add_plain(from->right, &all->line);
        break;
    case CODING_SORT_DOCUMENT:
    case CODING_SORT_CODE:
        return CODING_OK;
    }
    status = buffer_status(&all->line);
    if (status == CODING_OK)
        status = arena_copy(&all->kept, buffer_span(&all->line), out);
    return status;
}

coding_status
passages_sort(coding_concordance *all)
{
    sorted *items = NULL;
    coding_status status = base_alloc(all->context, all->count * sizeof *items,
                                      (void **)(void *)&items);

    for (size_t i = 0; status == CODING_OK && i < all->count; i++) {
        items[i].passage = all->items[i];
        items[i].order = all->options.sort;
        status = make_key(all, &all->items[i], &items[i].key);
    }
    if (status == CODING_OK && all->count > 0)
        qsort(items, all->count, sizeof *items, compare_sorted);
    for (size_t i = 0; status == CODING_OK && i < all->count; i++)
        all->items[i] = items[i].passage;
    base_free(all->context, items);
    return status;
}
