/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sensitivity: how many codes reach each threshold, and how many would by
   chance; below it what chance does at the chosen threshold. */
#include <coding/stats_distribution.h>

#include <math.h>
#include <stdio.h>

#include "workbook/atlas.h"
#include "workbook/celltext.h"

typedef enum {
    COLUMN_THRESHOLD,
    COLUMN_PASSING,
    COLUMN_EXPECTED,
    COLUMN_P,
    COLUMN_LEAVE,
    COLUMNS
} column;

enum { MODELS = 8 };

static bool
is_row(const atlas_facet *facet, const model_count *count, figure which)
{
    return coding_span_equal(count->facet, facet->tally->facet) &&
           count->group.length == 0 && !isnan(count->number[which]);
}

static bool
is_equal(double a, double b)
{
    return fabs(a - b) <= 1e-9 * (1 + fabs(b));
}

/* ---- the table ---- */

static void
put_passing(const atlas *plan, const atlas_facet *facet, unsigned row,
            const model_count *count)
{
    double threshold = count->number[FIGURE_THRESHOLD];
    double told = count->number[FIGURE_CODES], passing = 0;
    unsigned unit = facet->unit_column;

    for (size_t i = 0; i < facet->tally->count; i++)
        passing += atlas_in_unit(plan, facet, i) >= threshold ? 1 : 0;
    if (facet->page == NULL || !is_equal(passing, told))
        sheet_number(facet->sensitivity, row, COLUMN_PASSING, told,
                     STYLE_COUNT);
    else
        sheet_formula(
            facet->sensitivity, row, COLUMN_PASSING, told, STYLE_COUNT,
            "=COUNTIF(%s!%s,\">=\"&%s)", sheet_quoted(facet->page),
            A1_range_fixed(facet->first, unit, facet->last, unit).text,
            A1(row, COLUMN_THRESHOLD).text);
}

/* Everybody names exactly `top` codes: the binomial formula, where it gives
   what the stream says. */
static void
put_expected(const atlas_facet *facet, unsigned row, const model_count *count)
{
    double told = count->number[FIGURE_EXPECTED];
    double threshold = count->number[FIGURE_THRESHOLD];
    double codes = (double)facet->tally->count, base = facet->tally->base;
    double top = (double)facet->tally->top, expected = (double)NAN;

    if (top > 0 && top <= codes && threshold >= 1 && base >= threshold)
        expected =
            codes * coding_stats_binomial_upper((uint64_t)threshold,
                                                (uint64_t)base, top / codes);
    if (facet->page == NULL || !is_equal(expected, told))
        sheet_number(facet->sensitivity, row, COLUMN_EXPECTED, told,
                     STYLE_DECIMAL);
    else
        sheet_formula(facet->sensitivity, row, COLUMN_EXPECTED, told,
                      STYLE_DECIMAL,
                      "=%.0f*(1-BINOMDIST(%s-1,%s,%.0f/%.0f,TRUE))", codes,
                      A1(row, COLUMN_THRESHOLD).text, facet->base, top, codes);
}

/* The codes that the next threshold loses. */
static void
put_leaving(const atlas *plan, const atlas_facet *facet, unsigned row,
            double threshold)
{
    buffer text;

    buffer_init(&text, plan->context);
    for (size_t i = 0; i < facet->tally->count; i++) {
        size_t code = plan->found->counts[facet->tally->counts[i]].code;
        double named = atlas_in_unit(plan, facet, i);

        if (!(named >= threshold) || named >= threshold + 1)
            continue;
        if (text.length > 0)
            buffer_add_text(&text, ", ");
        buffer_add(&text, plan->found->codes[code].id);
    }
    book_note(plan->all, buffer_status(&text));
    sheet_text(facet->sensitivity, row, COLUMN_LEAVE, buffer_span(&text),
               STYLE_WRAP);
    buffer_free(&text);
}

static unsigned
put_thresholds(const atlas *plan, const atlas_facet *facet)
{
    const model *found = plan->found;
    sheet *page = facet->sensitivity;
    unsigned row = ATLAS_FIRST, last = ATLAS_FIRST - 1;

    for (size_t i = 0; i < found->count_count; i++)
        last += is_row(facet, &found->counts[i], FIGURE_THRESHOLD) ? 1 : 0;
    for (size_t i = 0; i < found->count_count; i++) {
        const model_count *count = &found->counts[i];

        if (!is_row(facet, count, FIGURE_THRESHOLD))
            continue;
        atlas_rule(page, row, last);
        sheet_number(page, row, COLUMN_THRESHOLD,
                     count->number[FIGURE_THRESHOLD], STYLE_COUNT);
        put_passing(plan, facet, row, count);
        put_expected(facet, row, count);
        sheet_number(page, row, COLUMN_P, count->number[FIGURE_P], STYLE_P);
        put_leaving(plan, facet, row, count->number[FIGURE_THRESHOLD]);
        row++;
    }
    sheet_edge(page, EDGE_NONE);
    return last;
}

/* ---- chance at the threshold ---- */

static bool
is_chance(const atlas_facet *facet, const model_count *count)
{
    return coding_span_equal(count->facet, facet->tally->facet) &&
           count->model.length > 0 && count->figure.length > 0;
}

/* What a figure of the stream is called in the sheet. */
static const char *
figure_words(coding_span name)
{
    static const char *const words[][2] = {
        {"respondents", "Respondents in the base"},
        {"codes", "Codes in the codebook"},
        {"threshold", "Threshold"},
        {"p_code", "Probability of a given code to reach it"},
        {"expected", "Codes expected to reach it"},
        {"dominant", "Codes that do"},
        {"p_at_least", "Probability of as many or more"},
        {"count_05", "Respondents a code needs, one-sided .05"},
        {"count_05_holm", "The same by Holm over all codes"},
    };

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (coding_span_is(name, words[i][0]))
            return words[i][1];
    return NULL;
}

static style
figure_style(coding_span name)
{
    if (coding_span_is(name, "p_code") || coding_span_is(name, "p_at_least"))
        return STYLE_P;
    if (coding_span_is(name, "expected"))
        return STYLE_DECIMAL;
    return STYLE_COUNT;
}

/* The place of text in list, added if new; size: no room. */
static size_t
place_in(coding_span list[], size_t *count, size_t size, coding_span text)
{
    for (size_t i = 0; i < *count; i++)
        if (coding_span_equal(list[i], text))
            return i;
    if (*count == size)
        return size;
    list[*count] = text;
    return (*count)++;
}

static void
put_model_note(sheet *page, coding_span name, coding_span assumes)
{
    char text[400];

    (void)snprintf(text, sizeof text, "%.*s: %.*s.", CELLTEXT_HEAD(name, 80),
                   CELLTEXT_HEAD(assumes, 280));
    sheet_note(page, coding_span_of(text));
}

/* The models and figures of the chance rows, in their order. */
typedef struct {
    coding_span models[MODELS], notes[MODELS], figures[2 * MODELS];
    size_t model_count, figure_count;
} chance;

static void
find_chance(const atlas *plan, const atlas_facet *facet, chance *found)
{
    for (size_t i = 0; i < plan->found->count_count; i++) {
        const model_count *count = &plan->found->counts[i];
        size_t m;

        if (!is_chance(facet, count))
            continue;
        m = place_in(found->models, &found->model_count, MODELS, count->model);
        (void)place_in(found->figures, &found->figure_count, 2 * (size_t)MODELS,
                       count->figure); /* found again */
        if (m < MODELS)
            found->notes[m] = count->text;
    }
}

/* One row a figure, one column a model. */
static void
put_chance(const atlas *plan, const atlas_facet *facet)
{
    chance found = {.model_count = 0};
    sheet *page = facet->sensitivity;
    unsigned top = sheet_next(page) + 1;

    find_chance(plan, facet, &found);
    if (found.model_count == 0)
        return;
    sheet_words(page, top, 0, "Chance at the threshold", STYLE_HEAD_OVER);
    for (unsigned i = 1; i < COLUMN_P; i++)
        sheet_empty(page, top, i, STYLE_HEAD_OVER);
    for (unsigned m = 0; m < found.model_count; m++)
        sheet_text(page, top, COLUMN_P + m, found.models[m], STYLE_HEAD_RIGHT);
    for (unsigned f = 0; f < found.figure_count; f++) {
        const char *words = figure_words(found.figures[f]);

        atlas_rule(page, f, (unsigned)found.figure_count - 1);
        sheet_text(page, top + 1 + f, 0,
                   words != NULL ? coding_span_of(words) : found.figures[f],
                   STYLE_OVER);
        for (unsigned i = 1; i < COLUMN_P; i++)
            sheet_empty(page, top + 1 + f, i, STYLE_OVER);
    }
    for (size_t i = 0; i < plan->found->count_count; i++) {
        const model_count *count = &plan->found->counts[i];
        unsigned m, f;

        if (!is_chance(facet, count))
            continue;
        m = (unsigned)place_in(found.models, &found.model_count, MODELS,
                               count->model);
        f = (unsigned)place_in(found.figures, &found.figure_count,
                               2 * (size_t)MODELS, count->figure);
        if (m == MODELS || f == 2 * (unsigned)MODELS)
            continue;
        atlas_rule(page, f, (unsigned)found.figure_count - 1);
        sheet_number(page, top + 1 + f, COLUMN_P + m,
                     count->number[FIGURE_VALUE], figure_style(count->figure));
    }
    sheet_edge(page, EDGE_NONE);
    sheet_space(page);
    for (size_t m = 0; m < found.model_count; m++)
        put_model_note(page, found.models[m], found.notes[m]);
}

static void
draw(const atlas *plan, const atlas_facet *facet, unsigned last)
{
    static const plot_look observed = {PLOT_BLUE, PLOT_CIRCLE, 2, false, false};
    static const plot_look luck = {PLOT_VERMILION, PLOT_DIAMOND, 2, true,
                                   false};
    plot_cells x = {facet->sensitivity, ATLAS_FIRST, COLUMN_THRESHOLD, last,
                    COLUMN_THRESHOLD};
    plot_cells codes = {facet->sensitivity, ATLAS_FIRST, COLUMN_PASSING, last,
                        COLUMN_PASSING};
    plot_cells expected = {facet->sensitivity, ATLAS_FIRST, COLUMN_EXPECTED,
                           last, COLUMN_EXPECTED};
    plot_axis across = {.title = "Threshold"};
    plot_axis up = {.title = "Codes that reach it", .numbers = "0"};
    static const int all[] = {-1};
    plot *chart = plot_new(plan->all, PLOT_LINE, NULL);

    plot_series(chart, "Found", &x, &codes, &observed);
    plot_series(chart, "Expected by chance", &x, &expected, &luck);
    plot_axes(chart, &across, &up);
    plot_legend(chart, all);
    plot_place(chart, facet->sensitivity, sheet_next(facet->sensitivity) + 1, 0,
               640, 320,
               "Line chart: codes that reach each threshold, beside the number "
               "expected by chance.");
}

void
sheet_fill_sensitivity(atlas *plan, const atlas_facet *facet)
{
    static const struct {
        heading word;
        style head;
    } heads[COLUMNS] = {
        [COLUMN_THRESHOLD] = {HEADING_THRESHOLD, STYLE_HEAD_RIGHT},
        [COLUMN_PASSING] = {HEADING_PASSING, STYLE_HEAD_RIGHT},
        [COLUMN_EXPECTED] = {HEADING_EXPECTED, STYLE_HEAD_RIGHT},
        [COLUMN_P] = {HEADING_P_AT_LEAST, STYLE_HEAD_SYMBOL},
        [COLUMN_LEAVE] = {HEADING_LEAVE, STYLE_HEAD},
    };
    sheet *page = facet->sensitivity;
    unsigned last;

    if (page == NULL)
        return;
    sheet_title(page, coding_span_of("How many codes reach each threshold, and "
                                     "how many would by chance"));
    for (unsigned i = 0; i < COLUMNS; i++) {
        atlas_head(plan, page, ATLAS_HEAD, i, heads[i].word, heads[i].head);
        sheet_least(page, i, 13);
    }
    last = put_thresholds(plan, facet);
    atlas_frame(page, ATLAS_HEAD, 0);
    sheet_note(page, coding_span_of("p of as many: the probability that chance "
                                    "alone lets at least so many codes reach "
                                    "the threshold."));
    for (size_t i = 0; i < plan->found->count_count; i++)
        if (is_row(facet, &plan->found->counts[i], FIGURE_THRESHOLD)) {
            if (plan->found->counts[i].text.length > 0)
                sheet_note(page, plan->found->counts[i].text);
            break;
        }
    put_chance(plan, facet);
    draw(plan, facet, last);
    sheet_one_page(page);
}
