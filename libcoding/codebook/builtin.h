/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Data files that the library carries, made into C by the build. */
#ifndef CODEBOOK_BUILTIN_H
#define CODEBOOK_BUILTIN_H

#include <coding/span.h>

/* corpora/cues/english.cues. */
coding_span builtin_cues_english(void);

#endif
