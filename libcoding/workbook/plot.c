/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Native charts over cells. See workbook/plot.h. */
#include "workbook/plot.h"

#include <stdlib.h>
#include <string.h>

#include "workbook/book_inside.h"
#include "workbook/celltext.h"

enum { CHART_WIDTH = 480, CHART_HEIGHT = 288, LABELS = 200, PALE = 55 };

struct plot {
    book *all;
    lxw_chart *chart;
    lxw_chart_series *last;
    plot_kind kind;
};

static const lxw_color_t colours[PLOT_COLOURS] = {
    [PLOT_BLUE] = 0x0072B2,   [PLOT_ORANGE] = 0xE69F00,
    [PLOT_GREEN] = 0x009E73,  [PLOT_PURPLE] = 0xCC79A7,
    [PLOT_SKY] = 0x56B4E9,    [PLOT_VERMILION] = 0xD55E00,
    [PLOT_YELLOW] = 0xF0E442, [PLOT_BLACK] = 0x101010,
};

static uint8_t
chart_type(plot_kind kind)
{
    switch (kind) {
    case PLOT_SCATTER:
        return LXW_CHART_SCATTER;
    case PLOT_LINE:
        return LXW_CHART_LINE;
    case PLOT_COLUMNS:
        return LXW_CHART_COLUMN;
    case PLOT_BARS:
        return LXW_CHART_BAR;
    case PLOT_BARS_STACKED:
        return LXW_CHART_BAR_STACKED;
    case PLOT_BARS_SHARE:
    default:
        return LXW_CHART_BAR_STACKED_PERCENT;
    }
}

/* text as a chart takes it: never a formula, no control characters; lasts as
   long as the book. drawn: shown as it stands, where no reader decodes
   `_x0041_`. */
static const char *
plain_text(book *all, coding_span text, bool drawn)
{
    coding_span kept = {NULL, 0};

    buffer_reset(&all->scratch);
    if (text.length > 0 && text.at[0] == '=')
        buffer_add_byte(&all->scratch, ' ');
    if (drawn)
        celltext_add_drawn(text, &all->scratch);
    else
        celltext_add(text, CELLTEXT_LITERAL, &all->scratch);
    book_note(all, buffer_status(&all->scratch));
    if (all->status == CODING_OK)
        book_note(all,
                  arena_copy(&all->keep, buffer_span(&all->scratch), &kept));
    return all->status == CODING_OK ? kept.at : NULL;
}

plot *
plot_new(book *all, plot_kind kind, const char *title)
{
    lxw_chart_font font = {.size = 11, .bold = LXW_EXPLICIT_FALSE};
    lxw_chart_line none = {.none = LXW_TRUE};
    plot *made = NULL;

    if (all->status != CODING_OK)
        return NULL;
    book_note(all, ARENA_NEW(&all->keep, &made));
    if (all->status != CODING_OK)
        return NULL;
    made->all = all;
    made->kind = kind;
    made->chart = workbook_add_chart(all->file, chart_type(kind));
    if (made->chart == NULL) {
        book_took(all, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return NULL;
    }
    if (title != NULL) {
        title = plain_text(all, book_say(all, title), true);
        if (title == NULL)
            return NULL;
        chart_title_set_name(made->chart, title);
        chart_title_set_name_font(made->chart, &font);
    } else {
        chart_title_off(made->chart);
    }
    chart_chartarea_set_line(made->chart, &none);
    if (kind == PLOT_BARS || kind == PLOT_COLUMNS)
        chart_set_series_gap(made->chart, 60);
    if (kind == PLOT_BARS_STACKED || kind == PLOT_BARS_SHARE)
        chart_set_series_gap(made->chart, 40);
    return made;
}

/* ---- what viewers show before they compute: the values of the cells ---- */

static void
cache_cell(lxw_series_range *range, const lxw_cell *cell,
           lxw_series_data_point *point)
{
    const char *text = NULL;

    switch (cell != NULL ? (int)cell->type : (int)BLANK_CELL) {
    case NUMBER_CELL:
        point->number = cell->u.number;
        break;
    case FORMULA_CELL:
        point->number = cell->formula_result;
        text = cell->user_data2;
        break;
    case STRING_CELL:
        text = cell->sst_string;
        break;
    default:
        point->no_data = LXW_TRUE;
        break;
    }
    if (text == NULL)
        return;
    point->string = strdup(text); /* libxlsxwriter frees it */
    point->is_string = LXW_TRUE;
    range->has_string_cache = LXW_TRUE;
}

/* libxlsxwriter would put 0 for every formula. */
static void
fill_cache(book *all, lxw_series_range *range, const plot_cells *cells)
{
    lxw_worksheet *page = cells->page->page;

    range->ignore_cache = LXW_TRUE;
    for (unsigned r = cells->first_row; r <= cells->last_row; r++)
        for (unsigned c = cells->first_column; c <= cells->last_column; c++) {
            lxw_series_data_point *point = calloc(1, sizeof *point);
            lxw_row *row = lxw_worksheet_find_row(page, r);

            if (point == NULL) {
                book_took(all, LXW_ERROR_MEMORY_MALLOC_FAILED);
                return;
            }
            cache_cell(range,
                       row != NULL
                           ? lxw_worksheet_find_cell_in_row(row, (lxw_col_t)c)
                           : NULL,
                       point);
            STAILQ_INSERT_TAIL(range->data_cache, point, list_pointers);
            range->num_data_points++;
        }
}

/* ---- series ---- */

plot_look
plot_bar(size_t n)
{
    static const plot_colour order[] = {
        PLOT_SKY,  PLOT_ORANGE,    PLOT_GREEN,  PLOT_YELLOW,
        PLOT_BLUE, PLOT_VERMILION, PLOT_PURPLE, PLOT_BLACK};

    return (plot_look){.colour = order[n % (sizeof order / sizeof *order)],
                       .dashed = n % 2 == 1};
}

static void
look_marker(lxw_chart_series *series, const plot_look *look)
{
    static const uint8_t types[] = {
        [PLOT_NO_MARKER] = LXW_CHART_MARKER_NONE,
        [PLOT_CIRCLE] = LXW_CHART_MARKER_CIRCLE,
        [PLOT_DIAMOND] = LXW_CHART_MARKER_DIAMOND,
        [PLOT_SQUARE] = LXW_CHART_MARKER_SQUARE,
        [PLOT_TRIANGLE] = LXW_CHART_MARKER_TRIANGLE,
    };
    lxw_chart_fill fill = {.color = colours[look->colour]};
    lxw_chart_line line = {.color = colours[look->colour], .width = 1};

    chart_series_set_marker_type(series, types[look->marker]);
    if (look->marker == PLOT_NO_MARKER)
        return;
    chart_series_set_marker_size(series, 7);
    chart_series_set_marker_fill(series, &fill);
    chart_series_set_marker_line(series, &line);
}

static void
look_series(lxw_chart_series *series, plot_kind kind, const plot_look *look)
{
    lxw_chart_line line = {.color = colours[look->colour], .width = look->line};
    lxw_chart_fill fill = {.color = colours[look->colour]};
    lxw_chart_line outline = {.color = 0xFFFFFF, .width = 0.75F};

    if (kind != PLOT_SCATTER && kind != PLOT_LINE) {
        lxw_chart_pattern lines = {.fg_color = 0xFFFFFF,
                                   .bg_color = colours[look->colour],
                                   .type =
                                       LXW_CHART_PATTERN_LIGHT_UPWARD_DIAGONAL};

        if (look->dashed)
            chart_series_set_pattern(series, &lines);
        else
            chart_series_set_fill(series, &fill);
        chart_series_set_line(series, &outline);
        return;
    }
    if (!(look->line > 0))
        line = (lxw_chart_line){.none = LXW_TRUE};
    if (look->pale)
        line.transparency = PALE;
    if (look->line > 0 && look->dashed)
        line.dash_type = LXW_CHART_LINE_DASH_DASH;
    chart_series_set_line(series, &line);
    look_marker(series, look);
}

void
plot_series(plot *chart, const char *name, const plot_cells *x,
            const plot_cells *y, const plot_look *look)
{
    lxw_chart_series *series;

    if (chart == NULL || chart->all->status != CODING_OK || y->page == NULL ||
        (x != NULL && x->page == NULL))
        return;
    series = chart_add_series(chart->chart, NULL, NULL);
    chart->last = series;
    if (series == NULL) {
        book_took(chart->all, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return;
    }
    if (x != NULL) {
        chart_series_set_categories(series, x->page->name.at, x->first_row,
                                    (lxw_col_t)x->first_column, x->last_row,
                                    (lxw_col_t)x->last_column);
        fill_cache(chart->all, series->categories, x);
    }
    chart_series_set_values(series, y->page->name.at, y->first_row,
                            (lxw_col_t)y->first_column, y->last_row,
                            (lxw_col_t)y->last_column);
    fill_cache(chart->all, series->values, y);
    name = plain_text(chart->all, book_say(chart->all, name), false);
    if (name == NULL)
        return;
    chart_series_set_name(series, name);
    look_series(series, chart->kind, look);
}

void
plot_labels(plot *chart, const coding_span *texts, size_t count, bool right)
{
    lxw_chart_data_label labels[LABELS] = {{.value = NULL}};
    lxw_chart_data_label *list[LABELS + 1];

    if (chart == NULL || chart->last == NULL || chart->all->status != CODING_OK)
        return;
    if (count > LABELS)
        count = LABELS;
    for (size_t i = 0; i < count; i++) {
        const char *text = plain_text(chart->all, texts[i], true);

        if (text == NULL)
            return;
        /* chart_series_set_labels_custom copies, but takes char *. */
        memcpy(&labels[i].value, &text, sizeof labels[i].value);
        list[i] = &labels[i];
    }
    list[count] = NULL;
    chart_series_set_labels(chart->last);
    chart_series_set_labels_position(chart->last,
                                     right ? LXW_CHART_LABEL_POSITION_RIGHT
                                           : LXW_CHART_LABEL_POSITION_LEFT);
    book_took(chart->all, chart_series_set_labels_custom(chart->last, list));
}

void
plot_values(plot *chart)
{
    if (chart != NULL && chart->last != NULL)
        chart_series_set_labels(chart->last);
}

/* ---- axes ---- */

static void
look_axis(book *all, lxw_chart_axis *axis, const plot_axis *wanted)
{
    const char *title = wanted->title;

    lxw_chart_font plain = {.bold = LXW_EXPLICIT_FALSE, .size = 10};
    lxw_chart_line grey = {.color = 0x808080, .width = 0.75F};

    if (title != NULL)
        title = plain_text(all, book_say(all, title), true);
    if (title != NULL) {
        chart_axis_set_name(axis, title);
        chart_axis_set_name_font(axis, &plain);
    }
    if (wanted->step > 0) {
        chart_axis_set_min(axis, wanted->least);
        chart_axis_set_max(axis, wanted->most);
        chart_axis_set_major_unit(axis, wanted->step);
    }
    if (wanted->numbers != NULL)
        chart_axis_set_num_format(axis, wanted->numbers);
    if (wanted->logarithmic)
        chart_axis_set_log_base(axis, 10);
    if (wanted->reversed) {
        chart_axis_set_reverse(axis);
        chart_axis_set_crossing_max(axis); /* the other one stays below */
    }
    if (wanted->has_crossing)
        chart_axis_set_crossing(axis, wanted->crossing);
    if (wanted->hidden)
        chart_axis_set_label_position(axis, LXW_CHART_AXIS_LABEL_POSITION_NONE);
    if (wanted->hidden || wanted->no_ticks)
        chart_axis_set_major_tick_mark(axis, LXW_CHART_AXIS_TICK_MARK_NONE);
    if (wanted->hidden && wanted->title != NULL)
        grey = (lxw_chart_line){.none = LXW_TRUE};
    chart_axis_set_line(axis, &grey);
    chart_axis_major_gridlines_set_visible(axis, LXW_FALSE);
}

void
plot_axes(plot *chart, const plot_axis *x, const plot_axis *y)
{
    if (chart == NULL || chart->all->status != CODING_OK)
        return;
    look_axis(chart->all, chart->chart->x_axis, x);
    look_axis(chart->all, chart->chart->y_axis, y);
}

void
plot_legend(plot *chart, const int *without)
{
    int16_t list[16];
    size_t count = 0;

    if (chart == NULL || chart->all->status != CODING_OK)
        return;
    if (without == NULL) {
        chart_legend_set_position(chart->chart, LXW_CHART_LEGEND_NONE);
        return;
    }
    chart_legend_set_position(chart->chart, LXW_CHART_LEGEND_BOTTOM);
    while (count < 15 && without[count] >= 0) {
        list[count] = (int16_t)without[count];
        count++;
    }
    list[count] = -1;
    if (count > 0)
        book_took(chart->all, chart_legend_delete_series(chart->chart, list));
}

void
plot_place(plot *chart, sheet *page, unsigned row, unsigned column,
           unsigned width, unsigned height, const char *description)
{
    lxw_chart_options options = {
        .x_scale = (double)width / CHART_WIDTH,
        .y_scale = (double)height / CHART_HEIGHT,
        .object_position = LXW_OBJECT_MOVE_DONT_SIZE,
    };

    if (chart == NULL || page == NULL || chart->all->status != CODING_OK)
        return;
    description = plain_text(chart->all, coding_span_of(description), true);
    if (description == NULL)
        return;
    /* worksheet_insert_chart_opt copies, but takes char *. */
    memcpy(&options.description, &description, sizeof options.description);
    book_took(chart->all,
              worksheet_insert_chart_opt(page->page, row, (lxw_col_t)column,
                                         chart->chart, &options));
}
