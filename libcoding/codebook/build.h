/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the parts of a codebook share while it is being read. */
#ifndef CODEBOOK_BUILD_H
#define CODEBOOK_BUILD_H

#include <coding/codebook.h>

#include "base/arena.h"
#include "base/map.h"
#include "codebook/record.h"

/* Ids that may be given once, and where they were. */
typedef struct {
    coding_context *context;
    map names;
    size_t *lines; /* by number in names */
    size_t capacity;
} build_ids; /* set with build_ids_init, end with build_ids_clear */

void build_ids_init(build_ids *ids, coding_context *context);
void build_ids_clear(build_ids *ids);
/* Adds id, or tells that it is there already. what: as in "code". */
CODING_MUST_USE coding_status build_ids_add(build_ids *ids, coding_span id,
                                            coding_place place,
                                            const char *what);

/* The header fields that all three kinds of file have, in this order at the
   start of their tables. */
enum { BUILD_NAME, BUILD_VERSION, BUILD_LABEL, BUILD_LANGUAGE };

typedef struct {
    coding_span name, version, label, language;
} build_header;

/* Defaults filled in; tells a name that is no id. */
build_header build_read_header(const record_file *file, const record *head);

/* A codebook in the making. */
typedef struct {
    coding_context *context;
    arena *all;              /* of the codebook */
    const record_file *file; /* its records */
    coding_span facet;       /* the codebook's */
    build_ids codes;         /* all known before rules are read */
    build_ids rules;
    coding_side_file *lists; /* word lists read so far */
    size_t list_count, list_capacity;
    coding_status unread;   /* of a word list that could not be read */
    uint64_t unread_faults; /* what was told of such lists */
    bool alone; /* records without their codebook: no references, no lists */
} build_state;

/* The fields of a code's record, in this order in build_code_fields. */
enum {
    BUILD_CODE,
    BUILD_CODE_LABEL,
    BUILD_FAMILY,
    BUILD_BRIEF,
    BUILD_FULL,
    BUILD_WHEN,
    BUILD_NOT,
    BUILD_IMPLIES,
    BUILD_EXAMPLE,
    BUILD_COUNTEREXAMPLE,
    BUILD_MATCH, /* from here on rules ... */
    BUILD_NEAR,
    BUILD_THEN,
    BUILD_ALL,
    BUILD_ANY,
    BUILD_GLOB,
    BUILD_WORDS, /* ... to here */
    BUILD_ID,
    BUILD_UNLESS,
    BUILD_ONLY,
    BUILD_WITHIN,
    BUILD_NONE,
    BUILD_WEIGHT
};

/* Reads the rules of a code's checked record into code. */
CODING_MUST_USE coding_status build_rules(build_state *state, const record *one,
                                          coding_code *code);
/* `NAME` or `FACET/NAME` (bytes of field's value): facet empty if it is the
   codebook's own, then *code is its place there. Tells unknown codes. */
CODING_MUST_USE coding_status build_reference(const build_state *state,
                                              coding_span text,
                                              coding_place place,
                                              coding_span *facet,
                                              coding_span *name, size_t *code);
/* Checks that text (at place) is a regex that is not empty. */
CODING_MUST_USE coding_status build_check_regex(coding_context *context,
                                                coding_span text,
                                                coding_place place);
/* Reads the word list that a `words:` field names into regexes (kept in the
   codebook's arena, several if the list is long). */
CODING_MUST_USE coding_status build_word_list(build_state *state,
                                              const record_field *field,
                                              coding_span **regexes,
                                              size_t *count);
/* The path of a file that one beside `beside` names; NUL-terminated. */
CODING_MUST_USE coding_status build_path(coding_context *context, arena *all,
                                         const char *beside, coding_span name,
                                         coding_span *out);
/* A list `A ,, B` where one pattern stands is told: no text has ` ,, `, so it
   would never find any. */
bool build_refuse_list(const build_state *state, coding_span text,
                       coding_place place);
/* Pattern of field's value from byte offset on, length bytes, trimmed. */
CODING_MUST_USE coding_status build_pattern(const build_state *state,
                                            const record_field *field,
                                            coding_span part, bool codes_too,
                                            coding_rule_pattern *out);

/* code:NAME references, implications and facets of books against each other.
   alone: references to other facets are not looked up. order may be NULL.
   See coding_codebook_order; faults found here are told, the status is about
   memory. */
CODING_MUST_USE coding_status build_order(coding_context *context,
                                          const coding_codebook *const *books,
                                          size_t count, bool alone,
                                          coding_code_at *order);

#endif
