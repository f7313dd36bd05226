/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Cell references as formulas write them. See book.h. */
#include <stdio.h>

#include "workbook/book.h"

enum { LETTERS = 26, NAME_BYTES = 8 };

/* The letters of a column: A, Z, AA ... */
static void
column_name(unsigned column, char name[NAME_BYTES])
{
    char reversed[NAME_BYTES];
    unsigned count = 0, at = 0;

    for (unsigned left = column + 1; left > 0 && count < NAME_BYTES - 1;
         left = (left - 1) / LETTERS)
        reversed[count++] = (char)('A' + (char)((left - 1) % LETTERS));
    while (count > 0)
        name[at++] = reversed[--count];
    name[at] = '\0';
}

static reference
single(unsigned row, unsigned column, const char *column_mark,
       const char *row_mark)
{
    char name[NAME_BYTES];
    reference made;

    column_name(column, name);
    (void)snprintf(made.text, sizeof made.text, "%s%s%s%u", column_mark, name,
                   row_mark, row + 1);
    return made;
}

reference
A1(unsigned row, unsigned column)
{
    return single(row, column, "", "");
}

reference
A1_fixed(unsigned row, unsigned column)
{
    return single(row, column, "$", "$");
}

reference
A1_row_fixed(unsigned row, unsigned column)
{
    return single(row, column, "", "$");
}

static reference
range(reference first, reference last)
{
    reference made;

    (void)snprintf(made.text, sizeof made.text, "%.24s:%.24s", first.text,
                   last.text);
    return made;
}

reference
A1_range(unsigned first_row, unsigned first_column, unsigned last_row,
         unsigned last_column)
{
    return range(A1(first_row, first_column), A1(last_row, last_column));
}

reference
A1_range_fixed(unsigned first_row, unsigned first_column, unsigned last_row,
               unsigned last_column)
{
    return range(A1_fixed(first_row, first_column),
                 A1_fixed(last_row, last_column));
}
