/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Figures on their way to the caller's sink. Once the sink has refused one
   the rest are not given: deliver freely and look at status at the end. */
#ifndef STATS_DELIVER_H
#define STATS_DELIVER_H

#include <coding/figure.h>

typedef struct {
    const coding_figure_sink *sink; /* borrowed */
    coding_status status;
} stats_delivery;

/* The names of a chi-square test's figures. Static. */
typedef struct {
    const char *statistic, *df, *p, *logp, *plower;
} stats_test_names;
#define STATS_TEST_NAMES(name)                                                 \
    {                                                                          \
        name, name "_df", name "_p", name "_logp", name "_plower"              \
    }

/* A figure of the whole set. */
void stats_deliver(stats_delivery *to, const char *statistic, double value);
/* A figure of a row and column, from 1; 0: none. */
void stats_deliver_at(stats_delivery *to, const char *statistic, size_t row,
                      size_t column, double value);
/* The five figures of a chi-square statistic on df degrees of freedom. */
void stats_deliver_test(stats_delivery *to, const stats_test_names *names,
                        double statistic, double df);

#endif
