/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A sheet as a page: names, widths, rules, print set-up, filters. Its cells
   are in cell.c. See book.h. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "workbook/book_inside.h"
#include "workbook/celltext.h"

enum {
    PAPER_A4 = 9,
    LEAST = 4,
    PRINT_WIDTH = 360, /* characters of a printed page, in small print */
    NOTE_WIDTH = 60,   /* of a line of notes, at least */
    LINE_POINTS = 15,
    CLOSING_POINTS = 4,
    MOST_POINTS = 405 /* of a row; Excel takes 409 */
};

/* ---- making ---- */

/* text in small letters: Excel takes "tally" and "Tally" for one name. */
static void
add_small(coding_span text, buffer *out)
{
    while (text.length > 0) {
        uint32_t point = 0;
        size_t bytes = utf8_decode(text, &point);

        buffer_add_code_point(out, utf8_to_lower(point));
        text.at += bytes;
        text.length -= bytes;
    }
}

/* A name that no sheet has yet, in all->second. */
static void
unique_name(book *all, coding_span wanted)
{
    for (unsigned n = 1; n < 10000; n++) {
        size_t number = 0, before = all->names.count;
        coding_span base = wanted;
        char tail[16] = "";

        if (n > 1)
            (void)snprintf(tail, sizeof tail, " %u", n);
        do {
            buffer_reset(&all->second);
            celltext_add_sheet_name(base, &all->second);
            if (base.length > 0)
                base.length--;
            while (base.length > 0 && (base.at[base.length] & 0xC0) == 0x80)
                base.length--;
        } while (n > 1 && base.length > 0 &&
                 celltext_characters(buffer_span(&all->second)) + strlen(tail) >
                     CELLTEXT_SHEET);
        buffer_add_text(&all->second, tail);
        buffer_reset(&all->third);
        add_small(buffer_span(&all->second), &all->third);
        if (buffer_status(&all->second) != CODING_OK ||
            buffer_status(&all->third) != CODING_OK) {
            book_note(all, CODING_ESYSTEM);
            return;
        }
        book_note(all, map_add(&all->names, buffer_span(&all->third), &number));
        if (all->status != CODING_OK || number >= before)
            return;
    }
}

/* Plain letters need no quotes in a formula, unless they could be a cell or a
   row: R, C, RC. */
static bool
is_plain(coding_span name)
{
    for (size_t i = 0; i < name.length; i++)
        if (!((name.at[i] >= 'A' && name.at[i] <= 'Z') ||
              (name.at[i] >= 'a' && name.at[i] <= 'z')))
            return false;
    return name.length > 2;
}

static coding_status
quote_name(book *all, sheet *page)
{
    coding_span made = {NULL, 0};
    coding_status status;
    bool plain = is_plain(page->name);

    buffer_reset(&all->scratch);
    buffer_add_text(&all->scratch, plain ? "" : "'");
    buffer_add(&all->scratch, page->name);
    buffer_add_text(&all->scratch, plain ? "" : "'");
    status = buffer_status(&all->scratch);
    if (status == CODING_OK)
        status = arena_copy(&all->keep, buffer_span(&all->scratch), &made);
    page->quoted = made.at;
    return status;
}

/* libxlsxwriter writes its own defined names (filters, printed rows) without
   quotes for "Tab1" and "2026", which Excel takes for cells and numbers. */
static void
set_quoted(sheet *page)
{
    char *quoted = strdup(page->quoted); /* libxlsxwriter frees it */

    if (quoted == NULL) {
        book_took(page->all, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return;
    }
    free(page->page->quoted_name);
    page->page->quoted_name = quoted;
}

static void
set_print(sheet *page)
{
    worksheet_set_landscape(page->page);
    worksheet_set_paper(page->page, PAPER_A4);
    worksheet_fit_to_pages(page->page, 1, 0);
    worksheet_gridlines(page->page, LXW_HIDE_ALL_GRIDLINES);
    book_took(page->all,
              worksheet_set_footer(page->page, "&L&A&RPage &P of &N"));
}

sheet *
book_add(book *all, coding_span name, uint64_t rows)
{
    size_t large = all->options->large > 0 ? all->options->large : BOOK_LARGE;
    sheet *page = NULL;

    if (all->status != CODING_OK)
        return NULL;
    unique_name(all, name);
    if (all->status == CODING_OK)
        book_note(all, ARENA_NEW(&all->keep, &page));
    if (all->status == CODING_OK)
        book_note(all, arena_copy(&all->keep, buffer_span(&all->second),
                                  &page->name));
    if (all->status == CODING_OK)
        book_note(all, quote_name(all, page));
    if (all->status == CODING_OK)
        book_note(all, ARENA_ARRAY(&all->keep, BOOK_WIDE, &page->widths));
    if (all->status != CODING_OK)
        return NULL;
    page->page = workbook_add_worksheet(all->file, page->name.at);
    if (page->page == NULL) {
        book_took(all, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return NULL;
    }
    page->all = all;
    if (rows >= large)
        book_note(all, bulk_new(all->context, all->folder, &page->bulk));
    (void)snprintf(page->member, sizeof page->member,
                   "xl/worksheets/sheet%u.xml",
                   (unsigned)page->page->index + 1);
    page->number = all->last != NULL ? all->last->number + 1 : 1;
    if (all->last != NULL)
        all->last->next = page;
    else
        all->first = page;
    all->last = page;
    all->facts.sheets++;
    set_quoted(page);
    set_print(page);
    return page;
}

void
book_front(book *all)
{
    all->front = 1;
}

const char *
sheet_quoted(const sheet *page)
{
    return page != NULL ? page->quoted : "";
}

coding_span
sheet_name(const sheet *page)
{
    return page != NULL ? page->name : (coding_span){NULL, 0};
}

unsigned
sheet_ordinal(const sheet *page)
{
    return page != NULL ? page->number : 0;
}

/* ---- the page ---- */

static bool
is_sound(const sheet *page)
{
    return page != NULL && page->all->status == CODING_OK;
}

void
sheet_edge(sheet *page, edge rule)
{
    if (page != NULL)
        page->rule = rule;
}

void
sheet_limit(sheet *page, unsigned column, unsigned characters)
{
    if (page != NULL && column < BOOK_WIDE)
        page->widths[column].limit = characters;
}

void
sheet_least(sheet *page, unsigned column, unsigned characters)
{
    if (page != NULL && column < BOOK_WIDE)
        page->widths[column].least = characters;
}

void
sheet_freeze(sheet *page, unsigned row, unsigned column)
{
    if (is_sound(page))
        worksheet_freeze_panes(page->page, row, (lxw_col_t)column);
}

void
sheet_repeat(sheet *page, unsigned first, unsigned last)
{
    if (is_sound(page))
        book_took(page->all, worksheet_repeat_rows(page->page, first, last));
}

void
sheet_filter(sheet *page, unsigned first_row, unsigned first_column,
             unsigned last_row, unsigned last_column)
{
    if (is_sound(page) && last_row > first_row)
        book_took(page->all, worksheet_autofilter(
                                 page->page, first_row, (lxw_col_t)first_column,
                                 last_row, (lxw_col_t)last_column));
}

void
sheet_area(sheet *page, unsigned last_row, unsigned last_column)
{
    if (is_sound(page))
        book_took(page->all, worksheet_print_area(page->page, 0, 0, last_row,
                                                  (lxw_col_t)last_column));
}

void
sheet_height(sheet *page, unsigned row, double points)
{
    if (is_sound(page) && page->bulk != NULL)
        bulk_height(page->bulk, row, points);
    else if (is_sound(page))
        book_took(page->all, worksheet_set_row(page->page, row, points, NULL));
}

void
sheet_close(sheet *page, unsigned row, unsigned columns)
{
    sheet_edge(page, EDGE_LAST);
    for (unsigned i = 0; i < columns; i++)
        sheet_empty(page, row, i, STYLE_TEXT);
    sheet_height(page, row, CLOSING_POINTS);
    sheet_edge(page, EDGE_NONE);
}

void
sheet_one_page(sheet *page)
{
    if (is_sound(page))
        worksheet_fit_to_pages(page->page, 1, 1);
}

void
sheet_protect(sheet *page)
{
    lxw_protection allowed = {.format_cells = LXW_TRUE,
                              .format_columns = LXW_TRUE,
                              .format_rows = LXW_TRUE,
                              .sort = LXW_TRUE,
                              .autofilter = LXW_TRUE};

    if (is_sound(page))
        worksheet_protect(page->page, NULL, &allowed);
}

void
sheet_heat(sheet *page, unsigned first_row, unsigned first_column,
           unsigned last_row, unsigned last_column)
{
    lxw_conditional_format scale = {.type = LXW_CONDITIONAL_2_COLOR_SCALE,
                                    .min_color = 0xFFFFFF,
                                    .max_color = 0xB9DFF5};

    if (is_sound(page))
        book_took(page->all, worksheet_conditional_format_range(
                                 page->page, first_row, (lxw_col_t)first_column,
                                 last_row, (lxw_col_t)last_column, &scale));
}

void
sheet_strong_where(sheet *page, unsigned first_row, unsigned first_column,
                   unsigned last_row, unsigned last_column, const char *formula)
{
    lxw_conditional_format rule = {.type = LXW_CONDITIONAL_TYPE_FORMULA};

    if (!is_sound(page) || book_is_values(page->all))
        return;
    buffer_reset(&page->all->scratch);
    buffer_add_text(&page->all->scratch, formula);
    buffer_add_byte(&page->all->scratch, '\0');
    if (buffer_status(&page->all->scratch) != CODING_OK) {
        book_note(page->all, CODING_ESYSTEM);
        return;
    }
    if (page->all->strong == NULL) {
        page->all->strong = workbook_add_format(page->all->file);
        if (page->all->strong == NULL) {
            book_took(page->all, LXW_ERROR_MEMORY_MALLOC_FAILED);
            return;
        }
        format_set_bold(page->all->strong);
    }
    rule.value_string = page->all->scratch.bytes;
    rule.format = page->all->strong;
    book_took(page->all, worksheet_conditional_format_range(
                             page->page, first_row, (lxw_col_t)first_column,
                             last_row, (lxw_col_t)last_column, &rule));
}

void
sheet_input(sheet *page, unsigned row, unsigned column, double number,
            number_range range)
{
    char title[] = "Not possible", text[64];
    lxw_data_validation rule = {
        .validate = LXW_VALIDATION_TYPE_DECIMAL,
        .criteria = LXW_VALIDATION_CRITERIA_BETWEEN,
        .minimum_number = range.least,
        .maximum_number = range.most,
        .error_title = title,
        .error_message = text,
    };

    if (!is_sound(page))
        return;
    if (book_is_values(page->all)) {
        sheet_number(page, row, column, number, STYLE_ANY);
        return;
    }
    sheet_number(page, row, column, number, STYLE_INPUT);
    (void)snprintf(text, sizeof text, "A number from %g to %g.", range.least,
                   range.most);
    book_took(page->all, worksheet_data_validation_cell(
                             page->page, row, (lxw_col_t)column, &rule));
}

unsigned
sheet_next(const sheet *page)
{
    return page != NULL ? page->rows : 0;
}

unsigned
sheet_columns(const sheet *page)
{
    return page != NULL ? page->columns : 0;
}

/* ---- widths ---- */

static double
width_of(const column_width *seen)
{
    unsigned limit = seen->limit > 0 ? seen->limit : SHEET_LIMIT;
    unsigned least = seen->least > 0 ? seen->least : LEAST;
    unsigned width = seen->characters < limit ? seen->characters : limit;

    return (width > least ? width : least) + 1.7;
}

void
sheet_lines(sheet *page, unsigned row, unsigned lines)
{
    double points = (double)lines * LINE_POINTS;
    const lxw_row *there;

    if (lines < 2 || !is_sound(page))
        return;
    points = points > MOST_POINTS ? MOST_POINTS : points;
    there = page->bulk == NULL ? lxw_worksheet_find_row(page->page, row) : NULL;
    if (there == NULL || there->height < points)
        sheet_height(page, row, points);
}

/* Now that the widths are known. */
static void
set_heads(sheet *page)
{
    for (const sheet_row_head *head = page->heads; head != NULL;
         head = head->next) {
        double width = head->column < BOOK_WIDE
                           ? width_of(&page->widths[head->column]) - 1.2
                           : SHEET_LIMIT;

        sheet_lines(
            page, head->row,
            (unsigned)celltext_lines(head->text, (size_t)(width * 1.1)));
    }
}

/* A table that one page's width would make unreadable goes over several, the
   first column on each. */
static void
set_pages(sheet *page)
{
    double width = 0;

    for (unsigned i = 0; i < page->columns; i++)
        width += i < BOOK_WIDE ? width_of(&page->widths[i]) : LEAST;
    if (!(width > PRINT_WIDTH))
        return;
    worksheet_fit_to_pages(page->page, (uint16_t)(width / PRINT_WIDTH + 1), 0);
    book_took(page->all, worksheet_repeat_columns(page->page, 0, 0));
}

void
sheet_finish(sheet *page)
{
    if (page->bulk == NULL)
        set_heads(page);
    else
        book_note(page->all, bulk_status(page->bulk));
    for (unsigned i = 0; i < page->columns && i < BOOK_WIDE; i++)
        book_took(page->all,
                  worksheet_set_column(page->page, (lxw_col_t)i, (lxw_col_t)i,
                                       width_of(&page->widths[i]), NULL));
    if (page->bulk != NULL && page->rows > 0 && page->columns > 0) {
        page->page->dim_rowmin = 0;
        page->page->dim_colmin = 0;
        page->page->dim_rowmax = page->rows - 1;
        page->page->dim_colmax = (lxw_col_t)(page->columns - 1);
    }
    set_pages(page);
}

/* ---- titles and notes ---- */

void
sheet_title(sheet *page, coding_span title)
{
    char number[32];

    if (!is_sound(page))
        return;
    if (page->number > page->all->front) {
        (void)snprintf(number, sizeof number, "Table %u",
                       page->number - page->all->front);
        sheet_words(page, 0, 0, number, STYLE_TABLE);
    }
    if (page->all->words != NULL)
        title = headings_say(page->all->words, title);
    sheet_text(page, 1, 0, title, STYLE_TITLE);
}

/* Characters that a line of notes may have. */
static size_t
note_room(const sheet *page)
{
    double width = 0;

    for (unsigned i = 0; i < page->columns && i < BOOK_WIDE; i++)
        width += width_of(&page->widths[i]);
    if (width > 140)
        width = 140;
    return width < NOTE_WIDTH ? NOTE_WIDTH : (size_t)width;
}

/* Bytes of text up to the last space within room characters. */
static size_t
line_break(coding_span text, size_t room)
{
    size_t end = utf8_offset(text, room);

    if (end >= text.length)
        return text.length;
    while (end > 0 && text.at[end] != ' ')
        end--;
    return end > 0 ? end : utf8_offset(text, room);
}

void
sheet_space(sheet *page)
{
    if (page != NULL)
        page->rows++;
}

unsigned
sheet_paragraph(sheet *page, unsigned row, coding_span text, size_t characters)
{
    while (text.length > 0) {
        size_t end = line_break(text, characters);

        sheet_text(page, row++, 0, (coding_span){text.at, end}, STYLE_NOTE);
        text.at += end;
        text.length -= end;
        while (text.length > 0 && text.at[0] == ' ') {
            text.at++;
            text.length--;
        }
    }
    return row;
}

void
sheet_note(sheet *page, coding_span text)
{
    coding_span kept = {NULL, 0};
    size_t room;
    unsigned row;

    if (!is_sound(page))
        return;
    room = note_room(page);
    row = page->rows + (page->notes == 0 ? 1 : 0);
    buffer_reset(&page->all->third);
    if (page->notes == 0) {
        buffer_add(&page->all->third, book_say(page->all, "Note."));
        buffer_add_byte(&page->all->third, ' ');
    }
    buffer_add(&page->all->third, page->all->words != NULL
                                      ? headings_say(page->all->words, text)
                                      : text);
    page->notes++;
    book_note(page->all, buffer_status(&page->all->third));
    if (page->all->status != CODING_OK)
        return;
    book_note(page->all, arena_copy(&page->all->keep,
                                    buffer_span(&page->all->third), &kept));
    if (page->all->status == CODING_OK)
        (void)sheet_paragraph(page, row, kept, room); /* notes stand last */
}
