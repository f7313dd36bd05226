/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is compared. See agreement/cases.h. */
#include "agreement/cases.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "unitize/words.h"

const char *
cases_word(coding_agreement_unit unit)
{
    static const char *const words[] = {"units", "sentences", "answers",
                                        "respondents"};

    return words[unit];
}

static coding_status
add_case(cases *all, const cases_case *one)
{
    coding_status status = BASE_GROW(all->from->context, &all->items,
                                     &all->capacity, all->count + 1);

    if (status == CODING_OK)
        all->items[all->count++] = *one;
    return status;
}

/* Offsets in code points behind the unit's start. */
static coding_status
add_sentences(cases *all, uint32_t number)
{
    const streams_unit *unit = &all->from->units[number];
    size_t counted = 0, from = 0;
    uint64_t point = unit->start;
    words_span next;
    coding_status status = CODING_OK;

    while (status == CODING_OK &&
           words_next_sentence(&all->from->more, unit->text, from, &next)) {
        cases_case one = {.unit = number};

        point += utf8_length(
            (coding_span){unit->text.at + counted, next.start - counted});
        one.start = point;
        point += utf8_length(
            (coding_span){unit->text.at + next.start, next.end - next.start});
        one.end = point;
        counted = next.end;
        from = next.end;
        status = add_case(all, &one);
    }
    return status;
}

/* Answers and respondents have one case for all their units; key has room for
   them. */
static coding_status
add_shared(cases *all, map *keys, buffer *key, uint32_t number)
{
    const streams_unit *unit = &all->from->units[number];
    bool answer = all->unit == CODING_AGREEMENT_ANSWER;
    size_t before = keys->count, found = 0;
    coding_status status;

    if (unit->respondent == STREAMS_NONE ||
        (answer && unit->question == STREAMS_NONE))
        return CODING_OK;
    buffer_reset(key);
    buffer_add_unsigned(key, unit->respondent);
    if (answer) {
        buffer_add_byte(key, ' ');
        buffer_add_unsigned(key, unit->question);
    }
    status = buffer_status(key);
    if (status == CODING_OK)
        status = map_add(keys, buffer_span(key), &found);
    if (status == CODING_OK && found == before)
        status = add_case(all, &(cases_case){.unit = number,
                                             .start = unit->start,
                                             .end = unit->end});
    if (status == CODING_OK)
        all->of_unit[number] = (uint32_t)found;
    return status;
}

static coding_status
make_cases(cases *all, streams *from)
{
    uint32_t *order = NULL;
    map keys;
    buffer key;
    coding_status status = streams_order(from, &order);

    map_init(&keys, from->context);
    buffer_init(&key, from->context);
    for (size_t i = 0; status == CODING_OK && i < from->unit_keys.count; i++) {
        uint32_t u = order[i];
        const streams_unit *unit = &from->units[u];

        all->of_unit[u] = STREAMS_NONE;
        if (!unit->eligible)
            continue;
        if (all->unit >= CODING_AGREEMENT_ANSWER) {
            status = add_shared(all, &keys, &key, u);
            continue;
        }
        all->of_unit[u] = (uint32_t)all->count;
        status = all->unit == CODING_AGREEMENT_SENTENCE
                     ? add_sentences(all, u)
                     : add_case(all, &(cases_case){u, unit->start, unit->end});
    }
    map_clear(&keys);
    buffer_free(&key);
    return status;
}

static coding_status
give(cases *all, uint32_t mark, uint32_t number)
{
    const streams_mark *of = &all->from->marks[mark];
    coding_status status =
        BASE_GROW(all->from->context, &all->given, &all->given_capacity,
                  all->given_count + 1);

    if (status == CODING_OK)
        all->given[all->given_count++] =
            (cases_given){of->code, number, of->coder, mark};
    return status;
}

/* A passage is in the unit where it starts, and in every sentence it touches,
   those of later units too. */
static coding_status
give_mark(cases *all, uint32_t mark)
{
    const streams *from = all->from;
    const streams_mark *of = &from->marks[mark];
    uint32_t document = from->units[of->unit].document;
    coding_status status = CODING_OK;

    if (all->of_unit[of->unit] == STREAMS_NONE)
        return CODING_OK;
    if (all->unit != CODING_AGREEMENT_SENTENCE)
        return give(all, mark, all->of_unit[of->unit]);
    for (size_t i = all->of_unit[of->unit];
         status == CODING_OK && i < all->count &&
         from->units[all->items[i].unit].document == document &&
         all->items[i].start < of->end;
         i++)
        if (all->items[i].end > of->start)
            status = give(all, mark, (uint32_t)i);
    return status;
}

static int
by_code(const void *left, const void *right)
{
    const cases_given *a = left, *b = right;

    if (a->code != b->code)
        return a->code < b->code ? -1 : 1;
    if (a->number != b->number)
        return a->number < b->number ? -1 : 1;
    if (a->coder != b->coder)
        return a->coder < b->coder ? -1 : 1;
    return (a->mark > b->mark) - (a->mark < b->mark);
}

static void
drop_doubles(cases *all)
{
    size_t kept = 0;

    for (size_t i = 0; i < all->given_count; i++) {
        const cases_given *one = &all->given[i];
        const cases_given *last = &all->given[kept > 0 ? kept - 1 : 0];

        if (kept == 0 || one->code != last->code ||
            one->number != last->number || one->coder != last->coder)
            all->given[kept++] = *one;
    }
    all->given_count = kept;
}

coding_status
cases_open(streams *from, coding_agreement_unit unit, cases *out)
{
    coding_status status;

    *out = (cases){.from = from, .unit = unit};
    status = base_alloc(from->context,
                        (from->unit_keys.count + 1) * sizeof *out->of_unit,
                        (void **)(void *)&out->of_unit);
    if (status == CODING_OK)
        status = make_cases(out, from);
    for (uint32_t i = 0; status == CODING_OK && i < from->mark_count; i++)
        status = give_mark(out, i);
    if (status == CODING_OK && out->given_count > 0) {
        qsort(out->given, out->given_count, sizeof *out->given, by_code);
        drop_doubles(out);
    }
    return status;
}

void
cases_close(cases *all)
{
    base_free(all->from->context, all->items);
    base_free(all->from->context, all->of_unit);
    base_free(all->from->context, all->given);
}

void
cases_find(const cases *all, uint32_t code, size_t *first, size_t *end)
{
    size_t low = 0, high = all->given_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (all->given[middle].code < code)
            low = middle + 1;
        else
            high = middle;
    }
    *first = low;
    while (low < all->given_count && all->given[low].code == code)
        low++;
    *end = low;
}
