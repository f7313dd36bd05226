/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See transcript/script.h. */
#include "transcript/script.h"

#include <string.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "transcript/stamp.h"

void
script_init(script *all, coding_context *context)
{
    *all = (script){.context = context};
    arena_init(&all->words, context);
    buffer_init(&all->text, context);
}

void
script_clear(script *all)
{
    base_free(all->context, all->lines);
    arena_clear(&all->words);
    buffer_free(&all->text);
    all->lines = NULL;
    all->count = all->capacity = 0;
}

coding_span
script_text(const script *all, size_t start, size_t end)
{
    return (coding_span){all->text.bytes + start, end - start};
}

/* White space, or nothing but the marks of a rule: ---- ==== * * * */
static bool
is_blank(coding_span line)
{
    size_t marks = 0, length = line.length;

    for (size_t i = 0, size; i < length; i += size) {
        uint32_t point;

        size = utf8_decode((coding_span){line.at + i, length - i}, &point);
        if (utf8_is_space(point) || point == 0xFEFF || point == 0x200B)
            continue;
        if (point != '-' && point != '=' && point != '_' && point != '*')
            return false;
        marks++;
    }
    return marks == 0 || marks >= 3;
}

coding_status
script_add(script *all, size_t start, size_t end, script_line **out)
{
    coding_span text = script_text(all, start, end);
    script_line line = {.start = start,
                        .end = end,
                        .words = start,
                        .kind = SCRIPT_WORDS,
                        .speaker = SCRIPT_NONE};
    coding_status status =
        BASE_GROW(all->context, &all->lines, &all->capacity, all->count + 1);

    if (status != CODING_OK)
        return status;
    if (is_blank(text))
        line.kind = SCRIPT_BLANK;
    else if (stamp_is_line(text, &line.time))
        line.kind = SCRIPT_STAMP;
    all->lines[all->count] = line;
    *out = &all->lines[all->count++];
    return CODING_OK;
}

coding_status
script_split(script *all)
{
    coding_status status = CODING_OK;
    script_line *line;
    size_t start = 0;

    while (status == CODING_OK && start < all->text.length) {
        const char *from = all->text.bytes + start;
        const char *lf = memchr(from, '\n', all->text.length - start);
        size_t end =
            lf == NULL ? all->text.length : start + (size_t)(lf - from);

        status = script_add(all, start, end, &line);
        start = end + 1;
    }
    return status;
}
