/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rows of a stream into the study the page is made of. */
#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "report/study.h"

enum { DEFAULT_PASSAGES = 10000, COLOURS = 8 };

size_t
study_shown(const coding_report *report)
{
    size_t most = report->options.passages;

    if (most == 0)
        most = DEFAULT_PASSAGES;
    return report->found.coding_count < most ? report->found.coding_count
                                             : most;
}

unsigned
study_colour(size_t code)
{
    return (unsigned)(code % COLOURS);
}

coding_span
study_code_name(const study_code *code)
{
    return code->label.length > 0 ? code->label : code->code;
}

/* Copies cells of a row; the first failure is remembered. */
typedef struct {
    coding_report *report;
    const coding_row *row;
    coding_status status;
} taker;

static coding_span
keep(taker *from, size_t column)
{
    coding_span cell = coding_row_cell(from->row, column);
    coding_span kept = {NULL, 0};

    if (from->status == CODING_OK && cell.length > 0)
        from->status = arena_copy(&from->report->texts, cell, &kept);
    return kept;
}

static uint64_t
whole(const taker *from, size_t column)
{
    uint64_t number = 0;

    return coding_row_unsigned(from->row, column, &number) ? number : 0;
}

static double
number(const taker *from, size_t column)
{
    double value = (double)NAN;

    /* *out is kept when the cell is no number. */
    (void)coding_row_number(from->row, column, &value);
    return value;
}

/* A number in a column that only some results have. */
static double
named(const taker *from, const char *column)
{
    return number(from, coding_columns_find(from->row->columns, column));
}

/* The number of facet/code, made known if it is new. */
static size_t
find_code(taker *from)
{
    coding_report *report = from->report;
    study *found = &report->found;
    const coding_core *core = &report->core;
    size_t index = 0;
    buffer key;

    buffer_init(&key, report->context);
    buffer_add(&key, coding_row_cell(from->row, core->facet));
    buffer_add_byte(&key, '/');
    buffer_add(&key, coding_row_cell(from->row, core->code));
    if (from->status == CODING_OK)
        from->status = buffer_status(&key);
    if (from->status == CODING_OK)
        from->status = map_add(&report->code_ids, buffer_span(&key), &index);
    buffer_free(&key);
    if (from->status != CODING_OK || index < found->code_count)
        return index;
    from->status = BASE_GROW(report->context, &found->codes,
                             &found->code_capacity, index + 1);
    if (from->status != CODING_OK)
        return 0;
    found->codes[index] = (study_code){.facet = keep(from, core->facet),
                                       .code = keep(from, core->code)};
    found->code_count = index + 1;
    return index;
}

static coding_status
take_code(taker *from)
{
    const coding_core *core = &from->report->core;
    size_t index = find_code(from);
    study_code *code;

    if (from->status != CODING_OK)
        return from->status;
    code = &from->report->found.codes[index];
    code->label = keep(from, core->label);
    code->family = keep(from, core->family);
    code->brief = keep(from, core->text);
    return from->status;
}

static coding_status
take_document(taker *from)
{
    study *found = &from->report->found;
    study_document *document;

    from->status =
        BASE_GROW(from->report->context, &found->documents,
                  &found->document_capacity, found->document_count + 1);
    if (from->status != CODING_OK)
        return from->status;
    document = &found->documents[found->document_count++];
    *document =
        (study_document){.name = keep(from, from->report->core.document),
                         .first_unit = found->unit_count,
                         .first_coding = found->coding_count};
    return from->status;
}

/* Rows of a document stand together, so the open one is the last. */
static study_document *
open_document(taker *from)
{
    study *found = &from->report->found;
    coding_span name = coding_row_cell(from->row, from->report->core.document);

    if (found->document_count == 0 ||
        !coding_span_equal(found->documents[found->document_count - 1].name,
                           name))
        from->status = take_document(from);
    return from->status == CODING_OK
               ? &found->documents[found->document_count - 1]
               : NULL;
}

static coding_status
take_unit(taker *from)
{
    const coding_core *core = &from->report->core;
    study *found = &from->report->found;
    study_document *document = open_document(from);
    study_unit *unit;

    if (document == NULL)
        return from->status;
    from->status = BASE_GROW(from->report->context, &found->units,
                             &found->unit_capacity, found->unit_count + 1);
    if (from->status != CODING_OK)
        return from->status;
    unit = &found->units[found->unit_count++];
    *unit = (study_unit){.document = found->document_count - 1,
                         .number = whole(from, core->unit),
                         .start = whole(from, core->start),
                         .end = whole(from, core->end),
                         .speaker = keep(from, core->speaker),
                         .role = keep(from, core->role),
                         .respondent = keep(from, core->respondent),
                         .question = keep(from, core->question),
                         .time = keep(from, core->time),
                         .text = keep(from, core->text)};
    document->units++;
    if (unit->end > document->length)
        document->length = unit->end;
    return from->status;
}

/* The unit of the open document with this number; the last one otherwise. */
static size_t
find_unit(const study *found, const study_document *document, uint64_t number)
{
    for (size_t i = document->units; i-- > 0;)
        if (found->units[document->first_unit + i].number == number)
            return document->first_unit + i;
    return found->unit_count > 0 ? found->unit_count - 1 : 0;
}

static coding_status
take_coding(taker *from)
{
    const coding_core *core = &from->report->core;
    study *found = &from->report->found;
    study_document *document = open_document(from);
    size_t code = find_code(from);
    study_coding *coding;

    if (from->status == CODING_OK)
        from->status =
            BASE_GROW(from->report->context, &found->codings,
                      &found->coding_capacity, found->coding_count + 1);
    if (from->status != CODING_OK || document == NULL)
        return from->status;
    coding = &found->codings[found->coding_count++];
    *coding = (study_coding){
        .code = code,
        .document = found->document_count - 1,
        .unit = find_unit(found, document, whole(from, core->unit)),
        .start = whole(from, core->start),
        .end = whole(from, core->end),
        .pattern = keep(from, core->pattern),
        .polarity = keep(from, core->polarity),
        .counted = keep(from, core->counted),
        .rank = keep(from, core->counted_rank),
        .respondent = keep(from, core->respondent),
        .person = MAP_NONE,
        .text = keep(from, core->text)};
    found->codes[code].mentions++;
    document->codings++;
    if (from->status == CODING_OK && coding->respondent.length > 0)
        from->status = map_add(&from->report->respondents, coding->respondent,
                               &coding->person);
    return from->status;
}

static coding_status
take_count(taker *from)
{
    const coding_core *core = &from->report->core;
    study *found = &from->report->found;

    from->status = BASE_GROW(from->report->context, &found->counts,
                             &found->count_capacity, found->count_count + 1);
    if (from->status != CODING_OK)
        return from->status;
    found->counts[found->count_count++] =
        (study_count){.table = keep(from, core->table),
                      .facet = keep(from, core->facet),
                      .code = keep(from, core->code),
                      .label = keep(from, core->label),
                      .family = keep(from, core->family),
                      .group = keep(from, core->group),
                      .respondents = number(from, core->respondents),
                      .base = number(from, core->base),
                      .percent = number(from, core->percent),
                      .low = number(from, core->ci_low),
                      .high = number(from, core->ci_high),
                      .mentions = number(from, core->mentions),
                      .threshold = named(from, "threshold"),
                      .passing = named(from, "codes"),
                      .expected = named(from, "expected"),
                      .dominant = whole(from, core->dominant) == 1};
    return from->status;
}

static coding_status
take_test(taker *from)
{
    const coding_core *core = &from->report->core;
    study *found = &from->report->found;

    from->status = BASE_GROW(from->report->context, &found->tests,
                             &found->test_capacity, found->test_count + 1);
    if (from->status != CODING_OK)
        return from->status;
    found->tests[found->test_count++] =
        (study_test){keep(from, core->table), keep(from, core->statistic),
                     keep(from, core->row),   keep(from, core->column),
                     keep(from, core->value), keep(from, core->text)};
    return from->status;
}

static coding_status
take_meta(taker *from)
{
    const coding_core *core = &from->report->core;
    study *found = &from->report->found;

    from->status = BASE_GROW(from->report->context, &found->metas,
                             &found->meta_capacity, found->meta_count + 1);
    if (from->status != CODING_OK)
        return from->status;
    found->metas[found->meta_count++] =
        (study_meta){keep(from, core->name), keep(from, core->label),
                     keep(from, core->value), keep(from, core->text)};
    return from->status;
}

static coding_status
take_end(taker *from)
{
    study_document *document = open_document(from);

    if (document != NULL)
        document->digest = keep(from, from->report->core.value);
    return from->status;
}

static coding_status
take_respondent(taker *from)
{
    coding_span id = coding_row_cell(from->row, from->report->core.respondent);
    size_t person;

    return map_add(&from->report->respondents, id, &person);
}

coding_status
coding_report_take(coding_report *report, const coding_row *row)
{
    taker from = {report, row, CODING_OK};

    switch (row->record) {
    case CODING_RECORD_META:
        return take_meta(&from);
    case CODING_RECORD_CODE:
        return take_code(&from);
    case CODING_RECORD_RESPONDENT:
        return take_respondent(&from);
    case CODING_RECORD_DOCUMENT:
        return take_document(&from);
    case CODING_RECORD_UNIT:
        return take_unit(&from);
    case CODING_RECORD_CODING:
        return take_coding(&from);
    case CODING_RECORD_COUNT:
        return take_count(&from);
    case CODING_RECORD_TEST:
        return take_test(&from);
    case CODING_RECORD_END:
        return take_end(&from);
    case CODING_RECORD_OTHER:
    case CODING_RECORD_QUESTION:
    case CODING_RECORD_COVERAGE:
    case CODING_RECORD_ANSWER:
    case CODING_RECORD_CELL:
    default:
        return CODING_OK;
    }
}
