/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An operand that may be a stream or a text. See coding/stream.h. */
#include <string.h>

#include "base/buffer.h"
#include "base/diag.h"
#include "base/memory.h"
#include "table/header.h"
#include "table/reader.h"

enum { BLOCK_BYTES = 65536 };

struct coding_source {
    coding_context *context;
    input *in;
    buffer text;
    bool stream;
};

/* What comes from standard input is never an empty document. */
static coding_status
check_came(coding_source *source, const char *path, size_t length)
{
    if (length > 0 || strcmp(path, "-") != 0)
        return CODING_OK;
    return diag_error(source->context, CODING_EDATA, "input-empty",
                      (diag_place){.file = input_name(source->in)},
                      "is empty: the producer failed or wrote nothing");
}

static coding_status
look(coding_source *source, const char *path)
{
    coding_span front = {NULL, 0};
    coding_status status = input_peek(source->in, &front);

    if (status == CODING_OK)
        status = check_came(source, path, front.length);
    if (status == CODING_OK && front.length > 0) {
        const char *stop = memchr(front.at, '\n', front.length);

        if (stop != NULL)
            front.length = (size_t)(stop - front.at);
        source->stream = header_is_meant(front);
    }
    return status;
}

coding_status
coding_source_open(coding_context *context, const char *path,
                   coding_source **out)
{
    coding_source *source = NULL;
    coding_status status = BASE_NEW(context, &source);

    if (status != CODING_OK)
        return status;
    source->context = context;
    buffer_init(&source->text, context);
    status = input_open(context, path, NULL, &source->in);
    if (status == CODING_OK)
        status = look(source, path);
    if (status != CODING_OK) {
        coding_source_free(source);
        return status;
    }
    *out = source;
    return CODING_OK;
}

void
coding_source_free(coding_source *source)
{
    if (source == NULL)
        return;
    input_close(source->in);
    buffer_free(&source->text);
    base_free(source->context, source);
}

input *
source_release(coding_source *source)
{
    input *in = source->in;

    source->in = NULL;
    coding_source_free(source);
    return in;
}

bool
coding_source_is_stream(const coding_source *source)
{
    return source->stream;
}

coding_status
coding_source_text(coding_source *source, coding_span *text)
{
    size_t limit = coding_context_limits(source->context)->file_bytes;
    coding_status status = CODING_OK;

    while (status == CODING_OK) {
        size_t got = 0;

        if (!buffer_reserve(&source->text, BLOCK_BYTES))
            return buffer_status(&source->text);
        status =
            input_read(source->in, source->text.bytes + source->text.length,
                       BLOCK_BYTES, &got);
        source->text.length += got;
        if (source->text.length > limit)
            return diag_error(source->context, CODING_EDATA, "input-too-large",
                              (diag_place){.file = input_name(source->in)},
                              "is larger than %zu bytes", limit);
    }
    *text = buffer_span(&source->text);
    return status == CODING_END ? CODING_OK : status;
}
