/* SPDX-License-Identifier: GPL-2.0-or-later */
/* TopThree: what each respondent named, in the order of naming, and what came
   after the cap. */
#include <stdio.h>

#include "base/memory.h"
#include "workbook/atlas.h"
#include "workbook/celltext.h"

enum { RANKS = 50 }; /* columns of ranks, at most */

typedef struct {
    const atlas *plan;
    const atlas_facet *facet;
    unsigned ranks;
    unsigned organisation, side, question, rank, beyond, repeats, named, window;
} table;

/* The answers of one respondent to one question: a run in the stream. */
typedef struct {
    const model_answer *first;
    size_t count;
} answer_run;

static void
place_columns(table *all)
{
    const atlas_facet *facet = all->facet;
    unsigned next = 1;

    all->organisation = all->plan->organisation != MODEL_NONE
                            ? next++
                            : (unsigned)ATLAS_NOWHERE;
    all->side =
        all->plan->side != MODEL_NONE ? next++ : (unsigned)ATLAS_NOWHERE;
    all->question = facet->tally->question.length == 0 &&
                            all->plan->found->question_count > 0
                        ? next++
                        : (unsigned)ATLAS_NOWHERE;
    all->ranks = facet->tally->top < RANKS ? (unsigned)facet->tally->top
                                           : (unsigned)RANKS;
    all->rank = next;
    all->beyond = next + all->ranks;
    all->repeats = all->beyond + 1;
    all->named = all->repeats + 1;
    all->window = all->named + 1;
}

static void
put_heads(const table *all, sheet *page)
{
    const atlas *plan = all->plan;
    char text[200];

    sheet_title(page, coding_span_of("What each respondent named, in the order "
                                     "of naming"));
    atlas_head(plan, page, ATLAS_HEAD, 0, HEADING_RESPONDENT, STYLE_HEAD);
    if (all->organisation != ATLAS_NOWHERE)
        atlas_head(plan, page, ATLAS_HEAD, all->organisation,
                   HEADING_ORGANISATION, STYLE_HEAD);
    if (all->side != ATLAS_NOWHERE)
        atlas_head(plan, page, ATLAS_HEAD, all->side, HEADING_SIDE, STYLE_HEAD);
    if (all->question != ATLAS_NOWHERE)
        atlas_head(plan, page, ATLAS_HEAD, all->question, HEADING_QUESTION,
                   STYLE_HEAD);
    for (unsigned i = 0; i < all->ranks; i++) {
        coding_span word = atlas_word(plan, HEADING_RANK);

        (void)snprintf(text, sizeof text, "%.*s %u", CELLTEXT_HEAD(word, 150),
                       i + 1);
        sheet_words(page, ATLAS_HEAD, all->rank + i, text, STYLE_HEAD);
    }
    atlas_head(plan, page, ATLAS_HEAD, all->beyond, HEADING_BEYOND, STYLE_HEAD);
    atlas_head(plan, page, ATLAS_HEAD, all->repeats, HEADING_REPEATS,
               STYLE_HEAD);
    atlas_head(plan, page, ATLAS_HEAD, all->named, HEADING_NAMED,
               STYLE_HEAD_RIGHT);
    atlas_head(plan, page, ATLAS_HEAD, all->window, HEADING_WINDOW, STYLE_HEAD);
    atlas_frame(page, ATLAS_HEAD, 1);
}

/* ---- a row ---- */

static void
add_item(buffer *list, coding_span id, uint32_t times)
{
    if (list->length > 0)
        buffer_add_text(list, ", ");
    buffer_add(list, id);
    if (times > 1) {
        buffer_add_text(list, " \xc3\x97");
        buffer_add_unsigned(list, times);
    }
}

/* "units 41-47" of the window in which the answer stands. */
static void
put_window(const table *all, sheet *page, unsigned row,
           const model_answer *answer)
{
    const model *found = all->plan->found;
    size_t question = answer->question;
    size_t key[2] = {answer->respondent, question};
    size_t number;
    char text[64];

    if (answer->question == UINT32_MAX)
        key[1] = map_find(&found->question_ids, all->facet->tally->question);
    number = map_find(&found->window_ids,
                      (coding_span){(const char *)key, sizeof key});
    if (number == MAP_NONE) {
        sheet_empty(page, row, all->window, STYLE_TEXT);
        return;
    }
    (void)snprintf(text, sizeof text, "%llu\xe2\x80\x93%llu",
                   (unsigned long long)found->windows[number].first,
                   (unsigned long long)found->windows[number].last);
    sheet_words(page, row, all->window, text, STYLE_TEXT);
}

static void
put_people(const table *all, sheet *page, unsigned row, size_t person)
{
    const atlas *plan = all->plan;

    sheet_text(page, row, 0, plan->found->respondents[person].id, STYLE_TEXT);
    if (all->organisation != ATLAS_NOWHERE)
        sheet_text(page, row, all->organisation,
                   model_attribute_of(plan->found, person, plan->organisation),
                   STYLE_TEXT);
    if (all->side != ATLAS_NOWHERE)
        sheet_text(page, row, all->side,
                   model_attribute_of(plan->found, person, plan->side),
                   STYLE_TEXT);
}

/* A code at its rank, leading to its quotation. */
static void
put_named(const table *all, sheet *page, unsigned row,
          const model_answer *answer)
{
    const model *found = all->plan->found;

    sheet_link(page, row, all->rank + answer->rank - 1,
               atlas_quotation(all->plan, answer->code,
                               found->respondents[answer->respondent].id),
               found->codes[answer->code].id, STYLE_LINK);
}

static void
put_row(const table *all, sheet *page, unsigned row, answer_run run)
{
    const model *found = all->plan->found;
    buffer beyond, repeats;
    double named = 0;

    buffer_init(&beyond, all->plan->context);
    buffer_init(&repeats, all->plan->context);
    put_people(all, page, row, run.first->respondent);
    if (all->question != ATLAS_NOWHERE && run.first->question != UINT32_MAX)
        sheet_text(page, row, all->question,
                   found->questions[run.first->question].id, STYLE_TEXT);
    for (unsigned i = 0; i < all->ranks; i++)
        sheet_empty(page, row, all->rank + i, STYLE_TEXT);
    for (size_t i = 0; i < run.count; i++) {
        const model_answer *answer = &run.first[i];

        if (answer->code == UINT32_MAX)
            continue;
        named++;
        if (answer->counted && answer->rank > 0 && answer->rank <= all->ranks)
            put_named(all, page, row, answer);
        else
            add_item(&beyond, found->codes[answer->code].id, 1);
        if (answer->counted && answer->mentions > 1)
            add_item(&repeats, found->codes[answer->code].id, answer->mentions);
    }
    book_note(all->plan->all, buffer_status(&beyond));
    book_note(all->plan->all, buffer_status(&repeats));
    sheet_text(page, row, all->beyond, buffer_span(&beyond), STYLE_TEXT);
    sheet_text(page, row, all->repeats, buffer_span(&repeats), STYLE_TEXT);
    sheet_number(page, row, all->named, named, STYLE_COUNT);
    put_window(all, page, row, run.first);
    buffer_free(&beyond);
    buffer_free(&repeats);
}

/* ---- all rows ---- */

/* The runs of a respondent's answers begin at starts[respondent]; they stand
   together in the stream. */
static unsigned
put_runs(const table *all, sheet *page, size_t person, size_t from,
         unsigned row, unsigned last)
{
    const model *found = all->plan->found;

    while (from < found->answer_count &&
           found->answers[from].respondent == person &&
           coding_span_equal(
               map_name(&found->facet_ids, found->answers[from].facet),
               all->facet->tally->facet)) {
        answer_run run = {&found->answers[from], 0};

        while (from + run.count < found->answer_count &&
               run.first[run.count].respondent == person &&
               run.first[run.count].facet == run.first->facet &&
               run.first[run.count].question == run.first->question)
            run.count++;
        atlas_rule(page, row, last);
        put_row(all, page, row++, run);
        from += run.count;
    }
    return row;
}

/* Where each respondent's answers of the facet begin; answer_count: nowhere.
 *runs gets the number of rows. */
static coding_status
find_starts(const table *all, size_t **out, unsigned *runs)
{
    const model *found = all->plan->found;
    const model_answer *before = NULL;
    size_t *starts = NULL;
    coding_status status = base_alloc(
        all->plan->context, (found->respondent_count + 1) * sizeof *starts,
        (void **)(void *)&starts);

    if (status != CODING_OK)
        return status;
    for (size_t i = 0; i < found->respondent_count; i++)
        starts[i] = found->answer_count;
    for (size_t i = 0; i < found->answer_count; i++) {
        const model_answer *answer = &found->answers[i];

        if (!coding_span_equal(map_name(&found->facet_ids, answer->facet),
                               all->facet->tally->facet))
            continue;
        if (starts[answer->respondent] == found->answer_count)
            starts[answer->respondent] = i;
        if (before == NULL || before->respondent != answer->respondent ||
            before->question != answer->question)
            ++*runs;
        before = answer;
    }
    *out = starts;
    return CODING_OK;
}

static void
put_notes(const table *all, sheet *page)
{
    const model_tally *tally = all->facet->tally;
    char text[500];

    atlas_note_question(all->plan, page, tally->question);
    (void)snprintf(
        text, sizeof text,
        "The first %llu distinct codes of an answer count, in the order "
        "of naming; what was named after that is listed and does not "
        "count. An empty rank: no further code was named.",
        (unsigned long long)tally->top);
    sheet_note(page, coding_span_of(text));
}

void
sheet_fill_topthree(atlas *plan, const atlas_facet *facet)
{
    table all = {.plan = plan, .facet = facet};
    sheet *page = facet->top;
    size_t *starts = NULL;
    unsigned runs = 0, row = ATLAS_FIRST;

    if (page == NULL)
        return;
    place_columns(&all);
    put_heads(&all, page);
    book_note(plan->all, find_starts(&all, &starts, &runs));
    for (size_t i = 0; starts != NULL && i < facet->people_count; i++)
        row = put_runs(&all, page, facet->people[i], starts[facet->people[i]],
                       row, ATLAS_FIRST + runs - 1);
    base_free(plan->context, starts);
    sheet_edge(page, EDGE_NONE);
    if (runs > 0)
        sheet_filter(page, ATLAS_HEAD, 0, ATLAS_FIRST + runs - 1, all.window);
    put_notes(&all, page);
}
