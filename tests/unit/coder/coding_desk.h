/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A place to try codebooks on units: units in, codings out as lines. */
#ifndef TESTS_CODER_CODING_DESK_H
#define TESTS_CODER_CODING_DESK_H

#include <coding/coder.h>

#include "check.h"

/* Cells that are NULL are empty. start NULL: behind the unit before. */
typedef struct {
    const char *speaker, *role, *respondent, *question, *text;
    const char *side; /* the attribute */
    unsigned turn;    /* 0: the next one */
    const char *document;
} desk_unit;

typedef struct {
    const char *books[3]; /* codebook texts; NULL ends them */
    const char *cues;     /* the text of a cue file; NULL: none */
    const desk_unit *units;
    size_t count;
    coding_coder_options options; /* books and cues are filled in */
    coding_limits limits;
} desk_task;

typedef struct {
    /* One line a coding: "code rule start-end words", with the polarity, as
       in "code rule start-end words (rejected by CUE)". */
    char codings[4000];
    char records[4000]; /* first letters of the rows as they came */
    char end[40];       /* `mentions` of the documents' ends, each + space */
    coding_coder_counts counts;
    char summary[400];
    coding_status status;
    check_messages kept;
} desk_result;

/* Runs a task from the first row to finish. */
void desk_run(const desk_task *task, desk_result *out);
/* One respondent says the text in one turn; asserts the codings. */
void desk_check(const char *book, const char *text, const char *codings);

#endif
