/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Documents that have not ended: where their sentences or turns lie, and the
   codings that count. A coding is in every sentence that it touches, so that
   what shares a passage shares a sentence, and what shares a sentence shares a
   turn. */
#include <stdlib.h>

#include "base/diag.h"
#include "base/memory.h"
#include "matrix/matrix_state.h"
#include "unitize/units.h"

bool
places_wanted(const coding_matrix *matrix)
{
    bool near = matrix->options.within == CODING_MATRIX_SENTENCE ||
                matrix->options.within == CODING_MATRIX_SPAN ||
                matrix->options.within == CODING_MATRIX_TURN;

    return near && (matrix->side == NULL || matrix->items.length > 0);
}

void
places_clear(coding_matrix *matrix)
{
    for (size_t i = 0; i < matrix->desk_count; i++) {
        base_free(matrix->context, matrix->desks[i].codings);
        base_free(matrix->context, matrix->desks[i].segments);
    }
    base_free(matrix->context, matrix->desks);
    base_free(matrix->context, matrix->stays);
}

/* The desk of a document; one that is done is used again. */
static coding_status
find_desk(coding_matrix *matrix, size_t document, desk **out)
{
    desk *empty = NULL;
    coding_status status;

    for (size_t i = matrix->desk_count; i-- > 0;) {
        if (matrix->desks[i].document == document) {
            *out = &matrix->desks[i];
            return CODING_OK;
        }
        if (matrix->desks[i].document == MATRIX_NONE)
            empty = &matrix->desks[i];
    }
    if (empty == NULL) {
        status = BASE_GROW(matrix->context, &matrix->desks,
                           &matrix->desk_capacity, matrix->desk_count + 1);
        if (status != CODING_OK)
            return status;
        empty = &matrix->desks[matrix->desk_count++];
        *empty = (desk){0};
    }
    empty->document = document;
    *out = empty;
    return CODING_OK;
}

/* ---- units ---- */

static coding_status
add_segment(coding_matrix *matrix, desk *at, segment made)
{
    coding_status status =
        BASE_GROW(matrix->context, &at->segments, &at->segment_capacity,
                  at->segment_count + 1);

    if (status == CODING_OK)
        at->segments[at->segment_count++] = made;
    return status;
}

/* One segment a sentence; offsets count code points. */
static coding_status
add_sentences(coding_matrix *matrix, desk *at, segment unit, coding_span text)
{
    units_counter counter = {.text = text};
    coding_status status = CODING_OK;
    uint64_t from = unit.start;
    words_span found = {0, 0};
    bool some = false;

    while (status == CODING_OK &&
           words_next_sentence(&matrix->more, text, found.end, &found)) {
        some = true;
        unit.start = from + units_point(&counter, found.start);
        unit.end = from + units_point(&counter, found.end);
        unit.place = at->next_place++;
        status = add_segment(matrix, at, unit);
    }
    if (some || status != CODING_OK)
        return status;
    unit.place = at->next_place++;
    return add_segment(matrix, at, unit);
}

coding_status
places_unit(coding_matrix *matrix, const coding_row *row, size_t who,
            size_t document)
{
    segment unit = {.person = who};
    desk *at = NULL;
    coding_status status;

    if (matrix->options.within == CODING_MATRIX_SPAN)
        return CODING_OK;
    status = find_desk(matrix, document, &at);
    if (status != CODING_OK)
        return status;
    (void)coding_row_unsigned(row, matrix->core.unit, &unit.unit);
    (void)coding_row_unsigned(row, matrix->core.start, &unit.start);
    if (!coding_row_unsigned(row, matrix->core.end, &unit.end))
        unit.end = unit.start;
    if (matrix->options.within == CODING_MATRIX_SENTENCE)
        return add_sentences(matrix, at, unit,
                             coding_row_cell(row, matrix->core.text));
    unit.place = unit.unit;
    (void)coding_row_unsigned(row, matrix->core.turn, &unit.place);
    return add_segment(matrix, at, unit);
}

coding_status
places_coding(coding_matrix *matrix, const coding_row *row, held_coding found,
              size_t document)
{
    desk *at = NULL;
    coding_status status = find_desk(matrix, document, &at);

    if (status != CODING_OK)
        return status;
    (void)coding_row_unsigned(row, matrix->core.unit, &found.unit);
    found.placed = coding_row_unsigned(row, matrix->core.start, &found.start) &&
                   coding_row_unsigned(row, matrix->core.end, &found.end) &&
                   found.end > found.start;
    status = BASE_GROW(matrix->context, &at->codings, &at->coding_capacity,
                       at->coding_count + 1);
    if (status == CODING_OK)
        at->codings[at->coding_count++] = found;
    return status;
}

/* ---- a document has ended ---- */

static int
compare_segments(const void *a, const void *b)
{
    const segment *one = a, *two = b;

    if (one->person != two->person)
        return one->person < two->person ? -1 : 1;
    if (one->start != two->start)
        return one->start < two->start ? -1 : 1;
    return (one->unit > two->unit) - (one->unit < two->unit);
}

/* The first segment of a person that ends behind a point. */
static size_t
first_segment(const desk *at, size_t who, uint64_t point)
{
    size_t low = 0, high = at->segment_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const segment *one = &at->segments[middle];

        if (one->person < who || (one->person == who && one->end <= point))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static coding_status
add_stay(coding_matrix *matrix, const desk *at, const held_coding *one,
         uint64_t place)
{
    coding_status status =
        BASE_GROW(matrix->context, &matrix->stays, &matrix->stay_capacity,
                  matrix->stay_count + 1);

    if (status == CODING_OK)
        matrix->stays[matrix->stay_count++] =
            (stay){one->person, place, one->code, one->question, at->document};
    return status;
}

static coding_status
no_unit(const coding_matrix *matrix, const desk *at, const held_coding *one)
{
    return diag_error(
        matrix->context, CODING_EDATA, "matrix-unit", (diag_place){0},
        "%.*s: a coding of %.*s in unit %llu is in no unit of %.*s; expected "
        "the unit rows of the stream",
        DIAG_SPAN(map_name(&matrix->who.documents, at->document)),
        DIAG_SPAN(map_name(&matrix->codes, one->code)),
        (unsigned long long)one->unit,
        DIAG_SPAN(map_name(&matrix->who.ids, one->person)));
}

/* The places that a coding touches; without offsets those of its unit. */
static coding_status
place_coding(coding_matrix *matrix, const desk *at, const held_coding *one)
{
    size_t before = matrix->stay_count;
    coding_status status = CODING_OK;

    if (one->placed) {
        for (size_t i = first_segment(at, one->person, one->start);
             status == CODING_OK && i < at->segment_count &&
             at->segments[i].person == one->person &&
             at->segments[i].start < one->end;
             i++)
            status = add_stay(matrix, at, one, at->segments[i].place);
    }
    for (size_t i = 0; status == CODING_OK && matrix->stay_count == before &&
                       i < at->segment_count;
         i++)
        if (at->segments[i].person == one->person &&
            at->segments[i].unit == one->unit)
            status = add_stay(matrix, at, one, at->segments[i].place);
    if (status == CODING_OK && matrix->stay_count == before)
        return no_unit(matrix, at, one);
    return status;
}

static int
compare_places(const void *a, const void *b)
{
    const stay *one = a, *two = b;

    if (one->person != two->person)
        return one->person < two->person ? -1 : 1;
    return (one->place > two->place) - (one->place < two->place);
}

static coding_status
give_places(coding_matrix *matrix)
{
    stay *stays = matrix->stays;
    coding_status status = CODING_OK;

    if (matrix->stay_count == 0)
        return CODING_OK;
    qsort(stays, matrix->stay_count, sizeof *stays, compare_places);
    for (size_t from = 0, to = 0;
         status == CODING_OK && from < matrix->stay_count; from = to) {
        while (to < matrix->stay_count &&
               compare_places(&stays[from], &stays[to]) == 0)
            to++;
        status = incidence_place(matrix, stays + from, to - from);
    }
    return status;
}

static coding_status
finish_desk(coding_matrix *matrix, desk *at)
{
    coding_status status = CODING_OK;

    matrix->stay_count = 0;
    if (matrix->options.within == CODING_MATRIX_SPAN) {
        status = span_pairs(matrix, at);
    } else {
        if (at->segment_count > 0)
            qsort(at->segments, at->segment_count, sizeof *at->segments,
                  compare_segments);
        for (size_t i = 0; status == CODING_OK && i < at->coding_count; i++)
            status = place_coding(matrix, at, &at->codings[i]);
        if (status == CODING_OK)
            status = give_places(matrix);
    }
    at->coding_count = at->segment_count = 0;
    at->next_place = 0;
    at->document = MATRIX_NONE;
    return status;
}

coding_status
places_end(coding_matrix *matrix, size_t document)
{
    coding_status status = CODING_OK;

    for (size_t i = 0; status == CODING_OK && i < matrix->desk_count; i++)
        if (matrix->desks[i].document != MATRIX_NONE &&
            (document == MATRIX_NONE || matrix->desks[i].document == document))
            status = finish_desk(matrix, &matrix->desks[i]);
    return status;
}
