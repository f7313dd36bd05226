/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Native charts over cells. Colours are those of Okabe and Ito, and a
   difference is never shown by colour alone: order, dashes or markers too. */
#ifndef WORKBOOK_PLOT_H
#define WORKBOOK_PLOT_H

#include <stddef.h>

#include "workbook/book.h"

typedef struct plot plot;

typedef enum {
    PLOT_SCATTER,
    PLOT_LINE,
    PLOT_COLUMNS,
    PLOT_BARS,
    PLOT_BARS_STACKED,
    PLOT_BARS_SHARE /* stacked to 100% */
} plot_kind;

typedef enum {
    PLOT_BLUE,
    PLOT_ORANGE,
    PLOT_GREEN,
    PLOT_PURPLE,
    PLOT_SKY,
    PLOT_VERMILION,
    PLOT_YELLOW,
    PLOT_BLACK,
    PLOT_COLOURS
} plot_colour;

typedef enum {
    PLOT_NO_MARKER,
    PLOT_CIRCLE,
    PLOT_DIAMOND,
    PLOT_SQUARE,
    PLOT_TRIANGLE
} plot_marker;

/* One row or one column of cells. */
typedef struct {
    const sheet *page;
    unsigned first_row, first_column, last_row, last_column;
} plot_cells;

typedef struct {
    plot_colour colour;
    plot_marker marker;
    float line;  /* points; 0: none */
    bool dashed; /* a bar: with thin white lines */
    bool pale;   /* shows what lies behind: programs differ in what is on top */
} plot_look;

/* The nth series of bars: its colour, every second one with lines. */
plot_look plot_bar(size_t n);

typedef struct {
    const char *title; /* NULL: none */
    double least, most;
    double step; /* 0: least and most and step are the program's choice */
    const char *numbers; /* format; NULL: general */
    bool hidden;         /* no labels, no ticks */
    bool no_ticks;
    bool reversed;
    bool logarithmic;
    double crossing;   /* where the other axis crosses this one */
    bool has_crossing; /* else where the program likes */
} plot_axis;

/* NULL after a fault: every call below then does nothing. The book owns it. */
plot *plot_new(book *all, plot_kind kind, const char *title);
/* x may be NULL: 1, 2, 3 ... */
void plot_series(plot *chart, const char *name, const plot_cells *x,
                 const plot_cells *y, const plot_look *look);
/* A text beside each point of the last series, right of it or left; count
   texts. */
void plot_labels(plot *chart, const coding_span *texts, size_t count,
                 bool right);
/* Values behind the bars of the last series. */
void plot_values(plot *chart);
/* x lies, y stands, in bar charts too. */
void plot_axes(plot *chart, const plot_axis *x, const plot_axis *y);
/* Leaves series (in the order added, ended by -1) out of the legend; NULL: no
   legend at all. */
void plot_legend(plot *chart, const int *without);
/* Puts it on a sheet, its corner in a cell; sizes in pixels; description is
   read to those who do not see it. Last call. */
void plot_place(plot *chart, sheet *page, unsigned row, unsigned column,
                unsigned width, unsigned height, const char *description);

#endif
