/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The inside of a coding_tokenize. For the room unitize alone. */
#ifndef UNITIZE_TOKENIZER_H
#define UNITIZE_TOKENIZER_H

#include <coding/guide.h>
#include <coding/tokenize.h>

#include "base/map.h"
#include "transcript/transcript.h"
#include "unitize/abbreviations.h"
#include "unitize/question_windows.h"

struct coding_tokenize {
    coding_context *context;
    arena words;
    coding_unit unit;
    transcript_options reading;
    regex *speaker;
    participants *people;
    coding_guide *guide;
    questions *windows; /* NULL: no guide */
    abbreviations more; /* beside the built-in ones */
    buffer details;
    const char *details_text; /* of the buffer */
    /* set by coding_tokenize_begin */
    const coding_columns *columns;
    coding_cells *cells;
    coding_core core;
    size_t *attributes; /* columns, by attribute */
    /* what was seen so far */
    map documents;
    const char **paths; /* by number in documents */
    size_t path_capacity;
    size_t *row_documents; /* by row of the people: the document's number */
    bool *asked;           /* by question, in any document */
    map respondents;       /* whose rows were given */
    coding_span current;   /* text of the document whose rows are given */
};

/* The guide's questions; 0 without a guide. */
size_t tokenizer_question_count(const coding_tokenize *of);
const coding_question *tokenizer_question(const coding_tokenize *of, size_t i);
/* Sets the attributes of a participants' row in the row at hand. */
void tokenizer_set_attributes(coding_tokenize *of, size_t row);
/* Gives a respondent's row unless it was given. row: of the participants, or
   TRANSCRIPT_NONE. */
CODING_MUST_USE coding_status tokenizer_give_respondent(coding_tokenize *of,
                                                        coding_span id,
                                                        coding_span label,
                                                        size_t row,
                                                        coding_row_sink sink);
/* Enters a document; CODING_EDATA: it came before, or a participants' row
   names it and another document. */
CODING_MUST_USE coding_status tokenizer_enter(coding_tokenize *of,
                                              const transcript *document);

#endif
