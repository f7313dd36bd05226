/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The rules of a code: each rule line with the fields that hold for it. */
#include "codebook/rules.h"

#include <stdint.h>
#include <string.h>

#include "base/buffer.h"
#include "base/memory.h"
#include "base/number.h"
#include "codebook/wildcard.h"

enum { DISTANCE_LIMIT = 10000 };

static bool
is_rule(const record_field *field)
{
    return field->kind >= BUILD_MATCH && field->kind <= BUILD_WORDS;
}

/* ---- lists: A ,, B ---- */

static bool
is_space(char byte)
{
    return byte == ' ' || byte == '\t';
}

bool
rule_next_item(coding_span *rest, coding_span *item)
{
    if (rest->at == NULL)
        return false;
    *item = *rest;
    for (size_t i = 0; i + 1 < rest->length; i++) {
        if (memcmp(rest->at + i, ",,", 2) == 0 &&
            (i == 0 || is_space(rest->at[i - 1])) &&
            (i + 2 == rest->length || is_space(rest->at[i + 2]))) {
            item->length = i;
            *rest = (coding_span){rest->at + i + 2, rest->length - i - 2};
            return true;
        }
    }
    *rest = (coding_span){0};
    return true;
}

size_t
rule_count_items(coding_span list)
{
    coding_span item;
    size_t count = 0;

    while (rule_next_item(&list, &item))
        count++;
    return count;
}

/* The patterns of a list (part of field's value) in an array of their own. */
static coding_status
read_list(const build_state *state, const record_field *field, coding_span list,
          bool codes_too, coding_rule_pattern **out)
{
    coding_rule_pattern *patterns = NULL;
    coding_status status =
        ARENA_ARRAY(state->all, rule_count_items(list), &patterns);
    coding_span item;

    for (size_t i = 0; status == CODING_OK && rule_next_item(&list, &item); i++)
        status = build_pattern(state, field, item, codes_too, &patterns[i]);
    *out = patterns;
    return status;
}

/* ---- rules ---- */

/* ID, or ID.1, ID.2 ... if the line makes several rules; CODE.KIND.N without
   an id. */
static coding_status
name_rule(rule_list *list, const record_field *id, size_t n, size_t of,
          coding_rule *rule)
{
    build_state *state = list->state;
    coding_status status;
    buffer text;

    buffer_init(&text, state->context);
    list->kinds[rule->kind]++;
    if (id != NULL) {
        buffer_add(&text, id->value);
    } else {
        buffer_add(&text, list->code->id);
        buffer_add_byte(&text, '.');
        buffer_add_text(&text, coding_rule_kind_name(rule->kind));
        n = list->kinds[rule->kind] - 1;
        of = SIZE_MAX;
    }
    if (of > 1) {
        buffer_add_byte(&text, '.');
        buffer_add_unsigned(&text, n + 1);
    }
    status = buffer_status(&text);
    if (status == CODING_OK)
        status = arena_copy(state->all, buffer_span(&text), &rule->id);
    buffer_free(&text);
    if (status == CODING_OK && !list->again)
        status = build_ids_add(&state->rules, rule->id,
                               id != NULL ? id->place : rule->place, "rule");
    return status;
}

/* near and then: the number of words, then two patterns. */
static coding_status
read_near(const build_state *state, const record_field *field,
          coding_rule *rule, coding_rule_pattern **patterns)
{
    coding_span list = field->value;
    uint64_t distance = 0;
    size_t digits = 0;

    while (digits < list.length && !is_space(list.at[digits]))
        digits++;
    if (!number_to_unsigned((coding_span){list.at, digits}, &distance) ||
        distance > DISTANCE_LIMIT) {
        diag_error(state->context, CODING_EUSAGE, "field-number",
                   record_diag(field->place),
                   "'%.*s' is no number of words (0 to %d), as in "
                   "`%.*s: 5 A ,, B`",
                   DIAG_SPAN(((coding_span){list.at, digits})), DISTANCE_LIMIT,
                   DIAG_SPAN(field->name));
        digits = 0;
    }
    rule->distance = (unsigned)distance;
    list =
        coding_span_trim((coding_span){list.at + digits, list.length - digits});
    rule->pattern_count = rule_count_items(list);
    if (rule->pattern_count != 2)
        diag_error(state->context, CODING_EUSAGE, "pattern-count",
                   record_diag(field->place),
                   "'%.*s' needs two patterns with ` ,, ` between them; here "
                   "are %zu",
                   DIAG_SPAN(field->name), rule->pattern_count);
    return read_list(state, field, list, false, patterns);
}

/* glob and words: regexes made from what the person wrote. */
static coding_status
read_made(rule_list *list, const record_field *field, coding_rule_pattern **out,
          size_t *count)
{
    build_state *state = list->state;
    coding_span *regexes = NULL;
    coding_rule_pattern *patterns = NULL;
    coding_status status = CODING_OK;
    buffer made;

    buffer_init(&made, state->context);
    *count = 1;
    if (field->kind == BUILD_WORDS) {
        status = build_word_list(state, field, &regexes, count);
    } else if (build_refuse_list(state, field->value, field->place)) {
        buffer_free(&made);
        *count = 0;
        return CODING_OK;
    } else if (!wildcard_is_word(field->value)) {
        diag_error(state->context, CODING_EUSAGE, "wildcard-only",
                   record_diag(field->place),
                   "'%.*s' has nothing but wildcards", DIAG_SPAN(field->value));
    } else {
        wildcard_add(field->value, &made);
        status = buffer_status(&made);
    }
    if (status == CODING_OK)
        status = ARENA_ARRAY(state->all, *count, &patterns);
    for (size_t i = 0; status == CODING_OK && i < *count; i++) {
        patterns[i] = (coding_rule_pattern){.code = CODING_NO_CODE,
                                            .text = field->value,
                                            .place = field->place};
        if (regexes != NULL)
            patterns[i].regex = regexes[i];
        else
            status =
                arena_copy(state->all, buffer_span(&made), &patterns[i].regex);
    }
    buffer_free(&made);
    *out = patterns;
    return status;
}

static coding_status
read_single(const build_state *state, const record_field *field,
            coding_rule_pattern **patterns)
{
    coding_status status = ARENA_ARRAY(state->all, 1, patterns);

    return status != CODING_OK
               ? status
               : build_pattern(state, field, field->value, false, *patterns);
}

/* The patterns of a rule line; *rules: how many rules it makes (any, words),
   else all patterns are of one rule. */
static coding_status
read_patterns(rule_list *list, const record_field *field, coding_rule *rule,
              coding_rule_pattern **patterns, size_t *rules)
{
    const build_state *state = list->state;

    *rules = 1;
    rule->pattern_count = 1;
    switch (field->kind) {
    case BUILD_NEAR:
    case BUILD_THEN:
        rule->kind =
            field->kind == BUILD_NEAR ? CODING_RULE_NEAR : CODING_RULE_THEN;
        return read_near(state, field, rule, patterns);
    case BUILD_ALL:
        rule->kind = CODING_RULE_ALL;
        rule->pattern_count = rule_count_items(field->value);
        return read_list(state, field, field->value, true, patterns);
    case BUILD_ANY:
        *rules = rule_count_items(field->value);
        return read_list(state, field, field->value, true, patterns);
    case BUILD_GLOB:
    case BUILD_WORDS:
        rule->kind =
            field->kind == BUILD_GLOB ? CODING_RULE_GLOB : CODING_RULE_WORDS;
        return read_made(list, field, patterns, rules);
    default:
        return read_single(state, field, patterns);
    }
}

static coding_status
read_rule(rule_list *list, const record_field *field, extent own)
{
    const record_field *id = rule_find_field(own, BUILD_ID);
    coding_rule rule = {.place = field->name_place};
    coding_rule_pattern *patterns = NULL;
    size_t count = 0;
    coding_status status = read_patterns(list, field, &rule, &patterns, &count);

    if (status == CODING_OK)
        status = guard_fill(list, own, &rule);
    if (status == CODING_OK)
        status = BASE_GROW(list->state->context, &list->rules, &list->capacity,
                           list->count + count);
    if (id != NULL &&
        !record_is_id(list->state->file, id->value, id->place, "rule id"))
        id = NULL;
    for (size_t n = 0; status == CODING_OK && n < count; n++) {
        rule.patterns = patterns + n;
        status = name_rule(list, id, n, count, &rule);
        list->rules[list->count++] = rule;
    }
    return status;
}

/* The end of the fields that follow field i: the next rule line. */
static size_t
next_rule(const record *one, size_t i)
{
    do
        i++;
    while (i < one->count && !is_rule(&one->fields[i]));
    return i;
}

static coding_status
read_all(rule_list *list)
{
    const record *one = list->common.one;
    coding_status status = guard_read(list);
    size_t next;

    guard_check(list, list->common, true);
    for (size_t i = list->common.end; status == CODING_OK && i < one->count;
         i = next) {
        extent own = {one, i + 1, next_rule(one, i)};

        next = own.end;
        guard_check(list, own, false);
        if (!one->fields[i].faulty)
            status = read_rule(list, &one->fields[i], own);
    }
    return status;
}

coding_status
build_rules(build_state *state, const record *one, coding_code *code)
{
    rule_list list = {
        .state = state,
        .code = code,
        .common = {one, 1, next_rule(one, 0)},
    };
    size_t known = map_find(&state->codes.names, code->id);
    coding_rule *rules = NULL;
    coding_status status;

    list.again =
        known != MAP_NONE && state->codes.lines[known] != one->place.line;
    status = read_all(&list);
    if (status == CODING_OK)
        status = ARENA_ARRAY(state->all, list.count, &rules);
    if (status == CODING_OK && list.count > 0)
        memcpy(rules, list.rules, list.count * sizeof *rules);
    base_free(state->context, list.rules);
    code->rules = rules;
    code->rule_count = list.count;
    return status;
}
