/* SPDX-License-Identifier: GPL-2.0-or-later */
/* SPSS and Stata files by ReadStat, which hands over values one by one. A file
   is read twice: what it says of its variables (Stata keeps value labels
   behind the data) and which missing codes it holds, then its rows. See
   survey/statistical.h. */
#include "survey/statistical.h"

#include <readstat.h>
#include <stdint.h>
#include <string.h>

#include "base/diag.h"
#include "base/memory.h"
#include "base/number.h"
#include "survey/statistical_value.h"

/* One value label, of a named set of them. */
typedef struct {
    coding_span set, code, label;
} value_label;

/* Numbers that are missing, of a column. */
typedef struct {
    size_t column;
    double low, high;
} missing_range;

typedef struct {
    const statistical_source *from;
    size_t at; /* in the bytes */
    coding_status status;
    buffer text; /* the value at hand, or the row's */
    /* of the first reading */
    arena *keep;
    form_columns *columns;
    coding_span *label_sets; /* by column */
    value_label *labels;
    missing_range *ranges;
    size_t label_set_capacity, label_count, label_capacity, range_count,
        range_capacity;
    /* of the rows */
    number_kind *kinds;
    size_t kind_count, kind_capacity;
    coding_span *cells;
    size_t *ends; /* in text, by column */
    size_t width, filled, row;
    answer_take take;
    void *user;
} reading;

/* ---- bytes ---- */

static int
io_open(const char *path, void *user)
{
    (void)path; /* what is read is in memory */
    ((reading *)user)->at = 0;
    return 0;
}

static int
io_close(void *user)
{
    (void)user; /* nothing is open */
    return 0;
}

static readstat_off_t
io_seek(readstat_off_t offset, readstat_io_flags_t whence, void *user)
{
    reading *work = user;
    readstat_off_t size = (readstat_off_t)work->from->bytes.length;
    readstat_off_t base = whence == READSTAT_SEEK_SET ? 0
                          : whence == READSTAT_SEEK_CUR
                              ? (readstat_off_t)work->at
                              : size;

    if (offset < -base || offset > size - base)
        return -1;
    work->at = (size_t)(base + offset);
    return base + offset;
}

static ssize_t
io_read(void *bytes, size_t size, void *user)
{
    reading *work = user;
    size_t left = work->from->bytes.length - work->at;
    size_t count = size < left ? size : left;

    if (count > 0)
        memcpy(bytes, work->from->bytes.at + work->at, count);
    work->at += count;
    return (ssize_t)count;
}

static readstat_error_t
io_update(long size, readstat_progress_handler progress, void *user,
          void *io_user)
{
    (void)size; /* nobody watches the progress */
    (void)progress;
    (void)user;
    (void)io_user;
    return READSTAT_OK;
}

/* ---- variables ---- */

static int
stop_unless_ok(reading *work, coding_status status)
{
    work->status = status;
    return status == CODING_OK ? READSTAT_HANDLER_OK : READSTAT_HANDLER_ABORT;
}

static coding_status
keep_text(reading *work, const char *text, coding_span *out)
{
    return arena_copy(work->keep, coding_span_trim(coding_span_of(text)), out);
}

/* What the level of measurement says; value labels are of levels. */
static void
set_type(const readstat_variable_t *variable, bool labelled, form_column *made)
{
    readstat_measure_t measure = readstat_variable_get_measure(variable);

    if (readstat_variable_get_type_class(variable) ==
        READSTAT_TYPE_CLASS_STRING)
        return;
    made->typed = labelled || measure != READSTAT_MEASURE_UNKNOWN;
    made->type =
        measure == READSTAT_MEASURE_ORDINAL || measure == READSTAT_MEASURE_SCALE
            ? FORM_SCALE
            : FORM_SINGLE;
}

/* A form for levels alone: form_add_level wants one. */
static coding_status
add_level(reading *work, form_levels *to, coding_span code, coding_span label)
{
    form_level made = {code, label};
    coding_status status = BASE_GROW(work->from->context, &to->items,
                                     &to->capacity, to->count + 1);

    if (status == CODING_OK)
        status = arena_copy(work->keep, code, &made.code);
    if (status == CODING_OK)
        to->items[to->count++] = made;
    return status;
}

/* Of numbers from low to high; which codes they are the data will say. */
static coding_status
add_range(reading *work, readstat_value_t low, readstat_value_t high)
{
    coding_status status =
        BASE_GROW(work->from->context, &work->ranges, &work->range_capacity,
                  work->range_count + 1);

    if (status == CODING_OK)
        work->ranges[work->range_count++] = (missing_range){
            work->columns->count - 1, readstat_double_value(low),
            readstat_double_value(high)};
    return status;
}

static coding_status
add_missing(reading *work, const readstat_variable_t *variable,
            form_column *made)
{
    int count = readstat_variable_get_missing_ranges_count(variable);
    coding_status status = CODING_OK;

    for (int i = 0; i < count && status == CODING_OK; i++) {
        readstat_value_t low =
            readstat_variable_get_missing_range_lo(variable, i);
        readstat_value_t high =
            readstat_variable_get_missing_range_hi(variable, i);
        size_t length;

        buffer_reset(&work->text);
        statistical_add_value(low, NUMBER_PLAIN, &work->text);
        length = work->text.length;
        statistical_add_value(high, NUMBER_PLAIN, &work->text);
        status = buffer_status(&work->text);
        if (status != CODING_OK)
            break;
        if (length > 0 && work->text.length == 2 * length &&
            memcmp(work->text.bytes, work->text.bytes + length, length) == 0)
            status = add_level(work, &made->missing,
                               (coding_span){work->text.bytes, length},
                               (coding_span){NULL, 0});
        else if (readstat_value_type_class(low) == READSTAT_TYPE_CLASS_NUMERIC)
            status = add_range(work, low, high);
    }
    return status;
}

static int
on_variable(int index, readstat_variable_t *variable, const char *labels,
            void *user)
{
    reading *work = user;
    form_column *made;
    coding_status status =
        BASE_GROW(work->from->context, &work->columns->items,
                  &work->columns->capacity, work->columns->count + 1);

    (void)index; /* they come in order */
    if (status == CODING_OK)
        status = BASE_GROW(work->from->context, &work->label_sets,
                           &work->label_set_capacity, work->columns->count + 1);
    if (status != CODING_OK)
        return stop_unless_ok(work, status);
    made = &work->columns->items[work->columns->count];
    *made = (form_column){.type = FORM_SINGLE};
    work->label_sets[work->columns->count] = (coding_span){NULL, 0};
    work->columns->count++;
    status = keep_text(work, readstat_variable_get_name(variable), &made->name);
    if (status == CODING_OK)
        status =
            keep_text(work, readstat_variable_get_label(variable), &made->text);
    if (status == CODING_OK)
        status = keep_text(work, labels,
                           &work->label_sets[work->columns->count - 1]);
    set_type(variable, labels != NULL && labels[0] != '\0', made);
    if (status == CODING_OK)
        status = add_missing(work, variable, made);
    return stop_unless_ok(work, status);
}

static int
on_label(const char *labels, readstat_value_t value, const char *label,
         void *user)
{
    reading *work = user;
    value_label made;
    coding_status status =
        BASE_GROW(work->from->context, &work->labels, &work->label_capacity,
                  work->label_count + 1);

    buffer_reset(&work->text);
    statistical_add_value(value, NUMBER_PLAIN, &work->text);
    if (status == CODING_OK)
        status = buffer_status(&work->text);
    if (status == CODING_OK)
        status = keep_text(work, labels, &made.set);
    if (status == CODING_OK)
        status = arena_copy(work->keep, buffer_span(&work->text), &made.code);
    if (status == CODING_OK)
        status = keep_text(work, label, &made.label);
    if (status == CODING_OK && made.code.length > 0)
        work->labels[work->label_count++] = made;
    return stop_unless_ok(work, status);
}

static int
on_kind(int index, readstat_variable_t *variable, const char *labels,
        void *user)
{
    reading *work = user;
    coding_status status =
        BASE_GROW(work->from->context, &work->kinds, &work->kind_capacity,
                  work->kind_count + 1);

    (void)index;  /* they come in order */
    (void)labels; /* known already */
    if (status == CODING_OK)
        work->kinds[work->kind_count++] = statistical_kind(
            readstat_variable_get_format(variable), work->from->stata);
    return stop_unless_ok(work, status);
}

/* Values that are missing though no single code says so. */
static int
on_missing(int row, readstat_variable_t *variable, readstat_value_t value,
           void *user)
{
    reading *work = user;
    size_t column = (size_t)readstat_variable_get_index(variable);
    form_levels *missing;
    coding_status status;

    (void)row; /* wherever it is */
    if (column >= work->columns->count ||
        (!readstat_value_is_tagged_missing(value) &&
         !readstat_value_is_defined_missing(value, variable)))
        return READSTAT_HANDLER_OK;
    buffer_reset(&work->text);
    statistical_add_value(value, NUMBER_PLAIN, &work->text);
    status = buffer_status(&work->text);
    missing = &work->columns->items[column].missing;
    if (status == CODING_OK && work->text.length > 0 &&
        form_find_level(missing, buffer_span(&work->text)) == FORM_NONE)
        status = add_level(work, missing, buffer_span(&work->text),
                           (coding_span){NULL, 0});
    return stop_unless_ok(work, status);
}

static bool
is_in_range(const reading *work, size_t column, coding_span code)
{
    double number;

    if (!number_to_double(code, &number))
        return false;
    for (size_t i = 0; i < work->range_count; i++)
        if (work->ranges[i].column == column && number >= work->ranges[i].low &&
            number <= work->ranges[i].high)
            return true;
    return false;
}

/* Value labels become levels, or reasons of missing codes. */
static coding_status
give_label(reading *work, size_t number, const value_label *one)
{
    form_column *column = &work->columns->items[number];
    size_t known = form_find_level(&column->missing, one->code);

    if (known != FORM_NONE) {
        column->missing.items[known].label = one->label;
        return CODING_OK;
    }
    return add_level(work,
                     is_in_range(work, number, one->code) ||
                             one->code.at[0] == '.'
                         ? &column->missing
                         : &column->levels,
                     one->code, one->label);
}

static coding_status
give_labels(reading *work)
{
    coding_status status = CODING_OK;

    for (size_t i = 0; i < work->columns->count; i++) {
        if (work->label_sets[i].length == 0)
            continue;
        for (size_t k = 0; k < work->label_count && status == CODING_OK; k++)
            if (coding_span_equal(work->labels[k].set, work->label_sets[i]))
                status = give_label(work, i, &work->labels[k]);
    }
    /* Not in the order of rows, in which some were found. */
    for (size_t i = 0; i < work->columns->count; i++)
        form_sort_levels(&work->columns->items[i].missing);
    return status;
}

/* ---- rows ---- */

static coding_status
give_row(reading *work)
{
    delimited_record record = {work->cells, work->width, ++work->row,
                               work->from->file, false};
    coding_status status = buffer_status(&work->text);
    size_t begin = 0;

    for (size_t i = 0; i < work->width; i++) {
        size_t end = i < work->filled ? work->ends[i] : begin;

        work->cells[i] = (coding_span){work->text.bytes + begin, end - begin};
        begin = end;
    }
    if (status == CODING_OK)
        status = work->take(work->user, &record);
    work->filled = 0;
    buffer_reset(&work->text);
    return status;
}

static int
on_value(int row, readstat_variable_t *variable, readstat_value_t value,
         void *user)
{
    reading *work = user;
    size_t column = (size_t)readstat_variable_get_index(variable);

    (void)row; /* the variables of a row come in order */
    if (column >= work->width || column >= work->kind_count)
        return READSTAT_HANDLER_OK;
    while (work->filled < column)
        work->ends[work->filled++] = work->text.length;
    statistical_add_value(value, work->kinds[column], &work->text);
    if (work->text.bytes == NULL) /* a row of nothing still has a place */
        (void)buffer_reserve(&work->text, 1);
    work->ends[work->filled++] = work->text.length;
    if (column + 1 < work->width)
        return READSTAT_HANDLER_OK;
    return stop_unless_ok(work, give_row(work));
}

/* ---- a reading ---- */

static coding_status
outcome(const reading *work, readstat_error_t error)
{
    const char *words = readstat_error_message(error);
    diag_place place = {.file = work->from->file};

    if (error == READSTAT_OK)
        return CODING_OK;
    if (error == READSTAT_ERROR_USER_ABORT && work->status != CODING_OK)
        return work->status;
    if (error == READSTAT_ERROR_MALLOC)
        return diag_error(work->from->context, CODING_ESYSTEM, "no-memory",
                          (diag_place){0}, "out of memory");
    if (error == READSTAT_ERROR_UNSUPPORTED_CHARSET ||
        error == READSTAT_ERROR_CONVERT ||
        error == READSTAT_ERROR_CONVERT_BAD_STRING)
        return diag_error(work->from->context, CODING_EDATA,
                          "survey-statistical", place,
                          "its text is not in the encoding it names (%s); say "
                          "--encoding NAME",
                          words == NULL ? "no reason" : words);
    return diag_error(work->from->context, CODING_EDATA, "survey-statistical",
                      place,
                      "the %s file is damaged or cut off behind row %zu: %s",
                      work->from->stata ? ".dta" : ".sav", work->row,
                      words == NULL ? "no reason" : words);
}

/* Values come only when there is a handler of variables too: the library has
   none to hand over otherwise. */
static coding_status
run(reading *work, readstat_variable_handler variable,
    readstat_value_label_handler label, readstat_value_handler value)
{
    readstat_parser_t *parser = readstat_parser_init();
    readstat_error_t error;

    if (parser == NULL)
        return diag_error(work->from->context, CODING_ESYSTEM, "no-memory",
                          (diag_place){0}, "out of memory");
    /* These only store what they are given. */
    (void)readstat_set_open_handler(parser, io_open);
    (void)readstat_set_close_handler(parser, io_close);
    (void)readstat_set_seek_handler(parser, io_seek);
    (void)readstat_set_read_handler(parser, io_read);
    (void)readstat_set_update_handler(parser, io_update);
    (void)readstat_set_io_ctx(parser, work);
    (void)readstat_set_variable_handler(parser, variable);
    (void)readstat_set_value_label_handler(parser, label);
    (void)readstat_set_value_handler(parser, value);
    if (work->from->encoding != NULL)
        (void)readstat_set_file_character_encoding(parser,
                                                   work->from->encoding);
    error = work->from->stata
                ? readstat_parse_dta(parser, work->from->file, work)
                : readstat_parse_sav(parser, work->from->file, work);
    readstat_parser_free(parser);
    return outcome(work, error);
}

/* ReadStat takes a file without its last sections for one that has none. */
static bool
is_whole(const statistical_source *from)
{
    static const char front[] = "<stata_dta>", back[] = "</stata_dta>";
    coding_span bytes = from->bytes;

    return bytes.length < sizeof back ||
           memcmp(bytes.at, front, sizeof front - 1) != 0 ||
           memcmp(bytes.at + bytes.length - (sizeof back - 1), back,
                  sizeof back - 1) == 0;
}

coding_status
statistical_columns(const statistical_source *from, arena *keep,
                    form_columns *columns)
{
    reading work = {.from = from, .keep = keep, .columns = columns};
    coding_status status;

    if (!is_whole(from))
        return diag_error(from->context, CODING_EDATA, "survey-statistical",
                          (diag_place){.file = from->file},
                          "the .dta file is cut off: it lacks its end");
    buffer_init(&work.text, from->context);
    status = run(&work, on_variable, on_label, NULL);
    if (status == CODING_OK && (work.range_count > 0 || from->stata))
        status = run(&work, on_kind, NULL, on_missing);
    if (status == CODING_OK)
        status = give_labels(&work);
    base_free(from->context, work.label_sets);
    base_free(from->context, work.labels);
    base_free(from->context, work.kinds);
    base_free(from->context, work.ranges);
    buffer_free(&work.text);
    return status;
}

coding_status
statistical_read(const statistical_source *from, size_t count, answer_take take,
                 void *user)
{
    reading work = {.from = from, .width = count, .take = take, .user = user};
    coding_status status;

    buffer_init(&work.text, from->context);
    status = base_alloc(from->context, count * sizeof *work.cells,
                        (void **)(void *)&work.cells);
    if (status == CODING_OK)
        status = base_alloc(from->context, count * sizeof *work.ends,
                            (void **)(void *)&work.ends);
    if (status == CODING_OK)
        status = run(&work, on_kind, NULL, on_value);
    base_free(from->context, work.cells);
    base_free(from->context, work.ends);
    base_free(from->context, work.kinds);
    buffer_free(&work.text);
    return status == CODING_END ? CODING_OK : status;
}
