/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Dyads: whether both sides name a code, one, or neither; and McNemar's exact
   test over the dyads that disagree. */
#include <coding/figure.h>
#include <coding/stats_twoway.h>

#include <math.h>
#include <string.h>

#include "base/diag.h"
#include "matrix/matrix_result.h"

enum { BOTH, FIRST, SECOND, NEITHER, STATES };

typedef struct {
    coding_matrix *matrix;
    map sides;
    size_t *side_of;       /* by person */
    unsigned char *here;   /* by dyad: bits of the sides in the base */
    unsigned char *naming; /* by cell: bits of the sides that name the code */
} sides;

/* Whether a person is in the base of a facet that is shown. */
static bool
is_asked(const coding_matrix *matrix, size_t who)
{
    const axis *codes =
        matrix->side == &matrix->by ? &matrix->rows : &matrix->by;

    for (size_t i = 0; i < codes->count; i++)
        if (matrix_figures_in_base(
                matrix, matrix->code_list[codes->codes[i]].facet, who))
            return true;
    return false;
}

static coding_status
find_sides(sides *all)
{
    coding_matrix *matrix = all->matrix;
    size_t column = MATRIX_NONE;
    coding_status status =
        ARENA_ARRAY(&matrix->texts, matrix->who.ids.count + 1, &all->side_of);

    for (size_t i = 0; i < matrix->who.attribute_count; i++)
        if (coding_span_is(matrix->who.attribute_names[i], "side"))
            column = i;
    for (size_t i = 0; status == CODING_OK && i < matrix->who.ids.count; i++) {
        all->side_of[i] = MATRIX_NONE;
        if (column != MATRIX_NONE && is_asked(matrix, i) &&
            matrix->attributes[i][column].length > 0 &&
            axis_item(matrix, i, 0, 0) != MATRIX_NONE)
            status = map_add(&all->sides, matrix->attributes[i][column],
                             &all->side_of[i]);
    }
    return status;
}

/* The sides in the order of their bytes: which came first is of the rows. */
static void
order_sides(sides *all)
{
    coding_matrix *matrix = all->matrix;

    matrix->sides[0] = map_name(&all->sides, 0);
    matrix->sides[1] = map_name(&all->sides, 1);
    if (coding_span_compare(matrix->sides[0], matrix->sides[1]) < 0)
        return;
    matrix->sides[0] = map_name(&all->sides, 1);
    matrix->sides[1] = map_name(&all->sides, 0);
    for (size_t i = 0; i < matrix->who.ids.count; i++)
        if (all->side_of[i] != MATRIX_NONE)
            all->side_of[i] = 1 - all->side_of[i];
}

static size_t
cell_of(const coding_matrix *matrix, size_t code, size_t dyad)
{
    bool on_top = matrix->side == &matrix->by;
    size_t at = (on_top ? &matrix->rows : &matrix->by)->place[code];

    return on_top ? at * matrix->by.count + dyad : dyad * matrix->by.count + at;
}

static coding_status
mark_sides(sides *all)
{
    coding_matrix *matrix = all->matrix;
    size_t item;
    coding_status status =
        ARENA_ARRAY(&matrix->texts, matrix->side->count + 1, &all->here);

    if (status == CODING_OK)
        status = ARENA_ARRAY(&matrix->texts,
                             matrix->rows.count * matrix->by.count + 1,
                             &all->naming);
    if (status != CODING_OK)
        return status;
    for (size_t i = 0; i < matrix->who.ids.count; i++)
        for (size_t n = 0; all->side_of[i] != MATRIX_NONE &&
                           (item = axis_item(matrix, i, 0, n)) != MATRIX_NONE;
             n++)
            all->here[item] |= (unsigned char)(1 << all->side_of[i]);
    for (size_t p = 0; p < matrix->pairs.count; p++) {
        triple key = matrix->pairs.items[p];
        size_t who = (size_t)key.c;

        for (size_t n = 0; all->side_of[who] != MATRIX_NONE &&
                           (item = axis_item(matrix, who, 0, n)) != MATRIX_NONE;
             n++)
            all->naming[cell_of(matrix, (size_t)key.a, item)] |=
                (unsigned char)(1 << all->side_of[who]);
    }
    return CODING_OK;
}

/* "SIDE only", in the place of the side's name. */
static coding_status
only_words(coding_matrix *matrix, size_t side)
{
    coding_status status;
    buffer words;

    buffer_init(&words, matrix->context);
    buffer_add(&words, matrix->sides[side]);
    buffer_add_text(&words, " only");
    status = buffer_status(&words);
    if (status == CODING_OK)
        status = arena_copy(&matrix->texts, buffer_span(&words),
                            &matrix->sides[side]);
    buffer_free(&words);
    return status;
}

static coding_status
make_states(sides *all, coding_span **out)
{
    coding_matrix *matrix = all->matrix;
    coding_span words[STATES] = {
        [BOTH] = coding_span_of("both"), [NEITHER] = coding_span_of("neither")};
    static const unsigned of[] = {NEITHER, FIRST, SECOND, BOTH};
    size_t columns = matrix->by.count;
    coding_status status = mark_sides(all);

    if (status == CODING_OK)
        status = only_words(matrix, 0);
    if (status == CODING_OK)
        status = only_words(matrix, 1);
    if (status == CODING_OK)
        status =
            ARENA_ARRAY(&matrix->texts, matrix->rows.count * columns + 1, out);
    words[FIRST] = matrix->sides[0];
    words[SECOND] = matrix->sides[1];
    for (size_t i = 0; status == CODING_OK && i < matrix->rows.count * columns;
         i++) {
        size_t dyad = matrix->side == &matrix->by ? i % columns : i / columns;

        if (all->here[dyad] == 3)
            (*out)[i] = words[of[all->naming[i]]];
    }
    return status;
}

coding_status
matrix_dyads_states(coding_matrix *matrix, coding_span **out)
{
    sides all = {.matrix = matrix};
    coding_status status;

    map_init(&all.sides, matrix->context);
    status = find_sides(&all);
    if (status == CODING_OK && all.sides.count == 2) {
        order_sides(&all);
        status = make_states(&all, out);
    } else if (status == CODING_OK) {
        diag_note(matrix->context, "dyads-not-two", (diag_place){0},
                  "%.*s: dyads have two sides; the attribute side has %zu "
                  "levels",
                  DIAG_SPAN(matrix->name), all.sides.count);
    }
    map_clear(&all.sides);
    return status;
}

/* ---- by code ---- */

static coding_status
keep_p(void *user, const coding_figure *figure)
{
    double *p = user;

    if (strcmp(figure->statistic, "mcnemar_exact_p") == 0)
        *p = figure->value;
    return CODING_OK;
}

/* STATES: a side is absent. */
static unsigned
state_of(const coding_matrix *matrix, coding_span words)
{
    if (words.length == 0)
        return STATES;
    if (coding_span_is(words, "both"))
        return BOTH;
    if (coding_span_is(words, "neither"))
        return NEITHER;
    return coding_span_equal(words, matrix->sides[0]) ? FIRST : SECOND;
}

static coding_status
give_code(coding_matrix *matrix, coding_span label, const uint64_t *counts)
{
    static const char *const names[STATES] = {
        "dyads_both", "dyads_first_only", "dyads_second_only", "dyads_neither"};
    const coding_stats_table fourfold = {counts, 2, 2};
    const coding_stats_twoway_options chosen = {.groups = CODING_STATS_MATCHED};
    double p = (double)NAN;
    const coding_figure_sink sink = {keep_p, &p};
    coding_status status = CODING_OK;
    matrix_figure made = {.row = label};

    for (size_t i = 0; status == CODING_OK && i < STATES; i++) {
        made.statistic = names[i];
        made.column = i == FIRST || i == SECOND ? matrix->sides[i - FIRST]
                                                : (coding_span){NULL, 0};
        made.value = (double)counts[i];
        status = matrix_rows_figure(matrix, &made);
    }
    if (status == CODING_OK)
        status =
            coding_stats_twoway(matrix->context, &fourfold, &chosen, &sink);
    made.column = (coding_span){NULL, 0};
    made.statistic = "mcnemar_exact_p";
    made.value = p;
    return status == CODING_OK ? matrix_rows_figure(matrix, &made) : status;
}

coding_status
matrix_dyads_give(coding_matrix *matrix, const coding_span *states)
{
    bool on_top = matrix->side == &matrix->by;
    const axis *codes = on_top ? &matrix->rows : &matrix->by;
    coding_status status = CODING_OK;

    for (size_t i = 0; status == CODING_OK && i < codes->count; i++) {
        uint64_t counts[STATES + 1] = {0};

        for (size_t d = 0; d < matrix->side->count; d++)
            counts[state_of(matrix,
                            states[on_top ? i * matrix->by.count + d
                                          : d * matrix->by.count + i])]++;
        status = give_code(matrix, codes->labels[i], counts);
    }
    return status;
}
