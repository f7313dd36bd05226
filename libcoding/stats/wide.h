/* SPDX-License-Identifier: GPL-2.0-or-later */
/* 128-bit integers, for numerators that must be exact. The only place of the
   room that names the compiler's type. */
#ifndef STATS_WIDE_H
#define STATS_WIDE_H

#include <stdint.h>

__extension__ typedef __int128 stats_wide;
__extension__ typedef unsigned __int128 stats_wide_unsigned;

static inline stats_wide
stats_wide_times(uint64_t a, uint64_t b)
{
    return (stats_wide)((stats_wide_unsigned)a * b);
}

/* Correctly rounded; quick where 64 bits are enough. */
static inline double
stats_wide_double(stats_wide number)
{
    int64_t narrow = (int64_t)number;

    return narrow == number ? (double)narrow : (double)number;
}

#endif
