/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What one code point becomes in the matching copy. For the room alone. */
#ifndef PATTERN_FOLD_POINTS_H
#define PATTERN_FOLD_POINTS_H

#include <stdbool.h>
#include <stdint.h>

/* 0: it is removed; ' ': white space of any kind; otherwise the code point. */
uint32_t fold_point(uint32_t point);
/* A hyphen that may cut a word at a line end. */
bool fold_is_hyphen(uint32_t point);

enum { FOLD_SOFT_HYPHEN = 0xAD };

#endif
