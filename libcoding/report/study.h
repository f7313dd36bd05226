/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A stream as the page needs it: everything by number, texts in one arena. */
#ifndef REPORT_STUDY_H
#define REPORT_STUDY_H

#include <coding/report.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/map.h"

typedef struct {
    coding_span facet, code, label, family, brief;
    size_t mentions; /* codings of the stream, */
    size_t counted;  /* of them counted, */
    size_t shown;    /* of them on the page */
} study_code;

typedef struct {
    size_t code, document;
    size_t unit;     /* index of the unit in which it starts, MAP_NONE: none */
    size_t person;   /* number of the respondent, MAP_NONE: none */
    size_t arrival;  /* place in the stream */
    size_t from, to; /* bytes of the unit's text; MAP_NONE: it is not there */
    uint64_t start, end;
    coding_span polarity, counted, respondent, text;
} study_coding;

typedef struct {
    size_t document, arrival;
    size_t first_coding, codings; /* those that start here, in text order */
    uint64_t number, start, end;
    coding_span speaker, role, respondent, question, time, text;
} study_unit;

typedef struct {
    coding_span name, digest;
    size_t first_unit, units, first_coding, codings;
    uint64_t length; /* code points up to the end of the last unit */
} study_document;

/* A respondent's attributes as one line, "side client, kind notes". */
typedef struct {
    coding_span about;
} study_person;

typedef struct {
    coding_span question, label;
} study_question;

/* What a count row counts. */
typedef enum {
    STUDY_OTHER_ROW,
    STUDY_CODE_ROW,  /* respondents of a code */
    STUDY_GROUP_ROW, /* of a code at a level of the group */
    STUDY_FAMILY_ROW,
    STUDY_THRESHOLD_ROW /* codes that pass a threshold */
} study_kind;

/* One row of a result: count, cell, test or meta, as cells by meaning. */
typedef struct {
    study_kind kind;
    bool opens; /* the first row of its kind and table */
    coding_span table, facet, code, label, family, name, group;
    double respondents, base, percent, low, high, mentions;
    double threshold, passing, expected; /* of sensitivity */
    bool dominant;
} study_count;

typedef struct {
    coding_span table, row, column, stratum;
    double n, base; /* base: of a matrix, respondents of the column */
} study_cell;

typedef struct {
    coding_span table, statistic, row, column, value, text;
} study_test;

/* An interview of a saturation curve, and a sentence about one. */
typedef struct {
    coding_span table, group, order, respondent, codes;
    double fresh, cumulative, run, ratio, low, high, mean;
} study_interview;

typedef struct {
    coding_span table, group, text;
} study_saying;

typedef struct {
    coding_span name, version, arguments, details;
} study_meta;

typedef struct {
    study_code *codes;
    study_coding *codings;
    study_unit *units;
    study_document *documents;
    study_person *people; /* by number in respondents */
    study_question *questions;
    study_count *counts;
    study_cell *cells;
    study_test *tests;
    study_interview *interviews;
    study_saying *sayings;
    study_meta *metas;
    size_t code_count, coding_count, unit_count, document_count, person_count,
        question_count, count_count, cell_count, test_count, meta_count,
        interview_count, saying_count;
    size_t code_capacity, coding_capacity, unit_capacity, document_capacity,
        person_capacity, question_capacity, count_capacity, cell_capacity,
        test_capacity, meta_capacity, interview_capacity, saying_capacity;
} study;

struct coding_report {
    coding_context *context;
    coding_report_options options;
    const coding_columns *columns;
    coding_core core;
    arena texts;
    map code_ids;    /* facet/code -> index */
    map respondents; /* in order of appearance */
    map document_names;
    map unit_ids; /* document and number -> arrival */
    study found;
    bool judged;        /* a tally filled the column counted */
    size_t bad_numbers; /* cells that should hold one and do not */
};

/* Documents' units and codings side by side and in text order, and what is
   known of each coding's place. After the last row, before any part. */
CODING_MUST_USE coding_status study_arrange(coding_report *report);
/* Number of codings shown, by options.passages. */
size_t study_shown(const coding_report *report);
/* The colour of a code, 0 to 7, by its number. */
unsigned study_colour(size_t code);
/* "label" or else the id. */
coding_span study_code_name(const study_code *code);
/* Counted, or affirmed where no tally has judged. */
bool study_counts(const coding_report *report, const study_coding *coding);
/* Why a coding does not count, empty if it does. */
coding_span study_reason(const coding_report *report,
                         const study_coding *coding);

/* The threshold that the facet's tally was given; 0: none is known. */
double study_threshold(const study *found, coding_span facet);

/* ---- text into the page; each appends to page ---- */

void html_text(buffer *page, coding_span text);    /* escaped */
void html_words(buffer *page, const char *markup); /* as it is */
void html_number(buffer *page, uint64_t number);
/* A double with digits decimals, in the C locale. */
void html_decimal(buffer *page, double number, int digits);
/* " name=\"value\"" with value escaped. */
void html_attribute(buffer *page, const char *name, coding_span value);
/* " dir=..." and " lang=..." of the texts, where they are not the page's. */
void html_language(const coding_report *report, buffer *page);

/* ---- charts: does the stream have one, and draw it. Several of a kind are
   told apart by their table; an empty span is the first ---- */

typedef struct {
    const char *name, *caption;
    /* The table of the at-th chart of the kind; false beyond the last. */
    bool (*has)(const coding_report *report, size_t at, coding_span *table);
    void (*draw)(const coding_report *report, coding_span table, buffer *page);
} chart;

const chart *chart_tally(void);
const chart *chart_families(void);
const chart *chart_groups(void);
const chart *chart_sensitivity(void);
const chart *chart_saturation(void);
const chart *chart_odds(void);
const chart *chart_portraits(void);
/* Every figure of this kind, each with its caption. */
void chart_figures(const coding_report *report, const chart *kind,
                   buffer *page);
/* The kinds in their order; NULL beyond the last. */
const chart *chart_kind(size_t at);
/* The table of the at-th run of count rows of a kind; false beyond. */
bool study_find_table(const coding_report *report, size_t at, study_kind kind,
                      coding_span *table);
/* A count row of this kind and table. */
bool study_is_of(const study_count *row, study_kind kind, coding_span table);
/* The lanes of one document: a line a code that occurs in it. */
void portrait_lanes(const coding_report *report, size_t number, buffer *page);

/* ---- the parts of the page ---- */

void style_sheet(const coding_report *report, buffer *page);
/* A table in a frame that scrolls by itself, to be ended by table_close. */
void table_open(buffer *page, const char *kind, coding_span caption);
void table_close(buffer *page);
void table_cell(buffer *page, coding_span text);
void table_figure(buffer *page, double number, int digits);
void table_summary(const coding_report *report, buffer *page);
void table_families(const coding_report *report, buffer *page);
void table_groups(const coding_report *report, buffer *page);
void table_saturation(const coding_report *report, buffer *page);
void table_people(const coding_report *report, buffer *page);
/* Some test has a sentence. */
bool table_has_tests(const coding_report *report);
void table_tests(const coding_report *report, buffer *page);
void table_cross(const coding_report *report, buffer *page);
void table_methods(const coding_report *report, buffer *page);
void kwic_sections(const coding_report *report, buffer *page);
void transcript_all(const coding_report *report, buffer *page);
void page_write(const coding_report *report, buffer *page);

#endif
