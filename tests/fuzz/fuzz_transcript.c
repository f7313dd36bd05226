/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Byte 1 chooses name and unit, the rest is a document (perhaps after a table
   of participants that ends at a line `====`): the text is UTF-8 without CR,
   pieces and units go forward, lie on characters and are not blank. */
#include <coding/tokenize.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "transcript/transcript.h"
#include "unitize/units.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
demand(bool holds)
{
    if (!holds)
        abort();
}

static bool
on_character(coding_span text, size_t at)
{
    return at == text.length || ((unsigned char)text.at[at] & 0xC0) != 0x80;
}

static void
check_units(const transcript *got, const transcript_piece *piece,
            coding_unit unit)
{
    words_span whole = {piece->start, piece->end}, found;
    const units_rule rule = {unit, got->whole_lines, NULL};
    size_t from = piece->start;

    while (units_next(rule, got->text, whole, from, &found)) {
        demand(found.start >= from && found.start < found.end);
        demand(found.end <= piece->end);
        demand(on_character(got->text, found.start) &&
               on_character(got->text, found.end));
        from = found.end;
    }
}

static void
check_document(const transcript *got, coding_unit unit)
{
    size_t end = 0, turn = 0;

    demand(utf8_invalid_at(got->text) == got->text.length);
    demand(got->text.length == 0 ||
           memchr(got->text.at, '\r', got->text.length) == NULL);
    for (size_t i = 0; i < got->piece_count; i++) {
        const transcript_piece *piece = &got->pieces[i];

        demand(piece->start >= end && piece->start < piece->end);
        demand(piece->end <= got->text.length);
        demand(piece->turn >= turn && piece->turn <= got->turns);
        demand(on_character(got->text, piece->start) &&
               on_character(got->text, piece->end));
        demand(piece->speaker == TRANSCRIPT_NONE ||
               piece->speaker < got->speaker_count);
        end = piece->end;
        turn = piece->turn;
        check_units(got, piece, unit);
    }
}

/* Where the document begins behind a table, 0: there is none. */
static size_t
table_length(coding_span bytes)
{
    static const char rule[] = "====\n";

    for (size_t i = 0; i + 5 <= bytes.length && i < 4096; i++)
        if (memcmp(bytes.at + i, rule, 5) == 0)
            return i + 5;
    return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const names[] = {"a.txt",  "a.md",   "a.vtt", "a.srt",
                                        "a.html", "a.docx", "a.odt"};
    static const coding_unit units[] = {
        CODING_UNIT_SENTENCE, CODING_UNIT_PARAGRAPH, CODING_UNIT_WORD};
    const coding_context_options limits = {.limits = {.file_bytes = 1U << 20}};
    transcript_options options = {0};
    participants *people = NULL;
    transcript *got = NULL;
    coding_context *context = NULL;
    coding_span bytes;
    size_t table;

    if (size == 0 || coding_context_new(&limits, &context) != CODING_OK)
        return 0;
    bytes = (coding_span){(const char *)data + 1, size - 1};
    table = table_length(bytes);
    if (table > 0 &&
        participants_parse(context, "p.csv", (coding_span){bytes.at, table - 5},
                           &people) == CODING_OK)
        options.people = people;
    bytes = (coding_span){bytes.at + table, bytes.length - table};
    if (transcript_parse(context, names[data[0] % 7], bytes, &options, &got) ==
        CODING_OK)
        check_document(got, units[data[0] / 7 % 3]);
    transcript_free(got);
    participants_free(people);
    coding_context_free(context);
    return 0;
}
