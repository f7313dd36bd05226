/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Codebooks from text to table and back. See coding/codebook_table.h. */
#include "codebook/conversion.h"

#include <coding/codebook.h>
#include <coding/codebook_table.h>

#include <string.h>

#include "base/diag.h"
#include "base/memory.h"
#include "codebook/record.h"
#include "codebook/source.h"
#include "io/output.h"

static const char *const column_names[CONVERSION_COLUMNS] = {
    "codebook", "version", "facet",  "language", "cues",          "overlap",
    "code",     "label",   "family", "brief",    "full",          "when",
    "not",      "implies", "rules",  "example",  "counterexample"};

void
conversion_init(conversion *all, coding_context *context)
{
    *all = (conversion){.context = context};
    arena_init(&all->kept, context);
}

void
conversion_clear(conversion *all)
{
    base_free(all->context, all->rows);
    arena_clear(&all->kept);
}

const char *
conversion_name(size_t column)
{
    return column_names[column];
}

/* ---- text to rows ---- */

/* Where a field goes; what is no column is a rule or part of one. */
static size_t
column_of(coding_span field)
{
    for (size_t i = 0; i < CONVERSION_COLUMNS; i++)
        if (i != CONVERSION_RULES && coding_span_is(field, column_names[i]))
            return i;
    return CONVERSION_RULES;
}

/* The fields of a record that go to a column. */
static void
join(const record *one, size_t column, buffer *cell)
{
    for (size_t i = 0; i < one->count; i++) {
        const record_field *field = &one->fields[i];

        if (column_of(field->name) != column)
            continue;
        if (cell->length > 0)
            buffer_add_byte(cell, '\n');
        if (column == CONVERSION_RULES) {
            buffer_add(cell, field->name);
            buffer_add_text(cell, ": ");
        }
        buffer_add(cell, field->value);
    }
}

static coding_status
add_record(conversion *all, const record *one, buffer *cell)
{
    conversion_row *row;
    coding_status status =
        BASE_GROW(all->context, &all->rows, &all->capacity, all->count + 1);

    if (status != CODING_OK)
        return status;
    row = &all->rows[all->count++];
    *row = (conversion_row){0};
    for (size_t i = 0; status == CODING_OK && i < CONVERSION_COLUMNS; i++) {
        buffer_reset(cell);
        join(one, i, cell);
        status = buffer_status(cell);
        if (status == CODING_OK)
            status = arena_copy(&all->kept, buffer_span(cell), &row->cells[i]);
    }
    return status;
}

coding_status
conversion_read_text(conversion *all, const char *name, coding_span text)
{
    record_file file;
    buffer cell;
    coding_status status =
        record_read(all->context, &all->kept, name, text, &file);

    buffer_init(&cell, all->context);
    for (size_t i = 0; status == CODING_OK && i < file.record_count; i++)
        status = add_record(all, &file.records[i], &cell);
    buffer_free(&cell);
    record_clear(&file);
    return status;
}

/* ---- rows to text ---- */

/* Each line of a cell as a field; rules are fields as they stand. */
static void
write_fields(const char *name, coding_span cell, buffer *out)
{
    size_t from = 0;

    for (size_t i = 0; i <= cell.length; i++) {
        coding_span line;

        if (i < cell.length && cell.at[i] != '\n')
            continue;
        line = coding_span_trim((coding_span){cell.at + from, i - from});
        from = i + 1;
        if (line.length == 0)
            continue;
        if (name != NULL) {
            buffer_add_text(out, name);
            buffer_add_text(out, ": ");
        }
        buffer_add(out, line);
        buffer_add_byte(out, '\n');
    }
}

void
conversion_write_text(const conversion *all, buffer *out)
{
    for (size_t i = 0; i < all->count; i++) {
        const coding_span *cells = all->rows[i].cells;

        if (i > 0)
            buffer_add_byte(out, '\n');
        for (size_t j = 0; j < CONVERSION_COLUMNS; j++)
            write_fields(j == CONVERSION_RULES ? NULL : column_names[j],
                         cells[j], out);
    }
}

/* ---- rows to a table ---- */

static void
write_cell(coding_span cell, char separator, buffer *out)
{
    bool quoted = false;

    for (size_t i = 0; i < cell.length; i++)
        quoted = quoted || cell.at[i] == separator || cell.at[i] == '"' ||
                 cell.at[i] == '\n' || cell.at[i] == '\r';
    if (!quoted) {
        buffer_add(out, cell);
        return;
    }
    buffer_add_byte(out, '"');
    for (size_t i = 0; i < cell.length; i++) {
        if (cell.at[i] == '"')
            buffer_add_byte(out, '"');
        buffer_add_byte(out, cell.at[i]);
    }
    buffer_add_byte(out, '"');
}

void
conversion_write_table(const conversion *all, char separator, buffer *out)
{
    for (size_t j = 0; j < CONVERSION_COLUMNS; j++) {
        if (j > 0)
            buffer_add_byte(out, separator);
        buffer_add_text(out, column_names[j]);
    }
    buffer_add_byte(out, '\n');
    for (size_t i = 0; i < all->count; i++) {
        for (size_t j = 0; j < CONVERSION_COLUMNS; j++) {
            if (j > 0)
                buffer_add_byte(out, separator);
            write_cell(all->rows[i].cells[j], separator, out);
        }
        buffer_add_byte(out, '\n');
    }
}

/* ---- the whole way ---- */

/* The next line without its LF; false: none is left. */
static bool
next_line(coding_span *rest, coding_span *line)
{
    size_t length = 0;

    if (rest->length == 0)
        return false;
    while (length < rest->length && rest->at[length] != '\n')
        length++;
    *line = (coding_span){rest->at, length};
    length += length < rest->length;
    *rest = (coding_span){rest->at + length, rest->length - length};
    return true;
}

static bool
is_text(const char *name, coding_span text)
{
    static const char ending[] = ".codebook", first[] = "codebook:";
    size_t length = strlen(name);
    coding_span line = {NULL, 0};

    if (length >= sizeof ending - 1 &&
        strcmp(name + length - (sizeof ending - 1), ending) == 0)
        return true;
    text = record_without_mark(text);
    while (next_line(&text, &line))
        if (coding_span_trim(line).length > 0 && line.at[0] != '#')
            return line.length >= sizeof first - 1 &&
                   memcmp(line.at, first, sizeof first - 1) == 0;
    return false;
}

static void
tell_comments(coding_context *context, const source *from)
{
    coding_span text = record_without_mark(from->text);
    coding_span line = {NULL, 0};
    size_t count = 0;

    while (next_line(&text, &line))
        count += line.length > 0 && line.at[0] == '#';
    if (count > 0)
        diag_note(context, "codebook-comments",
                  (diag_place){.file = from->name},
                  "comments are left behind, lines: %zu", count);
}

/* Faults of what was read are those of a codebook. */
static coding_status
check(coding_context *context, const char *name, coding_span text)
{
    coding_codebook *book = NULL;
    coding_status status = coding_codebook_parse(context, name, text, &book);

    coding_codebook_free(book);
    return status;
}

static coding_status
read_source(conversion *all, const source *from, bool text)
{
    coding_status status;
    buffer made;

    if (text) {
        status = check(all->context, from->name, from->text);
        if (status == CODING_OK)
            status = conversion_read_text(all, from->name, from->text);
        if (status == CODING_OK)
            tell_comments(all->context, from);
        return status;
    }
    status = conversion_read_table(all, from->name, from->text);
    if (status != CODING_OK)
        return status;
    buffer_init(&made, all->context);
    conversion_write_text(all, &made);
    status = buffer_status(&made);
    if (status == CODING_OK)
        status = check(all->context, from->name, buffer_span(&made));
    if (status == CODING_EUSAGE)
        diag_note(all->context, "codebook-table-lines",
                  (diag_place){.file = from->name},
                  "the lines are those of the codebook that the table gives");
    buffer_free(&made);
    return status;
}

static coding_status
write_form(const conversion *all, coding_codebook_form form, FILE *to)
{
    coding_status status;
    buffer made;

    buffer_init(&made, all->context);
    if (form == CODING_CODEBOOK_TEXT)
        conversion_write_text(all, &made);
    else
        conversion_write_table(all, form == CODING_CODEBOOK_CSV ? ',' : '\t',
                               &made);
    status = buffer_status(&made);
    if (status == CODING_OK && made.length > 0 &&
        fwrite(made.bytes, 1, made.length, to) != made.length)
        status = output_failure(all->context, NULL);
    buffer_free(&made);
    return status;
}

coding_status
coding_codebook_convert(coding_context *context, const char *path,
                        coding_codebook_form form, FILE *to)
{
    conversion all;
    source from;
    coding_status status = source_load(context, path, &from);
    bool text = false;

    conversion_init(&all, context);
    if (status == CODING_OK) {
        text = is_text(from.name, from.text);
        status = read_source(&all, &from, text);
    }
    if (form == CODING_CODEBOOK_OTHER)
        form = text ? CODING_CODEBOOK_TSV : CODING_CODEBOOK_TEXT;
    if (status == CODING_OK)
        status = write_form(&all, form, to);
    conversion_clear(&all);
    source_clear(&from);
    return status;
}
