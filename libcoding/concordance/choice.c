/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names that were asked for against names there are. See
   concordance/choice.h. */
#include "concordance/choice.h"

#include <string.h>

#include "base/diag.h"
#include "base/memory.h"
#include "base/nearest.h"

static coding_status
read_rules(choice *made, const coding_columns *columns)
{
    const coding_concordance_options *asked = made->options;
    coding_status status =
        ARENA_ARRAY(&made->texts, asked->where_count, &made->rules);

    for (size_t i = 0; status == CODING_OK && i < asked->where_count; i++)
        status =
            condition_read(made->context, columns,
                           coding_span_of(asked->where[i]), &made->rules[i]);
    return status;
}

coding_status
choice_init(choice *made, coding_context *context,
            const coding_concordance_options *options,
            const coding_columns *columns)
{
    *made = (choice){.context = context,
                     .options = options,
                     .core = coding_core_of(columns)};
    map_init(&made->codes, context);
    map_init(&made->facets, context);
    map_init(&made->respondents, context);
    map_init(&made->questions, context);
    map_init(&made->documents, context);
    map_init(&made->family_names, context);
    arena_init(&made->texts, context);
    buffer_init(&made->key, context);
    return read_rules(made, columns);
}

void
choice_clear(choice *made)
{
    if (made->context == NULL)
        return;
    map_clear(&made->codes);
    map_clear(&made->facets);
    map_clear(&made->respondents);
    map_clear(&made->questions);
    map_clear(&made->documents);
    map_clear(&made->family_names);
    arena_clear(&made->texts);
    buffer_free(&made->key);
    base_free(made->context, made->wanted);
    base_free(made->context, made->families);
    *made = (choice){0};
}

/* ---- faults ---- */

/* What is compared: of "facet/id" the part behind the slash unless the name
   that was given has one itself. */
static coding_span
compared(coding_span known, coding_span name)
{
    const char *slash =
        known.length > 0 ? memchr(known.at, '/', known.length) : NULL;

    if (slash == NULL || (name.length > 0 && memchr(name.at, '/', name.length)))
        return known;
    return (coding_span){slash + 1,
                         known.length - (size_t)(slash + 1 - known.at)};
}

/* The known name nearest to name; empty: none is near. */
static coding_span
nearest(const map *known, coding_span name)
{
    coding_span best = {0};
    size_t least = SIZE_MAX;

    for (size_t i = 0; i < known->count; i++) {
        coding_span other = compared(map_name(known, i), name);
        size_t far = nearest_distance(name, other);

        if (far < least && nearest_is_near(name, far)) {
            least = far;
            best = other;
        }
    }
    return best;
}

static coding_status
refuse(const choice *made, const char *kind, coding_span name, const map *known)
{
    coding_span best = nearest(known, name);

    if (best.length > 0)
        return diag_error(made->context, CODING_EUSAGE, "name-unknown",
                          (diag_place){0},
                          "the stream has no %s '%.*s'; did you mean '%.*s'?",
                          kind, DIAG_SPAN(name), DIAG_SPAN(best));
    return diag_error(made->context, CODING_EUSAGE, "name-unknown",
                      (diag_place){0}, "the stream has no %s '%.*s'", kind,
                      DIAG_SPAN(name));
}

static coding_status
refuse_several(choice *made, coding_span name)
{
    coding_status status;
    bool first = true;

    buffer_reset(&made->key);
    for (size_t i = 0; i < made->codes.count; i++) {
        coding_span code = map_name(&made->codes, i);

        if (!coding_span_equal(compared(code, name), name))
            continue;
        buffer_add_text(&made->key, first ? " " : ", ");
        buffer_add(&made->key, code);
        first = false;
    }
    status = buffer_status(&made->key);
    if (status != CODING_OK)
        return status;
    return diag_error(made->context, CODING_EUSAGE, "code-several",
                      (diag_place){0},
                      "several facets have a code '%.*s', say which:%s",
                      DIAG_SPAN(name), buffer_text(&made->key));
}

/* ---- codes ---- */

/* "facet/id" of a row, in made->key. */
static coding_status
make_key(choice *made, const coding_row *row)
{
    buffer_reset(&made->key);
    buffer_add(&made->key, coding_row_cell(row, made->core.facet));
    buffer_add_byte(&made->key, '/');
    buffer_add(&made->key, coding_row_cell(row, made->core.code));
    return buffer_status(&made->key);
}

static coding_status
add_code(choice *made, const coding_row *row)
{
    coding_span facet = coding_row_cell(row, made->core.facet);
    coding_span family = coding_row_cell(row, made->core.family);
    size_t number = 0;
    size_t other = 0;
    coding_status status = make_key(made, row);

    if (status == CODING_OK)
        status = BASE_GROW(made->context, &made->families, &made->capacity,
                           made->codes.count + 1);
    if (status == CODING_OK)
        status = map_add(&made->codes, buffer_span(&made->key), &number);
    if (status == CODING_OK)
        status = arena_copy(&made->texts, family, &made->families[number]);
    if (status == CODING_OK)
        status = map_add(&made->facets, facet, &other);
    if (status == CODING_OK && family.length > 0)
        status = map_add(&made->family_names, family, &other);
    /* A later section may bring further codes. */
    made->resolved = false;
    return status;
}

/* Marks the code that was called name as the number-th asked for. */
static coding_status
find_code(choice *made, coding_span name, size_t number)
{
    size_t found = CHOICE_NONE;

    for (size_t i = 0; i < made->codes.count; i++) {
        if (!coding_span_equal(compared(map_name(&made->codes, i), name), name))
            continue;
        if (found != CHOICE_NONE)
            return refuse_several(made, name);
        found = i;
    }
    if (found == CHOICE_NONE)
        return refuse(made, "code", name, &made->codes);
    made->wanted[number] = found;
    return CODING_OK;
}

static coding_status
resolve(choice *made)
{
    coding_status status = CODING_OK;

    if (made->resolved)
        return CODING_OK;
    if (made->wanted == NULL)
        status = base_alloc(made->context,
                            made->options->code_count * sizeof *made->wanted,
                            (void **)(void *)&made->wanted);
    for (size_t i = 0; status == CODING_OK && i < made->options->code_count;
         i++)
        status = find_code(made, coding_span_of(made->options->codes[i]), i);
    made->resolved = status == CODING_OK;
    return status;
}

/* ---- rows ---- */

/* Remembers the name in a cell when it was asked for one of its kind. */
static coding_status
meet(coding_span asked, map *known, const coding_row *row, size_t column)
{
    coding_span name = coding_row_cell(row, column);
    size_t number = 0;

    if (asked.length == 0 || name.length == 0)
        return CODING_OK;
    return map_add(known, name, &number);
}

coding_status
choice_learn(choice *made, const coding_row *row)
{
    const coding_concordance_options *asked = made->options;
    coding_status status = CODING_OK;

    if (row->record == CODING_RECORD_CODE)
        return add_code(made, row);
    if (row->record == CODING_RECORD_CODING)
        status = resolve(made);
    if (status == CODING_OK)
        status = meet(asked->respondent, &made->respondents, row,
                      made->core.respondent);
    if (status == CODING_OK)
        status =
            meet(asked->question, &made->questions, row, made->core.question);
    if (status == CODING_OK)
        status =
            meet(asked->document, &made->documents, row, made->core.document);
    return status;
}

static coding_status
check(const choice *made, const char *kind, coding_span asked, const map *known)
{
    if (asked.length == 0 || map_find(known, asked) != MAP_NONE)
        return CODING_OK;
    return refuse(made, kind, asked, known);
}

coding_status
choice_check(choice *made)
{
    const coding_concordance_options *asked = made->options;
    coding_status status = resolve(made);

    if (status == CODING_OK)
        status = check(made, "facet", asked->facet, &made->facets);
    if (status == CODING_OK)
        status = check(made, "family", asked->family, &made->family_names);
    if (status == CODING_OK)
        status =
            check(made, "respondent", asked->respondent, &made->respondents);
    if (status == CODING_OK)
        status = check(made, "question", asked->question, &made->questions);
    if (status == CODING_OK)
        status = check(made, "document", asked->document, &made->documents);
    return status;
}

static bool
fits(coding_span asked, const coding_row *row, size_t column)
{
    return asked.length == 0 ||
           coding_span_equal(asked, coding_row_cell(row, column));
}

bool
choice_is_place(const choice *made, const coding_row *row)
{
    const coding_concordance_options *asked = made->options;

    for (size_t i = 0; i < asked->where_count; i++)
        if (!condition_holds(&made->rules[i],
                             coding_row_cell(row, made->rules[i].column)))
            return false;
    return fits(asked->respondent, row, made->core.respondent) &&
           fits(asked->question, row, made->core.question) &&
           fits(asked->document, row, made->core.document);
}

size_t
choice_of(choice *made, const coding_row *row)
{
    size_t number;

    if (!fits(made->options->facet, row, made->core.facet) ||
        make_key(made, row) != CODING_OK)
        return CHOICE_NONE;
    number = map_find(&made->codes, buffer_span(&made->key));
    if (made->options->family.length > 0 &&
        (number == MAP_NONE ||
         !coding_span_equal(made->families[number], made->options->family)))
        return CHOICE_NONE;
    if (made->options->code_count == 0)
        return number == MAP_NONE ? made->codes.count : number;
    for (size_t i = 0; i < made->options->code_count; i++)
        if (made->wanted[i] == number)
            return i;
    return CHOICE_NONE;
}
