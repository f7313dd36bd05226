/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From what met to cells: mentions added up, and distinct respondents,
   organisations and items of every cell, row and column. */
#include <stdlib.h>

#include "base/memory.h"
#include "matrix/matrix_result.h"

/* A pair in a cell; a person of two dyads is in two. */
typedef struct {
    size_t row, column, person, pair;
} entry;

typedef struct {
    coding_matrix *matrix;
    entry *entries;
    size_t count, capacity;
    size_t *items;      /* numbers in met_items by pair ... */
    size_t *first_item; /* ... where those of a pair begin */
    size_t *person_seen, *organisation_seen, *item_seen; /* in which run */
    size_t run;
} tallying;

/* ---- bases ---- */

bool
matrix_figures_in_base(const coding_matrix *matrix, size_t facet, size_t who)
{
    const matrix_facet *of = &matrix->facet_list[facet];

    if (of->answers > 0)
        return who < of->base_capacity && of->base[who];
    return who < matrix->present_capacity && matrix->present[who];
}

uint64_t
matrix_figures_base(const coding_matrix *matrix, size_t facet)
{
    uint64_t count = 0;

    for (size_t i = 0; i < matrix->who.ids.count; i++)
        count += matrix_figures_in_base(matrix, facet, i);
    return count;
}

/* Whether a person could have been counted at an item of the side that is no
   codes. */
static bool
could_be(const coding_matrix *matrix, size_t who, size_t number)
{
    const axis *side = matrix->side;

    if (side->kind == AXIS_QUESTION && matrix->covered[number])
        return triples_find(&matrix->asked, (triple){who, number, 0}) !=
               TRIPLES_NONE;
    if (side->kind == AXIS_DOCUMENT)
        return triples_find(&matrix->who.pairs, (triple){who, number, 0}) !=
               TRIPLES_NONE;
    return true;
}

/* People of the base of a facet at each item of the side. */
static void
count_side(const coding_matrix *matrix, size_t facet, uint64_t *bases)
{
    const axis *side = matrix->side;
    bool person_only =
        side->kind == AXIS_ATTRIBUTE || side->kind == AXIS_RESPONDENT;
    size_t levels = side->kind == AXIS_QUESTION ? matrix->questions.count
                                                : matrix->who.documents.count;

    for (size_t i = 0; i < matrix->who.ids.count; i++) {
        size_t item;

        if (!matrix_figures_in_base(matrix, facet, i))
            continue;
        for (size_t n = 0;
             person_only && (item = axis_item(matrix, i, 0, n)) != MATRIX_NONE;
             n++)
            bases[item]++;
        for (size_t n = 0; !person_only && n < levels; n++)
            if (side->place[n] != MATRIX_NONE && could_be(matrix, i, n))
                bases[side->place[n]]++;
    }
}

static uint64_t
count_both(const coding_matrix *matrix, size_t a, size_t b)
{
    uint64_t count = 0;

    for (size_t i = 0; i < matrix->who.ids.count; i++)
        count += matrix_figures_in_base(matrix, a, i) &&
                 matrix_figures_in_base(matrix, b, i);
    return count;
}

/* The base of two facets, counted once. */
static uint64_t
base_of(const coding_matrix *matrix, size_t a, size_t b, uint64_t *known)
{
    uint64_t *at = &known[a * matrix->facets.count + b];

    if (*at == UINT64_MAX)
        *at = count_both(matrix, a, b);
    return *at;
}

static coding_status
make_code_bases(coding_matrix *matrix)
{
    size_t columns = matrix->by.count;
    size_t count = matrix->facets.count * matrix->facets.count;
    uint64_t *known = NULL;
    coding_status status = ARENA_ARRAY(&matrix->texts, count + 1, &known);

    if (status != CODING_OK)
        return status;
    for (size_t i = 0; i < count; i++)
        known[i] = UINT64_MAX;
    for (size_t i = 0; i < matrix->rows.count * columns; i++)
        matrix->bases[i] = base_of(
            matrix, matrix->code_list[matrix->rows.codes[i / columns]].facet,
            matrix->code_list[matrix->by.codes[i % columns]].facet, known);
    return CODING_OK;
}

static coding_status
make_side_bases(coding_matrix *matrix)
{
    bool on_top = matrix->side == &matrix->by;
    const axis *codes = on_top ? &matrix->rows : &matrix->by;
    size_t columns = matrix->by.count, width = matrix->side->count + 1;
    uint64_t *known = NULL;
    bool *done = NULL;
    coding_status status =
        ARENA_ARRAY(&matrix->texts, matrix->facets.count * width, &known);

    if (status == CODING_OK)
        status = ARENA_ARRAY(&matrix->texts, matrix->facets.count + 1, &done);
    for (size_t i = 0; status == CODING_OK && i < codes->count; i++) {
        size_t facet = matrix->code_list[codes->codes[i]].facet;

        if (!done[facet])
            count_side(matrix, facet, known + facet * width);
        done[facet] = true;
        for (size_t k = 0; k < matrix->side->count; k++)
            matrix->bases[on_top ? i * columns + k : k * columns + i] =
                known[facet * width + k];
    }
    return status;
}

/* ---- entries ---- */

static coding_status
add_entry(tallying *all, entry made)
{
    coding_status status = BASE_GROW(all->matrix->context, &all->entries,
                                     &all->capacity, all->count + 1);

    if (status == CODING_OK)
        all->entries[all->count++] = made;
    return status;
}

static coding_status
add_pair(tallying *all, size_t pair)
{
    coding_matrix *matrix = all->matrix;
    triple key = matrix->pairs.items[pair];
    size_t item;
    bool on_top = matrix->side == &matrix->by;
    coding_status status = CODING_OK;

    if (matrix->side == NULL)
        return add_entry(all,
                         (entry){matrix->rows.place[key.a],
                                 matrix->by.place[key.b], (size_t)key.c, pair});
    for (size_t n = 0; status == CODING_OK &&
                       (item = axis_item(matrix, (size_t)key.c, (size_t)key.b,
                                         n)) != MATRIX_NONE;
         n++) {
        size_t code = (on_top ? &matrix->rows : &matrix->by)->place[key.a];

        status =
            add_entry(all, (entry){on_top ? code : item, on_top ? item : code,
                                   (size_t)key.c, pair});
    }
    return status;
}

static int
compare_rows(const void *a, const void *b)
{
    const entry *one = a, *two = b;

    if (one->row != two->row)
        return one->row < two->row ? -1 : 1;
    return (one->column > two->column) - (one->column < two->column);
}

static int
compare_columns(const void *a, const void *b)
{
    const entry *one = a, *two = b;

    return (one->column > two->column) - (one->column < two->column);
}

/* ---- runs ---- */

/* Adds an entry to what is counted in the run at hand. */
static void
count_entry(tallying *all, const entry *one, matrix_count *out)
{
    const coding_matrix *matrix = all->matrix;
    size_t organisation = matrix->organisations[one->person];

    out->mentions += matrix->pair_counts[one->pair];
    out->respondents += all->person_seen[one->person] != all->run;
    all->person_seen[one->person] = all->run;
    if (organisation != MATRIX_NONE) {
        out->organisations += all->organisation_seen[organisation] != all->run;
        all->organisation_seen[organisation] = all->run;
    }
    for (size_t i = all->first_item[one->pair];
         i < all->first_item[one->pair + 1]; i++) {
        size_t item = (size_t)matrix->met_items.items[all->items[i]].b;

        out->items += all->item_seen[item] != all->run;
        all->item_seen[item] = all->run;
    }
}

static void
count_cells(tallying *all)
{
    size_t columns = all->matrix->by.count;

    for (size_t i = 0; i < all->count; i++) {
        const entry *one = &all->entries[i];

        if (i == 0 || compare_rows(one - 1, one) != 0)
            all->run++;
        count_entry(all, one,
                    &all->matrix->counts[one->row * columns + one->column]);
    }
    for (size_t i = 0; i < all->count; i++) {
        const entry *one = &all->entries[i];

        if (i == 0 || one->row != one[-1].row)
            all->run++;
        count_entry(all, one, &all->matrix->row_sums[one->row]);
    }
}

static void
count_columns(tallying *all)
{
    if (all->count > 0)
        qsort(all->entries, all->count, sizeof *all->entries, compare_columns);
    for (size_t i = 0; i < all->count; i++) {
        const entry *one = &all->entries[i];

        if (i == 0 || one->column != one[-1].column)
            all->run++;
        count_entry(all, one, &all->matrix->column_sums[one->column]);
    }
    all->run++;
    for (size_t i = 0; i < all->count; i++)
        count_entry(all, &all->entries[i], &all->matrix->whole);
}

/* ---- making ---- */

/* Numbers of the items of each pair, pair by pair. */
static coding_status
index_items(tallying *all)
{
    const triples *met = &all->matrix->met_items;
    size_t pairs = all->matrix->pairs.count;
    arena *keep = &all->matrix->texts;
    coding_status status = ARENA_ARRAY(keep, pairs + 2, &all->first_item);

    if (status == CODING_OK)
        status = ARENA_ARRAY(keep, met->count + 1, &all->items);
    if (status != CODING_OK)
        return status;
    for (size_t i = 0; i < met->count; i++)
        all->first_item[met->items[i].a + 2]++;
    for (size_t i = 2; i < pairs + 2; i++)
        all->first_item[i] += all->first_item[i - 1];
    for (size_t i = 0; i < met->count; i++)
        all->items[all->first_item[met->items[i].a + 1]++] = i;
    return CODING_OK;
}

static coding_status
number_organisations(coding_matrix *matrix)
{
    map names;
    size_t column = MATRIX_NONE, count = matrix->who.ids.count;
    coding_status status =
        ARENA_ARRAY(&matrix->texts, count + 1, &matrix->organisations);

    map_init(&names, matrix->context);
    for (size_t i = 0; i < matrix->who.attribute_count; i++)
        if (coding_span_is(matrix->who.attribute_names[i], "organisation"))
            column = i;
    for (size_t i = 0; status == CODING_OK && i < count; i++) {
        matrix->organisations[i] = MATRIX_NONE;
        if (column != MATRIX_NONE && matrix->attributes[i][column].length > 0)
            status = map_add(&names, matrix->attributes[i][column],
                             &matrix->organisations[i]);
    }
    matrix->organisation_count = names.count;
    map_clear(&names);
    return status;
}

static coding_status
make_room(coding_matrix *matrix)
{
    size_t cells = matrix->rows.count * matrix->by.count;
    arena *keep = &matrix->texts;
    coding_status status = ARENA_ARRAY(keep, cells + 1, &matrix->counts);

    if (status == CODING_OK)
        status = ARENA_ARRAY(keep, cells + 1, &matrix->bases);
    if (status == CODING_OK)
        status = ARENA_ARRAY(keep, matrix->rows.count + 1, &matrix->row_sums);
    if (status == CODING_OK)
        status = ARENA_ARRAY(keep, matrix->by.count + 1, &matrix->column_sums);
    if (status == CODING_OK)
        status = number_organisations(matrix);
    return status;
}

static coding_status
make_marks(tallying *all)
{
    const coding_matrix *matrix = all->matrix;
    arena *keep = &all->matrix->texts;
    coding_status status =
        ARENA_ARRAY(keep, matrix->who.ids.count + 1, &all->person_seen);

    if (status == CODING_OK)
        status = ARENA_ARRAY(keep, matrix->organisation_count + 1,
                             &all->organisation_seen);
    if (status == CODING_OK)
        status = ARENA_ARRAY(keep, matrix->codes.count + 1, &all->item_seen);
    return status;
}

static void
count_missing(coding_matrix *matrix)
{
    const axis *codes =
        matrix->side == &matrix->by ? &matrix->rows : &matrix->by;

    if (matrix->side == NULL || matrix->side->kind != AXIS_ATTRIBUTE ||
        codes->count == 0)
        return;
    for (size_t i = 0; i < matrix->who.ids.count; i++)
        matrix->missing +=
            matrix_figures_in_base(
                matrix, matrix->code_list[codes->codes[0]].facet, i) &&
            axis_item(matrix, i, 0, 0) == MATRIX_NONE;
}

static coding_matrix_cell
choose_unit(const coding_matrix *matrix)
{
    if (matrix->options.cell != CODING_MATRIX_DEFAULT)
        return matrix->options.cell;
    if (matrix->items.length > 0)
        return CODING_MATRIX_ITEMS;
    if (matrix->side != NULL && matrix->side->kind != AXIS_ATTRIBUTE)
        return CODING_MATRIX_MENTIONS;
    return CODING_MATRIX_RESPONDENTS;
}

uint64_t
matrix_figures_n(const coding_matrix *matrix, const matrix_count *count)
{
    switch (matrix->unit) {
    case CODING_MATRIX_ITEMS:
        return count->items;
    case CODING_MATRIX_MENTIONS:
        return count->mentions;
    case CODING_MATRIX_ORGANISATIONS:
        return count->organisations;
    case CODING_MATRIX_RESPONDENTS:
    case CODING_MATRIX_DEFAULT:
    default:
        return count->respondents;
    }
}

coding_status
matrix_figures_make(coding_matrix *matrix)
{
    tallying all = {.matrix = matrix};
    coding_status status = make_room(matrix);

    matrix->unit = choose_unit(matrix);
    if (status == CODING_OK)
        status = matrix->side == NULL ? make_code_bases(matrix)
                                      : make_side_bases(matrix);
    if (status == CODING_OK)
        status = index_items(&all);
    if (status == CODING_OK)
        status = make_marks(&all);
    for (size_t i = 0; status == CODING_OK && i < matrix->pairs.count; i++)
        status = add_pair(&all, i);
    if (status == CODING_OK) {
        if (all.count > 0)
            qsort(all.entries, all.count, sizeof *all.entries, compare_rows);
        count_cells(&all);
        count_columns(&all);
        count_missing(matrix);
    }
    base_free(matrix->context, all.entries);
    return status;
}

/* ---- items of cells ---- */

typedef struct {
    const coding_matrix *matrix;
    matrix_met *items;
    size_t count, capacity;
} listing;

static coding_status
list_item(listing *all, size_t row, size_t column, size_t number)
{
    const coding_matrix *matrix = all->matrix;
    triple met = matrix->met_items.items[number];
    coding_status status =
        BASE_GROW(matrix->context, &all->items, &all->capacity, all->count + 1);

    if (status == CODING_OK)
        all->items[all->count++] = (matrix_met){
            row * matrix->by.count + column, matrix->code_list[met.b].rank,
            (size_t)matrix->pairs.items[met.a].c, matrix->item_counts[number]};
    return status;
}

static coding_status
list_pair(listing *all, size_t number)
{
    const coding_matrix *matrix = all->matrix;
    triple key = matrix->pairs.items[matrix->met_items.items[number].a];
    bool on_top = matrix->side == &matrix->by;
    coding_status status = CODING_OK;
    size_t item;

    if (matrix->side == NULL)
        return list_item(all, matrix->rows.place[key.a],
                         matrix->by.place[key.b], number);
    for (size_t n = 0; status == CODING_OK &&
                       (item = axis_item(matrix, (size_t)key.c, (size_t)key.b,
                                         n)) != MATRIX_NONE;
         n++)
        status = on_top
                     ? list_item(all, matrix->rows.place[key.a], item, number)
                     : list_item(all, item, matrix->by.place[key.a], number);
    return status;
}

static int
compare_met(const void *a, const void *b)
{
    const matrix_met *one = a, *two = b;

    if (one->cell != two->cell)
        return one->cell < two->cell ? -1 : 1;
    if (one->item != two->item)
        return one->item < two->item ? -1 : 1;
    return (one->person > two->person) - (one->person < two->person);
}

coding_status
matrix_figures_items(const coding_matrix *matrix, matrix_met **out,
                     size_t *count)
{
    listing all = {.matrix = matrix};
    coding_status status = CODING_OK;

    for (size_t i = 0; status == CODING_OK && i < matrix->met_items.count; i++)
        status = list_pair(&all, i);
    if (status != CODING_OK) {
        base_free(matrix->context, all.items);
        return status;
    }
    if (all.count > 0)
        qsort(all.items, all.count, sizeof *all.items, compare_met);
    *out = all.items;
    *count = all.count;
    return CODING_OK;
}
