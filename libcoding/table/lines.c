/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines of an input. See table/lines.h. */
#include "table/lines.h"

#include <string.h>

#include "base/diag.h"
#include "base/memory.h"

enum { BLOCK_BYTES = 65536 };

void
lines_start(lines *from, coding_context *context, input *in)
{
    size_t turn = coding_context_limits(context)->turn_bytes;

    from->context = context;
    from->in = in;
    from->begin = from->end = from->line = 0;
    from->ended = false;
    /* The longest turn with every byte escaped, and the other cells. */
    from->limit = turn > SIZE_MAX / 4 ? SIZE_MAX / 2 : 2 * turn + BLOCK_BYTES;
}

void
lines_free(lines *from)
{
    if (from->context != NULL)
        base_free(from->context, from->bytes);
    *from = (lines){0};
}

coding_status
lines_more(lines *from)
{
    size_t kept = from->end - from->begin;
    size_t got = 0;
    coding_status status;

    if (kept > from->limit)
        return diag_error(
            from->context, CODING_EDATA, "line-too-long",
            (diag_place){.file = input_name(from->in), .line = from->line + 1},
            "line is longer than %zu bytes", from->limit);
    if (kept > 0 && from->begin > 0)
        memmove(from->bytes, from->bytes + from->begin, kept);
    from->begin = 0;
    from->end = kept;
    status = BASE_GROW(from->context, &from->bytes, &from->capacity,
                       kept + BLOCK_BYTES);
    if (status == CODING_OK)
        status = input_read(from->in, from->bytes + kept, from->capacity - kept,
                            &got);
    from->end += got;
    if (status == CODING_END) {
        from->ended = true;
        status = CODING_OK;
    }
    return status;
}

coding_status
lines_next(lines *from, char **at, size_t *length)
{
    size_t searched = 0;
    coding_status status = CODING_OK;

    while (status == CODING_OK) {
        size_t left = from->end - from->begin;
        char *stop = NULL;

        if (left > searched)
            stop = memchr(from->bytes + from->begin + searched, '\n',
                          left - searched);
        if (stop == NULL && !from->ended) {
            searched = left;
            status = lines_more(from);
            continue;
        }
        if (left == 0)
            return CODING_END;
        *at = from->bytes + from->begin;
        *length = stop == NULL ? left : (size_t)(stop - *at);
        from->open = stop == NULL;
        from->begin += *length + (stop != NULL);
        from->line++;
        return CODING_OK;
    }
    return status;
}
