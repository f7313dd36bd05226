/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The cells of codings in a temporary file. See workbook/spool.h. */
#include "workbook/spool.h"

#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/memory.h"
#include "workbook/temp.h"

enum { WINDOW_BYTES = 65536 };

typedef struct {
    uint32_t lengths[SPOOL_FIELDS];
} header;

struct spool {
    coding_context *context;
    const char *folder; /* borrowed */
    FILE *file;
    uint64_t length; /* bytes written */
    bool flushed;    /* nothing waits to be written */
    char *window;    /* WINDOW_BYTES bytes of the file from window_at on */
    uint64_t window_at;
    size_t window_length;
    buffer large; /* a record that is longer than the window */
};

coding_status
spool_new(coding_context *context, const char *folder, spool **out)
{
    spool *file = NULL;
    coding_status status = BASE_NEW(context, &file);

    if (status != CODING_OK)
        return status;
    file->context = context;
    file->folder = folder;
    buffer_init(&file->large, context);
    status = base_alloc(context, WINDOW_BYTES, (void **)(void *)&file->window);
    if (status == CODING_OK)
        status = temp_open(context, folder, &file->file);
    if (status != CODING_OK) {
        spool_free(file);
        return status;
    }
    *out = file;
    return CODING_OK;
}

void
spool_free(spool *file)
{
    if (file == NULL)
        return;
    if (file->file != NULL)
        (void)fclose(file->file); /* the file has no name any more */
    base_free(file->context, file->window);
    buffer_free(&file->large);
    base_free(file->context, file);
}

coding_status
spool_add(spool *file, const coding_span fields[SPOOL_FIELDS], uint64_t *offset)
{
    header lengths;
    uint64_t begin = file->length;
    bool good;

    for (size_t i = 0; i < SPOOL_FIELDS; i++)
        lengths.lengths[i] = fields[i].length < UINT32_MAX
                                 ? (uint32_t)fields[i].length
                                 : UINT32_MAX;
    good = fwrite(&lengths, sizeof lengths, 1, file->file) == 1;
    file->length += sizeof lengths;
    for (size_t i = 0; good && i < SPOOL_FIELDS; i++) {
        size_t length = lengths.lengths[i];

        if (length > 0)
            good = fwrite(fields[i].at, 1, length, file->file) == length;
        file->length += length;
    }
    file->flushed = false;
    if (!good)
        return temp_failure(file->context, file->folder);
    *offset = begin;
    return CODING_OK;
}

/* size bytes of the file at offset, from the window if they are in it. */
static const char *
bytes_at(spool *file, uint64_t offset, size_t size)
{
    char *into = file->window;
    size_t got = 0, want = WINDOW_BYTES;

    if (offset >= file->window_at &&
        offset + size <= file->window_at + file->window_length)
        return file->window + (offset - file->window_at);
    if (size > WINDOW_BYTES) {
        buffer_reset(&file->large);
        if (!buffer_reserve(&file->large, size))
            return NULL;
        into = file->large.bytes;
        want = size;
    } else {
        file->window_length = 0;
    }
    while (got < want) {
        ssize_t more = pread(fileno(file->file), into + got, want - got,
                             (off_t)(offset + got));

        if (more <= 0)
            break;
        got += (size_t)more;
    }
    if (got < size) {
        (void)temp_failure(file->context, file->folder); /* told; NULL says */
        return NULL;
    }
    if (into == file->window) {
        file->window_at = offset;
        file->window_length = got;
    }
    return into;
}

coding_status
spool_read(spool *file, uint64_t offset, coding_span fields[SPOOL_FIELDS])
{
    header lengths;
    const char *bytes;
    size_t size = 0;

    if (!file->flushed && fflush(file->file) != 0)
        return temp_failure(file->context, file->folder);
    file->flushed = true;
    bytes = bytes_at(file, offset, sizeof lengths);
    if (bytes == NULL)
        return CODING_ESYSTEM;
    memcpy(&lengths, bytes, sizeof lengths);
    for (size_t i = 0; i < SPOOL_FIELDS; i++)
        size += lengths.lengths[i];
    bytes = bytes_at(file, offset + sizeof lengths, size);
    if (bytes == NULL)
        return CODING_ESYSTEM;
    for (size_t i = 0; i < SPOOL_FIELDS; i++) {
        fields[i] = (coding_span){bytes, lengths.lengths[i]};
        bytes += lengths.lengths[i];
    }
    return CODING_OK;
}
