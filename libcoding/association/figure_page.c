/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A page of figures: rows are kept until a table is whole.
   See coding/association.h. */
#include "association/figure_page.h"

#include <math.h>

#include "base/memory.h"

coding_status
coding_association_page_new(coding_context *context,
                            const coding_columns *result,
                            coding_association_page **out)
{
    coding_association_page *made = NULL;
    coding_status status = BASE_NEW(context, &made);

    if (status != CODING_OK)
        return status;
    made->context = context;
    made->core = coding_core_of(result);
    arena_init(&made->texts, context);
    map_init(&made->names, context);
    *out = made;
    return CODING_OK;
}

void
coding_association_page_free(coding_association_page *page)
{
    coding_context *context;

    if (page == NULL)
        return;
    context = page->context;
    for (size_t i = 0; i < page->names.count; i++) {
        base_free(context, page->tables[i].cells);
        base_free(context, page->tables[i].figures);
    }
    base_free(context, page->tables);
    map_clear(&page->names);
    arena_clear(&page->texts);
    base_free(context, page);
}

static coding_status
find_table(coding_association_page *page, coding_span name, page_table **out)
{
    size_t before = page->names.count, number = 0;
    coding_status status = BASE_GROW(page->context, &page->tables,
                                     &page->table_capacity, before + 1);

    if (status == CODING_OK)
        status = map_add(&page->names, name, &number);
    if (status != CODING_OK)
        return status;
    if (number == before)
        page->tables[number] =
            (page_table){.name = map_name(&page->names, number)};
    *out = &page->tables[number];
    return CODING_OK;
}

static coding_status
keep(coding_association_page *page, const coding_row *row, size_t column,
     coding_span *out)
{
    return arena_copy(&page->texts, coding_row_cell(row, column), out);
}

static coding_status
take_cell(coding_association_page *page, page_table *table,
          const coding_row *row)
{
    page_cell made = {.count = 0};
    coding_status status = keep(page, row, page->core.row, &made.row);

    if (status == CODING_OK)
        status = keep(page, row, page->core.column, &made.column);
    if (status == CODING_OK)
        status = BASE_GROW(page->context, &table->cells, &table->cell_capacity,
                           table->cell_count + 1);
    if (status == CODING_OK &&
        coding_row_number(row, page->core.n, &made.count))
        table->cells[table->cell_count++] = made;
    return status;
}

static coding_status
take_test(coding_association_page *page, page_table *table,
          const coding_row *row)
{
    page_figure made = {.value = (double)NAN};
    coding_status status =
        keep(page, row, page->core.statistic, &made.statistic);

    if (status == CODING_OK)
        status = keep(page, row, page->core.row, &made.row);
    if (status == CODING_OK)
        status = keep(page, row, page->core.column, &made.column);
    if (status == CODING_OK)
        status = keep(page, row, page->core.text, &made.text);
    if (status == CODING_OK)
        status = BASE_GROW(page->context, &table->figures,
                           &table->figure_capacity, table->figure_count + 1);
    if (status != CODING_OK)
        return status;
    if (!coding_row_number(row, page->core.value, &made.value))
        made.value = (double)NAN;
    table->tested = table->tested || row->file == NULL;
    table->figures[table->figure_count++] = made;
    return CODING_OK;
}

coding_status
coding_association_page_take(coding_association_page *page,
                             const coding_row *row)
{
    page_table *table = NULL;
    coding_status status;

    if (row->record != CODING_RECORD_CELL && row->record != CODING_RECORD_TEST)
        return CODING_OK;
    status = find_table(page, coding_row_cell(row, page->core.table), &table);
    if (status != CODING_OK)
        return status;
    return row->record == CODING_RECORD_CELL ? take_cell(page, table, row)
                                             : take_test(page, table, row);
}

coding_status
coding_association_page_write(const coding_association_page *page, FILE *out)
{
    coding_status status = CODING_OK;
    bool first = true;
    buffer text;

    buffer_init(&text, page->context);
    for (size_t i = 0; status == CODING_OK && i < page->names.count; i++) {
        if (!page->tables[i].tested)
            continue;
        buffer_reset(&text);
        if (!first)
            buffer_add_byte(&text, '\n');
        first = false;
        status = figure_print(page->context, &page->tables[i], &text);
        if (status == CODING_OK)
            status = buffer_status(&text);
        if (status == CODING_OK &&
            fwrite(text.bytes, 1, text.length, out) != text.length)
            status = CODING_ESYSTEM;
    }
    buffer_free(&text);
    return status;
}
