/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a person should look at in a coded stream, and why. See review(1),
   which defines every reason. */
#ifndef CODING_REVIEW_H
#define CODING_REVIEW_H

#include <coding/codebook.h>
#include <coding/row.h>

/* All borrowed for the review's life. */
typedef struct {
    const coding_codebook *const *books; /* to see what guards hold back; none:
                                            that reason is not looked for */
    size_t book_count;
    coding_span question;  /* only rows of this question; empty: all */
    const char *arguments; /* of the meta row; NULL: none */
    bool alone;            /* only the rows of the review are given */
} coding_review_options;

typedef struct coding_review coding_review;

/* The columns of the result for rows of columns. Owned. */
CODING_CHECK coding_status coding_review_columns(const coding_columns *columns,
                                                 coding_columns **out);
/* Hands rows of columns on and adds, in coding_review_finish, `test` rows of
   the table `review`: the reason in `statistic`. Both column sets are borrowed
   for life. Owned. CODING_EUSAGE: the codebooks do not go together. */
CODING_CHECK coding_status coding_review_new(
    coding_context *context, const coding_columns *columns,
    const coding_columns *result, const coding_review_options *options,
    coding_row_sink sink, coding_review **out);
/* Never fails. NULL is allowed. */
CODING_API void coding_review_free(coding_review *review);
/* The next row of the stream. Errors are those of the coder and the sink. */
CODING_CHECK coding_status coding_review_take(coding_review *review,
                                              const coding_row *row);
CODING_API coding_row_sink coding_review_sink(coding_review *review);
/* After the last row: gives the queue, by document name and place. */
CODING_CHECK coding_status coding_review_finish(coding_review *review);
/* One line for people, after coding_review_finish: how many of each reason.
   Borrowed for life. */
CODING_CHECK coding_status coding_review_summary(coding_review *review,
                                                 const char **out);

#endif
