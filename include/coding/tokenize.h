/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files of talk into rows of units, with speaker, role, respondent, question
   window, time and offsets. See tokenize(1) and coding-stream(5). */
#ifndef CODING_TOKENIZE_H
#define CODING_TOKENIZE_H

#include <coding/context.h>
#include <coding/row.h>

typedef enum {
    CODING_UNIT_TURN,      /* from label to label; a paragraph of notes */
    CODING_UNIT_MERGED,    /* neighbouring turns of one speaker are one; its
                              text includes the labels between them */
    CODING_UNIT_SENTENCE,  /* within a turn, as all that follow */
    CODING_UNIT_PARAGRAPH, /* between empty lines */
    CODING_UNIT_WORD
} coding_unit;

/* Labels are compared without regard to case. Strings are borrowed for
   coding_tokenize_new alone. */
typedef struct {
    const char *guide;        /* a guide file; NULL: no question windows */
    const char *participants; /* a table; NULL: none */
    coding_unit unit;
    const char *abbreviations; /* a file of more that end no sentence, one a
                                  line; NULL: those built in */
    const char *speaker;  /* a pattern with a group `speaker`, which replaces
                             the label rule; NULL: docs/design/labels.md */
    const char *encoding; /* forces it; NULL: UTF-8, UTF-16 by its mark, else
                             Windows-1252 with a warning */
    const char *document; /* the name of what comes from stdin; NULL: stdin */
    const char *const
        *interviewers; /* labels, each may be a list with commas */
    size_t interviewer_count;
    const char *const *aliases; /* WRONG=RIGHT: labels that were misspelt */
    size_t alias_count;
    size_t max_turn; /* bytes of the longest turn; 0: the context's limit */
} coding_tokenize_options; /* all zero is the default */

typedef struct coding_tokenize coding_tokenize;

/* Reads guide and participants. Owned. CODING_EUSAGE: an option or the guide;
   CODING_EDATA: the participants; CODING_ESYSTEM. All told. */
CODING_CHECK coding_status coding_tokenize_new(
    coding_context *context, const coding_tokenize_options *options,
    coding_tokenize **out);
/* Never fails. NULL is allowed. */
CODING_API void coding_tokenize_free(coding_tokenize *tokenize);
/* Adds the columns of its rows, those of coded streams and one `attr.NAME` for
   each attribute of the participants. */
CODING_CHECK coding_status coding_tokenize_columns(
    const coding_tokenize *tokenize, coding_columns *columns);
/* What the meta row says of the side inputs, as `guide=NAME VERSION
   sha256:HEX; participants=FILE sha256:HEX`; "" if there are none. Borrowed. */
CODING_API const char *coding_tokenize_details(const coding_tokenize *tokenize);
/* Gives the rows of the questions and of the respondents that are known.
   columns (borrowed for the object's life) has what _columns adds. */
CODING_CHECK coding_status coding_tokenize_begin(coding_tokenize *tokenize,
                                                 const coding_columns *columns,
                                                 coding_row_sink sink);
/* Gives the rows of one document: document, new respondents, units, coverage,
   end. path "-" is standard input. Holds one document at a time.
   CODING_EDATA: not readable as a text, a document twice, a participants
   fault; CODING_ESYSTEM; or what the sink returned. */
CODING_CHECK coding_status coding_tokenize_file(coding_tokenize *tokenize,
                                                const char *path,
                                                coding_row_sink sink);
/* The same for bytes that were read already; path names them. */
CODING_CHECK coding_status coding_tokenize_bytes(coding_tokenize *tokenize,
                                                 const char *path,
                                                 coding_span bytes,
                                                 coding_row_sink sink);
/* While rows are given: the text of their document, what their offsets count
   in. Else empty. Borrowed for the sink's call. */
CODING_API coding_span coding_tokenize_current(const coding_tokenize *tokenize);
/* Hands the document text of a file to take, whole, for the call: what offsets
   count in. No row is given and _begin is not needed. */
CODING_CHECK coding_status coding_tokenize_text(
    coding_tokenize *tokenize, const char *path,
    coding_status (*take)(void *user, coding_span text), void *user);
/* After the last document: warns of guide questions that were never asked and
   notes participants whose document never came. */
CODING_CHECK coding_status coding_tokenize_finish(coding_tokenize *tokenize);

#endif
