/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From coded passages to answers: what counts, its rank, and the base. One
   place decides; every analysis reads the same answers. See
   docs/format/stream.md, section 5. */
#ifndef CODING_COUNTING_H
#define CODING_COUNTING_H

#include <coding/row.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* No code, no question, no attribute; no number in the cell. */
#define CODING_NO_ITEM   SIZE_MAX
#define CODING_NO_NUMBER UINT64_MAX

/* Whom a percentage speaks of. */
typedef enum {
    CODING_BASE_DEFAULT,  /* ASKED with a question, else PRESENT */
    CODING_BASE_ASKED,    /* coverage says asked; needs a question */
    CODING_BASE_ANSWERED, /* coverage says answered; needs a question */
    CODING_BASE_PRESENT,  /* have a unit in a document */
    CODING_BASE_ALL       /* every respondent row */
} coding_base;

typedef struct {
    coding_span facet;    /* empty: the only one of the stream */
    coding_span question; /* empty: every question */
    size_t top;           /* codes of an answer that count; 0: all */
    coding_span polarity; /* words with commas, or "all"; empty: affirmed */
    coding_base base;
    const char *const *where; /* each "NAME=VALUE|VALUE", all must hold */
    size_t where_count;
    bool merge; /* read answer rows of tallied shards, not coding rows */
} coding_counting_options; /* all zero is the default; all borrowed for life */

typedef struct coding_counting coding_counting;

/* Counts rows of columns, which is borrowed for its life. Owned.
   CODING_EUSAGE: an attribute, a polarity or a base that cannot be. */
CODING_CHECK coding_status coding_counting_new(
    coding_context *context, const coding_columns *columns,
    const coding_counting_options *options, coding_counting **out);
CODING_API void coding_counting_free(coding_counting *counting);
/* Learns from the next row of the stream, of any kind. CODING_EUSAGE: several
   facets and none chosen, or a facet that is absent or counted already.
   CODING_EDATA: a coding of an unknown code, a rank that is no number, or
   shards that cannot be merged. */
CODING_CHECK coding_status coding_counting_take(coding_counting *counting,
                                                const coding_row *row);
/* After the last row: orders the mentions of every answer, ranks and caps
   them, and fixes the base. CODING_EUSAGE: as above, or an unknown question. */
CODING_CHECK coding_status coding_counting_finish(coding_counting *counting);

/* ---- while rows come ---- */

/* The facet that is counted; empty until it is known. Borrowed. */
CODING_API coding_span coding_counting_facet(const coding_counting *counting);
/* Whether row is a coding of that facet. */
CODING_API bool coding_counting_is_mine(const coding_counting *counting,
                                        const coding_row *row);

/* ---- after coding_counting_finish ---- */

/* What the cells `counted` and `counted_rank` of a coding row say. */
typedef struct {
    coding_span counted; /* borrowed for the counting's life */
    size_t rank;         /* 0: empty */
} coding_verdict;

/* To be called with the coding rows of the facet in the order in which they
   were taken. */
CODING_CHECK coding_status coding_counting_judge(coding_counting *counting,
                                                 const coding_row *row,
                                                 coding_verdict *out);

/* Everything below is borrowed for the counting's life. */
typedef struct {
    coding_span id, family, label;
} coding_counted_code;

typedef struct {
    coding_span id;
    const coding_span *attributes; /* one an attribute */
    const size_t *documents;       /* with a unit or a coding of theirs */
    size_t document_count;
} coding_counted_respondent;

typedef struct {
    size_t respondent, question, code; /* code CODING_NO_ITEM: named none */
    size_t rank;                       /* from 1, before the cap; 0: none */
    bool counted;                      /* rank is within the cap */
    uint64_t mentions, units;          /* codings, units that hold them */
    const size_t *documents;           /* that hold them, the first one first */
    size_t document_count;
    uint64_t unit, start; /* of the first mention; CODING_NO_NUMBER: none */
    const coding_span *attributes; /* at the first mention */
    size_t place;                  /* for coding_counting_compare */
} coding_counted_answer;

/* Codings left out for one reason, as in "rejected". */
typedef struct {
    coding_span reason;
    uint64_t codings;
} coding_left_out;

/* The facet's codes in codebook order; how many. */
CODING_API size_t coding_counting_codes(const coding_counting *counting,
                                        const coding_counted_code **out);
/* The base, by id in byte order; how many. */
CODING_API size_t coding_counting_respondents(
    const coding_counting *counting, const coding_counted_respondent **out);
/* Every answer by respondent, question (guide order) and rank; a respondent
   of the base who named no code has one without code. */
CODING_API size_t coding_counting_answers(const coding_counting *counting,
                                          const coding_counted_answer **out);
/* Which of two answers with a code was named first: interview order, document
   name, start. Negative, 0, positive. */
CODING_API int coding_counting_compare(const coding_counting *counting,
                                       const coding_counted_answer *a,
                                       const coding_counted_answer *b);
/* In the order of docs/format/stream.md section 5, without empty ones. */
CODING_API size_t coding_counting_left_out(const coding_counting *counting,
                                           const coding_left_out **out);
/* The number of an attribute, CODING_NO_ITEM if absent. */
CODING_API size_t coding_counting_attribute(const coding_counting *counting,
                                            coding_span name);
/* The same for a name that somebody gave, `attr:NAME` too. CODING_EUSAGE:
   absent, told with the nearest. */
CODING_CHECK coding_status coding_counting_find_attribute(
    const coding_counting *counting, coding_span name, size_t *out);
CODING_API size_t coding_counting_attributes(const coding_counting *counting);
CODING_API coding_span coding_counting_attribute_name(
    const coding_counting *counting, size_t attribute);
/* Empty for CODING_NO_ITEM. */
CODING_API coding_span coding_counting_question(const coding_counting *counting,
                                                size_t question);
CODING_API coding_span coding_counting_document(const coding_counting *counting,
                                                size_t document);
/* How many documents were named: numbers are below it. */
CODING_API size_t coding_counting_documents(const coding_counting *counting);
/* Respondents have several values of the attribute in their documents, and
   the earliest was taken. */
CODING_API bool coding_counting_varies(const coding_counting *counting,
                                       size_t attribute);

#endif
