/* SPDX-License-Identifier: GPL-2.0-or-later */
/* In what way a passage is meant, by cue words around it, in the manner of
   NegEx (Chapman et al. 2001) and ConText (Harkema et al. 2009). */
#ifndef CODER_JUDGE_H
#define CODER_JUDGE_H

#include <coding/cues.h>

#include "coder/answer.h"
#include "pattern/engine.h"

typedef struct judge judge;

typedef struct {
    coding_polarity polarity; /* AFFIRMED unless a cue says otherwise */
    coding_span cue;          /* its name; empty: no cue had a say */
    size_t start, end;        /* of the cue, bytes of the answer's text */
    size_t low, high;         /* of its scope */
} judge_verdict;

/* Compiles the cues, which are borrowed. Owned. CODING_EUSAGE: one is no
   pattern. */
CODING_MUST_USE coding_status judge_new(coding_context *context,
                                        const coding_cues *cues,
                                        const engine_options *options,
                                        judge **out);
void judge_free(judge *cues);
/* Another answer comes. */
void judge_forget(judge *cues);
/* Judges bytes start..end of a measured answer, the same one since
   judge_forget. cues may be NULL: affirmed. */
CODING_MUST_USE coding_status judge_passage(judge *cues, const answer *words,
                                            size_t start, size_t end,
                                            judge_verdict *out);

#endif
