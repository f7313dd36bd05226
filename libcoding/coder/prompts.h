/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which codes of an answer the interviewer named first. Of one document at a
   time; docs/format/stream.md says what counts. */
#ifndef CODER_PROMPTS_H
#define CODER_PROMPTS_H

#include "base/buffer.h"
#include "base/map.h"

/* A code that was named. */
typedef struct {
    uint64_t start; /* code points of the document */
    uint64_t unit;  /* its number, from 1; 0: none */
} prompts_naming;

/* A code of an answer. */
typedef struct {
    uint64_t unit; /* that prompted it, 0: none */
    bool affirmed; /* it is counted */
} prompts_code;

typedef struct {
    coding_context *context;
    map questions; /* in which an interviewer spoke */
    map named;     /* code of a question, by the interviewer */
    prompts_naming *first;
    size_t first_capacity;
    map said; /* code of a respondent's answer */
    prompts_code *codes;
    size_t code_capacity;
    map answers; /* respondent and question */
    uint64_t *counts;
    size_t count_capacity;
    buffer key;
} prompts; /* set with prompts_init, end with prompts_clear */

void prompts_init(prompts *all, coding_context *context);
void prompts_clear(prompts *all);
/* Another document comes. */
void prompts_forget(prompts *all);
/* An interviewer speaks inside a question's window. */
CODING_MUST_USE coding_status prompts_hear(prompts *all, coding_span question);
/* An interviewer names a code there. */
CODING_MUST_USE coding_status prompts_name(prompts *all, coding_span question,
                                           size_t code, prompts_naming at);
/* A respondent names a code at code point start of the document. *unit: the
   unit in which the interviewer had named it before the respondent first did,
   0: none had. Namings of one answer come in the order of the document. */
CODING_MUST_USE coding_status prompts_judge(prompts *all,
                                            coding_span respondent,
                                            coding_span question, size_t code,
                                            uint64_t start, bool affirmed,
                                            uint64_t *unit);
/* How many affirmed codes of an answer the interviewer had named. false:
   nobody knows, no interviewer spoke in the question's window. */
CODING_MUST_USE coding_status prompts_count(prompts *all,
                                            coding_span respondent,
                                            coding_span question, bool *known,
                                            uint64_t *count);

#endif
