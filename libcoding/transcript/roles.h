/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who of the speakers is the interviewer, who is which respondent. The rule
   is in docs/design/labels.md. For the room transcript alone. */
#ifndef TRANSCRIPT_ROLES_H
#define TRANSCRIPT_ROLES_H

#include "transcript/transcript.h"

/* Everything about one document that roles need. */
typedef struct {
    coding_context *context;
    const char *file;
    coding_span name;
    const transcript_options *options;
    transcript_speaker *speakers;
    size_t count;
} roles;

/* Tells the search which labels are speakers because somebody named them:
   options' interviewers, the labels and ids of the document's participants. */
CODING_MUST_USE coding_status roles_know(const roles *of, speakers *names);
/* Sets role and row of every speaker. CODING_EDATA: a participants fault. */
CODING_MUST_USE coding_status roles_set(const roles *of);
/* The row of a document without labels, TRANSCRIPT_NONE if there is none or
   more than one respondent. CODING_EDATA: as above. */
CODING_MUST_USE coding_status roles_set_unlabelled(const roles *of,
                                                   size_t *row);
/* The document has no turns, says a row's kind. */
bool roles_is_notes(const roles *of);

#endif
