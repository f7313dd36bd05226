/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Strict decoding and line ends. See io/decode.h. */
#include "io/decode.h"

#include <stdint.h>
#include <string.h>

#include "base/ascii.h"
#include "base/diag.h"
#include "base/utf8.h"

enum { WORD_BYTES = 32, SHOWN_BYTES = 4 * WORD_BYTES + 1, NOT_THERE = 0 };

typedef struct {
    coding_context *context;
    const char *file;
    coding_span bytes;
    buffer *out;
    bool as_is;    /* line ends are not touched */
    bool after_cr; /* a CR was written as LF: an LF now belongs to it */
} decoding;

static const struct {
    const char *name; /* lower case, no hyphen, underscore or space */
    decode_encoding encoding;
} names[] = {
    {"utf8", DECODE_UTF8},
    {"utf16", DECODE_UTF16},
    {"utf16le", DECODE_UTF16LE},
    {"utf16be", DECODE_UTF16BE},
    {"windows1252", DECODE_WINDOWS_1252},
    {"cp1252", DECODE_WINDOWS_1252},
    {"ansi", DECODE_WINDOWS_1252},
    {"iso88591", DECODE_LATIN1},
    {"latin1", DECODE_LATIN1},
};

/* 0x80..0x9F of Windows-1252 (Unicode's CP1252.TXT); 0: undefined. */
static const uint16_t windows_1252[32] = {
    0x20AC,    NOT_THERE, 0x201A, 0x0192, 0x201E, 0x2026,    0x2020, 0x2021,
    0x02C6,    0x2030,    0x0160, 0x2039, 0x0152, NOT_THERE, 0x017D, NOT_THERE,
    NOT_THERE, 0x2018,    0x2019, 0x201C, 0x201D, 0x2022,    0x2013, 0x2014,
    0x02DC,    0x2122,    0x0161, 0x203A, 0x0153, NOT_THERE, 0x017E, 0x0178,
};

coding_status
decode_encoding_of(coding_context *context, const char *name,
                   decode_encoding *out)
{
    char plain[16];
    size_t length = 0;

    for (const char *at = name; *at != '\0' && length < sizeof plain; at++)
        if (*at != '-' && *at != '_' && *at != ' ')
            plain[length++] = ascii_lower(*at);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (coding_span_is((coding_span){plain, length}, names[i].name)) {
            *out = names[i].encoding;
            return CODING_OK;
        }
    return diag_error(context, CODING_EUSAGE, "encoding-unknown",
                      (diag_place){0},
                      "encoding \"%s\" is not known; expected utf-8, "
                      "utf-16, utf-16le, utf-16be, windows-1252 or "
                      "iso-8859-1",
                      name);
}

const char *
decode_encoding_name(decode_encoding encoding)
{
    switch (encoding) {
    case DECODE_UTF16LE:
        return "utf-16le";
    case DECODE_UTF16:
    case DECODE_UTF16BE:
        return "utf-16be";
    case DECODE_WINDOWS_1252:
        return "windows-1252";
    case DECODE_LATIN1:
        return "iso-8859-1";
    case DECODE_AUTO:
    case DECODE_UTF8:
        break;
    }
    return "utf-8";
}

static unsigned
byte_at(coding_span bytes, size_t i)
{
    return (unsigned char)bytes.at[i];
}

/* The line of a byte, from 1; CR, LF and CRLF end lines. */
static size_t
line_of(coding_span bytes, size_t offset)
{
    size_t line = 1;

    for (size_t i = 0; i < offset; i++) {
        if (bytes.at[i] == '\n' ||
            (bytes.at[i] == '\r' &&
             (i + 1 >= bytes.length || bytes.at[i + 1] != '\n')))
            line++;
    }
    return line;
}

static bool
ends_word(char byte)
{
    return (unsigned char)byte <= ' ' || byte == '"';
}

/* The word around a byte, every byte outside printable ASCII as \xNN, into
   SHOWN_BYTES bytes. */
static void
show_word(coding_span bytes, size_t offset, char *shown)
{
    static const char digits[] = "0123456789abcdef";
    size_t start = offset, end = offset + 1, length = 0;

    while (start > 0 && offset - start < WORD_BYTES / 2 &&
           !ends_word(bytes.at[start - 1]))
        start--;
    while (end < bytes.length && end - start < WORD_BYTES &&
           !ends_word(bytes.at[end]))
        end++;
    for (size_t i = start; i < end; i++) {
        unsigned byte = byte_at(bytes, i);

        if (byte > ' ' && byte < 0x7F) {
            shown[length++] = (char)byte;
            continue;
        }
        shown[length++] = '\\';
        shown[length++] = 'x';
        shown[length++] = digits[byte >> 4];
        shown[length++] = digits[byte & 0xF];
    }
    shown[length] = '\0';
}

/* Appends one character, or LF for what ends a line. */
static void
put(decoding *work, uint32_t point)
{
    bool after_cr = work->after_cr;

    work->after_cr = point == '\r' && !work->as_is;
    if (point == '\n' && after_cr)
        return;
    if (!work->as_is && (point == '\r' || point == '\f' || point == 0x85 ||
                         point == 0x2028 || point == 0x2029))
        point = '\n';
    if (point < 0x80)
        buffer_add_byte(work->out, (char)point);
    else
        buffer_add_code_point(work->out, point);
}

static coding_status
refuse_binary(const decoding *work, size_t offset)
{
    diag_place place = {work->file, 0, 0, {NULL, 0}};
    size_t even = 0, odd = 0, look = work->bytes.length;

    look = look < 64 ? look : 64;
    for (size_t i = 0; i < look; i++)
        if (work->bytes.at[i] == '\0')
            *(i % 2 == 0 ? &even : &odd) += 1;
    if (look >= 4 && even + odd >= look / 3 && (even == 0 || odd == 0))
        return diag_error(work->context, CODING_EDATA, "binary-data", place,
                          "UTF-16 without a byte order mark; say "
                          "--encoding %s",
                          even == 0 ? "utf-16le" : "utf-16be");
    return diag_error(work->context, CODING_EDATA, "binary-data", place,
                      "binary data, not a text (NUL at byte %zu)", offset);
}

static coding_status
refuse_utf8(const decoding *work, size_t offset, const char *why)
{
    char shown[SHOWN_BYTES];
    diag_place place = {work->file, line_of(work->bytes, offset), 0, {NULL, 0}};

    show_word(work->bytes, offset, shown);
    return diag_error(work->context, CODING_EDATA, "utf8-invalid", place,
                      "not UTF-8 (byte 0x%02x in \"%s\"), as %s says",
                      byte_at(work->bytes, offset), shown, why);
}

/* Runs of plain bytes are copied whole: almost all of a text is. */
static void
copy_utf8(decoding *work)
{
    coding_span rest = work->bytes;

    while (rest.length > 0) {
        size_t run = 0;
        uint32_t point;

        while (run < rest.length && rest.at[run] != '\r' &&
               rest.at[run] != '\f' && rest.at[run] != '\n' &&
               byte_at(rest, run) != 0xC2 && byte_at(rest, run) != 0xE2)
            run++;
        if (run > 0) {
            buffer_add(work->out, (coding_span){rest.at, run});
            work->after_cr = false;
        } else {
            run = utf8_decode(rest, &point);
            put(work, point);
        }
        rest.at += run;
        rest.length -= run;
    }
}

static coding_status
decode_bytes(decoding *work, decode_encoding encoding)
{
    for (size_t i = 0; i < work->bytes.length; i++) {
        uint32_t point = byte_at(work->bytes, i);

        if (encoding == DECODE_WINDOWS_1252 && point >= 0x80 && point < 0xA0)
            point = windows_1252[point - 0x80];
        if (point == NOT_THERE) {
            char shown[SHOWN_BYTES];
            diag_place place = {
                work->file, line_of(work->bytes, i), 0, {NULL, 0}};

            show_word(work->bytes, i, shown);
            return diag_error(work->context, CODING_EDATA, "cp1252-undefined",
                              place,
                              "neither UTF-8 nor Windows-1252 (byte 0x%02x in "
                              "\"%s\"); name it with --encoding",
                              byte_at(work->bytes, i), shown);
        }
        put(work, point);
    }
    return CODING_OK;
}

static coding_status
decode_utf16(decoding *work, bool little)
{
    coding_span bytes = work->bytes;
    const size_t high = little ? 1 : 0, low = little ? 0 : 1;
    uint32_t lead = 0;

    for (size_t i = 0; i + 1 < bytes.length; i += 2) {
        uint32_t unit = byte_at(bytes, i + high) << 8 | byte_at(bytes, i + low);
        bool trail = unit >= 0xDC00 && unit <= 0xDFFF;

        if (unit == 0)
            return refuse_binary(work, i);
        if (trail != (lead != 0))
            return diag_error(work->context, CODING_EDATA, "utf16-invalid",
                              (diag_place){work->file, 0, 0, {NULL, 0}},
                              "half a surrogate pair at byte %zu of UTF-16", i);
        if (trail)
            put(work, 0x10000 + ((lead - 0xD800) << 10) + (unit - 0xDC00));
        else if (unit < 0xD800 || unit > 0xDBFF)
            put(work, unit);
        lead = unit >= 0xD800 && unit <= 0xDBFF ? unit : 0;
    }
    if (lead != 0 || bytes.length % 2 != 0)
        return diag_error(work->context, CODING_EDATA, "utf16-invalid",
                          (diag_place){work->file, 0, 0, {NULL, 0}},
                          "UTF-16 ends in the middle of a character");
    return CODING_OK;
}

static bool
starts_with(coding_span bytes, const char *mark, size_t length)
{
    return bytes.length >= length && memcmp(bytes.at, mark, length) == 0;
}

static coding_status
decode_utf8(decoding *work, bool marked, decode_encoding wanted,
            decode_encoding *used)
{
    size_t bad = utf8_invalid_at(work->bytes);
    char shown[SHOWN_BYTES];
    diag_place place = {work->file, 0, 0, {NULL, 0}};

    *used = DECODE_UTF8;
    if (bad == work->bytes.length) {
        if (work->as_is)
            buffer_add(work->out, work->bytes);
        else
            copy_utf8(work);
        return CODING_OK;
    }
    if (wanted == DECODE_UTF8 || marked)
        return refuse_utf8(work, bad,
                           marked ? "its byte order mark" : "--encoding");
    place.line = line_of(work->bytes, bad);
    show_word(work->bytes, bad, shown);
    *used = DECODE_WINDOWS_1252;
    if (decode_bytes(work, *used) != CODING_OK)
        return CODING_EDATA;
    diag_warning(work->context, "read-as-windows-1252", place,
                 "not UTF-8 (byte 0x%02x in \"%s\"); read as Windows-1252",
                 byte_at(work->bytes, bad), shown);
    return CODING_OK;
}

/* Drops a byte order mark; true if one that belongs to UTF-8 was there. A
   UTF-16 mark turns AUTO and UTF16 into what it says. */
static bool
drop_mark(decoding *work, decode_encoding *wanted)
{
    coding_span *bytes = &work->bytes;
    bool open = *wanted == DECODE_AUTO || *wanted == DECODE_UTF16;
    size_t mark = 0;

    if (starts_with(*bytes, "\xEF\xBB\xBF", 3) &&
        (*wanted == DECODE_AUTO || *wanted == DECODE_UTF8)) {
        mark = 3;
    } else if (starts_with(*bytes, "\xFF\xFE", 2) &&
               (open || *wanted == DECODE_UTF16LE)) {
        *wanted = DECODE_UTF16LE;
        mark = 2;
    } else if (starts_with(*bytes, "\xFE\xFF", 2) &&
               (open || *wanted == DECODE_UTF16BE)) {
        *wanted = DECODE_UTF16BE;
        mark = 2;
    }
    bytes->at += mark;
    bytes->length -= mark;
    return mark == 3;
}

static coding_status
decode(decoding work, decode_encoding wanted, decode_encoding *used)
{
    coding_span bytes = work.bytes;
    bool marked = bytes.length > 0 && drop_mark(&work, &wanted);
    coding_status status;

    if (wanted == DECODE_UTF16)
        wanted = DECODE_UTF16BE;
    *used = wanted;
    if (wanted == DECODE_UTF16LE || wanted == DECODE_UTF16BE) {
        status = decode_utf16(&work, wanted == DECODE_UTF16LE);
    } else {
        const char *nul = work.bytes.length == 0
                              ? NULL
                              : memchr(work.bytes.at, '\0', work.bytes.length);

        if (nul != NULL)
            status = refuse_binary(&work, (size_t)(nul - bytes.at));
        else if (wanted == DECODE_AUTO || wanted == DECODE_UTF8)
            status = decode_utf8(&work, marked, wanted, used);
        else
            status = decode_bytes(&work, wanted);
    }
    return status == CODING_OK ? buffer_status(work.out) : status;
}

coding_status
decode_text(coding_context *context, const char *file, coding_span bytes,
            decode_encoding wanted, buffer *out, decode_encoding *used)
{
    const decoding work = {context, file, bytes, out, false, false};

    return decode(work, wanted, used);
}

coding_status
decode_table(coding_context *context, const char *file, coding_span bytes,
             decode_encoding wanted, buffer *out, decode_encoding *used)
{
    const decoding work = {context, file, bytes, out, true, false};

    return decode(work, wanted, used);
}
