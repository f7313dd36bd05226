/* SPDX-License-Identifier: GPL-2.0-or-later */
/* CSV and TSV records. Lines without a quote, which are nearly all, are split
   in fields.c; only the others go cell by cell. See table/delimited.h. */
#include "table/delimited.h"

#include <string.h>

#include "base/diag.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "table/fields.h"
#include "table/lines.h"
#include "table/spreadsheet.h"

enum { RAGGED_TOLD = 5 };

/* A cell while its record may still move: offsets from the record's front. */
typedef struct {
    size_t begin, end;
    bool doubled; /* holds doubled quotes */
} found;

struct delimited {
    coding_context *context;
    const char *name;
    delimited_options options;
    char delimiter;
    input *in;
    lines lines;
    spreadsheet *sheet; /* NULL: it is text */
    size_t line;        /* of the next record */
    size_t width;       /* of the first record; 0: none came */
    uint64_t ragged;
    fields fields;
    found *found;
    size_t found_capacity;
};

static diag_place
place_of(const delimited *table, size_t line)
{
    return (diag_place){.file = input_name(table->in), .line = line};
}

/* ---- opening ---- */

static bool
ends_in(coding_span name, const char *ending)
{
    size_t length = strlen(ending);

    return name.length >= length &&
           memcmp(name.at + name.length - length, ending, length) == 0;
}

/* Bytes of name that decide, without .gz. */
static coding_span
without_gz(const char *name)
{
    coding_span span = coding_span_of(name);

    if (ends_in(span, ".gz"))
        span.length -= 3;
    return span;
}

/* Whether the first line holds byte outside quotes. */
static bool
first_line_has(const delimited *table, char byte)
{
    const char *at = table->lines.bytes + table->lines.begin;
    const char *end = table->lines.bytes + table->lines.end;
    bool quoted = false;

    for (; at < end && (quoted || *at != '\n'); at++) {
        if (*at == '"' && !table->options.plain)
            quoted = !quoted;
        else if (*at == byte && !quoted)
            return true;
    }
    return false;
}

static char
choose_delimiter(const delimited *table)
{
    coding_span name = without_gz(table->name);

    if (table->options.delimiter != '\0')
        return table->options.delimiter;
    if (ends_in(name, ".tsv") || ends_in(name, ".tab"))
        return '\t';
    if (!ends_in(name, ".csv") && first_line_has(table, '\t'))
        return '\t';
    if (!first_line_has(table, ',') && first_line_has(table, ';')) {
        diag_note(table->context, "delimited-semicolon", place_of(table, 1),
                  "no comma in line 1: cells are separated by semicolons");
        return ';';
    }
    return ',';
}

/* What was read and is not given. */
static coding_span
front_of(const delimited *table)
{
    return (coding_span){table->lines.bytes + table->lines.begin,
                         table->lines.end - table->lines.begin};
}

static bool
begins(const delimited *table, const char *bytes, size_t length)
{
    coding_span front = front_of(table);

    return front.length >= length && memcmp(front.at, bytes, length) == 0;
}

static coding_status
refuse(const delimited *table, const char *what)
{
    return diag_error(table->context, CODING_EDATA, "delimited-encoding",
                      place_of(table, 1), "%s; save it as CSV in UTF-8", what);
}

/* Fills the first block and looks at what it is. */
static coding_status
start(delimited *table, const delimited_options *options)
{
    coding_status status = CODING_OK;

    if (options != NULL)
        table->options = *options;
    lines_start(&table->lines, table->context, table->in);
    table->line = 1;
    while (status == CODING_OK && !table->lines.ended &&
           table->lines.end < 4096)
        status = lines_more(&table->lines);
    if (status != CODING_OK)
        return status;
    if (begins(table, "\xFF\xFE", 2) || begins(table, "\xFE\xFF", 2))
        return refuse(table, "is UTF-16");
    if (begins(table, "PK\003\004", 4))
        return spreadsheet_open_input(table->in, front_of(table),
                                      table->options.sheet, &table->sheet);
    if (begins(table, "\xEF\xBB\xBF", 3))
        table->lines.begin += 3;
    table->delimiter = choose_delimiter(table);
    return CODING_OK;
}

static coding_status
new_table(coding_context *context, const char *name, delimited **out)
{
    coding_status status = BASE_NEW(context, out);

    if (status != CODING_OK)
        return status;
    (*out)->context = context;
    (*out)->fields.context = context;
    (*out)->name = name;
    return CODING_OK;
}

coding_status
delimited_open(coding_context *context, const char *path,
               const delimited_options *options, delimited **out)
{
    delimited *table = NULL;
    coding_status status = new_table(context, path, &table);

    if (status == CODING_OK)
        status =
            input_open(context, path, options == NULL ? NULL : &options->input,
                       &table->in);
    if (status == CODING_OK)
        status = start(table, options);
    if (status != CODING_OK) {
        delimited_close(table);
        return status;
    }
    *out = table;
    return CODING_OK;
}

coding_status
delimited_open_bytes(coding_context *context, const char *name,
                     coding_span bytes, const delimited_options *options,
                     delimited **out)
{
    delimited *table = NULL;
    coding_status status = new_table(context, name, &table);

    if (status == CODING_OK)
        status = input_open_bytes(context, name, bytes,
                                  options == NULL ? NULL : &options->input,
                                  &table->in);
    if (status == CODING_OK)
        status = start(table, options);
    if (status != CODING_OK) {
        delimited_close(table);
        return status;
    }
    *out = table;
    return CODING_OK;
}

void
delimited_close(delimited *table)
{
    if (table == NULL)
        return;
    spreadsheet_close(table->sheet);
    input_close(table->in);
    lines_free(&table->lines);
    base_free(table->context, table->fields.cells);
    base_free(table->context, table->found);
    base_free(table->context, table);
}

char
delimited_separator(const delimited *table)
{
    return table->delimiter;
}

uint64_t
delimited_stamp(const delimited *table)
{
    return input_stamp(table->in);
}

void
delimited_digest(const delimited *table, char hex[INPUT_HEX_BYTES])
{
    input_digest(table->in, hex);
}

/* ---- cells ---- */

static coding_status
add_cell(delimited *table, size_t count, coding_span cell)
{
    coding_status status = CODING_OK;

    if (count >= table->fields.capacity)
        status = BASE_GROW(table->context, &table->fields.cells,
                           &table->fields.capacity, count + 1);
    if (status == CODING_OK)
        table->fields.cells[count] = cell;
    return status;
}

/* ---- records with quotes ---- */

/* How far a record has been read. */
typedef struct {
    size_t at;     /* offset of the cell being read */
    size_t cells;  /* finished */
    size_t length; /* of the record with its line end, once it is whole */
    bool whole;
} progress;

static coding_status
unclosed(const delimited *table, size_t offset, const char *text)
{
    const char *front = table->lines.bytes + table->lines.begin;
    size_t line = table->line;

    for (size_t i = 0; i < offset; i++)
        line += front[i] == '\n';
    return diag_error(table->context, CODING_EDATA, "delimited-quote",
                      place_of(table, line), "%s", text);
}

/* End of a quoted cell: *end is the offset of its closing quote; false: it is
   not in what has been read. */
static bool
close_quote(const char *front, size_t length, size_t from, size_t *end,
            bool *doubled)
{
    while (from < length) {
        const char *quote = memchr(front + from, '"', length - from);

        if (quote == NULL)
            return false;
        *end = (size_t)(quote - front);
        /* Its neighbour decides, and may not have been read yet. */
        if (*end + 1 < length && front[*end + 1] != '"')
            return true;
        if (*end + 1 >= length)
            return false;
        *doubled = true;
        from = *end + 2;
    }
    return false;
}

/* What stands behind a cell that ends at offset end: a delimiter (then *next
   is behind it), the record's end, or nothing that may stand there. */
static bool
behind_cell(const delimited *table, size_t length, size_t end, progress *done)
{
    const char *front = table->lines.bytes + table->lines.begin;

    if (end < length && front[end] == table->delimiter) {
        done->at = end + 1;
        return true;
    }
    if (end < length && front[end] == '\r' &&
        (end + 1 == length || front[end + 1] == '\n'))
        end++;
    if (end < length && front[end] != '\n')
        return false;
    done->length = end < length ? end + 1 : end;
    done->whole = true;
    return true;
}

static coding_status
keep(delimited *table, progress *done, found cell)
{
    coding_status status = BASE_GROW(table->context, &table->found,
                                     &table->found_capacity, done->cells + 1);

    if (status == CODING_OK)
        table->found[done->cells++] = cell;
    return status;
}

/* Reads one cell if all of it is there; *more: it is not. */
static coding_status
scan_cell(delimited *table, progress *done, bool *more)
{
    const char *front = table->lines.bytes + table->lines.begin;
    size_t length = table->lines.end - table->lines.begin;
    bool ended = table->lines.ended;
    found cell = {done->at, length, false};
    size_t end = done->at;

    *more = false;
    if (done->at < length && front[done->at] == '"') {
        bool closed =
            close_quote(front, length, done->at + 1, &end, &cell.doubled);

        if (!closed && ended && end + 1 == length && end > done->at)
            closed = true; /* the file ends with the quote */
        *more = !closed && !ended;
        if (!closed)
            return ended ? unclosed(table, done->at, "a quote is not closed")
                         : CODING_OK;
        cell = (found){done->at + 1, end, cell.doubled};
        end++;
    } else {
        while (end < length && front[end] != table->delimiter &&
               front[end] != '\n')
            end++;
        if (end > cell.begin && front[end - 1] == '\r' &&
            (end == length || front[end] == '\n'))
            end--;
        cell.end = end;
    }
    /* The byte behind the cell, and the one behind a CR, are needed. */
    *more = !ended && end + 1 >= length;
    if (*more)
        return CODING_OK;
    if (!behind_cell(table, length, end, done))
        return unclosed(table, end,
                        "text behind a closing quote; a quote inside a quoted "
                        "cell is written twice");
    return keep(table, done, cell);
}

static coding_status
check_utf8(const delimited *table, coding_span record)
{
    size_t at =
        table->options.checked ? record.length : utf8_invalid_at(record);
    size_t line = table->line, from = 0;
    diag_place place;

    if (at == record.length)
        return CODING_OK;
    for (size_t i = 0; i < at; i++)
        if (record.at[i] == '\n') {
            line++;
            from = i + 1;
        }
    place = place_of(table, line);
    place.column = utf8_length((coding_span){record.at + from, at - from}) + 1;
    return diag_error(table->context, CODING_EDATA, "utf8-invalid", place,
                      "byte 0x%02X is not UTF-8",
                      (unsigned)(unsigned char)record.at[at]);
}

/* Takes one of each two doubled quotes away, in place. */
static coding_span
undouble(char *at, size_t length)
{
    size_t to = 0;

    for (size_t i = 0; i < length; i++) {
        at[to++] = at[i];
        i += at[i] == '"';
    }
    return (coding_span){at, to};
}

/* A record that holds quotes, and perhaps line ends. */
static coding_status
scan_record(delimited *table, size_t *count, size_t *length, size_t *newlines)
{
    progress done = {0, 0, 0, false};
    coding_status status = CODING_OK;
    char *front;

    while (status == CODING_OK && !done.whole) {
        bool more = false;

        status = scan_cell(table, &done, &more);
        if (status == CODING_OK && more) {
            size_t kept = table->lines.end - table->lines.begin;

            if (kept > table->lines.limit)
                return unclosed(table, done.at,
                                "a quote is not closed within the longest "
                                "record allowed");
            status = lines_more(&table->lines);
        }
    }
    front = table->lines.bytes + table->lines.begin;
    if (status == CODING_OK)
        status = check_utf8(table, (coding_span){front, done.length});
    for (size_t i = 0; status == CODING_OK && i < done.length; i++)
        *newlines += front[i] == '\n';
    for (size_t i = 0; status == CODING_OK && i < done.cells; i++) {
        found cell = table->found[i];
        coding_span span = {front + cell.begin, cell.end - cell.begin};

        if (cell.doubled)
            span = undouble(front + cell.begin, span.length);
        status = add_cell(table, i, span);
    }
    *count = done.cells;
    *length = done.length;
    return status;
}

/* ---- records ---- */

/* The line that begins the record, with its LF if it has one. */
static coding_status
first_line(delimited *table, coding_span *line)
{
    size_t searched = 0;
    coding_status status = CODING_OK;

    while (status == CODING_OK) {
        size_t left = table->lines.end - table->lines.begin;
        const char *front = NULL, *stop = NULL;

        if (left > 0)
            front = table->lines.bytes + table->lines.begin;
        if (left > searched)
            stop = memchr(front + searched, '\n', left - searched);
        if (stop == NULL && !table->lines.ended) {
            searched = left;
            status = lines_more(&table->lines);
            continue;
        }
        if (left == 0)
            return CODING_END;
        *line = (coding_span){front,
                              stop == NULL ? left : (size_t)(stop - front) + 1};
        return CODING_OK;
    }
    return status;
}

static bool
is_blank(coding_span line)
{
    return line.length == 0 || line.at[0] == '\n' ||
           (line.at[0] == '\r' && (line.length == 1 || line.at[1] == '\n'));
}

static coding_span
without_end(coding_span line)
{
    if (line.length > 0 && line.at[line.length - 1] == '\n')
        line.length--;
    if (line.length > 0 && line.at[line.length - 1] == '\r')
        line.length--;
    return line;
}

/* One record into table->fields.cells; *length is what it takes of the input.
 */
static coding_status
read_record(delimited *table, coding_span line, size_t *count, size_t *length)
{
    coding_status status;
    size_t newlines = 0;

    *length = line.length;
    if (table->options.plain || memchr(line.at, '"', line.length) == NULL) {
        status = check_utf8(table, line);
        if (status == CODING_OK)
            status = fields_split(&table->fields,
                                  table->lines.bytes + table->lines.begin,
                                  without_end(line).length, table->delimiter);
        *count = table->fields.count;
        table->line++;
        return status;
    }
    table->fields.plain = false;
    status = scan_record(table, count, length, &newlines);
    table->line += newlines > 0 ? newlines : 1;
    return status;
}

static coding_status
fill_short(delimited *table, size_t *count)
{
    coding_status status = CODING_OK;

    while (status == CODING_OK && *count < table->width) {
        status = add_cell(table, *count, (coding_span){NULL, 0});
        ++*count;
    }
    return status;
}

/* Compares the width of a record with the first one's. */
static coding_status
check_width(delimited *table, size_t line, size_t *count)
{
    if (table->width == 0)
        table->width = *count;
    while (*count > table->width && table->fields.cells[*count - 1].length == 0)
        --*count; /* empty cells at the right say nothing */
    if (*count == table->width)
        return CODING_OK;
    if (table->options.ragged == DELIMITED_STRICT)
        return diag_error(table->context, CODING_EDATA, "delimited-ragged",
                          place_of(table, line),
                          "%zu cells where the first line has %zu", *count,
                          table->width);
    if (table->ragged++ < RAGGED_TOLD)
        diag_warning(table->context, "delimited-ragged", place_of(table, line),
                     "%zu cells where the first line has %zu", *count,
                     table->width);
    return fill_short(table, count);
}

coding_status
delimited_next(delimited *table, delimited_record *out)
{
    coding_span line = {NULL, 0};
    size_t count = 0, length = 0, at;
    coding_status status;

    if (table->sheet != NULL)
        return spreadsheet_next(table->sheet, out);
    status = first_line(table, &line);
    while (status == CODING_OK && is_blank(line)) {
        table->lines.begin += line.length;
        table->line++;
        status = first_line(table, &line);
    }
    if (status == CODING_END && table->ragged > RAGGED_TOLD)
        diag_warning(table->context, "delimited-ragged", place_of(table, 0),
                     "%llu rows in all have another number of cells than the "
                     "first",
                     (unsigned long long)table->ragged);
    if (status == CODING_END)
        table->ragged = 0;
    if (status != CODING_OK)
        return status;
    at = table->line;
    status = read_record(table, line, &count, &length);
    if (status != CODING_OK)
        return status;
    table->lines.begin += length;
    status = check_width(table, at, &count);
    *out = (delimited_record){table->fields.cells, count, at,
                              input_name(table->in), table->fields.plain};
    return status;
}
