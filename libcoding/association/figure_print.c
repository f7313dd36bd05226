/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Figures of a table as people read them: its sentences, the table itself, one
   small table a kind of cell figure, and a line a test or measure with its
   degrees of freedom, p and limits. */
#include <math.h>
#include <string.h>

#include "association/figure_page.h"
#include "base/sentence.h"
#include "base/utf8.h"

enum {
    WORDS_WIDTH = 45,
    NAME_WIDTH = 26,
    VALUE_WIDTH = 13,
    LABEL_LIMIT = 60,
    CELL_LIMIT = 400, /* of one small table */
    LINE_LIMIT = 110  /* columns of items stand beside each other up to it */
};

/* ---- aligned words ---- */

/* Terminal columns. */
static size_t
width_of(coding_span text)
{
    size_t width = 0;

    while (text.length > 0) {
        uint32_t point;
        size_t length = utf8_decode(text, &point);

        width += utf8_width(utf8_printable(point));
        text.at += length;
        text.length -= length;
    }
    return width;
}

static void
add_clean(buffer *out, coding_span text)
{
    while (text.length > 0) {
        uint32_t point;
        size_t length = utf8_decode(text, &point);

        buffer_add_code_point(out, utf8_printable(point));
        text.at += length;
        text.length -= length;
    }
}

static void
add_spaces(buffer *out, size_t count)
{
    while (count-- > 0)
        buffer_add_byte(out, ' ');
}

static void
add_left(buffer *out, coding_span text, size_t width)
{
    size_t own = width_of(text);

    add_clean(out, text);
    add_spaces(out, own < width ? width - own : 0);
}

static void
add_right(buffer *out, coding_span text, size_t width)
{
    size_t own = width_of(text);

    add_spaces(out, own < width ? width - own : 0);
    add_clean(out, text);
}

static void
end_line(buffer *out)
{
    while (out->length > 0 && out->bytes[out->length - 1] == ' ')
        out->length--;
    buffer_add_byte(out, '\n');
}

/* A number into words, which are reset. */
static coding_span
number_words(buffer *words, double value, int decimals)
{
    buffer_reset(words);
    if (isnan(value))
        buffer_add_byte(words, '-');
    else if (decimals >= 0)
        sentence_add_fixed(words, value, decimals, SENTENCE_FREE);
    else
        sentence_add_precise(words, value,
                             fabs(value) < 1e15 && !(value < floor(value) ||
                                                     value > floor(value))
                                 ? 15
                                 : 6);
    return buffer_span(words);
}

/* ---- grids ---- */

typedef struct {
    coding_context *context;
    map rows, columns;
    double *values; /* row, column */
    arena keep;
    buffer words;
} grid;

static void
grid_init(grid *made, coding_context *context)
{
    made->context = context;
    made->values = NULL;
    map_init(&made->rows, context);
    map_init(&made->columns, context);
    arena_init(&made->keep, context);
    buffer_init(&made->words, context);
}

static void
grid_clear(grid *made)
{
    map_clear(&made->rows);
    map_clear(&made->columns);
    arena_clear(&made->keep);
    buffer_free(&made->words);
}

static coding_status
grid_fill(grid *made, double with)
{
    size_t count = made->rows.count * made->columns.count;
    coding_status status = ARENA_ARRAY(&made->keep, count, &made->values);

    for (size_t i = 0; status == CODING_OK && i < count; i++)
        made->values[i] = with;
    return status;
}

static double *
grid_at(const grid *made, coding_span row, coding_span column)
{
    return &made->values[map_find(&made->rows, row) * made->columns.count +
                         map_find(&made->columns, column)];
}

static size_t
label_width(const grid *of)
{
    size_t width = 0;

    for (size_t i = 0; i < of->rows.count; i++) {
        size_t own = width_of(map_name(&of->rows, i));

        width = own > width ? own : width;
    }
    return width < LABEL_LIMIT ? width : LABEL_LIMIT;
}

static size_t
column_width(grid *of, size_t column, int decimals)
{
    size_t width = width_of(map_name(&of->columns, column));

    for (size_t i = 0; i < of->rows.count; i++) {
        size_t own = width_of(number_words(
            &of->words, of->values[i * of->columns.count + column], decimals));

        width = own > width ? own : width;
    }
    return width;
}

/* Columns from first on as far as a line has room; decimals < -1: by column. */
static size_t
grid_print_some(grid *of, size_t first, int decimals, buffer *out)
{
    size_t label = label_width(of), used = label + 4, last = first;
    bool own = decimals < -1;

    while (last < of->columns.count) {
        int places =
            own ? figure_decimals(map_name(&of->columns, last)) : decimals;

        used += column_width(of, last, places) + 2;
        if (last > first && used > LINE_LIMIT)
            break;
        last++;
    }
    for (size_t i = 0; i <= of->rows.count; i++) {
        add_spaces(out, 4);
        add_left(out,
                 i == 0 ? (coding_span){NULL, 0} : map_name(&of->rows, i - 1),
                 label);
        for (size_t j = first; j < last; j++) {
            coding_span name = map_name(&of->columns, j);
            int places = own ? figure_decimals(name) : decimals;
            size_t width = column_width(of, j, places) + 2;

            add_right(out,
                      i == 0 ? name
                             : number_words(
                                   &of->words,
                                   of->values[(i - 1) * of->columns.count + j],
                                   places),
                      width);
        }
        end_line(out);
    }
    return last;
}

static void
grid_print(grid *of, int decimals, buffer *out)
{
    for (size_t first = 0; first < of->columns.count;) {
        if (first > 0)
            buffer_add_byte(out, '\n');
        first = grid_print_some(of, first, decimals, out);
    }
}

/* ---- the table itself ---- */

static coding_status
name_cells(const page_table *table, grid *made)
{
    coding_status status = CODING_OK;
    size_t number;

    for (size_t i = 0; status == CODING_OK && i < table->cell_count; i++) {
        status = map_add(&made->rows, table->cells[i].row, &number);
        if (status == CODING_OK)
            status = map_add(&made->columns, table->cells[i].column, &number);
    }
    if (status == CODING_OK)
        status = map_add(&made->rows, coding_span_of("total"), &number);
    if (status == CODING_OK)
        status = map_add(&made->columns, coding_span_of("total"), &number);
    return status == CODING_OK ? grid_fill(made, 0) : status;
}

static coding_status
print_counts(coding_context *context, const page_table *table, buffer *out)
{
    coding_span total = coding_span_of("total");
    grid made;
    coding_status status;

    if (table->cell_count == 0 || table->cell_count > CELL_LIMIT)
        return CODING_OK;
    grid_init(&made, context);
    status = name_cells(table, &made);
    for (size_t i = 0; status == CODING_OK && i < table->cell_count; i++) {
        const page_cell *one = &table->cells[i];

        *grid_at(&made, one->row, one->column) += one->count;
        *grid_at(&made, one->row, total) += one->count;
        *grid_at(&made, total, one->column) += one->count;
        *grid_at(&made, total, total) += one->count;
    }
    if (status == CODING_OK) {
        buffer_add_text(out, "\n  counts\n");
        grid_print(&made, 0, out);
    }
    grid_clear(&made);
    return status;
}

/* ---- figures of cells and items ---- */

static bool
is_sentence(const page_figure *one)
{
    return one->text.length > 0 &&
           coding_association_is_sentence(one->statistic);
}

static bool
is_ascii_twin(coding_span statistic)
{
    static const char tail[] = "_ascii";
    size_t length = sizeof tail - 1;

    return statistic.length > length &&
           memcmp(statistic.at + statistic.length - length, tail, length) == 0;
}

static void
add_title(buffer *out, coding_span statistic)
{
    const char *words = figure_words(statistic);

    buffer_add_text(out, "\n  ");
    if (words != NULL) {
        buffer_add_text(out, words);
        buffer_add_text(out, " (");
    }
    buffer_add(out, statistic);
    if (words != NULL)
        buffer_add_byte(out, ')');
    buffer_add_byte(out, '\n');
}

/* All cells of the figure's statistic. */
static coding_status
print_cells(coding_context *context, const page_table *table,
            coding_span statistic, buffer *out)
{
    size_t number, count = 0;
    coding_status status = CODING_OK;
    grid made;

    grid_init(&made, context);
    for (size_t i = 0; status == CODING_OK && i < table->figure_count; i++) {
        const page_figure *one = &table->figures[i];

        if (one->column.length == 0 ||
            !coding_span_equal(one->statistic, statistic))
            continue;
        count++;
        status = map_add(&made.rows, one->row, &number);
        if (status == CODING_OK)
            status = map_add(&made.columns, one->column, &number);
    }
    if (status == CODING_OK && count <= CELL_LIMIT)
        status = grid_fill(&made, (double)NAN);
    for (size_t i = 0; made.values != NULL && i < table->figure_count; i++) {
        const page_figure *one = &table->figures[i];

        if (one->column.length > 0 &&
            coding_span_equal(one->statistic, statistic))
            *grid_at(&made, one->row, one->column) = one->value;
    }
    if (status == CODING_OK) {
        add_title(out, statistic);
        if (made.values != NULL)
            grid_print(&made, figure_decimals(statistic), out);
        else
            buffer_add_text(out, "    too many cells for a page: "
                                 "--format=csv has them\n");
    }
    grid_clear(&made);
    return status;
}

static bool
is_item(const page_figure *one)
{
    return one->row.length > 0 && one->column.length == 0 && !is_sentence(one);
}

/* Figures of rows alone: a row an item, a column a figure. */
static coding_status
print_items(coding_context *context, const page_table *table, buffer *out)
{
    size_t number;
    coding_status status = CODING_OK;
    grid made;

    grid_init(&made, context);
    for (size_t i = 0; status == CODING_OK && i < table->figure_count; i++) {
        const page_figure *one = &table->figures[i];

        if (!is_item(one) || is_ascii_twin(one->statistic))
            continue;
        status = map_add(&made.rows, one->row, &number);
        if (status == CODING_OK)
            status = map_add(&made.columns, one->statistic, &number);
    }
    if (status == CODING_OK && made.rows.count > 0) {
        status = grid_fill(&made, (double)NAN);
        for (size_t i = 0; status == CODING_OK && i < table->figure_count; i++)
            if (is_item(&table->figures[i]) &&
                !is_ascii_twin(table->figures[i].statistic))
                *grid_at(&made, table->figures[i].row,
                         table->figures[i].statistic) = table->figures[i].value;
    }
    if (status == CODING_OK && made.rows.count > 0) {
        buffer_add_byte(out, '\n');
        grid_print(&made, -2, out);
    }
    grid_clear(&made);
    return status;
}

/* Whether an earlier figure has this statistic too, with a column. */
static bool
is_first_cell(const page_table *table, size_t figure)
{
    if (table->figures[figure].column.length == 0 ||
        is_sentence(&table->figures[figure]))
        return false;
    for (size_t i = figure; i-- > 0;)
        if (table->figures[i].column.length > 0 &&
            coding_span_equal(table->figures[i].statistic,
                              table->figures[figure].statistic))
            return false;
    return true;
}

static coding_status
print_each_cell(coding_context *context, const page_table *table, buffer *out)
{
    coding_status status = CODING_OK;

    /* Figures of one cell follow each other, so the first cell has them all. */
    for (size_t i = 0; status == CODING_OK && i < table->figure_count; i++)
        if (is_first_cell(table, i))
            status =
                print_cells(context, table, table->figures[i].statistic, out);
    return status;
}

/* ---- figures of the whole table ---- */

/* That of the whole table called base and tail; NULL: none. */
static const page_figure *
find(const page_table *table, coding_span base, const char *tail)
{
    size_t length = strlen(tail);

    for (size_t i = 0; i < table->figure_count; i++) {
        const page_figure *one = &table->figures[i];

        if (one->row.length == 0 && one->column.length == 0 &&
            one->statistic.length == base.length + length &&
            memcmp(one->statistic.at, base.at, base.length) == 0 &&
            memcmp(one->statistic.at + base.length, tail, length) == 0)
            return one;
    }
    return NULL;
}

/* The stem a figure shares with its degrees of freedom, p and limits: x2 of
   x2, f of f_stat. */
static coding_span
stem_of(coding_span name)
{
    static const char *const heads[] = {"_stat", "_x2"};

    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        size_t length = strlen(heads[i]);

        if (name.length > length &&
            memcmp(name.at + name.length - length, heads[i], length) == 0)
            name.length -= length;
    }
    return name;
}

/* Whether a figure stands in the line of another. */
static bool
is_part(const page_table *table, coding_span name)
{
    static const char *const tails[] = {
        "_z_plower", "_z_logp", "_z_p", "_plower", "_logp", "_lo95", "_hi95",
        "_ase1",     "_ase0",   "_ddf", "_df",     "_z",    "_p",    "_se"};

    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
        size_t length = strlen(tails[i]);
        coding_span stem = {name.at, name.length - length};

        if (name.length <= length ||
            memcmp(name.at + name.length - length, tails[i], length) != 0)
            continue;
        if (find(table, stem, "") != NULL ||
            find(table, stem, "_stat") != NULL ||
            find(table, stem, "_x2") != NULL)
            return true;
    }
    return false;
}

static void
add_part(const page_table *table, coding_span stem, const char *tail,
         const char *words, buffer *out)
{
    const page_figure *one = find(table, stem, tail);

    if (one == NULL || isnan(one->value))
        return;
    buffer_add_text(out, words);
    sentence_add_precise(out, one->value, 6);
}

static void
add_p(const page_table *table, coding_span stem, const char *tail,
      const char *log_tail, buffer *out)
{
    const page_figure *p = find(table, stem, tail);
    const page_figure *log_p = find(table, stem, log_tail);

    if (p == NULL || isnan(p->value))
        return;
    buffer_add_text(out, "  ");
    sentence_add_precise_p(out, p->value,
                           log_p != NULL ? log_p->value : (double)NAN);
}

/* Words, name, value; then what belongs to it. */
static void
print_line(const page_table *table, const page_figure *one, buffer *words,
           buffer *out)
{
    const char *says = figure_words(one->statistic);
    coding_span stem = stem_of(one->statistic);

    add_spaces(out, 2);
    add_left(out, coding_span_of(says != NULL ? says : ""), WORDS_WIDTH);
    add_spaces(out, 1);
    add_left(out, one->statistic, NAME_WIDTH);
    if (isnan(one->value)) {
        add_right(out, coding_span_of("undefined"), VALUE_WIDTH);
        if (one->text.length > 0 &&
            !coding_span_is(one->text, "undefined here")) {
            buffer_add_text(out, "  ");
            add_clean(out, one->text);
        }
        end_line(out);
        return;
    }
    add_right(out, number_words(words, one->value, -1), VALUE_WIDTH);
    add_part(table, stem, "_df", "  df ", out);
    add_part(table, stem, "_ddf", " and ", out);
    add_p(table, stem, "_p", "_logp", out);
    add_part(table, one->statistic, "_lo95", "  95% [", out);
    add_part(table, one->statistic, "_hi95", ", ", out);
    if (find(table, one->statistic, "_hi95") != NULL)
        buffer_add_byte(out, ']');
    add_part(table, one->statistic, "_ase1", "  se ", out);
    add_part(table, one->statistic, "_se", "  se ", out);
    add_part(table, one->statistic, "_ase0", ", without association ", out);
    add_part(table, one->statistic, "_z", "  z ", out);
    add_p(table, one->statistic, "_z_p", "_z_logp", out);
    end_line(out);
}

static coding_status
print_whole(coding_context *context, const page_table *table, buffer *out)
{
    bool any = false;
    coding_status status;
    buffer words;

    buffer_init(&words, context);
    for (size_t i = 0; i < table->figure_count; i++) {
        const page_figure *one = &table->figures[i];

        if (one->row.length > 0 || one->column.length > 0 || is_sentence(one) ||
            is_ascii_twin(one->statistic) || is_part(table, one->statistic))
            continue;
        if (!any)
            buffer_add_byte(out, '\n');
        any = true;
        print_line(table, one, &words, out);
    }
    status = buffer_status(&words);
    buffer_free(&words);
    return status;
}

coding_status
figure_print(coding_context *context, const page_table *table, buffer *out)
{
    coding_status status;

    add_clean(out, table->name);
    buffer_add_byte(out, '\n');
    for (size_t i = 0; i < table->figure_count; i++) {
        if (!is_sentence(&table->figures[i]))
            continue;
        add_spaces(out, 2);
        add_clean(out, table->figures[i].text);
        end_line(out);
    }
    status = print_counts(context, table, out);
    if (status == CODING_OK)
        status = print_each_cell(context, table, out);
    if (status == CODING_OK)
        status = print_items(context, table, out);
    return status == CODING_OK ? print_whole(context, table, out) : status;
}
