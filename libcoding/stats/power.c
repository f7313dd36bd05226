/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Power of chi-square tests. See coding/stats_power.h. */
#include <coding/stats_power.h>

#include <math.h>

#include "base/diag.h"
#include "stats/deliver.h"
#include "stats/distribution.h"
#include "stats/root.h"

static coding_status
refuse(coding_context *context, const char *what, double value)
{
    return diag_error(context, CODING_EUSAGE, "power-range", (diag_place){0},
                      "%s is %g, which has no meaning for a power", what,
                      value);
}

static coding_status
check(coding_context *context, const coding_stats_power_design *design)
{
    if (!isfinite(design->effect) || design->effect <= 0)
        return refuse(context, "the effect", design->effect);
    if (!isfinite(design->df) || design->df <= 0)
        return refuse(context, "the number of degrees of freedom", design->df);
    if (!(design->alpha > 0) || !(design->alpha < 1))
        return refuse(context, "alpha", design->alpha);
    if (!isfinite(design->design_effect) || design->design_effect < 0)
        return refuse(context, "the design effect", design->design_effect);
    return CODING_OK;
}

/* Noncentrality of one respondent. */
static double
each(const coding_stats_power_design *design)
{
    double effect = design->effect * design->effect;

    return design->design_effect > 0 ? effect / design->design_effect : effect;
}

coding_status
coding_stats_power(coding_context *context,
                   const coding_stats_power_design *design, double n,
                   double *out)
{
    coding_status status = check(context, design);

    if (status == CODING_OK && (!isfinite(n) || n <= 0))
        status = refuse(context, "the number of respondents", n);
    if (status == CODING_OK)
        *out = coding_stats_noncentral_chisq_upper(
            coding_stats_chisq_upper_quantile(design->alpha, design->df),
            design->df, n * each(design));
    return status;
}

typedef struct {
    double critical, df, power;
} target;

static double
surplus(const void *user, double lambda)
{
    const target *wanted = user;

    return coding_stats_noncentral_chisq_upper(wanted->critical, wanted->df,
                                               lambda) -
           wanted->power;
}

coding_status
coding_stats_power_n(coding_context *context,
                     const coding_stats_power_design *design, double power,
                     double *out)
{
    target wanted = {0, design->df, power};
    double high = 1;
    coding_status status = check(context, design);

    if (status == CODING_OK && (!(power > design->alpha) || !(power < 1)))
        status = refuse(context, "the power", power);
    if (status != CODING_OK)
        return status;
    wanted.critical =
        coding_stats_chisq_upper_quantile(design->alpha, design->df);
    while (surplus(&wanted, high) < 0 && high < 1e12)
        high *= 2;
    *out = stats_root(surplus, &wanted, 0, high, 0) / each(design);
    return CODING_OK;
}

coding_status
coding_stats_power_figures(coding_context *context,
                           const coding_stats_power_design *design, double n,
                           const coding_figure_sink *sink)
{
    stats_delivery to = {sink, CODING_OK};
    double power = 0;
    double most = 0;
    double some = 0;
    coding_status status = coding_stats_power(context, design, n, &power);

    if (status == CODING_OK && design->alpha < 0.8)
        status = coding_stats_power_n(context, design, 0.8, &some);
    if (status == CODING_OK && design->alpha < 0.8)
        status = coding_stats_power_n(context, design, 0.9, &most);
    if (status == CODING_OK && design->alpha >= 0.8)
        some = most = STATS_NAN;
    stats_deliver(&to, "power", power);
    stats_deliver(&to, "n_for_power80", some);
    stats_deliver(&to, "n_for_power90", most);
    return status == CODING_OK ? to.status : status;
}
