/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The queue of what a person should look at. See coding/review.h. */
#include <coding/meta.h>
#include <coding/polarity.h>

#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/memory.h"
#include "base/number.h"
#include "base/utf8.h"
#include "pattern/fold.h"
#include "rehearsal/review_inside.h"

static const char *const reason_names[REVIEW_REASONS] = {
    "rejected", "absent",     "hypothetical", "reported", "retracted",
    "guarded",  "beyond-top", "inaudible",    "no-code"};

static const char *const cell_names[REVIEW_CELLS] = {
    "document", "unit", "speaker", "respondent", "question", "start", "end",
    "facet",    "code", "pattern", "polarity",   "value",    "text"};

coding_status
coding_review_columns(const coding_columns *columns, coding_columns **out)
{
    static const char *const more[] = {"table", "statistic"};
    coding_columns *made = NULL;
    coding_status status = coding_columns_copy(columns, &made);

    if (status == CODING_OK)
        status = coding_meta_columns(made);
    for (size_t i = 0; status == CODING_OK && i < REVIEW_CELLS; i++)
        status = coding_columns_add(made, coding_span_of(cell_names[i]));
    for (size_t i = 0; status == CODING_OK && i < 2; i++)
        status = coding_columns_add(made, coding_span_of(more[i]));
    if (status == CODING_OK)
        *out = made;
    else
        coding_columns_free(made);
    return status;
}

coding_status
coding_review_new(coding_context *context, const coding_columns *columns,
                  const coding_columns *result,
                  const coding_review_options *options, coding_row_sink sink,
                  coding_review **out)
{
    coding_review *all = NULL;
    coding_status status = BASE_NEW(context, &all);

    if (status != CODING_OK)
        return status;
    all->context = context;
    all->options = *options;
    all->in = coding_core_of(columns);
    all->core = coding_core_of(result);
    all->sink = sink;
    arena_init(&all->kept, context);
    buffer_init(&all->text, context);
    status = coding_cells_new(context, result, &all->cells);
    if (status == CODING_OK && options->book_count > 0)
        status = review_guards_new(all, columns);
    if (status == CODING_OK)
        *out = all;
    else
        coding_review_free(all);
    return status;
}

void
coding_review_free(coding_review *review)
{
    if (review == NULL)
        return;
    review_guards_free(review->guards);
    coding_cells_free(review->cells);
    base_free(review->context, review->items);
    buffer_free(&review->text);
    arena_clear(&review->kept);
    base_free(review->context, review);
}

/* ---- the queue ---- */

static size_t
column_of(const coding_core *core, size_t cell)
{
    const size_t columns[REVIEW_CELLS] = {
        core->document, core->unit,    core->speaker,  core->respondent,
        core->question, core->start,   core->end,      core->facet,
        core->code,     core->pattern, core->polarity, core->value,
        core->text};

    return columns[cell];
}

coding_status
review_add(coding_review *all, review_reason reason, const coding_core *core,
           const coding_row *row)
{
    review_item *item;
    coding_status status =
        BASE_GROW(all->context, &all->items, &all->capacity, all->count + 1);

    if (status != CODING_OK)
        return status;
    item = &all->items[all->count++];
    *item = (review_item){.reason = reason};
    all->reasons[reason]++;
    (void)coding_row_unsigned(row, core->start, &item->start);
    for (size_t i = 0; status == CODING_OK && i < REVIEW_CELLS; i++)
        status =
            arena_copy(&all->kept, coding_row_cell(row, column_of(core, i)),
                       &item->cells[i]);
    return status;
}

review_item *
review_last(coding_review *all)
{
    return &all->items[all->count - 1];
}

static bool
is_asked(const coding_review *all, const coding_row *row)
{
    return all->options.question.length == 0 ||
           coding_span_equal(coding_row_cell(row, all->in.question),
                             all->options.question);
}

/* A person has been here: `correction=...` in the pairs of the value. */
static bool
is_corrected(coding_span value)
{
    static const char key[] = "correction=";
    size_t from = 0;

    for (size_t i = 0; i <= value.length; i++) {
        coding_span pair;

        if (i < value.length && value.at[i] != ';')
            continue;
        pair = coding_span_trim((coding_span){value.at + from, i - from});
        if (pair.length >= sizeof key - 1 &&
            memcmp(pair.at, key, sizeof key - 1) == 0)
            return true;
        from = i + 1;
    }
    return false;
}

/* What tally said, else the polarity: a passage that is left out for another
   reason, as outside of the question, is no matter for a person. */
static coding_status
look_at_coding(coding_review *all, const coding_row *row)
{
    coding_span said = coding_row_cell(row, all->in.counted);

    if (said.length == 0)
        said = coding_row_cell(row, all->in.polarity);
    if (is_corrected(coding_row_cell(row, all->in.value)))
        return CODING_OK;
    for (review_reason i = REVIEW_REJECTED; i <= REVIEW_BEYOND_TOP; i++)
        if (coding_span_is(said, reason_names[i]))
            return review_add(all, i, &all->in, row);
    return CODING_OK;
}

/* ---- what was not understood ---- */

/* The gap is words that could not be heard, not a laugh. */
static bool
is_inaudible(coding_span gap)
{
    static const char *const words[] = {"inaudible", "unintelligible",
                                        "unclear", "indistinct", "??"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t length = strlen(words[i]);

        for (size_t at = 0; at + length <= gap.length; at++) {
            size_t same = 0;

            while (same < length &&
                   ascii_lower(gap.at[at + same]) == words[i][same])
                same++;
            if (same == length)
                return true;
        }
    }
    return false;
}

static coding_status
number_cell(coding_review *all, uint64_t number, coding_span *out)
{
    char digits[NUMBER_BYTES];

    return arena_copy(&all->kept, number_from_unsigned(number, digits), out);
}

static coding_status
add_gap(coding_review *all, const coding_row *row, uint64_t start, uint64_t end)
{
    coding_status status = review_add(all, REVIEW_INAUDIBLE, &all->in, row);

    if (status == CODING_OK)
        review_last(all)->start = start;
    if (status == CODING_OK)
        status =
            number_cell(all, start, &review_last(all)->cells[REVIEW_START]);
    if (status == CODING_OK)
        status = number_cell(all, end, &review_last(all)->cells[REVIEW_END]);
    return status;
}

/* Gaps in a respondent's words; the text of the queue is the whole unit. */
static coding_status
look_at_unit(coding_review *all, const coding_row *row)
{
    coding_span text = coding_row_cell(row, all->in.text);
    coding_span role = coding_row_cell(row, all->in.role);
    coding_status status = CODING_OK;
    uint64_t start = 0;

    if (role.length > 0 && !coding_span_is(role, "respondent"))
        return CODING_OK;
    (void)coding_row_unsigned(row, all->in.start, &start);
    for (size_t i = 0; status == CODING_OK && i < text.length;) {
        coding_span rest = {text.at + i, text.length - i};
        coding_span gap = {rest.at, fold_gap(rest)};

        if (gap.length > 0 && is_inaudible(gap)) {
            uint64_t at = start + utf8_length((coding_span){text.at, i});

            status = add_gap(all, row, at, at + utf8_length(gap));
        }
        i += gap.length > 0 ? gap.length : 1;
    }
    return status;
}

/* ---- rows ---- */

static coding_status
give_meta(coding_review *all)
{
    const coding_meta meta = {.tool = "review",
                              .arguments = all->options.arguments};

    if (all->begun || all->options.alone)
        return CODING_OK;
    all->begun = true;
    return coding_meta_give(all->cells, &meta, all->sink);
}

static coding_status
look(coding_review *all, const coding_row *row)
{
    if (!is_asked(all, row))
        return CODING_OK;
    switch (row->record) {
    case CODING_RECORD_CODING:
        return look_at_coding(all, row);
    case CODING_RECORD_UNIT:
        return look_at_unit(all, row);
    case CODING_RECORD_ANSWER:
        return coding_row_cell(row, all->in.code).length == 0
                   ? review_add(all, REVIEW_NO_CODE, &all->in, row)
                   : CODING_OK;
    case CODING_RECORD_OTHER:
    case CODING_RECORD_META:
    case CODING_RECORD_CODE:
    case CODING_RECORD_QUESTION:
    case CODING_RECORD_RESPONDENT:
    case CODING_RECORD_DOCUMENT:
    case CODING_RECORD_COVERAGE:
    case CODING_RECORD_END:
    case CODING_RECORD_COUNT:
    case CODING_RECORD_CELL:
    case CODING_RECORD_TEST:
        break;
    }
    return CODING_OK;
}

coding_status
coding_review_take(coding_review *review, const coding_row *row)
{
    coding_status status = CODING_OK;

    if (row->record != CODING_RECORD_META)
        status = give_meta(review);
    if (status == CODING_OK && !review->options.alone)
        status = coding_row_give(review->sink, row);
    if (status == CODING_OK)
        status = look(review, row);
    if (status == CODING_OK && review->guards != NULL)
        status = review_guards_take(review->guards, row);
    return status;
}

static coding_status
take(void *user, const coding_row *row)
{
    return coding_review_take(user, row);
}

coding_row_sink
coding_review_sink(coding_review *review)
{
    return (coding_row_sink){take, review};
}

/* ---- the end ---- */

static int
by_place(const void *a, const void *b)
{
    const review_item *left = a, *right = b;
    int order = coding_span_compare(left->cells[REVIEW_DOCUMENT],
                                    right->cells[REVIEW_DOCUMENT]);

    if (order != 0)
        return order;
    if (left->start != right->start)
        return left->start < right->start ? -1 : 1;
    if (left->reason != right->reason)
        return left->reason < right->reason ? -1 : 1;
    order = coding_span_compare(left->cells[REVIEW_RESPONDENT],
                                right->cells[REVIEW_RESPONDENT]);
    if (order == 0)
        order = coding_span_compare(left->cells[REVIEW_QUESTION],
                                    right->cells[REVIEW_QUESTION]);
    return order != 0 ? order
                      : coding_span_compare(left->cells[REVIEW_CODE],
                                            right->cells[REVIEW_CODE]);
}

static coding_status
give(coding_review *all, const review_item *item)
{
    coding_cells_begin(all->cells, CODING_RECORD_TEST);
    coding_cells_text(all->cells, all->core.table, coding_span_of("review"));
    coding_cells_text(all->cells, all->core.statistic,
                      coding_span_of(reason_names[item->reason]));
    for (size_t i = 0; i < REVIEW_CELLS; i++)
        coding_cells_text(all->cells, column_of(&all->core, i), item->cells[i]);
    return coding_cells_give(all->cells, all->sink);
}

coding_status
coding_review_finish(coding_review *review)
{
    coding_status status = give_meta(review);

    if (status == CODING_OK && review->guards != NULL)
        status = review_guards_finish(review->guards);
    if (review->count > 0)
        qsort(review->items, review->count, sizeof *review->items, by_place);
    for (size_t i = 0; status == CODING_OK && i < review->count; i++)
        status = give(review, &review->items[i]);
    return status;
}

coding_status
coding_review_summary(coding_review *review, const char **out)
{
    bool first = true;

    buffer_reset(&review->text);
    buffer_add_text(&review->text, "to look at: ");
    buffer_add_unsigned(&review->text, review->count);
    for (size_t i = 0; i < REVIEW_REASONS; i++) {
        if (review->reasons[i] == 0)
            continue;
        buffer_add_text(&review->text, first ? " (" : ", ");
        buffer_add_text(&review->text, reason_names[i]);
        buffer_add_byte(&review->text, ' ');
        buffer_add_unsigned(&review->text, review->reasons[i]);
        first = false;
    }
    if (!first)
        buffer_add_byte(&review->text, ')');
    *out = buffer_text(&review->text);
    return buffer_status(&review->text);
}
