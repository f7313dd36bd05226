/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See transcript/office.h. Elements after ECMA-376 part 1 (17.3, 17.4, 17.13,
   17.16; part 3 for Fallback) and ODF 1.3 part 3 (4 to 7, 9). */
#include "transcript/office.h"

#include <string.h>

#include "base/diag.h"
#include "base/number.h"
#include "io/archive.h"
#include "io/xml.h"

enum { TABLE_DEPTH = 8, MOST_SPACES = 1000 };

typedef enum {
    DO_NOTHING,
    DO_SKIP,      /* the element and all in it */
    DO_NOTE,      /* likewise, and say so: a footnote */
    DO_COMMENT,   /* a comment */
    DO_PARAGRAPH, /* ends a line */
    DO_TEXT,      /* holds words */
    DO_TAB,
    DO_BREAK,
    DO_HYPHEN,
    DO_SOFT_HYPHEN,
    DO_SPACES,
    DO_ROW,
    DO_CELL
} deed;

typedef struct {
    const char *local;
    deed what;
} element;

static const char *const word_spaces[] = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main", NULL};
static const element word_elements[] = {
    {"p", DO_PARAGRAPH},
    {"t", DO_TEXT},
    {"tab", DO_TAB},
    {"ptab", DO_TAB},
    {"br", DO_BREAK},
    {"cr", DO_BREAK},
    {"noBreakHyphen", DO_HYPHEN},
    {"softHyphen", DO_SOFT_HYPHEN},
    {"tr", DO_ROW},
    {"tc", DO_CELL},
    {"pPr", DO_SKIP}, /* its tabs are tab stops */
    {"rPr", DO_SKIP},
    {"del", DO_SKIP},
    {"moveFrom", DO_SKIP},
    {"instrText", DO_SKIP},
    {"delText", DO_SKIP},
    {"footnoteReference", DO_NOTE},
    {"endnoteReference", DO_NOTE},
    {"commentReference", DO_COMMENT},
    {NULL, DO_NOTHING}};

static const char *const fallback_spaces[] = {
    "http://schemas.openxmlformats.org/markup-compatibility/2006", NULL};
static const element fallback_elements[] = {{"Fallback", DO_SKIP},
                                            {NULL, DO_NOTHING}};

static const char *const text_spaces[] = {
    "urn:oasis:names:tc:opendocument:xmlns:text:1.0", NULL};
static const element text_elements[] = {
    {"p", DO_PARAGRAPH}, {"h", DO_PARAGRAPH},
    {"tab", DO_TAB},     {"line-break", DO_BREAK},
    {"s", DO_SPACES},    {"tracked-changes", DO_SKIP},
    {"note", DO_NOTE},   {"ruby-text", DO_SKIP},
    {NULL, DO_NOTHING}};

static const char *const table_spaces[] = {
    "urn:oasis:names:tc:opendocument:xmlns:table:1.0", NULL};
static const element table_elements[] = {{"table-row", DO_ROW},
                                         {"table-cell", DO_CELL},
                                         {"covered-table-cell", DO_CELL},
                                         {NULL, DO_NOTHING}};

static const char *const office_spaces[] = {
    "urn:oasis:names:tc:opendocument:xmlns:office:1.0", NULL};
static const element office_elements[] = {{"annotation", DO_COMMENT},
                                          {"annotation-end", DO_SKIP},
                                          {NULL, DO_NOTHING}};

static const struct {
    const char *const *spaces;
    const element *elements;
} vocabularies[] = {
    {word_spaces, word_elements},     {fallback_spaces, fallback_elements},
    {text_spaces, text_elements},     {table_spaces, table_elements},
    {office_spaces, office_elements},
};

/* A row being written: its cells so far, and a line end that comes only if
   more follows in the cell. */
typedef struct {
    size_t cells;
    bool pending;
} row;

typedef struct {
    buffer *out;
    bool collapse;  /* ODF: white space in text is one space */
    size_t skipped; /* elements open of what is skipped */
    size_t texts;   /* elements open that hold words */
    size_t rows;    /* tables open, one in another */
    row table[TABLE_DEPTH];
    bool notes, comments; /* were left out */
} reading;

static deed
deed_of(xml_name name)
{
    for (size_t i = 0; i < sizeof vocabularies / sizeof vocabularies[0]; i++)
        for (const char *const *space = vocabularies[i].spaces; *space != NULL;
             space++) {
            if (!coding_span_is(name.space, *space))
                continue;
            for (const element *at = vocabularies[i].elements;
                 at->local != NULL; at++)
                if (strcmp(at->local, name.local) == 0)
                    return at->what;
            return DO_NOTHING;
        }
    return DO_NOTHING;
}

/* The innermost row, NULL outside of tables. Deeper ones share the last. */
static row *
current_row(reading *work)
{
    size_t depth = work->rows < TABLE_DEPTH ? work->rows : TABLE_DEPTH;

    return depth == 0 ? NULL : &work->table[depth - 1];
}

/* The line end that was put off: in the first cell, the speaker's, a space. */
static void
write_pending(reading *work)
{
    row *at = current_row(work);

    if (at == NULL || !at->pending)
        return;
    at->pending = false;
    buffer_add_byte(work->out, at->cells == 1 ? ' ' : '\n');
}

static void
end_paragraph(reading *work)
{
    row *at = current_row(work);

    if (at == NULL)
        buffer_add_byte(work->out, '\n');
    else
        at->pending = true;
}

static void
start_cell(reading *work)
{
    row *at = current_row(work);

    if (at == NULL)
        return;
    if (at->cells > 0)
        buffer_add_byte(work->out, '\t');
    at->cells++;
    at->pending = false;
}

static void
start_row(reading *work)
{
    size_t depth = work->rows < TABLE_DEPTH ? work->rows : TABLE_DEPTH - 1;

    write_pending(work);
    work->rows++;
    work->table[depth] = (row){0, false};
}

static void
end_row(reading *work)
{
    if (work->rows > 0)
        work->rows--;
    end_paragraph(work);
}

static void
add_spaces(reading *work, const xml_attributes *attributes)
{
    const char *count = xml_attribute(attributes, "c");
    uint64_t number = 1;

    if (count != NULL && !number_to_unsigned(coding_span_of(count), &number))
        number = 1;
    for (uint64_t i = 0; i < number && i < MOST_SPACES; i++)
        buffer_add_byte(work->out, ' ');
}

static coding_status
on_start(void *user, xml_name name, const xml_attributes *attributes)
{
    reading *work = user;
    deed what;

    if (work->skipped > 0) {
        work->skipped++;
        return CODING_OK;
    }
    what = deed_of(name);
    work->notes |= what == DO_NOTE;
    work->comments |= what == DO_COMMENT;
    switch (what) {
    case DO_SKIP:
    case DO_NOTE:
    case DO_COMMENT:
        work->skipped = 1;
        break;
    case DO_PARAGRAPH:
        write_pending(work);
        work->texts += work->collapse;
        break;
    case DO_TEXT:
        work->texts++;
        break;
    case DO_TAB:
        buffer_add_byte(work->out, '\t');
        break;
    case DO_BREAK:
        buffer_add_byte(work->out, '\n');
        break;
    case DO_HYPHEN:
        buffer_add_code_point(work->out, 0x2011);
        break;
    case DO_SOFT_HYPHEN:
        buffer_add_code_point(work->out, 0xAD);
        break;
    case DO_SPACES:
        add_spaces(work, attributes);
        break;
    case DO_ROW:
        start_row(work);
        break;
    case DO_CELL:
        start_cell(work);
        break;
    case DO_NOTHING:
        break;
    }
    return buffer_status(work->out);
}

static coding_status
on_end(void *user, xml_name name)
{
    reading *work = user;
    deed what;

    if (work->skipped > 0) {
        work->skipped--;
        return CODING_OK;
    }
    what = deed_of(name);
    if (what == DO_PARAGRAPH) {
        end_paragraph(work);
        work->texts -= work->collapse;
    } else if (what == DO_TEXT) {
        work->texts--;
    } else if (what == DO_ROW) {
        end_row(work);
    }
    return buffer_status(work->out);
}

static coding_status
on_text(void *user, coding_span text)
{
    reading *work = user;
    buffer *out = work->out;

    if (work->skipped > 0 || work->texts == 0)
        return CODING_OK;
    if (!work->collapse) {
        buffer_add(out, text);
        return buffer_status(out);
    }
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.at[i];

        if (byte != ' ' && byte != '\t' && byte != '\n' && byte != '\r')
            buffer_add_byte(out, byte);
        else if (out->length > 0 &&
                 strchr(" \t\n", out->bytes[out->length - 1]) == NULL)
            buffer_add_byte(out, ' ');
    }
    return buffer_status(out);
}

static void
note_left_out(coding_context *context, const char *file, const reading *work)
{
    if (work->notes || work->comments)
        diag_note(context, "parts-left-out",
                  (diag_place){file, 0, 0, {NULL, 0}}, "not read: %s%s%s",
                  work->notes ? "footnotes" : "",
                  work->notes && work->comments ? ", " : "",
                  work->comments ? "comments" : "");
}

coding_status
office_read(coding_context *context, const char *file, coding_span bytes,
            kind format, buffer *out)
{
    static const xml_events events = {on_start, on_end, on_text};
    const char *member =
        format == KIND_DOCX ? "word/document.xml" : "content.xml";
    reading work = {.out = out, .collapse = format == KIND_ODT};
    archive *zip = NULL;
    size_t found;
    coding_status status = archive_open_bytes(context, file, bytes, &zip);

    if (status != CODING_OK)
        return status;
    found = archive_find(zip, member);
    if (found == ARCHIVE_NONE)
        status =
            diag_error(context, CODING_EDATA, "office-part-missing",
                       (diag_place){file, 0, 0, {NULL, 0}},
                       "no %s document: it has no part %s",
                       format == KIND_DOCX ? "Word" : "OpenDocument", member);
    else
        status = xml_parse_member(zip, found, &events, &work);
    if (status == CODING_OK)
        note_left_out(context, file, &work);
    archive_close(zip);
    return status;
}
