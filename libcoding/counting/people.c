/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Respondents and their appearances in documents. See counting/people.h. */
#include "counting/people.h"

#include <string.h>

#include "base/memory.h"
#include "base/number.h"

static bool
is_attribute(coding_span name)
{
    return name.length >= 5 && memcmp(name.at, "attr.", 5) == 0;
}

static coding_status
find_columns(people *all, const coding_columns *columns)
{
    size_t count = coding_columns_count(columns);
    coding_status status =
        ARENA_ARRAY(all->texts, count, &all->attribute_columns);

    if (status == CODING_OK)
        status = ARENA_ARRAY(all->texts, count, &all->attribute_names);
    for (size_t i = 0; status == CODING_OK && i < count; i++) {
        coding_span name = coding_columns_name(columns, i);

        if (!is_attribute(name))
            continue;
        all->attribute_columns[all->attribute_count] = i;
        name = (coding_span){name.at + 5, name.length - 5};
        all->attribute_names[all->attribute_count] = name;
        if (coding_span_is(name, "order"))
            all->order = all->attribute_count;
        all->attribute_count++;
    }
    return status;
}

coding_status
people_init(people *all, coding_context *context, arena *texts,
            const coding_columns *columns)
{
    *all = (people){.context = context,
                    .texts = texts,
                    .columns = columns,
                    .core = coding_core_of(columns),
                    .order = PEOPLE_NONE,
                    .last = PEOPLE_NONE};
    map_init(&all->ids, context);
    map_init(&all->documents, context);
    triples_init(&all->pairs, context);
    return find_columns(all, columns);
}

void
people_clear(people *all)
{
    if (all->context == NULL)
        return;
    map_clear(&all->ids);
    map_clear(&all->documents);
    triples_clear(&all->pairs);
    base_free(all->context, all->persons);
    base_free(all->context, all->items);
    base_free(all->context, all->conditions);
    *all = (people){0};
}

/* ---- attributes and conditions ---- */

coding_status
people_attribute(const people *all, coding_span name, size_t *out)
{
    size_t column = 0;
    coding_status status =
        condition_column(all->context, all->columns, name, &column);

    if (status != CODING_OK)
        return status;
    for (size_t i = 0; i < all->attribute_count; i++)
        if (all->attribute_columns[i] == column)
            *out = i;
    return CODING_OK;
}

coding_status
people_where(people *all, coding_span text)
{
    people_condition *made;
    size_t capacity = all->condition_count;
    /* Few: one block more each time. */
    coding_status status = BASE_GROW(all->context, &all->conditions, &capacity,
                                     all->condition_count + 1);

    if (status != CODING_OK)
        return status;
    made = &all->conditions[all->condition_count];
    status = condition_read(all->context, all->columns, text, &made->rule);
    for (size_t i = 0; status == CODING_OK && i < all->attribute_count; i++)
        if (all->attribute_columns[i] == made->rule.column)
            made->attribute = i;
    if (status == CODING_OK)
        all->condition_count++;
    return status;
}

static bool
holds(const people *all, const coding_span *attributes)
{
    for (size_t i = 0; i < all->condition_count; i++) {
        const people_condition *wanted = &all->conditions[i];
        coding_span value = {0};

        if (attributes != NULL)
            value = attributes[wanted->attribute];
        if (!condition_holds(&wanted->rule, value))
            return false;
    }
    return true;
}

/* ---- rows ---- */

coding_status
people_add(people *all, coding_span id, size_t *out)
{
    size_t before = all->ids.count;
    coding_status status = BASE_GROW(all->context, &all->persons,
                                     &all->person_capacity, before + 1);

    if (status == CODING_OK)
        status = map_add(&all->ids, id, out);
    if (status == CODING_OK && *out == before)
        all->persons[before] = (person){.appearances = PEOPLE_NONE};
    return status;
}

/* Copies the attribute cells of row; where empty, other's (may be NULL). */
static coding_status
copy_attributes(people *all, const coding_row *row, const coding_span *other,
                coding_span **out)
{
    coding_status status = ARENA_ARRAY(all->texts, all->attribute_count, out);

    for (size_t i = 0; status == CODING_OK && i < all->attribute_count; i++) {
        coding_span cell = coding_row_cell(row, all->attribute_columns[i]);

        if (cell.length > 0)
            status = arena_copy(all->texts, cell, &(*out)[i]);
        else if (other != NULL)
            (*out)[i] = other[i];
    }
    return status;
}

coding_status
people_list(people *all, const coding_row *row)
{
    size_t who = 0;
    coding_span *own = NULL;
    coding_status status =
        people_add(all, coding_row_cell(row, all->core.respondent), &who);

    if (status == CODING_OK)
        status = copy_attributes(all, row, NULL, &own);
    if (status == CODING_OK)
        all->persons[who].own = own;
    return status;
}

/* Whether row would give the attributes that the person's newest appearance
   has: most people have the same in every document. */
static bool
has_newest(const people *all, const coding_row *row, const person *who)
{
    const coding_span *newest;

    if (who->appearances == PEOPLE_NONE)
        return false;
    newest = all->items[who->appearances].attributes;
    for (size_t i = 0; i < all->attribute_count; i++) {
        coding_span cell = coding_row_cell(row, all->attribute_columns[i]);

        if (cell.length == 0 && who->own != NULL)
            cell = who->own[i];
        if (!coding_span_equal(cell, newest[i]))
            return false;
    }
    return true;
}

static people_order
read_order(const people *all, const coding_span *attributes)
{
    people_order order = {.kind = ORDER_NONE};

    if (all->order == PEOPLE_NONE || attributes[all->order].length == 0)
        return order;
    order.text = attributes[all->order];
    order.kind =
        number_to_double(order.text, &order.number) ? ORDER_NUMBER : ORDER_TEXT;
    return order;
}

/* Reads what row says of its respondent in its document. */
static coding_status
read_appearance(people *all, const coding_row *row, presence *made)
{
    const person *who = &all->persons[made->person];
    coding_status status = CODING_OK;

    if (has_newest(all, row, who))
        made->attributes = all->items[who->appearances].attributes;
    else
        status = copy_attributes(all, row, who->own, &made->attributes);
    if (status != CODING_OK)
        return status;
    made->order = read_order(all, made->attributes);
    made->matches = holds(all, made->attributes);
    return CODING_OK;
}

/* The same respondent and document as the latest one met. */
static bool
is_last(const people *all, coding_span id, coding_span document)
{
    const presence *last;

    if (all->last == PEOPLE_NONE)
        return false;
    last = &all->items[all->last];
    return coding_span_equal(map_name(&all->ids, last->person), id) &&
           coding_span_equal(map_name(&all->documents, last->document),
                             document);
}

/* The number of an appearance, made if it is absent. */
static coding_status
find_appearance(people *all, const coding_row *row, coding_span document,
                size_t *out)
{
    coding_span id = coding_row_cell(row, all->core.respondent);
    presence made = {0};
    bool fresh = false;
    coding_status status = people_add(all, id, &made.person);

    if (status == CODING_OK)
        status = map_add(&all->documents, document, &made.document);
    if (status == CODING_OK)
        status = triples_add(
            &all->pairs, (triple){made.person, made.document, 0}, out, &fresh);
    /* One that is there already moves nothing: answers point to items. */
    if (status != CODING_OK || !fresh)
        return status;
    status =
        BASE_GROW(all->context, &all->items, &all->capacity, all->count + 1);
    if (status == CODING_OK)
        status = read_appearance(all, row, &made);
    if (status != CODING_OK)
        return status;
    made.next = all->persons[made.person].appearances;
    made.borrowed =
        !coding_span_equal(document, coding_row_cell(row, all->core.document));
    all->items[all->count++] = made;
    all->persons[made.person].appearances = *out;
    return CODING_OK;
}

coding_status
people_appear(people *all, const coding_row *row, size_t *out)
{
    coding_span document = coding_row_cell(row, all->core.document);
    size_t number = 0;
    presence *found;
    coding_status status;

    if (is_last(all, coding_row_cell(row, all->core.respondent), document)) {
        *out = all->last;
        return CODING_OK;
    }
    status = find_appearance(all, row, document, &number);
    if (status != CODING_OK)
        return status;
    found = &all->items[number];
    if (found->borrowed) {
        found->borrowed = false;
        status = read_appearance(all, row, found);
    }
    *out = all->last = number;
    return status;
}

coding_status
people_appear_in(people *all, const coding_row *row, coding_span document,
                 size_t *out)
{
    return find_appearance(all, row, document, out);
}

/* ---- at the end ---- */

static int
compare_orders(const people_order *a, const people_order *b)
{
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    if (a->kind == ORDER_NUMBER)
        return (a->number > b->number) - (a->number < b->number);
    return coding_span_compare(a->text, b->text);
}

int
people_compare(const people *all, size_t a, size_t b)
{
    const presence *one = &all->items[a];
    const presence *two = &all->items[b];
    int order = compare_orders(&one->order, &two->order);

    if (order != 0)
        return order;
    return coding_span_compare(map_name(&all->documents, one->document),
                               map_name(&all->documents, two->document));
}

bool
people_matches(const people *all, size_t who)
{
    size_t at = all->persons[who].appearances;

    if (at == PEOPLE_NONE)
        return holds(all, all->persons[who].own);
    for (; at != PEOPLE_NONE; at = all->items[at].next)
        if (all->items[at].matches)
            return true;
    return false;
}

/* The value of attribute at the earliest appearance that gives one. */
static coding_span
earliest(const people *all, size_t who, size_t attribute, bool *varies)
{
    coding_span value = {0};
    size_t best = PEOPLE_NONE;

    for (size_t at = all->persons[who].appearances; at != PEOPLE_NONE;
         at = all->items[at].next) {
        coding_span found = all->items[at].attributes[attribute];

        if (found.length == 0)
            continue;
        if (best != PEOPLE_NONE && !coding_span_equal(found, value))
            *varies = true;
        if (best == PEOPLE_NONE || people_compare(all, at, best) < 0) {
            best = at;
            value = found;
        }
    }
    return value;
}

coding_status
people_settle(const people *all, size_t who, bool *varies,
              const coding_span **out)
{
    const coding_span *own = all->persons[who].own;
    coding_span *settled = NULL;
    coding_status status =
        ARENA_ARRAY(all->texts, all->attribute_count, &settled);

    for (size_t i = 0; status == CODING_OK && i < all->attribute_count; i++) {
        settled[i] = earliest(all, who, i, &varies[i]);
        if (own != NULL && own[i].length > 0)
            settled[i] = own[i];
    }
    if (status == CODING_OK)
        *out = settled;
    return status;
}
