/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who was interviewed, and in which order: that of the participants' column
   `order`, never that of files or rows. See saturate(1). */
#include <stdlib.h>

#include "base/diag.h"
#include "base/memory.h"
#include "base/number.h"
#include "saturation/inside.h"

/* ---- which interviews there are ---- */

/* Answers to one question alone: a document in which it was not put to the
   respondent is no interview about it. */
static bool
was_asked(const coding_saturation *all, const presence *here)
{
    size_t question;

    if (!all->judged || all->questions.count != 1)
        return true;
    question = map_find(&all->covered, map_name(&all->questions, 0));
    return question == MAP_NONE ||
           triples_find(&all->asked, (triple){here->person, here->document,
                                              question}) != TRIPLES_NONE;
}

static coding_status
add_interview(coding_saturation *all, size_t who, size_t at)
{
    const coding_span *attributes = all->who.persons[who].own;
    interview made = {.person = who,
                      .presence = at,
                      .respondent = map_name(&all->who.ids, who)};
    coding_status status =
        BASE_GROW(all->context, &all->interviews, &all->interview_capacity,
                  all->interview_count + 1);

    if (status != CODING_OK)
        return status;
    if (at != PEOPLE_NONE) {
        attributes = all->who.items[at].attributes;
        made.document =
            map_name(&all->who.documents, all->who.items[at].document);
    }
    if (attributes != NULL) {
        made.order = attributes[all->who.order];
        if (all->group != PEOPLE_NONE)
            status =
                map_add(&all->level_ids, attributes[all->group], &made.level);
    } else if (all->group != PEOPLE_NONE) {
        status = map_add(&all->level_ids, (coding_span){NULL, 0}, &made.level);
    }
    all->interviews[all->interview_count++] = made;
    return status;
}

static coding_status
add_person(coding_saturation *all, size_t who, const bool *names)
{
    size_t before = all->interview_count;
    coding_status status = CODING_OK;

    for (size_t at = all->who.persons[who].appearances;
         status == CODING_OK && at != PEOPLE_NONE;
         at = all->who.items[at].next) {
        const presence *here = &all->who.items[at];

        if (names[at] || (here->has_unit && was_asked(all, here)))
            status = add_interview(all, who, at);
    }
    if (status == CODING_OK && all->interview_count == before)
        status = add_interview(all, who, PEOPLE_NONE);
    return status;
}

/* The base is a tally's, else whoever has a unit. */
static coding_status
collect(coding_saturation *all)
{
    bool *names = NULL;  /* by presence */
    bool *inside = NULL; /* by person */
    size_t count = all->who.ids.count;
    coding_status status = ARENA_ARRAY(&all->keep, all->who.count + 1, &names);

    if (status == CODING_OK)
        status = ARENA_ARRAY(&all->keep, count + 1, &inside);
    if (status != CODING_OK)
        return status;
    for (size_t i = 0; i < all->naming_count; i++)
        if (all->namings[i].presence != PEOPLE_NONE)
            names[all->namings[i].presence] = true;
    for (size_t i = 0; i < count; i++) {
        inside[i] = map_find(all->judged ? &all->base : &all->spoke,
                             map_name(&all->who.ids, i)) != MAP_NONE;
        all->left_out += !inside[i] && all->who.persons[i].own != NULL;
    }
    for (size_t i = 0; status == CODING_OK && i < count; i++)
        if (inside[i])
            status = add_person(all, i, names);
    return status;
}

/* ---- their order ---- */

static int
compare_interviews(const void *one, const void *two)
{
    const interview *a = one;
    const interview *b = two;
    int order = (a->when > b->when) - (a->when < b->when);

    if (order == 0)
        order = coding_span_compare(a->respondent, b->respondent);
    return order != 0 ? order : coding_span_compare(a->document, b->document);
}

static int
compare_documents(const void *one, const void *two)
{
    const interview *a = one;
    const interview *b = two;
    int order = coding_span_compare(a->document, b->document);

    return order != 0 ? order : compare_interviews(one, two);
}

static void
sort(coding_saturation *all, int (*compare)(const void *, const void *))
{
    if (all->interview_count > 0)
        qsort(all->interviews, all->interview_count, sizeof *all->interviews,
              compare);
}

static coding_status
refuse_order(const coding_saturation *all, const interview *one,
             const interview *other)
{
    if (other != NULL)
        return diag_error(
            all->context, CODING_EDATA, "order-mixed", (diag_place){0},
            "the order of %.*s is \"%.*s\", that of %.*s \"%.*s\"; expected "
            "whole numbers or dates, not both",
            DIAG_SPAN(other->respondent), DIAG_SPAN(other->order),
            DIAG_SPAN(one->respondent), DIAG_SPAN(one->order));
    return diag_error(all->context, CODING_EDATA, "order-unreadable",
                      (diag_place){0},
                      "the order of %.*s is \"%.*s\"; expected a whole number "
                      "or a date as in 2023-03-06",
                      DIAG_SPAN(one->respondent), DIAG_SPAN(one->order));
}

/* Every interview has an order, all of one kind. */
static coding_status
read_orders(coding_saturation *all)
{
    const interview *first = NULL, *missing = NULL;
    bool first_is_date = false;
    size_t count = 0;

    for (size_t i = 0; i < all->interview_count; i++) {
        interview *each = &all->interviews[i];
        bool date = false;

        if (each->order.length == 0) {
            missing = count++ == 0 ? each : missing;
            continue;
        }
        if (!order_read(each->order, &each->when, &date))
            return refuse_order(all, each, NULL);
        if (first != NULL && date != first_is_date)
            return refuse_order(all, each, first);
        if (first == NULL)
            first_is_date = date;
        first = first == NULL ? each : first;
    }
    if (missing == NULL)
        return CODING_OK;
    return diag_error(
        all->context, CODING_EDATA, "order-missing", (diag_place){0},
        "%zu of %zu interviews have no order, the first is that "
        "of %.*s; fill the column \"order\" of the participants "
        "and code again",
        count, all->interview_count, DIAG_SPAN(missing->respondent));
}

/* ---- documents as interviews ---- */

static coding_status
join_names(coding_saturation *all, interview *into, coding_span more)
{
    buffer names;
    coding_status status;

    buffer_init(&names, all->context);
    buffer_add(&names, into->respondent);
    buffer_add_byte(&names, ';');
    buffer_add(&names, more);
    status = buffer_status(&names);
    if (status == CODING_OK)
        status = arena_copy(&all->keep, buffer_span(&names), &into->respondent);
    buffer_free(&names);
    return status;
}

/* Interviews of one document are one, at the earliest of their orders. */
static coding_status
join_documents(coding_saturation *all)
{
    interview *items = all->interviews;
    size_t kept = 0;
    coding_status status = CODING_OK;

    sort(all, compare_documents);
    for (size_t i = 0; status == CODING_OK && i < all->interview_count; i++) {
        if (kept == 0 || items[i].document.length == 0 ||
            !coding_span_equal(items[i].document, items[kept - 1].document)) {
            items[kept++] = items[i];
            continue;
        }
        if (items[i].when != items[kept - 1].when)
            diag_warning(all->context, "order-differs", (diag_place){0},
                         "%.*s has the orders \"%.*s\" and \"%.*s\"; the "
                         "earlier one is taken",
                         DIAG_SPAN(items[i].document),
                         DIAG_SPAN(items[kept - 1].order),
                         DIAG_SPAN(items[i].order));
        status = join_names(all, &items[kept - 1], items[i].respondent);
    }
    all->interview_count = kept;
    return status;
}

/* Which interview a presence belongs to, and a person without one. */
static coding_status
index_interviews(coding_saturation *all)
{
    size_t *of_document = NULL;
    size_t documents = all->who.documents.count;
    coding_status status =
        ARENA_ARRAY(&all->keep, all->who.count + 1, &all->of_presence);

    if (status == CODING_OK)
        status =
            ARENA_ARRAY(&all->keep, all->who.ids.count + 1, &all->of_person);
    if (status == CODING_OK)
        status = ARENA_ARRAY(&all->keep, documents + 1, &of_document);
    if (status != CODING_OK)
        return status;
    for (size_t i = 0; i < all->who.count; i++)
        all->of_presence[i] = PEOPLE_NONE;
    for (size_t i = 0; i < all->who.ids.count; i++)
        all->of_person[i] = PEOPLE_NONE;
    for (size_t i = 0; i < documents; i++)
        of_document[i] = PEOPLE_NONE;
    for (size_t i = all->interview_count; i > 0; i--) {
        const interview *each = &all->interviews[i - 1];

        all->of_person[each->person] = i - 1;
        if (each->presence == PEOPLE_NONE)
            continue;
        all->of_presence[each->presence] = i - 1;
        of_document[all->who.items[each->presence].document] = i - 1;
    }
    if (all->options.unit == CODING_SATURATION_DOCUMENT)
        for (size_t i = 0; i < all->who.count; i++)
            all->of_presence[i] = of_document[all->who.items[i].document];
    return CODING_OK;
}

size_t
interviews_of(const coding_saturation *all, const naming *found)
{
    return found->presence == PEOPLE_NONE ? all->of_person[found->person]
                                          : all->of_presence[found->presence];
}

/* ---- levels of the group ---- */

typedef struct {
    coding_span name;
    size_t number;
} level_name;

/* By bytes, the empty one last. */
static int
compare_levels(const void *one, const void *two)
{
    const level_name *a = one;
    const level_name *b = two;

    if ((a->name.length == 0) != (b->name.length == 0))
        return a->name.length == 0 ? 1 : -1;
    return coding_span_compare(a->name, b->name);
}

static coding_status
sort_levels(coding_saturation *all)
{
    size_t count = all->group == PEOPLE_NONE ? 0 : all->level_ids.count;
    level_name *sorted = NULL;
    size_t *places = NULL;
    coding_status status = ARENA_ARRAY(&all->keep, count + 1, &sorted);

    if (status == CODING_OK)
        status = ARENA_ARRAY(&all->keep, count + 1, &places);
    if (status == CODING_OK)
        status = ARENA_ARRAY(&all->keep, count + 1, &all->levels);
    if (status != CODING_OK)
        return status;
    for (size_t i = 0; i < count; i++)
        sorted[i] = (level_name){map_name(&all->level_ids, i), i};
    qsort(sorted, count, sizeof *sorted, compare_levels);
    for (size_t i = 0; i < count; i++) {
        all->levels[i] = sorted[i].name;
        places[sorted[i].number] = i;
    }
    for (size_t i = 0; count > 0 && i < all->interview_count; i++)
        all->interviews[i].level = places[all->interviews[i].level];
    all->level_count = count;
    return CODING_OK;
}

/* ---- all of it ---- */

static void
tell_ties(coding_saturation *all)
{
    const interview *first = NULL;

    for (size_t i = 0; i < all->interview_count; i++) {
        const interview *each = &all->interviews[i];
        bool tied =
            (i > 0 && each[-1].when == each->when) ||
            (i + 1 < all->interview_count && each[1].when == each->when);

        all->ties += tied;
        first = tied && first == NULL ? each : first;
    }
    if (first != NULL)
        diag_warning(all->context, "order-tied", (diag_place){0},
                     "%llu interviews share their order with another, as "
                     "\"%.*s\"; they are taken by respondent, and which of "
                     "them a code is new in means nothing",
                     (unsigned long long)all->ties, DIAG_SPAN(first->order));
}

coding_status
interviews_find(coding_saturation *all)
{
    coding_status status;

    if ((all->judged ? &all->base : &all->spoke)->count == 0)
        return diag_error(all->context, CODING_EDATA, "interviews-absent",
                          (diag_place){0},
                          "nobody was interviewed: the stream has neither "
                          "answers of a tally nor units of respondents");
    if (all->who.order == PEOPLE_NONE)
        return diag_error(all->context, CODING_EDATA, "order-absent",
                          (diag_place){0},
                          "the stream does not say in which order the "
                          "interviews were held; give the participants a "
                          "column \"order\" (a whole number or a date) and "
                          "code again with -p: the order of files says "
                          "nothing");
    status = collect(all);
    if (status == CODING_OK) {
        sort(all, compare_interviews);
        status = read_orders(all);
    }
    if (status == CODING_OK && all->options.unit == CODING_SATURATION_DOCUMENT)
        status = join_documents(all);
    if (status == CODING_OK) {
        sort(all, compare_interviews);
        tell_ties(all);
        status = index_interviews(all);
    }
    return status == CODING_OK ? sort_levels(all) : status;
}
