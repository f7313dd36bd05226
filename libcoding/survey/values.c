/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Cells of respondents. Nearly all are spans of the file; codes of one byte,
   which are most of what is looked up, take one step. See survey/values.h. */
#include "survey/values.h"

#include <string.h>

#include "base/diag.h"
#include "base/memory.h"
#include "base/number.h"
#include "survey/several.h"

enum { SHORT_LIST = 8, SHOWN_LIMIT = 20 };

/* The levels of a variable, to be looked up. */
typedef struct {
    size_t single[256]; /* by byte: number of the level + 1; 0: none */
    map names;          /* of levels, when the list is long */
    size_t last;        /* found before */
    /* cells that are none of them */
    uint64_t strangers;
    size_t stranger_line;
    coding_span stranger; /* the first */
} lookup;

/* A cell with several answers, read. */
typedef struct {
    uint64_t *ranks;
    char (*digits)[NUMBER_BYTES];
    buffer rest;
} reading;

/* A variable in no set: what is looked at for every cell. */
typedef struct {
    size_t v, column;
    lookup *in; /* as in lookups */
} step;

struct values {
    const coding_survey *survey;
    const form *asked;
    coding_span *cells; /* by variable */
    lookup **lookups;   /* by variable; NULL: it has no levels */
    reading *readings;  /* by set */
    step *steps;        /* of the variables in no set */
    size_t step_count;
    bool straight;   /* the cells are those of a record, side by side */
    size_t *members; /* variables, set after set */
    size_t *first;   /* of members, by set and one behind */
    arena keep;
};

static const coding_span none = {NULL, 0};

/* ---- making ---- */

static coding_status
make_lookup(values *of, const form_variable *one, lookup **out)
{
    lookup *made = NULL;
    size_t number = 0;
    coding_status status = ARENA_NEW(&of->keep, &made);

    if (status != CODING_OK)
        return status;
    *out = made;
    map_init(&made->names, of->survey->context);
    for (size_t i = 0; status == CODING_OK && i < one->levels.count; i++) {
        coding_span code = one->levels.items[i].code;

        if (code.length == 1)
            made->single[(unsigned char)code.at[0]] = i + 1;
        if (one->levels.count > SHORT_LIST)
            status = map_add(&made->names, code, &number);
    }
    return status;
}

static coding_status
make_lookups(values *of)
{
    const form *asked = of->asked;
    coding_status status = ARENA_ARRAY(&of->keep, asked->count, &of->lookups);

    for (size_t i = 0; status == CODING_OK && i < asked->count; i++) {
        const form_variable *one = &asked->variables[i];

        if (one->levels.count > 0 && one->set == FORM_NONE &&
            one->type != FORM_OPEN)
            status = make_lookup(of, one, &of->lookups[i]);
    }
    return status;
}

static coding_status
make_steps(values *of)
{
    const form *asked = of->asked;
    coding_status status = ARENA_ARRAY(&of->keep, asked->count, &of->steps);

    for (size_t v = 0; status == CODING_OK && v < asked->count; v++)
        if (asked->variables[v].set == FORM_NONE)
            of->steps[of->step_count++] =
                (step){v, asked->variables[v].column, of->lookups[v]};
    of->straight = of->step_count == asked->count && asked->count > 0 &&
                   of->steps[0].column != FORM_NONE;
    for (size_t v = 0; of->straight && v < asked->count; v++)
        of->straight = of->lookups[v] == NULL &&
                       of->steps[v].column == of->steps[0].column + v;
    return status;
}

static coding_status
make_members(values *of)
{
    const form *asked = of->asked;
    size_t next = 0;
    coding_status status = ARENA_ARRAY(&of->keep, asked->count, &of->members);

    if (status == CODING_OK)
        status = ARENA_ARRAY(&of->keep, asked->set_count + 1, &of->first);
    for (size_t s = 0; status == CODING_OK && s < asked->set_count; s++) {
        of->first[s] = next;
        for (size_t i = 0; i < asked->count; i++)
            if (asked->variables[i].set == s)
                of->members[next++] = i;
        of->first[s + 1] = next;
    }
    return status;
}

static coding_status
make_readings(values *of)
{
    const form *asked = of->asked;
    coding_status status =
        ARENA_ARRAY(&of->keep, asked->set_count, &of->readings);

    for (size_t s = 0; status == CODING_OK && s < asked->set_count; s++) {
        size_t count = asked->sets[s].options.count;

        buffer_init(&of->readings[s].rest, of->survey->context);
        status = ARENA_ARRAY(&of->keep, count, &of->readings[s].ranks);
        if (status == CODING_OK)
            status = ARENA_ARRAY(&of->keep, count, &of->readings[s].digits);
    }
    return status;
}

coding_status
values_new(const coding_survey *survey, values **out)
{
    values *made = NULL;
    coding_status status = BASE_NEW(survey->context, &made);

    if (status != CODING_OK)
        return status;
    made->survey = survey;
    made->asked = &survey->asked;
    arena_init(&made->keep, survey->context);
    status = ARENA_ARRAY(&made->keep, survey->asked.count, &made->cells);
    if (status == CODING_OK)
        status = make_readings(made);
    if (status == CODING_OK)
        status = make_members(made);
    if (status == CODING_OK)
        status = make_lookups(made);
    if (status == CODING_OK)
        status = make_steps(made);
    if (status == CODING_OK)
        *out = made;
    else
        values_free(made);
    return status;
}

void
values_free(values *of)
{
    coding_context *context;

    if (of == NULL)
        return;
    context = of->survey->context;
    for (size_t i = 0; of->lookups != NULL && i < of->asked->count; i++)
        if (of->lookups[i] != NULL)
            map_clear(&of->lookups[i]->names);
    for (size_t s = 0; of->readings != NULL && s < of->asked->set_count; s++)
        if (of->readings[s].rest.context != NULL)
            buffer_free(&of->readings[s].rest);
    arena_clear(&of->keep);
    base_free(context, of);
}

/* ---- single cells ---- */

bool
values_is_missing(const values *of, size_t v, coding_span cell,
                  coding_span *reason)
{
    const form_variable *one = &of->asked->variables[v];
    const form_levels *codes = &one->missing;
    size_t found = FORM_NONE;

    if (codes->count > 0)
        found = form_find_level(codes, cell);
    if (found == FORM_NONE && one->set != FORM_NONE) {
        codes = &of->asked->sets[one->set].missing;
        if (codes->count > 0)
            found = form_find_level(codes, cell);
    }
    if (found == FORM_NONE)
        return false;
    *reason = codes->items[found].label.length > 0 ? codes->items[found].label
                                                   : codes->items[found].code;
    return true;
}

/* The number of a cell's level, FORM_NONE: it is none. */
static size_t
find_level(lookup *in, const form_levels *levels, coding_span cell)
{
    size_t found = FORM_NONE;

    if (cell.length == 1)
        return in->single[(unsigned char)cell.at[0]] - 1;
    if (coding_span_equal(levels->items[in->last].code, cell))
        return in->last;
    if (levels->count <= SHORT_LIST) {
        found = form_find_level(levels, cell);
    } else {
        size_t number = map_find(&in->names, cell);

        found = number == MAP_NONE ? FORM_NONE : number;
    }
    if (found != FORM_NONE)
        in->last = found;
    return found;
}

static coding_status
note_stranger(values *of, size_t v, coding_span cell, size_t line)
{
    lookup *in = of->lookups[v];
    coding_span reason;

    if (values_is_missing(of, v, cell, &reason))
        return CODING_OK;
    if (in->strangers++ > 0)
        return CODING_OK;
    in->stranger_line = line;
    return arena_copy(&of->keep, cell, &in->stranger);
}

/* A filled cell of a variable that has levels. */
static coding_status
take_level(values *of, size_t v, const delimited_record *record)
{
    const form_variable *one = &of->asked->variables[v];
    coding_span cell = of->cells[v];
    size_t level = find_level(of->lookups[v], &one->levels, cell);

    if (level == FORM_NONE)
        return note_stranger(of, v, cell, record->line);
    if (of->survey->options.labels && one->levels.items[level].label.length > 0)
        of->cells[v] = one->levels.items[level].label;
    return CODING_OK;
}

/* ---- sets ---- */

/* What a member's own cell says, an empty one left empty. The option's own
   words and plain marks come first: nearly all cells are one or the other. */
static coding_span
member_cell(const values *of, size_t v, const delimited_record *record,
            form_type type)
{
    const form_variable *one = &of->asked->variables[v];
    coding_span cell = none, reason;

    if (one->column < record->count)
        cell = record->cells[one->column];
    if (cell.length == 0)
        return cell;
    if (type != FORM_RANKED && one->tick.length > 0 &&
        coding_span_equal(cell, one->tick))
        return coding_span_of("1");
    cell = coding_span_trim(cell);
    if (cell.length == 0 || values_is_missing(of, v, cell, &reason))
        return cell;
    if (cell.length == 1 && cell.at[0] == '0')
        return cell;
    if (look_is_no_tick(cell))
        return coding_span_of("0");
    if (type == FORM_RANKED || (cell.length == 1 && cell.at[0] == '1'))
        return cell;
    if (look_is_tick(cell) ||
        (one->tick.length > 0 && shape_same(cell, one->tick)))
        return coding_span_of("1");
    return cell;
}

static void
take_columns(values *of, size_t set, const delimited_record *record)
{
    form_type type = of->asked->sets[set].type;
    bool marked = of->asked->sets[set].marked, answered = false;

    for (size_t i = of->first[set]; i < of->first[set + 1]; i++) {
        size_t v = of->members[i];
        coding_span reason;

        of->cells[v] = member_cell(of, v, record, type);
        answered =
            answered || (of->cells[v].length > 0 &&
                         !values_is_missing(of, v, of->cells[v], &reason));
    }
    for (size_t i = of->first[set];
         answered && !marked && i < of->first[set + 1]; i++)
        if (of->cells[of->members[i]].length == 0)
            of->cells[of->members[i]] = coding_span_of("0");
}

/* A member of a set whose column holds several answers in a cell. */
static coding_span
part_cell(const form_set *set, reading *of, size_t part)
{
    if (part == set->options.count)
        return of->rest.length > 0 ? buffer_span(&of->rest)
                                   : coding_span_of("0");
    if (of->ranks[part] == 0)
        return coding_span_of("0");
    if (set->type != FORM_RANKED)
        return coding_span_of("1");
    return number_from_unsigned(of->ranks[part], of->digits[part]);
}

static coding_status
take_several(values *of, size_t set, const delimited_record *record)
{
    const form_set *one = &of->asked->sets[set];
    reading *read = &of->readings[set];
    coding_span cell = none;
    bool answered;

    if (one->column < record->count)
        cell = coding_span_trim(record->cells[one->column]);
    answered =
        cell.length > 0 && form_find_level(&one->missing, cell) == FORM_NONE;
    buffer_reset(&read->rest);
    if (answered)
        several_read(&one->options, one->separator, cell, read->ranks,
                     &read->rest);
    for (size_t i = of->first[set]; i < of->first[set + 1]; i++) {
        const form_variable *member = &of->asked->variables[of->members[i]];

        of->cells[of->members[i]] =
            answered ? part_cell(one, read, member->part) : cell;
    }
    return buffer_status(&read->rest);
}

coding_status
values_take(values *of, const delimited_record *record,
            const coding_span **cells)
{
    const form *asked = of->asked;
    coding_status status = CODING_OK;

    if (of->straight && of->steps[0].column + asked->count <= record->count) {
        *cells = record->cells + of->steps[0].column;
        return CODING_OK;
    }
    for (size_t i = 0; status == CODING_OK && i < of->step_count; i++) {
        const step *now = &of->steps[i];
        coding_span cell =
            now->column < record->count ? record->cells[now->column] : none;

        of->cells[now->v] = cell;
        if (now->in != NULL && cell.length > 0)
            status = take_level(of, now->v, record);
    }
    for (size_t s = 0; status == CODING_OK && s < asked->set_count; s++) {
        if (asked->sets[s].column != FORM_NONE)
            status = take_several(of, s, record);
        else
            take_columns(of, s, record);
    }
    *cells = of->cells;
    return status;
}

void
values_finish(const values *of)
{
    diag_place place = {.file = of->asked->file};
    size_t found = 0;

    for (size_t v = 0; v < of->asked->count; v++) {
        const lookup *in = of->lookups[v];

        if (in == NULL || in->strangers == 0 || found++ >= SHOWN_LIMIT)
            continue;
        place.line = in->stranger_line;
        diag_warning(
            of->survey->context, "survey-level", place,
            "%llu cell%s of '%.*s' %s none of its levels, the first "
            "'%.*s'; what they hold is taken as levels too",
            (unsigned long long)in->strangers, in->strangers == 1 ? "" : "s",
            DIAG_SPAN(of->asked->variables[v].name),
            in->strangers == 1 ? "is" : "are", DIAG_SPAN(in->stranger));
    }
    place.line = 0;
    if (found > SHOWN_LIMIT)
        diag_warning(of->survey->context, "survey-level", place,
                     "%zu variables in all have such cells", found);
}
