/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The reader, for tests and fuzzing: streams that are in memory. */
#ifndef TABLE_READER_H
#define TABLE_READER_H

#include <coding/stream.h>

#include "io/input.h"

/* As coding_reader_open, over count texts; names are what diagnostics call
   them. Everything is borrowed for the reader's life. */
CODING_MUST_USE coding_status reader_open_bytes(
    coding_context *context, const char *const *names, const coding_span *texts,
    size_t count, const coding_reader_options *options, coding_reader **out);

/* Hands over the input of a source, which is freed. */
input *source_release(coding_source *source);

#endif
