/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The figures of one table, to be looked up by name while its sentences are
   made. */
#ifndef ASSOCIATION_LEDGER_H
#define ASSOCIATION_LEDGER_H

#include <coding/context.h>
#include <coding/figure.h>

typedef struct {
    coding_context *context;
    coding_figure *whole; /* of the table */
    coding_figure *cells; /* adjusted residuals and their p */
    size_t whole_count, whole_capacity;
    size_t cell_count, cell_capacity;
} ledger; /* set with ledger_init, end with ledger_clear */

void ledger_init(ledger *kept, coding_context *context);
void ledger_clear(ledger *kept);
/* Keeps a figure of the whole table, and of a cell stdres and p_cell_holm. */
CODING_MUST_USE coding_status ledger_take(ledger *kept,
                                          const coding_figure *figure);
/* NaN: there is none. */
double ledger_value(const ledger *kept, const char *statistic);

#endif
