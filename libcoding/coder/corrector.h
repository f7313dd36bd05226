/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The inside of a coding_corrector. For the room alone. */
#ifndef CODER_CORRECTOR_H
#define CODER_CORRECTOR_H

#include "base/buffer.h"
#include "base/map.h"
#include "coder/corrections_inside.h"

#define CORRECTOR_NONE SIZE_MAX

/* A code of the stream. */
typedef struct {
    coding_span facet, id, codebook;
} corrector_code;

/* A kept unit. */
typedef struct {
    size_t row; /* of the kept rows */
    uint64_t start, end;
    bool respondent; /* its role */
} corrector_unit;

/* A coding of the document: a kept one, or an addition. */
typedef struct {
    size_t row; /* the coding's; of an addition its first unit's */
    bool added, given;
    size_t after; /* of an addition: the last unit that it is in */
    size_t code;  /* CORRECTOR_NONE: a code without a row */
    uint64_t start, end;
    coding_span question, text;
    const correction *by[CORRECTION_ACTIONS]; /* NULL: nothing was done */
} corrector_coding;

/* What is known of a correction beside its row. */
typedef struct {
    size_t code;          /* CORRECTOR_NONE: not to be found */
    coding_span document; /* for which it was, in words; empty: none yet */
} corrector_state;

struct coding_corrector {
    coding_context *context;
    const coding_corrections *corrections;
    const char *arguments;
    coding_row_sink sink;
    coding_core in, out;
    coding_cells *cells;
    map code_names;        /* "FACET/ID" */
    map ids;               /* ID */
    corrector_code *codes; /* by number in code_names */
    size_t *id_codes;      /* by number in ids; CORRECTOR_NONE: several */
    size_t code_capacity, id_capacity;
    map questions;
    arena words;             /* of codes, and documents' names */
    corrector_state *states; /* one a correction */
    /* the document at hand */
    bool holding;
    coding_span name;
    arena kept;
    coding_row *rows;
    corrector_unit *units;
    corrector_coding *codings;
    size_t row_count, unit_count, coding_count;
    size_t kept_count; /* codings that came; additions stand behind them */
    size_t row_capacity, unit_capacity, coding_capacity;
    buffer summary;
    coding_status faults; /* of corrections, told */
    bool begun, resolved;
};

/* Is correction number for the document at hand? */
bool corrector_is_for(const coding_corrector *of, size_t number);
/* Applies the corrections of the document at hand to of->codings. Faults are
   told and noted. */
CODING_MUST_USE coding_status corrector_apply(coding_corrector *of);
/* Gives the rows of the document at hand. */
CODING_MUST_USE coding_status corrector_give(coding_corrector *of);
/* Tells a fault of a correction and notes that there was one. */
void corrector_fault(coding_corrector *of, const correction *by, const char *id,
                     const char *text, ...) CODING_PRINTF(4, 5);

#endif
