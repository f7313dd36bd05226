/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names in a text: found, met, replaced. See redaction/names.h. */
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "io/decode.h"
#include "redaction/names.h"

/* So many names make one regex. */
enum { NAMES_AT_ONCE = 200 };

/* ---- regexes ---- */

static coding_status
compile(coding_redaction *names, coding_span text, size_t entry)
{
    const names_entry *of = entry != NAMES_NONE ? &names->entries[entry] : NULL;
    const regex_source source = {.text = text,
                                 .file = of != NULL ? of->file : NULL,
                                 .line = of != NULL ? of->line : 0};
    regex_fault fault = {0};
    regex *made = NULL;
    coding_status status =
        BASE_GROW(names->context, &names->searches, &names->search_capacity,
                  names->search_count + 1);

    if (status != CODING_OK)
        return status;
    status = regex_new(names->context, &source, REGEX_FOLDED, &fault, &made);
    if (status == CODING_EUSAGE)
        return diag_error(
            names->context, status, "pattern-invalid",
            (diag_place){.file = source.file, .line = source.line},
            "'%.*s' is no pattern: %s, at character %zu", DIAG_SPAN(text),
            fault.text, fault.points + 1);
    if (status != CODING_OK)
        return status;
    names->searches[names->search_count++] = (names_search){made, entry};
    if (regex_may_be_empty(made))
        return diag_error(
            names->context, CODING_EUSAGE, "match-empty",
            (diag_place){.file = source.file, .line = source.line},
            "'%.*s' would match the empty text everywhere", DIAG_SPAN(text));
    return CODING_OK;
}

/* The longest first: of two that start together the longer one is found. */
static int
by_length(const void *a, const void *b)
{
    const coding_span *left = a, *right = b;

    if (left->length != right->length)
        return left->length > right->length ? -1 : 1;
    return coding_span_compare(*left, *right);
}

static void
add_literal(coding_span name, buffer *out)
{
    for (size_t i = 0; i < name.length; i++) {
        unsigned char byte = (unsigned char)name.at[i];
        bool plain = byte >= 0x80 || (byte >= '0' && byte <= '9') ||
                     (byte >= 'a' && byte <= 'z') || byte == ' ';

        if (!plain)
            buffer_add_byte(out, '\\');
        buffer_add_byte(out, name.at[i]);
    }
}

static coding_status
compile_some(coding_redaction *names, const coding_span *some, size_t count)
{
    coding_status status;
    buffer text;

    buffer_init(&text, names->context);
    buffer_add_text(&text, "(?<![\\p{L}\\p{N}_])(?:");
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            buffer_add_byte(&text, '|');
        add_literal(some[i], &text);
    }
    buffer_add_text(&text, ")(?![\\p{L}\\p{N}_])");
    status = buffer_status(&text);
    if (status == CODING_OK)
        status = compile(names, buffer_span(&text), NAMES_NONE);
    buffer_free(&text);
    return status;
}

coding_status
names_compile(coding_redaction *names)
{
    size_t count = names->folded.count;
    coding_span *sorted = NULL;
    coding_status status = base_alloc(names->context, count * sizeof *sorted,
                                      (void **)(void *)&sorted);

    for (size_t i = 0; status == CODING_OK && i < count; i++)
        sorted[i] = map_name(&names->folded, i);
    if (status == CODING_OK && count > 0)
        qsort(sorted, count, sizeof *sorted, by_length);
    for (size_t i = 0; status == CODING_OK && i < count; i += NAMES_AT_ONCE)
        status =
            compile_some(names, sorted + i,
                         count - i < NAMES_AT_ONCE ? count - i : NAMES_AT_ONCE);
    for (size_t i = 0; status == CODING_OK && i < names->count; i++)
        if (names->entries[i].pattern)
            status = compile(names, names->entries[i].name, i);
    base_free(names->context, sorted);
    return status;
}

/* ---- finding ---- */

static coding_status
add_match(coding_redaction *names, fold_range at, size_t entry)
{
    names_matches *to = &names->found;
    coding_status status =
        BASE_GROW(names->context, &to->items, &to->capacity, to->count + 1);

    if (status == CODING_OK)
        to->items[to->count++] =
            (names_match){at.start.point, at.end.point, entry};
    return status;
}

static coding_status
search(coding_redaction *names, const fold *copy, size_t variant,
       const names_search *by)
{
    coding_span subject = fold_text(copy, variant);
    regex_span found = {0, 0};
    coding_status status = regex_find(by->compiled, subject, 0, &found);

    while (status == CODING_OK) {
        status =
            add_match(names, fold_origin(copy, variant, found.start, found.end),
                      by->entry);
        if (status == CODING_OK)
            status = regex_find(by->compiled, subject, found.end, &found);
    }
    return status == CODING_END ? CODING_OK : status;
}

static coding_status
search_copy(coding_redaction *names, fold *copy, coding_span text)
{
    coding_status status;

    fold_reset(copy);
    status = fold_add(copy, text);
    if (status == CODING_OK)
        status = fold_finish(copy);
    for (size_t v = 0; status == CODING_OK && v < fold_variants(copy); v++)
        for (size_t i = 0; status == CODING_OK && i < names->search_count; i++)
            status = search(names, copy, v, &names->searches[i]);
    return status;
}

/* Names before patterns where both have the same words. */
static int
by_place(const void *a, const void *b)
{
    const names_match *left = a, *right = b;

    if (left->start != right->start)
        return left->start < right->start ? -1 : 1;
    if (left->end != right->end)
        return left->end > right->end ? -1 : 1;
    if (left->entry == right->entry)
        return 0;
    if (left->entry == NAMES_NONE || right->entry == NAMES_NONE)
        return left->entry == NAMES_NONE ? -1 : 1;
    return left->entry < right->entry ? -1 : 1;
}

/* The entry of a match, whose words are given. */
static coding_status
name_match(coding_redaction *names, coding_span words, names_match *match)
{
    coding_span folded;
    coding_status status;
    size_t found;

    if (match->entry != NAMES_NONE)
        return names_learn(names, match->entry, words, &match->entry);
    status = names_fold(names, words, &folded);
    if (status != CODING_OK)
        return status;
    found = map_find(&names->folded, folded);
    /* A hyphen at a line end may be none of the name's. */
    if (found == MAP_NONE && fold_variants(names->full) > 1) {
        buffer_reset(&names->text);
        for (size_t i = 0; i < words.length; i++)
            if (words.at[i] != '-' && words.at[i] != '\n')
                buffer_add_byte(&names->text, words.at[i]);
        status = buffer_status(&names->text);
        if (status == CODING_OK)
            status = names_fold(names, buffer_span(&names->text), &folded);
        if (status == CODING_OK)
            found = map_find(&names->folded, folded);
    }
    /* Caseless matching knows more pairs than small letters do; then the
       words are a name of their own. */
    if (status == CODING_OK && found == MAP_NONE)
        return names_learn(names, NAMES_NONE, words, &match->entry);
    if (status == CODING_OK)
        match->entry = names->of[found];
    return status;
}

coding_status
names_find(coding_redaction *names, coding_span text, const names_matches **out)
{
    names_matches *to = &names->found;
    coding_span rest = text;
    size_t count = 0, point = 0;
    coding_status status;

    to->count = 0;
    *out = to;
    if (text.length == 0)
        return CODING_OK;
    status = search_copy(names, names->full, text);
    if (status == CODING_OK)
        status = search_copy(names, names->exact, text);
    if (status == CODING_OK && to->count > 0)
        qsort(to->items, to->count, sizeof *to->items, by_place);
    for (size_t i = 0; status == CODING_OK && i < to->count; i++) {
        names_match one = to->items[i];
        size_t at, length;

        if (count > 0 && one.start < to->items[count - 1].end)
            continue;
        at = utf8_offset(rest, one.start - point);
        rest = (coding_span){rest.at + at, rest.length - at};
        length = utf8_offset(rest, one.end - one.start);
        status = name_match(names, (coding_span){rest.at, length}, &one);
        point = one.start;
        to->items[count++] = one;
    }
    to->count = count;
    return status;
}

void
names_meet(coding_redaction *names, const names_match *match, names_place place)
{
    names_entry *entry = &names->entries[match->entry];

    if (entry->places++ > 0)
        return;
    entry->met_file = place.file;
    entry->met_line = place.line;
    entry->met_column = place.column;
    entry->met_where = place.where;
}

void
names_replace(const coding_redaction *names, coding_span text,
              const names_matches *matches, buffer *out)
{
    coding_span rest = text;
    size_t point = 0;

    for (size_t i = 0; i < matches->count; i++) {
        const names_match *one = &matches->items[i];
        size_t start = utf8_offset(rest, one->start - point);

        buffer_add(out, (coding_span){rest.at, start});
        buffer_add(out, names->entries[one->entry].pseudonym);
        rest = (coding_span){rest.at + start, rest.length - start};
        start = utf8_offset(rest, one->end - one->start);
        rest = (coding_span){rest.at + start, rest.length - start};
        point = one->end;
    }
    buffer_add(out, rest);
}

/* ---- texts ---- */

static size_t
line_of(coding_span text, size_t point)
{
    size_t end = utf8_offset(text, point), line = 1;

    for (size_t i = 0; i < end; i++)
        line += text.at[i] == '\n';
    return line;
}

coding_status
coding_redaction_text(coding_redaction *names, const char *file,
                      coding_span text,
                      coding_status (*take)(void *user, coding_span masked),
                      void *user)
{
    const names_matches *found = NULL;
    coding_status status = names_find(names, text, &found);
    buffer masked;

    if (status != CODING_OK)
        return status;
    for (size_t i = 0; i < found->count; i++) {
        const names_match *one = &found->items[i];
        bool first = names->entries[one->entry].places == 0;

        names_meet(
            names, one,
            (names_place){.file = file,
                          .line = first ? line_of(text, one->start) : 0});
    }
    buffer_init(&masked, names->context);
    names_replace(names, text, found, &masked);
    status = buffer_status(&masked);
    if (status == CODING_OK)
        status = take(user, buffer_span(&masked));
    buffer_free(&masked);
    return status;
}

coding_status
coding_redaction_bytes(coding_redaction *names, const char *file,
                       coding_span bytes,
                       coding_status (*take)(void *user, coding_span masked),
                       void *user)
{
    decode_encoding used = DECODE_AUTO;
    coding_status status;
    buffer text;

    buffer_init(&text, names->context);
    status =
        decode_text(names->context, file, bytes, DECODE_AUTO, &text, &used);
    if (status == CODING_OK)
        status =
            coding_redaction_text(names, file, buffer_span(&text), take, user);
    buffer_free(&text);
    return status;
}

coding_status
coding_redaction_left(const coding_redaction *names)
{
    coding_status status = CODING_OK;

    for (size_t i = 0; i < names->count; i++) {
        const names_entry *one = &names->entries[i];
        const diag_place place = {.file = one->met_file, .line = one->met_line};
        const char *quote = one->met_where.length > 0 ? "" : "'";
        coding_span where = one->met_where;

        if (one->places == 0)
            continue;
        if (where.length == 0)
            where = one->met_column;
        if (where.length > 0)
            status =
                diag_error(names->context, CODING_EDATA, "name-left", place,
                           "'%.*s' is not masked, places: %zu; the first "
                           "is in %s%s%.*s%s",
                           DIAG_SPAN(one->name), (size_t)one->places,
                           *quote != '\0' ? "the column " : "", quote,
                           DIAG_SPAN(where), quote);
        else
            status = diag_error(names->context, CODING_EDATA, "name-left",
                                place, "'%.*s' is not masked, places: %zu",
                                DIAG_SPAN(one->name), (size_t)one->places);
    }
    return status;
}
