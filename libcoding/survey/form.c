/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Variables and sets by name. See survey/form.h. */
#include "survey/form.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/memory.h"
#include "base/nearest.h"
#include "base/number.h"

static const char *const type_names[FORM_TYPES] = {"single", "multi", "ranked",
                                                   "scale", "open"};

const char *
form_type_name(form_type type)
{
    return type_names[type];
}

form_type
form_type_of(coding_span name)
{
    int type = 0;

    while (type < FORM_TYPES && !coding_span_is(name, type_names[type]))
        type++;
    return (form_type)type;
}

void
form_init(form *all, coding_context *context, const char *file)
{
    *all = (form){.context = context, .file = file};
    arena_init(&all->keep, context);
    map_init(&all->names, context);
}

void
form_free_levels(coding_context *context, form_levels *levels)
{
    base_free(context, levels->items);
    *levels = (form_levels){0};
}

static void
free_variable(const form *all, form_variable *one)
{
    form_free_levels(all->context, &one->levels);
    form_free_levels(all->context, &one->missing);
}

void
form_clear(form *all)
{
    if (all->context == NULL)
        return;
    for (size_t i = 0; i < all->count; i++)
        free_variable(all, &all->variables[i]);
    for (size_t i = 0; i < all->set_count; i++) {
        form_free_levels(all->context, &all->sets[i].missing);
        form_free_levels(all->context, &all->sets[i].options);
    }
    base_free(all->context, all->variables);
    base_free(all->context, all->sets);
    map_clear(&all->names);
    arena_clear(&all->keep);
    *all = (form){0};
}

/* ---- levels ---- */

coding_status
form_add_level(form *all, form_levels *to, coding_span code, coding_span label)
{
    form_level made = {{NULL, 0}, {NULL, 0}};
    coding_status status =
        BASE_GROW(all->context, &to->items, &to->capacity, to->count + 1);

    if (status == CODING_OK)
        status = arena_copy(&all->keep, code, &made.code);
    if (status == CODING_OK && label.length > 0)
        status = arena_copy(&all->keep, label, &made.label);
    if (status == CODING_OK)
        to->items[to->count++] = made;
    return status;
}

coding_status
form_copy_levels(form *all, form_levels *to, const form_levels *from)
{
    coding_status status = CODING_OK;

    for (size_t i = 0; status == CODING_OK && i < from->count; i++)
        status =
            form_add_level(all, to, from->items[i].code, from->items[i].label);
    return status;
}

size_t
form_find_level(const form_levels *levels, coding_span code)
{
    for (size_t i = 0; i < levels->count; i++)
        if (coding_span_equal(levels->items[i].code, code))
            return i;
    return FORM_NONE;
}

static int
by_value(const void *left, const void *right)
{
    const form_level *a = left, *b = right;
    double x = 0, y = 0;
    bool first = number_to_double(a->code, &x);
    bool second = number_to_double(b->code, &y);

    if (first != second)
        return first ? -1 : 1;
    if (first && (x < y || x > y))
        return x < y ? -1 : 1;
    return coding_span_compare(a->code, b->code);
}

void
form_sort_levels(form_levels *levels)
{
    if (levels->count > 1)
        qsort(levels->items, levels->count, sizeof *levels->items, by_value);
}

/* ---- names ---- */

/* A name that is free: name itself or with _2, _3 ... behind. */
static coding_status
free_name(form *all, coding_span name, coding_span *out)
{
    coding_status status;
    buffer tried;

    buffer_init(&tried, all->context);
    buffer_add(&tried, name);
    status = buffer_status(&tried);
    for (uint64_t n = 2; status == CODING_OK; n++) {
        if (map_find(&all->names, buffer_span(&tried)) == MAP_NONE)
            break;
        buffer_reset(&tried);
        buffer_add(&tried, name);
        buffer_add_byte(&tried, '_');
        buffer_add_unsigned(&tried, n);
        status = buffer_status(&tried);
    }
    if (status == CODING_OK)
        status = arena_copy(&all->keep, buffer_span(&tried), out);
    buffer_free(&tried);
    return status;
}

coding_status
form_take_name(form *all, coding_span name, coding_span *out)
{
    size_t number = 0;
    coding_status status = free_name(all, name, out);

    return status == CODING_OK ? map_add(&all->names, *out, &number) : status;
}

coding_status
form_add_variable(form *all, coding_span name, size_t *out)
{
    coding_span own = {NULL, 0};
    coding_status status = BASE_GROW(all->context, &all->variables,
                                     &all->capacity, all->count + 1);

    if (status == CODING_OK)
        status = form_take_name(all, name, &own);
    if (status != CODING_OK)
        return status;
    *out = all->count++;
    all->variables[*out] = (form_variable){.name = own,
                                           .source = own,
                                           .column = FORM_NONE,
                                           .set = FORM_NONE,
                                           .part = FORM_NONE};
    return CODING_OK;
}

coding_status
form_add_set(form *all, coding_span name, size_t *out)
{
    coding_span own = {NULL, 0};
    coding_status status = BASE_GROW(all->context, &all->sets,
                                     &all->set_capacity, all->set_count + 1);

    if (status == CODING_OK)
        status = form_take_name(all, name, &own);
    if (status != CODING_OK)
        return status;
    *out = all->set_count++;
    all->sets[*out] = (form_set){
        .name = own, .source = own, .type = FORM_MULTI, .column = FORM_NONE};
    return CODING_OK;
}

size_t
form_find_variable(const form *all, coding_span name)
{
    for (size_t i = 0; i < all->count; i++)
        if (coding_span_equal(all->variables[i].name, name))
            return i;
    return FORM_NONE;
}

size_t
form_find_set(const form *all, coding_span name)
{
    for (size_t i = 0; i < all->set_count; i++)
        if (coding_span_equal(all->sets[i].name, name))
            return i;
    return FORM_NONE;
}

coding_span
form_nearest(const form *all, coding_span name)
{
    coding_span best = {NULL, 0};
    size_t least = SIZE_MAX;

    for (size_t i = 0; i < all->count + all->set_count; i++) {
        coding_span known = i < all->count ? all->variables[i].name
                                           : all->sets[i - all->count].name;
        size_t far = nearest_distance(name, known);

        if (far < least && nearest_is_near(name, far)) {
            least = far;
            best = known;
        }
    }
    return best;
}

void
form_remove_variable(form *all, size_t v)
{
    free_variable(all, &all->variables[v]);
    all->count--;
    memmove(all->variables + v, all->variables + v + 1,
            (all->count - v) * sizeof *all->variables);
}

/* The member for option number part of a set; beyond the last: all else. */
static coding_status
make_member(form *all, const form_set *set, size_t part, form_variable *made)
{
    bool other = part == set->options.count;
    coding_status status;
    buffer name;

    buffer_init(&name, all->context);
    buffer_add(&name, set->name);
    buffer_add_byte(&name, '_');
    if (other)
        buffer_add_text(&name, "other");
    else
        buffer_add_unsigned(&name, part + 1);
    status = buffer_status(&name);
    if (status == CODING_OK)
        status = form_take_name(all, buffer_span(&name), &made->name);
    buffer_free(&name);
    made->source = made->name;
    made->label =
        other ? coding_span_of("other answers") : set->options.items[part].code;
    if (!other && set->options.items[part].label.length > 0)
        made->label = set->options.items[part].label;
    made->type = other ? FORM_OPEN : FORM_MULTI;
    return status;
}

coding_status
form_split_variable(form *all, size_t v, bool other)
{
    form_variable old = all->variables[v];
    size_t more = old.levels.count + other - 1;
    form_variable *made;
    form_set *set;
    coding_status status = BASE_GROW(all->context, &all->sets,
                                     &all->set_capacity, all->set_count + 1);

    if (status == CODING_OK)
        status = BASE_GROW(all->context, &all->variables, &all->capacity,
                           all->count + more);
    if (status != CODING_OK)
        return status;
    made = &all->variables[v];
    memmove(made + more + 1, made + 1,
            (all->count - v - 1) * sizeof *all->variables);
    all->count += more;
    set = &all->sets[all->set_count];
    *set =
        (form_set){.name = old.name,
                   .source = old.source,
                   .label = old.label,
                   .type = old.type == FORM_RANKED ? FORM_RANKED : FORM_MULTI,
                   .missing = old.missing,
                   .column = old.column,
                   .separator = old.separator,
                   .options = old.levels,
                   .other = other};
    for (size_t i = 0; i <= more; i++)
        made[i] = (form_variable){
            .column = old.column, .set = all->set_count, .part = i};
    all->set_count++;
    for (size_t i = 0; status == CODING_OK && i <= more; i++)
        status = make_member(all, set, i, &made[i]);
    return status;
}

coding_status
form_rename(form *all, coding_span *name, coding_span wanted, bool *taken)
{
    size_t number = 0;
    coding_status status;

    *taken = false;
    if (coding_span_equal(*name, wanted))
        return CODING_OK;
    if (form_find_variable(all, wanted) != FORM_NONE ||
        form_find_set(all, wanted) != FORM_NONE) {
        *taken = true;
        return CODING_OK;
    }
    status = map_add(&all->names, wanted, &number);
    return status == CODING_OK ? arena_copy(&all->keep, wanted, name) : status;
}

size_t
form_set_first(const form *all, size_t set)
{
    for (size_t i = 0; i < all->count; i++)
        if (all->variables[i].set == set)
            return i;
    return FORM_NONE;
}

/* ---- the record of a question row ---- */

/* A code, with what would be taken for the `=` before a label escaped. */
static void
add_code(buffer *out, coding_span code)
{
    for (size_t i = 0; i < code.length; i++) {
        if (code.at[i] == '=' || code.at[i] == '\\')
            buffer_add_byte(out, '\\');
        buffer_add_byte(out, code.at[i]);
    }
}

static void
add_line(buffer *out, const char *field, coding_span code, coding_span label)
{
    if (out->length > 0)
        buffer_add_byte(out, '\n');
    buffer_add_text(out, field);
    buffer_add_text(out, ": ");
    add_code(out, code);
    if (label.length == 0)
        return;
    buffer_add_byte(out, '=');
    buffer_add(out, label);
}

static void
add_missing(buffer *out, const form_levels *missing)
{
    for (size_t i = 0; i < missing->count; i++)
        add_line(out, "missing", missing->items[i].code,
                 missing->items[i].label);
}

void
form_write_variable(const form *all, size_t v, bool labels, buffer *out)
{
    const form_variable *one = &all->variables[v];

    for (size_t i = 0; i < one->levels.count; i++) {
        const form_level *level = &one->levels.items[i];

        if (labels && level->label.length > 0)
            add_line(out, "level", level->label, (coding_span){NULL, 0});
        else
            add_line(out, "level", level->code, level->label);
    }
    add_missing(out, &one->missing);
}

void
form_write_set(const form *all, size_t set, buffer *out)
{
    for (size_t i = 0; i < all->count; i++)
        if (all->variables[i].set == set)
            add_line(out, "member", all->variables[i].name,
                     all->variables[i].label);
    add_missing(out, &all->sets[set].missing);
}
