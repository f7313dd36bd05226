/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The inside of a survey: what is asked, and the file with the answers. */
#ifndef SURVEY_SURVEY_INSIDE_H
#define SURVEY_SURVEY_INSIDE_H

#include <coding/survey.h>

#include "survey/answer_file.h"
#include "survey/dictionary.h"
#include "survey/form.h"
#include "survey/look.h"
#include "survey/shape.h"

struct coding_survey {
    coding_context *context;
    coding_survey_options options;
    answer_file *file;
    form asked;
    dictionary book;
    shape found; /* of a file with header rows */
    look seen;
    size_t id;           /* column of the respondents' ids; FORM_NONE: none */
    coding_span id_name; /* as a variable */
    bool *carried;       /* by variable */
    coding_span document;
    buffer details, draft;
};

/* As coding_survey_open, over bytes in memory, borrowed for the call. */
CODING_MUST_USE coding_status
survey_open_bytes(coding_context *context, const char *name, coding_span bytes,
                  const coding_survey_options *options, coding_survey **out);

/* survey_options.c: what the command line says of variables; over the form. */
CODING_MUST_USE coding_status survey_options_id(coding_survey *survey);
CODING_MUST_USE coding_status survey_options_form(coding_survey *survey);
/* Leaves out what is not to be kept: the form is final then. */
CODING_MUST_USE coding_status survey_options_keep(coding_survey *survey);
/* After the form is final. */
CODING_MUST_USE coding_status survey_options_carry(coding_survey *survey);

/* Records of the file's header; 0 for files that describe themselves. */
size_t survey_header(const coding_survey *survey);
/* How many questions of a type there are; sets are one each. */
size_t survey_questions(const coding_survey *survey, form_type type);

#endif
