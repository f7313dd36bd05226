/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every coded passage in a line, linked to its place and back. */
#include "base/utf8.h"
#include "report/study.h"

enum { CONTEXT_POINTS = 48 };

/* Up to CONTEXT_POINTS code points of the unit before or behind the words. */
static void
put_context(const study_unit *unit, uint64_t from, uint64_t to, buffer *page)
{
    uint64_t end = unit->start + utf8_length(unit->text);
    size_t begin, stop;

    if (from < unit->start)
        from = unit->start;
    if (to > end)
        to = end;
    if (from >= to)
        return;
    begin = utf8_offset(unit->text, (size_t)(from - unit->start));
    stop = utf8_offset(unit->text, (size_t)(to - unit->start));
    html_text(page, (coding_span){unit->text.at + begin, stop - begin});
}

static void
put_line(const coding_report *report, size_t index, buffer *page)
{
    const study_coding *coding = &report->found.codings[index];
    const study_unit *unit = &report->found.units[coding->unit];
    uint64_t before =
        coding->start > CONTEXT_POINTS ? coding->start - CONTEXT_POINTS : 0;

    html_words(page, "<tr id=\"k");
    html_number(page, index);
    html_words(page, "\" class=\"r");
    html_number(page, coding->code);
    html_words(page, "\"><td>");
    html_text(page, study_code_name(&report->found.codes[coding->code]));
    html_words(page, "</td><td>");
    put_context(unit, before, coding->start, page);
    html_words(page, "</td><td><a href=\"#m");
    html_number(page, index);
    html_words(page, "\">");
    html_text(page, coding->text);
    html_words(page, "</a></td><td>");
    put_context(unit, coding->end, coding->end + CONTEXT_POINTS, page);
    html_words(page, "</td><td>");
    html_text(page, coding->respondent);
    html_words(page, "</td><td>");
    html_text(page, report->found.documents[coding->document].name);
    buffer_add_byte(page, ':');
    html_number(page, unit->number);
    html_words(page, "</td><td>");
    html_text(page,
              coding->counted.length > 0 ? coding->counted : coding->polarity);
    html_words(page, "</td></tr>\n");
}

void
kwic_table(const coding_report *report, buffer *page)
{
    size_t shown = study_shown(report);

    html_words(page,
               "<div class=\"wide\" tabindex=\"0\" role=\"region\" "
               "aria-label=\"Passages in context\"><table class=\"kwic\">"
               "<thead><tr><th scope=\"col\">code</th>"
               "<th scope=\"col\">before</th><th scope=\"col\">words</th>"
               "<th scope=\"col\">behind</th><th scope=\"col\">respondent</th>"
               "<th scope=\"col\">place</th><th scope=\"col\">counted</th>"
               "</tr></thead><tbody>\n");
    for (size_t i = 0; i < shown; i++)
        if (report->found.unit_count > 0)
            put_line(report, i, page);
    html_words(page, "</tbody></table></div>\n");
    if (shown < report->found.coding_count) {
        html_words(page, "<p class=\"note\">");
        html_number(page, report->found.coding_count - shown);
        html_words(page, " further passages are not shown; "
                         "<code>report --passages N</code> shows more.</p>\n");
    }
}
