/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where in a file of a person's own writing something stands. */
#ifndef CODING_PLACE_H
#define CODING_PLACE_H

#include <coding/span.h>

#include <stddef.h>

/* Everything borrowed from the object that the place speaks of. */
typedef struct {
    const char *file;    /* as the user named it; NUL-terminated */
    size_t line, column; /* from 1; columns count code points */
    coding_span source;  /* the whole line, for a caret under the column */
} coding_place;

#endif
