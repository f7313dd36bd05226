/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Two states of a codebook on the same texts: the mentions gained and lost,
   and the tallies and conclusions that change. See codebook(1), diff. */
#ifndef CODING_REVISION_H
#define CODING_REVISION_H

#include <coding/codebook.h>
#include <coding/cues.h>
#include <coding/rehearsal.h>
#include <coding/row.h>

/* All borrowed for the revision's life. */
typedef struct {
    /* books[0] is the earlier state, books[1] the later one; further ones are
       those that their rules name. */
    const coding_codebook *const *books;
    const coding_cues *const *cues; /* one a codebook; items may be NULL; NULL:
                                       no cues */
    size_t book_count;              /* at least 2 */
    coding_span question;           /* as of coding_counting_options */
    size_t top;                     /* the same */
    uint64_t threshold;             /* respondents; 0: nothing is dominant */
} coding_revision_options;

/* Rows given so far. */
typedef struct {
    size_t gained, lost, changed; /* mentions */
    size_t tallies;     /* codes with other numbers, added or removed */
    size_t conclusions; /* codes that are dominant now, or no longer */
    size_t dominant_before, dominant_after;
} coding_revision_counts;

typedef struct coding_revision coding_revision;

/* Adds the columns of the result: rows `test` of the tables `conclusions`,
   `tallies` and `mentions`, with the kind of change in `statistic`, what was in
   `row` and what is now in `column`. */
CODING_CHECK coding_status coding_revision_columns(coding_columns *columns);
/* Rows go to sink as rows of columns, which is borrowed. Owned.
   CODING_EUSAGE: the codebooks do not go together. */
CODING_CHECK coding_status coding_revision_new(
    coding_context *context, const coding_revision_options *options,
    const coding_columns *columns, coding_row_sink sink, coding_revision **out);
/* Never fails. NULL is allowed. */
CODING_API void coding_revision_free(coding_revision *revision);

/* Texts: rows of columns (borrowed until finish). Their own codings and
   results are left alone. Call once. */
CODING_CHECK coding_status coding_revision_open(coding_revision *revision,
                                                const coding_columns *columns);
/* Takes the rows, after coding_revision_open. Borrowed. */
CODING_API coding_row_sink coding_revision_sink(coding_revision *revision);
/* After the last row: gives the differences. Errors are those of
   coding_counting_finish: an unknown question. */
CODING_CHECK coding_status coding_revision_finish(coding_revision *revision);
/* The three for texts that are still to be read. */
CODING_CHECK coding_status coding_revision_read(
    coding_revision *revision, const coding_rehearsal_texts *texts);

CODING_API coding_revision_counts
coding_revision_count(const coding_revision *revision);
/* One line for people, after all. Borrowed for life. */
CODING_API const char *coding_revision_summary(coding_revision *revision);
/* The views of the result: all changes, then each table; brief: with what fits
   a terminal. Static. */
CODING_API const coding_view *coding_revision_views(bool brief, size_t *count);

#endif
