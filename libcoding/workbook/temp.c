/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Temporary files in a folder of the caller's. See workbook/temp.h. */
#include "workbook/temp.h"

#include <stdlib.h>
#include <unistd.h>

#include "io/error.h"

coding_status
temp_failure(coding_context *context, const char *folder)
{
    return io_error(context, "workbook-temp", folder,
                    "cannot write a temporary file");
}

static coding_status
make_file(coding_context *context, const char *folder, buffer *path, int *out)
{
    int file;

    buffer_reset(path);
    buffer_add_text(path, folder);
    buffer_add_text(path, "/xlsx-XXXXXX");
    buffer_add_byte(path, '\0');
    if (buffer_status(path) != CODING_OK)
        return buffer_status(path);
    file = mkstemp(path->bytes);
    if (file < 0) {
        buffer_reset(path);
        return temp_failure(context, folder);
    }
    *out = file;
    return CODING_OK;
}

coding_status
temp_name(coding_context *context, const char *folder, buffer *path)
{
    int file = -1;
    coding_status status = make_file(context, folder, path, &file);

    if (status == CODING_OK)
        close(file);
    return status;
}

coding_status
temp_open(coding_context *context, const char *folder, FILE **out)
{
    int file = -1;
    FILE *opened = NULL;
    coding_status status;
    buffer path;

    buffer_init(&path, context);
    status = make_file(context, folder, &path, &file);
    if (status == CODING_OK) {
        unlink(path.bytes);
        opened = fdopen(file, "w+b");
        if (opened == NULL) {
            status = temp_failure(context, folder);
            close(file);
        }
    }
    buffer_free(&path);
    if (status == CODING_OK)
        *out = opened;
    return status;
}
