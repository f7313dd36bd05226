/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Giving a diagnostic. Every id is a kebab-case literal at the call and has
   an entry in docs/man/coding-diagnostics.7; a test compares the two. */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include <coding/context.h>
#include <coding/span.h>

/* Where: all zero is nowhere in particular. */
typedef struct {
    const char *file;    /* as the user named it, or NULL */
    size_t line, column; /* from 1; 0: unknown; columns in code points */
    coding_span excerpt; /* the source line; empty: none is shown */
} diag_place;

/* Gives an error and returns status, so that a fault is one line:
   return diag_error(context, CODING_EDATA, "utf8-invalid", place, ...).
   text: lower case, no full stop, says what was expected. */
coding_status diag_error(coding_context *context, coding_status status,
                         const char *id, diag_place place, const char *text,
                         ...) CODING_PRINTF(5, 6);
void diag_warning(coding_context *context, const char *id, diag_place place,
                  const char *text, ...) CODING_PRINTF(4, 5);
void diag_note(coding_context *context, const char *id, diag_place place,
               const char *text, ...) CODING_PRINTF(4, 5);

/* For "%.*s": DIAG_SPAN(span) gives precision and pointer. Long texts are
   cut at 200 bytes on a character boundary. */
#define DIAG_SPAN(span) diag_width(span), ((span).at != NULL ? (span).at : "")
int diag_width(coding_span span);

#endif
