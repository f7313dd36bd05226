/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Two exact ways to the number of codes that pass a threshold: each is quick
   where the other is not. Thresholds are 1 .. respondents. */
#ifndef STATS_CHANCE_H
#define STATS_CHANCE_H

#include <coding/stats_chance.h>

/* Respondent by respondent; quick for low thresholds. CODING_EDATA, without a
   diagnostic: too many states. */
CODING_MUST_USE coding_status stats_chance_by_respondent(
    coding_context *context, const coding_stats_chance_design *design,
    double *out);
/* About what that costs when nobody names more than half of the codes, in the
   unit of the other cost; infinite above CODING_STATS_CHANCE_STATES. */
CODING_MUST_USE coding_status stats_chance_respondent_cost(
    coding_context *context, const coding_stats_chance_design *design,
    double *out);
/* Code by code; quick for few respondents who name few codes. The cost in
   multiplications is known beforehand, infinite when memory is the limit. */
CODING_MUST_USE coding_status
stats_chance_by_code(coding_context *context,
                     const coding_stats_chance_design *design, double *out);
double stats_chance_code_cost(const coding_stats_chance_design *design);

#endif
