/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Document portraits: one strip a document, one tick a coding, at its place
   in the text. */
#include "report/study.h"

enum { NAME_WIDTH = 150, STRIP_WIDTH = 500, STRIP_HEIGHT = 18, MOST = 100 };

static const char *const ink[] = {"#0072B2", "#D55E00", "#009E73", "#CC79A7",
                                  "#56B4E9", "#E69F00", "#8A7A00", "#6E6E6E"};

static void
ticks(const coding_report *report, const study_document *document, size_t top,
      buffer *page)
{
    const study *found = &report->found;
    double unit =
        document->length > 0 ? STRIP_WIDTH / (double)document->length : 0;

    for (size_t i = 0; i < document->codings; i++) {
        const study_coding *coding =
            &found->codings[document->first_coding + i];
        double width = (double)(coding->end - coding->start) * unit;

        html_words(page, "<rect fill=\"");
        html_words(page, ink[study_colour(coding->code)]);
        html_words(page, "\" x=\"");
        html_decimal(page, NAME_WIDTH + (double)coding->start * unit, 1);
        html_words(page, "\" y=\"");
        html_number(page, top);
        html_words(page, "\" width=\"");
        html_decimal(page, width < 1.5 ? 1.5 : width, 1);
        html_words(page, "\" height=\"12\"><title>");
        html_text(page, study_code_name(&found->codes[coding->code]));
        html_words(page, "</title></rect>\n");
    }
}

void
portrait_chart(const coding_report *report, buffer *page)
{
    const study *found = &report->found;
    size_t shown = found->document_count < MOST ? found->document_count : MOST;

    html_words(page, "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" "
                     "aria-label=\"Where in each document the coded passages "
                     "stand\" font-family=\"system-ui,sans-serif\" "
                     "font-size=\"12\" fill=\"currentColor\" viewBox=\"0 0 ");
    html_number(page, NAME_WIDTH + STRIP_WIDTH + 10);
    buffer_add_byte(page, ' ');
    html_number(page, shown * STRIP_HEIGHT + 10);
    html_words(page, "\">\n");
    for (size_t i = 0; i < shown; i++) {
        size_t top = i * STRIP_HEIGHT + 4;

        html_words(page, "<text text-anchor=\"end\" x=\"142\" y=\"");
        html_number(page, top + 11);
        html_words(page, "\">");
        html_text(page, found->documents[i].name);
        html_words(page, "</text><rect fill=\"none\" stroke=\"currentColor\" "
                         "stroke-opacity=\"0.4\" x=\"150\" width=\"500\" "
                         "height=\"12\" y=\"");
        html_number(page, top);
        html_words(page, "\"/>\n");
        ticks(report, &found->documents[i], top, page);
    }
    html_words(page, "</svg>\n");
}
