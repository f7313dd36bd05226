/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Codebooks applied to units: coded passages with rule and polarity. See
   code(1), codebook(5), coding-stream(5). */
#ifndef CODING_CODER_H
#define CODING_CODER_H

#include <coding/codebook.h>
#include <coding/cues.h>
#include <coding/stream.h>

/* All borrowed for the coder's life. */
typedef struct {
    const coding_codebook *const *books;
    const coding_cues *const *cues;   /* one a codebook; an item may be NULL:
                                         every passage is affirmed */
    size_t book_count;                /* at least 1 */
    const char *const *roles;         /* whose words are coded */
    size_t role_count;                /* 0: the respondents' */
    bool exact;                       /* no folding of text and patterns */
    bool plain;                       /* the plain engine, to judge the other */
    bool keep_going;                  /* a pattern that is stopped by a limit
                                         takes only its own rules with it */
    bool explain;                     /* rows that say why; result columns are
                                         those of coding_coder_explain_columns */
    const char *const *explain_codes; /* CODE or FACET/CODE; of these only */
    size_t explain_code_count;        /* 0: of all */
    const char *tool;                 /* for the meta row; NULL: "code" */
    const char *arguments;            /* of the meta row; NULL: none */
    const char *details;              /* before the codebooks', the tokenizer's;
                                         NULL: none */
    const char *abbreviations;        /* as of coding_tokenize_options */
    bool first;                       /* no stream came before */
    /* The text of the document whose rows come, for passages that run over
       several units; empty, or NULL: their text is put together from the
       units, with one space between. */
    coding_span (*text)(void *user);
    void *text_user;
} coding_coder_options;

typedef struct coding_coder coding_coder;

/* What was done so far. */
typedef struct {
    uint64_t documents, units; /* units: those whose words are coded */
    uint64_t passages;         /* coding rows given */
    uint64_t other;            /* of them with a polarity not affirmed */
    size_t codes, unmatched;   /* codes of all books; those without a passage */
    size_t stopped;            /* rules left out by keep_going */
} coding_coder_counts;

/* Codebooks, each with the cues it asks for. */
typedef struct coding_coder_books coding_coder_books;

/* Loads count codebooks. The faults of all are told, not only of the first.
   Errors are those of coding_codebook_load and coding_cues_of_codebook.
   Owned. */
CODING_CHECK coding_status coding_coder_books_load(coding_context *context,
                                                   const char *const *paths,
                                                   size_t count,
                                                   coding_coder_books **out);
/* Never fails. NULL is allowed. */
CODING_API void coding_coder_books_free(coding_coder_books *books);
/* Fills books, cues and book_count of options, borrowed from books. */
CODING_API void coding_coder_books_use(const coding_coder_books *books,
                                       coding_coder_options *options);

/* The columns of the result for rows of columns. Owned. */
CODING_CHECK coding_status coding_coder_columns(const coding_columns *columns,
                                                coding_columns **out);
/* Adds what the rows `explain` need. */
CODING_CHECK coding_status coding_coder_explain_columns(coding_columns *result);
/* How people see them. Static. */
CODING_API const coding_view *coding_coder_explain_view(void);
/* Codes rows of columns and gives rows of result columns to sink; both column
   sets are borrowed for life. Owned. CODING_EUSAGE: a role or a code to
   explain that is none, the codebooks do not go together, or a pattern is
   none. */
CODING_CHECK coding_status coding_coder_new(coding_context *context,
                                            const coding_columns *columns,
                                            const coding_columns *result,
                                            const coding_coder_options *options,
                                            coding_row_sink sink,
                                            coding_coder **out);
CODING_API void coding_coder_free(coding_coder *coder);
/* The next row. It is handed on at once; codings of a subject are given when
   it ends. CODING_EDATA: a unit without offsets, a facet that was coded
   before, a pattern that reached its limits (match-limit). CODING_EUSAGE: a
   pattern that matched no text (match-empty). Or what the sink returned. */
CODING_CHECK coding_status coding_coder_take(coding_coder *coder,
                                             const coding_row *row);
CODING_API coding_row_sink coding_coder_sink(coding_coder *coder);
/* After the last row. */
CODING_CHECK coding_status coding_coder_finish(coding_coder *coder);
CODING_API coding_coder_counts coding_coder_count(const coding_coder *coder);
/* One line for people, after coding_coder_finish: documents, passages, codes
   that never matched. Borrowed for the coder's life. */
CODING_CHECK coding_status coding_coder_summary(coding_coder *coder,
                                                const char **out);

#endif
