/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a name of -r, -c, -s or -w means. A bare name is an attribute or a
   survey variable, else a facet, else a multiple-answer set; two candidates
   are a fault that lists both. */
#include <string.h>

#include "base/diag.h"
#include "base/memory.h"
#include "base/nearest.h"
#include "crosstab/crosstab_inside.h"

typedef enum { ANY, ATTRIBUTE, FACET, CODE, SET } sense;

static sense
split_prefix(coding_span *name)
{
    static const struct {
        const char *prefix;
        sense means;
    } known[] = {{"attr:", ATTRIBUTE},
                 {"facet:", FACET},
                 {"code:", CODE},
                 {"set:", SET}};

    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        size_t length = strlen(known[i].prefix);

        if (name->length > length &&
            memcmp(name->at, known[i].prefix, length) == 0) {
            name->at += length;
            name->length -= length;
            return known[i].means;
        }
    }
    return ANY;
}

/* `*` any characters, `?` one byte; the classic two-pointer walk. */
static bool
fits(coding_span pattern, coding_span text)
{
    size_t p = 0, t = 0, star = SIZE_MAX, mark = 0;

    while (t < text.length) {
        if (p < pattern.length && pattern.at[p] == '*') {
            star = p++;
            mark = t;
        } else if (p < pattern.length &&
                   (pattern.at[p] == '?' || pattern.at[p] == text.at[t])) {
            p++;
            t++;
        } else if (star != SIZE_MAX) {
            p = star + 1;
            t = ++mark;
        } else {
            return false;
        }
    }
    while (p < pattern.length && pattern.at[p] == '*')
        p++;
    return p == pattern.length;
}

static bool
is_wild(coding_span name)
{
    return memchr(name.at, '*', name.length) != NULL ||
           memchr(name.at, '?', name.length) != NULL;
}

/* Has the attribute read, unless it is already. */
static coding_status
watch_attribute(coding_crosstab *crosstab, coding_span name, size_t column)
{
    attribute *added;
    size_t none;
    coding_status status;

    if (attribute_find(crosstab, name) != NULL)
        return CODING_OK;
    status =
        BASE_GROW(crosstab->context, &crosstab->attributes,
                  &crosstab->attribute_capacity, crosstab->attribute_count + 1);
    if (status != CODING_OK)
        return status;
    added = &crosstab->attributes[crosstab->attribute_count++];
    *added = (attribute){.column = column};
    map_init(&added->cells, crosstab->context);
    status = arena_copy(&crosstab->texts, name, &added->name);
    if (status == CODING_OK)
        status = map_add(&added->cells, (coding_span){NULL, 0}, &none);
    return status;
}

static coding_status
watch_name(coding_crosstab *crosstab, const char *given)
{
    coding_span name = coding_span_of(given);
    sense means = split_prefix(&name);
    const meanings_entry *set = meanings_find(&crosstab->questions, name);
    coding_status status = CODING_OK;
    size_t count = coding_columns_count(crosstab->columns);

    for (size_t i = 0; status == CODING_OK && i < count; i++) {
        coding_span column = coding_columns_name(crosstab->columns, i);

        if (column.length <= 5 || memcmp(column.at, "attr.", 5) != 0)
            continue;
        column.at += 5;
        column.length -= 5;
        if ((means == ANY || means == ATTRIBUTE) && fits(name, column))
            status = watch_attribute(crosstab, column, i);
    }
    for (size_t i = 0; status == CODING_OK && set != NULL &&
                       (means == ANY || means == SET) && i < set->member_count;
         i++) {
        size_t column =
            coding_columns_attribute(crosstab->columns, set->members[i].code);

        if (column != CODING_NO_COLUMN)
            status = watch_attribute(crosstab, set->members[i].code, column);
    }
    return status;
}

coding_status
names_watch(coding_crosstab *crosstab)
{
    const coding_crosstab_options *options = crosstab->options;
    coding_status status = CODING_OK;

    for (size_t i = 0; status == CODING_OK && i < options->row_count; i++)
        status = watch_name(crosstab, options->rows[i]);
    for (size_t i = 0; status == CODING_OK && i < options->column_count; i++)
        status = watch_name(crosstab, options->columns[i]);
    if (status == CODING_OK && options->stratum != NULL)
        status = watch_name(crosstab, options->stratum);
    if (status == CODING_OK && options->weight != NULL)
        status = watch_name(crosstab, options->weight);
    return status;
}

/* Families found so far for -r, -c or -s. */
typedef struct {
    family **items;
    size_t *count, *capacity;
} family_list;

static coding_status
add_family(coding_crosstab *crosstab, family_list list, coding_span name,
           size_t size, family **out)
{
    coding_status status = BASE_GROW(crosstab->context, list.items,
                                     list.capacity, *list.count + 1);
    family *added;

    if (status != CODING_OK)
        return status;
    added = &(*list.items)[(*list.count)++];
    *added = (family){.name = name, .count = size};
    *out = added;
    return ARENA_ARRAY(&crosstab->texts, size, &added->items);
}

/* The set that an attribute is an option of; NULL: none. */
static const meanings_entry *
set_of(const coding_crosstab *crosstab, coding_span name, size_t *member)
{
    const meanings *all = &crosstab->questions;

    for (size_t i = 0; i < all->names.count; i++)
        for (*member = 0; *member < all->entries[i].member_count; (*member)++)
            if (coding_span_equal(all->entries[i].members[*member].code, name))
                return &all->entries[i];
    return NULL;
}

/* An option of a set is yes or no; any other attribute has its levels. */
static coding_status
add_attribute(coding_crosstab *crosstab, family_list list,
              const attribute *from)
{
    size_t member = 0;
    const meanings_entry *set = set_of(crosstab, from->name, &member);
    family *added = NULL;
    coding_status status = add_family(crosstab, list, from->name, 1, &added);

    if (status == CODING_OK && set != NULL &&
        coding_span_is(set->type, "multi"))
        status = variable_of_member(crosstab, set, &set->members[member],
                                    added->items);
    else if (status == CODING_OK)
        status = variable_of_attribute(crosstab, from, added->items);
    if (status == CODING_OK)
        added->items[0].name = from->name;
    return status;
}

static coding_status
add_facet(coding_crosstab *crosstab, family_list list, coding_span name)
{
    family *added = NULL;
    size_t size = 0, next = 0;
    coding_status status;

    for (size_t i = 0; i < crosstab->codes.count; i++)
        size += coding_span_equal(crosstab->code_facets[i], name);
    status = add_family(crosstab, list, name, size, &added);
    if (status != CODING_OK)
        return status;
    added->multi = true;
    for (size_t i = 0; status == CODING_OK && i < crosstab->codes.count; i++)
        if (coding_span_equal(crosstab->code_facets[i], name))
            status = variable_of_code(crosstab, i, &added->items[next++]);
    return status;
}

static coding_status
add_set(coding_crosstab *crosstab, family_list list, const meanings_entry *set)
{
    family *added = NULL;
    coding_status status =
        add_family(crosstab, list, set->name, set->member_count, &added);

    if (status == CODING_OK)
        added->multi = true;
    for (size_t i = 0; status == CODING_OK && i < set->member_count; i++)
        status = variable_of_member(crosstab, set, &set->members[i],
                                    &added->items[i]);
    return status;
}

static coding_status
refuse_code(const coding_crosstab *crosstab, coding_span name)
{
    coding_span nearest = {NULL, 0};
    size_t least = SIZE_MAX;

    for (size_t i = 0; i < crosstab->codes.count; i++) {
        coding_span each = map_name(&crosstab->codes, i);
        size_t distance = nearest_distance(name, each);

        if (distance < least) {
            least = distance;
            nearest = each;
        }
    }
    if (nearest.length > 0 && nearest_is_near(name, least))
        return diag_error(crosstab->context, CODING_EUSAGE, "variable-unknown",
                          (diag_place){0}, "no code %.*s; did you mean %.*s?",
                          DIAG_SPAN(name), DIAG_SPAN(nearest));
    return diag_error(
        crosstab->context, CODING_EUSAGE, "variable-unknown", (diag_place){0},
        "no code %.*s; expected FACET/CODE of the stream", DIAG_SPAN(name));
}

static coding_status
add_code(coding_crosstab *crosstab, family_list list, coding_span name)
{
    size_t code = map_find(&crosstab->codes, name);
    family *added = NULL;
    coding_status status;

    if (code == MAP_NONE)
        return refuse_code(crosstab, name);
    status = add_family(crosstab, list, name, 1, &added);
    if (status == CODING_OK)
        status = variable_of_code(crosstab, code, added->items);
    if (status == CODING_OK)
        added->items[0].name = name;
    return status;
}

static coding_status
unknown(coding_crosstab *crosstab, coding_span name)
{
    coding_span best = {NULL, 0};
    size_t least = SIZE_MAX;
    size_t count = coding_columns_count(crosstab->columns);

    for (size_t i = 0; i < count + crosstab->facets.count; i++) {
        coding_span known = i < count
                                ? coding_columns_name(crosstab->columns, i)
                                : map_name(&crosstab->facets, i - count);
        size_t far;

        if (i < count) {
            if (known.length <= 5 || memcmp(known.at, "attr.", 5) != 0)
                continue;
            known.at += 5;
            known.length -= 5;
        }
        far = nearest_distance(name, known);
        if (far < least && nearest_is_near(name, far)) {
            least = far;
            best = known;
        }
    }
    if (best.length > 0)
        return diag_error(crosstab->context, CODING_EUSAGE, "variable-unknown",
                          (diag_place){0},
                          "no variable %.*s in the stream; did you mean %.*s?",
                          DIAG_SPAN(name), DIAG_SPAN(best));
    return diag_error(crosstab->context, CODING_EUSAGE, "variable-unknown",
                      (diag_place){0},
                      "no variable %.*s in the stream; expected an attribute, "
                      "a survey variable, a facet or a multiple-answer set",
                      DIAG_SPAN(name));
}

static coding_status
resolve_wild(coding_crosstab *crosstab, family_list list, coding_span name)
{
    coding_status status = CODING_OK;
    size_t before = *list.count;

    for (size_t i = 0; status == CODING_OK && i < crosstab->attribute_count;
         i++)
        if (fits(name, crosstab->attributes[i].name))
            status = add_attribute(crosstab, list, &crosstab->attributes[i]);
    if (status == CODING_OK && *list.count == before)
        return unknown(crosstab, name);
    return status;
}

static coding_status
resolve(coding_crosstab *crosstab, family_list list, const char *given)
{
    coding_span name = coding_span_of(given);
    sense means = split_prefix(&name);
    const attribute *from;
    const meanings_entry *set;
    bool facet;

    if (means == CODE)
        return add_code(crosstab, list, name);
    if (is_wild(name))
        return resolve_wild(crosstab, list, name);
    from = means == ANY || means == ATTRIBUTE ? attribute_find(crosstab, name)
                                              : NULL;
    facet = (means == ANY || means == FACET) &&
            map_find(&crosstab->facets, name) != MAP_NONE;
    set = means == ANY || means == SET
              ? meanings_find(&crosstab->questions, name)
              : NULL;
    if (set != NULL && set->member_count == 0)
        set = NULL;
    if ((from != NULL) + facet + (set != NULL) > 1)
        return diag_error(crosstab->context, CODING_EUSAGE,
                          "variable-ambiguous", (diag_place){0},
                          "%.*s may be%s%s%s; write it with its prefix",
                          DIAG_SPAN(name), from != NULL ? " attr:" : "",
                          facet ? " facet:" : "", set != NULL ? " set:" : "");
    if (from != NULL)
        return add_attribute(crosstab, list, from);
    if (facet)
        return add_facet(crosstab, list, name);
    return set != NULL ? add_set(crosstab, list, set) : unknown(crosstab, name);
}

coding_status
names_resolve(coding_crosstab *crosstab)
{
    const coding_crosstab_options *options = crosstab->options;
    family_list rows = {&crosstab->rows, &crosstab->row_count,
                        &crosstab->row_capacity};
    family_list by = {&crosstab->by, &crosstab->by_count,
                      &crosstab->by_capacity};
    family_list strata = {&crosstab->strata, &crosstab->strata_count,
                          &crosstab->strata_capacity};
    coding_status status = CODING_OK;

    for (size_t i = 0; status == CODING_OK && i < options->row_count; i++)
        status = resolve(crosstab, rows, options->rows[i]);
    for (size_t i = 0; status == CODING_OK && i < options->column_count; i++)
        status = resolve(crosstab, by, options->columns[i]);
    if (status == CODING_OK && options->stratum != NULL)
        status = resolve(crosstab, strata, options->stratum);
    if (status == CODING_OK && crosstab->strata_count > 0 &&
        (crosstab->strata_count > 1 || crosstab->strata[0].multi))
        return diag_error(crosstab->context, CODING_EUSAGE, "stratum-multi",
                          (diag_place){0},
                          "-s %s: strata must not overlap; expected one "
                          "attribute or variable",
                          options->stratum);
    return status;
}
