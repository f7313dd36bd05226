/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of participants. See transcript/participants.h. */
#include "transcript/participants.h"

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/map.h"
#include "base/memory.h"
#include "table/delimited.h"

enum { ENDING_BYTES = 9 };

typedef enum {
    FIELD_DOCUMENT,
    FIELD_RESPONDENT,
    FIELD_LABEL,
    FIELD_INTERVIEWER,
    FIELD_KIND,
    FIELD_ORGANISATION,
    FIELD_COUNT
} field;

static const char *const field_names[FIELD_COUNT] = {
    "document", "respondent", "label", "interviewer", "kind", "organisation"};

typedef struct {
    participants people; /* first: what callers hold */
    coding_context *context;
    arena words;
    participants_row *rows;
    size_t capacity, width;
    size_t columns[FIELD_COUNT]; /* PARTICIPANTS_NONE: absent */
    size_t *attributes;          /* columns, by attribute */
    char sha256[INPUT_HEX_BYTES];
} table;

static diag_place
place_of(const delimited_record *record)
{
    return (diag_place){record->file, record->line, 0, {NULL, 0}};
}

/* The columns that are attributes: all but the four that say who is who. */
static coding_status
read_attributes(table *of, const delimited_record *header)
{
    coding_span *names = NULL;
    coding_status status = ARENA_ARRAY(&of->words, header->count, &names);

    if (status == CODING_OK)
        status = ARENA_ARRAY(&of->words, header->count, &of->attributes);
    for (size_t i = 0; status == CODING_OK && i < header->count; i++) {
        coding_span name = coding_span_trim(header->cells[i]);

        if (name.length == 0 || i == of->columns[FIELD_DOCUMENT] ||
            i == of->columns[FIELD_RESPONDENT] ||
            i == of->columns[FIELD_LABEL] ||
            i == of->columns[FIELD_INTERVIEWER])
            continue;
        status =
            arena_copy(&of->words, name, &names[of->people.attribute_count]);
        of->attributes[of->people.attribute_count++] = i;
    }
    of->people.attributes = names;
    return status;
}

static coding_status
read_header(table *of, const delimited_record *header)
{
    coding_status status = CODING_OK;
    size_t number;
    map names;

    for (size_t k = 0; k < FIELD_COUNT; k++)
        of->columns[k] = PARTICIPANTS_NONE;
    map_init(&names, of->context);
    for (size_t i = 0; status == CODING_OK && i < header->count; i++) {
        coding_span name = coding_span_trim(header->cells[i]);
        size_t before = names.count;

        if (name.length == 0)
            continue;
        status = map_add(&names, name, &number);
        if (status == CODING_OK && number < before)
            status = diag_error(of->context, CODING_EDATA,
                                "participants-column", place_of(header),
                                "the column \"%.*s\" is there twice",
                                DIAG_SPAN(name));
        for (size_t k = 0; k < FIELD_COUNT; k++)
            if (coding_span_is(name, field_names[k]))
                of->columns[k] = i;
    }
    map_clear(&names);
    for (size_t k = FIELD_DOCUMENT; k <= FIELD_RESPONDENT; k++)
        if (status == CODING_OK && of->columns[k] == PARTICIPANTS_NONE)
            status = diag_error(of->context, CODING_EDATA,
                                "participants-column", place_of(header),
                                "there is no column \"%s\"; expected "
                                "document, respondent and, as needed, label, "
                                "interviewer, organisation, side, dyad, kind, "
                                "order",
                                field_names[k]);
    of->width = header->count;
    return status == CODING_OK ? read_attributes(of, header) : status;
}

static coding_span
cell(const table *of, const delimited_record *record, field which)
{
    size_t column = of->columns[which];

    return column == PARTICIPANTS_NONE
               ? (coding_span){NULL, 0}
               : coding_span_trim(record->cells[column]);
}

static coding_status
check_row(const table *of, const delimited_record *record)
{
    coding_span kind = cell(of, record, FIELD_KIND);
    coding_status status = CODING_OK;

    for (size_t k = FIELD_DOCUMENT; k <= FIELD_RESPONDENT; k++)
        if (cell(of, record, (field)k).length == 0)
            status = diag_error(of->context, CODING_EDATA, "participants-row",
                                place_of(record), "no %s in this row",
                                field_names[k]);
    if (kind.length > 0 && !coding_span_is(kind, "notes") &&
        !coding_span_is(kind, "transcript"))
        status = diag_error(of->context, CODING_EDATA, "participants-row",
                            place_of(record),
                            "kind \"%.*s\" is not known; expected transcript "
                            "or notes",
                            DIAG_SPAN(kind));
    return status;
}

/* Folders and .gz are no part of a document's name. */
static coding_span
plain_name(coding_span name)
{
    for (size_t i = name.length; i > 0; i--)
        if (name.at[i - 1] == '/') {
            name = (coding_span){name.at + i, name.length - i};
            break;
        }
    if (name.length > 3 && memcmp(name.at + name.length - 3, ".gz", 3) == 0)
        name.length -= 3;
    return name;
}

static coding_status
read_row(table *of, const delimited_record *record)
{
    coding_span *values = NULL;
    participants_row row = {
        .line = record->line,
        .notes = coding_span_is(cell(of, record, FIELD_KIND), "notes")};
    coding_span *const kept[] = {&row.document, &row.respondent, &row.label,
                                 &row.interviewer};
    coding_status status = check_row(of, record);

    for (size_t k = 0; status == CODING_OK && k <= FIELD_INTERVIEWER; k++)
        status = arena_copy(&of->words, cell(of, record, (field)k), kept[k]);
    row.document = plain_name(row.document);
    if (status == CODING_OK)
        status = ARENA_ARRAY(&of->words, of->people.attribute_count, &values);
    for (size_t i = 0; status == CODING_OK && i < of->people.attribute_count;
         i++) {
        status = arena_copy(&of->words,
                            coding_span_trim(record->cells[of->attributes[i]]),
                            &values[i]);
        if (status == CODING_OK &&
            of->attributes[i] == of->columns[FIELD_ORGANISATION])
            row.organisation = values[i];
    }
    row.values = values;
    if (status == CODING_OK)
        status = BASE_GROW(of->context, &of->rows, &of->capacity,
                           of->people.count + 1);
    if (status == CODING_OK)
        of->rows[of->people.count++] = row;
    of->people.rows = of->rows;
    return status;
}

/* One respondent once in a document, and one label one respondent's. */
static coding_status
check_twice(table *of)
{
    coding_status status = CODING_OK;
    buffer key;
    map seen;
    size_t number = 0;

    map_init(&seen, of->context);
    buffer_init(&key, of->context);
    for (size_t i = 0; i < of->people.count; i++) {
        const participants_row *row = &of->rows[i];
        size_t before = seen.count;
        coding_status added;

        buffer_reset(&key);
        buffer_add(&key, row->document);
        buffer_add_byte(&key, '\t');
        buffer_add(&key, row->respondent);
        added = buffer_status(&key);
        if (added == CODING_OK)
            added = map_add(&seen, buffer_span(&key), &number);
        if (added != CODING_OK) {
            status = added;
            break;
        }
        if (number < before)
            status = diag_error(
                of->context, CODING_EDATA, "participants-row",
                (diag_place){of->people.file, row->line, 0, {NULL, 0}},
                "%.*s in %.*s is there twice", DIAG_SPAN(row->respondent),
                DIAG_SPAN(row->document));
    }
    buffer_free(&key);
    map_clear(&seen);
    return status;
}

static coding_status
read_rows(table *of, delimited *from)
{
    delimited_record record;
    coding_status faults = CODING_OK, status = delimited_next(from, &record);

    if (status == CODING_END)
        return diag_error(of->context, CODING_EDATA, "participants-column",
                          (diag_place){of->people.file, 0, 0, {NULL, 0}},
                          "the table of participants is empty");
    if (status == CODING_OK)
        status = read_header(of, &record);
    while (status == CODING_OK) {
        status = delimited_next(from, &record);
        if (status != CODING_OK)
            break;
        status = read_row(of, &record);
        if (status == CODING_EDATA) {
            faults = status;
            status = CODING_OK;
        }
    }
    if (status != CODING_END)
        return status;
    delimited_digest(from, of->sha256);
    of->people.sha256 = of->sha256;
    return faults != CODING_OK ? faults : check_twice(of);
}

static coding_status
make(coding_context *context, const char *file, table **out)
{
    table *made = NULL;
    coding_span name = {0};
    coding_status status = BASE_NEW(context, &made);

    if (status != CODING_OK)
        return status;
    made->context = context;
    arena_init(&made->words, context);
    status = arena_copy(&made->words, coding_span_of(file), &name);
    made->people.file = name.at;
    if (status == CODING_OK)
        *out = made;
    else
        participants_free(&made->people);
    return status;
}

static coding_status
finish(table *made, delimited *from, coding_status status, participants **out)
{
    if (status == CODING_OK)
        status = read_rows(made, from);
    delimited_close(from);
    if (status == CODING_OK)
        *out = &made->people;
    else
        participants_free(&made->people);
    return status;
}

coding_status
participants_load(coding_context *context, const char *path, participants **out)
{
    const delimited_options options = {.input = {.digest = true}};
    delimited *from = NULL;
    table *made = NULL;
    coding_status status =
        make(context, strcmp(path, "-") == 0 ? "stdin" : path, &made);

    if (status != CODING_OK)
        return status;
    status = delimited_open(context, path, &options, &from);
    return finish(made, from, status, out);
}

coding_status
participants_parse(coding_context *context, const char *name, coding_span bytes,
                   participants **out)
{
    const delimited_options options = {.input = {.digest = true}};
    delimited *from = NULL;
    table *made = NULL;
    coding_status status = make(context, name, &made);

    if (status != CODING_OK)
        return status;
    status = delimited_open_bytes(context, name, bytes, &options, &from);
    return finish(made, from, status, out);
}

void
participants_free(participants *people)
{
    table *of = (table *)(void *)people;

    if (of == NULL)
        return;
    base_free(of->context, of->rows);
    arena_clear(&of->words);
    base_free(of->context, of);
}

/* name is stem and endings: ".txt", ".en.vtt". */
static bool
is_stem(coding_span stem, coding_span name)
{
    size_t run = 0;

    if (stem.length == 0 || stem.length >= name.length ||
        memcmp(stem.at, name.at, stem.length) != 0 ||
        name.at[stem.length] != '.')
        return false;
    for (size_t i = stem.length + 1; i < name.length; i++) {
        char byte = name.at[i];

        if (byte == '.' ? run == 0 : ++run > ENDING_BYTES)
            return false;
        if (byte == ' ' || byte == '/')
            return false;
        if (byte == '.')
            run = 0;
    }
    return run > 0;
}

size_t
participants_next(const participants *people, coding_span document, size_t from)
{
    bool exact = false;

    for (size_t i = 0; i < people->count; i++)
        exact |= coding_span_equal(people->rows[i].document, document);
    for (size_t i = from; i < people->count; i++) {
        coding_span name = people->rows[i].document;

        if (exact ? coding_span_equal(name, document) : is_stem(name, document))
            return i;
    }
    return PARTICIPANTS_NONE;
}
