/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Respondents by codes: who named what, each cell leading to the words. */
#include "base/memory.h"
#include "report/study.h"

enum { MOST_CELLS = 20000 };

typedef struct {
    size_t count, first; /* codings that count; the first of them */
} cell;

/* How many codings of each respondent and code count. */
static void
fill(const coding_report *report, cell *cells)
{
    const study *found = &report->found;

    for (size_t i = 0; i < found->coding_count; i++) {
        const study_coding *coding = &found->codings[i];
        cell *at;

        if (coding->person == MAP_NONE || !study_counts(report, coding))
            continue;
        at = &cells[coding->person * found->code_count + coding->code];
        if (at->count++ == 0)
            at->first = i;
    }
}

static void
put_row(const coding_report *report, size_t person, const cell *cells,
        buffer *page)
{
    size_t shown = study_shown(report);

    html_words(page, "<tr><th scope=\"row\">");
    html_text(page, map_name(&report->respondents, person));
    html_words(page, "</th>");
    for (size_t c = 0; c < report->found.code_count; c++) {
        const cell *at = &cells[person * report->found.code_count + c];

        if (at->count == 0) {
            html_words(page, "<td></td>");
            continue;
        }
        html_words(page, "<td class=\"y\">");
        if (at->first < shown) {
            html_words(page, "<a href=\"#k");
            html_number(page, at->first);
            html_words(page, "\">");
        }
        html_number(page, at->count);
        html_words(page, at->first < shown ? "</a></td>" : "</td>");
    }
    html_words(page, "</tr>\n");
}

/* Below each code: respondents with a cell that is not empty. */
static void
put_sums(const coding_report *report, const cell *cells, buffer *page)
{
    size_t codes = report->found.code_count;

    html_words(page, "<tfoot><tr><th scope=\"row\">respondents</th>");
    for (size_t c = 0; c < codes; c++) {
        size_t named = 0;

        for (size_t r = 0; r < report->respondents.count; r++)
            named += cells[r * codes + c].count > 0;
        html_words(page, "<td>");
        html_number(page, named);
        html_words(page, "</td>");
    }
    html_words(page, "</tr></tfoot>");
}

void
table_people(const coding_report *report, buffer *page)
{
    const study *found = &report->found;
    size_t people = report->respondents.count, shown = people;
    cell *cells = NULL;

    if (people == 0 || found->code_count == 0)
        return;
    if (shown > MOST_CELLS / found->code_count + 1)
        shown = MOST_CELLS / found->code_count + 1;
    if (page->status == CODING_OK)
        page->status = base_alloc(report->context,
                                  people * found->code_count * sizeof *cells,
                                  (void **)(void *)&cells);
    if (page->status != CODING_OK)
        return;
    fill(report, cells);
    table_open(page, "people",
               coding_span_of(report->judged
                                  ? "Counted passages of each respondent"
                                  : "Affirmed passages of each respondent"));
    html_words(page, "<thead><tr><th scope=\"col\">respondent</th>");
    for (size_t c = 0; c < found->code_count; c++) {
        html_words(page, "<th scope=\"col\"><span>");
        html_text(page, study_code_name(&found->codes[c]));
        html_words(page, "</span></th>");
    }
    html_words(page, "</tr></thead><tbody>\n");
    for (size_t r = 0; r < shown; r++)
        put_row(report, r, cells, page);
    html_words(page, "</tbody>");
    put_sums(report, cells, page);
    html_words(page, "</table></div>\n");
    if (shown < people) {
        html_words(page, "<p class=\"note\">");
        html_number(page, people - shown);
        html_words(page, " further respondents are not shown; the workbook's "
                         "Grid holds all.</p>\n");
    }
    base_free(report->context, cells);
}
