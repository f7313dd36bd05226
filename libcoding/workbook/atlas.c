/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The plan of a workbook: choice and places of sheets. See workbook/atlas.h;
   the plan of a facet's tally is in atlas_facet.c. */
#include "workbook/atlas.h"

#include <stdio.h>
#include <string.h>

#include "base/diag.h"
#include "base/memory.h"
#include "workbook/atlas_facet.h"
#include "workbook/rating.h"

coding_status
atlas_choose(coding_context *context, const coding_workbook_options *options,
             const headings *words, bool wanted[HEADING_SHEETS_END])
{
    coding_span rest = coding_span_of(options->sheets);

    for (size_t i = 0; i < HEADING_SHEETS_END; i++)
        wanted[i] = rest.length == 0;
    while (rest.length > 0) {
        const char *comma = memchr(rest.at, ',', rest.length);
        size_t length = comma != NULL ? (size_t)(comma - rest.at) : rest.length;
        coding_span name = coding_span_trim((coding_span){rest.at, length});
        heading kind = headings_find_sheet(words, name);

        if (kind == HEADING_COUNT)
            return diag_error(context, CODING_EUSAGE, "workbook-sheet",
                              (diag_place){0},
                              "no sheet is called '%.*s'; there are %s",
                              DIAG_SPAN(name), headings_sheet_names());
        wanted[kind] = true;
        length += comma != NULL ? 1 : 0;
        rest.at += length;
        rest.length -= length;
    }
    return CODING_OK;
}

coding_span
atlas_word(const atlas *plan, heading word)
{
    return plan->words->words[word];
}

void
atlas_head(const atlas *plan, sheet *page, unsigned row, unsigned column,
           heading word, style look)
{
    sheet_text(page, row, column, atlas_word(plan, word), look);
}

void
atlas_frame(sheet *page, unsigned head, unsigned frozen_columns)
{
    sheet_freeze(page, head + 1, frozen_columns);
    sheet_repeat(page, head, head);
}

void
atlas_rule(sheet *page, unsigned row, unsigned last)
{
    sheet_edge(page, row == last ? EDGE_LAST : EDGE_NONE);
}

void
atlas_note_question(const atlas *plan, sheet *page, coding_span question)
{
    coding_span words = model_question_words(plan->found, question);
    buffer text;

    if (question.length == 0)
        return;
    buffer_init(&text, plan->context);
    buffer_add_text(&text, "Question: ");
    buffer_add(&text, words);
    book_note(plan->all, buffer_status(&text));
    sheet_note(page, buffer_span(&text));
    buffer_free(&text);
}

/* ---- places ---- */

place
atlas_evidence(const atlas *plan, size_t index)
{
    place where = {0};

    if (index == MODEL_NONE || index / plan->rows >= plan->evidence_sheets)
        return where;
    where.page = plan->evidence[index / plan->rows];
    where.row = ATLAS_FIRST + (unsigned)(index % plan->rows);
    return where;
}

place
atlas_mention(const atlas *plan, size_t index)
{
    place where = {0};

    if (index / plan->rows >= plan->mention_sheets)
        return where;
    where.page = plan->mentions[index / plan->rows];
    where.row = ATLAS_FIRST + (unsigned)(index % plan->rows);
    return where;
}

place
atlas_tally(const atlas *plan, size_t code)
{
    return plan->tally_row[code];
}

coding_status
atlas_note_quotation(atlas *plan, size_t code, coding_span respondent,
                     size_t index)
{
    size_t number = 0, before = plan->quoted.count;
    coding_status status;
    buffer key;

    buffer_init(&key, plan->context);
    buffer_add_unsigned(&key, code);
    buffer_add_byte(&key, '\n');
    buffer_add(&key, respondent);
    status = buffer_status(&key);
    if (status == CODING_OK)
        status = map_add(&plan->quoted, buffer_span(&key), &number);
    if (status == CODING_OK && number == before) {
        status = BASE_GROW(plan->context, &plan->quoted_at,
                           &plan->quoted_capacity, before + 1);
        if (status == CODING_OK)
            plan->quoted_at[number] = index;
    }
    buffer_free(&key);
    return status;
}

place
atlas_quotation(const atlas *plan, size_t code, coding_span respondent)
{
    size_t number = MAP_NONE;
    buffer key;

    buffer_init(&key, plan->context);
    buffer_add_unsigned(&key, code);
    buffer_add_byte(&key, '\n');
    buffer_add(&key, respondent);
    book_note(plan->all, buffer_status(&key));
    if (buffer_status(&key) == CODING_OK)
        number = map_find(&plan->quoted, buffer_span(&key));
    buffer_free(&key);
    if (number < plan->quoted_capacity)
        return atlas_evidence(plan, plan->quoted_at[number]);
    return atlas_evidence(plan, plan->first_evidence[code]);
}

const atlas_facet *
atlas_facet_of(const atlas *plan, size_t code)
{
    coding_span facet = plan->found->codes[code].facet;

    for (size_t i = 0; i < plan->facet_count; i++)
        if (coding_span_equal(plan->facets[i].tally->facet, facet))
            return &plan->facets[i];
    return NULL;
}

/* ---- planning ---- */

static coding_status
find_evidence(atlas *plan)
{
    const model *found = plan->found;
    coding_status status =
        ARENA_ARRAY(&plan->keep, found->code_count + 1, &plan->first_evidence);

    if (status == CODING_OK)
        status =
            ARENA_ARRAY(&plan->keep, found->code_count + 1, &plan->evidence_of);
    if (status != CODING_OK)
        return status;
    for (size_t i = 0; i < found->code_count; i++)
        plan->first_evidence[i] = MODEL_NONE;
    for (size_t i = 0; i < found->evidence_count; i++) {
        size_t code = found->codings[found->evidence[i]].code;

        if (plan->first_evidence[code] == MODEL_NONE)
            plan->first_evidence[code] = i;
        plan->evidence_of[code]++;
    }
    return CODING_OK;
}

/* Gives the row of a code's count a name. The library keeps names in order one
   by one, so that very many would take it longer than the sheets. */
static coding_status
name_row(atlas *plan, size_t code)
{
    enum { NAME_SIZE = 32, NAMES = 5000 };
    place *where = &plan->tally_row[code];
    char *name = NULL;
    coding_status status;

    if (where->page == NULL || plan->found->code_count > NAMES)
        return CODING_OK;
    status = ARENA_ARRAY(&plan->keep, NAME_SIZE, &name);
    if (status != CODING_OK)
        return status;
    (void)snprintf(name, NAME_SIZE, "count_%zu", code + 1);
    where->name = name;
    book_define(plan->all, name, where->page, where->row, where->column);
    return book_status(plan->all);
}

/* The row of each code in its facet's Tally. */
static coding_status
place_rows(atlas *plan)
{
    coding_status status =
        ARENA_ARRAY(&plan->keep, plan->found->code_count + 1, &plan->tally_row);

    for (size_t f = 0; status == CODING_OK && f < plan->facet_count; f++) {
        const atlas_facet *facet = &plan->facets[f];

        for (size_t i = 0; status == CODING_OK && i < facet->tally->count;
             i++) {
            size_t code = plan->found->counts[facet->tally->counts[i]].code;

            plan->tally_row[code] =
                (place){.page = facet->page, .row = facet->first + (unsigned)i};
            status = name_row(plan, code);
        }
    }
    return status;
}

static sheet *
add_sheet(atlas *plan, heading kind, bool has_material, uint64_t rows)
{
    if (!plan->wanted[kind] || !has_material)
        return NULL;
    return book_add(plan->all, atlas_word(plan, kind), rows);
}

/* The sheets that rows are spread over. */
static coding_status
add_long(atlas *plan, heading kind, size_t rows, sheet ***out, size_t *count)
{
    size_t need = rows / plan->rows + (rows % plan->rows > 0 ? 1 : 0);
    sheet **made = NULL;
    coding_status status;

    if (!plan->wanted[kind] || rows == 0)
        return CODING_OK;
    status = ARENA_ARRAY(&plan->keep, need, &made);
    for (size_t i = 0; status == CODING_OK && i < need; i++) {
        made[i] = book_add(plan->all, atlas_word(plan, kind),
                           i + 1 < need ? plan->rows : rows - i * plan->rows);
        status = book_status(plan->all);
        if (i > 0)
            book_split(plan->all);
    }
    if (status != CODING_OK)
        return status;
    *out = made;
    *count = need;
    return CODING_OK;
}

static bool
has_rules(const model *found)
{
    for (size_t i = 0; i < found->code_count; i++)
        if (found->codes[i].record.length > 0)
            return true;
    return false;
}

static bool
has_chart(const atlas *plan)
{
    for (size_t i = 0; i < plan->facet_count; i++)
        if (plan->facets[i].page != NULL)
            return true;
    return plan->tests != NULL;
}

static coding_status
add_curves(atlas *plan)
{
    size_t count = sheet_count_curves(plan->found);
    coding_status status = ARENA_ARRAY(&plan->keep, count, &plan->saturation);

    for (size_t i = 0; status == CODING_OK && i < count; i++)
        plan->saturation[plan->saturation_sheets++] =
            add_sheet(plan, SHEET_SATURATION, true, 0);
    return status;
}

static coding_status
add_ratings(atlas *plan, heading word, rating_kind kind, sheet ***sheets,
            size_t *count)
{
    size_t need = rating_count(plan->found, kind);
    coding_status status = ARENA_ARRAY(&plan->keep, need + 1, sheets);

    for (size_t i = 0; status == CODING_OK && i < need; i++)
        (*sheets)[(*count)++] = add_sheet(plan, word, true, 0);
    return status;
}

/* The sheets of surveys, tables and tests. */
static void
add_results(atlas *plan)
{
    const model *found = plan->found;
    bool tables = plan->figures.table_count > 0;

    plan->matrix =
        add_sheet(plan, SHEET_MATRIX, found->matrices.cell_count > 0, 0);
    plan->matrix_text =
        add_sheet(plan, SHEET_MATRIX_TEXT, sheet_has_matrix_text(found), 0);
    plan->items = add_sheet(plan, SHEET_ITEMS, found->matrices.item_count > 0,
                            found->matrices.item_count);
    plan->dictionary =
        add_sheet(plan, SHEET_DICTIONARY, sheet_has_dictionary(found), 0);
    plan->frequencies =
        add_sheet(plan, SHEET_FREQUENCIES, sheet_has_dictionary(found), 0);
    plan->crosstab = add_sheet(plan, SHEET_CROSSTAB, tables, 0);
    plan->chisq = add_sheet(plan, SHEET_CHISQ, tables, 0);
    plan->tests =
        add_sheet(plan, SHEET_TESTS, sheet_has_tests(&plan->figures), 0);
    plan->multi =
        add_sheet(plan, SHEET_MULTI, sheet_has_multi(&plan->figures), 0);
    plan->apa = add_sheet(plan, SHEET_APA, sheet_has_sentences(found), 0);
}

coding_status
atlas_init(atlas *plan)
{
    const model *found = plan->found;
    coding_status status = find_evidence(plan);
    size_t figures;

    if (status == CODING_OK)
        status = results_init(&plan->figures, found);
    plan->organisation = model_attribute(found, "organisation");
    plan->side = model_attribute(found, "side");
    plan->kind = model_attribute(found, "kind");
    if (status == CODING_OK)
        status =
            ARENA_ARRAY(&plan->keep, found->tally_count + 1, &plan->facets);
    for (size_t i = 0; status == CODING_OK && i < found->tally_count; i++) {
        plan->facets[i].tally = &found->tallies[i];
        plan->facet_count++;
        status = atlas_facet_plan(plan, &plan->facets[i], i);
    }
    if (status != CODING_OK)
        return status;
    plan->summary = add_sheet(plan, SHEET_SUMMARY, true, 0);
    if (plan->summary != NULL)
        book_front(plan->all);
    plan->participants =
        add_sheet(plan, SHEET_PARTICIPANTS, found->respondent_count > 0,
                  found->respondent_count);
    plan->codebook = add_sheet(plan, SHEET_CODEBOOK, found->code_count > 0,
                               found->code_count);
    plan->rules = add_sheet(plan, SHEET_RULES, has_rules(found), 0);
    for (size_t i = 0; i < plan->facet_count; i++)
        atlas_facet_add(plan, &plan->facets[i], i);
    status = add_curves(plan);
    if (status == CODING_OK)
        status = add_ratings(plan, SHEET_RELIABILITY, RATING_RELIABILITY,
                             &plan->reliability, &plan->reliability_sheets);
    if (status == CODING_OK)
        status = add_ratings(plan, SHEET_VALIDATION, RATING_VALIDATION,
                             &plan->validation, &plan->validation_sheets);
    if (status != CODING_OK)
        return status;
    add_results(plan);
    status = place_rows(plan);
    if (status == CODING_OK)
        status = add_long(plan, SHEET_EVIDENCE, found->evidence_count,
                          &plan->evidence, &plan->evidence_sheets);
    if (status == CODING_OK)
        status = add_long(plan, SHEET_MENTIONS, found->coding_count,
                          &plan->mentions, &plan->mention_sheets);
    if (status == CODING_OK)
        status = add_long(plan, SHEET_UNITS, found->turn_count, &plan->units,
                          &plan->unit_sheets);
    if (status != CODING_OK)
        return status;
    figures = sheet_count_figures(found);
    plan->every = add_sheet(plan, SHEET_FIGURES, figures > 0, figures);
    plan->methods = add_sheet(plan, SHEET_METHODS, true, 0);
    /* A chart needs its cells, wanted or not. */
    if (has_chart(plan))
        plan->data = book_add(plan->all, atlas_word(plan, SHEET_CHARTDATA), 0);
    return book_status(plan->all);
}

void
atlas_clear(atlas *plan)
{
    if (plan->context == NULL)
        return;
    for (size_t i = 0; i < plan->facet_count; i++)
        atlas_facet_clear(plan, &plan->facets[i]);
    results_clear(&plan->figures);
    arena_clear(&plan->keep);
    map_clear(&plan->quoted);
    base_free(plan->context, plan->quoted_at);
}
