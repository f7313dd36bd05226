/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Laying answers out. See tally/census.h. */
#include "tally/census.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/number.h"

/* ---- attributes of respondents ---- */

static coding_span
attribute(const census *all, size_t respondent, size_t number)
{
    if (number == CODING_NO_ITEM)
        return (coding_span){0};
    return all->respondents[respondent].attributes[number];
}

/* Numbers the values of an attribute; the empty value is none. */
static coding_status
number_values(census *all, const char *name, map *values, size_t **out)
{
    size_t number =
        coding_counting_attribute(all->counting, coding_span_of(name));
    coding_status status = ARENA_ARRAY(all->keep, all->respondent_count, out);

    for (size_t i = 0; status == CODING_OK && i < all->respondent_count; i++) {
        coding_span value = coding_span_trim(attribute(all, i, number));

        (*out)[i] = CENSUS_NONE;
        if (value.length > 0)
            status = map_add(values, value, &(*out)[i]);
    }
    return status;
}

/* The next id of a list separated by semicolons, taken off *list. */
static coding_span
next_id(coding_span *list)
{
    size_t length = 0;
    coding_span id;

    while (length < list->length && list->at[length] != ';')
        length++;
    id = (coding_span){list->at, length};
    if (length < list->length)
        length++;
    *list = (coding_span){list->at + length, list->length - length};
    return coding_span_trim(id);
}

static size_t
count_ids(coding_span list)
{
    size_t count = 0;

    while (list.length > 0)
        count += next_id(&list).length > 0;
    return count;
}

static coding_status
number_dyads(census *all)
{
    size_t number =
        coding_counting_attribute(all->counting, coding_span_of("dyad"));
    size_t total = 0;
    coding_status status =
        ARENA_ARRAY(all->keep, all->respondent_count + 1, &all->dyad_from);

    for (size_t i = 0; status == CODING_OK && i < all->respondent_count; i++)
        total += count_ids(attribute(all, i, number));
    if (status == CODING_OK)
        status = ARENA_ARRAY(all->keep, total, &all->dyad);
    total = 0;
    for (size_t i = 0; status == CODING_OK && i < all->respondent_count; i++) {
        coding_span list = attribute(all, i, number);

        while (status == CODING_OK && list.length > 0) {
            coding_span id = next_id(&list);

            if (id.length > 0)
                status = map_add(&all->dyads, id, &all->dyad[total++]);
        }
        all->dyad_from[i + 1] = total;
    }
    return status;
}

/* ---- levels of the group ---- */

typedef struct {
    coding_span name;
    double number;
    int kind; /* 0 a number, 1 a text, 2 nothing */
    size_t met;
} level;

static int
compare_levels(const void *one, const void *two)
{
    const level *a = one;
    const level *b = two;

    if (a->kind != b->kind)
        return a->kind - b->kind;
    if (a->kind == 0 && (a->number < b->number || a->number > b->number))
        return a->number < b->number ? -1 : 1;
    return coding_span_compare(a->name, b->name);
}

static coding_status
sort_levels(census *all, size_t *places)
{
    size_t count = all->levels.count;
    level *sorted = NULL;
    coding_status status = ARENA_ARRAY(all->keep, count, &sorted);

    if (status == CODING_OK)
        status = ARENA_ARRAY(all->keep, count, &all->level_names);
    if (status != CODING_OK)
        return status;
    for (size_t i = 0; i < count; i++) {
        level *made = &sorted[i];

        *made = (level){.name = map_name(&all->levels, i), .met = i};
        if (made->name.length == 0)
            made->kind = 2;
        else
            made->kind = number_to_double(made->name, &made->number) ? 0 : 1;
    }
    if (count > 0)
        qsort(sorted, count, sizeof *sorted, compare_levels);
    for (size_t i = 0; i < count; i++) {
        all->level_names[i] = sorted[i].name;
        places[sorted[i].met] = i;
    }
    all->level_count = count;
    return CODING_OK;
}

static coding_status
number_levels(census *all, size_t group)
{
    size_t *places = NULL;
    coding_status status =
        ARENA_ARRAY(all->keep, all->respondent_count, &all->level);

    for (size_t i = 0; status == CODING_OK && i < all->respondent_count; i++)
        status =
            map_add(&all->levels, attribute(all, i, group), &all->level[i]);
    if (status == CODING_OK)
        status = ARENA_ARRAY(all->keep, all->levels.count, &places);
    if (status == CODING_OK)
        status = sort_levels(all, places);
    for (size_t i = 0; status == CODING_OK && i < all->respondent_count; i++)
        all->level[i] = places[all->level[i]];
    return status;
}

/* ---- answers by code, and lists ---- */

static coding_status
index_codes(census *all)
{
    size_t *next = NULL;
    coding_status status =
        ARENA_ARRAY(all->keep, all->code_count + 1, &all->code_from);

    if (status == CODING_OK)
        status = ARENA_ARRAY(all->keep, all->answer_count, &all->by_code);
    if (status == CODING_OK)
        status = ARENA_ARRAY(all->keep, all->code_count + 1, &next);
    if (status != CODING_OK)
        return status;
    for (size_t i = 0; i < all->answer_count; i++)
        if (all->answers[i].counted)
            all->code_from[all->answers[i].code + 1]++;
    for (size_t i = 0; i < all->code_count; i++) {
        all->code_from[i + 1] += all->code_from[i];
        next[i + 1] = all->code_from[i + 1];
    }
    for (size_t i = 0; i < all->answer_count; i++)
        if (all->answers[i].counted)
            all->by_code[next[all->answers[i].code]++] = i;
    return CODING_OK;
}

/* An answer with the counting that knows the order, for qsort. */
typedef struct {
    const coding_counting *counting;
    const coding_counted_answer *answer;
} listed;

/* Over several questions: as they were first named; codebook order decides a
   tie. */
static int
compare_listed(const void *one, const void *two)
{
    const listed *a = one;
    const listed *b = two;
    int order = coding_counting_compare(a->counting, a->answer, b->answer);

    if (order == 0)
        order = (a->answer->code > b->answer->code) -
                (a->answer->code < b->answer->code);
    return order;
}

/* The counted answers from..to of one respondent into items; how many. They
   are in order when there is one question. */
static size_t
sort_answers(const census *all, size_t from, size_t to, listed *items)
{
    bool several = false;
    size_t count = 0;

    for (size_t i = from; i < to; i++) {
        several |= all->answers[i].question != all->answers[from].question;
        if (all->answers[i].counted)
            items[count++] = (listed){all->counting, &all->answers[i]};
    }
    if (several && count > 0)
        qsort(items, count, sizeof *items, compare_listed);
    return count;
}

static coding_status
make_lists(census *all)
{
    listed *items = NULL;
    size_t *met = NULL; /* by code: respondent + 1 */
    size_t from = 0;
    size_t total = 0;
    coding_status status =
        ARENA_ARRAY(all->keep, all->respondent_count + 1, &all->list_from);

    if (status == CODING_OK)
        status = ARENA_ARRAY(all->keep, all->answer_count, &all->list);
    if (status == CODING_OK)
        status = ARENA_ARRAY(all->keep, all->answer_count, &items);
    if (status == CODING_OK)
        status = ARENA_ARRAY(all->keep, all->code_count, &met);
    for (size_t r = 0; status == CODING_OK && r < all->respondent_count; r++) {
        size_t to = from;
        size_t count;

        while (to < all->answer_count && all->answers[to].respondent == r)
            to++;
        count = sort_answers(all, from, to, items);
        for (size_t i = 0; i < count; i++) {
            size_t code = items[i].answer->code;

            if (met[code] != r + 1)
                all->list[total++] = code;
            met[code] = r + 1;
        }
        all->list_from[r + 1] = total;
        from = to;
    }
    return status;
}

coding_status
census_init(census *all, coding_context *context, arena *keep,
            const coding_counting *counting, size_t group)
{
    coding_status status;

    *all = (census){.keep = keep, .counting = counting};
    map_init(&all->organisations, context);
    map_init(&all->dyads, context);
    map_init(&all->sides, context);
    map_init(&all->levels, context);
    all->code_count = coding_counting_codes(counting, &all->codes);
    all->respondent_count =
        coding_counting_respondents(counting, &all->respondents);
    all->answer_count = coding_counting_answers(counting, &all->answers);
    status = number_values(all, "organisation", &all->organisations,
                           &all->organisation);
    if (status == CODING_OK)
        status = number_values(all, "side", &all->sides, &all->side);
    if (status == CODING_OK)
        status = number_dyads(all);
    if (status == CODING_OK && group != CODING_NO_ITEM)
        status = number_levels(all, group);
    if (status == CODING_OK)
        status = index_codes(all);
    if (status == CODING_OK)
        status = make_lists(all);
    all->has_organisations = all->organisations.count > 0;
    all->has_dyads = all->dyads.count > 0;
    return status;
}

void
census_clear(census *all)
{
    if (all->keep == NULL)
        return;
    map_clear(&all->organisations);
    map_clear(&all->dyads);
    map_clear(&all->sides);
    map_clear(&all->levels);
    *all = (census){0};
}
