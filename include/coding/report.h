/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One self-contained HTML page of a study, and its charts as SVG. The page has
   no script, no outside request, and says so in its Content-Security-Policy.
   See report(1). */
#ifndef CODING_REPORT_H
#define CODING_REPORT_H

#include <coding/row.h>

#include <stdio.h>

typedef struct {
    const char *title;    /* borrowed; NULL: after what the stream holds */
    size_t passages;      /* most coded passages shown; 0: 10,000. The rest is
                             counted on the page */
    const char *language; /* of the texts, as in "en"; NULL: "en" */
} coding_report_options;  /* all zero is the default */

typedef struct coding_report coding_report;

/* Owned. options is borrowed for the report's life. */
CODING_CHECK coding_status
coding_report_new(coding_context *context, const coding_columns *columns,
                  const coding_report_options *options, coding_report **out);
/* NULL is allowed. */
CODING_API void coding_report_free(coding_report *report);
/* Takes every row of a stream; what it has no place for is left out. The
   codings and units are held in memory. */
CODING_CHECK coding_status coding_report_take(coding_report *report,
                                              const coding_row *row);
CODING_API coding_row_sink coding_report_sink(coding_report *report);
/* Writes the page. CODING_ESYSTEM: the write failed. */
CODING_CHECK coding_status coding_report_write(coding_report *report,
                                               FILE *out);
/* Writes one chart as SVG, ready for a paper, by its name of report(1), as
   "tally", or "tally:TABLE" where a stream has several of a kind.
   CODING_EUSAGE: no such chart, the names are told; CODING_EDATA: the stream
   has no material for it. */
CODING_CHECK coding_status coding_report_write_chart(coding_report *report,
                                                     const char *name,
                                                     FILE *out);

#endif
