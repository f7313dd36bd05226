/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A run of bytes that somebody else owns. NUL is a byte like any other. */
#ifndef CODING_SPAN_H
#define CODING_SPAN_H

#include <coding/status.h>

#include <stdbool.h>
#include <stddef.h>

typedef struct {
    const char *at; /* may be NULL when length is 0 */
    size_t length;  /* bytes */
} coding_span;      /* all zero is the empty span */

/* The span of a NUL-terminated text; NULL gives the empty span. Borrowed. */
CODING_API coding_span coding_span_of(const char *text);
/* Same length and bytes. */
CODING_API bool coding_span_equal(coding_span a, coding_span b);
CODING_API bool coding_span_is(coding_span span, const char *text);
/* Order by bytes (for UTF-8 by code point): negative, 0, positive. */
CODING_API int coding_span_compare(coding_span a, coding_span b);
/* Without leading and trailing space, tab, CR and LF. Borrowed from span. */
CODING_API coding_span coding_span_trim(coding_span span);

#endif
