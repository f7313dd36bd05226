/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The text of an answer and its measures. See coder/answer.h. */
#include "coder/answer.h"

#include "base/memory.h"
#include "base/utf8.h"

void
answer_init(answer *words, coding_context *context)
{
    *words = (answer){.context = context};
    buffer_init(&words->text, context);
}

void
answer_clear(answer *words)
{
    coding_context *context = words->context;

    if (context == NULL)
        return;
    buffer_free(&words->text);
    base_free(context, words->subjects);
    base_free(context, words->bases);
    base_free(context, words->words.items);
    base_free(context, words->sentences.items);
    base_free(context, words->turns.items);
    *words = (answer){0};
}

void
answer_begin(answer *words, const window *units)
{
    words->units = units;
    words->count = 0;
    words->measured = false;
    buffer_reset(&words->text);
}

coding_status
answer_add(answer *words, size_t subject)
{
    size_t count = words->count + 1;
    coding_status status = BASE_GROW(words->context, &words->subjects,
                                     &words->subject_capacity, count);

    if (status == CODING_OK)
        status = BASE_GROW(words->context, &words->bases, &words->base_capacity,
                           count);
    if (status != CODING_OK)
        return status;
    words->subjects[words->count] = subject;
    words->bases[words->count] = words->text.length;
    words->count = count;
    buffer_add(&words->text,
               fold_text(words->units->subjects[subject].copy, 0));
    buffer_add_byte(&words->text, '\n');
    return buffer_status(&words->text);
}

coding_span
answer_text(const answer *words)
{
    return buffer_span(&words->text);
}

static const window_subject *
subject(const answer *words, size_t number)
{
    return &words->units->subjects[words->subjects[number]];
}

/* ---- measures ---- */

static coding_status
add_span(answer *words, answer_spans *list, words_span span)
{
    coding_status status = BASE_GROW(words->context, &list->items,
                                     &list->capacity, list->count + 1);

    if (status == CODING_OK)
        list->items[list->count++] = span;
    return status;
}

/* A turn that ends without a full stop and another that begins with a capital
   letter are two sentences. */
static size_t
capital_join(const window_subject *in, size_t *piece, size_t from, size_t to)
{
    coding_span text = fold_text(in->copy, 0);

    for (; *piece < in->piece_count; ++*piece) {
        size_t at = fold_piece_at(in->copy, *piece);
        uint32_t point = 0;

        if (at <= from)
            continue;
        if (at >= to)
            break;
        while (at < text.length && text.at[at] == ' ')
            at++;
        if (at >= to)
            break;
        (void)utf8_decode((coding_span){text.at + at, text.length - at},
                          &point);
        if (utf8_is_upper(point))
            return at;
    }
    return to;
}

static coding_status
measure_subject(answer *words, size_t number)
{
    const window_subject *in = subject(words, number);
    coding_span text = fold_text(in->copy, 0);
    size_t base = words->bases[number];
    words_span span = {0, 0};
    size_t piece = 1;
    coding_status status = CODING_OK;

    while (status == CODING_OK && words_next(text, span.end, &span))
        status = add_span(words, &words->words,
                          (words_span){base + span.start, base + span.end});
    span.end = 0;
    while (status == CODING_OK &&
           words_next_sentence(words->more, text, span.end, &span)) {
        span.end = capital_join(in, &piece, span.start, span.end);
        status = add_span(words, &words->sentences,
                          (words_span){base + span.start, base + span.end});
    }
    for (size_t i = 0; i < in->piece_count && status == CODING_OK; i++) {
        size_t end = i + 1 < in->piece_count ? fold_piece_at(in->copy, i + 1)
                                             : text.length;
        answer_spans *turns = &words->turns;

        if (i > 0 && window_piece(words->units, in, i)->turn ==
                         window_piece(words->units, in, i - 1)->turn)
            turns->items[turns->count - 1].end = base + end;
        else
            status = add_span(
                words, turns,
                (words_span){base + fold_piece_at(in->copy, i), base + end});
    }
    return status;
}

coding_status
answer_measure(answer *words)
{
    coding_status status = CODING_OK;

    if (words->measured)
        return CODING_OK;
    words->words.count = 0;
    words->sentences.count = 0;
    words->turns.count = 0;
    for (size_t i = 0; i < words->count && status == CODING_OK; i++)
        status = measure_subject(words, i);
    words->measured = status == CODING_OK;
    return status;
}

/* How many spans of the list start before byte at. */
static size_t
count_before(const answer_spans *list, size_t at)
{
    size_t low = 0, high = list->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (list->items[middle].start < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

size_t
answer_words_between(const answer *words, size_t from, size_t to)
{
    const answer_spans *list = &words->words;
    size_t first = count_before(list, from);
    size_t past = count_before(list, to);

    while (past > first && list->items[past - 1].end > to)
        past--;
    return past > first ? past - first : 0;
}

size_t
answer_word_after(const answer *words, size_t from, size_t n)
{
    size_t first = count_before(&words->words, from);

    return n > words->words.count - first
               ? words->text.length
               : words->words.items[first + n - 1].end;
}

size_t
answer_word_before(const answer *words, size_t from, size_t n)
{
    size_t past = count_before(&words->words, from);

    while (past > 0 && words->words.items[past - 1].end > from)
        past--;
    return n > past ? 0 : words->words.items[past - n].start;
}

words_span
answer_scope(const answer *words, coding_within within, size_t at)
{
    const answer_spans *list =
        within == CODING_WITHIN_SENTENCE ? &words->sentences : &words->turns;
    size_t past;

    if (within == CODING_WITHIN_ANSWER)
        return (words_span){0, words->text.length};
    past = count_before(list, at + 1);
    if (past == 0)
        return (words_span){0, words->text.length};
    return (words_span){list->items[past - 1].start,
                        past < list->count ? list->items[past].start
                                           : words->text.length};
}

/* ---- the way back ---- */

/* The subject that a byte stands in. */
static size_t
find(const answer *words, size_t at)
{
    size_t low = 0, high = words->count;

    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;

        if (words->bases[middle] <= at)
            low = middle;
        else
            high = middle;
    }
    return low;
}

bool
answer_same_subject(const answer *words, size_t a, size_t b)
{
    return find(words, a) == find(words, b);
}

static answer_place
place(const answer *words, size_t number, fold_place at)
{
    const window_subject *in = subject(words, number);

    return (answer_place){words->units->pieces[in->first_piece + at.piece],
                          at.point};
}

void
answer_origin(const answer *words, size_t start, size_t end,
              answer_place *first, answer_place *past)
{
    size_t a = find(words, start);
    size_t b = find(words, end - 1);
    size_t a_end = a == b ? end - words->bases[a] : start - words->bases[a] + 1;
    size_t b_start =
        a == b ? start - words->bases[b] : end - words->bases[b] - 1;

    *first = place(
        words, a,
        fold_origin(subject(words, a)->copy, 0, start - words->bases[a], a_end)
            .start);
    *past = place(
        words, b,
        fold_origin(subject(words, b)->copy, 0, b_start, end - words->bases[b])
            .end);
}
