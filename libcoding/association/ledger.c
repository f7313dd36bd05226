/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Figures kept by name. See association/ledger.h. */
#include "association/ledger.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"

void
ledger_init(ledger *kept, coding_context *context)
{
    *kept = (ledger){.context = context};
}

void
ledger_clear(ledger *kept)
{
    base_free(kept->context, kept->whole);
    base_free(kept->context, kept->cells);
    ledger_init(kept, kept->context);
}

static coding_status
keep_cell(ledger *kept, const coding_figure *figure)
{
    coding_status status;

    if (strcmp(figure->statistic, "stdres") != 0 &&
        strcmp(figure->statistic, "p_cell_holm") != 0)
        return CODING_OK;
    status = BASE_GROW(kept->context, &kept->cells, &kept->cell_capacity,
                       kept->cell_count + 1);
    if (status == CODING_OK)
        kept->cells[kept->cell_count++] = *figure;
    return status;
}

coding_status
ledger_take(ledger *kept, const coding_figure *figure)
{
    coding_status status;

    if (figure->row != 0 || figure->column != 0)
        return keep_cell(kept, figure);
    status = BASE_GROW(kept->context, &kept->whole, &kept->whole_capacity,
                       kept->whole_count + 1);
    if (status == CODING_OK)
        kept->whole[kept->whole_count++] = *figure;
    return status;
}

double
ledger_value(const ledger *kept, const char *statistic)
{
    for (size_t i = kept->whole_count; i > 0; i--)
        if (kept->whole[i - 1].statistic[0] == statistic[0] &&
            strcmp(kept->whole[i - 1].statistic, statistic) == 0)
            return kept->whole[i - 1].value;
    return (double)NAN;
}
