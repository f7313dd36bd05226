/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Counting rows against `end` rows. See table/seal.h. */
#include "table/seal.h"

#include <inttypes.h>

#include "base/diag.h"
#include "base/memory.h"

void
seal_init(seal *sealed, coding_context *context, const coding_columns *columns,
          bool unsealed)
{
    *sealed = (seal){.context = context,
                     .core = coding_core_of(columns),
                     .unsealed = unsealed,
                     .last = MAP_NONE};
    map_init(&sealed->names, context);
}

void
seal_clear(seal *sealed)
{
    if (sealed->context == NULL)
        return;
    map_clear(&sealed->names);
    base_free(sealed->context, sealed->documents);
    *sealed = (seal){0};
}

void
seal_section(seal *sealed)
{
    sealed->rows = 0;
    sealed->closed = false;
}

bool
seal_is_end(const seal *sealed, const coding_row *row)
{
    return row->record == CODING_RECORD_END &&
           coding_row_cell(row, sealed->core.document).length == 0;
}

static diag_place
place_of(const coding_row *row)
{
    return (diag_place){.file = row->file, .line = row->line};
}

static coding_status
find_document(seal *sealed, coding_span name, seal_document **out)
{
    size_t before = sealed->names.count, number = sealed->last;
    coding_status status = CODING_OK;

    if (number == MAP_NONE ||
        !coding_span_equal(map_name(&sealed->names, number), name)) {
        status = BASE_GROW(sealed->context, &sealed->documents,
                           &sealed->capacity, before + 1);
        if (status == CODING_OK)
            status = map_add(&sealed->names, name, &number);
        if (status != CODING_OK)
            return status;
        if (number == before)
            sealed->documents[number] = (seal_document){0};
        sealed->last = number;
    }
    *out = &sealed->documents[number];
    return CODING_OK;
}

static coding_status
declare(seal *sealed, const coding_row *row, coding_span name,
        seal_document *document)
{
    if (document->file != NULL)
        return diag_error(sealed->context, CODING_EDATA,
                          "stream-document-twice", place_of(row),
                          "document '%.*s' comes twice: it is already at "
                          "%s:%zu",
                          DIAG_SPAN(name), document->file, document->line);
    document->file = row->file;
    document->line = row->line;
    return CODING_OK;
}

/* One count of an `end` row, where it is filled. */
static coding_status
compare(const seal *sealed, const coding_row *row, size_t column,
        uint64_t counted, const char *what)
{
    coding_span cell = coding_row_cell(row, column);
    coding_span name = coding_row_cell(row, sealed->core.document);
    uint64_t promised = 0;

    if (cell.length == 0 || sealed->unsealed)
        return CODING_OK;
    if (coding_row_unsigned(row, column, &promised) && promised == counted)
        return CODING_OK;
    return diag_error(sealed->context, CODING_EDATA, "stream-document-count",
                      place_of(row),
                      "the end row of document '%.*s' promises %.*s %s, and "
                      "%" PRIu64 " came: rows were lost or added",
                      DIAG_SPAN(name), DIAG_SPAN(cell), what, counted);
}

static coding_status
end_document(const seal *sealed, const coding_row *row, seal_document *document)
{
    coding_status status =
        compare(sealed, row, sealed->core.units, document->units, "unit rows");

    document->ended = true;
    if (status == CODING_OK)
        status = compare(sealed, row, sealed->core.mentions, document->codings,
                         "coding rows");
    return status;
}

static coding_status
end_stream(seal *sealed, const coding_row *row)
{
    coding_span cell = coding_row_cell(row, sealed->core.value);
    uint64_t promised = 0;

    sealed->closed = true;
    if (sealed->unsealed)
        return CODING_OK;
    if (coding_row_unsigned(row, sealed->core.value, &promised) &&
        promised == sealed->rows)
        return CODING_OK;
    return diag_error(sealed->context, CODING_EDATA, "stream-count",
                      place_of(row),
                      "the stream's end row promises '%.*s' rows, and %" PRIu64
                      " came: rows were lost or added (after awk or a hand "
                      "use --unsealed)",
                      DIAG_SPAN(cell), sealed->rows);
}

static coding_status
count(seal *sealed, const coding_row *row)
{
    coding_span name = coding_row_cell(row, sealed->core.document);
    seal_document *document = NULL;
    coding_status status = find_document(sealed, name, &document);

    if (status != CODING_OK)
        return status;
    if (row->record == CODING_RECORD_DOCUMENT)
        return declare(sealed, row, name, document);
    if (document->ended && !sealed->unsealed)
        return diag_error(sealed->context, CODING_EDATA, "stream-after-end",
                          place_of(row),
                          "%s row of document '%.*s' stands after the "
                          "document's end row",
                          coding_record_name(row->record), DIAG_SPAN(name));
    if (row->record == CODING_RECORD_END)
        return end_document(sealed, row, document);
    if (row->record == CODING_RECORD_UNIT)
        document->units++;
    else
        document->codings++;
    return CODING_OK;
}

coding_status
seal_row(seal *sealed, const coding_row *row)
{
    if (sealed->closed)
        return diag_error(sealed->context, CODING_EDATA, "stream-after-end",
                          place_of(row),
                          "a row stands after the stream's end row");
    if (seal_is_end(sealed, row))
        return end_stream(sealed, row);
    sealed->rows++;
    if (row->record == CODING_RECORD_DOCUMENT ||
        row->record == CODING_RECORD_UNIT ||
        row->record == CODING_RECORD_CODING || row->record == CODING_RECORD_END)
        return count(sealed, row);
    return CODING_OK;
}

coding_status
seal_finish(const seal *sealed, const char *file, size_t line)
{
    if (sealed->closed)
        return CODING_OK;
    return diag_error(sealed->context, CODING_EDATA, "stream-no-end",
                      (diag_place){.file = file, .line = line},
                      "stream ends without its end row: the producer was cut "
                      "off or failed");
}
