/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Passages in context, code by code: what the code means, how often it is
   there, and each passage in a line that leads to its place. */
#include "base/utf8.h"
#include "report/study.h"

enum { CONTEXT_POINTS = 60, MATCH_POINTS = 240, WORD_BYTES = 24 };

/* A byte that starts a character. */
static bool
is_start(char byte)
{
    return ((unsigned char)byte & 0xC0U) != 0x80U;
}

/* The words before byte `end`: CONTEXT_POINTS, less a word cut in two. */
static coding_span
before(coding_span text, size_t end)
{
    size_t begin = end, points = 0, at;

    while (begin > 0 && points < CONTEXT_POINTS)
        points += is_start(text.at[--begin]);
    for (at = begin; begin > 0 && at < end && at < begin + WORD_BYTES; at++)
        if (text.at[at] == ' ' || text.at[at] == '\n')
            return (coding_span){text.at + at + 1, end - at - 1};
    return (coding_span){text.at + begin, end - begin};
}

static coding_span
behind(coding_span text, size_t begin)
{
    coding_span rest = {text.at + begin, text.length - begin};
    size_t length = utf8_offset(rest, CONTEXT_POINTS);

    for (size_t at = length;
         length < rest.length && at > 0 && at + WORD_BYTES > length; at--)
        if (rest.at[at - 1] == ' ' || rest.at[at - 1] == '\n')
            return (coding_span){rest.at, at - 1};
    return (coding_span){rest.at, length};
}

/* The passage's own words; a long one is cut, visibly. */
static void
put_match(coding_span text, buffer *page)
{
    size_t end = utf8_offset(text, MATCH_POINTS);

    if (text.length == 0)
        html_words(page, "(no words)");
    html_text(page, (coding_span){text.at, end});
    if (end < text.length)
        html_words(page, " \xE2\x80\xA6");
}

static void
put_place(const study *found, const study_coding *coding, buffer *page)
{
    html_text(page, found->documents[coding->document].name);
    if (coding->unit == MAP_NONE)
        return;
    buffer_add_byte(page, ':');
    html_number(page, found->units[coding->unit].number);
}

/* A passage whose unit the stream lacks has no context and leads nowhere. */
static void
put_line(const coding_report *report, size_t index, buffer *page)
{
    const study *found = &report->found;
    const study_coding *coding = &found->codings[index];
    bool placed = coding->unit != MAP_NONE;
    coding_span text =
        placed ? found->units[coding->unit].text : (coding_span){NULL, 0};
    coding_span reason = study_reason(report, coding);
    bool inside = placed && coding->from != MAP_NONE;

    html_words(page,
               reason.length > 0 ? "<tr class=\"off\" id=\"k" : "<tr id=\"k");
    html_number(page, index);
    html_words(page, "\"><td>");
    if (inside)
        html_text(page, before(text, coding->from));
    html_words(page, "</td><td>");
    if (placed) {
        html_words(page, "<a href=\"#m");
        html_number(page, index);
        html_words(page, "\">");
    }
    put_match(coding->text, page);
    html_words(page, placed ? "</a></td><td>" : "</td><td>");
    if (inside)
        html_text(page, behind(text, coding->to));
    html_words(page, "</td><td>");
    html_text(page, coding->respondent);
    html_words(page, "</td><td>");
    put_place(found, coding, page);
    html_words(page, "</td><td>");
    html_text(page, reason.length > 0 ? reason : coding_span_of("yes"));
    html_words(page, "</td></tr>\n");
}

/* "21 passages, 6 counted; the codebook says: ..." */
static void
put_head(const coding_report *report, size_t number, buffer *page)
{
    const study_code *code = &report->found.codes[number];

    html_words(page, "<section class=\"r");
    html_number(page, number);
    html_words(page, "\"><h3 id=\"c");
    html_number(page, number);
    html_words(page, "\"><span class=\"key t");
    html_number(page, study_colour(number));
    html_words(page, "\"></span> ");
    html_text(page, study_code_name(code));
    html_words(page, "</h3>\n<p class=\"note\">");
    html_number(page, code->mentions);
    html_words(page, code->mentions == 1 ? " passage, " : " passages, ");
    html_number(page, code->counted);
    html_words(page, report->judged ? " counted." : " affirmed.");
    if (code->shown < code->mentions) {
        html_words(page, " <strong>");
        html_number(page, code->mentions - code->shown);
        html_words(page, " further are not shown.</strong>");
    }
    if (code->brief.length > 0) {
        buffer_add_byte(page, ' ');
        html_text(page, code->brief);
    }
    html_words(page, "</p>\n");
}

static void
put_code(const coding_report *report, size_t number, const size_t *lines,
         size_t count, buffer *page)
{
    const study_code *code = &report->found.codes[number];
    buffer caption;

    put_head(report, number, page);
    if (count == 0) {
        html_words(page, "</section>\n");
        return;
    }
    buffer_init(&caption, report->context);
    buffer_add_text(&caption, "Passages coded ");
    buffer_add(&caption, study_code_name(code));
    html_words(page, "<div");
    html_language(report, page);
    html_words(page, ">");
    table_open(page, "kwic", buffer_span(&caption));
    buffer_free(&caption);
    html_words(page, "<thead><tr><th scope=\"col\">before</th>"
                     "<th scope=\"col\">words</th><th scope=\"col\">behind</th>"
                     "<th scope=\"col\">who</th>"
                     "<th scope=\"col\">place</th><th scope=\"col\">");
    html_words(page, report->judged ? "counted" : "affirmed");
    html_words(page, "</th></tr></thead><tbody>\n");
    for (size_t i = 0; i < count; i++)
        put_line(report, lines[i], page);
    table_close(page);
    html_words(page, "</div></section>\n");
}

/* The shown codings code by code: their numbers in text order, and where each
   code's begin. */
static void
sort_by_code(const coding_report *report, size_t *lines, size_t *first)
{
    const study *found = &report->found;
    size_t at = 0;

    for (size_t c = 0; c < found->code_count; c++) {
        first[c] = at;
        at += found->codes[c].shown;
    }
    for (size_t i = 0; i < study_shown(report); i++)
        lines[first[found->codings[i].code]++] = i;
}

void
kwic_sections(const coding_report *report, buffer *page)
{
    const study *found = &report->found;
    arena work;
    size_t *lines = NULL, *first = NULL;

    arena_init(&work, report->context);
    if (page->status == CODING_OK)
        page->status = ARENA_ARRAY(&work, study_shown(report) + 1, &lines);
    if (page->status == CODING_OK)
        page->status = ARENA_ARRAY(&work, found->code_count + 1, &first);
    if (page->status == CODING_OK) {
        sort_by_code(report, lines, first);
        for (size_t c = 0; c < found->code_count; c++)
            if (found->codes[c].mentions > 0)
                put_code(report, c, lines + first[c] - found->codes[c].shown,
                         found->codes[c].shown, page);
    }
    arena_clear(&work);
}
