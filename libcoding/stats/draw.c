/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Respondents drawn with replacement. See stats/draw.h. */
#include "stats/draw.h"

#include <stdbool.h>

void
stats_draw(coding_stats_random *random, uint32_t n, size_t count, uint32_t *out)
{
    uint32_t surplus = (0 - n) % n; /* 2^32 modulo n */
    uint64_t bits = 0;
    bool is_half = false; /* the upper half of bits is unused */
    size_t i = 0;

    while (i < count) {
        uint64_t product;

        bits = is_half ? bits >> 32 : coding_stats_random_next(random);
        is_half = !is_half;
        product = (bits & 0xffffffffU) * n;
        if ((uint32_t)product >= surplus)
            out[i++] = (uint32_t)(product >> 32);
    }
}
