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
    buffer_init(&rows->line, context);
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
    buffer_free(&rows->line);
    *rows = (merge){0};
}

/* Two runs of multiplications, over every second word each, mixed at the
   end. */
static void
digest_bytes(coding_span bytes, uint64_t out[2])
{
    uint64_t a = 0xcbf29ce484222325U ^ bytes.length;
    uint64_t b = 0x6c62272e07bb0142U ^ bytes.length;

    for (size_t i = 0; i < bytes.length; i += 16) {
        size_t left = bytes.length - i;
        uint64_t words[2] = {0, 0};

        memcpy(words, bytes.at + i, left < 16 ? left : 16);
        a = (a ^ words[0]) * 0x9E3779B97F4A7C15U;
        b = (b ^ words[1]) * 0xC2B2AE3D27D4EB4FU;
        a ^= a >> 29;
        b ^= b >> 32;
    }
    out[0] = (a ^ b >> 17) * 0xC2B2AE3D27D4EB4FU;
    out[1] = (b ^ a >> 19) * 0x9E3779B97F4A7C15U;
}

/* A row's cells with a TAB between two, as most lines have them already. */
static coding_status
digest(merge *rows, const coding_row *row, uint64_t out[2])
{
    size_t count = coding_columns_count(row->columns);
    const coding_span *cells = row->cells;
    buffer *line = &rows->line;
    bool tabs = false;

    if (row->plain) {
        const char *end = cells[count - 1].at + cells[count - 1].length;

        digest_bytes((coding_span){cells[0].at, (size_t)(end - cells[0].at)},
                     out);
        return CODING_OK;
    }
    buffer_reset(line);
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            buffer_add_byte(line, '\t');
        buffer_add(line, cells[i]);
        tabs = tabs || (cells[i].length > 0 &&
                        memchr(cells[i].at, '\t', cells[i].length) != NULL);
    }
    /* Then the TABs do not say where cells end. */
    for (size_t i = 0; tabs && i < count; i++) {
        buffer_add_byte(line, '\t');
        buffer_add_unsigned(line, cells[i].length);
    }
    digest_bytes(buffer_span(line), out);
    return buffer_status(line);
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
    uint64_t found[2] = {0, 0};
    coding_status status;

    status = digest(rows, row, found);
    if (status == CODING_OK)
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
    uint64_t found[2] = {0, 0};
    char key[sizeof found];
    coding_status status;

    status = digest(rows, row, found);
    if (status != CODING_OK)
        return status;
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
