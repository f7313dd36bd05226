/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Damerau-Levenshtein distance (optimal string alignment). */
#include "base/nearest.h"

#include <stdint.h>

enum { LONGEST = 63 };

static size_t
least(size_t a, size_t b)
{
    return a < b ? a : b;
}

size_t
nearest_distance(coding_span a, coding_span b)
{
    size_t rows[3][LONGEST + 1];
    size_t *two = rows[0], *one = rows[1], *now = rows[2];

    if (a.length > LONGEST || b.length > LONGEST)
        return SIZE_MAX;
    for (size_t j = 0; j <= b.length; j++) {
        one[j] = j;
        two[j] = j;
    }
    for (size_t i = 1; i <= a.length; i++) {
        size_t *spare = two;

        now[0] = i;
        for (size_t j = 1; j <= b.length; j++) {
            size_t cost = a.at[i - 1] == b.at[j - 1] ? 0 : 1;

            now[j] =
                least(least(one[j] + 1, now[j - 1] + 1), one[j - 1] + cost);
            if (i > 1 && j > 1 && a.at[i - 1] == b.at[j - 2] &&
                a.at[i - 2] == b.at[j - 1])
                now[j] = least(now[j], two[j - 2] + 1);
        }
        two = one;
        one = now;
        now = spare;
    }
    return one[b.length];
}

bool
nearest_is_near(coding_span word, size_t distance)
{
    return distance <= 3 && distance * 3 <= word.length + 2;
}
