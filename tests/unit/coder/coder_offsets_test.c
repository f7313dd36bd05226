/* SPDX-License-Identifier: GPL-2.0-or-later */
/* For every coding of every bundled interview: the code points start..end of
   the file as it is (UTF-8, without byte order mark, CR LF read as LF) are the
   words reported. Units of every kind. */
#include <coding/coder.h>
#include <coding/tokenize.h>

#include <glob.h>

#include "base/utf8.h"
#include "check.h"

typedef struct {
    char *text;                     /* of the file at hand */
    size_t length, codings, across; /* across: over a line end */
} file;

static char *
read_path(const char *path, size_t *length)
{
    FILE *in = fopen(path, "rb");
    char *bytes = malloc(1 << 20);
    size_t size, out = 0, from = 0;

    assert_non_null(in);
    assert_non_null(bytes);
    size = fread(bytes, 1, 1 << 20, in);
    fclose(in);
    assert_true(size < 1 << 20);
    if (size >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
        from = 3;
    for (; from < size; from++)
        if (bytes[from] != '\r')
            bytes[out++] = bytes[from];
    *length = out;
    return bytes;
}

static coding_status
take(void *user, const coding_row *row)
{
    file *of = user;
    coding_core core = coding_core_of(row->columns);
    coding_span whole = {of->text, of->length}, got;
    uint64_t start = 0, end = 0;
    size_t from, to;

    if (row->record != CODING_RECORD_CODING)
        return CODING_OK;
    assert_true(coding_row_unsigned(row, core.start, &start));
    assert_true(coding_row_unsigned(row, core.end, &end));
    got = coding_row_cell(row, core.text);
    from = utf8_offset(whole, (size_t)start);
    to = utf8_offset(whole, (size_t)end);
    assert_true(start < end);
    assert_int_equal(got.length, to - from);
    assert_memory_equal(got.at, of->text + from, to - from);
    of->codings++;
    of->across += memchr(got.at, '\n', got.length) != NULL;
    return CODING_OK;
}

static coding_span
current(void *user)
{
    return coding_tokenize_current(user);
}

static void
code_file(coding_context *context, const coding_coder_books *books,
          const char *path, coding_unit unit, file *of)
{
    const coding_tokenize_options how = {.unit = unit};
    coding_coder_options options = {.text = current};
    coding_tokenize *from = NULL;
    coding_columns *columns = NULL, *result = NULL;
    coding_coder *coder = NULL;

    of->text = read_path(path, &of->length);
    coding_coder_books_use(books, &options);
    assert_int_equal(coding_tokenize_new(context, &how, &from), CODING_OK);
    options.text_user = from;
    assert_int_equal(coding_columns_new(context, &columns), CODING_OK);
    assert_int_equal(coding_tokenize_columns(from, columns), CODING_OK);
    assert_int_equal(coding_coder_columns(columns, &result), CODING_OK);
    assert_int_equal(coding_coder_new(context, columns, result, &options,
                                      (coding_row_sink){take, of}, &coder),
                     CODING_OK);
    assert_int_equal(
        coding_tokenize_begin(from, columns, coding_coder_sink(coder)),
        CODING_OK);
    assert_int_equal(coding_tokenize_file(from, path, coding_coder_sink(coder)),
                     CODING_OK);
    assert_int_equal(coding_coder_finish(coder), CODING_OK);
    coding_coder_free(coder);
    coding_tokenize_free(from);
    coding_columns_free(result);
    coding_columns_free(columns);
    free(of->text);
}

static void
words_are_the_slice_of_the_file(void **state)
{
    static const coding_unit units[] = {CODING_UNIT_TURN, CODING_UNIT_MERGED,
                                        CODING_UNIT_SENTENCE, CODING_UNIT_WORD};
    const char *source = getenv("CODING_SOURCE");
    const char *root = source != NULL ? source : ".";
    char path[600], pattern[600];
    const char *const paths[] = {path};
    check_messages kept;
    coding_context *context = check_context(&kept);
    coding_coder_books *books = NULL;
    file of = {0};
    glob_t found;

    (void)state;
    (void)snprintf(path, sizeof path,
                   "%s/corpora/value-co-creation/success-factors-v2.codebook",
                   root);
    (void)snprintf(pattern, sizeof pattern,
                   "%s/corpora/value-co-creation/*/interviews/*.txt", root);
    assert_int_equal(coding_coder_books_load(context, paths, 1, &books),
                     CODING_OK);
    assert_int_equal(glob(pattern, 0, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++)
        for (size_t k = 0; k < sizeof units / sizeof *units; k++)
            code_file(context, books, found.gl_pathv[i], units[k], &of);
    printf("%zu files, %zu codings, %zu over a line end\n", found.gl_pathc,
           of.codings, of.across);
    assert_true(found.gl_pathc >= 16);
    assert_true(of.codings > 500);
    assert_true(of.across > 0);
    globfree(&found);
    coding_coder_books_free(books);
    coding_context_free(context);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_the_slice_of_the_file),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
