/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Families: distinct respondents who named any code of a family, live from
   Grid, beside the sum over its codes, which is another thing. */
#include <math.h>
#include <string.h>

#include "workbook/atlas.h"
#include "workbook/celltext.h"

enum { SIDES = 6, FORMULA_CODES = 200 };

/* Columns; one a side behind the last. */
typedef enum {
    FAMILY_NAME,
    FAMILY_CODES,
    FAMILY_RESPONDENTS,
    FAMILY_PERCENT,
    FAMILY_LOW,
    FAMILY_HIGH,
    FAMILY_CHILDREN,
    FAMILY_SIDES
} family_column;

typedef struct {
    const atlas *plan;
    const atlas_facet *facet;
    coding_span sides[SIDES];
    size_t side_count;
    unsigned last; /* row */
} families;

static bool
is_row(const families *all, const model_count *count)
{
    return coding_span_equal(count->facet, all->facet->tally->facet) &&
           count->group.length == 0 && !isnan(count->number[FIGURE_CHILDREN]);
}

static bool
is_equal(double a, double b)
{
    return fabs(a - b) <= 1e-9 * (1 + fabs(b));
}

/* Equal but for capitals; ASCII is enough, others count as equal. */
static bool
same_letters(coding_span a, coding_span b)
{
    if (a.length != b.length)
        return false;
    for (size_t i = 0; i < a.length; i++)
        if ((a.at[i] | 0x20) != (b.at[i] | 0x20) &&
            ((a.at[i] | b.at[i]) & 0x80) == 0)
            return false;
    return true;
}

/* Levels of the attribute side in the base; too many: none are shown. */
static void
find_sides(families *all)
{
    const atlas *plan = all->plan;

    for (size_t i = 0; plan->side != MODEL_NONE && i < all->facet->people_count;
         i++) {
        coding_span side =
            model_attribute_of(plan->found, all->facet->people[i], plan->side);
        size_t at = 0;

        while (at < all->side_count && !coding_span_equal(all->sides[at], side))
            at++;
        if (side.length == 0 || at < all->side_count)
            continue;
        if (all->side_count == SIDES) {
            all->side_count = 0;
            return;
        }
        all->sides[all->side_count++] = side;
    }
}

static bool
is_in(const families *all, size_t column, coding_span family)
{
    return coding_span_equal(
        all->plan->found->codes[all->facet->codes[column]].family, family);
}

/* Respondents of a side (empty: of all) who named any code of the family. */
static size_t
count_people(const families *all, coding_span family, coding_span side)
{
    const atlas_facet *facet = all->facet;
    size_t count = 0;

    for (size_t i = 0; facet->bits != NULL && i < facet->people_count; i++) {
        bool named = false;

        if (side.length > 0 &&
            !coding_span_equal(side, model_attribute_of(all->plan->found,
                                                        facet->people[i],
                                                        all->plan->side)))
            continue;
        for (size_t c = 0; c < facet->code_count; c++)
            named = named || (facet->bits[i * facet->code_count + c] > 0 &&
                              is_in(all, c, family));
        count += named;
    }
    return count;
}

/* "(Grid!D4:D19+Grid!F4:F19)"; how many codes. */
static size_t
add_columns(const families *all, coding_span family, buffer *out)
{
    const atlas_facet *facet = all->facet;
    size_t count = 0;

    buffer_add_byte(out, '(');
    for (size_t c = 0; c < facet->code_count; c++) {
        unsigned at = facet->grid_code + (unsigned)c;

        if (!is_in(all, c, family))
            continue;
        if (count++ > 0)
            buffer_add_byte(out, '+');
        buffer_add_text(out, sheet_quoted(facet->grid));
        buffer_add_byte(out, '!');
        buffer_add_text(
            out, A1_range(facet->grid_first, at, facet->grid_last, at).text);
    }
    buffer_add_byte(out, ')');
    return count;
}

/* Whether a formula finds exactly this text: no wildcard, no operator, and no
   other family or side that differs in capitals only. */
static bool
is_criterion(const families *all, coding_span text)
{
    for (size_t i = 0; i < text.length; i++)
        if (strchr("*?~<>=\"", text.at[i]) != NULL)
            return false;
    for (size_t c = 0; c < all->facet->code_count; c++) {
        coding_span other =
            all->plan->found->codes[all->facet->codes[c]].family;

        if (!coding_span_equal(other, text) && same_letters(other, text))
            return false;
    }
    for (size_t s = 0; s < all->side_count; s++)
        if (!coding_span_equal(all->sides[s], text) &&
            same_letters(all->sides[s], text))
            return false;
    return true;
}

/* The respondents of a side, live; the side's name stands above the column. */
static void
put_people(const families *all, unsigned row, unsigned column,
           coding_span family, double value)
{
    const atlas_facet *facet = all->facet;
    sheet *page = facet->families;
    size_t codes;
    buffer sum;

    buffer_init(&sum, all->plan->context);
    codes = add_columns(all, family, &sum);
    book_note(all->plan->all, buffer_status(&sum));
    if (facet->grid == NULL || codes == 0 || codes > FORMULA_CODES ||
        (column >= FAMILY_SIDES &&
         !is_criterion(all, all->sides[column - FAMILY_SIDES])) ||
        buffer_status(&sum) != CODING_OK)
        sheet_number(page, row, column, value, STYLE_COUNT);
    else if (column < FAMILY_SIDES)
        sheet_formula(page, row, column, value, STYLE_COUNT,
                      "=SUMPRODUCT(--(%s>0))", buffer_text(&sum));
    else
        sheet_formula(page, row, column, value, STYLE_COUNT,
                      "=SUMPRODUCT((%s!%s=%s)*(%s>0))",
                      sheet_quoted(facet->grid),
                      A1_range(facet->grid_first, facet->grid_side,
                               facet->grid_last, facet->grid_side)
                          .text,
                      A1_row_fixed(ATLAS_HEAD, column).text, buffer_text(&sum));
    buffer_free(&sum);
}

static void
put_children(const families *all, unsigned row, const model_count *count)
{
    const atlas_facet *facet = all->facet;
    double told = count->number[FIGURE_CHILDREN], sum = 0;
    unsigned from = facet->column[TALLY_FAMILY];
    unsigned add = facet->column[TALLY_RESPONDENTS];

    for (size_t c = 0; facet->bits != NULL && c < facet->code_count; c++)
        sum += is_in(all, c, count->family) ? (double)atlas_named(facet, c) : 0;
    if (facet->page == NULL || from == ATLAS_NOWHERE || add == ATLAS_NOWHERE ||
        !is_equal(sum, told) || !is_criterion(all, count->family))
        sheet_number(facet->families, row, FAMILY_CHILDREN, told, STYLE_COUNT);
    else
        sheet_formula(
            facet->families, row, FAMILY_CHILDREN, told, STYLE_COUNT,
            "=SUMIF(%s!%s,%s,%s!%s)", sheet_quoted(facet->page),
            A1_range_fixed(facet->first, from, facet->last, from).text,
            A1(row, FAMILY_NAME).text, sheet_quoted(facet->page),
            A1_range_fixed(facet->first, add, facet->last, add).text);
}

static void
put_row(const families *all, unsigned row, const model_count *count)
{
    const atlas_facet *facet = all->facet;
    sheet *page = facet->families;
    double told = count->number[FIGURE_RESPONDENTS];
    double people =
        (double)count_people(all, count->family, (coding_span){NULL, 0});
    style percent = facet->tally->base >= 100 ? STYLE_PERCENT1 : STYLE_PERCENT;
    double codes = 0;

    for (size_t c = 0; c < facet->code_count; c++)
        codes += is_in(all, c, count->family) ? 1 : 0;
    sheet_text(page, row, FAMILY_NAME, count->family, STYLE_TEXT);
    sheet_number(page, row, FAMILY_CODES, codes, STYLE_COUNT);
    if (is_equal(people, told))
        put_people(all, row, FAMILY_RESPONDENTS, count->family, told);
    else
        sheet_number(page, row, FAMILY_RESPONDENTS, told, STYLE_COUNT);
    if (facet->page != NULL && is_equal(told / facet->tally->base,
                                        count->number[FIGURE_PERCENT] / 100))
        sheet_formula(page, row, FAMILY_PERCENT, told / facet->tally->base,
                      percent, "=%s/%s", A1(row, FAMILY_RESPONDENTS).text,
                      facet->base);
    else
        sheet_number(page, row, FAMILY_PERCENT,
                     count->number[FIGURE_PERCENT] / 100, percent);
    for (int high = 0; high < 2; high++)
        sheet_put_limit(facet,
                        (limit_place){page, row, FAMILY_PERCENT,
                                      high ? FAMILY_HIGH : FAMILY_LOW, high},
                        count->number[FIGURE_PERCENT] / 100,
                        count->number[high ? FIGURE_HIGH : FIGURE_LOW]);
    put_children(all, row, count);
    for (size_t s = 0; s < all->side_count; s++)
        put_people(all, row, FAMILY_SIDES + (unsigned)s, count->family,
                   (double)count_people(all, count->family, all->sides[s]));
}

static void
put_heads(const families *all)
{
    static const struct {
        heading word;
        style head;
    } heads[FAMILY_SIDES] = {
        [FAMILY_NAME] = {HEADING_FAMILY, STYLE_HEAD},
        [FAMILY_CODES] = {HEADING_CODES, STYLE_HEAD_RIGHT},
        [FAMILY_RESPONDENTS] = {HEADING_RESPONDENTS, STYLE_HEAD_RIGHT},
        [FAMILY_PERCENT] = {HEADING_PERCENT, STYLE_HEAD_RIGHT},
        [FAMILY_LOW] = {HEADING_LOW, STYLE_HEAD_RIGHT},
        [FAMILY_HIGH] = {HEADING_HIGH, STYLE_HEAD_RIGHT},
        [FAMILY_CHILDREN] = {HEADING_CHILDREN, STYLE_HEAD_RIGHT},
    };
    sheet *page = all->facet->families;

    sheet_title(page, coding_span_of("Respondents who named any code of a "
                                     "family"));
    for (unsigned i = 0; i < FAMILY_SIDES; i++)
        atlas_head(all->plan, page, ATLAS_HEAD, i, heads[i].word,
                   heads[i].head);
    for (size_t s = 0; s < all->side_count; s++)
        sheet_text(page, ATLAS_HEAD, FAMILY_SIDES + (unsigned)s, all->sides[s],
                   STYLE_HEAD_RIGHT);
    atlas_frame(page, ATLAS_HEAD, 1);
}

static void
draw(const families *all)
{
    static const int whole[] = {-1};
    sheet *page = all->facet->families;
    plot *chart = plot_new(all->plan->all, PLOT_BARS_STACKED, NULL);
    plot_cells names = {page, ATLAS_FIRST, FAMILY_NAME, all->last, FAMILY_NAME};
    plot_axis across = {.title = "Respondents", .numbers = "0", .hidden = true};
    plot_axis up = {.reversed = true, .no_ticks = true};

    for (size_t s = 0; s < all->side_count; s++) {
        unsigned column = FAMILY_SIDES + (unsigned)s;
        plot_cells cells = {page, ATLAS_FIRST, column, all->last, column};
        plot_look look = plot_bar(s);
        char name[64];

        (void)snprintf(name, sizeof name, "%.*s",
                       CELLTEXT_HEAD(all->sides[s], 60));
        plot_series(chart, name, &names, &cells, &look);
        plot_values(chart);
    }
    if (all->side_count == 0) {
        plot_cells cells = {page, ATLAS_FIRST, FAMILY_RESPONDENTS, all->last,
                            FAMILY_RESPONDENTS};
        plot_look look = {.colour = PLOT_SKY};

        plot_series(chart, "Respondents", &names, &cells, &look);
        plot_values(chart);
    }
    plot_axes(chart, &across, &up);
    plot_legend(chart, all->side_count > 0 ? whole : NULL);
    plot_place(chart, page, sheet_next(page) + 1, 0, 640,
               120 + 34 * (all->last - ATLAS_FIRST + 1),
               "Bar chart: distinct respondents who named any code of each "
               "family, by side where sides are known.");
}

void
sheet_fill_families(atlas *plan, const atlas_facet *facet)
{
    families all = {.plan = plan, .facet = facet};
    unsigned row = ATLAS_FIRST;

    if (facet->families == NULL)
        return;
    find_sides(&all);
    put_heads(&all);
    all.last = ATLAS_FIRST - 1;
    for (size_t i = 0; i < plan->found->count_count; i++)
        all.last += is_row(&all, &plan->found->counts[i]) ? 1 : 0;
    for (size_t i = 0; i < plan->found->count_count; i++) {
        if (!is_row(&all, &plan->found->counts[i]))
            continue;
        atlas_rule(facet->families, row, all.last);
        put_row(&all, row++, &plan->found->counts[i]);
    }
    sheet_edge(facet->families, EDGE_NONE);
    sheet_note(facet->families,
               coding_span_of("Distinct respondents: someone who named two "
                              "codes of a family counts once. Not additive: "
                              "the sum over its codes counts such people "
                              "twice, and families overlap."));
    draw(&all);
    sheet_one_page(facet->families);
}
