/* SPDX-License-Identifier: GPL-2.0-or-later */
/* After the last row: names that are nothing or two things are faults, and the
   items of both sides get their order, which is that of the codebook, of the
   guide, or of the bytes, never that of the rows. */
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/memory.h"
#include "base/nearest.h"
#include "matrix/matrix_state.h"

void
axis_clear(axis *side, coding_context *context)
{
    base_free(context, side->place);
    map_clear(&side->levels);
}

/* ---- faults ---- */

typedef struct {
    coding_span name, best;
    size_t least;
} suggestion;

static void
suggest(suggestion *found, coding_span known)
{
    size_t far = nearest_distance(found->name, known);

    if (far >= found->least || !nearest_is_near(found->name, far))
        return;
    found->least = far;
    found->best = known;
}

static coding_status
unknown(const coding_matrix *matrix, coding_span name, bool code, bool facet)
{
    static const char *const cores[] = {"respondent", "question", "document"};
    suggestion found = {name, {NULL, 0}, SIZE_MAX};
    const char *what = code ? "code" : facet ? "facet" : "variable";

    for (size_t i = 0; code && i < matrix->codes.count; i++)
        suggest(&found, map_name(&matrix->codes, i));
    for (size_t i = 0; !code && i < matrix->facets.count; i++)
        suggest(&found, map_name(&matrix->facets, i));
    for (size_t i = 0; !code && !facet && i < matrix->who.attribute_count; i++)
        suggest(&found, matrix->who.attribute_names[i]);
    for (size_t i = 0; !code && !facet && i < sizeof cores / sizeof *cores; i++)
        suggest(&found, coding_span_of(cores[i]));
    if (found.best.length > 0)
        return diag_error(matrix->context, CODING_EUSAGE, "variable-unknown",
                          (diag_place){0},
                          "no %s %.*s in the stream; did you mean %.*s?", what,
                          DIAG_SPAN(name), DIAG_SPAN(found.best));
    return diag_error(matrix->context, CODING_EUSAGE, "variable-unknown",
                      (diag_place){0}, "no %s %.*s in the stream; expected %s",
                      what, DIAG_SPAN(name),
                      code    ? "FACET/CODE of its codebooks"
                      : facet ? "a facet of its codebooks"
                              : "an attribute, respondent, question, document, "
                                "or a facet of its codebooks");
}

static coding_status
check_names(const coding_matrix *matrix, const axis *side)
{
    for (size_t i = 0; i < side->name_count; i++) {
        const axis_name *name = &side->names[i];
        bool facet = map_find(&matrix->facets, name->name) != MAP_NONE;

        if (side->kind == AXIS_CODES && name->means == SENSE_CODE) {
            if (map_find(&matrix->codes, name->name) == MAP_NONE)
                return unknown(matrix, name->name, true, false);
        } else if (side->kind == AXIS_CODES && !facet) {
            return unknown(matrix, name->name, false,
                           name->means == SENSE_FACET);
        } else if (side->kind != AXIS_CODES && facet &&
                   name->means == SENSE_ANY) {
            return diag_error(
                matrix->context, CODING_EUSAGE, "variable-ambiguous",
                (diag_place){0},
                "%.*s may be %s: facet:; write it with its prefix",
                DIAG_SPAN(name->name),
                side->kind == AXIS_ATTRIBUTE ? "attr" : "core");
        }
    }
    return CODING_OK;
}

/* ---- codes ---- */

/* Codes with a `code` row in the order of the codebook, then others by bytes:
   a coding may come first in any document. */
typedef struct {
    coding_span key;
    size_t number;
    bool listed;
} ranked_code;

static int
compare_codes(const void *a, const void *b)
{
    const ranked_code *one = a, *two = b;

    if (one->listed != two->listed)
        return one->listed ? -1 : 1;
    if (one->listed)
        return (one->number > two->number) - (one->number < two->number);
    return coding_span_compare(one->key, two->key);
}

static coding_status
rank_codes(coding_matrix *matrix)
{
    ranked_code *codes = NULL;
    size_t count = matrix->codes.count;
    coding_status status =
        ARENA_ARRAY(&matrix->texts, count + 1, &matrix->by_rank);

    if (status == CODING_OK)
        status = base_alloc(matrix->context, (count + 1) * sizeof *codes,
                            (void **)(void *)&codes);
    if (status != CODING_OK)
        return status;
    for (size_t i = 0; i < count; i++)
        codes[i] = (ranked_code){map_name(&matrix->codes, i), i,
                                 matrix->code_list[i].listed};
    qsort(codes, count, sizeof *codes, compare_codes);
    for (size_t i = 0; i < count; i++) {
        matrix->by_rank[i] = codes[i].number;
        matrix->code_list[codes[i].number].rank = i;
    }
    base_free(matrix->context, codes);
    return CODING_OK;
}

static void
add_name(const coding_matrix *matrix, axis *side, const axis_name *name)
{
    size_t facet;

    if (name->means == SENSE_CODE) {
        side->codes[side->count++] = map_find(&matrix->codes, name->name);
        return;
    }
    facet = map_find(&matrix->facets, name->name);
    for (size_t i = 0; i < matrix->codes.count; i++)
        if (matrix->code_list[matrix->by_rank[i]].facet == facet)
            side->codes[side->count++] = matrix->by_rank[i];
}

/* A code that was named twice stands once. */
static void
drop_doubles(const coding_matrix *matrix, axis *side)
{
    size_t kept = 0;

    for (size_t i = 0; i < matrix->codes.count; i++)
        side->place[i] = MATRIX_NONE;
    for (size_t i = 0; i < side->count; i++) {
        size_t code = side->codes[i];

        if (side->place[code] != MATRIX_NONE)
            continue;
        side->place[code] = kept;
        side->codes[kept++] = code;
    }
    side->count = kept;
}

static size_t
most_codes(const coding_matrix *matrix, const axis *side)
{
    return (side->name_count + 1) * (matrix->codes.count + 1);
}

static coding_status
settle_codes(coding_matrix *matrix, axis *side)
{
    bool several = side->name_count > 1;
    coding_status status =
        ARENA_ARRAY(&matrix->texts, most_codes(matrix, side), &side->codes);

    if (status == CODING_OK)
        status = base_alloc(matrix->context,
                            (matrix->codes.count + 1) * sizeof *side->place,
                            (void **)(void *)&side->place);
    if (status != CODING_OK)
        return status;
    for (size_t i = 0; i < side->name_count; i++)
        add_name(matrix, side, &side->names[i]);
    drop_doubles(matrix, side);
    status = ARENA_ARRAY(&matrix->texts, side->count + 1, &side->labels);
    /* Two facets may have codes of one id. */
    for (size_t i = 0; status == CODING_OK && i < side->count; i++)
        side->labels[i] = several && side->names[0].means != SENSE_CODE
                              ? map_name(&matrix->codes, side->codes[i])
                              : matrix->code_list[side->codes[i]].id;
    return status;
}

/* ---- other sides ---- */

typedef struct {
    coding_span name;
    size_t number;
    uint64_t order;
} level;

static int
compare_levels(const void *a, const void *b)
{
    const level *one = a, *two = b;

    if (one->order != two->order)
        return one->order < two->order ? -1 : 1;
    return coding_span_compare(one->name, two->name);
}

/* Orders what a side lists: place by number, labels by place. */
static coding_status
order_levels(coding_matrix *matrix, axis *side, level *levels, size_t count,
             size_t numbers)
{
    coding_status status =
        base_alloc(matrix->context, (numbers + 1) * sizeof *side->place,
                   (void **)(void *)&side->place);

    if (status == CODING_OK)
        status = ARENA_ARRAY(&matrix->texts, count + 1, &side->labels);
    if (status != CODING_OK)
        return status;
    qsort(levels, count, sizeof *levels, compare_levels);
    for (size_t i = 0; i < numbers; i++)
        side->place[i] = MATRIX_NONE;
    for (size_t i = 0; i < count; i++) {
        side->place[levels[i].number] = i;
        side->labels[i] = levels[i].name;
    }
    side->count = count;
    return CODING_OK;
}

/* Who was met: they are in the base, or speak in a document. */
static bool
is_met(const coding_matrix *matrix, size_t who)
{
    bool met = who < matrix->present_capacity && matrix->present[who];

    for (size_t i = 0; !met && i < matrix->facets.count; i++)
        met = who < matrix->facet_list[i].base_capacity &&
              matrix->facet_list[i].base[who];
    return met;
}

/* What a survey's dictionary says of the side; NULL: nothing. */
static const meanings_entry *
entry_of(const coding_matrix *matrix, const axis *side)
{
    return side->kind == AXIS_ATTRIBUTE
               ? meanings_find(&matrix->dictionary, side->names[0].name)
               : NULL;
}

static bool
is_answer(const meanings_entry *entry, coding_span cell)
{
    return cell.length > 0 &&
           (entry == NULL ||
            meanings_place(entry->missing, entry->missing_count, cell) ==
                entry->missing_count);
}

/* Levels of the dictionary are there though nobody has them. */
static coding_status
add_listed(const meanings_entry *entry, axis *side)
{
    size_t number = 0;
    coding_status status = CODING_OK;

    for (size_t i = 0;
         status == CODING_OK && entry != NULL && i < entry->level_count; i++)
        status = map_add(&side->levels, entry->levels[i].code, &number);
    return status;
}

static coding_status
add_levels(const meanings_entry *entry, axis *side, coding_span cell)
{
    size_t number = 0, from = 0;
    coding_status status = CODING_OK;

    if (!side->list)
        return is_answer(entry, cell) ? map_add(&side->levels, cell, &number)
                                      : CODING_OK;
    for (size_t i = 0; status == CODING_OK && i <= cell.length; i++) {
        coding_span one;

        if (i < cell.length && cell.at[i] != ';')
            continue;
        one = coding_span_trim((coding_span){cell.at + from, i - from});
        if (one.length > 0)
            status = map_add(&side->levels, one, &number);
        from = i + 1;
    }
    return status;
}

static coding_status
settle_people(coding_matrix *matrix)
{
    bool *varies = NULL;
    coding_status status = ARENA_ARRAY(
        &matrix->texts, matrix->who.ids.count + 1, &matrix->attributes);

    if (status == CODING_OK)
        status = ARENA_ARRAY(&matrix->texts, matrix->who.attribute_count + 1,
                             &varies);
    for (size_t i = 0; status == CODING_OK && i < matrix->who.ids.count; i++)
        status = people_settle(&matrix->who, i, varies, &matrix->attributes[i]);
    if (status == CODING_OK && matrix->side != NULL &&
        matrix->side->kind == AXIS_ATTRIBUTE && varies[matrix->side->attribute])
        diag_note(matrix->context, "attribute-varies", (diag_place){0},
                  "'%.*s' differs between documents of one respondent: the "
                  "participants' row or the earliest interview decides",
                  DIAG_SPAN(matrix->side->name));
    return status;
}

/* The numbers that a side is about, and how many. */
static size_t
count_levels(const coding_matrix *matrix, const axis *side)
{
    switch (side->kind) {
    case AXIS_ATTRIBUTE:
        return side->levels.count;
    case AXIS_RESPONDENT:
        return matrix->who.ids.count;
    case AXIS_QUESTION:
        return matrix->questions.count;
    case AXIS_DOCUMENT:
        return matrix->who.documents.count;
    case AXIS_CODES:
    default:
        return 0;
    }
}

/* Listed levels by their labels and in their order, then the others. */
static level
attribute_level(const meanings_entry *entry, const axis *side, size_t number)
{
    level made = {.name = map_name(&side->levels, number), .number = number};

    if (entry == NULL)
        return made;
    made.order = meanings_place(entry->levels, entry->level_count, made.name);
    if (made.order < entry->level_count)
        made.name = entry->levels[made.order].label;
    return made;
}

static level
level_of(const coding_matrix *matrix, const axis *side, size_t number)
{
    level made = {.number = number};

    switch (side->kind) {
    case AXIS_ATTRIBUTE:
        made = attribute_level(entry_of(matrix, side), side, number);
        break;
    case AXIS_RESPONDENT:
        made.name = map_name(&matrix->who.ids, number);
        break;
    case AXIS_QUESTION:
        made.name = map_name(&matrix->questions, number);
        made.order = matrix->question_order[number];
        break;
    case AXIS_DOCUMENT:
        made.name = map_name(&matrix->who.documents, number);
        break;
    case AXIS_CODES:
    default:
        break;
    }
    return made;
}

static coding_status
settle_levels(coding_matrix *matrix, axis *side)
{
    const meanings_entry *entry = entry_of(matrix, side);
    coding_status status = add_listed(entry, side);
    level *levels = NULL;
    size_t count = 0, numbers;

    for (size_t i = 0; status == CODING_OK && side->kind == AXIS_ATTRIBUTE &&
                       i < matrix->who.ids.count;
         i++)
        if (is_met(matrix, i))
            status =
                add_levels(entry, side, matrix->attributes[i][side->attribute]);
    numbers = count_levels(matrix, side);
    if (status == CODING_OK)
        status = base_alloc(matrix->context, (numbers + 1) * sizeof *levels,
                            (void **)(void *)&levels);
    for (size_t i = 0; status == CODING_OK && i < numbers; i++) {
        levels[count] = level_of(matrix, side, i);
        count += levels[count].name.length > 0 &&
                 (side->kind != AXIS_RESPONDENT || is_met(matrix, i));
    }
    if (status == CODING_OK)
        status = order_levels(matrix, side, levels, count, numbers);
    base_free(matrix->context, levels);
    return status;
}

static coding_status
settle_side(coding_matrix *matrix, axis *side)
{
    return side->kind == AXIS_CODES ? settle_codes(matrix, side)
                                    : settle_levels(matrix, side);
}

/* Whether codings of a facet are gone where they are needed. */
static bool
is_dropped(const coding_matrix *matrix, const matrix_facet *facet)
{
    bool near = places_wanted(matrix) ||
                (matrix->side != NULL && matrix->side->kind == AXIS_DOCUMENT);

    if (facet->codings > 0)
        return false;
    return near ? matrix->dropped || facet->told > 0
                : matrix->dropped && facet->answers == 0;
}

static bool
is_used(const coding_matrix *matrix, size_t facet)
{
    for (size_t i = 0; i < matrix->codes.count; i++)
        if (matrix->code_list[i].facet == facet &&
            matrix->code_list[i].roles != 0)
            return true;
    return false;
}

static coding_status
check_codings(const coding_matrix *matrix)
{
    for (size_t i = 0; i < matrix->facets.count; i++) {
        const matrix_facet *facet = &matrix->facet_list[i];

        if (facet->judged > 0 && facet->unjudged > 0)
            return diag_error(
                matrix->context, CODING_EDATA, "matrix-half-tallied",
                (diag_place){0},
                "facet %.*s: a tally judged some of its codings and not the "
                "others; tally the whole stream",
                DIAG_SPAN(map_name(&matrix->facets, i)));
        if (is_dropped(matrix, facet) && is_used(matrix, i))
            return diag_error(
                matrix->context, CODING_EDATA, "matrix-dropped",
                (diag_place){0},
                "the coding rows of facet %.*s are not in the stream, an "
                "--only before dropped them; expected them, or a tally's "
                "answers and --within answer or respondent",
                DIAG_SPAN(map_name(&matrix->facets, i)));
    }
    return CODING_OK;
}

coding_status
axis_settle(coding_matrix *matrix)
{
    coding_status status = check_names(matrix, &matrix->rows);

    if (status == CODING_OK)
        status = check_names(matrix, &matrix->by);
    if (status == CODING_OK && matrix->items.length > 0 &&
        map_find(&matrix->facets, matrix->items) == MAP_NONE)
        return unknown(matrix, matrix->items, false, true);
    if (status == CODING_OK)
        status = check_codings(matrix);
    if (status == CODING_OK)
        status = rank_codes(matrix);
    if (status == CODING_OK)
        status = settle_people(matrix);
    if (status == CODING_OK)
        status = settle_side(matrix, &matrix->rows);
    if (status == CODING_OK)
        status = settle_side(matrix, &matrix->by);
    if (status == CODING_OK &&
        (double)matrix->rows.count * (double)matrix->by.count >
            MOST_MATRIX_CELLS)
        return diag_error(
            matrix->context, CODING_EDATA, "table-too-large", (diag_place){0},
            "%.*s x %.*s: %zu x %zu cells; a table has at most "
            "%d",
            DIAG_SPAN(matrix->rows.name), DIAG_SPAN(matrix->by.name),
            matrix->rows.count, matrix->by.count, MOST_MATRIX_CELLS);
    return status;
}

/* ---- where a person stands ---- */

/* The nth value of a list, of the levels of a side. */
static size_t
list_item(const axis *side, coding_span cell, size_t nth)
{
    size_t from = 0;

    for (size_t i = 0; i <= cell.length; i++) {
        coding_span one;

        if (i < cell.length && cell.at[i] != ';')
            continue;
        one = coding_span_trim((coding_span){cell.at + from, i - from});
        from = i + 1;
        if (one.length > 0 && nth-- == 0)
            return map_find(&side->levels, one);
    }
    return MAP_NONE;
}

size_t
axis_item(const coding_matrix *matrix, size_t who, size_t number, size_t nth)
{
    const axis *side = matrix->side;
    size_t found = MAP_NONE;
    coding_span cell;

    switch (side->kind) {
    case AXIS_ATTRIBUTE:
        cell = matrix->attributes[who][side->attribute];
        if (side->list)
            found = list_item(side, cell, nth);
        else if (nth == 0 && cell.length > 0)
            found = map_find(&side->levels, cell);
        break;
    case AXIS_RESPONDENT:
        found = nth == 0 ? who : MAP_NONE;
        break;
    case AXIS_QUESTION:
    case AXIS_DOCUMENT:
        found = nth == 0 ? number : MAP_NONE;
        break;
    case AXIS_CODES:
    default:
        break;
    }
    return found == MAP_NONE ? MATRIX_NONE : side->place[found];
}
