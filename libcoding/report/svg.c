/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Shapes of the charts. See report/svg.h. */
#include "report/svg.h"

#include "base/utf8.h"
#include "report/study.h"

void
svg_at(buffer *page, const char *name, double at)
{
    buffer_add_byte(page, ' ');
    buffer_add_text(page, name);
    buffer_add_text(page, "=\"");
    html_decimal(page, at, 1);
    buffer_add_byte(page, '"');
}

void
svg_open(buffer *page, double height, coding_span title)
{
    html_words(page, "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" "
                     "viewBox=\"0 0 ");
    html_decimal(page, SVG_WIDTH, 0);
    buffer_add_byte(page, ' ');
    html_decimal(page, height, 0);
    html_words(page, "\" font-family=\"system-ui,sans-serif\" "
                     "font-size=\"13\" fill=\"currentColor\"");
    html_attribute(page, "aria-label", title);
    html_words(page, "><title>");
    html_text(page, title);
    html_words(page, "</title>\n");
}

void
svg_close(buffer *page)
{
    html_words(page, "</svg>\n");
}

void
svg_line(buffer *page, const double from_to[4], const char *style)
{
    html_words(page, "<line stroke=\"currentColor\"");
    svg_at(page, "x1", from_to[0]);
    svg_at(page, "y1", from_to[1]);
    svg_at(page, "x2", from_to[2]);
    svg_at(page, "y2", from_to[3]);
    html_words(page, style);
    html_words(page, "/>\n");
}

void
svg_rectangle(buffer *page, const double x_y_width_height[4], const char *style)
{
    html_words(page, "<rect");
    svg_at(page, "x", x_y_width_height[0]);
    svg_at(page, "y", x_y_width_height[1]);
    svg_at(page, "width", x_y_width_height[2]);
    svg_at(page, "height", x_y_width_height[3]);
    html_words(page, style);
    html_words(page, "/>\n");
}

static void
open_text(buffer *page, double x, double y, const char *anchor)
{
    html_words(page, "<text");
    svg_at(page, "x", x);
    svg_at(page, "y", y);
    html_attribute(page, "text-anchor", coding_span_of(anchor));
    buffer_add_byte(page, '>');
}

void
svg_text(buffer *page, double x, double y, const char *anchor, coding_span text)
{
    open_text(page, x, y, anchor);
    html_text(page, text);
    html_words(page, "</text>\n");
}

void
svg_words(buffer *page, double x, double y, const char *anchor,
          const char *words)
{
    svg_text(page, x, y, anchor, coding_span_of(words));
}

void
svg_cut_text(buffer *page, double x, double y, const char *anchor,
             coding_span text, size_t points)
{
    size_t end = utf8_offset(text, points);

    if (end == text.length) {
        svg_text(page, x, y, anchor, text);
        return;
    }
    open_text(page, x, y, anchor);
    html_text(page, (coding_span){text.at, utf8_offset(text, points - 1)});
    html_words(page, "\xE2\x80\xA6<title>");
    html_text(page, text);
    html_words(page, "</title></text>\n");
}

void
svg_name(buffer *page, double y, coding_span name)
{
    svg_cut_text(page, SVG_NAMES - 8, y, "end", name, SVG_NAME_POINTS);
}

const char *
svg_colour(unsigned index)
{
    static const char *const colours[] = {"#0072B2", "#D55E00", "#009E73",
                                          "#CC79A7", "#56B4E9", "#E69F00",
                                          "#8A7A00", "#6E6E6E"};

    return colours[index % (sizeof colours / sizeof *colours)];
}
