/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Coded streams of the same documents, one a coder: their units, which must be
   the same, and what each coder marked. */
#ifndef AGREEMENT_STREAMS_H
#define AGREEMENT_STREAMS_H

#include <coding/agreement.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/map.h"
#include "unitize/abbreviations.h"

#define STREAMS_NONE UINT32_MAX

typedef struct {
    uint64_t number, start, end;             /* in its document; code points */
    uint32_t document, respondent, question; /* numbers in the maps */
    uint32_t seen; /* the last coder, from 1, who has it */
    bool eligible; /* a respondent's words, in the question asked for */
    coding_span text;
} streams_unit;

typedef struct {
    uint32_t coder, code, unit;
    uint64_t start, end;
    coding_span text;
} streams_mark;

typedef struct {
    coding_span facet, code;
    uint32_t facet_number;
} streams_code;

typedef struct {
    coding_context *context;
    const coding_agreement_options *options; /* borrowed */
    arena keep;
    map documents, respondents, questions, facets;
    map unit_keys, code_keys; /* document or facet, then number or code */
    streams_unit *units;
    streams_mark *marks;
    streams_code *codes;
    coding_span *coders; /* their names */
    uint32_t *document_seen;
    size_t unit_capacity, mark_count, mark_capacity, code_capacity;
    size_t coder_count, coder_capacity, document_capacity;
    abbreviations more; /* for the ends of sentences */
    uint32_t *order;    /* see streams_order; NULL: not made yet */
    uint64_t left_out;  /* codings of another polarity, removed, or outside */
    /* of the stream being read */
    coding_core in;
    const char *path;
    buffer key;
} streams; /* streams_init, streams_clear */

void streams_init(streams *all, coding_context *context,
                  const coding_agreement_options *options);
void streams_clear(streams *all);
/* The next coder; path is borrowed, name copied. */
CODING_MUST_USE coding_status streams_begin(streams *all, const char *path,
                                            coding_span name,
                                            const coding_columns *columns);
/* A row of the stream. *fresh: it is a code met for the first time. */
CODING_MUST_USE coding_status streams_take(streams *all, const coding_row *row,
                                           bool *fresh);
/* CODING_EDATA: a document or unit that the first coder has is not here. */
CODING_MUST_USE coding_status streams_end(streams *all);
/* The numbers of all units, documents in order of their names, so that nothing
   depends on the order of documents. Kept by all. */
CODING_MUST_USE coding_status streams_order(streams *all, uint32_t **out);
/* The unit of that number in a document; STREAMS_NONE: there is none. */
CODING_MUST_USE coding_status streams_find_unit(streams *all, uint32_t document,
                                                uint64_t number, uint32_t *out);
/* The number of a code, added when it is new. */
CODING_MUST_USE coding_status streams_code_number(streams *all,
                                                  coding_span facet,
                                                  coding_span code,
                                                  uint32_t *out);
/* A passage of the coder at hand. */
CODING_MUST_USE coding_status streams_add_mark(streams *all,
                                               const streams_mark *mark);

#endif
