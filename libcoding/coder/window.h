/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The units that have come and are not coded yet, put together to subjects:
   one respondent's turns joined over probes. */
#ifndef CODER_WINDOW_H
#define CODER_WINDOW_H

#include <coding/row.h>

#include "base/arena.h"
#include "pattern/fold.h"

enum { WINDOW_PROBE_WORDS = 15 };

#define WINDOW_NO_SUBJECT SIZE_MAX

/* A unit row, kept. */
typedef struct {
    coding_row row;   /* cells are the window's */
    coding_span text; /* as in the row */
    uint64_t start;   /* of the unit in the document, code points */
    uint64_t turn;
    bool coded; /* its words are to be coded */
} window_unit;

/* Pieces of a subject are units, in order; the copy has the same pieces. */
typedef struct {
    fold *copy;
    size_t first_piece, piece_count; /* in the window's pieces */
} window_subject;

typedef struct {
    coding_context *context;
    fold_kind kind;
    coding_core core; /* of the unit rows */
    arena cells;
    window_unit *units;
    window_subject *subjects; /* beyond subject_count copies wait for use */
    size_t *pieces;           /* unit numbers */
    size_t unit_count, subject_count, piece_count;
    size_t unit_capacity, subject_capacity, piece_capacity, copy_count;
    size_t open;         /* the subject that goes on, WINDOW_NO_SUBJECT: none */
    uint64_t other_turn; /* the turn between, and its words so far */
    size_t other_words;
} window; /* set with window_init, end with window_clear */

void window_init(window *units, coding_context *context, fold_kind kind,
                 const coding_columns *columns);
void window_clear(window *units);
/* Forgets units and subjects. */
void window_reset(window *units);
/* Would this unit end the open subject? */
bool window_is_closed_by(const window *units, const coding_row *row,
                         bool coded);
/* Ends the open subject. */
void window_close(window *units);
/* Keeps a copy of a unit row. CODING_EDATA: its cells start or turn are no
   numbers. */
CODING_MUST_USE coding_status window_add(window *units, const coding_row *row,
                                         bool coded);
/* Folds the subjects; none is open afterwards. */
CODING_MUST_USE coding_status window_finish(window *units);
/* The unit that a piece of a subject is. */
const window_unit *window_piece(const window *units,
                                const window_subject *subject, size_t piece);
/* Two subjects are of one speaker. */
bool window_same_speaker(const window *units, size_t a, size_t b);

#endif
