/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Gathering, ordering and capping mentions. See counting/answers.h. */
#include "counting/answers.h"

#include <stdlib.h>

#include "base/memory.h"

void
answers_init(answers *all, coding_context *context, people *who)
{
    *all = (answers){.context = context, .who = who};
    triples_init(&all->keys, context);
    triples_init(&all->units, context);
    map_init(&all->patterns, context);
}

void
answers_clear(answers *all)
{
    if (all->context == NULL)
        return;
    triples_clear(&all->keys);
    triples_clear(&all->units);
    map_clear(&all->patterns);
    base_free(all->context, all->items);
    base_free(all->context, all->links);
    base_free(all->context, all->in_order);
    *all = (answers){0};
}

coding_status
answers_start(answers *all, triple key, size_t *out)
{
    bool added = false;
    coding_status status = BASE_GROW(all->context, &all->items, &all->capacity,
                                     all->keys.count + 1);

    if (status == CODING_OK)
        status = triples_add(&all->keys, key, out, &added);
    if (status == CODING_OK && added)
        all->items[*out] = (answer){.person = (size_t)key.a,
                                    .question = (size_t)key.b,
                                    .code = (size_t)key.c,
                                    .links = ANSWERS_NONE};
    return status;
}

coding_status
answers_link(answers *all, size_t number, size_t appearance)
{
    answer *item = &all->items[number];
    coding_status status;

    for (size_t at = item->links; at != ANSWERS_NONE; at = all->links[at].next)
        if (all->links[at].appearance == appearance)
            return CODING_OK;
    status = BASE_GROW(all->context, &all->links, &all->link_capacity,
                       all->link_count + 1);
    if (status != CODING_OK)
        return status;
    all->links[all->link_count] = (answer_link){appearance, item->links};
    item->links = all->link_count++;
    return CODING_OK;
}

static int
compare_numbers(uint64_t a, uint64_t b)
{
    return (a > b) - (a < b);
}

/* Given rank, interview order, document, start: the order of an answer. Ends
   with what tells two codings of one code at one place apart, so that the
   order of rows decides nothing. */
static int
compare_mentions(const answers *all, const mention *a, const mention *b)
{
    int order = compare_numbers(a->rank, b->rank);

    if (order == 0 && a->appearance != b->appearance)
        order = people_compare(all->who, a->appearance, b->appearance);
    if (order == 0)
        order = compare_numbers(a->start, b->start);
    return order;
}

static bool
is_earlier(const answers *all, const mention *a, const mention *b)
{
    int order = compare_mentions(all, a, b);

    if (order == 0)
        order = compare_numbers(a->end, b->end);
    if (order == 0)
        order = coding_span_compare(map_name(&all->patterns, a->pattern),
                                    map_name(&all->patterns, b->pattern));
    return order < 0;
}

coding_status
answers_add(answers *all, size_t number, const mention *found)
{
    answer *item = &all->items[number];
    size_t unit = 0;
    bool fresh = false;
    coding_status status = triples_add(
        &all->units, (triple){number, found->appearance, found->unit}, &unit,
        &fresh);

    if (status == CODING_OK)
        status = answers_link(all, number, found->appearance);
    if (status != CODING_OK)
        return status;
    if (item->mentions == 0 || is_earlier(all, found, &item->first))
        item->first = *found;
    item->mentions++;
    item->units += fresh;
    return CODING_OK;
}

void
answers_forget_units(answers *all)
{
    triples_reset(&all->units);
}

/* ---- order ---- */

/* A number of an answer with the set it belongs to, for qsort. */
typedef struct {
    const answers *all;
    size_t number;
} place;

static int
compare_places(const void *one, const void *two)
{
    const place *x = one;
    const place *y = two;
    const answer *a = &x->all->items[x->number];
    const answer *b = &y->all->items[y->number];
    int order = compare_numbers(a->person, b->person);

    if (order == 0)
        order = compare_numbers(a->question, b->question);
    if (order == 0)
        order = compare_mentions(x->all, &a->first, &b->first);
    return order != 0 ? order : compare_numbers(a->code, b->code);
}

coding_status
answers_rank(answers *all, size_t top)
{
    size_t count = all->keys.count;
    size_t position = 0;
    void *block = NULL;
    coding_status status =
        base_alloc(all->context, count * sizeof(place), &block);
    place *places = block;

    if (status == CODING_OK)
        status = base_alloc(all->context, count * sizeof *all->in_order,
                            (void **)(void *)&all->in_order);
    for (size_t i = 0; status == CODING_OK && i < count; i++)
        places[i] = (place){all, i};
    if (status == CODING_OK && count > 0)
        qsort(places, count, sizeof *places, compare_places);
    for (size_t i = 0; status == CODING_OK && i < count; i++) {
        answer *item = &all->items[places[i].number];
        const answer *before = i > 0 ? &all->items[places[i - 1].number] : NULL;
        bool same = before != NULL && before->person == item->person &&
                    before->question == item->question;

        position = same ? position + 1 : 1;
        item->position = position;
        item->counted = top == 0 || position <= top;
        all->in_order[i] = places[i].number;
    }
    base_free(all->context, places);
    return status;
}
