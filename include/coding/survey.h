/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Exports of survey tools into respondents' answers; open answers into units
   that can be coded. See survey(1), coding-dictionary(5), and section 7 of
   docs/format/stream.md. */
#ifndef CODING_SURVEY_H
#define CODING_SURVEY_H

#include <coding/row.h>

/* Strings and lists are borrowed for the survey's life. Names are those of
   variables after a dictionary gave them theirs; lists of them may also be
   separated by commas in one string. */
typedef struct {
    const char *dictionary; /* NULL: none; types are found by a look at the
                               answers */
    const char *id;         /* the variable that names respondents; NULL: found
                               by its name; "": their rows are numbered */
    const char *sheet;      /* of .xlsx; NULL: the first that is shown */
    const char *encoding;   /* NULL: UTF-8, or all of it Windows-1252 */
    const char *document;   /* the name of what comes from stdin; NULL: stdin */
    size_t header_rows;     /* 0: they are found */
    const char *const *carry; /* attributes that unit rows repeat */
    size_t carry_count;
    const char *const *keep; /* variables and sets; all others are left out */
    size_t keep_count;       /* 0: none is */
    const char *const *open; /* variables whose answers become units */
    size_t open_count;
    const char *const *sets; /* NAME=VARIABLE,VARIABLE... */
    size_t set_count;
    const char *const *splits; /* NAME=SEPARATOR: several answers in a cell */
    size_t split_count;
    const char *const *lists; /* [NAME=]FILE: the options of such a variable */
    size_t list_count;
    bool labels; /* cells hold the labels of their codes */
    bool draft;  /* for coding_survey_draft: every answer is looked at */
} coding_survey_options; /* all zero is the default; NULL is allowed */

typedef struct coding_survey coding_survey;

/* Reads the file at path ("-" is standard input; borrowed) into memory, finds
   its header rows and variables, and says in a note what it took it for.
   Owned. CODING_EDATA: the file is at fault; CODING_EUSAGE: the dictionary or
   an option; CODING_ESYSTEM. All told. */
CODING_CHECK coding_status
coding_survey_open(coding_context *context, const char *path,
                   const coding_survey_options *options, coding_survey **out);
/* Never fails. NULL is allowed. */
CODING_API void coding_survey_free(coding_survey *survey);
/* Adds the columns of its rows, one attr.NAME a variable among them. */
CODING_CHECK coding_status coding_survey_columns(const coding_survey *survey,
                                                 coding_columns *columns);
/* What the meta row says of the dictionary, as `dictionary=FILE sha256:HEX`;
   "" if there is none. Borrowed. */
CODING_API const char *coding_survey_details(const coding_survey *survey);
/* Gives the rows: questions, the document, then respondent by respondent the
   respondent, units and coverage, the document's end. columns has what
   _columns adds. CODING_EDATA: two rows of one respondent, a fault of the
   file; or what the sink returned. */
CODING_CHECK coding_status coding_survey_give(coding_survey *survey,
                                              const coding_columns *columns,
                                              coding_row_sink sink);
/* A dictionary of the file as it was found, as TSV, to be corrected by hand:
   levels are the values that occur. Borrowed for the survey's life. */
CODING_CHECK coding_status coding_survey_draft(coding_survey *survey,
                                               coding_span *text);

#endif
