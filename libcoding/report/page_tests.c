/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tests in their sentences, and the tables they are about. */
#include <math.h>

#include "base/map.h"
#include "report/study.h"

enum { MOST_TABLES = 200, MOST_LEVELS = 100 };

/* The sentences of chisq. Other texts are the reason of an empty figure, and
   the same sentence in ASCII is not shown again. */
static bool
has_sentence(const study_test *row)
{
    static const char *const told[] = {
        "apa",    "apa_or",   "apa_q",   "apa_share", "joint",
        "family", "adjusted", "refused", "multi",     "assumption"};

    for (size_t i = 0; i < sizeof told / sizeof *told; i++)
        if (coding_span_is(row->statistic, told[i]))
            return row->text.length > 0;
    return false;
}

static bool
is_remark(const study_test *row)
{
    return coding_span_is(row->statistic, "assumption") ||
           coding_span_is(row->statistic, "family") ||
           coding_span_is(row->statistic, "refused") ||
           coding_span_is(row->statistic, "multi");
}

/* The sentences of the tests from *at on that speak of one table. */
static size_t
put_sentences(const study *found, size_t *at, buffer *page)
{
    coding_span table = found->tests[*at].table;
    size_t shown = 0;

    for (; *at < found->test_count &&
           coding_span_equal(found->tests[*at].table, table);
         (*at)++) {
        const study_test *row = &found->tests[*at];

        if (!has_sentence(row))
            continue;
        if (shown++ == 0) {
            html_words(page, "<tr><th scope=\"row\">");
            html_text(page, table);
            html_words(page, "</th><td>");
        }
        html_words(page, is_remark(row) ? "<p class=\"note\">" : "<p>");
        html_text(page, row->text);
        html_words(page, "</p>");
    }
    if (shown > 0)
        html_words(page, "</td></tr>\n");
    return shown;
}

bool
table_has_tests(const coding_report *report)
{
    const study *found = &report->found;

    for (size_t i = 0; i < found->test_count; i++)
        if (has_sentence(&found->tests[i]))
            return true;
    return false;
}

void
table_tests(const coding_report *report, buffer *page)
{
    const study *found = &report->found;
    size_t shown = 0, at = 0;

    table_open(page, "told", coding_span_of("Tests in words"));
    html_words(page, "<thead><tr><th scope=\"col\">table</th>"
                     "<th scope=\"col\">in words</th></tr></thead><tbody>\n");
    while (at < found->test_count)
        shown += put_sentences(found, &at, page);
    table_close(page);
    html_words(page, "<p class=\"note\">Shown are the ");
    html_number(page, shown);
    html_words(page, " figures with a sentence, of ");
    html_number(page, found->test_count);
    html_words(page, "; the stream and the workbook hold all.</p>\n");
}

/* ---- contingency tables ---- */

typedef struct {
    const study *found;
    size_t first, end; /* the cells of one table and stratum */
    map rows, columns;
} cross;

static bool
is_same_table(const study_cell *a, const study_cell *b)
{
    return coding_span_equal(a->table, b->table) &&
           coding_span_equal(a->stratum, b->stratum);
}

static coding_status
measure(cross *in)
{
    coding_status status = CODING_OK;
    const study_cell *cells = in->found->cells;
    size_t number;

    in->end = in->first;
    while (status == CODING_OK && in->end < in->found->cell_count &&
           is_same_table(&cells[in->first], &cells[in->end])) {
        status = map_add(&in->rows, cells[in->end].row, &number);
        if (status == CODING_OK)
            status = map_add(&in->columns, cells[in->end].column, &number);
        in->end++;
    }
    return status;
}

static void
put_caption(const study_cell *cell, buffer *page)
{
    buffer caption;

    buffer_init(&caption, page->context);
    buffer_add(&caption, cell->table);
    if (cell->stratum.length > 0) {
        buffer_add_text(&caption, ", ");
        buffer_add(&caption, cell->stratum);
    }
    table_open(page, "", buffer_span(&caption));
    buffer_free(&caption);
}

static void
put_cross_row(const cross *in, size_t row, buffer *page)
{
    html_words(page, "<tr><th scope=\"row\">");
    html_text(page, map_name(&in->rows, row));
    html_words(page, "</th>");
    for (size_t c = 0; c < in->columns.count; c++) {
        html_words(page, "<td class=\"n\">");
        for (size_t i = in->first; i < in->end; i++)
            if (coding_span_equal(in->found->cells[i].row,
                                  map_name(&in->rows, row)) &&
                coding_span_equal(in->found->cells[i].column,
                                  map_name(&in->columns, c)))
                buffer_add_number(page, in->found->cells[i].n);
        html_words(page, "</td>");
    }
    html_words(page, "</tr>\n");
}

/* What a matrix says of itself: its cells are seldom respondents. */
static void
put_matrix_note(const cross *in, buffer *page)
{
    coding_span table = in->found->cells[in->first].table;

    for (size_t i = 0; i < in->found->test_count; i++) {
        const study_test *test = &in->found->tests[i];

        if (!coding_span_is(test->statistic, "matrix_note") ||
            !coding_span_equal(test->table, table))
            continue;
        html_words(page, "<p class=\"note\">");
        html_text(page, table);
        html_words(page, ": ");
        html_text(page, test->text);
        html_words(page, "; empty where nobody was asked.</p>\n");
    }
}

/* " of 8": the base of a column, where a matrix gives it one. */
static void
put_base(const cross *in, coding_span column, buffer *page)
{
    double base = (double)NAN;

    for (size_t i = in->first; i < in->end; i++) {
        const study_cell *cell = &in->found->cells[i];

        if (!coding_span_equal(cell->column, column))
            continue;
        if (!(cell->base >= 0) || cell->base < base || cell->base > base)
            return;
        base = cell->base;
    }
    if (!(base >= 0))
        return;
    html_words(page, " <small>of ");
    html_decimal(page, base, 0);
    html_words(page, "</small>");
}

/* One table; large ones are left to the workbook. False: it was left out. */
static bool
put_cross(const cross *in, buffer *page)
{
    if (in->rows.count > MOST_LEVELS || in->columns.count > MOST_LEVELS)
        return false;
    put_caption(&in->found->cells[in->first], page);
    html_words(page, "<thead><tr><td></td>");
    for (size_t c = 0; c < in->columns.count; c++) {
        html_words(page, "<th scope=\"col\" class=\"n\">");
        html_text(page, map_name(&in->columns, c));
        put_base(in, map_name(&in->columns, c), page);
        html_words(page, "</th>");
    }
    html_words(page, "</tr></thead><tbody>\n");
    for (size_t r = 0; r < in->rows.count; r++)
        put_cross_row(in, r, page);
    table_close(page);
    put_matrix_note(in, page);
    return true;
}

void
table_cross(const coding_report *report, buffer *page)
{
    cross in = {.found = &report->found};
    size_t shown = 0, left = 0;

    html_words(page, "<div class=\"flow\">\n");
    for (in.first = 0; in.first < report->found.cell_count; in.first = in.end) {
        coding_status status;

        map_init(&in.rows, report->context);
        map_init(&in.columns, report->context);
        status = measure(&in);
        if (page->status == CODING_OK)
            page->status = status;
        if (status == CODING_OK && shown < MOST_TABLES && put_cross(&in, page))
            shown++;
        else
            left++;
        map_clear(&in.rows);
        map_clear(&in.columns);
        if (status != CODING_OK)
            break;
    }
    html_words(page, "</div>\n");
    if (left > 0) {
        html_words(page, "<p class=\"note\">");
        html_number(page, left);
        html_words(page, " further tables are not shown; the workbook holds "
                         "all.</p>\n");
    }
}
