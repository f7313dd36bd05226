/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The random number generator. See coding/stats_random.h. */
#include <coding/stats_random.h>

#include "stats/wide.h"

static uint64_t
rotate(uint64_t bits, unsigned by)
{
    return (bits << by) | (bits >> (64 - by));
}

static uint64_t
splitmix(uint64_t *state)
{
    uint64_t bits = *state += 0x9e3779b97f4a7c15U;

    bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9U;
    bits = (bits ^ (bits >> 27)) * 0x94d049bb133111ebU;
    return bits ^ (bits >> 31);
}

void
coding_stats_random_seed(coding_stats_random *random, uint64_t seed)
{
    for (size_t i = 0; i < 4; i++)
        random->state[i] = splitmix(&seed);
}

uint64_t
coding_stats_random_next(coding_stats_random *random)
{
    uint64_t *s = random->state;
    uint64_t result = rotate(s[1] * 5, 7) * 9;
    uint64_t kept = s[1] << 17;

    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= kept;
    s[3] = rotate(s[3], 45);
    return result;
}

uint64_t
coding_stats_random_below(coding_stats_random *random, uint64_t bound)
{
    stats_wide_unsigned product =
        (stats_wide_unsigned)coding_stats_random_next(random) * bound;

    if ((uint64_t)product < bound) {
        /* 2^64 modulo bound: so many low parts are one too many. */
        uint64_t surplus = (0 - bound) % bound;

        while ((uint64_t)product < surplus)
            product =
                (stats_wide_unsigned)coding_stats_random_next(random) * bound;
    }
    return (uint64_t)(product >> 64);
}

double
coding_stats_random_unit(coding_stats_random *random)
{
    return (double)(coding_stats_random_next(random) >> 11) * 0x1p-53;
}

void
coding_stats_random_shuffle(coding_stats_random *random, uint32_t *items,
                            size_t count)
{
    for (size_t left = count; left > 1; left--) {
        size_t pick = (size_t)coding_stats_random_below(random, left);
        uint32_t kept = items[left - 1];

        items[left - 1] = items[pick];
        items[pick] = kept;
    }
}

void
coding_stats_random_jump(coding_stats_random *random)
{
    static const uint64_t jump[4] = {0x180ec6d33cfd0abaU, 0xd5a61266f0c9392cU,
                                     0xa9582618e03fc9aaU, 0x39abdc4529b1661cU};
    coding_stats_random end = {{0, 0, 0, 0}};

    for (size_t word = 0; word < 4; word++) {
        for (unsigned bit = 0; bit < 64; bit++) {
            if ((jump[word] >> bit & 1) != 0)
                for (size_t i = 0; i < 4; i++)
                    end.state[i] ^= random->state[i];
            (void)coding_stats_random_next(random); /* only the step counts */
        }
    }
    *random = end;
}
