/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Saturation: which codes are new in which interview, in the order in which
   the interviews were held. See saturate(1). */
#ifndef CODING_SATURATION_H
#define CODING_SATURATION_H

#include <coding/row.h>

/* What one interview is. */
typedef enum {
    CODING_SATURATION_RESPONDENT, /* a respondent in a document */
    CODING_SATURATION_DOCUMENT    /* a document: a joint interview is one */
} coding_saturation_unit;

/* All borrowed for life. All zero is the default but for the band, which zero
   orders leave out. */
typedef struct {
    coding_span facet; /* empty: the only one of the stream */
    coding_span group; /* attribute; empty: everybody alone */
    coding_span name;  /* of the table; empty: "saturation" */
    coding_saturation_unit unit;
    size_t base, run;       /* interviews; 0: 4 and 2 */
    const double *percents; /* limits of new codes; none: 5 and 0 */
    size_t percent_count;
    uint64_t orders;       /* random ones, for the band */
    uint64_t seed;         /* 0: 1 */
    bool drop_units;       /* unit and coding rows are not handed on */
    const char *table;     /* only this table is given: "saturation",
                              "verdict" or "codes"; NULL: the stream and all */
    const char *arguments; /* for the meta row */
} coding_saturation_options;

typedef struct coding_saturation coding_saturation;

/* The columns of the result for a stream of columns. Owned. */
CODING_CHECK coding_status
coding_saturation_columns(const coding_columns *columns, coding_columns **out);
/* Takes rows of columns, gives rows of result columns to sink; all borrowed
   for life. Owned. CODING_EUSAGE: a limit that is no percentage, too many
   orders, no such attribute. */
CODING_CHECK coding_status coding_saturation_new(
    coding_context *context, const coding_columns *columns,
    const coding_columns *result, const coding_saturation_options *options,
    coding_row_sink sink, coding_saturation **out);
CODING_API void coding_saturation_free(coding_saturation *saturation);
/* The next row of the stream, handed on. CODING_EUSAGE: several facets and
   none chosen. CODING_EDATA: a coding of an unknown code. */
CODING_CHECK coding_status coding_saturation_take(coding_saturation *saturation,
                                                  const coding_row *row);
/* After the last row: the `count` and `test` rows. CODING_EDATA: an interview
   without an order, one that is neither a whole number nor a date, both in one
   stream, nobody in the base. CODING_EUSAGE: a table of that name is there. */
CODING_CHECK coding_status
coding_saturation_finish(coding_saturation *saturation);
/* After that: one line for people. Borrowed until it is freed. */
CODING_CHECK coding_status
coding_saturation_summary(coding_saturation *saturation, const char **out);

#endif
