/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The words above columns and the names of sheets. See headings.h. */
#include "workbook/headings.h"

#include <string.h>

#include "base/diag.h"
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

/* One line `key: text`; comments and empty lines are passed over. */
static coding_status
take_line(headings *words, coding_context *context, const char *path,
          size_t number, coding_span line)
{
    const char *colon;
    coding_span key, text;

    line = coding_span_trim(line);
    if (line.length == 0 || line.at[0] == '#')
        return CODING_OK;
    colon = memchr(line.at, ':', line.length);
    if (colon == NULL)
        return diag_error(context, CODING_EUSAGE, "heading-line",
                          (diag_place){.file = path, .line = number},
                          "expected 'key: text'");
    key = coding_span_trim((coding_span){line.at, (size_t)(colon - line.at)});
    text = coding_span_trim(
        (coding_span){colon + 1, line.length - (size_t)(colon + 1 - line.at)});
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
    arena_init(&words->keep, context);
    for (size_t i = 0; i < HEADING_COUNT; i++)
        words->words[i] = coding_span_of(english[i]);
    return path != NULL ? read_file(words, context, path) : CODING_OK;
}

void
headings_clear(headings *words)
{
    arena_clear(&words->keep);
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
