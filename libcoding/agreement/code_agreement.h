/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is said of coded streams. */
#ifndef AGREEMENT_CODE_AGREEMENT_H
#define AGREEMENT_CODE_AGREEMENT_H

#include <coding/agreement.h>

#include "agreement/cases.h"

/* The codes of a facet, one by one and then together. */
CODING_MUST_USE coding_status code_agreement(coding_agreement *agreement,
                                             streams *from, const cases *all,
                                             coding_span table, uint32_t facet);
/* The passages of these codes, as spans of what respondents said. */
CODING_MUST_USE coding_status
passage_agreement(coding_agreement *agreement, streams *from, coding_span table,
                  coding_span facet, const size_t *codes,
                  const coding_span *names, size_t count);
/* The second coder is people: a program's codings against theirs. */
CODING_MUST_USE coding_status people_agreement(coding_agreement *agreement,
                                               streams *from, const cases *all,
                                               coding_span table,
                                               uint32_t facet);
/* What coders disagree on, with the words. */
CODING_MUST_USE coding_status give_disputes(coding_agreement *agreement,
                                            streams *from, const cases *all);
/* Reads people's passages from a table as the next coder's. */
CODING_MUST_USE coding_status people_read(coding_context *context,
                                          const char *path, streams *all);

#endif
