/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The header rows of a survey export: which vendor's they look like, and what
   they say of each column. docs/man/survey.1 describes the shapes. */
#ifndef SURVEY_SHAPE_H
#define SURVEY_SHAPE_H

#include "survey/form.h"
#include "table/delimited.h"

typedef enum {
    SHAPE_PLAIN,        /* one row of names */
    SHAPE_GOOGLE,       /* one row of questions, first Timestamp */
    SHAPE_LIMESURVEY,   /* one row, some as Q1[SQ001] */
    SHAPE_REDCAP,       /* one row, some as field___1 */
    SHAPE_SURVEYMONKEY, /* question, then option or Response; a title or names
                           may stand above */
    SHAPE_QUALTRICS     /* names, questions, {"ImportId":...} */
} shape_kind;

/* As in "SurveyMonkey". Static. */
const char *shape_name(shape_kind kind);

enum { SHAPE_ROWS = 64, SHAPE_HEADER_LIMIT = 4, SHAPE_COLUMNS = 16384 };

/* The first records of the file. */
typedef struct {
    const coding_span *rows[SHAPE_ROWS];
    size_t widths[SHAPE_ROWS], lines[SHAPE_ROWS];
    size_t count;
} shape_front;

typedef struct {
    shape_kind kind;
    size_t header; /* rows */
    form_column *columns;
    size_t count, capacity;
} shape; /* columns are the context's, without levels */

/* Copies a record. */
CODING_MUST_USE coding_status shape_keep(shape_front *front, arena *keep,
                                         const delimited_record *record);
/* header: rows of it, 0: they are found. file is what diagnostics name. Texts
   go to all->keep. CODING_EDATA: fewer records than header rows or no more,
   one row forced on a file with two, too many columns. */
CODING_MUST_USE coding_status shape_find(const shape_front *front, form *all,
                                         size_t header, shape *out);
/* Lower case, without space around it, equals words. */
bool shape_says(coding_span text, const char *words);
/* The same words, whatever white space is between them. */
bool shape_same(coding_span a, coding_span b);
/* Runs of white space are one blank, none at the ends; a copy. */
CODING_MUST_USE coding_status shape_clean(form *all, coding_span text,
                                          coding_span *out);

#endif
