/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The lines `Interview: OS1-R1`, `Date: ...` at the top of a transcript: they
   are nobody's words, and their keys are no speakers. */
#include "transcript/heading.h"

#include <string.h>

#include "transcript/vocabulary.h"

enum {
    KEY_BYTES = 48,
    KEY_WORDS = 5,
    SHORT_VALUE = 40,
    RUN_LINES = 30,
    TITLE_BYTES = 100,
    TITLES = 2
};

typedef struct {
    coding_span key, value;
} field;

/* What a run of lines between empty ones holds. */
typedef struct {
    size_t end, fields, structure, others;
    bool speech; /* a label that comes back, with something long behind it */
} run;

static coding_span
without_marks(coding_span text)
{
    static const char marks[] = "*_#>";

    text = coding_span_trim(text);
    while (text.length > 0 && strchr(marks, text.at[0]) != NULL)
        text = coding_span_trim((coding_span){text.at + 1, text.length - 1});
    while (text.length > 0 &&
           (text.at[text.length - 1] == '*' || text.at[text.length - 1] == '_'))
        text.length--;
    return text;
}

static bool
find_field(coding_span line, field *out)
{
    coding_span text = without_marks(line);
    size_t words = 1;

    for (size_t i = 0; i < text.length && i < KEY_BYTES; i++) {
        char byte = text.at[i];

        words += byte == ' ';
        if (byte == '.' || byte == '?' || byte == '!' || byte == '[')
            return false;
        if (byte != ':' && byte != '\t')
            continue;
        out->key = without_marks((coding_span){text.at, i});
        out->value =
            without_marks((coding_span){text.at + i + 1, text.length - i - 1});
        return out->key.length > 0 && words <= KEY_WORDS;
    }
    return false;
}

static bool
is_known_field(coding_span key)
{
    char bytes[VOCABULARY_KEY_BYTES];
    coding_span plain = vocabulary_key(key, bytes);
    const char *space;

    if (vocabulary_is_field(plain))
        return true;
    space = plain.length == 0 ? NULL : memchr(plain.at, ' ', plain.length);
    return space != NULL && vocabulary_is_field((coding_span){
                                plain.at, (size_t)(space - plain.at)});
}

static bool
comes_back(const speakers *all, coding_span key)
{
    char bytes[VOCABULARY_KEY_BYTES];
    size_t name = map_find(&all->keys, vocabulary_key(key, bytes));

    return name != MAP_NONE && (all->names[name].seen >= 2);
}

static bool
is_long(coding_span value)
{
    return value.length > SHORT_VALUE ||
           (value.length > 0 && value.at[value.length - 1] == '?');
}

static coding_span
line_text(const script *lines, size_t i)
{
    return script_text(lines, lines->lines[i].start, lines->lines[i].end);
}

static run
look(const script *lines, const speakers *all, size_t start)
{
    run found = {.end = start};

    while (found.end < lines->count &&
           lines->lines[found.end].kind != SCRIPT_BLANK) {
        field line;

        if (!find_field(line_text(lines, found.end), &line)) {
            found.others++;
        } else {
            found.fields++;
            if (is_known_field(line.key))
                found.structure++;
            else if (comes_back(all, line.key) && is_long(line.value))
                found.speech = true;
        }
        found.end++;
    }
    return found;
}

static bool
is_title(const script *lines, size_t start, const run *found)
{
    coding_span text = coding_span_trim(line_text(lines, start));

    return found->end == start + 1 && text.length < TITLE_BYTES &&
           found->fields == 0 &&
           strchr(".?!,;", text.at[text.length - 1]) == NULL;
}

/* A header that is not set off by an empty line ends with the last of its
   fields that can be nothing else. */
static size_t
last_field(const script *lines, const speakers *all, size_t start)
{
    size_t end = start;

    for (size_t i = start; i < lines->count; i++) {
        field line;

        if (!find_field(line_text(lines, i), &line))
            break;
        if (is_known_field(line.key))
            end = i + 1;
        else if (comes_back(all, line.key))
            break;
    }
    return end;
}

size_t
heading_end(const script *lines, const speakers *all)
{
    size_t end = 0, titles = 0;

    for (size_t i = 0; i < lines->count;) {
        run found;

        if (lines->lines[i].kind == SCRIPT_BLANK) {
            i++;
            continue;
        }
        found = look(lines, all, i);
        if (found.structure == 0) {
            if (end > 0 || titles >= TITLES || !is_title(lines, i, &found))
                break;
            titles++;
        } else if (!found.speech && found.end - i <= RUN_LINES &&
                   found.end < lines->count &&
                   (found.others <= 1 || found.others < found.structure)) {
            end = found.end;
        } else {
            size_t last = last_field(lines, all, i);

            return last > i ? last : end;
        }
        i = found.end;
    }
    return end;
}
