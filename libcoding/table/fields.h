/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A line at its separators, where nothing is quoted. */
#ifndef TABLE_FIELDS_H
#define TABLE_FIELDS_H

#include <coding/context.h>
#include <coding/span.h>

/* Cells of a line, into *cells, which is grown with BASE_GROW. Borrowed from
   line. */
CODING_MUST_USE coding_status fields_split(coding_context *context,
                                           coding_span line, char separator,
                                           coding_span **cells,
                                           size_t *capacity, size_t *count);

#endif
