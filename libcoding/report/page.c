/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The page as a whole: head, sections in reading order. */
#include "report/study.h"

static void
put_head(const coding_report *report, buffer *page)
{
    html_words(page, "<!DOCTYPE html>\n<html");
    html_attribute(page, "lang", coding_span_of(report->options.language));
    html_words(page, ">\n<head>\n<meta charset=\"utf-8\">\n"
                     "<meta http-equiv=\"Content-Security-Policy\" content=\""
                     "default-src 'none'; style-src 'unsafe-inline'; "
                     "base-uri 'none'; form-action 'none'\">\n"
                     "<meta name=\"viewport\" content=\"width=device-width, "
                     "initial-scale=1\">\n<title>");
    html_text(page, coding_span_of(report->options.title));
    html_words(page, "</title>\n<style>\n");
    style_sheet(report, page);
    html_words(page, "</style>\n</head>\n");
}

static void
put_figure(void (*draw)(const coding_report *, buffer *), const char *caption,
           const coding_report *report, buffer *page)
{
    html_words(page, "<figure>\n");
    draw(report, page);
    html_words(page, "<figcaption>");
    html_words(page, caption);
    html_words(page, "</figcaption></figure>\n");
}

/* " 3 documents": the number and the noun that fits it. */
static void
put_count(buffer *page, size_t count, const char *one, const char *many)
{
    html_number(page, count);
    buffer_add_byte(page, ' ');
    html_words(page, count == 1 ? one : many);
}

static void
put_summary(const coding_report *report, buffer *page)
{
    html_words(page, "<h2 id=\"summary\">Summary</h2>\n<p>");
    put_count(page, report->found.document_count, "document, ", "documents, ");
    put_count(page, report->respondents.count, "respondent, ", "respondents, ");
    put_count(page, report->found.coding_count, "coded passage, ",
              "coded passages, ");
    put_count(page, report->found.code_count, "code", "codes");
    html_words(page, ".</p>\n");
    if (chart_has_tally(report)) {
        put_figure(chart_tally,
                   "Respondents who name each code; lines are Wilson's 95% "
                   "limits, filled bars reach the threshold.",
                   report, page);
        table_summary(report, page);
    }
    if (chart_has_sensitivity(report))
        put_figure(chart_sensitivity,
                   "How many codes reach each threshold, and how many would "
                   "by chance.",
                   report, page);
}

static void
put_filter(const coding_report *report, buffer *page)
{
    html_words(page, "<fieldset><legend>Show the passages of</legend>\n");
    for (size_t i = 0; i < report->found.code_count; i++) {
        const study_code *code = &report->found.codes[i];

        html_words(page, "<label><input type=\"checkbox\" checked id=\"f");
        html_number(page, i);
        html_words(page, "\"> ");
        html_text(page, study_code_name(code));
        html_words(page, " (");
        html_number(page, code->mentions);
        html_words(page, ")</label>\n");
    }
    html_words(page, "</fieldset>\n");
}

static void
put_passages(const coding_report *report, buffer *page)
{
    if (report->found.coding_count > 0) {
        html_words(page, "<h2 id=\"portraits\">Where in each document</h2>\n");
        put_figure(portrait_chart,
                   "One strip a document, one tick a coded passage.", report,
                   page);
        html_words(page, "<h2 id=\"matrix\">Respondents by codes</h2>\n");
        table_matrix(report, page);
    }
    if (report->found.test_count > 0) {
        html_words(page, "<h2 id=\"tests\">Tests</h2>\n");
        table_tests(report, page);
    }
    html_words(page, "<h2 id=\"passages\">Passages in context</h2>\n");
    put_filter(report, page);
    kwic_table(report, page);
    html_words(page, "<h2 id=\"transcripts\">Transcripts</h2>\n"
                     "<p class=\"note\">A dashed line marks a passage that "
                     "does not count; the margin names the codes and leads "
                     "to the passage's line above.</p>\n");
    transcript_all(report, page);
}

void
page_write(const coding_report *report, buffer *page)
{
    put_head(report, page);
    html_words(page, "<body>\n<header><h1>");
    html_text(page, coding_span_of(report->options.title));
    html_words(page, "</h1>\n<nav aria-label=\"Sections\">"
                     "<a href=\"#summary\">Summary</a> \xC2\xB7 "
                     "<a href=\"#passages\">Passages</a> \xC2\xB7 "
                     "<a href=\"#transcripts\">Transcripts</a> \xC2\xB7 "
                     "<a href=\"#methods\">Methods</a></nav></header>\n"
                     "<main>\n");
    put_summary(report, page);
    put_passages(report, page);
    html_words(page, "<h2 id=\"methods\">Methods</h2>\n");
    table_methods(report, page);
    html_words(page, "</main>\n</body>\n</html>\n");
}
