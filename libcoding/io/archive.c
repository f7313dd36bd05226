/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Members of a zip file, by minizip over bytes in memory. See io/archive.h. */
#include "io/archive.h"

#include <minizip/unzip.h>
#include <stdint.h>
#include <string.h>

#include "base/diag.h"
#include "base/map.h"
#include "base/memory.h"
#include "io/input.h"

enum { MEMBERS_LIMIT = 65536, BLOCK_BYTES = 65536 };
/* Documents and tables shrink to a tenth or a fiftieth of their size, a trap
   to a thousandth: more than this much for each byte is refused. */
enum { MOST_GROWTH = 200, FREE_BYTES = 64 << 20 };

/* What minizip takes for a file. */
typedef struct {
    coding_span bytes;
    size_t at;
} memory_file;

struct archive {
    coding_context *context;
    const char *file;
    buffer held; /* the file, if it is ours */
    memory_file memory;
    unzFile zip;
    map names;                /* by member */
    unz64_file_pos *position; /* by member */
    size_t capacity;
    size_t member;  /* being read */
    bool reading;   /* a member is open */
    uint64_t taken; /* bytes of all members read so far */
};

static coding_status
damaged(const archive *zip, const char *what)
{
    return diag_error(zip->context, CODING_EDATA, "zip-damaged",
                      (diag_place){.file = zip->file},
                      "the zip file is damaged: %s", what);
}

/* ---- minizip's file functions over memory ---- */

static voidpf ZCALLBACK
memory_open(voidpf opaque, const void *name, int mode)
{
    memory_file *file = opaque;

    (void)name; /* there is one file */
    (void)mode; /* it is only read */
    file->at = 0;
    return file;
}

static uLong ZCALLBACK
memory_read(voidpf opaque, voidpf stream, void *bytes, uLong size)
{
    memory_file *file = stream;
    size_t left = file->bytes.length - file->at;
    size_t count = size < left ? (size_t)size : left;

    (void)opaque; /* the same as stream */
    if (count > 0)
        memcpy(bytes, file->bytes.at + file->at, count);
    file->at += count;
    return (uLong)count;
}

static ZPOS64_T ZCALLBACK
memory_tell(voidpf opaque, voidpf stream)
{
    const memory_file *file = stream;

    (void)opaque; /* the same as stream */
    return file->at;
}

static long ZCALLBACK
memory_seek(voidpf opaque, voidpf stream, ZPOS64_T offset, int origin)
{
    memory_file *file = stream;
    size_t from = origin == ZLIB_FILEFUNC_SEEK_CUR   ? file->at
                  : origin == ZLIB_FILEFUNC_SEEK_END ? file->bytes.length
                                                     : 0;

    (void)opaque; /* the same as stream */
    if (offset > file->bytes.length - from)
        return -1;
    file->at = from + (size_t)offset;
    return 0;
}

static int ZCALLBACK
memory_close(voidpf opaque, voidpf stream)
{
    (void)opaque; /* the bytes are the archive's */
    (void)stream;
    return 0;
}

static int ZCALLBACK
memory_error(voidpf opaque, voidpf stream)
{
    (void)opaque; /* memory has none */
    (void)stream;
    return 0;
}

/* ---- opening ---- */

static coding_status
add_member(archive *zip)
{
    unz_file_info64 facts;
    char name[1024];
    size_t member = 0, before = zip->names.count;
    coding_status status;

    if (unzGetCurrentFileInfo64(zip->zip, &facts, name, sizeof name, NULL, 0,
                                NULL, 0) != UNZ_OK)
        return damaged(zip, "its directory cannot be read");
    if (before == MEMBERS_LIMIT || facts.size_filename >= sizeof name)
        return damaged(zip, "too many members, or a name too long");
    if ((facts.flag & 1) != 0)
        return diag_error(zip->context, CODING_EDATA, "zip-encrypted",
                          (diag_place){.file = zip->file},
                          "is protected by a password; save it without one");
    status =
        BASE_GROW(zip->context, &zip->position, &zip->capacity, before + 1);
    if (status == CODING_OK)
        status =
            map_add(&zip->names,
                    (coding_span){name, (size_t)facts.size_filename}, &member);
    if (status != CODING_OK)
        return status;
    if (member != before)
        return damaged(zip, "a member comes twice");
    if (unzGetFilePos64(zip->zip, &zip->position[member]) != UNZ_OK)
        return damaged(zip, "its directory cannot be read");
    return CODING_OK;
}

/* Whether the record that ends a zip file is there as a whole; minizip takes
   the bytes it lacks for zeros. */
static bool
has_end(coding_span bytes)
{
    const size_t size = 22, longest = size + UINT16_MAX;
    const unsigned char *at = (const unsigned char *)bytes.at;
    size_t from;

    if (bytes.length < size)
        return false;
    for (from = bytes.length - size;; from--) {
        if (memcmp(at + from, "PK\005\006", 4) == 0)
            return bytes.length - from >=
                   size + at[from + 20] + ((size_t)at[from + 21] << 8);
        if (from == 0 || bytes.length - from > longest)
            return false;
    }
}

static coding_status
read_directory(archive *zip)
{
    zlib_filefunc64_def calls = {memory_open,  memory_read, NULL,
                                 memory_tell,  memory_seek, memory_close,
                                 memory_error, &zip->memory};
    coding_status status = CODING_OK;
    int result;

    if (coding_span_is(
            (coding_span){zip->memory.bytes.at,
                          zip->memory.bytes.length < 4 ? 0 : (size_t)4},
            "\xD0\xCF\x11\xE0"))
        return diag_error(zip->context, CODING_EDATA, "zip-encrypted",
                          (diag_place){.file = zip->file},
                          "is an old Office file (.doc, .xls) or protected by "
                          "a password; save it as .docx or .xlsx without one");
    if (has_end(zip->memory.bytes))
        zip->zip = unzOpen2_64(zip->file, &calls);
    if (zip->zip == NULL)
        return damaged(zip, "no zip file, or cut off");
    result = unzGoToFirstFile(zip->zip);
    while (status == CODING_OK && result == UNZ_OK) {
        status = add_member(zip);
        if (status == CODING_OK)
            result = unzGoToNextFile(zip->zip);
    }
    if (status == CODING_OK && result != UNZ_END_OF_LIST_OF_FILE)
        status = damaged(zip, "its directory cannot be read");
    return status;
}

static coding_status
new_archive(coding_context *context, const char *name, archive **out)
{
    coding_status status = BASE_NEW(context, out);

    if (status != CODING_OK)
        return status;
    (*out)->context = context;
    (*out)->file = name;
    buffer_init(&(*out)->held, context);
    map_init(&(*out)->names, context);
    return CODING_OK;
}

coding_status
archive_open(coding_context *context, const char *path, char *hex,
             archive **out)
{
    archive *zip = NULL;
    coding_status status =
        new_archive(context, strcmp(path, "-") == 0 ? "stdin" : path, &zip);

    if (status == CODING_OK)
        status = input_load(context, path,
                            coding_context_limits(context)->file_bytes,
                            &zip->held, hex);
    if (status == CODING_OK) {
        zip->memory.bytes = buffer_span(&zip->held);
        status = read_directory(zip);
    }
    if (status != CODING_OK) {
        archive_close(zip);
        return status;
    }
    *out = zip;
    return CODING_OK;
}

coding_status
archive_open_bytes(coding_context *context, const char *name, coding_span bytes,
                   archive **out)
{
    archive *zip = NULL;
    coding_status status = new_archive(context, name, &zip);

    if (status == CODING_OK) {
        zip->memory.bytes = bytes;
        status = read_directory(zip);
    }
    if (status != CODING_OK) {
        archive_close(zip);
        return status;
    }
    *out = zip;
    return CODING_OK;
}

void
archive_close(archive *zip)
{
    if (zip == NULL)
        return;
    if (zip->zip != NULL)
        unzClose(zip->zip); /* closes a member that is open */
    map_clear(&zip->names);
    base_free(zip->context, zip->position);
    buffer_free(&zip->held);
    base_free(zip->context, zip);
}

bool
archive_is(coding_span bytes)
{
    return bytes.length >= 4 && memcmp(bytes.at, "PK\003\004", 4) == 0;
}

coding_context *
archive_context(const archive *zip)
{
    return zip->context;
}

const char *
archive_file(const archive *zip)
{
    return zip->file;
}

size_t
archive_count(const archive *zip)
{
    return zip->names.count;
}

coding_span
archive_name(const archive *zip, size_t member)
{
    return map_name(&zip->names, member);
}

size_t
archive_find(const archive *zip, const char *name)
{
    size_t member = map_find(&zip->names, coding_span_of(name));

    return member == MAP_NONE ? ARCHIVE_NONE : member;
}

/* ---- members ---- */

static coding_status
bad_member(const archive *zip, const char *what)
{
    return diag_error(zip->context, CODING_EDATA, "zip-damaged",
                      (diag_place){.file = zip->file},
                      "the zip file is damaged: member '%.*s' %s",
                      DIAG_SPAN(archive_name(zip, zip->member)), what);
}

coding_status
archive_start(archive *zip, size_t member)
{
    zip->member = member;
    if (zip->reading)
        (void)unzCloseCurrentFile(zip->zip); /* left before its CRC */
    zip->reading = false;
    if (unzGoToFilePos64(zip->zip, &zip->position[member]) != UNZ_OK ||
        unzOpenCurrentFile(zip->zip) != UNZ_OK)
        return bad_member(zip, "cannot be read");
    zip->reading = true;
    return CODING_OK;
}

/* Judges what was unpacked so far. */
static coding_status
check_size(const archive *zip)
{
    size_t limit = coding_context_limits(zip->context)->file_bytes;
    diag_place place = {.file = zip->file};

    if (zip->taken > limit)
        return diag_error(zip->context, CODING_EDATA, "input-too-large", place,
                          "unpacks to more than %zu bytes", limit);
    if (zip->taken > FREE_BYTES &&
        (zip->taken - FREE_BYTES) / MOST_GROWTH > zip->memory.bytes.length)
        return diag_error(zip->context, CODING_EDATA, "input-too-large", place,
                          "unpacks to more than %d times its size, as no "
                          "document does",
                          MOST_GROWTH);
    return CODING_OK;
}

coding_status
archive_read(archive *zip, char *bytes, size_t size, size_t *got)
{
    int done = unzReadCurrentFile(
        zip->zip, bytes, size > INT32_MAX ? INT32_MAX : (unsigned)size);

    if (done < 0)
        return bad_member(zip, "holds invalid data");
    if (done == 0) {
        zip->reading = false;
        return unzCloseCurrentFile(zip->zip) == UNZ_OK
                   ? CODING_END
                   : bad_member(zip, "does not agree with its CRC");
    }
    zip->taken += (unsigned)done;
    *got = (size_t)done;
    return check_size(zip);
}

coding_status
archive_load(archive *zip, size_t member, buffer *out)
{
    coding_status status = archive_start(zip, member);

    while (status == CODING_OK) {
        size_t got = 0;

        if (!buffer_reserve(out, BLOCK_BYTES))
            return buffer_status(out);
        status = archive_read(zip, out->bytes + out->length,
                              out->capacity - out->length - 1, &got);
        out->length += got;
    }
    return status == CODING_END ? CODING_OK : status;
}
