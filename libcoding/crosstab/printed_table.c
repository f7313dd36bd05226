/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A table as people print it. */
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "crosstab/crosstab_inside.h"

/* A table being printed: cells of one line, and where their digits are. */
typedef struct {
    const contingency *table;
    const variable *stratum;
    coding_crosstab_show show;
    bool margins;
    coding_crosstab_line take;
    void *user;
    coding_span *cells;
    char (*digits)[NUMBER_BYTES];
} printing;

static uint64_t
count_at(const printing *to, size_t s, size_t r, size_t c)
{
    size_t rows = to->table->rows->level_count;
    size_t columns = to->table->columns->level_count;

    return to->table->counts[(s * rows + r) * columns + c];
}

/* Total of a row (c beyond the last column), a column (r beyond) or all. */
static uint64_t
total_at(const printing *to, size_t s, size_t r, size_t c)
{
    size_t rows = to->table->rows->level_count;
    size_t columns = to->table->columns->level_count;
    uint64_t total = 0;

    for (size_t i = r < rows ? r : 0; i < (r < rows ? r + 1 : rows); i++)
        for (size_t j = c < columns ? c : 0;
             j < (c < columns ? c + 1 : columns); j++)
            total += count_at(to, s, i, j);
    return total;
}

static void
put_figure(printing *to, size_t at, size_t s, size_t r, size_t c)
{
    size_t rows = to->table->rows->level_count;
    size_t columns = to->table->columns->level_count;
    uint64_t count = total_at(to, s, r, c);
    uint64_t base = count;

    if (to->show == CODING_CROSSTAB_ROW)
        base = total_at(to, s, r, columns);
    else if (to->show == CODING_CROSSTAB_COLUMN)
        base = total_at(to, s, rows, c);
    else if (to->show == CODING_CROSSTAB_TOTAL)
        base = total_at(to, s, rows, columns);
    if (to->show == CODING_CROSSTAB_COUNTS)
        to->cells[at] = number_from_unsigned(count, to->digits[at]);
    else if (base > 0)
        to->cells[at] = number_from_double(100.0 * (double)count / (double)base,
                                           to->digits[at]);
    else
        to->cells[at] = (coding_span){NULL, 0};
}

static coding_status
put_header(printing *to)
{
    size_t columns = to->table->columns->level_count;
    size_t at = 0;

    if (to->stratum != NULL)
        to->cells[at++] = to->stratum->name;
    to->cells[at++] = to->table->rows->name;
    for (size_t c = 0; c < columns; c++)
        to->cells[at++] = to->table->columns->levels[c];
    if (to->margins)
        to->cells[at++] = coding_span_of("total");
    return to->take(to->user, to->cells, at);
}

static coding_status
put_line(printing *to, size_t s, size_t r)
{
    size_t columns = to->table->columns->level_count;
    size_t at = 0;

    if (to->stratum != NULL)
        to->cells[at++] = to->stratum->levels[s];
    to->cells[at++] = r < to->table->rows->level_count
                          ? to->table->rows->levels[r]
                          : coding_span_of("total");
    for (size_t c = 0; c < columns + to->margins; c++, at++)
        put_figure(to, at, s, r, c);
    return to->take(to->user, to->cells, at);
}

coding_status
coding_crosstab_lines(const coding_crosstab *crosstab, size_t table,
                      coding_crosstab_show show, bool margins,
                      coding_crosstab_line take, void *user)
{
    const contingency *of = &crosstab->tables[table];
    printing to = {.table = of,
                   .stratum = crosstab->strata_count > 0
                                  ? crosstab->strata[0].items
                                  : NULL,
                   .show = show,
                   .margins = margins,
                   .take = take,
                   .user = user};
    size_t width = of->columns->level_count + 3;
    size_t strata = to.stratum != NULL ? to.stratum->level_count : 1;
    coding_status status =
        base_alloc(crosstab->context, width * sizeof *to.cells,
                   (void **)(void *)&to.cells);

    if (status == CODING_OK)
        status = base_alloc(crosstab->context, width * sizeof *to.digits,
                            (void **)(void *)&to.digits);
    if (status == CODING_OK)
        status = put_header(&to);
    for (size_t s = 0; status == CODING_OK && s < strata; s++)
        for (size_t r = 0;
             status == CODING_OK && r < of->rows->level_count + margins; r++)
            status = put_line(&to, s, r);
    base_free(crosstab->context, to.cells);
    base_free(crosstab->context, to.digits);
    return status;
}
