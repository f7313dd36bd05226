/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Unit rows: their cells into a spool, and into an index. See
   workbook/model.h. */
#include <stdio.h>

#include "base/memory.h"
#include "workbook/model_inside.h"

coding_status
model_take_turn(model *all, const coding_row *row, size_t document,
                uint64_t words)
{
    const coding_core *core = &all->core;
    model_turn made = {0, model_unsigned(row, core->start), (uint32_t)document};
    coding_span fields[SPOOL_FIELDS] = {
        [SPOOL_UNIT] = coding_row_cell(row, core->unit),
        [SPOOL_TURN] = coding_row_cell(row, core->turn),
        [SPOOL_SPEAKER] = coding_row_cell(row, core->speaker),
        [SPOOL_ROLE] = coding_row_cell(row, core->role),
        [SPOOL_RESPONDENT] = coding_row_cell(row, core->respondent),
        [SPOOL_QUESTION] = coding_row_cell(row, core->question),
        [SPOOL_START] = coding_row_cell(row, core->start),
        [SPOOL_END] = coding_row_cell(row, core->end),
        [SPOOL_TIME] = coding_row_cell(row, core->time),
        [SPOOL_WORDS] = coding_row_cell(row, core->text),
    };
    char digits[24];
    coding_status status = BASE_GROW(all->context, &all->turns,
                                     &all->turn_capacity, all->turn_count + 1);

    (void)snprintf(digits, sizeof digits, "%llu", (unsigned long long)words);
    fields[SPOOL_COUNT] = coding_span_of(digits);
    if (status == CODING_OK && all->units_file == NULL)
        status = spool_new(all->context, all->temp, &all->units_file);
    if (status == CODING_OK)
        status = spool_add(all->units_file, fields, &made.offset);
    if (status == CODING_OK)
        all->turns[all->turn_count++] = made;
    return status;
}

coding_status
model_read_turn(model *all, const model_turn *one,
                coding_span fields[SPOOL_FIELDS])
{
    return spool_read(all->units_file, one->offset, fields);
}
