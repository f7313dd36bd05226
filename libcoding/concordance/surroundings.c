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

/* The last `points` characters of text, from a word's beginning on. */
static coding_span
tail(coding_span text, size_t points)
{
    size_t length = utf8_length(text);
    size_t from;
    uint32_t point;

    if (length <= points)
        return text;
    from = utf8_offset(text, length - points);
    /* A word that is cut goes; one word longer than all stays cut. */
    for (size_t at = from; at < text.length;) {
        coding_span rest = {text.at + at, text.length - at};
        size_t size = utf8_decode(rest, &point);

        at += size;
        if (is_blank(point) && at < text.length) {
            from = at;
            break;
        }
    }
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

void
surroundings_before(const surroundings *all, uint64_t start, size_t points,
                    buffer *out)
{
    size_t at = find_unit(all, start);
    size_t first = at;
    size_t have = 0;
    coding_span kept;
    buffer text;

    if (at == UNIT_NONE || points == 0)
        return;
    /* At the end of one unit a span belongs to the next. */
    have = (size_t)(start - all->units[at].start);
    while (have < points && first > 0 && is_same_turn(all, first - 1, at)) {
        first--;
        have += utf8_length(all->units[first].text) + 1;
    }
    buffer_init(&text, all->context);
    for (size_t i = first; i < at; i++) {
        buffer_add(&text, all->units[i].text);
        buffer_add_byte(&text, ' ');
    }
    kept = all->units[at].text;
    kept.length = utf8_offset(kept, (size_t)(start - all->units[at].start));
    buffer_add(&text, kept);
    kept = tail(buffer_span(&text), points);
    while (kept.length > 0 && (unsigned char)kept.at[0] < 0x80 &&
           is_blank((unsigned char)kept.at[0])) {
        kept.at++;
        kept.length--;
    }
    surroundings_squeeze(kept, out);
    if (buffer_status(&text) != CODING_OK)
        out->status = buffer_status(&text);
    buffer_free(&text);
}

void
surroundings_behind(const surroundings *all, uint64_t end, size_t points,
                    buffer *out)
{
    size_t at = end > 0 ? find_unit(all, end - 1) : UNIT_NONE;
    size_t skip;
    coding_span rest;
    buffer text;

    if (at == UNIT_NONE || points == 0 || end > all->units[at].end)
        return;
    buffer_init(&text, all->context);
    rest = all->units[at].text;
    skip = utf8_offset(rest, (size_t)(end - all->units[at].start));
    buffer_add(&text, (coding_span){rest.at + skip, rest.length - skip});
    for (size_t i = at + 1; i < all->count && is_same_turn(all, at, i) &&
                            utf8_length(buffer_span(&text)) < points;
         i++) {
        buffer_add_byte(&text, ' ');
        buffer_add(&text, all->units[i].text);
    }
    rest = head(buffer_span(&text), points);
    while (rest.length > 0 &&
           is_blank((unsigned char)rest.at[rest.length - 1]) &&
           (unsigned char)rest.at[rest.length - 1] < 0x80)
        rest.length--;
    surroundings_squeeze(rest, out);
    if (buffer_status(&text) != CODING_OK)
        out->status = buffer_status(&text);
    buffer_free(&text);
}
