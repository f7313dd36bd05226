/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Chi-square: each table worked out in cells: observed, expected, contribution,
   adjusted residual, the statistic, its p twice, V, a level to try. */
#include <coding/stats_distribution.h>

#include <math.h>
#include <stdio.h>

#include "workbook/atlas.h"
#include "workbook/celltext.h"

enum { BLOCKS = 40, CELLS = 400, PARTS = 4 };

/* One table, its empty rows and columns dropped, as chisq does. */
typedef struct {
    atlas *plan;
    sheet *page;
    const result_table *table;
    size_t *rows, *columns; /* those that are used */
    unsigned row_count, column_count;
    unsigned observed;    /* first row of its counts in Crosstab; 0: none */
    unsigned top;         /* row of the name */
    unsigned part[PARTS]; /* first row of each matrix */
    unsigned test;        /* row of the statistic, two above its p */
    double *row_sums, *column_sums;
    double n;
} worked;

static double
observed(const worked *one, unsigned r, unsigned c)
{
    return one->table
        ->counts[one->rows[r] * one->table->column_count + one->columns[c]];
}

static double
expected(const worked *one, unsigned r, unsigned c)
{
    return one->row_sums[r] * one->column_sums[c] / one->n;
}

static double
contribution(const worked *one, unsigned r, unsigned c)
{
    double e = expected(one, r, c), d = observed(one, r, c) - e;

    return d * d / e;
}

/* Haberman 1973. */
static double
residual(const worked *one, unsigned r, unsigned c)
{
    double e = expected(one, r, c);

    return (observed(one, r, c) - e) /
           sqrt(e * (1 - one->row_sums[r] / one->n) *
                (1 - one->column_sums[c] / one->n));
}

/* ---- preparation ---- */

static coding_status
drop_empty(worked *one)
{
    const result_table *table = one->table;
    arena *keep = &one->plan->keep;
    coding_status status = ARENA_ARRAY(keep, table->row_count, &one->rows);

    if (status == CODING_OK)
        status = ARENA_ARRAY(keep, table->column_count, &one->columns);
    if (status == CODING_OK)
        status = ARENA_ARRAY(keep, table->row_count, &one->row_sums);
    if (status == CODING_OK)
        status = ARENA_ARRAY(keep, table->column_count, &one->column_sums);
    if (status != CODING_OK)
        return status;
    for (size_t r = 0; r < table->row_count; r++) {
        double sum = 0;

        for (size_t c = 0; c < table->column_count; c++)
            sum += table->counts[r * table->column_count + c];
        one->n += sum;
        one->rows[one->row_count] = r;
        one->row_sums[one->row_count] = sum;
        one->row_count += sum > 0 ? 1 : 0;
    }
    for (size_t c = 0; c < table->column_count; c++) {
        double sum = 0;

        for (size_t r = 0; r < table->row_count; r++)
            sum += table->counts[r * table->column_count + c];
        one->columns[one->column_count] = c;
        one->column_sums[one->column_count] = sum;
        one->column_count += sum > 0 ? 1 : 0;
    }
    return CODING_OK;
}

/* ---- matrices ---- */

static void
put_heads(const worked *one, unsigned part, const char *title)
{
    unsigned row = one->part[part] - 1;

    sheet_words(one->page, row, 0, title, STYLE_HEAD);
    for (unsigned c = 0; c < one->column_count; c++)
        sheet_text(one->page, row, 1 + c, one->table->columns[one->columns[c]],
                   STYLE_HEAD_RIGHT);
}

static reference
cell(const worked *one, unsigned part, unsigned r, unsigned c)
{
    return A1(one->part[part] + r, 1 + c);
}

static void
put_observed(const worked *one)
{
    const sheet *source = one->observed > 0 ? one->plan->crosstab : NULL;

    put_heads(one, 0, "Observed");
    for (unsigned r = 0; r < one->row_count; r++) {
        sheet_text(one->page, one->part[0] + r, 0,
                   one->table->rows[one->rows[r]], STYLE_TEXT);
        for (unsigned c = 0; c < one->column_count; c++) {
            if (source == NULL)
                sheet_number(one->page, one->part[0] + r, 1 + c,
                             observed(one, r, c), STYLE_COUNT);
            else
                sheet_formula(one->page, one->part[0] + r, 1 + c,
                              observed(one, r, c), STYLE_COUNT, "=%s!%s",
                              sheet_quoted(source),
                              A1(one->observed + (unsigned)one->rows[r],
                                 1 + (unsigned)one->columns[c])
                                  .text);
        }
    }
}

static void
put_expected(const worked *one)
{
    unsigned top = one->part[0], bottom = top + one->row_count - 1;
    unsigned right = one->column_count;
    reference whole = A1_range_fixed(top, 1, bottom, right);

    put_heads(one, 1, "Expected");
    for (unsigned r = 0; r < one->row_count; r++) {
        sheet_text(one->page, one->part[1] + r, 0,
                   one->table->rows[one->rows[r]], STYLE_TEXT);
        for (unsigned c = 0; c < one->column_count; c++)
            sheet_formula(one->page, one->part[1] + r, 1 + c,
                          expected(one, r, c), STYLE_DECIMAL,
                          "=SUM(%s)*SUM(%s)/SUM(%s)",
                          A1_range(top + r, 1, top + r, right).text,
                          A1_range(top, 1 + c, bottom, 1 + c).text, whole.text);
    }
}

static void
put_contributions(const worked *one)
{
    put_heads(one, 2, "(O \xe2\x88\x92 E)\xc2\xb2 / E");
    for (unsigned r = 0; r < one->row_count; r++) {
        sheet_text(one->page, one->part[2] + r, 0,
                   one->table->rows[one->rows[r]], STYLE_TEXT);
        for (unsigned c = 0; c < one->column_count; c++)
            sheet_formula(one->page, one->part[2] + r, 1 + c,
                          contribution(one, r, c), STYLE_DECIMAL,
                          "=(%s-%s)^2/%s", cell(one, 0, r, c).text,
                          cell(one, 1, r, c).text, cell(one, 1, r, c).text);
    }
}

static void
put_residuals(const worked *one)
{
    unsigned top = one->part[0], bottom = top + one->row_count - 1;
    unsigned right = one->column_count;
    reference whole = A1_range_fixed(top, 1, bottom, right);
    char rule[200];

    put_heads(one, 3, "Adjusted residual");
    for (unsigned r = 0; r < one->row_count; r++) {
        atlas_rule(one->page, r, one->row_count - 1);
        sheet_text(one->page, one->part[3] + r, 0,
                   one->table->rows[one->rows[r]], STYLE_TEXT);
        for (unsigned c = 0; c < one->column_count; c++)
            sheet_formula(
                one->page, one->part[3] + r, 1 + c, residual(one, r, c),
                STYLE_DECIMAL,
                "=(%s-%s)/SQRT(%s*(1-SUM(%s)/SUM(%s))*(1-SUM(%s)/SUM(%s)))",
                cell(one, 0, r, c).text, cell(one, 1, r, c).text,
                cell(one, 1, r, c).text,
                A1_range(top + r, 1, top + r, right).text, whole.text,
                A1_range(top, 1 + c, bottom, 1 + c).text, whole.text);
    }
    sheet_edge(one->page, EDGE_NONE);
    (void)snprintf(rule, sizeof rule,
                   "=AND(%s<alpha,ABS(%s)>NORMSINV(1-alpha/2))",
                   A1_fixed(one->test + 2, 1).text, cell(one, 3, 0, 0).text);
    sheet_strong_where(one->page, one->part[3], 1,
                       one->part[3] + one->row_count - 1, right, rule);
}

/* ---- the test ---- */

typedef struct {
    double x2, smallest, low;
} outcome;

static outcome
add_up(const worked *one)
{
    outcome sum = {0, HUGE_VAL, 0};

    for (unsigned r = 0; r < one->row_count; r++)
        for (unsigned c = 0; c < one->column_count; c++) {
            double e = expected(one, r, c);

            sum.x2 += contribution(one, r, c);
            sum.smallest = e < sum.smallest ? e : sum.smallest;
            sum.low += e < 5 ? 1 : 0;
        }
    return sum;
}

static void
put_line(const worked *one, unsigned row, const char *label)
{
    sheet_words(one->page, row, 0, label, STYLE_TEXT);
}

static void
put_test(const worked *one, unsigned row)
{
    unsigned rows = one->row_count, columns = one->column_count;
    unsigned least = (rows < columns ? rows : columns) - 1;
    double df = (rows - 1.0) * (columns - 1.0);
    outcome sum = add_up(one);
    double p = coding_stats_chisq_upper(sum.x2, df);
    reference o = A1_range(one->part[0], 1, one->part[0] + rows - 1, columns);
    reference e = A1_range(one->part[1], 1, one->part[1] + rows - 1, columns);
    reference d = A1_range(one->part[2], 1, one->part[2] + rows - 1, columns);
    sheet *page = one->page;

    put_line(one, row, "\xcf\x87\xc2\xb2");
    sheet_formula(page, row, 1, sum.x2, STYLE_DECIMAL, "=SUM(%s)", d.text);
    put_line(one, row + 1, "df");
    sheet_formula(page, row + 1, 1, df, STYLE_COUNT,
                  "=(ROWS(%s)-1)*(COLUMNS(%s)-1)", o.text, o.text);
    put_line(one, row + 2, "p (CHIDIST)");
    sheet_formula(page, row + 2, 1, p, STYLE_P, "=CHIDIST(%s,%s)",
                  A1(row, 1).text, A1(row + 1, 1).text);
    put_line(one, row + 3, "p (CHITEST)");
    sheet_formula(page, row + 3, 1, p, STYLE_P, "=CHITEST(%s,%s)", o.text,
                  e.text);
    put_line(one, row + 4, "Cram\xc3\xa9r's V");
    sheet_formula(page, row + 4, 1, sqrt(sum.x2 / (one->n * least)), STYLE_PART,
                  "=SQRT(%s/(SUM(%s)*%u))", A1(row, 1).text, o.text, least);
    put_line(one, row + 5, "N");
    sheet_formula(page, row + 5, 1, one->n, STYLE_COUNT, "=SUM(%s)", o.text);
    put_line(one, row + 6, "Smallest expected");
    sheet_formula(page, row + 6, 1, sum.smallest, STYLE_DECIMAL, "=MIN(%s)",
                  e.text);
    put_line(one, row + 7, "Cells with E < 5");
    sheet_formula(page, row + 7, 1, sum.low, STYLE_COUNT, "=COUNTIF(%s,\"<5\")",
                  e.text);
    put_line(one, row + 8, "At this alpha");
    sheet_formula_text(
        page, row + 8, 1,
        p < 0.05 ? "differs from independence" : "no evidence against it",
        STYLE_OVER,
        "=IF(%s<alpha,\"differs from independence\",\"no evidence against "
        "it\")",
        A1(row + 2, 1).text);
}

/* A block's rows below its name. */
static unsigned
put_block(worked *one)
{
    coding_span name = one->table->name, stratum = one->table->stratum;
    const model_test *sentence =
        results_find(&one->plan->figures, name, "apa_pearson",
                     (coding_span){NULL, 0}, (coding_span){NULL, 0});
    unsigned row = one->top + 2;
    char text[200];

    (void)snprintf(text, sizeof text, "%.*s%s%.*s", CELLTEXT_HEAD(name, 90),
                   stratum.length > 0 ? ", " : "",
                   (int)celltext_fit(stratum, 90),
                   stratum.length > 0 ? stratum.at : "");
    sheet_words(one->page, one->top, 0, text, STYLE_STRONG_OVER);
    for (unsigned i = 0; i < PARTS; i++) {
        one->part[i] = row;
        row += one->row_count + 1;
    }
    one->test = row;
    put_observed(one);
    put_expected(one);
    put_contributions(one);
    put_residuals(one);
    put_test(one, row);
    row += 9;
    if (sentence != NULL && stratum.length == 0)
        sheet_text(one->page, row++, 0, sentence->text, STYLE_NOTE);
    return row + 1;
}

static bool
can_show(const worked *one)
{
    return one->table->is_full && one->row_count >= 2 &&
           one->column_count >= 2 &&
           one->row_count * one->column_count <= CELLS;
}

void
sheet_fill_chisq(atlas *plan)
{
    sheet *page = plan->chisq;
    unsigned row = ATLAS_HEAD + 2, source = ATLAS_TABLES;
    unsigned shown = 0, left = 0;
    char text[160];

    if (page == NULL)
        return;
    sheet_title(page, coding_span_of("Pearson's chi-square, worked out"));
    sheet_words(page, ATLAS_HEAD, 0, "alpha", STYLE_LABEL);
    sheet_input(page, ATLAS_HEAD, 1, 0.05, (number_range){0.0001, 0.5});
    book_define(plan->all, "alpha", page, ATLAS_HEAD, 1);
    sheet_freeze(page, ATLAS_HEAD + 1, 1);
    sheet_repeat(page, 0, ATLAS_HEAD);
    for (size_t t = 0; t < plan->figures.table_count; t++) {
        worked one = {.plan = plan,
                      .page = page,
                      .table = &plan->figures.tables[t],
                      .top = row};
        unsigned above = source;

        if (sheet_crosstab_place(plan, one.table, &source))
            one.observed = above + 2;
        book_note(plan->all, drop_empty(&one));
        if (book_status(plan->all) != CODING_OK)
            return;
        if (shown == BLOCKS || !can_show(&one)) {
            left++;
            continue;
        }
        shown++;
        row = put_block(&one);
    }
    sheet_note(page,
               coding_span_of("Without continuity correction. Adjusted "
                              "residuals are bold beyond the normal quantile "
                              "of alpha (1.96 at .05), where the table as a "
                              "whole is significant; elsewhere they are not "
                              "to be read. "
                              "Many expected counts below 5: read the "
                              "exact p on Tests."));
    (void)snprintf(text, sizeof text,
                   "%u tables are not worked out here (empty, one "
                   "row or column, weighted, or too many).",
                   left);
    if (left > 0)
        sheet_note(page, coding_span_of(text));
}
