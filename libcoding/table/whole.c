/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A table held whole. See table/whole.h. */
#include "table/whole.h"

#include <string.h>

#include "base/diag.h"
#include "base/map.h"
#include "base/memory.h"
#include "table/delimited.h"

coding_span
whole_cell(const whole_table *table, size_t row, size_t column)
{
    return table->cells[row * table->columns + column];
}

coding_status
whole_bad_cell(const whole_table *table, const char *id, size_t row,
               size_t column, const char *what)
{
    return diag_error(
        table->context, CODING_EDATA, id,
        (diag_place){table->path, table->lines[row], 0, {NULL, 0}},
        "row \"%.*s\", column \"%.*s\": \"%.*s\" is not %s",
        DIAG_SPAN(whole_cell(table, row, 0)), DIAG_SPAN(table->names[column]),
        DIAG_SPAN(whole_cell(table, row, column)), what);
}

coding_status
whole_need(const whole_table *table, size_t count, const char *form)
{
    diag_place place = {table->path, 1, 0, {NULL, 0}};

    if (table->columns < count)
        return diag_error(table->context, CODING_EDATA, "plain-columns", place,
                          "%zu columns; expected %s", table->columns, form);
    if (table->rows == 0)
        return diag_error(table->context, CODING_EDATA, "plain-empty", place,
                          "there is a header and nothing below it");
    return CODING_OK;
}

coding_status
whole_check_labels(const whole_table *table, const char *what)
{
    coding_status status = CODING_OK;
    map seen;

    map_init(&seen, table->context);
    for (size_t i = 0; status == CODING_OK && i < table->rows; i++) {
        coding_span label = whole_cell(table, i, 0);
        size_t before = seen.count, number = 0;

        if (label.length == 0)
            continue;
        status = map_add(&seen, label, &number);
        if (status == CODING_OK && number < before)
            status = diag_error(
                table->context, CODING_EDATA, "label-twice",
                (diag_place){.file = table->path, .line = table->lines[i]},
                "%s '%.*s' is there already; expected one line each", what,
                DIAG_SPAN(label));
    }
    map_clear(&seen);
    return status;
}

size_t
whole_find(const whole_table *table, const char *name)
{
    for (size_t i = 0; i < table->columns; i++)
        if (coding_span_is(table->names[i], name))
            return i;
    return SIZE_MAX;
}

/* The name without folders and ending. */
static coding_span
stem(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash != NULL ? slash + 1 : path;
    const char *dot = strrchr(name, '.');
    size_t length = strlen(name);

    if (strcmp(path, "-") == 0)
        return coding_span_of("stdin");
    if (length > 3 && strcmp(name + length - 3, ".gz") == 0) {
        length -= 3;
        for (size_t i = length; i > 1; i--)
            if (name[i - 1] == '.')
                return (coding_span){name, i - 1};
        return (coding_span){name, length};
    }
    if (dot != NULL && dot != name)
        length = (size_t)(dot - name);
    return (coding_span){name, length};
}

static coding_status
copy_record(whole_table *table, const delimited_record *record, coding_span *to)
{
    coding_status status = CODING_OK;

    for (size_t i = 0; status == CODING_OK && i < table->columns; i++)
        status = arena_copy(&table->keep, coding_span_trim(record->cells[i]),
                            &to[i]);
    return status;
}

static coding_status
add_record(whole_table *table, const delimited_record *record)
{
    size_t at = table->rows * table->columns;
    coding_status status =
        BASE_GROW(table->context, &table->cells, &table->cell_capacity,
                  at + table->columns);

    if (status == CODING_OK)
        status = BASE_GROW(table->context, &table->lines, &table->line_capacity,
                           table->rows + 1);
    if (status == CODING_OK)
        status = copy_record(table, record, table->cells + at);
    if (status == CODING_OK)
        table->lines[table->rows++] = record->line;
    return status;
}

static coding_status
read_records(whole_table *table, delimited *from)
{
    delimited_record record;
    coding_status status = delimited_next(from, &record);

    if (status == CODING_END)
        return diag_error(table->context, CODING_EDATA, "plain-empty",
                          (diag_place){table->path, 1, 0, {NULL, 0}},
                          "the file is empty; expected a header and rows");
    if (status != CODING_OK)
        return status;
    table->columns = record.count;
    status = ARENA_ARRAY(&table->keep, table->columns, &table->names);
    if (status == CODING_OK)
        status = copy_record(table, &record, table->names);
    while (status == CODING_OK) {
        status = delimited_next(from, &record);
        if (status == CODING_OK)
            status = add_record(table, &record);
    }
    return status == CODING_END ? CODING_OK : status;
}

coding_status
whole_open(coding_context *context, const char *path, const coding_span *bytes,
           whole_table *out)
{
    delimited *from = NULL;
    coding_status status;

    *out = (whole_table){.context = context, .path = path, .title = stem(path)};
    arena_init(&out->keep, context);
    status = bytes != NULL
                 ? delimited_open_bytes(context, path, *bytes, NULL, &from)
                 : delimited_open(context, path, NULL, &from);
    if (status == CODING_OK)
        status = read_records(out, from);
    delimited_close(from);
    return status;
}

void
whole_close(whole_table *table)
{
    if (table->context == NULL)
        return;
    base_free(table->context, table->cells);
    base_free(table->context, table->lines);
    arena_clear(&table->keep);
}
