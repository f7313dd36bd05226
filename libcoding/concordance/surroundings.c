/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Words around a span, from the turn it stands in. See
   concordance/surroundings.h. */
#include "concordance/surroundings.h"

#include "base/memory.h"
#include "base/utf8.h"

#define UNIT_NONE SIZE_MAX

void
surroundings_init(surroundings *all, coding_context *context)
{
    *all = (surroundings){.context = context, .sorted = true};
    arena_init(&all->texts, context);
}

void
surroundings_clear(surroundings *all)
{
    if (all->context == NULL)
        return;
    arena_clear(&all->texts);
    base_free(all->context, all->units);
    *all = (surroundings){0};
}

void
surroundings_forget(surroundings *all)
{
    arena_clear(&all->texts);
    all->count = 0;
    all->sorted = true;
}

coding_status
surroundings_add(surroundings *all, const coding_row *row,
                 const coding_core *core)
{
    heard_unit made = {.turn = UINT64_MAX};
    coding_status status;

    if (!coding_row_unsigned(row, core->start, &made.start) ||
        !coding_row_unsigned(row, core->end, &made.end))
        return CODING_OK; /* a unit without a place has no surroundings */
    coding_row_unsigned(row, core->turn, &made.turn);
    status =
        BASE_GROW(all->context, &all->units, &all->capacity, all->count + 1);
    if (status == CODING_OK)
        status = arena_copy(&all->texts, coding_row_cell(row, core->text),
                            &made.text);
    if (status != CODING_OK)
        return status;
    if (all->count > 0 && all->units[all->count - 1].start > made.start)
        all->sorted = false;
    all->units[all->count++] = made;
    return CODING_OK;
}

/* The last unit that begins at or before point, which must lie in it or at
   its end; UNIT_NONE: there is none. */
static size_t
find_unit(const surroundings *all, uint64_t point)
{
    size_t low = 0;
    size_t high = all->count;

    for (size_t i = 0; !all->sorted && i < all->count; i++)
        if (all->units[i].start <= point && point <= all->units[i].end)
            return i;
    if (!all->sorted)
        return UNIT_NONE;
    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (all->units[middle].start <= point)
            low = middle + 1;
        else
            high = middle;
    }
    return low > 0 && point <= all->units[low - 1].end ? low - 1 : UNIT_NONE;
}

static bool
is_blank(uint32_t point)
{
    return utf8_is_space(point) || point < 0x20 ||
           (point >= 0x7F && point < 0xA0);
}

void
surroundings_squeeze(coding_span text, buffer *out)
{
    bool blank = false;

    while (text.length > 0) {
        uint32_t point;
        size_t length = utf8_decode(text, &point);

        if (!is_blank(point))
            buffer_add(out, (coding_span){text.at, length});
        else if (!blank)
            buffer_add_byte(out, ' ');
        blank = is_blank(point);
        text.at += length;
        text.length -= length;
    }
}

/* The first of two units is followed by the second in one turn. */
static bool
is_same_turn(const surroundings *all, size_t a, size_t b)
{
    return all->units[a].turn != UINT64_MAX &&
           all->units[a].turn == all->units[b].turn;
}

/* The last `points` characters of text, from a word's beginning on; a word
   longer than all of them stays cut. */
static coding_span
tail(coding_span text, size_t points)
{
    size_t length = utf8_length(text);
    size_t from = 0;
    size_t at = 0;
    uint32_t point = ' ';

    if (length <= points)
        return text;
    for (size_t i = 0; i < length - points; i++)
        at +=
            utf8_decode((coding_span){text.at + at, text.length - at}, &point);
    from = at;
    while (!is_blank(point) && at < text.length)
        at +=
            utf8_decode((coding_span){text.at + at, text.length - at}, &point);
    if (at < text.length)
        from = at;
    return (coding_span){text.at + from, text.length - from};
}

static coding_span
head(coding_span text, size_t points)
{
    size_t to, last = 0;
    uint32_t point;

    if (utf8_length(text) <= points)
        return text;
    to = utf8_offset(text, points);
    for (size_t at = 0; at < to;) {
        coding_span rest = {text.at + at, text.length - at};
        size_t size = utf8_decode(rest, &point);

        if (is_blank(point) && at > 0)
            last = at;
        at += size;
    }
    /* The cut falls between two words when a blank follows it. */
    utf8_decode((coding_span){text.at + to, text.length - to}, &point);
    if (is_blank(point) || last == 0)
        last = to;
    return (coding_span){text.at, last};
}

/* The byte of a unit where its point-th code point begins. Passages come in
   order, so the search goes on from the last answer. */
static size_t
byte_of(heard_unit *unit, size_t point)
{
    coding_span rest;

    if (point < unit->seen_point)
        unit->seen_point = unit->seen_byte = 0;
    rest = (coding_span){unit->text.at + unit->seen_byte,
                         unit->text.length - unit->seen_byte};
    unit->seen_byte += utf8_offset(rest, point - unit->seen_point);
    unit->seen_point = point;
    return unit->seen_byte;
}

/* More bytes than points code points can have. */
static size_t
most_bytes(size_t points)
{
    return 4 * points + 8;
}

/* The last characters of text, enough to hold points of them. */
static coding_span
last_of(coding_span text, size_t points)
{
    size_t from =
        text.length > most_bytes(points) ? text.length - most_bytes(points) : 0;

    while (from > 0 && ((unsigned char)text.at[from] & 0xC0) == 0x80)
        from--;
    return (coding_span){text.at + from, text.length - from};
}

static coding_span
first_of(coding_span text, size_t points)
{
    size_t to =
        text.length > most_bytes(points) ? most_bytes(points) : text.length;

    while (to < text.length && ((unsigned char)text.at[to] & 0xC0) == 0x80)
        to++;
    return (coding_span){text.at, to};
}

static void
finish(buffer *text, buffer *out)
{
    if (buffer_status(text) != CODING_OK)
        out->status = buffer_status(text);
    buffer_free(text);
}

void
surroundings_before(surroundings *all, uint64_t start, size_t points,
                    buffer *out)
{
    size_t at = find_unit(all, start);
    size_t first = at;
    size_t have;
    coding_span kept;
    buffer text;

    if (at == UNIT_NONE || points == 0)
        return;
    have = (size_t)(start - all->units[at].start);
    while (have <= points && first > 0 && is_same_turn(all, first - 1, at)) {
        first--;
        have += (size_t)(all->units[first].end - all->units[first].start) + 1;
    }
    buffer_init(&text, all->context);
    for (size_t i = first; i < at; i++) {
        buffer_add(&text, last_of(all->units[i].text, points));
        buffer_add_byte(&text, ' ');
    }
    kept = all->units[at].text;
    kept.length =
        byte_of(&all->units[at], (size_t)(start - all->units[at].start));
    buffer_add(&text, last_of(kept, points));
    kept = tail(buffer_span(&text), points);
    while (kept.length > 0 && (unsigned char)kept.at[0] < 0x80 &&
           is_blank((unsigned char)kept.at[0])) {
        kept.at++;
        kept.length--;
    }
    surroundings_squeeze(kept, out);
    finish(&text, out);
}

void
surroundings_behind(surroundings *all, uint64_t end, size_t points, buffer *out)
{
    size_t at = end > 0 ? find_unit(all, end - 1) : UNIT_NONE;
    size_t skip;
    coding_span rest;
    buffer text;

    if (at == UNIT_NONE || points == 0 || end > all->units[at].end)
        return;
    buffer_init(&text, all->context);
    rest = all->units[at].text;
    skip = byte_of(&all->units[at], (size_t)(end - all->units[at].start));
    rest = (coding_span){rest.at + skip, rest.length - skip};
    buffer_add(&text, first_of(rest, points));
    for (size_t i = at + 1; i < all->count && is_same_turn(all, at, i) &&
                            utf8_length(buffer_span(&text)) <= points;
         i++) {
        buffer_add_byte(&text, ' ');
        buffer_add(&text, first_of(all->units[i].text, points));
    }
    rest = head(buffer_span(&text), points);
    while (rest.length > 0 && (unsigned char)rest.at[rest.length - 1] < 0x80 &&
           is_blank((unsigned char)rest.at[rest.length - 1]))
        rest.length--;
    surroundings_squeeze(rest, out);
    finish(&text, out);
}
