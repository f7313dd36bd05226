/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Text as a cell of a workbook can hold it. See workbook/celltext.h. */
#include "workbook/celltext.h"

#include <string.h>

#include "base/utf8.h"

static const char mark[] = "\xe2\x80\xa6[cut]"; /* six characters */
enum { MARK_CHARACTERS = 6, ESCAPE_CHARACTERS = 7 };

static bool
is_hex(char byte)
{
    return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'f') ||
           (byte >= 'A' && byte <= 'F');
}

/* Does `_xHHHH_` stand at text? */
static bool
is_escape(coding_span text)
{
    return text.length >= 7 && text.at[0] == '_' && text.at[1] == 'x' &&
           is_hex(text.at[2]) && is_hex(text.at[3]) && is_hex(text.at[4]) &&
           is_hex(text.at[5]) && text.at[6] == '_';
}

/* Characters that XML 1.0 cannot hold, and CR, which it would change. */
static bool
needs_escape(uint32_t point)
{
    return (point < 0x20 && point != '\t' && point != '\n') ||
           point == 0xFFFE || point == 0xFFFF;
}

static void
add_escape(uint32_t point, buffer *out)
{
    static const char digits[] = "0123456789ABCDEF";

    buffer_add_text(out, "_x");
    for (int shift = 12; shift >= 0; shift -= 4)
        buffer_add_byte(out, digits[(point >> shift) & 15]);
    buffer_add_byte(out, '_');
}

/* The next character of text that may hold anything; its bytes. */
static size_t
next_point(coding_span text, uint32_t *point, bool *mended)
{
    coding_span head = {text.at, text.length < 4 ? text.length : 4};

    if ((unsigned char)text.at[0] < 0x80) {
        *point = (unsigned char)text.at[0];
        return 1;
    }
    for (size_t length = head.length; length > 1; length--) {
        head.length = length;
        if (utf8_invalid_at(head) >= length)
            return utf8_decode(head, point);
    }
    *point = 0xFFFD;
    *mended = true;
    return 1;
}

/* Bytes of the run of plain characters that text begins with: printable
   ASCII that needs no look. */
static size_t
plain_run(coding_span text)
{
    size_t i = 0;

    while (i < text.length && text.at[i] >= ' ' && text.at[i] <= '~' &&
           text.at[i] != '_')
        i++;
    return i;
}

/* Where the text has to end so that the mark fits behind it. */
typedef struct {
    size_t bytes;      /* of out, up to which the mark still fits */
    size_t characters; /* so far */
    size_t line;       /* columns of the line at hand */
} progress;

/* Adds as much of a plain run as leaves room for the mark; its bytes. */
static size_t
add_plain(coding_span text, size_t room, buffer *out, progress *done)
{
    size_t run = plain_run(text);

    if (done->characters + MARK_CHARACTERS > room)
        return 0;
    if (run > room - MARK_CHARACTERS - done->characters)
        run = room - MARK_CHARACTERS - done->characters;
    buffer_add(out, (coding_span){text.at, run});
    done->characters += run;
    done->line += run;
    done->bytes = out->length;
    return run;
}

celltext_facts
celltext_add(coding_span text, size_t room, buffer *out)
{
    celltext_facts facts = {0, false, false};
    progress done = {out->length, 0, 0};

    while (text.length > 0) {
        size_t bytes = add_plain(text, room, out, &done), characters;
        bool escaped, doubled;
        uint32_t point = 0;

        if (done.line > facts.width)
            facts.width = done.line;
        text.at += bytes;
        text.length -= bytes;
        if (text.length == 0)
            break;
        bytes = next_point(text, &point, &facts.mended);
        escaped = needs_escape(point);
        doubled = is_escape(text);
        characters = escaped || doubled ? ESCAPE_CHARACTERS
                     : point > 0xFFFF   ? 2
                                        : 1;
        if (done.characters + characters > room) {
            facts.cut = true;
            break;
        }
        if (escaped)
            add_escape(point, out);
        else if (doubled)
            buffer_add_text(out, "_x005F_");
        else
            buffer_add_code_point(out, point);
        done.characters += characters;
        if (done.characters + MARK_CHARACTERS <= room)
            done.bytes = out->length;
        done.line = point == '\n' ? 0 : done.line + utf8_width(point);
        if (done.line > facts.width)
            facts.width = done.line;
        text.at += bytes;
        text.length -= bytes;
    }
    if (facts.cut && buffer_status(out) == CODING_OK) {
        out->length = done.bytes;
        buffer_add_text(out, mark);
    }
    return facts;
}

celltext_facts
celltext_add_literal(coding_span text, buffer *out)
{
    celltext_facts facts = {0, false, false};
    size_t characters = 0;

    while (text.length > 0) {
        uint32_t point = 0;
        size_t bytes = next_point(text, &point, &facts.mended);

        characters += point > 0xFFFF ? 2 : 1;
        if (characters > CELLTEXT_LITERAL) {
            facts.cut = true;
            break;
        }
        if (needs_escape(point) || point == '\n' || point == '\t')
            point = ' ';
        if (point == '"')
            buffer_add_byte(out, '"');
        if (is_escape(text))
            buffer_add_text(out, "_x005F");
        buffer_add_code_point(out, point);
        facts.width += utf8_width(point);
        text.at += bytes;
        text.length -= bytes;
    }
    return facts;
}

/* The name that Excel keeps for itself. */
static bool
is_history(coding_span name)
{
    static const char reserved[] = "history";

    for (size_t i = 0; i < name.length; i++)
        if (i >= sizeof reserved - 1 || (name.at[i] | 0x20) != reserved[i])
            return false;
    return name.length == sizeof reserved - 1;
}

void
celltext_add_drawn(coding_span text, buffer *out)
{
    size_t characters = 0;
    bool mended = false;

    while (text.length > 0) {
        uint32_t point = 0;
        size_t bytes = next_point(text, &point, &mended);

        characters += point > 0xFFFF ? 2 : 1;
        if (characters + MARK_CHARACTERS > CELLTEXT_LITERAL) {
            buffer_add_text(out, mark);
            return;
        }
        if (needs_escape(point) || point == '\n' || point == '\t')
            point = ' ';
        buffer_add_code_point(out, point);
        text.at += bytes;
        text.length -= bytes;
    }
}

void
celltext_add_sheet_name(coding_span text, buffer *out)
{
    size_t begin = out->length, characters = 0;
    bool mended = false;

    while (text.length > 0) {
        uint32_t point = 0;
        size_t bytes = next_point(text, &point, &mended);

        if (point < 0x20 || point == 0xFFFE || point == 0xFFFF ||
            (point < 0x80 && strchr("[]:*?/\\'", (int)point) != NULL))
            point = '_';
        if (is_escape(text)) /* a reader would decode it */
            point = '-';
        characters += point > 0xFFFF ? 2 : 1;
        if (characters > CELLTEXT_SHEET)
            break;
        buffer_add_code_point(out, point);
        text.at += bytes;
        text.length -= bytes;
    }
    if (out->length == begin)
        buffer_add_text(out, "Sheet");
    else if (is_history((coding_span){out->bytes + begin, out->length - begin}))
        buffer_add_byte(out, '_');
}

size_t
celltext_characters(coding_span text)
{
    size_t characters = 0;
    bool mended = false;

    while (text.length > 0) {
        uint32_t point = 0;
        size_t bytes = next_point(text, &point, &mended);

        characters += point > 0xFFFF ? 2 : 1;
        text.at += bytes;
        text.length -= bytes;
    }
    return characters;
}

size_t
celltext_fit(coding_span text, size_t bytes)
{
    if (text.length <= bytes)
        return text.length;
    while (bytes > 0 && ((unsigned char)text.at[bytes] & 0xC0) == 0x80)
        bytes--;
    return bytes;
}

size_t
celltext_width(coding_span text)
{
    size_t line = 0, widest = 0;
    bool mended = false;

    while (text.length > 0) {
        uint32_t point = 0;
        size_t bytes = next_point(text, &point, &mended);

        line = point == '\n' ? 0 : line + utf8_width(point);
        if (line > widest)
            widest = line;
        text.at += bytes;
        text.length -= bytes;
    }
    return widest;
}

size_t
celltext_lines(coding_span text, size_t columns)
{
    size_t lines = 1, line = 0, word = 0;
    bool mended = false;

    while (text.length > 0) {
        uint32_t point = 0;
        size_t bytes = next_point(text, &point, &mended);

        if (point == '\n' || point == ' ') {
            line = point == '\n' ? 0 : line + word + 1;
            lines += point == '\n' ? 1 : 0;
            word = 0;
        } else {
            word += utf8_width(point);
        }
        /* The word does not fit: it begins a line, and is broken if longer. */
        if (line + word > columns && line > 0) {
            lines++;
            line = 0;
        }
        if (word > columns) {
            lines++;
            word = 1;
        }
        text.at += bytes;
        text.length -= bytes;
    }
    return lines;
}
