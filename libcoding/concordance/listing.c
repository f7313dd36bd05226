/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Passages for people: the reasons of a number, and aligned lines. */
#include "base/utf8.h"
#include "concordance/passages_state.h"
#include "io/output.h"

static coding_status
print(const coding_concordance *all, buffer *text, FILE *out)
{
    coding_status status = buffer_status(text);

    if (status == CODING_OK && text->length > 0 &&
        fwrite(text->bytes, 1, text->length, out) != text->length)
        status = output_failure(all->context, NULL);
    buffer_reset(text);
    return status;
}

static void
add_plural(buffer *out, uint64_t count, const char *noun)
{
    buffer_add_unsigned(out, count);
    buffer_add_byte(out, ' ');
    buffer_add_text(out, noun);
    if (count != 1)
        buffer_add_byte(out, 's');
}

/* Names come from files: no control reaches a terminal. */
static void
add_name(buffer *out, coding_span name)
{
    surroundings_squeeze(name, out);
}

/* ---- why ---- */

static bool
is_counted(const coding_passage *item)
{
    return coding_span_is(item->counted, "1") ||
           coding_span_is(item->counted, "repeat");
}

static bool
is_same_code(const coding_passage *a, const coding_passage *b)
{
    return coding_span_equal(a->facet, b->facet) &&
           coding_span_equal(a->code, b->code);
}

/* "trust: 7 respondents, 8 mentions" over items from..to of one code. */
static void
add_heading(const coding_concordance *all, size_t from, size_t to, buffer *out)
{
    coding_span last = {0};
    uint64_t respondents = 0;
    uint64_t mentions = 0;

    for (size_t i = from; i < to; i++) {
        const coding_passage *item = &all->items[i];

        if (all->judged && !is_counted(item))
            continue;
        mentions++;
        if (item->respondent.length > 0 &&
            !coding_span_equal(last, item->respondent))
            respondents++;
        last = item->respondent;
    }
    add_name(out, all->items[from].code);
    buffer_add_text(out, ": ");
    add_plural(out, respondents, "respondent");
    buffer_add_text(out, ", ");
    add_plural(out, mentions, "mention");
    if (!all->judged)
        buffer_add_text(out, "; no tally has judged them");
    if (all->judged && mentions < to - from) {
        buffer_add_text(out, "; ");
        add_plural(out, to - from - mentions, "passage");
        buffer_add_text(out, " that did not count");
    }
    buffer_add_byte(out, '\n');
}

/* "rank 2", "again" or "not counted: rejected". */
static void
add_verdict(const coding_passage *item, buffer *out)
{
    if (item->counted.length == 0)
        add_name(out, item->polarity);
    else if (coding_span_is(item->counted, "1"))
        buffer_add_text(out, "rank ");
    else if (coding_span_is(item->counted, "repeat"))
        buffer_add_text(out, "named again, rank ");
    else
        buffer_add_text(out, "not counted: ");
    if (is_counted(item))
        buffer_add(out, item->counted_rank);
    else
        add_name(out, item->counted);
}

static void
add_part(buffer *out, coding_span part)
{
    if (part.length == 0)
        return;
    buffer_add_text(out, "  ");
    add_name(out, part);
}

static void
add_passage(const coding_passage *item, buffer *out)
{
    buffer_add_text(out, "  ");
    add_name(out, item->document);
    if (item->unit != UINT64_MAX) {
        buffer_add_byte(out, ':');
        buffer_add_unsigned(out, item->unit);
    }
    add_part(out,
             item->respondent.length > 0 ? item->respondent : item->speaker);
    add_part(out, item->question);
    buffer_add_text(out, "  ");
    add_verdict(item, out);
    add_part(out, item->pattern);
    buffer_add_text(out, "\n      ");
    buffer_add(out, item->left);
    buffer_add_text(out, ">>");
    buffer_add(out, item->match);
    buffer_add_text(out, "<<");
    buffer_add(out, item->right);
    buffer_add_byte(out, '\n');
}

/* A code that was asked for and has no passage. */
static void
add_unnamed(const coding_concordance *all, size_t wanted, buffer *out)
{
    buffer_add_text(out, all->options.codes[wanted]);
    buffer_add_text(out, ": no passage\n");
}

coding_status
coding_concordance_explain(const coding_concordance *concordance, FILE *out)
{
    const coding_concordance *all = concordance;
    size_t codes = all->options.code_count;
    size_t next = 0; /* codes asked for before this one are told */
    coding_status status = CODING_OK;
    buffer text;

    buffer_init(&text, all->context);
    for (size_t from = 0; status == CODING_OK && from < all->count;) {
        size_t to = from;

        while (to < all->count &&
               is_same_code(&all->items[from], &all->items[to]))
            to++;
        for (; codes > 0 && next < all->items[from].wanted; next++)
            add_unnamed(all, next, &text);
        next = all->items[from].wanted + 1;
        add_heading(all, from, to, &text);
        for (; status == CODING_OK && from < to; from++) {
            add_passage(&all->items[from], &text);
            status = print(all, &text, out);
        }
    }
    for (; next < codes; next++)
        add_unnamed(all, next, &text);
    if (status == CODING_OK && all->count == 0 && codes == 0)
        buffer_add_text(&text, "no passage\n");
    if (status == CODING_OK)
        status = print(all, &text, out);
    buffer_free(&text);
    return status;
}

/* ---- kwic ---- */

static size_t
width_of(coding_span text)
{
    size_t width = 0;

    while (text.length > 0) {
        uint32_t point;
        size_t length = utf8_decode(text, &point);

        width += utf8_width(point);
        text.at += length;
        text.length -= length;
    }
    return width;
}

static void
add_spaces(buffer *out, size_t count)
{
    while (count-- > 0)
        buffer_add_byte(out, ' ');
}

/* The end of text in at most width columns, right aligned. */
static void
add_left(buffer *out, coding_span text, size_t width)
{
    while (width_of(text) > width) {
        uint32_t point;
        size_t length = utf8_decode(text, &point);

        text.at += length;
        text.length -= length;
    }
    add_spaces(out, width - width_of(text));
    buffer_add(out, text);
}

/* The beginning of text in at most width columns; how many were used. */
static size_t
add_right(buffer *out, coding_span text, size_t width)
{
    size_t used = 0;

    while (text.length > 0) {
        uint32_t point;
        size_t length = utf8_decode(text, &point);

        if (used + utf8_width(point) > width)
            break;
        buffer_add(out, (coding_span){text.at, length});
        used += utf8_width(point);
        text.at += length;
        text.length -= length;
    }
    return used;
}

/* "OS1-R1.txt:2". */
static void
add_place(buffer *out, const coding_passage *item)
{
    add_name(out, item->document);
    if (item->unit == UINT64_MAX)
        return;
    buffer_add_byte(out, ':');
    buffer_add_unsigned(out, item->unit);
}

static size_t
widest_place(const coding_concordance *all, buffer *scratch)
{
    size_t widest = 0;

    for (size_t i = 0; i < all->count; i++) {
        size_t width;

        buffer_reset(scratch);
        add_place(scratch, &all->items[i]);
        width = width_of(buffer_span(scratch));
        if (width > widest)
            widest = width;
    }
    buffer_reset(scratch);
    return widest;
}

static void
add_line(const coding_passage *item, size_t places, size_t width, buffer *out)
{
    size_t before = out->length;
    size_t rest = width > places + 2 ? width - places - 2 : 0;
    size_t left = rest * 2 / 5;

    add_place(out, item);
    add_spaces(out, places + 2 -
                        width_of((coding_span){out->bytes + before,
                                               out->length - before}));
    add_left(out, item->left, left);
    rest -= left;
    rest -= add_right(out, item->match, rest);
    add_right(out, item->right, rest);
    buffer_add_byte(out, '\n');
}

coding_status
coding_concordance_align(const coding_concordance *concordance, unsigned width,
                         FILE *out)
{
    const coding_concordance *all = concordance;
    coding_status status = CODING_OK;
    size_t places;
    buffer text;

    buffer_init(&text, all->context);
    places = widest_place(all, &text);
    if (width == 0)
        width = (unsigned)(places + 2 + 3 * all->options.around);
    for (size_t i = 0; status == CODING_OK && i < all->count; i++) {
        add_line(&all->items[i], places, width, &text);
        status = print(all, &text, out);
    }
    buffer_free(&text);
    return status;
}
