/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Runs of bytes: comparison and trimming. See coding/span.h. */
#include <coding/span.h>

#include <string.h>

coding_span
coding_span_of(const char *text)
{
    return (coding_span){text, text == NULL ? 0 : strlen(text)};
}

bool
coding_span_equal(coding_span a, coding_span b)
{
    return a.length == b.length &&
           (a.length == 0 || memcmp(a.at, b.at, a.length) == 0);
}

bool
coding_span_is(coding_span span, const char *text)
{
    return coding_span_equal(span, coding_span_of(text));
}

int
coding_span_compare(coding_span a, coding_span b)
{
    size_t shared = a.length < b.length ? a.length : b.length;
    int order = shared == 0 ? 0 : memcmp(a.at, b.at, shared);

    if (order != 0)
        return order;
    return (a.length > b.length) - (a.length < b.length);
}

static bool
is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

coding_span
coding_span_trim(coding_span span)
{
    while (span.length > 0 && is_blank(span.at[0])) {
        span.at++;
        span.length--;
    }
    while (span.length > 0 && is_blank(span.at[span.length - 1]))
        span.length--;
    return span;
}
