/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reliability: how far coders agree, code by code. With two coders every
   coefficient follows from the four counts in its row. See agree(1). */
#include <math.h>
#include <stdio.h>

#include "workbook/atlas.h"
#include "workbook/celltext.h"
#include "workbook/plot.h"
#include "workbook/rating.h"

typedef enum {
    COLUMN_CODE,
    COLUMN_UNITS,
    COLUMN_BOTH, /* all coders, when there are more than two */
    COLUMN_FIRST,
    COLUMN_SECOND,
    COLUMN_NOBODY,
    COLUMN_POSITIVES,
    COLUMN_AGREEMENT,
    COLUMN_KAPPA,
    COLUMN_KAPPA_LOW,
    COLUMN_KAPPA_HIGH,
    COLUMN_ALPHA,
    COLUMN_ALPHA_LOW,
    COLUMN_ALPHA_HIGH,
    COLUMN_AC1,
    COLUMN_PREVALENCE,
    COLUMN_BIAS,
    COLUMN_FEW,
    COLUMN_TENTATIVE,
    COLUMN_RELIABLE,
    COLUMNS
} column;

enum { FEW = 10, CHART_CODES = 40 };

typedef struct {
    atlas *plan;
    sheet *page;
    rating all;
    bool two;             /* coders */
    unsigned first, last; /* rows */
} block;

static bool
is_equal(double a, double b)
{
    return fabs(a - b) <= 1e-9 * (1 + fabs(b));
}

/* ---- a code ---- */

/* The four counts of two coders. */
typedef struct {
    double a, b, c, d;
} fourfold;

/* A formula where it gives what the stream says. */
static void
put_live(const block *of, unsigned row, column where, style look, double told,
         double live, const char *formula)
{
    if (of->two && is_equal(told, live))
        sheet_formula(of->page, row, where, told, look, "=%s", formula);
    else
        sheet_number(of->page, row, where, told, look);
}

static double
live_kappa(const fourfold *of)
{
    double gain = of->a * of->d - of->b * of->c;

    return 2 * gain /
           ((of->a + of->b) * (of->b + of->d) +
            (of->a + of->c) * (of->c + of->d));
}

/* Of 2 n values, those that say yes times those that say no. */
static double
live_alpha(const fourfold *of)
{
    double n = of->a + of->b + of->c + of->d;
    double apart = of->b + of->c;

    return 1 -
           (2 * n - 1) * apart / ((2 * of->a + apart) * (2 * of->d + apart));
}

static double
live_ac1(const fourfold *of)
{
    double n = of->a + of->b + of->c + of->d;
    double share = (2 * of->a + of->b + of->c) / (2 * n);
    double chance = 2 * share * (1 - share);

    return ((of->a + of->d) / n - chance) / (1 - chance);
}

static void
put_coefficients(const block *of, unsigned row, size_t code,
                 const fourfold *counts)
{
    reference a = A1(row, COLUMN_BOTH), b = A1(row, COLUMN_FIRST),
              c = A1(row, COLUMN_SECOND), d = A1(row, COLUMN_NOBODY),
              n = A1(row, COLUMN_UNITS);
    double units = counts->a + counts->b + counts->c + counts->d;
    char text[1300];

    (void)snprintf(text, sizeof text, "(%s+%s)/%s", a.text, d.text, n.text);
    put_live(of, row, COLUMN_AGREEMENT, STYLE_PERCENT1,
             rating_value(&of->all, code, "percent_agreement"),
             (counts->a + counts->d) / units, text);
    (void)snprintf(text, sizeof text,
                   "2*(%s*%s-%s*%s)/((%s+%s)*(%s+%s)+(%s+%s)*(%s+%s))", a.text,
                   d.text, b.text, c.text, a.text, b.text, b.text, d.text,
                   a.text, c.text, c.text, d.text);
    put_live(
        of, row, COLUMN_KAPPA, STYLE_PART,
        rating_value(&of->all, code, of->two ? "cohen_kappa" : "fleiss_kappa"),
        live_kappa(counts), text);
    (void)snprintf(
        text, sizeof text, "1-(2*%s-1)*(%s+%s)/((2*%s+%s+%s)*(2*%s+%s+%s))",
        n.text, b.text, c.text, a.text, b.text, c.text, d.text, b.text, c.text);
    put_live(of, row, COLUMN_ALPHA, STYLE_PART,
             rating_value(&of->all, code, "alpha_nominal"), live_alpha(counts),
             text);
    (void)snprintf(text, sizeof text,
                   "((%s+%s)/%s-(2*%s+%s+%s)*(2*%s+%s+%s)/(2*%s^2))/"
                   "(1-(2*%s+%s+%s)*(2*%s+%s+%s)/(2*%s^2))",
                   a.text, d.text, n.text, a.text, b.text, c.text, d.text,
                   b.text, c.text, n.text, a.text, b.text, c.text, d.text,
                   b.text, c.text, n.text);
    put_live(of, row, COLUMN_AC1, STYLE_PART,
             rating_value(&of->all, code, "gwet_ac1"), live_ac1(counts), text);
    (void)snprintf(text, sizeof text, "ABS(%s-%s)/%s", a.text, d.text, n.text);
    put_live(of, row, COLUMN_PREVALENCE, STYLE_PART,
             rating_value(&of->all, code, "prevalence_index"),
             fabs(counts->a - counts->d) / units, text);
    (void)snprintf(text, sizeof text, "ABS(%s-%s)/%s", b.text, c.text, n.text);
    put_live(of, row, COLUMN_BIAS, STYLE_PART,
             rating_value(&of->all, code, "bias_index"),
             fabs(counts->b - counts->c) / units, text);
}

static void
put_limits(const block *of, unsigned row, size_t code, const char *measure,
           column low)
{
    const model_test *test = rating_of(&of->all, code, measure);

    sheet_number(of->page, row, low, test != NULL ? test->low : (double)NAN,
                 STYLE_PART);
    sheet_number(of->page, row, low + 1,
                 test != NULL ? test->high : (double)NAN, STYLE_PART);
}

static void
put_few(const block *of, unsigned row, size_t code)
{
    double positives = rating_value(&of->all, code, "positives");
    const char *word = positives < 1     ? "not used"
                       : positives < FEW ? "few"
                                         : "";

    sheet_formula_text(of->page, row, COLUMN_FEW, word, STYLE_TEXT,
                       "=IF(%s<1,\"not used\",IF(%s<%d,\"few\",\"\"))",
                       A1(row, COLUMN_POSITIVES).text,
                       A1(row, COLUMN_POSITIVES).text, FEW);
}

static void
put_counts(const block *of, unsigned row, size_t code, fourfold *counts)
{
    const model_test *units = rating_of(&of->all, code, "positives");
    double positives = units != NULL ? units->value : (double)NAN;

    counts->a = rating_value(&of->all, code, of->two ? "a" : "all_coders");
    counts->b = rating_value(&of->all, code, "b");
    counts->c = rating_value(&of->all, code, "c");
    counts->d = rating_value(&of->all, code, of->two ? "d" : "no_coder");
    sheet_number(of->page, row, COLUMN_BOTH, counts->a, STYLE_COUNT);
    sheet_number(of->page, row, COLUMN_FIRST, counts->b, STYLE_COUNT);
    sheet_number(of->page, row, COLUMN_SECOND, counts->c, STYLE_COUNT);
    sheet_number(of->page, row, COLUMN_NOBODY, counts->d, STYLE_COUNT);
    if (of->two) {
        sheet_formula(of->page, row, COLUMN_UNITS,
                      counts->a + counts->b + counts->c + counts->d,
                      STYLE_COUNT, "=SUM(%s)",
                      A1_range(row, COLUMN_BOTH, row, COLUMN_NOBODY).text);
        sheet_formula(of->page, row, COLUMN_POSITIVES, positives, STYLE_COUNT,
                      "=SUM(%s)",
                      A1_range(row, COLUMN_BOTH, row, COLUMN_SECOND).text);
    } else {
        sheet_number(of->page, row, COLUMN_UNITS, positives + counts->d,
                     STYLE_COUNT);
        sheet_formula(of->page, row, COLUMN_POSITIVES, positives, STYLE_COUNT,
                      "=%s-%s", A1(row, COLUMN_UNITS).text,
                      A1(row, COLUMN_NOBODY).text);
    }
}

static void
put_code(const block *of, size_t code)
{
    unsigned row = of->first + (unsigned)code;
    fourfold counts;

    atlas_rule(of->page, row, of->last);
    sheet_text(of->page, row, COLUMN_CODE, of->all.codes[code], STYLE_TEXT);
    put_counts(of, row, code, &counts);
    put_coefficients(of, row, code, &counts);
    put_limits(of, row, code, of->two ? "cohen_kappa" : "fleiss_kappa",
               COLUMN_KAPPA_LOW);
    put_limits(of, row, code, "alpha_nominal", COLUMN_ALPHA_LOW);
    put_few(of, row, code);
    sheet_number(of->page, row, COLUMN_TENTATIVE, .667, STYLE_PART);
    sheet_number(of->page, row, COLUMN_RELIABLE, .8, STYLE_PART);
}

/* ---- below and above ---- */

static void
put_total(const block *of, unsigned row, bool mean)
{
    static const struct {
        column where;
        style look;
        const char *names[2]; /* least, mean */
    } totals[] = {
        {COLUMN_AGREEMENT,
         STYLE_PERCENT1,
         {"percent_agreement_min", "percent_agreement_mean"}},
        {COLUMN_KAPPA, STYLE_PART, {"cohen_kappa_min", "cohen_kappa_mean"}},
        {COLUMN_ALPHA, STYLE_PART, {"alpha_nominal_min", "alpha_nominal_mean"}},
        {COLUMN_AC1, STYLE_PART, {"gwet_ac1_min", "gwet_ac1_mean"}}};

    sheet_words(of->page, row, COLUMN_CODE,
                mean ? "Mean of the codes" : "Least of the codes",
                STYLE_STRONG);
    for (size_t i = 0; i < sizeof totals / sizeof *totals; i++) {
        const char *name = totals[i].names[mean];
        const model_test *test;

        if (totals[i].where == COLUMN_KAPPA && !of->two)
            name = mean ? "fleiss_kappa_mean" : "fleiss_kappa_min";
        test = rating_whole(&of->all, name);
        sheet_formula(
            of->page, row, totals[i].where,
            test != NULL ? test->value : (double)NAN, totals[i].look, "=%s(%s)",
            mean ? "AVERAGE" : "MIN",
            A1_range(of->first, totals[i].where, of->last, totals[i].where)
                .text);
    }
}

static void
put_heads(const block *of)
{
    static const char *const words[COLUMNS] = {
        [COLUMN_CODE] = "Code",
        [COLUMN_UNITS] = "Units",
        [COLUMN_BOTH] = "Both (a)",
        [COLUMN_FIRST] = "First alone (b)",
        [COLUMN_SECOND] = "Second alone (c)",
        [COLUMN_NOBODY] = "Neither (d)",
        [COLUMN_POSITIVES] = "Positives",
        [COLUMN_AGREEMENT] = "Agreement",
        [COLUMN_KAPPA] = "Cohen's kappa",
        [COLUMN_KAPPA_LOW] = "95% CI from",
        [COLUMN_KAPPA_HIGH] = "to",
        [COLUMN_ALPHA] = "Krippendorff's alpha",
        [COLUMN_ALPHA_LOW] = "95% CI from",
        [COLUMN_ALPHA_HIGH] = "to",
        [COLUMN_AC1] = "Gwet's AC1",
        [COLUMN_PREVALENCE] = "Prevalence index",
        [COLUMN_BIAS] = "Bias index",
        [COLUMN_FEW] = "Remark",
        [COLUMN_TENTATIVE] = "Tentative from",
        [COLUMN_RELIABLE] = "Reliable from"};

    for (unsigned i = 0; i < COLUMNS; i++) {
        const char *word = words[i];

        if (!of->two && i == COLUMN_BOTH)
            word = "All coders";
        if (!of->two && i == COLUMN_NOBODY)
            word = "No coder";
        if (!of->two && i == COLUMN_KAPPA)
            word = "Fleiss' kappa";
        if (!of->two && (i == COLUMN_FIRST || i == COLUMN_SECOND))
            word = "";
        sheet_words(of->page, ATLAS_HEAD, i, word,
                    i == COLUMN_CODE || i == COLUMN_FEW ? STYLE_HEAD
                                                        : STYLE_HEAD_RIGHT);
        sheet_least(of->page, i, i == COLUMN_CODE ? 16 : 9);
    }
}

static void
put_notes(const block *of)
{
    rating_notes(&of->all, of->page, "assumption");
    sheet_note(of->page,
               coding_span_of(
                   "Who coded stands in the title; when, and who settled what "
                   "they disagreed on, is to be written beside it."));
    sheet_note(of->page,
               coding_span_of(
                   "Kappa and alpha from .800 on are usually called reliable, "
                   "from .667 on good enough for tentative conclusions "
                   "(Krippendorff). Limits of kappa are those of Fleiss, Cohen "
                   "and Everitt, limits of alpha come from units drawn again. "
                   "A code that hardly anybody gave has high agreement and low "
                   "kappa; look at its counts."));
    sheet_note(of->page,
               coding_span_of(
                   "Not fitting: reflexive thematic analysis, a single coder, "
                   "and codes that were settled together before they were "
                   "compared. There is no coefficient over all codes at once, "
                   "since units without any code would decide it."));
}

static plot_cells
cells_of(const block *of, column which)
{
    return (plot_cells){of->page, of->first, which, of->last, which};
}

/* Where the axis begins: a fifth at or below the least coefficient and 0. */
static double
axis_begin(const block *of)
{
    double least = 0;

    for (size_t i = 0; i < of->all.count; i++) {
        double kappa =
            rating_value(&of->all, i, of->two ? "cohen_kappa" : "fleiss_kappa");
        double alpha = rating_value(&of->all, i, "alpha_nominal");

        least = fmin(least, fmin(kappa, alpha));
    }
    return fmax(-1, floor(5 * least) / 5);
}

static void
draw(const block *of, unsigned row)
{
    static const plot_look dots = {PLOT_BLUE, PLOT_CIRCLE, 0, false, false};
    static const plot_look squares = {PLOT_ORANGE, PLOT_DIAMOND, 0, false,
                                      false};
    static const plot_look dashes = {PLOT_BLACK, PLOT_NO_MARKER, 1, true,
                                     false};
    static const plot_look line = {PLOT_GREEN, PLOT_NO_MARKER, 1.5F, false,
                                   false};
    static const int everything[] = {-1};
    plot_axis across = {.title = "Code"};
    double begin = axis_begin(of);
    plot_axis up = {.title = "Coefficient",
                    .least = begin,
                    .most = 1,
                    .step = 0.2,
                    .numbers = "0.0",
                    .has_crossing = true,
                    .crossing = begin};
    plot_cells codes = cells_of(of, COLUMN_CODE);
    plot_cells kappa = cells_of(of, COLUMN_KAPPA);
    plot_cells alpha = cells_of(of, COLUMN_ALPHA);
    plot_cells tentative = cells_of(of, COLUMN_TENTATIVE);
    plot_cells reliable = cells_of(of, COLUMN_RELIABLE);
    plot *chart = plot_new(of->plan->all, PLOT_LINE, NULL);

    plot_series(chart, of->two ? "Cohen's kappa" : "Fleiss' kappa", &codes,
                &kappa, &dots);
    plot_series(chart, "Krippendorff's alpha", &codes, &alpha, &squares);
    plot_series(chart, "tentative, .667", &codes, &tentative, &dashes);
    plot_series(chart, "reliable, .800", &codes, &reliable, &line);
    plot_axes(chart, &across, &up);
    plot_legend(chart, everything);
    plot_place(chart, of->page, row, 0, 760, 340,
               "Dot chart: kappa and alpha of each code, with lines at .667 "
               "and .800.");
}

static void
fill(block *of)
{
    char text[400];
    unsigned row;

    of->first = ATLAS_FIRST;
    of->last = of->first + (unsigned)of->all.count - 1;
    (void)snprintf(text, sizeof text, "Agreement of coders on %.*s: %.*s",
                   CELLTEXT_HEAD(of->all.facet, 100),
                   CELLTEXT_HEAD(of->all.table, 250));
    sheet_title(of->page, coding_span_of(text));
    put_heads(of);
    for (size_t i = 0; i < of->all.count; i++)
        put_code(of, i);
    sheet_edge(of->page, EDGE_NONE);
    put_total(of, of->last + 1, true);
    put_total(of, of->last + 2, false);
    sheet_filter(of->page, ATLAS_HEAD, 0, of->last, COLUMNS - 1);
    atlas_frame(of->page, ATLAS_HEAD, 1);
    put_notes(of);
    row = sheet_next(of->page) + 1;
    if (of->all.count <= CHART_CODES) {
        draw(of, row);
        sheet_one_page(of->page);
    }
}

void
sheet_fill_reliability(atlas *plan)
{
    for (size_t i = 0; i < plan->reliability_sheets; i++) {
        block of = {.plan = plan, .page = plan->reliability[i]};
        coding_status status = rating_find(plan->found, RATING_RELIABILITY, i,
                                           &plan->keep, &of.all);

        book_note(plan->all, status);
        if (status != CODING_OK || of.page == NULL)
            continue;
        of.two = rating_of(&of.all, 0, "a") != NULL;
        fill(&of);
    }
}
