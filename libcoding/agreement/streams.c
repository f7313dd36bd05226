/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Coded streams of the same documents. See agreement/streams.h. */
#include "agreement/streams.h"

#include <stdlib.h>

#include "base/diag.h"
#include "base/memory.h"

void
streams_init(streams *all, coding_context *context,
             const coding_agreement_options *options)
{
    *all = (streams){.context = context, .options = options};
    arena_init(&all->keep, context);
    map_init(&all->documents, context);
    map_init(&all->respondents, context);
    map_init(&all->questions, context);
    map_init(&all->facets, context);
    map_init(&all->unit_keys, context);
    map_init(&all->code_keys, context);
    buffer_init(&all->key, context);
}

void
streams_clear(streams *all)
{
    coding_context *context = all->context;

    map_clear(&all->documents);
    map_clear(&all->respondents);
    map_clear(&all->questions);
    map_clear(&all->facets);
    map_clear(&all->unit_keys);
    map_clear(&all->code_keys);
    base_free(context, all->units);
    base_free(context, all->marks);
    base_free(context, all->codes);
    base_free(context, all->coders);
    base_free(context, all->document_seen);
    buffer_free(&all->key);
    abbreviations_clear(&all->more);
    arena_clear(&all->keep);
}

coding_status
streams_begin(streams *all, const char *path, coding_span name,
              const coding_columns *columns)
{
    coding_status status = BASE_GROW(
        all->context, &all->coders, &all->coder_capacity, all->coder_count + 1);

    if (status == CODING_OK)
        status = arena_copy(&all->keep, name, &all->coders[all->coder_count]);
    if (status != CODING_OK)
        return status;
    all->coder_count++;
    all->path = path;
    if (columns != NULL)
        all->in = coding_core_of(columns);
    return CODING_OK;
}

static diag_place
place_of(const coding_row *row)
{
    return (diag_place){row->file, row->line, 0, {NULL, 0}};
}

/* ---- codes ---- */

coding_status
streams_code_number(streams *all, coding_span facet, coding_span code,
                    uint32_t *out)
{
    size_t before = all->code_keys.count, number = 0, of_facet = 0;
    coding_status status;

    buffer_reset(&all->key);
    buffer_add(&all->key, facet);
    buffer_add_byte(&all->key, '\0');
    buffer_add(&all->key, code);
    status = buffer_status(&all->key);
    if (status == CODING_OK)
        status = BASE_GROW(all->context, &all->codes, &all->code_capacity,
                           before + 1);
    if (status == CODING_OK)
        status = map_add(&all->facets, facet, &of_facet);
    if (status == CODING_OK)
        status = map_add(&all->code_keys, buffer_span(&all->key), &number);
    if (status != CODING_OK)
        return status;
    if (number == before) {
        coding_span key = map_name(&all->code_keys, number);

        all->codes[number] =
            (streams_code){.facet = map_name(&all->facets, of_facet),
                           .code = {key.at + facet.length + 1, code.length},
                           .facet_number = (uint32_t)of_facet};
    }
    *out = (uint32_t)number;
    return CODING_OK;
}

static bool
is_wanted_facet(const streams *all, coding_span facet)
{
    return all->options->facet == NULL ||
           coding_span_is(facet, all->options->facet);
}

/* ---- documents and units ---- */

/* A document that the first coder does not have. */
static coding_status
refuse_document(const streams *all, const coding_row *row, coding_span name)
{
    return diag_error(all->context, CODING_EDATA, "documents-differ",
                      place_of(row),
                      "document %.*s is not in the stream of %.*s; expected "
                      "the same documents from every coder",
                      DIAG_SPAN(name), DIAG_SPAN(all->coders[0]));
}

static coding_status
take_document(streams *all, const coding_row *row)
{
    coding_span name = coding_row_cell(row, all->in.document);
    size_t before = all->documents.count, number = 0;
    coding_status status = BASE_GROW(all->context, &all->document_seen,
                                     &all->document_capacity, before + 1);

    if (status == CODING_OK)
        status = map_add(&all->documents, name, &number);
    if (status != CODING_OK)
        return status;
    if (number == before && all->coder_count > 1)
        return refuse_document(all, row, name);
    all->document_seen[number] = (uint32_t)all->coder_count;
    return CODING_OK;
}

static coding_status
unit_key(streams *all, uint32_t document, uint64_t number)
{
    buffer_reset(&all->key);
    buffer_add_unsigned(&all->key, document);
    buffer_add_byte(&all->key, ' ');
    buffer_add_unsigned(&all->key, number);
    return buffer_status(&all->key);
}

coding_status
streams_find_unit(streams *all, uint32_t document, uint64_t number,
                  uint32_t *out)
{
    coding_status status = unit_key(all, document, number);
    size_t found;

    if (status != CODING_OK)
        return status;
    found = map_find(&all->unit_keys, buffer_span(&all->key));
    *out = found == MAP_NONE ? STREAMS_NONE : (uint32_t)found;
    return CODING_OK;
}

/* The number of a name that may be empty. */
static coding_status
number_of(map *names, coding_span name, uint32_t *out)
{
    size_t number = 0;
    coding_status status = CODING_OK;

    *out = STREAMS_NONE;
    if (name.length == 0)
        return CODING_OK;
    status = map_add(names, name, &number);
    if (status == CODING_OK)
        *out = (uint32_t)number;
    return status;
}

static coding_status
read_unit(streams *all, const coding_row *row, streams_unit *out)
{
    const coding_core *in = &all->in;
    size_t document =
        map_find(&all->documents, coding_row_cell(row, in->document));
    coding_status status;

    if (document == MAP_NONE ||
        !coding_row_unsigned(row, in->unit, &out->number) ||
        !coding_row_unsigned(row, in->start, &out->start) ||
        !coding_row_unsigned(row, in->end, &out->end))
        return diag_error(all->context, CODING_EDATA, "unit-offset",
                          place_of(row),
                          "a unit without its document, number, start or end");
    out->document = (uint32_t)document;
    out->text = coding_row_cell(row, in->text);
    status = number_of(&all->respondents, coding_row_cell(row, in->respondent),
                       &out->respondent);
    if (status == CODING_OK)
        status = number_of(&all->questions, coding_row_cell(row, in->question),
                           &out->question);
    out->eligible =
        coding_span_is(coding_row_cell(row, in->role), "respondent") &&
        (all->options->question == NULL ||
         coding_span_is(coding_row_cell(row, in->question),
                        all->options->question));
    return status;
}

static coding_status
add_unit(streams *all, const streams_unit *unit)
{
    size_t count = all->unit_keys.count, number;
    coding_status status =
        BASE_GROW(all->context, &all->units, &all->unit_capacity, count + 1);
    streams_unit *to;

    if (status == CODING_OK)
        status = map_add(&all->unit_keys, buffer_span(&all->key), &number);
    if (status != CODING_OK)
        return status;
    to = &all->units[count];
    *to = *unit;
    to->seen = (uint32_t)all->coder_count;
    return arena_copy(&all->keep, unit->text, &to->text);
}

static coding_status
take_unit(streams *all, const coding_row *row)
{
    streams_unit unit = {0}, *first;
    uint32_t found = STREAMS_NONE;
    coding_status status = read_unit(all, row, &unit);

    if (status == CODING_OK)
        status = streams_find_unit(all, unit.document, unit.number, &found);
    if (status != CODING_OK)
        return status;
    if (found == STREAMS_NONE && all->coder_count == 1)
        return add_unit(all, &unit);
    first = found == STREAMS_NONE ? NULL : &all->units[found];
    if (first == NULL || first->start != unit.start || first->end != unit.end ||
        first->respondent != unit.respondent ||
        first->question != unit.question ||
        !coding_span_equal(first->text, unit.text))
        return diag_error(
            all->context, CODING_EDATA, "units-differ", place_of(row),
            "document %.*s, unit %llu is not the unit of that "
            "number in the stream of %.*s; expected the same "
            "units from every coder",
            DIAG_SPAN(coding_row_cell(row, all->in.document)),
            (unsigned long long)unit.number, DIAG_SPAN(all->coders[0]));
    first->seen = (uint32_t)all->coder_count;
    return CODING_OK;
}

/* ---- codings ---- */

static bool
is_in_list(const char *list, coding_span word)
{
    const char *at = list;

    while (*at != '\0') {
        size_t length = 0;

        while (at[length] != '\0' && at[length] != ',')
            length++;
        if (coding_span_equal((coding_span){at, length}, word))
            return true;
        at += length + (at[length] == ',');
    }
    return false;
}

/* Whether a coding says that the code is there. A coding without polarity was
   made by hand. */
static bool
holds(const streams *all, const coding_row *row)
{
    const char *list = all->options->polarity;
    coding_span polarity = coding_row_cell(row, all->in.polarity);
    coding_span counted = coding_row_cell(row, all->in.counted);

    if (coding_span_is(counted, "removed"))
        return false;
    if (all->options->counted && !coding_span_is(counted, "1") &&
        !coding_span_is(counted, "repeat"))
        return false;
    if (polarity.length == 0 ||
        (list != NULL && is_in_list(list, coding_span_of("all"))))
        return true;
    return is_in_list(list != NULL ? list : "affirmed", polarity);
}

coding_status
streams_add_mark(streams *all, const streams_mark *mark)
{
    coding_status status = BASE_GROW(all->context, &all->marks,
                                     &all->mark_capacity, all->mark_count + 1);
    streams_mark *to;

    if (status != CODING_OK)
        return status;
    to = &all->marks[all->mark_count];
    *to = *mark;
    to->coder = (uint32_t)all->coder_count - 1;
    status = arena_copy(&all->keep, mark->text, &to->text);
    if (status == CODING_OK)
        all->mark_count++;
    return status;
}

static coding_status
take_coding(streams *all, const coding_row *row)
{
    const coding_core *in = &all->in;
    size_t document =
        map_find(&all->documents, coding_row_cell(row, in->document));
    coding_span facet = coding_row_cell(row, in->facet);
    streams_mark mark = {.text = coding_row_cell(row, in->text)};
    uint64_t number = 0;
    coding_status status;

    if (!is_wanted_facet(all, facet))
        return CODING_OK;
    if (document == MAP_NONE || !coding_row_unsigned(row, in->unit, &number) ||
        !coding_row_unsigned(row, in->start, &mark.start) ||
        !coding_row_unsigned(row, in->end, &mark.end))
        return diag_error(all->context, CODING_EDATA, "unit-offset",
                          place_of(row),
                          "a coding without its document, unit, start or end");
    status = streams_code_number(all, facet, coding_row_cell(row, in->code),
                                 &mark.code);
    if (status == CODING_OK)
        status = streams_find_unit(all, (uint32_t)document, number, &mark.unit);
    if (status != CODING_OK)
        return status;
    if (mark.unit == STREAMS_NONE || !all->units[mark.unit].eligible ||
        !holds(all, row)) {
        all->left_out++;
        return CODING_OK;
    }
    return streams_add_mark(all, &mark);
}

coding_status
streams_take(streams *all, const coding_row *row, bool *fresh)
{
    size_t before = all->code_keys.count;
    coding_span facet = coding_row_cell(row, all->in.facet);
    coding_status status = CODING_OK;
    uint32_t number;

    *fresh = false;
    if (row->record == CODING_RECORD_META)
        return abbreviations_take(
            all->context, coding_row_cell(row, all->in.text), &all->more);
    if (row->record == CODING_RECORD_DOCUMENT)
        return take_document(all, row);
    if (row->record == CODING_RECORD_UNIT)
        return take_unit(all, row);
    if (row->record == CODING_RECORD_CODING)
        return take_coding(all, row);
    if (row->record == CODING_RECORD_CODE && is_wanted_facet(all, facet)) {
        status = streams_code_number(
            all, facet, coding_row_cell(row, all->in.code), &number);
        *fresh = all->code_keys.count > before;
    }
    return status;
}

coding_status
streams_end(streams *all)
{
    diag_place place = {all->path, 0, 0, {NULL, 0}};

    for (size_t d = 0; d < all->documents.count; d++)
        if (all->document_seen[d] != all->coder_count)
            return diag_error(
                all->context, CODING_EDATA, "documents-differ", place,
                "document %.*s of %.*s is not here; expected the same "
                "documents from every coder",
                DIAG_SPAN(map_name(&all->documents, d)),
                DIAG_SPAN(all->coders[0]));
    for (size_t u = 0; u < all->unit_keys.count; u++)
        if (all->units[u].seen != all->coder_count)
            return diag_error(
                all->context, CODING_EDATA, "units-differ", place,
                "document %.*s, unit %llu of %.*s is not here; expected the "
                "same units from every coder",
                DIAG_SPAN(map_name(&all->documents, all->units[u].document)),
                (unsigned long long)all->units[u].number,
                DIAG_SPAN(all->coders[0]));
    return CODING_OK;
}

typedef struct {
    coding_span name;
    uint32_t number; /* of the unit */
} named_unit;

static int
by_document(const void *left, const void *right)
{
    const named_unit *a = left, *b = right;
    int names = coding_span_compare(a->name, b->name);

    if (names != 0)
        return names;
    return (a->number > b->number) - (a->number < b->number);
}

coding_status
streams_order(streams *all, uint32_t **out)
{
    size_t count = all->unit_keys.count;
    named_unit *named = NULL;
    coding_status status = CODING_OK;

    if (all->order == NULL) {
        status = ARENA_ARRAY(&all->keep, count + 1, &named);
        if (status == CODING_OK)
            status = ARENA_ARRAY(&all->keep, count + 1, &all->order);
        for (uint32_t i = 0; status == CODING_OK && i < count; i++)
            named[i] = (named_unit){
                map_name(&all->documents, all->units[i].document), i};
        if (status == CODING_OK && count > 0)
            qsort(named, count, sizeof *named, by_document);
        for (uint32_t i = 0; status == CODING_OK && i < count; i++)
            all->order[i] = named[i].number;
    }
    *out = all->order;
    return status;
}
