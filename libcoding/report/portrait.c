/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Portraits: where in a document the coded passages stand. All documents as
   strips, in which a code is a colour and a height; one document as lanes, a
   named line a code. */
#include "base/memory.h"
#include "report/study.h"
#include "report/svg.h"

enum {
    STRIP = 18,  /* a document's row */
    TALL = 12,   /* of it drawn on */
    COLOURS = 8, /* told apart by colour, */
    KEYED = 24,  /* with height by colour and height */
    MOST = 100,  /* documents */
    LANE = 16,   /* a code's row */
    MOST_LANES = 40,
    PLACES = SVG_WIDTH - SVG_NAMES - 10
};

static bool
has_portraits(const coding_report *report, size_t at, coding_span *table)
{
    *table = (coding_span){NULL, 0};
    return at == 0 && report->found.coding_count > 0;
}

/* Upright strokes at the codings of one code, as one path. A code beyond the
   keyed ones is drawn with all such codes when `code` is KEYED. */
static void
put_strokes(const study *found, const study_document *document, size_t code,
            double top, buffer *page)
{
    size_t height = code < KEYED ? code / COLOURS : 0;
    double unit = document->length > 0 ? PLACES / (double)document->length : 0;
    bool open = false;

    for (size_t i = 0; i < document->codings; i++) {
        const study_coding *coding =
            &found->codings[document->first_coding + i];

        if (code < KEYED ? coding->code != code : coding->code < KEYED)
            continue;
        if (!open) {
            html_words(page, "<path fill=\"none\" stroke-width=\"2\" "
                             "stroke=\"");
            html_words(page, code < KEYED ? svg_colour(study_colour(code))
                                          : "#6E6E6E");
            html_words(page, "\" d=\"");
            open = true;
        }
        buffer_add_byte(page, 'M');
        html_decimal(page, SVG_NAMES + (double)coding->start * unit, 1);
        buffer_add_byte(page, ' ');
        html_decimal(page, top + (height == 2 ? TALL / 2.0 : 0), 0);
        html_words(page, height == 0 ? "v12" : "v6");
    }
    if (!open)
        return;
    html_words(page, "\"><title>");
    html_text(page, code < KEYED ? study_code_name(&found->codes[code])
                                 : coding_span_of("other codes"));
    html_words(page, "</title></path>\n");
}

static void
put_strip(const study *found, const study_document *document, double top,
          buffer *page)
{
    svg_name(page, top + 11, document->name);
    svg_rectangle(page, (const double[]){SVG_NAMES, top, PLACES, TALL},
                  " fill=\"none\" stroke=\"currentColor\" "
                  "stroke-opacity=\"0.3\"");
    for (size_t code = 0; code <= KEYED; code++)
        if (code == KEYED || code < found->code_count)
            put_strokes(found, document, code, top, page);
}

/* What each stroke means, three to a line. */
static void
put_key(const study *found, double top, buffer *page)
{
    size_t place = 0, last;

    for (size_t code = 0; code < found->code_count && code < KEYED; code++) {
        size_t line = place / 3, height = code / COLOURS;
        double x = 12 + (double)(place % 3) * (SVG_WIDTH / 3.0);
        double y = top + (double)line * STRIP;

        if (found->codes[code].mentions == 0)
            continue;
        html_words(page, "<path stroke-width=\"3\" stroke=\"");
        html_words(page, svg_colour(study_colour(code)));
        html_words(page, "\" d=\"M");
        html_decimal(page, x, 1);
        buffer_add_byte(page, ' ');
        html_decimal(page, y + (height == 2 ? TALL / 2.0 : 0), 0);
        html_words(page, height == 0 ? "v12\"/>" : "v6\"/>");
        svg_cut_text(page, x + 8, y + 11, "start",
                     study_code_name(&found->codes[code]), SVG_NAME_POINTS);
        place++;
    }
    last = place / 3;
    if (found->code_count > KEYED)
        svg_words(page, 12 + (double)(place % 3) * (SVG_WIDTH / 3.0),
                  top + (double)last * STRIP + 11, "start",
                  "grey: further codes");
}

static size_t
key_lines(const study *found)
{
    size_t keys = found->code_count > KEYED;

    for (size_t code = 0; code < found->code_count && code < KEYED; code++)
        keys += found->codes[code].mentions > 0;
    return (keys + 2) / 3;
}

static void
draw_portraits(const coding_report *report, coding_span table, buffer *page)
{
    const study *found = &report->found;
    size_t shown = found->document_count < MOST ? found->document_count : MOST;
    double top = 4;

    (void)table; /* there is one chart of this kind */
    svg_open(page,
             (double)(shown + key_lines(found)) * STRIP + 20 +
                 (shown < found->document_count ? STRIP : 0),
             coding_span_of("Where in each document the coded passages stand"));
    for (size_t i = 0; i < shown; i++, top += STRIP)
        put_strip(found, &found->documents[i], top, page);
    if (shown < found->document_count) {
        buffer rest;

        buffer_init(&rest, page->context);
        buffer_add_text(&rest, "and ");
        buffer_add_unsigned(&rest, found->document_count - shown);
        buffer_add_text(&rest, " further documents");
        svg_text(page, SVG_NAMES, top + 11, "start", buffer_span(&rest));
        buffer_free(&rest);
        top += STRIP;
    }
    put_key(found, top + 10, page);
    svg_close(page);
}

const chart *
chart_portraits(void)
{
    static const chart kind = {"portraits",
                               "One strip a document from its first word to "
                               "its last, one stroke a coded "
                               "passage. Each transcript below opens with the "
                               "same, a named line a code.",
                               has_portraits, draw_portraits};

    return &kind;
}

static void
put_lane(const study *found, const study_document *document, size_t code,
         double top, buffer *page)
{
    double unit = document->length > 0 ? PLACES / (double)document->length : 0;

    svg_name(page, top + 11, study_code_name(&found->codes[code]));
    svg_line(page,
             (const double[]){SVG_NAMES, top + 8, SVG_NAMES + PLACES, top + 8},
             " stroke-opacity=\"0.25\"");
    html_words(page, "<path fill=\"none\" stroke-width=\"3\" stroke=\"");
    html_words(page, svg_colour(study_colour(code)));
    html_words(page, "\" d=\"");
    for (size_t i = 0; i < document->codings; i++) {
        const study_coding *coding =
            &found->codings[document->first_coding + i];

        if (coding->code != code)
            continue;
        buffer_add_byte(page, 'M');
        html_decimal(page, SVG_NAMES + (double)coding->start * unit, 1);
        buffer_add_byte(page, ' ');
        html_decimal(page, top + 2, 0);
        html_words(page, "v12");
    }
    html_words(page, "\"/>\n");
}

void
portrait_lanes(const coding_report *report, size_t number, buffer *page)
{
    const study *found = &report->found;
    const study_document *document = &found->documents[number];
    size_t *codings = NULL;
    size_t lanes = 0;
    double top = 2;

    if (page->status == CODING_OK)
        page->status =
            base_alloc(report->context, found->code_count * sizeof *codings,
                       (void **)(void *)&codings);
    if (page->status != CODING_OK)
        return;
    for (size_t i = 0; i < document->codings; i++)
        lanes +=
            codings[found->codings[document->first_coding + i].code]++ == 0;
    if (lanes > 0 && lanes <= MOST_LANES) {
        buffer title;

        buffer_init(&title, report->context);
        buffer_add_text(&title, "Where the codes stand in ");
        buffer_add(&title, document->name);
        html_words(page, "<div class=\"lanes\">");
        svg_open(page, (double)lanes * LANE + 6, buffer_span(&title));
        for (size_t code = 0; code < found->code_count; code++) {
            if (codings[code] == 0)
                continue;
            put_lane(found, document, code, top, page);
            top += LANE;
        }
        svg_close(page);
        html_words(page, "</div>\n");
        buffer_free(&title);
    }
    base_free(report->context, codings);
}
