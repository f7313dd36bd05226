/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A file of somebody's talk into a document: its text, who speaks, and the
   pieces of text in order. What becomes of a piece (unit, question window) is
   the room unitize's. */
#ifndef TRANSCRIPT_TRANSCRIPT_H
#define TRANSCRIPT_TRANSCRIPT_H

#include <coding/span.h>

#include "io/decode.h"
#include "io/input.h"
#include "pattern/regex.h"
#include "transcript/participants.h"
#include "transcript/speakers.h"

#define TRANSCRIPT_NONE SIZE_MAX

typedef enum {
    TRANSCRIPT_INTERVIEWER,
    TRANSCRIPT_RESPONDENT,
    TRANSCRIPT_NOTE, /* a remark of the note taker */
    TRANSCRIPT_OTHER /* header, heading, words of nobody we know */
} transcript_role;

typedef struct {
    coding_span label; /* as it first stands in the file */
    size_t turns;      /* turns with words; cues in a caption file */
    transcript_role role;
    size_t row; /* of the participants, TRANSCRIPT_NONE */
} transcript_speaker;

/* A piece of text of one speaker: a turn, what a remark leaves of it, a
   paragraph of notes, a heading, the header. Never only white space. */
typedef struct {
    size_t start, end; /* bytes of the text */
    size_t turn;       /* ordinal from 1; pieces of one turn share it */
    size_t speaker;    /* TRANSCRIPT_NONE: nobody is named */
    transcript_role role;
    bool heading;     /* of notes: looks like a heading */
    coding_span time; /* as in the file; may be empty */
} transcript_piece;

typedef struct {
    const participants *people; /* NULL: none are given */
    decode_encoding encoding;
    regex *speaker; /* with a group `speaker`, groups kept; NULL: the rule */
    const coding_span *interviewers; /* labels */
    size_t interviewer_count;
    const speakers_alias *aliases;
    size_t alias_count;
    const char *name; /* of the document read from stdin; NULL: "stdin" */
    size_t max_turn;  /* bytes; 0: the context's limit */
} transcript_options; /* all zero is the default; all borrowed */

/* Everything is borrowed until transcript_free. */
typedef struct {
    const char *file; /* as the user named it, for diagnostics */
    coding_span name; /* without folders and .gz */
    const char *format, *encoding;
    char sha256[INPUT_HEX_BYTES];
    coding_span text;
    const transcript_speaker *speakers;
    size_t speaker_count; /* 0: no labels, every piece is of its own */
    const transcript_piece *pieces;
    size_t piece_count;
    size_t turns;        /* the last turn's ordinal */
    size_t row;          /* without labels: the participants' row, or NONE */
    bool paragraphs;     /* notes: turns are paragraphs, lines open questions */
    bool whole_lines;    /* a line is a paragraph */
    bool captions;       /* counts of speakers are cues */
    size_t header_lines; /* lines of the header */
    size_t lost_lines;   /* lines with words that have no speaker */
    coding_span once;    /* a name that looked like a label but was seen once */
    size_t once_count;   /* such lines */
} transcript;

/* Reads path ("-" is standard input). Owned. Faults are told.
   CODING_EDATA: not readable as text, a format we do not read, a participants
   fault; CODING_ESYSTEM. */
CODING_MUST_USE coding_status transcript_load(coding_context *context,
                                              const char *path,
                                              const transcript_options *options,
                                              transcript **out);
/* The same from bytes; path only names them. */
CODING_MUST_USE coding_status
transcript_parse(coding_context *context, const char *path, coding_span bytes,
                 const transcript_options *options, transcript **out);
/* NULL is allowed. */
void transcript_free(transcript *document);
/* The document's name for a path, as the stream has it. Borrowed from path or
   static. */
coding_span transcript_name(const char *path, const char *stdin_name);
/* "interviewer" ... Static. */
const char *transcript_role_name(transcript_role role);

#endif
