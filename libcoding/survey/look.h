/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A look at the answers of each column: what kind of question they answer, and
   whether a column is one option of several. */
#ifndef SURVEY_LOOK_H
#define SURVEY_LOOK_H

#include "survey/form.h"
#include "table/delimited.h"

enum {
    LOOK_RECORDS = 5000, /* as many are looked at, unless all are */
    LOOK_VALUES = 1000   /* different ones a column are told apart */
};

/* Of the cells of a column that are not empty. */
typedef struct {
    uint64_t filled, numbers, wordy; /* wordy: three words or more */
    double least, most;              /* of the numbers */
    bool whole;                      /* all numbers are */
    bool many;                       /* more than LOOK_VALUES values */
    bool marks;                      /* only 1, 0, yes, no, checked ... */
    bool unasked;                    /* and N/A: the question was not asked */
    map values;
} look_column;

typedef struct {
    coding_context *context;
    look_column *columns;
    size_t count, capacity;
    uint64_t records;
} look; /* look_init, look_clear */

void look_init(look *all, coding_context *context);
void look_clear(look *all);
CODING_MUST_USE coding_status look_take(look *all, const coding_span *cells,
                                        size_t count);
/* NULL: nothing was in that column. */
const look_column *look_at(const look *all, size_t column);

/* A cell that says "ticked" whatever the option is: 1, y, yes, x, checked,
   selected, true; or "not ticked": 0, n, no, unchecked, not selected, false.
   In any case, without white space around. */
bool look_is_tick(coding_span cell);
bool look_is_no_tick(coding_span cell);
/* N/A, which stands where a question was not shown. */
bool look_is_unasked(coding_span cell);
/* Every cell holds the option's words. */
bool look_is_chosen(const look_column *column, coding_span option);
/* The column's cells say no more than whether option was ticked. */
bool look_is_option(const look_column *column, coding_span option);
/* What separates several answers in the cells of a column, by the look of them:
   pieces that come again and again. ';', ',' or 0: nothing does. */
CODING_MUST_USE coding_status look_separator(const look *all, size_t column,
                                             char *out);
/* The type of a question by its answers. */
form_type look_type(const look_column *column);

#endif
