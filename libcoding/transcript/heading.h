/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The header of a transcript. The rule is in docs/design/labels.md. */
#ifndef TRANSCRIPT_HEADING_H
#define TRANSCRIPT_HEADING_H

#include "transcript/speakers.h"

/* The number of lines at the top that make the header, 0 if there is none.
   all holds how often each possible label was seen. */
size_t heading_end(const script *lines, const speakers *all);

#endif
