/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Cells: every write is checked here. Text is text and never guessed to be a
   number or a formula; numbers are finite; formulas carry their value; links
   stay within Excel's limit. See book.h. */
#include <math.h>
#include <stdarg.h>
#include <string.h>

#include "workbook/book_inside.h"
#include "workbook/celltext.h"

/* Letters are narrower than the digit by which a column is measured. */
#define NARROW(columns) ((columns) + (columns) / 10)

/* Whether a cell may be written; follows what is used. */
static bool
is_open(sheet *page, unsigned row, unsigned column)
{
    if (page == NULL || page->all->status != CODING_OK)
        return false;
    if (row >= BOOK_ROWS || column >= BOOK_COLUMNS) {
        page->all->facts.beyond++;
        return false;
    }
    if (row >= page->rows)
        page->rows = row + 1;
    if (column >= page->columns)
        page->columns = column + 1;
    return true;
}

/* Titles and notes run over the columns at their right. */
static void
follow_width(sheet *page, unsigned column, style look, size_t width)
{
    if (column >= BOOK_WIDE || look == STYLE_TITLE || look == STYLE_TABLE ||
        look == STYLE_NOTE || look == STYLE_HEAD_MIDDLE || look == STYLE_OVER)
        return;
    if (width > page->widths[column].characters)
        page->widths[column].characters = (unsigned)width;
}

/* The widest word: a heading breaks at its spaces; 2 for the filter's arrow. */
static size_t
word_width(coding_span text)
{
    size_t widest = 0, from = 0;

    for (size_t i = 0; i <= text.length; i++) {
        if (i < text.length && text.at[i] != ' ')
            continue;
        if (i > from) {
            size_t width =
                celltext_width((coding_span){text.at + from, i - from});

            widest = width > widest ? width : widest;
        }
        from = i + 1;
    }
    return widest + 2;
}

/* The lines of a wrapped text: its column is as wide as the limit, or the text
   is not wrapped. A heading waits until the widths are known. */
static void
follow_lines(sheet *page, unsigned row, unsigned column, style look,
             coding_span text)
{
    sheet_row_head *head = NULL;

    if (look == STYLE_WRAP || look == STYLE_STRONG_WRAP) {
        unsigned limit = column < BOOK_WIDE && page->widths[column].limit > 0
                             ? page->widths[column].limit
                             : SHEET_LIMIT;

        sheet_lines(page, row, (unsigned)celltext_lines(text, NARROW(limit)));
    } else if (style_is_head(look) && look != STYLE_HEAD_MIDDLE &&
               look != STYLE_HEAD_OVER && page->bulk != NULL) {
        sheet_lines(page, row, 2);
    } else if (style_is_head(look) && look != STYLE_HEAD_MIDDLE &&
               look != STYLE_HEAD_OVER) {
        book_note(page->all, ARENA_NEW(&page->all->keep, &head));
        if (head == NULL)
            return;
        book_note(page->all, arena_copy(&page->all->keep, text, &head->text));
        head->row = row;
        head->column = column;
        head->next = page->heads;
        page->heads = head;
    }
}

static void
count_facts(book *all, celltext_facts facts)
{
    all->facts.cut += facts.cut ? 1 : 0;
    all->facts.mended += facts.mended ? 1 : 0;
}

/* text as a cell holds it, NUL-terminated in into; NULL: no memory. */
static const char *
cell_text(sheet *page, coding_span text, buffer *into, celltext_facts *facts)
{
    buffer_reset(into);
    *facts = celltext_add(text, CELLTEXT_LIMIT, into);
    buffer_add_byte(into, '\0');
    if (buffer_status(into) != CODING_OK) {
        book_note(page->all, CODING_ESYSTEM);
        return NULL;
    }
    return into->bytes;
}

/* ---- into libxlsxwriter, or into the rows of a large sheet ---- */

static bulk_place
place_of(lxw_format *format, unsigned row, unsigned column)
{
    bulk_place at = {row, column, 0};

    if (format != NULL)
        at.format = lxw_format_get_xf_index(format);
    return at;
}

static void
put_string(sheet *page, unsigned row, unsigned column, const char *text,
           style look)
{
    lxw_format *format = book_format(page->all, look, page->rule);

    if (page->bulk != NULL)
        bulk_text(page->bulk, place_of(format, row, column),
                  coding_span_of(text));
    else
        book_took(page->all,
                  worksheet_write_string(page->page, row, (lxw_col_t)column,
                                         text, format));
}

static void
put_blank(sheet *page, unsigned row, unsigned column, style look)
{
    lxw_format *format = book_format(page->all, look, page->rule);

    if (page->bulk != NULL)
        bulk_blank(page->bulk, place_of(format, row, column));
    else
        book_took(page->all, worksheet_write_blank(page->page, row,
                                                   (lxw_col_t)column, format));
}

static void
put_number(sheet *page, unsigned row, unsigned column, double number,
           style look)
{
    lxw_format *format = book_format(page->all, look, page->rule);

    if (page->bulk != NULL)
        bulk_number(page->bulk, place_of(format, row, column), number);
    else
        book_took(page->all,
                  worksheet_write_number(page->page, row, (lxw_col_t)column,
                                         number, format));
}

/* formula begins with "="; text NULL: its value is number. */
static void
put_formula(sheet *page, unsigned row, unsigned column, const char *formula,
            style look, double number, const char *text)
{
    lxw_format *format = book_format(page->all, look, page->rule);

    if (page->bulk != NULL)
        bulk_formula(page->bulk, place_of(format, row, column),
                     coding_span_of(formula + 1), number, text);
    else if (text != NULL)
        book_took(page->all, worksheet_write_formula_str(
                                 page->page, row, (lxw_col_t)column, formula,
                                 format, text));
    else
        book_took(page->all, worksheet_write_formula_num(
                                 page->page, row, (lxw_col_t)column, formula,
                                 format, number));
}

/* url is internal:PLACE. */
static void
put_link(sheet *page, unsigned row, unsigned column, const char *url,
         const char *text, style look)
{
    lxw_format *format = book_format(page->all, look, page->rule);

    page->links++;
    if (page->bulk == NULL) {
        book_took(page->all,
                  worksheet_write_url_opt(page->page, row, (lxw_col_t)column,
                                          url, format, text, NULL));
        return;
    }
    bulk_text(page->bulk, place_of(format, row, column), coding_span_of(text));
    bulk_link(page->bulk, place_of(format, row, column),
              coding_span_of(strchr(url, ':') + 1));
}

void
sheet_text(sheet *page, unsigned row, unsigned column, coding_span text,
           style look)
{
    celltext_facts facts;
    const char *made;

    if (!is_open(page, row, column))
        return;
    if (text.length == 0) {
        sheet_empty(page, row, column, look);
        return;
    }
    made = cell_text(page, text, &page->all->scratch, &facts);
    if (made == NULL)
        return;
    count_facts(page->all, facts);
    follow_width(page, column, look,
                 style_is_head(look) ? word_width(text) : facts.width);
    follow_lines(page, row, column, look, text);
    put_string(page, row, column, made, look);
}

void
sheet_words(sheet *page, unsigned row, unsigned column, const char *text,
            style look)
{
    if (page != NULL)
        sheet_text(page, row, column, book_say(page->all, text), look);
}

void
sheet_empty(sheet *page, unsigned row, unsigned column, style look)
{
    if (is_open(page, row, column))
        put_blank(page, row, column, look);
}

void
sheet_number(sheet *page, unsigned row, unsigned column, double number,
             style look)
{
    if (!is_open(page, row, column))
        return;
    if (!isfinite(number)) {
        page->all->facts.emptied += isnan(number) ? 0 : 1;
        sheet_empty(page, row, column, look);
        return;
    }
    follow_width(page, column, look, style_width(look, number));
    put_number(page, row, column, number, look);
}

/* ---- rich text ---- */

/* The formats of a text's parts; the bold one is made when first needed. */
static lxw_format *
bold_font(book *all)
{
    if (all->strong == NULL) {
        all->strong = workbook_add_format(all->file);
        if (all->strong != NULL)
            format_set_bold(all->strong);
        else
            book_took(all, LXW_ERROR_MEMORY_MALLOC_FAILED);
    }
    return all->strong;
}

/* Whether the three parts fit into a cell, and are put into three buffers. */
static bool
make_parts(sheet *page, const coding_span parts[3], char *made[3])
{
    buffer *into[] = {&page->all->scratch, &page->all->second,
                      &page->all->third};
    celltext_facts facts;

    if (parts[0].length + parts[1].length + parts[2].length >
        CELLTEXT_LIMIT / 4)
        return false;
    for (size_t i = 0; i < 3; i++) {
        if (cell_text(page, parts[i], into[i], &facts) == NULL)
            return false;
        page->all->facts.mended += facts.mended ? 1 : 0;
        made[i] = into[i]->bytes;
    }
    return true;
}

/* The lines of three parts together. */
static void
follow_rich(sheet *page, unsigned row, unsigned column,
            const coding_span parts[3])
{
    buffer whole;

    buffer_init(&whole, page->all->context);
    for (size_t i = 0; i < 3; i++)
        buffer_add(&whole, parts[i]);
    book_note(page->all, buffer_status(&whole));
    follow_lines(page, row, column, STYLE_WRAP, buffer_span(&whole));
    buffer_free(&whole);
}

/* Three parts as the library wants them; empty ones are left out. */
static void
put_tuples(sheet *page, unsigned row, unsigned column, char *const made[3])
{
    lxw_rich_string_tuple tuples[3];
    lxw_rich_string_tuple *list[4];
    size_t count = 0;

    for (size_t i = 0; i < 3; i++) {
        if (made[i][0] == '\0')
            continue;
        tuples[count].format = i == 1 ? bold_font(page->all) : NULL;
        tuples[count].string = made[i];
        list[count] = &tuples[count];
        count++;
    }
    list[count] = NULL;
    book_took(page->all, worksheet_write_rich_string(
                             page->page, row, (lxw_col_t)column, list,
                             book_format(page->all, STYLE_WRAP, page->rule)));
}

void
sheet_rich(sheet *page, unsigned row, unsigned column, coding_span before,
           coding_span words, coding_span after)
{
    const coding_span parts[3] = {before, words, after};
    char *made[3] = {NULL, NULL, NULL};

    if (!is_open(page, row, column))
        return;
    if (words.length == 0 || (before.length == 0 && after.length == 0)) {
        sheet_text(page, row, column, words.length > 0 ? words : before,
                   words.length > 0 ? STYLE_STRONG_WRAP : STYLE_WRAP);
        return;
    }
    if (!make_parts(page, parts, made)) {
        sheet_text(page, row, column, words, STYLE_STRONG_WRAP);
        return;
    }
    follow_width(page, column, STYLE_WRAP,
                 celltext_width(before) + celltext_width(words) +
                     celltext_width(after));
    follow_rich(page, row, column, parts);
    if (page->bulk != NULL) {
        const coding_span texts[3] = {coding_span_of(made[0]),
                                      coding_span_of(made[1]),
                                      coding_span_of(made[2])};

        bulk_rich(page->bulk,
                  place_of(book_format(page->all, STYLE_WRAP, page->rule), row,
                           column),
                  texts);
        return;
    }
    put_tuples(page, row, column, made);
}

/* ---- formulas ---- */

/* The longest formula that Excel takes. */
enum { FORMULA_LIMIT = 8192 };

/* Room for a formula, in scratch; NULL: no memory. */
static char *
formula_room(book *all)
{
    buffer_reset(&all->scratch);
    if (buffer_reserve(&all->scratch, FORMULA_LIMIT + 1))
        return all->scratch.bytes;
    book_note(all, CODING_ESYSTEM);
    return NULL;
}

void
sheet_formula(sheet *page, unsigned row, unsigned column, double value,
              style look, const char *formula, ...)
{
    va_list arguments;
    char *made;
    int length;

    if (!is_open(page, row, column))
        return;
    made = formula_room(page->all);
    if (made == NULL)
        return;
    va_start(arguments, formula);
    length = vsnprintf(made, FORMULA_LIMIT + 1, formula, arguments);
    va_end(arguments);
    if (book_is_values(page->all) || !isfinite(value) ||
        length > FORMULA_LIMIT) {
        sheet_number(page, row, column, value, look);
        return;
    }
    follow_width(page, column, look, style_width(look, value));
    put_formula(page, row, column, made, look, value, NULL);
}

void
sheet_formula_text(sheet *page, unsigned row, unsigned column,
                   const char *value, style look, const char *formula, ...)
{
    celltext_facts facts;
    const char *cached;
    va_list arguments;
    char *made;
    int length;

    if (!is_open(page, row, column))
        return;
    made = formula_room(page->all);
    if (made == NULL)
        return;
    va_start(arguments, formula);
    length = vsnprintf(made, FORMULA_LIMIT + 1, formula, arguments);
    va_end(arguments);
    if (book_is_values(page->all) || length > FORMULA_LIMIT) {
        sheet_words(page, row, column, value, look);
        return;
    }
    cached = cell_text(page, coding_span_of(value), &page->all->second, &facts);
    if (cached == NULL)
        return;
    follow_width(page, column, look, facts.width);
    put_formula(page, row, column, made, look, 0, cached);
}

/* ---- links ---- */

/* NAME or SHEET!A1. */
static void
add_target(buffer *out, place target)
{
    if (target.name != NULL) {
        buffer_add_text(out, target.name);
        return;
    }
    buffer_add_text(out, target.page->quoted);
    buffer_add_byte(out, '!');
    buffer_add_text(out, A1(target.row, target.column).text);
}

/* "internal:TARGET" in third; NULL: no memory. */
static const char *
make_target(book *all, place target)
{
    buffer_reset(&all->third);
    buffer_add_text(&all->third, "internal:");
    add_target(&all->third, target);
    buffer_add_byte(&all->third, '\0');
    if (buffer_status(&all->third) != CODING_OK) {
        book_note(all, CODING_ESYSTEM);
        return NULL;
    }
    return all->third.bytes;
}

/* What a link shows: text, or count if text is empty. */
typedef struct {
    coding_span text;
    uint64_t count;
} link_face;

/* Beyond the limit of links: a formula. */
static void
link_formula(sheet *page, unsigned row, unsigned column, place target,
             link_face shown, style look)
{
    celltext_facts facts;
    const char *cached =
        cell_text(page, shown.text, &page->all->second, &facts);
    buffer *made = &page->all->scratch;
    const char *url = make_target(page->all, target);

    if (cached == NULL || url == NULL)
        return;
    count_facts(page->all, facts);
    buffer_reset(made);
    buffer_add_text(made, "=HYPERLINK(\"#");
    celltext_add_literal(coding_span_of(url + strlen("internal:")), made);
    buffer_add_text(made, "\",");
    if (shown.text.length > 0) {
        buffer_add_byte(made, '"');
        celltext_add_literal(shown.text, made);
        buffer_add_byte(made, '"');
    } else {
        buffer_add_unsigned(made, shown.count);
    }
    buffer_add_byte(made, ')');
    buffer_add_byte(made, '\0');
    if (buffer_status(made) != CODING_OK) {
        book_note(page->all, CODING_ESYSTEM);
        return;
    }
    page->all->facts.links++;
    put_formula(page, row, column, made->bytes, look, (double)shown.count,
                shown.text.length > 0 ? cached : NULL);
}

void
sheet_link(sheet *page, unsigned row, unsigned column, place target,
           coding_span text, style look)
{
    celltext_facts facts;
    const char *url, *made;

    if (!is_open(page, row, column))
        return;
    if (target.page == NULL || text.length == 0) {
        sheet_text(page, row, column, text,
                   look == STYLE_LINK ? STYLE_TEXT : look);
        return;
    }
    if (page->links >= BOOK_LINKS && !book_is_values(page->all)) {
        follow_width(page, column, look, celltext_width(text));
        link_formula(page, row, column, target, (link_face){text, 0}, look);
        return;
    }
    if (page->links >= BOOK_LINKS) {
        sheet_text(page, row, column, text, STYLE_TEXT);
        return;
    }
    made = cell_text(page, text, &page->all->scratch, &facts);
    url = make_target(page->all, target);
    if (made == NULL || url == NULL)
        return;
    count_facts(page->all, facts);
    follow_width(page, column, look, facts.width);
    put_link(page, row, column, url, made, look);
}

void
sheet_lay_link(sheet *page, unsigned row, unsigned column, place target)
{
    const char *url;

    if (target.page == NULL || !is_open(page, row, column) ||
        page->links >= BOOK_LINKS)
        return;
    url = make_target(page->all, target);
    if (url == NULL)
        return;
    put_link(page, row, column, url, "link", STYLE_LINK);
}

void
sheet_link_count(sheet *page, unsigned row, unsigned column, place target,
                 uint64_t count, style look)
{
    if (target.page != NULL && is_open(page, row, column) &&
        page->links >= BOOK_LINKS && !book_is_values(page->all)) {
        follow_width(page, column, look, style_width(look, (double)count));
        link_formula(page, row, column, target, (link_face){{NULL, 0}, count},
                     look);
        return;
    }
    sheet_lay_link(page, row, column, target);
    sheet_number(page, row, column, (double)count, look);
}
