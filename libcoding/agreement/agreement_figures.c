/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Figures of one set, kept until their limits are known. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "agreement/agreement_inside.h"
#include "base/memory.h"

enum { NAME = 64 };

void
agreement_figures_init(agreement_figures *figures, coding_context *context)
{
    *figures = (agreement_figures){.context = context};
}

void
agreement_figures_clear(agreement_figures *figures)
{
    base_free(figures->context, figures->items);
    agreement_figures_init(figures, figures->context);
}

static coding_status
take(void *user, const coding_figure *figure)
{
    agreement_figures *figures = user;
    coding_status status = BASE_GROW(figures->context, &figures->items,
                                     &figures->capacity, figures->count + 1);

    if (status == CODING_OK)
        figures->items[figures->count++] = *figure;
    return status;
}

coding_figure_sink
agreement_figures_sink(agreement_figures *figures)
{
    return (coding_figure_sink){take, figures};
}

/* The figures of a row stand together. */
static double
figure_near(const agreement_figures *figures, size_t at, const char *statistic)
{
    size_t row = figures->items[at].row;

    while (at > 0 && figures->items[at - 1].row == row)
        at--;
    for (; at < figures->count && figures->items[at].row == row; at++)
        if (strcmp(figures->items[at].statistic, statistic) == 0)
            return figures->items[at].value;
    return AGREEMENT_NO_NUMBER;
}

double
agreement_figure(const agreement_figures *figures, const char *statistic)
{
    for (size_t i = 0; i < figures->count; i++)
        if (figures->items[i].row == 0 &&
            strcmp(figures->items[i].statistic, statistic) == 0)
            return figures->items[i].value;
    return AGREEMENT_NO_NUMBER;
}

bool
agreement_has(const agreement_figures *figures, const char *statistic)
{
    for (size_t i = 0; i < figures->count; i++)
        if (strcmp(figures->items[i].statistic, statistic) == 0)
            return true;
    return false;
}

double
agreement_figure_at(const agreement_figures *figures, const char *statistic,
                    size_t row)
{
    for (size_t i = 0; i < figures->count; i++)
        if (figures->items[i].row == row)
            return figure_near(figures, i, statistic);
    return AGREEMENT_NO_NUMBER;
}

static void
find_limits(const agreement_figures *figures, size_t at, const char *statistic,
            double *low, double *high)
{
    static const char *const kinds[] = {"", "_boot", "_kripp"};
    char lower[NAME], upper[NAME];

    *low = *high = AGREEMENT_NO_NUMBER;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds && isnan(*low); i++) {
        if (snprintf(lower, sizeof lower, "%s%s_lo95", statistic, kinds[i]) >=
                NAME ||
            snprintf(upper, sizeof upper, "%s%s_hi95", statistic, kinds[i]) >=
                NAME)
            return;
        *low = at < figures->count ? figure_near(figures, at, lower)
                                   : agreement_figure(figures, lower);
        *high = at < figures->count ? figure_near(figures, at, upper)
                                    : agreement_figure(figures, upper);
    }
}

void
agreement_limits(const agreement_figures *figures, const char *statistic,
                 double *low, double *high)
{
    find_limits(figures, SIZE_MAX, statistic, low, high);
}

static coding_span
name_of(const agreement_subject *subject, size_t number)
{
    return subject->names == NULL || number == 0 ? (coding_span){NULL, 0}
                                                 : subject->names[number - 1];
}

/* A figure of one category has its name in `code`; one of two has them in `row`
   and `column`. */
static coding_status
give(coding_agreement *agreement, const agreement_subject *subject,
     const agreement_figures *figures, size_t at)
{
    const coding_figure *figure = &figures->items[at];
    bool counts = strncmp(figure->statistic, "n_", 2) == 0;
    agreement_row row = {.table = subject->table,
                         .facet = subject->facet,
                         .code = subject->code,
                         .measure = figure->statistic,
                         .value = figure->value,
                         .low = AGREEMENT_NO_NUMBER,
                         .high = AGREEMENT_NO_NUMBER,
                         .n = counts ? AGREEMENT_NO_NUMBER : subject->n};

    if (figure->row == 0)
        agreement_limits(figures, figure->statistic, &row.low, &row.high);
    else if (figure->column == 0)
        find_limits(figures, at, figure->statistic, &row.low, &row.high);
    if (figure->row > 0 && figure->column == 0) {
        row.code = name_of(subject, figure->row);
        if (subject->row_n != NULL)
            row.n = subject->row_n[figure->row - 1];
    }
    if (figure->column > 0)
        row.row = name_of(subject, figure->row);
    row.column = name_of(subject, figure->column);
    if (isnan(figure->value))
        row.text = coding_span_of(subject->undefined);
    return agreement_give(agreement, &row);
}

coding_status
agreement_give_figures(coding_agreement *agreement,
                       const agreement_subject *subject,
                       const agreement_figures *figures)
{
    coding_status status = CODING_OK;

    for (size_t i = 0; status == CODING_OK && i < figures->count; i++)
        status = give(agreement, subject, figures, i);
    return status;
}
