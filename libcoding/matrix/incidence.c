/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What met: pairs of codes, or of a code and a level, by person; and the items
   that stood with them. */
#include <stdlib.h>

#include "base/memory.h"
#include "matrix/matrix_state.h"

coding_status
incidence_pair(coding_matrix *matrix, triple key, uint64_t mentions,
               size_t *out)
{
    bool fresh = false;
    coding_status status =
        BASE_GROW(matrix->context, &matrix->pair_counts, &matrix->pair_capacity,
                  matrix->pairs.count + 1);

    if (status == CODING_OK)
        status = triples_add(&matrix->pairs, key, out, &fresh);
    if (status != CODING_OK)
        return status;
    if (fresh)
        matrix->pair_counts[*out] = 0;
    matrix->pair_counts[*out] += mentions;
    return CODING_OK;
}

coding_status
incidence_item(coding_matrix *matrix, size_t pair, size_t item)
{
    bool fresh = false;
    size_t number = 0;
    coding_status status =
        BASE_GROW(matrix->context, &matrix->item_counts, &matrix->item_capacity,
                  matrix->met_items.count + 1);

    if (status == CODING_OK)
        status = triples_add(&matrix->met_items, (triple){pair, item, 0},
                             &number, &fresh);
    if (status != CODING_OK)
        return status;
    if (fresh)
        matrix->item_counts[number] = 0;
    matrix->item_counts[number]++;
    return CODING_OK;
}

size_t
incidence_level(const coding_matrix *matrix, size_t question, size_t document)
{
    if (matrix->side == NULL)
        return 0;
    if (matrix->side->kind == AXIS_QUESTION)
        return question;
    return matrix->side->kind == AXIS_DOCUMENT ? document : 0;
}

/* ---- one place ---- */

static int
compare_stays(const void *a, const void *b)
{
    const stay *one = a, *two = b;

    if (one->code != two->code)
        return one->code < two->code ? -1 : 1;
    return (one->question > two->question) - (one->question < two->question);
}

static unsigned
roles_of(const coding_matrix *matrix, const stay *at)
{
    return matrix->code_list[at->code].roles;
}

/* Whether the entry is the code's first in a sorted place. */
static bool
is_first(const stay *stays, size_t i)
{
    return i == 0 || stays[i].code != stays[i - 1].code;
}

static coding_status
add_items(coding_matrix *matrix, const stay *stays, size_t count, size_t pair)
{
    coding_status status = CODING_OK;

    for (size_t i = 0; status == CODING_OK && i < count; i++)
        if ((roles_of(matrix, &stays[i]) & ROLE_ITEM) != 0 &&
            is_first(stays, i))
            status = incidence_item(matrix, pair, stays[i].code);
    return status;
}

/* Every row code with every column code. */
static coding_status
pair_codes(coding_matrix *matrix, const stay *stays, size_t count)
{
    coding_status status = CODING_OK;
    size_t pair = 0;

    for (size_t r = 0; status == CODING_OK && r < count; r++) {
        if (!is_first(stays, r))
            continue;
        if ((roles_of(matrix, &stays[r]) & (ROLE_ROW | ROLE_COLUMN)) != 0)
            matrix->code_list[stays[r].code].places++;
        if ((roles_of(matrix, &stays[r]) & ROLE_ROW) == 0)
            continue;
        for (size_t c = 0; status == CODING_OK && c < count; c++) {
            if ((roles_of(matrix, &stays[c]) & ROLE_COLUMN) == 0 ||
                !is_first(stays, c))
                continue;
            status = incidence_pair(
                matrix, (triple){stays[r].code, stays[c].code, stays[r].person},
                1, &pair);
            if (status == CODING_OK)
                status = add_items(matrix, stays, count, pair);
        }
    }
    return status;
}

coding_status
incidence_place(coding_matrix *matrix, stay *stays, size_t count)
{
    coding_status status = CODING_OK;
    size_t pair = 0;

    qsort(stays, count, sizeof *stays, compare_stays);
    if (matrix->side == NULL)
        return pair_codes(matrix, stays, count);
    for (size_t i = 0; status == CODING_OK && i < count; i++) {
        if ((roles_of(matrix, &stays[i]) & (ROLE_ROW | ROLE_COLUMN)) == 0)
            continue;
        /* The mentions were counted where they were met. */
        status =
            incidence_pair(matrix,
                           (triple){stays[i].code,
                                    incidence_level(matrix, stays[i].question,
                                                    stays[i].document),
                                    stays[i].person},
                           0, &pair);
        if (status == CODING_OK)
            status = add_items(matrix, stays, count, pair);
    }
    return status;
}

/* ---- answers ---- */

static int
compare_answers(const void *a, const void *b)
{
    const stay *one = a, *two = b;

    if (one->person != two->person)
        return one->person < two->person ? -1 : 1;
    return (one->place > two->place) - (one->place < two->place);
}

/* Codes that only a tally's answers tell of, because the codings were
   dropped. */
static coding_status
take_told(coding_matrix *matrix)
{
    coding_status status = CODING_OK;
    size_t number = 0;
    bool fresh = false;

    for (size_t i = 0; status == CODING_OK && i < matrix->told.count; i++) {
        triple key = matrix->told.items[i];
        const matrix_code *code = &matrix->code_list[key.c];

        if (code->roles == 0 || matrix->facet_list[code->facet].codings > 0 ||
            (matrix->side != NULL && matrix->side->kind == AXIS_DOCUMENT))
            continue;
        status = triples_add(&matrix->named, key, &number, &fresh);
        if (status == CODING_OK && matrix->side != NULL &&
            (code->roles & (ROLE_ROW | ROLE_COLUMN)) != 0)
            status = incidence_pair(
                matrix,
                (triple){key.c, incidence_level(matrix, key.b, 0), key.a},
                matrix->told_counts[i], &number);
    }
    return status;
}

static coding_status
give_places(coding_matrix *matrix, stay *stays, size_t count)
{
    coding_status status = CODING_OK;

    for (size_t from = 0, to = 0; status == CODING_OK && from < count;
         from = to) {
        while (to < count && compare_answers(&stays[from], &stays[to]) == 0)
            to++;
        status = incidence_place(matrix, stays + from, to - from);
    }
    return status;
}

coding_status
incidence_answers(coding_matrix *matrix)
{
    bool whole = matrix->options.within == CODING_MATRIX_RESPONDENT;
    stay *stays = NULL;
    size_t count;
    coding_status status = take_told(matrix);

    if (status != CODING_OK || places_wanted(matrix) ||
        (matrix->side != NULL && matrix->items.length == 0))
        return status;
    count = matrix->named.count;
    status = base_alloc(matrix->context, (count + 1) * sizeof *stays,
                        (void **)(void *)&stays);
    if (status != CODING_OK)
        return status;
    for (size_t i = 0; i < count; i++) {
        triple key = matrix->named.items[i];

        stays[i] = (stay){.person = (size_t)key.a,
                          .place = whole ? 0 : key.b,
                          .question = (size_t)key.b,
                          .code = (size_t)key.c};
    }
    qsort(stays, count, sizeof *stays, compare_answers);
    status = give_places(matrix, stays, count);
    base_free(matrix->context, stays);
    return status;
}
