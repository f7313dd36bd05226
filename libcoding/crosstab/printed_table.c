/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A table as people print it. */
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "base/sentence.h"
#include "crosstab/crosstab_inside.h"

/* A table being printed: cells of one line, and where their digits are. */
typedef struct {
    const contingency *table;
    const variable *stratum;
    coding_crosstab_print print;
    bool weighted;
    coding_crosstab_line take;
    void *user;
    coding_span *cells;
    char (*digits)[NUMBER_BYTES];
    buffer words;
} printing;

/* Respondents or, for all but counts, their weights. */
static double
size_at(const printing *to, size_t s, size_t r, size_t c)
{
    size_t rows = to->table->rows->level_count;
    size_t columns = to->table->columns->level_count;
    size_t cell = (s * rows + r) * columns + c;

    if (to->weighted && to->print.show != CODING_CROSSTAB_COUNTS)
        return to->table->weights[cell];
    return (double)to->table->counts[cell];
}

/* Total of a row (c beyond the last column), a column (r beyond) or all. */
static double
total_at(const printing *to, size_t s, size_t r, size_t c)
{
    size_t rows = to->table->rows->level_count;
    size_t columns = to->table->columns->level_count;
    double total = 0;

    for (size_t i = r < rows ? r : 0; i < (r < rows ? r + 1 : rows); i++)
        for (size_t j = c < columns ? c : 0;
             j < (c < columns ? c + 1 : columns); j++)
            total += size_at(to, s, i, j);
    return total;
}

/* 100 part / whole, into the digits of a cell. */
static coding_span
percent(printing *to, size_t at, double part, double whole)
{
    coding_span words;

    if (!(whole > 0))
        return (coding_span){NULL, 0};
    if (!to->print.rounded)
        return number_from_double(100 * part / whole, to->digits[at]);
    buffer_reset(&to->words);
    sentence_add_fixed(&to->words, 100 * part / whole, 1, SENTENCE_FREE);
    words = buffer_span(&to->words);
    if (words.length > NUMBER_BYTES)
        return number_from_double(100 * part / whole, to->digits[at]);
    memcpy(to->digits[at], words.at, words.length);
    return (coding_span){to->digits[at], words.length};
}

static void
put_figure(printing *to, size_t at, size_t s, size_t r, size_t c)
{
    size_t rows = to->table->rows->level_count;
    size_t columns = to->table->columns->level_count;
    double size = total_at(to, s, r, c);

    switch (to->print.show) {
    case CODING_CROSSTAB_ROW:
        to->cells[at] = percent(to, at, size, total_at(to, s, r, columns));
        break;
    case CODING_CROSSTAB_COLUMN:
        to->cells[at] = percent(to, at, size, total_at(to, s, rows, c));
        break;
    case CODING_CROSSTAB_TOTAL:
        to->cells[at] = percent(to, at, size, total_at(to, s, rows, columns));
        break;
    case CODING_CROSSTAB_COUNTS:
    case CODING_CROSSTAB_WEIGHTS:
    default:
        to->cells[at] = number_from_double(size, to->digits[at]);
        break;
    }
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
    if (to->print.margins)
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
    for (size_t c = 0; c < columns + to->print.margins; c++, at++)
        put_figure(to, at, s, r, c);
    return to->take(to->user, to->cells, at);
}

coding_status
coding_crosstab_lines(const coding_crosstab *crosstab, size_t table,
                      const coding_crosstab_print *print,
                      coding_crosstab_line take, void *user)
{
    const contingency *of = &crosstab->tables[table];
    printing to = {.table = of,
                   .stratum = crosstab->strata_count > 0
                                  ? crosstab->strata[0].items
                                  : NULL,
                   .print = *print,
                   .weighted = crosstab->weight != NULL,
                   .take = take,
                   .user = user};
    size_t width = of->columns->level_count + 3;
    size_t strata = to.stratum != NULL ? to.stratum->level_count : 1;
    coding_status status =
        base_alloc(crosstab->context, width * sizeof *to.cells,
                   (void **)(void *)&to.cells);

    buffer_init(&to.words, crosstab->context);
    if (status == CODING_OK)
        status = base_alloc(crosstab->context, width * sizeof *to.digits,
                            (void **)(void *)&to.digits);
    if (status == CODING_OK)
        status = put_header(&to);
    for (size_t s = 0; status == CODING_OK && s < strata; s++)
        for (size_t r = 0;
             status == CODING_OK && r < of->rows->level_count + print->margins;
             r++)
            status = put_line(&to, s, r);
    base_free(crosstab->context, to.cells);
    base_free(crosstab->context, to.digits);
    if (status == CODING_OK)
        status = buffer_status(&to.words);
    buffer_free(&to.words);
    return status;
}
