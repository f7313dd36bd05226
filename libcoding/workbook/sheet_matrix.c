/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Matrix: the counts of every cell, one block a count, with totals that are
   live where counts add up and distinct people where they do not. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/ascii.h"
#include "workbook/matrix_view.h"

enum {
    MATRIX_EVERY = 50000,  /* cells beyond which only the first count shows */
    MATRIX_MOST = 500000,  /* cells beyond which nothing does */
    MATRIX_WORK = 20000000 /* cells times mentions that formulas may look at */
};

typedef struct {
    atlas *plan;
    sheet *page;
    matrix_view view;
    unsigned top; /* row of the block's headings */
    matrix_measure which;
    bool adds; /* cells of different rows and columns add up */
} block;

/* ---- criteria ---- */

/* Equal but for the case of ASCII letters. */
static bool
is_alike(coding_span a, coding_span b)
{
    if (a.length != b.length)
        return false;
    for (size_t i = 0; i < a.length; i++)
        if (ascii_lower(a.at[i]) != ascii_lower(b.at[i]))
            return false;
    return true;
}

/* COUNTIFS reads wildcards, comparisons, numbers and truth values into a
   criterion, and looks at no case. */
static bool
is_plain(coding_span label)
{
    static const char marks[] = "*?~<>=\"";
    unsigned char first;

    for (size_t i = 0; i < label.length; i++)
        if (strchr(marks, label.at[i]) != NULL || label.at[i] == '\0')
            return false;
    if (label.length == 0 || is_alike(label, coding_span_of("true")) ||
        is_alike(label, coding_span_of("false")))
        return false;
    first = (unsigned char)ascii_lower(label.at[0]);
    return (first >= 'a' && first <= 'z') || first >= 0x80;
}

static bool
are_plain(const coding_span *labels, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!is_plain(labels[i]) || labels[i].length > 200)
            return false;
        for (size_t k = 0; k < i; k++)
            if (is_alike(labels[i], labels[k]))
                return false;
    }
    return true;
}

static bool
has_formulas(const block *all)
{
    const matrix_view *view = &all->view;

    return view->row_count <= 2000 && view->column_count <= 2000 &&
           are_plain(view->rows, view->row_count) &&
           are_plain(view->columns, view->column_count);
}

/* ---- cells ---- */

/* =COUNTIFS of the rows of Items. */
static void
put_items(const block *all, size_t r, size_t c, double value)
{
    const matrix_view *view = &all->view;
    size_t at = r * view->column_count + c;
    unsigned row = all->top + 1 + (unsigned)r, column = 1 + (unsigned)c;
    const sheet *items = all->plan->items;
    unsigned last =
        ATLAS_FIRST + (unsigned)all->plan->found->matrices.item_count - 1;

    if (view->item_count[at] > 0)
        sheet_lay_link(
            all->page, row, column,
            (place){.page = items,
                    .row = ATLAS_FIRST + (unsigned)view->first_item[at]});
    sheet_formula(
        all->page, row, column, value, STYLE_COUNT,
        "=COUNTIFS(%s!%s,\"%.*s\",%s!%s,%s,%s!%s,%s)", sheet_quoted(items),
        A1_range_fixed(ATLAS_FIRST, 0, last, 0).text,
        (int)view->of->name.length, view->of->name.at, sheet_quoted(items),
        A1_range_fixed(ATLAS_FIRST, 1, last, 1).text, A1(row, 0).text,
        sheet_quoted(items), A1_range_fixed(ATLAS_FIRST, 2, last, 2).text,
        A1(all->top, column).text);
}

/* The heading of Mentions that holds a side's labels; HEADING_COUNT: none. */
static heading
side_heading(coding_span name)
{
    if (coding_span_is(name, "respondent"))
        return HEADING_RESPONDENT;
    if (coding_span_is(name, "document"))
        return HEADING_DOCUMENT;
    if (coding_span_is(name, "question"))
        return HEADING_QUESTION;
    return HEADING_COUNT;
}

/* Columns of Mentions that a cell of codes and cases is counted from; false:
   it cannot be. */
static bool
find_mentions(const block *all, unsigned *row_column, unsigned *on_top)
{
    const atlas *plan = all->plan;
    const model_matrix *of = all->view.of;
    bool codes_left = side_heading(of->rows) == HEADING_COUNT;
    coding_span facet = codes_left ? of->rows : of->columns;
    heading side = side_heading(codes_left ? of->columns : of->rows);
    double work = (double)plan->found->coding_count *
                  (double)all->view.row_count * (double)all->view.column_count;
    unsigned codes = sheet_mentions_column(plan, HEADING_CODE), cases;

    if (side == HEADING_COUNT || plan->mention_sheets != 1 ||
        work > MATRIX_WORK || !is_plain(facet) ||
        model_tally_of(plan->found, facet) == NULL)
        return false;
    cases = sheet_mentions_column(plan, side);
    *row_column = codes_left ? codes : cases;
    *on_top = codes_left ? cases : codes;
    return cases != ATLAS_NOWHERE &&
           sheet_mentions_column(plan, HEADING_COUNTED) != ATLAS_NOWHERE;
}

/* A range of Mentions. */
static reference
mentions_range(const block *all, unsigned column)
{
    return A1_range_fixed(
        ATLAS_FIRST, column,
        ATLAS_FIRST + (unsigned)all->plan->found->coding_count - 1, column);
}

static void
put_mentions(const block *all, size_t r, size_t c, double value)
{
    const atlas *plan = all->plan;
    const model_matrix *of = all->view.of;
    unsigned row = all->top + 1 + (unsigned)r, column = 1 + (unsigned)c;
    unsigned left = 0, on_top = 0;
    unsigned counted = sheet_mentions_column(plan, HEADING_COUNTED);
    unsigned facet = sheet_mentions_column(plan, HEADING_FACET);
    const char *name = sheet_quoted(plan->mentions[0]);
    coding_span of_facet =
        side_heading(of->rows) == HEADING_COUNT ? of->rows : of->columns;
    char more[300] = "";

    (void)find_mentions(all, &left, &on_top);
    if (facet != ATLAS_NOWHERE)
        (void)snprintf(more, sizeof more, ",%s!%s,\"%.*s\"", name,
                       mentions_range(all, facet).text,
                       (int)(of_facet.length < 60 ? of_facet.length : 60),
                       of_facet.at);
    sheet_formula(all->page, row, column, value, STYLE_COUNT,
                  "=COUNTIFS(%s!%s,%s,%s!%s,%s%s,%s!%s,\"1\")+"
                  "COUNTIFS(%s!%s,%s,%s!%s,%s%s,%s!%s,\"repeat\")",
                  name, mentions_range(all, left).text, A1(row, 0).text, name,
                  mentions_range(all, on_top).text, A1(all->top, column).text,
                  more, name, mentions_range(all, counted).text, name,
                  mentions_range(all, left).text, A1(row, 0).text, name,
                  mentions_range(all, on_top).text, A1(all->top, column).text,
                  more, name, mentions_range(all, counted).text);
}

/* How the cells of this block are computed. */
typedef enum { FROM_VALUES, FROM_ITEMS, FROM_MENTIONS } origin;

static origin
origin_of(const block *all)
{
    unsigned left = 0, on_top = 0;

    if (!has_formulas(all))
        return FROM_VALUES;
    if (all->which == MATRIX_ITEMS && all->plan->items != NULL &&
        is_plain(all->view.of->name) && all->view.of->name.length < 200 &&
        all->plan->found->matrices.item_count <= all->plan->rows)
        return FROM_ITEMS;
    if (all->which == MATRIX_MENTIONS && find_mentions(all, &left, &on_top))
        return FROM_MENTIONS;
    return FROM_VALUES;
}

/* From a respondent's count to the passages behind it. */
static void
link_cell(const block *all, size_t r, size_t c, unsigned row, unsigned column)
{
    const matrix_view *view = &all->view;
    const model *found = all->plan->found;
    bool left = side_heading(view->of->rows) == HEADING_RESPONDENT;
    coding_span facet = left ? view->of->columns : view->of->rows;
    coding_span id = left ? view->columns[c] : view->rows[r];

    if (!left && side_heading(view->of->columns) != HEADING_RESPONDENT)
        return;
    for (size_t i = 0; i < found->code_count; i++)
        if (coding_span_equal(found->codes[i].id, id) &&
            coding_span_equal(found->codes[i].facet, facet))
            sheet_lay_link(
                all->page, row, column,
                atlas_quotation(all->plan, i,
                                left ? view->rows[r] : view->columns[c]));
}

static void
put_cell(const block *all, origin from, size_t r, size_t c)
{
    double value = matrix_view_figure(&all->view, r, c, all->which);
    style look = all->which == MATRIX_JACCARD ? STYLE_PART : STYLE_COUNT;
    unsigned row = all->top + 1 + (unsigned)r, column = 1 + (unsigned)c;

    if (value > 0 && all->which == MATRIX_MENTIONS)
        link_cell(all, r, c, row, column);
    if (isnan(value))
        sheet_empty(all->page, row, column, look);
    else if (from == FROM_ITEMS)
        put_items(all, r, c, value);
    else if (from == FROM_MENTIONS)
        put_mentions(all, r, c, value);
    else
        sheet_number(all->page, row, column, value, look);
}

/* ---- totals ---- */

static double
distinct(const block *all, coding_span row, coding_span column)
{
    static const char *const statistics[MATRIX_FIGURES] = {
        [MATRIX_RESPONDENTS] = "distinct_respondents",
        [MATRIX_ORGANISATIONS] = "distinct_organisations"};
    const model_test *at = NULL;

    while ((at = results_next(&all->plan->figures, all->view.of->name, at)) !=
           NULL)
        if (coding_span_is(at->statistic, statistics[all->which]) &&
            coding_span_equal(at->row, row) &&
            coding_span_equal(at->column, column))
            return at->value;
    return (double)NAN;
}

/* Added cells of a row, a column (r or c beyond the last), or all. */
static double
added(const block *all, size_t r, size_t c)
{
    const matrix_view *view = &all->view;
    double sum = 0;

    for (size_t i = r < view->row_count ? r : 0;
         i < (r < view->row_count ? r + 1 : view->row_count); i++)
        for (size_t k = c < view->column_count ? c : 0;
             k < (c < view->column_count ? c + 1 : view->column_count); k++) {
            double value = matrix_view_figure(view, i, k, all->which);

            sum += isnan(value) ? 0 : value;
        }
    return sum;
}

static void
put_margin(const block *all, size_t r, size_t c)
{
    const matrix_view *view = &all->view;
    static const coding_span none = {NULL, 0};
    unsigned row = all->top + 1 + (unsigned)r, column = 1 + (unsigned)c;
    reference range =
        c >= view->column_count
            ? A1_range(row, 1, row, (unsigned)view->column_count)
            : A1_range(all->top + 1, column,
                       all->top + (unsigned)view->row_count, column);

    if (all->adds)
        sheet_formula(all->page, row, column, added(all, r, c), STYLE_COUNT,
                      "=SUM(%s)", range.text);
    else
        sheet_number(all->page, row, column,
                     distinct(all, r < view->row_count ? view->rows[r] : none,
                              c < view->column_count ? view->columns[c] : none),
                     STYLE_COUNT);
}

/* ---- a block ---- */

static void
put_rows(block *all, bool margins)
{
    const matrix_view *view = &all->view;
    origin from = origin_of(all);

    for (size_t r = 0; r < view->row_count; r++) {
        sheet_edge(all->page, !margins && r + 1 == view->row_count ? EDGE_LAST
                                                                   : EDGE_NONE);
        sheet_text(all->page, all->top + 1 + (unsigned)r, 0, view->rows[r],
                   STYLE_TEXT);
        for (size_t c = 0; c < view->column_count; c++)
            put_cell(all, from, r, c);
        if (margins)
            put_margin(all, r, view->column_count);
    }
    if (margins) {
        sheet_edge(all->page, EDGE_TOTAL);
        sheet_words(all->page, all->top + 1 + (unsigned)view->row_count, 0,
                    all->adds ? "Total" : "Distinct", STYLE_TEXT);
        for (size_t c = 0; c <= view->column_count; c++)
            put_margin(all, view->row_count, c);
    }
    sheet_edge(all->page, EDGE_NONE);
}

/* One count of all cells; the next free row. */
static unsigned
put_block(block *all, const char *title)
{
    const matrix_view *view = &all->view;
    bool margins = all->adds || all->which == MATRIX_RESPONDENTS ||
                   all->which == MATRIX_ORGANISATIONS;
    unsigned last = all->top + 1 + (unsigned)view->row_count;

    sheet_words(all->page, all->top, 0, title, STYLE_STRONG_OVER);
    all->top++;
    sheet_text(all->page, all->top, 0, view->of->rows, STYLE_HEAD);
    for (size_t c = 0; c < view->column_count; c++)
        sheet_text(all->page, all->top, 1 + (unsigned)c, view->columns[c],
                   STYLE_HEAD_RIGHT);
    if (margins)
        sheet_words(all->page, all->top, 1 + (unsigned)view->column_count,
                    all->adds ? "Total" : "Distinct", STYLE_HEAD_RIGHT);
    put_rows(all, margins);
    sheet_heat(all->page, all->top + 1, 1, all->top + (unsigned)view->row_count,
               (unsigned)view->column_count);
    return last + 1 + (margins ? 1U : 0U) + 1;
}

/* The words of a dyad's state. */
static unsigned
put_states(const block *all, unsigned top)
{
    const matrix_view *view = &all->view;

    sheet_words(all->page, top++, 0, "Who names it", STYLE_STRONG_OVER);
    sheet_text(all->page, top, 0, view->of->rows, STYLE_HEAD);
    for (size_t c = 0; c < view->column_count; c++)
        sheet_text(all->page, top, 1 + (unsigned)c, view->columns[c],
                   STYLE_HEAD);
    for (size_t r = 0; r < view->row_count; r++) {
        sheet_edge(all->page, r + 1 == view->row_count ? EDGE_LAST : EDGE_NONE);
        sheet_text(all->page, ++top, 0, view->rows[r], STYLE_TEXT);
        for (size_t c = 0; c < view->column_count; c++)
            if (view->cells[r * view->column_count + c] != NULL)
                sheet_text(all->page, top, 1 + (unsigned)c,
                           view->cells[r * view->column_count + c]->state,
                           STYLE_TEXT);
    }
    sheet_edge(all->page, EDGE_NONE);
    return top + 2;
}

static bool
has_states(const matrix_view *view)
{
    for (size_t i = 0; i < view->row_count * view->column_count; i++)
        if (view->cells[i] != NULL && view->cells[i]->state.length > 0)
            return true;
    return false;
}

/* What the table says of itself, and the sentences of its test. */
static unsigned
put_words(const block *all, unsigned row)
{
    static const char *const statistics[] = {"apa", "apa_pearson", "assumption",
                                             "refused"};
    const size_t count = sizeof statistics / sizeof *statistics;
    const model_matrix *of = all->view.of;
    const model_test *at = NULL;
    char text[400];

    (void)snprintf(text, sizeof text, "%.*s%s%.*s%s",
                   (int)(of->note.length < 200 ? of->note.length : 200),
                   of->note.at != NULL ? of->note.at : "",
                   of->within.length > 0 ? "; both within a " : "",
                   (int)(of->within.length < 40 ? of->within.length : 40),
                   of->within.length > 0 ? of->within.at : "",
                   "; empty: nobody was asked");
    row = sheet_paragraph(all->page, row, coding_span_of(text), 90);
    while ((at = results_next(&all->plan->figures, of->name, at)) != NULL) {
        if (!coding_span_is(at->statistic, "base") || isnan(at->value))
            continue;
        (void)snprintf(text, sizeof text, "Base of %.*s: N = %.0f %.*s.",
                       (int)(at->row.length < 60 ? at->row.length : 60),
                       at->row.at != NULL ? at->row.at : "", at->value,
                       (int)(at->text.length < 60 ? at->text.length : 60),
                       at->text.at != NULL ? at->text.at : "");
        row = sheet_paragraph(all->page, row, coding_span_of(text), 90);
    }
    while ((at = results_next(&all->plan->figures, of->name, at)) != NULL)
        for (size_t i = 0; i < count; i++)
            if (coding_span_is(at->statistic, statistics[i]) &&
                at->row.length == 0 && at->text.length > 0)
                row = sheet_paragraph(all->page, row, at->text, 90);
    return row + 1;
}

static unsigned
put_matrix(block *all, unsigned row)
{
    static const char *const titles[] = {"Items", "Mentions", "Respondents",
                                         "Organisations",
                                         "Jaccard: together of either"};
    size_t cells = all->view.row_count * all->view.column_count;
    size_t shown = 0;
    /* Of a respondent the others are 0 or 1. */
    bool people = side_heading(all->view.of->rows) == HEADING_RESPONDENT ||
                  side_heading(all->view.of->columns) == HEADING_RESPONDENT;
    bool additive = !coding_span_is(all->view.of->kind, "together") &&
                    !coding_span_is(all->view.of->kind, "dyads");

    sheet_text(all->page, row, 0, all->view.of->name, STYLE_TITLE);
    row++;
    for (matrix_measure i = MATRIX_ITEMS; i <= MATRIX_JACCARD; i++) {
        if (!matrix_view_has(&all->view, i) ||
            (shown > 0 && (people || cells > MATRIX_EVERY)))
            continue;
        shown++;
        all->which = i;
        all->adds = additive && (i == MATRIX_ITEMS || i == MATRIX_MENTIONS);
        all->top = row;
        row = put_block(all, titles[i]);
    }
    if (has_states(&all->view))
        row = put_states(all, row);
    return put_words(all, row);
}

void
sheet_fill_matrix(atlas *plan)
{
    const model_matrices *found = &plan->found->matrices;
    block all = {.plan = plan, .page = plan->matrix};
    unsigned row = ATLAS_HEAD;

    if (all.page == NULL)
        return;
    sheet_title(all.page, coding_span_of("Codes met with codes and with "
                                         "people"));
    sheet_freeze(all.page, ATLAS_HEAD, 1);
    for (size_t i = 0; i < found->names.count; i++) {
        book_note(plan->all,
                  matrix_view_make(plan->found, i, &plan->keep, &all.view));
        if (book_status(plan->all) != CODING_OK)
            return;
        if (all.view.row_count * all.view.column_count > MATRIX_MOST ||
            all.view.column_count + 2 > ATLAS_COLUMNS ||
            row + 6 * (all.view.row_count + 5) > plan->rows) {
            book_beyond(plan->all, all.view.row_count * all.view.column_count);
            continue;
        }
        row = put_matrix(&all, row);
    }
    sheet_note(all.page,
               coding_span_of("Items and mentions add up; respondents and "
                              "organisations do not, so their margins are "
                              "distinct ones. Colours run from the least to "
                              "the most of a block."));
}
