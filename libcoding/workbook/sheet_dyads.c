/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Dyads: for each code and pair of organisations, whether both sides name it,
   one, or neither; and McNemar's exact test on the discordant pairs. */
#include <coding/stats_distribution.h>

#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "workbook/atlas.h"
#include "workbook/celltext.h"

enum { DYADS = 200, SIDES = 2 };

typedef struct {
    atlas *plan;
    const atlas_facet *facet;
    sheet *page;
    map ids;
    size_t dyad;              /* attribute */
    coding_span sides[SIDES]; /* the levels of side */
    char only[SIDES][80];     /* "supplier only" */
    unsigned first, last;
} dyads;

/* Whether a list of ids, separated by ; or spaces, holds one. */
static bool
has_id(coding_span list, coding_span id)
{
    size_t from = 0;

    for (size_t i = 0; i <= list.length; i++) {
        if (i < list.length && list.at[i] != ';')
            continue;
        if (coding_span_equal(
                coding_span_trim((coding_span){list.at + from, i - from}), id))
            return true;
        from = i + 1;
    }
    return false;
}

/* Numbers the ids of a list. */
static coding_status
add_ids(map *ids, coding_span list)
{
    size_t from = 0, number = 0;
    coding_status status = CODING_OK;

    for (size_t i = 0; status == CODING_OK && i <= list.length; i++) {
        coding_span id;

        if (i < list.length && list.at[i] != ';')
            continue;
        id = coding_span_trim((coding_span){list.at + from, i - from});
        if (id.length > 0)
            status = map_add(ids, id, &number);
        from = i + 1;
    }
    return status;
}

bool
sheet_has_dyads(const atlas *plan, const atlas_facet *facet)
{
    size_t dyad = model_attribute(plan->found, "dyad");
    coding_span first = {NULL, 0};
    bool two = false;

    if (dyad == MODEL_NONE || plan->side == MODEL_NONE || facet->bits == NULL)
        return false;
    for (size_t i = 0; i < facet->people_count; i++) {
        coding_span side =
            model_attribute_of(plan->found, facet->people[i], plan->side);

        if (model_attribute_of(plan->found, facet->people[i], dyad).length == 0)
            continue;
        if (first.length == 0)
            first = side;
        else
            two = two || !coding_span_equal(first, side);
    }
    return two;
}

/* Ids and sides of the base; false: not two sides, or too many dyads. */
static bool
find_pairs(dyads *all)
{
    const model *found = all->plan->found;
    size_t sides = 0;

    for (size_t i = 0; i < all->facet->people_count; i++) {
        size_t person = all->facet->people[i], at = 0;
        coding_span list = model_attribute_of(found, person, all->dyad);
        coding_span side = model_attribute_of(found, person, all->plan->side);

        if (list.length == 0 || side.length == 0)
            continue;
        book_note(all->plan->all, add_ids(&all->ids, list));
        while (at < sides && !coding_span_equal(all->sides[at], side))
            at++;
        if (at == SIDES)
            return false;
        if (at == sides)
            all->sides[sides++] = side;
    }
    for (size_t s = 0; s < sides; s++)
        (void)snprintf(all->only[s], sizeof all->only[s], "%.*s only",
                       CELLTEXT_HEAD(all->sides[s], 60));
    return sides == SIDES && all->ids.count <= DYADS;
}

/* ---- a cell ---- */

/* How many of a side of the dyad named the code; their cells of Grid, added,
   into formula. */
static size_t
count_side(const dyads *all, coding_span id, size_t side, size_t column,
           buffer *formula)
{
    const atlas_facet *facet = all->facet;
    const model *found = all->plan->found;
    size_t count = 0;
    unsigned at = facet->grid_code + (unsigned)column;

    buffer_reset(formula);
    for (size_t i = 0; i < facet->people_count; i++) {
        size_t person = facet->people[i];

        if (!coding_span_equal(
                model_attribute_of(found, person, all->plan->side),
                all->sides[side]) ||
            !has_id(model_attribute_of(found, person, all->dyad), id))
            continue;
        count += facet->bits[i * facet->code_count + column];
        if (formula->length > 0)
            buffer_add_byte(formula, '+');
        buffer_add_text(formula, sheet_quoted(facet->grid));
        buffer_add_byte(formula, '!');
        buffer_add_text(formula, A1(facet->grid_first + (unsigned)i, at).text);
    }
    if (formula->length == 0)
        buffer_add_byte(formula, '0');
    return count;
}

/* 0 both, 1 and 2 one side only, 3 neither. */
static unsigned
put_cell(const dyads *all, unsigned row, size_t dyad, size_t column)
{
    coding_span id = map_name(&all->ids, dyad);
    const char *words[4] = {"both", all->only[0], all->only[1], "\xe2\x80\x93"};
    buffer first, second;
    size_t a, b;
    unsigned state;

    buffer_init(&first, all->plan->context);
    buffer_init(&second, all->plan->context);
    a = count_side(all, id, 0, column, &first);
    b = count_side(all, id, 1, column, &second);
    state = a > 0 && b > 0 ? 0 : a > 0 ? 1 : b > 0 ? 2 : 3;
    book_note(all->plan->all, buffer_status(&first));
    book_note(all->plan->all, buffer_status(&second));
    if (all->facet->grid == NULL || strchr(all->only[0], '"') != NULL ||
        strchr(all->only[1], '"') != NULL)
        sheet_words(all->page, row, 1 + (unsigned)dyad, words[state],
                    STYLE_TEXT);
    else
        sheet_formula_text(
            all->page, row, 1 + (unsigned)dyad, words[state], STYLE_TEXT,
            "=IF(%s>0,IF(%s>0,\"both\",\"%s\"),IF(%s>0,\"%s\",\"%s\"))",
            buffer_text(&first), buffer_text(&second), all->only[0],
            buffer_text(&second), all->only[1], words[3]);
    buffer_free(&first);
    buffer_free(&second);
    return state;
}

/* Two-sided exact: twice the smaller tail of n coin throws. */
static double
mcnemar(double a, double b)
{
    double least = a < b ? a : b, p;

    if (!(a + b > 0))
        return 1;
    p = 2 *
        coding_stats_binomial_lower((uint64_t)least, (uint64_t)(a + b), 0.5);
    return p < 1 ? p : 1;
}

static void
put_totals(const dyads *all, unsigned row, const double states[4])
{
    unsigned pairs = (unsigned)all->ids.count, at = 1 + pairs;
    const char *words[4] = {"both", all->only[0], all->only[1], "\xe2\x80\x93"};
    reference range = A1_range(row, 1, row, pairs);
    reference a = A1(row, at + 1), b = A1(row, at + 2);

    for (unsigned i = 0; i < 4; i++) {
        if (strpbrk(words[i], "*?~<>=\"") != NULL)
            sheet_number(all->page, row, at + i, states[i], STYLE_COUNT);
        else
            sheet_formula(all->page, row, at + i, states[i], STYLE_COUNT,
                          "=COUNTIF(%s,\"%s\")", range.text, words[i]);
    }
    sheet_formula(all->page, row, at + 4, states[1] + states[2], STYLE_COUNT,
                  "=%s+%s", a.text, b.text);
    sheet_formula(
        all->page, row, at + 5, mcnemar(states[1], states[2]), STYLE_P,
        "=IF(%s+%s=0,1,MIN(1,2*BINOMDIST(MIN(%s,%s),%s+%s,0.5,TRUE)))", a.text,
        b.text, a.text, b.text, a.text, b.text);
}

static void
put_heads(const dyads *all)
{
    static const char *const totals[] = {
        "Both", NULL, NULL, "Neither", "Discordant", "p (McNemar, exact)"};
    unsigned pairs = (unsigned)all->ids.count;

    sheet_title(all->page, coding_span_of("Codes by dyad: who of the two sides "
                                          "names them"));
    atlas_head(all->plan, all->page, ATLAS_HEAD, 0, HEADING_CODE, STYLE_HEAD);
    for (unsigned i = 0; i < pairs; i++)
        sheet_text(all->page, ATLAS_HEAD, 1 + i, map_name(&all->ids, i),
                   STYLE_HEAD);
    for (unsigned i = 0; i < 6; i++)
        sheet_words(all->page, ATLAS_HEAD, 1 + pairs + i,
                    totals[i] != NULL ? totals[i] : all->only[i - 1],
                    i == 5 ? STYLE_HEAD_SYMBOL : STYLE_HEAD_RIGHT);
    atlas_frame(all->page, ATLAS_HEAD, 1);
}

void
sheet_fill_dyads(atlas *plan, const atlas_facet *facet)
{
    dyads all = {.plan = plan, .facet = facet, .page = facet->dyads};

    if (all.page == NULL)
        return;
    map_init(&all.ids, plan->context);
    all.dyad = model_attribute(plan->found, "dyad");
    all.first = ATLAS_FIRST;
    all.last = ATLAS_FIRST + (unsigned)facet->tally->count - 1;
    if (find_pairs(&all)) {
        put_heads(&all);
        for (size_t i = 0; i < facet->tally->count; i++) {
            size_t code = plan->found->counts[facet->tally->counts[i]].code;
            unsigned row = all.first + (unsigned)i;
            double states[4] = {0, 0, 0, 0};

            atlas_rule(all.page, row, all.last);
            sheet_link(all.page, row, 0, atlas_tally(plan, code),
                       plan->found->codes[code].id, STYLE_LINK);
            for (size_t d = 0; d < all.ids.count; d++)
                states[put_cell(&all, row, d,
                                atlas_grid_column(facet, code))]++;
            put_totals(&all, row, states);
        }
        sheet_edge(all.page, EDGE_NONE);
        sheet_filter(all.page, ATLAS_HEAD, 0, all.last,
                     sheet_columns(all.page) - 1);
    }
    sheet_note(all.page, coding_span_of(
                             "A dyad is both sides of a relationship: the same "
                             "id in the column dyad of the participants. A "
                             "side names a code when one of its respondents "
                             "does. McNemar's exact test looks at discordant "
                             "dyads only."));
    map_clear(&all.ids);
}
