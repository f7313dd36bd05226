/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A codebook: codes, their definitions, the rules that find them, and the
   examples that test the rules. See codebook(5), docs/format/codebook.md.
   Everything read from a codebook is borrowed until coding_codebook_free().
   Spans are UTF-8, trimmed, NUL-terminated behind their length. */
#ifndef CODING_CODEBOOK_H
#define CODING_CODEBOOK_H

#include <coding/context.h>
#include <coding/place.h>
#include <coding/span.h>

#include <stdint.h>

/* ---- rules ---- */

/* `any: A ,, B` is one MATCH rule an item. GLOB and WORDS rules hold a regex
   like MATCH rules do; the kind only says how the person wrote it. */
typedef enum {
    CODING_RULE_MATCH, /* patterns[0], a regex; of `any` maybe a code */
    CODING_RULE_NEAR,  /* patterns[0], [1] within distance words, any order */
    CODING_RULE_THEN,  /* the same, [0] before [1] */
    CODING_RULE_ALL,   /* each of patterns occurs within the rule's `within` */
    CODING_RULE_GLOB,  /* patterns[0], a regex made from wildcards */
    CODING_RULE_WORDS  /* patterns[0], a regex made from a word list */
} coding_rule_kind;

typedef enum {
    CODING_WITHIN_SENTENCE, /* the default */
    CODING_WITHIN_TURN,
    CODING_WITHIN_ANSWER
} coding_within;

#define CODING_NO_CODE SIZE_MAX

/* A regex, or `code:NAME`: an affirmed coding of another code. */
typedef struct {
    coding_span regex; /* PCRE2 syntax, caseless, UTF, UCP; empty: a code */
    coding_span text;  /* as the person wrote it (`govern*`, `code:trust`) */
    coding_span facet; /* of `code:FACET/NAME` in another facet, else empty */
    coding_span name;  /* NAME of `code:NAME`, else empty */
    size_t code;       /* its place in this codebook, CODING_NO_CODE if the
                          pattern is a regex or the facet is another one */
    coding_place place;
} coding_rule_pattern;

/* `only: name=value|value`: one of the values, exactly. */
typedef struct {
    coding_span name; /* as in `side`, `question`, `role` */
    const coding_span *values;
    size_t value_count; /* at least 1 */
    coding_place place;
} coding_rule_condition;

typedef struct {
    coding_rule_kind kind;
    coding_span id; /* unique in the codebook; CODE.KIND.N if not named */
    const coding_rule_pattern *patterns;
    size_t pattern_count; /* 1; NEAR and THEN 2; ALL 1 or more */
    unsigned distance;    /* NEAR and THEN: at most so many words between */
    coding_within within; /* of ALL, `none` and `code:NAME` */
    bool bounded; /* `within` was given: NEAR and THEN keep to it, too */
    /* The code's own, then the rule's own, in the order of the file. */
    const coding_rule_pattern *unless; /* regexes that cancel on overlap */
    size_t unless_count;
    const coding_rule_pattern *none; /* must not occur in `within` */
    size_t none_count;
    const coding_rule_condition *only; /* all must hold */
    size_t only_count;
    double weight; /* 1 if not given; nothing but `tally --score` uses it */
    coding_place place;
} coding_rule;

/* ---- codes ---- */

typedef struct {
    coding_span text;
    coding_place place;
} coding_example;

/* `implies: NAME` or `implies: FACET/NAME`. */
typedef struct {
    coding_span facet; /* empty: this codebook's */
    coding_span name;
    size_t code; /* its place in this codebook, or CODING_NO_CODE */
    coding_place place;
} coding_implied;

typedef struct {
    coding_span id;
    coding_span label;  /* the id if not given */
    coding_span family; /* may be empty */
    /* `brief`, `full`, `when`, `not`; may be empty. Several fields of one name
       are joined by "; ". */
    coding_span brief, full, when_to_use, when_not;
    const coding_implied *implies;
    size_t implies_count;
    const coding_example *examples, *counterexamples;
    size_t example_count, counterexample_count;
    const coding_rule *rules; /* in the order of the file; may be none */
    size_t rule_count;
    coding_span record; /* lines `field: value`, without comments: the cell
                           `value` of the stream's code row */
    coding_place place;
} coding_code;

/* ---- codebooks ---- */

typedef enum {
    CODING_OVERLAP_ALL, /* the default */
    CODING_OVERLAP_LONGEST,
    CODING_OVERLAP_FIRST
} coding_overlap;

/* A file that the codebook names, for provenance. */
typedef struct {
    const char *file;   /* as opened */
    const char *sha256; /* 64 hexadecimal digits */
} coding_side_file;

typedef struct {
    const char *file; /* as the user named it */
    coding_span name;
    coding_span version;  /* "1" if not given */
    coding_span facet;    /* the name if not given */
    coding_span label;    /* the name if not given */
    coding_span language; /* "en" if not given */
    coding_span cues;     /* as written: empty, "none" or a file; see
                             coding_cues_of_codebook() in coding/cues.h */
    coding_overlap overlap;
    const coding_code *codes;      /* in the order of the file */
    size_t code_count;             /* at least 1 */
    size_t rule_count;             /* of all codes */
    const coding_side_file *lists; /* of `words:`, in the order met */
    size_t list_count;
    const char *sha256; /* of the file's bytes, 64 hexadecimal digits */
} coding_codebook_data;

typedef struct coding_codebook coding_codebook;

/* Reads and checks a codebook file (gzip is undone). Every fault of the file
   is given as an error with line, column and source line, then the result is
   CODING_EUSAGE. CODING_ESYSTEM: the file, or a word list that it names,
   cannot be read; no memory. Owned. */
CODING_CHECK coding_status coding_codebook_load(coding_context *context,
                                                const char *path,
                                                coding_codebook **out);
/* The same from memory; text is copied. name is the file name for messages,
   and its folder is where `words:` looks. Owned. */
CODING_CHECK coding_status coding_codebook_parse(coding_context *context,
                                                 const char *name,
                                                 coding_span text,
                                                 coding_codebook **out);
/* Code records as they stand in the stream: text is one or more records
   without a header. name, version and facet are empty spans, references to
   other codes are not looked up, `words:` gives no rule (the list is not
   there). Owned. Errors as above. */
CODING_CHECK coding_status coding_codebook_parse_record(coding_context *context,
                                                        const char *name,
                                                        coding_span text,
                                                        coding_codebook **out);
/* Never fails. NULL is allowed. */
CODING_API void coding_codebook_free(coding_codebook *book);
CODING_API const coding_codebook_data *
coding_codebook_content(const coding_codebook *book);
/* The place of a code in content->codes, CODING_NO_CODE if absent. */
CODING_API size_t coding_codebook_find(const coding_codebook *book,
                                       coding_span id);

/* ---- several codebooks at once ---- */

typedef struct {
    size_t book; /* in books */
    size_t code; /* in the book's codes */
} coding_code_at;

/* Holds count codebooks against each other: two may not share a facet, every
   `code:FACET/NAME` and `implies: FACET/NAME` must be there, and no code may
   need itself (a code needs those its rules name, and those that imply it).
   order is the caller's, room for the codes of all books: filled so that each
   code comes after those it needs, else in codebook order. order may be NULL.
   CODING_EUSAGE: told by errors. */
CODING_CHECK coding_status coding_codebook_order(
    coding_context *context, const coding_codebook *const *books, size_t count,
    coding_code_at *order);

/* ---- to rehearse a codebook ---- */

/* The codebook under the facet FACET + suffix, so that it can run beside the
   original. References to other facets get the suffix, too. book is borrowed
   for the copy's life. Owned. CODING_ESYSTEM: no memory. */
CODING_CHECK coding_status coding_codebook_rename(coding_context *context,
                                                  const coding_codebook *book,
                                                  const char *suffix,
                                                  coding_codebook **out);
/* Each rule a code of its own, with the rule's id, in the order of the file;
   so that no rule hides another. The facet is FACET + suffix + "rules";
   `code:NAME` are those of coding_codebook_rename(suffix). Otherwise as above;
   CODING_EUSAGE: there is no rule (not told). */
CODING_CHECK coding_status coding_codebook_split(coding_context *context,
                                                 const coding_codebook *book,
                                                 const char *suffix,
                                                 coding_codebook **out);

/* The codebook under the facet FACET + suffix, as coding_codebook_rename(), but
   without any `unless`: what the guards hold back is what it finds more. */
CODING_CHECK coding_status coding_codebook_unguard(coding_context *context,
                                                   const coding_codebook *book,
                                                   const char *suffix,
                                                   coding_codebook **out);

/* The words of the enumerations, as they are written in a codebook. Static. */
CODING_API const char *coding_rule_kind_name(coding_rule_kind kind);
CODING_API const char *coding_within_name(coding_within within);
CODING_API const char *coding_overlap_name(coding_overlap overlap);

#endif
