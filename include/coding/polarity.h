/* SPDX-License-Identifier: GPL-2.0-or-later */
/* In what way a respondent's words name a code. Marked, never deleted. */
#ifndef CODING_POLARITY_H
#define CODING_POLARITY_H

#include <coding/span.h>

typedef enum {
    CODING_POLARITY_NONE, /* not marked: polarity is off */
    CODING_AFFIRMED,
    CODING_REJECTED,     /* "I wouldn't say trust" */
    CODING_ABSENT,       /* "we never had trust" */
    CODING_HYPOTHETICAL, /* "if there were trust" */
    CODING_REPORTED,     /* "my boss would say trust" */
    CODING_RETRACTED     /* "trust - no, scrap that" */
} coding_polarity;

/* The word of the stream's column `polarity`; "" for NONE. Static. */
CODING_API const char *coding_polarity_name(coding_polarity polarity);
/* The polarity of a word; NONE for the empty and any other word. */
CODING_API coding_polarity coding_polarity_of(coding_span name);

#endif
