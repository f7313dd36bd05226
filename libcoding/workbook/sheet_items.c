/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Items: which items stand in each cell of a matrix, and who supports them.
   Matrix counts these rows. */
#include "workbook/atlas.h"

enum { ITEM_LIMIT = 60 }; /* characters of a label */

static void
put_heads(const atlas *plan, sheet *page)
{
    static const struct {
        heading word;
        style look;
    } heads[] = {{HEADING_MATRIX, STYLE_HEAD},
                 {HEADING_MATRIX_ROW, STYLE_HEAD},
                 {HEADING_MATRIX_COLUMN, STYLE_HEAD},
                 {HEADING_ITEM, STYLE_HEAD},
                 {HEADING_LABEL, STYLE_HEAD},
                 {HEADING_MENTIONS, STYLE_HEAD_RIGHT},
                 {HEADING_RESPONDENTS, STYLE_HEAD_RIGHT},
                 {HEADING_ORGANISATIONS, STYLE_HEAD_RIGHT}};

    for (unsigned i = 0; i < sizeof heads / sizeof *heads; i++)
        atlas_head(plan, page, ATLAS_HEAD, i, heads[i].word, heads[i].look);
    sheet_limit(page, 4, ITEM_LIMIT);
    atlas_frame(page, ATLAS_HEAD, 4);
}

static void
put_row(atlas *plan, const model_matrix_item *item, unsigned row)
{
    const model_matrices *all = &plan->found->matrices;
    sheet *page = plan->items;
    place evidence = {0};

    if (item->code < plan->found->code_count)
        evidence = atlas_evidence(plan, plan->first_evidence[item->code]);
    sheet_text(page, row, 0, all->all[item->matrix].name, STYLE_TEXT);
    sheet_text(page, row, 1, map_name(&all->labels, item->row), STYLE_TEXT);
    sheet_text(page, row, 2, map_name(&all->labels, item->column), STYLE_TEXT);
    sheet_link(page, row, 3, evidence, item->id, STYLE_LINK);
    sheet_text(page, row, 4, item->label, STYLE_WRAP);
    sheet_number(page, row, 5, item->mentions, STYLE_COUNT);
    sheet_number(page, row, 6, item->respondents, STYLE_COUNT);
    sheet_number(page, row, 7, item->organisations, STYLE_COUNT);
}

void
sheet_fill_items(atlas *plan)
{
    const model_matrices *all = &plan->found->matrices;
    size_t count = all->item_count < plan->rows ? all->item_count : plan->rows;
    sheet *page = plan->items;

    if (page == NULL)
        return;
    sheet_title(page, coding_span_of("Items of each cell of a matrix"));
    put_heads(plan, page);
    for (size_t i = 0; i < count; i++) {
        unsigned row = ATLAS_FIRST + (unsigned)i;

        atlas_rule(page, (unsigned)i, (unsigned)count - 1);
        put_row(plan, &all->items[i], row);
    }
    if (count < all->item_count)
        book_beyond(plan->all, all->item_count - count);
    sheet_edge(page, EDGE_NONE);
    sheet_filter(page, ATLAS_HEAD, 0, ATLAS_FIRST + (unsigned)count - 1, 7);
    sheet_note(page, coding_span_of(
                         "An item stands once in each cell that it belongs to. "
                         "Mentions, respondents and organisations are those of "
                         "the item in this cell. Matrix counts these rows: "
                         "change the row or column of one and it follows."));
}
