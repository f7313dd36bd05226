/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Seeded random numbers: the same seed gives the same numbers on every
   machine. The state is the caller's. See coding_stats_random(3). */
#ifndef CODING_STATS_RANDOM_H
#define CODING_STATS_RANDOM_H

#include <coding/status.h>

#include <stddef.h>
#include <stdint.h>

/* xoshiro256** 1.0 (Blackman & Vigna 2021, ACM Trans. Math. Softw. 47, 36),
   period 2^256 - 1. Not for secrets. Begin with coding_stats_random_seed. */
typedef struct {
    uint64_t state[4];
} coding_stats_random;

/* Fills the state from a seed by splitmix64 (Steele, Lea & Flood 2014), as the
   authors of xoshiro advise. Any seed is good, 0 too. */
CODING_API void coding_stats_random_seed(coding_stats_random *random,
                                         uint64_t seed);
/* The next 64 random bits. */
CODING_API uint64_t coding_stats_random_next(coding_stats_random *random);
/* 0 .. bound - 1, each equally likely, without bias (Lemire 2019, ACM Trans.
   Model. Comput. Simul. 29, 3). bound must not be 0. */
CODING_API uint64_t coding_stats_random_below(coding_stats_random *random,
                                              uint64_t bound);
/* A multiple of 2^-53 in [0, 1), each equally likely. */
CODING_API double coding_stats_random_unit(coding_stats_random *random);
/* Every order of the count items equally likely (Fisher & Yates; Durstenfeld
   1964). items may be NULL when count is 0. */
CODING_API void coding_stats_random_shuffle(coding_stats_random *random,
                                            uint32_t *items, size_t count);
/* Advances the state by 2^128 steps: streams that never overlap. */
CODING_API void coding_stats_random_jump(coding_stats_random *random);

#endif
