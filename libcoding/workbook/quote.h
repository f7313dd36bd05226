/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The quotation around matched words: their sentence, and its neighbours when
   it is short. */
#ifndef WORKBOOK_QUOTE_H
#define WORKBOOK_QUOTE_H

#include <coding/span.h>

#include "unitize/abbreviations.h"

typedef struct {
    coding_span before, after;  /* borrowed from the text */
    bool cut_before, cut_after; /* the sentence goes on */
} quote;

/* Of bytes [from, to) of text; more end no sentence (NULL is allowed). */
quote quote_around(const abbreviations *more, coding_span text, size_t from,
                   size_t to);
/* At most so many characters at the end, or at the beginning, of text, cut
   between words where it can be. */
coding_span quote_tail(coding_span text, size_t characters);
coding_span quote_head(coding_span text, size_t characters);

#endif
