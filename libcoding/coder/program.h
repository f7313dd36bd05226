/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Codebooks made ready to run: one engine for every regex of every rule, codes
   numbered over all books, references looked up, an order to evaluate in. */
#ifndef CODER_PROGRAM_H
#define CODER_PROGRAM_H

#include <coding/codebook.h>
#include <coding/row.h>

#include "base/arena.h"
#include "pattern/engine.h"

#define PROGRAM_NONE SIZE_MAX

/* One of the two is PROGRAM_NONE. */
typedef struct {
    size_t search; /* number in the engine */
    size_t code;   /* number in the program */
} program_pattern;

typedef struct {
    const coding_rule *rule;
    const program_pattern *patterns, *unless, *none; /* as in rule */
    const size_t *columns; /* of the unit row, one an `only` condition */
} program_rule;

typedef struct {
    const coding_codebook_data *book;
    const coding_code *code;
    coding_span label; /* "NAME VERSION" of the book */
    size_t book_number;
    size_t place;              /* in the order */
    const program_rule *rules; /* as in code */
    const size_t *implied;     /* code numbers, as in code->implies */
    bool whole_answer;         /* a rule looks at the whole answer */
} program_code;

/* Codes that may fire by a pattern, or by a code. */
typedef struct {
    size_t *codes;
    size_t count;
} program_users;

typedef struct {
    coding_context *context;
    arena pieces;
    program_code *codes; /* in the books' order */
    size_t count;
    size_t *order; /* code numbers, each after those it needs */
    engine *patterns;
    size_t pattern_count;
    program_users *by_pattern, *by_code;
    bool whole_answer; /* of any code */
} program;             /* set with program_init, end with program_clear */

void program_init(program *book, coding_context *context);
void program_clear(program *book);
/* Everything of books and columns is borrowed. Conditions on names that
   columns lack are warned of (condition-unknown) and never hold.
   CODING_EUSAGE: the codebooks do not go together. */
CODING_MUST_USE coding_status program_build(program *book,
                                            const coding_codebook *const *books,
                                            size_t count,
                                            const coding_columns *columns,
                                            const engine_options *options);

#endif
