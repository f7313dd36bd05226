/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A matrix as a filter: rows in, rows out, cells at the end. Memory holds the
   codings of documents that have not ended, and what met whom. */
#include "base/diag.h"
#include "base/memory.h"
#include "matrix/matrix_result.h"
#include "table/columns.h"

coding_status
coding_matrix_columns(const coding_columns *columns, coding_columns **out)
{
    static const char *const added[] = {
        "table", "row",         "column",        "n",     "items",
        "label", "respondents", "organisations", "base",  "jaccard",
        "facet", "mentions",    "statistic",     "value", "name",
        "code",  "text"};

    return COLUMNS_WITH(NULL, columns, added, out);
}

coding_status
coding_matrix_new(coding_context *context, const coding_columns *columns,
                  const coding_columns *result,
                  const coding_matrix_options *options, coding_row_sink sink,
                  coding_matrix **out)
{
    coding_matrix *made = NULL;
    coding_status status = BASE_NEW(context, &made);

    if (status != CODING_OK)
        return status;
    made->context = context;
    made->options = *options;
    made->columns = columns;
    made->core = coding_core_of(columns);
    made->out = coding_core_of(result);
    made->sink = sink;
    made->items = coding_span_of(options->items);
    arena_init(&made->texts, context);
    map_init(&made->codes, context);
    map_init(&made->facets, context);
    map_init(&made->questions, context);
    map_init(&made->tables, context);
    meanings_init(&made->dictionary, context);
    map_init(&made->rows.levels, context);
    map_init(&made->by.levels, context);
    triples_init(&made->asked, context);
    triples_init(&made->named, context);
    triples_init(&made->told, context);
    triples_init(&made->pairs, context);
    triples_init(&made->met_items, context);
    buffer_init(&made->summary, context);
    status = people_init(&made->who, context, &made->texts, columns);
    if (status == CODING_OK)
        status = coding_cells_new(context, result, &made->cells);
    if (status == CODING_OK)
        status = axis_open(made);
    if (status == CODING_OK)
        *out = made;
    else
        coding_matrix_free(made);
    return status;
}

void
coding_matrix_free(coding_matrix *matrix)
{
    coding_context *context;

    if (matrix == NULL)
        return;
    context = matrix->context;
    for (size_t i = 0; i < matrix->facets.count; i++)
        base_free(context, matrix->facet_list[i].base);
    base_free(context, matrix->facet_list);
    base_free(context, matrix->code_list);
    base_free(context, matrix->question_order);
    base_free(context, matrix->present);
    base_free(context, matrix->covered);
    base_free(context, matrix->told_counts);
    base_free(context, matrix->pair_counts);
    base_free(context, matrix->item_counts);
    places_clear(matrix);
    axis_clear(&matrix->rows, context);
    axis_clear(&matrix->by, context);
    people_clear(&matrix->who);
    abbreviations_clear(&matrix->more);
    map_clear(&matrix->codes);
    map_clear(&matrix->facets);
    map_clear(&matrix->questions);
    map_clear(&matrix->tables);
    meanings_clear(&matrix->dictionary);
    triples_clear(&matrix->asked);
    triples_clear(&matrix->named);
    triples_clear(&matrix->told);
    triples_clear(&matrix->pairs);
    triples_clear(&matrix->met_items);
    coding_cells_free(matrix->cells);
    buffer_free(&matrix->summary);
    arena_clear(&matrix->texts);
    base_free(context, matrix);
}

/* ---- codes, questions, people by number ---- */

static coding_status
find_facet(coding_matrix *matrix, coding_span name, size_t *out)
{
    size_t before = matrix->facets.count;
    coding_status status = BASE_GROW(matrix->context, &matrix->facet_list,
                                     &matrix->facet_capacity, before + 1);

    if (status == CODING_OK)
        status = map_add(&matrix->facets, name, out);
    if (status == CODING_OK && *out == before)
        matrix->facet_list[before] = (matrix_facet){0};
    return status;
}

static coding_status
add_code(coding_matrix *matrix, const coding_row *row, coding_span key,
         size_t number)
{
    matrix_code made = {0};
    coding_status status = find_facet(
        matrix, coding_row_cell(row, matrix->core.facet), &made.facet);

    if (status == CODING_OK)
        status = arena_copy(&matrix->texts,
                            coding_row_cell(row, matrix->core.code), &made.id);
    made.roles =
        axis_roles(matrix, coding_row_cell(row, matrix->core.facet), key);
    if (status == CODING_OK)
        matrix->code_list[number] = made;
    return status;
}

/* The number of a row's code, met for the first time or again. */
static coding_status
find_code(coding_matrix *matrix, const coding_row *row, size_t *out)
{
    size_t before = matrix->codes.count;
    buffer key;
    coding_status status = BASE_GROW(matrix->context, &matrix->code_list,
                                     &matrix->code_capacity, before + 1);

    buffer_init(&key, matrix->context);
    buffer_add(&key, coding_row_cell(row, matrix->core.facet));
    buffer_add_byte(&key, '/');
    buffer_add(&key, coding_row_cell(row, matrix->core.code));
    if (status == CODING_OK)
        status = buffer_status(&key);
    if (status == CODING_OK)
        status = map_add(&matrix->codes, buffer_span(&key), out);
    if (status == CODING_OK && *out == before)
        status = add_code(matrix, row, buffer_span(&key), before);
    buffer_free(&key);
    return status;
}

static coding_status
find_question(coding_matrix *matrix, coding_span id, size_t *out)
{
    size_t before = matrix->questions.count;
    coding_status status = BASE_GROW(matrix->context, &matrix->question_order,
                                     &matrix->question_capacity, before + 1);

    if (status == CODING_OK)
        status = BASE_GROW(matrix->context, &matrix->covered,
                           &matrix->covered_capacity, before + 1);
    if (status == CODING_OK)
        status = map_add(&matrix->questions, id, out);
    if (status == CODING_OK && *out == before) {
        matrix->question_order[before] = UINT64_MAX;
        matrix->covered[before] = false;
    }
    return status;
}

/* Sets a bit of a person in a list that grows. */
static coding_status
set_bit(coding_matrix *matrix, bool **bits, size_t *capacity, size_t who)
{
    size_t before = *capacity;
    coding_status status = BASE_GROW(matrix->context, bits, capacity, who + 1);

    if (status != CODING_OK)
        return status;
    for (size_t i = before; i < *capacity; i++)
        (*bits)[i] = false;
    (*bits)[who] = true;
    return CODING_OK;
}

/* ---- rows ---- */

static coding_status
take_code(coding_matrix *matrix, const coding_row *row)
{
    size_t number = 0;
    coding_status status = find_code(matrix, row, &number);

    if (status != CODING_OK)
        return status;
    matrix->code_list[number].listed = true;
    return arena_copy(&matrix->texts, coding_row_cell(row, matrix->core.label),
                      &matrix->code_list[number].label);
}

static coding_status
take_question(coding_matrix *matrix, const coding_row *row)
{
    const coding_core *core = &matrix->core;
    size_t number = 0;
    coding_status status =
        find_question(matrix, coding_row_cell(row, core->question), &number);

    if (status == CODING_OK && matrix->question_order[number] == UINT64_MAX)
        matrix->question_order[number] = matrix->listed_questions++;
    if (status != CODING_OK)
        return status;
    return meanings_take(
        &matrix->dictionary, coding_row_cell(row, core->question),
        coding_row_cell(row, core->label), coding_row_cell(row, core->name),
        coding_row_cell(row, core->value));
}

static bool
is_respondents(const coding_matrix *matrix, const coding_row *row)
{
    coding_span role = coding_row_cell(row, matrix->core.role);

    return coding_row_cell(row, matrix->core.respondent).length > 0 &&
           (role.length == 0 || coding_span_is(role, "respondent"));
}

/* The person and the document that a row speaks of. */
static coding_status
appear(coding_matrix *matrix, const coding_row *row, size_t *who,
       size_t *document)
{
    size_t appearance = 0;
    coding_status status = people_appear(&matrix->who, row, &appearance);

    if (status != CODING_OK)
        return status;
    *who = matrix->who.items[appearance].person;
    *document = matrix->who.items[appearance].document;
    return set_bit(matrix, &matrix->present, &matrix->present_capacity, *who);
}

static coding_status
take_unit(coding_matrix *matrix, const coding_row *row)
{
    size_t who = 0, document = 0;
    coding_status status;

    if (!is_respondents(matrix, row))
        return CODING_OK;
    status = appear(matrix, row, &who, &document);
    if (status == CODING_OK && places_wanted(matrix))
        status = places_unit(matrix, row, who, document);
    return status;
}

/* Whether a coding counts: what a tally said, else the affirmed words of
   respondents. */
static bool
is_counted(coding_matrix *matrix, const coding_row *row, matrix_facet *facet)
{
    coding_span verdict = coding_row_cell(row, matrix->core.counted);
    coding_span polarity = coding_row_cell(row, matrix->core.polarity);

    if (coding_span_is(verdict, "removed"))
        return false;
    if (verdict.length > 0) {
        facet->judged++;
        return coding_span_is(verdict, "1") ||
               coding_span_is(verdict, "repeat");
    }
    facet->unjudged++;
    return is_respondents(matrix, row) &&
           (polarity.length == 0 || coding_span_is(polarity, "affirmed"));
}

static coding_status
note_coding(coding_matrix *matrix, const coding_row *row, held_coding found,
            size_t document)
{
    size_t number = 0;
    bool fresh = false;
    coding_status status = CODING_OK;

    if (matrix->side != NULL &&
        (matrix->code_list[found.code].roles & (ROLE_ROW | ROLE_COLUMN)) != 0)
        status = incidence_pair(
            matrix,
            (triple){found.code,
                     incidence_level(matrix, found.question, document),
                     found.person},
            1, &number);
    if (status != CODING_OK)
        return status;
    if (places_wanted(matrix))
        return places_coding(matrix, row, found, document);
    return triples_add(&matrix->named,
                       (triple){found.person, found.question, found.code},
                       &number, &fresh);
}

static coding_status
take_coding(coding_matrix *matrix, const coding_row *row)
{
    held_coding found = {0};
    size_t document = 0;
    matrix_facet *facet;
    coding_status status = find_code(matrix, row, &found.code);

    if (status != CODING_OK || matrix->code_list[found.code].roles == 0)
        return status;
    facet = &matrix->facet_list[matrix->code_list[found.code].facet];
    facet->codings++;
    if (!is_counted(matrix, row, facet)) {
        facet->left_out++;
        return CODING_OK;
    }
    facet->counted++;
    status = appear(matrix, row, &found.person, &document);
    if (status == CODING_OK)
        status =
            find_question(matrix, coding_row_cell(row, matrix->core.question),
                          &found.question);
    return status == CODING_OK ? note_coding(matrix, row, found, document)
                               : status;
}

/* A tally has judged: the base, and what counts in streams without codings. */
static coding_status
take_answer(coding_matrix *matrix, const coding_row *row)
{
    size_t who = 0, facet = 0, question = 0, code = 0, number = 0;
    uint64_t mentions = 1;
    bool fresh = false;
    coding_status status = people_add(
        &matrix->who, coding_row_cell(row, matrix->core.respondent), &who);

    if (status == CODING_OK)
        status = find_facet(matrix, coding_row_cell(row, matrix->core.facet),
                            &facet);
    if (status == CODING_OK)
        status = set_bit(matrix, &matrix->facet_list[facet].base,
                         &matrix->facet_list[facet].base_capacity, who);
    if (status != CODING_OK)
        return status;
    matrix->facet_list[facet].answers++;
    if (!coding_span_is(coding_row_cell(row, matrix->core.counted), "1"))
        return CODING_OK;
    matrix->facet_list[facet].told++;
    status = find_code(matrix, row, &code);
    if (status == CODING_OK)
        status = find_question(
            matrix, coding_row_cell(row, matrix->core.question), &question);
    if (status == CODING_OK)
        status = BASE_GROW(matrix->context, &matrix->told_counts,
                           &matrix->told_capacity, matrix->told.count + 1);
    if (status == CODING_OK)
        status = triples_add(&matrix->told, (triple){who, question, code},
                             &number, &fresh);
    if (status != CODING_OK)
        return status;
    (void)coding_row_unsigned(row, matrix->core.mentions, &mentions);
    matrix->told_counts[number] =
        (fresh ? 0 : matrix->told_counts[number]) + mentions;
    return CODING_OK;
}

static coding_status
take_coverage(coding_matrix *matrix, const coding_row *row)
{
    size_t who = 0, question = 0, number = 0;
    bool fresh = false;
    coding_status status = find_question(
        matrix, coding_row_cell(row, matrix->core.question), &question);

    if (status == CODING_OK)
        matrix->covered[question] = true;
    if (status != CODING_OK ||
        !coding_span_is(coding_row_cell(row, matrix->core.asked), "1"))
        return status;
    status = people_add(&matrix->who,
                        coding_row_cell(row, matrix->core.respondent), &who);
    if (status == CODING_OK)
        status = triples_add(&matrix->asked, (triple){who, question, 0},
                             &number, &fresh);
    return status;
}

static coding_status
take_end(coding_matrix *matrix, const coding_row *row)
{
    size_t document = map_find(&matrix->who.documents,
                               coding_row_cell(row, matrix->core.document));

    if (coding_row_cell(row, matrix->core.mentions).length == 0)
        matrix->dropped = true;
    return document == MAP_NONE ? CODING_OK : places_end(matrix, document);
}

static coding_status
meet_table(coding_matrix *matrix, const coding_row *row)
{
    size_t number = 0;

    if (matrix->options.pass == CODING_MATRIX_PASS_NONE)
        return CODING_OK;
    return map_add(&matrix->tables, coding_row_cell(row, matrix->core.table),
                   &number);
}

static coding_status
consume(coding_matrix *matrix, const coding_row *row)
{
    switch (row->record) {
    case CODING_RECORD_META:
        return abbreviations_take(matrix->context,
                                  coding_row_cell(row, matrix->core.text),
                                  &matrix->more);
    case CODING_RECORD_CODE:
        return take_code(matrix, row);
    case CODING_RECORD_QUESTION:
        return take_question(matrix, row);
    case CODING_RECORD_RESPONDENT:
        return people_list(&matrix->who, row);
    case CODING_RECORD_UNIT:
        return take_unit(matrix, row);
    case CODING_RECORD_CODING:
        return take_coding(matrix, row);
    case CODING_RECORD_COVERAGE:
        return take_coverage(matrix, row);
    case CODING_RECORD_ANSWER:
        return take_answer(matrix, row);
    case CODING_RECORD_END:
        return take_end(matrix, row);
    case CODING_RECORD_COUNT:
    case CODING_RECORD_CELL:
    case CODING_RECORD_TEST:
        return meet_table(matrix, row);
    case CODING_RECORD_OTHER:
    case CODING_RECORD_DOCUMENT:
    default:
        return CODING_OK;
    }
}

coding_status
coding_matrix_take(coding_matrix *matrix, const coding_row *row)
{
    bool unit = row->record == CODING_RECORD_UNIT ||
                row->record == CODING_RECORD_CODING;
    coding_matrix_pass wanted = matrix->options.pass;
    coding_status status = consume(matrix, row);

    if (status != CODING_OK || wanted == CODING_MATRIX_PASS_NONE ||
        (wanted == CODING_MATRIX_PASS_RESULTS && unit))
        return status;
    return coding_row_give(matrix->sink, row);
}

coding_status
coding_matrix_finish(coding_matrix *matrix)
{
    coding_status status = places_end(matrix, MATRIX_NONE);

    if (status == CODING_OK)
        status = axis_settle(matrix);
    if (status == CODING_OK)
        status = incidence_answers(matrix);
    if (status == CODING_OK)
        status = matrix_figures_make(matrix);
    return status == CODING_OK ? matrix_rows_give(matrix) : status;
}
