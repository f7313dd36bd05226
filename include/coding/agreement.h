/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Agreement of coders, and of a codebook with people, as rows of the stream.
   See agree(1); what each figure means: coding-method(7). */
#ifndef CODING_AGREEMENT_H
#define CODING_AGREEMENT_H

#include <coding/row.h>
#include <coding/stats_agreement.h>

/* Plain files and what one of their lines is. The first line is a header; TSV,
   CSV or .xlsx. */
typedef enum {
    CODING_AGREEMENT_CODERS, /* a unit, a coder a column, empty: not coded */
    CODING_AGREEMENT_SETS,   /* the same, several codes a cell: `A;B`, `{}` */
    CODING_AGREEMENT_SPANS,  /* coder, begin, length, code; above the header
                                a line `# length L` */
    CODING_AGREEMENT_VALIDATION /* code, tp, fp, fn, tn */
} coding_agreement_input;

/* What is compared of coded streams; what nobody coded counts too. */
typedef enum {
    CODING_AGREEMENT_UNIT,     /* the units of the streams */
    CODING_AGREEMENT_SENTENCE, /* their sentences */
    CODING_AGREEMENT_ANSWER,   /* a respondent and question */
    CODING_AGREEMENT_RESPONDENT
} coding_agreement_unit;

/* Which interval of alpha is given. */
typedef enum {
    CODING_AGREEMENT_UNITS,       /* units drawn again */
    CODING_AGREEMENT_COINCIDENCES /* Krippendorff's own algorithm */
} coding_agreement_interval;

typedef struct {
    coding_stats_metric metric; /* of the alpha that gets an interval */
    coding_agreement_interval interval;
    uint64_t samples;              /* 0: no interval of alpha */
    uint64_t seed;                 /* 0: 1 */
    const char *const *categories; /* of coders, used or not, in order */
    size_t category_count;         /* 0: those that are used */
    coding_agreement_unit unit;
    const char *question;  /* only units of this question; NULL: all */
    const char *facet;     /* only codes of this facet; NULL: all */
    const char *polarity;  /* that count, by commas, or "all"; NULL: affirmed */
    const char *people;    /* a file of people's coding, to hold one stream
                              against; NULL: none */
    uint64_t threshold;    /* respondents from which a code is dominant, for
                              people; 0: not asked */
    bool counted;          /* only codings that a tally counted */
    bool disagreements;    /* rows with the units and words in dispute */
    bool digits;           /* numbers with 17 significant digits */
    bool lines;            /* lines for people: `test` rows `line` alone */
    bool results_only;     /* rows of the stream are not handed on */
    const char *arguments; /* for the meta row */
} coding_agreement_options; /* all zero is the default; texts borrowed */

typedef struct coding_agreement coding_agreement;

/* The columns of the result. columns: of the stream that people's coding is
   held against and that is handed on; NULL: none is. Owned. */
CODING_CHECK coding_status
coding_agreement_columns(coding_context *context, const coding_columns *columns,
                         coding_columns **out);
/* Gives rows of result columns to sink; all borrowed for life. Owned. */
CODING_CHECK coding_status
coding_agreement_new(coding_context *context, const coding_columns *result,
                     const coding_agreement_options *options,
                     coding_row_sink sink, coding_agreement **out);
CODING_API void coding_agreement_free(coding_agreement *agreement);

/* A plain file; path "-" is standard input, as are bytes when they are not
   NULL. Its figures are given at once, `table` is the file's name without
   folders and ending.
   CODING_EDATA: told with line, row and column: one coder only, a category
   that was not declared, a cell that is not what the form has. CODING_ESYSTEM:
   not readable. */
CODING_CHECK coding_status coding_agreement_read(coding_agreement *agreement,
                                                 coding_agreement_input form,
                                                 const char *path,
                                                 const coding_span *bytes);

/* A coded stream of the next coder: path is what messages call it, borrowed to
   the end, its name without folders and ending the coder's; then its rows; then
   the end. Provenance and codes are handed on; with options.people, every row.
   CODING_EDATA: other documents or units than the first coder's. */
CODING_CHECK coding_status
coding_agreement_begin(coding_agreement *agreement, const char *path,
                       const coding_columns *columns);
CODING_CHECK coding_status coding_agreement_take(coding_agreement *agreement,
                                                 const coding_row *row);
CODING_CHECK coding_status coding_agreement_end(coding_agreement *agreement);
/* Gives the rows of the streams. CODING_EDATA: one coder only, nothing to
   compare, people's words that are not in the text. */
CODING_CHECK coding_status coding_agreement_finish(coding_agreement *agreement);

#endif
