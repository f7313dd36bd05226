/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bytes in. gzip is undone here and not by gzread, which hides the raw bytes
   that the digest is taken of, and takes a cut off file for a short one.
   See io/input.h. */
#include "io/input.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "base/diag.h"
#include "base/memory.h"
#include "io/digest.h"
#include "io/error.h"

enum { RAW_BYTES = 65536 };

typedef enum { CODING_UNSEEN, CODING_PLAIN, CODING_GZIP } encoding;

struct input {
    coding_context *context;
    const char *name;
    int file;           /* -1: memory */
    coding_span memory; /* what is left of it */
    bool wants_digest;
    digest sha;
    encoding encoding;
    z_stream inflater;
    bool inflating;    /* inflater is set up */
    bool inside;       /* of a gzip member */
    size_t begin, end; /* of the bytes in raw that are not used */
    bool drained;      /* the file has no more raw bytes */
    buffer peeked;     /* decoded bytes that were looked at ... */
    size_t taken;      /* ... and those of them that were read since */
    unsigned char raw[RAW_BYTES];
};

static diag_place
place_of(const input *in)
{
    return (diag_place){.file = in->name};
}

static coding_status
new_input(coding_context *context, const char *name,
          const input_options *options, input **out)
{
    input *in = NULL;
    coding_status status = BASE_NEW(context, &in);

    if (status != CODING_OK)
        return status;
    in->context = context;
    in->name = name;
    in->file = -1;
    buffer_init(&in->peeked, context);
    in->wants_digest = options != NULL && options->digest;
    if (in->wants_digest)
        digest_begin(&in->sha);
    *out = in;
    return CODING_OK;
}

/* Opens standard input or the file behind in->name; not a folder. */
static coding_status
open_file(input *in, bool standard)
{
    struct stat facts;

    in->file = standard ? STDIN_FILENO : open(in->name, O_RDONLY | O_CLOEXEC);
    if (in->file < 0 || fstat(in->file, &facts) != 0)
        return io_error(in->context, "input-unreadable", in->name,
                        "cannot open");
    if (S_ISDIR(facts.st_mode))
        return diag_error(in->context, CODING_EDATA, "input-folder",
                          place_of(in), "is a folder; name the files in it");
    return CODING_OK;
}

coding_status
input_open(coding_context *context, const char *path,
           const input_options *options, input **out)
{
    bool standard = strcmp(path, "-") == 0;
    input *in = NULL;
    coding_status status =
        new_input(context, standard ? "stdin" : path, options, &in);

    if (status != CODING_OK)
        return status;
    status = open_file(in, standard);
    if (status != CODING_OK) {
        input_close(in);
        return status;
    }
    *out = in;
    return CODING_OK;
}

coding_status
input_open_bytes(coding_context *context, const char *name, coding_span bytes,
                 const input_options *options, input **out)
{
    coding_status status = new_input(context, name, options, out);

    if (status == CODING_OK)
        (*out)->memory = bytes;
    return status;
}

void
input_close(input *in)
{
    if (in == NULL)
        return;
    if (in->inflating)
        inflateEnd(&in->inflater);
    if (in->file > STDIN_FILENO)
        close(in->file);
    buffer_free(&in->peeked);
    base_free(in->context, in);
}

coding_context *
input_context(const input *in)
{
    return in->context;
}

const char *
input_name(const input *in)
{
    return in->name;
}

uint64_t
input_stamp(const input *in)
{
    struct stat facts;
    uint64_t parts[5];
    uint64_t stamp = 1;

    if (in->file < 0 || fstat(in->file, &facts) != 0 || !S_ISREG(facts.st_mode))
        return 0;
    parts[0] = (uint64_t)facts.st_dev;
    parts[1] = (uint64_t)facts.st_ino;
    parts[2] = (uint64_t)facts.st_size;
    parts[3] = (uint64_t)facts.st_mtim.tv_sec;
    parts[4] = (uint64_t)facts.st_mtim.tv_nsec;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        stamp = (stamp ^ parts[i]) * 0x9E3779B97F4A7C15U;
        stamp ^= stamp >> 29;
    }
    return stamp == 0 ? 1 : stamp;
}

/* Raw bytes of the file, *got = 0 at its end. */
static coding_status
read_raw(input *in, void *bytes, size_t size, size_t *got)
{
    ssize_t done;

    *got = 0;
    if (in->drained)
        return CODING_OK;
    if (in->file < 0) {
        done = (ssize_t)(size < in->memory.length ? size : in->memory.length);
        if (done > 0) {
            memcpy(bytes, in->memory.at, (size_t)done);
            in->memory.at += done;
            in->memory.length -= (size_t)done;
        }
    } else {
        do
            done = read(in->file, bytes, size);
        while (done < 0 && errno == EINTR);
    }
    if (done < 0)
        return io_error(in->context, "input-unreadable", in->name,
                        "cannot read");
    in->drained = done == 0;
    if (in->wants_digest)
        digest_add(&in->sha, (coding_span){bytes, (size_t)done});
    *got = (size_t)done;
    return CODING_OK;
}

/* Raw bytes behind those that are there; in->drained if there are none. */
static coding_status
fill(input *in)
{
    size_t got = 0;
    coding_status status;

    if (in->begin == in->end)
        in->begin = in->end = 0;
    status = read_raw(in, in->raw + in->end, RAW_BYTES - in->end, &got);
    in->end += got;
    return status;
}

static void *
zlib_allocate(void *context, unsigned items, unsigned size)
{
    void *block = NULL;

    if (base_alloc(context, (size_t)items * size, &block) != CODING_OK)
        return Z_NULL;
    return block;
}

static void
zlib_free(void *context, void *block)
{
    base_free(context, block);
}

/* The first two bytes decide: gzip, or the bytes as they are. */
static coding_status
recognise(input *in)
{
    coding_status status = CODING_OK;

    while (status == CODING_OK && in->end - in->begin < 2 && !in->drained)
        status = fill(in);
    if (status != CODING_OK)
        return status;
    in->encoding = CODING_PLAIN;
    if (in->end - in->begin < 2 || in->raw[in->begin] != 0x1F ||
        in->raw[in->begin + 1] != 0x8B)
        return CODING_OK;
    in->inflater.zalloc = zlib_allocate;
    in->inflater.zfree = zlib_free;
    in->inflater.opaque = in->context;
    if (inflateInit2(&in->inflater, 15 + 16) != Z_OK)
        return CODING_ESYSTEM; /* told by base_alloc */
    in->inflating = true;
    in->inside = true;
    in->encoding = CODING_GZIP;
    return CODING_OK;
}

static coding_status
damaged(input *in)
{
    const char *why =
        in->inflater.msg != NULL ? in->inflater.msg : "invalid data";

    return diag_error(in->context, CODING_EDATA, "gzip-damaged", place_of(in),
                      "the gzip file is damaged: %s", why);
}

/* Behind a member: another one, zeros that pad, or nothing. */
static coding_status
next_member(input *in)
{
    while (in->begin < in->end && in->raw[in->begin] == 0)
        in->begin++;
    if (in->begin == in->end)
        return CODING_OK;
    if (in->raw[in->begin] != 0x1F)
        return diag_error(in->context, CODING_EDATA, "gzip-damaged",
                          place_of(in),
                          "the gzip file is damaged: other bytes follow its "
                          "compressed data");
    if (inflateReset(&in->inflater) != Z_OK)
        return damaged(in);
    in->inside = true;
    return CODING_OK;
}

/* One step of inflate over the raw bytes that are there. */
static coding_status
inflate_some(input *in, char *bytes, size_t size, size_t *got)
{
    unsigned room = size > UINT32_MAX / 2 ? UINT32_MAX / 2 : (unsigned)size;
    int result;

    in->inflater.next_in = in->raw + in->begin;
    in->inflater.avail_in = (unsigned)(in->end - in->begin);
    in->inflater.next_out = (Bytef *)bytes;
    in->inflater.avail_out = room;
    result = inflate(&in->inflater, Z_NO_FLUSH);
    in->begin = in->end - in->inflater.avail_in;
    *got = room - in->inflater.avail_out;
    if (result == Z_STREAM_END)
        in->inside = false;
    if (result == Z_MEM_ERROR)
        return CODING_ESYSTEM; /* told by base_alloc */
    if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR)
        return damaged(in);
    return CODING_OK;
}

static coding_status
read_gzip(input *in, char *bytes, size_t size, size_t *got)
{
    coding_status status = CODING_OK;

    *got = 0;
    while (status == CODING_OK && *got == 0) {
        if (in->begin == in->end && !in->drained)
            status = fill(in);
        if (status != CODING_OK)
            break;
        if (in->begin == in->end && in->drained) {
            if (!in->inside)
                return CODING_END;
            return diag_error(in->context, CODING_EDATA, "gzip-truncated",
                              place_of(in), "the gzip file is cut off");
        }
        status =
            in->inside ? inflate_some(in, bytes, size, got) : next_member(in);
    }
    return status;
}

/* Decoded bytes from the file. */
static coding_status
decode(input *in, char *bytes, size_t size, size_t *got)
{
    coding_status status = CODING_OK;
    size_t kept;

    if (in->encoding == CODING_UNSEEN)
        status = recognise(in);
    if (status != CODING_OK)
        return status;
    if (in->encoding == CODING_GZIP)
        return read_gzip(in, bytes, size, got);
    kept = in->end - in->begin;
    if (kept == 0) {
        status = read_raw(in, bytes, size, got);
        return status == CODING_OK && *got == 0 ? CODING_END : status;
    }
    *got = kept < size ? kept : size;
    memcpy(bytes, in->raw + in->begin, *got);
    in->begin += *got;
    return CODING_OK;
}

coding_status
input_read(input *in, char *bytes, size_t size, size_t *got)
{
    size_t left = in->peeked.length - in->taken;

    if (left == 0)
        return decode(in, bytes, size, got);
    *got = left < size ? left : size;
    memcpy(bytes, in->peeked.bytes + in->taken, *got);
    in->taken += *got;
    return CODING_OK;
}

coding_status
input_peek(input *in, coding_span *front)
{
    coding_status status = CODING_OK;

    if (in->taken == in->peeked.length) {
        buffer_reset(&in->peeked);
        in->taken = 0;
        if (!buffer_reserve(&in->peeked, RAW_BYTES))
            return buffer_status(&in->peeked);
    }
    /* A pipe may give a line in pieces. */
    while (status == CODING_OK && in->peeked.length < RAW_BYTES) {
        char *at = in->peeked.bytes + in->peeked.length;
        size_t got = 0;

        if (in->peeked.length > in->taken &&
            memchr(in->peeked.bytes + in->taken, '\n',
                   in->peeked.length - in->taken) != NULL)
            break;
        status = decode(in, at, RAW_BYTES - in->peeked.length, &got);
        in->peeked.length += got;
    }
    *front = (coding_span){in->peeked.bytes + in->taken,
                           in->peeked.length - in->taken};
    return status == CODING_END ? CODING_OK : status;
}

void
input_digest(const input *in, char hex[INPUT_HEX_BYTES])
{
    digest_end(&in->sha, hex);
}

coding_status
input_rest(input *in, size_t limit, buffer *out)
{
    size_t before = out->length;
    coding_status status = CODING_OK;

    while (status == CODING_OK) {
        size_t got = 0;

        if (!buffer_reserve(out, RAW_BYTES))
            return buffer_status(out);
        status = input_read(in, out->bytes + out->length,
                            out->capacity - out->length - 1, &got);
        if (status != CODING_OK)
            break;
        out->length += got;
        if (out->length - before > limit)
            return diag_error(in->context, CODING_EDATA, "input-too-large",
                              place_of(in), "is larger than %zu bytes", limit);
    }
    return status == CODING_END ? CODING_OK : status;
}

coding_status
input_load(coding_context *context, const char *path, size_t limit, buffer *out,
           char *hex)
{
    const input_options options = {.digest = hex != NULL};
    input *in = NULL;
    coding_status status = input_open(context, path, &options, &in);

    if (status == CODING_OK)
        status = input_rest(in, limit, out);
    if (status == CODING_OK && hex != NULL)
        input_digest(in, hex);
    input_close(in);
    return status;
}
