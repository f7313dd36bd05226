/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Variables of a table: every respondent has a level or a reason for none. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "crosstab/crosstab_inside.h"

const attribute *
attribute_find(const coding_crosstab *crosstab, coding_span name)
{
    for (size_t i = 0; i < crosstab->attribute_count; i++)
        if (coding_span_equal(crosstab->attributes[i].name, name))
            return &crosstab->attributes[i];
    return NULL;
}

static coding_status
room_for_people(coding_crosstab *crosstab, variable *out)
{
    coding_status status =
        ARENA_ARRAY(&crosstab->texts, crosstab->people.count, &out->values);

    if (status == CODING_OK)
        status = ARENA_ARRAY(&crosstab->texts, crosstab->people.count,
                             &out->reasons);
    return status;
}

static int
compare_texts(const void *a, const void *b)
{
    const coding_span *one = a, *other = b;

    return coding_span_compare(*one, *other);
}

/* What becomes of each distinct cell of an attribute. */
typedef struct {
    uint32_t *level;  /* by cell number; LEVEL_NONE: missing */
    uint32_t *reason; /* by cell number */
} cell_fates;

/* Levels: those of the dictionary, then further cells in byte order. */
static coding_status
order_levels(coding_crosstab *crosstab, const attribute *from,
             const meanings_entry *entry, variable *out)
{
    size_t listed = entry != NULL ? entry->level_count : 0;
    coding_status status =
        ARENA_ARRAY(&crosstab->texts, listed + from->cells.count, &out->levels);

    if (status != CODING_OK)
        return status;
    for (size_t i = 0; i < listed; i++)
        out->levels[i] = entry->levels[i].label;
    out->level_count = listed;
    for (size_t i = 1; i < from->cells.count; i++) {
        coding_span cell = map_name(&from->cells, i);

        if (entry != NULL &&
            (meanings_place(entry->levels, listed, cell) < listed ||
             meanings_place(entry->missing, entry->missing_count, cell) <
                 entry->missing_count))
            continue;
        out->levels[out->level_count++] = cell;
    }
    qsort(out->levels + listed, out->level_count - listed, sizeof *out->levels,
          compare_texts);
    return CODING_OK;
}

/* Reason 0 is an empty cell, then the dictionary's. */
static coding_status
list_reasons(coding_crosstab *crosstab, const meanings_entry *entry,
             variable *out)
{
    size_t listed = entry != NULL ? entry->missing_count : 0;
    coding_status status =
        ARENA_ARRAY(&crosstab->texts, listed + 1, &out->reason_names);

    if (status != CODING_OK)
        return status;
    out->reason_names[0] = coding_span_of("empty");
    for (size_t i = 0; i < listed; i++)
        out->reason_names[i + 1] = entry->missing[i].label;
    out->reason_count = listed + 1;
    return CODING_OK;
}

static uint32_t
find_further(const variable *out, size_t listed, coding_span cell)
{
    const coding_span *found =
        bsearch(&cell, out->levels + listed, out->level_count - listed,
                sizeof *out->levels, compare_texts);

    return found == NULL ? LEVEL_NONE : (uint32_t)(found - out->levels);
}

static void
decide(const attribute *from, const meanings_entry *entry, const variable *out,
       cell_fates *fates)
{
    size_t listed = entry != NULL ? entry->level_count : 0;

    fates->level[0] = LEVEL_NONE;
    for (size_t i = 1; i < from->cells.count; i++) {
        coding_span cell = map_name(&from->cells, i);
        size_t level =
            entry == NULL ? 0 : meanings_place(entry->levels, listed, cell);
        size_t reason =
            entry == NULL
                ? 0
                : meanings_place(entry->missing, entry->missing_count, cell);

        if (entry != NULL && reason < entry->missing_count) {
            fates->level[i] = LEVEL_NONE;
            fates->reason[i] = (uint32_t)reason + 1;
        } else if (entry != NULL && level < listed) {
            fates->level[i] = (uint32_t)level;
        } else {
            fates->level[i] = find_further(out, listed, cell);
        }
    }
}

coding_status
variable_of_attribute(coding_crosstab *crosstab, const attribute *from,
                      variable *out)
{
    const meanings_entry *entry =
        meanings_find(&crosstab->questions, from->name);
    cell_fates fates = {NULL, NULL};
    coding_status status = room_for_people(crosstab, out);

    out->name = from->name;
    if (status == CODING_OK)
        status = order_levels(crosstab, from, entry, out);
    if (status == CODING_OK)
        status = list_reasons(crosstab, entry, out);
    if (status == CODING_OK)
        status = ARENA_ARRAY(&crosstab->texts, from->cells.count, &fates.level);
    if (status == CODING_OK)
        status =
            ARENA_ARRAY(&crosstab->texts, from->cells.count, &fates.reason);
    if (status != CODING_OK)
        return status;
    decide(from, entry, out, &fates);
    for (size_t i = 0; i < crosstab->people.count; i++) {
        out->values[i] = fates.level[from->values[i]];
        out->reasons[i] = fates.reason[from->values[i]];
    }
    return CODING_OK;
}

/* "yes" and "no", in this order: the first row of a table is the event. */
static coding_status
yes_no(coding_crosstab *crosstab, coding_span name, const char *reason,
       variable *out)
{
    coding_status status = room_for_people(crosstab, out);

    if (status == CODING_OK)
        status = ARENA_ARRAY(&crosstab->texts, 2, &out->levels);
    if (status == CODING_OK)
        status = ARENA_ARRAY(&crosstab->texts, 1, &out->reason_names);
    if (status != CODING_OK)
        return status;
    out->name = name;
    out->levels[0] = coding_span_of("yes");
    out->levels[1] = coding_span_of("no");
    out->level_count = 2;
    out->reason_names[0] = coding_span_of(reason);
    out->reason_count = 1;
    return CODING_OK;
}

coding_status
variable_of_code(coding_crosstab *crosstab, size_t code, variable *out)
{
    coding_status status =
        yes_no(crosstab, crosstab->code_ids[code], "not in the base", out);

    if (status != CODING_OK)
        return status;
    for (size_t i = 0; i < crosstab->people.count; i++)
        out->values[i] = crosstab->in_base[i] ? 1 : LEVEL_NONE;
    for (size_t i = 0; i < crosstab->naming_count; i++)
        if (crosstab->namings[i].code == code)
            out->values[crosstab->namings[i].person] = 0;
    return CODING_OK;
}

coding_status
variable_of_member(coding_crosstab *crosstab, const meanings_entry *set,
                   const meanings_item *member, variable *out)
{
    static const char unanswered[] = "the question was not answered";
    const attribute *from = attribute_find(crosstab, member->code);
    coding_status status = yes_no(crosstab, member->label, unanswered, out);

    if (status == CODING_OK)
        status = list_reasons(crosstab, set, out);
    if (status != CODING_OK || from == NULL)
        return status;
    out->reason_names[0] = coding_span_of(unanswered);
    for (size_t i = 0; i < crosstab->people.count; i++) {
        coding_span cell = map_name(&from->cells, from->values[i]);
        size_t reason = meanings_place(set->missing, set->missing_count, cell);

        out->values[i] = LEVEL_NONE;
        if (reason < set->missing_count)
            out->reasons[i] = (uint32_t)reason + 1;
        else if (cell.length > 0)
            out->values[i] = coding_span_is(cell, "0") ? 1 : 0;
    }
    return CODING_OK;
}
