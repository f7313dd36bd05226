/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The example streams of docs/format: each gives what the table in the README
   beside them says, and every file is in the table. */
#include <coding/stream.h>

#include <dirent.h>

#include "base/buffer.h"
#include "check.h"
#include "io/input.h"

enum { PATH_BYTES = 1024, TEXT_BYTES = 512 };

typedef struct {
    char file[128], message[256];
    int status;
} example;

static const char *
folder(void)
{
    const char *source = getenv("CODING_SOURCE");

    return source != NULL ? source : ".";
}

/* What a program exits with. */
static int
exit_status(coding_status status)
{
    return status == CODING_OK || status == CODING_END ? 0 : (int)status - 1;
}

/* Reads path and writes it to *out (from malloc). */
static coding_status
copy(coding_context *context, const char *path, char **out, size_t *length)
{
    const char *const paths[] = {path};
    coding_reader *reader = NULL;
    coding_writer *writer = NULL;
    FILE *file = open_memstream(out, length);
    coding_status status = coding_reader_open(context, paths, 1, NULL, &reader);

    if (status == CODING_OK)
        status = coding_writer_new(context, file, coding_reader_columns(reader),
                                   NULL, &writer);
    if (status == CODING_OK)
        status = coding_reader_drain(reader, coding_writer_sink(writer));
    if (status == CODING_OK)
        status = coding_writer_finish(writer);
    coding_writer_free(writer);
    coding_reader_free(reader);
    assert_int_equal(fclose(file), 0);
    return status;
}

/* What was written must be read again, and written the same. */
static void
check_again(coding_context *context, const char *text, size_t length)
{
    char path[] = "/tmp/coding-folder-XXXXXX", *again = NULL;
    int number = mkstemp(path);
    FILE *file = fdopen(number, "wb");
    size_t got = 0;

    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(copy(context, path, &again, &got), CODING_OK);
    assert_int_equal(got, length);
    assert_memory_equal(again, text, length);
    free(again);
    remove(path);
}

static void
check_example(const example *wanted)
{
    check_messages said;
    coding_context *context = check_context(&said);
    char path[PATH_BYTES], *text = NULL;
    size_t length = 0;
    coding_status status;

    snprintf(path, sizeof path, "%s/docs/format/%s", folder(), wanted->file);
    status = copy(context, path, &text, &length);
    if (exit_status(status) != wanted->status)
        fail_msg("%s: exit %d, expected %d", wanted->file, exit_status(status),
                 wanted->status);
    if (strcmp(wanted->message, "-") == 0) {
        assert_int_equal(said.count, 0);
        check_again(context, text, length);
    } else if (said.count != 1 ||
               strstr(said.texts[0], wanted->message) == NULL) {
        fail_msg("%s: \"%s\" lacks \"%s\"", wanted->file, said.texts[0],
                 wanted->message);
    }
    free(text);
    coding_context_free(context);
}

/* One row of the table: `| file | status | message |`. */
static bool
read_row(const char *line, example *out)
{
    return sscanf(line, "| %127[a-z0-9./-] | %d | %255[^|\n]", out->file,
                  &out->status, out->message) == 3;
}

static size_t
count_files(const char *name)
{
    char path[PATH_BYTES];
    size_t count = 0;
    DIR *all;

    snprintf(path, sizeof path, "%s/docs/format/%s", folder(), name);
    all = opendir(path);
    assert_non_null(all);
    for (struct dirent *entry = readdir(all); entry != NULL;
         entry = readdir(all))
        count += strstr(entry->d_name, ".tsv") != NULL;
    closedir(all);
    return count;
}

static void
test_examples(void **state)
{
    char path[PATH_BYTES], line[TEXT_BYTES];
    size_t good = 0, bad = 0;
    FILE *table;

    (void)state;
    snprintf(path, sizeof path, "%s/docs/format/README.md", folder());
    table = fopen(path, "r");
    assert_non_null(table);
    while (fgets(line, sizeof line, table) != NULL) {
        example wanted = {0};
        size_t length;

        if (!read_row(line, &wanted))
            continue;
        length = strlen(wanted.message);
        while (length > 0 && wanted.message[length - 1] == ' ')
            wanted.message[--length] = '\0';
        check_example(&wanted);
        if (wanted.status == 0)
            good++;
        else
            bad++;
    }
    fclose(table);
    assert_int_equal(good, count_files("good"));
    assert_int_equal(bad, count_files("bad"));
    assert_true(good >= 6);
    assert_true(bad >= 15);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_examples),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
