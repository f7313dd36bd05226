/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Counting cells by what they look like. See survey/look.h. */
#include "survey/look.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "survey/shape.h"

enum {
    WORDS_OF_A_SENTENCE = 3,
    LONG_BYTES = 200 /* a cell that nobody chose from a list */
};

void
look_init(look *all, coding_context *context)
{
    *all = (look){.context = context};
}

void
look_clear(look *all)
{
    if (all->context == NULL)
        return;
    for (size_t i = 0; i < all->count; i++)
        map_clear(&all->columns[i].values);
    base_free(all->context, all->columns);
    *all = (look){0};
}

const look_column *
look_at(const look *all, size_t column)
{
    return column < all->count ? &all->columns[column] : NULL;
}

/* ---- single cells ---- */

static bool
is_one_of(coding_span cell, const char *const *words)
{
    for (; *words != NULL; words++)
        if (shape_says(cell, *words))
            return true;
    return false;
}

bool
look_is_tick(coding_span cell)
{
    static const char *const words[] = {"1",    "y",       "yes",      "x",
                                        "true", "checked", "selected", NULL};

    return is_one_of(cell, words);
}

bool
look_is_no_tick(coding_span cell)
{
    static const char *const words[] = {
        "0", "n", "no", "false", "unchecked", "not selected", NULL};

    return is_one_of(cell, words);
}

bool
look_is_unasked(coding_span cell)
{
    return shape_says(cell, "n/a");
}

static bool
is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (unsigned char)byte >= 0x80;
}

/* Words with two letters or more, up to a sentence's. */
static bool
is_wordy(coding_span cell)
{
    size_t words = 0, letters = 0;

    for (size_t i = 0; i < cell.length && words < WORDS_OF_A_SENTENCE; i++) {
        if (!is_letter(cell.at[i])) {
            letters = 0;
            continue;
        }
        letters++;
        words += letters == 2;
    }
    return words >= WORDS_OF_A_SENTENCE || cell.length > LONG_BYTES;
}

/* ---- columns ---- */

static void
take_number(look_column *column, coding_span cell)
{
    double number;

    if (!number_to_double(cell, &number))
        return;
    if (column->numbers == 0 || number < column->least)
        column->least = number;
    if (column->numbers == 0 || number > column->most)
        column->most = number;
    column->numbers++;
    if (number < floor(number) || number > floor(number))
        column->whole = false;
}

static coding_status
take_cell(look_column *column, coding_span cell)
{
    size_t before = column->values.count, number = 0;
    coding_status status;

    cell = coding_span_trim(cell);
    if (cell.length == 0)
        return CODING_OK;
    column->filled++;
    take_number(column, cell);
    column->wordy += is_wordy(cell);
    if (look_is_unasked(cell))
        column->unasked = true;
    else if (column->marks && !look_is_tick(cell) && !look_is_no_tick(cell))
        column->marks = false;
    if (before == LOOK_VALUES) {
        column->many |= map_find(&column->values, cell) == MAP_NONE;
        return CODING_OK;
    }
    status = map_add(&column->values, cell, &number);
    return status;
}

coding_status
look_take(look *all, const coding_span *cells, size_t count)
{
    coding_status status =
        BASE_GROW(all->context, &all->columns, &all->capacity, count);

    for (; status == CODING_OK && all->count < count; all->count++) {
        look_column *column = &all->columns[all->count];

        *column = (look_column){.whole = true, .marks = true};
        map_init(&column->values, all->context);
    }
    for (size_t i = 0; status == CODING_OK && i < count; i++)
        status = take_cell(&all->columns[i], cells[i]);
    all->records++;
    return status;
}

/* ---- conclusions ---- */

bool
look_is_chosen(const look_column *column, coding_span option)
{
    return column != NULL && column->values.count == 1 &&
           shape_same(map_name(&column->values, 0), option);
}

bool
look_is_option(const look_column *column, coding_span option)
{
    if (column == NULL || column->filled == 0)
        return false;
    return (column->marks &&
            column->values.count - (size_t)column->unasked <= 2) ||
           look_is_chosen(column, option);
}

/* Counts the pieces of value; their texts go to pieces. */
static coding_status
add_pieces(coding_span value, char separator, map *pieces, size_t *count)
{
    coding_status status = CODING_OK;
    bool more = true;

    while (status == CODING_OK && more) {
        const char *end = memchr(value.at, separator, value.length);
        size_t length = end == NULL ? value.length : (size_t)(end - value.at);
        size_t number;

        more = end != NULL;
        ++*count;
        status = map_add(
            pieces, coding_span_trim((coding_span){value.at, length}), &number);
        value.at += length + more;
        value.length -= length + more;
    }
    return status;
}

/* Whether pieces come three times on the average, and a quarter of the values
   has several. */
static coding_status
is_separated(const look *all, const look_column *column, char separator,
             bool *out)
{
    size_t several = 0, count = 0;
    coding_status status = CODING_OK;
    map pieces;

    map_init(&pieces, all->context);
    for (size_t i = 0; status == CODING_OK && i < column->values.count; i++) {
        size_t before = count;

        status = add_pieces(map_name(&column->values, i), separator, &pieces,
                            &count);
        several += count > before + 1;
    }
    *out = several >= 3 && several * 4 >= column->values.count &&
           pieces.count >= 2 && count >= 3 * pieces.count;
    map_clear(&pieces);
    return status;
}

coding_status
look_separator(const look *all, size_t column, char *out)
{
    static const char separators[] = ";,";
    const look_column *one = look_at(all, column);
    coding_status status = CODING_OK;

    *out = '\0';
    if (one == NULL || one->numbers == one->filled)
        return CODING_OK;
    for (size_t i = 0; status == CODING_OK && *out == '\0' && i < 2; i++) {
        bool found = false;

        status = is_separated(all, one, separators[i], &found);
        if (found)
            *out = separators[i];
    }
    return status;
}

form_type
look_type(const look_column *column)
{
    if (column == NULL || column->filled == 0)
        return FORM_SINGLE;
    if (column->numbers == column->filled) {
        bool mark = column->whole && column->least >= 0 && column->most <= 1;

        return mark ? FORM_SINGLE : FORM_SCALE;
    }
    /* Sentences, and hardly two alike. */
    if (column->wordy * 4 >= column->filled &&
        (column->many || column->values.count * 2 > column->filled))
        return FORM_OPEN;
    return FORM_SINGLE;
}
