/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Odds ratios with 95% limits on a logarithmic scale, a line a table. */
#include <math.h>

#include "base/number.h"
#include "report/study.h"
#include "report/svg.h"

enum { NAMES = 250, NAME_POINTS = 33, WIDE = 170, MOST = 60 };

typedef struct {
    coding_span table;
    double ratio, low, high;
} odds;

static double
value_of(const study_test *row)
{
    double value = (double)NAN;

    /* value stays NaN where the cell is no number. */
    (void)number_to_double(row->value, &value);
    return value;
}

/* The next table with an odds ratio from test *at on; false: there is none. */
static bool
next_odds(const study *found, size_t *at, odds *out)
{
    for (; *at < found->test_count; (*at)++) {
        const study_test *row = &found->tests[*at];

        if (!coding_span_is(row->statistic, "odds_ratio") ||
            row->row.length > 0 || !(value_of(row) > 0))
            continue;
        *out = (odds){row->table, value_of(row), (double)NAN, (double)NAN};
        while (++*at < found->test_count &&
               coding_span_equal(found->tests[*at].table, out->table)) {
            row = &found->tests[*at];
            if (coding_span_is(row->statistic, "odds_ratio_lo95"))
                out->low = value_of(row);
            if (coding_span_is(row->statistic, "odds_ratio_hi95"))
                out->high = value_of(row);
        }
        return true;
    }
    return false;
}

static bool
has_odds(const coding_report *report, size_t at, coding_span *table)
{
    size_t first = 0;
    odds found;

    *table = (coding_span){NULL, 0};
    return at == 0 && next_odds(&report->found, &first, &found);
}

/* "6.24 [3.33, 11.69]" */
static void
put_figures(const odds *row, double y, buffer *page)
{
    buffer text;

    buffer_init(&text, page->context);
    html_decimal(&text, row->ratio, 2);
    if (isfinite(row->low) && isfinite(row->high)) {
        buffer_add_text(&text, " [");
        html_decimal(&text, row->low, 2);
        buffer_add_text(&text, ", ");
        html_decimal(&text, row->high, 2);
        buffer_add_byte(&text, ']');
    }
    svg_text(page, NAMES + WIDE + 14, y, "start", buffer_span(&text));
    buffer_free(&text);
}

/* How many tables, and how far from 1 the farthest figure is, as a log. */
static size_t
measure(const study *found, double *reach)
{
    size_t rows = 0, at = 0;
    odds row;

    *reach = log(2);
    while (next_odds(found, &at, &row)) {
        rows++;
        *reach = fmax(*reach, fabs(log(row.ratio)));
        if (row.low > 0)
            *reach = fmax(*reach, fabs(log(row.low)));
        if (isfinite(row.high) && row.high > 0)
            *reach = fmax(*reach, fabs(log(row.high)));
    }
    *reach = fmin(*reach, log(1000));
    return rows;
}

static double
place(double ratio, double reach)
{
    double share = fmin(1, fmax(-1, log(ratio) / reach));

    return NAMES + WIDE * (1 + share) / 2;
}

static void
put_scale(double reach, double bottom, buffer *page)
{
    static const double marks[] = {.01, .1, .2, .5, 1, 2, 5, 10, 100};

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        double x = place(marks[i], reach);
        buffer label;

        if (fabs(log(marks[i])) > reach)
            continue;
        svg_line(page, (const double[]){x, SVG_TOP - 6, x, bottom},
                 marks[i] < 1 || marks[i] > 1 ? " stroke-opacity=\"0.2\"" : "");
        buffer_init(&label, page->context);
        buffer_add_number(&label, marks[i]);
        svg_text(page, x, bottom + 16, "middle", buffer_span(&label));
        buffer_free(&label);
    }
}

static void
draw_odds(const coding_report *report, coding_span table, buffer *page)
{
    const study *found = &report->found;
    double reach, y = SVG_TOP, bottom;
    size_t rows = measure(found, &reach), at = 0;
    odds row;

    (void)table; /* one chart holds all tables */
    rows = rows < MOST ? rows : MOST;
    bottom = SVG_TOP + (double)rows * SVG_ROW;
    svg_open(page, bottom + 26, coding_span_of("Odds ratios with 95% limits"));
    svg_words(page, NAMES + WIDE + 14, SVG_TOP - 12, "start",
              "odds ratio [95% CI]");
    put_scale(reach, bottom, page);
    for (size_t i = 0; i < rows && next_odds(found, &at, &row); i++) {
        double x = place(row.ratio, reach), middle = y + 10;

        svg_cut_text(page, NAMES - 8, y + 14, "end", row.table, NAME_POINTS);
        if (row.low > 0 && isfinite(row.high) && row.high > 0)
            svg_line(page,
                     (const double[]){place(row.low, reach), middle,
                                      place(row.high, reach), middle},
                     " stroke-width=\"1.5\"");
        svg_rectangle(page, (const double[]){x - 4, middle - 4, 8, 8},
                      " fill=\"#0072B2\"");
        put_figures(&row, y + 14, page);
        y += SVG_ROW;
    }
    svg_close(page);
}

const chart *
chart_odds(void)
{
    static const chart kind = {
        "odds",
        "Odds ratios of the fourfold tables with 95% limits, on a logarithmic "
        "scale; a line that crosses 1 is compatible with no association.",
        has_odds, draw_odds};

    return &kind;
}
