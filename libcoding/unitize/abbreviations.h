/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Words written with a full stop inside a sentence, of a language that the
   user brings. They stand beside those that are built in. */
#ifndef UNITIZE_ABBREVIATIONS_H
#define UNITIZE_ABBREVIATIONS_H

#include <coding/context.h>
#include <coding/span.h>

#include "base/map.h"
#include "io/input.h"

typedef struct {
    map words;                    /* small letters, without the last stop */
    size_t longest;               /* bytes */
    char sha256[INPUT_HEX_BYTES]; /* of the file */
} abbreviations;                  /* end with abbreviations_clear */

/* Reads a file, UTF-8: one a line, empty lines and lines that begin with # are
   passed over; in an entry with spaces each word is one. NULL: an empty list.
   CODING_EUSAGE: a line that is none, told with its place; CODING_ESYSTEM. The
   list is set in every case. */
CODING_MUST_USE coding_status abbreviations_load(coding_context *context,
                                                 const char *path,
                                                 abbreviations *list);
void abbreviations_clear(abbreviations *list);
/* The word that ends where text ends, before a full stop, is one of the list.
   NULL: nothing is. */
bool abbreviations_has(const abbreviations *list, coding_span text);
/* Adds the words that the details of a meta row hold, so that sentences end
   where they did when the units were cut. The list is all zero or was set
   before. */
CODING_MUST_USE coding_status abbreviations_take(coding_context *context,
                                                 coding_span details,
                                                 abbreviations *list);
/* "abbreviations=FILE sha256:HEX; abbreviation-words=WORD WORD" for a meta row,
   appended after "; ". */
void abbreviations_describe(const abbreviations *list, const char *path,
                            buffer *out);

#endif
