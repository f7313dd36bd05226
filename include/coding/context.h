/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a caller lends to the library: memory, limits and a place for
   diagnostics. Nothing else is ambient. See coding_context(3). */
#ifndef CODING_CONTEXT_H
#define CODING_CONTEXT_H

#include <coding/status.h>

#include <stddef.h>
#include <stdint.h>

typedef enum { CODING_NOTE, CODING_WARNING, CODING_ERROR } coding_severity;

/* One finding. Every pointer is borrowed for the time of the call. */
typedef struct {
    coding_severity severity;
    const char *id;      /* stable, listed in coding-diagnostics(7) */
    const char *file;    /* as the user named it; NULL: none */
    size_t line, column; /* from 1; 0: unknown. Columns count code points */
    const char *text;    /* one line, lower case, no full stop */
    const char *excerpt; /* the source line, or NULL */
    size_t caret;        /* code points before the caret in excerpt */
} coding_diagnostic;

typedef void (*coding_diagnostic_sink)(void *user,
                                       const coding_diagnostic *diagnostic);

/* Memory as realloc and free give it: resize(user, NULL, n) allocates,
   size is never 0; release(user, NULL) does nothing. */
typedef struct {
    void *(*resize)(void *user, void *block, size_t size);
    void (*release)(void *user, void *block);
    void *user;
} coding_allocator;

typedef struct {
    size_t turn_bytes;    /* longest turn or line; 0: 16 MiB */
    size_t file_bytes;    /* largest decompressed document; 0: 4 GiB */
    uint32_t match_limit; /* PCRE2 match limit a call; 0: 1,000,000 */
    uint32_t heap_limit;  /* PCRE2 heap limit in KiB; 0: 65,536 */
} coding_limits;          /* all zero is the default */

typedef struct {
    const coding_allocator *allocator; /* borrowed; NULL: malloc and free */
    coding_limits limits;
    coding_diagnostic_sink sink; /* NULL: diagnostics are counted only */
    void *sink_user;
} coding_context_options; /* all zero is the default */

typedef struct coding_context coding_context;

/* The caller owns *out. options may be NULL; it is copied.
   CODING_ESYSTEM: no memory. */
CODING_CHECK coding_status
coding_context_new(const coding_context_options *options, coding_context **out);
/* Never fails. NULL is allowed. Everything made with it must be gone. */
CODING_API void coding_context_free(coding_context *context);
/* The limits in force, zeros replaced by their defaults. Borrowed. */
CODING_API const coding_limits *
coding_context_limits(const coding_context *context);
/* How many diagnostics of a severity were given so far. */
CODING_API uint64_t coding_context_count(const coding_context *context,
                                         coding_severity severity);
/* The library's version, as in "0.1.0". Static. */
CODING_API const char *coding_version(void);

#endif
