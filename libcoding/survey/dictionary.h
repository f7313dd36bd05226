/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The data dictionary of a survey. See coding-dictionary(5). */
#ifndef SURVEY_DICTIONARY_H
#define SURVEY_DICTIONARY_H

#include "io/input.h"
#include "survey/form.h"

/* One row. Spans are the dictionary's. */
typedef struct {
    coding_span variable, source, label, set, separator;
    form_type type; /* FORM_TYPES: not said */
    form_levels levels, missing;
    size_t line;
} dictionary_entry;

typedef struct {
    form words; /* holds the spans; has no variables */
    const char *file;
    dictionary_entry *entries;
    size_t count, capacity;
    char sha256[INPUT_HEX_BYTES];
} dictionary; /* dictionary_load, dictionary_clear */

/* Reads a TSV, CSV or .xlsx file; path is borrowed for its life. All faults are
   told, with their lines, and are CODING_EUSAGE. *out is cleared in any case.
 */
CODING_MUST_USE coding_status dictionary_load(coding_context *context,
                                              const char *path,
                                              dictionary *out);
void dictionary_clear(dictionary *all);
/* Gives the form the names, labels, types, levels, missing codes and sets of
   the dictionary. CODING_EUSAGE: a variable that is not in the form, a name
   that is taken, a set without members. Entries that speak of id (empty: none)
   are left out: it is no variable any more. */
CODING_MUST_USE coding_status dictionary_apply(const dictionary *all, form *to,
                                               coding_span id);
/* A dictionary of the form, as TSV with a header line. */
void dictionary_write(const form *from, buffer *out);
/* Levels written as 1=low|2=mid, with \| \= \\ for what separates. text is
   borrowed, the levels' spans are of's. false: an empty or double code, told
   as what. */
CODING_MUST_USE coding_status dictionary_levels(form *of, coding_span text,
                                                form_levels *out,
                                                const char **fault);

#endif
