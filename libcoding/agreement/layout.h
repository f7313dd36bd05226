/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines for people with aligned columns. */
#ifndef AGREEMENT_LAYOUT_H
#define AGREEMENT_LAYOUT_H

#include "base/buffer.h"
#include "base/sentence.h"

enum { LAYOUT_COUNT = 6, LAYOUT_SHARE = 7, LAYOUT_INTERVAL = 18 };

/* A name, filled with spaces to width code points; longer ones are whole. */
void layout_name(buffer *out, coding_span name, size_t width);
/* Texts and numbers at the right of so many columns. NaN is a hyphen. */
void layout_text(buffer *out, const char *text, size_t width);
void layout_count(buffer *out, double count);
void layout_share(buffer *out, double value);
/* " .48 [.16, .80]" */
void layout_interval(buffer *out, double value, double low, double high);
/* The widest of count names, at most 32. */
size_t layout_width(const coding_span *names, size_t count);

#endif
