/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A zip file written again with long bodies in some members. A deflate stream
   may be cut into pieces that each begin with an empty window and end on a
   byte boundary (RFC 1951, an empty stored block): joined, they are one. */
#define ZLIB_CONST /* what zlib only reads is const */

#include "io/repack.h"

#include <errno.h>
#include <minizip/unzip.h>
#include <minizip/zip.h>
#include <string.h>
#include <zlib.h>

#include "base/buffer.h"
#include "base/diag.h"
#include "base/memory.h"
#include "io/output.h"

/* Level 4 costs 6% of the size of level 6 for 2.7 times its speed. */
enum { LEVEL = 4, MEMORY_LEVEL = 9, BLOCK_BYTES = 1 << 18, NAME_BYTES = 1024 };
enum { DATE_1980 = 0x00210000 }; /* as MS-DOS counts, 1980-01-01 00:00 */

struct deflated {
    coding_context *context;
    FILE *file;
    long begin; /* where it stands in the file */
    z_stream stream;
    bool open;
    unsigned char *block;
    uint64_t raw, packed;
    uLong crc;
};

/* ---- a body ---- */

coding_status
deflated_open(coding_context *context, FILE *file, deflated **out)
{
    deflated *body = NULL;
    coding_status status = BASE_NEW(context, &body);

    if (status != CODING_OK)
        return status;
    body->context = context;
    body->file = file;
    body->begin = ftell(file);
    body->crc = crc32(0, NULL, 0);
    status = base_alloc(context, BLOCK_BYTES, (void **)(void *)&body->block);
    if (status == CODING_OK) {
        body->open = deflateInit2(&body->stream, LEVEL, Z_DEFLATED, -MAX_WBITS,
                                  MEMORY_LEVEL, Z_DEFAULT_STRATEGY) == Z_OK;
        if (!body->open)
            status = diag_error(context, CODING_ESYSTEM, "no-memory",
                                (diag_place){0}, "out of memory");
    }
    if (status != CODING_OK) {
        deflated_free(body);
        return status;
    }
    *out = body;
    return CODING_OK;
}

void
deflated_free(deflated *body)
{
    if (body == NULL)
        return;
    if (body->open)
        deflateEnd(&body->stream);
    base_free(body->context, body->block);
    base_free(body->context, body);
}

static coding_status
run(deflated *body, int flush)
{
    do {
        size_t made;

        body->stream.next_out = body->block;
        body->stream.avail_out = BLOCK_BYTES;
        (void)deflate(&body->stream, flush); /* fails on a wrong call only */
        made = BLOCK_BYTES - body->stream.avail_out;
        body->packed += made;
        errno = 0;
        if (fwrite(body->block, 1, made, body->file) != made)
            return output_failure(body->context, NULL);
    } while (body->stream.avail_out == 0);
    return CODING_OK;
}

coding_status
deflated_add(deflated *body, const char *bytes, size_t size)
{
    coding_status status = CODING_OK;

    while (status == CODING_OK && size > 0) {
        uInt part = size < UINT32_MAX / 2 ? (uInt)size : UINT32_MAX / 2;

        body->stream.next_in = (const Bytef *)bytes;
        body->stream.avail_in = part;
        body->crc = crc32(body->crc, body->stream.next_in, part);
        body->raw += part;
        bytes += part;
        size -= part;
        status = run(body, Z_NO_FLUSH);
    }
    return status;
}

coding_status
deflated_end(deflated *body)
{
    coding_status status = run(body, Z_SYNC_FLUSH);

    if (status == CODING_OK && fflush(body->file) != 0)
        status = output_failure(body->context, NULL);
    return status;
}

/* ---- the file ---- */

typedef struct {
    coding_context *context;
    unzFile in;
    zipFile out;
    const char *to;
    char *block;
    char name[NAME_BYTES];
    unz_file_info64 facts;
} packing;

static coding_status
broken(const packing *work)
{
    return diag_error(work->context, CODING_EDATA, "zip-damaged",
                      (diag_place){.file = work->to},
                      "the zip file is damaged: a member cannot be copied");
}

static coding_status
begin_member(packing *work)
{
    zip_fileinfo facts = {.dosDate = DATE_1980};

    errno = 0;
    if (zipOpenNewFileInZip2_64(
            work->out, work->name, &facts, NULL, 0, NULL, 0, NULL,
            (int)work->facts.compression_method, Z_DEFAULT_COMPRESSION, 1,
            work->facts.uncompressed_size > UINT32_MAX) != ZIP_OK)
        return output_failure(work->context, work->to);
    return CODING_OK;
}

static coding_status
put(const packing *work, const void *bytes, size_t size)
{
    errno = 0;
    if (zipWriteInFileInZip(work->out, bytes, (unsigned)size) != ZIP_OK)
        return output_failure(work->context, work->to);
    return CODING_OK;
}

static coding_status
end_member(const packing *work, uint64_t raw, uLong crc)
{
    errno = 0;
    if (zipCloseFileInZipRaw64(work->out, raw, crc) != ZIP_OK)
        return output_failure(work->context, work->to);
    return CODING_OK;
}

/* A member as it is, without unpacking it. */
static coding_status
copy_member(packing *work)
{
    coding_status status;
    int method = 0, level = 0, got = 0;

    if (unzOpenCurrentFile2(work->in, &method, &level, 1) != UNZ_OK)
        return broken(work);
    status = begin_member(work);
    while (status == CODING_OK &&
           (got = unzReadCurrentFile(work->in, work->block, BLOCK_BYTES)) > 0)
        status = put(work, work->block, (size_t)got);
    unzCloseCurrentFile(work->in);
    if (status == CODING_OK && got < 0)
        status = broken(work);
    return status == CODING_OK ? end_member(work, work->facts.uncompressed_size,
                                            work->facts.crc)
                               : status;
}

/* The text of a member. */
static coding_status
read_member(packing *work, buffer *text)
{
    int got = 0;

    if (unzOpenCurrentFile(work->in) != UNZ_OK)
        return broken(work);
    while ((got = unzReadCurrentFile(work->in, work->block, BLOCK_BYTES)) > 0)
        buffer_add(text, (coding_span){work->block, (size_t)got});
    unzCloseCurrentFile(work->in);
    if (got < 0)
        return broken(work);
    return buffer_status(text);
}

/* Bytes compressed on their own, as a piece of a member; last ends it. */
static coding_status
put_piece(const packing *work, coding_span bytes, bool last)
{
    z_stream stream;
    coding_status status = CODING_OK;
    int end;

    memset(&stream, 0, sizeof stream);
    if (deflateInit2(&stream, LEVEL, Z_DEFLATED, -MAX_WBITS, MEMORY_LEVEL,
                     Z_DEFAULT_STRATEGY) != Z_OK)
        return diag_error(work->context, CODING_ESYSTEM, "no-memory",
                          (diag_place){0}, "out of memory");
    stream.next_in = (const Bytef *)bytes.at;
    stream.avail_in = (uInt)bytes.length;
    do {
        stream.next_out = (Bytef *)work->block;
        stream.avail_out = BLOCK_BYTES;
        end = deflate(&stream, last ? Z_FINISH : Z_SYNC_FLUSH);
        status = put(work, work->block, BLOCK_BYTES - stream.avail_out);
    } while (status == CODING_OK && stream.avail_out == 0 &&
             end != Z_STREAM_END);
    deflateEnd(&stream);
    return status;
}

static coding_status
put_body(const packing *work, const deflated *body)
{
    coding_status status = CODING_OK;
    uint64_t left = body->packed;

    errno = 0;
    if (fseek(body->file, body->begin, SEEK_SET) != 0)
        return output_failure(work->context, NULL);
    while (status == CODING_OK && left > 0) {
        size_t want = left < BLOCK_BYTES ? (size_t)left : BLOCK_BYTES;

        if (fread(work->block, 1, want, body->file) != want)
            return output_failure(work->context, NULL);
        status = put(work, work->block, want);
        left -= want;
    }
    return status;
}

/* The place of a mark in text from a byte on; its length if it is not there. */
static size_t
find_mark(coding_span text, size_t from, const char *mark)
{
    size_t length = strlen(mark);

    for (size_t i = from; i + length <= text.length; i++)
        if (memcmp(text.at + i, mark, length) == 0)
            return i;
    return text.length;
}

/* Text before the body, and text behind it. */
static coding_status
split_member(const packing *work, coding_span text, const repack_part *part,
             buffer *head, buffer *tail)
{
    size_t at = find_mark(text, 0, part->mark);
    size_t rest = at + strlen(part->mark), late = text.length;

    if (at == text.length)
        return broken(work);
    buffer_add(head, (coding_span){text.at, at});
    buffer_add_text(head, part->before);
    for (size_t i = 0; i < 2 && part->late.length > 0; i++) {
        size_t found = part->late_marks[i] != NULL
                           ? find_mark(text, rest, part->late_marks[i])
                           : text.length;

        late = found < late ? found : late;
    }
    if (part->late.length > 0 && late == text.length)
        return broken(work);
    buffer_add_text(tail, part->after);
    buffer_add(tail, (coding_span){text.at + rest, late - rest});
    buffer_add(tail, part->late);
    buffer_add(tail, (coding_span){text.at + late, text.length - late});
    return buffer_status(tail) == CODING_OK ? buffer_status(head)
                                            : buffer_status(tail);
}

static coding_status
change_member(packing *work, const repack_part *part)
{
    coding_status status;
    buffer text, head, tail;
    uLong crc;

    buffer_init(&text, work->context);
    buffer_init(&head, work->context);
    buffer_init(&tail, work->context);
    status = read_member(work, &text);
    if (status == CODING_OK)
        status = split_member(work, buffer_span(&text), part, &head, &tail);
    work->facts.compression_method = Z_DEFLATED;
    work->facts.uncompressed_size = head.length + part->body->raw + tail.length;
    if (status == CODING_OK)
        status = begin_member(work);
    if (status == CODING_OK)
        status = put_piece(work, buffer_span(&head), false);
    if (status == CODING_OK)
        status = put_body(work, part->body);
    if (status == CODING_OK)
        status = put_piece(work, buffer_span(&tail), true);
    if (status == CODING_OK) {
        crc = crc32(crc32(0, NULL, 0), (const Bytef *)head.bytes,
                    (uInt)head.length);
        crc = crc32_combine(crc, part->body->crc, (z_off_t)part->body->raw);
        crc = crc32_combine(crc,
                            crc32(crc32(0, NULL, 0), (const Bytef *)tail.bytes,
                                  (uInt)tail.length),
                            (z_off_t)tail.length);
        status = end_member(work, work->facts.uncompressed_size, crc);
    }
    buffer_free(&text);
    buffer_free(&head);
    buffer_free(&tail);
    return status;
}

static coding_status
each_member(packing *work, const repack_part *parts, size_t count)
{
    coding_status status = CODING_OK;
    size_t changed = 0;
    int next = unzGoToFirstFile(work->in);

    for (; status == CODING_OK && next == UNZ_OK;
         next = unzGoToNextFile(work->in)) {
        const repack_part *part = NULL;

        if (unzGetCurrentFileInfo64(work->in, &work->facts, work->name,
                                    NAME_BYTES, NULL, 0, NULL, 0) != UNZ_OK)
            return broken(work);
        for (size_t i = 0; i < count; i++)
            if (strcmp(parts[i].member, work->name) == 0)
                part = &parts[i];
        changed += part != NULL ? 1 : 0;
        status = part != NULL ? change_member(work, part) : copy_member(work);
    }
    if (status == CODING_OK &&
        (next != UNZ_END_OF_LIST_OF_FILE || changed != count))
        return broken(work);
    return status;
}

coding_status
repack_write(coding_context *context, const char *from, const char *to,
             const repack_part *parts, size_t count)
{
    packing work = {.context = context, .to = to};
    coding_status status =
        base_alloc(context, BLOCK_BYTES, (void **)(void *)&work.block);

    if (status != CODING_OK)
        return status;
    errno = 0;
    work.in = unzOpen64(from);
    work.out = work.in != NULL ? zipOpen64(to, APPEND_STATUS_CREATE) : NULL;
    if (work.out == NULL)
        status = output_failure(context, work.in != NULL ? to : from);
    if (status == CODING_OK)
        status = each_member(&work, parts, count);
    errno = 0;
    if (work.out != NULL && zipClose(work.out, NULL) != ZIP_OK &&
        status == CODING_OK)
        status = output_failure(context, to);
    if (work.in != NULL)
        unzClose(work.in);
    base_free(context, work.block);
    return status;
}
