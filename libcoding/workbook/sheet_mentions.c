/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Mentions: every coding, what tally decided of it, and its words in context,
   by document and place. */
#include "base/number.h"
#include "workbook/atlas.h"
#include "workbook/quote.h"

typedef enum {
    MENTION_NUMBER,
    MENTION_DOCUMENT,
    MENTION_UNIT,
    MENTION_SPEAKER,
    MENTION_ROLE,
    MENTION_RESPONDENT,
    MENTION_ORGANISATION,
    MENTION_SIDE,
    MENTION_QUESTION,
    MENTION_START,
    MENTION_END,
    MENTION_FACET,
    MENTION_CODE,
    MENTION_RULE,
    MENTION_POLARITY,
    MENTION_COUNTED,
    MENTION_RANK,
    MENTION_LEFT,
    MENTION_WORDS,
    MENTION_RIGHT,
    MENTION_COLUMNS
} mention_column;

enum { CONTEXT = 40 }; /* characters left and right */

static const struct {
    heading word;
    style head;
    spool_field field; /* SPOOL_FIELDS: written by its own hand */
    bool number;
} heads[MENTION_COLUMNS] = {
    [MENTION_NUMBER] = {HEADING_ROW, STYLE_HEAD_RIGHT, SPOOL_FIELDS, true},
    [MENTION_DOCUMENT] = {HEADING_DOCUMENT, STYLE_HEAD, SPOOL_FIELDS, false},
    [MENTION_UNIT] = {HEADING_UNIT, STYLE_HEAD_RIGHT, SPOOL_UNIT, true},
    [MENTION_SPEAKER] = {HEADING_SPEAKER, STYLE_HEAD, SPOOL_SPEAKER, false},
    [MENTION_ROLE] = {HEADING_ROLE, STYLE_HEAD, SPOOL_ROLE, false},
    [MENTION_RESPONDENT] = {HEADING_RESPONDENT, STYLE_HEAD, SPOOL_RESPONDENT,
                            false},
    [MENTION_ORGANISATION] = {HEADING_ORGANISATION, STYLE_HEAD,
                              SPOOL_ORGANISATION, false},
    [MENTION_SIDE] = {HEADING_SIDE, STYLE_HEAD, SPOOL_SIDE, false},
    [MENTION_QUESTION] = {HEADING_QUESTION, STYLE_HEAD, SPOOL_QUESTION, false},
    [MENTION_START] = {HEADING_START, STYLE_HEAD_RIGHT, SPOOL_START, true},
    [MENTION_END] = {HEADING_END, STYLE_HEAD_RIGHT, SPOOL_END, true},
    [MENTION_FACET] = {HEADING_FACET, STYLE_HEAD, SPOOL_FIELDS, false},
    [MENTION_CODE] = {HEADING_CODE, STYLE_HEAD, SPOOL_FIELDS, false},
    [MENTION_RULE] = {HEADING_RULE, STYLE_HEAD, SPOOL_PATTERN, false},
    [MENTION_POLARITY] = {HEADING_POLARITY, STYLE_HEAD, SPOOL_POLARITY, false},
    [MENTION_COUNTED] = {HEADING_COUNTED, STYLE_HEAD, SPOOL_COUNTED, false},
    [MENTION_RANK] = {HEADING_RANK, STYLE_HEAD_RIGHT, SPOOL_COUNTED_RANK, true},
    [MENTION_LEFT] = {HEADING_LEFT, STYLE_HEAD_RIGHT, SPOOL_FIELDS, false},
    [MENTION_WORDS] = {HEADING_MATCH, STYLE_HEAD, SPOOL_FIELDS, false},
    [MENTION_RIGHT] = {HEADING_RIGHT, STYLE_HEAD, SPOOL_FIELDS, false},
};

static bool
has_several_facets(const model *found)
{
    for (size_t i = 1; i < found->code_count; i++)
        if (!coding_span_equal(found->codes[i].facet, found->codes[0].facet))
            return true;
    return false;
}

static void
place_columns(const atlas *plan, unsigned at[MENTION_COLUMNS])
{
    unsigned next = 0;

    for (size_t i = 0; i < MENTION_COLUMNS; i++) {
        bool here = true;

        if (i == MENTION_ORGANISATION)
            here = plan->organisation != MODEL_NONE;
        if (i == MENTION_SIDE)
            here = plan->side != MODEL_NONE;
        if (i == MENTION_QUESTION)
            here = plan->found->question_count > 0;
        if (i == MENTION_FACET)
            here = has_several_facets(plan->found);
        if (i == MENTION_COUNTED || i == MENTION_RANK)
            here = plan->found->judged;
        at[i] = here ? next++ : (unsigned)ATLAS_NOWHERE;
    }
}

static void
put_fields(sheet *page, unsigned row, const unsigned at[MENTION_COLUMNS],
           const coding_span fields[SPOOL_FIELDS], bool numbers_only)
{
    for (size_t i = 0; i < MENTION_COLUMNS; i++) {
        uint64_t number = 0;

        if (at[i] == ATLAS_NOWHERE || heads[i].field == SPOOL_FIELDS ||
            heads[i].number != numbers_only)
            continue;
        if (heads[i].number &&
            number_to_unsigned(fields[heads[i].field], &number))
            sheet_number(page, row, at[i], (double)number, STYLE_COUNT);
        else
            sheet_text(page, row, at[i], fields[heads[i].field], STYLE_TEXT);
    }
}

static void
put_row(const atlas *plan, size_t index, const unsigned at[MENTION_COLUMNS])
{
    const model_coding *one = &plan->found->codings[index];
    const model_code *code = &plan->found->codes[one->code];
    sheet *page = plan->mentions[index / plan->rows];
    unsigned row = atlas_mention(plan, index).row;
    coding_span fields[SPOOL_FIELDS];

    book_note(plan->all, model_read(plan->found, one, fields));
    if (book_status(plan->all) != CODING_OK)
        return;
    sheet_number(page, row, at[MENTION_NUMBER], (double)index + 1, STYLE_COUNT);
    sheet_text(page, row, at[MENTION_DOCUMENT],
               plan->found->documents[plan->found->files[one->document]].name,
               STYLE_TEXT);
    put_fields(page, row, at, fields, true);
    put_fields(page, row, at, fields, false);
    if (at[MENTION_FACET] != ATLAS_NOWHERE)
        sheet_text(page, row, at[MENTION_FACET], code->facet, STYLE_TEXT);
    sheet_text(page, row, at[MENTION_CODE], code->id, STYLE_TEXT);
    sheet_text(page, row, at[MENTION_LEFT],
               coding_span_trim(quote_tail(fields[SPOOL_BEFORE], CONTEXT)),
               STYLE_RIGHT);
    sheet_text(page, row, at[MENTION_WORDS], fields[SPOOL_WORDS], STYLE_WRAP);
    sheet_text(page, row, at[MENTION_RIGHT],
               coding_span_trim(quote_head(fields[SPOOL_AFTER], CONTEXT)),
               STYLE_TEXT);
}

static void
begin(const atlas *plan, sheet *page, const unsigned at[MENTION_COLUMNS])
{
    sheet_title(page, coding_span_of("All codings, by document and place"));
    for (size_t i = 0; i < MENTION_COLUMNS; i++)
        if (at[i] != ATLAS_NOWHERE)
            atlas_head(plan, page, ATLAS_HEAD, at[i], heads[i].word,
                       heads[i].head);
    sheet_limit(page, at[MENTION_WORDS], 44);
    sheet_limit(page, at[MENTION_RULE], 24);
    atlas_frame(page, ATLAS_HEAD, 2);
}

static void
finish(const atlas *plan, sheet *page, unsigned last,
       const unsigned at[MENTION_COLUMNS])
{
    sheet_edge(page, EDGE_NONE);
    sheet_filter(page, ATLAS_HEAD, 0, last, at[MENTION_RIGHT]);
    if (plan->found->judged)
        sheet_note(
            page,
            coding_span_of(
                "Counted: 1 = counts; repeat = the code was counted before in "
                "this answer; otherwise the reason why it does not count. "
                "Start and end count characters of the document from 0."));
    else
        sheet_note(page, coding_span_of("Start and end count characters of the "
                                        "document from 0."));
}

unsigned
sheet_mentions_column(const atlas *plan, heading word)
{
    unsigned at[MENTION_COLUMNS];

    place_columns(plan, at);
    for (size_t i = 0; i < MENTION_COLUMNS; i++)
        if (heads[i].word == word)
            return at[i];
    return ATLAS_NOWHERE;
}

void
sheet_fill_mentions(atlas *plan)
{
    unsigned at[MENTION_COLUMNS];
    size_t count = plan->found->coding_count;

    place_columns(plan, at);
    for (size_t k = 0; k < plan->mention_sheets; k++) {
        size_t from = k * plan->rows;
        size_t end = count - from > plan->rows ? from + plan->rows : count;
        sheet *page = plan->mentions[k];

        begin(plan, page, at);
        for (size_t i = from; i < end; i++) {
            atlas_rule(page, (unsigned)i, (unsigned)end - 1);
            put_row(plan, i, at);
        }
        finish(plan, page, ATLAS_FIRST + (unsigned)(end - from) - 1, at);
    }
}
