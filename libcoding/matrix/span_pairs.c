/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Passages that share characters. A passage of the row's code is paired with at
   most one of the column's and the other way round, as many as can be: then a
   count is never above that of either code, and does not depend on which of the
   two is the row. */
#include <stdlib.h>

#include "base/memory.h"
#include "matrix/matrix_state.h"

/* Two codings, by number, that overlap. */
typedef struct {
    size_t row_code, column_code;
    size_t row, column;
} overlap_pair;

typedef struct {
    coding_matrix *matrix;
    const held_coding *codings;
    size_t count;
    uint64_t *reach; /* the furthest end of a coding and those before it */
    overlap_pair *pairs;
    size_t pair_count, pair_capacity;
} overlaps;

static int
compare_codings(const void *a, const void *b)
{
    const held_coding *one = a, *two = b;

    if (one->person != two->person)
        return one->person < two->person ? -1 : 1;
    if (one->start != two->start)
        return one->start < two->start ? -1 : 1;
    if (one->end != two->end)
        return one->end < two->end ? -1 : 1;
    return (one->code > two->code) - (one->code < two->code);
}

/* By pair of codes, then from left to right. */
static int
compare_pairs(const void *a, const void *b)
{
    const overlap_pair *one = a, *two = b;

    if (one->row_code != two->row_code)
        return one->row_code < two->row_code ? -1 : 1;
    if (one->column_code != two->column_code)
        return one->column_code < two->column_code ? -1 : 1;
    if (one->row != two->row)
        return one->row < two->row ? -1 : 1;
    return (one->column > two->column) - (one->column < two->column);
}

static unsigned
roles_of(const overlaps *all, size_t coding)
{
    return all->matrix->code_list[all->codings[coding].code].roles;
}

static coding_status
add_pair(overlaps *all, size_t row, size_t column)
{
    const held_coding *r = &all->codings[row], *c = &all->codings[column];
    coding_status status;

    if ((roles_of(all, row) & ROLE_ROW) == 0 ||
        (roles_of(all, column) & ROLE_COLUMN) == 0)
        return CODING_OK;
    /* A code meets itself in each of its passages, not in pairs of them. */
    if (r->code == c->code && row != column)
        return CODING_OK;
    status = BASE_GROW(all->matrix->context, &all->pairs, &all->pair_capacity,
                       all->pair_count + 1);
    if (status == CODING_OK)
        all->pairs[all->pair_count++] =
            (overlap_pair){r->code, c->code, row, column};
    return status;
}

/* Codings are sorted by start: those that overlap one begin before its end. */
static coding_status
find_pairs(overlaps *all)
{
    coding_status status = CODING_OK;

    for (size_t i = 0; status == CODING_OK && i < all->count; i++) {
        const held_coding *one = &all->codings[i];

        status = add_pair(all, i, i);
        for (size_t k = i + 1; status == CODING_OK && k < all->count &&
                               all->codings[k].start < one->end;
             k++) {
            status = add_pair(all, i, k);
            if (status == CODING_OK)
                status = add_pair(all, k, i);
        }
    }
    return status;
}

/* Items that overlap what the two have in common, or the one coding. */
static coding_status
add_items(const overlaps *all, size_t a, size_t b, size_t pair)
{
    const held_coding *one = &all->codings[a], *other = &all->codings[b];
    uint64_t from = one->start > other->start ? one->start : other->start;
    uint64_t to = one->end < other->end ? one->end : other->end;
    coding_status status = CODING_OK;
    size_t at = a < b ? a : b;

    if (all->matrix->items.length == 0)
        return CODING_OK;
    while (at > 0 && all->reach[at - 1] > from)
        at--;
    for (;
         status == CODING_OK && at < all->count && all->codings[at].start < to;
         at++)
        if ((roles_of(all, at) & ROLE_ITEM) != 0 && all->codings[at].end > from)
            status = incidence_item(all->matrix, pair, all->codings[at].code);
    return status;
}

/* Takes each coding once: from left to right, the first free one is the best,
   since passages of one code do not contain each other. */
static coding_status
match_pairs(overlaps *all)
{
    size_t *row_taken = NULL, *column_taken = NULL;
    coding_status status =
        base_alloc(all->matrix->context, (all->count + 1) * sizeof *row_taken,
                   (void **)(void *)&row_taken);

    if (status == CODING_OK)
        status = base_alloc(all->matrix->context,
                            (all->count + 1) * sizeof *column_taken,
                            (void **)(void *)&column_taken);
    for (size_t i = 0, run = 1; status == CODING_OK && i < all->pair_count;
         i++) {
        const overlap_pair *one = &all->pairs[i];
        size_t pair = 0;
        bool free_both;

        if (i > 0 && (one->row_code != one[-1].row_code ||
                      one->column_code != one[-1].column_code))
            run++;
        free_both =
            row_taken[one->row] != run && column_taken[one->column] != run;
        if (free_both)
            row_taken[one->row] = column_taken[one->column] = run;
        status = incidence_pair(all->matrix,
                                (triple){one->row_code, one->column_code,
                                         all->codings[one->row].person},
                                free_both ? 1 : 0, &pair);
        if (status == CODING_OK)
            status = add_items(all, one->row, one->column, pair);
    }
    base_free(all->matrix->context, row_taken);
    base_free(all->matrix->context, column_taken);
    return status;
}

/* Codes with a level need the items that overlap them only. */
static coding_status
match_levels(overlaps *all, size_t document)
{
    coding_status status = CODING_OK;
    size_t pair = 0;

    for (size_t i = 0; status == CODING_OK && i < all->count; i++) {
        const held_coding *one = &all->codings[i];

        if ((roles_of(all, i) & (ROLE_ROW | ROLE_COLUMN)) == 0)
            continue;
        status = incidence_pair(
            all->matrix,
            (triple){one->code,
                     incidence_level(all->matrix, one->question, document),
                     one->person},
            0, &pair);
        if (status == CODING_OK)
            status = add_items(all, i, i, pair);
    }
    return status;
}

static coding_status
pair_person(coding_matrix *matrix, const desk *of, size_t from, size_t count)
{
    overlaps all = {
        .matrix = matrix, .codings = of->codings + from, .count = count};
    coding_status status =
        base_alloc(matrix->context, (count + 1) * sizeof *all.reach,
                   (void **)(void *)&all.reach);

    if (status != CODING_OK)
        return status;
    for (size_t i = 0; i < count; i++) {
        uint64_t end = all.codings[i].end;

        all.reach[i] = i > 0 && all.reach[i - 1] > end ? all.reach[i - 1] : end;
        if ((roles_of(&all, i) & (ROLE_ROW | ROLE_COLUMN)) != 0)
            matrix->code_list[all.codings[i].code].places++;
    }
    if (matrix->side != NULL)
        status = match_levels(&all, of->document);
    else
        status = find_pairs(&all);
    if (status == CODING_OK && all.pair_count > 0) {
        qsort(all.pairs, all.pair_count, sizeof *all.pairs, compare_pairs);
        status = match_pairs(&all);
    }
    base_free(matrix->context, all.pairs);
    base_free(matrix->context, all.reach);
    return status;
}

coding_status
span_pairs(coding_matrix *matrix, desk *of)
{
    coding_status status = CODING_OK;
    size_t kept = 0;

    for (size_t i = 0; i < of->coding_count; i++) {
        if (of->codings[i].placed)
            of->codings[kept++] = of->codings[i];
        else
            matrix->astray++;
    }
    of->coding_count = kept;
    if (kept > 0)
        qsort(of->codings, kept, sizeof *of->codings, compare_codings);
    for (size_t from = 0, to = 0; status == CODING_OK && from < kept;
         from = to) {
        while (to < kept && of->codings[to].person == of->codings[from].person)
            to++;
        status = pair_person(matrix, of, from, to - from);
    }
    return status;
}
