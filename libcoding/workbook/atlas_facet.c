/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The plan of the sheets of one facet's tally: who is in the base, who named
   what, and where it stands. See workbook/atlas.h. */
#include "workbook/atlas_facet.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

size_t
atlas_grid_column(const atlas_facet *facet, size_t code)
{
    for (size_t i = 0; i < facet->code_count; i++)
        if (facet->codes[i] == code)
            return i;
    return facet->code_count;
}

size_t
atlas_named(const atlas_facet *facet, size_t column)
{
    size_t count = 0;

    for (size_t i = 0; i < facet->people_count; i++)
        count += facet->bits[i * facet->code_count + column];
    return count;
}

static int
compare_numbers(const void *one, const void *two)
{
    const size_t *a = one, *b = two;

    return (*a > *b) - (*a < *b);
}

double
atlas_in_unit(const atlas *plan, const atlas_facet *facet, size_t i)
{
    static const figure figures[TALLY_COLUMNS] = {
        [TALLY_RESPONDENTS] = FIGURE_RESPONDENTS,
        [TALLY_ORGANISATIONS] = FIGURE_ORGANISATIONS,
        [TALLY_DYADS] = FIGURE_DYADS,
        [TALLY_DOCUMENTS] = FIGURE_DOCUMENTS,
        [TALLY_MENTIONS] = FIGURE_MENTIONS,
    };

    for (size_t c = TALLY_RESPONDENTS; c < TALLY_COLUMNS; c++)
        if (facet->column[c] != ATLAS_NOWHERE &&
            facet->column[c] == facet->unit_column)
            return plan->found->counts[facet->tally->counts[i]]
                .number[figures[c]];
    return (double)NAN;
}

/* The facet's codes in the order of the codebook. */
static coding_status
find_codes(atlas *plan, atlas_facet *facet)
{
    const model_tally *tally = facet->tally;
    coding_status status =
        ARENA_ARRAY(&plan->keep, tally->count + 1, &facet->codes);

    if (status != CODING_OK)
        return status;
    for (size_t i = 0; i < tally->count; i++)
        facet->codes[i] = plan->found->counts[tally->counts[i]].code;
    facet->code_count = tally->count;
    qsort(facet->codes, facet->code_count, sizeof *facet->codes,
          compare_numbers);
    return CODING_OK;
}

static bool
is_mine(const atlas *plan, const atlas_facet *facet, const model_answer *answer)
{
    return coding_span_equal(map_name(&plan->found->facet_ids, answer->facet),
                             facet->tally->facet);
}

/* The base: respondents with an answer row, in the order of tables. row_of
   gets each respondent's row. */
static coding_status
find_people(atlas *plan, atlas_facet *facet, size_t *row_of)
{
    const model *found = plan->found;
    coding_status status = base_alloc(
        plan->context, (found->respondent_count + 1) * sizeof *facet->people,
        (void **)(void *)&facet->people);

    if (status != CODING_OK)
        return status;
    for (size_t i = 0; i < found->answer_count; i++)
        if (is_mine(plan, facet, &found->answers[i]))
            row_of[found->answers[i].respondent] = 1;
    for (size_t i = 0; i < found->respondent_count; i++) {
        size_t person = found->people[i];

        if (row_of[person] == 0)
            continue;
        row_of[person] = facet->people_count;
        facet->people[facet->people_count++] = person;
    }
    return CODING_OK;
}

static coding_status
find_bits(atlas *plan, atlas_facet *facet, const size_t *row_of)
{
    const model *found = plan->found;
    size_t *column_of = NULL;
    coding_status status =
        base_alloc(plan->context, (found->code_count + 1) * sizeof *column_of,
                   (void **)(void *)&column_of);

    if (status == CODING_OK)
        status = base_alloc(plan->context,
                            facet->people_count * facet->code_count + 1,
                            (void **)(void *)&facet->bits);
    for (size_t i = 0; status == CODING_OK && i < facet->code_count; i++)
        column_of[facet->codes[i]] = i + 1;
    for (size_t i = 0; status == CODING_OK && i < found->answer_count; i++) {
        const model_answer *answer = &found->answers[i];

        if (answer->counted && answer->code != UINT32_MAX &&
            is_mine(plan, facet, answer) && column_of[answer->code] > 0)
            facet->bits[row_of[answer->respondent] * facet->code_count +
                        column_of[answer->code] - 1] = 1;
    }
    base_free(plan->context, column_of);
    return status;
}

/* ---- columns of Tally ---- */

static bool
has_figure(const atlas *plan, const atlas_facet *facet, figure which)
{
    for (size_t i = 0; i < facet->tally->count; i++)
        if (!isnan(plan->found->counts[facet->tally->counts[i]].number[which]))
            return true;
    return false;
}

static bool
has_label(const atlas *plan, const atlas_facet *facet)
{
    for (size_t i = 0; i < facet->code_count; i++) {
        const model_code *code = &plan->found->codes[facet->codes[i]];

        if (!coding_span_equal(model_code_name(code), code->id))
            return true;
    }
    return false;
}

static bool
has_family(const atlas *plan, const atlas_facet *facet)
{
    for (size_t i = 0; i < facet->code_count; i++)
        if (plan->found->codes[facet->codes[i]].family.length > 0)
            return true;
    return false;
}

static bool
has_column(const atlas *plan, const atlas_facet *facet, tally_column column)
{
    static const figure figures[TALLY_COLUMNS] = {
        [TALLY_RESPONDENTS] = FIGURE_RESPONDENTS,
        [TALLY_PERCENT] = FIGURE_PERCENT,
        [TALLY_LOW] = FIGURE_LOW,
        [TALLY_HIGH] = FIGURE_HIGH,
        [TALLY_ORGANISATIONS] = FIGURE_ORGANISATIONS,
        [TALLY_DYADS] = FIGURE_DYADS,
        [TALLY_DYADS_BOTH] = FIGURE_DYADS_BOTH,
        [TALLY_DOCUMENTS] = FIGURE_DOCUMENTS,
        [TALLY_UNITS] = FIGURE_UNITS,
        [TALLY_MENTIONS] = FIGURE_MENTIONS,
        [TALLY_FIRST] = FIGURE_FIRST,
        [TALLY_MEAN_RANK] = FIGURE_MEAN_RANK,
        [TALLY_SALIENCE] = FIGURE_SALIENCE,
        [TALLY_DOMINANT] = FIGURE_DOMINANT,
    };

    if (column == TALLY_CODE)
        return true;
    if (column == TALLY_LABEL)
        return has_label(plan, facet);
    if (column == TALLY_FAMILY)
        return has_family(plan, facet);
    return has_figure(plan, facet, figures[column]);
}

/* The column of the tally's unit. */
static tally_column
unit_column(coding_span unit)
{
    if (coding_span_is(unit, "mention"))
        return TALLY_MENTIONS;
    if (coding_span_is(unit, "organisation"))
        return TALLY_ORGANISATIONS;
    if (coding_span_is(unit, "dyad"))
        return TALLY_DYADS;
    if (coding_span_is(unit, "document"))
        return TALLY_DOCUMENTS;
    return TALLY_RESPONDENTS;
}

static void
place_columns(const atlas *plan, atlas_facet *facet)
{
    tally_column unit = unit_column(facet->tally->unit);
    unsigned next = 0;

    for (size_t i = 0; i < TALLY_COLUMNS; i++)
        facet->column[i] = has_column(plan, facet, (tally_column)i)
                               ? next++
                               : (unsigned)ATLAS_NOWHERE;
    facet->unit_column = facet->column[unit];
    facet->first = ATLAS_HEAD + 2; /* below the cells that can be changed */
    facet->last = facet->first + (unsigned)facet->tally->count - 1;
}

static void
place_grid(const atlas *plan, atlas_facet *facet)
{
    unsigned next = 1;

    facet->grid_organisation =
        plan->organisation != MODEL_NONE ? next++ : (unsigned)ATLAS_NOWHERE;
    facet->grid_side =
        plan->side != MODEL_NONE ? next++ : (unsigned)ATLAS_NOWHERE;
    facet->grid_code = next;
    facet->grid_first = ATLAS_FIRST;
    facet->grid_last = ATLAS_FIRST + (unsigned)facet->people_count - 1;
    facet->grid_sum = facet->grid_last + 1;
}

static void
name_cells(atlas_facet *facet, size_t number)
{
    const char *tail[] = {"", "_", ""};
    char digits[12] = "";

    if (number > 0)
        (void)snprintf(digits, sizeof digits, "%zu", number + 1);
    (void)snprintf(facet->threshold, sizeof facet->threshold, "threshold%s%s",
                   tail[number > 0], digits);
    (void)snprintf(facet->base, sizeof facet->base, "base_n%s%s",
                   tail[number > 0], digits);
    (void)snprintf(facet->z, sizeof facet->z, "z_95%s%s", tail[number > 0],
                   digits);
}

coding_status
atlas_facet_plan(atlas *plan, atlas_facet *facet, size_t number)
{
    size_t *row_of = NULL;
    coding_status status = find_codes(plan, facet);

    if (status == CODING_OK)
        status = base_alloc(
            plan->context, (plan->found->respondent_count + 1) * sizeof *row_of,
            (void **)(void *)&row_of);
    if (status == CODING_OK)
        status = find_people(plan, facet, row_of);
    if (status == CODING_OK && facet->people_count > 0 &&
        facet->code_count <= ATLAS_COLUMNS &&
        facet->code_count <= ATLAS_GRID / facet->people_count)
        status = find_bits(plan, facet, row_of);
    base_free(plan->context, row_of);
    place_columns(plan, facet);
    place_grid(plan, facet);
    name_cells(facet, number);
    facet->base_agrees = facet->bits != NULL &&
                         coding_span_is(facet->tally->unit, "respondent") &&
                         facet->tally->base <= (double)facet->people_count &&
                         facet->tally->base >= (double)facet->people_count;
    return status;
}

/* ---- sheets ---- */

static bool
has_counts(const atlas *plan, const atlas_facet *facet, figure which)
{
    for (size_t i = 0; i < plan->found->count_count; i++) {
        const model_count *count = &plan->found->counts[i];

        if (coding_span_equal(count->facet, facet->tally->facet) &&
            count->group.length == 0 && !isnan(count->number[which]))
            return true;
    }
    return false;
}

static sheet *
add(atlas *plan, const atlas_facet *facet, heading kind, size_t number)
{
    coding_span name = atlas_word(plan, kind);
    sheet *made;
    buffer text;

    if (!plan->wanted[kind])
        return NULL;
    buffer_init(&text, plan->context);
    if (kind == SHEET_TOPTHREE && facet->tally->top != 3) {
        buffer_add_text(&text, "Top ");
        buffer_add_unsigned(&text, facet->tally->top);
    } else {
        buffer_add(&text, name);
    }
    if (number > 0) {
        buffer_add_text(&text, " (");
        buffer_add(&text, facet->tally->facet);
        buffer_add_text(&text, ")");
    }
    if (buffer_status(&text) != CODING_OK)
        book_note(plan->all, buffer_status(&text));
    made = book_add(plan->all, buffer_span(&text), 0);
    buffer_free(&text);
    return made;
}

/* The first row that is split by an attribute. */
static const model_count *
find_group(const atlas *plan, const atlas_facet *facet)
{
    for (size_t i = 0; i < plan->found->count_count; i++) {
        const model_count *count = &plan->found->counts[i];

        if (count->code != MODEL_NONE && count->group.length > 0 &&
            coding_span_equal(count->facet, facet->tally->facet))
            return count;
    }
    return NULL;
}

void
atlas_facet_add(atlas *plan, atlas_facet *facet, size_t number)
{
    if (facet->tally->top > 0 && facet->people_count > 0)
        facet->top = add(plan, facet, SHEET_TOPTHREE, number);
    if (facet->bits != NULL && facet->code_count > 0)
        facet->grid = add(plan, facet, SHEET_GRID, number);
    facet->page = add(plan, facet, SHEET_TALLY, number);
    if (has_counts(plan, facet, FIGURE_THRESHOLD))
        facet->sensitivity = add(plan, facet, SHEET_SENSITIVITY, number);
    if (has_counts(plan, facet, FIGURE_CHILDREN))
        facet->families = add(plan, facet, SHEET_FAMILIES, number);
    facet->group_row = find_group(plan, facet);
    if (facet->group_row != NULL)
        facet->groups = add(plan, facet, SHEET_GROUPS, number);
    if (sheet_has_dyads(plan, facet))
        facet->dyads = add(plan, facet, SHEET_DYADS, number);
}

void
atlas_facet_clear(atlas *plan, atlas_facet *facet)
{
    base_free(plan->context, facet->people);
    base_free(plan->context, facet->bits);
}
