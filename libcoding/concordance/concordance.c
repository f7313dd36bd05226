/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Gathering passages from rows. See coding/concordance.h. */
#include <coding/concordance.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "concordance/passages_state.h"

enum { AROUND = 40 }; /* code points before and behind */

coding_status
coding_concordance_new(coding_context *context, const coding_columns *columns,
                       const coding_concordance_options *options,
                       coding_concordance **out)
{
    coding_concordance *made = NULL;
    coding_status status = BASE_NEW(context, &made);

    if (status != CODING_OK)
        return status;
    made->context = context;
    made->options = *options;
    if (made->options.around == 0)
        made->options.around = AROUND;
    made->core = coding_core_of(columns);
    surroundings_init(&made->heard, context);
    map_init(&made->names, context);
    arena_init(&made->kept, context);
    buffer_init(&made->line, context);
    status = choice_init(&made->asked, context, &made->options, columns);
    if (status == CODING_OK)
        status = search_init(made);
    if (status != CODING_OK) {
        coding_concordance_free(made);
        return status;
    }
    *out = made;
    return CODING_OK;
}

void
coding_concordance_free(coding_concordance *concordance)
{
    if (concordance == NULL)
        return;
    search_clear(concordance);
    choice_clear(&concordance->asked);
    surroundings_clear(&concordance->heard);
    map_clear(&concordance->names);
    arena_clear(&concordance->kept);
    buffer_free(&concordance->line);
    base_free(concordance->context, concordance->items);
    base_free(concordance->context, concordance);
}

/* ---- passages ---- */

/* A name that many passages share. */
static coding_status
keep_name(coding_concordance *all, const coding_row *row, size_t column,
          coding_span *out)
{
    size_t number = 0;
    coding_status status =
        map_add(&all->names, coding_row_cell(row, column), &number);

    if (status == CODING_OK)
        *out = map_name(&all->names, number);
    return status;
}

static coding_status
keep_words(coding_concordance *all, coding_span words, coding_span *out)
{
    coding_status status;

    buffer_reset(&all->line);
    surroundings_squeeze(words, &all->line);
    status = buffer_status(&all->line);
    if (status == CODING_OK)
        status = arena_copy(&all->kept, buffer_span(&all->line), out);
    return status;
}

coding_status
passages_add(coding_concordance *all, const coding_row *row,
             const coding_passage *found)
{
    coding_passage made = *found;
    coding_status status =
        BASE_GROW(all->context, &all->items, &all->capacity, all->count + 1);

    if (status == CODING_OK)
        status = keep_name(all, row, all->core.document, &made.document);
    if (status == CODING_OK)
        status = keep_name(all, row, all->core.speaker, &made.speaker);
    if (status == CODING_OK)
        status = keep_name(all, row, all->core.respondent, &made.respondent);
    if (status == CODING_OK)
        status = keep_name(all, row, all->core.question, &made.question);
    if (status == CODING_OK)
        status = keep_words(all, found->match, &made.match);
    if (status != CODING_OK)
        return status;
    made.unit = UINT64_MAX;
    coding_row_unsigned(row, all->core.unit, &made.unit);
    all->items[all->count++] = made;
    return CODING_OK;
}

static coding_status
add_coding(coding_concordance *all, const coding_row *row, size_t wanted)
{
    coding_passage made = {.start = UINT64_MAX,
                           .end = UINT64_MAX,
                           .wanted = wanted,
                           .match = coding_row_cell(row, all->core.text)};
    coding_status status = keep_name(all, row, all->core.facet, &made.facet);

    if (status == CODING_OK)
        status = keep_name(all, row, all->core.code, &made.code);
    if (status == CODING_OK)
        status = keep_name(all, row, all->core.pattern, &made.pattern);
    if (status == CODING_OK)
        status = keep_name(all, row, all->core.polarity, &made.polarity);
    if (status == CODING_OK)
        status = keep_name(all, row, all->core.counted, &made.counted);
    if (status == CODING_OK)
        status =
            keep_name(all, row, all->core.counted_rank, &made.counted_rank);
    if (status != CODING_OK)
        return status;
    coding_row_unsigned(row, all->core.start, &made.start);
    coding_row_unsigned(row, all->core.end, &made.end);
    all->judged |= made.counted.length > 0;
    return passages_add(all, row, &made);
}

/* Gives the open passages what stands around them: their document is whole. */
static coding_status
surround(coding_concordance *all)
{
    coding_status status = CODING_OK;

    for (; status == CODING_OK && all->open < all->count; all->open++) {
        coding_passage *item = &all->items[all->open];

        if (item->start == UINT64_MAX || item->end == UINT64_MAX)
            continue;
        buffer_reset(&all->line);
        surroundings_before(&all->heard, item->start, all->options.around,
                            &all->line);
        status = buffer_status(&all->line);
        if (status == CODING_OK)
            status =
                arena_copy(&all->kept, buffer_span(&all->line), &item->left);
        buffer_reset(&all->line);
        surroundings_behind(&all->heard, item->end, all->options.around,
                            &all->line);
        if (status == CODING_OK)
            status = buffer_status(&all->line);
        if (status == CODING_OK)
            status =
                arena_copy(&all->kept, buffer_span(&all->line), &item->right);
    }
    surroundings_forget(&all->heard);
    return status;
}

bool
coding_concordance_wants(coding_concordance *concordance, const coding_row *row)
{
    coding_span counted = coding_row_cell(row, concordance->core.counted);

    if (!choice_is_place(&concordance->asked, row) ||
        choice_of(&concordance->asked, row) == CHOICE_NONE)
        return false;
    return concordance->options.which == CODING_PASSAGES_ALL ||
           counted.length == 0 || coding_span_is(counted, "1") ||
           coding_span_is(counted, "repeat");
}

static coding_status
take_unit(coding_concordance *all, const coding_row *row)
{
    coding_status status = surroundings_add(&all->heard, row, &all->core);

    if (status == CODING_OK && all->pattern_count > 0 &&
        choice_is_place(&all->asked, row))
        status = search_unit(all, row);
    return status;
}

coding_status
coding_concordance_take(coding_concordance *concordance, const coding_row *row)
{
    coding_status status = choice_learn(&concordance->asked, row);

    if (status != CODING_OK)
        return status;
    if (row->record == CODING_RECORD_DOCUMENT)
        return surround(concordance);
    if (row->record == CODING_RECORD_UNIT)
        return take_unit(concordance, row);
    if (row->record == CODING_RECORD_CODING &&
        concordance->pattern_count == 0 &&
        coding_concordance_wants(concordance, row))
        return add_coding(concordance, row,
                          choice_of(&concordance->asked, row));
    return CODING_OK;
}

coding_status
coding_concordance_finish(coding_concordance *concordance)
{
    coding_status status = surround(concordance);

    if (status == CODING_OK)
        status = choice_check(&concordance->asked);
    if (status == CODING_OK)
        status = passages_sort(concordance);
    return status;
}

size_t
coding_concordance_passages(const coding_concordance *concordance,
                            const coding_passage **out)
{
    *out = concordance->items;
    return concordance->count;
}

/* ---- rows ---- */

static const char *const added[] = {
    "document",     "unit",  "speaker", "respondent", "question", "start",
    "end",          "facet", "code",    "pattern",    "polarity", "counted",
    "counted_rank", "left",  "match",   "right"};

coding_status
coding_concordance_columns(coding_columns *columns)
{
    coding_status status = CODING_OK;

    for (size_t i = 0; status == CODING_OK && i < sizeof added / sizeof *added;
         i++)
        status = coding_columns_add(columns, coding_span_of(added[i]));
    return status;
}

static void
set_number(coding_cells *cells, size_t column, uint64_t number)
{
    if (number != UINT64_MAX)
        coding_cells_unsigned(cells, column, number);
}

static void
set_row(coding_cells *cells, const coding_columns *columns,
        const coding_passage *from)
{
    coding_core core = coding_core_of(columns);

    coding_cells_begin(cells, CODING_RECORD_OTHER);
    coding_cells_text(cells, core.record, coding_span_of("kwic"));
    coding_cells_text(cells, core.document, from->document);
    set_number(cells, core.unit, from->unit);
    coding_cells_text(cells, core.speaker, from->speaker);
    coding_cells_text(cells, core.respondent, from->respondent);
    coding_cells_text(cells, core.question, from->question);
    set_number(cells, core.start, from->start);
    set_number(cells, core.end, from->end);
    coding_cells_text(cells, core.facet, from->facet);
    coding_cells_text(cells, core.code, from->code);
    coding_cells_text(cells, core.pattern, from->pattern);
    coding_cells_text(cells, core.polarity, from->polarity);
    coding_cells_text(cells, core.counted, from->counted);
    coding_cells_text(cells, core.counted_rank, from->counted_rank);
    coding_cells_text(cells, coding_columns_find(columns, "left"), from->left);
    coding_cells_text(cells, coding_columns_find(columns, "match"),
                      from->match);
    coding_cells_text(cells, coding_columns_find(columns, "right"),
                      from->right);
}

coding_status
coding_concordance_give(const coding_concordance *concordance,
                        const coding_columns *columns, coding_row_sink sink)
{
    coding_cells *cells = NULL;
    coding_status status =
        coding_cells_new(concordance->context, columns, &cells);

    for (size_t i = 0; status == CODING_OK && i < concordance->count; i++) {
        set_row(cells, columns, &concordance->items[i]);
        status = coding_cells_give(cells, sink);
    }
    coding_cells_free(cells);
    return status;
}
