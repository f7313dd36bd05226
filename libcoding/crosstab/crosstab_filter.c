/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A cross tabulation as a filter: rows in, rows out, tables at the end. */
#include <coding/meta.h>

#include <string.h>

#include "base/diag.h"
#include "base/memory.h"
#include "crosstab/crosstab_inside.h"
#include "table/columns.h"

coding_status
coding_crosstab_columns(const coding_columns *columns, coding_columns **out)
{
    static const char *const added[] = {
        "table",  "row",        "column",    "stratum",  "n",
        "weight", "weight2",    "statistic", "value",    "name",
        "label",  "respondent", "question",  "facet",    "code",
        "rank",   "mentions",   "counted",   "document", "text"};

    return COLUMNS_WITH(NULL, columns, added, out);
}

coding_status
coding_crosstab_new(coding_context *context, const coding_columns *columns,
                    const coding_columns *result,
                    const coding_crosstab_options *options,
                    coding_row_sink sink, coding_crosstab **out)
{
    coding_crosstab *made = NULL;
    coding_status status;

    if (options->row_count == 0 || options->column_count == 0)
        return diag_error(context, CODING_EUSAGE, "crosstab-needs-names",
                          (diag_place){0},
                          "name the rows and the columns: -r ROWS -c COLUMNS");
    status = BASE_NEW(context, &made);
    if (status != CODING_OK)
        return status;
    made->context = context;
    made->options = options;
    made->columns = columns;
    made->core = coding_core_of(columns);
    made->sink = sink;
    arena_init(&made->texts, context);
    meanings_init(&made->questions, context);
    map_init(&made->people, context);
    map_init(&made->codes, context);
    map_init(&made->facets, context);
    status = coding_cells_new(context, result, &made->cells);
    if (status == CODING_OK)
        *out = made;
    else
        coding_crosstab_free(made);
    return status;
}

void
coding_crosstab_free(coding_crosstab *crosstab)
{
    coding_context *context;

    if (crosstab == NULL)
        return;
    context = crosstab->context;
    for (size_t i = 0; i < crosstab->attribute_count; i++) {
        map_clear(&crosstab->attributes[i].cells);
        base_free(context, crosstab->attributes[i].values);
    }
    base_free(context, crosstab->attributes);
    base_free(context, crosstab->code_facets);
    base_free(context, crosstab->code_ids);
    base_free(context, crosstab->namings);
    base_free(context, crosstab->in_base);
    base_free(context, crosstab->rows);
    base_free(context, crosstab->by);
    base_free(context, crosstab->strata);
    map_clear(&crosstab->people);
    map_clear(&crosstab->codes);
    map_clear(&crosstab->facets);
    meanings_clear(&crosstab->questions);
    coding_cells_free(crosstab->cells);
    arena_clear(&crosstab->texts);
    base_free(context, crosstab);
}

/* A new respondent answers nothing yet. */
static coding_status
add_person(coding_crosstab *crosstab, const size_t *out)
{
    coding_status status = BASE_GROW(crosstab->context, &crosstab->in_base,
                                     &crosstab->base_capacity, *out + 1);
    if (status == CODING_OK)
        crosstab->in_base[*out] = false;
    for (size_t i = 0; status == CODING_OK && i < crosstab->attribute_count;
         i++) {
        attribute *each = &crosstab->attributes[i];

        status = BASE_GROW(crosstab->context, &each->values, &each->capacity,
                           *out + 1);
        if (status == CODING_OK)
            each->values[*out] = 0;
    }
    return status;
}

/* The number of a respondent. */
static coding_status
find_person(coding_crosstab *crosstab, coding_span id, size_t *out)
{
    size_t before = crosstab->people.count;
    coding_status status = map_add(&crosstab->people, id, out);

    if (status == CODING_OK && *out == before)
        status = add_person(crosstab, out);
    return status;
}

/* The same of a respondent row. A reader gives one a respondent, and rows that
   name it stand behind it: nobody need be looked up while only such rows
   came. */
static coding_status
find_row_person(coding_crosstab *crosstab, const coding_row *row, size_t *out)
{
    coding_span id = coding_row_cell(row, crosstab->core.respondent);
    coding_status status;

    if (row->file == NULL || crosstab->people.hashed > 0)
        return find_person(crosstab, id, out);
    *out = crosstab->people.count;
    status = map_append(&crosstab->people, id);
    return status == CODING_OK ? add_person(crosstab, out) : status;
}

static coding_status
take_respondent(coding_crosstab *crosstab, const coding_row *row)
{
    size_t person = 0;
    coding_status status = CODING_OK;

    /* All `question` rows have been read: sets are known. */
    if (crosstab->people.count == 0)
        status = names_watch(crosstab);
    if (status == CODING_OK)
        status = find_row_person(crosstab, row, &person);
    for (size_t i = 0; status == CODING_OK && i < crosstab->attribute_count;
         i++) {
        attribute *each = &crosstab->attributes[i];
        size_t cell = 0;

        status =
            map_add(&each->cells, coding_row_cell(row, each->column), &cell);
        if (status == CODING_OK)
            each->values[person] = (uint32_t)cell;
    }
    return status;
}

static coding_status
find_code(coding_crosstab *crosstab, const coding_row *row, size_t *out)
{
    size_t before = crosstab->codes.count;
    size_t facet = 0;
    buffer key;
    coding_status status;

    buffer_init(&key, crosstab->context);
    buffer_add(&key, coding_row_cell(row, crosstab->core.facet));
    buffer_add_byte(&key, '/');
    buffer_add(&key, coding_row_cell(row, crosstab->core.code));
    status = buffer_status(&key);
    if (status == CODING_OK)
        status = map_add(&crosstab->codes, buffer_span(&key), out);
    buffer_free(&key);
    if (status != CODING_OK || *out < before)
        return status;
    status = map_add(&crosstab->facets,
                     coding_row_cell(row, crosstab->core.facet), &facet);
    if (status == CODING_OK)
        status = BASE_GROW(crosstab->context, &crosstab->code_facets,
                           &crosstab->code_facet_capacity, *out + 1);
    if (status == CODING_OK)
        status = BASE_GROW(crosstab->context, &crosstab->code_ids,
                           &crosstab->code_id_capacity, *out + 1);
    if (status != CODING_OK)
        return status;
    crosstab->code_facets[*out] = map_name(&crosstab->facets, facet);
    return arena_copy(&crosstab->texts,
                      coding_row_cell(row, crosstab->core.code),
                      &crosstab->code_ids[*out]);
}

static coding_status
add_naming(coding_crosstab *crosstab, const coding_row *row, size_t person)
{
    size_t code = 0;
    coding_status status = find_code(crosstab, row, &code);

    if (status == CODING_OK)
        status =
            BASE_GROW(crosstab->context, &crosstab->namings,
                      &crosstab->naming_capacity, crosstab->naming_count + 1);
    if (status == CODING_OK)
        crosstab->namings[crosstab->naming_count++] = (naming){person, code};
    return status;
}

/* A tally has judged: what counts, and the whole base. */
static coding_status
take_answer(coding_crosstab *crosstab, const coding_row *row)
{
    size_t person = 0;
    coding_status status = find_person(
        crosstab, coding_row_cell(row, crosstab->core.respondent), &person);

    if (status != CODING_OK)
        return status;
    if (!crosstab->judged) {
        /* What codings said before is the tally's to say. */
        crosstab->judged = true;
        crosstab->naming_count = 0;
        memset(crosstab->in_base, 0,
               crosstab->people.count * sizeof *crosstab->in_base);
    }
    crosstab->in_base[person] = true;
    if (!coding_span_is(coding_row_cell(row, crosstab->core.counted), "1"))
        return CODING_OK;
    return add_naming(crosstab, row, person);
}

static coding_status
take_unit(coding_crosstab *crosstab, const coding_row *row)
{
    coding_span id = coding_row_cell(row, crosstab->core.respondent);
    size_t person = 0;
    coding_status status;

    if (id.length == 0 || crosstab->judged ||
        !coding_span_is(coding_row_cell(row, crosstab->core.role),
                        "respondent"))
        return CODING_OK;
    status = find_person(crosstab, id, &person);
    if (status == CODING_OK)
        crosstab->in_base[person] = true;
    return status;
}

static coding_status
take_coding(coding_crosstab *crosstab, const coding_row *row)
{
    coding_span id = coding_row_cell(row, crosstab->core.respondent);
    coding_span polarity = coding_row_cell(row, crosstab->core.polarity);
    size_t person = 0;
    coding_status status;

    if (id.length == 0 || crosstab->judged ||
        coding_span_is(coding_row_cell(row, crosstab->core.counted),
                       "removed") ||
        (polarity.length > 0 && !coding_span_is(polarity, "affirmed")))
        return CODING_OK;
    status = find_person(crosstab, id, &person);
    return status == CODING_OK ? add_naming(crosstab, row, person) : status;
}

static coding_status
take_question(coding_crosstab *crosstab, const coding_row *row)
{
    const coding_core *core = &crosstab->core;

    return meanings_take(
        &crosstab->questions, coding_row_cell(row, core->question),
        coding_row_cell(row, core->label), coding_row_cell(row, core->name),
        coding_row_cell(row, core->value));
}

static coding_status
give_meta(coding_crosstab *crosstab)
{
    const coding_meta meta = {.tool = "crosstab",
                              .arguments = crosstab->options->arguments};

    crosstab->wrote_meta = true;
    return coding_meta_give(crosstab->cells, &meta, crosstab->sink);
}

static coding_status
consume(coding_crosstab *crosstab, const coding_row *row)
{
    size_t code = 0;

    switch (row->record) {
    case CODING_RECORD_QUESTION:
        return take_question(crosstab, row);
    case CODING_RECORD_CODE:
        return find_code(crosstab, row, &code);
    case CODING_RECORD_RESPONDENT:
        return take_respondent(crosstab, row);
    case CODING_RECORD_UNIT:
        return take_unit(crosstab, row);
    case CODING_RECORD_CODING:
        return take_coding(crosstab, row);
    case CODING_RECORD_ANSWER:
        return take_answer(crosstab, row);
    case CODING_RECORD_OTHER:
    case CODING_RECORD_META:
    case CODING_RECORD_DOCUMENT:
    case CODING_RECORD_COVERAGE:
    case CODING_RECORD_END:
    case CODING_RECORD_COUNT:
    case CODING_RECORD_CELL:
    case CODING_RECORD_TEST:
    default:
        return CODING_OK;
    }
}

coding_status
coding_crosstab_take(coding_crosstab *crosstab, const coding_row *row)
{
    bool unit = row->record == CODING_RECORD_UNIT ||
                row->record == CODING_RECORD_CODING;
    coding_status status = CODING_OK;

    if (!crosstab->wrote_meta && row->record != CODING_RECORD_META)
        status = give_meta(crosstab);
    if (status == CODING_OK)
        status = consume(crosstab, row);
    if (status == CODING_OK && !(unit && crosstab->options->drop_units))
        status = coding_row_give(crosstab->sink, row);
    return status;
}

coding_status
coding_crosstab_resolve(coding_crosstab *crosstab)
{
    size_t rows = 0, columns = 0;
    coding_status status;

    if (crosstab->resolved)
        return CODING_OK;
    if (crosstab->people.count == 0)
        return diag_error(crosstab->context, CODING_EDATA,
                          "crosstab-no-respondents", (diag_place){0},
                          "the stream has no respondents; expected one of "
                          "survey, or of code with interviews");
    status = names_resolve(crosstab);
    for (size_t i = 0; i < crosstab->row_count; i++)
        rows += crosstab->rows[i].count;
    for (size_t i = 0; i < crosstab->by_count; i++)
        columns += crosstab->by[i].count;
    crosstab->table_total = rows * columns;
    crosstab->resolved = status == CODING_OK;
    return status;
}

coding_status
coding_crosstab_finish(coding_crosstab *crosstab)
{
    coding_status status = CODING_OK;

    if (!crosstab->wrote_meta)
        status = give_meta(crosstab);
    if (status == CODING_OK)
        status = coding_crosstab_resolve(crosstab);
    if (status == CODING_OK)
        status = tables_make(crosstab);
    return status == CODING_OK ? answer_rows_give(crosstab) : status;
}

size_t
coding_crosstab_count(const coding_crosstab *crosstab)
{
    return crosstab->table_total;
}
