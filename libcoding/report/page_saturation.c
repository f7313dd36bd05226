/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Saturation in words and as a table. */
#include <math.h>

#include "report/study.h"

static void
put_sentences(const study *found, const study_interview *of, buffer *page)
{
    for (size_t i = 0; i < found->saying_count; i++) {
        const study_saying *each = &found->sayings[i];

        if (!coding_span_equal(each->table, of->table) ||
            !coding_span_equal(each->group, of->group))
            continue;
        html_words(page, "<p>Saturation ");
        if (of->group.length > 0) {
            html_words(page, "(");
            html_text(page, of->group);
            html_words(page, ") ");
        }
        html_text(page, each->text);
        html_words(page, ".</p>\n");
    }
}

static void
open_curve(const study_interview *of, buffer *page)
{
    buffer caption;

    buffer_init(&caption, page->context);
    buffer_add_text(&caption, "New codes in the order of the interviews: ");
    buffer_add(&caption, of->table);
    if (of->group.length > 0)
        buffer_add_text(&caption, ", ");
    buffer_add(&caption, of->group);
    table_open(page, "", buffer_span(&caption));
    buffer_free(&caption);
    html_words(page, "<thead><tr><th scope=\"col\" class=\"n\">order</th>"
                     "<th scope=\"col\">respondent</th>"
                     "<th scope=\"col\" class=\"n\">new</th>"
                     "<th scope=\"col\" class=\"n\">so far</th>"
                     "<th scope=\"col\" class=\"n\">in the run</th>"
                     "<th scope=\"col\" class=\"n\">% of the base</th>"
                     "<th scope=\"col\" class=\"n\">90% of orders</th>"
                     "<th scope=\"col\">new codes</th>"
                     "</tr></thead><tbody>\n");
}

static void
put_interview(const study_interview *row, buffer *page)
{
    html_words(page, "<tr><td class=\"n\">");
    html_text(page, row->order);
    html_words(page, "</td>");
    table_cell(page, row->respondent);
    table_figure(page, row->fresh, 0);
    table_figure(page, row->cumulative, 0);
    table_figure(page, row->run, 0);
    table_figure(page, row->ratio, 1);
    html_words(page, "<td class=\"n\">");
    if (isfinite(row->low) && isfinite(row->high)) {
        html_decimal(page, row->low, 0);
        html_words(page, "\xE2\x80\x93");
        html_decimal(page, row->high, 0);
    }
    html_words(page, "</td>");
    table_cell(page, row->codes);
    html_words(page, "</tr>\n");
}

void
table_saturation(const coding_report *report, buffer *page)
{
    const study *found = &report->found;

    for (size_t i = 0; i < found->interview_count; i++) {
        const study_interview *row = &found->interviews[i];
        bool opens = i == 0 || !coding_span_equal(row->table, row[-1].table) ||
                     !coding_span_equal(row->group, row[-1].group);

        if (opens && i > 0)
            table_close(page);
        if (opens) {
            put_sentences(found, row, page);
            open_curve(row, page);
        }
        put_interview(row, page);
    }
    if (found->interview_count > 0)
        table_close(page);
}
