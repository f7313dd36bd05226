/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The inside of a coding_coder. For the room alone. */
#ifndef CODER_CODER_H
#define CODER_CODER_H

#include <coding/coder.h>
#include <coding/meta.h>

#include "coder/answer.h"
#include "coder/judge.h"
#include "coder/passages.h"
#include "coder/program.h"
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
    buffer text, summary;
    uint64_t *matched;    /* passages of each code */
    uint64_t in_document; /* codings of the document so far */
    coding_coder_counts counts;
    coding_status failed;
    bool begun; /* meta and codes are given */
};

/* Keeps the passages of the answer at hand with their places. */
CODING_MUST_USE coding_status codings_keep(coding_coder *coder,
                                           const passages_list *found);
/* Gives the kept passages as coding rows, ordered by their place. */
CODING_MUST_USE coding_status codings_give(coding_coder *coder);

#endif
