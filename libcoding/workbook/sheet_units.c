/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Units: every unit of every document with its words, the interviewer's too, by
   document and place. */
#include "base/number.h"
#include "workbook/atlas.h"

typedef enum {
    UNIT_DOCUMENT,
    UNIT_NUMBER,
    UNIT_TURN,
    UNIT_SPEAKER,
    UNIT_ROLE,
    UNIT_RESPONDENT,
    UNIT_QUESTION,
    UNIT_TIME,
    UNIT_START,
    UNIT_END,
    UNIT_WORDS,
    UNIT_TEXT,
    UNIT_COLUMNS
} unit_column;

static const struct {
    heading word;
    style head;
    spool_field field; /* SPOOL_FIELDS: written by its own hand */
    bool number;
} heads[UNIT_COLUMNS] = {
    [UNIT_DOCUMENT] = {HEADING_DOCUMENT, STYLE_HEAD, SPOOL_FIELDS, false},
    [UNIT_NUMBER] = {HEADING_UNIT, STYLE_HEAD_RIGHT, SPOOL_UNIT, true},
    [UNIT_TURN] = {HEADING_TURN, STYLE_HEAD_RIGHT, SPOOL_TURN, true},
    [UNIT_SPEAKER] = {HEADING_SPEAKER, STYLE_HEAD, SPOOL_SPEAKER, false},
    [UNIT_ROLE] = {HEADING_ROLE, STYLE_HEAD, SPOOL_ROLE, false},
    [UNIT_RESPONDENT] = {HEADING_RESPONDENT, STYLE_HEAD, SPOOL_RESPONDENT,
                         false},
    [UNIT_QUESTION] = {HEADING_QUESTION, STYLE_HEAD, SPOOL_QUESTION, false},
    [UNIT_TIME] = {HEADING_TIME, STYLE_HEAD, SPOOL_TIME, false},
    [UNIT_START] = {HEADING_START, STYLE_HEAD_RIGHT, SPOOL_START, true},
    [UNIT_END] = {HEADING_END, STYLE_HEAD_RIGHT, SPOOL_END, true},
    [UNIT_WORDS] = {HEADING_WORDS, STYLE_HEAD_RIGHT, SPOOL_COUNT, true},
    [UNIT_TEXT] = {HEADING_TEXT, STYLE_HEAD, SPOOL_FIELDS, false},
};

static void
put_row(const atlas *plan, sheet *page, unsigned row, size_t index)
{
    const model_turn *one = &plan->found->turns[index];
    coding_span fields[SPOOL_FIELDS];

    book_note(plan->all, model_read_turn(plan->found, one, fields));
    if (book_status(plan->all) != CODING_OK)
        return;
    sheet_text(page, row, UNIT_DOCUMENT,
               plan->found->documents[plan->found->files[one->document]].name,
               STYLE_TEXT);
    for (unsigned i = UNIT_NUMBER; i < UNIT_TEXT; i++) {
        coding_span cell = fields[heads[i].field];
        uint64_t number = 0;

        if (heads[i].number && number_to_unsigned(cell, &number))
            sheet_number(page, row, i, (double)number, STYLE_COUNT);
        else
            sheet_text(page, row, i, cell, STYLE_TEXT);
    }
    sheet_text(page, row, UNIT_TEXT, fields[SPOOL_WORDS], STYLE_WRAP);
}

void
sheet_fill_units(atlas *plan)
{
    size_t count = plan->found->turn_count;

    for (size_t k = 0; k < plan->unit_sheets; k++) {
        size_t from = k * plan->rows;
        size_t end = count - from > plan->rows ? from + plan->rows : count;
        unsigned last = ATLAS_FIRST + (unsigned)(end - from) - 1;
        sheet *page = plan->units[k];

        sheet_title(page, coding_span_of("All units, by document and place"));
        for (unsigned i = 0; i < UNIT_COLUMNS; i++)
            atlas_head(plan, page, ATLAS_HEAD, i, heads[i].word, heads[i].head);
        sheet_limit(page, UNIT_TEXT, 100);
        sheet_least(page, UNIT_TEXT, 40);
        atlas_frame(page, ATLAS_HEAD, 2);
        for (size_t i = from; i < end; i++) {
            unsigned row = ATLAS_FIRST + (unsigned)(i - from);

            atlas_rule(page, row, last);
            put_row(plan, page, row, i);
        }
        sheet_edge(page, EDGE_NONE);
        sheet_filter(page, ATLAS_HEAD, 0, last, UNIT_TEXT);
        sheet_note(page, coding_span_of(
                             "What was said, before any code: one row a unit, "
                             "the interviewer's too. Start and end count "
                             "characters of the document from 0."));
    }
}
