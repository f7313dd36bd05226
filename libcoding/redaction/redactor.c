/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Streams with their names masked and their offsets moved. See
   coding/redaction.h. A document's rows wait for its end: a passage that was
   read last may hold a name that moves what came first. */
#include <coding/meta.h>

#include <stdint.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "redaction/movement.h"
#include "redaction/names.h"

enum {
    JOINT_BYTES = 3, /* at most so much stands for words between */
    BRIEF_BYTES = 200,
    MOST_CLEAN = 65536,
    FARTHEST = INT32_MAX /* offsets beyond are not believed */
};

/* A row that waits. */
typedef struct {
    coding_record record;
    const char *file;
    size_t line;
    coding_span *cells;
} held_row;

/* Where a unit's words stand in the joint text of all units. */
typedef struct {
    uint64_t start;  /* in the document */
    size_t from, to; /* in the joint text, code points */
    names_place place;
} unit_part;

struct coding_redactor {
    coding_context *context;
    coding_redaction *names;
    const char *arguments;
    coding_columns *columns; /* a copy: what cells are in */
    coding_core in;
    bool *fixed; /* by column: never holds a name */
    coding_cells *cells;
    coding_row_sink sink;
    bool begun;
    size_t open; /* documents that have begun and not ended */
    arena kept;  /* pseudonyms live with the names; rows here */
    held_row *rows;
    size_t count, capacity;
    map documents;
    movement *movements; /* by number in documents */
    size_t movement_capacity;
    unit_part *parts;
    size_t part_count, part_capacity;
    buffer joint, text;
    map clean; /* short cells that have no name: most come again and again */
};

/* ---- making one ---- */

static bool
is_fixed(coding_span name)
{
    static const char *const fixed[] = {"record",
                                        "unit",
                                        "turn",
                                        "role",
                                        "time",
                                        "start",
                                        "end",
                                        "polarity",
                                        "rank",
                                        "counted",
                                        "counted_rank",
                                        "asked",
                                        "answered",
                                        "words",
                                        "prompted",
                                        "mentions",
                                        "units",
                                        "respondents",
                                        "organisations",
                                        "dyads",
                                        "dyads_both",
                                        "documents",
                                        "base",
                                        "percent",
                                        "ci_low",
                                        "ci_high",
                                        "first",
                                        "mean_rank",
                                        "salience",
                                        "dominant",
                                        "n",
                                        "weight",
                                        "weight2",
                                        "statistic",
                                        "threshold",
                                        "codes",
                                        "expected",
                                        "p_at_least",
                                        "children_sum"};

    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
        if (coding_span_is(name, fixed[i]))
            return true;
    return false;
}

coding_status
coding_redactor_new(coding_context *context, const coding_columns *columns,
                    const coding_columns *result, coding_redaction *names,
                    const char *arguments, coding_row_sink sink,
                    coding_redactor **out)
{
    coding_redactor *made = NULL;
    size_t count = coding_columns_count(columns);
    coding_status status = BASE_NEW(context, &made);

    if (status != CODING_OK)
        return status;
    made->context = context;
    made->names = names;
    made->arguments = arguments;
    made->sink = sink;
    made->in = coding_core_of(columns);
    arena_init(&made->kept, context);
    map_init(&made->documents, context);
    buffer_init(&made->joint, context);
    buffer_init(&made->text, context);
    map_init(&made->clean, context);
    status = coding_columns_copy(columns, &made->columns);
    if (status == CODING_OK)
        status = coding_cells_new(context, result, &made->cells);
    if (status == CODING_OK)
        status = base_alloc(context, count * sizeof *made->fixed,
                            (void **)(void *)&made->fixed);
    for (size_t i = 0; status == CODING_OK && i < count; i++)
        made->fixed[i] = is_fixed(coding_columns_name(columns, i));
    if (status == CODING_OK)
        *out = made;
    else
        coding_redactor_free(made);
    return status;
}

void
coding_redactor_free(coding_redactor *redactor)
{
    if (redactor == NULL)
        return;
    for (size_t i = 0; i < redactor->documents.count; i++)
        if (i < redactor->movement_capacity)
            base_free(redactor->context, redactor->movements[i].items);
    base_free(redactor->context, redactor->movements);
    base_free(redactor->context, redactor->parts);
    base_free(redactor->context, redactor->rows);
    base_free(redactor->context, redactor->fixed);
    coding_cells_free(redactor->cells);
    coding_columns_free(redactor->columns);
    map_clear(&redactor->documents);
    map_clear(&redactor->clean);
    buffer_free(&redactor->joint);
    buffer_free(&redactor->text);
    arena_clear(&redactor->kept);
    base_free(redactor->context, redactor);
}

/* ---- what moves ---- */

static coding_status
find_movement(coding_redactor *all, coding_span document, size_t *out)
{
    size_t before = all->documents.count;
    coding_status status = BASE_GROW(all->context, &all->movements,
                                     &all->movement_capacity, before + 1);

    if (status == CODING_OK)
        status = map_add(&all->documents, document, out);
    if (status == CODING_OK && *out == before)
        all->movements[before] = (movement){0};
    return status;
}

/* ---- names of a document ---- */

/* The row's span, if its text is that slice of the document. */
static bool
is_slice(const coding_redactor *all, const held_row *row, uint64_t *start,
         uint64_t *end)
{
    const coding_row view = {
        .columns = all->columns, .cells = row->cells, .record = row->record};

    return coding_row_unsigned(&view, all->in.start, start) &&
           coding_row_unsigned(&view, all->in.end, end) && *start < *end &&
           *end < FARTHEST &&
           *end - *start == utf8_length(coding_row_cell(&view, all->in.text));
}

static coding_span
cell(const held_row *row, size_t column)
{
    return column == CODING_NO_COLUMN ? (coding_span){NULL, 0}
                                      : row->cells[column];
}

static names_place
place_of(const coding_redactor *all, const held_row *row, size_t column)
{
    return (names_place){.file = row->file,
                         .line = row->line,
                         .column = coding_columns_name(all->columns, column)};
}

/* Adds a unit's words to the joint text of its document, so that a name that
   two units share is found; what stands between is unknown, and no name goes
   through it unless it is one character. */
static coding_status
add_part(coding_redactor *all, const held_row *row, uint64_t start,
         uint64_t end, uint64_t *past)
{
    size_t at = all->part_count > 0 ? all->parts[all->part_count - 1].to : 0;
    uint64_t gap = start - *past;
    coding_status status = BASE_GROW(all->context, &all->parts,
                                     &all->part_capacity, all->part_count + 1);

    if (status != CODING_OK)
        return status;
    if (all->part_count > 0) {
        if (gap == 1)
            buffer_add_byte(&all->joint, ' ');
        for (uint64_t i = 0; gap > 1 && i < gap && i < JOINT_BYTES; i++)
            buffer_add_byte(&all->joint, '|');
        at += gap < JOINT_BYTES ? (size_t)gap : (size_t)JOINT_BYTES;
    }
    buffer_add(&all->joint, row->cells[all->in.text]);
    all->parts[all->part_count++] =
        (unit_part){start, at, at + (size_t)(end - start),
                    place_of(all, row, all->in.text)};
    *past = end;
    return buffer_status(&all->joint);
}

/* The document offset of a place in the joint text, and its unit. */
static uint64_t
origin(const coding_redactor *all, size_t point, bool end, size_t *part)
{
    size_t at = 0, beyond = all->part_count;

    while (at + 1 < beyond) {
        size_t middle = at + (beyond - at) / 2;

        if (end ? all->parts[middle].from < point
                : all->parts[middle].from <= point)
            at = middle;
        else
            beyond = middle;
    }
    *part = at;
    return all->parts[at].start + (point - all->parts[at].from);
}

static coding_status
find_in_units(coding_redactor *all, coding_span document, movement *to)
{
    const names_matches *found = NULL;
    coding_status status = CODING_OK;
    uint64_t past = 0;

    buffer_reset(&all->joint);
    all->part_count = 0;
    for (size_t i = 0; status == CODING_OK && i < all->count; i++) {
        const held_row *row = &all->rows[i];
        uint64_t start = 0, end = 0;

        if (row->record == CODING_RECORD_UNIT &&
            coding_span_equal(cell(row, all->in.document), document) &&
            is_slice(all, row, &start, &end) && start >= past)
            status = add_part(all, row, start, end, &past);
    }
    if (status == CODING_OK)
        status = names_find(all->names, buffer_span(&all->joint), &found);
    for (size_t i = 0; status == CODING_OK && i < found->count; i++) {
        const names_match *one = &found->items[i];
        movement_name moved = {.pseudonym =
                                   all->names->entries[one->entry].pseudonym};
        size_t part = 0, last = 0;

        moved.end = origin(all, one->end, true, &last);
        moved.start = origin(all, one->start, false, &part);
        names_meet(all->names, one, all->parts[part].place);
        status = movement_add(all->context, to, moved);
    }
    return status;
}

/* The document's span lies in one unit, whose names are known. */
static bool
is_inside_unit(const coding_redactor *all, uint64_t start, uint64_t end)
{
    size_t at = 0, beyond = all->part_count;

    while (at + 1 < beyond) {
        size_t middle = at + (beyond - at) / 2;

        if (all->parts[middle].start <= start)
            at = middle;
        else
            beyond = middle;
    }
    return all->part_count > 0 && all->parts[at].start <= start &&
           end - all->parts[at].start <=
               all->parts[at].to - all->parts[at].from;
}

/* Passages that run across units have words that no unit has. */
static coding_status
find_in_codings(coding_redactor *all, coding_span document, movement *to)
{
    const names_matches *found = NULL;
    coding_status status = CODING_OK;

    for (size_t i = 0; status == CODING_OK && i < all->count; i++) {
        const held_row *row = &all->rows[i];
        uint64_t start = 0, end = 0;

        if (row->record != CODING_RECORD_CODING ||
            !coding_span_equal(cell(row, all->in.document), document) ||
            !is_slice(all, row, &start, &end) ||
            is_inside_unit(all, start, end))
            continue;
        status = names_find(all->names, row->cells[all->in.text], &found);
        for (size_t j = 0; status == CODING_OK && j < found->count; j++) {
            const names_match *one = &found->items[j];
            const movement_name moved = {
                .start = start + one->start,
                .end = start + one->end,
                .pseudonym = all->names->entries[one->entry].pseudonym};
            size_t before = to->count;

            status = movement_add(all->context, to, moved);
            if (to->count > before)
                names_meet(all->names, one, place_of(all, row, all->in.text));
        }
    }
    return status;
}

/* ---- giving rows ---- */

static coding_status
mask_cell(coding_redactor *all, const held_row *row, size_t column,
          coding_span *out)
{
    coding_span text = row->cells[column];
    bool brief = text.length <= BRIEF_BYTES;
    const names_matches *found = NULL;
    size_t number = 0;
    coding_status status;

    *out = text;
    if (brief && map_find(&all->clean, text) != MAP_NONE)
        return CODING_OK;
    status = names_find(all->names, text, &found);
    if (status == CODING_OK && found->count == 0 && brief &&
        all->clean.count < MOST_CLEAN)
        return map_add(&all->clean, text, &number);
    if (status != CODING_OK || found->count == 0)
        return status;
    for (size_t i = 0; i < found->count; i++)
        names_meet(all->names, &found->items[i], place_of(all, row, column));
    buffer_reset(&all->text);
    names_replace(all->names, text, found, &all->text);
    status = buffer_status(&all->text);
    return status == CODING_OK
               ? arena_copy(&all->kept, buffer_span(&all->text), out)
               : status;
}

/* The text of a row that is a slice of its document. */
static coding_status
mask_slice(coding_redactor *all, const held_row *row, const movement *of,
           uint64_t start, coding_span *out)
{
    coding_status status;

    buffer_reset(&all->text);
    movement_rewrite(of, row->cells[all->in.text], start, &all->text);
    status = buffer_status(&all->text);
    return status == CODING_OK
               ? arena_copy(&all->kept, buffer_span(&all->text), out)
               : status;
}

/* Numbers of what is counted, and digests: never a name. */
static bool
is_kept(const coding_redactor *all, const held_row *row, size_t column)
{
    return all->fixed[column] || row->cells[column].length == 0 ||
           (row->record == CODING_RECORD_END && column == all->in.value);
}

static coding_status
give_row(coding_redactor *all, const held_row *row)
{
    const coding_row view = {.columns = all->columns,
                             .cells = row->cells,
                             .record = row->record,
                             .file = row->file,
                             .line = row->line};
    size_t number = map_find(&all->documents, cell(row, all->in.document));
    const movement *of = number != MAP_NONE ? &all->movements[number] : NULL;
    bool words = row->record == CODING_RECORD_UNIT ||
                 row->record == CODING_RECORD_CODING;
    uint64_t start = 0, end = 0, offset = 0;
    bool slice = words && of != NULL && is_slice(all, row, &start, &end);
    size_t count = coding_columns_count(all->columns);
    coding_status status = CODING_OK;
    coding_span *masked = NULL;
    coding_row given = view;

    status = ARENA_ARRAY(&all->kept, count, &masked);
    for (size_t i = 0; status == CODING_OK && i < count; i++) {
        masked[i] = row->cells[i];
        if (slice && i == all->in.text)
            status = mask_slice(all, row, of, start, &masked[i]);
        else if (!is_kept(all, row, i))
            status = mask_cell(all, row, i, &masked[i]);
    }
    if (status != CODING_OK)
        return status;
    given.cells = masked;
    coding_cells_begin_as(all->cells, &given);
    if (of != NULL && coding_row_unsigned(&view, all->in.start, &offset))
        coding_cells_unsigned(
            all->cells,
            coding_columns_find(coding_cells_row(all->cells)->columns, "start"),
            movement_move(of, offset, false));
    if (of != NULL && coding_row_unsigned(&view, all->in.end, &offset))
        coding_cells_unsigned(
            all->cells,
            coding_columns_find(coding_cells_row(all->cells)->columns, "end"),
            movement_move(of, offset, true));
    return coding_cells_give(all->cells, all->sink);
}

/* All that waits: first what moves in its documents, then the rows. */
static coding_status
flush(coding_redactor *all)
{
    coding_status status = CODING_OK;

    for (size_t i = 0; status == CODING_OK && i < all->count; i++) {
        const held_row *row = &all->rows[i];
        coding_span document = cell(row, all->in.document);
        size_t before = all->documents.count, number = 0;

        if (document.length == 0 || (row->record != CODING_RECORD_UNIT &&
                                     row->record != CODING_RECORD_CODING))
            continue;
        status = find_movement(all, document, &number);
        if (status != CODING_OK || number != before)
            continue;
        status = find_in_units(all, document, &all->movements[number]);
        if (status == CODING_OK)
            status = find_in_codings(all, document, &all->movements[number]);
        movement_settle(&all->movements[number]);
    }
    for (size_t i = 0; status == CODING_OK && i < all->count; i++)
        status = give_row(all, &all->rows[i]);
    all->count = 0;
    arena_clear(&all->kept);
    return status;
}

static coding_status
hold(coding_redactor *all, const coding_row *row)
{
    size_t count = coding_columns_count(all->columns);
    held_row *held;
    coding_status status =
        BASE_GROW(all->context, &all->rows, &all->capacity, all->count + 1);

    if (status != CODING_OK)
        return status;
    held = &all->rows[all->count];
    *held = (held_row){row->record, row->file, row->line, NULL};
    status = ARENA_ARRAY(&all->kept, count, &held->cells);
    for (size_t i = 0; status == CODING_OK && i < count; i++)
        status = arena_copy(&all->kept, row->cells[i], &held->cells[i]);
    if (status == CODING_OK)
        all->count++;
    return status;
}

static coding_status
give_meta(coding_redactor *all)
{
    const coding_meta meta = {
        .tool = "redact",
        .arguments = all->arguments,
        .details = "offsets=of the documents with the names in their units "
                   "masked"};

    if (all->begun)
        return CODING_OK;
    all->begun = true;
    return coding_meta_give(all->cells, &meta, all->sink);
}

coding_status
coding_redactor_take(coding_redactor *redactor, const coding_row *row)
{
    coding_status status = CODING_OK;

    if (row->record != CODING_RECORD_META && !redactor->begun) {
        status = flush(redactor);
        if (status == CODING_OK)
            status = give_meta(redactor);
    }
    if (status == CODING_OK)
        status = hold(redactor, row);
    if (status != CODING_OK)
        return status;
    if (row->record == CODING_RECORD_DOCUMENT)
        redactor->open++;
    if (row->record == CODING_RECORD_END && redactor->open > 0)
        redactor->open--;
    /* Units of a document that never began wait for the end of all. */
    return redactor->open == 0 && row->record != CODING_RECORD_UNIT &&
                   row->record != CODING_RECORD_CODING
               ? flush(redactor)
               : CODING_OK;
}

static coding_status
take(void *user, const coding_row *row)
{
    return coding_redactor_take(user, row);
}

coding_row_sink
coding_redactor_sink(coding_redactor *redactor)
{
    return (coding_row_sink){take, redactor};
}

coding_status
coding_redactor_finish(coding_redactor *redactor)
{
    coding_status status = flush(redactor);

    return status == CODING_OK ? give_meta(redactor) : status;
}
