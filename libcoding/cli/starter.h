/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The files of `coding new`, made by the build from corpora/starter. Static. */
#ifndef CLI_STARTER_H
#define CLI_STARTER_H

#include <coding/span.h>

coding_span starter_readme(void);
coding_span starter_participants(void);
coding_span starter_guide(void);
coding_span starter_codebook(void);
coding_span starter_analysis(void);
coding_span starter_interview(void);

#endif
