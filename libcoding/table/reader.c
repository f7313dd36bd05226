/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reading streams, one line at a time. See coding/stream.h. */
#include "table/reader.h"

#include <string.h>

#include "base/buffer.h"
#include "base/memory.h"
#include "base/number.h"
#include "io/input.h"
#include "table/columns.h"
#include "table/fields.h"
#include "table/header.h"
#include "table/lines.h"
#include "table/merge.h"
#include "table/seal.h"

enum { STREAM_VERSION = 1 };

struct coding_reader {
    coding_context *context;
    const char *const *paths;
    const coding_span *texts; /* NULL: paths are files */
    size_t count, next;       /* operands, and the one to open next */
    coding_reader_options options;
    input *given; /* an operand that is open already, or NULL */
    input *in;    /* NULL: between operands */
    lines lines;
    coding_columns *columns; /* of the first header; rows have these */
    coding_columns *section; /* of the header in force, if it differs */
    columns_map map;
    size_t width;       /* cells a row */
    coding_span *raw;   /* as they stand in the line */
    coding_span *cells; /* as the first header has them */
    size_t sections;
    merge merge;
    seal seal;
    coding_row row;
    coding_status fault; /* the first one: nothing is read behind it */
};

static diag_place
place_of(const coding_reader *reader)
{
    return (diag_place){.file = input_name(reader->in),
                        .line = reader->lines.line};
}

/* ---- sections ---- */

static coding_status
start_first(coding_reader *reader, coding_columns *columns)
{
    coding_context *context = reader->context;
    coding_status status;

    reader->columns = columns;
    reader->width = coding_columns_count(columns);
    merge_init(&reader->merge, context, columns,
               reader->options.joined_results);
    seal_init(&reader->seal, context, columns, reader->options.unsealed);
    status = columns_map_init(&reader->map, columns);
    if (status == CODING_OK)
        status = base_alloc(context,
                            (reader->width + FIELDS_ROOM) * sizeof *reader->raw,
                            (void **)(void *)&reader->raw);
    if (status == CODING_OK)
        status = base_alloc(context, reader->width * sizeof *reader->cells,
                            (void **)(void *)&reader->cells);
    return status;
}

/* Appends the columns of one set that another lacks, behind text. */
static void
add_odd(const coding_columns *has, const coding_columns *lacks,
        const char *text, buffer *out)
{
    bool first = true;

    for (size_t i = 0; i < coding_columns_count(has); i++) {
        coding_span name = coding_columns_name(has, i);

        if (columns_find(lacks, name) != CODING_NO_COLUMN)
            continue;
        buffer_add_text(out, first ? text : ",");
        buffer_add_text(out, " '");
        buffer_add(out, name);
        buffer_add_byte(out, '\'');
        first = false;
    }
}

static coding_status
start_later(coding_reader *reader, coding_columns *columns)
{
    coding_status status;
    buffer odd;

    coding_columns_free(reader->section);
    reader->section = columns;
    columns_map_set(&reader->map, columns, reader->columns);
    if (!reader->map.lossy && coding_columns_count(columns) == reader->width)
        return CODING_OK;
    buffer_init(&odd, reader->context);
    add_odd(reader->columns, columns, "; lacks", &odd);
    add_odd(columns, reader->columns, "; has besides", &odd);
    status = buffer_status(&odd);
    if (status == CODING_OK)
        status = diag_error(reader->context, CODING_EDATA, "stream-columns",
                            place_of(reader),
                            "a section with other columns than the first one"
                            "%.*s",
                            DIAG_SPAN(buffer_span(&odd)));
    buffer_free(&odd);
    return status;
}

static coding_status
start_section(coding_reader *reader, coding_span line)
{
    coding_columns *columns = NULL;
    coding_status status =
        header_read(reader->context, place_of(reader), line, &columns);

    if (status != CODING_OK)
        return status;
    if (reader->columns == NULL)
        status = start_first(reader, columns);
    else
        status = start_later(reader, columns);
    reader->sections++;
    seal_section(&reader->seal);
    return status;
}

/* ---- operands ---- */

static coding_status
open_input(coding_reader *reader)
{
    size_t at = reader->next++;
    coding_status status;
    char *line = NULL;
    size_t length = 0;

    if (reader->given != NULL) {
        reader->in = reader->given;
        reader->given = NULL;
        status = CODING_OK;
    } else if (reader->texts != NULL)
        status = input_open_bytes(reader->context, reader->paths[at],
                                  reader->texts[at], NULL, &reader->in);
    else
        status =
            input_open(reader->context, reader->paths[at], NULL, &reader->in);
    if (status != CODING_OK)
        return status;
    lines_start(&reader->lines, reader->context, reader->in);
    status = lines_next(&reader->lines, &line, &length);
    if (status == CODING_END)
        return diag_error(reader->context, CODING_EDATA, "stream-empty",
                          (diag_place){.file = input_name(reader->in)},
                          "is empty: no stream came, the producer failed or "
                          "wrote nothing");
    if (status != CODING_OK)
        return status;
    if (!header_is((coding_span){line, length}))
        return header_refuse(reader->context, input_name(reader->in),
                             (coding_span){line, length});
    return start_section(reader, (coding_span){line, length});
}

/* The input is at its end: it must have been whole. */
static coding_status
close_input(coding_reader *reader)
{
    coding_status status =
        seal_finish(&reader->seal, input_name(reader->in), reader->lines.line);

    input_close(reader->in);
    reader->in = NULL;
    return status;
}

/* Operands of a reader, one way or the other. */
typedef struct {
    const char *const *paths;
    const coding_span *texts;
    size_t count;
    input *given; /* taken */
} operands;

static coding_status
open_reader(coding_context *context, const operands *from,
            const coding_reader_options *options, coding_reader **out)
{
    coding_reader *reader = NULL;
    coding_status status = BASE_NEW(context, &reader);

    if (status != CODING_OK) {
        input_close(from->given);
        return status;
    }
    reader->context = context;
    reader->paths = from->paths;
    reader->texts = from->texts;
    reader->count = from->count;
    reader->given = from->given;
    if (options != NULL)
        reader->options = *options;
    status = open_input(reader);
    if (status != CODING_OK) {
        coding_reader_free(reader);
        return status;
    }
    *out = reader;
    return CODING_OK;
}

coding_status
coding_reader_open(coding_context *context, const char *const *paths,
                   size_t count, const coding_reader_options *options,
                   coding_reader **out)
{
    static const char *const standard[] = {"-"};
    operands from = {.paths = paths, .count = count};

    if (count == 0)
        from = (operands){.paths = standard, .count = 1};
    return open_reader(context, &from, options, out);
}

coding_status
coding_reader_open_source(coding_context *context, coding_source *source,
                          const coding_reader_options *options,
                          coding_reader **out)
{
    operands from = {.count = 1, .given = source_release(source)};

    return open_reader(context, &from, options, out);
}

coding_status
reader_open_bytes(coding_context *context, const char *const *names,
                  const coding_span *texts, size_t count,
                  const coding_reader_options *options, coding_reader **out)
{
    operands from = {.paths = names, .texts = texts, .count = count};

    return open_reader(context, &from, options, out);
}

void
coding_reader_free(coding_reader *reader)
{
    if (reader == NULL)
        return;
    input_close(reader->in);
    lines_free(&reader->lines);
    merge_clear(&reader->merge);
    seal_clear(&reader->seal);
    if (reader->columns != NULL)
        columns_map_clear(&reader->map, reader->columns);
    coding_columns_free(reader->section);
    coding_columns_free(reader->columns);
    base_free(reader->context, reader->raw);
    base_free(reader->context, reader->cells);
    base_free(reader->context, reader);
}

const coding_columns *
coding_reader_columns(const coding_reader *reader)
{
    return reader->columns;
}

/* ---- rows ---- */

static coding_status
read_cells(coding_reader *reader, coding_span line)
{
    diag_place place = place_of(reader);
    bool escapes = false;
    fields_bytes seen;
    size_t count = fields_scan(line, '\t', reader->raw, reader->width, &seen);
    coding_status status = CODING_OK;

    if (seen.high || seen.special)
        status = header_check_line(reader->context, place, line, &escapes);
    if (status != CODING_OK)
        return status;
    if (count < reader->width && reader->lines.open)
        return diag_error(reader->context, CODING_EDATA, "stream-no-end", place,
                          "the row breaks off after %zu of %zu cells: the "
                          "producer was cut off or failed",
                          count, reader->width);
    if (count != reader->width)
        return diag_error(reader->context, CODING_EDATA, "stream-cells", place,
                          "%zu cells where the header has %zu", count,
                          reader->width);
    if (escapes)
        for (size_t i = 0; i < count; i++)
            reader->raw[i] = header_unescape(reader->raw[i]);
    reader->row.cells = reader->raw;
    reader->row.plain = !seen.special;
    if (reader->section != NULL && !reader->map.identical) {
        for (size_t i = 0; i < count; i++)
            reader->cells[i] = reader->raw[reader->map.from[i]];
        reader->row.cells = reader->cells;
        reader->row.plain = false;
    }
    reader->row.columns = reader->columns;
    /* Rows of a kind come together. */
    if (!coding_span_is(reader->row.cells[0],
                        coding_record_name(reader->row.record)))
        reader->row.record = coding_record_of(reader->row.cells[0]);
    reader->row.file = place.file;
    reader->row.line = place.line;
    return CODING_OK;
}

/* `stream=N` at the front of a meta row's text. */
static coding_status
check_version(const coding_reader *reader, const coding_row *row)
{
    static const char key[] = "stream=";
    coding_span text = coding_row_cell(row, reader->seal.core.text);
    uint64_t version = 0;
    size_t digits = 0;

    if (text.length < sizeof key - 1 ||
        memcmp(text.at, key, sizeof key - 1) != 0)
        return CODING_OK;
    text.at += sizeof key - 1;
    text.length -= sizeof key - 1;
    while (digits < text.length && text.at[digits] != ';')
        digits++;
    text.length = digits;
    if (number_to_unsigned(text, &version) && version == STREAM_VERSION)
        return CODING_OK;
    return diag_error(reader->context, CODING_EDATA, "stream-version",
                      place_of(reader),
                      "stream=%.*s is not stream=%d, the version that this "
                      "program reads",
                      DIAG_SPAN(text), STREAM_VERSION);
}

/* One line; *fresh: it is a row to be given. */
static coding_status
read_line(coding_reader *reader, coding_span line, bool *fresh)
{
    const coding_row *row = &reader->row;
    coding_status status;

    *fresh = false;
    if (header_is(line)) {
        status = seal_finish(&reader->seal, input_name(reader->in),
                             reader->lines.line - 1);
        return status == CODING_OK ? start_section(reader, line) : status;
    }
    status = read_cells(reader, line);
    if (status == CODING_OK)
        status = seal_row(&reader->seal, row);
    if (status != CODING_OK || seal_is_end(&reader->seal, row))
        return status;
    if (row->record == CODING_RECORD_META)
        status = check_version(reader, row);
    if (status == CODING_OK)
        status = merge_row(&reader->merge, row, reader->sections, fresh);
    return status;
}

coding_status
coding_reader_next(coding_reader *reader, const coding_row **row)
{
    coding_status status = reader->fault;
    bool fresh = false;

    while (status == CODING_OK && !fresh) {
        char *line = NULL;
        size_t length = 0;

        if (reader->in == NULL) {
            if (reader->next == reader->count)
                return CODING_END;
            status = open_input(reader);
            continue;
        }
        status = lines_next(&reader->lines, &line, &length);
        if (status == CODING_END)
            status = close_input(reader);
        else if (status == CODING_OK)
            status = read_line(reader, (coding_span){line, length}, &fresh);
    }
    if (status == CODING_OK)
        *row = &reader->row;
    reader->fault = status;
    return status;
}

coding_status
coding_reader_drain(coding_reader *reader, coding_row_sink sink)
{
    const coding_row *row = NULL;
    coding_status status = CODING_OK;

    while (status == CODING_OK) {
        status = coding_reader_next(reader, &row);
        if (status == CODING_OK)
            status = coding_row_give(sink, row);
    }
    return status == CODING_END ? CODING_OK : status;
}
