/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reading corrections. See coding/corrections.h, coding-corrections(5). */
#include "base/diag.h"
#include "base/memory.h"
#include "base/number.h"
#include "coder/corrections_inside.h"
#include "table/delimited.h"

typedef enum {
    FIELD_DOCUMENT,
    FIELD_UNIT,
    FIELD_QUESTION,
    FIELD_CODE,
    FIELD_ACTION,
    FIELD_VALUE,
    FIELD_START,
    FIELD_END,
    FIELD_REASON,
    FIELD_CODER,
    FIELD_DATE,
    FIELDS
} field;

static const char *const field_names[] = {
    "document", "unit", "question", "code",  "action", "value",
    "start",    "end",  "reason",   "coder", "date"};
static const char *const action_names[] = {"add", "remove", "rerank",
                                           "polarity"};

typedef struct {
    coding_corrections *made;
    size_t columns[FIELDS]; /* of the file; SIZE_MAX: not there */
    size_t width;
} table;

const char *
correction_name(correction_action action)
{
    return action_names[action];
}

static diag_place
place(const table *of, size_t line)
{
    return (diag_place){of->made->file, line, 0, {NULL, 0}};
}

static coding_status
read_header(table *of, const delimited_record *header)
{
    coding_context *context = of->made->context;
    coding_status status = CODING_OK;

    for (size_t k = 0; k < FIELDS; k++)
        of->columns[k] = SIZE_MAX;
    for (size_t i = 0; i < header->count; i++) {
        coding_span name = coding_span_trim(header->cells[i]);
        size_t k = 0;

        while (k < FIELDS && !coding_span_is(name, field_names[k]))
            k++;
        if (k == FIELDS || of->columns[k] != SIZE_MAX)
            status = diag_error(
                context, CODING_EDATA, "correction-column",
                place(of, header->line),
                k == FIELDS ? "the column '%.*s' is not known; expected "
                              "document, unit, question, code, action, value, "
                              "start, end, reason, coder, date"
                            : "the column '%.*s' is there twice",
                DIAG_SPAN(name));
        else
            of->columns[k] = i;
    }
    for (size_t k = 0; k < FIELDS; k++)
        if (of->columns[k] == SIZE_MAX &&
            (k == FIELD_DOCUMENT || k == FIELD_CODE || k == FIELD_ACTION))
            status = diag_error(context, CODING_EDATA, "correction-column",
                                place(of, header->line),
                                "there is no column '%s'", field_names[k]);
    of->width = header->count;
    return status;
}

static coding_span
cell(const table *of, const delimited_record *record, field which)
{
    size_t column = of->columns[which];

    return column == SIZE_MAX || column >= record->count
               ? (coding_span){NULL, 0}
               : coding_span_trim(record->cells[column]);
}

/* A fault of a row. */
static coding_status
fault(const table *of, const delimited_record *record, const char *what,
      coding_span got)
{
    return diag_error(of->made->context, CODING_EDATA, "correction-row",
                      place(of, record->line), "%s%s%.*s%s", what,
                      got.length > 0 ? ", got '" : "", DIAG_SPAN(got),
                      got.length > 0 ? "'" : "");
}

static coding_status
read_number(const table *of, const delimited_record *record, field which,
            uint64_t *out, bool *there)
{
    coding_span text = cell(of, record, which);

    *there = text.length > 0;
    if (!*there || number_to_unsigned(text, out))
        return CODING_OK;
    return diag_error(of->made->context, CODING_EDATA, "correction-row",
                      place(of, record->line),
                      "%s is '%.*s', expected a whole number",
                      field_names[which], DIAG_SPAN(text));
}

/* Where in the document. */
static coding_status
read_place(const table *of, const delimited_record *record, correction *row)
{
    bool has_end = false;
    coding_status status =
        read_number(of, record, FIELD_UNIT, &row->unit, &row->has_unit);

    if (status == CODING_OK)
        status =
            read_number(of, record, FIELD_START, &row->start, &row->has_span);
    if (status == CODING_OK)
        status = read_number(of, record, FIELD_END, &row->end, &has_end);
    if (status == CODING_OK && row->has_span != has_end)
        return fault(of, record, "start and end are needed both or none",
                     (coding_span){NULL, 0});
    if (status == CODING_OK && has_end && row->end <= row->start)
        return fault(of, record, "end must be greater than start",
                     cell(of, record, FIELD_END));
    return status;
}

/* “words” and "words" are words. */
static coding_span
unquoted(coding_span text)
{
    static const char *const pairs[][2] = {{"\"", "\""},
                                           {"\xE2\x80\x9C", "\xE2\x80\x9D"}};

    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        coding_span open = coding_span_of(pairs[i][0]);
        coding_span close = coding_span_of(pairs[i][1]);
        size_t both = open.length + close.length;

        if (text.length > both &&
            coding_span_equal((coding_span){text.at, open.length}, open) &&
            coding_span_equal(
                (coding_span){text.at + text.length - close.length,
                              close.length},
                close))
            return (coding_span){text.at + open.length, text.length - both};
    }
    return text;
}

/* What the action needs. */
static coding_status
read_action(const table *of, const delimited_record *record, correction *row)
{
    coding_span name = cell(of, record, FIELD_ACTION);
    coding_span value = cell(of, record, FIELD_VALUE);
    size_t k = 0;

    while (k < CORRECTION_ACTIONS && !coding_span_is(name, action_names[k]))
        k++;
    if (k == CORRECTION_ACTIONS)
        return fault(of, record,
                     "action must be add, remove, rerank or polarity", name);
    row->action = (correction_action)k;
    row->value = unquoted(value);
    if (row->action == CORRECTION_ADD && !row->has_span && value.length == 0)
        return fault(of, record,
                     "add needs the words in value, or start and end", value);
    if (row->action == CORRECTION_RERANK &&
        (!number_to_unsigned(value, &row->rank) || row->rank == 0))
        return fault(of, record, "rerank needs a rank from 1 on in value",
                     value);
    if (row->action == CORRECTION_POLARITY) {
        row->polarity = coding_polarity_of(value);
        if (row->polarity == CODING_POLARITY_NONE)
            return fault(of, record,
                         "polarity needs affirmed, rejected, absent, "
                         "hypothetical, reported or retracted in value",
                         value);
    }
    return CODING_OK;
}

static coding_status
read_row(table *of, const delimited_record *record)
{
    coding_corrections *made = of->made;
    correction row = {.line = record->line};
    const struct {
        coding_span *to;
        coding_span from;
    } kept[] = {
        {&row.document, cell(of, record, FIELD_DOCUMENT)},
        {&row.question, cell(of, record, FIELD_QUESTION)},
        {&row.code, cell(of, record, FIELD_CODE)},
        {&row.reason, cell(of, record, FIELD_REASON)},
        {&row.coder, cell(of, record, FIELD_CODER)},
        {&row.date, cell(of, record, FIELD_DATE)},
    };
    coding_status status = CODING_OK;

    if (record->count != of->width)
        return fault(of, record,
                     "a row with another number of cells than the "
                     "header",
                     (coding_span){NULL, 0});
    if (kept[0].from.length == 0 || kept[2].from.length == 0)
        return fault(of, record, "document and code are needed",
                     (coding_span){NULL, 0});
    status = read_place(of, record, &row);
    if (status == CODING_OK)
        status = read_action(of, record, &row);
    for (size_t i = 0; status == CODING_OK && i < sizeof kept / sizeof *kept;
         i++)
        status = arena_copy(&made->words, kept[i].from, kept[i].to);
    if (status == CODING_OK)
        status = arena_copy(&made->words, row.value, &row.value);
    if (status == CODING_OK)
        status = BASE_GROW(made->context, &made->rows, &made->capacity,
                           made->count + 1);
    if (status != CODING_OK)
        return status;
    made->rows[made->count++] = row;
    made->counts[row.action]++;
    return CODING_OK;
}

static coding_status
read_rows(table *of, delimited *from)
{
    delimited_record record;
    coding_status faults = CODING_OK;
    coding_status status = delimited_next(from, &record);

    if (status == CODING_END)
        return diag_error(of->made->context, CODING_EDATA, "correction-column",
                          place(of, 0), "the table of corrections is empty");
    if (status == CODING_OK)
        status = read_header(of, &record);
    while (status == CODING_OK) {
        coding_status found;

        status = delimited_next(from, &record);
        if (status != CODING_OK)
            break;
        found = read_row(of, &record);
        if (found == CODING_EDATA) /* told; the next row may be good */
            faults = found;
        else
            status = found;
    }
    if (status != CODING_END)
        return status;
    delimited_digest(from, of->made->sha256);
    return faults;
}

/* An audit trail without who and why is none. */
static void
warn_unexplained(const coding_corrections *made)
{
    size_t count = 0, line = 0;

    for (size_t i = 0; i < made->count; i++) {
        const correction *row = &made->rows[i];

        if (row->reason.length > 0 && row->coder.length > 0)
            continue;
        if (count++ == 0)
            line = row->line;
    }
    if (count > 0)
        diag_warning(made->context, "correction-unexplained",
                     (diag_place){.file = made->file, .line = line},
                     "no reason or no coder, in so many corrections: %zu; a "
                     "reader of the audit trail will ask",
                     count);
}

/* bytes NULL: path is opened. */
static coding_status
read_table(coding_context *context, const char *path, const coding_span *bytes,
           coding_corrections **out)
{
    const delimited_options options = {.input = {.digest = true},
                                       .ragged = DELIMITED_PAD};
    coding_corrections *made = NULL;
    coding_status status = BASE_NEW(context, &made);
    delimited *from = NULL;
    coding_span name = {NULL, 0};
    table of = {0};

    if (status != CODING_OK)
        return status;
    made->context = context;
    arena_init(&made->words, context);
    of.made = made;
    status = arena_copy(&made->words, coding_span_of(path), &name);
    made->file = name.at;
    if (status == CODING_OK)
        status = bytes != NULL ? delimited_open_bytes(context, path, *bytes,
                                                      &options, &from)
                               : delimited_open(context, path, &options, &from);
    if (status == CODING_OK)
        status = read_rows(&of, from);
    delimited_close(from);
    if (status == CODING_OK)
        warn_unexplained(made);
    if (status == CODING_OK)
        *out = made;
    else
        coding_corrections_free(made);
    return status;
}

coding_status
coding_corrections_load(coding_context *context, const char *path,
                        coding_corrections **out)
{
    return read_table(context, path, NULL, out);
}

coding_status
coding_corrections_parse(coding_context *context, const char *name,
                         coding_span bytes, coding_corrections **out)
{
    return read_table(context, name, &bytes, out);
}

void
coding_corrections_free(coding_corrections *corrections)
{
    if (corrections == NULL)
        return;
    base_free(corrections->context, corrections->rows);
    arena_clear(&corrections->words);
    base_free(corrections->context, corrections);
}

size_t
coding_corrections_count(const coding_corrections *corrections)
{
    return corrections->count;
}
