/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The workbook file, and the one checked way to write a cell. A fault is
   remembered: write freely and look at book_status() at the end. Rows and
   columns count from 0. */
#ifndef WORKBOOK_BOOK_H
#define WORKBOOK_BOOK_H

#include <coding/workbook.h>

#include "base/buffer.h"
#include "workbook/headings.h"

typedef struct book book;
typedef struct sheet sheet;

/* ---- the file ---- */

/* Owned. options are borrowed for its life. */
CODING_MUST_USE coding_status book_new(coding_context *context,
                                       const coding_workbook_options *options,
                                       book **out);
/* NULL is allowed. Removes what was written and not closed. */
void book_free(book *all);
coding_context *book_context(const book *all);
/* Fixed texts are written as words says; borrowed for its life. */
void book_speak(book *all, const headings *words);
coding_span book_say(const book *all, const char *english);
CODING_MUST_USE coding_status book_status(const book *all);
/* Remembers a fault from elsewhere. */
void book_note(book *all, coding_status status);
/* The options' `values`: no formulas. */
bool book_is_values(const book *all);
/* Facts so far, without codings. */
const coding_workbook_facts *book_facts(const book *all);
/* Counts a sheet that goes on where another one is full; cells that no sheet
   has room for. */
void book_split(book *all);
void book_beyond(book *all, uint64_t cells);
/* Properties of the document; subject and keywords may be empty. */
void book_properties(book *all, coding_span title, coding_span subject,
                     coding_span keywords);
void book_property(book *all, const char *name, coding_span value);
/* A defined name (a letter, then letters, digits, _) for one cell. */
void book_define(book *all, const char *name, const sheet *at, unsigned row,
                 unsigned column);
/* Finishes the file and copies it to out. */
CODING_MUST_USE coding_status book_write(book *all, FILE *out);

/* ---- sheets ---- */

/* Adds a sheet. name is made valid and unique. rows: how many are expected;
   large ones are written in constant memory, row by row, left to right. The
   book owns it. NULL after a fault: every call below then does nothing. */
sheet *book_add(book *all, coding_span name, uint64_t rows);
/* The name as a formula needs it, quoted. Borrowed. */
const char *sheet_quoted(const sheet *page);
/* Its name. Borrowed. */
coding_span sheet_name(const sheet *page);
/* The sheet at the front is no numbered table. */
void book_front(book *all);
/* From 1, in the order of the book. */
unsigned sheet_ordinal(const sheet *page);

typedef enum {
    STYLE_TEXT,
    STYLE_WRAP,   /* text over several lines */
    STYLE_STRONG, /* bold text */
    STYLE_STRONG_WRAP,
    STYLE_STRONG_OVER, /* bold, runs over the columns at its right */
    STYLE_RIGHT,       /* text that ends at the right */
    STYLE_COUNT,       /* 0 */
    STYLE_LEFT,        /* a number that stands left, as text does */
    STYLE_PERCENT,     /* 50%; of a part between 0 and 1 */
    STYLE_PERCENT1,    /* 50.0% */
    STYLE_DECIMAL,     /* 0.00 */
    STYLE_PART,        /* .000, what cannot exceed 1 */
    STYLE_P,           /* < .001, .023 */
    STYLE_ANY,         /* as many digits as it has */
    STYLE_MARK,        /* 0 or 1 in the middle of a narrow column */
    STYLE_LINK,
    STYLE_LINK_COUNT,
    STYLE_LINK_MARK, /* in the middle */
    STYLE_INPUT,     /* a number that the reader may change */
    STYLE_HEAD,
    STYLE_HEAD_RIGHT,
    STYLE_HEAD_SYMBOL, /* italic, right: n, M, p */
    STYLE_HEAD_MIDDLE, /* in the middle, turned when long */
    STYLE_HEAD_OVER,   /* runs over the columns at its right */
    STYLE_LABEL,       /* a row's heading above a table */
    STYLE_TABLE,       /* "Table 1" */
    STYLE_TITLE,
    STYLE_NOTE,
    STYLE_OVER, /* text that runs over the columns at its right */
    STYLE_KINDS
} style;

typedef enum {
    EDGE_NONE,
    EDGE_LAST,  /* a rule below: last row of a table */
    EDGE_TOTAL, /* rules above and below: a total */
    EDGE_KINDS
} edge;

/* The rule of the rows written from now on. */
void sheet_edge(sheet *page, edge rule);
/* Widest that a column gets, in characters; 50 unless told. */
void sheet_limit(sheet *page, unsigned column, unsigned characters);
/* Narrowest. */
void sheet_least(sheet *page, unsigned column, unsigned characters);
void sheet_freeze(sheet *page, unsigned row, unsigned column);
/* The rows repeated on every printed page. */
void sheet_repeat(sheet *page, unsigned first, unsigned last);
void sheet_filter(sheet *page, unsigned first_row, unsigned first_column,
                  unsigned last_row, unsigned last_column);
/* What is printed; all that is written unless told. */
void sheet_area(sheet *page, unsigned last_row, unsigned last_column);
/* Height in points. */
void sheet_height(sheet *page, unsigned row, double points);
/* The rule below a table whose last row was not known: a low row of so many
   columns. */
void sheet_close(sheet *page, unsigned row, unsigned columns);
/* Printed on one page, with its chart. */
void sheet_one_page(sheet *page);
/* Only STYLE_INPUT cells can be changed; sorting and filtering may. */
void sheet_protect(sheet *page);
/* Colours from white (least) to blue (most). */
void sheet_heat(sheet *page, unsigned first_row, unsigned first_column,
                unsigned last_row, unsigned last_column);
/* Bold where formula, written for the first cell, is true. */
void sheet_strong_where(sheet *page, unsigned first_row, unsigned first_column,
                        unsigned last_row, unsigned last_column,
                        const char *formula);
/* The next free row: one below the last row that was written. */
unsigned sheet_next(const sheet *page);
/* Columns used so far. */
unsigned sheet_columns(const sheet *page);

/* "Table N" and its title in the first two rows. */
void sheet_title(sheet *page, coding_span title);
/* A note below what is written, broken into lines of the table's width; the
   first one of a sheet begins with "Note." */
void sheet_note(sheet *page, coding_span text);

/* Text in lines of so many characters, as notes look; the next free row. */
unsigned sheet_paragraph(sheet *page, unsigned row, coding_span text,
                         size_t characters);
/* Leaves a row empty below what is written. */
void sheet_space(sheet *page);

/* ---- cells ---- */

void sheet_text(sheet *page, unsigned row, unsigned column, coding_span text,
                style look);
void sheet_words(sheet *page, unsigned row, unsigned column, const char *text,
                 style look);
/* Not finite: an empty cell, counted unless it is NaN, which says missing. */
void sheet_number(sheet *page, unsigned row, unsigned column, double number,
                  style look);
typedef struct {
    double least, most;
} number_range;

/* A number that the reader may change, within range; with `values`, where
   nothing would follow, just a number. */
void sheet_input(sheet *page, unsigned row, unsigned column, double number,
                 number_range range);
void sheet_empty(sheet *page, unsigned row, unsigned column, style look);
/* Text in three parts, the middle one bold. */
void sheet_rich(sheet *page, unsigned row, unsigned column, coding_span before,
                coding_span words, coding_span after);
/* A formula and the value that it has. With `values`, or when the value is not
   finite, the value alone. */
void sheet_formula(sheet *page, unsigned row, unsigned column, double value,
                   style look, const char *formula, ...) CODING_PRINTF(6, 7);
void sheet_formula_text(sheet *page, unsigned row, unsigned column,
                        const char *value, style look, const char *formula, ...)
    CODING_PRINTF(6, 7);

/* A cell of a sheet; sheet NULL: nowhere. Links go to its defined name, which
   moves with the cell, or where it has none to the cell. */
typedef struct {
    const sheet *page;
    unsigned row, column;
    const char *name; /* NULL: none; lives as long as the book */
} place;

/* Text that leads to target (as plain text if that is nowhere). */
void sheet_link(sheet *page, unsigned row, unsigned column, place target,
                coding_span text, style look);
/* The same for a count. */
void sheet_link_count(sheet *page, unsigned row, unsigned column, place target,
                      uint64_t count, style look);
/* Lays a link over a cell; write its formula or number after this. Nothing
   beyond the limit of links. */
void sheet_lay_link(sheet *page, unsigned row, unsigned column, place target);

/* ---- references, as in sheet_formula(..., "=%s/2", A1(4, 2).text) ---- */

typedef struct {
    char text[64];
} reference;

reference A1(unsigned row, unsigned column);           /* C5 */
reference A1_fixed(unsigned row, unsigned column);     /* $C$5 */
reference A1_row_fixed(unsigned row, unsigned column); /* C$5 */
reference A1_range(unsigned first_row, unsigned first_column, unsigned last_row,
                   unsigned last_column); /* C5:C9 */
reference A1_range_fixed(unsigned first_row, unsigned first_column,
                         unsigned last_row,
                         unsigned last_column); /* $C$5:$C$9 */

#endif
