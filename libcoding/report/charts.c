/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The kinds of charts by name, and how each stands on the page. */
#include "report/study.h"

const chart *
chart_kind(size_t at)
{
    static const chart *(*const kinds[])(void) = {
        chart_tally,      chart_families, chart_groups,   chart_sensitivity,
        chart_saturation, chart_odds,     chart_portraits};

    return at < sizeof kinds / sizeof *kinds ? kinds[at]() : NULL;
}

void
chart_figures(const coding_report *report, const chart *kind, buffer *page)
{
    coding_span table = {NULL, 0}, second;

    for (size_t at = 0; kind->has(report, at, &table); at++) {
        html_words(page, "<figure><div class=\"wide\" tabindex=\"0\" "
                         "role=\"group\"");
        html_attribute(page, "aria-label", coding_span_of(kind->caption));
        html_words(page, ">\n");
        kind->draw(report, table, page);
        html_words(page, "</div><figcaption>");
        html_words(page, kind->caption);
        if (table.length > 0 && (at > 0 || kind->has(report, 1, &second))) {
            html_words(page, " Table: ");
            html_text(page, table);
            buffer_add_byte(page, '.');
        }
        html_words(page, "</figcaption></figure>\n");
    }
}
