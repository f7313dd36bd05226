/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rows of a stream into the study the page is made of. */
#include <math.h>
#include <string.h>

#include "base/diag.h"
#include "base/memory.h"
#include "report/study.h"

enum {
    DEFAULT_PASSAGES = 10000,
    COLOURS = 8,
    MOST_ATTRIBUTES = 8,
    MOST_ATTRIBUTE_BYTES = 60
};

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

/* Tells the first cell that should hold a number and does not. */
static void
tell_number(const taker *from, size_t column)
{
    coding_span cell = coding_row_cell(from->row, column);

    if (cell.length == 0 || from->report->bad_numbers++ > 0)
        return;
    diag_warning(from->report->context, "report-number",
                 (diag_place){.file = from->row->file, .line = from->row->line},
                 "'%.*s' in column %.*s is no number: it is shown as nothing",
                 DIAG_SPAN(cell),
                 DIAG_SPAN(coding_columns_name(from->row->columns, column)));
}

static uint64_t
whole(const taker *from, size_t column)
{
    uint64_t number = 0;

    if (coding_row_unsigned(from->row, column, &number))
        return number;
    tell_number(from, column);
    return 0;
}

static double
number(const taker *from, size_t column)
{
    double value = (double)NAN;

    if (!coding_row_number(from->row, column, &value))
        tell_number(from, column);
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
add_document(taker *from, coding_span name)
{
    study *found = &from->report->found;

    from->status =
        BASE_GROW(from->report->context, &found->documents,
                  &found->document_capacity, found->document_count + 1);
    if (from->status == CODING_OK)
        found->documents[found->document_count++] =
            (study_document){.name = name};
    return from->status;
}

/* The number of the row's document, made known if it is new. */
static size_t
find_document(taker *from)
{
    coding_report *report = from->report;
    size_t index = 0;

    from->status =
        map_add(&report->document_names,
                coding_row_cell(from->row, report->core.document), &index);
    if (from->status == CODING_OK && index == report->found.document_count)
        (void)add_document(from, map_name(&report->document_names, index));
    return index;
}

/* The key of a unit: its document and number, as bytes. */
typedef struct {
    uint64_t document, number;
} unit_key;

static coding_span
key_of(const unit_key *key)
{
    return (coding_span){(const char *)key, sizeof *key};
}

static coding_status
take_unit(taker *from)
{
    const coding_core *core = &from->report->core;
    study *found = &from->report->found;
    size_t document = find_document(from), place = 0;
    unit_key key = {document, whole(from, core->unit)};
    study_unit *unit;

    if (from->status == CODING_OK)
        from->status = map_add(&from->report->unit_ids, key_of(&key), &place);
    if (from->status == CODING_OK && place < found->unit_count) {
        /* A number told twice: codings go to the first, both are shown. */
        key = (unit_key){UINT64_MAX, found->unit_count};
        from->status = map_add(&from->report->unit_ids, key_of(&key), &place);
    }
    if (from->status != CODING_OK)
        return from->status;
    from->status = BASE_GROW(from->report->context, &found->units,
                             &found->unit_capacity, found->unit_count + 1);
    if (from->status != CODING_OK)
        return from->status;
    unit = &found->units[found->unit_count];
    *unit = (study_unit){.document = document,
                         .arrival = found->unit_count,
                         .number = whole(from, core->unit),
                         .start = whole(from, core->start),
                         .end = whole(from, core->end),
                         .speaker = keep(from, core->speaker),
                         .role = keep(from, core->role),
                         .respondent = keep(from, core->respondent),
                         .question = keep(from, core->question),
                         .time = keep(from, core->time),
                         .text = keep(from, core->text)};
    found->unit_count++;
    if (unit->end > found->documents[document].length)
        found->documents[document].length = unit->end;
    return from->status;
}

static coding_status
take_coding(taker *from)
{
    const coding_core *core = &from->report->core;
    study *found = &from->report->found;
    size_t document = find_document(from);
    size_t code = from->status == CODING_OK ? find_code(from) : 0;
    unit_key key = {document, whole(from, core->unit)};
    study_coding *coding;

    if (from->status == CODING_OK)
        from->status =
            BASE_GROW(from->report->context, &found->codings,
                      &found->coding_capacity, found->coding_count + 1);
    if (from->status != CODING_OK)
        return from->status;
    coding = &found->codings[found->coding_count];
    *coding =
        (study_coding){.code = code,
                       .document = document,
                       .unit = map_find(&from->report->unit_ids, key_of(&key)),
                       .arrival = found->coding_count,
                       .start = whole(from, core->start),
                       .end = whole(from, core->end),
                       .from = MAP_NONE,
                       .to = MAP_NONE,
                       .polarity = keep(from, core->polarity),
                       .counted = keep(from, core->counted),
                       .respondent = keep(from, core->respondent),
                       .person = MAP_NONE,
                       .text = keep(from, core->text)};
    found->coding_count++;
    if (from->status == CODING_OK && coding->respondent.length > 0)
        from->status = map_add(&from->report->respondents, coding->respondent,
                               &coding->person);
    return from->status;
}

/* Of saturate: a count row with `new`. */
static coding_status
take_interview(taker *from)
{
    const coding_core *core = &from->report->core;
    study *found = &from->report->found;

    from->status =
        BASE_GROW(from->report->context, &found->interviews,
                  &found->interview_capacity, found->interview_count + 1);
    if (from->status != CODING_OK)
        return from->status;
    found->interviews[found->interview_count++] = (study_interview){
        .table = keep(from, core->table),
        .group = keep(from, core->group),
        .order = keep(from, coding_columns_find(from->row->columns, "order")),
        .respondent = keep(from, core->respondent),
        .codes = keep(from, core->text),
        .fresh = named(from, "new"),
        .cumulative = named(from, "cumulative"),
        .run = named(from, "run_codes"),
        .ratio = named(from, "ratio"),
        .low = named(from, "low"),
        .high = named(from, "high"),
        .mean = named(from, "mean")};
    return from->status;
}

/* Figures about the curve at hand are of saturate: its sentences are kept. */
static bool
is_of_curve(const taker *from)
{
    const study *found = &from->report->found;
    coding_span table = coding_row_cell(from->row, from->report->core.table);

    return found->interview_count > 0 &&
           coding_span_equal(
               found->interviews[found->interview_count - 1].table, table);
}

static coding_status
take_saying(taker *from)
{
    const coding_core *core = &from->report->core;
    study *found = &from->report->found;
    coding_span text = coding_row_cell(from->row, core->text);

    if (!coding_span_is(coding_row_cell(from->row, core->statistic),
                        "saturation") ||
        text.length == 0 || memchr(text.at, ':', text.length) == NULL)
        return CODING_OK;
    from->status = BASE_GROW(from->report->context, &found->sayings,
                             &found->saying_capacity, found->saying_count + 1);
    if (from->status == CODING_OK)
        found->sayings[found->saying_count++] =
            (study_saying){keep(from, core->table), keep(from, core->group),
                           keep(from, core->text)};
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
                      .name = keep(from, core->name),
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
take_cell(taker *from)
{
    const coding_core *core = &from->report->core;
    study *found = &from->report->found;

    /* An item of a matrix is no cell of a table. */
    if (coding_row_cell(from->row, core->code).length > 0)
        return CODING_OK;
    from->status = BASE_GROW(from->report->context, &found->cells,
                             &found->cell_capacity, found->cell_count + 1);
    if (from->status != CODING_OK)
        return from->status;
    found->cells[found->cell_count++] =
        (study_cell){keep(from, core->table),  keep(from, core->row),
                     keep(from, core->column), keep(from, core->stratum),
                     number(from, core->n),    number(from, core->base)};
    return from->status;
}

static coding_status
take_question(taker *from)
{
    const coding_core *core = &from->report->core;
    study *found = &from->report->found;

    from->status =
        BASE_GROW(from->report->context, &found->questions,
                  &found->question_capacity, found->question_count + 1);
    if (from->status == CODING_OK)
        found->questions[found->question_count++] = (study_question){
            keep(from, core->question), keep(from, core->label)};
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
    const coding_core *core = &from->report->core;
    size_t document;

    if (coding_row_cell(from->row, core->document).length == 0)
        return CODING_OK; /* the stream's own */
    document = find_document(from);
    if (from->status == CODING_OK)
        from->report->found.documents[document].digest =
            keep(from, core->value);
    return from->status;
}

/* "side client, kind notes": the first attributes that are filled. */
static void
describe(const taker *from, buffer *about)
{
    static const char prefix[] = "attr.";
    const coding_columns *columns = from->row->columns;
    size_t size = sizeof prefix - 1, told = 0;

    for (size_t i = 0;
         i < coding_columns_count(columns) && told < MOST_ATTRIBUTES; i++) {
        coding_span name = coding_columns_name(columns, i);
        coding_span cell = coding_row_cell(from->row, i);

        if (name.length <= size || memcmp(name.at, prefix, size) != 0 ||
            cell.length == 0 || cell.length > MOST_ATTRIBUTE_BYTES)
            continue;
        if (told++ > 0)
            buffer_add_text(about, ", ");
        buffer_add(about, (coding_span){name.at + size, name.length - size});
        buffer_add_byte(about, ' ');
        buffer_add(about, cell);
    }
}

static coding_status
take_respondent(taker *from)
{
    coding_report *report = from->report;
    study *found = &report->found;
    coding_span id = coding_row_cell(from->row, report->core.respondent);
    size_t person = 0;
    buffer about;

    from->status = map_add(&report->respondents, id, &person);
    if (from->status == CODING_OK)
        from->status = BASE_GROW(report->context, &found->people,
                                 &found->person_capacity, person + 1);
    if (from->status != CODING_OK)
        return from->status;
    while (found->person_count <= person)
        found->people[found->person_count++] = (study_person){.about = {0}};
    buffer_init(&about, report->context);
    describe(from, &about);
    from->status = buffer_status(&about);
    if (from->status == CODING_OK)
        from->status = arena_copy(&report->texts, buffer_span(&about),
                                  &found->people[person].about);
    buffer_free(&about);
    return from->status;
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
    case CODING_RECORD_QUESTION:
        return take_question(&from);
    case CODING_RECORD_DOCUMENT:
        (void)find_document(&from); /* its status stays in from */
        return from.status;
    case CODING_RECORD_UNIT:
        return take_unit(&from);
    case CODING_RECORD_CODING:
        return take_coding(&from);
    case CODING_RECORD_COUNT:
        return isnan(named(&from, "new")) ? take_count(&from)
                                          : take_interview(&from);
    case CODING_RECORD_CELL:
        return take_cell(&from);
    case CODING_RECORD_TEST:
        return is_of_curve(&from) ? take_saying(&from) : take_test(&from);
    case CODING_RECORD_END:
        return take_end(&from);
    case CODING_RECORD_OTHER:
    case CODING_RECORD_COVERAGE:
    case CODING_RECORD_ANSWER:
    default:
        return CODING_OK;
    }
}
