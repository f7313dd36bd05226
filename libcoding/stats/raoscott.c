/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rao-Scott corrections of a sum of statistics. See stats/raoscott.h. */
#include "stats/raoscott.h"

#include <math.h>

#include "stats/distribution.h"

static const stats_test_names whole[] = {STATS_TEST_NAMES("rs1"),
                                         STATS_TEST_NAMES("rs2"),
                                         STATS_TEST_NAMES("rs2_sat")};
static const stats_test_names half[] = {STATS_TEST_NAMES("half_rs1"),
                                        STATS_TEST_NAMES("half_rs2"),
                                        STATS_TEST_NAMES("half_rs2_sat")};

/* With l the eigenvalues of the matrix, x2s is distributed as a sum of l times
   chi-square on 1: rs1 has its mean, rs2_sat its mean and variance, rs2 is
   rs2_sat as if the mean of l were 1. */
static void
corrections(const stats_raoscott *sum, double x2, const stats_test_names *names,
            stats_delivery *to)
{
    double first = sum->trace;
    double second = sum->trace2;

    if (!(second > 0))
        first = second = STATS_NAN;
    stats_deliver_test(to, &names[0], x2 * sum->df / first, sum->df);
    stats_deliver_test(to, &names[1], x2 * sum->df / second,
                       sum->df * sum->df / second);
    stats_deliver_test(to, &names[2], x2 * first / second,
                       first * first / second);
}

void
stats_raoscott_deliver(const stats_raoscott *sum, stats_delivery *to)
{
    stats_raoscott defined = *sum;
    double bonferroni = (double)sum->parts * sum->smallest_p;

    if (!(sum->df > 0)) /* one group, or no item that tells them apart */
        defined.x2s = defined.half = bonferroni = STATS_NAN;
    stats_deliver(to, "x2s", defined.x2s);
    stats_deliver(to, "x2s_half", defined.half);
    stats_deliver(to, "x2s_df", sum->df);
    stats_deliver(to, "x2s_naive_p",
                  coding_stats_chisq_upper(defined.x2s, sum->df));
    stats_deliver(to, "bonferroni_p", bonferroni > 1 ? 1 : bonferroni);
    stats_deliver(to, "trace", sum->trace);
    stats_deliver(to, "trace2", sum->trace2);
    corrections(&defined, defined.x2s, whole, to);
    stats_deliver(to, "half_trace", sum->trace);
    stats_deliver(to, "half_trace2", sum->trace2);
    corrections(&defined, defined.half, half, to);
}
