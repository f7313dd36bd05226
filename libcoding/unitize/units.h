/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A piece of a document cut into units, with code point offsets. */
#ifndef UNITIZE_UNITS_H
#define UNITIZE_UNITS_H

#include <coding/tokenize.h>

#include "unitize/words.h"

typedef struct {
    coding_unit kind;
    bool whole_lines; /* each line is a paragraph */
    const abbreviations *more;
} units_rule;

/* The next unit of the piece at bytes piece.start..piece.end of text, from
   byte from on. Turns and merged turns are the piece itself. False: there is
   none. */
bool units_next(units_rule rule, coding_span text, words_span piece,
                size_t from, words_span *out);

/* Code points before a byte, for bytes that do not go back. */
typedef struct {
    coding_span text;
    size_t byte, point;
} units_counter;

size_t units_point(units_counter *counter, size_t byte);

#endif
