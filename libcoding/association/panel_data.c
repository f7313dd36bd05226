/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From answers to the matrix of a test. See association/panel.h. */
#include <stdlib.h>
#include <string.h>

#include "association/panel.h"

static coding_status
find_pair(const association_panel *people, const map *names, coding_span first,
          coding_span second, size_t *out)
{
    coding_status status;
    buffer key;

    buffer_init(&key, people->context);
    buffer_add(&key, first);
    buffer_add_byte(&key, '\t');
    buffer_add(&key, second);
    status = buffer_status(&key);
    if (status == CODING_OK)
        *out = map_find(names, buffer_span(&key));
    buffer_free(&key);
    return status;
}

coding_status
panel_has(const association_panel *people, const map *names, coding_span first,
          coding_span second, bool *out)
{
    size_t number = MAP_NONE;
    coding_status status = find_pair(people, names, first, second, &number);

    if (status == CODING_OK)
        *out = number != MAP_NONE;
    return status;
}

/* Columns of the matrix by number of item; MAP_NONE: not asked for. */
static coding_status
number_items(const association_panel *people, coding_span facet,
             const coding_span *items, size_t count, size_t *column)
{
    coding_status status = CODING_OK;

    for (size_t i = 0; i < people->items.count; i++)
        column[i] = MAP_NONE;
    for (size_t i = 0; status == CODING_OK && i < count; i++) {
        size_t number = MAP_NONE;

        status = find_pair(people, &people->items, facet, items[i], &number);
        if (status == CODING_OK && number != MAP_NONE)
            column[number] = i;
    }
    return status;
}

/* The places of those who were asked, by person; MAP_NONE: not asked. */
static void
number_people(const association_panel *people, size_t facet, size_t *place,
              panel_matrix *out)
{
    for (size_t i = 0; i < people->ids.count; i++)
        place[i] = MAP_NONE;
    for (size_t i = 0; i < people->answer_count; i++)
        if (people->answers[i].facet == facet)
            place[people->answers[i].person] = 0;
    for (size_t i = 0; i < people->ids.count; i++) {
        if (place[i] == MAP_NONE)
            continue;
        out->person[out->count] = (uint32_t)i;
        place[i] = out->count++;
    }
}

coding_status
panel_matrix_of(const association_panel *people, coding_span facet,
                const coding_span *items, size_t count, arena *keep,
                panel_matrix *out)
{
    size_t number = map_find(&people->facets, facet);
    size_t *column = NULL, *place = NULL;
    coding_status status = ARENA_ARRAY(keep, people->items.count + 1, &column);

    *out = (panel_matrix){.items = count};
    if (status == CODING_OK)
        status = ARENA_ARRAY(keep, people->ids.count + 1, &place);
    if (status == CODING_OK)
        status = ARENA_ARRAY(keep, people->ids.count + 1, &out->person);
    if (status == CODING_OK)
        status = number_items(people, facet, items, count, column);
    if (status == CODING_OK)
        number_people(people, number, place, out);
    if (status == CODING_OK)
        status = ARENA_ARRAY(keep, out->count * count + 1, &out->named);
    for (size_t i = 0; status == CODING_OK && i < people->answer_count; i++) {
        const panel_answer *each = &people->answers[i];

        if (each->facet == number && each->item != UINT32_MAX &&
            column[each->item] != MAP_NONE)
            out->named[place[each->person] * count + column[each->item]] = 1;
    }
    return status;
}

coding_status
panel_codes_of(const association_panel *people, coding_span facet, arena *keep,
               coding_span **out, size_t *count)
{
    coding_status status = ARENA_ARRAY(keep, people->items.count + 1, out);

    *count = 0;
    for (size_t i = 0; status == CODING_OK && i < people->items.count; i++) {
        coding_span name = map_name(&people->items, i);
        size_t head = facet.length + 1;

        if (name.length > head && name.at[facet.length] == '\t' &&
            memcmp(name.at, facet.at, facet.length) == 0)
            (*out)[(*count)++] =
                (coding_span){name.at + head, name.length - head};
    }
    return status;
}

/* ---- groups ---- */

static const panel_attribute *
find_attribute(const association_panel *people, coding_span name)
{
    for (size_t i = 0; i < people->attribute_count; i++)
        if (coding_span_equal(people->attributes[i].name, name))
            return &people->attributes[i];
    return NULL;
}

static int
compare_names(const void *left, const void *right)
{
    const coding_span *a = left, *b = right;

    return coding_span_compare(*a, *b);
}

/* Which cells occur among the persons and are levels: *seen by cell. */
static coding_status
see_cells(const association_panel *people, const panel_attribute *from,
          const panel_matrix *matrix, size_t *seen)
{
    coding_status status = CODING_OK;

    for (size_t i = 0; i < from->cells.count; i++)
        seen[i] = PEOPLE_NO_GROUP;
    for (size_t i = 0; i < matrix->count; i++)
        seen[from->values[matrix->person[i]]] = 0;
    seen[0] = PEOPLE_NO_GROUP;
    for (size_t i = 1; status == CODING_OK && i < from->cells.count; i++) {
        bool missing = false;

        if (seen[i] == PEOPLE_NO_GROUP)
            continue;
        status = panel_has(people, &people->missing, from->name,
                           map_name(&from->cells, i), &missing);
        if (missing)
            seen[i] = PEOPLE_NO_GROUP;
    }
    return status;
}

coding_status
panel_groups_of(const association_panel *people, coding_span name,
                const panel_matrix *matrix, arena *keep, panel_groups *out)
{
    const panel_attribute *from = find_attribute(people, name);
    size_t *seen = NULL;
    coding_status status;

    *out = (panel_groups){.count = 0};
    if (from == NULL)
        return CODING_END;
    status = ARENA_ARRAY(keep, from->cells.count + 1, &seen);
    if (status == CODING_OK)
        status = ARENA_ARRAY(keep, from->cells.count + 1, &out->names);
    if (status == CODING_OK)
        status = ARENA_ARRAY(keep, matrix->count + 1, &out->group);
    if (status == CODING_OK)
        status = see_cells(people, from, matrix, seen);
    if (status != CODING_OK)
        return status;
    for (size_t i = 0; i < from->cells.count; i++)
        if (seen[i] != PEOPLE_NO_GROUP)
            out->names[out->count++] = map_name(&from->cells, i);
    qsort(out->names, out->count, sizeof *out->names, compare_names);
    for (size_t i = 0; i < from->cells.count; i++) {
        coding_span cell = map_name(&from->cells, i);
        const coding_span *found =
            seen[i] == PEOPLE_NO_GROUP
                ? NULL
                : bsearch(&cell, out->names, out->count, sizeof *out->names,
                          compare_names);

        if (found != NULL)
            seen[i] = (size_t)(found - out->names);
    }
    for (size_t i = 0; i < matrix->count; i++)
        out->group[i] = seen[from->values[matrix->person[i]]];
    return CODING_OK;
}
