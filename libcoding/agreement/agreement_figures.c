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

double
agreement_figure(const agreement_figures *figures, const char *statistic)
{
    for (size_t i = 0; i < figures->count; i++)
        if (figures->items[i].row == 0 &&
            strcmp(figures->items[i].statistic, statistic) == 0)
            return figures->items[i].value;
    return AGREEMENT_NO_NUMBER;
}

void
agreement_limits(const agreement_figures *figures, const char *statistic,
                 double *low, double *high)
{
    static const char *const kinds[] = {"", "_boot", "_kripp"};
    char name[NAME];

    *low = *high = AGREEMENT_NO_NUMBER;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds && isnan(*low); i++) {
        if (snprintf(name, sizeof name, "%s%s_lo95", statistic, kinds[i]) >=
            NAME)
            return;
        *low = agreement_figure(figures, name);
        memcpy(strstr(name, "_lo95"), "_hi95", 5);
        *high = agreement_figure(figures, name);
    }
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
     const agreement_figures *figures, const coding_figure *figure)
{
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
        row.code = name_of(subject, figure->row);
    row.row = figure->column > 0 ? name_of(subject, figure->row) : row.row;
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
        status = give(agreement, subject, figures, &figures->items[i]);
    return status;
}
