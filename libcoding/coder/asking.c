/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The interviewer's own words inside a question's window are searched for the
   same codes, so that it is known who named one first. They give no coding. */
#include "coder/coder_inside.h"

static bool
is_asking(const coding_coder *coder, const coding_row *row)
{
    return row->record == CODING_RECORD_UNIT &&
           coding_row_cell(row, coder->in.question).length > 0 &&
           coding_span_is(coding_row_cell(row, coder->in.role), "interviewer");
}

/* The codes of the passages found in the turn. */
static coding_status
note(coding_coder *coder, const passages_list *found)
{
    const window_unit *units = coder->asked.units;
    coding_status status = CODING_OK;

    for (size_t i = 0; i < found->count && status == CODING_OK; i++) {
        answer_place first, past;
        prompts_naming at = {0, 0};
        const coding_row *row;

        answer_origin(&coder->asked_words, found->items[i].start,
                      found->items[i].end, &first, &past);
        row = &units[first.unit].row;
        at.start = units[first.unit].start + first.in_unit;
        if (coding_row_unsigned(row, coder->in.unit, &at.unit))
            status = prompts_name(&coder->prompted,
                                  coding_row_cell(row, coder->in.question),
                                  found->items[i].code, at);
    }
    return status;
}

/* Searches the turn that has come. */
static coding_status
search(coding_coder *coder)
{
    const passages_list *found = NULL;
    coding_status status = window_finish(&coder->asked);

    answer_begin(&coder->asked_words, &coder->asked);
    for (size_t i = 0; i < coder->asked.subject_count && status == CODING_OK;
         i++)
        status = answer_add(&coder->asked_words, i);
    for (size_t i = 0; i < coder->options.book_count; i++)
        judge_forget(coder->cues[i]);
    if (status == CODING_OK)
        status = passages_find(coder->finder, &coder->asked_words, &found);
    if (status == CODING_OK)
        status = note(coder, found);
    window_reset(&coder->asked);
    return status;
}

coding_status
asking_take(coding_coder *coder, const coding_row *row)
{
    window *asked = &coder->asked;
    bool asking = is_asking(coder, row);
    coding_status status = CODING_OK;

    if (asked->unit_count > 0 &&
        (!asking || window_is_closed_by(asked, row, true)))
        status = search(coder);
    if (status == CODING_OK && asking)
        status = prompts_hear(&coder->prompted,
                              coding_row_cell(row, coder->in.question));
    if (status == CODING_OK && asking)
        status = window_add(asked, row, true);
    return status;
}

coding_status
asking_give_coverage(coding_coder *coder, const coding_row *row)
{
    const coding_core *core = &coder->in;
    uint64_t before = 0, count = 0;
    bool known = false;
    coding_status status =
        prompts_count(&coder->prompted, coding_row_cell(row, core->respondent),
                      coding_row_cell(row, core->question), &known, &count);

    if (status != CODING_OK)
        return status;
    if (!known)
        return coding_row_give(coder->sink, row);
    (void)coding_row_unsigned(row, core->prompted, &before);
    coding_cells_begin_as(coder->cells, row);
    coding_cells_unsigned(coder->cells, coder->out.prompted, before + count);
    return coding_cells_give(coder->cells, coder->sink);
}
