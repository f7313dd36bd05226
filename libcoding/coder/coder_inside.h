/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The inside of a coding_coder. For the room alone. */
#ifndef CODER_CODER_INSIDE_H
#define CODER_CODER_INSIDE_H

#include <coding/coder.h>
#include <coding/meta.h>

#include "coder/answer.h"
#include "coder/judge.h"
#include "coder/passages.h"
#include "coder/program.h"
#include "coder/prompts.h"
#include "coder/trace.h"
#include "coder/window.h"

/* A passage with its place in the document, until all of the window are
   there. */
typedef struct {
    passages_item passage;
    answer_place first, past;
    uint64_t start, end; /* code points of the document */
} coder_coding;

typedef struct {
    coder_coding *items;
    size_t count, capacity;
} coder_codings;

/* A place in a unit's text that was found before: codings come in order. */
typedef struct {
    const char *at; /* the text */
    size_t points, bytes;
} coder_cursor;

struct coding_coder {
    coding_context *context;
    coding_coder_options options;
    coding_row_sink sink;
    coding_core in, out; /* columns of the rows that come and go */
    coding_cells *cells;
    program book;
    judge **cues; /* one a codebook */
    passages_finder *finder;
    window units;
    answer words;
    coder_codings passages;
    coder_cursor cursor;
    window asked; /* the interviewer's turn at hand, inside a question */
    answer asked_words;
    prompts prompted;
    abbreviations more; /* for the ends of sentences */
    buffer text, summary;
    trace_list trace;         /* of the answer at hand, if it is explained */
    unsigned char *explained; /* codes that are */
    uint64_t *matched;        /* passages of each code */
    uint64_t in_document;     /* codings of the document so far */
    coding_coder_counts counts;
    coding_status failed;
    bool begun; /* meta and codes are given */
};

/* Keeps the passages of the answer at hand with their places. */
CODING_MUST_USE coding_status codings_keep(coding_coder *coder,
                                           const passages_list *found);
/* Gives the kept passages as coding rows, ordered by their place. */
CODING_MUST_USE coding_status codings_give(coding_coder *coder);

/* Takes note of a row that comes: what an interviewer says inside a question's
   window. Before anything else is done with it. */
CODING_MUST_USE coding_status asking_take(coding_coder *coder,
                                          const coding_row *row);
/* Gives a coverage row, with its `prompted`. */
CODING_MUST_USE coding_status asking_give_coverage(coding_coder *coder,
                                                   const coding_row *row);

/* Which codes are explained. CODING_EUSAGE: one is no code. */
CODING_MUST_USE coding_status explain_begin(coding_coder *coder);
/* Gives the rows that explain the answer at hand. */
CODING_MUST_USE coding_status explain_give(coding_coder *coder,
                                           const passages_list *found);

#endif
