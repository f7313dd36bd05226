/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The inside of a coding_rehearsal. For the room alone. */
#ifndef REHEARSAL_REHEARSAL_INSIDE_H
#define REHEARSAL_REHEARSAL_INSIDE_H

#include <coding/coder.h>
#include <coding/rehearsal.h>

#include "base/arena.h"
#include "base/map.h"

#define REHEARSAL_NONE SIZE_MAX

enum { REHEARSAL_SUMMARY_BYTES = 300 };

/* A rule of one of the codebooks, numbered over all of them. */
typedef struct {
    size_t book;
    size_t code; /* in the book */
    const coding_rule *rule;
} rehearsal_rule;

/* What a codebook of the coder is. */
typedef struct {
    size_t book;  /* of the options' */
    bool by_rule; /* each rule is a code */
    size_t first; /* by_rule: number of the first rule */
} rehearsal_part;

/* What a row of the coder says. */
typedef struct {
    size_t part; /* of parts; REHEARSAL_NONE: none of ours */
    size_t code; /* in the book; not by_rule */
    size_t rule; /* over all; REHEARSAL_NONE: implied */
    bool affirmed;
    uint64_t start, end;
} rehearsal_coding;

typedef struct corpus corpus;
typedef struct generality generality;

struct coding_rehearsal {
    coding_context *context;
    coding_rehearsal_options options;
    coding_rehearsal_counts counts;
    coding_cells *cells; /* of findings */
    coding_core core;
    coding_row_sink sink;
    /* The codebooks under other facets, and split by rule. */
    coding_codebook **made; /* part_count, owned */
    const coding_cues **cues;
    rehearsal_part *parts;
    size_t part_count;
    rehearsal_rule *rules;
    size_t rule_count;
    corpus *texts; /* NULL until coding_rehearsal_open */
    char summary[REHEARSAL_SUMMARY_BYTES];
};

/* A row about a rule, a code or the whole. */
typedef struct {
    const char *kind;          /* as in "dead"; static */
    const coding_place *place; /* NULL: none */
    size_t book;               /* REHEARSAL_NONE: none */
    const coding_code *code;   /* NULL: none */
    coding_span pattern, other;
    bool has_value;
    double value;
} rehearsal_finding;

/* Gives the row; the sentence is made like printf's. */
CODING_MUST_USE coding_status rehearsal_give(coding_rehearsal *all,
                                             const rehearsal_finding *finding,
                                             const char *text, ...)
    CODING_PRINTF(3, 4);
/* A finding about a rule, to be completed. */
rehearsal_finding rehearsal_of_rule(const coding_rehearsal *all,
                                    const char *kind, size_t rule);
const coding_code *rehearsal_code(const coding_rehearsal *all, size_t book,
                                  size_t code);
/* Reads a coding row of the coder. */
rehearsal_coding rehearsal_read(const coding_rehearsal *all,
                                const coding_core *core, const coding_row *row);
/* A coder of all parts over rows of columns; *result: its columns. Both
   owned. */
CODING_MUST_USE coding_status rehearsal_coder(coding_rehearsal *all,
                                              const coding_columns *columns,
                                              coding_row_sink sink,
                                              coding_columns **result,
                                              coding_coder **out);

/* What the texts' rows tell. generality.c */
CODING_MUST_USE coding_status generality_new(coding_rehearsal *all,
                                             const coding_columns *columns,
                                             generality **out);
void generality_free(generality *of);
CODING_MUST_USE coding_status generality_take(generality *of,
                                              const coding_row *row);
CODING_MUST_USE coding_status generality_finish(generality *of);

/* corpus.c */
void corpus_free(corpus *texts);

/* The words of the longest run of literal words in a regex; *at and *length
   say where the run stands. literal.c */
size_t literal_words(coding_span regex, size_t *at, size_t *length);

#endif
