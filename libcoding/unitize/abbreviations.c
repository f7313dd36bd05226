/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See unitize/abbreviations.h. */
#include "unitize/abbreviations.h"

#include <string.h>

#include "base/diag.h"
#include "base/utf8.h"

enum { LIST_BYTES = 1 << 20, LONGEST = 40 };

/* What stands before the words in a meta row. */
static const char words_key[] = "abbreviation-words=";

/* Adds one word, folded: small letters, without the stops at its end. */
static coding_status
add_word(abbreviations *list, coding_span word, buffer *small, bool *fits)
{
    size_t number;

    while (word.length > 0 && word.at[word.length - 1] == '.')
        word.length--;
    buffer_reset(small);
    for (size_t at = 0, length; at < word.length; at += length) {
        uint32_t point;

        length =
            utf8_decode((coding_span){word.at + at, word.length - at}, &point);
        buffer_add_code_point(small, utf8_to_lower(point));
    }
    /* A meta row parts its details by semicolons. */
    *fits = small->length > 0 && small->length <= LONGEST &&
            memchr(small->bytes, ';', small->length) == NULL;
    if (buffer_status(small) != CODING_OK || !*fits)
        return buffer_status(small);
    if (small->length > list->longest)
        list->longest = small->length;
    return map_add(&list->words, buffer_span(small), &number);
}

/* The words of one line; false in *fits: one is none. */
static coding_status
add_line(abbreviations *list, coding_span line, buffer *small, bool *fits)
{
    coding_status status = CODING_OK;
    size_t from = 0;

    *fits = true;
    while (status == CODING_OK && *fits && from < line.length) {
        size_t to = from;

        while (to < line.length && strchr(" \t", line.at[to]) == NULL)
            to++;
        if (to > from)
            status = add_word(list, (coding_span){line.at + from, to - from},
                              small, fits);
        from = to + 1;
    }
    return status;
}

static coding_status
read_lines(coding_context *context, const char *path, coding_span text,
           abbreviations *list)
{
    coding_status status = CODING_OK;
    size_t number = 0;
    buffer small;

    buffer_init(&small, context);
    while (status == CODING_OK && text.length > 0) {
        const char *end = memchr(text.at, '\n', text.length);
        size_t length = end != NULL ? (size_t)(end - text.at) : text.length;
        coding_span line = coding_span_trim((coding_span){text.at, length});
        bool fits = true;

        number++;
        length += end != NULL;
        text.at += length;
        text.length -= length;
        if (line.length > 0 && line.at[0] != '#')
            status = add_line(list, line, &small, &fits);
        if (status == CODING_OK && !fits)
            status = diag_error(
                context, CODING_EUSAGE, "abbreviation-invalid",
                (diag_place){path, number, 0, {NULL, 0}},
                "'%.*s' is no abbreviation: expected letters, at most %d bytes "
                "a word",
                DIAG_SPAN(line), LONGEST);
    }
    buffer_free(&small);
    return status;
}

coding_status
abbreviations_load(coding_context *context, const char *path,
                   abbreviations *list)
{
    static const char mark[] = "\xEF\xBB\xBF";
    coding_status status = CODING_OK;
    coding_span text;
    buffer bytes;

    *list = (abbreviations){.longest = 0};
    map_init(&list->words, context);
    if (path == NULL)
        return CODING_OK;
    buffer_init(&bytes, context);
    status = input_load(context, path, LIST_BYTES, &bytes, list->sha256);
    text = buffer_span(&bytes);
    if (text.length >= 3 && memcmp(text.at, mark, 3) == 0) {
        text.at += 3;
        text.length -= 3;
    }
    if (status == CODING_OK && utf8_invalid_at(text) < text.length)
        status = diag_error(context, CODING_EUSAGE, "abbreviation-invalid",
                            (diag_place){path, 0, 0, {NULL, 0}},
                            "is not UTF-8 at byte %zu", utf8_invalid_at(text));
    if (status == CODING_OK)
        status = read_lines(context, path, text, list);
    buffer_free(&bytes);
    return status;
}

void
abbreviations_clear(abbreviations *list)
{
    map_clear(&list->words);
    *list = (abbreviations){.longest = 0};
}

static bool
is_before_word(char byte)
{
    return (unsigned char)byte <= ' ' || strchr("([{'\"", byte) != NULL;
}

bool
abbreviations_has(const abbreviations *list, coding_span text)
{
    char small[2 * LONGEST];
    size_t from = text.length, used = 0;

    if (list == NULL || list->words.count == 0)
        return false;
    while (from > 0 && !is_before_word(text.at[from - 1]))
        from--;
    if (text.length == from || text.length - from > list->longest + 8)
        return false;
    for (size_t at = from, length; at < text.length; at += length) {
        uint32_t point;

        length =
            utf8_decode((coding_span){text.at + at, text.length - at}, &point);
        if (used + 4 > sizeof small)
            return false;
        used += utf8_encode(utf8_to_lower(point), small + used);
    }
    return map_find(&list->words, (coding_span){small, used}) != MAP_NONE;
}

void
abbreviations_describe(const abbreviations *list, const char *path, buffer *out)
{
    const char *slash = path != NULL ? strrchr(path, '/') : NULL;

    if (path == NULL)
        return;
    buffer_add_text(out,
                    out->length > 0 ? "; abbreviations=" : "abbreviations=");
    buffer_add_text(out, slash != NULL ? slash + 1 : path);
    buffer_add_text(out, " sha256:");
    buffer_add_text(out, list->sha256);
    buffer_add_text(out, "; ");
    buffer_add_text(out, words_key);
    for (size_t i = 0; i < list->words.count; i++) {
        if (i > 0)
            buffer_add_byte(out, ' ');
        buffer_add(out, map_name(&list->words, i));
    }
}

coding_status
abbreviations_take(coding_context *context, coding_span details,
                   abbreviations *list)
{
    size_t length = sizeof words_key - 1, end;
    coding_status status;
    bool fits;
    buffer small;

    for (size_t at = 0; at + length <= details.length; at++) {
        if (memcmp(details.at + at, words_key, length) != 0)
            continue;
        details = (coding_span){details.at + at + length,
                                details.length - at - length};
        for (end = 0; end < details.length && details.at[end] != ';';)
            end++;
        buffer_init(&small, context);
        if (list->words.count == 0)
            map_init(&list->words, context);
        status = add_line(list, (coding_span){details.at, end}, &small, &fits);
        buffer_free(&small);
        return status;
    }
    return CODING_OK;
}
