/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A web page's words: blocks as lines, cells of a table with TABs between.
   Enough for transcripts that a program exported, not for any page. */
#ifndef TRANSCRIPT_WEBPAGE_H
#define TRANSCRIPT_WEBPAGE_H

#include <coding/span.h>

#include "base/buffer.h"

/* Appends the text of a page (valid UTF-8) to out. */
void webpage_read(coding_span page, buffer *out);

#endif
