/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Groups: each code by the levels of an attribute: respondents, percent, the
   chi-square as formulas, exact p and adjustment beside it. The unit is the
   respondent, so a table of one code is a valid 2 x k table. */
#include "workbook/sheet_groups.h"

#include <coding/stats_adjust.h>
#include <coding/stats_distribution.h>
#include <coding/stats_twoway.h>

#include <math.h>
#include <stdio.h>

#include "workbook/celltext.h"

/* ---- from the stream ---- */

static bool
is_row(const groups *all, const model_count *count)
{
    return count->code != MODEL_NONE && count->group.length > 0 &&
           coding_span_equal(count->facet, all->facet->tally->facet) &&
           coding_span_equal(count->table, all->table);
}

static size_t
level_of(const groups *all, coding_span level)
{
    size_t at = 0;

    while (at < all->level_count && !coding_span_equal(all->levels[at], level))
        at++;
    return at;
}

/* The place of a code among the rows of Tally. */
static size_t
row_of(const groups *all, size_t code)
{
    const model_tally *tally = all->facet->tally;

    for (size_t i = 0; i < tally->count; i++)
        if (all->plan->found->counts[tally->counts[i]].code == code)
            return i;
    return tally->count;
}

/* Levels in the stream's order; too many: those beyond are left out. */
static void
find_levels(groups *all)
{
    const model *found = all->plan->found;

    for (size_t i = 0; i < found->count_count; i++) {
        const model_count *count = &found->counts[i];
        size_t at;

        if (!is_row(all, count))
            continue;
        at = level_of(all, count->group);
        if (at == all->level_count && at < GROUP_LEVELS) {
            all->levels[at] = count->group;
            all->bases[at] = count->number[FIGURE_BASE];
            all->level_count++;
        }
    }
}

static void
find_named(groups *all)
{
    const model *found = all->plan->found;

    for (size_t i = 0; i < all->facet->tally->count * GROUP_LEVELS; i++)
        all->named[i] = (double)NAN;
    for (size_t i = 0; i < found->count_count; i++) {
        const model_count *count = &found->counts[i];
        size_t row, level;

        if (!is_row(all, count))
            continue;
        row = row_of(all, count->code);
        level = level_of(all, count->group);
        if (row < all->facet->tally->count && level < all->level_count)
            all->named[row * GROUP_LEVELS + level] =
                count->number[FIGURE_RESPONDENTS];
    }
}

/* ---- figures ---- */

static coding_status
keep_figure(void *user, const coding_figure *given)
{
    group_figures *kept = user;
    coding_span name = coding_span_of(given->statistic);
    const struct {
        const char *name;
        double *into;
    } wanted[] = {
        {"x2", &kept->x2},
        {"x2_nminus1_p", &kept->nminus1},
        {"fisher_p", &kept->fisher},
        {"odds_ratio", &kept->odds},
        {"odds_ratio_lo95", &kept->odds_low},
        {"odds_ratio_hi95", &kept->odds_high},
        {"risk_difference_newcombe_lo95", &kept->low},
        {"risk_difference_newcombe_hi95", &kept->high},
    };

    /* An infinite odds ratio is none that a cell can show. */
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        if (given->row == 0 && given->column == 0 &&
            coding_span_is(name, wanted[i].name) && isfinite(given->value))
            *wanted[i].into = given->value;
    return CODING_OK;
}

/* Level by level: named, not named. */
static coding_status
compute(const groups *all, size_t code, group_figures *out)
{
    static const double none = (double)NAN;
    uint64_t counts[2 * GROUP_LEVELS];
    coding_stats_table table = {counts, all->level_count, 2};
    coding_stats_twoway_options options = {
        .groups = CODING_STATS_CHISQ | CODING_STATS_FISHER | CODING_STATS_RISK};
    coding_figure_sink sink = {keep_figure, out};

    *out = (group_figures){none, none, none, none, none, none, none, none};
    for (size_t i = 0; i < all->level_count; i++) {
        double named = all->named[code * GROUP_LEVELS + i];

        if (!(named >= 0) || !(all->bases[i] >= named))
            return CODING_OK;
        counts[2 * i] = (uint64_t)named;
        counts[2 * i + 1] = (uint64_t)(all->bases[i] - named);
    }
    return coding_stats_twoway(all->plan->context, &table, &options, &sink);
}

static coding_status
compute_all(groups *all)
{
    size_t count = all->facet->tally->count;
    coding_status status = CODING_OK;

    for (size_t i = 0; status == CODING_OK && i < count; i++) {
        status = compute(all, i, &all->figures[i]);
        /* A code that nobody named is no test. */
        all->p[i] =
            isnan(all->figures[i].x2) ? (double)NAN : all->figures[i].fisher;
        all->family += isnan(all->p[i]) ? 0 : 1;
    }
    if (status == CODING_OK)
        status = coding_stats_adjust(all->plan->context, CODING_STATS_HOLM,
                                     all->p, count, all->holm);
    if (status == CODING_OK)
        status = coding_stats_adjust(all->plan->context, CODING_STATS_BH,
                                     all->p, count, all->bh);
    return status;
}

static coding_status
make_room(groups *all)
{
    size_t count = all->facet->tally->count;
    arena *keep = &all->plan->keep;
    coding_status status = ARENA_ARRAY(keep, count * GROUP_LEVELS, &all->named);

    if (status == CODING_OK)
        status = ARENA_ARRAY(keep, count, &all->figures);
    if (status == CODING_OK)
        status = ARENA_ARRAY(keep, count, &all->p);
    if (status == CODING_OK)
        status = ARENA_ARRAY(keep, count, &all->holm);
    if (status == CODING_OK)
        status = ARENA_ARRAY(keep, count, &all->bh);
    return status;
}

/* ---- the sheet ---- */

static const struct {
    const char *head;
    style head_look, cell;
    bool pair; /* of two levels only */
} columns[TESTS] = {
    [TEST_DIFFERENCE] = {"Difference", STYLE_HEAD_RIGHT, STYLE_PERCENT, true},
    [TEST_LOW] = {"95% CI from", STYLE_HEAD_RIGHT, STYLE_PERCENT, true},
    [TEST_HIGH] = {"to", STYLE_HEAD_RIGHT, STYLE_PERCENT, true},
    [TEST_X2] = {"\xcf\x87\xc2\xb2", STYLE_HEAD_RIGHT, STYLE_DECIMAL, false},
    [TEST_P] = {"p", STYLE_HEAD_SYMBOL, STYLE_P, false},
    [TEST_NMINUS1] = {"p (N-1)", STYLE_HEAD_SYMBOL, STYLE_P, true},
    [TEST_V] = {"V", STYLE_HEAD_SYMBOL, STYLE_PART, false},
    [TEST_EXPECTED] = {"Smallest expected", STYLE_HEAD_RIGHT, STYLE_DECIMAL,
                       false},
    [TEST_FISHER] = {"p (Fisher)", STYLE_HEAD_SYMBOL, STYLE_P, false},
    [TEST_HOLM] = {"p (Holm)", STYLE_HEAD_SYMBOL, STYLE_P, false},
    [TEST_BH] = {"p (BH)", STYLE_HEAD_SYMBOL, STYLE_P, false},
    [TEST_ODDS] = {"Odds ratio", STYLE_HEAD_RIGHT, STYLE_DECIMAL, true},
    [TEST_ODDS_LOW] = {"95% CI from", STYLE_HEAD_RIGHT, STYLE_DECIMAL, true},
    [TEST_ODDS_HIGH] = {"to", STYLE_HEAD_RIGHT, STYLE_DECIMAL, true},
    [TEST_FLAG] = {"Note", STYLE_HEAD, STYLE_TEXT, false},
};

static void
put_heads(groups *all)
{
    unsigned levels = (unsigned)all->level_count, next;
    char text[120];

    sheet_words(all->page, GROUP_BASE, 0, "Respondents (n)", STYLE_LABEL);
    atlas_head(all->plan, all->page, GROUP_HEAD, 0, HEADING_CODE, STYLE_HEAD);
    for (unsigned i = 0; i < levels; i++) {
        sheet_text(all->page, GROUP_HEAD, 1 + i, all->levels[i],
                   STYLE_HEAD_RIGHT);
        (void)snprintf(text, sizeof text, "%.*s %%",
                       CELLTEXT_HEAD(all->levels[i], 80));
        sheet_words(all->page, GROUP_HEAD, 1 + levels + i, text,
                    STYLE_HEAD_RIGHT);
    }
    next = all->tests = 1 + 2 * levels;
    for (unsigned i = 0; i < TESTS; i++) {
        all->place[i] =
            columns[i].pair && levels != 2 ? (unsigned)ATLAS_NOWHERE : next++;
        if (all->place[i] != ATLAS_NOWHERE)
            sheet_words(all->page, GROUP_HEAD, all->place[i], columns[i].head,
                        columns[i].head_look);
    }
    atlas_frame(all->page, GROUP_HEAD, 1);
}

/* The attribute's column of Grid, where it has one. */
static unsigned
grid_column(const groups *all)
{
    const atlas *plan = all->plan;

    if (all->facet->grid == NULL)
        return ATLAS_NOWHERE;
    if (all->attribute_number == plan->side)
        return all->facet->grid_side;
    if (all->attribute_number == plan->organisation)
        return all->facet->grid_organisation;
    return ATLAS_NOWHERE;
}

/* Respondents of a level who named the code, by the bits of Grid. */
static double
count_bits(const groups *all, size_t column, size_t level)
{
    const atlas_facet *facet = all->facet;
    double count = 0;

    for (size_t i = 0; i < facet->people_count; i++)
        if (coding_span_equal(model_attribute_of(all->plan->found,
                                                 facet->people[i],
                                                 all->attribute_number),
                              all->levels[level]) &&
            (column == facet->code_count ||
             facet->bits[i * facet->code_count + column] > 0))
            count++;
    return count;
}

/* A count, live from Grid where that gives the stream's figure. column
   code_count: respondents of the level, whatever they named. */
static void
put_count(const groups *all, unsigned row, size_t level, size_t column,
          double told)
{
    const atlas_facet *facet = all->facet;
    unsigned attribute = grid_column(all), at = 1 + (unsigned)level;
    unsigned code = facet->grid_code + (unsigned)column;
    bool live = attribute != ATLAS_NOWHERE && facet->bits != NULL;

    if (live)
        live = fabs(count_bits(all, column, level) - told) < 0.5;
    if (!live)
        sheet_number(all->page, row, at, told, STYLE_COUNT);
    else if (column == facet->code_count)
        sheet_formula(all->page, row, at, told, STYLE_COUNT,
                      "=SUMPRODUCT(--(%s!%s=%s))", sheet_quoted(facet->grid),
                      A1_range_fixed(facet->grid_first, attribute,
                                     facet->grid_last, attribute)
                          .text,
                      A1_fixed(GROUP_HEAD, at).text);
    else
        sheet_formula(
            all->page, row, at, told, STYLE_COUNT,
            "=SUMPRODUCT((%s!%s=%s)*%s!%s)", sheet_quoted(facet->grid),
            A1_range_fixed(facet->grid_first, attribute, facet->grid_last,
                           attribute)
                .text,
            A1_fixed(GROUP_HEAD, at).text, sheet_quoted(facet->grid),
            A1_range_fixed(facet->grid_first, code, facet->grid_last, code)
                .text);
}

static void
put_row(const groups *all, size_t i)
{
    const model_count *count =
        &all->plan->found->counts[all->facet->tally->counts[i]];
    unsigned row = all->first + (unsigned)i;
    unsigned levels = (unsigned)all->level_count;

    atlas_rule(all->page, row, all->last);
    sheet_link(all->page, row, 0, atlas_tally(all->plan, count->code),
               all->plan->found->codes[count->code].id, STYLE_LINK);
    for (size_t l = 0; l < all->level_count; l++) {
        unsigned at = (unsigned)l;

        put_count(all, row, l, atlas_grid_column(all->facet, count->code),
                  all->named[i * GROUP_LEVELS + l]);
        sheet_formula(all->page, row, 1 + levels + at,
                      all->named[i * GROUP_LEVELS + l] / all->bases[l],
                      STYLE_PERCENT, "=%s/%s", A1(row, 1 + at).text,
                      A1_row_fixed(GROUP_BASE, 1 + at).text);
    }
    sheet_groups_live(all, row, i);
    sheet_number(all->page, row, all->place[TEST_FISHER], all->p[i], STYLE_P);
    sheet_number(all->page, row, all->place[TEST_HOLM], all->holm[i], STYLE_P);
    sheet_number(all->page, row, all->place[TEST_BH], all->bh[i], STYLE_P);
}

static void
put_notes(const groups *all)
{
    char text[400];

    (void)snprintf(text, sizeof text,
                   "Each code is one table of respondents by %.*s. p of "
                   "Pearson's chi-square without correction, live; N-1 after "
                   "Campbell; Fisher's exact test, two-sided; Holm and "
                   "Benjamini-Hochberg over the %u codes that can be tested.",
                   CELLTEXT_HEAD(all->attribute, 80), all->family);
    sheet_note(all->page, coding_span_of(text));
    sheet_note(all->page,
               coding_span_of("A chi-square over all codes at once would count "
                              "respondents several times: see joint tests in "
                              "chisq(1)."));
    if (!book_is_values(all->plan->all))
        sheet_note(all->page,
                   coding_span_of("Fisher's p and its adjustments are the "
                                  "tool's own and do not follow a changed "
                                  "Grid; the other figures do."));
    if (all->level_count == 2)
        sheet_note(all->page,
                   coding_span_of("Difference: first level less second, "
                                  "Newcombe's limits; odds ratio with Woolf's "
                                  "limits, empty where a cell is 0."));
}

static void
draw(const groups *all)
{
    static const int whole[] = {-1};
    unsigned last = all->last < all->first + 29 ? all->last : all->first + 29;
    plot *chart = plot_new(all->plan->all, PLOT_BARS, NULL);
    plot_cells names = {all->page, all->first, 0, last, 0};
    plot_axis across = {.title = "% of the group",
                        .least = 0,
                        .most = 1,
                        .step = 0.2,
                        .numbers = "0%"};
    plot_axis up = {.reversed = true, .no_ticks = true};

    for (size_t i = 0; i < all->level_count; i++) {
        unsigned column = 1 + (unsigned)(all->level_count + i);
        plot_cells cells = {all->page, all->first, column, last, column};
        plot_look look = plot_bar(i);
        char name[80];

        (void)snprintf(name, sizeof name, "%.*s",
                       CELLTEXT_HEAD(all->levels[i], 76));
        plot_series(chart, name, &names, &cells, &look);
    }
    plot_axes(chart, &across, &up);
    plot_legend(chart, whole);
    plot_place(chart, all->page, sheet_next(all->page) + 1, 0, 760,
               120 + (last - all->first + 1) * 13 *
                         ((unsigned)all->level_count + 1),
               "Paired bars: percent of each group that named each code.");
}

void
sheet_fill_groups(atlas *plan, const atlas_facet *facet)
{
    groups all = {.plan = plan, .facet = facet, .page = facet->groups};
    const model_count *count = facet->group_row;
    char title[160];

    if (all.page == NULL)
        return;
    all.attribute = count->name;
    all.table = count->table;
    all.attribute_number = map_find(&plan->found->attribute_ids, all.attribute);
    all.first = GROUP_HEAD + 1;
    all.last = GROUP_HEAD + (unsigned)facet->tally->count;
    find_levels(&all);
    book_note(plan->all, make_room(&all));
    if (book_status(plan->all) != CODING_OK)
        return;
    find_named(&all);
    book_note(plan->all, compute_all(&all));
    (void)snprintf(title, sizeof title, "Codes by %.*s",
                   CELLTEXT_HEAD(all.attribute, 100));
    sheet_title(all.page, coding_span_of(title));
    put_heads(&all);
    for (size_t i = 0; i < all.level_count; i++)
        put_count(&all, GROUP_BASE, i, facet->code_count, all.bases[i]);
    for (size_t i = 0; i < facet->tally->count; i++)
        put_row(&all, i);
    sheet_edge(all.page, EDGE_NONE);
    sheet_filter(all.page, GROUP_HEAD, 0, all.last,
                 sheet_columns(all.page) - 1);
    put_notes(&all);
    draw(&all);
    if (facet->tally->count <= 30)
        sheet_one_page(all.page);
}
