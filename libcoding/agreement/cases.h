/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is compared: units, sentences, answers or respondents, whether anybody
   coded them or not, and who gave them which code. */
#ifndef AGREEMENT_CASES_H
#define AGREEMENT_CASES_H

#include "agreement/streams.h"

typedef struct {
    uint32_t unit;       /* its first */
    uint64_t start, end; /* of a unit or sentence, in the document */
} cases_case;

/* A coder gave this code to a case. */
typedef struct {
    uint32_t code, number, coder; /* number: of the case */
    uint32_t mark;                /* the first passage that says so */
} cases_given;

typedef struct {
    const streams *from;
    coding_agreement_unit unit;
    cases_case *items;
    uint32_t *of_unit;  /* the first case of each unit; STREAMS_NONE */
    cases_given *given; /* by code, case, coder, without doubles */
    size_t count, capacity, given_count, given_capacity;
} cases; /* cases_open, cases_close */

CODING_MUST_USE coding_status cases_open(streams *from,
                                         coding_agreement_unit unit,
                                         cases *out);
void cases_close(cases *all);
/* Those of a code: *first .. *end in given. */
void cases_find(const cases *all, uint32_t code, size_t *first, size_t *end);
/* What the unit of analysis is called, as "sentences". Static. */
const char *cases_word(coding_agreement_unit unit);

#endif
