/* SPDX-License-Identifier: GPL-2.0-or-later */
/* "did you mean": the known word nearest to a mistyped one. */
#ifndef BASE_NEAREST_H
#define BASE_NEAREST_H

#include <coding/span.h>

/* Edits (insert, delete, replace, swap neighbours) from a to b, by bytes;
   words longer than 63 bytes are as far as can be. */
size_t nearest_distance(coding_span a, coding_span b);
/* Whether a distance is near enough to suggest: at most a third of the
   word, at most 3. */
bool nearest_is_near(coding_span word, size_t distance);

#endif
