/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Answer rows of the facets and sets that were tabulated and that no tally has
   written down: the microdata of joint tests. */
#include "base/memory.h"
#include "crosstab/crosstab_inside.h"

static coding_status
give_answer(coding_crosstab *crosstab, const family *set, size_t person,
            size_t item, uint64_t rank)
{
    coding_cells *cells = crosstab->cells;
    coding_core core;

    coding_cells_begin(cells, CODING_RECORD_ANSWER);
    core = coding_core_of(coding_cells_row(cells)->columns);
    coding_cells_text(cells, core.table, set->name);
    coding_cells_text(cells, core.facet, set->name);
    coding_cells_text(cells, core.respondent,
                      map_name(&crosstab->people, person));
    if (item < set->count) {
        coding_cells_text(cells, core.code, set->items[item].name);
        coding_cells_unsigned(cells, core.rank, rank);
        coding_cells_unsigned(cells, core.mentions, 1);
        coding_cells_unsigned(cells, core.counted, 1);
    } else {
        coding_cells_unsigned(cells, core.mentions, 0);
        coding_cells_unsigned(cells, core.counted, 0);
    }
    return coding_cells_give(cells, crosstab->sink);
}

/* One respondent: a row an item named, or one row for a base without items;
   rank is the order of the items. */
static coding_status
give_person(coding_crosstab *crosstab, const family *set, size_t person)
{
    coding_status status = CODING_OK;
    uint64_t rank = 0;
    bool base = false;

    for (size_t i = 0; i < set->count; i++)
        base = base || set->items[i].values[person] != LEVEL_NONE;
    if (!base)
        return CODING_OK;
    for (size_t i = 0; status == CODING_OK && i < set->count; i++)
        if (set->items[i].values[person] == 0)
            status = give_answer(crosstab, set, person, i, ++rank);
    if (status == CODING_OK && rank == 0)
        status = give_answer(crosstab, set, person, set->count, 0);
    return status;
}

static coding_status
give_families(coding_crosstab *crosstab, const family *items, size_t count)
{
    coding_status status = CODING_OK;

    for (size_t f = 0; status == CODING_OK && f < count; f++) {
        bool facet = map_find(&crosstab->facets, items[f].name) != MAP_NONE;

        if (!items[f].multi || (facet && crosstab->judged))
            continue;
        for (size_t i = 0; status == CODING_OK && i < crosstab->people.count;
             i++)
            status = give_person(crosstab, &items[f], i);
    }
    return status;
}

coding_status
answer_rows_give(coding_crosstab *crosstab)
{
    coding_status status =
        give_families(crosstab, crosstab->rows, crosstab->row_count);

    return status == CODING_OK
               ? give_families(crosstab, crosstab->by, crosstab->by_count)
               : status;
}
