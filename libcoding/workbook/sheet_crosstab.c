/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Crosstab: every table of the stream with live totals and row percentages. */
#include <math.h>
#include <stdio.h>

#include "workbook/atlas.h"
#include "workbook/celltext.h"

enum {
    PERCENTS = 30, /* columns beyond which no percentages are shown */
    EXPECTED = 12  /* and no expected counts and residuals */
};

typedef struct {
    sheet *page;
    const results *figures;
    const result_table *table;
    unsigned top;     /* row of the name */
    unsigned columns; /* of the table */
    double base;
    double *sums; /* of columns */
} crosstab;

static void
put_name(const crosstab *all)
{
    coding_span name = all->table->name, stratum = all->table->stratum;
    char text[300];

    (void)snprintf(text, sizeof text, "%.*s%s%.*s", CELLTEXT_HEAD(name, 140),
                   stratum.length > 0 ? ", " : "",
                   (int)celltext_fit(stratum, 140),
                   stratum.length > 0 ? stratum.at : "");
    sheet_words(all->page, all->top, 0, text, STYLE_STRONG_OVER);
}

/* Whether it has expected counts. */
static bool
is_tested(const crosstab *all)
{
    return all->columns <= EXPECTED && all->table->is_full && all->base > 0;
}

static void
put_heads(const crosstab *all)
{
    const result_table *table = all->table;
    unsigned row = all->top + 1;

    sheet_words(all->page, row, 0, "", STYLE_HEAD);
    for (unsigned c = 0; c < all->columns; c++)
        sheet_text(all->page, row, 1 + c, table->columns[c], STYLE_HEAD_RIGHT);
    sheet_words(all->page, row, 1 + all->columns, "Total", STYLE_HEAD_RIGHT);
    for (unsigned kind = 0; kind < 3; kind++)
        for (unsigned c = 0; c < all->columns; c++) {
            static const char *const words[] = {"%", "expected",
                                                "adj. residual"};
            char text[120];

            if (all->columns > (kind == 0 ? PERCENTS : EXPECTED) ||
                (kind > 0 && !is_tested(all)))
                continue;
            (void)snprintf(text, sizeof text, "%.*s %s",
                           CELLTEXT_HEAD(table->columns[c], 90), words[kind]);
            sheet_words(all->page, row, 2 + (1 + kind) * all->columns + c, text,
                        STYLE_HEAD_RIGHT);
        }
}

/* Total and percentages of a row; counts are its cached values. */
static void
put_margin(const crosstab *all, unsigned row, const double *counts)
{
    style percent = all->base >= 100 ? STYLE_PERCENT1 : STYLE_PERCENT;
    double total = 0;
    unsigned last = all->columns;

    for (unsigned c = 0; c < all->columns; c++)
        total += counts[c];
    sheet_formula(all->page, row, 1 + last, total, STYLE_COUNT, "=SUM(%s)",
                  A1_range(row, 1, row, last).text);
    for (unsigned c = 0; c < all->columns && all->columns <= PERCENTS; c++) {
        if (total > 0)
            sheet_formula(all->page, row, 2 + last + c, counts[c] / total,
                          percent, "=%s/%s", A1(row, 1 + c).text,
                          A1(row, 1 + last).text);
        else
            sheet_empty(all->page, row, 2 + last + c, percent);
    }
}

/* Expected count and Haberman's residual, from the margins in the sheet. */
static void
put_expected(const crosstab *all, unsigned row, unsigned c, double total,
             double count)
{
    unsigned last = 1 + all->columns;
    unsigned bottom = all->top + 2 + (unsigned)all->table->row_count;
    double n = all->base, e = total * all->sums[c] / n;
    double spread = e * (1 - total / n) * (1 - all->sums[c] / n);
    reference own = A1(row, 1 + c), whole = A1(bottom, last);
    reference across = A1(row, last), down = A1(bottom, 1 + c);
    reference at = A1(row, 2 + 2 * all->columns + c);

    sheet_formula(all->page, row, 2 + 2 * all->columns + c, e, STYLE_DECIMAL,
                  "=%s*%s/%s", across.text, down.text, whole.text);
    if (spread > 0)
        sheet_formula(all->page, row, 2 + 3 * all->columns + c,
                      (count - e) / sqrt(spread), STYLE_DECIMAL,
                      "=(%s-%s)/SQRT(%s*(1-%s/%s)*(1-%s/%s))", own.text,
                      at.text, at.text, across.text, whole.text, down.text,
                      whole.text);
    else
        sheet_empty(all->page, row, 2 + 3 * all->columns + c, STYLE_DECIMAL);
}

static void
put_rows(const crosstab *all)
{
    const result_table *table = all->table;

    for (size_t r = 0; r < table->row_count; r++) {
        unsigned row = all->top + 2 + (unsigned)r;
        const double *counts = table->counts + r * table->column_count;
        double total = 0;

        sheet_text(all->page, row, 0, table->rows[r], STYLE_TEXT);
        for (unsigned c = 0; c < all->columns; c++)
            sheet_number(all->page, row, 1 + c, counts[c], STYLE_COUNT);
        put_margin(all, row, counts);
        if (!is_tested(all))
            continue;
        for (unsigned c = 0; c < all->columns; c++)
            total += counts[c];
        for (unsigned c = 0; c < all->columns; c++)
            put_expected(all, row, c, total, counts[c]);
    }
}

static void
add_up(atlas *plan, crosstab *all)
{
    const result_table *table = all->table;

    all->sums = NULL;
    book_note(plan->all, ARENA_ARRAY(&plan->keep, all->columns, &all->sums));
    for (size_t i = 0; all->sums != NULL && i < table->row_count * all->columns;
         i++)
        all->sums[i % all->columns] += table->counts[i];
}

static void
put_total(const crosstab *all)
{
    const result_table *table = all->table;
    unsigned row = all->top + 2 + (unsigned)table->row_count;

    sheet_edge(all->page, EDGE_TOTAL);
    sheet_words(all->page, row, 0, "Total", STYLE_TEXT);
    for (unsigned c = 0; c < all->columns; c++)
        sheet_formula(all->page, row, 1 + c, all->sums[c], STYLE_COUNT,
                      "=SUM(%s)",
                      A1_range(all->top + 2, 1 + c, row - 1, 1 + c).text);
    put_margin(all, row, all->sums);
    sheet_edge(all->page, EDGE_NONE);
}

static void
put_base(const crosstab *all)
{
    double missing =
        results_value(all->figures, all->table->name, "rows_missing");
    unsigned row = all->top + 3 + (unsigned)all->table->row_count;
    char text[160];

    (void)snprintf(text, sizeof text, "N = %.0f respondents%s", all->base,
                   all->table->is_full ? "; percentages are of the row" : "");
    if (!isnan(missing))
        (void)snprintf(
            text, sizeof text,
            "N = %.0f respondents, %.0f missing; percentages are of the "
            "row",
            all->base, missing);
    sheet_words(all->page, row, 0, text, STYLE_NOTE);
}

/* 100% bars of the first table. */
static void
draw(atlas *plan, const result_table *table, unsigned top)
{
    static const int whole[] = {-1};
    sheet *page = plan->crosstab;
    unsigned columns = (unsigned)table->column_count;
    unsigned last = top + 1 + (unsigned)table->row_count;
    plot *chart;
    plot_cells names = {page, top + 2, 0, last, 0};
    plot_axis across = {.least = 0, .most = 1, .step = 0.2, .numbers = "0%"};
    plot_axis up = {.reversed = true, .no_ticks = true};

    if (columns > 8 || table->row_count > 30 || !table->is_full)
        return;
    chart = plot_new(plan->all, PLOT_BARS_SHARE, NULL);
    for (unsigned c = 0; c < columns; c++) {
        plot_cells cells = {page, top + 2, 1 + c, last, 1 + c};
        plot_look look = plot_bar(c);
        char name[80];

        (void)snprintf(name, sizeof name, "%.*s",
                       CELLTEXT_HEAD(table->columns[c], 76));
        plot_series(chart, name, &names, &cells, &look);
        plot_values(chart);
    }
    plot_axes(chart, &across, &up);
    plot_legend(chart, whole);
    plot_place(chart, page, sheet_next(page) + 1, 0, 640,
               130 + 30 * (unsigned)table->row_count,
               "Bars to 100%: the columns of the first table within each row.");
}

bool
sheet_crosstab_place(const atlas *plan, const result_table *table,
                     unsigned *top)
{
    if (table->row_count + 6 + *top > plan->rows ||
        4 * table->column_count + 2 > ATLAS_COLUMNS)
        return false;
    *top += (unsigned)table->row_count + 5;
    return true;
}

void
sheet_fill_crosstab(atlas *plan)
{
    crosstab all = {.page = plan->crosstab, .figures = &plan->figures};
    unsigned top = ATLAS_TABLES;
    size_t left = 0, first = 0;
    bool drawn = false;
    char text[80];

    if (all.page == NULL)
        return;
    sheet_title(all.page, coding_span_of("Contingency tables"));
    sheet_freeze(all.page, ATLAS_HEAD, 1);
    sheet_repeat(all.page, 0, 1);
    for (size_t t = 0; t < plan->figures.table_count; t++) {
        const result_table *table = &plan->figures.tables[t];

        all.table = table;
        all.top = top;
        if (!sheet_crosstab_place(plan, table, &top)) {
            left++;
            book_beyond(plan->all,
                        (uint64_t)table->row_count * table->column_count);
            continue;
        }
        all.columns = (unsigned)table->column_count;
        all.base = 0;
        for (size_t i = 0; i < table->row_count * table->column_count; i++)
            all.base += isnan(table->counts[i]) ? 0 : table->counts[i];
        add_up(plan, &all);
        if (all.sums == NULL)
            return;
        put_name(&all);
        put_heads(&all);
        put_rows(&all);
        put_total(&all);
        put_base(&all);
        if (!drawn)
            first = t;
        drawn = true;
    }
    sheet_note(all.page, coding_span_of("Cells hold respondents, never "
                                        "mentions. Totals, percentages, "
                                        "expected counts and residuals "
                                        "follow the counts. Residuals are "
                                        "read where the table's test is "
                                        "significant (Tests)."));
    if (left > 0) {
        (void)snprintf(text, sizeof text,
                       "Left out: %zu tables that a sheet has no room for.",
                       left);
        sheet_note(all.page, coding_span_of(text));
    }
    if (drawn)
        draw(plan, &plan->figures.tables[first], ATLAS_TABLES);
}
