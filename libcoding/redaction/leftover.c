/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names that are left in a file of any kind. See coding/redaction.h. */
#include <string.h>

#include "base/ascii.h"
#include "base/diag.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "io/archive.h"
#include "io/decode.h"
#include "redaction/names.h"

/* ---- references of HTML and XML ---- */

/* The code point of what stands between & and ;, 0 if it is no such thing. */
static uint32_t
referenced(coding_span name)
{
    static const struct {
        const char *name;
        uint32_t point;
    } known[] = {{"amp", '&'},  {"lt", '<'},    {"gt", '>'},
                 {"quot", '"'}, {"apos", '\''}, {"nbsp", ' '}};
    unsigned base = 10;
    uint32_t point = 0;

    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (coding_span_is(name, known[i].name))
            return known[i].point;
    if (name.length < 2 || name.at[0] != '#')
        return 0;
    name = (coding_span){name.at + 1, name.length - 1};
    if (name.at[0] == 'x' || name.at[0] == 'X') {
        base = 16;
        name = (coding_span){name.at + 1, name.length - 1};
    }
    for (size_t i = 0; i < name.length; i++) {
        char small = ascii_lower(name.at[i]);
        unsigned digit =
            small >= 'a' ? (unsigned)(small - 'a') + 10 : (unsigned)small - '0';

        if (small < '0' || digit >= base || point > 0x10FFFF)
            return 0;
        point = point * base + digit;
    }
    return point > 0x10FFFF || (point >= 0xD800 && point < 0xE000) ? 0 : point;
}

/* The text with its references resolved. */
static void
add_resolved(coding_span text, buffer *out)
{
    enum { LONGEST = 10 };

    for (size_t i = 0; i < text.length; i++) {
        size_t room = text.length - i < LONGEST ? text.length - i : LONGEST;
        const char *stop =
            text.at[i] == '&' ? memchr(text.at + i, ';', room) : NULL;
        uint32_t point = 0;

        if (stop != NULL)
            point = referenced((coding_span){text.at + i + 1,
                                             (size_t)(stop - text.at) - i - 1});
        if (point == 0) {
            buffer_add_byte(out, text.at[i]);
            continue;
        }
        buffer_add_code_point(out, point);
        i = (size_t)(stop - text.at);
    }
}

/* ---- texts ---- */

/* Lines up to a code point of the text; *from and *line are where the last
   call came to. */
static size_t
line_at(coding_span text, size_t point, size_t *from, size_t *line)
{
    size_t end = utf8_offset(text, point);

    for (; *from < end; ++*from)
        *line += text.at[*from] == '\n';
    return *line;
}

static coding_status
seek_words(coding_redaction *names, const char *file, coding_span text)
{
    const names_matches *found = NULL;
    size_t from = 0, line = 1, before = names->count;
    bool *known = NULL;
    coding_status status = names_find(names, text, &found);

    /* Those that the words of the file had are told already. */
    if (status == CODING_OK)
        status = base_alloc(names->context, names->count * sizeof *known,
                            (void **)(void *)&known);
    for (size_t i = 0; status == CODING_OK && i < names->count; i++)
        known[i] = i < before && names->entries[i].places > 0;
    for (size_t i = 0; status == CODING_OK && i < found->count; i++) {
        const names_match *one = &found->items[i];

        if (!known[one->entry])
            names_meet(
                names, one,
                (names_place){.file = file,
                              .line = line_at(text, one->start, &from, &line)});
    }
    base_free(names->context, known);
    return status;
}

/* The text with filler for each tag; line ends in a tag stay. */
static void
add_untagged(coding_span text, const char *filler, buffer *out)
{
    for (size_t i = 0; i < text.length; i++) {
        const char *stop = text.at[i] == '<'
                               ? memchr(text.at + i, '>', text.length - i)
                               : NULL;

        if (stop == NULL) {
            buffer_add_byte(out, text.at[i]);
            continue;
        }
        for (; text.at + i < stop; i++)
            if (text.at[i] == '\n')
                buffer_add_byte(out, '\n');
        buffer_add_text(out, filler);
    }
}

/* As it stands; then without tags, which may stand inside a name or between
   its parts. */
static coding_status
seek_text(coding_redaction *names, const char *file, coding_span text)
{
    static const char *const fillers[] = {"", " "};
    bool tags = memchr(text.at, '<', text.length) != NULL;
    buffer plain, resolved;
    coding_status status;

    buffer_init(&plain, names->context);
    buffer_init(&resolved, names->context);
    add_resolved(text, &resolved);
    status = buffer_status(&resolved);
    if (status == CODING_OK)
        status = seek_words(names, file, buffer_span(&resolved));
    for (size_t i = 0; status == CODING_OK && tags && i < 2; i++) {
        buffer_reset(&plain);
        buffer_reset(&resolved);
        add_untagged(text, fillers[i], &plain);
        add_resolved(buffer_span(&plain), &resolved);
        status = buffer_status(&plain);
        if (status == CODING_OK)
            status = buffer_status(&resolved);
        if (status == CODING_OK)
            status = seek_words(names, file, buffer_span(&resolved));
    }
    buffer_free(&plain);
    buffer_free(&resolved);
    return status;
}

bool
names_is_opaque(coding_span bytes)
{
    static const char *const fronts[] = {"%PDF", "{\\rtf"};

    for (size_t i = 0; i < sizeof fronts / sizeof fronts[0]; i++)
        if (bytes.length >= strlen(fronts[i]) &&
            memcmp(bytes.at, fronts[i], strlen(fronts[i])) == 0)
            return true;
    /* UTF-16 has NUL bytes, too, but says by its first what it is. */
    return bytes.length > 1 && (unsigned char)bytes.at[0] < 0xFE &&
           memchr(bytes.at, '\0', bytes.length) != NULL;
}

static coding_status
seek_plain(coding_redaction *names, const char *file, coding_span bytes)
{
    decode_encoding used = DECODE_AUTO;
    coding_status status;
    buffer text;

    if (names_is_opaque(bytes))
        return diag_error(names->context, CODING_EDATA, "format-not-read",
                          (diag_place){.file = file},
                          "is no text in which names could be seen; convert it "
                          "to .docx or text first");
    buffer_init(&text, names->context);
    status =
        decode_text(names->context, file, bytes, DECODE_AUTO, &text, &used);
    if (status == CODING_OK && text.length > 0)
        status = seek_text(names, file, buffer_span(&text));
    buffer_free(&text);
    return status;
}

coding_status
coding_redaction_seek(coding_redaction *names, const char *file,
                      coding_span bytes, bool *package)
{
    names_opaque opaque = {0, {NULL, 0}};
    coding_status status;

    if (package != NULL)
        *package = archive_is(bytes);
    if (!archive_is(bytes))
        return seek_plain(names, file, bytes);
    status = names_seek_zip(names, file, bytes, &opaque);
    if (status == CODING_OK && opaque.count > 0)
        diag_note(names->context, "part-unsearched", (diag_place){.file = file},
                  "parts that are no text and were not searched: %zu, the "
                  "first is '%.*s'",
                  opaque.count, DIAG_SPAN(opaque.first));
    return status;
}
