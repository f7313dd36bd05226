/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Header rows. What vendors write was taken from exports of the years 2012 to
   2024. See survey/shape.h. */
#include "survey/shape.h"

#include <string.h>

#include "base/buffer.h"
#include "base/diag.h"
#include "base/memory.h"
#include "base/number.h"

const char *
shape_name(shape_kind kind)
{
    static const char *const names[] = {
        [SHAPE_PLAIN] = "a plain table",       [SHAPE_GOOGLE] = "Google Forms",
        [SHAPE_LIMESURVEY] = "LimeSurvey",     [SHAPE_REDCAP] = "REDCap",
        [SHAPE_SURVEYMONKEY] = "SurveyMonkey", [SHAPE_QUALTRICS] = "Qualtrics",
    };

    return names[kind];
}

coding_status
shape_keep(shape_front *front, arena *keep, const delimited_record *record)
{
    coding_span *cells = NULL;
    coding_status status = ARENA_ARRAY(keep, record->count, &cells);

    for (size_t i = 0; status == CODING_OK && i < record->count; i++)
        status = arena_copy(keep, record->cells[i], &cells[i]);
    if (status != CODING_OK)
        return status;
    front->rows[front->count] = cells;
    front->widths[front->count] = record->count;
    front->lines[front->count] = record->line;
    front->count++;
    return CODING_OK;
}

bool
shape_says(coding_span text, const char *words)
{
    text = coding_span_trim(text);
    if (text.length != strlen(words))
        return false;
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.at[i];

        if (byte >= 'A' && byte <= 'Z')
            byte = (char)(byte - 'A' + 'a');
        if (byte != words[i])
            return false;
    }
    return true;
}

static bool
is_space(char byte)
{
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

bool
shape_same(coding_span a, coding_span b)
{
    size_t i = 0, k = 0;

    a = coding_span_trim(a);
    b = coding_span_trim(b);
    while (i < a.length && k < b.length) {
        bool space = is_space(a.at[i]);

        if (space != is_space(b.at[k]) || (!space && a.at[i] != b.at[k]))
            return false;
        if (!space) {
            i++;
            k++;
        }
        for (; space && is_space(a.at[i]); i++)
            continue;
        for (; space && is_space(b.at[k]); k++)
            continue;
    }
    return i == a.length && k == b.length;
}

coding_status
shape_clean(form *all, coding_span text, coding_span *out)
{
    coding_status status;
    buffer clean;
    bool space = false;

    text = coding_span_trim(text);
    buffer_init(&clean, all->context);
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.at[i];

        if (is_space(byte)) {
            space = true;
            continue;
        }
        if (space)
            buffer_add_byte(&clean, ' ');
        space = false;
        buffer_add_byte(&clean, byte);
    }
    status = buffer_status(&clean);
    if (status == CODING_OK)
        status = arena_copy(&all->keep, buffer_span(&clean), out);
    buffer_free(&clean);
    return status;
}

/* ---- looking at rows ---- */

static coding_span
cell(const shape_front *front, size_t row, size_t column)
{
    if (row >= front->count || column >= front->widths[row])
        return (coding_span){NULL, 0};
    return coding_span_trim(front->rows[row][column]);
}

static size_t
filled(const shape_front *front, size_t row)
{
    size_t count = 0;

    for (size_t i = 0; i < front->widths[row]; i++)
        count += cell(front, row, i).length > 0;
    return count;
}

static bool
holds_import_ids(const shape_front *front, size_t row)
{
    static const char mark[] = "{\"ImportId\"";
    coding_span first = {NULL, 0};

    for (size_t i = 0; row < front->count && i < front->widths[row]; i++)
        if (first.length == 0)
            first = cell(front, row, i);
    return first.length >= sizeof mark - 1 &&
           memcmp(first.at, mark, sizeof mark - 1) == 0;
}

static bool
is_response(coding_span text)
{
    return shape_says(text, "response") ||
           shape_says(text, "open-ended response");
}

/* Whether a row can be one of options. Below the respondent's id, which is the
   first question, stands nothing, the question again, or "Response"; and no
   number stands alone in what is above, as it does in answers. */
static bool
begins_options(const shape_front *front, size_t row)
{
    coding_span first = cell(front, row, 0);
    coding_span above = cell(front, row - 1, 0);
    double number;

    for (size_t i = 0; row > 1 && i < front->widths[row - 1]; i++)
        if (number_to_double(cell(front, row - 1, i), &number))
            return false;
    return first.length == 0 || is_response(first) ||
           coding_span_equal(first, above);
}

/* A row of options below one of questions, by the word "Response". */
static bool
has_responses(const shape_front *front, size_t row)
{
    if (row >= front->count || !begins_options(front, row))
        return false;
    for (size_t i = 0; i < front->widths[row]; i++)
        if (is_response(cell(front, row, i)))
            return true;
    return false;
}

/* The same without that word: options stand where the row above, which has a
   first cell, has gaps; answers below have their first cell too. */
static bool
has_options(const shape_front *front, size_t row)
{
    bool gaps = false;

    if (row + 1 >= front->count || !begins_options(front, row) ||
        cell(front, row - 1, 0).length == 0 ||
        cell(front, row + 1, 0).length == 0)
        return false;
    for (size_t i = 1; i < front->widths[row]; i++)
        gaps |= cell(front, row, i).length > 0 &&
                cell(front, row - 1, i).length == 0;
    return gaps;
}

/* ---- which shape ---- */

/* field___code */
static size_t
redcap_mark(coding_span name)
{
    for (size_t i = 1; i + 3 < name.length; i++)
        if (memcmp(name.at + i, "___", 3) == 0)
            return i;
    return 0;
}

static shape_kind
kind_of_names(const shape_front *front)
{
    bool brackets = false;

    for (size_t i = 0; i < front->widths[0]; i++) {
        coding_span name = cell(front, 0, i);

        if (redcap_mark(name) > 0)
            return SHAPE_REDCAP;
        brackets |= name.length > 3 && name.at[name.length - 1] == ']' &&
                    memchr(name.at + 1, '[', name.length - 2) != NULL;
    }
    /* Grids of Google Forms have brackets too. */
    if (shape_says(cell(front, 0, 0), "timestamp"))
        return SHAPE_GOOGLE;
    return brackets ? SHAPE_LIMESURVEY : SHAPE_PLAIN;
}

/* What Qualtrics calls its own columns, and asks in them: names and questions,
   as exports have them whose third row was taken out. */
static bool
has_questions(const shape_front *front)
{
    static const char *const asked[][2] = {
        {"responseid", "response id"},     {"startdate", "start date"},
        {"recordeddate", "recorded date"}, {"enddate", "end date"},
        {"ipaddress", "ip address"},       {"status", "response type"}};
    const size_t count = sizeof asked / sizeof *asked;

    /* Exports before 2017 begin with it. */
    if (shape_says(cell(front, 1, 0), "responseid"))
        return true;
    for (size_t i = 0; i < front->widths[0]; i++)
        for (size_t k = 0; k < count; k++)
            if (shape_says(cell(front, 0, i), asked[k][0]) &&
                shape_says(cell(front, 1, i), asked[k][1]))
                return true;
    return false;
}

static void
find_kind(const shape_front *front, shape *out)
{
    for (size_t row = 2; row >= 1; row--)
        if (holds_import_ids(front, row)) {
            out->kind = SHAPE_QUALTRICS;
            out->header = row + 1;
            return;
        }
    if (has_questions(front)) {
        out->kind = SHAPE_QUALTRICS;
        out->header = 2;
        return;
    }
    for (size_t pass = 0; pass < 2; pass++)
        for (size_t row = 1; row < SHAPE_HEADER_LIMIT; row++)
            if (pass == 0 ? has_responses(front, row)
                          : has_options(front, row)) {
                out->kind = SHAPE_SURVEYMONKEY;
                out->header = row + 1;
                return;
            }
    out->kind = kind_of_names(front);
    out->header = 1;
}

/* What a row that was found to be header holds. */
static const char *
header_words(const shape_front *front, const shape *found)
{
    if (found->kind == SHAPE_SURVEYMONKEY)
        return "options or 'Response'";
    return holds_import_ids(front, found->header - 1) ? "ImportIds"
                                                      : "questions";
}

/* Fewer rows than a vendor's marks show would make a respondent of the rest;
   options without a mark are a guess, against which two rows may be said. */
static coding_status
check_fewer(const shape_front *front, const form *all, size_t header,
            const shape *found)
{
    bool sure = found->kind == SHAPE_QUALTRICS ||
                (found->kind == SHAPE_SURVEYMONKEY &&
                 (header == 1 || has_responses(front, found->header - 1)));

    if (header >= found->header || !sure)
        return CODING_OK;
    return diag_error(all->context, CODING_EDATA, "survey-header",
                      (diag_place){.file = all->file},
                      "has %zu header rows (line %zu holds %s), not %zu: "
                      "columns would lose their names",
                      found->header, front->lines[found->header - 1],
                      header_words(front, found), header);
}

/* More than were found: what they hold is said to be no answers. */
static void
tell_more(const shape_front *front, const form *all, size_t header,
          const shape *found)
{
    if (header > found->header && header < front->count &&
        (found->kind == SHAPE_QUALTRICS || found->kind == SHAPE_SURVEYMONKEY))
        diag_warning(all->context, "survey-header",
                     (diag_place){.file = all->file,
                                  .line = front->lines[found->header]},
                     "%zu header rows were found; what stands here is read as "
                     "header too, as told, and not as answers",
                     found->header);
}

/* So many rows were said to be it. */
static coding_status
force(const shape_front *front, const form *all, size_t header, shape *out)
{
    coding_status status;

    if (header > SHAPE_HEADER_LIMIT)
        return diag_error(all->context, CODING_EUSAGE, "survey-header",
                          (diag_place){.file = all->file},
                          "there are at most %d header rows",
                          SHAPE_HEADER_LIMIT);
    find_kind(front, out);
    status = check_fewer(front, all, header, out);
    if (status != CODING_OK || out->header == header)
        return status;
    tell_more(front, all, header, out);
    out->header = header;
    if (header == 1)
        out->kind = kind_of_names(front);
    else if (header == 2 && filled(front, 0) == front->widths[0])
        out->kind = SHAPE_QUALTRICS; /* no gaps: names above questions */
    else if (out->kind != SHAPE_QUALTRICS)
        out->kind = SHAPE_SURVEYMONKEY;
    return CODING_OK;
}

/* ---- columns ---- */

/* Which rows hold what, FORM_NONE: none does. */
typedef struct {
    size_t names, texts, options;
} roles;

static roles
roles_of(const shape_front *front, const shape *found)
{
    roles rows = {FORM_NONE, FORM_NONE, FORM_NONE};

    if (found->kind == SHAPE_QUALTRICS) {
        rows.names = 0;
        if (found->header > 2 || !holds_import_ids(front, 1))
            rows.texts = found->header > 1 ? 1 : FORM_NONE;
    } else if (found->kind == SHAPE_SURVEYMONKEY) {
        rows.options = found->header - 1;
        rows.texts = found->header - 2;
        if (found->header > 2 && filled(front, found->header - 3) > 1)
            rows.names = found->header - 3; /* else a title */
    } else {
        rows.names = 0;
    }
    return rows;
}

/* Qualtrics puts " - Selected Choice" between a question and its options. */
static coding_status
drop_selected(form *all, coding_span *text)
{
    static const char words[] = " - Selected Choice";
    const size_t length = sizeof words - 1;
    coding_status status;
    buffer rest;
    size_t at = 0;

    while (at + length <= text->length &&
           memcmp(text->at + at, words, length) != 0)
        at++;
    if (at + length > text->length)
        return CODING_OK;
    buffer_init(&rest, all->context);
    buffer_add(&rest, (coding_span){text->at, at});
    buffer_add(&rest, (coding_span){text->at + at + length,
                                    text->length - at - length});
    status = buffer_status(&rest);
    if (status == CODING_OK)
        status = arena_copy(&all->keep, buffer_span(&rest), text);
    buffer_free(&rest);
    return status;
}

/* The code in front of "Q2[SQ001]. Which? [trust]", LimeSurvey's heading of
   codes and texts; 0: there is none. */
static size_t
code_length(coding_span heading)
{
    bool inside = false;

    for (size_t i = 0; i + 2 < heading.length; i++) {
        char byte = heading.at[i];

        if (byte == '.' && i > 0 && !inside)
            return heading.at[i + 1] == ' ' ? i : 0;
        if (byte == '[' || byte == ']')
            inside = byte == '[';
        else if (!inside && (byte == ' ' || byte == '?'))
            return 0;
    }
    return 0;
}

static void
divide_heading(form_column *made)
{
    size_t length = code_length(made->name);

    if (length == 0)
        return;
    made->text = coding_span_trim((coding_span){
        made->name.at + length + 1, made->name.length - length - 1});
    made->name.length = length;
}

static coding_status
read_column(const shape_front *front, form *all, roles rows, size_t column,
            form_column *made)
{
    coding_status status =
        shape_clean(all, cell(front, rows.names, column), &made->name);

    if (status == CODING_OK)
        status = shape_clean(all, cell(front, rows.texts, column), &made->text);
    if (status == CODING_OK && rows.options == FORM_NONE)
        status = drop_selected(all, &made->text);
    if (status == CODING_OK)
        status =
            shape_clean(all, cell(front, rows.options, column), &made->option);
    /* Some repeat a question that has no options. */
    if (status == CODING_OK && coding_span_equal(made->text, made->option))
        made->option.length = 0;
    return status;
}

/* The widest of the first records, without columns that are empty in all. */
static size_t
width_of(const shape_front *front)
{
    size_t width = 0;

    for (size_t row = 0; row < front->count; row++)
        for (size_t i = front->widths[row]; i > width; i--)
            if (cell(front, row, i - 1).length > 0)
                width = i;
    return width;
}

static coding_status
read_columns(const shape_front *front, form *all, shape *out)
{
    roles rows = roles_of(front, out);
    size_t width = width_of(front);
    coding_status status = CODING_OK;

    if (width > SHAPE_COLUMNS)
        return diag_error(all->context, CODING_EDATA, "survey-wide",
                          (diag_place){.file = all->file},
                          "%zu columns; at most %d are read", width,
                          SHAPE_COLUMNS);
    status = BASE_GROW(all->context, &out->columns, &out->capacity, width);
    for (size_t i = 0; status == CODING_OK && i < width; i++) {
        out->columns[i] = (form_column){.type = FORM_SINGLE};
        out->count = i + 1;
        status = read_column(front, all, rows, i, &out->columns[i]);
        if (status == CODING_OK && out->kind == SHAPE_LIMESURVEY)
            divide_heading(&out->columns[i]);
    }
    return status;
}

coding_status
shape_find(const shape_front *front, form *all, size_t header, shape *out)
{
    diag_place place = {.file = all->file};
    coding_status status = CODING_OK;

    *out = (shape){0};
    if (front->count == 0)
        return diag_error(all->context, CODING_EDATA, "survey-empty", place,
                          "holds no rows");
    if (header == 0)
        find_kind(front, out);
    else
        status = force(front, all, header, out);
    if (status == CODING_OK && front->count <= out->header)
        status = diag_error(all->context, CODING_EDATA, "survey-no-answers",
                            place, "%zu header row%s and no answers below",
                            out->header, out->header == 1 ? "" : "s");
    return status == CODING_OK ? read_columns(front, all, out) : status;
}
