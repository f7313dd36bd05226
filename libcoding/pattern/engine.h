/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Many patterns at once: a subject in, spans out. The one entry point for
   every search that codes text. */
#ifndef PATTERN_ENGINE_H
#define PATTERN_ENGINE_H

#include <coding/context.h>
#include <coding/span.h>

#include "pattern/fold.h"
#include "pattern/regex.h"

typedef struct engine engine;

typedef enum {
    ENGINE_BEST, /* the fastest there is */
    ENGINE_PLAIN /* one PCRE2 search a pattern: the judge of the others */
} engine_kind;

typedef struct {
    engine_kind kind;
    regex_reading reading;
    bool keep_going; /* a pattern that fails is told once and left out */
} engine_options;    /* all zero is the default */

/* Bytes start..end of the subject, found by a pattern. */
typedef struct {
    size_t pattern, start, end;
} engine_match;

/* A list of matches, by pattern number, then start. The engine owns items. */
typedef struct {
    const engine_match *items; /* borrowed until the next search */
    size_t count;
} engine_matches;

/* Compiles count patterns; they are numbered from 0 in this order. sources
   are borrowed for the call. Owned. CODING_EUSAGE: one is no pattern, told
   with pattern-invalid and its place. CODING_ESYSTEM: no memory. */
CODING_MUST_USE coding_status engine_new(coding_context *context,
                                         const regex_source *sources,
                                         size_t count,
                                         const engine_options *options,
                                         engine **out);
void engine_free(engine *patterns);
/* All matches of all patterns in subject (valid UTF-8): of each pattern the
   leftmost ones that do not overlap. CODING_EDATA (match-limit),
   CODING_EUSAGE (match-empty): told with the pattern's name; with keep_going
   the pattern is left out from here on and the result is CODING_OK. */
CODING_MUST_USE coding_status engine_search(engine *patterns,
                                            coding_span subject,
                                            engine_matches *out);
/* engine_search in a folded copy. Where the copy has a second variant (words
   cut at a line end), matches of both are united: bytes are those of variant
   0, and of overlapping matches of one pattern the earlier start, then the
   longer one stays. */
CODING_MUST_USE coding_status engine_search_copy(engine *patterns,
                                                 const fold *copy,
                                                 engine_matches *out);
/* A pattern was left out by keep_going: its matches are incomplete. */
bool engine_is_left_out(const engine *patterns, size_t pattern);

#endif
