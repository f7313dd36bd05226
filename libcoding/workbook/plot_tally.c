/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The tally as bars with their intervals and a line at the threshold. A bar
   chart cannot hold a vertical line, so this is a scatter: one height a code,
   bars and intervals as pieces of lines with gaps. Its cells stand on ChartData
   and follow Tally. */
#include <math.h>
#include <stdio.h>

#include "workbook/atlas.h"
#include "workbook/celltext.h"

enum {
    BARS = 40,          /* the most that are shown */
    BAR_PIXELS = 24,    /* height of a code */
    FRAME_PIXELS = 130, /* title, axis, legend */
    WIDTH_PIXELS = 760,
    LETTER_PIXELS = 7,
    DATA_WIDTH = 12 /* of a column of ChartData: as many digits as show */
};

/* Columns of the block, from its first. */
typedef enum {
    DATA_CODE,
    DATA_SHARE,
    DATA_HEIGHT,
    DATA_LEFT, /* of 0, where the names end */
    DATA_BAR,
    DATA_LIMIT,
    DATA_PIECE_HEIGHT,
    DATA_THRESHOLD,
    DATA_THRESHOLD_HEIGHT,
    DATA_COLUMNS
} data_column;

typedef struct {
    atlas *plan;
    const atlas_facet *facet;
    unsigned left;  /* first column of the block */
    unsigned count; /* bars */
} block;

/* How far an axis of shares goes, and its steps. */
typedef struct {
    double most, step;
} axis_end;

/* Where the names end, as a part of the axis. */
static const double names_end = -0.008;

/* A cell of Tally, here. */
static void
follow(const block *data, unsigned row, data_column column, unsigned tally_row,
       tally_column from, double value)
{
    sheet_formula(data->plan->data, row, data->left + column, value, STYLE_ANY,
                  "=%s!%s", sheet_quoted(data->facet->page),
                  A1(tally_row, data->facet->column[from]).text);
}

static void
put_heads(const block *data)
{
    static const char *const heads[DATA_COLUMNS] = {
        [DATA_CODE] = "Code",
        [DATA_SHARE] = "Share",
        [DATA_HEIGHT] = "Height",
        [DATA_LEFT] = "Zero",
        [DATA_BAR] = "Bar",
        [DATA_LIMIT] = "Interval",
        [DATA_PIECE_HEIGHT] = "Height of it",
        [DATA_THRESHOLD] = "Threshold",
        [DATA_THRESHOLD_HEIGHT] = "Height of it"};
    char title[96];

    (void)snprintf(title, sizeof title, "Bars of %.60s",
                   sheet_quoted(data->facet->page));
    sheet_words(data->plan->data, ATLAS_FIRST - 1, data->left, title,
                STYLE_LABEL);
    for (unsigned i = 0; i < DATA_COLUMNS; i++) {
        sheet_words(data->plan->data, ATLAS_FIRST, data->left + i, heads[i],
                    i == DATA_CODE ? STYLE_HEAD : STYLE_HEAD_RIGHT);
        sheet_least(data->plan->data, data->left + i, DATA_WIDTH);
    }
}

/* The two ends of a code's bar and interval; an empty row is the gap. */
static void
put_ends(const block *data, unsigned i, double height)
{
    const atlas_facet *facet = data->facet;
    const model_count *count =
        &data->plan->found->counts[facet->tally->counts[i]];
    unsigned row = ATLAS_FIRST + 1 + 3 * i, tally_row = facet->first + i;
    sheet *page = data->plan->data;

    for (unsigned end = 0; end < 2; end++)
        sheet_number(page, row + end, data->left + DATA_PIECE_HEIGHT, height,
                     STYLE_ANY);
    sheet_number(page, row, data->left + DATA_BAR, 0, STYLE_ANY);
    follow(data, row + 1, DATA_BAR, tally_row, TALLY_PERCENT,
           count->number[FIGURE_PERCENT] / 100);
    if (facet->column[TALLY_LOW] == ATLAS_NOWHERE)
        return;
    follow(data, row, DATA_LIMIT, tally_row, TALLY_LOW,
           count->number[FIGURE_LOW] / 100);
    follow(data, row + 1, DATA_LIMIT, tally_row, TALLY_HIGH,
           count->number[FIGURE_HIGH] / 100);
}

/* How far the axis goes: to 100%, since the threshold can be moved; without
   one as far as the intervals go. */
static axis_end
reach(const block *data)
{
    static const axis_end ends[] = {{0.1, 0.02}, {0.2, 0.05}, {0.4, 0.1},
                                    {0.6, 0.2},  {0.8, 0.2},  {1, 0.2}};
    size_t at = 0, last = sizeof ends / sizeof *ends - 1;

    for (unsigned i = 0; i < data->count; i++) {
        const model_count *count =
            &data->plan->found->counts[data->facet->tally->counts[i]];
        double most =
            fmax(count->number[FIGURE_PERCENT], count->number[FIGURE_HIGH]);

        while (at < last && most > 100 * ends[at].most)
            at++;
    }
    return data->facet->tally->threshold > 0 ? ends[last] : ends[at];
}

static void
put_code(const block *data, unsigned i)
{
    const atlas_facet *facet = data->facet;
    const model *found = data->plan->found;
    const model_count *count = &found->counts[facet->tally->counts[i]];
    unsigned row = ATLAS_FIRST + 1 + i;
    double height = data->count - i;
    sheet *page = data->plan->data;

    sheet_text(page, row, data->left + DATA_CODE,
               model_code_name(&found->codes[count->code]), STYLE_TEXT);
    follow(data, row, DATA_SHARE, facet->first + i, TALLY_PERCENT,
           count->number[FIGURE_PERCENT] / 100);
    sheet_number(page, row, data->left + DATA_HEIGHT, height, STYLE_ANY);
    sheet_number(page, row, data->left + DATA_LEFT,
                 names_end * reach(data).most, STYLE_ANY);
    put_ends(data, i, height);
}

static void
put_threshold(const block *data)
{
    const atlas_facet *facet = data->facet;

    for (unsigned end = 0; end < 2; end++) {
        unsigned row = ATLAS_FIRST + 1 + end;

        sheet_formula(data->plan->data, row, data->left + DATA_THRESHOLD,
                      (double)facet->tally->threshold / facet->tally->base,
                      STYLE_ANY, "=%s/%s", facet->threshold, facet->base);
        sheet_number(data->plan->data, row, data->left + DATA_THRESHOLD_HEIGHT,
                     end == 0 ? 0.4 : data->count + 0.6, STYLE_ANY);
    }
}

static plot_cells
cells_of(const block *data, data_column column, unsigned rows)
{
    unsigned at = data->left + column;

    return (plot_cells){data->plan->data, ATLAS_FIRST + 1, at,
                        ATLAS_FIRST + rows, at};
}

/* Room at the left of 0 for the names, in steps of the axis. */
static double
left_room(const block *data, axis_end end)
{
    size_t longest = 0;
    double share;

    for (unsigned i = 0; i < data->count; i++) {
        const model *found = data->plan->found;
        size_t code = found->counts[data->facet->tally->counts[i]].code;
        size_t width = celltext_width(model_code_name(&found->codes[code]));

        longest = width > longest ? width : longest;
    }
    share = (double)(longest * LETTER_PIXELS + 14) / (WIDTH_PIXELS - 60);
    share = share > 0.5 ? 0.5 : share;
    /* share of the whole = room / (most + room) */
    return end.step * ceil(end.most * share / (1 - share) / end.step);
}

static void
add_series(const block *data, plot *chart)
{
    static const plot_look none = {PLOT_BLACK, PLOT_NO_MARKER, 0, false, false};
    static const plot_look bar = {PLOT_BLUE, PLOT_NO_MARKER, 9, false, true};
    static const plot_look line = {PLOT_BLACK, PLOT_NO_MARKER, 1.25F, false,
                                   false};
    static const plot_look point = {PLOT_BLUE, PLOT_CIRCLE, 0, false, false};
    static const plot_look mark = {PLOT_VERMILION, PLOT_NO_MARKER, 1.75F, true,
                                   false};
    unsigned pieces = 3 * data->count - 1;
    plot_cells share = cells_of(data, DATA_SHARE, data->count);
    plot_cells height = cells_of(data, DATA_HEIGHT, data->count);
    plot_cells left = cells_of(data, DATA_LEFT, data->count);
    plot_cells bars = cells_of(data, DATA_BAR, pieces);
    plot_cells limit = cells_of(data, DATA_LIMIT, pieces);
    plot_cells piece_height = cells_of(data, DATA_PIECE_HEIGHT, pieces);
    plot_cells threshold = cells_of(data, DATA_THRESHOLD, 2);
    plot_cells threshold_height = cells_of(data, DATA_THRESHOLD_HEIGHT, 2);
    coding_span names[BARS];
    const model *found = data->plan->found;

    for (unsigned i = 0; i < data->count; i++)
        names[i] = model_code_name(
            &found->codes[found->counts[data->facet->tally->counts[i]].code]);
    plot_series(chart, "Names", &left, &height, &none);
    plot_labels(chart, names, data->count, false);
    plot_series(chart, "Bars", &bars, &piece_height, &bar);
    if (data->facet->column[TALLY_LOW] != ATLAS_NOWHERE)
        plot_series(chart, "95% confidence interval", &limit, &piece_height,
                    &line);
    plot_series(chart, "% of the base", &share, &height, &point);
    if (data->facet->tally->threshold > 0)
        plot_series(chart, "threshold", &threshold, &threshold_height, &mark);
}

static void
describe(const block *data, char *text, size_t size)
{
    const model *found = data->plan->found;
    const model_count *top = &found->counts[data->facet->tally->counts[0]];

    (void)snprintf(
        text, size,
        "Bar chart of codes by percent of the base of %.0f, with 95%% "
        "intervals%s. %.*s leads with %.0f%%.",
        data->facet->tally->base,
        data->facet->tally->threshold > 0
            ? " and a dashed line at the threshold"
            : "",
        CELLTEXT_HEAD(model_code_name(&found->codes[top->code]), 60),
        floor(top->number[FIGURE_PERCENT] + 0.5));
}

static void
draw(const block *data, sheet *page, unsigned row, unsigned column)
{
    static const int without[] = {0, 1, -1};
    plot *chart = plot_new(data->plan->all, PLOT_SCATTER, NULL);
    axis_end end = reach(data);
    char title[80] = "% of the base";
    plot_axis x = {.title = title,
                   .least = -left_room(data, end),
                   .most = end.most,
                   .step = end.step,
                   .numbers = "0%;;0%",
                   .no_ticks = true};
    plot_axis y = {
        .least = 0.4, .most = data->count + 0.6, .step = 1, .hidden = true};
    char text[300];

    x.has_crossing = true; /* the names' axis stands at 0 */
    if (data->count < data->facet->tally->count)
        (void)snprintf(title, sizeof title,
                       "%% of the base; the first %u of %zu codes", data->count,
                       data->facet->tally->count);
    describe(data, text, sizeof text);
    add_series(data, chart);
    plot_axes(chart, &x, &y);
    plot_legend(chart, without);
    plot_place(chart, page, row, column, WIDTH_PIXELS,
               data->count * BAR_PIXELS + FRAME_PIXELS, text);
}

/* The cells of the chart, once a facet. */
static void
put_block(atlas *plan, atlas_facet *facet, block *data)
{
    if (facet->has_data) {
        data->left = facet->data_left;
        return;
    }
    put_heads(data);
    for (unsigned i = 0; i < data->count; i++)
        put_code(data, i);
    if (facet->tally->threshold > 0)
        put_threshold(data);
    facet->has_data = true;
    facet->data_left = data->left;
    plan->data_column += DATA_COLUMNS + 1;
}

void
plot_tally(atlas *plan, atlas_facet *facet, sheet *page, unsigned row,
           unsigned column)
{
    block data = {plan, facet, plan->data_column, 0};

    if (plan->data == NULL || facet->page == NULL || page == NULL ||
        facet->tally->count == 0 || !(facet->tally->base > 0) ||
        facet->column[TALLY_PERCENT] == ATLAS_NOWHERE)
        return;
    data.count = facet->tally->count < BARS ? (unsigned)facet->tally->count
                                            : (unsigned)BARS;
    put_block(plan, facet, &data);
    draw(&data, page, row, column);
}
