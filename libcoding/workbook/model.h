/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a stream says, held as the sheets need it: people, codes and results by
   number; codings in a temporary file, with an index. */
#ifndef WORKBOOK_MODEL_H
#define WORKBOOK_MODEL_H

#include <coding/workbook.h>

#include "base/arena.h"
#include "base/map.h"
#include "unitize/abbreviations.h"
#include "workbook/model_matrix.h"
#include "workbook/model_results.h"
#include "workbook/spool.h"

#define MODEL_NONE SIZE_MAX

typedef struct {
    coding_span facet, id, family, label, codebook, brief;
    coding_span record; /* lines `field: value` */
    uint64_t codings;   /* all of them, whatever counts */
} model_code;

typedef struct {
    coding_span id, label;
    const coding_span *attributes; /* by number of attribute */
    size_t attribute_count;
    bool early; /* known before the first document */
    uint64_t units, words;
    uint64_t document_words, interviewer_words; /* of their documents */
    uint64_t documents;
} model_respondent;

typedef struct {
    coding_span name, format, facts, digest;
    uint64_t units, codings, words, interviewer_words;
} model_document;

typedef struct {
    coding_span id, wording, kind, record;
} model_question;

typedef struct {
    size_t respondent, question;
    bool asked, answered, prompted;
    uint64_t units, words;
} model_coverage;

/* Units of a respondent in a question's window. */
typedef struct {
    size_t respondent, question;
    uint64_t first, last;
} model_window;

typedef struct {
    uint32_t respondent, question, code; /* UINT32_MAX: none */
    uint32_t facet;                      /* of model.facet_ids */
    uint32_t rank;                       /* 0: none */
    uint32_t mentions;
    bool counted;
} model_answer;

typedef enum {
    FIGURE_MENTIONS,
    FIGURE_UNITS,
    FIGURE_RESPONDENTS,
    FIGURE_ORGANISATIONS,
    FIGURE_DYADS,
    FIGURE_DYADS_BOTH,
    FIGURE_DOCUMENTS,
    FIGURE_BASE,
    FIGURE_PERCENT,
    FIGURE_LOW,
    FIGURE_HIGH,
    FIGURE_FIRST,
    FIGURE_MEAN_RANK,
    FIGURE_SALIENCE,
    FIGURE_DOMINANT,
    FIGURE_CHILDREN,
    FIGURE_THRESHOLD,
    FIGURE_CODES,
    FIGURE_EXPECTED,
    FIGURE_P,
    FIGURE_VALUE,
    FIGURES
} figure;

typedef struct {
    coding_span table, facet, family, label, group, name, model, figure, text;
    size_t code;            /* MODEL_NONE: none */
    double number[FIGURES]; /* NaN: empty */
} model_count;

typedef struct {
    coding_span tool, version, arguments, details;
} model_meta;

/* A coding in the index; its cells are in the spool. */
typedef struct {
    uint64_t offset;   /* in the spool */
    uint64_t start;    /* in its document */
    uint32_t document; /* by number; after model_finish by place */
    uint32_t code;
    bool evidence;
} model_coding;

/* A unit in the index; its cells are in the spool. */
typedef struct {
    uint64_t offset;
    uint64_t start;    /* in its document */
    uint32_t document; /* by number; after model_finish by place */
} model_turn;

/* Codings for one reason, as in "beyond-top"; reason empty: not judged. */
typedef struct {
    coding_span reason;
    uint64_t codings;
} model_reason;

/* One tally: the count rows of a facet. */
typedef struct {
    coding_span facet, table;
    size_t *counts; /* of model.counts, one a code, in the stream's order */
    size_t count;
    coding_span question, unit; /* as tally was asked; unit "respondent" */
    uint64_t top;               /* 0: no cap */
    uint64_t threshold;         /* 0: none */
    double base;
} model_tally;

/* A unit of the document at hand. */
typedef struct {
    uint64_t ordinal, start;
    coding_span text;
} model_unit;

typedef struct {
    coding_context *context;
    const coding_columns *columns; /* of the row at hand */
    coding_core core;
    size_t figures[FIGURES];     /* columns */
    size_t curve[CURVE_FIGURES]; /* the same */
    size_t model_column, figure_column, organisation_column, side_column,
        order_column;
    arena keep, passing; /* passing: of the document at hand */
    map code_ids, respondent_ids, document_ids, question_ids, attribute_ids,
        window_ids, pair_ids, reason_ids, facet_ids, rule_ids;
    spool *codings_file, *units_file;
    const char *temp;
    bool keep_units; /* the words of all units are wanted */

    model_code *codes;
    model_respondent *respondents;
    model_document *documents;
    model_question *questions;
    model_coverage *coverages;
    model_window *windows;
    model_answer *answers;
    model_count *counts;
    model_interview *interviews;
    model_cell *cells;
    model_test *tests;
    model_meta *metas;
    model_matrices matrices;
    abbreviations more; /* which the units were cut with */
    model_reason *reasons;
    model_coding *codings;
    model_turn *turns;
    model_tally *tallies;
    model_unit *units;
    size_t code_count, respondent_count, document_count, question_count,
        coverage_count, window_count, answer_count, count_count, cell_count,
        test_count, meta_count, reason_count, coding_count, tally_count,
        unit_count, turn_count, interview_count;
    size_t code_capacity, respondent_capacity, document_capacity,
        question_capacity, coverage_capacity, window_capacity, answer_capacity,
        count_capacity, cell_capacity, test_capacity, meta_capacity,
        reason_capacity, coding_capacity, tally_capacity, unit_capacity,
        turn_capacity, interview_capacity;
    size_t *attribute_columns; /* of the row at hand, by attribute */
    size_t attribute_capacity;
    uint64_t *rule_counts; /* by rule: its codings */
    size_t rule_capacity;
    struct {
        uint64_t counted; /* mentions that count ... */
        uint64_t added;   /* ... of them added by a person ... */
        uint64_t changed; /* ... or given another rank or polarity */
    } by_hand;
    uint64_t bad_numbers; /* cells that should hold one and do not */

    /* after model_finish */
    size_t *people;   /* respondents in the order of tables */
    size_t *files;    /* documents by name */
    size_t *evidence; /* codings that are evidence, by code, document, start */
    size_t evidence_count;
    bool judged; /* some tally has judged codings */
} model;

CODING_MUST_USE coding_status model_init(model *all, coding_context *context,
                                         const char *temp);
void model_clear(model *all);
CODING_MUST_USE coding_status model_take(model *all, const coding_row *row);
/* Orders everything as the sheets show it. */
CODING_MUST_USE coding_status model_finish(model *all);

/* ---- questions that sheets ask ---- */

/* "label" or else the id. */
coding_span model_code_name(const model_code *code);
/* The number of an attribute, MODEL_NONE if absent. */
size_t model_attribute(const model *all, const char *name);
/* A respondent's; empty if absent. */
coding_span model_attribute_of(const model *all, size_t respondent,
                               size_t attribute);
/* The wording of a question, else its id; empty: none. */
coding_span model_question_words(const model *all, coding_span id);
/* The value of `key=` in a list of pairs separated by "; ". */
coding_span model_pair(coding_span pairs, const char *key);
/* The nth field (from 0) of that name in lines `field: value`; false: none. */
bool model_field(coding_span record, const char *name, size_t n,
                 coding_span *out);
/* How many codings a rule of a code made. */
CODING_MUST_USE coding_status model_rule_codings(const model *all, size_t code,
                                                 coding_span rule,
                                                 uint64_t *out);
/* The tally of a facet; NULL: none. */
const model_tally *model_tally_of(const model *all, coding_span facet);
/* Reads a unit's cells; borrowed until the next call. */
CODING_MUST_USE coding_status model_read_turn(model *all, const model_turn *one,
                                              coding_span fields[SPOOL_FIELDS]);
/* Reads a coding's cells; borrowed until the next call. */
CODING_MUST_USE coding_status model_read(model *all, const model_coding *one,
                                         coding_span fields[SPOOL_FIELDS]);

#endif
