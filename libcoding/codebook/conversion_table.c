/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A table, as people keep codebooks in spreadsheets, to the rows of a
   codebook. See codebook/conversion.h. */
#include <string.h>

#include "base/diag.h"
#include "base/memory.h"
#include "base/nearest.h"
#include "codebook/conversion.h"
#include "table/delimited.h"

/* Further columns that a table may have: rules one kind a column, and what
   holds for all rules of a code, which stands before them. */
static const char *const common_names[] = {"unless", "only", "within",
                                           "weight"};
static const char *const rule_names[] = {"match", "near", "then", "all",
                                         "any",   "glob", "words"};

enum {
    COMMON_COUNT = sizeof common_names / sizeof *common_names,
    RULE_COUNT = sizeof rule_names / sizeof *rule_names,
    COMMON = CONVERSION_COLUMNS, /* numbers of columns: the codebook's ... */
    RULE = COMMON + COMMON_COUNT,
    ALL_COLUMNS = RULE + RULE_COUNT
};

typedef struct {
    conversion *all;
    delimited *from;
    delimited_record record;
    size_t place[ALL_COLUMNS]; /* in the table; SIZE_MAX: absent */
    buffer rules;
} table_reader;

static const char *
name_of(size_t column)
{
    if (column >= RULE)
        return rule_names[column - RULE];
    return column >= COMMON ? common_names[column - COMMON]
                            : conversion_name(column);
}

static diag_place
place_of(const table_reader *of)
{
    return (diag_place){.file = of->record.file, .line = of->record.line};
}

static coding_status
refuse_column(const table_reader *of, coding_span name)
{
    size_t best = 0;

    for (size_t i = 1; i < ALL_COLUMNS; i++)
        if (nearest_distance(name, coding_span_of(name_of(i))) <
            nearest_distance(name, coding_span_of(name_of(best))))
            best = i;
    return diag_error(
        of->all->context, CODING_EDATA, "codebook-column", place_of(of),
        "a codebook has no field '%.*s'; did you mean '%s'? (id and none stand "
        "under their rule in the column rules)",
        DIAG_SPAN(name), name_of(best));
}

static coding_status
read_heading(table_reader *of)
{
    coding_status status = delimited_next(of->from, &of->record);

    for (size_t i = 0; i < ALL_COLUMNS; i++)
        of->place[i] = SIZE_MAX;
    if (status == CODING_END)
        return diag_error(of->all->context, CODING_EDATA, "codebook-empty",
                          (diag_place){.file = of->record.file}, "is empty");
    for (size_t i = 0; status == CODING_OK && i < of->record.count; i++) {
        coding_span name = coding_span_trim(of->record.cells[i]);
        size_t column = 0;

        while (column < ALL_COLUMNS && !coding_span_is(name, name_of(column)))
            column++;
        if (column == ALL_COLUMNS)
            status = refuse_column(of, name);
        else if (of->place[column] != SIZE_MAX)
            status = diag_error(of->all->context, CODING_EDATA,
                                "codebook-column-twice", place_of(of),
                                "column '%.*s' comes twice", DIAG_SPAN(name));
        else
            of->place[column] = i;
    }
    if (status == CODING_OK && of->place[CONVERSION_CODE] == SIZE_MAX)
        status = diag_error(of->all->context, CODING_EDATA,
                            "codebook-column-missing", place_of(of),
                            "a codebook needs the column 'code'");
    return status;
}

static coding_span
cell(const table_reader *of, size_t column)
{
    return of->place[column] == SIZE_MAX
               ? (coding_span){NULL, 0}
               : coding_span_trim(of->record.cells[of->place[column]]);
}

/* Lines of a cell as fields of that name. */
static void
add_lines(table_reader *of, size_t column)
{
    coding_span rest = cell(of, column);

    for (size_t i = 0; i <= rest.length && rest.length > 0;) {
        size_t end = i;
        coding_span line;

        while (end < rest.length && rest.at[end] != '\n')
            end++;
        line = coding_span_trim((coding_span){rest.at + i, end - i});
        i = end + 1;
        if (line.length == 0)
            continue;
        if (of->rules.length > 0)
            buffer_add_byte(&of->rules, '\n');
        if (column != CONVERSION_RULES) {
            buffer_add_text(&of->rules, name_of(column));
            buffer_add_text(&of->rules, ": ");
        }
        buffer_add(&of->rules, line);
    }
}

static coding_status
add_row(table_reader *of)
{
    conversion *all = of->all;
    conversion_row *row;
    coding_status status =
        BASE_GROW(all->context, &all->rows, &all->capacity, all->count + 1);

    if (status != CODING_OK)
        return status;
    row = &all->rows[all->count++];
    *row = (conversion_row){0};
    buffer_reset(&of->rules);
    for (size_t i = COMMON; i < RULE; i++)
        add_lines(of, i);
    add_lines(of, CONVERSION_RULES);
    for (size_t i = RULE; i < ALL_COLUMNS; i++)
        add_lines(of, i);
    status = buffer_status(&of->rules);
    for (size_t i = 0; status == CODING_OK && i < CONVERSION_COLUMNS; i++)
        status = arena_copy(&all->kept,
                            i == CONVERSION_RULES ? buffer_span(&of->rules)
                                                  : cell(of, i),
                            &row->cells[i]);
    return status;
}

static coding_status
read_row(table_reader *of)
{
    bool header = cell(of, CONVERSION_CODEBOOK).length > 0;

    if (!header && cell(of, CONVERSION_CODE).length == 0)
        return diag_error(of->all->context, CODING_EDATA, "codebook-row",
                          place_of(of),
                          "the row has neither a code nor, as the header, a "
                          "codebook");
    if (header && cell(of, CONVERSION_CODE).length > 0)
        return diag_error(of->all->context, CODING_EDATA, "codebook-row",
                          place_of(of),
                          "the row is the header of codebook '%.*s' and the "
                          "code '%.*s'; give each a row",
                          DIAG_SPAN(cell(of, CONVERSION_CODEBOOK)),
                          DIAG_SPAN(cell(of, CONVERSION_CODE)));
    return add_row(of);
}

/* A table without a header row is called like its file. */
static coding_status
add_header(conversion *all, const char *name)
{
    const char *slash = strrchr(name, '/');
    coding_span stem = coding_span_of(slash != NULL ? slash + 1 : name);
    coding_status status =
        BASE_GROW(all->context, &all->rows, &all->capacity, all->count + 1);

    if (status != CODING_OK)
        return status;
    for (size_t i = 1; i < stem.length; i++)
        if (stem.at[i] == '.')
            stem.length = i;
    memmove(all->rows + 1, all->rows, all->count * sizeof *all->rows);
    all->count++;
    all->rows[0] = (conversion_row){0};
    return arena_copy(&all->kept, stem,
                      &all->rows[0].cells[CONVERSION_CODEBOOK]);
}

coding_status
conversion_read_table(conversion *all, const char *name, coding_span bytes)
{
    table_reader of = {.all = all, .record = {.file = name}};
    coding_status status =
        delimited_open_bytes(all->context, name, bytes, NULL, &of.from);

    buffer_init(&of.rules, all->context);
    if (status == CODING_OK)
        status = read_heading(&of);
    while (status == CODING_OK) {
        status = delimited_next(of.from, &of.record);
        if (status == CODING_OK)
            status = read_row(&of);
    }
    if (status == CODING_END)
        status =
            all->count > 0 && all->rows[0].cells[CONVERSION_CODEBOOK].length > 0
                ? CODING_OK
                : add_header(all, name);
    buffer_free(&of.rules);
    delimited_close(of.from);
    return status;
}
