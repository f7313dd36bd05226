/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A codebook put to the test before it is believed: its examples, its
   patterns, and what each rule does on texts. See codebook(1), which defines
   every finding. */
#ifndef CODING_REHEARSAL_H
#define CODING_REHEARSAL_H

#include <coding/codebook.h>
#include <coding/cues.h>
#include <coding/row.h>
#include <coding/stream.h>
#include <coding/tokenize.h>

#include <stdint.h>

/* All borrowed for the rehearsal's life. */
typedef struct {
    const coding_codebook *const *books;
    const coding_cues *const *cues; /* one a codebook; items may be NULL; NULL:
                                       no cues */
    size_t book_count;              /* at least 1 */
    bool generality; /* also: how far the patterns reach beyond the texts they
                        were written on */
} coding_rehearsal_options;

typedef struct {
    size_t codes, rules, examples, counterexamples;
    size_t failed;      /* examples missed and counterexamples found */
    size_t findings;    /* rows given */
    uint64_t documents; /* with units or codings */
} coding_rehearsal_counts;

typedef struct coding_rehearsal coding_rehearsal;

/* Adds the columns of findings: rows `test` of the table `check`, with the
   finding in `statistic`, `file:line` in `name`, facet, code and pattern, the
   other code, pattern or document in `row`, a figure in `value`, and a
   sentence in `text`. */
CODING_CHECK coding_status coding_rehearsal_columns(coding_columns *columns);
/* Findings go to sink as rows of columns, which is borrowed. Owned.
   CODING_EUSAGE: the codebooks do not go together. */
CODING_CHECK coding_status coding_rehearsal_new(
    coding_context *context, const coding_rehearsal_options *options,
    const coding_columns *columns, coding_row_sink sink,
    coding_rehearsal **out);
/* Never fails. NULL is allowed. */
CODING_API void coding_rehearsal_free(coding_rehearsal *rehearsal);

/* Runs every example and counterexample through the coder. A missed example
   and a found counterexample are errors with the place; then, with all the
   others run, the result is CODING_EUSAGE. Gives no-example,
   no-counterexample, never-tested. */
CODING_CHECK coding_status
coding_rehearsal_examples(coding_rehearsal *rehearsal);
/* Looks at every pattern by itself. Gives slow and, with generality,
   long-literal. */
CODING_CHECK coding_status
coding_rehearsal_patterns(coding_rehearsal *rehearsal);

/* Texts: rows of columns (borrowed until finish), coded, tallied or neither.
   Call once. */
CODING_CHECK coding_status coding_rehearsal_open(coding_rehearsal *rehearsal,
                                                 const coding_columns *columns);
/* Takes the rows, after coding_rehearsal_open. Borrowed. */
CODING_API coding_row_sink coding_rehearsal_sink(coding_rehearsal *rehearsal);
/* After the last row: gives dead, shadowed, together; with generality
   one-document, generality, recall. CODING_EUSAGE: generality of rows that
   were not tallied (told). */
CODING_CHECK coding_status coding_rehearsal_finish(coding_rehearsal *rehearsal);

/* Where texts come from: a stream, or else transcripts. All borrowed. */
typedef struct {
    coding_reader *reader; /* NULL: transcripts */
    const coding_tokenize_options *how;
    const char *const *paths;
    size_t path_count;
} coding_rehearsal_texts;

/* The three for texts that are still to be read; without any nothing is done.
   Errors also those of reader and tokenizer. */
CODING_CHECK coding_status coding_rehearsal_read(
    coding_rehearsal *rehearsal, const coding_rehearsal_texts *texts);

CODING_API coding_rehearsal_counts
coding_rehearsal_count(const coding_rehearsal *rehearsal);
/* One line for people, after all. Borrowed for life. */
CODING_API const char *coding_rehearsal_summary(coding_rehearsal *rehearsal);

/* How many of the paths, from the first on, are codebooks, as people mix them
   with transcripts: those that end in .codebook, else the first one. */
CODING_API size_t coding_rehearsal_books(const char *const *paths,
                                         size_t count);
/* Everything: examples, patterns, texts. A failed example does not keep the
   rest from being looked at; then the result is CODING_EUSAGE and *whole is
   true. */
CODING_CHECK coding_status
coding_rehearsal_check(coding_rehearsal *rehearsal,
                       const coding_rehearsal_texts *texts, bool *whole);
/* The views of the findings; brief: with what fits a terminal. Static. */
CODING_API const coding_view *coding_rehearsal_views(bool brief, size_t *count);

/* ---- a list of the codes ---- */

/* Adds the columns of coding_rehearsal_list. */
CODING_CHECK coding_status
coding_rehearsal_list_columns(coding_columns *columns);
/* Gives a `code` row for each code of a codebook, with the cells of the stream
   and, in columns of these names, the numbers of its `rules`, `examples` and
   `counterexamples`. */
CODING_CHECK coding_status coding_rehearsal_list(coding_context *context,
                                                 const coding_codebook *book,
                                                 const coding_columns *columns,
                                                 coding_row_sink sink);
/* The same for codebook files, one after the other. Errors are those of
   coding_codebook_load. */
CODING_CHECK coding_status coding_rehearsal_list_files(
    coding_context *context, const char *const *paths, size_t count,
    const coding_columns *columns, coding_row_sink sink);
/* The view of the list. Static. */
CODING_API const coding_view *coding_rehearsal_list_views(bool brief,
                                                          size_t *count);

#endif
