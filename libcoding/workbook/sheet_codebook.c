/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Codebook: the parts of a definition (MacQueen et al. 1998, CAM 10(2)): code,
   brief and full definition, when to use, when not, examples; and what was
   found. Its rules stand on the next sheet. */
#include "workbook/atlas.h"

typedef enum {
    PART_CODE,
    PART_LABEL,
    PART_FACET,
    PART_FAMILY,
    PART_BRIEF,
    PART_FULL,
    PART_WHEN,
    PART_NOT,
    PART_EXAMPLE,
    PART_COUNTEREXAMPLE,
    PART_VERSION,
    PART_CODINGS,
    PART_RESPONDENTS,
    PART_STATE,
    PARTS
} code_part;

static const struct {
    heading word;
    style head;
    const char *field; /* of the code's record; NULL: none */
    unsigned width;
} parts[PARTS] = {
    [PART_CODE] = {HEADING_CODE, STYLE_HEAD, NULL, 16},
    [PART_LABEL] = {HEADING_LABEL, STYLE_HEAD, NULL, 18},
    [PART_FACET] = {HEADING_FACET, STYLE_HEAD, NULL, 14},
    [PART_FAMILY] = {HEADING_FAMILY, STYLE_HEAD, NULL, 12},
    [PART_BRIEF] = {HEADING_BRIEF, STYLE_HEAD, "brief", 24},
    [PART_FULL] = {HEADING_FULL, STYLE_HEAD, "full", 30},
    [PART_WHEN] = {HEADING_WHEN, STYLE_HEAD, "when", 24},
    [PART_NOT] = {HEADING_NOT, STYLE_HEAD, "not", 24},
    [PART_EXAMPLE] = {HEADING_EXAMPLE, STYLE_HEAD, "example", 28},
    [PART_COUNTEREXAMPLE] = {HEADING_COUNTEREXAMPLE, STYLE_HEAD,
                             "counterexample", 24},
    [PART_VERSION] = {HEADING_VERSION, STYLE_HEAD, NULL, 18},
    [PART_CODINGS] = {HEADING_CODINGS, STYLE_HEAD_RIGHT, NULL, 10},
    [PART_RESPONDENTS] = {HEADING_RESPONDENTS, STYLE_HEAD_RIGHT, NULL, 12},
    [PART_STATE] = {HEADING_STATE, STYLE_HEAD, NULL, 16},
};

static bool
has_field(const model *found, const char *name)
{
    coding_span value;

    for (size_t i = 0; i < found->code_count; i++)
        if (model_field(found->codes[i].record, name, 0, &value))
            return true;
    return false;
}

static bool
is_here(const atlas *plan, size_t part)
{
    const model *found = plan->found;

    for (size_t i = 0; i < found->code_count; i++) {
        const model_code *code = &found->codes[i];

        if (part == PART_LABEL &&
            !coding_span_equal(model_code_name(code), code->id))
            return true;
        if (part == PART_FACET &&
            !coding_span_equal(code->facet, found->codes[0].facet))
            return true;
        if (part == PART_FAMILY && code->family.length > 0)
            return true;
        if (part == PART_BRIEF && code->brief.length > 0)
            return true;
    }
    if (part == PART_LABEL || part == PART_FACET || part == PART_FAMILY)
        return false;
    if (part == PART_RESPONDENTS)
        return plan->facet_count > 0;
    return parts[part].field == NULL || has_field(found, parts[part].field);
}

/* All fields of a name, a line each. */
static void
add_fields(coding_span record, const char *name, buffer *out)
{
    coding_span value;

    for (size_t n = 0; model_field(record, name, n, &value); n++) {
        if (out->length > 0)
            buffer_add_byte(out, '\n');
        buffer_add(out, value);
    }
}

static void
put_text(const atlas *plan, unsigned row, unsigned column, size_t part,
         const model_code *code)
{
    buffer text;

    buffer_init(&text, plan->context);
    if (parts[part].field != NULL)
        add_fields(code->record, parts[part].field, &text);
    if (part == PART_BRIEF && text.length == 0)
        buffer_add(&text, code->brief);
    book_note(plan->all, buffer_status(&text));
    sheet_text(plan->codebook, row, column, buffer_span(&text), STYLE_WRAP);
    buffer_free(&text);
}

static void
put_respondents(const atlas *plan, unsigned row, unsigned column, size_t code)
{
    const atlas_facet *facet = atlas_facet_of(plan, code);
    place where = atlas_tally(plan, code);
    double value = 0;
    bool counted = false;

    for (size_t i = 0; facet != NULL && i < facet->tally->count; i++) {
        const model_count *count =
            &plan->found->counts[facet->tally->counts[i]];

        if (count->code != code)
            continue;
        value = count->number[FIGURE_RESPONDENTS];
        counted = true;
    }
    if (!counted)
        sheet_empty(plan->codebook, row, column, STYLE_COUNT);
    else if (where.page == NULL ||
             facet->column[TALLY_RESPONDENTS] == ATLAS_NOWHERE)
        sheet_number(plan->codebook, row, column, value, STYLE_COUNT);
    else
        sheet_formula(plan->codebook, row, column, value, STYLE_COUNT, "=%s!%s",
                      sheet_quoted(where.page),
                      A1(where.row, facet->column[TALLY_RESPONDENTS]).text);
}

static void
put_part(const atlas *plan, unsigned row, unsigned column, size_t part,
         size_t number)
{
    const model_code *code = &plan->found->codes[number];
    sheet *page = plan->codebook;

    switch ((code_part)part) {
    case PART_CODE:
        sheet_link(page, row, column, atlas_tally(plan, number), code->id,
                   STYLE_LINK);
        break;
    case PART_LABEL:
        sheet_text(page, row, column, model_code_name(code), STYLE_WRAP);
        break;
    case PART_FACET:
        sheet_text(page, row, column, code->facet, STYLE_TEXT);
        break;
    case PART_FAMILY:
        sheet_text(page, row, column, code->family, STYLE_TEXT);
        break;
    case PART_VERSION:
        sheet_text(page, row, column, code->codebook, STYLE_TEXT);
        break;
    case PART_CODINGS:
        sheet_number(page, row, column, (double)code->codings, STYLE_COUNT);
        break;
    case PART_RESPONDENTS:
        put_respondents(plan, row, column, number);
        break;
    case PART_STATE:
        sheet_words(page, row, column, code->codings > 0 ? "" : "never matched",
                    STYLE_STRONG);
        break;
    case PART_BRIEF:
    case PART_FULL:
    case PART_WHEN:
    case PART_NOT:
    case PART_EXAMPLE:
    case PART_COUNTEREXAMPLE:
    case PARTS:
    default:
        put_text(plan, row, column, part, code);
        break;
    }
}

void
sheet_fill_codebook(atlas *plan)
{
    sheet *page = plan->codebook;
    unsigned at[PARTS], next = 0;
    unsigned last = ATLAS_FIRST + (unsigned)plan->found->code_count - 1;

    if (page == NULL)
        return;
    sheet_title(page, coding_span_of("Codes and their definitions"));
    for (size_t i = 0; i < PARTS; i++) {
        at[i] = is_here(plan, i) ? next++ : (unsigned)ATLAS_NOWHERE;
        if (at[i] == ATLAS_NOWHERE)
            continue;
        atlas_head(plan, page, ATLAS_HEAD, at[i], parts[i].word, parts[i].head);
        sheet_limit(page, at[i], parts[i].width);
    }
    for (size_t c = 0; c < plan->found->code_count; c++) {
        unsigned row = ATLAS_FIRST + (unsigned)c;

        atlas_rule(page, row, last);
        for (size_t i = 0; i < PARTS; i++)
            if (at[i] != ATLAS_NOWHERE)
                put_part(plan, row, at[i], i, c);
    }
    sheet_edge(page, EDGE_NONE);
    sheet_filter(page, ATLAS_HEAD, 0, last, next - 1);
    atlas_frame(page, ATLAS_HEAD, 1);
    sheet_note(page,
               coding_span_of("Codings: all passages that a rule found, "
                              "whether they count or not. Rules as in the "
                              "codebook file; see codebook(5)."));
}
