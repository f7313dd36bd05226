/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Column sets: names in order, found by name. See coding/row.h. */
#include "table/columns.h"

#include <stddef.h>
#include <string.h>

#include "base/map.h"
#include "base/memory.h"

struct coding_columns {
    coding_context *context;
    map names;        /* in the order they were added */
    size_t *position; /* by number in names */
    size_t *number;   /* by position */
    size_t position_capacity, number_capacity;
    uint64_t fingerprint;
};

/* The order of docs/format/stream.md, section 2. */
static const struct {
    const char *name;
    size_t offset; /* in coding_core */
} core[] = {
#define CORE(column)                                                           \
    {                                                                          \
#column, offsetof(coding_core, column)                                 \
    }
    CORE(record),     CORE(document),    CORE(unit),          CORE(turn),
    CORE(speaker),    CORE(role),        CORE(respondent),    CORE(question),
    CORE(time),       CORE(start),       CORE(end),           CORE(facet),
    CORE(code),       CORE(pattern),     CORE(polarity),      CORE(codebook),
    CORE(rank),       CORE(counted),     CORE(counted_rank),  CORE(family),
    CORE(label),      CORE(name),        CORE(value),         CORE(asked),
    CORE(answered),   CORE(words),       CORE(prompted),      CORE(mentions),
    CORE(units),      CORE(respondents), CORE(organisations), CORE(dyads),
    CORE(dyads_both), CORE(documents),   CORE(table),         CORE(group),
    CORE(base),       CORE(percent),     CORE(ci_low),        CORE(ci_high),
    CORE(first),      CORE(mean_rank),   CORE(salience),      CORE(dominant),
    CORE(row),        CORE(column),      CORE(stratum),       CORE(n),
    CORE(items),      CORE(jaccard),     CORE(weight),        CORE(weight2),
    CORE(statistic),  CORE(text),
#undef CORE
};

enum {
    CORE_COUNT = sizeof core / sizeof core[0],
    PLACE_OTHER = CORE_COUNT - 1, /* unknown names: left of text */
    PLACE_TEXT = CORE_COUNT,
    PLACE_ATTRIBUTE = CORE_COUNT + 1
};

static bool
is_attribute(coding_span name)
{
    return name.length >= 5 && memcmp(name.at, "attr.", 5) == 0;
}

/* Where a name belongs from left to right. */
static size_t
place(coding_span name)
{
    if (is_attribute(name))
        return PLACE_ATTRIBUTE;
    if (coding_span_is(name, "text"))
        return PLACE_TEXT;
    for (size_t i = 0; i < CORE_COUNT; i++)
        if (coding_span_is(name, core[i].name))
            return i;
    return PLACE_OTHER;
}

coding_context *
columns_context(const coding_columns *columns)
{
    return columns->context;
}

size_t
coding_columns_count(const coding_columns *columns)
{
    return columns->names.count;
}

coding_span
coding_columns_name(const coding_columns *columns, size_t column)
{
    return map_name(&columns->names, columns->number[column]);
}

size_t
columns_find(const coding_columns *columns, coding_span name)
{
    size_t number = map_find(&columns->names, name);

    return number == MAP_NONE ? CODING_NO_COLUMN : columns->position[number];
}

size_t
coding_columns_find(const coding_columns *columns, const char *name)
{
    return columns_find(columns, coding_span_of(name));
}

size_t
coding_columns_attribute(const coding_columns *columns, coding_span name)
{
    for (size_t i = 0; i < coding_columns_count(columns); i++) {
        coding_span column = coding_columns_name(columns, i);

        if (is_attribute(column) &&
            coding_span_equal((coding_span){column.at + 5, column.length - 5},
                              name))
            return i;
    }
    return CODING_NO_COLUMN;
}

coding_core
coding_core_of(const coding_columns *columns)
{
    coding_core found = {0};

    for (size_t i = 0; i < CORE_COUNT; i++) {
        size_t column = coding_columns_find(columns, core[i].name);

        memcpy((char *)&found + core[i].offset, &column, sizeof column);
    }
    return found;
}

uint64_t
columns_fingerprint(const coding_columns *columns)
{
    return columns->fingerprint;
}

static void
take_fingerprint(coding_columns *columns)
{
    uint64_t value = 0;

    for (size_t i = 0; i < columns->names.count; i++)
        value = (value ^ columns->names.hashes[columns->number[i]]) *
                0x9E3779B97F4A7C15U;
    columns->fingerprint = value;
}

/* Adds a new name at position at. */
static coding_status
insert(coding_columns *columns, coding_span name, size_t at)
{
    coding_context *context = columns->context;
    size_t count = columns->names.count;
    size_t number = 0;
    coding_status status = BASE_GROW(context, &columns->position,
                                     &columns->position_capacity, count + 1);

    if (status == CODING_OK)
        status = BASE_GROW(context, &columns->number, &columns->number_capacity,
                           count + 1);
    if (status == CODING_OK)
        status = map_add(&columns->names, name, &number);
    if (status != CODING_OK)
        return status;
    memmove(columns->number + at + 1, columns->number + at,
            (count - at) * sizeof *columns->number);
    columns->number[at] = number;
    for (size_t i = at; i <= count; i++)
        columns->position[columns->number[i]] = i;
    return CODING_OK;
}

coding_status
columns_append(coding_columns *columns, coding_span name, bool *added)
{
    *added = map_find(&columns->names, name) == MAP_NONE;
    if (!*added)
        return CODING_OK;
    /* Readers append thousands: the fingerprint is taken as it grows. */
    coding_status status = insert(columns, name, columns->names.count);

    if (status == CODING_OK)
        columns->fingerprint =
            (columns->fingerprint ^
             columns->names.hashes[columns->names.count - 1]) *
            0x9E3779B97F4A7C15U;
    return status;
}

coding_status
coding_columns_add(coding_columns *columns, coding_span name)
{
    size_t wanted = place(name);
    size_t at = 0;
    coding_status status;

    if (map_find(&columns->names, name) != MAP_NONE)
        return CODING_OK;
    while (at < columns->names.count &&
           place(coding_columns_name(columns, at)) <= wanted)
        at++;
    status = insert(columns, name, at);
    if (status == CODING_OK)
        take_fingerprint(columns);
    return status;
}

static coding_status
new_columns(coding_context *context, coding_columns **out)
{
    coding_status status = BASE_NEW(context, out);

    if (status != CODING_OK)
        return status;
    (*out)->context = context;
    map_init(&(*out)->names, context);
    return CODING_OK;
}

coding_status
coding_columns_new(coding_context *context, coding_columns **out)
{
    coding_columns *columns = NULL;
    coding_status status = new_columns(context, &columns);

    if (status == CODING_OK)
        status = coding_columns_add(columns, coding_span_of("record"));
    if (status != CODING_OK) {
        coding_columns_free(columns);
        return status;
    }
    *out = columns;
    return CODING_OK;
}

coding_status
coding_columns_copy(const coding_columns *columns, coding_columns **out)
{
    coding_columns *copy = NULL;
    coding_status status = new_columns(columns->context, &copy);

    for (size_t i = 0; status == CODING_OK && i < coding_columns_count(columns);
         i++) {
        bool added;

        status = columns_append(copy, coding_columns_name(columns, i), &added);
    }
    if (status != CODING_OK) {
        coding_columns_free(copy);
        return status;
    }
    *out = copy;
    return CODING_OK;
}

coding_status
columns_with(coding_context *context, const coding_columns *columns,
             const char *const *names, size_t count, coding_columns **out)
{
    coding_columns *made = NULL;
    coding_status status = columns != NULL ? coding_columns_copy(columns, &made)
                                           : coding_columns_new(context, &made);

    for (size_t i = 0; status == CODING_OK && i < count; i++)
        status = coding_columns_add(made, coding_span_of(names[i]));
    if (status == CODING_OK)
        *out = made;
    else
        coding_columns_free(made);
    return status;
}

void
coding_columns_free(coding_columns *columns)
{
    if (columns == NULL)
        return;
    map_clear(&columns->names);
    base_free(columns->context, columns->position);
    base_free(columns->context, columns->number);
    base_free(columns->context, columns);
}

/* ---- from one set to another ---- */

coding_status
columns_map_init(columns_map *found, const coding_columns *target)
{
    *found = (columns_map){0};
    return base_alloc(target->context,
                      target->names.count * sizeof *found->from,
                      (void **)(void *)&found->from);
}

void
columns_map_clear(columns_map *found, const coding_columns *target)
{
    base_free(target->context, found->from);
    *found = (columns_map){0};
}

bool
columns_map_is(const columns_map *found, const coding_columns *source)
{
    return found->source == source && found->fingerprint == source->fingerprint;
}

void
columns_map_set(columns_map *found, const coding_columns *source,
                const coding_columns *target)
{
    size_t common = 0;

    if (columns_map_is(found, source))
        return;
    found->source = source;
    found->fingerprint = source->fingerprint;
    found->identical = source->names.count == target->names.count;
    for (size_t i = 0; i < target->names.count; i++) {
        size_t column = columns_find(source, coding_columns_name(target, i));

        found->from[i] = column;
        common += column != CODING_NO_COLUMN;
        if (column != i)
            found->identical = false;
    }
    found->lossy = common < source->names.count;
}
