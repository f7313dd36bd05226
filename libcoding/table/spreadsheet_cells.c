/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Shared strings, styles and the cells of a sheet. A row is kept as its number
   and cells, each one 32-bit word: what the low bits count is said by the two
   high ones. A million rows of 50 cells that point to shared strings take 200
   MB so, and a row with one cell far to the right takes no room for the gap.
   See table/spreadsheet_parts.h. */
#include <string.h>

#include "base/diag.h"
#include "base/memory.h"
#include "base/number.h"
#include "io/xml.h"
#include "table/spreadsheet.h"
#include "table/spreadsheet_parts.h"

enum {
    WORD_BITS = 30,
    CELL_INLINE = 0, /* so many bytes of text follow */
    CELL_SHARED = 1, /* the shared string of that number */
    CELL_GAP = 2,    /* so many empty cells */
    CELL_END = 3,    /* of the row */
    WORD_LIMIT = (1 << WORD_BITS) - 1
};

static bool
is_name(xml_name name, const char *local)
{
    return strcmp(name.local, local) == 0;
}

static coding_status
damaged(const spreadsheet_parts *parts, const char *what)
{
    return diag_error(parts->context, CODING_EDATA, "spreadsheet-damaged",
                      (diag_place){.file = parts->file}, "%s", what);
}

/* ---- strings: runs of rich text are one, readings (rPh) are left out ---- */

/* A text that comes in pieces, inside <t>. */
typedef struct {
    spreadsheet_parts *parts;
    buffer text;
    bool inside;      /* of <t> */
    unsigned reading; /* inside <rPh> */
} words;

static coding_status
words_start(words *of, xml_name name)
{
    if (is_name(name, "rPh"))
        of->reading++;
    else if (is_name(name, "t"))
        of->inside = of->reading == 0;
    return CODING_OK;
}

static void
words_end(words *of, xml_name name)
{
    if (is_name(name, "rPh"))
        of->reading -= of->reading > 0;
    else if (is_name(name, "t"))
        of->inside = false;
}

static coding_status
strings_start(void *user, xml_name name, const xml_attributes *attributes)
{
    words *of = user;

    (void)attributes; /* how blanks are kept: they are */
    if (is_name(name, "si"))
        buffer_reset(&of->text);
    return words_start(of, name);
}

static coding_status
strings_text(void *user, coding_span text)
{
    words *of = user;

    if (of->inside)
        buffer_add(&of->text, text);
    return CODING_OK;
}

static coding_status
strings_end(void *user, xml_name name)
{
    words *of = user;
    spreadsheet_parts *parts = of->parts;
    coding_status status;
    buffer plain;

    words_end(of, name);
    if (!is_name(name, "si"))
        return CODING_OK;
    buffer_init(&plain, parts->context);
    spreadsheet_add_text(buffer_span(&of->text), &plain);
    status = buffer_status(&of->text);
    if (status == CODING_OK)
        status = buffer_status(&plain);
    if (status == CODING_OK)
        status = BASE_GROW(parts->context, &parts->strings,
                           &parts->string_capacity, parts->string_count + 1);
    if (status == CODING_OK)
        status = arena_copy(&parts->keep, buffer_span(&plain),
                            &parts->strings[parts->string_count]);
    if (status == CODING_OK)
        parts->string_count++;
    buffer_free(&plain);
    return status;
}

coding_status
spreadsheet_read_strings(spreadsheet_parts *parts, archive *zip, size_t member)
{
    const xml_events events = {strings_start, strings_end, strings_text};
    words of = {.parts = parts};
    coding_status status;

    buffer_init(&of.text, parts->context);
    status = xml_parse_member(zip, member, &events, &of);
    buffer_free(&of.text);
    return status;
}

/* ---- styles ---- */

typedef struct {
    unsigned id;
    coding_span code;
} format;

typedef struct {
    spreadsheet_parts *parts;
    format *formats;
    unsigned *ids; /* of formats, by style */
    size_t count, capacity, id_capacity;
    bool inside; /* of cellXfs */
} styles;

/* A whole number in an attribute, 0 if it is none. */
static uint64_t
number_of(const xml_attributes *attributes, const char *name)
{
    uint64_t number = 0;

    (void)number_to_unsigned(coding_span_of(xml_attribute(attributes, name)),
                             &number);
    return number;
}

static coding_status
add_format(styles *all, const xml_attributes *attributes)
{
    format *made;
    coding_status status = BASE_GROW(all->parts->context, &all->formats,
                                     &all->capacity, all->count + 1);

    if (status != CODING_OK)
        return status;
    made = &all->formats[all->count++];
    made->id = (unsigned)number_of(attributes, "numFmtId");
    return arena_copy(&all->parts->keep,
                      coding_span_of(xml_attribute(attributes, "formatCode")),
                      &made->code);
}

static coding_status
styles_start(void *user, xml_name name, const xml_attributes *attributes)
{
    styles *all = user;
    spreadsheet_parts *parts = all->parts;
    coding_status status;

    if (is_name(name, "numFmt"))
        return add_format(all, attributes);
    if (is_name(name, "cellXfs"))
        all->inside = true;
    if (!all->inside || !is_name(name, "xf"))
        return CODING_OK;
    status = BASE_GROW(parts->context, &all->ids, &all->id_capacity,
                       parts->style_count + 1);
    if (status == CODING_OK)
        all->ids[parts->style_count++] =
            (unsigned)number_of(attributes, "numFmtId");
    return status;
}

static coding_status
styles_end(void *user, xml_name name)
{
    styles *all = user;

    if (is_name(name, "cellXfs"))
        all->inside = false;
    return CODING_OK;
}

static coding_status
resolve_styles(const styles *all)
{
    spreadsheet_parts *parts = all->parts;
    coding_status status =
        BASE_GROW(parts->context, &parts->shown, &parts->style_capacity,
                  parts->style_count);

    for (size_t i = 0; status == CODING_OK && i < parts->style_count; i++) {
        coding_span code = {NULL, 0};

        for (size_t k = 0; k < all->count; k++)
            if (all->formats[k].id == all->ids[i])
                code = all->formats[k].code;
        parts->shown[i] =
            (unsigned char)spreadsheet_shown_by(all->ids[i], code);
    }
    return status;
}

coding_status
spreadsheet_read_styles(spreadsheet_parts *parts, archive *zip, size_t member)
{
    const xml_events events = {styles_start, styles_end, NULL};
    styles all = {.parts = parts};
    coding_status status = xml_parse_member(zip, member, &events, &all);

    if (status == CODING_OK)
        status = resolve_styles(&all);
    base_free(parts->context, all.formats);
    base_free(parts->context, all.ids);
    return status;
}

/* ---- cells ---- */

typedef enum {
    TYPE_NUMBER,
    TYPE_SHARED,
    TYPE_TEXT, /* a formula's text, an error, a date in ISO 8601 */
    TYPE_INLINE,
    TYPE_LOGICAL
} cell_type;

typedef struct {
    spreadsheet_parts *parts;
    words text;
    bool in_row, in_cell, in_value; /* inside <row>, <c>, <v> */
    bool formula;                   /* the cell has one */
    cell_type type;
    size_t style;
    uint64_t row, column;        /* at hand, from 1 */
    uint64_t filled;             /* cells of the row so far */
    uint64_t hollow, hollow_row; /* formulas without a result, and the first */
} cells;

static void
add_word(spreadsheet_parts *parts, unsigned kind, size_t count)
{
    uint32_t word = (uint32_t)kind << WORD_BITS | (uint32_t)count;

    buffer_add(&parts->rows, (coding_span){(const char *)&word, sizeof word});
}

static cell_type
type_of(const char *name)
{
    if (name == NULL || strcmp(name, "n") == 0)
        return TYPE_NUMBER;
    if (strcmp(name, "s") == 0)
        return TYPE_SHARED;
    if (strcmp(name, "inlineStr") == 0)
        return TYPE_INLINE;
    return strcmp(name, "b") == 0 ? TYPE_LOGICAL : TYPE_TEXT;
}

/* The column of a reference such as AB12, from 1; 0: it has none. */
static uint64_t
column_of(const char *reference)
{
    uint64_t column = 0;

    for (; *reference >= 'A' && *reference <= 'Z'; reference++) {
        column = column * 26 + (uint64_t)(*reference - 'A' + 1);
        if (column > SPREADSHEET_COLUMNS)
            return column;
    }
    return column;
}

static coding_status
start_row(cells *of, const xml_attributes *attributes)
{
    uint64_t row = of->row + 1;

    if (xml_attribute(attributes, "r") != NULL)
        row = number_of(attributes, "r");
    if (of->in_row || row <= of->row || row > SPREADSHEET_ROWS)
        return damaged(of->parts, "the rows of the sheet are not in order");
    of->row = row;
    of->column = of->filled = 0;
    of->in_row = true;
    return CODING_OK;
}

static coding_status
start_cell(cells *of, const xml_attributes *attributes)
{
    const char *reference = xml_attribute(attributes, "r");
    uint64_t column = of->column + 1;

    if (reference != NULL)
        column = column_of(reference);
    if (!of->in_row || of->in_cell || column <= of->column ||
        column > SPREADSHEET_COLUMNS)
        return damaged(of->parts, "the cells of a row are not in order");
    of->column = column;
    of->in_cell = true;
    of->formula = false;
    of->type = type_of(xml_attribute(attributes, "t"));
    of->style = (size_t)number_of(attributes, "s");
    buffer_reset(&of->text.text);
    return CODING_OK;
}

static coding_status
cells_start(void *user, xml_name name, const xml_attributes *attributes)
{
    cells *of = user;

    if (is_name(name, "row"))
        return start_row(of, attributes);
    if (is_name(name, "c"))
        return start_cell(of, attributes);
    if (of->in_cell && is_name(name, "v"))
        of->in_value = true;
    else if (of->in_cell && is_name(name, "f"))
        of->formula = true;
    else if (of->in_cell && of->type == TYPE_INLINE)
        return words_start(&of->text, name);
    return CODING_OK;
}

static coding_status
cells_text(void *user, coding_span text)
{
    cells *of = user;

    if (of->in_value || of->text.inside)
        buffer_add(&of->text.text, text);
    return CODING_OK;
}

/* The text of a cell that does not point to a shared one, appended to out. */
static void
add_inline(const cells *of, buffer *out)
{
    const spreadsheet_parts *parts = of->parts;
    coding_span text = buffer_span(&of->text.text);
    double number;

    if (of->type == TYPE_LOGICAL)
        buffer_add_text(out, coding_span_is(text, "1") ? "TRUE" : "FALSE");
    else if (of->type != TYPE_NUMBER)
        spreadsheet_add_text(text, out);
    else if (!number_to_double(text, &number))
        buffer_add(out, text);
    else
        spreadsheet_add_number(number,
                               of->style < parts->style_count
                                   ? (spreadsheet_shown)parts->shown[of->style]
                                   : SHOWN_NUMBER,
                               parts->since_1904, out);
}

/* What stands before a cell that is filled: the row's number, a gap. */
static void
add_front(cells *of)
{
    spreadsheet_parts *parts = of->parts;

    if (of->filled == 0)
        add_word(parts, CELL_INLINE, (size_t)of->row);
    if (of->column > of->filled + 1)
        add_word(parts, CELL_GAP, (size_t)(of->column - of->filled - 1));
    of->filled = of->column;
}

static coding_status
end_shared(cells *of)
{
    uint64_t number = 0;

    if (!number_to_unsigned(coding_span_trim(buffer_span(&of->text.text)),
                            &number) ||
        number >= of->parts->string_count || number > WORD_LIMIT)
        return damaged(of->parts,
                       "a cell points to a shared string that is not there");
    if (of->parts->strings[number].length == 0)
        return CODING_OK;
    add_front(of);
    add_word(of->parts, CELL_SHARED, (size_t)number);
    return CODING_OK;
}

/* Programs that write formulas and do not compute leave their results out. An
   empty text is a result, with a type of its own. */
static void
note_hollow(cells *of)
{
    if (!of->formula || of->type != TYPE_NUMBER)
        return;
    if (of->hollow++ == 0)
        of->hollow_row = of->row;
}

static void
tell_hollow(const cells *of)
{
    if (of->hollow > 0)
        diag_warning(
            of->parts->context, "spreadsheet-formula",
            (diag_place){.file = of->parts->file,
                         .line = (size_t)of->hollow_row},
            "%llu cell%s with a formula and no stored result, the first here, "
            "read as empty; expected a file that a spreadsheet program saved",
            (unsigned long long)of->hollow, of->hollow == 1 ? "" : "s");
}

static coding_status
end_cell(cells *of)
{
    coding_status status = buffer_status(&of->text.text);
    coding_span text = buffer_span(&of->text.text);
    buffer shown;

    of->in_cell = of->in_value = of->text.inside = false;
    if (status == CODING_OK && text.length == 0)
        note_hollow(of);
    if (status != CODING_OK || text.length == 0)
        return status;
    if (of->type == TYPE_SHARED)
        return end_shared(of);
    buffer_init(&shown, of->parts->context);
    add_inline(of, &shown);
    status = buffer_status(&shown);
    if (status == CODING_OK && shown.length > WORD_LIMIT)
        status = damaged(of->parts, "a cell is too long");
    if (status == CODING_OK) {
        add_front(of);
        add_word(of->parts, CELL_INLINE, shown.length);
        buffer_add(&of->parts->rows, buffer_span(&shown));
    }
    buffer_free(&shown);
    return status;
}

static coding_status
cells_end(void *user, xml_name name)
{
    cells *of = user;

    if (is_name(name, "c"))
        return end_cell(of);
    if (is_name(name, "v"))
        of->in_value = false;
    words_end(&of->text, name);
    if (is_name(name, "row")) {
        if (of->filled > 0)
            add_word(of->parts, CELL_END, 0);
        of->in_row = false;
    }
    return buffer_status(&of->parts->rows);
}

coding_status
spreadsheet_read_cells(spreadsheet_parts *parts, archive *zip, size_t member)
{
    const xml_events events = {cells_start, cells_end, cells_text};
    cells of = {.parts = parts, .text = {.parts = parts}};
    coding_status status;

    buffer_init(&of.text.text, parts->context);
    status = xml_parse_member(zip, member, &events, &of);
    if (status == CODING_OK)
        tell_hollow(&of);
    buffer_free(&of.text.text);
    return status;
}

/* ---- rows again ---- */

static uint32_t
take_word(const spreadsheet_parts *parts, size_t *at)
{
    uint32_t word;

    memcpy(&word, parts->rows.bytes + *at, sizeof word);
    *at += sizeof word;
    return word;
}

coding_status
spreadsheet_row_next(const spreadsheet_parts *parts, size_t *at,
                     spreadsheet_row *out)
{
    coding_status status = CODING_OK;

    if (*at >= parts->rows.length)
        return CODING_END;
    out->line = take_word(parts, at);
    out->count = 0;
    for (;;) {
        uint32_t word = take_word(parts, at);
        size_t number = word & WORD_LIMIT;
        size_t kind = word >> WORD_BITS;
        size_t cells_more = kind == CELL_GAP ? number : 1;

        if (kind == CELL_END)
            return CODING_OK;
        status = BASE_GROW(parts->context, &out->cells, &out->capacity,
                           out->count + cells_more);
        if (status != CODING_OK)
            return status;
        if (kind == CELL_GAP)
            memset(out->cells + out->count, 0, number * sizeof *out->cells);
        else if (kind == CELL_SHARED)
            out->cells[out->count] = parts->strings[number];
        else
            out->cells[out->count] =
                (coding_span){parts->rows.bytes + *at, number};
        out->count += cells_more;
        if (kind == CELL_INLINE)
            *at += number;
    }
}
