/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Multi: questions that take several answers: percent of respondents beside
   percent of answers, tests of single items adjusted over the family, and the
   joint tests over respondents. */
#include <math.h>
#include <stdio.h>

#include "workbook/atlas.h"

enum { GROUPS = 12, TESTS = 6 };

/* Figures of the joint tests, in the order in which they are read. */
static const struct {
    const char *statistic, *words;
    style look;
} joint[] = {
    {"n", "Respondents", STYLE_COUNT},
    {"items_used", "Items in the family", STYLE_COUNT},
    {"mentions", "Answers", STYLE_COUNT},
    {"x2s", "Sum of the items' chi-squares (MMI)", STYLE_DECIMAL},
    {"perm_p_x2s", "p by permutation of respondents", STYLE_P},
    {"perm_as_large", "Arrangements as large or larger", STYLE_COUNT},
    {"perm_count", "Arrangements", STYLE_COUNT},
    {"cluster_perm_p_x2s", "p by permutation of whole clusters", STYLE_P},
    {"rs2_p", "p by Rao-Scott, second order", STYLE_P},
    {"boot_p_x2s", "p by bootstrap", STYLE_P},
    {"bonferroni_p", "p by Bonferroni", STYLE_P},
    {"cochran_q", "Cochran's Q: are all items named equally?", STYLE_DECIMAL},
    {"cochran_q_df", "df of Q", STYLE_COUNT},
    {"cochran_q_p", "p of Q", STYLE_P},
};

static const struct {
    const char *statistic, *head;
    style head_look, look;
} item_tests[TESTS] = {
    {"item_x2", "\xcf\x87\xc2\xb2", STYLE_HEAD_RIGHT, STYLE_DECIMAL},
    {"item_p", "p", STYLE_HEAD_SYMBOL, STYLE_P},
    {"item_p_holm", "p (Holm)", STYLE_HEAD_SYMBOL, STYLE_P},
    {"item_p_maxt", "p (max T)", STYLE_HEAD_SYMBOL, STYLE_P},
    {"p_chosen", "p chosen", STYLE_HEAD_SYMBOL, STYLE_P},
    {"p_chosen_holm", "p chosen (Holm)", STYLE_HEAD_SYMBOL, STYLE_P},
};

typedef struct {
    atlas *plan;
    sheet *page;
    const results *figures;
    coding_span table;
    coding_span groups[GROUPS];
    size_t group_count;
    unsigned row;
} multi;

static bool
is_multi(const results *figures, size_t number)
{
    static const coding_span any = {NULL, 0};

    return results_find(figures, map_name(&figures->names, number),
                        "pct_of_respondents", any, any) != NULL;
}

bool
sheet_has_multi(const results *figures)
{
    for (size_t i = 0; i < figures->names.count; i++)
        if (is_multi(figures, i))
            return true;
    return false;
}

static void
find_groups(multi *all)
{
    const model_test *at = NULL;

    all->group_count = 0;
    while ((at = results_next(all->figures, all->table, at)) != NULL) {
        size_t known = 0;

        if (!coding_span_is(at->statistic, "mentions_cell"))
            continue;
        while (known < all->group_count &&
               !coding_span_equal(all->groups[known], at->row))
            known++;
        if (known == all->group_count && known < GROUPS)
            all->groups[all->group_count++] = at->row;
    }
}

static bool
has_items(const multi *all, const char *statistic)
{
    const model_test *at = NULL;

    while ((at = results_next(all->figures, all->table, at)) != NULL)
        if (coding_span_is(at->statistic, statistic) && at->row.length > 0 &&
            isfinite(at->value))
            return true;
    return false;
}

static void
put_heads(multi *all)
{
    unsigned column = 4;

    sheet_text(all->page, all->row, 0, all->table, STYLE_STRONG_OVER);
    all->row++;
    sheet_words(all->page, all->row, 0, "Item", STYLE_HEAD);
    sheet_words(all->page, all->row, 1, "Respondents", STYLE_HEAD_RIGHT);
    sheet_words(all->page, all->row, 2, "% of respondents", STYLE_HEAD_RIGHT);
    sheet_words(all->page, all->row, 3, "% of answers", STYLE_HEAD_RIGHT);
    for (size_t g = 0; g < all->group_count; g++)
        sheet_text(all->page, all->row, column++, all->groups[g],
                   STYLE_HEAD_RIGHT);
    for (size_t t = 0; t < TESTS; t++)
        if (has_items(all, item_tests[t].statistic))
            sheet_words(all->page, all->row, column++, item_tests[t].head,
                        item_tests[t].head_look);
    all->row++;
}

static void
put_figure(const multi *all, unsigned column, const model_test *found,
           double divide, style look)
{
    double value = found != NULL ? found->value / divide : (double)NAN;

    sheet_number(all->page, all->row, column,
                 isfinite(value) ? value : (double)NAN, look);
}

static void
put_item(multi *all, coding_span item)
{
    static const coding_span any = {NULL, 0};
    const results *figures = all->figures;
    unsigned column = 4;

    sheet_text(all->page, all->row, 0, item, STYLE_TEXT);
    put_figure(all, 1,
               results_find(figures, all->table, "mention_total", item, any), 1,
               STYLE_COUNT);
    put_figure(
        all, 2,
        results_find(figures, all->table, "pct_of_respondents", item, any), 100,
        STYLE_PERCENT1);
    put_figure(all, 3,
               results_find(figures, all->table, "pct_of_mentions", item, any),
               100, STYLE_PERCENT1);
    for (size_t g = 0; g < all->group_count; g++)
        put_figure(all, column++,
                   results_find(figures, all->table, "mentions_cell",
                                all->groups[g], item),
                   1, STYLE_COUNT);
    for (size_t t = 0; t < TESTS; t++)
        if (has_items(all, item_tests[t].statistic))
            put_figure(all, column++,
                       results_find(figures, all->table,
                                    item_tests[t].statistic, item, any),
                       1, item_tests[t].look);
    all->row++;
}

static void
put_items(multi *all)
{
    const model_test *at = NULL, *last = NULL;

    while ((at = results_next(all->figures, all->table, at)) != NULL)
        if (coding_span_is(at->statistic, "pct_of_respondents"))
            last = at;
    at = NULL;
    while ((at = results_next(all->figures, all->table, at)) != NULL)
        if (coding_span_is(at->statistic, "pct_of_respondents")) {
            sheet_edge(all->page, at == last ? EDGE_LAST : EDGE_NONE);
            put_item(all, at->row);
        }
    sheet_edge(all->page, EDGE_NONE);
}

static void
put_joint(multi *all)
{
    for (size_t i = 0; i < sizeof joint / sizeof *joint; i++) {
        double value =
            results_value(all->figures, all->table, joint[i].statistic);

        if (!isfinite(value))
            continue;
        sheet_words(all->page, all->row, 0, joint[i].words, STYLE_OVER);
        sheet_number(all->page, all->row, 3, value, joint[i].look);
        all->row++;
    }
}

static void
put_sentences(multi *all)
{
    const model_test *at = NULL;

    while ((at = results_next(all->figures, all->table, at)) != NULL)
        if (coding_span_is(at->statistic, "family") ||
            coding_span_is(at->statistic, "joint") ||
            coding_span_is(at->statistic, "left_out") ||
            coding_span_is(at->statistic, "weights") ||
            coding_span_is(at->statistic, "apa_q"))
            all->row = sheet_paragraph(all->page, all->row, at->text, 110);
}

void
sheet_fill_multi(atlas *plan)
{
    multi all = {.plan = plan,
                 .page = plan->multi,
                 .figures = &plan->figures,
                 .row = ATLAS_HEAD + 1};

    if (all.page == NULL)
        return;
    sheet_title(all.page,
                coding_span_of("Questions that take several answers"));
    sheet_least(all.page, 0, 24);
    sheet_freeze(all.page, ATLAS_HEAD, 1);
    sheet_repeat(all.page, 0, 1);
    for (size_t i = 0; i < plan->figures.names.count; i++) {
        if (!is_multi(&plan->figures, i))
            continue;
        all.table = map_name(&plan->figures.names, i);
        find_groups(&all);
        put_heads(&all);
        put_items(&all);
        put_joint(&all);
        put_sentences(&all);
        all.row++;
    }
    sheet_note(all.page,
               coding_span_of("Percentages of respondents do not sum "
                              "to 100. A chi-square of pooled answers "
                              "would count respondents several times "
                              "and is not valid: the joint tests move "
                              "whole respondents."));
}
