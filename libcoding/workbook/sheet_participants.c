/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Participants: who spoke, with every attribute, and how much. */
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "workbook/atlas.h"

enum { LEVELS = 12 };

typedef struct {
    const atlas *plan;
    sheet *page;
    unsigned label, attribute, documents, last_column; /* columns */
    unsigned last;                                     /* row */
    size_t count;                                      /* of people shown */
    bool has_label, has_words;
    bool *numeric; /* by attribute */
} table;

/* Whether an attribute holds numbers only, in the form in which they would be
   printed again: 7 is one, 007 is not. */
static bool
is_numeric(const table *all, size_t attribute)
{
    const model *found = all->plan->found;
    bool some = false;

    for (size_t i = 0; i < found->respondent_count; i++) {
        coding_span value = model_attribute_of(found, i, attribute);
        char bytes[NUMBER_BYTES];
        double number = 0;

        if (value.length == 0)
            continue;
        if (!number_to_double(value, &number) ||
            !coding_span_equal(number_from_double(number, bytes), value))
            return false;
        some = true;
    }
    return some;
}

static void
put_heads(const table *all)
{
    const atlas *plan = all->plan;
    sheet *page = all->page;

    sheet_title(page, coding_span_of("Participants"));
    atlas_head(plan, page, ATLAS_HEAD, 0, HEADING_RESPONDENT, STYLE_HEAD);
    if (all->has_label)
        atlas_head(plan, page, ATLAS_HEAD, all->label, HEADING_LABEL,
                   STYLE_HEAD);
    for (size_t i = 0; i < plan->found->attribute_ids.count; i++) {
        coding_span name = map_name(&plan->found->attribute_ids, i);

        sheet_text(page, ATLAS_HEAD, all->attribute + (unsigned)i, name,
                   all->numeric[i] ? STYLE_HEAD_RIGHT : STYLE_HEAD);
    }
    if (all->has_words) {
        atlas_head(plan, page, ATLAS_HEAD, all->documents, HEADING_DOCUMENTS,
                   STYLE_HEAD_RIGHT);
        atlas_head(plan, page, ATLAS_HEAD, all->documents + 1, HEADING_UNITS,
                   STYLE_HEAD_RIGHT);
        atlas_head(plan, page, ATLAS_HEAD, all->documents + 2, HEADING_WORDS,
                   STYLE_HEAD_RIGHT);
        atlas_head(plan, page, ATLAS_HEAD, all->documents + 3,
                   HEADING_INTERVIEWER, STYLE_HEAD_RIGHT);
        sheet_least(page, all->documents + 3, 13);
    }
    atlas_frame(page, ATLAS_HEAD, 1);
}

static void
put_attributes(const table *all, unsigned row, size_t person)
{
    const model *found = all->plan->found;

    for (size_t a = 0; a < found->attribute_ids.count; a++) {
        coding_span value = model_attribute_of(found, person, a);
        unsigned column = all->attribute + (unsigned)a;
        double parsed = 0;

        if (all->numeric[a] && number_to_double(value, &parsed))
            sheet_number(all->page, row, column, parsed, STYLE_ANY);
        else
            sheet_text(all->page, row, column, value, STYLE_TEXT);
    }
}

static void
put_words(const table *all, unsigned row, const model_respondent *person)
{
    sheet *page = all->page;

    sheet_number(page, row, all->documents, (double)person->documents,
                 STYLE_COUNT);
    sheet_number(page, row, all->documents + 1, (double)person->units,
                 STYLE_COUNT);
    sheet_number(page, row, all->documents + 2, (double)person->words,
                 STYLE_COUNT);
    if (person->document_words > 0)
        sheet_number(page, row, all->documents + 3,
                     (double)person->interviewer_words /
                         (double)person->document_words,
                     STYLE_PERCENT);
    else
        sheet_empty(page, row, all->documents + 3, STYLE_PERCENT);
}

/* ---- by side ---- */

typedef struct {
    coding_span names[LEVELS];
    size_t people[LEVELS];
    size_t count;
} levels;

/* Whether COUNTIF finds exactly this text. */
static bool
is_criterion(coding_span text)
{
    for (size_t i = 0; i < text.length; i++)
        if (strchr("*?~<>=\"", text.at[i]) != NULL ||
            (text.at[i] >= 'A' && text.at[i] <= 'Z'))
            return false;
    return text.length > 0;
}

/* The levels of side; false: more than a table should hold. */
static bool
find_levels(const table *all, levels *found)
{
    const model *people = all->plan->found;

    for (size_t i = 0; i < people->respondent_count; i++) {
        coding_span side =
            model_attribute_of(people, people->people[i], all->plan->side);
        size_t at = 0;

        while (at < found->count && !coding_span_equal(found->names[at], side))
            at++;
        if (at == LEVELS)
            return false;
        if (at == found->count) {
            found->names[at] = side;
            found->people[at] = 0;
            found->count++;
        }
        found->people[at]++;
    }
    return true;
}

static void
put_sides(const table *all)
{
    levels found = {.count = 0};
    unsigned row = all->last + 2;
    unsigned column = all->attribute + (unsigned)all->plan->side;

    if (all->plan->side == MODEL_NONE || all->last_column > ATLAS_COLUMNS ||
        !find_levels(all, &found))
        return;
    atlas_head(all->plan, all->page, row, 0, HEADING_SIDE, STYLE_HEAD);
    atlas_head(all->plan, all->page, row, 1, HEADING_RESPONDENTS,
               STYLE_HEAD_RIGHT);
    for (size_t i = 0; i < found.count; i++) {
        coding_span name = found.names[i];

        row++;
        atlas_rule(all->page, (unsigned)i, (unsigned)found.count - 1);
        sheet_text(all->page, row, 0, name, STYLE_TEXT);
        if (is_criterion(name) &&
            all->count == all->plan->found->respondent_count)
            sheet_formula(
                all->page, row, 1, (double)found.people[i], STYLE_COUNT,
                "=COUNTIF(%s,%s)",
                A1_range_fixed(ATLAS_FIRST, column, all->last, column).text,
                A1(row, 0).text);
        else
            sheet_number(all->page, row, 1, (double)found.people[i],
                         STYLE_COUNT);
    }
    sheet_edge(all->page, EDGE_NONE);
}

static void
place_columns(table *all)
{
    const model *found = all->plan->found;
    unsigned next = 1;

    for (size_t i = 0; i < found->respondent_count; i++) {
        const model_respondent *person = &found->respondents[i];

        all->has_words = all->has_words || person->units > 0;
        all->has_label =
            all->has_label || (person->label.length > 0 &&
                               !coding_span_equal(person->label, person->id));
    }
    all->label = next;
    next += all->has_label ? 1 : 0;
    all->attribute = next;
    all->documents = next + (unsigned)found->attribute_ids.count;
    all->last_column =
        all->documents + (all->has_words ? 3 : 0) - (all->has_words ? 0 : 1);
    all->last = ATLAS_FIRST + (unsigned)all->count - 1;
}

/* People that the sheet has no room for. */
static void
put_left_out(const table *all)
{
    size_t people = all->plan->found->respondent_count;
    char text[120];

    if (all->count == people)
        return;
    (void)snprintf(text, sizeof text,
                   "The first %zu of %zu respondents: a sheet has no more "
                   "rows.",
                   all->count, people);
    sheet_note(all->page, coding_span_of(text));
    book_beyond(all->plan->all,
                (uint64_t)(people - all->count) * (all->last_column + 1));
}

void
sheet_fill_participants(atlas *plan)
{
    table all = {.plan = plan, .page = plan->participants};
    const model *found = plan->found;

    if (all.page == NULL)
        return;
    all.count = found->respondent_count < plan->rows ? found->respondent_count
                                                     : plan->rows;
    place_columns(&all);
    plan->first_attribute = all.attribute;
    book_note(
        plan->all,
        ARENA_ARRAY(&plan->keep, found->attribute_ids.count + 1, &all.numeric));
    if (book_status(plan->all) != CODING_OK)
        return;
    for (size_t a = 0; a < found->attribute_ids.count; a++)
        all.numeric[a] = is_numeric(&all, a);
    put_heads(&all);
    for (size_t i = 0; i < all.count; i++) {
        const model_respondent *person = &found->respondents[found->people[i]];
        unsigned row = ATLAS_FIRST + (unsigned)i;

        atlas_rule(all.page, row, all.last);
        sheet_text(all.page, row, 0, person->id, STYLE_TEXT);
        if (all.has_label)
            sheet_text(all.page, row, all.label, person->label, STYLE_TEXT);
        put_attributes(&all, row, found->people[i]);
        if (all.has_words)
            put_words(&all, row, person);
    }
    sheet_edge(all.page, EDGE_NONE);
    sheet_filter(all.page, ATLAS_HEAD, 0, all.last,
                 all.last_column < ATLAS_COLUMNS ? all.last_column
                                                 : ATLAS_COLUMNS);
    put_sides(&all);
    put_left_out(&all);
    if (all.has_words)
        sheet_note(all.page,
                   coding_span_of("Units and words are the respondent's own. "
                                  "The interviewer's share is of all words of "
                                  "the respondent's documents."));
}
