/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The rows of a large sheet, compressed as they come. See bulk.h, and ECMA-376
   18.3.1 for the elements. */
#include "workbook/bulk.h"

#include <math.h>
#include <string.h>

#include "base/buffer.h"
#include "base/diag.h"
#include "base/memory.h"
#include "workbook/book.h"
#include "workbook/temp.h"

enum { OUT_BYTES = 1 << 18 };

/* A cell of the row at hand, in the buffer `cells`. */
typedef struct {
    size_t from, length;
} piece;

struct bulk {
    coding_context *context;
    coding_status status;
    FILE *file;
    deflated *body;
    bool any;         /* a row is at hand */
    unsigned row;     /* its number */
    unsigned columns; /* of it: those that may hold something */
    double height;    /* of it; 0: the usual */
    piece *pieces;    /* by column */
    size_t capacity;
    buffer cells; /* of the row */
    buffer out;   /* rows not yet compressed */
    buffer links;
};

coding_status
bulk_new(coding_context *context, const char *folder, bulk **out)
{
    bulk *rows = NULL;
    coding_status status = BASE_NEW(context, &rows);

    if (status != CODING_OK)
        return status;
    rows->context = context;
    buffer_init(&rows->cells, context);
    buffer_init(&rows->out, context);
    buffer_init(&rows->links, context);
    status = temp_open(context, folder, &rows->file);
    if (status == CODING_OK)
        status = deflated_open(context, rows->file, &rows->body);
    if (status != CODING_OK) {
        bulk_free(rows);
        return status;
    }
    *out = rows;
    return CODING_OK;
}

void
bulk_free(bulk *rows)
{
    if (rows == NULL)
        return;
    deflated_free(rows->body);
    if (rows->file != NULL)
        (void)fclose(rows->file); /* the file has no name any more */
    buffer_free(&rows->cells);
    buffer_free(&rows->out);
    buffer_free(&rows->links);
    base_free(rows->context, rows->pieces);
    base_free(rows->context, rows);
}

coding_status
bulk_status(const bulk *rows)
{
    return rows->status;
}

static void
note(bulk *rows, coding_status status)
{
    if (rows->status == CODING_OK)
        rows->status = status;
}

/* ---- XML ---- */

/* Quotes stand as they are in text, not in an attribute. */
static void
add_escaped(buffer *out, coding_span text, bool attribute)
{
    size_t from = 0;

    for (size_t i = 0; i < text.length; i++) {
        const char *entity = text.at[i] == '&'                ? "&amp;"
                             : text.at[i] == '<'              ? "&lt;"
                             : text.at[i] == '>'              ? "&gt;"
                             : text.at[i] == '"' && attribute ? "&quot;"
                                                              : NULL;

        if (entity == NULL)
            continue;
        buffer_add(out, (coding_span){text.at + from, i - from});
        buffer_add_text(out, entity);
        from = i + 1;
    }
    buffer_add(out, (coding_span){text.at + from, text.length - from});
}

static bool
is_space(char byte)
{
    return byte == ' ' || byte == '\n' || byte == '\t';
}

/* <t>...</t>, with white space at its ends kept. */
static void
add_t(buffer *out, coding_span text)
{
    bool keep = text.length > 0 &&
                (is_space(text.at[0]) || is_space(text.at[text.length - 1]));

    buffer_add_text(out, keep ? "<t xml:space=\"preserve\">" : "<t>");
    add_escaped(out, text, false);
    buffer_add_text(out, "</t>");
}

/* Half of all that is written are short numbers: no printf for them. */
static void
add_digits(buffer *out, uint64_t number)
{
    char digits[20];
    size_t from = sizeof digits;

    do {
        digits[--from] = (char)('0' + (char)(number % 10));
        number /= 10;
    } while (number > 0);
    buffer_add(out, (coding_span){digits + from, sizeof digits - from});
}

static void
add_name(buffer *out, unsigned row, unsigned column)
{
    char letters[4];
    size_t from = sizeof letters;

    for (unsigned left = column + 1; left > 0 && from > 0;
         left = (left - 1) / 26)
        letters[--from] = (char)('A' + (char)((left - 1) % 26));
    buffer_add(out, (coding_span){letters + from, sizeof letters - from});
    add_digits(out, (uint64_t)row + 1);
}

static void
add_value(buffer *out, double number)
{
    if (number >= 0 && number < 1e15 && number <= floor(number))
        add_digits(out, (uint64_t)number);
    else
        buffer_add_number(out, number);
}

/* ---- rows ---- */

static void
end_row(bulk *rows)
{
    buffer *out = &rows->out;

    if (!rows->any)
        return;
    buffer_add_text(out, "<row r=\"");
    add_digits(out, rows->row + 1);
    if (rows->height > 0) {
        buffer_add_text(out, "\" ht=\"");
        buffer_add_number(out, rows->height);
        buffer_add_text(out, "\" customHeight=\"1");
    }
    buffer_add_text(out, "\">");
    for (unsigned c = 0; c < rows->columns; c++)
        if (rows->pieces[c].length > 0 &&
            buffer_status(&rows->cells) == CODING_OK)
            buffer_add(out,
                       (coding_span){rows->cells.bytes + rows->pieces[c].from,
                                     rows->pieces[c].length});
    buffer_add_text(out, "</row>");
    note(rows, buffer_status(&rows->cells));
    note(rows, buffer_status(out));
    if (rows->status == CODING_OK && out->length >= OUT_BYTES) {
        note(rows, deflated_add(rows->body, out->bytes, out->length));
        buffer_reset(out);
    }
    for (unsigned c = 0; c < rows->columns; c++)
        rows->pieces[c].length = 0;
    buffer_reset(&rows->cells);
    rows->any = false;
    rows->columns = 0;
    rows->height = 0;
}

/* Makes row the one at hand. */
static bool
begin_row(bulk *rows, unsigned row)
{
    if (rows->status != CODING_OK)
        return false;
    if (rows->any && row != rows->row)
        end_row(rows);
    if (!rows->any && row < rows->row) {
        note(rows, diag_error(rows->context, CODING_ESYSTEM, "workbook-failed",
                              (diag_place){0},
                              "the workbook cannot be made: rows of a large "
                              "sheet are not in order"));
        return false;
    }
    rows->any = true;
    rows->row = row;
    return rows->status == CODING_OK;
}

/* Starts a cell; false: nothing is to be written. */
static bool
begin_cell(bulk *rows, bulk_place at, const char *type)
{
    size_t before = rows->capacity;

    if (!begin_row(rows, at.row))
        return false;
    note(rows, BASE_GROW(rows->context, &rows->pieces, &rows->capacity,
                         (size_t)at.column + 1));
    if (rows->status != CODING_OK)
        return false;
    for (size_t i = before; i < rows->capacity; i++)
        rows->pieces[i] = (piece){0, 0};
    if (at.column >= rows->columns)
        rows->columns = at.column + 1;
    rows->pieces[at.column].from = rows->cells.length;
    buffer_add_text(&rows->cells, "<c r=\"");
    add_name(&rows->cells, at.row, at.column);
    if (at.format > 0) {
        buffer_add_text(&rows->cells, "\" s=\"");
        add_digits(&rows->cells, (uint64_t)at.format);
    }
    buffer_add_text(&rows->cells, type);
    return true;
}

static void
end_cell(bulk *rows, bulk_place at, const char *words)
{
    piece *made = &rows->pieces[at.column];

    buffer_add_text(&rows->cells, words);
    made->length = rows->cells.length - made->from;
}

void
bulk_height(bulk *rows, unsigned row, double points)
{
    if (begin_row(rows, row) && points > rows->height)
        rows->height = points;
}

void
bulk_blank(bulk *rows, bulk_place at)
{
    if (begin_cell(rows, at, "\"/>"))
        end_cell(rows, at, "");
}

void
bulk_text(bulk *rows, bulk_place at, coding_span text)
{
    if (!begin_cell(rows, at, "\" t=\"inlineStr\"><is>"))
        return;
    add_t(&rows->cells, text);
    end_cell(rows, at, "</is></c>");
}

void
bulk_number(bulk *rows, bulk_place at, double number)
{
    if (!begin_cell(rows, at, "\"><v>"))
        return;
    add_value(&rows->cells, number);
    end_cell(rows, at, "</v></c>");
}

void
bulk_rich(bulk *rows, bulk_place at, const coding_span parts[3])
{
    static const char plain[] =
        "<rPr><sz val=\"11\"/><color theme=\"1\"/><rFont val=\"Calibri\"/>"
        "<family val=\"2\"/><scheme val=\"minor\"/></rPr>";
    static const char bold[] =
        "<rPr><b/><sz val=\"11\"/><color theme=\"1\"/><rFont val=\"Calibri\"/>"
        "<family val=\"2\"/><scheme val=\"minor\"/></rPr>";

    if (!begin_cell(rows, at, "\" t=\"inlineStr\"><is>"))
        return;
    for (size_t i = 0; i < 3; i++) {
        if (parts[i].length == 0)
            continue;
        buffer_add_text(&rows->cells, "<r>");
        buffer_add_text(&rows->cells, i == 1 ? bold : plain);
        add_t(&rows->cells, parts[i]);
        buffer_add_text(&rows->cells, "</r>");
    }
    end_cell(rows, at, "</is></c>");
}

void
bulk_formula(bulk *rows, bulk_place at, coding_span formula, double number,
             const char *text)
{
    if (!begin_cell(rows, at, text != NULL ? "\" t=\"str\"><f>" : "\"><f>"))
        return;
    add_escaped(&rows->cells, formula, false);
    buffer_add_text(&rows->cells, "</f><v>");
    if (text != NULL)
        add_escaped(&rows->cells, coding_span_of(text), false);
    else
        add_value(&rows->cells, number);
    end_cell(rows, at, "</v></c>");
}

void
bulk_link(bulk *rows, bulk_place at, coding_span location)
{
    buffer_add_text(&rows->links,
                    rows->links.length == 0 ? "<hyperlinks>" : "");
    buffer_add_text(&rows->links, "<hyperlink ref=\"");
    add_name(&rows->links, at.row, at.column);
    buffer_add_text(&rows->links, "\" location=\"");
    add_escaped(&rows->links, location, true);
    buffer_add_text(&rows->links, "\"/>");
    note(rows, buffer_status(&rows->links));
}

coding_status
bulk_end(bulk *rows, const char *member, repack_part *out)
{
    end_row(rows);
    if (rows->links.length > 0)
        buffer_add_text(&rows->links, "</hyperlinks>");
    note(rows, buffer_status(&rows->links));
    if (rows->status == CODING_OK)
        note(rows, deflated_add(rows->body, rows->out.bytes, rows->out.length));
    if (rows->status == CODING_OK)
        note(rows, deflated_end(rows->body));
    *out = (repack_part){
        .member = member,
        .mark = "<sheetData/>",
        .before = "<sheetData>",
        .after = "</sheetData>",
        .body = rows->body,
        .late_marks = {"<printOptions", "<pageMargins"},
        .late = buffer_span(&rows->links),
    };
    return rows->status;
}
