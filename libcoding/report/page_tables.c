/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The frame of a table, and the tables of counts and methods. */
#include <math.h>
#include <string.h>

#include "report/study.h"

void
table_open(buffer *page, const char *kind, coding_span caption)
{
    html_words(page, strcmp(kind, "people") == 0 ? "<div class=\"wide tall\""
                                                 : "<div class=\"wide\"");
    html_words(page, " tabindex=\"0\" role=\"group\"");
    html_attribute(page, "aria-label", caption);
    html_words(page, "><table class=\"");
    html_words(page, kind);
    html_words(page, "\"><caption>");
    html_text(page, caption);
    html_words(page, "</caption>\n");
}

void
table_close(buffer *page)
{
    html_words(page, "</tbody></table></div>\n");
}

void
table_cell(buffer *page, coding_span text)
{
    html_words(page, "<td>");
    html_text(page, text);
    html_words(page, "</td>");
}

void
table_figure(buffer *page, double number, int digits)
{
    html_words(page, "<td class=\"n\">");
    html_decimal(page, number, digits);
    html_words(page, "</td>");
}

/* Caption and, where there are several such tables, the table's name. */
static void
open_counts(const coding_report *report, const char *caption, study_kind kind,
            coding_span table, buffer *page)
{
    coding_span second;
    buffer text;

    buffer_init(&text, page->context);
    buffer_add_text(&text, caption);
    if (study_find_table(report, 1, kind, &second)) {
        buffer_add_text(&text, ": ");
        buffer_add(&text, table);
    }
    table_open(page, "", buffer_span(&text));
    buffer_free(&text);
}

/* A percentage and its limits; whole per cents where the base is below 100. */
static void
put_percent(const study_count *row, buffer *page)
{
    table_figure(page, row->percent, row->base >= 100 ? 1 : 0);
    html_words(page, "<td class=\"n\">");
    if (isfinite(row->low) && isfinite(row->high)) {
        html_decimal(page, row->low, 0);
        html_words(page, "\xE2\x80\x93");
        html_decimal(page, row->high, 0);
    }
    html_words(page, "</td>");
}

/* The name of a code; to its passages if the page has any. */
static void
put_code(const coding_report *report, const study_count *row, buffer *page)
{
    const study *found = &report->found;
    buffer key;
    size_t code;

    buffer_init(&key, report->context);
    buffer_add(&key, row->facet);
    buffer_add_byte(&key, '/');
    buffer_add(&key, row->code);
    code = map_find(&report->code_ids, buffer_span(&key));
    buffer_free(&key);
    html_words(page, "<th scope=\"row\">");
    if (code != MAP_NONE && found->codes[code].mentions > 0) {
        html_words(page, "<a href=\"#c");
        html_number(page, code);
        html_words(page, "\">");
        html_text(page, row->label.length > 0 ? row->label : row->code);
        html_words(page, "</a>");
    } else {
        html_text(page, row->label.length > 0 ? row->label : row->code);
    }
    html_words(page, "</th>");
}

/* A threshold was set and some code reaches it. */
static bool
has_dominant(const study *found, coding_span table)
{
    for (size_t i = 0; i < found->count_count; i++)
        if (study_is_of(&found->counts[i], STUDY_CODE_ROW, table) &&
            found->counts[i].dominant)
            return true;
    return false;
}

static void
put_codes(const coding_report *report, coding_span table, buffer *page)
{
    const study *found = &report->found;
    bool judged = has_dominant(found, table);

    html_words(page, "<thead><tr><th scope=\"col\">code</th>"
                     "<th scope=\"col\">family</th>"
                     "<th scope=\"col\" class=\"n\">respondents</th>"
                     "<th scope=\"col\" class=\"n\">of</th>"
                     "<th scope=\"col\" class=\"n\">%</th>"
                     "<th scope=\"col\" class=\"n\">95% limits</th>"
                     "<th scope=\"col\" class=\"n\">mentions</th>");
    html_words(page, judged ? "<th scope=\"col\">dominant</th>"
                              "</tr></thead><tbody>\n"
                            : "</tr></thead><tbody>\n");
    for (size_t i = 0; i < found->count_count; i++) {
        const study_count *row = &found->counts[i];

        if (!study_is_of(row, STUDY_CODE_ROW, table))
            continue;
        html_words(page, "<tr>");
        put_code(report, row, page);
        table_cell(page, row->family);
        table_figure(page, row->respondents, 0);
        table_figure(page, row->base, 0);
        put_percent(row, page);
        table_figure(page, row->mentions, 0);
        if (judged)
            table_cell(page, coding_span_of(row->dominant ? "dominant" : ""));
        html_words(page, "</tr>\n");
    }
    table_close(page);
}

void
table_summary(const coding_report *report, buffer *page)
{
    coding_span table;

    for (size_t at = 0; study_find_table(report, at, STUDY_CODE_ROW, &table);
         at++) {
        open_counts(report, "Respondents who name each code", STUDY_CODE_ROW,
                    table, page);
        put_codes(report, table, page);
    }
    html_words(page, "<p class=\"note\">Percentages are of respondents; a "
                     "respondent may name several codes, so they need not "
                     "add up to 100. Limits are Wilson's.</p>\n");
}

void
table_families(const coding_report *report, buffer *page)
{
    const study *found = &report->found;
    coding_span table;

    for (size_t at = 0; study_find_table(report, at, STUDY_FAMILY_ROW, &table);
         at++) {
        open_counts(report, "Respondents who name a code of each family",
                    STUDY_FAMILY_ROW, table, page);
        html_words(page, "<thead><tr><th scope=\"col\">family</th>"
                         "<th scope=\"col\" class=\"n\">respondents</th>"
                         "<th scope=\"col\" class=\"n\">of</th>"
                         "<th scope=\"col\" class=\"n\">%</th>"
                         "<th scope=\"col\" class=\"n\">95% limits</th>"
                         "</tr></thead><tbody>\n");
        for (size_t i = 0; i < found->count_count; i++) {
            const study_count *row = &found->counts[i];

            if (!study_is_of(row, STUDY_FAMILY_ROW, table))
                continue;
            html_words(page, "<tr><th scope=\"row\">");
            html_text(page, row->family);
            html_words(page, "</th>");
            table_figure(page, row->respondents, 0);
            table_figure(page, row->base, 0);
            put_percent(row, page);
            html_words(page, "</tr>\n");
        }
        table_close(page);
    }
}

void
table_groups(const coding_report *report, buffer *page)
{
    const study *found = &report->found;
    coding_span table;

    for (size_t at = 0; study_find_table(report, at, STUDY_GROUP_ROW, &table);
         at++) {
        open_counts(report, "Respondents who name each code, by group",
                    STUDY_GROUP_ROW, table, page);
        html_words(page, "<thead><tr><th scope=\"col\">code</th>"
                         "<th scope=\"col\">group</th>"
                         "<th scope=\"col\" class=\"n\">respondents</th>"
                         "<th scope=\"col\" class=\"n\">of</th>"
                         "<th scope=\"col\" class=\"n\">%</th>"
                         "<th scope=\"col\" class=\"n\">95% limits</th>"
                         "</tr></thead><tbody>\n");
        for (size_t i = 0; i < found->count_count; i++) {
            const study_count *row = &found->counts[i];

            if (!study_is_of(row, STUDY_GROUP_ROW, table))
                continue;
            html_words(page, "<tr>");
            put_code(report, row, page);
            table_cell(page, row->group);
            table_figure(page, row->respondents, 0);
            table_figure(page, row->base, 0);
            put_percent(row, page);
            html_words(page, "</tr>\n");
        }
        table_close(page);
    }
}

/* ---- methods ---- */

static void
put_steps(const study *found, buffer *page)
{
    html_words(page, "<p>The steps, in order, with the digests of the files "
                     "they read:</p>\n<ol class=\"steps\">\n");
    for (size_t i = 0; i < found->meta_count; i++) {
        const study_meta *step = &found->metas[i];

        html_words(page, "<li><code>");
        html_text(page, step->name);
        buffer_add_byte(page, ' ');
        html_text(page, step->arguments);
        html_words(page, "</code> (version ");
        html_text(page, step->version);
        html_words(page, ")<br><span class=\"note\">");
        html_text(page, step->details);
        html_words(page, "</span></li>\n");
    }
    html_words(page, "</ol>\n");
}

/* What a word in the column `counted` means, "" for others. */
static const char *
meaning(coding_span reason)
{
    static const char *const words[][2] = {
        {"1", "counted: the first of this respondent, question and code"},
        {"repeat", "the respondent had named the code before"},
        {"beyond-top",
         "beyond the first codes that the tally was told to take"},
        {"outside-question", "said in answer to another question"},
        {"no-respondent", "said by nobody who is a respondent"},
        {"role", "said by somebody whose role is not coded"},
        {"removed", "taken out by a correction"},
        {"rejected", "the words deny it"},
        {"absent", "the words say that it was not there"},
        {"hypothetical", "a wish or a condition"},
        {"reported", "what others say"},
        {"retracted", "taken back"},
        {"", "no tally judged it"}};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (coding_span_is(reason, words[i][0]))
            return words[i][1];
    return "";
}

static void
put_verdicts(const coding_report *report, buffer *page)
{
    const study *found = &report->found;
    size_t codings[64] = {0};
    size_t others = 0;
    map reasons;

    map_init(&reasons, report->context);
    for (size_t i = 0; i < found->coding_count; i++) {
        size_t reason = 0;
        coding_status status =
            map_add(&reasons, found->codings[i].counted, &reason);

        if (page->status == CODING_OK)
            page->status = status;
        if (reason < sizeof codings / sizeof *codings)
            codings[reason]++;
        else
            others++;
    }
    table_open(page, "", coding_span_of("What became of the coded passages"));
    html_words(page, "<thead><tr><th scope=\"col\">verdict</th>"
                     "<th scope=\"col\" class=\"n\">passages</th>"
                     "<th scope=\"col\">meaning</th></tr></thead><tbody>\n");
    for (size_t i = 0;
         i < reasons.count && i < sizeof codings / sizeof *codings; i++) {
        coding_span reason = map_name(&reasons, i);

        html_words(page, "<tr><th scope=\"row\">");
        html_text(page, coding_span_is(reason, "1") ? coding_span_of("counted")
                                                    : reason);
        html_words(page, "</th><td class=\"n\">");
        html_number(page, codings[i]);
        html_words(page, "</td>");
        table_cell(page, coding_span_of(meaning(reason)));
        html_words(page, "</tr>\n");
    }
    if (others > 0) {
        html_words(page, "<tr><th scope=\"row\">others</th><td class=\"n\">");
        html_number(page, others);
        html_words(page, "</td><td></td></tr>\n");
    }
    table_close(page);
    map_clear(&reasons);
}

static void
put_documents(const study *found, buffer *page)
{
    table_open(page, "files", coding_span_of("Documents"));
    html_words(page, "<thead><tr><th scope=\"col\">document</th>"
                     "<th scope=\"col\" class=\"n\">units</th>"
                     "<th scope=\"col\" class=\"n\">passages</th>"
                     "<th scope=\"col\">digest of the file</th></tr></thead>"
                     "<tbody>\n");
    for (size_t i = 0; i < found->document_count; i++) {
        const study_document *document = &found->documents[i];

        html_words(page, "<tr><th scope=\"row\"><a href=\"#d");
        html_number(page, i);
        html_words(page, "\">");
        html_text(page, document->name);
        html_words(page, "</a></th><td class=\"n\">");
        html_number(page, document->units);
        html_words(page, "</td><td class=\"n\">");
        html_number(page, document->codings);
        html_words(page, "</td>");
        table_cell(page, document->digest);
        html_words(page, "</tr>\n");
    }
    table_close(page);
}

void
table_methods(const coding_report *report, buffer *page)
{
    put_steps(&report->found, page);
    if (report->found.coding_count > 0 && report->judged)
        put_verdicts(report, page);
    if (report->found.document_count > 0)
        put_documents(&report->found, page);
    html_words(page, "<p class=\"note\">Nothing on this page was computed "
                     "anew: figures are those of the steps above, and each "
                     "passage says what the tally decided about it.</p>\n");
}
