/* SPDX-License-Identifier: GPL-2.0-or-later */
/* APA: the sentences of all tests, ready for a report. Figures: every figure
   of the stream's tests. */
#include <stdio.h>
#include <string.h>

#include "workbook/atlas.h"
#include "workbook/celltext.h"

/* Why a figure is empty. */
static bool
is_undefined(coding_span text)
{
    static const char begin[] = "undefined";

    return text.length >= sizeof begin - 1 &&
           memcmp(text.at, begin, sizeof begin - 1) == 0;
}

/* "TABLE: CODE" for sentences of a code. */
static void
put_table(sheet *page, unsigned row, const model_test *test)
{
    char text[400];

    if (test->code.length == 0) {
        sheet_text(page, row, 0, test->table, STYLE_TEXT);
        return;
    }
    (void)snprintf(text, sizeof text, "%.*s: %.*s",
                   CELLTEXT_HEAD(test->table, 200),
                   CELLTEXT_HEAD(test->code, 180));
    sheet_words(page, row, 0, text, STYLE_TEXT);
}

/* A sentence for people; the ASCII twins are for terminals, and what a matrix
   says of itself stands below it. */
static bool
is_sentence(const model_test *test)
{
    static const char twin[] = "_ascii", matrix[] = "matrix_";
    size_t length = test->statistic.length;

    return test->text.length > 0 && test->shown.length == 0 &&
           !(length >= sizeof matrix &&
             memcmp(test->statistic.at, matrix, sizeof matrix - 1) == 0) &&
           !is_undefined(test->text) &&
           !(length >= sizeof twin - 1 &&
             memcmp(test->statistic.at + length - (sizeof twin - 1), twin,
                    sizeof twin - 1) == 0);
}

bool
sheet_has_sentences(const model *found)
{
    for (size_t i = 0; i < found->test_count; i++)
        if (is_sentence(&found->tests[i]))
            return true;
    return false;
}

void
sheet_fill_apa(atlas *plan)
{
    sheet *page = plan->apa;
    const model *found = plan->found;
    unsigned row = ATLAS_FIRST, last = ATLAS_FIRST - 1;

    if (page == NULL)
        return;
    sheet_title(page, coding_span_of("Results in words"));
    sheet_words(page, ATLAS_HEAD, 0, "Table", STYLE_HEAD);
    sheet_words(page, ATLAS_HEAD, 1, "Kind", STYLE_HEAD);
    sheet_words(page, ATLAS_HEAD, 2, "Sentence", STYLE_HEAD);
    sheet_limit(page, 2, 110);
    for (size_t i = 0; i < found->test_count; i++)
        last += is_sentence(&found->tests[i]) ? 1 : 0;
    for (size_t i = 0; i < found->test_count; i++) {
        const model_test *test = &found->tests[i];

        if (!is_sentence(test))
            continue;
        atlas_rule(page, row, last);
        put_table(page, row, test);
        sheet_text(page, row, 1, test->statistic, STYLE_TEXT);
        sheet_text(page, row, 2, test->text, STYLE_WRAP);
        row++;
    }
    sheet_edge(page, EDGE_NONE);
    sheet_filter(page, ATLAS_HEAD, 0, last, 2);
    atlas_frame(page, ATLAS_HEAD, 1);
    sheet_note(page,
               coding_span_of("Written as text, since a number in a formula "
                              "would follow the decimal comma of the reader's "
                              "system. chisq(1) says what each kind means."));
}

static bool
is_figure(const model_test *test)
{
    return test->shown.length > 0;
}

size_t
sheet_count_figures(const model *found)
{
    size_t count = 0;

    for (size_t i = 0; i < found->test_count; i++)
        count += is_figure(&found->tests[i]) ? 1 : 0;
    return count;
}

void
sheet_fill_figures(atlas *plan)
{
    static const char *const heads[] = {"Table", "Statistic", "Row", "Column",
                                        "Value"};
    sheet *page = plan->every;
    const model *found = plan->found;
    unsigned row = ATLAS_FIRST;
    size_t count = sheet_count_figures(found);
    size_t shown = count < plan->rows ? count : plan->rows;
    unsigned last = ATLAS_FIRST + (unsigned)shown - 1;
    char text[120];

    if (page == NULL)
        return;
    sheet_title(page, coding_span_of("Every figure of the tests"));
    for (unsigned i = 0; i < 5; i++)
        sheet_words(page, ATLAS_HEAD, i, heads[i],
                    i == 4 ? STYLE_HEAD_RIGHT : STYLE_HEAD);
    for (size_t i = 0; i < found->test_count && row <= last; i++) {
        const model_test *test = &found->tests[i];

        if (!is_figure(test))
            continue;
        atlas_rule(page, row, last);
        sheet_text(page, row, 0, test->table, STYLE_TEXT);
        sheet_text(page, row, 1, test->statistic, STYLE_TEXT);
        sheet_text(page, row, 2, test->row, STYLE_TEXT);
        sheet_text(page, row, 3, test->column, STYLE_TEXT);
        sheet_number(page, row, 4, test->value, STYLE_ANY);
        row++;
    }
    sheet_edge(page, EDGE_NONE);
    sheet_filter(page, ATLAS_HEAD, 0, last, 4);
    atlas_frame(page, ATLAS_HEAD, 1);
    sheet_note(page, coding_span_of("Names of statistics as in chisq(1) and "
                                    "coding-method(7)."));
    if (shown == count)
        return;
    (void)snprintf(text, sizeof text,
                   "The first %zu of %zu figures: a sheet has no more rows.",
                   shown, count);
    sheet_note(page, coding_span_of(text));
    book_beyond(plan->all, 5 * (uint64_t)(count - shown));
}
