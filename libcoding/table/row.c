/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Kinds of rows and the cells of a row. See coding/row.h. */
#include <coding/row.h>

#include "base/number.h"

/* By coding_record. */
static const char *const names[] = {
    "",       "meta",     "code", "question", "respondent", "document", "unit",
    "coding", "coverage", "end",  "answer",   "count",      "cell",     "test",
};

const char *
coding_record_name(coding_record record)
{
    return names[record];
}

coding_record
coding_record_of(coding_span name)
{
    for (unsigned i = CODING_RECORD_META; i <= CODING_RECORD_TEST; i++)
        if (coding_span_is(name, names[i]))
            return (coding_record)i;
    return CODING_RECORD_OTHER;
}

coding_span
coding_row_cell(const coding_row *row, size_t column)
{
    static const coding_span none = {NULL, 0};

    return column == CODING_NO_COLUMN ? none : row->cells[column];
}

bool
coding_row_unsigned(const coding_row *row, size_t column, uint64_t *out)
{
    return number_to_unsigned(coding_row_cell(row, column), out);
}

bool
coding_row_number(const coding_row *row, size_t column, double *out)
{
    return number_to_double(coding_row_cell(row, column), out);
}

coding_status
coding_row_give(coding_row_sink sink, const coding_row *row)
{
    return sink.take(sink.user, row);
}
