/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Random tables with given margins. See stats/random_table.h. */
#include "stats/random_table.h"

#include <math.h>

#include "base/memory.h"
#include "stats/array.h"
#include "stats/distribution.h"
#include "stats/hypergeometric.h"

enum {
    ONE_BY_ONE = 100,  /* so many draws are made singly */
    DECK_PER_CELL = 30 /* observations a free cell up to which all are dealt */
};

static uint64_t
draw_singly(coding_stats_random *random, uint64_t yes, uint64_t no,
            uint64_t draws)
{
    uint64_t drawn = 0;

    for (; draws > 0; draws--) {
        if (coding_stats_random_below(random, yes + no) < yes) {
            drawn++;
            yes--;
        } else {
            no--;
        }
    }
    return drawn;
}

/* Ratio of uniforms (Stadlober 1990, J. Comput. Appl. Math. 31, 181-189): the
   hat is the mean plus a quotient of uniforms, as wide as the distribution. */
static uint64_t
draw_by_ratio(coding_stats_random *random, const stats_hypergeometric *margins)
{
    static const double width = 1.7155277699214135;  /* 2 sqrt(2 / e) */
    static const double margin = 0.8989161620588988; /* 3 - 2 sqrt(3 / e) */
    double n = (double)margins->n;
    double share = (double)margins->row / n;
    double mean = share * (double)margins->column;
    double variance = mean * ((double)margins->other_row / n) *
                      ((double)margins->other_column / (n - 1));
    double scale = width * sqrt(variance + 0.5) + margin;
    double top = stats_hypergeometric_log_density(margins, margins->mode);

    for (;;) {
        double u = 1 - coding_stats_random_unit(random);
        double v = coding_stats_random_unit(random) - 0.5;
        double at = mean + 0.5 + scale * v / u;
        uint64_t cell;

        if (!(at >= (double)margins->low) || !(at < (double)margins->high + 1))
            continue;
        cell = (uint64_t)at;
        if (2 * log(u) <= stats_hypergeometric_log_density(margins, cell) - top)
            return cell;
    }
}

uint64_t
stats_random_hypergeometric(coding_stats_random *random, uint64_t yes,
                            uint64_t no, uint64_t draws)
{
    stats_hypergeometric margins;

    if (draws == 0 || yes == 0)
        return 0;
    if (no == 0 || draws == yes + no)
        return draws < yes ? draws : yes;
    if (draws <= ONE_BY_ONE)
        return draw_singly(random, yes, no, draws);
    if (yes <= ONE_BY_ONE) /* the yes are drawn from the draws */
        return draw_singly(random, draws, yes + no - draws, yes);
    margins = stats_hypergeometric_of(yes, no, draws);
    return draw_by_ratio(random, &margins);
}

coding_status
stats_random_table_open(stats_random_table *table)
{
    size_t cells = table->rows * table->columns;
    size_t free_cells = (table->rows - 1) * (table->columns - 1);
    coding_status status = STATS_ARRAY(table->context, cells, &table->cells);

    table->deck = NULL;
    table->left = NULL;
    if (status == CODING_OK)
        status = STATS_ARRAY(table->context, table->columns, &table->left);
    if (status == CODING_OK && table->n <= (uint64_t)DECK_PER_CELL * free_cells)
        status = STATS_ARRAY(table->context, (size_t)table->n, &table->deck);
    if (status == CODING_OK && table->deck != NULL) {
        uint32_t *next = table->deck;

        for (size_t j = 0; j < table->columns; j++)
            for (uint64_t k = 0; k < table->column[j]; k++)
                *next++ = (uint32_t)j;
    }
    return status;
}

void
stats_random_table_close(stats_random_table *table)
{
    base_free(table->context, table->cells);
    base_free(table->context, table->left);
    base_free(table->context, table->deck);
}

/* Deals the deck to the rows. */
static void
deal(stats_random_table *table)
{
    uint32_t *deck = table->deck;
    uint64_t left = table->n;

    for (size_t i = 0; i < table->rows; i++) {
        uint64_t *cells = table->cells + i * table->columns;

        for (size_t j = 0; j < table->columns; j++)
            cells[j] = 0;
        for (uint64_t k = 0; k < table->row[i]; k++) {
            uint64_t pick = coding_stats_random_below(table->random, left--);
            uint32_t column = deck[pick];

            deck[pick] = deck[left];
            deck[left] = column;
            cells[column]++;
        }
    }
}

/* Cell after cell from what its row and column have left (Patefield 1981,
   Appl. Stat. 30, 91-97). */
static void
draw_cells(stats_random_table *table)
{
    uint64_t all = table->n; /* left in this row and those below */

    for (size_t j = 0; j < table->columns; j++)
        table->left[j] = table->column[j];
    for (size_t i = 0; i < table->rows; i++) {
        uint64_t draws = table->row[i];
        uint64_t others = all;

        all -= draws;
        for (size_t j = 0; j < table->columns; j++) {
            uint64_t cell;

            others -= table->left[j];
            cell = stats_random_hypergeometric(table->random, table->left[j],
                                               others, draws);
            table->cells[i * table->columns + j] = cell;
            table->left[j] -= cell;
            draws -= cell;
        }
    }
}

void
stats_random_table_next(stats_random_table *table)
{
    if (table->deck != NULL)
        deal(table);
    else
        draw_cells(table);
}
