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
    size_t mentions; /* codings shown or not */
} study_code;

typedef struct {
    size_t code, document;
    size_t unit;   /* index of the unit in which it starts */
    size_t person; /* number of the respondent, MAP_NONE: none */
    uint64_t start, end;
    coding_span pattern, polarity, counted, rank, respondent, text;
} study_coding;

typedef struct {
    size_t document;
    uint64_t number, start, end;
    coding_span speaker, role, respondent, question, time, text;
} study_unit;

typedef struct {
    coding_span name, digest;
    size_t first_unit, units, first_coding, codings;
    uint64_t length; /* code points up to the end of the last unit */
} study_document;

/* One row of a result: count, test or meta, as cells by meaning. */
typedef struct {
    coding_span table, facet, code, label, family, group;
    double respondents, base, percent, low, high, mentions;
    double threshold, passing, expected; /* of sensitivity */
    bool dominant;
} study_count;

typedef struct {
    coding_span table, statistic, row, column, value, text;
} study_test;

typedef struct {
    coding_span name, version, arguments, details;
} study_meta;

typedef struct {
    study_code *codes;
    study_coding *codings;
    study_unit *units;
    study_document *documents;
    study_count *counts;
    study_test *tests;
    study_meta *metas;
    size_t code_count, coding_count, unit_count, document_count, count_count,
        test_count, meta_count;
    size_t code_capacity, coding_capacity, unit_capacity, document_capacity,
        count_capacity, test_capacity, meta_capacity;
} study;

struct coding_report {
    coding_context *context;
    coding_report_options options;
    const coding_columns *columns;
    coding_core core;
    arena texts;
    map code_ids;    /* facet/code -> index */
    map respondents; /* in order of appearance */
    study found;
};

/* Number of codings shown, by options.passages. */
size_t study_shown(const coding_report *report);
/* The colour of a code, 0 to 7, by its number. */
unsigned study_colour(size_t code);
/* "label" or else the id. */
coding_span study_code_name(const study_code *code);

/* ---- the parts of the page; each appends to page ---- */

void html_text(buffer *page, coding_span text);    /* escaped */
void html_words(buffer *page, const char *markup); /* as it is */
void html_number(buffer *page, uint64_t number);
/* A double with digits decimals, in the C locale. */
void html_decimal(buffer *page, double number, int digits);
/* " name=\"value\"" with value escaped. */
void html_attribute(buffer *page, const char *name, coding_span value);

void style_sheet(const coding_report *report, buffer *page);
void chart_tally(const coding_report *report, buffer *page);
void chart_sensitivity(const coding_report *report, buffer *page);
bool chart_has_tally(const coding_report *report);
bool chart_has_sensitivity(const coding_report *report);
void portrait_chart(const coding_report *report, buffer *page);
void table_summary(const coding_report *report, buffer *page);
void table_matrix(const coding_report *report, buffer *page);
void table_tests(const coding_report *report, buffer *page);
void table_methods(const coding_report *report, buffer *page);
void kwic_table(const coding_report *report, buffer *page);
void transcript_all(const coding_report *report, buffer *page);
void page_write(const coding_report *report, buffer *page);

#endif
