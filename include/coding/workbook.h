/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A stream as an Excel workbook: every table that the stream has material for
   becomes a sheet, with live formulas, charts, and links from each count to
   its quotations and back. See xlsx(1). */
#ifndef CODING_WORKBOOK_H
#define CODING_WORKBOOK_H

#include <coding/row.h>

#include <stdio.h>

typedef enum {
    CODING_WORKBOOK_APA,  /* horizontal rules, italic titles and symbols */
    CODING_WORKBOOK_PLAIN /* no rules, no italics */
} coding_workbook_style;

typedef struct {
    const char *title;    /* of the Summary; NULL: from the stream */
    const char *sheets;   /* names with commas, any case; NULL: all */
    const char *headings; /* a file of lines `key: text` that replace headings
                             and sheet names; NULL: English */
    coding_workbook_style style;
    bool values;           /* numbers where formulas would stand */
    int64_t created;       /* date of the document, seconds since 1970; 0 and
                              below: 1. Equal rows and options give equal bytes */
    const char *temp;      /* folder for temporary files; NULL: /tmp */
    const char *arguments; /* of the command, for the Methods sheet; NULL:
                              none */
    const char *choices;   /* the same without operands, to run it again behind
                              a pipe; NULL: none */
    size_t large; /* rows from which a sheet is written in constant memory;
                     0: 20,000 */
    size_t rows;  /* most rows of a table on one sheet; 0: 1,048,000 */
} coding_workbook_options; /* all zero is the default; all borrowed for life */

typedef struct coding_workbook coding_workbook;

/* Owned. CODING_EUSAGE: an unknown sheet or heading; CODING_ESYSTEM: a
   temporary file cannot be made. */
CODING_CHECK coding_status coding_workbook_new(
    coding_context *context, const coding_workbook_options *options,
    coding_workbook **out);
/* Never fails. NULL is allowed. */
CODING_API void coding_workbook_free(coding_workbook *workbook);
/* Takes the next row of a stream, of any kind and any columns. A cell that
   should hold a number and does not stays empty, with the warning
   workbook-number. */
CODING_CHECK coding_status coding_workbook_take(coding_workbook *workbook,
                                                const coding_row *row);
/* The same as a sink. */
CODING_API coding_row_sink coding_workbook_sink(coding_workbook *workbook);

/* What was written, and what Excel's limits did to it. */
typedef struct {
    size_t sheets;
    uint64_t codings; /* rows of all Mentions sheets */
    uint64_t cut;     /* cells longer than 32,767 characters */
    uint64_t mended;  /* cells with bytes that are no UTF-8 */
    uint64_t emptied; /* numbers that are not finite: empty cells */
    uint64_t links;   /* links beyond 60,000 a sheet, written as formulas */
    uint64_t
        beyond;     /* cells past the last row or column of a sheet: left out */
    uint64_t split; /* sheets that go on where another one is full */
} coding_workbook_facts;

/* After the last row: the whole workbook to out, which is borrowed and may be
   a pipe. Once. facts may be NULL. CODING_ESYSTEM: no room for temporary
   files, or out cannot be written. */
CODING_CHECK coding_status coding_workbook_write(coding_workbook *workbook,
                                                 FILE *out,
                                                 coding_workbook_facts *facts);

#endif
