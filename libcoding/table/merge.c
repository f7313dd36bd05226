/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Merging the rows of joined streams. See table/merge.h. */
#include "table/merge.h"

#include <assert.h>
#include <string.h>

#include "base/diag.h"
#include "base/memory.h"

void
merge_init(merge *rows, coding_context *context, const coding_columns *columns,
           bool joined_results)
{
    *rows = (merge){.context = context,
                    .core = coding_core_of(columns),
                    .joined_results = joined_results};
    map_init(&rows->codes.ids, context);
    map_init(&rows->questions.ids, context);
    map_init(&rows->respondents.ids, context);
    map_init(&rows->metas.ids, context);
    buffer_init(&rows->key, context);
}

static void
clear_kind(coding_context *context, merge_kind *kind)
{
    map_clear(&kind->ids);
    base_free(context, kind->seen);
}

void
merge_clear(merge *rows)
{
    if (rows->context == NULL)
        return;
    clear_kind(rows->context, &rows->codes);
    clear_kind(rows->context, &rows->questions);
    clear_kind(rows->context, &rows->respondents);
    clear_kind(rows->context, &rows->metas);
    buffer_free(&rows->key);
    *rows = (merge){0};
}

/* Two FNV-1a runs with different starts; a cell's length separates cells. */
static void
digest(const coding_row *row, uint64_t out[2])
{
    uint64_t a = 0xcbf29ce484222325U, b = 0x6c62272e07bb0142U;

    for (size_t i = 0; i < coding_columns_count(row->columns); i++) {
        coding_span cell = row->cells[i];

        a = (a ^ cell.length) * 0x100000001b3U;
        b = (b ^ cell.length) * 0x9E3779B97F4A7C15U;
        for (size_t k = 0; k < cell.length; k++) {
            a = (a ^ (unsigned char)cell.at[k]) * 0x100000001b3U;
            b = (b ^ (unsigned char)cell.at[k]) * 0x9E3779B97F4A7C15U;
            b ^= b >> 29;
        }
    }
    out[0] = a;
    out[1] = b;
}

static diag_place
place_of(const coding_row *row)
{
    return (diag_place){.file = row->file, .line = row->line};
}

/* Remembers key; *seen is what was known of it, NULL: nothing. */
static coding_status
remember(merge *rows, merge_kind *kind, coding_span key, const coding_row *row,
         const uint64_t found[2], const merge_seen **seen)
{
    size_t number = 0, before = kind->ids.count;
    coding_status status =
        BASE_GROW(rows->context, &kind->seen, &kind->capacity, before + 1);

    if (status == CODING_OK)
        status = map_add(&kind->ids, key, &number);
    if (status != CODING_OK)
        return status;
    assert(kind->seen != NULL);
    *seen = number < before ? &kind->seen[number] : NULL;
    if (*seen == NULL)
        kind->seen[number] =
            (merge_seen){row->file, row->line, {found[0], found[1]}};
    return CODING_OK;
}

/* A row with an id: new, the same again, or a fault. */
static coding_status
merge_identified(merge *rows, merge_kind *kind, coding_span key, coding_span id,
                 const coding_row *row, bool *fresh)
{
    const merge_seen *seen = NULL;
    uint64_t found[2];
    coding_status status;

    digest(row, found);
    status = remember(rows, kind, key, row, found, &seen);
    if (status != CODING_OK)
        return status;
    *fresh = seen == NULL;
    if (seen == NULL || memcmp(seen->digest, found, sizeof found) == 0)
        return CODING_OK;
    return diag_error(rows->context, CODING_EDATA, "stream-conflict",
                      place_of(row), "%s '%.*s' differs from the one at %s:%zu",
                      coding_record_name(row->record), DIAG_SPAN(id),
                      seen->file, seen->line);
}

static coding_status
merge_code(merge *rows, const coding_row *row, bool *fresh)
{
    coding_span facet = coding_row_cell(row, rows->core.facet);
    coding_span code = coding_row_cell(row, rows->core.code);

    buffer_reset(&rows->key);
    buffer_add_unsigned(&rows->key, facet.length);
    buffer_add_byte(&rows->key, '/');
    buffer_add(&rows->key, facet);
    buffer_add(&rows->key, code);
    if (buffer_status(&rows->key) != CODING_OK)
        return buffer_status(&rows->key);
    return merge_identified(rows, &rows->codes, buffer_span(&rows->key), code,
                            row, fresh);
}

static coding_status
merge_meta(merge *rows, const coding_row *row, bool *fresh)
{
    const merge_seen *seen = NULL;
    uint64_t found[2];
    char key[sizeof found];
    coding_status status;

    digest(row, found);
    memcpy(key, found, sizeof key);
    status = remember(rows, &rows->metas, (coding_span){key, sizeof key}, row,
                      found, &seen);
    *fresh = seen == NULL;
    return status;
}

static coding_status
check_result(merge *rows, const coding_row *row, size_t section)
{
    if (rows->result_file == NULL) {
        rows->result_file = row->file;
        rows->result_line = row->line;
        rows->result_section = section;
    }
    if (rows->result_section == section || rows->joined_results)
        return CODING_OK;
    return diag_error(
        rows->context, CODING_EDATA, "stream-joined-results", place_of(row),
        "a second section holds results (%s rows); the first "
        "stand at %s:%zu, and results cannot be joined",
        coding_record_name(row->record), rows->result_file, rows->result_line);
}

coding_status
merge_row(merge *rows, const coding_row *row, size_t section, bool *fresh)
{
    coding_span id;

    *fresh = true;
    switch (row->record) {
    case CODING_RECORD_META:
        return merge_meta(rows, row, fresh);
    case CODING_RECORD_CODE:
        return merge_code(rows, row, fresh);
    case CODING_RECORD_QUESTION:
        id = coding_row_cell(row, rows->core.question);
        return merge_identified(rows, &rows->questions, id, id, row, fresh);
    case CODING_RECORD_RESPONDENT:
        id = coding_row_cell(row, rows->core.respondent);
        return merge_identified(rows, &rows->respondents, id, id, row, fresh);
    case CODING_RECORD_COUNT:
    case CODING_RECORD_CELL:
    case CODING_RECORD_TEST:
        return check_result(rows, row, section);
    case CODING_RECORD_DOCUMENT:
    case CODING_RECORD_UNIT:
    case CODING_RECORD_CODING:
    case CODING_RECORD_COVERAGE:
    case CODING_RECORD_END:
    case CODING_RECORD_ANSWER:
    case CODING_RECORD_OTHER:
        break;
    }
    return CODING_OK;
}
