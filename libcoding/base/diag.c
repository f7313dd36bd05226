/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Diagnostics on their way to the context's sink. See base/diag.h. */
#include "base/diag.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/context_inside.h"

enum { TEXT_BYTES = 1024, EXCERPT_BYTES = 240, SPAN_BYTES = 200 };

/* Cuts at limit bytes, never inside a UTF-8 sequence. */
static size_t
cut(coding_span span, size_t limit)
{
    size_t length = span.length;

    if (length <= limit)
        return length;
    length = limit;
    while (length > 0 && ((unsigned char)span.at[length] & 0xC0) == 0x80)
        length--;
    return length;
}

int
diag_width(coding_span span)
{
    return (int)cut(span, SPAN_BYTES);
}

static void
emit(coding_context *context, coding_severity severity, const char *id,
     diag_place place, const char *text)
{
    char excerpt[EXCERPT_BYTES + 1];
    coding_diagnostic found = {severity,     id,   place.file, place.line,
                               place.column, text, NULL,       0};

    context->counts[severity]++;
    if (context->sink == NULL)
        return;
    if (place.excerpt.length > 0) {
        size_t length = cut(place.excerpt, EXCERPT_BYTES);

        memcpy(excerpt, place.excerpt.at, length);
        excerpt[length] = '\0';
        found.excerpt = excerpt;
        found.caret = place.column > 0 ? place.column - 1 : 0;
    }
    context->sink(context->sink_user, &found);
}

static void format(coding_context *context, coding_severity severity,
                   const char *id, diag_place place, const char *text,
                   va_list arguments) __attribute__((format(printf, 5, 0)));

static void
format(coding_context *context, coding_severity severity, const char *id,
       diag_place place, const char *text, va_list arguments)
{
    char line[TEXT_BYTES];
    int length = vsnprintf(line, sizeof line, text, arguments);

    if (length < 0)
        line[0] = '\0';
    emit(context, severity, id, place, line);
}

coding_status
diag_error(coding_context *context, coding_status status, const char *id,
           diag_place place, const char *text, ...)
{
    va_list arguments;

    va_start(arguments, text);
    format(context, CODING_ERROR, id, place, text, arguments);
    va_end(arguments);
    return status;
}

void
diag_warning(coding_context *context, const char *id, diag_place place,
             const char *text, ...)
{
    va_list arguments;

    va_start(arguments, text);
    format(context, CODING_WARNING, id, place, text, arguments);
    va_end(arguments);
}

void
diag_note(coding_context *context, const char *id, diag_place place,
          const char *text, ...)
{
    va_list arguments;

    va_start(arguments, text);
    format(context, CODING_NOTE, id, place, text, arguments);
    va_end(arguments);
}
