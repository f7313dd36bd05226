/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Line 1 is a pattern, the rest a text: fold, compile, search, and look that
   every match lies on characters and comes from an original stretch. */
#include <coding/context.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "pattern/engine.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
demand(bool holds)
{
    if (!holds)
        abort();
}

static bool
on_character(coding_span text, size_t at)
{
    return at == text.length || ((unsigned char)text.at[at] & 0xC0) != 0x80;
}

static void
check_match(const fold *copy, coding_span original, const engine_match *found)
{
    coding_span text = fold_text(copy, 0);
    fold_range range;

    demand(found->start < found->end && found->end <= text.length);
    demand(on_character(text, found->start) && on_character(text, found->end));
    range = fold_origin(copy, 0, found->start, found->end);
    demand(range.start.piece <= range.end.piece && range.end.piece < 2);
    demand(range.start.piece != range.end.piece ||
           range.start.point <= range.end.point);
    demand(range.end.point <= utf8_length(original));
}

static void
search(coding_context *context, coding_span pattern, coding_span text,
       fold_kind kind)
{
    const regex_source source = {pattern, NULL, NULL, 0};
    const engine_options options = {
        .reading = kind == FOLD_EXACT ? REGEX_EXACT : REGEX_FOLDED};
    engine *patterns = NULL;
    fold *copy = NULL;
    engine_matches found = {NULL, 0};
    coding_status status = fold_new(context, kind, &copy);

    if (status == CODING_OK)
        status = fold_add(copy, text);
    if (status == CODING_OK)
        status = fold_add(copy, text);
    if (status == CODING_OK)
        status = fold_finish(copy);
    demand(status == CODING_OK);
    for (size_t i = 0; i < fold_variants(copy); i++)
        demand(utf8_invalid_at(fold_text(copy, i)) ==
               fold_text(copy, i).length);
    status = engine_new(context, &source, 1, &options, &patterns);
    if (status == CODING_OK)
        status = engine_search_copy(patterns, copy, &found);
    for (size_t i = 0; status == CODING_OK && i < found.count; i++)
        check_match(copy, text, &found.items[i]);
    engine_free(patterns);
    fold_free(copy);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const coding_context_options options = {
        .limits = {.match_limit = 20000, .heap_limit = 4096}};
    const char *bytes = (const char *)data;
    const char *end = size > 0 ? memchr(bytes, '\n', size) : NULL;
    coding_context *context = NULL;
    coding_span pattern, text;

    if (end == NULL)
        return 0;
    pattern = (coding_span){bytes, (size_t)(end - bytes)};
    text = (coding_span){end + 1, size - pattern.length - 1};
    if (utf8_invalid_at(text) != text.length ||
        coding_context_new(&options, &context) != CODING_OK)
        return 0;
    search(context, pattern, text, FOLD_FULL);
    search(context, pattern, text, FOLD_EXACT);
    coding_context_free(context);
    return 0;
}
