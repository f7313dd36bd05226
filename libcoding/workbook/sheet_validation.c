/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Validation: a codebook against people's coding, code by code, with precision,
   recall and F1 from the counts in their row. See agree(1). */
#include <math.h>
#include <stdio.h>

#include "workbook/atlas.h"
#include "workbook/celltext.h"
#include "workbook/plot.h"
#include "workbook/rating.h"

typedef enum {
    COLUMN_CODE,
    COLUMN_TP,
    COLUMN_FP,
    COLUMN_FN,
    COLUMN_TN,
    COLUMN_PRECISION,
    COLUMN_PRECISION_LOW,
    COLUMN_PRECISION_HIGH,
    COLUMN_RECALL,
    COLUMN_RECALL_LOW,
    COLUMN_RECALL_HIGH,
    COLUMN_F1,
    COLUMN_F1_LOW,
    COLUMN_F1_HIGH,
    COLUMN_KAPPA,
    COLUMNS
} column;

enum { CHART_CODES = 40 };

typedef struct {
    atlas *plan;
    sheet *page;
    rating all;
    unsigned first, last; /* rows */
} block;

/* A share and its limits, live. */
static void
put_share(const block *of, unsigned row, size_t code, const char *measure,
          column where, const char *formula)
{
    const model_test *test = rating_of(&of->all, code, measure);
    double none = (double)NAN;

    sheet_formula(of->page, row, where, test != NULL ? test->value : none,
                  STYLE_PART, "=%s", formula);
    sheet_number(of->page, row, where + 1, test != NULL ? test->low : none,
                 STYLE_PART);
    sheet_number(of->page, row, where + 2, test != NULL ? test->high : none,
                 STYLE_PART);
}

static void
put_shares(const block *of, unsigned row, size_t code)
{
    reference tp = A1(row, COLUMN_TP), fp = A1(row, COLUMN_FP),
              fn = A1(row, COLUMN_FN), tn = A1(row, COLUMN_TN);
    char text[400];

    (void)snprintf(text, sizeof text, "%s/(%s+%s)", tp.text, tp.text, fp.text);
    put_share(of, row, code, "precision", COLUMN_PRECISION, text);
    (void)snprintf(text, sizeof text, "%s/(%s+%s)", tp.text, tp.text, fn.text);
    put_share(of, row, code, "recall", COLUMN_RECALL, text);
    (void)snprintf(text, sizeof text, "2*%s/(2*%s+%s+%s)", tp.text, tp.text,
                   fp.text, fn.text);
    put_share(of, row, code, "f1", COLUMN_F1, text);
    sheet_formula(of->page, row, COLUMN_KAPPA,
                  rating_value(&of->all, code, "kappa"), STYLE_PART,
                  "=2*(%s*%s-%s*%s)/((%s+%s)*(%s+%s)+(%s+%s)*(%s+%s))", tp.text,
                  tn.text, fp.text, fn.text, tp.text, fp.text, fp.text, tn.text,
                  tp.text, fn.text, fn.text, tn.text);
}

static void
put_code(const block *of, size_t code)
{
    static const char *const counts[] = {"tp", "fp", "fn", "tn"};
    unsigned row = of->first + (unsigned)code;

    atlas_rule(of->page, row, of->last);
    sheet_text(of->page, row, COLUMN_CODE, of->all.codes[code], STYLE_TEXT);
    for (unsigned i = 0; i < 4; i++)
        sheet_number(of->page, row, COLUMN_TP + i,
                     rating_value(&of->all, code, counts[i]), STYLE_COUNT);
    put_shares(of, row, code);
}

/* All codes together: from the sums of the counts. */
static void
put_total(const block *of, unsigned row)
{
    static const struct {
        const char *measure;
        column where;
    } totals[] = {{"micro_precision", COLUMN_PRECISION},
                  {"micro_recall", COLUMN_RECALL}};
    const model_test *test;

    sheet_words(of->page, row, COLUMN_CODE, "All codes together", STYLE_STRONG);
    for (unsigned i = COLUMN_TP; i <= COLUMN_TN; i++) {
        double sum = 0;

        for (size_t k = 0; k < of->all.count; k++) {
            static const char *const names[] = {"tp", "fp", "fn", "tn"};

            sum += rating_value(&of->all, k, names[i - COLUMN_TP]);
        }
        sheet_formula(of->page, row, i, sum, STYLE_COUNT, "=SUM(%s)",
                      A1_range(of->first, i, of->last, i).text);
    }
    for (size_t i = 0; i < sizeof totals / sizeof *totals; i++) {
        test = rating_whole(&of->all, totals[i].measure);
        sheet_formula(of->page, row, totals[i].where,
                      test != NULL ? test->value : (double)NAN, STYLE_PART,
                      "=%s/(%s+%s)", A1(row, COLUMN_TP).text,
                      A1(row, COLUMN_TP).text,
                      A1(row, i == 0 ? COLUMN_FP : COLUMN_FN).text);
    }
    test = rating_whole(&of->all, "micro_f1");
    sheet_formula(of->page, row, COLUMN_F1,
                  test != NULL ? test->value : (double)NAN, STYLE_PART,
                  "=2*%s/(2*%s+%s+%s)", A1(row, COLUMN_TP).text,
                  A1(row, COLUMN_TP).text, A1(row, COLUMN_FP).text,
                  A1(row, COLUMN_FN).text);
    test = rating_whole(&of->all, "macro_f1");
    sheet_words(of->page, row + 1, COLUMN_CODE, "Mean of the codes",
                STYLE_STRONG);
    sheet_formula(of->page, row + 1, COLUMN_F1,
                  test != NULL ? test->value : (double)NAN, STYLE_PART,
                  "=AVERAGE(%s)",
                  A1_range(of->first, COLUMN_F1, of->last, COLUMN_F1).text);
}

static void
put_heads(const block *of)
{
    static const char *const words[COLUMNS] = {"Code",
                                               "Both (tp)",
                                               "Program alone (fp)",
                                               "People alone (fn)",
                                               "Neither (tn)",
                                               "Precision",
                                               "95% CI from",
                                               "to",
                                               "Recall",
                                               "95% CI from",
                                               "to",
                                               "F1",
                                               "95% CI from",
                                               "to",
                                               "Kappa"};

    for (unsigned i = 0; i < COLUMNS; i++) {
        sheet_words(of->page, ATLAS_HEAD, i, words[i],
                    i == COLUMN_CODE ? STYLE_HEAD : STYLE_HEAD_RIGHT);
        sheet_least(of->page, i, i == COLUMN_CODE ? 16 : 9);
    }
}

static void
put_notes(const block *of)
{
    rating_notes(&of->all, of->page, "assumption");
    rating_notes(&of->all, of->page, "dominant");
    sheet_note(of->page,
               coding_span_of(
                   "Limits are Wilson's, those of F1 from the limits of tp / "
                   "(tp + fp + fn). Precision asks how many of the program's "
                   "codings people share, recall how many of people's the "
                   "program finds. A gold standard with faults makes a good "
                   "codebook look bad: read what they disagree on first."));
}

static plot_cells
cells_of(const block *of, column which)
{
    return (plot_cells){of->page, of->first, which, of->last, which};
}

/* Dots with their limits, one panel of three: precision, recall, F1. */
static void
draw_one(const block *of, unsigned row, unsigned at, column which,
         const char *name)
{
    static const plot_look dots = {PLOT_BLUE, PLOT_CIRCLE, 0, false, false};
    static const plot_look low = {PLOT_BLACK, PLOT_TRIANGLE, 0, false, false};
    static const plot_look high = {PLOT_BLACK, PLOT_DIAMOND, 0, false, false};
    static const int everything[] = {-1};
    plot_axis across = {.title = "Code"};
    plot_axis up = {.title = name, .most = 1, .step = 0.2, .numbers = "0.0"};
    plot_cells codes = cells_of(of, COLUMN_CODE);
    plot_cells value = cells_of(of, which);
    plot_cells least = cells_of(of, which + 1);
    plot_cells most = cells_of(of, which + 2);
    plot *chart = plot_new(of->plan->all, PLOT_LINE, NULL);
    char text[120];

    plot_series(chart, name, &codes, &value, &dots);
    plot_series(chart, "95% CI from", &codes, &least, &low);
    plot_series(chart, "to", &codes, &most, &high);
    plot_axes(chart, &across, &up);
    plot_legend(chart, everything);
    (void)snprintf(text, sizeof text,
                   "Dot chart: %s of each code with its 95%% limits.", name);
    plot_place(chart, of->page, row, at, 420, 320, text);
}

static void
fill(block *of)
{
    char text[400];
    unsigned row;

    of->first = ATLAS_FIRST;
    of->last = of->first + (unsigned)of->all.count - 1;
    (void)snprintf(text, sizeof text, "The codebook against people: %.*s, %.*s",
                   CELLTEXT_HEAD(of->all.facet, 100),
                   CELLTEXT_HEAD(of->all.table, 250));
    sheet_title(of->page, coding_span_of(text));
    put_heads(of);
    for (size_t i = 0; i < of->all.count; i++)
        put_code(of, i);
    sheet_edge(of->page, EDGE_NONE);
    put_total(of, of->last + 1);
    sheet_filter(of->page, ATLAS_HEAD, 0, of->last, COLUMNS - 1);
    atlas_frame(of->page, ATLAS_HEAD, 1);
    put_notes(of);
    row = sheet_next(of->page) + 1;
    if (of->all.count <= CHART_CODES) {
        draw_one(of, row, COLUMN_CODE, COLUMN_PRECISION, "Precision");
        draw_one(of, row, COLUMN_PRECISION, COLUMN_RECALL, "Recall");
        draw_one(of, row, COLUMN_RECALL_HIGH, COLUMN_F1, "F1");
        sheet_one_page(of->page);
    }
}

void
sheet_fill_validation(atlas *plan)
{
    for (size_t i = 0; i < plan->validation_sheets; i++) {
        block of = {.plan = plan, .page = plan->validation[i]};
        coding_status status = rating_find(plan->found, RATING_VALIDATION, i,
                                           &plan->keep, &of.all);

        book_note(plan->all, status);
        if (status == CODING_OK && of.page != NULL)
            fill(&of);
    }
}
