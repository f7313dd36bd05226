/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The figures that a computation delivered, by name and place. */
#ifndef UNIT_STATS_FIGURES_H
#define UNIT_STATS_FIGURES_H

#include <coding/figure.h>

#include <stdbool.h>

#include "check.h"

typedef struct {
    coding_figure items[4000];
    size_t count;
    size_t refuse_at; /* the figure, from 1, that is refused; 0: none */
} figures;

static inline coding_status
figures_take(void *user, const coding_figure *figure)
{
    figures *all = user;

    if (all->count + 1 == all->refuse_at)
        return CODING_EDATA;
    assert_true(all->count < sizeof all->items / sizeof *all->items);
    all->items[all->count++] = *figure;
    return CODING_OK;
}

static inline const coding_figure *
figures_find(const figures *all, const char *statistic, size_t row,
             size_t column)
{
    for (size_t i = 0; i < all->count; i++)
        if (all->items[i].row == row && all->items[i].column == column &&
            strcmp(all->items[i].statistic, statistic) == 0)
            return &all->items[i];
    return NULL;
}

static inline bool
figures_has(const figures *all, const char *statistic)
{
    for (size_t i = 0; i < all->count; i++)
        if (strcmp(all->items[i].statistic, statistic) == 0)
            return true;
    return false;
}

static inline double
figures_at(const figures *all, const char *statistic, size_t row, size_t column)
{
    const coding_figure *found = figures_find(all, statistic, row, column);

    if (found == NULL)
        fail_msg("no figure %s %zu %zu", statistic, row, column);
    return found != NULL ? found->value : 0;
}

static inline double
figures_of(const figures *all, const char *statistic)
{
    return figures_at(all, statistic, 0, 0);
}

#endif
