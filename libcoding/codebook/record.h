/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The syntax that codebooks, guides and cue files share: records of lines
   `field: value`, separated by empty lines. See docs/format/codebook.md.
   Faults are given as errors and reading goes on, so that one run shows all
   of them; the status of a call is only about memory and files. Whoever reads
   a file compares record_faults() before and after. */
#ifndef CODEBOOK_RECORD_H
#define CODEBOOK_RECORD_H

#include <coding/place.h>

#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"

#define RECORD_UNKNOWN SIZE_MAX

typedef enum {
    RECORD_MANY = 1,    /* may be given more than once */
    RECORD_ONE_LINE = 2 /* may not be continued on the next line */
} record_trait;

/* A field that a kind of record may have. Tables end with a NULL name. */
typedef struct {
    const char *name;
    unsigned traits; /* of record_trait */
} record_spec;

typedef struct {
    coding_span name;   /* as written */
    coding_span value;  /* trimmed; lines joined by one space */
    coding_place place; /* of the first character of value, or of name if
                           there is none */
    coding_place name_place;
    coding_place joined; /* the first continuation line; line 0: none */
    size_t kind;         /* which of a table, by record_check() */
    bool faulty;         /* told already: say no more about it */
} record_field;

typedef struct {
    const record_field *fields; /* at least 1 */
    size_t count;
    coding_place place; /* of its first field's name */
    bool item;          /* by record_sort(): an item, not the header */
    bool known;         /* by record_sort(): one of the two */
} record;

typedef struct {
    coding_context *context;
    const char *file; /* kept in the arena */
    record *records;
    size_t record_count;
    record_field *fields; /* of all records */
    size_t field_count;
    size_t record_capacity, field_capacity;
    bool text; /* it is a text, and worth reading on */
} record_file; /* set with record_read, end with record_clear */

/* Cuts text into records. Everything that places and values point to is
   copied into all, which outlives the record_file. */
CODING_MUST_USE coding_status record_read(coding_context *context, arena *all,
                                          const char *file, coding_span text,
                                          record_file *out);
void record_clear(record_file *file);
/* How many errors the context was given so far. */
uint64_t record_faults(const record_file *file);

/* Which records are headers (first field `header`) and which items (first
   field `item`); tells those that are neither, a second header, and a file
   that does not begin with one. header NULL: items only. *out counts the
   items. */
void record_sort(record_file *file, const char *header, const char *item,
                 size_t *out);
/* Sets the kind of each field to its place in table; tells unknown, empty,
   repeated and wrongly continued fields. */
void record_check(const record_file *file, const record *one,
                  const record_spec *table);
/* The record's only field of a kind; NULL if it is absent or faulty. */
const record_field *record_find(const record *one, size_t kind);
/* Its value; the empty span if record_find gives NULL. */
coding_span record_value(const record *one, size_t kind);
/* The choice (NULL-ended words) that the field's value is; 0, told with the
   words, if it is none of them; 0 for field NULL. */
size_t record_choice(const record_file *file, const record_field *field,
                     const char *const *words);
/* An id: `[^\s/:;,=]+`. Tells and returns false if it is none. */
bool record_is_id(const record_file *file, coding_span id, coding_place place,
                  const char *what);
/* The record as lines `field: value` in *out, kept in all. */
CODING_MUST_USE coding_status record_text(coding_context *context,
                                          const record *one, arena *all,
                                          coding_span *out);
/* The record's values of one kind joined by "; " in *out, kept in all. */
CODING_MUST_USE coding_status record_joined(coding_context *context,
                                            const record *one, size_t kind,
                                            arena *all, coding_span *out);

/* Tells a file that is no text at all: one fault, not one a line. */
bool record_is_text(coding_context *context, const char *file,
                    coding_span text);
/* Without the byte order mark that it may begin with. */
coding_span record_without_mark(coding_span text);
/* The place of byte offset of a one-line value. */
coding_place record_at(const record_field *field, size_t offset);
/* The same for diagnostics. */
diag_place record_diag(coding_place place);

#endif
