/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rows as bytes: kind, then every cell after its length. See tally/held.h. */
#include "tally/held.h"

#include <errno.h>
#include <string.h>

#include "base/diag.h"
#include "base/memory.h"

coding_status
held_init(held *rows, coding_context *context, const coding_columns *columns,
          FILE *(*open)(void))
{
    *rows = (held){.context = context, .columns = columns, .open = open};
    buffer_init(&rows->chunk, context);
    return base_alloc(context,
                      coding_columns_count(columns) * sizeof *rows->cells,
                      (void **)(void *)&rows->cells);
}

void
held_clear(held *rows)
{
    if (rows->context == NULL)
        return;
    if (rows->file != NULL)
        (void)fclose(rows->file); /* scratch: read back, or given up */
    base_free(rows->context, rows->cells);
    buffer_free(&rows->chunk);
    *rows = (held){0};
}

static coding_status
fail(const held *rows)
{
    return diag_error(
        rows->context, CODING_ESYSTEM, "spool-failed", (diag_place){0},
        "the temporary file for waiting rows fails: %s", strerror(errno));
}

/* Moves the chunk to the file. Without a file it stays where it is. */
static coding_status
put_away(held *rows)
{
    size_t length = rows->chunk.length;

    if (rows->file == NULL && rows->open != NULL) {
        rows->file = rows->open();
        rows->open = NULL; /* asked once */
    }
    if (rows->file == NULL)
        return CODING_OK;
    if (fwrite(&length, sizeof length, 1, rows->file) != 1 ||
        fwrite(rows->chunk.bytes, 1, length, rows->file) != length)
        return fail(rows);
    buffer_reset(&rows->chunk);
    return CODING_OK;
}

/* Seven bits a byte, the lowest first. */
static void
add_length(buffer *out, size_t length)
{
    for (; length >= 0x80; length >>= 7)
        buffer_add_byte(out, (char)(unsigned char)(length | 0x80));
    buffer_add_byte(out, (char)(unsigned char)length);
}

static size_t
read_length(const char **at)
{
    size_t length = 0;
    unsigned shift = 0;
    unsigned char byte;

    do {
        byte = (unsigned char)*(*at)++;
        length |= (size_t)(byte & 0x7F) << shift;
        shift += 7;
    } while ((byte & 0x80) != 0);
    return length;
}

coding_status
held_add(held *rows, const coding_row *row)
{
    size_t count = coding_columns_count(rows->columns);
    coding_status status;

    buffer_add_byte(&rows->chunk, (char)row->record);
    for (size_t i = 0; i < count; i++) {
        add_length(&rows->chunk, row->cells[i].length);
        buffer_add(&rows->chunk, row->cells[i]);
    }
    status = buffer_status(&rows->chunk);
    if (status == CODING_OK && rows->chunk.length >= HELD_BYTES)
        status = put_away(rows);
    return status;
}

static coding_status
give_chunk(held *rows, coding_row_sink sink)
{
    size_t count = coding_columns_count(rows->columns);
    const char *at = buffer_text(&rows->chunk);
    const char *end = at + rows->chunk.length;
    coding_status status = CODING_OK;

    while (status == CODING_OK && at != end) {
        coding_row row = {.columns = rows->columns,
                          .cells = rows->cells,
                          .record = (coding_record)*at++};

        for (size_t i = 0; i < count; i++) {
            size_t length = read_length(&at);

            rows->cells[i] = (coding_span){at, length};
            at += length;
        }
        status = coding_row_give(sink, &row);
    }
    return status;
}

/* The next chunk of the file; CODING_END: none is left. */
static coding_status
fetch(held *rows)
{
    size_t length = 0;
    size_t got = fread(&length, sizeof length, 1, rows->file);

    if (got != 1)
        return ferror(rows->file) ? fail(rows) : CODING_END;
    buffer_reset(&rows->chunk);
    if (!buffer_reserve(&rows->chunk, length))
        return buffer_status(&rows->chunk);
    if (fread(rows->chunk.bytes, 1, length, rows->file) != length)
        return fail(rows);
    rows->chunk.length = length;
    return CODING_OK;
}

coding_status
held_give(held *rows, coding_row_sink sink)
{
    coding_status status = CODING_OK;

    if (rows->file != NULL) {
        status = put_away(rows);
        if (status == CODING_OK &&
            (fflush(rows->file) != 0 || fseek(rows->file, 0, SEEK_SET) != 0))
            return fail(rows);
        while (status == CODING_OK) {
            status = fetch(rows);
            if (status == CODING_OK)
                status = give_chunk(rows, sink);
        }
        if (status == CODING_END)
            status = CODING_OK;
    } else {
        status = give_chunk(rows, sink);
    }
    buffer_reset(&rows->chunk);
    return status;
}
