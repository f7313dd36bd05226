/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Units to subjects. See coder/window.h and docs/format/stream.md. */
#include "coder/window.h"

#include "base/diag.h"
#include "base/memory.h"
#include "unitize/words.h"

void
window_init(window *units, coding_context *context, fold_kind kind,
            const coding_columns *columns)
{
    *units = (window){.context = context, .kind = kind};
    units->core = coding_core_of(columns);
    units->open = WINDOW_NO_SUBJECT;
    arena_init(&units->cells, context);
}

void
window_clear(window *units)
{
    coding_context *context = units->context;

    if (context == NULL)
        return;
    for (size_t i = 0; i < units->copy_count; i++)
        fold_free(units->subjects[i].copy);
    base_free(context, units->subjects);
    base_free(context, units->units);
    base_free(context, units->pieces);
    arena_clear(&units->cells);
    *units = (window){0};
}

void
window_reset(window *units)
{
    units->unit_count = 0;
    units->subject_count = 0;
    units->piece_count = 0;
    units->open = WINDOW_NO_SUBJECT;
    units->other_words = 0;
    arena_clear(&units->cells);
}

const window_unit *
window_piece(const window *units, const window_subject *subject, size_t piece)
{
    return &units->units[units->pieces[subject->first_piece + piece]];
}

static bool
same_cell(const coding_row *a, const coding_row *b, size_t column)
{
    return coding_span_equal(coding_row_cell(a, column),
                             coding_row_cell(b, column));
}

/* Who speaks: the respondent if there is one, else the label. */
static bool
same_person(const coding_core *core, const coding_row *a, const coding_row *b)
{
    if (!same_cell(a, b, core->role) || !same_cell(a, b, core->respondent))
        return false;
    return coding_row_cell(a, core->respondent).length > 0 ||
           same_cell(a, b, core->speaker);
}

bool
window_same_speaker(const window *units, size_t a, size_t b)
{
    return same_person(&units->core,
                       &window_piece(units, &units->subjects[a], 0)->row,
                       &window_piece(units, &units->subjects[b], 0)->row);
}

static uint64_t
turn_of(const window *units, const coding_row *row)
{
    uint64_t turn = 0;

    if (!coding_row_unsigned(row, units->core.turn, &turn))
        (void)coding_row_unsigned(row, units->core.unit, &turn);
    return turn;
}

/* Words of the turn between that this unit belongs to, up to and with it. */
static size_t
words_between(const window *units, const coding_row *row)
{
    size_t words = words_count(coding_row_cell(row, units->core.text));

    return units->other_turn == turn_of(units, row) ? units->other_words + words
                                                    : words;
}

bool
window_is_closed_by(const window *units, const coding_row *row, bool coded)
{
    const coding_core *core = &units->core;
    const window_subject *subject;
    const window_unit *last;

    if (units->open == WINDOW_NO_SUBJECT)
        return false;
    subject = &units->subjects[units->open];
    last = window_piece(units, subject, subject->piece_count - 1);
    if (!same_cell(&last->row, row, core->document) ||
        !same_cell(&last->row, row, core->question))
        return true;
    if (last->turn == turn_of(units, row)) /* also a remark inside a turn */
        return coded && !same_person(core, &last->row, row);
    if (coded) /* without labels every paragraph stands alone */
        return coding_row_cell(row, core->speaker).length == 0 ||
               !same_person(core, &last->row, row);
    return coding_span_is(coding_row_cell(row, core->role), "respondent") ||
           words_between(units, row) > WINDOW_PROBE_WORDS;
}

void
window_close(window *units)
{
    units->open = WINDOW_NO_SUBJECT;
}

static coding_status
keep_row(window *units, const coding_row *row, window_unit *unit)
{
    size_t count = coding_columns_count(row->columns);
    coding_span *cells = NULL;
    coding_status status = ARENA_ARRAY(&units->cells, count, &cells);

    for (size_t i = 0; i < count && status == CODING_OK; i++)
        if (row->cells[i].length > 0)
            status = arena_copy(&units->cells, row->cells[i], &cells[i]);
    if (status != CODING_OK)
        return status;
    unit->row = *row;
    unit->row.cells = cells;
    unit->row.plain = false;
    unit->text = coding_row_cell(&unit->row, units->core.text);
    return CODING_OK;
}

/* A new subject, open. */
static coding_status
open_subject(window *units)
{
    size_t number = units->subject_count;
    coding_status status = BASE_GROW(units->context, &units->subjects,
                                     &units->subject_capacity, number + 1);

    if (status == CODING_OK && number == units->copy_count) {
        status = fold_new(units->context, units->kind,
                          &units->subjects[number].copy);
        if (status == CODING_OK)
            units->copy_count++;
    }
    if (status != CODING_OK)
        return status;
    fold_reset(units->subjects[number].copy);
    units->subjects[number].first_piece = units->piece_count;
    units->subjects[number].piece_count = 0;
    units->open = number;
    units->subject_count++;
    return CODING_OK;
}

/* The last unit becomes the next piece of the open subject. */
static coding_status
add_piece(window *units)
{
    coding_status status = CODING_OK;

    if (units->open == WINDOW_NO_SUBJECT)
        status = open_subject(units);
    if (status == CODING_OK)
        status = BASE_GROW(units->context, &units->pieces,
                           &units->piece_capacity, units->piece_count + 1);
    if (status == CODING_OK)
        status = fold_add(units->subjects[units->open].copy,
                          units->units[units->unit_count - 1].text);
    if (status != CODING_OK)
        return status;
    units->pieces[units->piece_count++] = units->unit_count - 1;
    units->subjects[units->open].piece_count++;
    return CODING_OK;
}

coding_status
window_add(window *units, const coding_row *row, bool coded)
{
    window_unit unit = {.coded = coded, .turn = turn_of(units, row)};
    coding_status status;

    if (!coding_row_unsigned(row, units->core.start, &unit.start))
        return diag_error(
            units->context, CODING_EDATA, "unit-offset",
            (diag_place){row->file, row->line, 0, {0}},
            "a unit's cell start is '%.*s', expected a whole number",
            DIAG_SPAN(coding_row_cell(row, units->core.start)));
    status = BASE_GROW(units->context, &units->units, &units->unit_capacity,
                       units->unit_count + 1);
    if (status == CODING_OK)
        status = keep_row(units, row, &unit);
    if (status != CODING_OK)
        return status;
    units->units[units->unit_count++] = unit;
    if (coded)
        return add_piece(units);
    units->other_words = words_between(units, row);
    units->other_turn = unit.turn;
    return CODING_OK;
}

coding_status
window_finish(window *units)
{
    coding_status status = CODING_OK;

    units->open = WINDOW_NO_SUBJECT;
    for (size_t i = 0; i < units->subject_count && status == CODING_OK; i++)
        status = fold_finish(units->subjects[i].copy);
    return status;
}
