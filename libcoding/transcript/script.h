/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A document's text cut into lines, and what its format already says of each
   line. Readers of formats fill it; labels are looked for in it. */
#ifndef TRANSCRIPT_SCRIPT_H
#define TRANSCRIPT_SCRIPT_H

#include <coding/span.h>

#include "base/arena.h"
#include "base/buffer.h"

#define SCRIPT_NONE SIZE_MAX

typedef enum {
    SCRIPT_WORDS,
    SCRIPT_BLANK, /* white space, or a rule such as ---- */
    SCRIPT_STAMP, /* a time on a line of its own */
    SCRIPT_HEADER /* of the document's header */
} script_kind;

typedef struct {
    size_t start, end; /* bytes of the text; the LF is not counted */
    size_t words;      /* where its words start, start..end */
    script_kind kind;
    bool opens;        /* an utterance starts here, whoever speaks */
    bool unlabelled;   /* the format says: nobody is named; look no further */
    coding_span given; /* the speaker the format names; empty: look for a
                          label. Borrowed from the script's arena. */
    coding_span time;  /* borrowed from text or arena; may be empty */
    size_t speaker;    /* number of the speaker who starts here, SCRIPT_NONE */
} script_line;

typedef struct {
    coding_context *context;
    arena words;        /* what is not in the text */
    buffer text;        /* the document text */
    script_line *lines; /* set when the text is complete */
    size_t count, capacity;
    bool captions; /* lines are cues: those of one speaker are one turn */
    bool whole;    /* a line is a whole paragraph, never part of one */
} script;

void script_init(script *all, coding_context *context);
void script_clear(script *all);
coding_span script_text(const script *all, size_t start, size_t end);
/* Appends a line whose bytes stand at start..end of the text. The line is
   borrowed until the next one; time and kind of a stamp are found. */
CODING_MUST_USE coding_status script_add(script *all, size_t start, size_t end,
                                         script_line **out);
/* Cuts the text at LF into lines. */
CODING_MUST_USE coding_status script_split(script *all);

#endif
