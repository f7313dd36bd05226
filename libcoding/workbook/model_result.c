/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rows of results: answers, counts, cells of tables, figures of tests. See
   workbook/model.h. */
#include "base/memory.h"
#include "workbook/model_inside.h"

static uint32_t
small(size_t number)
{
    return number < UINT32_MAX ? (uint32_t)number : UINT32_MAX;
}

static coding_status
take_answer(model *all, const coding_row *row)
{
    size_t respondent = 0, question = 0, code = 0, facet = 0;
    model_answer made = {0};
    coding_status status = model_respondent_number(all, row, &respondent);

    if (status == CODING_OK)
        status = map_add(&all->facet_ids, coding_row_cell(row, all->core.facet),
                         &facet);
    if (status == CODING_OK)
        status = model_question_number(all, row, &question);
    if (status == CODING_OK)
        status = model_code_number(all, row, &code);
    if (status == CODING_OK)
        status = BASE_GROW(all->context, &all->answers, &all->answer_capacity,
                           all->answer_count + 1);
    if (status != CODING_OK || respondent == MODEL_NONE)
        return status;
    made.respondent = small(respondent);
    made.question = small(question);
    made.code = small(code);
    made.facet = small(facet);
    made.rank = small(model_unsigned(row, all->core.rank));
    made.mentions = small(model_unsigned(row, all->core.mentions));
    made.counted = coding_span_is(coding_row_cell(row, all->core.counted), "1");
    all->answers[all->answer_count++] = made;
    return CODING_OK;
}

static coding_status
take_count(model *all, const coding_row *row)
{
    const coding_core *core = &all->core;
    model_count *made;
    coding_status status = BASE_GROW(
        all->context, &all->counts, &all->count_capacity, all->count_count + 1);

    if (status != CODING_OK)
        return status;
    made = &all->counts[all->count_count];
    *made = (model_count){.code = MODEL_NONE};
    {
        const struct {
            size_t column;
            coding_span *into;
        } cells[] = {
            {core->table, &made->table},
            {core->facet, &made->facet},
            {core->family, &made->family},
            {core->label, &made->label},
            {core->group, &made->group},
            {core->name, &made->name},
            {core->text, &made->text},
            {all->model_column, &made->model},
            {all->figure_column, &made->figure},
        };

        for (size_t i = 0;
             status == CODING_OK && i < sizeof cells / sizeof *cells; i++)
            status = model_keep(all, row, cells[i].column, cells[i].into);
    }
    if (status == CODING_OK)
        status = model_code_number(all, row, &made->code);
    if (status != CODING_OK)
        return status;
    for (size_t i = 0; i < FIGURES; i++)
        made->number[i] = model_number(all, row, all->figures[i]);
    all->count_count++;
    return CODING_OK;
}

/* Of saturate: a count row with `new`. */
static coding_status
take_interview(model *all, const coding_row *row)
{
    const coding_core *core = &all->core;
    model_interview *made;
    coding_status status =
        BASE_GROW(all->context, &all->interviews, &all->interview_capacity,
                  all->interview_count + 1);

    if (status != CODING_OK)
        return status;
    made = &all->interviews[all->interview_count];
    *made = (model_interview){.number = {0}};
    {
        const struct {
            size_t column;
            coding_span *into;
        } cells[] = {
            {core->table, &made->table},
            {core->group, &made->group},
            {core->name, &made->name},
            {all->order_column, &made->order},
            {core->respondent, &made->respondent},
            {core->text, &made->text},
        };

        for (size_t i = 0;
             status == CODING_OK && i < sizeof cells / sizeof *cells; i++)
            status = model_keep(all, row, cells[i].column, cells[i].into);
    }
    for (size_t i = 0; status == CODING_OK && i < CURVE_FIGURES; i++)
        made->number[i] = model_number(all, row, all->curve[i]);
    if (status == CODING_OK)
        all->interview_count++;
    return status;
}

static coding_status
take_cell(model *all, const coding_row *row)
{
    const coding_core *core = &all->core;
    model_cell made = {0};
    bool mine = false;
    coding_status status = model_matrices_cell(&all->matrices, row, &mine);

    if (status == CODING_OK && mine &&
        coding_row_cell(row, core->code).length > 0)
        status = model_code_number(
            all, row, &all->matrices.items[all->matrices.item_count - 1].code);
    if (status != CODING_OK || mine)
        return status;
    status = BASE_GROW(all->context, &all->cells, &all->cell_capacity,
                       all->cell_count + 1);
    if (status == CODING_OK)
        status = model_keep(all, row, core->table, &made.table);
    if (status == CODING_OK)
        status = model_keep(all, row, core->row, &made.row);
    if (status == CODING_OK)
        status = model_keep(all, row, core->column, &made.column);
    if (status == CODING_OK)
        status = model_keep(all, row, core->stratum, &made.stratum);
    if (status != CODING_OK)
        return status;
    made.n = model_number(all, row, core->n);
    made.weight = model_number(all, row, core->weight);
    made.weight2 = model_number(all, row, core->weight2);
    all->cells[all->cell_count++] = made;
    return CODING_OK;
}

static coding_status
take_test(model *all, const coding_row *row)
{
    const coding_core *core = &all->core;
    model_test made = {0};
    coding_status status = BASE_GROW(all->context, &all->tests,
                                     &all->test_capacity, all->test_count + 1);

    if (status == CODING_OK)
        status = model_matrices_said(&all->matrices, row);
    if (status == CODING_OK)
        status = model_keep(all, row, core->table, &made.table);
    if (status == CODING_OK)
        status = model_keep(all, row, core->group, &made.group);
    if (status == CODING_OK)
        status = model_keep(all, row, core->facet, &made.facet);
    if (status == CODING_OK)
        status = model_keep(all, row, core->code, &made.code);
    if (status == CODING_OK)
        status = model_keep(all, row, core->statistic, &made.statistic);
    if (status == CODING_OK)
        status = model_keep(all, row, core->row, &made.row);
    if (status == CODING_OK)
        status = model_keep(all, row, core->column, &made.column);
    if (status == CODING_OK)
        status = model_keep(all, row, core->text, &made.text);
    if (status == CODING_OK)
        status = model_keep(all, row, core->value, &made.shown);
    if (status != CODING_OK)
        return status;
    if (made.row.length == 0)
        made.row = made.code;
    made.value = model_number(all, row, core->value);
    made.low = model_number(all, row, core->ci_low);
    made.high = model_number(all, row, core->ci_high);
    all->tests[all->test_count++] = made;
    return CODING_OK;
}

coding_status
model_take_result(model *all, const coding_row *row)
{
    switch ((int)row->record) {
    case CODING_RECORD_ANSWER:
        return take_answer(all, row);
    case CODING_RECORD_COUNT:
        return coding_row_cell(row, all->curve[CURVE_NEW]).length > 0
                   ? take_interview(all, row)
                   : take_count(all, row);
    case CODING_RECORD_CELL:
        return take_cell(all, row);
    default:
        return take_test(all, row);
    }
}
