/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The result as others read it: base, answers and what was left out, each in
   an order that no order of rows or documents changes. */
#include <stdlib.h>

#include "base/memory.h"
#include "counting/counting_inside.h"

/* Maps from numbers in the order met to places in the result. */
typedef struct {
    size_t *person; /* by person: place in the base, CODING_NO_ITEM: not in */
    size_t *question;
} places;

static bool
is_in_base(const coding_counting *all, size_t number)
{
    const person *who = &all->who.persons[number];

    if (who->named)
        return true;
    if (all->options.merge)
        return who->inside;
    if (!people_matches(&all->who, number))
        return false;
    switch (all->options.base) {
    case CODING_BASE_ASKED:
        return all->asked.covered ? who->asked : who->inside;
    case CODING_BASE_ANSWERED:
        return all->asked.covered ? who->answered : who->inside;
    case CODING_BASE_ALL:
        return who->own != NULL || who->appearances != PEOPLE_NONE;
    case CODING_BASE_PRESENT:
    case CODING_BASE_DEFAULT:
        break;
    }
    for (size_t at = who->appearances; at != PEOPLE_NONE;
         at = all->who.items[at].next)
        if (all->who.items[at].matches && all->who.items[at].has_unit)
            return true;
    return false;
}

/* ---- sorting by name ---- */

typedef struct {
    uint64_t first;
    coding_span name;
    size_t number;
} named_number;

static int
compare_named(const void *one, const void *two)
{
    const named_number *a = one;
    const named_number *b = two;

    if (a->first != b->first)
        return a->first < b->first ? -1 : 1;
    return coding_span_compare(a->name, b->name);
}

static void
sort_named(named_number *items, size_t count)
{
    if (count > 0)
        qsort(items, count, sizeof *items, compare_named);
}

/* ---- documents ---- */

/* Fills out[0..count) from the numbers, sorted by name, from index `from`. */
static void
sort_documents(const coding_counting *all, size_t *documents, size_t count,
               size_t from)
{
    for (size_t i = from + 1; i < count; i++) {
        size_t moving = documents[i];
        size_t at = i;

        for (;
             at > from && coding_span_compare(
                              map_name(&all->who.documents, documents[at - 1]),
                              map_name(&all->who.documents, moving)) > 0;
             at--)
            documents[at] = documents[at - 1];
        documents[at] = moving;
    }
}

static coding_status
collect_appearances(coding_counting *all, size_t who,
                    coding_counted_respondent *out)
{
    const people *everybody = &all->who;
    size_t *documents = NULL;
    size_t count = 0;
    coding_status status;

    for (size_t at = everybody->persons[who].appearances; at != PEOPLE_NONE;
         at = everybody->items[at].next)
        count++;
    status = ARENA_ARRAY(&all->texts, count, &documents);
    if (status != CODING_OK)
        return status;
    count = 0;
    for (size_t at = everybody->persons[who].appearances; at != PEOPLE_NONE;
         at = everybody->items[at].next)
        if (everybody->items[at].matches &&
            (everybody->items[at].has_unit || all->options.merge))
            documents[count++] = everybody->items[at].document;
    sort_documents(all, documents, count, 0);
    out->documents = documents;
    out->document_count = count;
    return CODING_OK;
}

static coding_status
collect_links(coding_counting *all, const answer *item,
              coding_counted_answer *out)
{
    const answers *named = &all->named;
    const size_t *first = &all->who.items[item->first.appearance].document;
    size_t *documents = NULL;
    size_t count = 0;
    coding_status status;

    out->documents = first;
    out->document_count = 1;
    if (named->links[item->links].next == ANSWERS_NONE)
        return CODING_OK;
    for (size_t at = item->links; at != ANSWERS_NONE;
         at = named->links[at].next)
        count++;
    status = ARENA_ARRAY(&all->texts, count, &documents);
    if (status != CODING_OK)
        return status;
    documents[0] = *first;
    count = 1;
    for (size_t at = item->links; at != ANSWERS_NONE;
         at = named->links[at].next)
        if (named->links[at].appearance != item->first.appearance)
            documents[count++] =
                all->who.items[named->links[at].appearance].document;
    sort_documents(all, documents, count, 1);
    out->documents = documents;
    out->document_count = count;
    return CODING_OK;
}

/* ---- the base ---- */

static coding_status
make_base(coding_counting *all, places *at)
{
    size_t count = all->who.ids.count;
    named_number *sorted = NULL;
    coding_status status = base_alloc(all->context, count * sizeof *sorted,
                                      (void **)(void *)&sorted);

    for (size_t i = 0; status == CODING_OK && i < count; i++) {
        at->person[i] = CODING_NO_ITEM;
        if (is_in_base(all, i))
            sorted[all->respondent_count++] =
                (named_number){0, map_name(&all->who.ids, i), i};
    }
    if (status == CODING_OK) {
        sort_named(sorted, all->respondent_count);
        status = base_alloc(all->context,
                            all->respondent_count * sizeof *all->respondents,
                            (void **)(void *)&all->respondents);
    }
    for (size_t i = 0; status == CODING_OK && i < all->respondent_count; i++) {
        coding_counted_respondent *made = &all->respondents[i];

        at->person[sorted[i].number] = i;
        made->id = sorted[i].name;
        status = people_settle(&all->who, sorted[i].number, all->varies,
                               &made->attributes);
        if (status == CODING_OK)
            status = collect_appearances(all, sorted[i].number, made);
    }
    base_free(all->context, sorted);
    return status;
}

static coding_status
place_questions(const coding_counting *all, places *at)
{
    size_t count = all->asked.ids.count;
    named_number *sorted = NULL;
    coding_status status = base_alloc(all->context, count * sizeof *sorted,
                                      (void **)(void *)&sorted);

    if (status != CODING_OK)
        return status;
    for (size_t i = 0; i < count; i++)
        sorted[i] = (named_number){all->asked.ordinals[i],
                                   map_name(&all->asked.ids, i), i};
    sort_named(sorted, count);
    for (size_t i = 0; i < count; i++)
        at->question[sorted[i].number] = i;
    base_free(all->context, sorted);
    return CODING_OK;
}

/* ---- answers ---- */

/* A number in answers.items with what decides its place. */
typedef struct {
    size_t respondent, question, rank, number;
} placed_answer;

static int
compare_placed(const void *one, const void *two)
{
    const placed_answer *a = one;
    const placed_answer *b = two;

    if (a->respondent != b->respondent)
        return a->respondent < b->respondent ? -1 : 1;
    if (a->question != b->question)
        return a->question < b->question ? -1 : 1;
    return (a->rank > b->rank) - (a->rank < b->rank);
}

static coding_status
place_answers(const coding_counting *all, const places *at, placed_answer **out)
{
    size_t count = all->named.keys.count;
    coding_status status =
        base_alloc(all->context, count * sizeof **out, (void **)(void *)out);

    if (status != CODING_OK)
        return status;
    for (size_t i = 0; i < count; i++) {
        const answer *item = &all->named.items[i];

        (*out)[i] =
            (placed_answer){at->person[item->person],
                            at->question[item->question], item->position, i};
    }
    if (count > 0)
        qsort(*out, count, sizeof **out, compare_placed);
    return CODING_OK;
}

static coding_status
make_answer(coding_counting *all, const placed_answer *from)
{
    const answer *item = &all->named.items[from->number];
    coding_counted_answer *made = &all->answers[all->answer_count++];

    *made = (coding_counted_answer){
        .respondent = from->respondent,
        .question = item->question,
        .code = item->code,
        .rank = item->position,
        .counted = item->counted,
        .mentions = item->mentions,
        .units = item->units,
        .unit = item->first.unit,
        .start = item->first.start,
        .attributes = all->who.items[item->first.appearance].attributes,
        .place = item->first.appearance};
    return collect_links(all, item, made);
}

/* The answer of a respondent who named no code. */
static void
make_empty(coding_counting *all, size_t respondent)
{
    const coding_counted_respondent *who = &all->respondents[respondent];
    size_t question = CODING_NO_ITEM;

    if (all->options.question.length > 0)
        question = map_find(&all->asked.ids, all->options.question);
    all->answers[all->answer_count++] =
        (coding_counted_answer){.respondent = respondent,
                                .question = question,
                                .code = CODING_NO_ITEM,
                                .unit = CODING_NO_NUMBER,
                                .start = CODING_NO_NUMBER,
                                .attributes = who->attributes};
}

static coding_status
make_answers(coding_counting *all, const places *at)
{
    size_t count = all->named.keys.count;
    size_t next = 0;
    placed_answer *placed = NULL;
    coding_status status = place_answers(all, at, &placed);

    if (status == CODING_OK)
        status =
            base_alloc(all->context,
                       (count + all->respondent_count) * sizeof *all->answers,
                       (void **)(void *)&all->answers);
    for (size_t i = 0; status == CODING_OK && i < all->respondent_count; i++) {
        if (next == count || placed[next].respondent != i)
            make_empty(all, i);
        for (; status == CODING_OK && next < count &&
               placed[next].respondent == i;
             next++)
            status = make_answer(all, &placed[next]);
    }
    base_free(all->context, placed);
    return status;
}

/* ---- left out ---- */

static coding_status
make_left_out(coding_counting *all)
{
    size_t count = all->reasons.count;
    coding_status status =
        base_alloc(all->context, count * sizeof *all->left_out,
                   (void **)(void *)&all->left_out);

    for (size_t i = 0; i < all->named.keys.count; i++) {
        const answer *item = &all->named.items[i];

        if (item->counted)
            all->reason_counts[REASON_REPEAT] += item->mentions - 1;
        else
            all->reason_counts[REASON_BEYOND] += item->mentions;
    }
    for (size_t i = 0; status == CODING_OK && i < count; i++)
        if (all->reason_counts[i] > 0)
            all->left_out[all->left_out_count++] = (coding_left_out){
                map_name(&all->reasons, i), all->reason_counts[i]};
    return status;
}

coding_status
result_make(coding_counting *all)
{
    coding_context *context = all->context;
    places at = {NULL, NULL};
    coding_status status =
        base_alloc(context, all->who.ids.count * sizeof *at.person,
                   (void **)(void *)&at.person);

    if (status == CODING_OK)
        status = base_alloc(context, all->asked.ids.count * sizeof *at.question,
                            (void **)(void *)&at.question);
    if (status == CODING_OK)
        status =
            ARENA_ARRAY(&all->texts, all->who.attribute_count, &all->varies);
    if (status == CODING_OK)
        status = make_base(all, &at);
    if (status == CODING_OK)
        status = place_questions(all, &at);
    if (status == CODING_OK)
        status = make_answers(all, &at);
    if (status == CODING_OK)
        status = make_left_out(all);
    base_free(context, at.person);
    base_free(context, at.question);
    return status;
}

/* ---- reading it ---- */

size_t
coding_counting_codes(const coding_counting *counting,
                      const coding_counted_code **out)
{
    *out = counting->facet.codes;
    return counting->facet.ids.count;
}

size_t
coding_counting_respondents(const coding_counting *counting,
                            const coding_counted_respondent **out)
{
    *out = counting->respondents;
    return counting->respondent_count;
}

size_t
coding_counting_answers(const coding_counting *counting,
                        const coding_counted_answer **out)
{
    *out = counting->answers;
    return counting->answer_count;
}

int
coding_counting_compare(const coding_counting *counting,
                        const coding_counted_answer *a,
                        const coding_counted_answer *b)
{
    int order = 0;

    if (a->place != b->place)
        order = people_compare(&counting->who, a->place, b->place);
    return order != 0 ? order : (a->start > b->start) - (a->start < b->start);
}

size_t
coding_counting_left_out(const coding_counting *counting,
                         const coding_left_out **out)
{
    *out = counting->left_out;
    return counting->left_out_count;
}

size_t
coding_counting_attribute(const coding_counting *counting, coding_span name)
{
    for (size_t i = 0; i < counting->who.attribute_count; i++)
        if (coding_span_equal(counting->who.attribute_names[i], name))
            return i;
    return CODING_NO_ITEM;
}

coding_status
coding_counting_find_attribute(const coding_counting *counting,
                               coding_span name, size_t *out)
{
    return people_attribute(&counting->who, name, out);
}

size_t
coding_counting_attributes(const coding_counting *counting)
{
    return counting->who.attribute_count;
}

coding_span
coding_counting_attribute_name(const coding_counting *counting,
                               size_t attribute)
{
    return counting->who.attribute_names[attribute];
}

coding_span
coding_counting_question(const coding_counting *counting, size_t question)
{
    if (question == CODING_NO_ITEM)
        return (coding_span){0};
    return map_name(&counting->asked.ids, question);
}

coding_span
coding_counting_document(const coding_counting *counting, size_t document)
{
    return map_name(&counting->who.documents, document);
}

size_t
coding_counting_documents(const coding_counting *counting)
{
    return counting->who.documents.count;
}

bool
coding_counting_varies(const coding_counting *counting, size_t attribute)
{
    return counting->varies[attribute];
}
