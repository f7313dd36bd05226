/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Streams written by hand for unit tests: a line is a row, cells are separated
   by | and stand in the order of the header, or anywhere as name=value; what
   is not said is empty, the stream's end is added. And a sink that keeps chosen
   cells of chosen rows in the same form. */
#ifndef TESTS_STREAM_TEXT_H
#define TESTS_STREAM_TEXT_H

#include <coding/stream.h>

#include "check.h"
#include "table/reader.h"

typedef struct {
    char bytes[65536];
    size_t length;
} stream_text;

static inline void
stream_text_add(stream_text *text, const char *words, size_t length)
{
    assert_true(text->length + length < sizeof text->bytes);
    memcpy(text->bytes + text->length, words, length);
    text->length += length;
    text->bytes[text->length] = '\0';
}

/* A piece of a line, up to | or the line's end. */
typedef struct {
    const char *at;
    size_t length;
} stream_text_piece;

static inline size_t
stream_text_split(const char *line, stream_text_piece *pieces)
{
    size_t count = 0;

    for (;;) {
        size_t length = strcspn(line, "|\n");

        assert_true(count < 64);
        pieces[count++] = (stream_text_piece){line, length};
        if (line[length] != '|')
            return count;
        line += length + 1;
    }
}

/* The column that `name=value` names, or SIZE_MAX. */
static inline size_t
stream_text_column(const stream_text_piece *header, size_t columns,
                   stream_text_piece cell)
{
    for (size_t i = 0; i < columns; i++)
        if (cell.length > header[i].length &&
            cell.at[header[i].length] == '=' &&
            memcmp(cell.at, header[i].at, header[i].length) == 0)
            return i;
    return SIZE_MAX;
}

/* One line of a hand-written stream, as wide as the header. */
static inline void
stream_text_row(stream_text *text, const stream_text_piece *header,
                size_t columns, const char *line)
{
    stream_text_piece cells[64], row[64] = {{NULL, 0}};
    size_t count = stream_text_split(line, cells);

    for (size_t i = 0; i < count; i++) {
        size_t column = stream_text_column(header, columns, cells[i]);

        if (column == SIZE_MAX) {
            assert_true(i < columns);
            row[i] = cells[i];
        } else {
            row[column].at = cells[i].at + header[column].length + 1;
            row[column].length = cells[i].length - header[column].length - 1;
        }
    }
    for (size_t i = 0; i < columns; i++) {
        if (i > 0)
            stream_text_add(text, "\t", 1);
        if (row[i].length > 0)
            stream_text_add(text, row[i].at, row[i].length);
    }
    stream_text_add(text, "\n", 1);
}

/* Makes the stream of lines; the first is the header, which has a `value`. */
static inline void
stream_text_make(stream_text *text, const char *lines)
{
    stream_text_piece header[64];
    size_t columns = stream_text_split(lines, header), rows = 0;
    char end[32];

    text->length = 0;
    for (const char *at = lines; *at != '\0'; rows++) {
        stream_text_row(text, header, columns, at);
        at += strcspn(at, "\n");
        at += *at == '\n';
    }
    snprintf(end, sizeof end, "end|value=%zu", rows - 1);
    stream_text_row(text, header, columns, end);
}

static inline coding_reader *
stream_text_open(coding_context *context, const stream_text *text)
{
    static const char *const names[] = {"hand.tsv"};
    coding_span bytes = {text->bytes, text->length};
    coding_reader_options options = {.joined_results = true};
    coding_reader *reader = NULL;

    if (reader_open_bytes(context, names, &bytes, 1, &options, &reader) !=
        CODING_OK)
        return NULL;
    return reader;
}

/* Keeps `cells` (names separated by blanks) of rows of a record. */
typedef struct {
    coding_record record;
    const char *cells;
    stream_text kept;
} stream_text_sink;

static inline coding_status
stream_text_take(void *user, const coding_row *row)
{
    stream_text_sink *sink = user;
    const char *at = sink->cells;

    if (row->record != sink->record)
        return CODING_OK;
    while (*at != '\0') {
        size_t length = strcspn(at, " ");
        char name[64];
        coding_span cell;

        snprintf(name, sizeof name, "%.*s", (int)length, at);
        cell = coding_row_cell(row, coding_columns_find(row->columns, name));
        if (at != sink->cells)
            stream_text_add(&sink->kept, "|", 1);
        if (cell.length > 0)
            stream_text_add(&sink->kept, cell.at, cell.length);
        at += length + (at[length] == ' ');
    }
    stream_text_add(&sink->kept, "\n", 1);
    return CODING_OK;
}

#endif
