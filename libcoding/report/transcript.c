/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The transcripts: turns with their codings as nested marks. Where spans
   overlap they are cut at every boundary; the first piece of a coding carries
   its id. A coding without a piece, and one too deep to draw, is named in the
   margin alone, which then carries the id: every passage can be reached. */
#include <string.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "report/study.h"

enum { DEEPEST = 12 };

/* The walk along one document. */
typedef struct {
    const coding_report *report;
    buffer *page;
    bool *marked;   /* by coding: its id stands on the page */
    size_t unit;    /* the one being written */
    size_t *active; /* codings that are open at the place, outer ones first */
    size_t active_count, active_capacity;
} walk;

static const study_coding *
coding_at(const walk *in, size_t index)
{
    return &in->report->found.codings[index];
}

static void
put_reason(const walk *in, const study_coding *coding, const char *between)
{
    coding_span reason = study_reason(in->report, coding);

    if (reason.length == 0)
        return;
    html_words(in->page, between);
    html_text(in->page, reason);
}

static void
open_mark(walk *in, size_t index)
{
    const study_coding *coding = coding_at(in, index);
    buffer *page = in->page;

    html_words(page, "<mark class=\"c");
    html_number(page, coding->code);
    html_words(page, " t");
    html_number(page, study_colour(coding->code));
    html_words(page, study_counts(in->report, coding) ? "\"" : " off\"");
    if (!in->marked[index]) {
        html_words(page, " id=\"m");
        html_number(page, index);
        html_words(page, "\" title=\"");
        html_text(page,
                  study_code_name(&in->report->found.codes[coding->code]));
        put_reason(in, coding, ", ");
        html_words(page, "\"");
        in->marked[index] = true;
    }
    html_words(page, ">");
}

/* Codings run on into later turns of their respondent, over a probe. */
static bool
belongs_here(const walk *in, size_t index)
{
    const study_coding *coding = coding_at(in, index);

    return coding->unit == in->unit ||
           coding_span_equal(coding->respondent,
                             in->report->found.units[in->unit].respondent);
}

static void
put_piece(walk *in, coding_span text)
{
    size_t marks = 0;

    for (size_t i = 0; i < in->active_count && marks < DEEPEST; i++) {
        if (!belongs_here(in, in->active[i]))
            continue;
        open_mark(in, in->active[i]);
        marks++;
    }
    html_text(in->page, text);
    while (marks-- > 0)
        html_words(in->page, "</mark>");
}

static void
close_ended(walk *in, uint64_t at)
{
    size_t kept = 0;

    for (size_t i = 0; i < in->active_count; i++)
        if (coding_at(in, in->active[i])->end > at)
            in->active[kept++] = in->active[i];
    in->active_count = kept;
}

static void
open_coding(walk *in, size_t index)
{
    if (in->page->status == CODING_OK)
        in->page->status =
            BASE_GROW(in->report->context, &in->active, &in->active_capacity,
                      in->active_count + 1);
    if (in->page->status == CODING_OK)
        in->active[in->active_count++] = index;
}

/* Where the next coding of the unit begins or an open one ends. */
static uint64_t
next_cut(const walk *in, size_t next, size_t end, uint64_t limit)
{
    uint64_t cut = limit;

    if (next < end && coding_at(in, next)->start < cut)
        cut = coding_at(in, next)->start;
    for (size_t i = 0; i < in->active_count; i++)
        if (coding_at(in, in->active[i])->end < cut)
            cut = coding_at(in, in->active[i])->end;
    return cut;
}

static void
put_text(walk *in, const study_unit *unit, size_t next, size_t end)
{
    uint64_t at = unit->start, limit = unit->start + utf8_length(unit->text);
    size_t byte = 0;
    bool asks = !coding_span_is(unit->role, "respondent");

    close_ended(in, at);
    html_words(in->page, asks ? "<p class=\"asks" : "<p class=\"said");
    html_words(in->page, unit->speaker.length == 0 ? " lines\" dir=\"auto\">"
                                                   : "\" dir=\"auto\">");
    while (at < limit) {
        coding_span rest = {unit->text.at + byte, unit->text.length - byte};
        uint64_t cut;
        size_t size;

        for (; next < end && coding_at(in, next)->start <= at; next++)
            if (coding_at(in, next)->end > at)
                open_coding(in, next);
        cut = next_cut(in, next, end, limit);
        size = utf8_offset(rest, (size_t)(cut - at));
        put_piece(in, (coding_span){rest.at, size});
        byte += size;
        at = cut;
        close_ended(in, at);
    }
    html_words(in->page, "</p>");
}

static void
put_margin(walk *in, size_t first, size_t end)
{
    html_words(in->page, "<div class=\"margin\">");
    for (size_t i = first; i < end; i++) {
        const study_coding *coding = coding_at(in, i);
        bool counts = study_counts(in->report, coding);

        html_words(in->page, "<a class=\"r");
        html_number(in->page, coding->code);
        html_words(in->page, " t");
        html_number(in->page, study_colour(coding->code));
        html_words(in->page, counts ? "\" href=\"#k" : " off\" href=\"#k");
        html_number(in->page, i);
        if (!in->marked[i]) {
            html_words(in->page, "\" id=\"m");
            html_number(in->page, i);
            in->marked[i] = true;
        }
        html_words(in->page, "\">");
        html_text(in->page,
                  study_code_name(&in->report->found.codes[coding->code]));
        if (!counts) {
            html_words(in->page, " <small>");
            put_reason(in, coding, "");
            html_words(in->page, "</small>");
        }
        html_words(in->page, "</a>");
    }
    html_words(in->page, "</div>");
}

static void
put_unit(walk *in, size_t index)
{
    const study_unit *unit = &in->report->found.units[index];
    size_t shown = study_shown(in->report);
    size_t first = unit->first_coding;
    size_t end = first + unit->codings;

    in->unit = index;
    first = first < shown ? first : shown;
    end = end < shown ? end : shown;
    html_words(in->page, "<div class=\"turn\"><div class=\"who\">");
    html_text(in->page,
              unit->speaker.length > 0 ? unit->speaker : unit->respondent);
    html_words(in->page, " <span>");
    html_number(in->page, unit->number);
    html_words(in->page, "</span>");
    if (unit->time.length > 0) {
        html_words(in->page, " <span>");
        html_text(in->page, unit->time);
        html_words(in->page, "</span>");
    }
    html_words(in->page, "</div>");
    put_text(in, unit, first, end);
    if (first < end)
        put_margin(in, first, end);
    html_words(in->page, "</div>\n");
}

/* The question that a unit's window opens, where it is another than before. */
static void
put_question(walk *in, const study_unit *unit, coding_span *before)
{
    const study *found = &in->report->found;

    if (coding_span_equal(unit->question, *before))
        return;
    *before = unit->question;
    if (unit->question.length == 0)
        return;
    html_words(in->page, "<p class=\"asked\">");
    html_text(in->page, unit->question);
    for (size_t i = 0; i < found->question_count; i++) {
        if (!coding_span_equal(found->questions[i].question, unit->question) ||
            found->questions[i].label.length == 0)
            continue;
        html_words(in->page, ": ");
        html_text(in->page, found->questions[i].label);
        break;
    }
    html_words(in->page, "</p>\n");
}

/* "OS1-R1, organisation OS1, side supplier": if one respondent speaks. */
static void
put_about(walk *in, const study_document *document)
{
    const study *found = &in->report->found;
    coding_span only = {NULL, 0};
    size_t person;

    for (size_t i = 0; i < document->units; i++) {
        coding_span one = found->units[document->first_unit + i].respondent;

        if (one.length == 0 || coding_span_equal(one, only))
            continue;
        if (only.length > 0)
            return;
        only = one;
    }
    person = map_find(&in->report->respondents, only);
    if (only.length == 0 || person == MAP_NONE || person >= found->person_count)
        return;
    html_words(in->page, "<p class=\"note\">");
    html_text(in->page, only);
    if (found->people[person].about.length > 0) {
        html_words(in->page, ": ");
        html_text(in->page, found->people[person].about);
    }
    html_words(in->page, "</p>\n");
}

static void
put_document(walk *in, size_t number)
{
    const study_document *document = &in->report->found.documents[number];
    coding_span question = {NULL, 0};

    html_words(in->page, "<section class=\"text\"><h3 id=\"d");
    html_number(in->page, number);
    html_words(in->page, "\">");
    html_text(in->page, document->name);
    html_words(in->page, "</h3>\n");
    put_about(in, document);
    portrait_lanes(in->report, number, in->page);
    html_words(in->page, "<div");
    html_language(in->report, in->page);
    html_words(in->page, ">\n");
    in->active_count = 0;
    for (size_t i = 0; i < document->units; i++) {
        put_question(in, &in->report->found.units[document->first_unit + i],
                     &question);
        put_unit(in, document->first_unit + i);
    }
    html_words(in->page, "</div></section>\n");
}

void
transcript_all(const coding_report *report, buffer *page)
{
    walk in = {.report = report, .page = page};

    if (page->status == CODING_OK)
        page->status = base_alloc(
            report->context, report->found.coding_count * sizeof *in.marked,
            (void **)(void *)&in.marked);
    if (page->status == CODING_OK)
        for (size_t i = 0; i < report->found.document_count; i++)
            put_document(&in, i);
    base_free(report->context, in.marked);
    base_free(report->context, in.active);
}
