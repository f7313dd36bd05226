/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Summary: what was asked, of whom, what came out, and where it stands; three
   limits of it; one chart. */
#include <coding/stats_proportion.h>

#include <math.h>
#include <stdio.h>

#include "workbook/atlas.h"
#include "workbook/celltext.h"

typedef struct {
    atlas *plan;
    sheet *page;
    unsigned row;
} summary;

static coding_span
cut(coding_span text, size_t bytes)
{
    return (coding_span){text.at, celltext_fit(text, bytes)};
}

/* ---- one finding a row ---- */

static void
put_where(const summary *all, const sheet *page, unsigned row)
{
    sheet_link(all->page, all->row, 2, (place){.page = page, .row = row},
               sheet_name(page), STYLE_LINK);
}

static void
put_text(summary *all, const char *finding, coding_span text, const sheet *page)
{
    if (text.length == 0)
        return;
    sheet_words(all->page, all->row, 0, finding, STYLE_TEXT);
    sheet_text(all->page, all->row, 1, text, STYLE_WRAP);
    put_where(all, page, 0);
    all->row++;
}

static void
put_number(summary *all, const char *finding, double number, const sheet *page)
{
    sheet_words(all->page, all->row, 0, finding, STYLE_TEXT);
    sheet_number(all->page, all->row, 1, number, STYLE_LEFT);
    put_where(all, page, 0);
    all->row++;
}

/* ---- the study ---- */

static double
count_organisations(const atlas *plan, const atlas_facet *facet)
{
    const model *found = plan->found;
    size_t count =
        facet != NULL ? facet->people_count : found->respondent_count;
    double result = 0;
    map seen;

    map_init(&seen, plan->context);
    for (size_t i = 0; i < count; i++) {
        size_t number = 0;
        coding_span name = model_attribute_of(
            found, facet != NULL ? facet->people[i] : i, plan->organisation);

        if (name.length > 0)
            book_note(plan->all, map_add(&seen, name, &number));
    }
    result = (double)seen.count;
    map_clear(&seen);
    return result;
}

static void
put_codebooks(summary *all)
{
    const model *found = all->plan->found;
    coding_span before = {NULL, 0};

    for (size_t i = 0; i < found->code_count; i++) {
        coding_span name = found->codes[i].codebook;

        if (!coding_span_equal(name, before))
            put_text(all, "Codebook and version", name, all->plan->codebook);
        before = name;
    }
}

static void
put_study(summary *all, const atlas_facet *facet)
{
    const atlas *plan = all->plan;
    coding_span question =
        facet != NULL ? facet->tally->question : (coding_span){NULL, 0};

    put_text(all, "Question", model_question_words(plan->found, question),
             facet != NULL ? facet->top : NULL);
    put_number(all, "Documents", (double)plan->found->document_count,
               plan->methods);
    put_number(all, "Respondents", (double)plan->found->respondent_count,
               plan->participants);
    if (plan->organisation != MODEL_NONE)
        put_number(all, "Organisations", count_organisations(plan, facet),
                   plan->participants);
    put_codebooks(all);
    put_number(all, "Codes in it", (double)plan->found->code_count,
               plan->codebook);
}

/* ---- a tally ---- */

static void
put_live(summary *all, const char *finding, double value,
         const atlas_facet *facet, const char *formula)
{
    sheet_words(all->page, all->row, 0, finding, STYLE_TEXT);
    sheet_formula(all->page, all->row, 1, value, STYLE_LEFT, "%s", formula);
    put_where(all, facet->page, ATLAS_HEAD);
    all->row++;
}

/* The sum of a column of Tally. */
static void
put_sum(summary *all, const char *finding, const atlas_facet *facet,
        tally_column column, figure which, const sheet *where)
{
    double sum = 0;
    unsigned at = facet->column[column];

    if (at == ATLAS_NOWHERE)
        return;
    for (size_t i = 0; i < facet->tally->count; i++)
        sum += all->plan->found->counts[facet->tally->counts[i]].number[which];
    sheet_words(all->page, all->row, 0, finding, STYLE_TEXT);
    sheet_formula(all->page, all->row, 1, sum, STYLE_LEFT, "=SUM(%s!%s)",
                  sheet_quoted(facet->page),
                  A1_range(facet->first, at, facet->last, at).text);
    put_where(all, where, 0);
    all->row++;
}

static void
put_rule(summary *all, const atlas_facet *facet)
{
    const model_tally *tally = facet->tally;
    coding_span unit = cut(tally->unit, 40);
    char text[200], top[80] = "";

    if (tally->top > 0)
        (void)snprintf(top, sizeof top,
                       "; the first %llu codes of an answer count",
                       (unsigned long long)tally->top);
    (void)snprintf(text, sizeof text, "%.*s%s", (int)unit.length, unit.at, top);
    put_text(all, "Unit of the tally", coding_span_of(text), facet->page);
}

/* "8 of 16 (50%), dominant", live. */
static void
put_code(summary *all, const atlas_facet *facet, size_t i, double in_unit)
{
    const atlas *plan = all->plan;
    const model_count *count = &plan->found->counts[facet->tally->counts[i]];
    unsigned row = facet->first + (unsigned)i;
    double share = count->number[FIGURE_PERCENT];
    char text[96];

    (void)snprintf(text, sizeof text, "%.0f of %.0f (%.0f%%), dominant",
                   in_unit, facet->tally->base, floor(share + 0.5));
    sheet_link(all->page, all->row, 0,
               atlas_evidence(plan, plan->first_evidence[count->code]),
               model_code_name(&plan->found->codes[count->code]), STYLE_LINK);
    sheet_formula_text(
        all->page, all->row, 1, text, STYLE_TEXT,
        "=%s!%s&\" of \"&%s&\" (\"&TEXT(%s!%s,\"0%%\")&\")\"&IF(%s!%s=\"\","
        "\"\",\", \"&%s!%s)",
        sheet_quoted(facet->page), A1(row, facet->unit_column).text,
        facet->base, sheet_quoted(facet->page),
        A1(row, facet->column[TALLY_PERCENT]).text, sheet_quoted(facet->page),
        A1(row, facet->column[TALLY_DOMINANT]).text, sheet_quoted(facet->page),
        A1(row, facet->column[TALLY_DOMINANT]).text);
    put_where(all, facet->page, row);
    all->row++;
}

static void
put_dominant(summary *all, const atlas_facet *facet)
{
    const model_tally *tally = facet->tally;
    unsigned column = facet->column[TALLY_DOMINANT];
    double dominant = 0;
    char formula[200];

    if (tally->threshold == 0 || column == ATLAS_NOWHERE ||
        facet->column[TALLY_PERCENT] == ATLAS_NOWHERE)
        return;
    for (size_t i = 0; i < tally->count; i++)
        dominant +=
            all->plan->found->counts[tally->counts[i]].number[FIGURE_DOMINANT];
    (void)snprintf(formula, sizeof formula, "=%s", facet->threshold);
    put_live(all, "Threshold: dominant from", (double)tally->threshold, facet,
             formula);
    (void)snprintf(formula, sizeof formula,
                   "=COUNTIF(%.100s!%.40s,\"dominant\")",
                   sheet_quoted(facet->page),
                   A1_range(facet->first, column, facet->last, column).text);
    put_live(all, "Dominant codes", dominant, facet, formula);
    for (size_t i = 0; i < tally->count; i++)
        if (all->plan->found->counts[tally->counts[i]].number[FIGURE_DOMINANT] >
            0)
            put_code(all, facet, i, atlas_in_unit(all->plan, facet, i));
}

static void
put_tally(summary *all, const atlas_facet *facet)
{
    char formula[64];

    if (facet->page == NULL)
        return;
    (void)snprintf(formula, sizeof formula, "=%s", facet->base);
    put_live(all, "Base of the percentages (N)", facet->tally->base, facet,
             formula);
    put_rule(all, facet);
    put_sum(all, "Codes named, one a respondent", facet, TALLY_RESPONDENTS,
            FIGURE_RESPONDENTS, facet->grid);
    put_sum(all, "Mentions", facet, TALLY_MENTIONS, FIGURE_MENTIONS,
            all->plan->evidence_sheets > 0 ? all->plan->evidence[0] : NULL);
    put_dominant(all, facet);
}

/* ---- tests ---- */

enum { JOINT_TESTS = 3 };

static void
put_tests(summary *all)
{
    const atlas *plan = all->plan;
    const model *found = plan->found;
    size_t shown = 0;

    if (plan->figures.table_count > 0)
        put_number(all, "Contingency tables", (double)plan->figures.table_count,
                   plan->crosstab);
    for (size_t i = 0; i < found->test_count && shown < JOINT_TESTS; i++)
        if (coding_span_is(found->tests[i].statistic, "joint")) {
            put_text(all, "Joint test", found->tests[i].text, plan->multi);
            shown++;
        }
}

/* ---- limits ---- */

/* The stream's figure of the first model of chance; NaN: none. */
static double
chance_figure(const atlas *plan, const atlas_facet *facet, const char *name,
              coding_span *model_name)
{
    for (size_t i = 0; i < plan->found->count_count; i++) {
        const model_count *count = &plan->found->counts[i];

        if (coding_span_equal(count->facet, facet->tally->facet) &&
            coding_span_is(count->figure, name)) {
            *model_name = count->model;
            return count->number[FIGURE_VALUE];
        }
    }
    return (double)NAN;
}

/* "p = .329", "p < .001", "p > .999"; nothing for NaN. */
static void
print_p(double p, char *text, size_t size)
{
    char digits[16];

    (void)snprintf(digits, sizeof digits, "%.3f", p);
    if (isnan(p))
        text[0] = '\0';
    else if (p < 0.0005)
        (void)snprintf(text, size, "p < .001");
    else if (p >= 0.9995)
        (void)snprintf(text, size, "p > .999");
    else
        (void)snprintf(text, size, "p = %s", digits + 1);
}

static void
note_chance(const summary *all, const atlas_facet *facet)
{
    coding_span name = {NULL, 0};
    double expected = chance_figure(all->plan, facet, "expected", &name);
    double p = chance_figure(all->plan, facet, "p_at_least", &name);
    char text[400], odds[24] = "";

    if (isnan(expected)) {
        if (facet->tally->threshold > 0)
            sheet_note(all->page,
                       coding_span_of("Chance: what the threshold would let "
                                      "through by luck alone was not asked for "
                                      "(tally --chance)."));
        return;
    }
    name = cut(name, 60);
    print_p(p, odds, sizeof odds);
    (void)snprintf(
        text, sizeof text,
        "Chance: if respondents named codes at random (%.*s), %.2f codes "
        "would be expected to reach the threshold of %llu%s%s.",
        (int)name.length, name.at, expected,
        (unsigned long long)facet->tally->threshold,
        isnan(p) ? "" : "; as many as were found, or more, with ", odds);
    sheet_note(all->page, coding_span_of(text));
}

static void
note_limits(const summary *all, const atlas_facet *facet)
{
    double base = facet->tally->base;
    uint64_t half = (uint64_t)(base / 2);
    coding_stats_limits limits =
        coding_stats_wilson(half, (uint64_t)base, 0.95);
    char text[400];

    (void)snprintf(
        text, sizeof text,
        "Base: percentages are of N = %.0f (%.*s) and need not sum to "
        "100%%, since several codes can be named.",
        base, (int)cut(facet->tally->unit, 40).length, facet->tally->unit.at);
    sheet_note(all->page, coding_span_of(text));
    note_chance(all, facet);
    (void)snprintf(
        text, sizeof text,
        "Small numbers: with N = %.0f a share of %llu of %.0f has a 95%% "
        "interval from %.0f%% to %.0f%%; differences of a few respondents "
        "say little.",
        base, (unsigned long long)half, base, 100 * limits.low,
        100 * limits.high);
    if (base >= 2)
        sheet_note(all->page, coding_span_of(text));
}

static void
put_title(const summary *all)
{
    const atlas *plan = all->plan;
    const model *found = plan->found;
    buffer text;

    buffer_init(&text, plan->context);
    if (plan->options->title != NULL) {
        buffer_add_text(&text, plan->options->title);
    } else {
        buffer_add_text(
            &text, sheet_has_dictionary(found) ? "Survey" : "Coded interviews");
        if (found->code_count > 0 && found->codes[0].codebook.length > 0) {
            buffer_add_text(&text, ": ");
            buffer_add(&text, found->codes[0].codebook);
        }
    }
    book_note(plan->all, buffer_status(&text));
    sheet_text(all->page, 0, 0, buffer_span(&text), STYLE_TABLE);
    book_properties(
        plan->all, buffer_span(&text), coding_span_of("Content analysis"),
        found->code_count > 0 ? found->codes[0].codebook : coding_span_of(""));
    buffer_free(&text);
}

/* The verdict of everybody's curve: the first rule that was chosen. */
static void
put_saturation(summary *all)
{
    const model *found = all->plan->found;

    for (size_t i = 0; i < found->test_count; i++) {
        const model_test *test = &found->tests[i];

        if (!coding_span_is(test->statistic, "saturation") ||
            test->group.length > 0)
            continue;
        put_text(all, "Saturation in interview order", test->text,
                 all->plan->saturation_sheets > 0 ? all->plan->saturation[0]
                                                  : NULL);
        return;
    }
}

void
sheet_fill_summary(atlas *plan)
{
    summary all = {plan, plan->summary, ATLAS_FIRST};
    atlas_facet *first = plan->facet_count > 0 ? &plan->facets[0] : NULL;

    put_title(&all);
    if (all.page == NULL)
        return;
    atlas_head(plan, all.page, ATLAS_HEAD, 0, HEADING_FINDING, STYLE_HEAD);
    atlas_head(plan, all.page, ATLAS_HEAD, 1, HEADING_FIGURE, STYLE_HEAD);
    atlas_head(plan, all.page, ATLAS_HEAD, 2, HEADING_WHERE, STYLE_HEAD);
    sheet_limit(all.page, 1, 60);
    sheet_least(all.page, 2, 14);
    put_study(&all, first);
    for (size_t i = 0; i < plan->facet_count; i++)
        put_tally(&all, &plan->facets[i]);
    put_saturation(&all);
    put_tests(&all);
    sheet_close(all.page, all.row, 3);
    atlas_frame(all.page, ATLAS_HEAD, 0);
    if (first == NULL || !(first->tally->base > 0)) {
        if (plan->found->coding_count == 0)
            return;
        sheet_note(all.page, coding_span_of("No tally stands in the stream: "
                                            "nothing here says what counts."));
        return;
    }
    note_limits(&all, first);
    plot_tally(plan, first, all.page, sheet_next(all.page) + 1, 0);
    sheet_one_page(all.page);
}
