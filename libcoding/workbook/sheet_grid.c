/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Grid: respondents by codes, 1 = named and counted. It drives Tally and
   Families: change a cell and all follows. */
#include "workbook/atlas.h"
#include "workbook/celltext.h"

enum { POINTS_A_LETTER = 6, LEAST_POINTS = 30, MOST_POINTS = 160 };

static void
put_heads(const atlas *plan, const atlas_facet *facet, sheet *page)
{
    size_t longest = 0;
    double points;

    atlas_head(plan, page, ATLAS_HEAD, 0, HEADING_RESPONDENT, STYLE_HEAD);
    if (facet->grid_organisation != ATLAS_NOWHERE)
        atlas_head(plan, page, ATLAS_HEAD, facet->grid_organisation,
                   HEADING_ORGANISATION, STYLE_HEAD);
    if (facet->grid_side != ATLAS_NOWHERE)
        atlas_head(plan, page, ATLAS_HEAD, facet->grid_side, HEADING_SIDE,
                   STYLE_HEAD);
    for (size_t i = 0; i < facet->code_count; i++) {
        coding_span id = plan->found->codes[facet->codes[i]].id;
        size_t width = celltext_width(id);

        longest = width > longest ? width : longest;
        sheet_text(page, ATLAS_HEAD, facet->grid_code + (unsigned)i, id,
                   STYLE_HEAD_MIDDLE);
    }
    atlas_head(plan, page, ATLAS_HEAD,
               facet->grid_code + (unsigned)facet->code_count, HEADING_SUM,
               STYLE_HEAD_RIGHT);
    points = (double)longest * POINTS_A_LETTER + 18;
    points = points < LEAST_POINTS ? LEAST_POINTS : points;
    sheet_height(page, ATLAS_HEAD, points > MOST_POINTS ? MOST_POINTS : points);
}

static void
put_person(const atlas *plan, const atlas_facet *facet, sheet *page,
           size_t number)
{
    const model *found = plan->found;
    size_t person = facet->people[number];
    unsigned row = facet->grid_first + (unsigned)number;
    unsigned last = facet->grid_code + (unsigned)facet->code_count - 1;
    const unsigned char *bits = facet->bits + number * facet->code_count;
    size_t sum = 0;

    sheet_text(page, row, 0, found->respondents[person].id, STYLE_TEXT);
    if (facet->grid_organisation != ATLAS_NOWHERE)
        sheet_text(page, row, facet->grid_organisation,
                   model_attribute_of(found, person, plan->organisation),
                   STYLE_TEXT);
    if (facet->grid_side != ATLAS_NOWHERE)
        sheet_text(page, row, facet->grid_side,
                   model_attribute_of(found, person, plan->side), STYLE_TEXT);
    for (size_t i = 0; i < facet->code_count; i++) {
        unsigned column = facet->grid_code + (unsigned)i;

        if (bits[i] > 0)
            sheet_link_count(page, row, column,
                             atlas_quotation(plan, facet->codes[i],
                                             found->respondents[person].id),
                             1, STYLE_LINK_MARK);
        else
            sheet_number(page, row, column, 0, STYLE_MARK);
        sum += bits[i];
    }
    sheet_formula(page, row, last + 1, (double)sum, STYLE_COUNT, "=SUM(%s)",
                  A1_range(row, facet->grid_code, row, last).text);
}

static void
put_sums(const atlas *plan, const atlas_facet *facet, sheet *page)
{
    unsigned row = facet->grid_sum;
    size_t total = 0;

    sheet_edge(page, EDGE_TOTAL);
    atlas_head(plan, page, row, 0, HEADING_SUM, STYLE_TEXT);
    for (unsigned i = 1; i < facet->grid_code; i++)
        sheet_empty(page, row, i, STYLE_TEXT);
    for (size_t i = 0; i <= facet->code_count; i++) {
        unsigned column = facet->grid_code + (unsigned)i;
        size_t named = i < facet->code_count ? atlas_named(facet, i) : total;

        total += i < facet->code_count ? named : 0;
        sheet_formula(
            page, row, column, (double)named,
            i < facet->code_count ? STYLE_MARK : STYLE_COUNT, "=SUM(%s)",
            A1_range(facet->grid_first, column, facet->grid_last, column).text);
    }
    sheet_edge(page, EDGE_NONE);
}

void
sheet_fill_grid(atlas *plan, const atlas_facet *facet)
{
    sheet *page = facet->grid;
    unsigned last = facet->grid_code + (unsigned)facet->code_count - 1;

    if (page == NULL)
        return;
    sheet_title(page, coding_span_of("Codes named by each respondent"));
    put_heads(plan, facet, page);
    for (size_t i = 0; i < facet->people_count; i++)
        put_person(plan, facet, page, i);
    put_sums(plan, facet, page);
    sheet_heat(page, facet->grid_first, facet->grid_code, facet->grid_last,
               last);
    sheet_filter(page, ATLAS_HEAD, 0, facet->grid_last, last + 1);
    atlas_frame(page, ATLAS_HEAD, facet->grid_code);
    sheet_note(page, coding_span_of("1 = named and counted, 0 = not. A 1 leads "
                                    "to its quotation."));
    if (!book_is_values(plan->all))
        sheet_note(page,
                   coding_span_of("Tally, Families, Groups and Dyads are "
                                  "computed from these cells: change one and "
                                  "they follow. Organisations, documents, "
                                  "units, mentions, ranks and S do not."));
}
