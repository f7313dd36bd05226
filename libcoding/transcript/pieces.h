/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Pieces in the making: trimmed, remarks of the note taker cut out, turns
   counted. For the room transcript alone. */
#ifndef TRANSCRIPT_PIECES_H
#define TRANSCRIPT_PIECES_H

#include "transcript/script.h"
#include "transcript/transcript.h"

typedef struct {
    coding_context *context;
    const char *file; /* for diagnostics */
    const script *lines;
    transcript_piece *items;
    size_t count, capacity;
    size_t turns;
    size_t limit; /* bytes of the longest turn */
} pieces;

void pieces_init(pieces *all, const script *lines, const char *file);
void pieces_clear(pieces *all);
/* Adds what piece holds: itself, or, around remarks of the note taker, several
   of one turn. *turned: it had words and is a turn. CODING_EDATA: longer than
   the context's limit for a turn. */
CODING_MUST_USE coding_status pieces_add(pieces *all, transcript_piece piece,
                                         bool *turned);
/* The header, if there is one, from *line on; *line is past it then. */
CODING_MUST_USE coding_status pieces_add_header(pieces *all, size_t *line);

/* Bytes of the remark that text begins with, 0: none. at_line: text begins a
   line, where a remark needs no brackets. */
size_t remark_find(coding_span text, bool at_line);

/* Counted while turns are cut. */
typedef struct {
    size_t *turns; /* one a speaker, zeroed: turns or cues with words */
    size_t lost;   /* lines of nobody */
} turns_census;

/* The pieces of a document with labels. */
CODING_MUST_USE coding_status turns_cut(pieces *all, turns_census *census);
/* The pieces of notes: paragraphs, list items, headings. */
CODING_MUST_USE coding_status notes_cut(pieces *all);

#endif
