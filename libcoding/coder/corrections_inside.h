/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Corrections as read, for the room alone. */
#ifndef CODER_CORRECTIONS_INSIDE_H
#define CODER_CORRECTIONS_INSIDE_H

#include <coding/corrections.h>
#include <coding/polarity.h>

#include "base/arena.h"
#include "io/input.h"

typedef enum {
    CORRECTION_ADD,
    CORRECTION_REMOVE,
    CORRECTION_RERANK,
    CORRECTION_POLARITY
} correction_action;

enum { CORRECTION_ACTIONS = CORRECTION_POLARITY + 1 };

typedef struct {
    coding_span document, question, code, value, reason, coder, date;
    correction_action action;
    bool has_unit, has_span;
    uint64_t unit, start, end, rank;
    coding_polarity polarity;
    size_t line;
} correction;

struct coding_corrections {
    coding_context *context;
    arena words;
    const char *file; /* as the user named it */
    correction *rows;
    size_t count, capacity;
    size_t counts[CORRECTION_ACTIONS];
    char sha256[INPUT_HEX_BYTES];
};

/* "add" ... Static. */
const char *correction_name(correction_action action);

#endif
