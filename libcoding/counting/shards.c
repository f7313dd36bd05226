/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tallies of shards: their answer rows instead of coding rows. The position
   of a code in its answer stands in `rank` and is taken over. Further
   documents of an answer stand in `value`, as documents=NAME/NAME (no name
   holds a slash). */
#include <string.h>

#include "base/diag.h"
#include "counting/counting_inside.h"

static coding_status
refuse_shared(const coding_counting *all, size_t who, size_t question,
              diag_place place)
{
    return diag_error(
        all->context, CODING_EDATA, "shards-overlap", place,
        "two shards hold answers of '%.*s' to question '%.*s'; join the coded "
        "streams and tally them once",
        DIAG_SPAN(map_name(&all->who.ids, who)),
        DIAG_SPAN(map_name(&all->asked.ids, question)));
}

static coding_status
need(const coding_counting *all, const coding_row *row, size_t column,
     uint64_t *out)
{
    if (coding_row_unsigned(row, column, out))
        return CODING_OK;
    return diag_error(all->context, CODING_EDATA, "answer-form",
                      (diag_place){.file = row->file, .line = row->line},
                      "an answer row without rank, mentions or units");
}

/* Links the documents that are named beyond the first. */
static coding_status
link_documents(coding_counting *all, const coding_row *row, size_t number)
{
    static const char key[] = "documents=";
    coding_span value = coding_row_cell(row, all->core.value);
    size_t from = sizeof key - 1;
    coding_status status = CODING_OK;

    if (value.length < from || memcmp(value.at, key, from) != 0)
        return CODING_OK;
    for (size_t i = from; status == CODING_OK && i <= value.length; i++) {
        if (i < value.length && value.at[i] != '/')
            continue;
        size_t where = 0;

        status = people_appear_in(
            &all->who, row, (coding_span){value.at + from, i - from}, &where);
        if (status == CODING_OK)
            status = answers_link(&all->named, number, where);
        from = i + 1;
    }
    return status;
}

/* An answer row that names a code. */
static coding_status
take_named(coding_counting *all, const coding_row *row, size_t who,
           size_t question)
{
    mention first = {.unit = CODING_NO_NUMBER,
                     .start = CODING_NO_NUMBER,
                     .end = CODING_NO_NUMBER};
    uint64_t mentions = 0;
    uint64_t units = 0;
    size_t code = 0;
    size_t number = 0;
    coding_status status = facets_find(&all->facet, row, &code);

    if (status == CODING_OK)
        status = need(all, row, all->core.rank, &first.rank);
    if (status == CODING_OK)
        status = need(all, row, all->core.mentions, &mentions);
    if (status == CODING_OK)
        status = need(all, row, all->core.units, &units);
    if (status == CODING_OK)
        status = people_appear(&all->who, row, &first.appearance);
    if (status == CODING_OK)
        status =
            answers_start(&all->named, (triple){who, question, code}, &number);
    if (status != CODING_OK)
        return status;
    if (all->named.items[number].mentions > 0)
        return refuse_shared(
            all, who, question,
            (diag_place){.file = row->file, .line = row->line});
    coding_row_unsigned(row, all->core.unit, &first.unit);
    coding_row_unsigned(row, all->core.start, &first.start);
    all->named.items[number].first = first;
    all->named.items[number].mentions = mentions;
    all->named.items[number].units = units;
    all->who.persons[who].named = true;
    status = answers_link(&all->named, number, first.appearance);
    if (status == CODING_OK)
        status = link_documents(all, row, number);
    return status;
}

coding_status
shards_take(coding_counting *all, const coding_row *row)
{
    size_t who = 0;
    size_t question = 0;
    coding_status status =
        people_add(&all->who, coding_row_cell(row, all->core.respondent), &who);

    if (status != CODING_OK)
        return status;
    all->who.persons[who].inside = true;
    if (coding_row_cell(row, all->core.code).length == 0)
        return CODING_OK;
    status =
        questions_add(all, coding_row_cell(row, all->core.question), &question);
    if (status == CODING_OK)
        status = take_named(all, row, who, question);
    return status;
}

coding_status
shards_check(const coding_counting *all)
{
    const answers *named = &all->named;

    for (size_t i = 0; i < named->keys.count; i++) {
        const answer *item = &named->items[named->in_order[i]];

        if (item->position != item->first.rank)
            return refuse_shared(all, item->person, item->question,
                                 (diag_place){0});
    }
    return CODING_OK;
}
