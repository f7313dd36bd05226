/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How many codes pass a threshold when respondents name codes at random.
   See coding/stats_chance.h and coding-method(7). */
#include "stats/chance.h"

#include <coding/stats_chance.h>

#include <math.h>

#include "base/diag.h"
#include "base/memory.h"
#include "stats/array.h"
#include "stats/distribution.h"

/* Multiplications: a tenth of a second, some seconds. */
static const double CHEAP = 2e8;
static const double DEAR = 8e9;

static coding_status
refuse(coding_context *context, const char *what, size_t value, size_t limit)
{
    return diag_error(context, CODING_EUSAGE, "chance-range", (diag_place){0},
                      "%s is %zu, expected at most %zu", what, value, limit);
}

static coding_status
check(coding_context *context, const coding_stats_chance_design *design)
{
    if (design->codes == 0)
        return diag_error(context, CODING_EUSAGE, "chance-range",
                          (diag_place){0}, "the family of codes is empty");
    if (design->codes > CODING_STATS_CHANCE_CODES)
        return refuse(context, "the number of codes", design->codes,
                      CODING_STATS_CHANCE_CODES);
    for (size_t i = 0; i < design->respondents; i++)
        if (design->named[i] > design->codes)
            return refuse(context, "the number of codes named",
                          design->named[i], design->codes);
    return CODING_OK;
}

coding_status
coding_stats_chance_code(coding_context *context,
                         const coding_stats_chance_design *design, double *out)
{
    size_t top = design->threshold;
    double *p = NULL; /* of 0, 1, ... top or more so far */
    coding_status status = check(context, design);

    if (status != CODING_OK)
        return status;
    if (top > design->respondents) {
        *out = 0;
        return CODING_OK;
    }
    status = base_alloc(context, (top + 1) * sizeof *p, (void **)(void *)&p);
    if (status != CODING_OK)
        return status;
    p[0] = 1;
    for (size_t i = 0; i < design->respondents; i++) {
        double yes = (double)design->named[i] / (double)design->codes;
        double no =
            (double)(design->codes - design->named[i]) / (double)design->codes;

        for (size_t c = top; c > 0; c--)
            p[c] = (c == top ? p[c] : p[c] * no) + p[c - 1] * yes;
        if (top > 0)
            p[0] *= no;
    }
    *out = p[top];
    base_free(context, p);
    return CODING_OK;
}

static coding_status
too_large(coding_context *context, const coding_stats_chance_design *design)
{
    diag_warning(context, "chance-too-large", (diag_place){0},
                 "%zu respondents, %zu codes and a threshold of %zu are more "
                 "than the exact computation follows",
                 design->respondents, design->codes, design->threshold);
    return CODING_EDATA;
}

/* The estimate holds for respondents who name up to half of the codes. */
static coding_status
respondent_cost(coding_context *context,
                const coding_stats_chance_design *design, double *out)
{
    *out = 0;
    for (size_t i = 0; i < design->respondents; i++)
        if (2 * design->named[i] > design->codes)
            return CODING_OK;
    return stats_chance_respondent_cost(context, design, out);
}

/* The cheaper way, and the other when that was a mistake. */
static coding_status
follow(coding_context *context, const coding_stats_chance_design *design,
       double *out)
{
    double by_code = stats_chance_code_cost(design);
    double by_respondent = STATS_INFINITY;
    coding_status status = CODING_OK;

    if (by_code > CHEAP)
        status = respondent_cost(context, design, &by_respondent);
    if (status != CODING_OK)
        return status;
    status = CODING_EDATA;
    if (isfinite(by_respondent) && (by_respondent < by_code || by_code > DEAR))
        status = stats_chance_by_respondent(context, design, out);
    if (status == CODING_EDATA && by_code <= DEAR)
        status = stats_chance_by_code(context, design, out);
    return status;
}

coding_status
coding_stats_chance_codes(coding_context *context,
                          const coding_stats_chance_design *design, double *out)
{
    coding_status status = check(context, design);

    if (status != CODING_OK)
        return status;
    if (design->threshold == 0 || design->threshold > design->respondents) {
        for (size_t k = 0; k <= design->codes; k++)
            out[k] = 0;
        out[design->threshold == 0 ? design->codes : 0] = 1;
        return CODING_OK;
    }
    status = follow(context, design, out);
    return status == CODING_EDATA ? too_large(context, design) : status;
}

static coding_status
put(const coding_figure_sink *sink, const char *statistic, double value)
{
    coding_figure figure = {statistic, 0, 0, value};

    return sink->take(sink->user, &figure);
}

static coding_status
at_least_p(coding_context *context, const coding_stats_chance_design *design,
           size_t at_least, double *out)
{
    double *p = NULL;
    double sum = 0;
    coding_status status;

    if (at_least == 0 || at_least > design->codes) {
        *out = at_least == 0 ? 1 : 0;
        return CODING_OK;
    }
    status = base_alloc(context, (design->codes + 1) * sizeof *p,
                        (void **)(void *)&p);
    if (status == CODING_OK)
        status = coding_stats_chance_codes(context, design, p);
    if (status == CODING_OK) {
        for (size_t k = design->codes + 1; k > at_least; k--)
            sum += p[k - 1];
        *out = sum;
    }
    base_free(context, p);
    return status;
}

coding_status
coding_stats_chance(coding_context *context,
                    const coding_stats_chance_design *design, size_t at_least,
                    const coding_figure_sink *sink)
{
    double one = 0;
    double joint = 0;
    coding_status status = coding_stats_chance_code(context, design, &one);

    if (status == CODING_OK)
        status = put(sink, "chance_p_code", one);
    if (status == CODING_OK)
        status = put(sink, "chance_expected", one * (double)design->codes);
    if (status == CODING_OK)
        status = at_least_p(context, design, at_least, &joint);
    if (status == CODING_OK)
        status = put(sink, "chance_p_at_least", joint);
    return status;
}
