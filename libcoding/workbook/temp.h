/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Temporary files in a folder of the caller's. */
#ifndef WORKBOOK_TEMP_H
#define WORKBOOK_TEMP_H

#include <stdio.h>

#include "base/buffer.h"

/* A new empty file in folder; its name, NUL-terminated, in path. */
CODING_MUST_USE coding_status temp_name(coding_context *context,
                                        const char *folder, buffer *path);
/* A new file that has no name: it is gone when closed. Owned. */
CODING_MUST_USE coding_status temp_open(coding_context *context,
                                        const char *folder, FILE **out);
/* Tells what errno says of folder; returns CODING_ESYSTEM. */
coding_status temp_failure(coding_context *context, const char *folder);

#endif
