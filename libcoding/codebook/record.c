/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines to fields, fields to records. See codebook/record.h; what fields may
   stand in a record is checked in record_check.c. */
#include "codebook/record.h"

#include <stdint.h>
#include <string.h>

#include "base/buffer.h"
#include "base/memory.h"
#include "base/utf8.h"

/* One pass over the lines. */
typedef struct {
    record_file *file;
    arena *all;
    buffer value; /* of the open field, lines joined */
    bool open;    /* a field is open and may be continued */
    bool inside;  /* a record is open */
    coding_place line;
} scan;

diag_place
record_diag(coding_place place)
{
    return (diag_place){place.file, place.line, place.column, place.source};
}

uint64_t
record_faults(const record_file *file)
{
    return coding_context_count(file->context, CODING_ERROR);
}

/* The place of a byte of a line. */
static coding_place
at_byte(coding_place line, size_t byte)
{
    line.column = utf8_length((coding_span){line.source.at, byte}) + 1;
    return line;
}

coding_place
record_at(const record_field *field, size_t offset)
{
    coding_place place = field->place;

    if (field->joined.line == 0)
        place.column += utf8_length((coding_span){field->value.at, offset});
    return place;
}

static coding_status
close_field(scan *at)
{
    record_file *file = at->file;
    coding_status status = CODING_OK;

    if (at->open) {
        record_field *field = &file->fields[file->field_count - 1];

        status = buffer_status(&at->value);
        if (status == CODING_OK)
            status =
                arena_copy(at->all, coding_span_trim(buffer_span(&at->value)),
                           &field->value);
    }
    at->open = false;
    return status;
}

static coding_status
open_record(scan *at)
{
    record_file *file = at->file;
    coding_status status =
        BASE_GROW(file->context, &file->records, &file->record_capacity,
                  file->record_count + 1);

    if (status != CODING_OK)
        return status;
    /* Fields may still move: until the end `count` holds the first one. */
    file->records[file->record_count++] =
        (record){.count = file->field_count, .place = at->line};
    at->inside = true;
    return CODING_OK;
}

static bool
is_blank(coding_span text)
{
    return coding_span_trim(text).length == 0;
}

static coding_status
continue_field(scan *at, coding_span text)
{
    record_field *field;
    coding_span more = coding_span_trim(text);
    coding_place place = at_byte(at->line, (size_t)(more.at - text.at));

    if (!at->open) {
        diag_error(at->file->context, CODING_EUSAGE, "record-continuation",
                   record_diag(place),
                   "a line that starts with white space continues the field "
                   "above it, and there is none");
        return CODING_OK;
    }
    field = &at->file->fields[at->file->field_count - 1];
    if (field->joined.line == 0)
        field->joined = place;
    if (at->value.length > 0)
        buffer_add_byte(&at->value, ' ');
    buffer_add(&at->value, more);
    return CODING_OK;
}

static coding_status
open_field(scan *at, coding_span text, bool faulty)
{
    record_file *file = at->file;
    const char *colon = memchr(text.at, ':', text.length);
    coding_status status;
    size_t name;
    coding_span value;

    if (colon == NULL) {
        if (!faulty)
            diag_error(file->context, CODING_EUSAGE, "record-line",
                       record_diag(at->line),
                       "this line is not `field: value`");
        return CODING_OK;
    }
    name = (size_t)(colon - text.at);
    value = coding_span_trim((coding_span){colon + 1, text.length - name - 1});
    status = at->inside ? CODING_OK : open_record(at);
    if (status == CODING_OK)
        status = BASE_GROW(file->context, &file->fields, &file->field_capacity,
                           file->field_count + 1);
    if (status != CODING_OK)
        return status;
    file->fields[file->field_count++] = (record_field){
        .name = {text.at, name},
        .place = value.length > 0
                     ? at_byte(at->line, (size_t)(value.at - text.at))
                     : at->line,
        .name_place = at->line,
        .kind = RECORD_UNKNOWN,
        .faulty = faulty,
    };
    at->open = true;
    buffer_reset(&at->value);
    buffer_add(&at->value, value);
    return CODING_OK;
}

/* Tells the first byte of a line that is not UTF-8 and cuts the line there,
   so that the rest of the file can still be judged. */
static coding_span
valid_part(scan *at, coding_span text)
{
    size_t valid = utf8_invalid_at(text);

    at->line.source = (coding_span){text.at, valid};
    if (valid < text.length)
        diag_error(at->file->context, CODING_EUSAGE, "utf8-invalid",
                   record_diag(at_byte(at->line, valid)),
                   "byte 0x%02X is not UTF-8; save the file as UTF-8",
                   (unsigned)(unsigned char)text.at[valid]);
    return at->line.source;
}

static coding_status
scan_line(scan *at, coding_span text)
{
    size_t length = text.length;
    coding_status status;

    at->line.line++;
    text = valid_part(at, text);
    if (text.length > 0 && text.at[0] == '#')
        return CODING_OK;
    if (text.length > 0 && (text.at[0] == ' ' || text.at[0] == '\t') &&
        !is_blank(text))
        return continue_field(at, text);
    status = close_field(at);
    if (is_blank(text)) {
        if (length == text.length)
            at->inside = false;
        return status;
    }
    if (status == CODING_OK)
        status = open_field(at, text, text.length < length);
    return status;
}

static coding_status
scan_lines(scan *at, coding_span text)
{
    coding_status status = CODING_OK;

    while (status == CODING_OK && text.length > 0) {
        const char *end = memchr(text.at, '\n', text.length);
        size_t length = end == NULL ? text.length : (size_t)(end - text.at);
        coding_span line = {text.at, length};

        if (line.length > 0 && line.at[line.length - 1] == '\r')
            line.length--;
        status = scan_line(at, line);
        if (end != NULL)
            length++;
        text = (coding_span){text.at + length, text.length - length};
    }
    return status == CODING_OK ? close_field(at) : status;
}

bool
record_is_text(coding_context *context, const char *file, coding_span text)
{
    diag_place place = {file, 0, 0, {0}};

    if (text.length >= 2 && (memcmp(text.at, "\xFF\xFE", 2) == 0 ||
                             memcmp(text.at, "\xFE\xFF", 2) == 0)) {
        diag_error(context, CODING_EUSAGE, "record-utf16", place,
                   "this file is UTF-16; save it as UTF-8");
        return false;
    }
    if (text.length > 0 && memchr(text.at, '\0', text.length) != NULL) {
        diag_error(context, CODING_EUSAGE, "record-binary", place,
                   "this is a binary file, not a text");
        return false;
    }
    return true;
}

coding_span
record_without_mark(coding_span text)
{
    if (text.length < 3 || memcmp(text.at, "\xEF\xBB\xBF", 3) != 0)
        return text;
    return (coding_span){text.at + 3, text.length - 3};
}

/* From the first fields to pointers, now that they stay where they are. */
static void
settle(record_file *file)
{
    size_t end = file->field_count;

    for (size_t i = file->record_count; i-- > 0;) {
        record *one = &file->records[i];
        size_t first = one->count;

        one->fields = file->fields + first;
        one->count = end - first;
        end = first;
    }
}

coding_status
record_read(coding_context *context, arena *all, const char *file,
            coding_span text, record_file *out)
{
    scan at = {.file = out, .all = all};
    coding_span kept = {0};
    coding_status status;

    *out = (record_file){.context = context};
    buffer_init(&at.value, context);
    status = arena_copy(all, coding_span_of(file), &kept);
    out->file = kept.at;
    if (status == CODING_OK)
        status = arena_copy(all, text, &text);
    if (status == CODING_OK)
        out->text = record_is_text(context, file, text);
    if (status == CODING_OK && out->text) {
        text = record_without_mark(text);
        at.line = (coding_place){.file = kept.at, .column = 1};
        status = scan_lines(&at, text);
    }
    settle(out);
    buffer_free(&at.value);
    return status;
}

void
record_clear(record_file *file)
{
    base_free(file->context, file->records);
    base_free(file->context, file->fields);
    *file = (record_file){.context = file->context};
}
