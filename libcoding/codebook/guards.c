/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What holds for a rule: unless, only, none, within, weight; given before the
   code's first rule for all of them, after a rule for that one. */
#include <string.h>

#include "base/number.h"
#include "codebook/rules.h"

const record_field *
rule_find_field(extent all, size_t kind)
{
    for (size_t i = all.from; i < all.end; i++) {
        if (all.one->fields[i].kind == kind && !all.one->fields[i].faulty)
            return &all.one->fields[i];
    }
    return NULL;
}

static coding_status
read_values(const build_state *state, const record_field *field,
            coding_span rest, coding_rule_condition *out)
{
    coding_span *values = NULL;
    coding_status status;
    size_t count = 1;

    for (size_t i = 0; rest.at != NULL && i < rest.length; i++)
        count += rest.at[i] == '|';
    status = ARENA_ARRAY(state->all, count, &values);
    for (size_t i = 0; status == CODING_OK && i < count; i++) {
        const char *bar =
            rest.at != NULL ? memchr(rest.at, '|', rest.length) : NULL;
        size_t length = bar == NULL ? rest.length : (size_t)(bar - rest.at);
        coding_span value = coding_span_trim((coding_span){rest.at, length});

        if (value.length == 0)
            diag_error(state->context, CODING_EUSAGE, "only-invalid",
                       record_diag(record_at(
                           field, (size_t)(rest.at - field->value.at))),
                       "there is no value here");
        status = arena_copy(state->all, value, &values[i]);
        if (bar != NULL)
            rest = (coding_span){bar + 1, rest.length - length - 1};
    }
    out->values = values;
    out->value_count = count;
    return status;
}

static coding_status
read_only(const build_state *state, const record_field *field,
          coding_rule_condition *out)
{
    coding_span value = field->value;
    const char *equals = memchr(value.at, '=', value.length);
    size_t length = equals == NULL ? 0 : (size_t)(equals - value.at);
    coding_span name = coding_span_trim((coding_span){value.at, length});
    coding_status status;

    out->place = field->place;
    if (name.length == 0) {
        diag_error(state->context, CODING_EUSAGE, "only-invalid",
                   record_diag(field->place),
                   "'%.*s' is not `name=value` or `name=value|value`",
                   DIAG_SPAN(value));
        return CODING_OK;
    }
    status = arena_copy(state->all, name, &out->name);
    if (status == CODING_OK)
        status = read_values(
            state, field, (coding_span){equals + 1, value.length - length - 1},
            out);
    return status;
}

/* How many items the fields of a guard have; 0 for other fields. */
static size_t
guard_items(const record_field *field, size_t kind)
{
    if (field->kind != kind || field->faulty)
        return 0;
    return kind == BUILD_NONE ? rule_count_items(field->value) : 1;
}

static size_t
count_guards(extent all, size_t kind)
{
    size_t count = 0;

    for (size_t i = all.from; i < all.end; i++)
        count += guard_items(&all.one->fields[i], kind);
    return count;
}

/* Reads every unless or none of the record, each once. */
static coding_status
read_guards(rule_list *list, size_t kind, guard_list *out)
{
    const record *one = list->common.one;
    const extent all = {one, 1, one->count};
    coding_rule_pattern *patterns = NULL;
    coding_status status =
        ARENA_ARRAY(list->state->all, count_guards(all, kind), &patterns);
    size_t filled = 0;

    for (size_t i = 1; status == CODING_OK && i < one->count; i++) {
        const record_field *field = &one->fields[i];
        coding_span rest = field->value, item = rest;

        if (guard_items(field, kind) == 0)
            continue;
        if (kind == BUILD_UNLESS)
            status = build_pattern(list->state, field, item, false,
                                   &patterns[filled++]);
        while (status == CODING_OK && kind == BUILD_NONE &&
               rule_next_item(&rest, &item))
            status = build_pattern(list->state, field, item, true,
                                   &patterns[filled++]);
    }
    *out = (guard_list){patterns, sizeof *patterns,
                        count_guards(list->common, kind), 0};
    return status;
}

static coding_status
read_conditions(rule_list *list)
{
    const record *one = list->common.one;
    const extent all = {one, 1, one->count};
    coding_rule_condition *only = NULL;
    coding_status status =
        ARENA_ARRAY(list->state->all, count_guards(all, BUILD_ONLY), &only);
    size_t filled = 0;

    for (size_t i = 1; status == CODING_OK && i < one->count; i++) {
        if (guard_items(&one->fields[i], BUILD_ONLY) > 0)
            status = read_only(list->state, &one->fields[i], &only[filled++]);
    }
    list->only = (guard_list){only, sizeof *only,
                              count_guards(list->common, BUILD_ONLY), 0};
    return status;
}

/* The guards of one rule: those of every rule, then the next own ones. */
static coding_status
take_guards(rule_list *list, guard_list *guards, size_t own, const void **out,
            size_t *count)
{
    const char *items = guards->items;
    const char *next = items + (guards->common + guards->used) * guards->size;
    char *both = NULL;
    coding_status status;

    *count = guards->common + own;
    guards->used += own;
    *out = guards->common == 0 ? next : items;
    if (own == 0 || guards->common == 0)
        return CODING_OK;
    status = arena_take_array(list->state->all, *count, guards->size,
                              (void **)(void *)&both);
    if (status != CODING_OK)
        return status;
    memcpy(both, items, guards->common * guards->size);
    memcpy(both + guards->common * guards->size, next, own * guards->size);
    *out = both;
    return CODING_OK;
}

/* within and weight of an extent; left as they are if it has none. true: it has
   a within. */
static bool
read_settings(const rule_list *list, extent all, coding_within *within,
              double *weight)
{
    static const char *const words[] = {"sentence", "turn", "answer", NULL};
    const record_field *scope = rule_find_field(all, BUILD_WITHIN);
    const record_field *number = rule_find_field(all, BUILD_WEIGHT);

    if (scope != NULL)
        *within = (coding_within)record_choice(list->state->file, scope, words);
    if (number != NULL && !number_to_double(number->value, weight))
        diag_error(list->state->context, CODING_EUSAGE, "field-number",
                   record_diag(number->place), "'%.*s' is not a number",
                   DIAG_SPAN(number->value));
    return scope != NULL;
}

coding_status
guard_read(rule_list *list)
{
    coding_status status = read_guards(list, BUILD_UNLESS, &list->unless);

    if (status == CODING_OK)
        status = read_guards(list, BUILD_NONE, &list->none);
    if (status == CODING_OK)
        status = read_conditions(list);
    list->weight = 1;
    list->bounded =
        read_settings(list, list->common, &list->within, &list->weight);
    return status;
}

coding_status
guard_fill(rule_list *list, extent own, coding_rule *rule)
{
    const void *unless = NULL, *none = NULL, *only = NULL;
    coding_status status;

    rule->within = list->within;
    rule->weight = list->weight;
    rule->bounded =
        read_settings(list, own, &rule->within, &rule->weight) || list->bounded;
    status = take_guards(list, &list->unless, count_guards(own, BUILD_UNLESS),
                         &unless, &rule->unless_count);
    if (status == CODING_OK)
        status = take_guards(list, &list->none, count_guards(own, BUILD_NONE),
                             &none, &rule->none_count);
    if (status == CODING_OK)
        status = take_guards(list, &list->only, count_guards(own, BUILD_ONLY),
                             &only, &rule->only_count);
    rule->unless = unless;
    rule->none = none;
    rule->only = only;
    return status;
}

/* Fields that belong to a rule where there is none, or twice to one. */
void
guard_check(const rule_list *list, extent all, bool common)
{
    size_t lines[BUILD_WEIGHT + 1] = {0};

    for (size_t i = all.from; i < all.end; i++) {
        const record_field *field = &all.one->fields[i];
        size_t kind = field->kind;
        bool single =
            kind == BUILD_ID || kind == BUILD_WITHIN || kind == BUILD_WEIGHT;

        if (common && (kind == BUILD_ID || kind == BUILD_NONE))
            diag_error(list->state->context, CODING_EUSAGE, "rule-missing",
                       record_diag(field->name_place),
                       "'%.*s' belongs to a rule, and none stands above it",
                       DIAG_SPAN(field->name));
        else if (single && lines[kind] > 0)
            diag_error(list->state->context, CODING_EUSAGE, "field-twice",
                       record_diag(field->name_place),
                       "'%.*s' is given twice for this rule; first in line "
                       "%zu",
                       DIAG_SPAN(field->name), lines[kind]);
        else if (single)
            lines[kind] = field->name_place.line;
    }
}
