/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Replays every file of the given folders through a fuzz target, with any
   compiler: the seed corpus is a test even where libFuzzer is not. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int
replay_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    uint8_t *bytes = NULL;
    long size = -1;

    if (file != NULL && fseek(file, 0, SEEK_END) == 0)
        size = ftell(file);
    if (size >= 0 && fseek(file, 0, SEEK_SET) == 0)
        bytes = malloc((size_t)size + 1);
    if (bytes != NULL && fread(bytes, 1, (size_t)size, file) == (size_t)size)
        LLVMFuzzerTestOneInput(bytes, (size_t)size);
    else
        size = -1;
    free(bytes);
    if (file != NULL)
        fclose(file);
    return size < 0;
}

int
main(int argc, char **argv)
{
    unsigned replayed = 0;
    int bad = 0;

    for (int i = 1; i < argc; i++) {
        DIR *folder = opendir(argv[i]);
        struct dirent *entry;

        if (folder == NULL) {
            fprintf(stderr, "%s: cannot be opened\n", argv[i]);
            return 1;
        }
        while ((entry = readdir(folder)) != NULL) {
            char path[4096];

            if (entry->d_name[0] == '.')
                continue;
            snprintf(path, sizeof path, "%s/%s", argv[i], entry->d_name);
            bad |= replay_file(path);
            replayed++;
        }
        closedir(folder);
    }
    printf("%u inputs replayed\n", replayed);
    return bad != 0 || replayed == 0;
}
