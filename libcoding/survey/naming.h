/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From columns to variables and multiple-answer sets with names, labels and
   types. */
#ifndef SURVEY_NAMING_H
#define SURVEY_NAMING_H

#include "survey/look.h"
#include "survey/shape.h"

/* Adds a variable for every column of found, and sets where neighbouring
   columns are the options of one question, to all. A name that comes twice and
   a column without one are warnings. */
CODING_MUST_USE coding_status naming_find(const shape *found, const look *seen,
                                          form *all);
/* The same for columns that the file describes itself. */
CODING_MUST_USE coding_status naming_copy(const form_column *columns,
                                          size_t count, const look *seen,
                                          form *all);
/* The column that holds the respondents' ids by its name, FORM_NONE: none; and
   a note if there is one, but an id comes twice in it. */
size_t naming_id(const shape *found, const look *seen, const form *all);

#endif
