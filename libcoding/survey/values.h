/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What stands in the `attr.` cells of a respondent: cells as the file has them,
   members of sets as ticked or not. docs/format/stream.md, section 7. */
#ifndef SURVEY_VALUES_H
#define SURVEY_VALUES_H

#include "survey/survey_inside.h"

typedef struct values values;

/* Owned; borrows the survey. */
CODING_MUST_USE coding_status values_new(const coding_survey *survey,
                                         values **out);
/* NULL is allowed. */
void values_free(values *of);
/* One span a variable of the form, borrowed until the next call and while the
   record is. */
CODING_MUST_USE coding_status values_take(values *of,
                                          const delimited_record *record,
                                          const coding_span **cells);
/* Whether the cell of variable v is one of its missing codes, or of its set's;
 *reason is why. */
bool values_is_missing(const values *of, size_t v, coding_span cell,
                       coding_span *reason);
/* After the last record: warns of cells that are none of their variable's
   levels. */
void values_finish(const values *of);

#endif
