/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See transcript/pieces.h. */
#include "transcript/pieces.h"

#include <string.h>

#include "base/diag.h"
#include "base/memory.h"
#include "base/utf8.h"

void
pieces_init(pieces *all, const script *lines, const char *file)
{
    *all = (pieces){.context = lines->context,
                    .file = file,
                    .lines = lines,
                    .limit = coding_context_limits(lines->context)->turn_bytes};
}

void
pieces_clear(pieces *all)
{
    base_free(all->context, all->items);
    all->items = NULL;
    all->count = all->capacity = 0;
}

/* Moves start and end over white space. */
static void
trim(const pieces *all, size_t *start, size_t *end)
{
    uint32_t point;

    while (*start < *end) {
        size_t size =
            utf8_decode(script_text(all->lines, *start, *end), &point);

        if (!utf8_is_space(point))
            break;
        *start += size;
    }
    while (*end > *start) {
        size_t last = *end - 1;

        while (((unsigned char)all->lines->text.bytes[last] & 0xC0) == 0x80)
            last--;
        utf8_decode(script_text(all->lines, last, *end), &point);
        if (!utf8_is_space(point))
            break;
        *end = last;
    }
}

static coding_status
push(pieces *all, transcript_piece piece, size_t start, size_t end,
     bool *turned)
{
    coding_status status;

    trim(all, &start, &end);
    if (start == end)
        return CODING_OK;
    status =
        BASE_GROW(all->context, &all->items, &all->capacity, all->count + 1);
    if (status != CODING_OK)
        return status;
    if (!*turned)
        all->turns++;
    *turned = true;
    piece.start = start;
    piece.end = end;
    piece.turn = all->turns;
    all->items[all->count++] = piece;
    return CODING_OK;
}

static bool
starts_line(const pieces *all, size_t from, size_t at)
{
    const char *bytes = all->lines->text.bytes;

    while (at > from && (bytes[at - 1] == ' ' || bytes[at - 1] == '\t'))
        at--;
    return at == from || bytes[at - 1] == '\n';
}

/* Bytes of the remark that begins at a byte of a piece, 0: none does. */
static size_t
remark_at(const pieces *all, const transcript_piece *piece, size_t at)
{
    char byte = all->lines->text.bytes[at];

    /* Blanks are passed over first: looking back from each would cost the
       square of their number. */
    if (piece->role == TRANSCRIPT_OTHER || byte == ' ' || byte == '\t' ||
        byte == '\n')
        return 0;
    return remark_find(script_text(all->lines, at, piece->end),
                       starts_line(all, piece->start, at));
}

/* Refuses what would not fit where it is matched. */
static coding_status
check_length(const pieces *all, const transcript_piece *piece)
{
    diag_place place = {all->file, 1, 0, {NULL, 0}};

    if (piece->end - piece->start <= all->limit)
        return CODING_OK;
    for (size_t i = 0; i < piece->start; i++)
        place.line += all->lines->text.bytes[i] == '\n';
    return diag_error(all->context, CODING_EDATA, "turn-too-long", place,
                      "a turn of %zu bytes is over the limit of %zu; raise it "
                      "with --max-turn",
                      piece->end - piece->start, all->limit);
}

coding_status
pieces_add(pieces *all, transcript_piece piece, bool *turned)
{
    transcript_piece note = piece;
    size_t from = piece.start;
    coding_status status = check_length(all, &piece);

    note.role = TRANSCRIPT_NOTE;
    note.speaker = TRANSCRIPT_NONE;
    note.heading = false;
    *turned = false;
    for (size_t i = piece.start; status == CODING_OK && i < piece.end; i++) {
        size_t length = remark_at(all, &piece, i);

        if (length == 0)
            continue;
        status = push(all, piece, from, i, turned);
        if (status == CODING_OK)
            status = push(all, note, i, i + length, turned);
        from = i + length;
        i = from - 1;
    }
    if (status == CODING_OK)
        status = push(all, piece, from, piece.end, turned);
    return status;
}

coding_status
pieces_add_header(pieces *all, size_t *line)
{
    const script *lines = all->lines;
    transcript_piece header = {.speaker = TRANSCRIPT_NONE,
                               .role = TRANSCRIPT_OTHER};
    bool turned;
    size_t last = 0;

    for (size_t i = 0; i < lines->count; i++)
        if (lines->lines[i].kind == SCRIPT_HEADER)
            last = i + 1;
    if (last == 0)
        return CODING_OK;
    *line = last;
    header.end = lines->lines[last - 1].end;
    return pieces_add(all, header, &turned);
}
