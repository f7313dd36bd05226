/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The maker of rows. See coding/row.h. */
#include "table/cells.h"

#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "table/columns.h"

struct coding_cells {
    coding_context *context;
    coding_row row;
    coding_span *cells;
    char *numbers; /* NUMBER_BYTES a column */
    columns_map map;
};

coding_context *
cells_context(const coding_cells *cells)
{
    return cells->context;
}

coding_status
coding_cells_new(coding_context *context, const coding_columns *columns,
                 coding_cells **out)
{
    size_t count = coding_columns_count(columns);
    coding_cells *made = NULL;
    coding_status status = BASE_NEW(context, &made);

    if (status != CODING_OK)
        return status;
    made->context = context;
    made->row.columns = columns;
    status = base_alloc(context, count * sizeof *made->cells,
                        (void **)(void *)&made->cells);
    if (status == CODING_OK)
        status = base_alloc(context, count * NUMBER_BYTES,
                            (void **)(void *)&made->numbers);
    if (status == CODING_OK)
        status = columns_map_init(&made->map, columns);
    if (status != CODING_OK) {
        coding_cells_free(made);
        return status;
    }
    made->row.cells = made->cells;
    *out = made;
    return CODING_OK;
}

void
coding_cells_free(coding_cells *cells)
{
    if (cells == NULL)
        return;
    columns_map_clear(&cells->map, cells->row.columns);
    base_free(cells->context, cells->numbers);
    base_free(cells->context, cells->cells);
    base_free(cells->context, cells);
}

void
coding_cells_begin(coding_cells *cells, coding_record record)
{
    memset(cells->cells, 0,
           coding_columns_count(cells->row.columns) * sizeof *cells->cells);
    cells->row.record = record;
    cells->row.plain = false;
    cells->row.file = NULL;
    cells->row.line = 0;
    cells->cells[0] = coding_span_of(coding_record_name(record));
}

void
coding_cells_begin_as(coding_cells *cells, const coding_row *row)
{
    size_t count = coding_columns_count(cells->row.columns);

    columns_map_set(&cells->map, row->columns, cells->row.columns);
    for (size_t i = 0; i < count; i++)
        cells->cells[i] = coding_row_cell(row, cells->map.from[i]);
    cells->row.record = row->record;
    cells->row.plain = false;
    cells->row.file = row->file;
    cells->row.line = row->line;
}

void
coding_cells_text(coding_cells *cells, size_t column, coding_span text)
{
    if (column != CODING_NO_COLUMN)
        cells->cells[column] = text;
}

void
cells_texts(coding_cells *cells, size_t first, const coding_span *texts,
            size_t count)
{
    if (count > 0)
        memcpy(cells->cells + first, texts, count * sizeof *texts);
}

void
cells_plain(coding_cells *cells, bool plain)
{
    cells->row.plain = plain;
}

void
coding_cells_unsigned(coding_cells *cells, size_t column, uint64_t number)
{
    if (column != CODING_NO_COLUMN)
        cells->cells[column] = number_from_unsigned(
            number, cells->numbers + column * NUMBER_BYTES);
}

void
coding_cells_number(coding_cells *cells, size_t column, double number)
{
    if (column != CODING_NO_COLUMN)
        cells->cells[column] =
            number_from_double(number, cells->numbers + column * NUMBER_BYTES);
}

const coding_row *
coding_cells_row(const coding_cells *cells)
{
    return &cells->row;
}

coding_status
coding_cells_give(const coding_cells *cells, coding_row_sink sink)
{
    return coding_row_give(sink, &cells->row);
}
