/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which format, and records of it. See survey/answer_file.h. */
#include "survey/answer_file.h"

#include <string.h>

#include "base/diag.h"
#include "base/hold.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "io/archive.h"
#include "io/decode.h"
#include "survey/statistical.h"

enum { LOOK_BYTES = 262144 };

struct answer_file {
    coding_context *context;
    const char *name;
    answer_file_options options;
    answer_format format;
    const char *encoding;
    char digest[INPUT_HEX_BYTES];
    buffer raw, decoded;
    coding_span text; /* of raw or decoded */
    const char *path; /* read again each time; NULL: held in raw */
    uint64_t stamp;   /* of path, when it was looked through */
    arena keep;
    form_columns columns;
};

static diag_place
place_of(const answer_file *file)
{
    return (diag_place){.file = file->name};
}

static bool
begins(coding_span text, const char *bytes, size_t length)
{
    return text.length >= length && memcmp(text.at, bytes, length) == 0;
}

/* Whether the name, without .gz, ends so; letters of any case. */
static bool
is_named(const answer_file *file, const char *ending)
{
    size_t length = strlen(file->name), wanted = strlen(ending);

    if (length >= 3 && strcmp(file->name + length - 3, ".gz") == 0)
        length -= 3;
    if (length < wanted)
        return false;
    for (size_t i = 0; i < wanted; i++)
        if ((file->name[length - wanted + i] | 0x20) != (ending[i] | 0x20))
            return false;
    return true;
}

/* ---- opening ---- */

static answer_format
text_format(const answer_file *file)
{
    return is_named(file, ".tsv") || is_named(file, ".tab") ? ANSWER_TSV
                                                            : ANSWER_CSV;
}

/* Text that is UTF-8 already is used as it is. */
static coding_status
open_text(answer_file *file)
{
    coding_span raw = buffer_span(&file->raw);
    decode_encoding wanted = DECODE_AUTO, used = DECODE_UTF8;
    coding_status status = CODING_OK;

    if (file->options.encoding != NULL)
        status =
            decode_encoding_of(file->context, file->options.encoding, &wanted);
    if (status != CODING_OK)
        return status;
    file->text = raw;
    if ((wanted != DECODE_AUTO && wanted != DECODE_UTF8) ||
        memchr(raw.at, '\0', raw.length) != NULL ||
        utf8_invalid_at(raw) != raw.length) {
        status = decode_table(file->context, file->name, raw, wanted,
                              &file->decoded, &used);
        file->text = buffer_span(&file->decoded);
    }
    file->encoding = decode_encoding_name(used);
    file->format = text_format(file);
    return status;
}

static coding_status
open_statistical(answer_file *file, bool stata)
{
    const statistical_source from = {file->context, file->name,
                                     buffer_span(&file->raw), stata,
                                     file->options.encoding};

    file->format = stata ? ANSWER_DTA : ANSWER_SAV;
    return statistical_columns(&from, &file->keep, &file->columns);
}

static coding_status
refuse(const answer_file *file, const char *what)
{
    return diag_error(file->context, CODING_EDATA, "survey-format",
                      place_of(file), "%s", what);
}

/* ---- text that is not held ---- */

/* Whether the first bytes are not those of text. */
static bool
is_foreign(const answer_file *file, coding_span front)
{
    return front.length == 0 || archive_is(front) || begins(front, "$FL2", 4) ||
           begins(front, "$FL3", 4) || begins(front, "<stata_dta>", 11) ||
           begins(front, "\xD0\xCF\x11\xE0", 4) ||
           begins(front, "record\t", 7) || is_named(file, ".dta") ||
           is_named(file, ".sav") || is_named(file, ".zsav");
}

/* Looks through all of in: *text is false where its bytes are not UTF-8. A
   character may be cut in two by the end of a block. */
static coding_status
look_through(answer_file *file, input *in, bool *text)
{
    buffer *block = &file->raw;
    coding_status status = CODING_OK;
    bool first = true;

    if (!buffer_reserve(block, LOOK_BYTES))
        return buffer_status(block);
    *text = true;
    while (status == CODING_OK && *text) {
        size_t got = 0;
        size_t whole;

        status = input_read(in, block->bytes + block->length,
                            LOOK_BYTES - block->length, &got);
        block->length += got;
        if (first)
            *text = !is_foreign(file, buffer_span(block));
        first = false;
        whole = utf8_invalid_at(buffer_span(block));
        *text = *text && memchr(block->bytes, '\0', block->length) == NULL &&
                block->length - whole < (status == CODING_OK ? 4 : 1);
        block->length -= whole;
        memmove(block->bytes, block->bytes + whole, block->length);
    }
    buffer_free(block);
    return status == CODING_END ? CODING_OK : status;
}

/* A file of UTF-8 text is looked through and then read again whenever its
   records are wanted: it may be larger than the memory. */
static coding_status
try_text(answer_file *file, const char *path)
{
    const char *encoding = file->options.encoding;
    decode_encoding wanted = DECODE_AUTO;
    bool text = false;
    input *in = NULL;
    coding_status status = CODING_OK;

    if (encoding != NULL)
        status = decode_encoding_of(file->context, encoding, &wanted);
    if (status != CODING_OK || strcmp(path, "-") == 0 ||
        (wanted != DECODE_AUTO && wanted != DECODE_UTF8))
        return status;
    status = input_open(file->context, path, NULL, &in);
    if (status != CODING_OK)
        return status;
    file->stamp = input_stamp(in);
    if (file->stamp != 0)
        status = look_through(file, in, &text);
    input_close(in);
    if (status != CODING_OK || !text)
        return status;
    file->path = path;
    file->encoding = decode_encoding_name(DECODE_UTF8);
    file->format = text_format(file);
    return CODING_OK;
}

/* What the first bytes say it is. */
static coding_status
recognise(answer_file *file)
{
    coding_span raw = buffer_span(&file->raw);

    if (raw.length == 0)
        return diag_error(file->context, CODING_EDATA, "survey-empty",
                          place_of(file), "is empty");
    if (archive_is(raw)) {
        file->format = ANSWER_XLSX;
        file->text = raw;
        return CODING_OK;
    }
    if (begins(raw, "$FL2", 4) || begins(raw, "$FL3", 4))
        return open_statistical(file, false);
    if (begins(raw, "<stata_dta>", 11) || is_named(file, ".dta"))
        return open_statistical(file, true);
    if (is_named(file, ".sav") || is_named(file, ".zsav"))
        return refuse(file, "is no .sav file: it does not begin with $FL2 or "
                            "$FL3");
    if (begins(raw, "\xD0\xCF\x11\xE0", 4))
        return refuse(file, "is an old Excel file (.xls) or protected by a "
                            "password; save it as .xlsx or CSV without one");
    if (begins(raw, "record\t", 7))
        return refuse(file, "is a stream already; survey reads the file of a "
                            "survey tool");
    return open_text(file);
}

/* All of an input, gzip undone. */
static coding_status
load(answer_file *file, input *in)
{
    size_t limit = coding_context_limits(file->context)->file_bytes;
    coding_status status = input_rest(in, limit, &file->raw);

    if (status == CODING_OK)
        input_digest(in, file->digest);
    return status == CODING_OK ? recognise(file) : status;
}

static coding_status
new_file(coding_context *context, const char *name,
         const answer_file_options *options, answer_file **out)
{
    coding_status status = BASE_NEW(context, out);

    if (status != CODING_OK)
        return status;
    (*out)->context = context;
    (*out)->name = name;
    if (options != NULL)
        (*out)->options = *options;
    (*out)->encoding = "";
    buffer_init(&(*out)->raw, context);
    buffer_init(&(*out)->decoded, context);
    arena_init(&(*out)->keep, context);
    return CODING_OK;
}

static coding_status
finish(answer_file *file, coding_status status, answer_file **out)
{
    if (status == CODING_OK)
        *out = file;
    else
        answer_file_close(file);
    return status;
}

coding_status
answer_file_open(coding_context *context, const char *path,
                 const answer_file_options *options, answer_file **out)
{
    const input_options digest = {.digest = true};
    const char *name = strcmp(path, "-") == 0 ? "stdin" : path;
    answer_file *file = NULL;
    input *in = NULL;
    coding_status status = new_file(context, name, options, &file);

    if (status != CODING_OK)
        return status;
    status = try_text(file, path);
    if (status != CODING_OK || file->path != NULL)
        return finish(file, status, out);
    status = input_open(context, path, &digest, &in);
    if (status == CODING_OK)
        status = load(file, in);
    input_close(in);
    return finish(file, status, out);
}

coding_status
answer_file_open_bytes(coding_context *context, const char *name,
                       coding_span bytes, const answer_file_options *options,
                       answer_file **out)
{
    const input_options digest = {.digest = true};
    answer_file *file = NULL;
    input *in = NULL;
    coding_status status = new_file(context, name, options, &file);

    if (status != CODING_OK)
        return status;
    status = input_open_bytes(context, name, bytes, &digest, &in);
    if (status == CODING_OK)
        status = load(file, in);
    input_close(in);
    return finish(file, status, out);
}

void
answer_file_close(answer_file *file)
{
    if (file == NULL)
        return;
    for (size_t i = 0; i < file->columns.count; i++) {
        form_free_levels(file->context, &file->columns.items[i].levels);
        form_free_levels(file->context, &file->columns.items[i].missing);
    }
    base_free(file->context, file->columns.items);
    buffer_free(&file->raw);
    buffer_free(&file->decoded);
    arena_clear(&file->keep);
    base_free(file->context, file);
}

/* ---- facts ---- */

answer_format
answer_file_format(const answer_file *file)
{
    return file->format;
}

const char *
answer_file_format_name(const answer_file *file)
{
    static const char *const names[] = {"csv", "tsv", "xlsx", "sav", "dta"};

    return names[file->format];
}

const char *
answer_file_encoding(const answer_file *file)
{
    return file->encoding;
}

const char *
answer_file_name(const answer_file *file)
{
    return file->name;
}

const char *
answer_file_digest(const answer_file *file)
{
    return file->digest;
}

const form_column *
answer_file_columns(const answer_file *file, size_t *count)
{
    *count = file->columns.count;
    return file->columns.items;
}

/* ---- reading ---- */

/* The table that the records are read from. */
static coding_status
open_table(const answer_file *file, bool digest, delimited **out)
{
    const delimited_options options = {.ragged = DELIMITED_PAD,
                                       .sheet = file->options.sheet,
                                       .checked = file->path == NULL,
                                       .input.digest = digest};

    if (file->path != NULL)
        return delimited_open(file->context, file->path, &options, out);
    return delimited_open_bytes(file->context, file->name, file->text, &options,
                                out);
}

/* At the end of a file that is not held. */
static coding_status
check_end(answer_file *file, const delimited *table, bool digest)
{
    if (delimited_stamp(table) != file->stamp)
        return diag_error(file->context, CODING_EDATA, "survey-changed",
                          place_of(file),
                          "was written to while it was read; read it again");
    if (digest)
        delimited_digest(table, file->digest);
    return CODING_OK;
}

static coding_status
read_table(answer_file *file, bool quiet, answer_take take, void *user)
{
    bool digest = !quiet && file->path != NULL, ended = false;
    delimited_record record;
    delimited *table = NULL;
    coding_status status = open_table(file, digest, &table);

    while (status == CODING_OK) {
        status = delimited_next(table, &record);
        ended = status == CODING_END;
        if (status == CODING_OK)
            status = take(user, &record);
    }
    if (ended && file->path != NULL)
        status = check_end(file, table, digest);
    delimited_close(table);
    return status == CODING_END ? CODING_OK : status;
}

static coding_status
read_all(answer_file *file, bool quiet, answer_take take, void *user)
{
    const statistical_source from = {
        file->context, file->name, buffer_span(&file->raw),
        file->format == ANSWER_DTA, file->options.encoding};

    if (file->format == ANSWER_SAV || file->format == ANSWER_DTA)
        return statistical_read(&from, file->columns.count, take, user);
    return read_table(file, quiet, take, user);
}

coding_status
answer_file_read(answer_file *file, bool quiet, answer_take take, void *user)
{
    coding_status status;
    hold kept;

    if (!quiet)
        return read_all(file, quiet, take, user);
    hold_begin(&kept, file->context);
    status = read_all(file, quiet, take, user);
    if (status == CODING_OK)
        hold_drop(&kept);
    else
        hold_give(&kept);
    return status;
}
