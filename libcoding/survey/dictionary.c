/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reading and writing dictionaries. See survey/dictionary.h. */
#include "survey/dictionary.h"

#include <string.h>

#include "base/diag.h"
#include "base/memory.h"
#include "base/nearest.h"
#include "survey/shape.h"
#include "table/delimited.h"

typedef enum {
    FIELD_VARIABLE,
    FIELD_LABEL,
    FIELD_TYPE,
    FIELD_SET,
    FIELD_LEVELS,
    FIELD_MISSING,
    FIELD_SEPARATOR,
    FIELD_SOURCE,
    FIELDS
} field;

static const char *const field_names[FIELDS] = {
    "variable", "label",   "type",      "set",
    "levels",   "missing", "separator", "source"};

/* While a file is read. */
typedef struct {
    dictionary *all;
    size_t columns[FIELDS]; /* FORM_NONE: absent */
    bool faults;
} loading;

/* ---- levels ---- */

/* Text without its escapes, appended to out; stops at the first bare byte stop
   and gives how many bytes that took. */
static size_t
add_plain(coding_span text, char stop, buffer *out)
{
    size_t i = 0;

    for (; i < text.length && text.at[i] != stop; i++) {
        bool escape = text.at[i] == '\\' && i + 1 < text.length &&
                      strchr("|=\\", text.at[i + 1]) != NULL;

        i += escape;
        buffer_add_byte(out, text.at[i]);
    }
    return i;
}

/* Bytes up to the next bare |. */
static size_t
item_length(coding_span text)
{
    size_t i = 0;

    while (i < text.length && text.at[i] != '|')
        i += text.at[i] == '\\' && i + 1 < text.length ? 2 : 1;
    return i;
}

static coding_status
add_item(form *of, coding_span item, form_levels *out, const char **fault)
{
    coding_status status;
    buffer code, label;
    size_t equals;

    buffer_init(&code, of->context);
    buffer_init(&label, of->context);
    item = coding_span_trim(item);
    equals = add_plain(item, '=', &code);
    if (equals < item.length)
        (void)add_plain(
            (coding_span){item.at + equals + 1, item.length - equals - 1}, '\0',
            &label);
    status = buffer_status(&code);
    if (status == CODING_OK)
        status = buffer_status(&label);
    if (status == CODING_OK) {
        coding_span name = coding_span_trim(buffer_span(&code));

        if (name.length == 0)
            *fault = "has an empty code";
        else if (form_find_level(out, name) != FORM_NONE)
            *fault = "has a code twice";
        else
            status = form_add_level(of, out, name,
                                    coding_span_trim(buffer_span(&label)));
    }
    buffer_free(&code);
    buffer_free(&label);
    return status;
}

coding_status
dictionary_levels(form *of, coding_span text, form_levels *out,
                  const char **fault)
{
    coding_status status = CODING_OK;

    *fault = NULL;
    text = coding_span_trim(text);
    while (status == CODING_OK && text.length > 0 && *fault == NULL) {
        size_t length = item_length(text);

        status = add_item(of, (coding_span){text.at, length}, out, fault);
        length += length < text.length; /* the | */
        text.at += length;
        text.length -= length;
    }
    return status;
}

/* ---- reading ---- */

static diag_place
place_of(const dictionary *all, size_t line)
{
    return (diag_place){.file = all->file, .line = line};
}

static coding_span
cell(const loading *work, const delimited_record *record, field which)
{
    size_t column = work->columns[which];

    if (column == FORM_NONE || column >= record->count)
        return (coding_span){NULL, 0};
    return coding_span_trim(record->cells[column]);
}

static coding_status
read_header(loading *work, const delimited_record *record)
{
    for (size_t k = 0; k < FIELDS; k++) {
        work->columns[k] = FORM_NONE;
        for (size_t i = 0; i < record->count; i++)
            if (shape_says(record->cells[i], field_names[k]))
                work->columns[k] = i;
    }
    if (work->columns[FIELD_VARIABLE] != FORM_NONE)
        return CODING_OK;
    return diag_error(work->all->words.context, CODING_EUSAGE,
                      "dictionary-columns", place_of(work->all, record->line),
                      "there is no column \"variable\"; expected variable and, "
                      "as needed, label, type, set, levels, missing, "
                      "separator, source");
}

static coding_status
read_type(loading *work, const delimited_record *record, dictionary_entry *made)
{
    coding_span type = cell(work, record, FIELD_TYPE);

    made->type = form_type_of(type);
    if (type.length == 0 || made->type != FORM_TYPES)
        return CODING_OK;
    work->faults = true;
    (void)diag_error(work->all->words.context, CODING_EUSAGE, "dictionary-type",
                     place_of(work->all, record->line),
                     "type '%.*s' is not known; expected single, multi, "
                     "ranked, scale or open",
                     DIAG_SPAN(type));
    return CODING_OK;
}

static coding_status
read_levels(loading *work, const delimited_record *record, field which,
            form_levels *out)
{
    const char *fault = NULL;
    coding_status status = dictionary_levels(
        &work->all->words, cell(work, record, which), out, &fault);

    if (fault == NULL)
        return status;
    work->faults = true;
    (void)diag_error(work->all->words.context, CODING_EUSAGE,
                     "dictionary-levels", place_of(work->all, record->line),
                     "the cell '%s' %s", field_names[which], fault);
    return status;
}

static coding_status
check_codes(loading *work, const dictionary_entry *made)
{
    for (size_t i = 0; i < made->missing.count; i++) {
        coding_span code = made->missing.items[i].code;

        if (form_find_level(&made->levels, code) == FORM_NONE)
            continue;
        work->faults = true;
        (void)diag_error(work->all->words.context, CODING_EUSAGE,
                         "dictionary-levels", place_of(work->all, made->line),
                         "'%.*s' is a level and a missing code",
                         DIAG_SPAN(code));
    }
    return CODING_OK;
}

static coding_status
read_texts(const loading *work, const delimited_record *record,
           dictionary_entry *made)
{
    const struct {
        field from;
        coding_span *to;
    } texts[] = {{FIELD_VARIABLE, &made->variable},
                 {FIELD_SOURCE, &made->source},
                 {FIELD_SET, &made->set},
                 {FIELD_SEPARATOR, &made->separator}};
    form *words = &work->all->words;
    coding_status status =
        shape_clean(words, cell(work, record, FIELD_LABEL), &made->label);

    for (size_t i = 0; status == CODING_OK && i < sizeof texts / sizeof *texts;
         i++)
        status = arena_copy(&words->keep, cell(work, record, texts[i].from),
                            texts[i].to);
    return status;
}

static coding_status
read_entry(loading *work, const delimited_record *record)
{
    dictionary *all = work->all;
    dictionary_entry *made;
    coding_status status = BASE_GROW(all->words.context, &all->entries,
                                     &all->capacity, all->count + 1);

    if (status != CODING_OK)
        return status;
    made = &all->entries[all->count++];
    *made = (dictionary_entry){.line = record->line};
    status = read_texts(work, record, made);
    if (status == CODING_OK && made->variable.length == 0) {
        work->faults = true;
        (void)diag_error(all->words.context, CODING_EUSAGE, "dictionary-row",
                         place_of(all, made->line), "no variable in this row");
    }
    if (status == CODING_OK)
        status = read_type(work, record, made);
    if (status == CODING_OK)
        status = read_levels(work, record, FIELD_LEVELS, &made->levels);
    if (status == CODING_OK)
        status = read_levels(work, record, FIELD_MISSING, &made->missing);
    return status == CODING_OK ? check_codes(work, made) : status;
}

static coding_status
check_twice(loading *work)
{
    const dictionary *all = work->all;
    coding_status status = CODING_OK;
    map seen;

    map_init(&seen, all->words.context);
    for (size_t i = 0; status == CODING_OK && i < all->count; i++) {
        size_t before = seen.count, number = 0;

        status = map_add(&seen, all->entries[i].variable, &number);
        if (status != CODING_OK || number == before ||
            all->entries[i].variable.length == 0)
            continue;
        work->faults = true;
        (void)diag_error(all->words.context, CODING_EUSAGE, "dictionary-row",
                         place_of(all, all->entries[i].line),
                         "'%.*s' is there twice",
                         DIAG_SPAN(all->entries[i].variable));
    }
    map_clear(&seen);
    return status;
}

static coding_status
read_rows(loading *work, delimited *table)
{
    dictionary *all = work->all;
    delimited_record record;
    coding_status status = delimited_next(table, &record);

    if (status == CODING_END)
        return diag_error(all->words.context, CODING_EUSAGE,
                          "dictionary-columns", place_of(all, 0),
                          "the dictionary is empty");
    if (status == CODING_OK)
        status = read_header(work, &record);
    while (status == CODING_OK) {
        status = delimited_next(table, &record);
        if (status == CODING_OK)
            status = read_entry(work, &record);
    }
    if (status != CODING_END)
        return status;
    delimited_digest(table, all->sha256);
    status = check_twice(work);
    return status == CODING_OK && work->faults ? CODING_EUSAGE : status;
}

coding_status
dictionary_load(coding_context *context, const char *path, dictionary *out)
{
    const delimited_options options = {.input = {.digest = true}};
    loading work = {.all = out};
    delimited *table = NULL;
    coding_status status;

    *out = (dictionary){.file = strcmp(path, "-") == 0 ? "stdin" : path};
    form_init(&out->words, context, out->file);
    status = delimited_open(context, path, &options, &table);
    if (status == CODING_OK)
        status = read_rows(&work, table);
    delimited_close(table);
    /* What is wrong with a dictionary is a fault of the call. */
    return status == CODING_EDATA ? CODING_EUSAGE : status;
}

void
dictionary_clear(dictionary *all)
{
    for (size_t i = 0; i < all->count; i++) {
        form_free_levels(all->words.context, &all->entries[i].levels);
        form_free_levels(all->words.context, &all->entries[i].missing);
    }
    if (all->words.context != NULL)
        base_free(all->words.context, all->entries);
    form_clear(&all->words);
    *all = (dictionary){0};
}

/* ---- writing ---- */

static void
add_escaped(coding_span text, const char *specials, buffer *out)
{
    for (size_t i = 0; i < text.length; i++) {
        if (text.at[i] != '\0' && strchr(specials, text.at[i]) != NULL)
            buffer_add_byte(out, '\\');
        buffer_add_byte(out, text.at[i]);
    }
}

static void
add_levels(const form_levels *levels, buffer *out)
{
    for (size_t i = 0; i < levels->count; i++) {
        if (i > 0)
            buffer_add_byte(out, '|');
        add_escaped(levels->items[i].code, "|=\\", out);
        if (levels->items[i].label.length == 0)
            continue;
        buffer_add_byte(out, '=');
        add_escaped(levels->items[i].label, "|\\", out);
    }
}

/* A cell of TSV: quoted where it would be read as something else. */
static void
add_cell(coding_span text, buffer *out)
{
    bool quoted = text.length > 0 && text.at[0] == '"';

    for (size_t i = 0; i < text.length; i++)
        quoted |=
            text.at[i] == '\t' || text.at[i] == '\n' || text.at[i] == '\r';
    if (!quoted) {
        buffer_add(out, text);
        return;
    }
    buffer_add_byte(out, '"');
    for (size_t i = 0; i < text.length; i++) {
        if (text.at[i] == '"')
            buffer_add_byte(out, '"');
        buffer_add_byte(out, text.at[i]);
    }
    buffer_add_byte(out, '"');
}

/* One row; cells in the order of field_names. */
static void
add_row(const coding_span *cells, buffer *out)
{
    for (size_t i = 0; i < FIELDS; i++) {
        if (i > 0)
            buffer_add_byte(out, '\t');
        add_cell(cells[i], out);
    }
    buffer_add_byte(out, '\n');
}

static void
add_set_row(const form_set *set, buffer *out)
{
    coding_span cells[FIELDS] = {{NULL, 0}};
    buffer levels, missing;

    buffer_init(&levels, out->context);
    buffer_init(&missing, out->context);
    add_levels(&set->options, &levels);
    add_levels(&set->missing, &missing);
    cells[FIELD_VARIABLE] = set->name;
    cells[FIELD_LABEL] = set->label;
    cells[FIELD_TYPE] = coding_span_of(form_type_name(set->type));
    cells[FIELD_LEVELS] = buffer_span(&levels);
    cells[FIELD_MISSING] = buffer_span(&missing);
    cells[FIELD_SEPARATOR] = set->separator;
    if (!coding_span_equal(set->source, set->name))
        cells[FIELD_SOURCE] = set->source;
    add_row(cells, out);
    if (levels.status != CODING_OK || missing.status != CODING_OK)
        out->status = CODING_ESYSTEM;
    buffer_free(&levels);
    buffer_free(&missing);
}

static void
add_variable_row(const form *from, const form_variable *one, buffer *out)
{
    coding_span cells[FIELDS] = {{NULL, 0}};
    buffer levels, missing;

    buffer_init(&levels, out->context);
    buffer_init(&missing, out->context);
    add_levels(&one->levels, &levels);
    add_levels(&one->missing, &missing);
    cells[FIELD_VARIABLE] = one->name;
    cells[FIELD_LABEL] = one->label;
    cells[FIELD_TYPE] = coding_span_of(form_type_name(one->type));
    if (one->set != FORM_NONE)
        cells[FIELD_SET] = from->sets[one->set].name;
    cells[FIELD_LEVELS] = buffer_span(&levels);
    cells[FIELD_MISSING] = buffer_span(&missing);
    if (!coding_span_equal(one->source, one->name))
        cells[FIELD_SOURCE] = one->source;
    add_row(cells, out);
    if (levels.status != CODING_OK || missing.status != CODING_OK)
        out->status = CODING_ESYSTEM;
    buffer_free(&levels);
    buffer_free(&missing);
}

void
dictionary_write(const form *from, buffer *out)
{
    coding_span header[FIELDS];

    for (size_t i = 0; i < FIELDS; i++)
        header[i] = coding_span_of(field_names[i]);
    add_row(header, out);
    for (size_t i = 0; i < from->count; i++) {
        const form_variable *one = &from->variables[i];

        if (one->set != FORM_NONE && form_set_first(from, one->set) == i)
            add_set_row(&from->sets[one->set], out);
        /* The options of a split cell stand in the row of the set. */
        if (one->part == FORM_NONE)
            add_variable_row(from, one, out);
    }
}
