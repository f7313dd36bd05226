/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names that are left in the members of a zip file: workbooks, documents of
   office programs, projects. See redaction/names.h.

   Words of one paragraph stand in many elements, since every change of font
   begins another; so the words of elements inside a paragraph are joined, and
   those of other elements are lines of their own. A cell of a sheet is looked
   at by itself, and a string that cells share at each of them. */
#include <string.h>

#include "base/diag.h"
#include "base/memory.h"
#include "base/number.h"
#include "io/archive.h"
#include "io/decode.h"
#include "io/xml.h"
#include "redaction/names.h"
#include "table/spreadsheet.h"

/* Zip files inside zip files. */
enum { DEPTH_LIMIT = 4 };

/* A name in the shared string of that number. */
typedef struct {
    size_t string, entry;
    bool met; /* in a cell */
} shared_name;

typedef struct {
    coding_redaction *names;
    const char *file;
    coding_span outer; /* the members this zip is in, with a / each */
    archive *zip;
    names_opaque *opaque;
    unsigned level; /* 0: the file itself */
    coding_span *sheets;
    shared_name *shared; /* by string */
    size_t shared_count, shared_capacity;
    size_t strings; /* so many shared strings were read */
} package;

/* One member while it is parsed. */
typedef struct {
    package *of;
    size_t member;
    bool strings; /* it is the table of shared strings */
    buffer text;  /* of the part, without cells */
    buffer cell;  /* of a cell or a shared string */
    bool inside;  /* of one */
    bool points;  /* the cell holds the number of a string */
    bool heading; /* inside a header or footer, where &C and its like are no
                     words ... */
    bool code;    /* ... and after such a & */
    char reference[16];
    size_t *blocks; /* of the open elements: what their words belong to */
    size_t depth, capacity, last, number;
} part;

/* ---- what was met ---- */

static coding_status
describe(const part *at, coding_span *out)
{
    package *of = at->of;
    bool cell = at->inside && !at->strings;
    coding_status status;
    buffer text;

    buffer_init(&text, of->names->context);
    if (of->level == 0 && of->sheets[at->member].length > 0) {
        buffer_add_text(&text, "the sheet '");
        buffer_add(&text, of->sheets[at->member]);
        buffer_add_byte(&text, '\'');
        if (cell && at->reference[0] != '\0') {
            buffer_add_text(&text, ", cell ");
            buffer_add_text(&text, at->reference);
        }
    } else {
        buffer_add_text(&text, "the part ");
        buffer_add(&text, of->outer);
        buffer_add(&text, archive_name(of->zip, at->member));
    }
    status = buffer_status(&text);
    if (status == CODING_OK)
        status = arena_copy(&of->names->kept, buffer_span(&text), out);
    buffer_free(&text);
    return status;
}

static coding_status
meet(const part *at, const names_match *match)
{
    coding_redaction *names = at->of->names;
    names_place place = {.file = at->of->file};
    coding_status status = CODING_OK;

    if (names->entries[match->entry].places == 0)
        status = describe(at, &place.where);
    if (status == CODING_OK)
        names_meet(names, match, place);
    return status;
}

static coding_status
seek(const part *at, const buffer *text)
{
    const names_matches *found = NULL;
    coding_status status = buffer_status(text);

    if (status == CODING_OK)
        status = names_find(at->of->names, buffer_span(text), &found);
    for (size_t i = 0; status == CODING_OK && i < found->count; i++)
        status = meet(at, &found->items[i]);
    return status;
}

/* ---- cells and shared strings ---- */

static coding_status
keep_string(part *at)
{
    package *of = at->of;
    coding_redaction *names = of->names;
    const names_matches *found = NULL;
    coding_status status = names_find(names, buffer_span(&at->cell), &found);

    for (size_t i = 0; status == CODING_OK && i < found->count; i++) {
        status = BASE_GROW(names->context, &of->shared, &of->shared_capacity,
                           of->shared_count + 1);
        if (status == CODING_OK)
            of->shared[of->shared_count++] =
                (shared_name){of->strings, found->items[i].entry, false};
    }
    of->strings++;
    return status;
}

static coding_status
meet_string(const part *at, size_t string)
{
    package *of = at->of;
    size_t low = 0, high = of->shared_count;
    coding_status status = CODING_OK;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (of->shared[middle].string < string)
            low = middle + 1;
        else
            high = middle;
    }
    for (; status == CODING_OK && low < of->shared_count &&
           of->shared[low].string == string;
         low++) {
        of->shared[low].met = true;
        status = meet(at, &(names_match){.entry = of->shared[low].entry});
    }
    return status;
}

/* Strings that no cell has are in the file all the same. */
static coding_status
meet_others(const part *at)
{
    coding_status status = CODING_OK;

    for (size_t i = 0; status == CODING_OK && i < at->of->shared_count; i++)
        if (!at->of->shared[i].met)
            status = meet(at, &(names_match){.entry = at->of->shared[i].entry});
    return status;
}

static coding_status
end_cell(part *at)
{
    uint64_t string = 0;
    coding_status status = buffer_status(&at->cell);
    buffer plain;

    if (status != CODING_OK)
        return status;
    if (at->strings) {
        buffer_init(&plain, at->of->names->context);
        spreadsheet_add_text(buffer_span(&at->cell), &plain);
        buffer_reset(&at->cell);
        buffer_add(&at->cell, buffer_span(&plain));
        status = buffer_status(&plain);
        buffer_free(&plain);
        if (status == CODING_OK)
            status = buffer_status(&at->cell);
        if (status == CODING_OK)
            status = keep_string(at);
    } else if (at->points &&
               number_to_unsigned(coding_span_trim(buffer_span(&at->cell)),
                                  &string)) {
        status = meet_string(at, (size_t)string);
    } else {
        status = seek(at, &at->cell);
    }
    at->inside = false;
    return status;
}

static void
begin_cell(part *at, const xml_attributes *attributes)
{
    const char *reference = xml_attribute(attributes, "r");
    const char *type = xml_attribute(attributes, "t");

    buffer_reset(&at->cell);
    at->inside = true;
    at->points = type != NULL && strcmp(type, "s") == 0;
    at->reference[0] = '\0';
    if (reference != NULL && strlen(reference) < sizeof at->reference)
        memcpy(at->reference, reference, strlen(reference) + 1);
}

/* ---- elements ---- */

static bool
is_one_of(const char *name, const char *const *list)
{
    while (*list != NULL && strcmp(*list, name) != 0)
        list++;
    return *list != NULL;
}

/* Inside a paragraph: its words go on with those before. */
static bool
is_inline(const char *name)
{
    static const char *const known[] = {
        "r",         "t",          "ins",       "del",      "delText",
        "hyperlink", "smartTag",   "sdt",       "span",     "a",
        "instrText", "sdtContent", "fldSimple", "moveFrom", "moveTo",
        "b",         "i",          "u",         "em",       "strong",
        "customXml", "tspan",      NULL};

    return is_one_of(name, known);
}

static bool
is_blank(const char *name)
{
    static const char *const known[] = {"br", "cr",         "tab",
                                        "s",  "line-break", NULL};

    return is_one_of(name, known);
}

/* Ids, colours and numbers are nobody's name. */
static bool
is_words(const char *value)
{
    bool letter = false, beyond = false, digit = false;

    for (; *value != '\0'; value++) {
        char small = *value;

        if (small >= 'A' && small <= 'Z')
            small = (char)(small - 'A' + 'a');
        digit = digit || (small >= '0' && small <= '9');
        letter = letter || (small >= 'a' && small <= 'z') ||
                 ((unsigned char)small & 0x80u) != 0;
        beyond = beyond || (small > 'f' && small <= 'z') ||
                 ((unsigned char)small & 0x80u) != 0;
    }
    return beyond || (letter && !digit);
}

static void
add_attributes(part *at, const xml_attributes *attributes)
{
    for (size_t i = 0; attributes->pairs[i] != NULL; i += 2) {
        if (!is_words(attributes->pairs[i + 1]))
            continue;
        buffer_add_byte(&at->text, '\n');
        buffer_add_text(&at->text, attributes->pairs[i + 1]);
        at->last = 0; /* no element's words go on with them */
    }
}

static bool
has_ending(const char *name, size_t size, const char *ending)
{
    size_t length = strlen(ending);

    return size > length && memcmp(name + size - length, ending, length) == 0;
}

/* A page's header or footer in a sheet, "&LLeft&CMiddle&RRight". */
static bool
is_heading(const char *name)
{
    return has_ending(name, strlen(name), "Header") ||
           has_ending(name, strlen(name), "Footer");
}

static void
add_heading(part *at, coding_span text)
{
    for (size_t i = 0; i < text.length; i++) {
        if (at->code)
            buffer_add_byte(&at->text, '\n');
        else if (text.at[i] != '&')
            buffer_add_byte(&at->text, text.at[i]);
        at->code = !at->code && text.at[i] == '&';
    }
}

static coding_status
on_start(void *user, xml_name name, const xml_attributes *attributes)
{
    part *at = user;
    bool sheet = at->of->sheets[at->member].length > 0;
    bool cell = (sheet && strcmp(name.local, "c") == 0) ||
                (at->strings && strcmp(name.local, "si") == 0);
    coding_status status = BASE_GROW(at->of->names->context, &at->blocks,
                                     &at->capacity, at->depth + 1);

    if (status != CODING_OK)
        return status;
    at->blocks[at->depth] = at->depth > 0 && is_inline(name.local)
                                ? at->blocks[at->depth - 1]
                                : ++at->number;
    at->depth++;
    at->heading = sheet && is_heading(name.local);
    at->code = false;
    if (cell)
        begin_cell(at, attributes);
    else if (!at->inside && !(sheet && strcmp(name.local, "row") == 0))
        add_attributes(at, attributes);
    if (is_blank(name.local))
        buffer_add_byte(at->inside ? &at->cell : &at->text, ' ');
    return CODING_OK;
}

static coding_status
on_text(void *user, coding_span text)
{
    part *at = user;
    buffer *to = at->inside ? &at->cell : &at->text;
    size_t block = at->blocks[at->depth - 1];

    if (block != at->last && to->length > 0)
        buffer_add_byte(to, '\n');
    at->last = block;
    if (at->heading)
        add_heading(at, text);
    else
        buffer_add(to, text);
    return CODING_OK;
}

static coding_status
on_end(void *user, xml_name name)
{
    part *at = user;
    const char *cell = at->strings ? "si" : "c";

    at->heading = false;
    at->depth--;
    return at->inside && strcmp(name.local, cell) == 0 ? end_cell(at)
                                                       : CODING_OK;
}

/* ---- members ---- */

static bool
is_xml(coding_span name)
{
    static const char *const endings[] = {".xml", ".rels", ".vml",
                                          ".qde", ".qdc",  NULL};
    size_t i = 0;

    while (endings[i] != NULL && !has_ending(name.at, name.length, endings[i]))
        i++;
    return endings[i] != NULL;
}

static coding_status
seek_xml(part *at)
{
    const xml_events events = {on_start, on_end, on_text};
    coding_status status =
        xml_parse_member(at->of->zip, at->member, &events, at);

    at->inside = false;
    if (status == CODING_OK)
        status = seek(at, &at->text);
    base_free(at->of->names->context, at->blocks);
    return status;
}

static coding_status seek_package(package *of, coding_span bytes);

static coding_status
seek_inner(const part *at, coding_span bytes)
{
    package *of = at->of;
    coding_span name = archive_name(of->zip, at->member);
    package inner = {.names = of->names,
                     .file = of->file,
                     .opaque = of->opaque,
                     .level = of->level + 1};
    coding_status status;
    buffer outer;

    if (inner.level > DEPTH_LIMIT)
        return diag_error(of->names->context, CODING_EDATA, "zip-too-deep",
                          (diag_place){.file = of->file},
                          "zip files are nested too deep, at '%.*s'",
                          DIAG_SPAN(name));
    buffer_init(&outer, of->names->context);
    buffer_add(&outer, of->outer);
    buffer_add(&outer, name);
    buffer_add_byte(&outer, '/');
    inner.outer = buffer_span(&outer);
    status = buffer_status(&outer);
    if (status == CODING_OK)
        status = seek_package(&inner, bytes);
    buffer_free(&outer);
    return status;
}

/* Whatever is no XML: a zip file, a text, or pictures and their like. */
static coding_status
seek_bytes(part *at)
{
    package *of = at->of;
    names_opaque *opaque = of->opaque;
    decode_encoding used = DECODE_AUTO;
    coding_span bytes;
    coding_status status;
    buffer loaded;

    buffer_init(&loaded, of->names->context);
    status = archive_load(of->zip, at->member, &loaded);
    bytes = buffer_span(&loaded);
    if (status == CODING_OK && archive_is(bytes)) {
        status = seek_inner(at, bytes);
    } else if (status == CODING_OK && names_is_opaque(bytes)) {
        if (opaque->count++ == 0)
            status =
                arena_copy(&of->names->kept, archive_name(of->zip, at->member),
                           &opaque->first);
    } else if (status == CODING_OK) {
        status = decode_text(of->names->context, of->file, bytes, DECODE_AUTO,
                             &at->text, &used);
        if (status == CODING_OK)
            status = seek(at, &at->text);
    }
    buffer_free(&loaded);
    return status;
}

static coding_status
seek_member(package *of, size_t member, bool strings)
{
    coding_span name = archive_name(of->zip, member);
    part at = {.of = of, .member = member, .strings = strings};
    coding_status status;

    buffer_init(&at.text, of->names->context);
    buffer_init(&at.cell, of->names->context);
    buffer_add(&at.text, name);
    status = seek(&at, &at.text);
    buffer_reset(&at.text);
    if (status == CODING_OK)
        status = is_xml(name) ? seek_xml(&at) : seek_bytes(&at);
    buffer_free(&at.text);
    buffer_free(&at.cell);
    return status;
}

/* Shared strings first: cells point to them. */
static coding_status
seek_members(package *of)
{
    size_t strings = archive_find(of->zip, "xl/sharedStrings.xml");
    size_t count = archive_count(of->zip);
    coding_status status = CODING_OK;

    if (strings != ARCHIVE_NONE)
        status = seek_member(of, strings, true);
    for (size_t i = 0; status == CODING_OK && i < count; i++)
        if (i != strings)
            status = seek_member(of, i, false);
    if (status == CODING_OK && strings != ARCHIVE_NONE)
        status = meet_others(&(part){.of = of, .member = strings});
    return status;
}

static coding_status
seek_package(package *of, coding_span bytes)
{
    coding_context *context = of->names->context;
    coding_status status =
        archive_open_bytes(context, of->file, bytes, &of->zip);

    if (status == CODING_OK)
        status = ARENA_ARRAY(&of->names->kept, archive_count(of->zip) + 1,
                             &of->sheets);
    if (status == CODING_OK)
        status = spreadsheet_members(of->zip, &of->names->kept, of->sheets);
    if (status == CODING_OK)
        status = seek_members(of);
    base_free(context, of->shared);
    archive_close(of->zip);
    return status;
}

coding_status
names_seek_zip(coding_redaction *names, const char *file, coding_span bytes,
               names_opaque *opaque)
{
    package of = {.names = names, .file = file, .opaque = opaque};

    return seek_package(&of, bytes);
}
