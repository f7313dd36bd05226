/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which of the possible labels of a document are speakers, and where they
   begin to speak. The rule is in docs/design/labels.md. */
#ifndef TRANSCRIPT_SPEAKERS_H
#define TRANSCRIPT_SPEAKERS_H

#include "base/map.h"
#include "pattern/regex.h"
#include "transcript/script.h"

typedef struct {
    coding_span name; /* as it first stands in the text; from the arena */
    size_t seen;      /* lines with it */
    bool known;       /* named by the user */
    bool met;         /* in the document */
    bool doubtful;    /* a speaker's only if known */
    bool speaks;      /* it is a speaker's label */
} speakers_name;

typedef struct {
    coding_context *context;
    arena words;
    map keys;             /* of names, as vocabulary_key gives them */
    speakers_name *names; /* by number in keys */
    size_t capacity;
    size_t rejected;       /* lines that look labelled, by a name seen once */
    size_t first_rejected; /* such a name, SCRIPT_NONE */
    size_t lengthy;        /* lines by names that come back but are too long */
    size_t first_lengthy;  /* such a name, SCRIPT_NONE */
    size_t header_lines;
} speakers;

/* WRONG=RIGHT of the alias list; the keys of labels. */
typedef struct {
    coding_span wrong, right;
} speakers_alias;

typedef struct {
    regex *pattern; /* of --speaker, with a group `speaker`; NULL: the rule */
    const speakers_alias *aliases;
    size_t alias_count;
    bool none; /* the document has no turns: no label is looked for */
} speakers_options;

void speakers_init(speakers *all, coding_context *context);
void speakers_clear(speakers *all);
/* A label that somebody named: it is a speaker's wherever it stands. */
CODING_MUST_USE coding_status speakers_know(speakers *all, coding_span name);
/* Finds the header and sets speaker, words and time of the lines where a
   speaker starts. CODING_EDATA: the pattern's limits were reached. */
CODING_MUST_USE coding_status speakers_find(speakers *all, script *lines,
                                            const speakers_options *options);

#endif
