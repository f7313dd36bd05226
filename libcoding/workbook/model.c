/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The rows of a stream become a model. See workbook/model.h. */
#include <string.h>

#include "base/buffer.h"
#include "base/memory.h"
#include "unitize/words.h"
#include "workbook/model_inside.h"

coding_status
model_init(model *all, coding_context *context, const char *temp)
{
    map *const maps[] = {&all->code_ids,      &all->respondent_ids,
                         &all->document_ids,  &all->question_ids,
                         &all->attribute_ids, &all->window_ids,
                         &all->pair_ids,      &all->reason_ids,
                         &all->facet_ids,     &all->rule_ids};

    memset(all, 0, sizeof *all);
    all->context = context;
    all->temp = temp;
    arena_init(&all->keep, context);
    arena_init(&all->passing, context);
    for (size_t i = 0; i < sizeof maps / sizeof *maps; i++)
        map_init(maps[i], context);
    model_matrices_init(&all->matrices, context);
    return CODING_OK;
}

void
model_clear(model *all)
{
    map *const maps[] = {&all->code_ids,      &all->respondent_ids,
                         &all->document_ids,  &all->question_ids,
                         &all->attribute_ids, &all->window_ids,
                         &all->pair_ids,      &all->reason_ids,
                         &all->facet_ids,     &all->rule_ids};
    void *const blocks[] = {
        all->codes,       all->respondents, all->documents,
        all->questions,   all->coverages,   all->windows,
        all->answers,     all->counts,      all->cells,
        all->tests,       all->metas,       all->reasons,
        all->codings,     all->units,       all->attribute_columns,
        all->people,      all->files,       all->evidence,
        all->rule_counts, all->turns,       all->interviews};

    if (all->context == NULL)
        return;
    for (size_t i = 0; i < all->tally_count; i++)
        base_free(all->context, all->tallies[i].counts);
    base_free(all->context, all->tallies);
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
        base_free(all->context, blocks[i]);
    for (size_t i = 0; i < sizeof maps / sizeof *maps; i++)
        map_clear(maps[i]);
    abbreviations_clear(&all->more);
    model_matrices_clear(&all->matrices);
    arena_clear(&all->keep);
    arena_clear(&all->passing);
    spool_free(all->codings_file);
    spool_free(all->units_file);
    memset(all, 0, sizeof *all);
}

/* ---- records ---- */

static coding_status
take_meta(model *all, const coding_row *row)
{
    model_meta made = {{NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}};
    coding_status status = BASE_GROW(all->context, &all->metas,
                                     &all->meta_capacity, all->meta_count + 1);

    if (status == CODING_OK)
        status = model_keep(all, row, all->core.name, &made.tool);
    if (status == CODING_OK)
        status = model_keep(all, row, all->core.label, &made.version);
    if (status == CODING_OK)
        status = model_keep(all, row, all->core.value, &made.arguments);
    if (status == CODING_OK)
        status = model_keep(all, row, all->core.text, &made.details);
    if (status == CODING_OK)
        status = abbreviations_take(all->context, made.details, &all->more);
    if (status == CODING_OK)
        all->metas[all->meta_count++] = made;
    return status;
}

static coding_status
take_code(model *all, const coding_row *row)
{
    size_t number = 0;
    model_code *code;
    coding_status status = model_code_number(all, row, &number);

    if (status != CODING_OK || number == MODEL_NONE)
        return status;
    code = &all->codes[number];
    status = model_keep(all, row, all->core.family, &code->family);
    if (status == CODING_OK)
        status = model_keep(all, row, all->core.label, &code->label);
    if (status == CODING_OK)
        status = model_keep(all, row, all->core.codebook, &code->codebook);
    if (status == CODING_OK)
        status = model_keep(all, row, all->core.text, &code->brief);
    if (status == CODING_OK)
        status = model_keep(all, row, all->core.value, &code->record);
    return status;
}

static coding_status
take_question(model *all, const coding_row *row)
{
    size_t number = 0;
    model_question *question;
    coding_status status = model_question_number(all, row, &number);

    if (status != CODING_OK || number == MODEL_NONE)
        return status;
    question = &all->questions[number];
    status = model_keep(all, row, all->core.label, &question->wording);
    if (status == CODING_OK)
        status = model_keep(all, row, all->core.name, &question->kind);
    if (status == CODING_OK)
        status = model_keep(all, row, all->core.value, &question->record);
    return status;
}

static coding_status
take_respondent(model *all, const coding_row *row)
{
    size_t number = 0;
    model_respondent *person;
    coding_span *values = NULL;
    coding_status status = model_respondent_number(all, row, &number);

    if (status != CODING_OK || number == MODEL_NONE)
        return status;
    person = &all->respondents[number];
    status = model_keep(all, row, all->core.label, &person->label);
    if (status == CODING_OK && all->attribute_ids.count > 0)
        status = ARENA_ARRAY(&all->keep, all->attribute_ids.count, &values);
    for (size_t i = 0; status == CODING_OK && i < all->attribute_ids.count; i++)
        status = model_keep(all, row, all->attribute_columns[i], &values[i]);
    person->attributes = values;
    person->attribute_count = values != NULL ? all->attribute_ids.count : 0;
    return status;
}

static coding_status
take_document(model *all, const coding_row *row)
{
    size_t number = 0;
    coding_status status = model_document_number(all, row, &number);

    all->unit_count = 0;
    arena_clear(&all->passing);
    if (status != CODING_OK || number == MODEL_NONE)
        return status;
    status =
        model_keep(all, row, all->core.name, &all->documents[number].format);
    if (status == CODING_OK)
        status = model_keep(all, row, all->core.value,
                            &all->documents[number].facts);
    return status;
}

/* The number of a pair of numbers in a map of such pairs. */
static coding_status
pair_number(map *pairs, size_t first, size_t second, size_t *out)
{
    const size_t key[2] = {first, second};

    return map_add(pairs, (coding_span){(const char *)key, sizeof key}, out);
}

/* Units of a respondent in the window of a question. */
static coding_status
follow_window(model *all, size_t respondent, size_t question, uint64_t unit)
{
    size_t number = 0;
    model_window *window;
    coding_status status =
        pair_number(&all->window_ids, respondent, question, &number);

    if (status == CODING_OK && number == all->window_count) {
        status = BASE_GROW(all->context, &all->windows, &all->window_capacity,
                           all->window_count + 1);
        if (status == CODING_OK)
            all->windows[all->window_count++] =
                (model_window){respondent, question, unit, unit};
    }
    if (status != CODING_OK)
        return status;
    window = &all->windows[number];
    if (unit < window->first)
        window->first = unit;
    if (unit > window->last)
        window->last = unit;
    return CODING_OK;
}

/* A respondent's document, counted once. */
static coding_status
follow_document(model *all, size_t respondent, size_t document)
{
    size_t number = 0, before = all->pair_ids.count;
    coding_status status =
        pair_number(&all->pair_ids, respondent, document, &number);

    if (status == CODING_OK && number == before)
        all->respondents[respondent].documents++;
    return status;
}

static coding_status
keep_unit(model *all, const coding_row *row)
{
    model_unit made = {model_unsigned(row, all->core.unit),
                       model_unsigned(row, all->core.start),
                       {NULL, 0}};
    coding_status status = BASE_GROW(all->context, &all->units,
                                     &all->unit_capacity, all->unit_count + 1);

    if (status == CODING_OK)
        status = arena_copy(&all->passing, coding_row_cell(row, all->core.text),
                            &made.text);
    if (status == CODING_OK)
        all->units[all->unit_count++] = made;
    return status;
}

static coding_status
take_unit(model *all, const coding_row *row)
{
    size_t document = 0, respondent = 0, question = 0;
    uint64_t words = words_count(coding_row_cell(row, all->core.text));
    coding_status status = model_document_number(all, row, &document);

    if (status == CODING_OK)
        status = model_respondent_number(all, row, &respondent);
    if (status == CODING_OK)
        status = model_question_number(all, row, &question);
    if (status == CODING_OK)
        status = keep_unit(all, row);
    if (status == CODING_OK && all->keep_units && document != MODEL_NONE)
        status = model_take_turn(all, row, document, words);
    if (status != CODING_OK || document == MODEL_NONE)
        return status;
    all->documents[document].units++;
    all->documents[document].words += words;
    if (coding_span_is(coding_row_cell(row, all->core.role), "interviewer"))
        all->documents[document].interviewer_words += words;
    if (respondent == MODEL_NONE)
        return CODING_OK;
    all->respondents[respondent].units++;
    all->respondents[respondent].words += words;
    status = follow_document(all, respondent, document);
    if (status == CODING_OK && question != MODEL_NONE)
        status = follow_window(all, respondent, question,
                               model_unsigned(row, all->core.unit));
    return status;
}

static coding_status
take_coverage(model *all, const coding_row *row)
{
    model_coverage made = {0};
    coding_status status = model_respondent_number(all, row, &made.respondent);

    if (status == CODING_OK)
        status = model_question_number(all, row, &made.question);
    if (status == CODING_OK)
        status = BASE_GROW(all->context, &all->coverages,
                           &all->coverage_capacity, all->coverage_count + 1);
    if (status != CODING_OK || made.respondent == MODEL_NONE ||
        made.question == MODEL_NONE)
        return status;
    made.asked = model_unsigned(row, all->core.asked) > 0;
    made.answered = model_unsigned(row, all->core.answered) > 0;
    made.prompted = model_unsigned(row, all->core.prompted) > 0;
    made.units = model_unsigned(row, all->core.units);
    made.words = model_unsigned(row, all->core.words);
    all->coverages[all->coverage_count++] = made;
    return CODING_OK;
}

static coding_status
take_end(model *all, const coding_row *row)
{
    size_t number = 0;
    coding_status status = model_document_number(all, row, &number);

    if (status != CODING_OK || number == MODEL_NONE)
        return status;
    return model_keep(all, row, all->core.value,
                      &all->documents[number].digest);
}

coding_status
model_take(model *all, const coding_row *row)
{
    coding_status status = model_columns(all, row);

    if (status != CODING_OK)
        return status;
    switch (row->record) {
    case CODING_RECORD_META:
        return take_meta(all, row);
    case CODING_RECORD_CODE:
        return take_code(all, row);
    case CODING_RECORD_QUESTION:
        return take_question(all, row);
    case CODING_RECORD_RESPONDENT:
        return take_respondent(all, row);
    case CODING_RECORD_DOCUMENT:
        return take_document(all, row);
    case CODING_RECORD_UNIT:
        return take_unit(all, row);
    case CODING_RECORD_CODING:
        return model_take_coding(all, row);
    case CODING_RECORD_COVERAGE:
        return take_coverage(all, row);
    case CODING_RECORD_END:
        return take_end(all, row);
    case CODING_RECORD_ANSWER:
    case CODING_RECORD_COUNT:
    case CODING_RECORD_CELL:
    case CODING_RECORD_TEST:
        return model_take_result(all, row);
    case CODING_RECORD_OTHER:
    default:
        return CODING_OK;
    }
}
