/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sums of many doubles that lose nothing on the way (Neumaier 1974). */
#ifndef STATS_SUM_H
#define STATS_SUM_H

typedef struct {
    double total, lost;
} stats_sum; /* all zero is 0 */

static inline void
stats_sum_add(stats_sum *sum, double term)
{
    double total = sum->total + term;
    double size = sum->total < 0 ? -sum->total : sum->total;

    if (size >= (term < 0 ? -term : term))
        sum->lost += (sum->total - total) + term;
    else
        sum->lost += (term - total) + sum->total;
    sum->total = total;
}

static inline double
stats_sum_value(const stats_sum *sum)
{
    return sum->total + sum->lost;
}

#endif
