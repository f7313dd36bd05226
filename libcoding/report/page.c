/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The page as a whole: head, sections in reading order. A section stands only
   where the stream has something for it. */
#include "report/study.h"

static bool
has_counts(const coding_report *report)
{
    coding_span table;

    return study_find_table(report, 0, STUDY_CODE_ROW, &table);
}

static bool
has_passages(const coding_report *report)
{
    return report->found.coding_count > 0;
}

static bool
has_tests(const coding_report *report)
{
    return table_has_tests(report) || report->found.cell_count > 0;
}

static bool
has_texts(const coding_report *report)
{
    return report->found.unit_count > 0;
}

static coding_span
title_of(const coding_report *report)
{
    if (report->options.title != NULL)
        return coding_span_of(report->options.title);
    return coding_span_of(has_passages(report) ? "Coded interviews"
                          : has_tests(report)  ? "Tables and tests"
                                               : "Interviews");
}

static void
put_head(const coding_report *report, buffer *page)
{
    html_words(page, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
                     "<meta charset=\"utf-8\">\n"
                     "<meta http-equiv=\"Content-Security-Policy\" content=\""
                     "default-src 'none'; style-src 'unsafe-inline'; "
                     "base-uri 'none'; form-action 'none'\">\n"
                     "<meta name=\"viewport\" content=\"width=device-width, "
                     "initial-scale=1\">\n<title>");
    html_text(page, title_of(report));
    html_words(page, "</title>\n<style>\n");
    style_sheet(report, page);
    html_words(page, "</style>\n</head>\n");
}

/* ---- the bar that stays at the top ---- */

static void
put_link(buffer *page, bool there, const char *id, const char *name)
{
    if (!there)
        return;
    html_words(page, "<a href=\"#");
    html_words(page, id);
    html_words(page, "\">");
    html_words(page, name);
    html_words(page, "</a> ");
}

/* A check box a code that has passages on the page. */
static void
put_filter(const coding_report *report, buffer *page)
{
    const study *found = &report->found;

    html_words(page, "<details><summary>Codes shown</summary>\n<form>"
                     "<fieldset><legend>Show the passages of</legend>\n");
    for (size_t i = 0; i < found->code_count; i++) {
        if (found->codes[i].shown == 0)
            continue;
        html_words(page, "<label><input type=\"checkbox\" checked id=\"f");
        html_number(page, i);
        html_words(page, "\"> <span class=\"key t");
        html_number(page, study_colour(i));
        html_words(page, "\"></span> ");
        html_text(page, study_code_name(&found->codes[i]));
        html_words(page, " (");
        html_number(page, found->codes[i].shown);
        html_words(page, ")</label>\n");
    }
    html_words(page, "</fieldset>\n<p><label><input type=\"checkbox\" "
                     "id=\"only\"> only passages that count</label> "
                     "<button type=\"reset\">show all again</button></p>"
                     "</form></details>\n");
}

static void
put_bar(const coding_report *report, buffer *page)
{
    html_words(page, "<div class=\"bar\"><nav aria-label=\"Sections\">");
    put_link(page, has_counts(report) || has_passages(report), "summary",
             "Summary");
    put_link(page, has_tests(report), "tests", "Tests");
    put_link(page, has_passages(report), "who", "Who said what");
    put_link(page, has_passages(report), "passages", "Passages");
    put_link(page, has_texts(report), "transcripts", "Transcripts");
    put_link(page, true, "methods", "Methods");
    html_words(page, "</nav>\n");
    if (has_passages(report))
        put_filter(report, page);
    html_words(page, "</div>\n");
}

/* ---- sections ---- */

static void
put_fact(buffer *page, size_t count, const char *one, const char *many)
{
    html_words(page, "<div><dd>");
    html_number(page, count);
    html_words(page, "</dd><dt>");
    html_words(page, count == 1 ? one : many);
    html_words(page, "</dt></div>");
}

static void
put_facts(const coding_report *report, buffer *page)
{
    const study *found = &report->found;
    size_t counted = 0;

    for (size_t i = 0; i < found->code_count; i++)
        counted += found->codes[i].counted;
    html_words(page, "<dl class=\"facts\">");
    if (found->document_count > 0)
        put_fact(page, found->document_count, "document", "documents");
    if (report->respondents.count > 0)
        put_fact(page, report->respondents.count, "respondent", "respondents");
    if (found->code_count > 0)
        put_fact(page, found->code_count, "code", "codes");
    if (has_passages(report)) {
        put_fact(page, found->coding_count, "coded passage", "coded passages");
        put_fact(page, counted,
                 report->judged ? "of them counted" : "of them affirmed",
                 report->judged ? "of them counted" : "of them affirmed");
    }
    html_words(page, "</dl>\n");
    if (study_shown(report) < found->coding_count) {
        html_words(page, "<p><strong>");
        html_number(page, study_shown(report));
        html_words(page, " of ");
        html_number(page, found->coding_count);
        html_words(page, " passages are shown below; all of them are in the "
                         "figures.</strong> <code>report --passages N</code> "
                         "shows more.</p>\n");
    }
}

/* "7 of 15 codes reach the threshold of 4 respondents." */
static void
put_finding(const coding_report *report, coding_span table, buffer *page)
{
    const study *found = &report->found;
    size_t codes = 0, dominant = 0;
    double threshold = 0;

    for (size_t i = 0; i < found->count_count; i++) {
        if (!study_is_of(&found->counts[i], STUDY_CODE_ROW, table))
            continue;
        if (codes++ == 0)
            threshold = study_threshold(found, found->counts[i].facet);
        dominant += found->counts[i].dominant;
    }
    if (!(threshold > 0))
        return;
    html_words(page, "<p class=\"finding\">");
    html_number(page, dominant);
    html_words(page, " of ");
    html_number(page, codes);
    html_words(page, codes == 1 ? " code" : " codes");
    html_words(page, " reach the threshold: at least ");
    buffer_add_number(page, threshold);
    html_words(page, " respondents.</p>\n");
}

static void
put_summary(const coding_report *report, buffer *page)
{
    coding_span table;

    put_facts(report, page);
    for (size_t at = 0; study_find_table(report, at, STUDY_CODE_ROW, &table);
         at++)
        put_finding(report, table, page);
    if (has_counts(report)) {
        chart_figures(report, chart_tally(), page);
        table_summary(report, page);
    }
    chart_figures(report, chart_families(), page);
    table_families(report, page);
    chart_figures(report, chart_groups(), page);
    table_groups(report, page);
    chart_figures(report, chart_sensitivity(), page);
    chart_figures(report, chart_saturation(), page);
    table_saturation(report, page);
}

static void
put_sections(const coding_report *report, buffer *page)
{
    if (has_counts(report) || has_passages(report)) {
        html_words(page, "<h2 id=\"summary\">Summary</h2>\n");
        put_summary(report, page);
    }
    if (has_tests(report)) {
        html_words(page, "<h2 id=\"tests\">Tables and tests</h2>\n");
        chart_figures(report, chart_odds(), page);
        if (table_has_tests(report))
            table_tests(report, page);
        if (report->found.cell_count > 0)
            table_cross(report, page);
    }
    if (has_passages(report)) {
        html_words(page, "<h2 id=\"who\">Who said what, and where</h2>\n");
        table_people(report, page);
        if (report->found.document_count > 1)
            chart_figures(report, chart_portraits(), page);
    }
    if (has_passages(report)) {
        html_words(page, "<h2 id=\"passages\">Passages in context</h2>\n");
        kwic_sections(report, page);
    }
    if (has_texts(report)) {
        html_words(page, "<h2 id=\"transcripts\">Transcripts</h2>\n"
                         "<p class=\"note\">A dashed line marks a passage that "
                         "does not count; the margin names the code and says "
                         "why, and leads to the passage's line above.</p>\n");
        transcript_all(report, page);
    }
}

void
page_write(const coding_report *report, buffer *page)
{
    put_head(report, page);
    html_words(page, "<body>\n<header><h1>");
    html_text(page, title_of(report));
    html_words(page, "</h1></header>\n");
    put_bar(report, page);
    html_words(page, "<main>\n");
    put_sections(report, page);
    html_words(page, "<h2 id=\"methods\">Methods</h2>\n");
    table_methods(report, page);
    html_words(page, "</main>\n</body>\n</html>\n");
}
