/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The tables of figures: summary, respondents by codes, tests, methods. */
#include <math.h>

#include "base/memory.h"
#include "report/study.h"

static void
open_table(buffer *page, const char *name)
{
    html_words(page, "<div class=\"wide\" tabindex=\"0\" role=\"region\"");
    html_attribute(page, "aria-label", coding_span_of(name));
    html_words(page, "><table>\n");
}

static void
close_table(buffer *page)
{
    html_words(page, "</tbody></table></div>\n");
}

static void
put_cell(buffer *page, coding_span text)
{
    html_words(page, "<td>");
    html_text(page, text);
    html_words(page, "</td>");
}

static void
put_decimal(buffer *page, double number, int digits)
{
    html_words(page, "<td class=\"n\">");
    html_decimal(page, number, digits);
    html_words(page, "</td>");
}

void
table_summary(const coding_report *report, buffer *page)
{
    const study *found = &report->found;

    open_table(page, "Respondents a code");
    html_words(page, "<thead><tr><th scope=\"col\">code</th>"
                     "<th scope=\"col\">family</th>"
                     "<th scope=\"col\" class=\"n\">respondents</th>"
                     "<th scope=\"col\" class=\"n\">of</th>"
                     "<th scope=\"col\" class=\"n\">%</th>"
                     "<th scope=\"col\" class=\"n\">95% limits</th>"
                     "<th scope=\"col\" class=\"n\">mentions</th>"
                     "<th scope=\"col\">dominant</th></tr></thead><tbody>\n");
    for (size_t i = 0; i < found->count_count; i++) {
        const study_count *row = &found->counts[i];

        if (row->code.length == 0 || row->group.length > 0)
            continue;
        html_words(page, "<tr>");
        put_cell(page, row->label.length > 0 ? row->label : row->code);
        put_cell(page, row->family);
        put_decimal(page, row->respondents, 0);
        put_decimal(page, row->base, 0);
        put_decimal(page, row->percent, row->base >= 100 ? 1 : 0);
        html_words(page, "<td class=\"n\">");
        html_decimal(page, row->low, 0);
        html_words(page, "\xE2\x80\x93");
        html_decimal(page, row->high, 0);
        html_words(page, "</td>");
        put_decimal(page, row->mentions, 0);
        put_cell(page, coding_span_of(row->dominant ? "dominant" : ""));
        html_words(page, "</tr>\n");
    }
    close_table(page);
    html_words(page, "<p class=\"note\">Percentages are of respondents; a "
                     "respondent may name several codes, so they add up to "
                     "more than 100.</p>\n");
}

static bool
is_judged(const study *found)
{
    for (size_t i = 0; i < found->coding_count; i++)
        if (found->codings[i].counted.length > 0)
            return true;
    return false;
}

/* Into cells (respondents x codes) how many codings count; or, where no tally
   has judged, how many are affirmed. */
static void
count_cells(const coding_report *report, size_t *cells)
{
    const study *found = &report->found;
    bool judged = is_judged(found);

    for (size_t i = 0; i < found->coding_count; i++) {
        const study_coding *coding = &found->codings[i];
        bool counts = judged ? coding_span_is(coding->counted, "1")
                             : coding_span_is(coding->polarity, "affirmed");

        if (counts && coding->person != MAP_NONE)
            cells[coding->person * found->code_count + coding->code]++;
    }
}

static void
put_matrix_rows(const coding_report *report, const size_t *cells, buffer *page)
{
    size_t codes = report->found.code_count;

    for (size_t r = 0; r < report->respondents.count; r++) {
        html_words(page, "<tr><th scope=\"row\">");
        html_text(page, map_name(&report->respondents, r));
        html_words(page, "</th>");
        for (size_t c = 0; c < codes; c++) {
            html_words(page, "<td class=\"n\">");
            if (cells[r * codes + c] > 0)
                html_number(page, cells[r * codes + c]);
            html_words(page, "</td>");
        }
        html_words(page, "</tr>\n");
    }
}

void
table_matrix(const coding_report *report, buffer *page)
{
    const study *found = &report->found;
    size_t *cells = NULL;

    page->status = page->status != CODING_OK
                       ? page->status
                       : base_alloc(report->context,
                                    report->respondents.count *
                                        found->code_count * sizeof *cells,
                                    (void **)(void *)&cells);
    if (page->status != CODING_OK)
        return;
    count_cells(report, cells);
    open_table(page, "Respondents by codes");
    html_words(page, "<thead><tr><th scope=\"col\">respondent</th>");
    for (size_t c = 0; c < found->code_count; c++) {
        html_words(page, "<th scope=\"col\">");
        html_text(page, found->codes[c].code);
        html_words(page, "</th>");
    }
    html_words(page, "</tr></thead><tbody>\n");
    put_matrix_rows(report, cells, page);
    close_table(page);
    base_free(report->context, cells);
}

/* The sentences of chisq. Other texts are the reason of an empty figure, and
   the same sentence in ASCII is not shown again. */
static bool
has_sentence(const study_test *row)
{
    static const char *const told[] = {
        "apa", "apa_or", "apa_q", "joint", "refused", "multi", "assumption"};

    for (size_t i = 0; i < sizeof told / sizeof *told; i++)
        if (coding_span_is(row->statistic, told[i]))
            return row->text.length > 0;
    return false;
}

static size_t
shown_tests(const study *found)
{
    size_t shown = 0;

    for (size_t i = 0; i < found->test_count; i++)
        shown += has_sentence(&found->tests[i]);
    return shown;
}

void
table_tests(const coding_report *report, buffer *page)
{
    const study *found = &report->found;

    open_table(page, "Tests");
    html_words(page, "<thead><tr><th scope=\"col\">table</th>"
                     "<th scope=\"col\">figure</th><th scope=\"col\">row</th>"
                     "<th scope=\"col\">column</th>"
                     "<th scope=\"col\" class=\"n\">value</th>"
                     "<th scope=\"col\">in words</th></tr></thead><tbody>\n");
    for (size_t i = 0; i < found->test_count; i++) {
        const study_test *row = &found->tests[i];

        if (!has_sentence(row))
            continue;
        html_words(page, "<tr>");
        put_cell(page, row->table);
        put_cell(page, row->statistic);
        put_cell(page, row->row);
        put_cell(page, row->column);
        html_words(page, "<td class=\"n\">");
        html_text(page, row->value);
        html_words(page, "</td>");
        put_cell(page, row->text);
        html_words(page, "</tr>\n");
    }
    close_table(page);
    html_words(page, "<p class=\"note\">Shown are the ");
    html_number(page, shown_tests(found));
    html_words(page, " figures with a sentence, of ");
    html_number(page, found->test_count);
    html_words(page, "; the stream and the workbook hold all.</p>\n");
}

void
table_methods(const coding_report *report, buffer *page)
{
    const study *found = &report->found;

    html_words(page, "<ol>\n");
    for (size_t i = 0; i < found->meta_count; i++) {
        const study_meta *step = &found->metas[i];

        html_words(page, "<li><code>");
        html_text(page, step->name);
        buffer_add_byte(page, ' ');
        html_text(page, step->arguments);
        html_words(page, "</code> (version ");
        html_text(page, step->version);
        html_words(page, ")<br>");
        html_text(page, step->details);
        html_words(page, "</li>\n");
    }
    html_words(page, "</ol>\n");
    open_table(page, "Documents");
    html_words(page, "<thead><tr><th scope=\"col\">document</th>"
                     "<th scope=\"col\">digest of the file</th></tr></thead>"
                     "<tbody>\n");
    for (size_t i = 0; i < found->document_count; i++) {
        html_words(page, "<tr><th scope=\"row\"><a href=\"#d");
        html_number(page, i);
        html_words(page, "\">");
        html_text(page, found->documents[i].name);
        html_words(page, "</a></th>");
        put_cell(page, found->documents[i].digest);
        html_words(page, "</tr>\n");
    }
    close_table(page);
}
