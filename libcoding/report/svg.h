/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The few shapes that charts are made of. Lines and words are drawn in
   currentColor, so that a chart follows light and dark. */
#ifndef REPORT_SVG_H
#define REPORT_SVG_H

#include <coding/span.h>

#include "base/buffer.h"

/* All charts share one grid: names at the left, the plot, figures behind. */
enum {
    SVG_NAMES = 172,
    SVG_PLOT = 306,
    SVG_WIDTH = 570,
    SVG_ROW = 22,
    SVG_TOP = 30,
    SVG_NAME_POINTS = 22
};

/* title is read aloud and stands as the picture's text. */
void svg_open(buffer *page, double height, coding_span title);
void svg_close(buffer *page);
/* " name=\"12.5\"" */
void svg_at(buffer *page, const char *name, double at);
/* style: further attributes as they stand in the file, or "". */
void svg_line(buffer *page, const double from_to[4], const char *style);
void svg_rectangle(buffer *page, const double x_y_width_height[4],
                   const char *style);
void svg_text(buffer *page, double x, double y, const char *anchor,
              coding_span text);
/* A text cut to `points` code points, the whole of it on pointing there. */
void svg_cut_text(buffer *page, double x, double y, const char *anchor,
                  coding_span text, size_t points);
void svg_name(buffer *page, double y, coding_span name);
void svg_words(buffer *page, double x, double y, const char *anchor,
               const char *words);

/* The line colour of a code, 0 to 7: Okabe and Ito's. */
const char *svg_colour(unsigned index);

#endif
