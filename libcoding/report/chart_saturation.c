/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Codes so far and new codes, interview by interview, with the band of random
   orders; of groups one line a level. See saturate(1). */
#include <math.h>

#include "report/study.h"
#include "report/svg.h"

enum { HEIGHT = 220, LEFT = 40, WIDE = 470, MOST_POINTS = 24 };

/* Interviews from..to of one table and level. */
typedef struct {
    const study_interview *rows;
    size_t count;
} curve;

typedef struct {
    double across, up; /* pixels an interview, a code */
    buffer *page;
} plot;

/* The curve that begins with row `at`. */
static curve
curve_at(const study *found, size_t at)
{
    curve found_curve = {&found->interviews[at], 1};

    while (at + found_curve.count < found->interview_count &&
           coding_span_equal(found_curve.rows->table,
                             found_curve.rows[found_curve.count].table) &&
           coding_span_equal(found_curve.rows->group,
                             found_curve.rows[found_curve.count].group))
        found_curve.count++;
    return found_curve;
}

/* Levels of one table stand together and make one chart. */
static bool
has_saturation(const coding_report *report, size_t at, coding_span *table)
{
    const study *found = &report->found;

    for (size_t i = 0; i < found->interview_count; i++) {
        if (i > 0 && coding_span_equal(found->interviews[i].table,
                                       found->interviews[i - 1].table))
            continue;
        if (at-- > 0)
            continue;
        *table = found->interviews[i].table;
        return true;
    }
    return false;
}

static double
x_of(const plot *in, size_t i)
{
    return LEFT + ((double)i + 0.5) * in->across;
}

static double
y_of(const plot *in, double codes)
{
    return SVG_TOP + HEIGHT - codes * in->up;
}

static void
put_point(const plot *in, size_t i, double codes)
{
    html_decimal(in->page, x_of(in, i), 1);
    buffer_add_byte(in->page, ',');
    html_decimal(in->page, y_of(in, codes), 1);
    buffer_add_byte(in->page, ' ');
}

/* The band as one area: its upper limit there, its lower one back. */
static void
put_band(const plot *in, const curve *of)
{
    if (!isfinite(of->rows->low) || !isfinite(of->rows->high))
        return;
    html_words(in->page, "<polygon fill=\"currentColor\" "
                         "fill-opacity=\"0.12\" points=\"");
    for (size_t i = 0; i < of->count; i++)
        put_point(in, i, of->rows[i].high);
    for (size_t i = of->count; i > 0; i--)
        put_point(in, i - 1, of->rows[i - 1].low);
    html_words(in->page, "\"/>\n");
}

static void
put_bars(const plot *in, const curve *of)
{
    for (size_t i = 0; i < of->count; i++)
        if (of->rows[i].fresh > 0)
            svg_rectangle(in->page,
                          (const double[]){x_of(in, i) - in->across * 0.3,
                                           y_of(in, of->rows[i].fresh),
                                           in->across * 0.6,
                                           of->rows[i].fresh * in->up},
                          " fill=\"#56B4E9\" fill-opacity=\"0.8\"");
}

static void
put_line(const plot *in, const curve *of, bool mean, const char *style)
{
    html_words(in->page, "<polyline fill=\"none\" stroke=\"currentColor\" "
                         "stroke-width=\"2\"");
    html_words(in->page, style);
    html_words(in->page, " points=\"");
    for (size_t i = 0; i < of->count; i++)
        put_point(in, i, mean ? of->rows[i].mean : of->rows[i].cumulative);
    html_words(in->page, "\"/>\n");
}

/* Interviews below the axis, every k-th where they are many; codes at the
   left. */
static void
put_axes(const plot *in, size_t count, double most)
{
    size_t step = count / MOST_POINTS + 1;
    size_t rise = most > 12 ? (size_t)ceil(most / 6) : most > 5 ? 2 : 1;
    buffer label;

    svg_line(in->page, (const double[]){LEFT, SVG_TOP, LEFT, SVG_TOP + HEIGHT},
             "");
    svg_line(
        in->page,
        (const double[]){LEFT, SVG_TOP + HEIGHT, LEFT + WIDE, SVG_TOP + HEIGHT},
        "");
    buffer_init(&label, in->page->context);
    for (size_t i = 0; i < count; i += step) {
        buffer_reset(&label);
        buffer_add_unsigned(&label, i + 1);
        svg_text(in->page, x_of(in, i), SVG_TOP + HEIGHT + 18, "middle",
                 buffer_span(&label));
    }
    for (size_t k = 0; k <= (size_t)most; k += rise) {
        buffer_reset(&label);
        buffer_add_unsigned(&label, k);
        svg_text(in->page, LEFT - 6, y_of(in, (double)k) + 4, "end",
                 buffer_span(&label));
    }
    buffer_free(&label);
    svg_words(in->page, LEFT + WIDE / 2.0, SVG_TOP + HEIGHT + 38, "middle",
              "interview, in the order in which they were held");
}

/* One curve alone: everything of it. */
static void
put_whole(const plot *in, const curve *of)
{
    svg_words(in->page, LEFT, 16, "start",
              "codes so far (line), new codes (bars), mean of all orders "
              "(dashed)");
    put_band(in, of);
    put_bars(in, of);
    put_line(in, of, true, " stroke-dasharray=\"6 4\" stroke-opacity=\"0.7\"");
    put_line(in, of, false, "");
}

/* A line a level, its name at its end; dashes differ, too. */
static void
put_level(const plot *in, const curve *of, size_t number)
{
    static const char *const dashes[] = {"", " stroke-dasharray=\"6 4\"",
                                         " stroke-dasharray=\"2 3\"",
                                         " stroke-dasharray=\"10 3 2 3\""};
    size_t last = of->count - 1;

    if (number == 0)
        svg_words(in->page, LEFT, 16, "start", "codes so far, a line a group");
    put_line(in, of, false, dashes[number % 4]);
    svg_cut_text(in->page, x_of(in, last) + 6,
                 y_of(in, of->rows[last].cumulative) + 4, "start",
                 of->rows->group, 10);
}

static void
draw_saturation(const coding_report *report, coding_span table, buffer *page)
{
    const study *found = &report->found;
    plot in = {.page = page};
    size_t longest = 1, levels = 0;
    double most = 1;
    curve of;

    for (size_t i = 0; i < found->interview_count; i += of.count) {
        of = curve_at(found, i);
        if (!coding_span_equal(of.rows->table, table))
            continue;
        longest = of.count > longest ? of.count : longest;
        for (size_t k = 0; k < of.count; k++)
            most = fmax(most, isfinite(of.rows[k].high)
                                  ? fmax(of.rows[k].high, of.rows[k].cumulative)
                                  : of.rows[k].cumulative);
    }
    in.across = WIDE / (double)longest;
    in.up = (HEIGHT - 20) / most;
    svg_open(page, SVG_TOP + HEIGHT + 46,
             coding_span_of("Codes named so far and new codes, interview by "
                            "interview"));
    put_axes(&in, longest, most);
    for (size_t i = 0; i < found->interview_count; i += of.count) {
        of = curve_at(found, i);
        if (!coding_span_equal(of.rows->table, table))
            continue;
        if (of.rows->group.length == 0 && levels == 0)
            put_whole(&in, &of);
        else
            put_level(&in, &of, levels);
        levels++;
    }
    svg_close(page);
}

const chart *
chart_saturation(void)
{
    static const chart kind = {
        "saturation",
        "Codes named so far and new codes, in the order of the interviews. A "
        "shaded band holds 90% of random orders of the same interviews.",
        has_saturation, draw_saturation};

    return &kind;
}
