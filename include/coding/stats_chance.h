/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What luck alone would do to a threshold rule: respondents who name codes at
   random. For "dominant from t respondents". See coding_stats_chance(3). */
#ifndef CODING_STATS_CHANCE_H
#define CODING_STATS_CHANCE_H

#include <coding/context.h>
#include <coding/figure.h>

#include <stddef.h>

enum {
    CODING_STATS_CHANCE_CODES = 1000,   /* the largest family */
    CODING_STATS_CHANCE_STATES = 200000 /* of codes, followed at once */
};

/* Respondent i names named[i] distinct codes of the family, every set of that
   many codes equally likely, independently of the others. */
typedef struct {
    const size_t *named; /* borrowed; each 0..codes */
    size_t respondents;  /* items of named; 0 is allowed */
    size_t codes;        /* in the family, 1..CODING_STATS_CHANCE_CODES */
    size_t threshold;    /* a code passes from this many respondents on */
} coding_stats_chance_design;

/* Into out the probability that one given code is named by threshold or more
   respondents: the Poisson binomial tail with p_i = named[i] / codes (Hong
   2013, Comput. Stat. Data Anal. 59, 41-51). The expected number of codes that
   pass is codes times this. Cost: respondents x threshold.
   CODING_EUSAGE: codes or a named[i] out of range. */
CODING_CHECK coding_status
coding_stats_chance_code(coding_context *context,
                         const coding_stats_chance_design *design, double *out);

/* Into out[k], k = 0..codes, the probability that exactly k codes pass. out is
   the caller's, codes + 1 items. Exact, no simulation. Codes and respondents
   are exchangeable, so it is enough to follow either how many codes have been
   named by 0, 1, ... threshold respondents, each respondent a multivariate
   hypergeometric draw, or, code by code, how many respondents have how many
   names left; the cheaper of the two is taken. 16 respondents take
   milliseconds, 48 with three names each and 15 codes up to two seconds.
   CODING_EUSAGE: as above. CODING_EDATA, with the warning chance-too-large and
   out untouched: some seconds would not be enough for either. */
CODING_CHECK coding_status coding_stats_chance_codes(
    coding_context *context, const coding_stats_chance_design *design,
    double *out);

/* The figures of one rule: chance_p_code, chance_expected and chance_p_at_least
   (at_least or more codes pass; 1 when at_least is 0). When the last is beyond
   the limit the first two have been delivered, chance-too-large given, and the
   result is CODING_EDATA. */
CODING_CHECK coding_status coding_stats_chance(
    coding_context *context, const coding_stats_chance_design *design,
    size_t at_least, const coding_figure_sink *sink);

#endif
