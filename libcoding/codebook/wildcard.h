/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Words and phrases with wildcards to regexes: whole words, `*` any number of
   word characters, `?` one, white space any white space. */
#ifndef CODEBOOK_WILDCARD_H
#define CODEBOOK_WILDCARD_H

#include <coding/span.h>

#include "base/buffer.h"

/* Not only wildcards and spaces: something in it stands for itself. */
bool wildcard_is_word(coding_span text);
/* Appends the regex of one word or phrase (valid UTF-8, trimmed). */
void wildcard_add(coding_span text, buffer *out);
/* The longest first, so that of two that start together the longer one is
   found. */
void wildcard_sort(coding_span *items, size_t count);
/* Appends one regex for count of them, tried in this order. */
void wildcard_add_list(const coding_span *items, size_t count, buffer *out);

#endif
