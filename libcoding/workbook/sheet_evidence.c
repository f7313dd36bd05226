/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Evidence: one row a counted mention with its quotation, the matched words
   bold, by code; it leads back to the count and on to the mention. */
#include "base/number.h"
#include "workbook/atlas.h"

typedef enum {
    EVIDENCE_CODE,
    EVIDENCE_QUOTATION,
    EVIDENCE_RESPONDENT,
    EVIDENCE_ORGANISATION,
    EVIDENCE_SIDE,
    EVIDENCE_DOCUMENT,
    EVIDENCE_UNIT,
    EVIDENCE_RANK,
    EVIDENCE_COUNTED,
    EVIDENCE_POLARITY,
    EVIDENCE_RULE,
    EVIDENCE_ROW,
    EVIDENCE_COLUMNS
} evidence_column;

static const struct {
    heading word;
    style head;
} heads[EVIDENCE_COLUMNS] = {
    [EVIDENCE_CODE] = {HEADING_CODE, STYLE_HEAD},
    [EVIDENCE_QUOTATION] = {HEADING_QUOTATION, STYLE_HEAD},
    [EVIDENCE_RESPONDENT] = {HEADING_RESPONDENT, STYLE_HEAD},
    [EVIDENCE_ORGANISATION] = {HEADING_ORGANISATION, STYLE_HEAD},
    [EVIDENCE_SIDE] = {HEADING_SIDE, STYLE_HEAD},
    [EVIDENCE_DOCUMENT] = {HEADING_DOCUMENT, STYLE_HEAD},
    [EVIDENCE_UNIT] = {HEADING_UNIT, STYLE_HEAD_RIGHT},
    [EVIDENCE_RANK] = {HEADING_RANK, STYLE_HEAD_RIGHT},
    [EVIDENCE_COUNTED] = {HEADING_COUNTED, STYLE_HEAD},
    [EVIDENCE_POLARITY] = {HEADING_POLARITY, STYLE_HEAD},
    [EVIDENCE_RULE] = {HEADING_RULE, STYLE_HEAD},
    [EVIDENCE_ROW] = {HEADING_ROW, STYLE_HEAD_RIGHT},
};

/* Columns that there is something for. */
static void
place_columns(const atlas *plan, unsigned at[EVIDENCE_COLUMNS])
{
    unsigned next = 0;

    for (size_t i = 0; i < EVIDENCE_COLUMNS; i++) {
        bool here = true;

        if (i == EVIDENCE_ORGANISATION)
            here = plan->organisation != MODEL_NONE;
        if (i == EVIDENCE_SIDE)
            here = plan->side != MODEL_NONE;
        if (i == EVIDENCE_RANK || i == EVIDENCE_COUNTED)
            here = plan->found->judged;
        at[i] = here ? next++ : (unsigned)ATLAS_NOWHERE;
    }
}

static void
put(sheet *page, unsigned row, unsigned column, coding_span text)
{
    if (column != ATLAS_NOWHERE)
        sheet_text(page, row, column, text, STYLE_TEXT);
}

static void
put_number(sheet *page, unsigned row, unsigned column, coding_span text)
{
    uint64_t number = 0;

    if (column == ATLAS_NOWHERE)
        return;
    if (number_to_unsigned(text, &number))
        sheet_number(page, row, column, (double)number, STYLE_COUNT);
    else
        sheet_text(page, row, column, text, STYLE_TEXT);
}

static void
put_row(atlas *plan, size_t index, const unsigned at[EVIDENCE_COLUMNS])
{
    size_t coding_number = (size_t)plan->found->evidence[index];
    const model_coding *one = &plan->found->codings[coding_number];
    const model_document *document =
        &plan->found->documents[plan->found->files[one->document]];
    place here = atlas_evidence(plan, index);
    sheet *page = plan->evidence[index / plan->rows];
    coding_span fields[SPOOL_FIELDS];

    book_note(plan->all, model_read(plan->found, one, fields));
    if (book_status(plan->all) != CODING_OK)
        return;
    if (coding_span_is(fields[SPOOL_COUNTED], "1"))
        book_note(plan->all,
                  atlas_note_quotation(plan, one->code,
                                       fields[SPOOL_RESPONDENT], index));
    sheet_link(page, here.row, at[EVIDENCE_CODE], atlas_tally(plan, one->code),
               plan->found->codes[one->code].id, STYLE_LINK);
    sheet_rich(page, here.row, at[EVIDENCE_QUOTATION], fields[SPOOL_BEFORE],
               fields[SPOOL_WORDS], fields[SPOOL_AFTER]);
    put(page, here.row, at[EVIDENCE_RESPONDENT], fields[SPOOL_RESPONDENT]);
    put(page, here.row, at[EVIDENCE_ORGANISATION], fields[SPOOL_ORGANISATION]);
    put(page, here.row, at[EVIDENCE_SIDE], fields[SPOOL_SIDE]);
    put(page, here.row, at[EVIDENCE_DOCUMENT], document->name);
    put_number(page, here.row, at[EVIDENCE_UNIT], fields[SPOOL_UNIT]);
    put_number(page, here.row, at[EVIDENCE_RANK], fields[SPOOL_COUNTED_RANK]);
    put(page, here.row, at[EVIDENCE_COUNTED], fields[SPOOL_COUNTED]);
    put(page, here.row, at[EVIDENCE_POLARITY], fields[SPOOL_POLARITY]);
    put(page, here.row, at[EVIDENCE_RULE], fields[SPOOL_PATTERN]);
    if (plan->mention_sheets > 0)
        sheet_link_count(page, here.row, at[EVIDENCE_ROW],
                         atlas_mention(plan, coding_number),
                         (uint64_t)coding_number + 1, STYLE_LINK_COUNT);
    else
        sheet_number(page, here.row, at[EVIDENCE_ROW],
                     (double)coding_number + 1, STYLE_COUNT);
}

static void
begin(const atlas *plan, sheet *page, const unsigned at[EVIDENCE_COLUMNS])
{
    sheet_title(page,
                coding_span_of(plan->found->judged
                                   ? "Quotations behind the counts, by code"
                                   : "Quotations, by code"));
    for (size_t i = 0; i < EVIDENCE_COLUMNS; i++)
        if (at[i] != ATLAS_NOWHERE)
            atlas_head(plan, page, ATLAS_HEAD, at[i], heads[i].word,
                       heads[i].head);
    sheet_limit(page, at[EVIDENCE_QUOTATION], 72);
    sheet_least(page, at[EVIDENCE_QUOTATION], 40);
    atlas_frame(page, ATLAS_HEAD, 1);
}

static void
finish(const atlas *plan, sheet *page, unsigned last,
       const unsigned at[EVIDENCE_COLUMNS])
{
    sheet_edge(page, EDGE_NONE);
    sheet_filter(page, ATLAS_HEAD, 0, last, at[EVIDENCE_ROW]);
    if (!plan->found->judged) {
        sheet_note(page, coding_span_of(
                             "No tally has judged these codings: what counts "
                             "is not decided, all polarities are listed."));
        return;
    }
    sheet_note(page, coding_span_of(
                         "One row a mention that counts. 1 = the mention by "
                         "which the respondent is counted; repeat = the same "
                         "code again in the same answer. Bold: the words "
                         "found. The code leads back to its count, the number "
                         "at the right to its row among all codings."));
    sheet_note(page, coding_span_of("[\xe2\x80\xa6] marks words left out here; "
                                    "other square brackets are the "
                                    "transcript's."));
}

void
sheet_fill_evidence(atlas *plan)
{
    unsigned at[EVIDENCE_COLUMNS];
    size_t count = plan->found->evidence_count;

    place_columns(plan, at);
    for (size_t k = 0; k < plan->evidence_sheets; k++) {
        size_t from = k * plan->rows;
        size_t end = count - from > plan->rows ? from + plan->rows : count;
        sheet *page = plan->evidence[k];

        begin(plan, page, at);
        for (size_t i = from; i < end; i++) {
            atlas_rule(page, (unsigned)i, (unsigned)end - 1);
            put_row(plan, i, at);
        }
        finish(plan, page, ATLAS_FIRST + (unsigned)(end - from) - 1, at);
    }
}
