/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A failed system call as a diagnostic. */
#ifndef IO_ERROR_H
#define IO_ERROR_H

#include <coding/context.h>

/* Tells `WHAT: REASON`, the reason being errno's, for the file (NULL: none).
   Returns CODING_ESYSTEM. */
coding_status io_error(coding_context *context, const char *id,
                       const char *file, const char *what);

#endif
