/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Respondents drawn with replacement, two to a random number. */
#ifndef STATS_DRAW_H
#define STATS_DRAW_H

#include <coding/stats_random.h>

/* count numbers below n (1 .. 2^32 - 1), each equally likely, without bias:
   Lemire 2019 on halves of 64 bits. */
void stats_draw(coding_stats_random *random, uint32_t n, size_t count,
                uint32_t *out);

#endif
