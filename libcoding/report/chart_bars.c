/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bars of respondents: a code, a family, or a code at each level of a group.
   A bar is as long as its share of the base; the line over it are Wilson's 95%
   limits; a bar that stays below the threshold is drawn as an outline. */
#include <math.h>

#include "report/study.h"
#include "report/svg.h"

enum { MOST_BARS = 60, THIN = 14 };

typedef struct {
    const coding_report *report;
    coding_span table;
    study_kind kind;
    double unit, threshold; /* pixels a respondent; 0: no threshold */
    buffer *page;
} bars;

static coding_span
name_of(const study_count *row)
{
    if (row->label.length > 0)
        return row->label;
    return row->code.length > 0 ? row->code : row->family;
}

/* " 8 (50%)", behind the plot. */
static void
put_share(const study_count *row, double y, coding_span level, buffer *page)
{
    buffer text;

    buffer_init(&text, page->context);
    html_decimal(&text, row->respondents, 0);
    if (isfinite(row->percent)) {
        buffer_add_text(&text, " (");
        html_decimal(&text, row->percent, 0);
        buffer_add_text(&text, "%)");
    }
    if (level.length > 0) {
        buffer_add_byte(&text, ' ');
        buffer_add(&text, level);
    }
    svg_cut_text(page, SVG_NAMES + SVG_PLOT + 8, y, "start", buffer_span(&text),
                 14);
    buffer_free(&text);
}

static void
put_bar(const bars *all, const study_count *row, double y, double height,
        const char *style)
{
    double length = row->base * all->unit / 100;
    double middle = y + height / 2;

    svg_rectangle(
        all->page,
        (const double[]){SVG_NAMES, y, row->respondents * all->unit, height},
        style);
    if (isfinite(row->low) && isfinite(row->high))
        svg_line(all->page,
                 (const double[]){SVG_NAMES + row->low * length, middle,
                                  SVG_NAMES + row->high * length, middle},
                 " stroke-width=\"1.5\"");
}

/* Thin lines at every quarter of the base, with percentages below. */
static void
put_grid(double bottom, buffer *page)
{
    static const char *const shares[] = {"0%", "25%", "50%", "75%", "100%"};

    for (size_t i = 0; i < sizeof shares / sizeof *shares; i++) {
        double x = SVG_NAMES + SVG_PLOT * (double)i / 4;

        svg_line(page, (const double[]){x, SVG_TOP - 4, x, bottom},
                 i == 0 ? "" : " stroke-opacity=\"0.25\"");
        svg_words(page, x, bottom + 16, "middle", shares[i]);
    }
}

static void
put_threshold(const bars *all, double bottom)
{
    double x = SVG_NAMES + all->threshold * all->unit;
    buffer label;

    if (!(all->threshold > 0) || x > SVG_NAMES + SVG_PLOT)
        return;
    svg_line(all->page, (const double[]){x, SVG_TOP - 8, x, bottom},
             " stroke-dasharray=\"6 3\" stroke-width=\"1.5\"");
    buffer_init(&label, all->page->context);
    buffer_add_text(&label, "threshold: ");
    buffer_add_number(&label, all->threshold);
    svg_text(all->page, x + 4, SVG_TOP - 12, "start", buffer_span(&label));
    buffer_free(&label);
}

/* How many rows of the table there are, and its largest base. */
static size_t
measure(bars *all, double *base)
{
    const study *found = &all->report->found;
    size_t rows = 0;

    *base = 1;
    for (size_t i = 0; i < found->count_count; i++) {
        const study_count *row = &found->counts[i];

        if (!study_is_of(row, all->kind, all->table))
            continue;
        if (rows++ == 0)
            all->threshold = all->kind == STUDY_FAMILY_ROW
                                 ? 0
                                 : study_threshold(found, row->facet);
        *base = fmax(*base, row->respondents);
        if (isfinite(row->base))
            *base = fmax(*base, row->base);
    }
    all->unit = SVG_PLOT / *base;
    return rows;
}

static void
put_base(double base, buffer *page)
{
    buffer text;

    buffer_init(&text, page->context);
    buffer_add_text(&text, "respondents, of ");
    html_decimal(&text, base, 0);
    svg_text(page, SVG_NAMES - 8, SVG_TOP - 12, "end", buffer_span(&text));
    buffer_free(&text);
}

static void
put_rest(size_t rows, double bottom, const char *what, buffer *page)
{
    buffer text;

    if (rows <= MOST_BARS)
        return;
    buffer_init(&text, page->context);
    buffer_add_text(&text, "and ");
    buffer_add_unsigned(&text, rows - MOST_BARS);
    buffer_add_text(&text, what);
    svg_text(page, SVG_NAMES, bottom + 36, "start", buffer_span(&text));
    buffer_free(&text);
}

static void
draw_bars(const coding_report *report, coding_span table, study_kind kind,
          const char *title, buffer *page)
{
    static const char filled[] = " fill=\"#56B4E9\"";
    static const char outline[] = " fill=\"none\" stroke=\"#0072B2\" "
                                  "stroke-dasharray=\"3 2\"";
    const study *found = &report->found;
    bars all = {report, table, kind, 0, 0, page};
    double base, y = SVG_TOP, bottom;
    size_t rows = measure(&all, &base), drawn = 0;

    bottom = SVG_TOP + (double)(rows < MOST_BARS ? rows : MOST_BARS) * SVG_ROW;
    svg_open(page, bottom + (rows > MOST_BARS ? 44 : 24),
             coding_span_of(title));
    put_base(base, page);
    put_grid(bottom, page);
    for (size_t i = 0; i < found->count_count && drawn < MOST_BARS; i++) {
        const study_count *row = &found->counts[i];
        bool reaches = all.threshold > 0 ? row->dominant : true;

        if (!study_is_of(row, kind, table))
            continue;
        drawn++;
        svg_name(page, y + 14, name_of(row));
        put_bar(&all, row, y + 1, SVG_ROW - 5, reaches ? filled : outline);
        put_share(row, y + 14, (coding_span){NULL, 0}, page);
        y += SVG_ROW;
    }
    put_threshold(&all, bottom);
    put_rest(rows, bottom, " further ones, in the table", page);
    svg_close(page);
}

static bool
has_tally(const coding_report *report, size_t at, coding_span *table)
{
    return study_find_table(report, at, STUDY_CODE_ROW, table);
}

static void
draw_tally(const coding_report *report, coding_span table, buffer *page)
{
    draw_bars(report, table, STUDY_CODE_ROW,
              "Respondents who name each code, with 95% limits; outlined bars "
              "stay below the threshold",
              page);
}

const chart *
chart_tally(void)
{
    static const chart kind = {
        "tally",
        "Respondents who name each code. Lines are Wilson's 95% limits; where "
        "a "
        "threshold was set, outlined bars stay below it.",
        has_tally, draw_tally};

    return &kind;
}

static bool
has_families(const coding_report *report, size_t at, coding_span *table)
{
    return study_find_table(report, at, STUDY_FAMILY_ROW, table);
}

static void
draw_families(const coding_report *report, coding_span table, buffer *page)
{
    draw_bars(report, table, STUDY_FAMILY_ROW,
              "Respondents who name a code of each family, with 95% limits",
              page);
}

const chart *
chart_families(void)
{
    static const chart kind = {"families",
                               "Respondents who name at least one code of each "
                               "family, each of them once; "
                               "lines are Wilson's 95% limits.",
                               has_families, draw_families};

    return &kind;
}

static bool
has_groups(const coding_report *report, size_t at, coding_span *table)
{
    return study_find_table(report, at, STUDY_GROUP_ROW, table);
}

/* A bar is the share of its own level's base, so levels compare. */
static void
put_level(bars *all, const study_count *row, unsigned level, double y)
{
    buffer style;

    buffer_init(&style, all->page->context);
    buffer_add_text(&style, " fill-opacity=\"0.75\" fill=\"");
    buffer_add_text(&style, svg_colour(level));
    buffer_add_byte(&style, '"');
    all->unit = row->base > 0 ? SVG_PLOT / row->base : 0;
    put_bar(all, row, y, THIN - 4, buffer_text(&style));
    put_share(row, y + 10, row->group, all->page);
    buffer_free(&style);
}

static void
draw_groups(const coding_report *report, coding_span table, buffer *page)
{
    const study *found = &report->found;
    bars all = {report, table, STUDY_GROUP_ROW, 0, 0, page};
    double base, y = SVG_TOP, bottom;
    size_t rows = measure(&all, &base), drawn = 0, gaps = 0;
    coding_span before = {NULL, 0}; /* no code is empty */
    unsigned level = 0;

    for (size_t i = 0; i < found->count_count && drawn < MOST_BARS; i++) {
        const study_count *row = &found->counts[i];

        if (!study_is_of(row, STUDY_GROUP_ROW, table))
            continue;
        gaps += !coding_span_equal(before, row->code);
        before = row->code;
        drawn++;
    }
    bottom = SVG_TOP + (double)drawn * THIN + (double)gaps * 8;
    svg_open(page, bottom + (rows > MOST_BARS ? 44 : 24),
             coding_span_of("Respondents who name each code, by group"));
    put_grid(bottom, page);
    before = (coding_span){NULL, 0};
    drawn = 0;
    for (size_t i = 0; i < found->count_count && drawn < MOST_BARS; i++) {
        const study_count *row = &found->counts[i];

        if (!study_is_of(row, STUDY_GROUP_ROW, table))
            continue;
        if (!coding_span_equal(before, row->code)) {
            y += before.length > 0 ? 8 : 0;
            level = 0;
            svg_name(page, y + 11, name_of(row));
        }
        before = row->code;
        put_level(&all, row, level++, y);
        y += THIN;
        drawn++;
    }
    put_rest(rows, bottom, " further ones, in the table", page);
    svg_close(page);
}

const chart *
chart_groups(void)
{
    static const chart kind = {"groups",
                               "Share of each group's respondents who name a "
                               "code; lines are Wilson's 95% "
                               "limits.",
                               has_groups, draw_groups};

    return &kind;
}
