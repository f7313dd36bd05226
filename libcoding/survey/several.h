/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Several answers in one cell: which options there are, and which of them a
   cell holds. */
#ifndef SURVEY_SEVERAL_H
#define SURVEY_SEVERAL_H

#include "survey/answer_file.h"
#include "survey/form.h"

enum { SEVERAL_OPTIONS = 1000 };

/* NAME=SEPARATOR, as in `why=;`. CODING_EUSAGE: another form, no such
   variable. */
CODING_MUST_USE coding_status several_separate(form *all, const char *wish);
/* [NAME=]FILE: the options of a variable with a separator, one a line; without
   NAME of all of them. CODING_EUSAGE, CODING_ESYSTEM. */
CODING_MUST_USE coding_status several_list(form *all, const char *wish);
/* Turns every variable with a separator into a set. Where the options are not
   known all records behind the header are read for them. CODING_EDATA: more
   than SEVERAL_OPTIONS. */
CODING_MUST_USE coding_status several_split(form *all, answer_file *file,
                                            size_t header);
/* The options in a cell: ranks[i] is the place of option i in it, from 1, or 0.
   Answers that are no option are appended to rest, joined by "; ". An option
   is taken before a shorter one, and may hold the separator. */
void several_read(const form_levels *options, coding_span separator,
                  coding_span cell, uint64_t *ranks, buffer *rest);

#endif
