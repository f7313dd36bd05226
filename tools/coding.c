/* SPDX-License-Identifier: GPL-2.0-or-later */
/* coding - one front for all tools, and what to do about a name clash.
   See coding(1). */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/cli.h"
#include "tool_table.h"

static const cli_option options[] = {
    {0, NULL, CLI_FLAG, NULL, NULL, 0},
};

static const cli_tool tool = {
    "coding",
    "TOOL [ARGUMENT ...] | new FOLDER | doctor",
    "Run a coding tool by name, begin a study in a new folder, or look whether "
    "the\nnames are free. Tools:\n" TOOL_NAMES,
    options,
    "coding code -b factors.codebook interviews/* | coding tally\n"
    "coding new my-study && sh my-study/analysis.sh\n"
    "coding doctor\n",
    NULL,
    0,
    0,
};

/* The first file called name in PATH that can be run; false: none. */
static bool
find_in_path(const char *name, char *found, size_t size)
{
    const char *path = getenv("PATH");

    while (path != NULL && *path != '\0') {
        size_t length = strcspn(path, ":");
        struct stat about;
        int wrote = snprintf(found, size, "%.*s/%s", (int)length, path, name);

        if (wrote > 0 && (size_t)wrote < size && stat(found, &about) == 0 &&
            S_ISREG(about.st_mode) && access(found, X_OK) == 0)
            return true;
        path += length + (path[length] == ':');
    }
    return false;
}

/* Ours when the words of `--version` stand in the file: it is not run. */
static bool
is_ours(const char *path)
{
    static const char mark[] = "(coding tools)";
    FILE *file = fopen(path, "rb");
    size_t matched = 0;
    int byte;

    if (file == NULL)
        return false;
    while (matched < sizeof mark - 1 && (byte = getc(file)) != EOF) {
        if (byte == mark[matched])
            matched++;
        else
            matched = byte == mark[0] ? 1 : 0;
    }
    if (fclose(file) != 0)
        return false;
    return matched == sizeof mark - 1;
}

/* One line a tool; the number of names that others hold. prefix: of this
   installation's names (PROGRAM_PREFIX), as in "cd-". */
static unsigned
check_names(const char *prefix)
{
    unsigned taken = 0;

    for (size_t i = 0; i < sizeof tool_entries / sizeof *tool_entries; i++) {
        char name[NAME_MAX], found[PATH_MAX];
        const char *plain = tool_entries[i].name;
        int wrote = snprintf(name, sizeof name, "%s%s", prefix, plain);

        if (wrote < 0 || (size_t)wrote >= sizeof name)
            continue;
        if (!find_in_path(name, found, sizeof found)) {
            printf("%-9s not in PATH: use `%scoding %s`, or put the tools' "
                   "folder in PATH\n",
                   name, prefix, plain);
            taken++;
        } else if (is_ours(found)) {
            printf("%-9s %s\n", name, found);
        } else {
            printf("%-9s %s is another program: use `%scoding %s`, or put the "
                   "tools' folder first in PATH\n",
                   name, found, prefix, plain);
            taken++;
        }
    }
    return taken;
}

static coding_status
doctor(void)
{
    static const char plain[] = "coding";
    char self[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
    char *name;
    size_t size;
    unsigned taken;

    self[length > 0 ? length : 0] = '\0';
    name = strrchr(self, '/');
    if (name == NULL)
        name = self;
    else
        *name++ = '\0';
    size = strlen(name);
    if (size >= sizeof plain - 1 &&
        strcmp(name + size - (sizeof plain - 1), plain) == 0)
        name[size - (sizeof plain - 1)] = '\0'; /* the prefix is left */
    else
        *name = '\0';
    taken = check_names(name);
    if (taken > 0 && name != self)
        printf("\nexport PATH=\"%s:$PATH\"\n", self);
    if (taken == 0)
        printf("\nall names are ours\n");
    return fflush(stdout) == 0 && !ferror(stdout) ? CODING_OK : CODING_ESYSTEM;
}

static coding_status
begin_study(cli *run, const char *folder)
{
    coding_status status = cli_start_study(run, folder);

    if (status == CODING_OK)
        cli_say(run,
                "%s is there; sh %s/analysis.sh runs it, README.md says "
                "what to change",
                folder, folder);
    return status;
}

static int
run_front(int argc, char **argv)
{
    bool settings = false;
    cli *run = NULL;
    size_t count = 0;
    const char *const *operands;
    coding_status status = cli_start(&tool, argc, argv, &settings, &run);

    if (status != CODING_OK)
        return cli_finish(run, status);
    operands = cli_operands(run, &count);
    if (count == 1 && strcmp(operands[0], "doctor") == 0)
        status = doctor();
    else if (count > 0 && strcmp(operands[0], "new") == 0)
        status = count == 2 ? begin_study(run, operands[1])
                            : cli_fault(run, "new needs one folder, which is "
                                             "not there yet");
    else if (count == 0)
        status = cli_fault(run, "which tool? coding --help lists them");
    else
        status =
            cli_fault(run, "no tool %s; coding --help lists them", operands[0]);
    return cli_finish(run, status);
}

int
coding_main(int argc, char **argv)
{
    for (size_t i = 0;
         argc > 1 && i < sizeof tool_entries / sizeof *tool_entries; i++)
        if (strcmp(argv[1], tool_entries[i].name) == 0)
            return tool_entries[i].main(argc - 1, argv + 1);
    return run_front(argc, argv);
}
