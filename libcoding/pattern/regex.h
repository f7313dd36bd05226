/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One regular expression: PCRE2, caseless, UTF, UCP, with limits. The only
   door to PCRE2. A regex serves one thread at a time. */
#ifndef PATTERN_REGEX_H
#define PATTERN_REGEX_H

#include <coding/context.h>
#include <coding/span.h>

typedef struct regex regex;

/* A pattern as somebody wrote it. Everything is borrowed; regex_new copies
   what it keeps. */
typedef struct {
    coding_span text; /* any bytes; must be UTF-8 to be a pattern */
    const char *name; /* for diagnostics, as in "gov-word"; NULL: the text */
    const char *file; /* where it was written; NULL: nowhere */
    size_t line;      /* from 1; 0: unknown */
} regex_source;

enum { REGEX_FAULT_BYTES = 200 };

/* Why a text is no pattern. Offsets are of the text as written. */
typedef struct {
    size_t byte;                  /* where, 0..text.length */
    size_t points;                /* the same in code points, for a caret */
    char text[REGEX_FAULT_BYTES]; /* one line, lower case, no full stop */
} regex_fault;

typedef enum {
    REGEX_FOLDED, /* for folded subjects: ’ in the pattern is ', – is - ... */
    REGEX_EXACT   /* the pattern as it stands */
} regex_reading;

/* Bytes of the subject. */
typedef struct {
    size_t start, end;
} regex_span;

/* Compiles. Owned. CODING_EUSAGE: not a pattern; no diagnostic is given, the
   caller gives one from *fault, which knows the file's line and column.
   CODING_ESYSTEM: no memory. */
CODING_MUST_USE coding_status regex_new(coding_context *context,
                                        const regex_source *source,
                                        regex_reading reading,
                                        regex_fault *fault, regex **out);
void regex_free(regex *compiled);
/* The pattern could match the empty text, which is a fault of any rule. */
bool regex_may_be_empty(const regex *compiled);
/* The leftmost match that starts at or after byte from (0..subject.length, on
   a character). subject is valid UTF-8. What stands before from is seen by
   \b, ^ and look-behind. CODING_END: there is none.
   CODING_EDATA with match-limit: the limits of the context were reached, by
   this call or by all since the last one with from 0 together; this is not "no
   match". CODING_EUSAGE with match-empty: the match is empty.
   CODING_ESYSTEM: no memory. */
CODING_MUST_USE coding_status regex_find(regex *compiled, coding_span subject,
                                         size_t from, regex_span *out);
/* Has the named groups of later matches kept. CODING_ESYSTEM: no memory. */
CODING_MUST_USE coding_status regex_keep_groups(regex *compiled);
bool regex_has_group(const regex *compiled, const char *name);
/* A named group of the last match found; false: it took no part, or groups
   are not kept. */
bool regex_group(const regex *compiled, const char *name, regex_span *out);

#endif
