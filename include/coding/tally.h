/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How many mention each code, by every unit at once. See tally(1),
   coding-method(7). */
#ifndef CODING_TALLY_H
#define CODING_TALLY_H

#include <coding/counting.h>

#include <stdio.h>

/* What percent, threshold and order speak of. */
typedef enum {
    CODING_TALLY_MENTION,
    CODING_TALLY_RESPONDENT,
    CODING_TALLY_ORGANISATION,
    CODING_TALLY_DYAD,
    CODING_TALLY_DOCUMENT
} coding_tally_unit;

/* Which rows of the input are handed on. */
typedef enum {
    CODING_TALLY_PASS_ALL,
    CODING_TALLY_PASS_RESULTS, /* unit and coding rows are not wanted */
    CODING_TALLY_PASS_NONE     /* only the tally's own result rows */
} coding_tally_pass;

typedef struct {
    coding_counting_options counting;
    coding_tally_unit unit;
    uint64_t threshold; /* dominant from here on; 0: nothing is */
    coding_span group;  /* attribute to split by; empty: none */
    coding_span name;   /* of the table; empty: the facet's */
    bool sensitivity;   /* the table of that name */
    bool chance;        /* the same; needs a threshold */
    coding_tally_pass pass;
    const char *table;     /* with PASS_NONE: give only "tally", "families",
                              "sensitivity", "chance" or "answers"; with a group
                              the first two are its levels'. NULL: all */
    const char *arguments; /* for the meta row */
    FILE *(*spool)(void);  /* gives a file for rows that wait, as tmpfile does;
                              NULL: all are held in memory */
} coding_tally_options;    /* all borrowed for the tally's life */

typedef struct coding_tally coding_tally;

/* The columns of the result for a stream of columns. Owned. */
CODING_CHECK coding_status
coding_tally_columns(const coding_columns *columns,
                     const coding_tally_options *options, coding_columns **out);
/* Tallies rows of columns and gives rows of result columns to sink; both are
   borrowed for life. Owned. Errors are those of coding_counting_new, and
   CODING_EUSAGE: chance without threshold or of another unit. */
CODING_CHECK coding_status coding_tally_new(coding_context *context,
                                            const coding_columns *columns,
                                            const coding_columns *result,
                                            const coding_tally_options *options,
                                            coding_row_sink sink,
                                            coding_tally **out);
CODING_API void coding_tally_free(coding_tally *tally);
/* The next row of the stream. Rows after the first coding wait until
   coding_tally_finish, because what counts is known only then. Errors are
   those of coding_counting_take and of the sink. */
CODING_CHECK coding_status coding_tally_take(coding_tally *tally,
                                             const coding_row *row);
/* Hands on what waited, then gives the answers and the tables.
   CODING_EUSAGE: a unit, a group or a table name that cannot be. */
CODING_CHECK coding_status coding_tally_finish(coding_tally *tally);
/* One line for people, after coding_tally_finish: what was counted and what
   was left out, and why. Borrowed for the tally's life. */
CODING_CHECK coding_status coding_tally_summary(coding_tally *tally,
                                                const char **out);

#endif
