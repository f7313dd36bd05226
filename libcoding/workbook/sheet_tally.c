/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tally: one row a code. Respondents are summed from Grid, percent, limits and
   dominance are formulas over cells that the reader may change. */
#include <math.h>
#include <stdio.h>

#include "workbook/atlas.h"
#include "workbook/celltext.h"

/* The 97.5% point of the normal distribution. */
static const double z_value = 1.959963984540054;

enum {
    INPUT_ROW = ATLAS_HEAD,
    ONE_PAGE = 30 /* codes that fit on a page with their chart */
};

static const struct {
    heading word;
    style head, cell;
    figure figure;
} columns[TALLY_COLUMNS] = {
    [TALLY_CODE] = {HEADING_CODE, STYLE_HEAD, STYLE_LINK, FIGURES},
    [TALLY_LABEL] = {HEADING_LABEL, STYLE_HEAD, STYLE_TEXT, FIGURES},
    [TALLY_FAMILY] = {HEADING_FAMILY, STYLE_HEAD, STYLE_TEXT, FIGURES},
    [TALLY_RESPONDENTS] = {HEADING_RESPONDENTS, STYLE_HEAD_RIGHT,
                           STYLE_LINK_COUNT, FIGURE_RESPONDENTS},
    [TALLY_PERCENT] = {HEADING_PERCENT, STYLE_HEAD_RIGHT, STYLE_PERCENT,
                       FIGURE_PERCENT},
    [TALLY_LOW] = {HEADING_LOW, STYLE_HEAD_RIGHT, STYLE_PERCENT, FIGURE_LOW},
    [TALLY_HIGH] = {HEADING_HIGH, STYLE_HEAD_RIGHT, STYLE_PERCENT, FIGURE_HIGH},
    [TALLY_ORGANISATIONS] = {HEADING_ORGANISATIONS, STYLE_HEAD_RIGHT,
                             STYLE_COUNT, FIGURE_ORGANISATIONS},
    [TALLY_DYADS] = {HEADING_DYADS, STYLE_HEAD_RIGHT, STYLE_COUNT,
                     FIGURE_DYADS},
    [TALLY_DYADS_BOTH] = {HEADING_DYADS_BOTH, STYLE_HEAD_RIGHT, STYLE_COUNT,
                          FIGURE_DYADS_BOTH},
    [TALLY_DOCUMENTS] = {HEADING_DOCUMENTS, STYLE_HEAD_RIGHT, STYLE_COUNT,
                         FIGURE_DOCUMENTS},
    [TALLY_UNITS] = {HEADING_UNITS, STYLE_HEAD_RIGHT, STYLE_COUNT,
                     FIGURE_UNITS},
    [TALLY_MENTIONS] = {HEADING_MENTIONS, STYLE_HEAD_RIGHT, STYLE_LINK_COUNT,
                        FIGURE_MENTIONS},
    [TALLY_FIRST] = {HEADING_FIRST, STYLE_HEAD_RIGHT, STYLE_COUNT,
                     FIGURE_FIRST},
    [TALLY_MEAN_RANK] = {HEADING_MEAN_RANK, STYLE_HEAD_RIGHT, STYLE_DECIMAL,
                         FIGURE_MEAN_RANK},
    [TALLY_SALIENCE] = {HEADING_SALIENCE, STYLE_HEAD_SYMBOL, STYLE_PART,
                        FIGURE_SALIENCE},
    [TALLY_DOMINANT] = {HEADING_DOMINANT, STYLE_HEAD, STYLE_TEXT,
                        FIGURE_DOMINANT},
};

static const model_count *
count_of(const atlas *plan, const atlas_facet *facet, size_t i)
{
    return &plan->found->counts[facet->tally->counts[i]];
}

/* Percent without decimals while the base is too small for them. */
static style
percent_style(const atlas_facet *facet)
{
    return facet->tally->base >= 100 ? STYLE_PERCENT1 : STYLE_PERCENT;
}

/* ---- the cells that can be changed ---- */

static void
put_inputs(atlas *plan, const atlas_facet *facet, sheet *page)
{
    double base = facet->tally->base;
    unsigned at = 0; /* labels and cells, in pairs */

    if (facet->tally->threshold > 0) {
        sheet_words(page, INPUT_ROW, at, "Dominant from", STYLE_LABEL);
        sheet_input(page, INPUT_ROW, at + 1, (double)facet->tally->threshold,
                    (number_range){1, base >= 1 ? base : 1});
        book_define(plan->all, facet->threshold, page, INPUT_ROW, at + 1);
        at += 2;
    }
    sheet_words(page, INPUT_ROW, at, "Base N", STYLE_LABEL);
    if (facet->grid != NULL && facet->base_agrees)
        sheet_formula(page, INPUT_ROW, at + 1, base, STYLE_COUNT,
                      "=COUNTA(%s!%s)", sheet_quoted(facet->grid),
                      A1_range(facet->grid_first, 0, facet->grid_last, 0).text);
    else
        sheet_number(page, INPUT_ROW, at + 1, base, STYLE_COUNT);
    book_define(plan->all, facet->base, page, INPUT_ROW, at + 1);
    sheet_words(page, INPUT_ROW, at + 2, "z of CI", STYLE_LABEL);
    sheet_number(page, INPUT_ROW, at + 3, z_value, STYLE_DECIMAL);
    book_define(plan->all, facet->z, page, INPUT_ROW, at + 3);
}

/* ---- formulas ---- */

/* Wilson's limits (Wilson 1927) as the sheet computes them. */
static double
wilson(double share, double n, double sign)
{
    double z = z_value, spread;
    double limit;

    spread = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n));
    limit = (share + z * z / (2 * n) + sign * spread) / (1 + z * z / n);
    return limit < 0 ? 0 : limit > 1 ? 1 : limit;
}

static bool
is_near(double a, double b)
{
    return fabs(a - b) <= 1e-9 * (1 + fabs(b));
}

void
sheet_put_limit(const atlas_facet *facet, limit_place at, double share,
                double told)
{
    double n = facet->tally->base;
    double limit = wilson(share, n, at.high ? 1 : -1);
    reference p = A1(at.row, at.share);

    /* The formula is written where it gives what the stream says. */
    if (facet->page == NULL || !is_near(limit, told / 100)) {
        sheet_number(at.page, at.row, at.column, told / 100,
                     percent_style(facet));
        return;
    }
    sheet_formula(at.page, at.row, at.column, limit, percent_style(facet),
                  at.high
                      ? "=MIN(1,(%s+%s^2/(2*%s)+%s*SQRT(%s*(1-%s)/%s+%s^2/(4*"
                        "%s^2)))/(1+%s^2/%s))"
                      : "=MAX(0,(%s+%s^2/(2*%s)-%s*SQRT(%s*(1-%s)/%s+%s^2/(4*"
                        "%s^2)))/(1+%s^2/%s))",
                  p.text, facet->z, facet->base, facet->z, p.text, p.text,
                  facet->base, facet->z, facet->base, facet->z, facet->base);
}

static void
put_share(const atlas_facet *facet, sheet *page, unsigned row,
          const model_count *count, double in_unit)
{
    double share = in_unit / facet->tally->base;
    double told = count->number[FIGURE_PERCENT];

    if (!is_near(share, told / 100)) {
        sheet_number(page, row, facet->column[TALLY_PERCENT], told / 100,
                     percent_style(facet));
        share = told / 100;
    } else {
        sheet_formula(page, row, facet->column[TALLY_PERCENT], share,
                      percent_style(facet), "=%s/%s",
                      A1(row, facet->unit_column).text, facet->base);
    }
    for (int high = 0; high < 2; high++) {
        limit_place at = {page, row, facet->column[TALLY_PERCENT],
                          facet->column[high ? TALLY_HIGH : TALLY_LOW], high};

        if (at.column != ATLAS_NOWHERE)
            sheet_put_limit(facet, at, share,
                            count->number[high ? FIGURE_HIGH : FIGURE_LOW]);
    }
}

static void
put_respondents(const atlas *plan, const atlas_facet *facet, sheet *page,
                unsigned row, const model_count *count)
{
    unsigned column = facet->column[TALLY_RESPONDENTS];
    double told = count->number[FIGURE_RESPONDENTS];
    place quotes = atlas_evidence(plan, plan->first_evidence[count->code]);
    size_t at = facet->bits != NULL ? atlas_grid_column(facet, count->code)
                                    : facet->code_count;
    style look = quotes.page != NULL ? STYLE_LINK_COUNT : STYLE_COUNT;
    unsigned from = facet->grid_code + (unsigned)at;

    sheet_lay_link(page, row, column, quotes);
    if (facet->grid == NULL || at == facet->code_count ||
        !is_near((double)atlas_named(facet, at), told))
        sheet_number(page, row, column, told, look);
    else
        sheet_formula(
            page, row, column, told, look, "=SUM(%s!%s)",
            sheet_quoted(facet->grid),
            A1_range(facet->grid_first, from, facet->grid_last, from).text);
}

static void
put_dominant(const atlas_facet *facet, sheet *page, unsigned row,
             const model_count *count, double in_unit)
{
    unsigned column = facet->column[TALLY_DOMINANT];
    bool dominant = count->number[FIGURE_DOMINANT] > 0;

    if (facet->tally->threshold == 0 ||
        dominant != (in_unit >= (double)facet->tally->threshold))
        sheet_words(page, row, column, dominant ? "dominant" : "", STYLE_TEXT);
    else
        sheet_formula_text(page, row, column, dominant ? "dominant" : "",
                           STYLE_TEXT, "=IF(%s>=%s,\"dominant\",\"\")",
                           A1(row, facet->unit_column).text, facet->threshold);
}

/* A row's cells that are plain figures of the stream. */
static void
put_figures(const atlas *plan, const atlas_facet *facet, sheet *page,
            unsigned row, const model_count *count)
{
    place quotes = atlas_evidence(plan, plan->first_evidence[count->code]);

    for (size_t i = TALLY_ORGANISATIONS; i <= TALLY_SALIENCE; i++) {
        style look = columns[i].cell;

        if (facet->column[i] == ATLAS_NOWHERE)
            continue;
        if (i == TALLY_MENTIONS && quotes.page != NULL)
            sheet_lay_link(page, row, facet->column[i], quotes);
        else if (i == TALLY_MENTIONS)
            look = STYLE_COUNT;
        sheet_number(page, row, facet->column[i],
                     count->number[columns[i].figure], look);
    }
}

static void
put_row(const atlas *plan, const atlas_facet *facet, sheet *page, size_t i)
{
    const model_count *count = count_of(plan, facet, i);
    const model_code *code = &plan->found->codes[count->code];
    unsigned row = facet->first + (unsigned)i;
    double in_unit = atlas_in_unit(plan, facet, i);

    atlas_rule(page, row, facet->last);
    sheet_link(page, row, 0,
               atlas_evidence(plan, plan->first_evidence[count->code]),
               code->id, STYLE_LINK);
    if (facet->column[TALLY_LABEL] != ATLAS_NOWHERE)
        sheet_text(page, row, facet->column[TALLY_LABEL], model_code_name(code),
                   STYLE_TEXT);
    if (facet->column[TALLY_FAMILY] != ATLAS_NOWHERE)
        sheet_text(page, row, facet->column[TALLY_FAMILY], code->family,
                   STYLE_TEXT);
    if (facet->column[TALLY_RESPONDENTS] != ATLAS_NOWHERE)
        put_respondents(plan, facet, page, row, count);
    put_figures(plan, facet, page, row, count);
    if (facet->column[TALLY_PERCENT] != ATLAS_NOWHERE)
        put_share(facet, page, row, count, in_unit);
    if (facet->column[TALLY_DOMINANT] != ATLAS_NOWHERE)
        put_dominant(facet, page, row, count, in_unit);
}

/* ---- notes ---- */

static void
put_notes(const atlas *plan, const atlas_facet *facet, sheet *page)
{
    const model_tally *tally = facet->tally;
    char text[400];

    if (tally->top > 0)
        (void)snprintf(
            text, sizeof text,
            "%% of the base of N = %.0f (%.*s); respondents could name up "
            "to %llu codes, so percentages need not sum to 100%%.",
            tally->base, CELLTEXT_HEAD(tally->unit, 40),
            (unsigned long long)tally->top);
    else
        (void)snprintf(text, sizeof text,
                       "%% of the base of N = %.0f (%.*s); several codes a "
                       "respondent, so percentages need not sum to 100%%.",
                       tally->base, CELLTEXT_HEAD(tally->unit, 40));
    sheet_note(page, coding_span_of(text));
    sheet_note(
        page, coding_span_of("95% CI: Wilson's limits. S: Smith's salience, "
                             "0 to 1, from the order of naming. Mentions count "
                             "a code each time it is said; respondents count "
                             "once."));
    atlas_note_question(plan, page, tally->question);
    if (tally->threshold > 0 && !book_is_values(plan->all))
        sheet_note(page,
                   coding_span_of("The threshold in blue can be changed; the "
                                  "sheet follows. Other cells are protected "
                                  "without a password."));
}

void
sheet_fill_tally(atlas *plan, atlas_facet *facet)
{
    sheet *page = facet->page;
    unsigned head = facet->first - 1;
    char rule[128];

    if (page == NULL)
        return;
    sheet_title(page, coding_span_of("Codes by how many respondents named "
                                     "them, with every unit of counting"));
    put_inputs(plan, facet, page);
    for (size_t i = 0; i < TALLY_COLUMNS; i++)
        if (facet->column[i] != ATLAS_NOWHERE)
            atlas_head(plan, page, head, facet->column[i], columns[i].word,
                       columns[i].head);
    for (size_t i = 0; i < facet->tally->count; i++)
        put_row(plan, facet, page, i);
    sheet_edge(page, EDGE_NONE);
    sheet_filter(page, head, 0, facet->last, sheet_columns(page) - 1);
    atlas_frame(page, head, 1);
    put_notes(plan, facet, page);
    if (facet->tally->threshold > 0 && facet->tally->count > 0) {
        (void)snprintf(rule, sizeof rule, "=$%s>=%s",
                       A1(facet->first, facet->unit_column).text,
                       facet->threshold);
        sheet_strong_where(page, facet->first, 0, facet->last, 0, rule);
        if (!book_is_values(plan->all))
            sheet_protect(page);
    }
    plot_tally(plan, facet, page, sheet_next(page) + 1, 0);
    if (facet->tally->count <= ONE_PAGE)
        sheet_one_page(page);
}
