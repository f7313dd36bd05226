/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One sample: are the items named equally often? */
#ifndef STATS_EQUALITY_H
#define STATS_EQUALITY_H

#include <stdint.h>

#include "stats/deliver.h"
#include "stats/wide.h"

/* cochran_q (Cochran 1950, Biometrika 37, 256-266), gof_naive_x2 and
   gof_naive_p. totals: respondents naming each item; squares: the sum over
   respondents of the squared number of items named. */
void stats_equality_deliver(const size_t *totals, size_t items,
                            uint64_t squares, stats_delivery *to);

#endif
