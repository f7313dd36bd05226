/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The inside of a coding_redaction. For the room alone. */
#ifndef REDACTION_NAMES_H
#define REDACTION_NAMES_H

#include <coding/redaction.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/map.h"
#include "pattern/fold.h"
#include "pattern/regex.h"

#define NAMES_NONE SIZE_MAX

typedef struct {
    coding_span name;      /* as written, or as a pattern found it */
    coding_span pseudonym; /* of a pattern: empty, every text gets its own */
    coding_span kind;
    const char *file; /* of its list; NULL: none */
    size_t line;
    bool pattern;
    uint64_t places; /* where it was met ... */
    const char *met_file;
    size_t met_line; /* ... first */
    coding_span met_column, met_where;
} names_entry;

/* A regex and the entry it stands for. */
typedef struct {
    regex *compiled;
    size_t entry; /* a pattern's; NAMES_NONE: names, to be looked up */
} names_search;

/* A place in a text, in code points, and what stands there instead. */
typedef struct {
    size_t start, end;
    size_t entry;
} names_match;

typedef struct {
    names_match *items;
    size_t count, capacity;
} names_matches;

struct coding_redaction {
    coding_context *context;
    arena kept;
    names_entry *entries;
    size_t count, capacity;
    map folded; /* names as they are looked up ... */
    size_t *of; /* ... and their entries */
    size_t of_capacity;
    map taken;       /* pseudonyms in use */
    map kinds;       /* of made pseudonyms ... */
    size_t *numbers; /* ... and the last number of each */
    size_t number_capacity;
    names_search *searches;
    size_t search_count, search_capacity;
    fold *full, *exact;
    names_matches found;
    buffer text, key;
};

/* Where a text stands, for messages. */
typedef struct {
    const char *file;
    size_t line;
    coding_span column; /* of a stream; empty: none */
    coding_span where;  /* in a file of parts, in words; in names->kept */
} names_place;

/* The number of a name as it is looked up: folded, small letters. In
   names->key until the next call. */
CODING_MUST_USE coding_status names_fold(coding_redaction *names,
                                         coding_span text, coding_span *out);
/* Adds an entry; a pseudonym is made if it has none and is no pattern. */
CODING_MUST_USE coding_status names_add(coding_redaction *names,
                                        const names_entry *entry, size_t *out);
/* The entry of words that a pattern (NAMES_NONE: none of the list) has found:
   the pattern itself if it has a pseudonym, else one for these words. */
CODING_MUST_USE coding_status names_learn(coding_redaction *names,
                                          size_t pattern, coding_span text,
                                          size_t *out);
/* Compiles all that names_find looks for. mask.c */
CODING_MUST_USE coding_status names_compile(coding_redaction *names);
/* The names in a text, from left to right, not overlapping: the earlier start,
   then the longer one. Borrowed until the next search. mask.c */
CODING_MUST_USE coding_status names_find(coding_redaction *names,
                                         coding_span text,
                                         const names_matches **out);
/* Looks into the members of a zip file, and notes what was met; opaque counts
   those that are no text, of which first is one (in names->kept).
   leftover_zip.c */
typedef struct {
    size_t count;
    coding_span first;
} names_opaque;

/* No text in which names stand as they are: NUL bytes, PDF, Rich Text.
   leftover.c */
bool names_is_opaque(coding_span bytes);
CODING_MUST_USE coding_status names_seek_zip(coding_redaction *names,
                                             const char *file,
                                             coding_span bytes,
                                             names_opaque *opaque);
/* Notes that a match was met at a place; lines are counted in text unless the
   place has a column. */
void names_meet(coding_redaction *names, const names_match *match,
                names_place place);
/* Appends text with the matches replaced. */
void names_replace(const coding_redaction *names, coding_span text,
                   const names_matches *matches, buffer *out);

#endif
