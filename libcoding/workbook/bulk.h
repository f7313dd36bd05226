/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The rows of a large sheet, compressed as they come: memory holds one row.
   Rows come in order; the cells of a row in any order, the last one counts.
   Texts are as celltext_add makes them. A fault is remembered. */
#ifndef WORKBOOK_BULK_H
#define WORKBOOK_BULK_H

#include "io/repack.h"

typedef struct bulk bulk;

/* Where a cell stands, and its format's index. */
typedef struct {
    unsigned row, column;
    int format;
} bulk_place;

/* Owned; the temporary file is made in folder. */
CODING_MUST_USE coding_status bulk_new(coding_context *context,
                                       const char *folder, bulk **out);
/* NULL is allowed. */
void bulk_free(bulk *rows);
CODING_MUST_USE coding_status bulk_status(const bulk *rows);
void bulk_height(bulk *rows, unsigned row, double points);
void bulk_blank(bulk *rows, bulk_place at);
void bulk_text(bulk *rows, bulk_place at, coding_span text);
void bulk_number(bulk *rows, bulk_place at, double number);
/* The middle part bold. */
void bulk_rich(bulk *rows, bulk_place at, const coding_span parts[3]);
/* formula without "="; text NULL: the value is number. */
void bulk_formula(bulk *rows, bulk_place at, coding_span formula, double number,
                  const char *text);
/* A link over a cell to a place of the workbook, as in Tally!A5. */
void bulk_link(bulk *rows, bulk_place at, coding_span location);
/* No more rows come. What they change of a member, which is borrowed as long
   as rows; member is borrowed too. */
CODING_MUST_USE coding_status bulk_end(bulk *rows, const char *member,
                                       repack_part *out);

#endif
