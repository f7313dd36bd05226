/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tests: one row a table, with the family's correction; and a forest plot of
   odds ratios. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "workbook/atlas.h"

enum { FOREST = 40 };

/* A column: the figure it shows. */
static const struct {
    const char *head, *statistic;
    style head_look, look;
    bool adjusted; /* given under the family's name */
} columns[] = {
    {"N", "n", STYLE_HEAD_SYMBOL, STYLE_COUNT, false},
    {"Rows", "nrow_eff", STYLE_HEAD_RIGHT, STYLE_COUNT, false},
    {"Columns", "ncol_eff", STYLE_HEAD_RIGHT, STYLE_COUNT, false},
    {"\xcf\x87\xc2\xb2", "x2", STYLE_HEAD_RIGHT, STYLE_DECIMAL, false},
    {"df", "x2_df", STYLE_HEAD_SYMBOL, STYLE_COUNT, false},
    {"p", "x2_p", STYLE_HEAD_SYMBOL, STYLE_P, false},
    {"p (N-1)", "x2_nminus1_p", STYLE_HEAD_SYMBOL, STYLE_P, false},
    {"p (Yates)", "x2_yates_p", STYLE_HEAD_SYMBOL, STYLE_P, false},
    {"p (G)", "g_p", STYLE_HEAD_SYMBOL, STYLE_P, false},
    {"p (exact)", "fisher_p", STYLE_HEAD_SYMBOL, STYLE_P, false},
    {"p (random tables)", "mc_p_x2", STYLE_HEAD_SYMBOL, STYLE_P, false},
    {"p chosen", "p_chosen", STYLE_HEAD_SYMBOL, STYLE_P, false},
    {"p (Holm)", "p_chosen_holm", STYLE_HEAD_SYMBOL, STYLE_P, true},
    {"p (BH)", "p_chosen_bh", STYLE_HEAD_SYMBOL, STYLE_P, true},
    {"V", "cramers_v", STYLE_HEAD_SYMBOL, STYLE_PART, false},
    {"Odds ratio", "odds_ratio", STYLE_HEAD_RIGHT, STYLE_DECIMAL, false},
    {"95% CI from", "odds_ratio_lo95", STYLE_HEAD_RIGHT, STYLE_DECIMAL, false},
    {"to", "odds_ratio_hi95", STYLE_HEAD_RIGHT, STYLE_DECIMAL, false},
    {"Smallest expected", "min_expected", STYLE_HEAD_RIGHT, STYLE_DECIMAL,
     false},
    {"Cells with E < 5", "n_expected_lt5", STYLE_HEAD_RIGHT, STYLE_COUNT,
     false},
};
enum { COLUMNS = sizeof columns / sizeof *columns };

typedef struct {
    atlas *plan;
    sheet *page;
    const results *figures;
    unsigned at[COLUMNS], chosen, last_column;
    unsigned first, last;
    size_t *tables; /* by row: of figures->names */
    size_t count;
} tests;

/* Whether a name of figures is a table's. */
static bool
is_table(const results *figures, size_t number)
{
    coding_span name = map_name(&figures->names, number);

    return !isnan(results_value(figures, name, "nrow"));
}

static double
value_of(const tests *all, size_t row, size_t column)
{
    coding_span name = map_name(&all->figures->names, all->tables[row]);

    return columns[column].adjusted
               ? results_adjusted(all->figures, name, columns[column].statistic)
               : results_value(all->figures, name, columns[column].statistic);
}

static void
place_columns(tests *all)
{
    unsigned next = 1;

    for (size_t c = 0; c < COLUMNS; c++) {
        bool here = false;

        for (size_t r = 0; r < all->count && !here; r++)
            here = isfinite(value_of(all, r, c));
        all->at[c] = here ? next++ : (unsigned)ATLAS_NOWHERE;
    }
    all->chosen = next;
    all->last_column = next + 1;
}

static void
put_heads(const tests *all)
{
    sheet_title(all->page, coding_span_of("Tests, one row a table"));
    sheet_words(all->page, ATLAS_HEAD, 0, "Table", STYLE_HEAD);
    for (size_t c = 0; c < COLUMNS; c++)
        if (all->at[c] != ATLAS_NOWHERE)
            sheet_words(all->page, ATLAS_HEAD, all->at[c], columns[c].head,
                        columns[c].head_look);
    sheet_words(all->page, ATLAS_HEAD, all->chosen, "Test chosen", STYLE_HEAD);
    sheet_words(all->page, ATLAS_HEAD, all->chosen + 1, "In words", STYLE_HEAD);
    sheet_limit(all->page, all->chosen + 1, 60);
    atlas_frame(all->page, ATLAS_HEAD, 1);
}

static void
put_row(const tests *all, size_t i)
{
    static const coding_span any = {NULL, 0};
    coding_span name = map_name(&all->figures->names, all->tables[i]);
    unsigned row = all->first + (unsigned)i;
    const model_test *chosen =
        results_find(all->figures, name, "p_chosen", any, any);
    const model_test *words = results_find(all->figures, name, "apa", any, any);

    atlas_rule(all->page, row, all->last);
    sheet_text(all->page, row, 0, name, STYLE_TEXT);
    for (size_t c = 0; c < COLUMNS; c++) {
        double value = value_of(all, i, c);

        if (all->at[c] == ATLAS_NOWHERE)
            continue;
        /* An infinite odds ratio is shown as none; Figures says so. */
        sheet_number(all->page, row, all->at[c],
                     isfinite(value) ? value : (double)NAN, columns[c].look);
    }
    sheet_text(all->page, row, all->chosen, chosen != NULL ? chosen->row : any,
               STYLE_TEXT);
    sheet_text(all->page, row, all->chosen + 1,
               words != NULL ? words->text : any, STYLE_WRAP);
}

/* ---- the forest plot ---- */

typedef struct {
    const tests *all;
    unsigned left, count;
    size_t rows[FOREST]; /* of tests */
    double least, most;
    char numbers[40]; /* of the axis: none where the names stand */
} forest;

static size_t
column_of(const char *statistic)
{
    coding_span wanted = coding_span_of(statistic);
    size_t at = 0;

    while (!coding_span_is(wanted, columns[at].statistic))
        at++;
    return at;
}

static void
find_odds(const tests *all, forest *plan)
{
    for (size_t i = 0; i < all->count && plan->count < FOREST; i++) {
        double low = value_of(all, i, column_of("odds_ratio_lo95"));
        double high = value_of(all, i, column_of("odds_ratio_hi95"));
        double odds = value_of(all, i, column_of("odds_ratio"));

        if (!(odds > 0) || !(low > 0) || !isfinite(high))
            continue;
        plan->least = low < plan->least ? low : plan->least;
        plan->most = high > plan->most ? high : plan->most;
        plan->rows[plan->count++] = i;
    }
}

/* Cells of the plot: odds, heights, limits with gaps, names' place, the line
   at 1. */
static void
put_cells(const forest *plan, double names_at)
{
    const tests *all = plan->all;
    sheet *data = all->plan->data;
    static const char *const heads[] = {
        "Odds ratio",     "Height", "Names",       "Limits",
        "Height of them", "One",    "Height of it"};

    sheet_words(data, ATLAS_FIRST - 1, plan->left, "Odds ratios", STYLE_LABEL);
    for (unsigned i = 0; i < 7; i++)
        sheet_words(data, ATLAS_FIRST, plan->left + i, heads[i], STYLE_HEAD);
    for (unsigned i = 0; i < plan->count; i++) {
        unsigned row = ATLAS_FIRST + 1 + i, piece = ATLAS_FIRST + 1 + 3 * i;
        unsigned from = all->first + (unsigned)plan->rows[i];
        const char *const ends[] = {"odds_ratio_lo95", "odds_ratio_hi95"};
        size_t odds = column_of("odds_ratio");
        double height = plan->count - i;

        sheet_formula(data, row, plan->left, value_of(all, plan->rows[i], odds),
                      STYLE_ANY, "=%s!%s", sheet_quoted(all->page),
                      A1(from, all->at[odds]).text);
        sheet_number(data, row, plan->left + 1, height, STYLE_ANY);
        sheet_number(data, row, plan->left + 2, names_at, STYLE_ANY);
        for (unsigned end = 0; end < 2; end++) {
            size_t limit = column_of(ends[end]);

            sheet_formula(data, piece + end, plan->left + 3,
                          value_of(all, plan->rows[i], limit), STYLE_ANY,
                          "=%s!%s", sheet_quoted(all->page),
                          A1(from, all->at[limit]).text);
            sheet_number(data, piece + end, plan->left + 4, height, STYLE_ANY);
        }
    }
    for (unsigned end = 0; end < 2; end++) {
        sheet_number(data, ATLAS_FIRST + 1 + end, plan->left + 5, 1, STYLE_ANY);
        sheet_number(data, ATLAS_FIRST + 1 + end, plan->left + 6,
                     end == 0 ? 0.4 : plan->count + 0.6, STYLE_ANY);
    }
}

static plot_cells
cells_of(const forest *plan, unsigned column, unsigned rows)
{
    return (plot_cells){plan->all->plan->data, ATLAS_FIRST + 1,
                        plan->left + column, ATLAS_FIRST + rows,
                        plan->left + column};
}

/* What all names end with, as in " x outcome": 0 or its bytes. */
static size_t
common_end(const coding_span *names, unsigned count)
{
    size_t length = 0;

    for (size_t i = names[0].length; i >= 3; i--)
        if (memcmp(names[0].at + i - 3, " x ", 3) == 0)
            length = names[0].length - i + 3;
    for (unsigned i = 0; i < count; i++)
        if (names[i].length <= length ||
            memcmp(names[i].at + names[i].length - length,
                   names[0].at + names[0].length - length, length) != 0)
            return 0;
    return length;
}

static void
draw_forest(const forest *plan, double least, double most)
{
    static const plot_look none = {PLOT_BLACK, PLOT_NO_MARKER, 0, false, false};
    static const plot_look line = {PLOT_BLACK, PLOT_NO_MARKER, 1.25F, false,
                                   false};
    static const plot_look point = {PLOT_BLUE, PLOT_SQUARE, 0, false, false};
    static const plot_look one = {PLOT_VERMILION, PLOT_NO_MARKER, 1.5F, true,
                                  false};
    static const int without[] = {0, -1};
    const tests *all = plan->all;
    plot *chart = plot_new(all->plan->all, PLOT_SCATTER, NULL);
    unsigned pieces = 3 * plan->count - 1;
    plot_cells odds = cells_of(plan, 0, plan->count);
    plot_cells height = cells_of(plan, 1, plan->count);
    plot_cells left = cells_of(plan, 2, plan->count);
    plot_cells limits = cells_of(plan, 3, pieces);
    plot_cells limit_height = cells_of(plan, 4, pieces);
    plot_cells ones = cells_of(plan, 5, 2), one_height = cells_of(plan, 6, 2);
    plot_axis x = {.title = "Odds ratio, logarithmic",
                   .least = least,
                   .most = most,
                   .step = 10,
                   .numbers = plan->numbers,
                   .logarithmic = true,
                   .has_crossing = true,
                   .crossing = least};
    plot_axis y = {
        .least = 0.4, .most = plan->count + 0.6, .step = 1, .hidden = true};
    coding_span names[FOREST] = {{NULL, 0}};
    size_t end;

    for (unsigned i = 0; i < plan->count; i++)
        names[i] = map_name(&all->figures->names, all->tables[plan->rows[i]]);
    end = common_end(names, plan->count);
    for (unsigned i = 0; i < plan->count; i++)
        names[i].length -= end;
    plot_series(chart, "Names", &left, &height, &none);
    plot_labels(chart, names, plan->count, true);
    plot_series(chart, "95% confidence interval", &limits, &limit_height,
                &line);
    plot_series(chart, "Odds ratio", &odds, &height, &point);
    plot_series(chart, "no difference", &ones, &one_height, &one);
    plot_axes(chart, &x, &y);
    plot_legend(chart, without);
    plot_place(chart, all->page, sheet_next(all->page) + 1, 0, 760,
               plan->count * 30 + 130,
               "Forest plot: odds ratios with 95% intervals on a logarithmic "
               "axis, a dashed line at 1.");
}

static void
put_forest(const tests *all)
{
    forest plan = {.all = all, .least = 1, .most = 1};
    double least, most, names_at;

    if (all->plan->data == NULL ||
        all->at[column_of("odds_ratio")] == ATLAS_NOWHERE ||
        all->at[column_of("odds_ratio_lo95")] == ATLAS_NOWHERE)
        return;
    find_odds(all, &plan);
    if (plan.count == 0)
        return;
    plan.left = all->plan->data_column;
    all->plan->data_column += 8;
    least = pow(10, floor(log10(plan.least)));
    most = pow(10, ceil(log10(plan.most * 1.01)));
    /* The names take the decades at the left. */
    names_at = least / pow(10, ceil(0.4 * log10(most / least)));
    (void)snprintf(plan.numbers, sizeof plan.numbers, "[<%g]\"\";General",
                   least);
    put_cells(&plan, names_at);
    draw_forest(&plan, names_at, most);
}

bool
sheet_has_tests(const results *figures)
{
    for (size_t i = 0; i < figures->names.count; i++)
        if (is_table(figures, i))
            return true;
    return false;
}

void
sheet_fill_tests(atlas *plan)
{
    tests all = {.plan = plan,
                 .page = plan->tests,
                 .figures = &plan->figures,
                 .first = ATLAS_FIRST};

    if (all.page == NULL)
        return;
    book_note(plan->all, ARENA_ARRAY(&plan->keep, plan->figures.names.count + 1,
                                     &all.tables));
    if (book_status(plan->all) != CODING_OK)
        return;
    for (size_t i = 0; i < plan->figures.names.count; i++)
        if (is_table(&plan->figures, i))
            all.tables[all.count++] = i;
    all.last = ATLAS_FIRST + (unsigned)all.count - 1;
    place_columns(&all);
    put_heads(&all);
    for (size_t i = 0; i < all.count; i++)
        put_row(&all, i);
    sheet_edge(all.page, EDGE_NONE);
    sheet_filter(all.page, ATLAS_HEAD, 0, all.last, all.last_column);
    sheet_note(
        all.page,
        coding_span_of("p chosen: by the rule stated on APA, before any p was "
                       "looked at. Holm and BH adjust it over its family: the "
                       "tables of the run, or the items of one question with "
                       "several answers (Multi). V: Cram\xc3\xa9r's."));
    put_forest(&all);
}
