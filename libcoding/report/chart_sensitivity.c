/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How many codes pass each threshold, and how many would by chance. */
#include <math.h>

#include "report/study.h"
#include "report/svg.h"

enum { HEIGHT = 220, LEFT = 40, WIDE = 470, MOST_POINTS = 24 };

typedef struct {
    const study *found;
    coding_span table;
    double across, up; /* pixels a respondent, a code */
    buffer *page;
} plot;

static bool
has_sensitivity(const coding_report *report, size_t at, coding_span *table)
{
    return study_find_table(report, at, STUDY_THRESHOLD_ROW, table);
}

static bool
is_point(const plot *in, size_t index)
{
    return study_is_of(&in->found->counts[index], STUDY_THRESHOLD_ROW,
                       in->table);
}

static void
put_curve(const plot *in, bool expected)
{
    html_words(in->page, "<polyline fill=\"none\" stroke=\"currentColor\" "
                         "stroke-width=\"2\"");
    html_words(in->page,
               expected ? " stroke-dasharray=\"6 4\" points=\"" : " points=\"");
    for (size_t i = 0; i < in->found->count_count; i++) {
        const study_count *row = &in->found->counts[i];
        double height = expected ? row->expected : row->passing;

        if (!is_point(in, i) || !isfinite(height))
            continue;
        html_decimal(in->page, LEFT + row->threshold * in->across, 1);
        buffer_add_byte(in->page, ',');
        html_decimal(in->page, SVG_TOP + HEIGHT - height * in->up, 1);
        buffer_add_byte(in->page, ' ');
    }
    html_words(in->page, "\"/>\n");
}

/* Every threshold below the axis, the number of codes over its point; every
   k-th where they are many. */
static void
put_figures(const plot *in, size_t points)
{
    size_t step = points / MOST_POINTS + 1, seen = 0;
    buffer label;

    buffer_init(&label, in->page->context);
    for (size_t i = 0; i < in->found->count_count; i++) {
        const study_count *row = &in->found->counts[i];
        double x = LEFT + row->threshold * in->across;

        if (!is_point(in, i) || seen++ % step != 0)
            continue;
        buffer_reset(&label);
        html_decimal(&label, row->threshold, 0);
        svg_text(in->page, x, SVG_TOP + HEIGHT + 18, "middle",
                 buffer_span(&label));
        buffer_reset(&label);
        html_decimal(&label, row->passing, 0);
        svg_text(in->page, x + 4, SVG_TOP + HEIGHT - row->passing * in->up - 6,
                 "start", buffer_span(&label));
    }
    buffer_free(&label);
}

static size_t
measure(plot *in, double *chosen)
{
    double most = 1, far = 1;
    size_t points = 0;

    for (size_t i = 0; i < in->found->count_count; i++) {
        const study_count *row = &in->found->counts[i];

        if (!is_point(in, i))
            continue;
        if (points++ == 0)
            *chosen = study_threshold(in->found, row->facet);
        far = fmax(far, row->threshold);
        most = fmax(most, row->passing);
        if (isfinite(row->expected))
            most = fmax(most, row->expected);
    }
    in->across = WIDE / far;
    in->up = (HEIGHT - 20) / most;
    return points;
}

static void
draw_sensitivity(const coding_report *report, coding_span table, buffer *page)
{
    plot in = {&report->found, table, 0, 0, page};
    double chosen = 0;
    size_t points = measure(&in, &chosen);

    svg_open(page, SVG_TOP + HEIGHT + 46,
             coding_span_of("Codes that reach each threshold: observed, and "
                            "expected by chance"));
    svg_words(page, LEFT, 16, "start",
              "codes (solid: observed; dashed: expected by chance)");
    svg_line(page, (const double[]){LEFT, SVG_TOP, LEFT, SVG_TOP + HEIGHT}, "");
    svg_line(page,
             (const double[]){LEFT, SVG_TOP + HEIGHT, LEFT + WIDE + 30,
                              SVG_TOP + HEIGHT},
             "");
    if (chosen > 0 && chosen * in.across <= WIDE)
        svg_line(page,
                 (const double[]){LEFT + chosen * in.across, SVG_TOP,
                                  LEFT + chosen * in.across, SVG_TOP + HEIGHT},
                 " stroke-opacity=\"0.4\"");
    put_curve(&in, false);
    put_curve(&in, true);
    put_figures(&in, points);
    svg_words(page, LEFT + WIDE / 2.0, SVG_TOP + HEIGHT + 38, "middle",
              "threshold: at least so many respondents");
    svg_close(page);
}

const chart *
chart_sensitivity(void)
{
    static const chart kind = {
        "sensitivity",
        "How many codes reach each threshold, and how many would if "
        "respondents "
        "named codes at random. The upright line is the threshold in use.",
        has_sensitivity, draw_sensitivity};

    return &kind;
}
