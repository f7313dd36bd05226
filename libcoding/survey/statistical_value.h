/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Values of SPSS and Stata files as they are shown. */
#ifndef SURVEY_STATISTICAL_VALUE_H
#define SURVEY_STATISTICAL_VALUE_H

#include <readstat.h>

#include "base/buffer.h"

/* How a number is shown. */
typedef enum {
    NUMBER_PLAIN,
    NUMBER_SPSS_DATE,  /* seconds */
    NUMBER_SPSS_BOTH,  /* seconds, with the time of day */
    NUMBER_SPSS_TIME,  /* seconds of a duration */
    NUMBER_STATA_DATE, /* days */
    NUMBER_STATA_BOTH  /* milliseconds */
} number_kind;

/* What a variable's format (may be NULL) says. */
number_kind statistical_kind(const char *format, bool stata);
/* Appends what a cell shows: nothing for what is system-missing, .a to .z for
   Stata's extended missing values. */
void statistical_add_value(readstat_value_t value, number_kind kind,
                           buffer *out);

#endif
