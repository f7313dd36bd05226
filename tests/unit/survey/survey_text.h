/* SPDX-License-Identifier: GPL-2.0-or-later */
/* For tests of surveys: a file written, read, and its rows as lines. */
#ifndef TESTS_SURVEY_TEXT_H
#define TESTS_SURVEY_TEXT_H

#include <coding/survey.h>

#include <stdlib.h>
#include <unistd.h>

#include "base/buffer.h"
#include "check.h"

/* Writes bytes to a new file in /tmp whose name ends so; path has room. */
static inline void
survey_write(char *path, size_t size, const char *ending, coding_span bytes)
{
    FILE *file;

    snprintf(path, size, "/tmp/coding-survey-%ld%s", (long)getpid(), ending);
    file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes.at, 1, bytes.length, file), bytes.length);
    assert_int_equal(fclose(file), 0);
}

typedef struct {
    buffer lines;
    coding_record wanted;
    uint64_t rows[16]; /* by record */
} survey_rows;

/* Cells of the wanted rows that are not empty, as `name=cell|name=cell`, one
   row a line; without record and document. */
static inline coding_status
survey_take(void *user, const coding_row *row)
{
    survey_rows *to = user;
    bool first = true;

    to->rows[row->record]++;
    if (row->record != to->wanted)
        return CODING_OK;
    for (size_t i = 1; i < coding_columns_count(row->columns); i++) {
        coding_span name = coding_columns_name(row->columns, i);

        if (row->cells[i].length == 0 || coding_span_is(name, "document"))
            continue;
        if (!first)
            buffer_add_byte(&to->lines, '|');
        first = false;
        if (name.length > 5 && memcmp(name.at, "attr.", 5) == 0)
            name = (coding_span){name.at + 5, name.length - 5};
        buffer_add(&to->lines, name);
        buffer_add_byte(&to->lines, '=');
        buffer_add(&to->lines, row->cells[i]);
    }
    buffer_add_byte(&to->lines, '\n');
    return buffer_status(&to->lines);
}

/* Opens path and gives its rows to `to`, which is initialised. */
static inline coding_status
survey_read(coding_context *context, const char *path,
            const coding_survey_options *options, coding_row_sink sink)
{
    coding_survey *survey = NULL;
    coding_columns *columns = NULL;
    coding_status status = coding_survey_open(context, path, options, &survey);

    if (status == CODING_OK)
        status = coding_columns_new(context, &columns);
    if (status == CODING_OK)
        status = coding_survey_columns(survey, columns);
    if (status == CODING_OK)
        status = coding_survey_give(survey, columns, sink);
    coding_columns_free(columns);
    coding_survey_free(survey);
    return status;
}

/* The rows of a record of a file with those bytes. */
static inline void
survey_expect(const char *ending, coding_span bytes,
              const coding_survey_options *options, coding_record wanted,
              const char *lines)
{
    check_messages said;
    coding_context *context = check_context(&said);
    survey_rows rows = {.wanted = wanted};
    char path[64];

    buffer_init(&rows.lines, context);
    survey_write(path, sizeof path, ending, bytes);
    assert_int_equal(survey_read(context, path, options,
                                 (coding_row_sink){survey_take, &rows}),
                     CODING_OK);
    assert_span(buffer_span(&rows.lines), lines);
    buffer_free(&rows.lines);
    unlink(path);
    coding_context_free(context);
}

/* The fault of a file with those bytes. */
static inline void
survey_expect_fault(const char *ending, coding_span bytes,
                    const coding_survey_options *options, coding_status status,
                    const char *id)
{
    check_messages said;
    coding_context *context = check_context(&said);
    survey_rows rows = {.wanted = CODING_RECORD_OTHER};
    char path[64];

    buffer_init(&rows.lines, context);
    survey_write(path, sizeof path, ending, bytes);
    assert_int_equal(survey_read(context, path, options,
                                 (coding_row_sink){survey_take, &rows}),
                     status);
    assert_true(check_said(&said, id));
    buffer_free(&rows.lines);
    unlink(path);
    coding_context_free(context);
}

#endif
