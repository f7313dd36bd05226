/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The inside of a workbook: for the files that meet libxlsxwriter. */
#ifndef WORKBOOK_BOOK_INSIDE_H
#define WORKBOOK_BOOK_INSIDE_H

#include <xlsxwriter.h>

#include "base/map.h"
#include "workbook/book.h"
#include "workbook/bulk.h"

enum {
    BOOK_LINKS = 60000,   /* of a sheet; Excel takes 65,530 */
    BOOK_ROWS = 1048576,  /* of a sheet */
    BOOK_COLUMNS = 16384, /* of a sheet */
    BOOK_LARGE = 20000,   /* rows from which constant memory is used */
    SHEET_LIMIT = 50,     /* of a column's width, unless told */
    BOOK_WIDE = 255       /* columns whose width is followed */
};

typedef struct {
    unsigned characters; /* widest so far */
    unsigned limit, least;
} column_width;

/* A heading that may take several lines. */
typedef struct sheet_row_head sheet_row_head;
struct sheet_row_head {
    unsigned row, column;
    coding_span text;
    sheet_row_head *next;
};

struct sheet {
    book *all;
    lxw_worksheet *page;
    coding_span name;
    const char *quoted;
    unsigned number;
    edge rule;
    unsigned rows, columns; /* used so far */
    unsigned notes;
    column_width *widths; /* by column, BOOK_WIDE items */
    uint64_t links;
    bulk *bulk;            /* rows of a large sheet; NULL: the library's */
    char member[40];       /* its part of the file */
    sheet_row_head *heads; /* rows whose height the widths decide */
    sheet *next;
};

struct book {
    coding_context *context;
    const coding_workbook_options *options;
    const headings *words; /* NULL: English */
    coding_status status;
    coding_workbook_facts facts;
    lxw_workbook *file; /* owned by libxlsxwriter until book_write */
    lxw_format *formats[STYLE_KINDS][EDGE_KINDS];
    lxw_format *strong; /* bold, for parts of a text and conditions */
    char *folder;       /* of temporary files */
    buffer path;        /* of the temporary file; empty: none */
    buffer packed;      /* of the one with the rows of large sheets */
    buffer scratch, second, third;
    arena keep;
    map names; /* of sheets, in small letters */
    sheet *first, *last;
    unsigned front; /* sheets before Table 1 */
};

/* Remembers a fault of libxlsxwriter; true: there was none. */
bool book_took(book *all, lxw_error error);
/* The format of a cell; made when first asked for. */
lxw_format *book_format(book *all, style look, edge rule);
/* Gives a row the height of so many lines, unless it is higher. */
void sheet_lines(sheet *page, unsigned row, unsigned lines);
/* Sets widths: the last call on a sheet. */
void sheet_finish(sheet *page);
/* Whether a heading's style. */
bool style_is_head(style look);
/* Columns that a number takes in a style. */
unsigned style_width(style look, double number);

#endif
