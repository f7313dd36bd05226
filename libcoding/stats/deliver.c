/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Figures on their way to the caller's sink. See stats/deliver.h. */
#include "stats/deliver.h"

#include "stats/distribution.h"

void
stats_deliver_at(stats_delivery *to, const char *statistic, size_t row,
                 size_t column, double value)
{
    coding_figure figure = {statistic, row, column, value};

    if (to->status == CODING_OK)
        to->status = to->sink->take(to->sink->user, &figure);
}

void
stats_deliver(stats_delivery *to, const char *statistic, double value)
{
    stats_deliver_at(to, statistic, 0, 0, value);
}

void
stats_deliver_test(stats_delivery *to, const stats_test_names *names,
                   double statistic, double df)
{
    stats_tails tails = stats_chisq_tails(statistic, df);

    stats_deliver(to, names->statistic, statistic);
    stats_deliver(to, names->df, df);
    stats_deliver(to, names->p, tails.upper);
    stats_deliver(to, names->logp, tails.log_upper);
    stats_deliver(to, names->plower, tails.lower);
}
