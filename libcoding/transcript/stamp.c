/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See transcript/stamp.h. */
#include "transcript/stamp.h"

#include <string.h>

static coding_span
rest(coding_span text, size_t from)
{
    return (coding_span){text.at + from, text.length - from};
}

static bool
is_digit(coding_span text, size_t i)
{
    return i < text.length && text.at[i] >= '0' && text.at[i] <= '9';
}

static size_t
digits(coding_span text, size_t from)
{
    size_t count = 0;

    while (is_digit(text, from + count))
        count++;
    return count;
}

static size_t
blanks(coding_span text, size_t from)
{
    size_t count = 0;

    while (from + count < text.length &&
           (text.at[from + count] == ' ' || text.at[from + count] == '\t'))
        count++;
    return count;
}

size_t
stamp_time(coding_span text)
{
    size_t at = digits(text, 0), groups = 1;

    if (at == 0 || at > 3)
        return 0;
    while (at < text.length && text.at[at] == ':' &&
           digits(text, at + 1) == 2 && groups < 4) {
        at += 3;
        groups++;
    }
    if (groups < 2)
        return 0;
    if (at < text.length && (text.at[at] == '.' || text.at[at] == ',') &&
        is_digit(text, at + 1))
        at += 1 + digits(text, at + 1);
    if (is_digit(text, at) ||
        (at < text.length && text.at[at] == ':' && is_digit(text, at + 1)))
        return 0;
    return at;
}

/* Bytes of what joins the two ends of a range, with the blanks around. */
static size_t
joint(coding_span text, size_t from)
{
    static const char *const joints[] = {
        "-->", "->", "--", "-", "\xE2\x80\x93", "\xE2\x80\x94", "to"};
    size_t at = from + blanks(text, from);

    for (size_t i = 0; i < sizeof joints / sizeof joints[0]; i++) {
        size_t length = strlen(joints[i]);

        if (text.length - at >= length &&
            memcmp(text.at + at, joints[i], length) == 0)
            return at + length + blanks(text, at + length) - from;
    }
    return 0;
}

/* A time or a range of two. */
static size_t
range(coding_span text, size_t *first)
{
    size_t at = stamp_time(text), between, second;

    *first = at;
    if (at == 0)
        return 0;
    between = joint(text, at);
    if (between == 0)
        return at;
    second = stamp_time(rest(text, at + between));
    return second == 0 ? at : at + between + second;
}

size_t
stamp_find(coding_span text, coding_span *time)
{
    static const char open[] = "[(<{", close[] = "])>}";
    const char *kind;
    size_t at = 0, first, length;

    if (text.length == 0)
        return 0;
    kind = text.at[0] == '\0' ? NULL : strchr(open, text.at[0]);
    if (kind != NULL)
        at = 1 + blanks(text, 1);
    length = range(rest(text, at), &first);
    if (length == 0)
        return 0;
    *time = (coding_span){text.at + at, first};
    at += length;
    if (kind == NULL)
        return at;
    at += blanks(text, at);
    if (at >= text.length || text.at[at] != close[kind - open])
        return 0;
    return at + 1;
}

bool
stamp_is_line(coding_span line, coding_span *time)
{
    size_t length;

    line = coding_span_trim(line);
    while (line.length > 2 && (line.at[0] == '*' || line.at[0] == '_') &&
           line.at[line.length - 1] == line.at[0])
        line = (coding_span){line.at + 1, line.length - 2};
    length = stamp_find(line, time);
    return length > 0 && length == line.length;
}
