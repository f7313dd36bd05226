/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A failed system call as a diagnostic. See io/error.h. */
#include "io/error.h"

#include <errno.h>
#include <string.h>

#include "base/diag.h"

coding_status
io_error(coding_context *context, const char *id, const char *file,
         const char *what)
{
    char reason[256];

    if (errno == 0 || strerror_r(errno, reason, sizeof reason) != 0)
        strcpy(reason, "unknown reason");
    return diag_error(context, CODING_ESYSTEM, id, (diag_place){.file = file},
                      "%s: %s", what, reason);
}
