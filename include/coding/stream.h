/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reading and writing streams. See coding-stream(5), docs/format/stream.md. */
#ifndef CODING_STREAM_H
#define CODING_STREAM_H

#include <coding/row.h>

#include <stdio.h>

/* ---- reading ---- */

typedef struct {
    bool unsealed; /* no comparison of counts with the `end` rows; the `end`
                      of a stream must stand there all the same */
    bool joined_results; /* result rows of several sections are given instead
                            of being a fault, for tally --merge */
} coding_reader_options; /* all zero is the default; NULL is allowed */

typedef struct coding_reader coding_reader;

/* Opens the concatenation of count streams (paths borrowed for the reader's
   life; "-" is standard input, as is a count of 0; gzip is undone) and reads
   the first header.
   CODING_EDATA: not a stream (csv, text, VS Code's message: each said so),
   empty input; CODING_ESYSTEM: a file cannot be read. Owned. */
CODING_CHECK coding_status coding_reader_open(
    coding_context *context, const char *const *paths, size_t count,
    const coding_reader_options *options, coding_reader **out);
CODING_API void coding_reader_free(coding_reader *reader);
/* Borrowed for the reader's life. Rows of later sections are given in the
   order of the first header. */
CODING_API const coding_columns *
coding_reader_columns(const coding_reader *reader);
/* The next row, borrowed until the next call. The streams' own `end` rows are
   checked and not given; merged rows are given once. CODING_END: all read and
   every section was whole. CODING_EDATA: a fault, told with file and line. */
CODING_CHECK coding_status coding_reader_next(coding_reader *reader,
                                              const coding_row **row);
/* Gives all remaining rows to sink. CODING_OK when all is read. */
CODING_CHECK coding_status coding_reader_drain(coding_reader *reader,
                                               coding_row_sink sink);

/* ---- a stream or a text ---- */

/* An operand that has been opened and looked at, for tools that read either:
   `code` on standard input. */
typedef struct coding_source coding_source;

/* Opens path (borrowed for its life, "-" is standard input; gzip is undone)
   and looks at its first line. Owned. Errors as of coding_reader_open. */
CODING_CHECK coding_status coding_source_open(coding_context *context,
                                              const char *path,
                                              coding_source **out);
/* Never fails. NULL is allowed. */
CODING_API void coding_source_free(coding_source *source);
/* It is a stream; or something that cannot be meant as a text and that a
   reader refuses by name: a stream as CSV, VS Code's message. */
CODING_API bool coding_source_is_stream(const coding_source *source);
/* All of it, as a text; CODING_EDATA beyond the limit of a file. Borrowed for
   the source's life. */
CODING_CHECK coding_status coding_source_text(coding_source *source,
                                              coding_span *text);
/* coding_reader_open on source, which is taken, whatever comes of it. */
CODING_CHECK coding_status coding_reader_open_source(
    coding_context *context, coding_source *source,
    const coding_reader_options *options, coding_reader **out);

/* ---- writing ---- */

typedef enum {
    CODING_FORMAT_TSV, /* the stream */
    CODING_FORMAT_CSV, /* RFC 4180 with LF line ends, one table */
    CODING_FORMAT_JSONL,
    CODING_FORMAT_TEXT /* aligned, for people */
} coding_format;

/* One table of a tool's own result, for the formats that end a chain. */
typedef struct {
    const char *name;            /* for --table */
    coding_record record;        /* rows of this kind ... */
    const char *table;           /* ... and of this `table`; NULL: any */
    const char *const *columns;  /* stream columns in order, NULL-ended;
                                    "attr.*" stands for all attributes */
    const char *const *headings; /* as columns, or NULL: their names;
                                    "attr.*" heads itself */
    bool by_document; /* sort rows by document name, else keep their order */
} coding_view;

typedef struct {
    coding_format format;
    const coding_view *view; /* needed unless TSV; borrowed */
    bool bom;                /* CSV: a byte order mark first, for Excel */
    bool only;               /* TSV: drop unit and coding rows */
    bool styled;             /* TEXT: the heading underlined by an escape */
    unsigned width;          /* TEXT: columns of the terminal; 0: unlimited */
} coding_writer_options;     /* all zero is the default */

typedef struct coding_writer coding_writer;

/* Writes rows of any columns, in the order of columns (and `document` and
   `value`, which `end` rows need). A filled cell whose column the writer lacks
   is a programming mistake, told as CODING_ESYSTEM. out and options->view are
   borrowed for the writer's life, columns for the call. Owned. */
CODING_CHECK coding_status coding_writer_new(
    coding_context *context, FILE *out, const coding_columns *columns,
    const coding_writer_options *options, coding_writer **writer);
CODING_API void coding_writer_free(coding_writer *writer);
/* CODING_ESYSTEM: the write failed (told once). */
CODING_CHECK coding_status coding_writer_take(coding_writer *writer,
                                              const coding_row *row);
/* The same as a sink. */
CODING_API coding_row_sink coding_writer_sink(coding_writer *writer);
/* Writes the stream's `end` (TSV) or the gathered table, and flushes. Not to
   be called after a failure: a stream without `end` is how a consumer knows. */
CODING_CHECK coding_status coding_writer_finish(coding_writer *writer);

#endif
