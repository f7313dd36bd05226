/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One figure of a result, and where a computation puts its figures.
   Names of statistics are those of coding-method(7). */
#ifndef CODING_FIGURE_H
#define CODING_FIGURE_H

#include <coding/status.h>

#include <stddef.h>

typedef struct {
    const char *statistic; /* static name, as in "x2_p" */
    size_t row, column;    /* from 1 in the table as given; 0: whole table */
    double value;          /* NaN: undefined for this table */
} coding_figure;

/* Takes one figure, borrowed for the call. Another status than CODING_OK
   ends the computation with that status. */
typedef coding_status (*coding_figure_take)(void *user,
                                            const coding_figure *figure);

typedef struct {
    coding_figure_take take;
    void *user;
} coding_figure_sink;

#endif
