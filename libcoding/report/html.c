/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Text into HTML. Nothing of a transcript reaches the page unescaped. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "report/study.h"

/* A control character as its picture (U+2400 ...); line ends stay. */
static void
add_control(buffer *page, unsigned char byte)
{
    if (byte == '\n' || byte == '\t' || byte == '\r')
        buffer_add_byte(page, (char)(byte == '\r' ? '\n' : byte));
    else
        buffer_add_code_point(page, byte == 0x7F ? 0x2421U : 0x2400U + byte);
}

void
html_text(buffer *page, coding_span text)
{
    size_t begin = 0;

    for (size_t i = 0; i <= text.length; i++) {
        unsigned char byte = i < text.length ? (unsigned char)text.at[i] : 0;
        bool plain = byte >= 0x20 && byte != 0x7F && byte != '&' &&
                     byte != '<' && byte != '>' && byte != '"';

        if (i < text.length && plain)
            continue;
        if (i > begin)
            buffer_add(page, (coding_span){text.at + begin, i - begin});
        begin = i + 1;
        if (i == text.length)
            break;
        if (byte == '&')
            buffer_add_text(page, "&amp;");
        else if (byte == '<')
            buffer_add_text(page, "&lt;");
        else if (byte == '>')
            buffer_add_text(page, "&gt;");
        else if (byte == '"')
            buffer_add_text(page, "&quot;");
        else
            add_control(page, byte);
    }
}

void
html_words(buffer *page, const char *markup)
{
    buffer_add_text(page, markup);
}

void
html_number(buffer *page, uint64_t number)
{
    buffer_add_unsigned(page, number);
}

void
html_decimal(buffer *page, double number, int digits)
{
    char text[64];

    if (!isfinite(number) ||
        snprintf(text, sizeof text, "%.*f", digits, number) < 0)
        return;
    buffer_add_text(page, text);
}

void
html_attribute(buffer *page, const char *name, coding_span value)
{
    buffer_add_byte(page, ' ');
    buffer_add_text(page, name);
    buffer_add_text(page, "=\"");
    html_text(page, value);
    buffer_add_byte(page, '"');
}

/* Languages that are written from right to left. */
static bool
is_leftward(const char *language)
{
    static const char *const leftward[] = {"ar", "he", "fa", "ur", "ckb", "ps",
                                           "sd", "yi", "ug", "dv", "syr"};
    size_t length = strcspn(language, "-_");

    for (size_t i = 0; i < sizeof leftward / sizeof *leftward; i++)
        if (strlen(leftward[i]) == length &&
            memcmp(leftward[i], language, length) == 0)
            return true;
    return false;
}

void
html_language(const coding_report *report, buffer *page)
{
    const char *language = report->options.language;

    if (language == NULL || strcmp(language, "en") == 0)
        return;
    html_attribute(page, "lang", coding_span_of(language));
    if (is_leftward(language))
        html_words(page, " dir=\"rtl\"");
}
