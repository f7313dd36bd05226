/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writing rows, as a stream or as one table. See coding/stream.h. */
#include <errno.h>
#include <stdlib.h>

#include "base/diag.h"
#include "base/memory.h"
#include "base/number.h"
#include "io/output.h"
#include "table/columns.h"
#include "table/format.h"

enum { FLUSH_BYTES = 65536 };

/* A row of a table that is laid out at the end. */
typedef struct {
    const coding_span *cells;
    coding_span document;
    size_t order;
} gathered;

struct coding_writer {
    coding_context *context;
    FILE *file;
    coding_writer_options options;
    coding_columns *columns; /* the caller's, and what `end` rows need */
    coding_core core;
    columns_map maps[2]; /* of rows passed on and of rows made, in turn */
    size_t turn;
    size_t width;
    coding_span *cells; /* of the row at hand, as the writer has them */
    format_view view;
    coding_span *shown; /* the view's cells of the row at hand */
    arena keep;         /* view and gathered rows */
    gathered *rows;
    size_t row_count, row_capacity;
    uint64_t written; /* rows of the stream so far */
    buffer out;
    bool failed; /* a write did, and was told */
};

/* ---- bytes ---- */

static coding_status
send(coding_writer *writer)
{
    size_t length = writer->out.length;
    coding_status status = buffer_status(&writer->out);

    if (status != CODING_OK)
        return status;
    errno = 0;
    if (length > 0 &&
        fwrite(writer->out.bytes, 1, length, writer->file) != length) {
        writer->failed = true;
        return output_failure(writer->context, NULL);
    }
    buffer_reset(&writer->out);
    return CODING_OK;
}

static coding_status
send_if_much(coding_writer *writer)
{
    if (writer->out.length < FLUSH_BYTES)
        return buffer_status(&writer->out);
    return send(writer);
}

/* ---- making ---- */

static coding_status
copy_columns(coding_writer *writer, const coding_columns *columns)
{
    coding_status status = coding_columns_copy(columns, &writer->columns);

    if (status == CODING_OK)
        status =
            coding_columns_add(writer->columns, coding_span_of("document"));
    if (status == CODING_OK)
        status = coding_columns_add(writer->columns, coding_span_of("value"));
    if (status != CODING_OK)
        return status;
    writer->core = coding_core_of(writer->columns);
    writer->width = coding_columns_count(writer->columns);
    status = columns_map_init(&writer->maps[0], writer->columns);
    if (status == CODING_OK)
        status = columns_map_init(&writer->maps[1], writer->columns);
    if (status == CODING_OK)
        status =
            base_alloc(writer->context, writer->width * sizeof *writer->cells,
                       (void **)(void *)&writer->cells);
    return status;
}

static coding_status
begin_stream(coding_writer *writer)
{
    for (size_t i = 0; i < writer->width; i++)
        writer->cells[i] = coding_columns_name(writer->columns, i);
    format_stream_row(writer->cells, writer->width, &writer->out);
    return buffer_status(&writer->out);
}

static coding_status
begin_table(coding_writer *writer)
{
    coding_status status = format_view_of(writer->options.view, writer->columns,
                                          &writer->keep, &writer->view);

    if (status == CODING_OK)
        status =
            ARENA_ARRAY(&writer->keep, writer->view.count + 1, &writer->shown);
    if (status != CODING_OK || writer->options.format != CODING_FORMAT_CSV)
        return status;
    if (writer->options.bom)
        buffer_add_text(&writer->out, "\xEF\xBB\xBF");
    format_csv_row(writer->view.heading, writer->view.count, &writer->out);
    return buffer_status(&writer->out);
}

coding_status
coding_writer_new(coding_context *context, FILE *out,
                  const coding_columns *columns,
                  const coding_writer_options *options, coding_writer **writer)
{
    coding_writer *made = NULL;
    coding_status status = BASE_NEW(context, &made);

    if (status != CODING_OK)
        return status;
    made->context = context;
    made->file = out;
    if (options != NULL)
        made->options = *options;
    buffer_init(&made->out, context);
    arena_init(&made->keep, context);
    status = copy_columns(made, columns);
    if (status == CODING_OK)
        status = made->options.format == CODING_FORMAT_TSV ? begin_stream(made)
                                                           : begin_table(made);
    if (status != CODING_OK) {
        coding_writer_free(made);
        return status;
    }
    *writer = made;
    return CODING_OK;
}

void
coding_writer_free(coding_writer *writer)
{
    if (writer == NULL)
        return;
    if (writer->columns != NULL) {
        columns_map_clear(&writer->maps[0], writer->columns);
        columns_map_clear(&writer->maps[1], writer->columns);
    }
    coding_columns_free(writer->columns);
    base_free(writer->context, writer->cells);
    base_free(writer->context, writer->rows);
    arena_clear(&writer->keep);
    buffer_free(&writer->out);
    base_free(writer->context, writer);
}

/* ---- rows ---- */

/* A filled cell that has no column here would be lost without a word. */
static coding_status
check_lossy(const coding_writer *writer, const coding_row *row)
{
    for (size_t i = 0; i < coding_columns_count(row->columns); i++) {
        coding_span name = coding_columns_name(row->columns, i);

        if (row->cells[i].length > 0 &&
            columns_find(writer->columns, name) == CODING_NO_COLUMN)
            return diag_error(writer->context, CODING_ESYSTEM,
                              "stream-column-lost", (diag_place){0},
                              "the output has no column for '%.*s' of a %s "
                              "row: a mistake of this program",
                              DIAG_SPAN(name), coding_record_name(row->record));
    }
    return CODING_OK;
}

/* The map from the row's columns to the writer's. Rows of two sets come by
   turns in a filter, so two maps are remembered. */
static const columns_map *
map_of(coding_writer *writer, const coding_row *row)
{
    if (!columns_map_is(&writer->maps[writer->turn], row->columns))
        writer->turn = 1 - writer->turn;
    columns_map_set(&writer->maps[writer->turn], row->columns, writer->columns);
    return &writer->maps[writer->turn];
}

/* The row's cells as the writer has them: its own or in writer->cells. */
static coding_status
map_cells(coding_writer *writer, const coding_row *row,
          const coding_span **cells)
{
    const columns_map *map = map_of(writer, row);
    coding_status status = CODING_OK;

    *cells = row->cells;
    if (map->lossy)
        status = check_lossy(writer, row);
    if (map->identical)
        return status;
    for (size_t i = 0; i < writer->width; i++)
        writer->cells[i] = coding_row_cell(row, map->from[i]);
    *cells = writer->cells;
    return status;
}

static bool
is_dropped(const coding_writer *writer, const coding_row *row)
{
    return writer->options.only && (row->record == CODING_RECORD_UNIT ||
                                    row->record == CODING_RECORD_CODING);
}

/* A document's `end` without the counts of rows that were dropped. */
static const coding_span *
empty_counts(coding_writer *writer, const coding_span *cells)
{
    static const coding_span none = {NULL, 0};

    for (size_t i = 0; i < writer->width; i++)
        writer->cells[i] = cells[i];
    if (writer->core.units != CODING_NO_COLUMN)
        writer->cells[writer->core.units] = none;
    if (writer->core.mentions != CODING_NO_COLUMN)
        writer->cells[writer->core.mentions] = none;
    return writer->cells;
}

static coding_status
take_stream(coding_writer *writer, const coding_row *row)
{
    const coding_span *cells = NULL;
    coding_status status;

    if (is_dropped(writer, row))
        return CODING_OK;
    status = map_cells(writer, row, &cells);
    if (status != CODING_OK)
        return status;
    if (row->record == CODING_RECORD_END) {
        if (cells[writer->core.document].length == 0)
            return CODING_OK; /* the stream's: this writer makes its own */
        if (writer->options.only)
            cells = empty_counts(writer, cells);
    }
    if (row->plain)
        format_plain_row(cells, writer->width, &writer->out);
    else
        format_stream_row(cells, writer->width, &writer->out);
    writer->written++;
    return send_if_much(writer);
}

/* Keeps the view's cells for the end. */
static coding_status
gather(coding_writer *writer, coding_span document)
{
    coding_span *kept = NULL;
    gathered *row;
    coding_status status =
        ARENA_ARRAY(&writer->keep, writer->view.count + 1, &kept);

    for (size_t i = 0; status == CODING_OK && i < writer->view.count; i++)
        status = arena_copy(&writer->keep, writer->shown[i], &kept[i]);
    if (status == CODING_OK)
        status = BASE_GROW(writer->context, &writer->rows,
                           &writer->row_capacity, writer->row_count + 1);
    if (status != CODING_OK)
        return status;
    row = &writer->rows[writer->row_count];
    *row = (gathered){kept, {NULL, 0}, writer->row_count};
    if (writer->options.view->by_document)
        status = arena_copy(&writer->keep, document, &row->document);
    writer->row_count++;
    return status;
}

static coding_status
put(coding_writer *writer, const coding_span *cells)
{
    if (writer->options.format == CODING_FORMAT_CSV)
        format_csv_row(cells, writer->view.count, &writer->out);
    else
        format_json_row(&writer->view, cells, &writer->out);
    return send_if_much(writer);
}

static coding_status
take_table(coding_writer *writer, const coding_row *row)
{
    const coding_view *view = writer->options.view;
    const coding_span *cells = NULL;
    coding_status status;

    if (row->record != view->record)
        return CODING_OK;
    status = map_cells(writer, row, &cells);
    if (status != CODING_OK)
        return status;
    if (view->table != NULL &&
        (writer->core.table == CODING_NO_COLUMN ||
         !coding_span_is(cells[writer->core.table], view->table)))
        return CODING_OK;
    for (size_t i = 0; i < writer->view.count; i++)
        writer->shown[i] = writer->view.column[i] == CODING_NO_COLUMN
                               ? (coding_span){NULL, 0}
                               : cells[writer->view.column[i]];
    if (view->by_document || writer->options.format == CODING_FORMAT_TEXT)
        return gather(writer, cells[writer->core.document]);
    return put(writer, writer->shown);
}

coding_status
coding_writer_take(coding_writer *writer, const coding_row *row)
{
    if (writer->failed)
        return CODING_ESYSTEM; /* told when it happened */
    if (writer->options.format == CODING_FORMAT_TSV)
        return take_stream(writer, row);
    return take_table(writer, row);
}

static coding_status
take(void *user, const coding_row *row)
{
    return coding_writer_take(user, row);
}

coding_row_sink
coding_writer_sink(coding_writer *writer)
{
    return (coding_row_sink){take, writer};
}

/* ---- the end ---- */

static void
end_stream(coding_writer *writer)
{
    char number[NUMBER_BYTES];

    for (size_t i = 0; i < writer->width; i++)
        writer->cells[i] = (coding_span){NULL, 0};
    writer->cells[0] = coding_span_of(coding_record_name(CODING_RECORD_END));
    writer->cells[writer->core.value] =
        number_from_unsigned(writer->written, number);
    format_stream_row(writer->cells, writer->width, &writer->out);
}

static int
by_document(const void *left, const void *right)
{
    const gathered *a = left, *b = right;
    int order = coding_span_compare(a->document, b->document);

    return order != 0 ? order : (a->order > b->order) - (a->order < b->order);
}

static coding_status
end_text(coding_writer *writer)
{
    format_table table = {&writer->view, NULL, writer->row_count,
                          writer->options.styled, writer->options.width};
    const coding_span **rows = NULL;
    coding_status status =
        ARENA_ARRAY(&writer->keep, writer->row_count + 1, &rows);

    if (status != CODING_OK)
        return status;
    for (size_t i = 0; i < writer->row_count; i++)
        rows[i] = writer->rows[i].cells;
    table.rows = rows;
    format_text(&table, &writer->out);
    return buffer_status(&writer->out);
}

static coding_status
end_table(coding_writer *writer)
{
    coding_status status = CODING_OK;

    if (writer->options.view->by_document && writer->row_count > 1)
        qsort(writer->rows, writer->row_count, sizeof *writer->rows,
              by_document);
    if (writer->options.format == CODING_FORMAT_TEXT)
        return end_text(writer);
    for (size_t i = 0; status == CODING_OK && i < writer->row_count; i++)
        status = put(writer, writer->rows[i].cells);
    return status;
}

coding_status
coding_writer_finish(coding_writer *writer)
{
    coding_status status = CODING_OK;

    if (writer->failed)
        return CODING_ESYSTEM; /* told when it happened */
    if (writer->options.format == CODING_FORMAT_TSV)
        end_stream(writer);
    else
        status = end_table(writer);
    if (status == CODING_OK)
        status = send(writer);
    if (status != CODING_OK)
        return status;
    errno = 0;
    if (fflush(writer->file) != 0 || ferror(writer->file) != 0) {
        writer->failed = true;
        status = output_failure(writer->context, NULL);
    }
    return status;
}
