/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Matrix_text: the words in the cells of a matrix, to be read and printed. The
   items of a cell by their labels; of a respondent the passages that were
   counted. */
#include <stdio.h>

#include "workbook/matrix_view.h"

enum {
    TEXT_CELLS = 20000, /* beyond which a matrix is no page to read */
    TEXT_WIDTH = 40,    /* characters of a column */
    TEXT_WORDS = 300    /* bytes of a passage */
};

static const char bullet[] = "\xe2\x80\xa2 ";

/* Whether rows or columns are respondents, the other side codes. */
static bool
is_framework(const model_matrix *of)
{
    return coding_span_is(of->kind, "cases") &&
           (coding_span_is(of->rows, "respondent") ||
            coding_span_is(of->columns, "respondent"));
}

bool
sheet_has_matrix_text(const model *found)
{
    if (found->matrices.item_count > 0)
        return true;
    for (size_t i = 0; i < found->matrices.names.count; i++)
        if (is_framework(&found->matrices.all[i]) && found->evidence_count > 0)
            return true;
    return false;
}

typedef struct {
    atlas *plan;
    sheet *page;
    matrix_view view;
    buffer *cells; /* row by row */
} reading;

static void
add_items(const reading *all)
{
    const model_matrices *found = &all->plan->found->matrices;

    for (size_t i = 0; i < all->view.row_count * all->view.column_count; i++)
        for (size_t k = 0; k < all->view.item_count[i]; k++) {
            const model_matrix_item *item =
                &found->items[all->view.first_item[i] + k];

            if (k > 0)
                buffer_add_byte(&all->cells[i], '\n');
            buffer_add_text(&all->cells[i], bullet);
            buffer_add(&all->cells[i],
                       item->label.length > 0 ? item->label : item->id);
        }
}

static size_t
place_in(const coding_span *labels, size_t count, coding_span label)
{
    size_t at = 0;

    while (at < count && !coding_span_equal(labels[at], label))
        at++;
    return at;
}

/* At most so many bytes, no character cut in two. */
static coding_span
head_of(coding_span words)
{
    size_t length = TEXT_WORDS;

    if (words.length <= TEXT_WORDS)
        return words;
    while (length > 0 && ((unsigned char)words.at[length] & 0xC0) == 0x80)
        length--;
    return (coding_span){words.at, length};
}

static void
add_passage(const reading *all, const model_coding *one)
{
    const model *found = all->plan->found;
    const matrix_view *view = &all->view;
    bool rows = coding_span_is(view->of->rows, "respondent");
    coding_span fields[SPOOL_FIELDS], words;
    size_t row, column, code, who;
    buffer *cell;

    code = place_in(rows ? view->columns : view->rows,
                    rows ? view->column_count : view->row_count,
                    found->codes[one->code].id);
    if (code == (rows ? view->column_count : view->row_count))
        return;
    book_note(all->plan->all, model_read(all->plan->found, one, fields));
    if (book_status(all->plan->all) != CODING_OK)
        return;
    who = place_in(rows ? view->rows : view->columns,
                   rows ? view->row_count : view->column_count,
                   fields[SPOOL_RESPONDENT]);
    if (who == (rows ? view->row_count : view->column_count))
        return;
    row = rows ? who : code;
    column = rows ? code : who;
    cell = &all->cells[row * view->column_count + column];
    words = head_of(fields[SPOOL_WORDS]);
    if (cell->length > 0)
        buffer_add_byte(cell, '\n');
    buffer_add_text(cell, bullet);
    buffer_add(cell, words);
    if (words.length < fields[SPOOL_WORDS].length)
        buffer_add_text(cell, " [\xe2\x80\xa6]");
    buffer_add_text(cell, " (");
    buffer_add(cell, found->documents[found->files[one->document]].name);
    buffer_add_text(cell, ", ");
    buffer_add(cell, fields[SPOOL_UNIT]);
    buffer_add_byte(cell, ')');
}

/* Codes of another facet may have the same id. */
static void
add_passages(const reading *all)
{
    const model *found = all->plan->found;
    const model_matrix *of = all->view.of;
    coding_span facet =
        coding_span_is(of->rows, "respondent") ? of->columns : of->rows;

    for (size_t i = 0; i < found->evidence_count; i++) {
        const model_coding *one = &found->codings[found->evidence[i]];

        if (coding_span_equal(found->codes[one->code].facet, facet))
            add_passage(all, one);
    }
}

static unsigned
put_table(const reading *all, unsigned row)
{
    const matrix_view *view = &all->view;

    sheet_text(all->page, row++, 0, view->of->name, STYLE_STRONG_OVER);
    sheet_text(all->page, row, 0, view->of->rows, STYLE_HEAD);
    for (size_t c = 0; c < view->column_count; c++) {
        sheet_limit(all->page, 1 + (unsigned)c, TEXT_WIDTH);
        sheet_text(all->page, row, 1 + (unsigned)c, view->columns[c],
                   STYLE_HEAD);
    }
    for (size_t r = 0; r < view->row_count; r++) {
        sheet_edge(all->page, r + 1 == view->row_count ? EDGE_LAST : EDGE_NONE);
        sheet_text(all->page, ++row, 0, view->rows[r], STYLE_STRONG_WRAP);
        for (size_t c = 0; c < view->column_count; c++)
            sheet_text(all->page, row, 1 + (unsigned)c,
                       buffer_span(&all->cells[r * view->column_count + c]),
                       STYLE_WRAP);
    }
    sheet_edge(all->page, EDGE_NONE);
    return row + 2;
}

static unsigned
read_matrix(reading *all, unsigned row)
{
    atlas *plan = all->plan;
    size_t count = all->view.row_count * all->view.column_count;
    coding_status status = ARENA_ARRAY(&plan->keep, count + 1, &all->cells);

    if (status != CODING_OK) {
        book_note(plan->all, status);
        return row;
    }
    for (size_t i = 0; i < count; i++)
        buffer_init(&all->cells[i], plan->context);
    if (is_framework(all->view.of))
        add_passages(all);
    else
        add_items(all);
    row = put_table(all, row);
    for (size_t i = 0; i < count; i++) {
        book_note(plan->all, buffer_status(&all->cells[i]));
        buffer_free(&all->cells[i]);
    }
    return row;
}

void
sheet_fill_matrix_text(atlas *plan)
{
    const model_matrices *found = &plan->found->matrices;
    reading all = {.plan = plan, .page = plan->matrix_text};
    unsigned row = ATLAS_HEAD;

    if (all.page == NULL)
        return;
    sheet_title(all.page, coding_span_of("What stands in the cells"));
    sheet_freeze(all.page, ATLAS_HEAD, 1);
    for (size_t i = 0; i < found->names.count; i++) {
        if (found->all[i].items == 0 && !is_framework(&found->all[i]))
            continue;
        book_note(plan->all,
                  matrix_view_make(plan->found, i, &plan->keep, &all.view));
        if (book_status(plan->all) != CODING_OK)
            return;
        if (all.view.row_count * all.view.column_count > TEXT_CELLS) {
            book_beyond(plan->all, all.view.row_count * all.view.column_count);
            continue;
        }
        row = read_matrix(&all, row);
    }
    sheet_note(all.page, coding_span_of(
                             "Items by their labels, in the order of the "
                             "codebook; passages of a respondent with document "
                             "and unit. An empty cell holds nothing, or nobody "
                             "was asked: Matrix tells which."));
}
