/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The copy of a text that is matched against, and the way back: NFC, straight
   quotes, plain hyphens and spaces, no invisible characters, every run of
   white space one space, gaps such as [laughs] one space.

   A subject may be made of several pieces (the turns around a probe), which
   are joined by one space. Where a small letter, a hyphen, a line end and a
   small letter follow each other, the line end goes and the hyphen is kept in
   one variant of the copy and dropped in another; most subjects have one
   variant only. */
#ifndef PATTERN_FOLD_H
#define PATTERN_FOLD_H

#include <coding/context.h>
#include <coding/span.h>

#include "base/buffer.h"

typedef struct fold fold;

typedef enum {
    FOLD_FULL,
    FOLD_EXACT /* pieces as they stand, still joined by one space */
} fold_kind;

/* A place in the original: piece number (from 0, in the order added) and code
   points from the piece's start. */
typedef struct {
    size_t piece, point;
} fold_place;

/* From the first and past the last original code point. */
typedef struct {
    fold_place start, end;
} fold_range;

/* Owned. CODING_ESYSTEM: no memory. */
CODING_MUST_USE coding_status fold_new(coding_context *context, fold_kind kind,
                                       fold **out);
void fold_free(fold *copy);
/* Forgets all pieces; keeps the memory. */
void fold_reset(fold *copy);
/* Adds a piece: valid UTF-8, borrowed until fold_reset or fold_free. */
CODING_MUST_USE coding_status fold_add(fold *copy, coding_span text);
/* Makes the copy of what was added; before fold_variants and fold_text. */
CODING_MUST_USE coding_status fold_finish(fold *copy);
/* 1 or 2. */
size_t fold_variants(const fold *copy);
/* The folded text of a variant. Borrowed until fold_reset. */
coding_span fold_text(const fold *copy, size_t variant);
/* The byte of variant 0 with which a piece begins: its first character, or the
   space before it. */
size_t fold_piece_at(const fold *copy, size_t piece);
/* A byte of a variant in variant 0, as the start of a stretch and as the byte
   past its end: a dropped hyphen lies outside of both. */
size_t fold_first(const fold *copy, size_t variant, size_t start);
size_t fold_past(const fold *copy, size_t variant, size_t end);
/* Where bytes start..end (not empty, on characters) of a variant come from. */
fold_range fold_origin(const fold *copy, size_t variant, size_t start,
                       size_t end);

/* Bytes of the gap that text begins with, as in "[inaudible 00:12:03]" or
   "(laughs)"; 0: it begins with none. */
size_t fold_gap(coding_span text);

/* Appends a valid UTF-8 pattern with its literal characters folded as those of
   a text: NFC, quotes, hyphens, spaces, invisible characters. Nothing else of
   the pattern changes. */
void fold_pattern(coding_span pattern, buffer *out);

#endif
