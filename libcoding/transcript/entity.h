/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Character references of captions and HTML. For the room transcript alone. */
#ifndef TRANSCRIPT_ENTITY_H
#define TRANSCRIPT_ENTITY_H

#include <coding/span.h>

#include <stdint.h>

#include "base/buffer.h"

/* The bytes of the reference text begins with ("&amp;", "&#233;", "&#xE9;"),
   0: it begins with none that is known. */
size_t entity_find(coding_span text, uint32_t *point);
/* Appends text with its references replaced; unknown ones stay. */
void entity_add_text(buffer *out, coding_span text);

#endif
