/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which codings are asked for. */
#ifndef CONCORDANCE_CHOICE_H
#define CONCORDANCE_CHOICE_H

#include <coding/concordance.h>

#include "base/buffer.h"
#include "base/map.h"
#include "counting/condition.h"

#define CHOICE_NONE SIZE_MAX

typedef struct {
    coding_context *context;
    const coding_concordance_options *options; /* borrowed */
    coding_core core;
    map codes;      /* "facet/id" of every code row */
    size_t *wanted; /* by number in options->codes: the code's in codes */
    coding_span *families; /* by number in codes */
    size_t capacity;
    arena texts;
    condition *rules; /* of options->where */
    bool resolved;
    map facets, family_names, respondents, questions,
        documents; /* met, for faults */
    buffer key;
} choice;

CODING_MUST_USE coding_status choice_init(
    choice *made, coding_context *context,
    const coding_concordance_options *options, const coding_columns *columns);
void choice_clear(choice *made);
/* Learns names from any row; finds the codes once the code rows have come.
   CODING_EUSAGE: as of coding_concordance_take. */
CODING_MUST_USE coding_status choice_learn(choice *made, const coding_row *row);
/* Every name that was asked for has been met. CODING_EUSAGE: told. */
CODING_MUST_USE coding_status choice_check(choice *made);
/* A row of the respondent, question, document and attributes asked for. */
bool choice_is_place(const choice *made, const coding_row *row);
/* Which of the codes asked for a coding row names, from 0; when none were
   asked for its number in the codebook. CHOICE_NONE: none of them. */
size_t choice_of(choice *made, const coding_row *row);

#endif
