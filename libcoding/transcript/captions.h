/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Caption files (WebVTT, SubRip) into text: one line a line of a cue, a
   speaker's name before the first cue of each of his turns. */
#ifndef TRANSCRIPT_CAPTIONS_H
#define TRANSCRIPT_CAPTIONS_H

#include "transcript/script.h"

/* raw: the decoded file. Fills out, which is empty. */
CODING_MUST_USE coding_status captions_read(coding_span raw, script *out);

/* After the speakers were found: a label that stands in the words of a cue
   whose speaker goes on is taken out of the text, so that his turn is one run
   of words. */
CODING_MUST_USE coding_status captions_join(script *lines);

#endif
