/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Cochran's Q. See stats/equality.h. */
#include "stats/equality.h"

#include <math.h>

#include "stats/distribution.h"

void
stats_equality_deliver(const size_t *totals, size_t items, uint64_t squares,
                       stats_delivery *to)
{
    static const stats_test_names names = STATS_TEST_NAMES("cochran_q");
    stats_wide all = 0;
    stats_wide between = 0;
    double df = (double)items - 1;
    double q = STATS_NAN;
    double naive = STATS_NAN;
    stats_wide within;

    for (size_t j = 0; j < items; j++) {
        all += (stats_wide)totals[j];
        between += stats_wide_times(totals[j], totals[j]);
    }
    between = (stats_wide)items * between - all * all;
    within = (stats_wide)items * all - (stats_wide)squares;
    if (within > 0)
        q = df * stats_wide_double(between) / stats_wide_double(within);
    if (all > 0)
        naive = stats_wide_double(between) / stats_wide_double(all);
    stats_deliver_test(to, &names, q, df);
    stats_deliver(to, "gof_naive_x2", naive);
    stats_deliver(to, "gof_naive_p", coding_stats_chisq_upper(naive, df));
}
