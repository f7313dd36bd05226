/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `coding new`: a folder to begin a study with. See coding(1). */
#include "cli/starter.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/diag.h"
#include "cli/run.h"
#include "io/error.h"
#include "io/output.h"

typedef struct {
    const char *name;
    coding_span (*bytes)(void); /* NULL: a folder */
} starter_file;

static const starter_file files[] = {
    {"README.md", starter_readme},
    {"participants.tsv", starter_participants},
    {"study.guide", starter_guide},
    {"study.codebook", starter_codebook},
    {"analysis.sh", starter_analysis},
    {"interviews", NULL},
    {"interviews/workshop-1.txt", starter_interview},
};

enum { FILES = sizeof files / sizeof *files };

static coding_status
make_path(buffer *path, const char *folder, const char *name)
{
    buffer_reset(path);
    buffer_add_text(path, folder);
    buffer_add_byte(path, '/');
    buffer_add_text(path, name);
    return buffer_status(path);
}

static coding_status
write_file(coding_context *context, const char *path, coding_span bytes)
{
    output *to = NULL;
    coding_status status = output_open(context, path, NULL, &to);

    if (status != CODING_OK)
        return status;
    if (fwrite(bytes.at, 1, bytes.length, output_file(to)) != bytes.length) {
        status = output_failure(context, path);
        output_abandon(to);
        return status;
    }
    return output_commit(to);
}

static coding_status
make_one(coding_context *context, const starter_file *file, const char *path)
{
    if (file->bytes != NULL)
        return write_file(context, path, file->bytes());
    if (mkdir(path, 0777) == 0)
        return CODING_OK;
    return io_error(context, "starter-folder", path, "cannot be made");
}

/* Half a study is none: what was made goes away again. */
static void
unmake(const char *folder, size_t count, buffer *path)
{
    while (count-- > 0) {
        if (make_path(path, folder, files[count].name) != CODING_OK)
            return;
        if (files[count].bytes != NULL)
            (void)unlink(buffer_text(path)); /* nothing left to try */
        else
            (void)rmdir(buffer_text(path)); /* the same */
    }
    (void)rmdir(folder); /* the same */
}

coding_status
cli_start_study(cli *run, const char *folder)
{
    coding_context *context = cli_context(run);
    coding_status status = CODING_OK;
    size_t made = 0;
    buffer path;

    if (mkdir(folder, 0777) != 0) {
        if (errno == EEXIST)
            return diag_error(context, CODING_EDATA, "starter-there",
                              (diag_place){.file = folder},
                              "is there already; nothing was written");
        return io_error(context, "starter-folder", folder, "cannot be made");
    }
    buffer_init(&path, context);
    while (status == CODING_OK && made < FILES) {
        status = make_path(&path, folder, files[made].name);
        if (status == CODING_OK)
            status = make_one(context, &files[made], buffer_text(&path));
        if (status == CODING_OK)
            made++;
    }
    if (status != CODING_OK)
        unmake(folder, made, &path);
    buffer_free(&path);
    return status;
}
