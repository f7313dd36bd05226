/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The transcripts: turns with their codings as nested marks. Where spans
   overlap they are cut at every boundary; the first piece of a coding carries
   its id, so that there are exactly as many ids as codings. */
#include <string.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "report/study.h"

/* The codings that touch one unit, by number; on the stack of a unit. */
enum { MOST_IN_UNIT = 256 };
typedef struct {
    size_t which[MOST_IN_UNIT];
    size_t count;
    size_t beyond; /* codings that had no place */
} touching;

static void
collect(const coding_report *report, size_t unit_index, touching *out)
{
    const study *found = &report->found;
    const study_unit *unit = &found->units[unit_index];
    const study_document *document = &found->documents[unit->document];
    size_t shown = study_shown(report);

    *out = (touching){.count = 0};
    for (size_t i = 0; i < document->codings; i++) {
        size_t index = document->first_coding + i;
        const study_coding *coding = &found->codings[index];
        bool starts = coding->unit == unit_index;
        bool runs_in = coding->unit < unit_index && coding->start < unit->end &&
                       coding->end > unit->start &&
                       coding_span_equal(coding->respondent, unit->respondent);

        if (index >= shown || (!starts && !runs_in))
            continue;
        if (out->count < MOST_IN_UNIT)
            out->which[out->count++] = index;
        else
            out->beyond++;
    }
}

/* The next place after `from` where a coding of the unit begins or ends. */
static uint64_t
next_cut(const coding_report *report, const touching *codings, uint64_t from,
         uint64_t end)
{
    uint64_t cut = end;

    for (size_t i = 0; i < codings->count; i++) {
        const study_coding *coding = &report->found.codings[codings->which[i]];

        if (coding->start > from && coding->start < cut)
            cut = coding->start;
        if (coding->end > from && coding->end < cut)
            cut = coding->end;
    }
    return cut;
}

static void
open_mark(const coding_report *report, size_t index, bool first, buffer *page)
{
    const study_coding *coding = &report->found.codings[index];
    const study_code *code = &report->found.codes[coding->code];
    bool off =
        coding->counted.length > 0 && !coding_span_is(coding->counted, "1");

    html_words(page, "<mark class=\"c");
    html_number(page, coding->code);
    html_words(page, " t");
    html_number(page, study_colour(coding->code));
    html_words(page, off ? " off\"" : "\"");
    if (first) {
        html_words(page, " id=\"m");
        html_number(page, index);
        html_words(page, "\"");
    }
    html_words(page, " title=\"");
    html_text(page, study_code_name(code));
    if (!coding_span_is(coding->polarity, "affirmed") &&
        coding->polarity.length > 0) {
        html_words(page, ", ");
        html_text(page, coding->polarity);
    }
    html_words(page, "\">");
}

/* The unit's text from code point `from` to `to`, inside its marks. */
static void
put_piece(const coding_report *report, const study_unit *unit,
          const touching *codings, uint64_t from, uint64_t to, buffer *page)
{
    size_t begin = utf8_offset(unit->text, (size_t)(from - unit->start));
    size_t end = utf8_offset(unit->text, (size_t)(to - unit->start));
    size_t open = 0;

    for (size_t i = 0; i < codings->count; i++) {
        const study_coding *coding = &report->found.codings[codings->which[i]];

        if (coding->start > from || coding->end < to)
            continue;
        open_mark(report, codings->which[i], coding->start == from, page);
        open++;
    }
    html_text(page, (coding_span){unit->text.at + begin, end - begin});
    while (open-- > 0)
        html_words(page, "</mark>");
}

static void
put_margin(const coding_report *report, size_t unit_index,
           const touching *codings, buffer *page)
{
    html_words(page, "<div class=\"margin\">");
    for (size_t i = 0; i < codings->count; i++) {
        const study_coding *coding = &report->found.codings[codings->which[i]];

        if (coding->unit != unit_index)
            continue;
        html_words(page, "<a class=\"r");
        html_number(page, coding->code);
        html_words(page, "\" href=\"#k");
        html_number(page, codings->which[i]);
        html_words(page, "\">");
        html_text(page, study_code_name(&report->found.codes[coding->code]));
        html_words(page, "</a>");
    }
    if (codings->beyond > 0) {
        html_words(page, "<span>and ");
        html_number(page, codings->beyond);
        html_words(page, " more</span>");
    }
    html_words(page, "</div>");
}

static void
put_unit(const coding_report *report, size_t index, buffer *page)
{
    const study_unit *unit = &report->found.units[index];
    uint64_t end = unit->start + utf8_length(unit->text);
    uint64_t at = unit->start;
    touching codings;

    collect(report, index, &codings);
    html_words(page, coding_span_is(unit->role, "respondent")
                         ? "<div class=\"turn\">"
                         : "<div class=\"turn asks\">");
    html_words(page, "<div class=\"who\">");
    html_text(page,
              unit->speaker.length > 0 ? unit->speaker : unit->respondent);
    html_words(page, "<br>");
    html_number(page, unit->number);
    html_words(page, "</div><p>");
    while (at < end) {
        uint64_t cut = next_cut(report, &codings, at, end);

        put_piece(report, unit, &codings, at, cut, page);
        at = cut;
    }
    html_words(page, "</p>");
    put_margin(report, index, &codings, page);
    html_words(page, "</div>\n");
}

void
transcript_all(const coding_report *report, buffer *page)
{
    const study *found = &report->found;

    for (size_t d = 0; d < found->document_count; d++) {
        const study_document *document = &found->documents[d];

        html_words(page, "<section><h3 id=\"d");
        html_number(page, d);
        html_words(page, "\">");
        html_text(page, document->name);
        html_words(page, "</h3>\n");
        for (size_t i = 0; i < document->units; i++)
            put_unit(report, document->first_unit + i, page);
        html_words(page, "</section>\n");
    }
}
