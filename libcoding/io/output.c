/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bytes out, checked. See io/output.h. */
#include "io/output.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/diag.h"
#include "base/memory.h"
#include "io/error.h"

enum { TRIES = 1000, LINKS = 16, LINK_BYTES = 4096 };

struct output {
    coding_context *context;
    const char *path; /* as the user named it; NULL: standard */
    FILE *file;
    bool secret;   /* for its owner alone */
    buffer target; /* path with links followed */
    buffer beside; /* name of the file being written; empty: path itself */
};

coding_status
output_failure(coding_context *context, const char *file)
{
    return io_error(context, "output-failed", file, "cannot write");
}

static void
free_output(output *to)
{
    buffer_free(&to->beside);
    buffer_free(&to->target);
    base_free(to->context, to);
}

/* Follows symbolic links, so that the file they name is replaced and not the
   link. What cannot be followed is left for open to complain of. */
static coding_status
follow(output *to)
{
    char link[LINK_BYTES];

    buffer_add_text(&to->target, to->path);
    for (unsigned i = 0; i < LINKS; i++) {
        ssize_t length = readlink(buffer_text(&to->target), link, sizeof link);
        const char *slash;

        if (length <= 0 || (size_t)length >= sizeof link)
            break;
        slash = strrchr(buffer_text(&to->target), '/');
        to->target.length =
            link[0] == '/' || slash == NULL
                ? 0
                : (size_t)(slash + 1 - buffer_text(&to->target));
        buffer_add(&to->target, (coding_span){link, (size_t)length});
    }
    return buffer_status(&to->target);
}

/* A new file beside the target with the target's rights, if it is there. */
static int
create_beside(output *to, const struct stat *facts)
{
    int file = -1;

    for (unsigned i = 0; i < TRIES && file < 0; i++) {
        buffer_reset(&to->beside);
        buffer_add(&to->beside, buffer_span(&to->target));
        buffer_add_text(&to->beside, ".part");
        buffer_add_unsigned(&to->beside, (uint64_t)getpid());
        buffer_add_text(&to->beside, "-");
        buffer_add_unsigned(&to->beside, i);
        if (buffer_status(&to->beside) != CODING_OK)
            return -1;
        file = open(buffer_text(&to->beside),
                    O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
                    to->secret ? 0600 : 0666);
        if (file < 0 && errno != EEXIST)
            break;
    }
    if (file < 0)
        buffer_reset(&to->beside);
    else if (facts != NULL && !to->secret)
        /* Without the right to do so the file keeps the user's default. */
        (void)fchmod(file, facts->st_mode & 0777);
    return file;
}

static coding_status
open_path(output *to)
{
    struct stat facts;
    bool there = stat(to->path, &facts) == 0;
    coding_status status;
    int file;

    if (there && S_ISDIR(facts.st_mode))
        return diag_error(to->context, CODING_EDATA, "output-folder",
                          (diag_place){.file = to->path},
                          "is a folder; name a file in it");
    /* A file that may not be written is not replaced either. */
    if (there && access(to->path, W_OK) != 0)
        return output_failure(to->context, to->path);
    status = follow(to);
    if (status != CODING_OK)
        return status;
    if (there && !S_ISREG(facts.st_mode))
        file = open(to->path, O_WRONLY | O_CLOEXEC);
    else
        file = create_beside(to, there ? &facts : NULL);
    if (buffer_status(&to->beside) != CODING_OK)
        return buffer_status(&to->beside);
    if (file >= 0)
        to->file = fdopen(file, "wb");
    if (to->file != NULL)
        return CODING_OK;
    if (file >= 0)
        close(file);
    return output_failure(to->context, to->path);
}

static coding_status
open_output(coding_context *context, const char *path, FILE *standard,
            bool secret, output **out)
{
    output *to = NULL;
    coding_status status = BASE_NEW(context, &to);

    if (status != CODING_OK)
        return status;
    to->context = context;
    to->secret = secret;
    buffer_init(&to->target, context);
    buffer_init(&to->beside, context);
    if (!secret && (path == NULL || strcmp(path, "-") == 0)) {
        to->file = standard;
    } else {
        to->path = path;
        status = open_path(to);
    }
    if (status != CODING_OK) {
        output_abandon(to);
        return status;
    }
    *out = to;
    return CODING_OK;
}

coding_status
output_open(coding_context *context, const char *path, FILE *standard,
            output **out)
{
    return open_output(context, path, standard, false, out);
}

coding_status
output_open_private(coding_context *context, const char *path, output **out)
{
    return open_output(context, path, NULL, true, out);
}

FILE *
output_file(const output *to)
{
    return to->file;
}

coding_status
output_commit(output *to)
{
    coding_context *context = to->context;
    coding_status status = CODING_OK;

    errno = 0;
    if (fflush(to->file) != 0 || ferror(to->file) != 0)
        status = output_failure(context, to->path);
    if (status == CODING_OK && to->path != NULL) {
        int closed = fclose(to->file);

        to->file = NULL;
        if (closed != 0)
            status = output_failure(context, to->path);
    }
    if (status == CODING_OK && to->beside.length > 0) {
        if (rename(buffer_text(&to->beside), buffer_text(&to->target)) == 0)
            buffer_reset(&to->beside);
        else
            status = output_failure(context, to->path);
    }
    output_abandon(to);
    return status;
}

void
output_abandon(output *to)
{
    if (to == NULL)
        return;
    if (to->path != NULL && to->file != NULL)
        (void)fclose(to->file); /* what was written is thrown away */
    if (to->beside.length > 0)
        unlink(buffer_text(&to->beside));
    free_output(to);
}
