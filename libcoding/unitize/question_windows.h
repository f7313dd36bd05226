/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Question windows: which guide question a piece of a document belongs to. */
#ifndef UNITIZE_QUESTION_WINDOWS_H
#define UNITIZE_QUESTION_WINDOWS_H

#include <coding/guide.h>

#include "transcript/transcript.h"

#define QUESTIONS_NONE SIZE_MAX

typedef struct questions questions;

/* guide is borrowed for its life. Owned. CODING_EUSAGE: a pattern is none. */
CODING_MUST_USE coding_status questions_new(coding_context *context,
                                            const coding_guide_data *guide,
                                            questions **out);
/* NULL is allowed. */
void questions_free(questions *all);

/* What windows say of one piece. */
typedef struct {
    size_t question; /* of the guide, or QUESTIONS_NONE */
    bool opens;      /* its words ask the question */
    bool heading;    /* a line of notes that is only the question's heading */
} questions_piece;

/* Fills out, one a piece of the document (the caller's), and asked, one a
   question (the caller's; set to true, never to false).
   CODING_EDATA: a pattern's limits were reached. */
CODING_MUST_USE coding_status questions_find(questions *all,
                                             const transcript *document,
                                             questions_piece *out, bool *asked);

#endif
