/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The words above columns and the names of sheets. See headings.h. */
#include "workbook/headings.h"

#include <string.h>

#include "base/diag.h"
#include "base/memory.h"
#include "base/nearest.h"
#include "io/input.h"

/* NOLINTBEGIN(bugprone-macro-parentheses): designators, not expressions */
#define HEADINGS_KEY(NAME, KEY, ENGLISH)     [NAME] = KEY,
#define HEADINGS_ENGLISH(NAME, KEY, ENGLISH) [NAME] = ENGLISH,
/* NOLINTEND(bugprone-macro-parentheses) */
static const char *const keys[HEADING_COUNT] = {
    HEADINGS_SHEETS(HEADINGS_KEY) HEADINGS_COLUMNS(HEADINGS_KEY)};
static const char *const english[HEADING_COUNT] = {
    HEADINGS_SHEETS(HEADINGS_ENGLISH) HEADINGS_COLUMNS(HEADINGS_ENGLISH)};

enum { FILE_LIMIT = 1 << 20 };

static coding_status
unknown_key(coding_context *context, const char *path, size_t line,
            coding_span key)
{
    diag_place where = {.file = path, .line = line};
    size_t best = HEADING_COUNT, least = SIZE_MAX;

    for (size_t i = 0; i < HEADING_COUNT; i++) {
        size_t far = nearest_distance(key, coding_span_of(keys[i]));

        if (far < least && nearest_is_near(key, far)) {
            least = far;
            best = i;
        }
    }
    if (best < HEADING_COUNT)
        return diag_error(context, CODING_EUSAGE, "heading-unknown", where,
                          "no heading has the key '%.*s'; did you mean '%s'?",
                          DIAG_SPAN(key), keys[best]);
    return diag_error(context, CODING_EUSAGE, "heading-unknown", where,
                      "no heading has the key '%.*s'; xlsx(1) lists them",
                      DIAG_SPAN(key));
}

/* Another fixed text and what stands for it. */
static coding_status
take_other(headings *words, coding_span fixed, coding_span text)
{
    size_t number = 0;
    coding_status status = map_add(&words->said, fixed, &number);

    if (status == CODING_OK)
        status = BASE_GROW(words->context, &words->others,
                           &words->other_capacity, number + 1);
    if (status == CODING_OK)
        status = BASE_GROW(words->context, &words->used, &words->used_capacity,
                           number + 1);
    if (status != CODING_OK)
        return status;
    words->used[number] = false;
    return arena_copy(&words->keep, text, &words->others[number]);
}

/* The colon behind the key; a key in quotes may hold one. NULL: none. */
static const char *
find_colon(coding_span line)
{
    const char *quote;

    if (line.at[0] != '"')
        return memchr(line.at, ':', line.length);
    for (size_t i = 1; i + 1 < line.length; i++) {
        quote = line.at + i;
        if (quote[0] == '"' && quote[1] == ':')
            return quote + 1;
    }
    return NULL;
}

/* One line `key: text` or `"English": text`; comments and empty lines are
   passed over. */
static coding_status
take_line(headings *words, coding_context *context, const char *path,
          size_t number, coding_span line)
{
    const char *colon;
    coding_span key, text;

    line = coding_span_trim(line);
    if (line.length == 0 || line.at[0] == '#')
        return CODING_OK;
    colon = find_colon(line);
    if (colon == NULL)
        return diag_error(context, CODING_EUSAGE, "heading-line",
                          (diag_place){.file = path, .line = number},
                          "expected 'key: text' or '\"English\": text'");
    key = coding_span_trim((coding_span){line.at, (size_t)(colon - line.at)});
    text = coding_span_trim(
        (coding_span){colon + 1, line.length - (size_t)(colon + 1 - line.at)});
    if (key.length > 1 && key.at[0] == '"')
        return text.length == 0
                   ? CODING_OK
                   : take_other(words,
                                (coding_span){key.at + 1, key.length - 2},
                                text);
    for (size_t i = 0; i < HEADING_COUNT; i++)
        if (coding_span_is(key, keys[i]))
            return text.length > 0
                       ? arena_copy(&words->keep, text, &words->words[i])
                       : CODING_OK;
    return unknown_key(context, path, number, key);
}

static coding_status
read_file(headings *words, coding_context *context, const char *path)
{
    size_t number = 0, from = 0;
    coding_status status;
    buffer text;

    buffer_init(&text, context);
    status = input_load(context, path, FILE_LIMIT, &text, NULL);
    while (status == CODING_OK && from < text.length) {
        const char *line = text.bytes + from;
        const char *end = memchr(line, '\n', text.length - from);
        size_t length = end != NULL ? (size_t)(end - line) : text.length - from;

        status = take_line(words, context, path, ++number,
                           (coding_span){line, length});
        from += length + 1;
    }
    buffer_free(&text);
    return status;
}

coding_status
headings_init(headings *words, coding_context *context, const char *path)
{
    words->context = context;
    arena_init(&words->keep, context);
    map_init(&words->said, context);
    words->others = NULL;
    words->used = NULL;
    words->other_capacity = words->used_capacity = 0;
    for (size_t i = 0; i < HEADING_COUNT; i++)
        words->words[i] = coding_span_of(english[i]);
    return path != NULL ? read_file(words, context, path) : CODING_OK;
}

void
headings_clear(headings *words)
{
    map_clear(&words->said);
    base_free(words->context, words->others);
    base_free(words->context, words->used);
    arena_clear(&words->keep);
}

coding_span
headings_say(const headings *words, coding_span fixed)
{
    size_t number =
        words->said.count > 0 ? map_find(&words->said, fixed) : MAP_NONE;

    if (number == MAP_NONE)
        return fixed;
    words->used[number] = true;
    return words->others[number];
}

void
headings_tell_unused(const headings *words, const char *path)
{
    size_t count = 0, first = 0;

    for (size_t i = words->said.count; i > 0; i--)
        if (!words->used[i - 1]) {
            first = i - 1;
            count++;
        }
    if (count > 0)
        diag_note(words->context, "heading-unused", (diag_place){.file = path},
                  "%zu texts stand nowhere in this workbook, the first is "
                  "'%.*s'",
                  count, DIAG_SPAN(map_name(&words->said, first)));
}

static bool
is_same(coding_span a, coding_span b)
{
    if (a.length != b.length)
        return false;
    for (size_t i = 0; i < a.length; i++) {
        char x = a.at[i], y = b.at[i];

        if (x >= 'A' && x <= 'Z')
            x = (char)(x + 'a' - 'A');
        if (y >= 'A' && y <= 'Z')
            y = (char)(y + 'a' - 'A');
        if (x != y)
            return false;
    }
    return true;
}

heading
headings_find_sheet(const headings *words, coding_span name)
{
    for (size_t i = 0; i < HEADING_SHEETS_END; i++)
        if (is_same(name, words->words[i]) ||
            is_same(name, coding_span_of(english[i])))
            return (heading)i;
    return HEADING_COUNT;
}

#define HEADINGS_LIST(NAME, KEY, ENGLISH) ", " ENGLISH
const char *
headings_sheet_names(void)
{
    static const char names[] = HEADINGS_SHEETS(HEADINGS_LIST);

    return names + 2; /* without the first comma */
}
