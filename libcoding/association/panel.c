/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reading who named what. See association/panel.h. */
#include "association/panel.h"

#include <string.h>

#include "base/diag.h"
#include "base/memory.h"
#include "base/nearest.h"

void
panel_init(association_panel *people, coding_context *context)
{
    *people = (association_panel){.context = context};
    map_init(&people->ids, context);
    map_init(&people->facets, context);
    map_init(&people->items, context);
    map_init(&people->missing, context);
    map_init(&people->dominant, context);
    buffer_init(&people->asked, context);
}

void
panel_clear(association_panel *people)
{
    for (size_t i = 0; i < people->attribute_count; i++) {
        map_clear(&people->attributes[i].cells);
        base_free(people->context, people->attributes[i].values);
    }
    base_free(people->context, people->attributes);
    base_free(people->context, people->answers);
    map_clear(&people->ids);
    map_clear(&people->facets);
    map_clear(&people->items);
    map_clear(&people->missing);
    map_clear(&people->dominant);
    buffer_free(&people->asked);
}

/* ---- which attributes are worth keeping ---- */

/* The part of a column's name behind `attr.`; empty: it is no attribute. */
static coding_span
attribute_name(const coding_columns *columns, size_t column)
{
    static const char prefix[] = "attr.";
    coding_span name = coding_columns_name(columns, column);
    size_t length = sizeof prefix - 1;

    if (name.length <= length || memcmp(name.at, prefix, length) != 0)
        return (coding_span){NULL, 0};
    return (coding_span){name.at + length, name.length - length};
}

static coding_status
check_attribute(const association_panel *people, const char *option,
                const char *name)
{
    coding_span wanted = coding_span_of(name);
    coding_span nearest = {NULL, 0};
    size_t least = SIZE_MAX;

    if (name == NULL ||
        coding_columns_attribute(people->columns, wanted) != CODING_NO_COLUMN)
        return CODING_OK;
    for (size_t i = 0; i < coding_columns_count(people->columns); i++) {
        coding_span each = attribute_name(people->columns, i);
        size_t distance = nearest_distance(wanted, each);

        if (each.length > 0 && distance < least) {
            least = distance;
            nearest = each;
        }
    }
    if (nearest.length > 0 && nearest_is_near(wanted, least))
        return diag_error(people->context, CODING_EUSAGE, "variable-unknown",
                          (diag_place){0},
                          "--%s %s: no such attribute or variable; did you "
                          "mean '%.*s'?",
                          option, name, DIAG_SPAN(nearest));
    return diag_error(people->context, CODING_EUSAGE, "variable-unknown",
                      (diag_place){0}, "--%s %s: no such attribute or variable",
                      option, name);
}

coding_status
panel_open(association_panel *people, const coding_columns *columns,
           const char *cluster, const char *pair)
{
    coding_status status;

    people->columns = columns;
    people->core = coding_core_of(columns);
    people->cluster = cluster;
    people->pair = pair;
    status = check_attribute(people, "cluster", cluster);
    return status == CODING_OK ? check_attribute(people, "pair", pair) : status;
}

/* The names that a table was asked for stand in the command line of crosstab;
   quotes and backslashes of the shell are left out. */
static void
add_bare(buffer *out, coding_span text)
{
    for (size_t i = 0; i < text.length; i++)
        if (strchr("'\"\\", text.at[i]) == NULL)
            buffer_add_byte(out, text.at[i]);
}

coding_status
panel_take_meta(association_panel *people, const coding_row *row)
{
    if (!coding_span_is(coding_row_cell(row, people->core.name), "crosstab"))
        return CODING_OK;
    people->met_crosstab = true;
    add_bare(&people->asked, coding_row_cell(row, people->core.value));
    buffer_add_byte(&people->asked, '\n');
    return buffer_status(&people->asked);
}

static bool
is_asked(association_panel *people, coding_span name)
{
    const char *asked = buffer_text(&people->asked);
    coding_status status;
    bool found;
    buffer bare;

    if (!people->met_crosstab || strpbrk(asked, "*?") != NULL ||
        (people->cluster != NULL && coding_span_is(name, people->cluster)) ||
        (people->pair != NULL && coding_span_is(name, people->pair)) ||
        coding_span_is(name, "organisation"))
        return true;
    buffer_init(&bare, people->context);
    add_bare(&bare, name);
    status = buffer_status(&bare);
    found = status == CODING_OK && strstr(asked, buffer_text(&bare)) != NULL;
    buffer_free(&bare);
    return found;
}

static coding_status
watch(association_panel *people)
{
    size_t count = coding_columns_count(people->columns);
    coding_status status = CODING_OK;

    people->watching = true;
    for (size_t i = 0; status == CODING_OK && i < count; i++) {
        panel_attribute made = {.column = i};
        size_t empty = 0;

        made.name = attribute_name(people->columns, i);
        if (made.name.length == 0)
            continue;
        if (!is_asked(people, made.name))
            continue;
        map_init(&made.cells, people->context);
        status =
            BASE_GROW(people->context, &people->attributes,
                      &people->attribute_capacity, people->attribute_count + 1);
        if (status != CODING_OK)
            return status;
        people->attributes[people->attribute_count++] = made;
        status = map_add(&people->attributes[people->attribute_count - 1].cells,
                         (coding_span){NULL, 0}, &empty);
    }
    return status;
}

/* ---- rows ---- */

/* "first TAB second" into names. */
static coding_status
add_pair(association_panel *people, map *names, coding_span first,
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
        status = map_add(names, buffer_span(&key), out);
    buffer_free(&key);
    return status;
}

static coding_status
find_person(association_panel *people, coding_span id, size_t *out)
{
    size_t before = people->ids.count;
    coding_status status = CODING_OK;

    if (!people->watching)
        status = watch(people);
    if (status == CODING_OK)
        status = map_add(&people->ids, id, out);
    if (status != CODING_OK || *out < before)
        return status;
    for (size_t i = 0; status == CODING_OK && i < people->attribute_count;
         i++) {
        panel_attribute *each = &people->attributes[i];

        status = BASE_GROW(people->context, &each->values, &each->capacity,
                           *out + 1);
        if (status == CODING_OK)
            each->values[*out] = 0;
    }
    return status;
}

coding_status
panel_take_respondent(association_panel *people, const coding_row *row)
{
    size_t person = 0;
    coding_status status = find_person(
        people, coding_row_cell(row, people->core.respondent), &person);

    for (size_t i = 0; status == CODING_OK && i < people->attribute_count;
         i++) {
        panel_attribute *each = &people->attributes[i];
        size_t cell = 0;

        status =
            map_add(&each->cells, coding_row_cell(row, each->column), &cell);
        if (status == CODING_OK)
            each->values[person] = (uint32_t)cell;
    }
    return status;
}

/* One `missing: CODE` or `missing: CODE=REASON`. */
static coding_status
take_missing(association_panel *people, coding_span variable, coding_span line)
{
    static const char field[] = "missing: ";
    size_t at = sizeof field - 1;
    size_t number = 0;
    coding_status status;
    buffer code;

    if (line.length < at || memcmp(line.at, field, at) != 0)
        return CODING_OK;
    buffer_init(&code, people->context);
    for (; at < line.length && line.at[at] != '='; at++) {
        if (line.at[at] == '\\' && at + 1 < line.length)
            at++;
        buffer_add_byte(&code, line.at[at]);
    }
    status = buffer_status(&code);
    if (status == CODING_OK)
        status = add_pair(people, &people->missing, variable,
                          buffer_span(&code), &number);
    buffer_free(&code);
    return status;
}

coding_status
panel_take_question(association_panel *people, const coding_row *row)
{
    coding_span name = coding_row_cell(row, people->core.question);
    coding_span text = coding_row_cell(row, people->core.value);
    coding_status status = CODING_OK;
    size_t from = 0;

    for (size_t i = 0; status == CODING_OK && i <= text.length; i++) {
        if (i < text.length && text.at[i] != '\n')
            continue;
        if (i > from)
            status = take_missing(people, name,
                                  (coding_span){text.at + from, i - from});
        from = i + 1;
    }
    return status;
}

coding_status
panel_take_answer(association_panel *people, const coding_row *row)
{
    coding_span facet = coding_row_cell(row, people->core.facet);
    coding_span code = coding_row_cell(row, people->core.code);
    bool counted =
        coding_span_is(coding_row_cell(row, people->core.counted), "1");
    size_t person = 0, number = 0, item = UINT32_MAX;
    coding_status status = find_person(
        people, coding_row_cell(row, people->core.respondent), &person);

    if (status == CODING_OK)
        status = map_add(&people->facets, facet, &number);
    if (status == CODING_OK && counted && code.length > 0)
        status = add_pair(people, &people->items, facet, code, &item);
    if (status == CODING_OK)
        status = BASE_GROW(people->context, &people->answers,
                           &people->answer_capacity, people->answer_count + 1);
    if (status == CODING_OK)
        people->answers[people->answer_count++] =
            (panel_answer){(uint32_t)person, (uint32_t)item, (uint32_t)number};
    return status;
}

coding_status
panel_take_count(association_panel *people, const coding_row *row)
{
    size_t number = 0;

    if (coding_row_cell(row, people->core.code).length == 0 ||
        coding_row_cell(row, people->core.group).length > 0 ||
        !coding_span_is(coding_row_cell(row, people->core.dominant), "1"))
        return CODING_OK;
    return add_pair(people, &people->dominant,
                    coding_row_cell(row, people->core.facet),
                    coding_row_cell(row, people->core.code), &number);
}
