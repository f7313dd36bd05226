/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files and texts of this room into memory. See codebook/source.h. */
#include "codebook/source.h"

#include <string.h>

enum { SOURCE_BYTES = 64 * 1024 * 1024, PIECE_BYTES = 65536 };

coding_status
source_load(coding_context *context, const char *path, source *out)
{
    coding_status status;

    *out = (source){.name = strcmp(path, "-") == 0 ? "stdin" : path};
    buffer_init(&out->bytes, context);
    status = input_load(context, path, SOURCE_BYTES, &out->bytes, out->sha256);
    out->text = buffer_span(&out->bytes);
    return status;
}

coding_status
source_take(coding_context *context, const char *name, coding_span text,
            source *out)
{
    const input_options options = {.digest = true};
    input *in = NULL;
    char piece[PIECE_BYTES];
    size_t got = 0;
    coding_status status = input_open_bytes(context, name, text, &options, &in);

    *out = (source){.name = name};
    buffer_init(&out->bytes, context);
    while (status == CODING_OK) {
        status = input_read(in, piece, sizeof piece, &got);
        if (status == CODING_OK)
            buffer_add(&out->bytes, (coding_span){piece, got});
    }
    if (status == CODING_END) {
        input_digest(in, out->sha256);
        status = buffer_status(&out->bytes);
    }
    out->text = buffer_span(&out->bytes);
    input_close(in);
    return status;
}

void
source_clear(source *from)
{
    buffer_free(&from->bytes);
}
