/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rows of a survey: the questions, and respondent by respondent the answers,
   units of open ones, coverage. See coding/survey.h and section 7 of
   docs/format/stream.md. */
#include <string.h>

#include "base/diag.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "survey/survey_inside.h"
#include "survey/values.h"
#include "table/cells.h"
#include "unitize/words.h"

/* Rows of the file that are odd in some way: how many, and the first. */
typedef struct {
    uint64_t count;
    size_t line;
} odd;

typedef struct {
    coding_survey *survey;
    const form *asked;
    coding_row_sink sink;
    coding_cells *cells;
    coding_core core;
    values *values;
    arena keep;
    size_t *columns; /* of the stream, by variable */
    bool adjacent;   /* those columns stand side by side, as they mostly do */
    size_t *open;    /* variables with open answers */
    size_t open_count;
    size_t skip;      /* records of the header that are to come */
    size_t width;     /* of the file */
    map ids;          /* of respondents, where the file has them */
    size_t *id_lines; /* by number in ids */
    size_t id_capacity;
    buffer id, text;
    coding_span respondent;
    uint64_t respondents, units;
    uint64_t point; /* of the document's text so far */
    odd empty, nameless, beyond;
} rows;

/* ---- the front ---- */

static coding_status
give_question(rows *work, coding_span id, coding_span label, form_type type,
              uint64_t ordinal)
{
    const coding_core *core = &work->core;
    coding_cells *cells = work->cells;
    coding_status status = buffer_status(&work->text);

    coding_cells_begin(cells, CODING_RECORD_QUESTION);
    coding_cells_text(cells, core->question, id);
    coding_cells_unsigned(cells, core->unit, ordinal);
    coding_cells_text(cells, core->label, label);
    coding_cells_text(cells, core->name, coding_span_of(form_type_name(type)));
    coding_cells_text(cells, core->value, buffer_span(&work->text));
    return status == CODING_OK ? coding_cells_give(cells, work->sink) : status;
}

/* A set stands before its first member, which has a row only if it is open. */
static coding_status
give_questions(rows *work)
{
    const form *asked = work->asked;
    uint64_t ordinal = 0;
    coding_status status = CODING_OK;

    for (size_t i = 0; status == CODING_OK && i < asked->count; i++) {
        const form_variable *one = &asked->variables[i];
        const form_set *set =
            one->set == FORM_NONE ? NULL : &asked->sets[one->set];

        if (set != NULL && form_set_first(asked, one->set) == i) {
            buffer_reset(&work->text);
            form_write_set(asked, one->set, &work->text);
            status = give_question(work, set->name, set->label, set->type,
                                   ++ordinal);
        }
        if (status != CODING_OK || (set != NULL && one->type != FORM_OPEN))
            continue;
        buffer_reset(&work->id);
        if (set != NULL && set->label.length > 0) {
            buffer_add(&work->id, set->label);
            buffer_add_text(&work->id, ": ");
        }
        buffer_add(&work->id, one->label);
        buffer_reset(&work->text);
        form_write_variable(asked, i, work->survey->options.labels,
                            &work->text);
        status = buffer_status(&work->id);
        if (status == CODING_OK)
            status = give_question(work, one->name, buffer_span(&work->id),
                                   one->type, ++ordinal);
    }
    return status;
}

static coding_status
give_document(rows *work)
{
    const coding_survey *survey = work->survey;
    coding_cells *cells = work->cells;
    coding_status status;
    buffer value;

    buffer_init(&value, survey->context);
    if (answer_file_encoding(survey->file)[0] != '\0') {
        buffer_add_text(&value, "encoding=");
        buffer_add_text(&value, answer_file_encoding(survey->file));
        buffer_add_text(&value, "; ");
    }
    if (survey_header(survey) > 0) {
        buffer_add_text(&value, "shape=");
        buffer_add_text(&value, shape_name(survey->found.kind));
        buffer_add_text(&value, "; ");
    }
    buffer_add_text(&value, "header=");
    buffer_add_unsigned(&value, survey_header(survey));
    status = buffer_status(&value);
    coding_cells_begin(cells, CODING_RECORD_DOCUMENT);
    coding_cells_text(cells, work->core.document, survey->document);
    coding_cells_text(cells, work->core.name,
                      coding_span_of(answer_file_format_name(survey->file)));
    coding_cells_text(cells, work->core.value, buffer_span(&value));
    if (status == CODING_OK)
        status = coding_cells_give(cells, work->sink);
    buffer_free(&value);
    return status;
}

/* ---- respondents ---- */

static void
note(odd *what, size_t line)
{
    if (what->count++ == 0)
        what->line = line;
}

static bool
is_empty(const delimited_record *record)
{
    for (size_t i = 0; i < record->count; i++)
        if (coding_span_trim(record->cells[i]).length > 0)
            return false;
    return true;
}

/* R000001: by the place in the file. */
static void
number_respondent(rows *work)
{
    uint64_t number = work->respondents;

    buffer_reset(&work->id);
    buffer_add_byte(&work->id, 'R');
    for (uint64_t power = 100000; power > number && power > 1; power /= 10)
        buffer_add_byte(&work->id, '0');
    buffer_add_unsigned(&work->id, number);
    work->respondent = buffer_span(&work->id);
}

static coding_status
name_respondent(rows *work, const delimited_record *record)
{
    size_t column = work->survey->id, before = work->ids.count, number = 0;
    coding_span id = {NULL, 0};
    coding_status status;

    if (column != FORM_NONE && column < record->count)
        id = coding_span_trim(record->cells[column]);
    if (id.length == 0) {
        number_respondent(work);
        if (column == FORM_NONE)
            return buffer_status(&work->id);
        note(&work->nameless, record->line);
        id = work->respondent;
    }
    status = map_add(&work->ids, id, &number);
    if (status == CODING_OK)
        status = BASE_GROW(work->survey->context, &work->id_lines,
                           &work->id_capacity, work->ids.count);
    if (status != CODING_OK)
        return status;
    if (number < before)
        return diag_error(
            work->survey->context, CODING_EDATA, "survey-respondent-twice",
            (diag_place){.file = work->asked->file, .line = record->line},
            "respondent '%.*s' has a row already, line %zu; --id NAME names "
            "another column, --id '' numbers the rows",
            DIAG_SPAN(id), work->id_lines[number]);
    work->id_lines[number] = record->line;
    work->respondent = map_name(&work->ids, number);
    return CODING_OK;
}

static coding_status
give_respondent(rows *work, const coding_span *cells, bool plain)
{
    coding_cells_begin(work->cells, CODING_RECORD_RESPONDENT);
    coding_cells_text(work->cells, work->core.respondent, work->respondent);
    if (work->adjacent)
        cells_texts(work->cells, work->columns[0], cells, work->asked->count);
    for (size_t v = 0; !work->adjacent && v < work->asked->count; v++)
        coding_cells_text(work->cells, work->columns[v], cells[v]);
    /* Labels are a dictionary's, and may hold anything. */
    cells_plain(work->cells, plain && !work->survey->options.labels);
    return coding_cells_give(work->cells, work->sink);
}

/* ---- open answers ---- */

/* The words of an open answer: no white space around, lines ended by LF; empty
   if there are none. */
static coding_span
words_of(rows *work, size_t v, coding_span cell)
{
    coding_span reason;

    cell = coding_span_trim(cell);
    if (cell.length == 0 || values_is_missing(work->values, v, cell, &reason) ||
        (work->asked->variables[v].set != FORM_NONE &&
         (look_is_tick(cell) || look_is_no_tick(cell))))
        return (coding_span){NULL, 0};
    if (memchr(cell.at, '\r', cell.length) == NULL)
        return cell;
    buffer_reset(&work->text);
    for (size_t i = 0; i < cell.length; i++) {
        if (cell.at[i] != '\r')
            buffer_add_byte(&work->text, cell.at[i]);
        else if (i + 1 == cell.length || cell.at[i + 1] != '\n')
            buffer_add_byte(&work->text, '\n');
    }
    return buffer_span(&work->text);
}

static coding_status
give_unit(rows *work, size_t v, coding_span text, const coding_span *cells)
{
    const coding_core *core = &work->core;
    coding_cells *to = work->cells;
    uint64_t length = utf8_length(text);

    work->point += work->units > 0; /* the LF between two answers */
    work->units++;
    coding_cells_begin(to, CODING_RECORD_UNIT);
    coding_cells_text(to, core->document, work->survey->document);
    coding_cells_unsigned(to, core->unit, work->units);
    coding_cells_unsigned(to, core->turn, work->units);
    coding_cells_text(to, core->role, coding_span_of("respondent"));
    coding_cells_text(to, core->respondent, work->respondent);
    coding_cells_text(to, core->question, work->asked->variables[v].name);
    coding_cells_unsigned(to, core->start, work->point);
    coding_cells_unsigned(to, core->end, work->point + length);
    coding_cells_text(to, core->text, text);
    for (size_t i = 0; i < work->asked->count; i++)
        if (work->survey->carried[i])
            coding_cells_text(to, work->columns[i], cells[i]);
    work->point += length;
    return coding_cells_give(to, work->sink);
}

static coding_status
give_coverage(rows *work, size_t v, coding_span text, coding_span cell)
{
    const coding_core *core = &work->core;
    coding_span reason = {NULL, 0};
    bool asked =
        !values_is_missing(work->values, v, coding_span_trim(cell), &reason) ||
        !coding_span_is(reason, "not asked");

    coding_cells_begin(work->cells, CODING_RECORD_COVERAGE);
    coding_cells_text(work->cells, core->document, work->survey->document);
    coding_cells_text(work->cells, core->respondent, work->respondent);
    coding_cells_text(work->cells, core->question,
                      work->asked->variables[v].name);
    coding_cells_unsigned(work->cells, core->asked, asked);
    coding_cells_unsigned(work->cells, core->answered, text.length > 0);
    coding_cells_unsigned(work->cells, core->units, text.length > 0);
    coding_cells_unsigned(work->cells, core->words,
                          text.length > 0 ? words_count(text) : 0);
    return coding_cells_give(work->cells, work->sink);
}

static coding_status
give_open(rows *work, const coding_span *cells)
{
    coding_status status = CODING_OK;

    for (size_t i = 0; status == CODING_OK && i < work->open_count; i++) {
        size_t v = work->open[i];
        coding_span text = words_of(work, v, cells[v]);

        status = buffer_status(&work->text);
        if (status == CODING_OK && text.length > 0)
            status = give_unit(work, v, text, cells);
        if (status == CODING_OK)
            status = give_coverage(work, v, text, cells[v]);
    }
    return status;
}

/* ---- records ---- */

static coding_status
take_record(void *user, const delimited_record *record)
{
    rows *work = user;
    const coding_span *cells = NULL;
    coding_status status;

    if (work->skip > 0) {
        work->skip--;
        return CODING_OK;
    }
    if (is_empty(record)) {
        note(&work->empty, record->line);
        return CODING_OK;
    }
    for (size_t i = work->width; i < record->count; i++)
        if (record->cells[i].length > 0)
            note(&work->beyond, record->line);
    work->respondents++;
    status = name_respondent(work, record);
    if (status == CODING_OK)
        status = values_take(work->values, record, &cells);
    if (status == CODING_OK)
        status = give_respondent(work, cells, record->plain);
    return status == CODING_OK ? give_open(work, cells) : status;
}

static coding_status
give_end(rows *work)
{
    char digest[INPUT_HEX_BYTES + 8] = "sha256:";
    coding_cells *cells = work->cells;

    memcpy(digest + 7, answer_file_digest(work->survey->file), INPUT_HEX_BYTES);
    coding_cells_begin(cells, CODING_RECORD_END);
    coding_cells_text(cells, work->core.document, work->survey->document);
    coding_cells_unsigned(cells, work->core.units, work->units);
    coding_cells_text(cells, work->core.value, coding_span_of(digest));
    return coding_cells_give(cells, work->sink);
}

/* What was odd in some rows, once each. */
static void
tell_odd(const rows *work)
{
    coding_context *context = work->survey->context;
    diag_place place = {.file = work->asked->file};

    place.line = work->empty.line;
    if (work->empty.count > 0)
        diag_warning(
            context, "survey-empty-rows", place,
            "%llu row%s left out, the first here: no cell holds anything",
            (unsigned long long)work->empty.count,
            work->empty.count == 1 ? " is" : "s are");
    place.line = work->nameless.line;
    if (work->nameless.count > 0)
        diag_warning(context, "survey-id-empty", place,
                     "%llu row%s no id, the first here; called by the place in "
                     "the file, as R000001",
                     (unsigned long long)work->nameless.count,
                     work->nameless.count == 1 ? " has" : "s have");
    place.line = work->beyond.line;
    if (work->beyond.count > 0)
        diag_warning(context, "survey-cells-beyond", place,
                     "%llu cell%s right of the last column with a name, the "
                     "first here, not read",
                     (unsigned long long)work->beyond.count,
                     work->beyond.count == 1 ? " is" : "s are");
    values_finish(work->values);
}

/* ---- one survey ---- */

static coding_status
find_columns(rows *work, const coding_columns *columns)
{
    const form *asked = work->asked;
    coding_status status =
        ARENA_ARRAY(&work->keep, asked->count, &work->columns);
    buffer name;

    buffer_init(&name, work->survey->context);
    if (status == CODING_OK)
        status = ARENA_ARRAY(&work->keep, asked->count, &work->open);
    for (size_t v = 0; status == CODING_OK && v < asked->count; v++) {
        const char *words;

        buffer_reset(&name);
        buffer_add_text(&name, "attr.");
        buffer_add(&name, asked->variables[v].name);
        words = buffer_text(&name);
        status = buffer_status(&name);
        if (status == CODING_OK)
            work->columns[v] = coding_columns_find(columns, words);
        work->adjacent = (v == 0 || work->adjacent) &&
                         work->columns[v] != CODING_NO_COLUMN &&
                         work->columns[v] == work->columns[0] + v;
        if (asked->variables[v].type == FORM_OPEN)
            work->open[work->open_count++] = v;
    }
    buffer_free(&name);
    return status;
}

static coding_status
start(rows *work, const coding_columns *columns)
{
    coding_survey *survey = work->survey;
    size_t described = 0;
    coding_status status;

    (void)answer_file_columns(survey->file, &described);
    work->width = described > 0 ? described : survey->found.count;
    work->skip = survey_header(survey);
    work->core = coding_core_of(columns);
    arena_init(&work->keep, survey->context);
    map_init(&work->ids, survey->context);
    buffer_init(&work->id, survey->context);
    buffer_init(&work->text, survey->context);
    status = coding_cells_new(survey->context, columns, &work->cells);
    if (status == CODING_OK)
        status = values_new(survey, &work->values);
    return status == CODING_OK ? find_columns(work, columns) : status;
}

coding_status
coding_survey_give(coding_survey *survey, const coding_columns *columns,
                   coding_row_sink sink)
{
    rows work = {.survey = survey, .asked = &survey->asked, .sink = sink};
    coding_status status = start(&work, columns);

    if (status == CODING_OK)
        status = give_questions(&work);
    if (status == CODING_OK)
        status = give_document(&work);
    if (status == CODING_OK)
        status = answer_file_read(survey->file, false, take_record, &work);
    if (status == CODING_OK && work.respondents == 0)
        status = diag_error(survey->context, CODING_EDATA, "survey-no-answers",
                            (diag_place){.file = work.asked->file},
                            "every row below the header is empty");
    if (status == CODING_OK)
        tell_odd(&work);
    if (status == CODING_OK)
        status = give_end(&work);
    values_free(work.values);
    coding_cells_free(work.cells);
    base_free(survey->context, work.id_lines);
    map_clear(&work.ids);
    buffer_free(&work.id);
    buffer_free(&work.text);
    arena_clear(&work.keep);
    return status;
}
