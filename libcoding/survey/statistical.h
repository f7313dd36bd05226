/* SPDX-License-Identifier: GPL-2.0-or-later */
/* .sav, .zsav and .dta files by ReadStat, in memory. */
#ifndef SURVEY_STATISTICAL_H
#define SURVEY_STATISTICAL_H

#include "survey/answer_file.h"

typedef struct {
    coding_context *context;
    const char *file; /* as diagnostics name it */
    coding_span bytes;
    bool stata;
    const char *encoding; /* NULL: as the file says */
} statistical_source;

/* Appends the columns of the file to columns (grown with BASE_GROW, their
   levels too, spans in keep): names, labels, value labels, missing codes, and
   the types it states. */
CODING_MUST_USE coding_status statistical_columns(
    const statistical_source *from, arena *keep, form_columns *columns);
/* Gives the rows as records: a number in its shortest form, a date in ISO 8601,
   a system-missing value empty, Stata's extended ones as .a to .z. */
CODING_MUST_USE coding_status statistical_read(const statistical_source *from,
                                               size_t count, answer_take take,
                                               void *user);

#endif
