/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From a file to what it asked. See coding/survey.h. */
#include <string.h>

#include "base/diag.h"
#include "base/memory.h"
#include "survey/naming.h"
#include "survey/survey_inside.h"

enum { DRAFT_LEVELS = 50 }; /* a column with more values has none */

size_t
survey_header(const coding_survey *survey)
{
    return survey->found.header;
}

/* ---- a look at the file ---- */

typedef struct {
    coding_survey *survey;
    shape_front front;
    arena kept; /* the first records */
    bool shaped;
} looking;

/* The header is known: the records kept are looked at. */
static coding_status
take_shape(looking *work)
{
    coding_survey *survey = work->survey;
    coding_status status =
        shape_find(&work->front, &survey->asked, survey->options.header_rows,
                   &survey->found);

    work->shaped = true;
    for (size_t i = survey->found.header;
         status == CODING_OK && i < work->front.count; i++)
        status = look_take(&survey->seen, work->front.rows[i],
                           work->front.widths[i]);
    return status;
}

static coding_status
look_at_record(void *user, const delimited_record *record)
{
    looking *work = user;
    coding_survey *survey = work->survey;
    coding_status status = CODING_OK;

    if (!work->shaped) {
        status = shape_keep(&work->front, &work->kept, record);
        if (status == CODING_OK && work->front.count == SHAPE_ROWS)
            status = take_shape(work);
        return status;
    }
    if (survey->seen.records >= LOOK_RECORDS && !survey->options.draft)
        return CODING_END;
    return look_take(&survey->seen, record->cells, record->count);
}

/* What the id may be found by, of a file that describes itself. */
static coding_status
copy_columns(coding_survey *survey, const form_column *columns, size_t count)
{
    shape *found = &survey->found;
    coding_status status =
        BASE_GROW(survey->context, &found->columns, &found->capacity, count);

    for (; status == CODING_OK && found->count < count; found->count++)
        found->columns[found->count] =
            (form_column){.name = columns[found->count].name,
                          .text = columns[found->count].text};
    return status;
}

static coding_status
look_at_file(coding_survey *survey)
{
    size_t count = 0;
    const form_column *columns = answer_file_columns(survey->file, &count);
    looking work = {.survey = survey, .shaped = columns != NULL};
    coding_status status;

    arena_init(&work.kept, survey->context);
    status = answer_file_read(survey->file, true, look_at_record, &work);
    if (status == CODING_OK && !work.shaped)
        status = take_shape(&work);
    if (status == CODING_OK && columns != NULL && survey->seen.records == 0)
        status = diag_error(survey->context, CODING_EDATA, "survey-no-answers",
                            (diag_place){.file = survey->asked.file},
                            "%zu variables and no rows", count);
    if (status == CODING_OK && columns != NULL)
        status = copy_columns(survey, columns, count);
    if (status == CODING_OK)
        status =
            columns != NULL
                ? naming_copy(columns, count, &survey->seen, &survey->asked)
                : naming_find(&survey->found, &survey->seen, &survey->asked);
    arena_clear(&work.kept);
    return status;
}

/* ---- what was found ---- */

size_t
survey_questions(const coding_survey *survey, form_type type)
{
    const form *asked = &survey->asked;
    size_t count = 0;

    for (size_t i = 0; i < asked->count; i++) {
        const form_variable *one = &asked->variables[i];

        if (one->set == FORM_NONE || one->type == FORM_OPEN)
            count += one->type == type;
        if (one->set != FORM_NONE && form_set_first(asked, one->set) == i)
            count += asked->sets[one->set].type == type;
    }
    return count;
}

static void
add_shape(const coding_survey *survey, buffer *out)
{
    size_t header = survey->found.header;

    if (header == 0) {
        buffer_add_byte(out, '.');
        buffer_add_text(out, answer_file_format_name(survey->file));
        return;
    }
    buffer_add_text(out, shape_name(survey->found.kind));
    buffer_add_text(out, " with ");
    buffer_add_unsigned(out, header);
    buffer_add_text(out, header == 1 ? " header row" : " header rows");
}

/* "SurveyMonkey with 2 header rows: 12 single, 3 multi, 1 open; respondents by
   'Respondent ID'" */
static coding_status
tell(const coding_survey *survey)
{
    const char *line;
    bool any = false;
    coding_status status;
    buffer words;

    buffer_init(&words, survey->context);
    add_shape(survey, &words);
    for (int i = 0; i < FORM_TYPES; i++) {
        size_t count = survey_questions(survey, (form_type)i);

        if (count == 0)
            continue;
        buffer_add_text(&words, any ? ", " : ": ");
        buffer_add_unsigned(&words, count);
        buffer_add_byte(&words, ' ');
        buffer_add_text(&words, form_type_name((form_type)i));
        any = true;
    }
    if (survey->id == FORM_NONE) {
        buffer_add_text(&words, "; respondents by row");
    } else {
        buffer_add_text(&words, "; respondents by '");
        buffer_add(&words, survey->id_name);
        buffer_add_byte(&words, '\'');
    }
    line = buffer_text(&words);
    status = buffer_status(&words);
    if (status == CODING_OK)
        diag_note(survey->context, "survey-read",
                  (diag_place){.file = survey->asked.file}, "read as %s", line);
    buffer_free(&words);
    return status;
}

/* Cells that look like several answers are a hint, not a guess acted on. */
static coding_status
hint_at_several(const coding_survey *survey)
{
    const form *asked = &survey->asked;
    coding_status status = CODING_OK;

    for (size_t i = 0; status == CODING_OK && i < asked->count; i++) {
        const form_variable *one = &asked->variables[i];
        char separator = '\0';

        if (!one->typed && one->set == FORM_NONE)
            status = look_separator(&survey->seen, one->column, &separator);
        if (separator != '\0')
            diag_note(survey->context, "survey-several",
                      (diag_place){.file = asked->file},
                      "cells of '%.*s' look like several answers: --split "
                      "'%.*s=%c' takes them apart",
                      DIAG_SPAN(one->name), DIAG_SPAN(one->name), separator);
    }
    return status;
}

/* ---- making ---- */

/* Where a file marks what was not ticked, an empty cell was not answered. */
static void
find_marks(coding_survey *survey)
{
    form *asked = &survey->asked;

    for (size_t v = 0; v < asked->count; v++) {
        const form_variable *one = &asked->variables[v];
        const look_column *column = look_at(&survey->seen, one->column);

        if (one->set == FORM_NONE || one->part != FORM_NONE || column == NULL)
            continue;
        for (size_t i = 0; i < column->values.count; i++)
            asked->sets[one->set].marked |=
                look_is_no_tick(map_name(&column->values, i));
    }
}

static coding_status
name_document(coding_survey *survey, const char *path)
{
    const char *slash = strrchr(path, '/');
    coding_span name = coding_span_of(slash != NULL ? slash + 1 : path);

    if (strcmp(path, "-") == 0)
        name = coding_span_of(survey->options.document != NULL
                                  ? survey->options.document
                                  : "stdin");
    else if (name.length > 3 &&
             memcmp(name.at + name.length - 3, ".gz", 3) == 0)
        name.length -= 3;
    return arena_copy(&survey->asked.keep, name, &survey->document);
}

static coding_status
read_dictionary(coding_survey *survey)
{
    const char *path = survey->options.dictionary;
    const char *slash;
    coding_status status;

    if (path == NULL)
        return CODING_OK;
    status = dictionary_load(survey->context, path, &survey->book);
    if (status == CODING_OK)
        status =
            dictionary_apply(&survey->book, &survey->asked, survey->id_name);
    slash = strrchr(path, '/');
    buffer_add_text(&survey->details, "dictionary=");
    buffer_add_text(&survey->details, slash != NULL ? slash + 1 : path);
    buffer_add_text(&survey->details, " sha256:");
    buffer_add_text(&survey->details, survey->book.sha256);
    (void)buffer_text(&survey->details); /* its NUL: a reader only looks */
    return status == CODING_OK ? buffer_status(&survey->details) : status;
}

/* After the file is open. */
static coding_status
make(coding_survey *survey, const char *path)
{
    coding_status status = name_document(survey, path);

    if (status == CODING_OK)
        status = look_at_file(survey);
    if (status == CODING_OK) {
        if (survey->options.id == NULL)
            survey->id =
                naming_id(&survey->found, &survey->seen, &survey->asked);
        status = survey_options_id(survey);
    }
    if (status == CODING_OK)
        status = read_dictionary(survey);
    if (status == CODING_OK)
        status = survey_options_form(survey);
    if (status == CODING_OK)
        status = survey_options_keep(survey);
    if (status == CODING_OK)
        status = survey_options_carry(survey);
    find_marks(survey);
    if (status == CODING_OK)
        status = tell(survey);
    return status == CODING_OK ? hint_at_several(survey) : status;
}

/* The survey in file, which is taken. */
static coding_status
new_survey(coding_context *context, const char *path, answer_file *file,
           const coding_survey_options *options, coding_survey **out)
{
    coding_survey *survey = NULL;
    coding_status status = BASE_NEW(context, &survey);

    if (status != CODING_OK) {
        answer_file_close(file);
        return status;
    }
    survey->context = context;
    survey->file = file;
    if (options != NULL)
        survey->options = *options;
    form_init(&survey->asked, context, answer_file_name(file));
    look_init(&survey->seen, context);
    buffer_init(&survey->details, context);
    buffer_init(&survey->draft, context);
    status = make(survey, path);
    if (status == CODING_OK)
        *out = survey;
    else
        coding_survey_free(survey);
    return status;
}

static answer_file_options
file_options(const coding_survey_options *options)
{
    if (options == NULL)
        return (answer_file_options){NULL, NULL};
    return (answer_file_options){options->sheet, options->encoding};
}

coding_status
coding_survey_open(coding_context *context, const char *path,
                   const coding_survey_options *options, coding_survey **out)
{
    const answer_file_options wanted = file_options(options);
    answer_file *file = NULL;
    coding_status status = answer_file_open(context, path, &wanted, &file);

    return status == CODING_OK ? new_survey(context, path, file, options, out)
                               : status;
}

coding_status
survey_open_bytes(coding_context *context, const char *name, coding_span bytes,
                  const coding_survey_options *options, coding_survey **out)
{
    const answer_file_options wanted = file_options(options);
    answer_file *file = NULL;
    coding_status status =
        answer_file_open_bytes(context, name, bytes, &wanted, &file);

    return status == CODING_OK ? new_survey(context, name, file, options, out)
                               : status;
}

void
coding_survey_free(coding_survey *survey)
{
    coding_context *context;

    if (survey == NULL)
        return;
    context = survey->context;
    answer_file_close(survey->file);
    dictionary_clear(&survey->book);
    look_clear(&survey->seen);
    form_clear(&survey->asked);
    base_free(context, survey->found.columns);
    base_free(context, survey->carried);
    buffer_free(&survey->details);
    buffer_free(&survey->draft);
    base_free(context, survey);
}

const char *
coding_survey_details(const coding_survey *survey)
{
    return survey->details.length > 0 ? survey->details.bytes : "";
}

coding_status
coding_survey_columns(const coding_survey *survey, coding_columns *columns)
{
    static const char *const names[] = {
        "document", "unit",  "turn",  "role", "respondent", "question",
        "start",    "end",   "label", "name", "value",      "asked",
        "answered", "words", "units", "text"};
    coding_status status = CODING_OK;
    buffer name;

    for (size_t i = 0; status == CODING_OK && i < sizeof names / sizeof *names;
         i++)
        status = coding_columns_add(columns, coding_span_of(names[i]));
    buffer_init(&name, survey->context);
    for (size_t i = 0; status == CODING_OK && i < survey->asked.count; i++) {
        buffer_reset(&name);
        buffer_add_text(&name, "attr.");
        buffer_add(&name, survey->asked.variables[i].name);
        status = buffer_status(&name);
        if (status == CODING_OK)
            status = coding_columns_add(columns, buffer_span(&name));
    }
    buffer_free(&name);
    return status;
}

/* ---- a first dictionary ---- */

static coding_status
draft_levels(coding_survey *survey, form_variable *one)
{
    const look_column *column = look_at(&survey->seen, one->column);
    form_levels *levels = &one->levels;
    coding_status status = CODING_OK;

    if (column == NULL || levels->count > 0 || one->set != FORM_NONE ||
        (one->type != FORM_SINGLE && one->type != FORM_SCALE) ||
        column->values.count > DRAFT_LEVELS)
        return CODING_OK;
    for (size_t i = 0; status == CODING_OK && i < column->values.count; i++) {
        coding_span value = map_name(&column->values, i);

        if (form_find_level(&one->missing, value) == FORM_NONE)
            status = form_add_level(&survey->asked, levels, value,
                                    (coding_span){NULL, 0});
    }
    form_sort_levels(levels);
    return status;
}

coding_status
coding_survey_draft(coding_survey *survey, coding_span *text)
{
    coding_status status = CODING_OK;

    for (size_t i = 0; status == CODING_OK && i < survey->asked.count; i++)
        status = draft_levels(survey, &survey->asked.variables[i]);
    if (status != CODING_OK)
        return status;
    buffer_reset(&survey->draft);
    dictionary_write(&survey->asked, &survey->draft);
    *text = buffer_span(&survey->draft);
    return buffer_status(&survey->draft);
}
