/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which records and fields a file may have. See codebook/record.h. */
#include <stdint.h>
#include <string.h>

#include "base/buffer.h"
#include "base/nearest.h"
#include "base/utf8.h"
#include "codebook/record.h"

enum { NAME_BYTES = 64 };

/* The name in small letters; empty if it is too long to be a field's. */
static coding_span
lowered(coding_span name, char bytes[NAME_BYTES])
{
    if (name.length > NAME_BYTES)
        return (coding_span){bytes, 0};
    for (size_t i = 0; i < name.length; i++) {
        char byte = name.at[i];

        if (byte >= 'A' && byte <= 'Z')
            byte = (char)(byte - 'A' + 'a');
        bytes[i] = byte;
    }
    return coding_span_trim((coding_span){bytes, name.length});
}

/* The table's field nearest to a mistyped name, RECORD_UNKNOWN if none is
   near. */
static size_t
nearest_field(coding_span name, const record_spec *table)
{
    size_t best = RECORD_UNKNOWN, least = SIZE_MAX;
    char bytes[NAME_BYTES];

    name = lowered(name, bytes);
    for (size_t i = 0; table[i].name != NULL; i++) {
        size_t distance = nearest_distance(name, coding_span_of(table[i].name));

        if (distance < least && nearest_is_near(name, distance)) {
            least = distance;
            best = i;
        }
    }
    return best;
}

/* ---- header and items ---- */

/* What the first field of a record says it is. */
typedef struct {
    bool header, item; /* neither: another field */
    bool exact;        /* and not only near to it */
} record_start;

static record_start
judge_start(coding_span name, const char *header, const char *item)
{
    const record_spec table[] = {
        {item, 0}, {header != NULL ? header : item, 0}, {NULL, 0}};
    size_t near = nearest_field(name, table);

    if (near == RECORD_UNKNOWN)
        return (record_start){false, false, false};
    return (record_start){.header = near == 1,
                          .item = near == 0,
                          .exact = coding_span_is(name, table[near].name)};
}

static void
tell_missing(const record_file *file, const char *header)
{
    coding_place place = {.file = file->file};

    if (file->record_count > 0)
        place = file->records[0].place;
    diag_error(file->context, CODING_EUSAGE, "header-missing",
               record_diag(place), "the file must begin with `%s: NAME`",
               header);
}

/* Files of the three kinds are easily taken for one another: that is one
   fault, and nothing more is said of the file. */
static bool
is_other_kind(record_file *file, const char *header)
{
    static const char *const kinds[] = {"codebook", "guide", "cues", NULL};
    const record *first = file->records;

    if (header == NULL || file->record_count == 0 ||
        coding_span_is(first->fields[0].name, header))
        return false;
    for (size_t i = 0; kinds[i] != NULL; i++) {
        if (!coding_span_is(first->fields[0].name, kinds[i]))
            continue;
        diag_error(file->context, CODING_EUSAGE, "record-kind",
                   record_diag(first->place),
                   "this file begins with `%s:`; here one is needed that "
                   "begins with `%s:`",
                   kinds[i], header);
        file->record_count = 0;
        return true;
    }
    return false;
}

static void
tell_near(const record_file *file, const record *one, const char *word)
{
    diag_error(file->context, CODING_EUSAGE, "field-unknown",
               record_diag(one->place),
               "unknown field '%.*s'; did you mean '%s'?",
               DIAG_SPAN(one->fields[0].name), word);
}

/* Tells what is wrong with the start of record i. */
static void
check_start(const record_file *file, size_t i, record_start start,
            const char *header, const char *item)
{
    const record *one = &file->records[i];
    diag_place place = record_diag(one->place);
    bool known = start.item || start.header;

    if (i == 0 && header != NULL && !start.header)
        tell_missing(file, header);
    else if (i > 0 && start.header)
        diag_error(file->context, CODING_EUSAGE, "header-twice", place,
                   "a second `%s:`; a file has one header, its first record",
                   header);
    if (known && !start.exact)
        tell_near(file, one, start.item ? item : header);
    if (!known && (i > 0 || header == NULL))
        diag_error(file->context, CODING_EUSAGE, "record-start", place,
                   "a record starts with `%s:`, not with '%.*s'; is the empty "
                   "line above it meant?",
                   item, DIAG_SPAN(one->fields[0].name));
}

void
record_sort(record_file *file, const char *header, const char *item,
            size_t *out)
{
    size_t kept = 0;

    *out = 0;
    if (is_other_kind(file, header))
        return;
    if (file->record_count == 0 && header != NULL)
        tell_missing(file, header);
    for (size_t i = 0; i < file->record_count; i++) {
        record one = file->records[i];
        record_start start = judge_start(one.fields[0].name, header, item);

        check_start(file, i, start, header, item);
        one.item = start.item;
        one.known = start.item || start.header;
        *out += one.item;
        /* Most often an empty line stands where none should: the record is
           read as part of the one above, so that it is checked, too. */
        if (!one.known && kept > 0)
            file->records[kept - 1].count += one.count;
        else
            file->records[kept++] = one;
    }
    file->record_count = kept;
}

/* ---- fields ---- */

static size_t
find_kind(coding_span name, const record_spec *table)
{
    for (size_t i = 0; table[i].name != NULL; i++) {
        if (coding_span_is(name, table[i].name))
            return i;
    }
    return RECORD_UNKNOWN;
}

/* The field is taken for the one it is near to, so that what follows it is
   not told as well. */
static void
tell_unknown(const record_file *file, record_field *field,
             const record_spec *table)
{
    size_t near = nearest_field(field->name, table);
    diag_place place = record_diag(field->name_place);

    field->faulty = true;
    field->kind = near;
    if (near == RECORD_UNKNOWN)
        diag_error(file->context, CODING_EUSAGE, "field-unknown", place,
                   "unknown field '%.*s'", DIAG_SPAN(field->name));
    else
        diag_error(file->context, CODING_EUSAGE, "field-unknown", place,
                   "unknown field '%.*s'; did you mean '%s'?",
                   DIAG_SPAN(field->name), table[near].name);
}

static void
check_traits(const record_file *file, record_field *field, unsigned traits,
             size_t first_line)
{
    if ((traits & RECORD_ONE_LINE) != 0 && field->joined.line > 0) {
        field->faulty = true;
        diag_error(file->context, CODING_EUSAGE, "field-continued",
                   record_diag(field->joined),
                   "'%.*s' is written on one line and may not be continued",
                   DIAG_SPAN(field->name));
    } else if (field->value.length == 0) {
        field->faulty = true;
        diag_error(file->context, CODING_EUSAGE, "field-empty",
                   record_diag(field->place), "'%.*s' is empty",
                   DIAG_SPAN(field->name));
    }
    if ((traits & RECORD_MANY) == 0 && first_line > 0) {
        field->faulty = true;
        diag_error(file->context, CODING_EUSAGE, "field-twice",
                   record_diag(field->name_place),
                   "'%.*s' is given twice in this record; first in line %zu",
                   DIAG_SPAN(field->name), first_line);
    }
}

void
record_check(const record_file *file, const record *one,
             const record_spec *table)
{
    /* The record's fields are the file's, which may be written. */
    record_field *fields = file->fields + (one->fields - file->fields);
    size_t lines[32] = {0};

    for (size_t i = 0; i < one->count; i++) {
        record_field *field = &fields[i];

        if (field->faulty) {
            field->kind = nearest_field(field->name, table);
            continue;
        }
        field->kind = find_kind(field->name, table);
        if (field->kind == RECORD_UNKNOWN) {
            /* The first field was judged by record_sort. */
            if (i > 0)
                tell_unknown(file, field, table);
            else
                field->kind = nearest_field(field->name, table);
            continue;
        }
        check_traits(file, field, table[field->kind].traits,
                     lines[field->kind]);
        if (lines[field->kind] == 0)
            lines[field->kind] = field->name_place.line;
    }
}

const record_field *
record_find(const record *one, size_t kind)
{
    for (size_t i = 0; i < one->count; i++) {
        if (one->fields[i].kind == kind)
            return one->fields[i].faulty ? NULL : &one->fields[i];
    }
    return NULL;
}

coding_span
record_value(const record *one, size_t kind)
{
    const record_field *field = record_find(one, kind);

    return field == NULL ? (coding_span){0} : field->value;
}

static void
tell_choice(const record_file *file, const record_field *field,
            const char *const *words)
{
    buffer list;

    buffer_init(&list, file->context);
    for (size_t i = 0; words[i] != NULL; i++) {
        if (i > 0)
            buffer_add_text(&list, ", ");
        buffer_add_text(&list, words[i]);
    }
    diag_error(file->context, CODING_EUSAGE, "field-choice",
               record_diag(field->place), "'%.*s' is none of: %s",
               DIAG_SPAN(field->value), buffer_text(&list));
    buffer_free(&list);
}

size_t
record_choice(const record_file *file, const record_field *field,
              const char *const *words)
{
    if (field == NULL)
        return 0;
    for (size_t i = 0; words[i] != NULL; i++) {
        if (coding_span_is(field->value, words[i]))
            return i;
    }
    tell_choice(file, field, words);
    return 0;
}

bool
record_is_id(const record_file *file, coding_span id, coding_place place,
             const char *what)
{
    uint32_t point = 0;
    size_t length;

    if (id.length == 0) {
        diag_error(file->context, CODING_EUSAGE, "id-invalid",
                   record_diag(place), "%s is empty", what);
        return false;
    }
    for (size_t at = 0; at < id.length; at += length) {
        length = utf8_decode((coding_span){id.at + at, id.length - at}, &point);
        if (utf8_is_space(point) ||
            (point < 0x80 && strchr("/:;,=", (int)point) != NULL)) {
            place.column += utf8_length((coding_span){id.at, at});
            diag_error(file->context, CODING_EUSAGE, "id-invalid",
                       record_diag(place),
                       "%s '%.*s' may not have white space nor any of "
                       "/ : ; , =",
                       what, DIAG_SPAN(id));
            return false;
        }
    }
    return true;
}

/* ---- text ---- */

coding_status
record_text(coding_context *context, const record *one, arena *all,
            coding_span *out)
{
    coding_status status;
    buffer text;

    buffer_init(&text, context);
    for (size_t i = 0; i < one->count; i++) {
        if (i > 0)
            buffer_add_byte(&text, '\n');
        buffer_add(&text, one->fields[i].name);
        buffer_add_text(&text, ": ");
        buffer_add(&text, one->fields[i].value);
    }
    status = buffer_status(&text);
    if (status == CODING_OK)
        status = arena_copy(all, buffer_span(&text), out);
    buffer_free(&text);
    return status;
}

coding_status
record_joined(coding_context *context, const record *one, size_t kind,
              arena *all, coding_span *out)
{
    coding_status status;
    buffer text;

    buffer_init(&text, context);
    for (size_t i = 0; i < one->count; i++) {
        if (one->fields[i].kind != kind || one->fields[i].faulty)
            continue;
        if (text.length > 0)
            buffer_add_text(&text, "; ");
        buffer_add(&text, one->fields[i].value);
    }
    status = buffer_status(&text);
    if (status == CODING_OK)
        status = arena_copy(all, buffer_span(&text), out);
    buffer_free(&text);
    return status;
}
