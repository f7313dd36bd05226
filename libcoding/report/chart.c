/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Charts as SVG: respondents a code with limits and the threshold, and how
   many codes pass each threshold. Lines and words carry the meaning, colour
   only helps; `currentColor` makes a chart follow light and dark. */
#include <math.h>

#include "base/utf8.h"
#include "report/study.h"

enum {
    LABEL_WIDTH = 170,
    PLOT_WIDTH = 470,
    LABEL_POINTS = 24,
    BAR_HEIGHT = 22,
    TOP = 34,
    BOTTOM = 30,
    CURVE_HEIGHT = 220
};

/* Rows of the first tally table: those with a code, a base and no group. */
static bool
is_tally_row(const coding_report *report, size_t index)
{
    const study_count *row = &report->found.counts[index];

    return row->code.length > 0 && row->group.length == 0 &&
           !isnan(row->respondents) &&
           coding_span_equal(row->facet, report->found.counts[0].facet);
}

bool
chart_has_tally(const coding_report *report)
{
    for (size_t i = 0; i < report->found.count_count; i++)
        if (is_tally_row(report, i))
            return true;
    return false;
}

static void
put_position(buffer *page, const char *name, double at)
{
    buffer_add_byte(page, ' ');
    buffer_add_text(page, name);
    buffer_add_text(page, "=\"");
    html_decimal(page, at, 1);
    buffer_add_byte(page, '"');
}

static void
open_svg(buffer *page, double width, double height, const char *title)
{
    html_words(page, "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" "
                     "viewBox=\"0 0 ");
    html_decimal(page, width, 0);
    buffer_add_byte(page, ' ');
    html_decimal(page, height, 0);
    html_words(page, "\" font-family=\"system-ui,sans-serif\" "
                     "font-size=\"13\" fill=\"currentColor\"");
    html_attribute(page, "aria-label", coding_span_of(title));
    html_words(page, "><title>");
    html_text(page, coding_span_of(title));
    html_words(page, "</title>\n");
}

static void
line(buffer *page, double x1, double y1, double x2, double y2)
{
    html_words(page, "<line stroke=\"currentColor\"");
    put_position(page, "x1", x1);
    put_position(page, "y1", y1);
    put_position(page, "x2", x2);
    put_position(page, "y2", y2);
}

static void
words(buffer *page, double x, double y, const char *anchor, coding_span text)
{
    html_words(page, "<text");
    put_position(page, "x", x);
    put_position(page, "y", y);
    html_attribute(page, "text-anchor", coding_span_of(anchor));
    buffer_add_byte(page, '>');
    html_text(page, text);
    html_words(page, "</text>\n");
}

/* A label that fits its column: at most LABEL_POINTS code points. */
static void
put_label(const study_count *row, double y, buffer *page)
{
    coding_span label = row->label.length > 0 ? row->label : row->code;
    buffer cut;

    if (utf8_length(label) <= LABEL_POINTS) {
        words(page, LABEL_WIDTH - 8, y, "end", label);
        return;
    }
    buffer_init(&cut, page->context);
    buffer_add(&cut,
               (coding_span){label.at, utf8_offset(label, LABEL_POINTS - 1)});
    buffer_add_text(&cut, "\xE2\x80\xA6");
    words(page, LABEL_WIDTH - 8, y, "end", buffer_span(&cut));
    buffer_free(&cut);
}

static void
bar(const study_count *row, double y, double unit, buffer *page)
{
    double low = LABEL_WIDTH + row->low / 100 * row->base * unit;
    double high = LABEL_WIDTH + row->high / 100 * row->base * unit;
    double middle = y + BAR_HEIGHT / 2.0 - 2;
    buffer label;

    put_label(row, y + 14, page);
    html_words(page, row->dominant ? "<rect fill=\"#0072B2\""
                                   : "<rect fill=\"none\" stroke=\"#0072B2\" "
                                     "stroke-dasharray=\"3 2\"");
    put_position(page, "x", LABEL_WIDTH);
    put_position(page, "y", y);
    put_position(page, "width", row->respondents * unit);
    put_position(page, "height", BAR_HEIGHT - 4);
    html_words(page, "/>\n");
    if (!isnan(low) && !isnan(high)) {
        line(page, low, middle, high, middle);
        html_words(page, " stroke-width=\"1.5\"/>\n");
    }
    buffer_init(&label, page->context);
    html_decimal(&label, row->respondents, 0);
    words(page, LABEL_WIDTH + PLOT_WIDTH + 8, y + 14, "start",
          buffer_span(&label));
    buffer_free(&label);
}

/* The least count of a dominant code is where the threshold line stands. */
static double
threshold(const coding_report *report)
{
    double least = (double)INFINITY;

    for (size_t i = 0; i < report->found.count_count; i++)
        if (is_tally_row(report, i) && report->found.counts[i].dominant &&
            report->found.counts[i].respondents < least)
            least = report->found.counts[i].respondents;
    return least;
}

void
chart_tally(const coding_report *report, buffer *page)
{
    double base = 1, unit, y = TOP, rule = threshold(report);
    size_t rows = 0;

    for (size_t i = 0; i < report->found.count_count; i++) {
        if (!is_tally_row(report, i))
            continue;
        rows++;
        base = fmax(base, fmax(report->found.counts[i].base,
                               report->found.counts[i].respondents));
    }
    unit = PLOT_WIDTH / base;
    open_svg(page, LABEL_WIDTH + PLOT_WIDTH + 60,
             TOP + (double)rows * BAR_HEIGHT + BOTTOM,
             "Respondents who name each code, with 95% limits; filled bars are "
             "dominant");
    words(page, LABEL_WIDTH, 18, "start",
          coding_span_of("respondents (line: 95% limits; filled: dominant)"));
    for (size_t i = 0; i < report->found.count_count; i++) {
        if (!is_tally_row(report, i))
            continue;
        bar(&report->found.counts[i], y, unit, page);
        y += BAR_HEIGHT;
    }
    line(page, LABEL_WIDTH, TOP - 6, LABEL_WIDTH, y);
    html_words(page, "/>\n");
    if (isfinite(rule)) {
        double x = LABEL_WIDTH + (rule - 0.5) * unit;

        line(page, x, TOP - 6, x, y);
        html_words(page, " stroke-dasharray=\"6 3\"/>\n");
        words(page, x, y + 18, "middle", coding_span_of("threshold"));
    }
    html_words(page, "</svg>\n");
}

static bool
is_sensitivity_row(const study_count *row)
{
    return !isnan(row->threshold) && !isnan(row->passing);
}

bool
chart_has_sensitivity(const coding_report *report)
{
    size_t points = 0;

    for (size_t i = 0; i < report->found.count_count; i++)
        points += is_sensitivity_row(&report->found.counts[i]);
    return points > 1;
}

/* One polyline over the sensitivity rows: observed codes or expected ones. */
static void
curve(const coding_report *report, bool expected, double across, double up,
      buffer *page)
{
    html_words(page, "<polyline fill=\"none\" stroke=\"currentColor\" "
                     "stroke-width=\"2\"");
    html_words(page,
               expected ? " stroke-dasharray=\"6 4\" points=\"" : " points=\"");
    for (size_t i = 0; i < report->found.count_count; i++) {
        const study_count *row = &report->found.counts[i];
        double height = expected ? row->expected : row->passing;

        if (!is_sensitivity_row(row) || isnan(height))
            continue;
        html_decimal(page, LABEL_WIDTH + row->threshold * across, 1);
        buffer_add_byte(page, ',');
        html_decimal(page, TOP + CURVE_HEIGHT - height * up, 1);
        buffer_add_byte(page, ' ');
    }
    html_words(page, "\"/>\n");
}

static void
point_labels(const coding_report *report, double across, double up,
             buffer *page)
{
    buffer label;

    buffer_init(&label, page->context);
    for (size_t i = 0; i < report->found.count_count; i++) {
        const study_count *row = &report->found.counts[i];
        double x = LABEL_WIDTH + row->threshold * across;

        if (!is_sensitivity_row(row))
            continue;
        buffer_reset(&label);
        html_decimal(&label, row->threshold, 0);
        words(page, x, TOP + CURVE_HEIGHT + 18, "middle", buffer_span(&label));
        buffer_reset(&label);
        html_decimal(&label, row->passing, 0);
        words(page, x + 4, TOP + CURVE_HEIGHT - row->passing * up - 6, "start",
              buffer_span(&label));
    }
    buffer_free(&label);
}

void
chart_sensitivity(const coding_report *report, buffer *page)
{
    double most = 1, far = 1;

    for (size_t i = 0; i < report->found.count_count; i++) {
        const study_count *row = &report->found.counts[i];

        if (!is_sensitivity_row(row))
            continue;
        far = fmax(far, row->threshold);
        most = fmax(most, row->passing);
        if (!isnan(row->expected))
            most = fmax(most, row->expected);
    }
    open_svg(page, LABEL_WIDTH + PLOT_WIDTH + 60, TOP + CURVE_HEIGHT + 46,
             "Codes that reach each threshold: observed, and expected by "
             "chance");
    words(page, LABEL_WIDTH, 18, "start",
          coding_span_of("codes that reach the threshold (solid: observed; "
                         "dashed: expected by chance)"));
    line(page, LABEL_WIDTH, TOP, LABEL_WIDTH, TOP + CURVE_HEIGHT);
    html_words(page, "/>\n");
    line(page, LABEL_WIDTH, TOP + CURVE_HEIGHT, LABEL_WIDTH + PLOT_WIDTH + 40,
         TOP + CURVE_HEIGHT);
    html_words(page, "/>\n");
    curve(report, false, PLOT_WIDTH / far, (CURVE_HEIGHT - 20) / most, page);
    curve(report, true, PLOT_WIDTH / far, (CURVE_HEIGHT - 20) / most, page);
    point_labels(report, PLOT_WIDTH / far, (CURVE_HEIGHT - 20) / most, page);
    words(page, LABEL_WIDTH + PLOT_WIDTH / 2.0, TOP + CURVE_HEIGHT + 38,
          "middle", coding_span_of("threshold (respondents)"));
    html_words(page, "</svg>\n");
}
