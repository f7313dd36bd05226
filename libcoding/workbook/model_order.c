/* SPDX-License-Identifier: GPL-2.0-or-later */
/* After the last row: people, documents and codings in the order of the
   tables, and what tally was asked. See workbook/model.h. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "workbook/model.h"

/* An id and its number, to be sorted. */
typedef struct {
    coding_span id;
    size_t number;
} named;

static int
compare_named(const void *one, const void *two)
{
    const named *a = one, *b = two;
    int by_id = coding_span_compare(a->id, b->id);

    return by_id != 0 ? by_id
                      : (a->number > b->number) - (a->number < b->number);
}

/* Numbers of sorted, from at on, into out. */
static void
sort_named(named *items, size_t count, size_t *out)
{
    if (count > 0)
        qsort(items, count, sizeof *items, compare_named);
    for (size_t i = 0; i < count; i++)
        out[i] = items[i].number;
}

/* Those known before the first document as they came, the others by id: the
   order of the files must not show. */
static coding_status
order_people(model *all)
{
    size_t early = 0, late = 0;
    named *items = NULL;
    coding_status status =
        base_alloc(all->context, (all->respondent_count + 1) * sizeof *items,
                   (void **)(void *)&items);

    if (status == CODING_OK)
        status = base_alloc(all->context,
                            (all->respondent_count + 1) * sizeof *all->people,
                            (void **)(void *)&all->people);
    for (size_t i = 0; status == CODING_OK && i < all->respondent_count; i++) {
        if (all->respondents[i].early)
            all->people[early++] = i;
        else
            items[late++] = (named){all->respondents[i].id, i};
    }
    if (status == CODING_OK)
        sort_named(items, late, all->people + early);
    base_free(all->context, items);
    return status;
}

static coding_status
order_files(model *all)
{
    named *items = NULL;
    coding_status status =
        base_alloc(all->context, (all->document_count + 1) * sizeof *items,
                   (void **)(void *)&items);

    if (status == CODING_OK)
        status = base_alloc(all->context,
                            (all->document_count + 1) * sizeof *all->files,
                            (void **)(void *)&all->files);
    for (size_t i = 0; status == CODING_OK && i < all->document_count; i++)
        items[i] = (named){all->documents[i].name, i};
    if (status == CODING_OK)
        sort_named(items, all->document_count, all->files);
    base_free(all->context, items);
    return status;
}

/* Words of the documents that a respondent speaks in. */
static void
share_words(model *all)
{
    for (size_t i = 0; i < all->pair_ids.count; i++) {
        size_t pair[2];
        coding_span key = map_name(&all->pair_ids, i);

        memcpy(pair, key.at, sizeof pair);
        all->respondents[pair[0]].document_words +=
            all->documents[pair[1]].words;
        all->respondents[pair[0]].interviewer_words +=
            all->documents[pair[1]].interviewer_words;
    }
}

/* ---- tallies ---- */

static uint64_t
pair_unsigned(coding_span pairs, const char *key)
{
    uint64_t number = 0;

    return number_to_unsigned(model_pair(pairs, key), &number) ? number : 0;
}

/* What tally says it was asked about a facet: the last such row. */
static void
find_settings(const model *all, model_tally *tally)
{
    tally->unit = coding_span_of("respondent");
    for (size_t i = 0; i < all->meta_count; i++) {
        coding_span details = all->metas[i].details;
        coding_span unit = model_pair(details, "unit");

        if (!coding_span_is(all->metas[i].tool, "tally") ||
            !coding_span_equal(model_pair(details, "counted"), tally->facet))
            continue;
        tally->question = model_pair(details, "question");
        tally->top = pair_unsigned(details, "top");
        tally->threshold = pair_unsigned(details, "threshold");
        if (unit.length > 0)
            tally->unit = unit;
    }
}

static coding_status
find_tallies(model *all)
{
    coding_status status = CODING_OK;

    for (size_t i = 0; status == CODING_OK && i < all->count_count; i++) {
        const model_count *count = &all->counts[i];
        size_t at = 0;
        model_tally *tally;

        if (count->code == MODEL_NONE || count->group.length > 0)
            continue;
        while (at < all->tally_count &&
               !coding_span_equal(all->tallies[at].facet, count->facet))
            at++;
        if (at == all->tally_count) {
            status = BASE_GROW(all->context, &all->tallies,
                               &all->tally_capacity, at + 1);
            if (status == CODING_OK)
                all->tallies[all->tally_count++] =
                    (model_tally){.facet = count->facet,
                                  .table = count->table,
                                  .base = count->number[FIGURE_BASE]};
        }
        if (status != CODING_OK)
            return status;
        tally = &all->tallies[at];
        if (!coding_span_equal(tally->table, count->table))
            continue; /* a second table of the same facet */
        if (tally->count == 0)
            status = base_alloc(all->context,
                                (all->code_count + 1) * sizeof *tally->counts,
                                (void **)(void *)&tally->counts);
        if (status == CODING_OK && tally->count < all->code_count)
            tally->counts[tally->count++] = i;
    }
    for (size_t i = 0; i < all->tally_count; i++)
        find_settings(all, &all->tallies[i]);
    return status;
}

/* ---- codings ---- */

static int
compare_codings(const void *one, const void *two)
{
    const model_coding *a = one, *b = two;

    if (a->document != b->document)
        return a->document < b->document ? -1 : 1;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    if (a->code != b->code)
        return a->code < b->code ? -1 : 1;
    return (a->offset > b->offset) - (a->offset < b->offset);
}

static int
compare_turns(const void *one, const void *two)
{
    const model_turn *a = one, *b = two;

    if (a->document != b->document)
        return a->document < b->document ? -1 : 1;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    return (a->offset > b->offset) - (a->offset < b->offset);
}

/* Codings and units, by the place of their document. */
static coding_status
order_codings(model *all)
{
    uint32_t *places = NULL;
    coding_status status =
        base_alloc(all->context, (all->document_count + 1) * sizeof *places,
                   (void **)(void *)&places);

    if (status != CODING_OK)
        return status;
    for (size_t i = 0; i < all->document_count; i++)
        places[all->files[i]] = (uint32_t)i;
    for (size_t i = 0; i < all->coding_count; i++)
        all->codings[i].document = places[all->codings[i].document];
    for (size_t i = 0; i < all->turn_count; i++)
        all->turns[i].document = places[all->turns[i].document];
    base_free(all->context, places);
    if (all->turn_count > 0)
        qsort(all->turns, all->turn_count, sizeof *all->turns, compare_turns);
    if (all->coding_count > 0)
        qsort(all->codings, all->coding_count, sizeof *all->codings,
              compare_codings);
    return CODING_OK;
}

/* The place of each code in the tables: as tallied, then as in the stream. */
static coding_status
place_codes(model *all, uint32_t **out)
{
    uint32_t *places = NULL;
    uint32_t next = 0;
    coding_status status =
        base_alloc(all->context, (all->code_count + 1) * sizeof *places,
                   (void **)(void *)&places);

    if (status != CODING_OK)
        return status;
    for (size_t i = 0; i < all->code_count; i++)
        places[i] = UINT32_MAX;
    for (size_t t = 0; t < all->tally_count; t++)
        for (size_t i = 0; i < all->tallies[t].count; i++) {
            size_t code = all->counts[all->tallies[t].counts[i]].code;

            if (places[code] == UINT32_MAX)
                places[code] = next++;
        }
    for (size_t i = 0; i < all->code_count; i++)
        if (places[i] == UINT32_MAX)
            places[i] = next++;
    *out = places;
    return CODING_OK;
}

static int
compare_keys(const void *one, const void *two)
{
    const uint64_t *a = one, *b = two;

    return (*a > *b) - (*a < *b);
}

static coding_status
order_evidence(model *all)
{
    uint32_t *places = NULL;
    coding_status status = place_codes(all, &places);

    if (status == CODING_OK)
        status = base_alloc(all->context,
                            (all->coding_count + 1) * sizeof *all->evidence,
                            (void **)(void *)&all->evidence);
    for (size_t i = 0; status == CODING_OK && i < all->coding_count; i++)
        if (all->codings[i].evidence)
            all->evidence[all->evidence_count++] =
                ((uint64_t)places[all->codings[i].code] << 32) | i;
    base_free(all->context, places);
    if (status != CODING_OK)
        return status;
    if (all->evidence_count > 0)
        qsort(all->evidence, all->evidence_count, sizeof *all->evidence,
              compare_keys);
    for (size_t i = 0; i < all->evidence_count; i++)
        all->evidence[i] &= UINT32_MAX;
    return CODING_OK;
}

static int
compare_reasons(const void *one, const void *two)
{
    const model_reason *a = one, *b = two;

    return coding_span_compare(a->reason, b->reason);
}

coding_status
model_finish(model *all)
{
    coding_status status = order_people(all);

    if (status == CODING_OK)
        status = order_files(all);
    if (status != CODING_OK)
        return status;
    share_words(all);
    if (all->reason_count > 0)
        qsort(all->reasons, all->reason_count, sizeof *all->reasons,
              compare_reasons);
    status = find_tallies(all);
    if (status == CODING_OK)
        status = order_codings(all);
    if (status == CODING_OK)
        status = order_evidence(all);
    return status;
}

/* ---- questions that sheets ask ---- */

const model_tally *
model_tally_of(const model *all, coding_span facet)
{
    for (size_t i = 0; i < all->tally_count; i++)
        if (coding_span_equal(all->tallies[i].facet, facet))
            return &all->tallies[i];
    return NULL;
}

coding_span
model_code_name(const model_code *code)
{
    return code->label.length > 0 ? code->label : code->id;
}

size_t
model_attribute(const model *all, const char *name)
{
    return map_find(&all->attribute_ids, coding_span_of(name));
}

coding_span
model_attribute_of(const model *all, size_t respondent, size_t attribute)
{
    const model_respondent *person = &all->respondents[respondent];

    if (attribute >= person->attribute_count)
        return (coding_span){NULL, 0};
    return person->attributes[attribute];
}

coding_span
model_question_words(const model *all, coding_span id)
{
    size_t number = map_find(&all->question_ids, id);

    if (number == MAP_NONE || all->questions[number].wording.length == 0)
        return id;
    return all->questions[number].wording;
}

coding_span
model_pair(coding_span pairs, const char *key)
{
    size_t length = strlen(key);

    while (pairs.length > 0) {
        size_t end = 0;

        while (end < pairs.length &&
               !(pairs.at[end] == ';' &&
                 (end + 1 == pairs.length || pairs.at[end + 1] == ' ')))
            end++;
        if (end > length && pairs.at[length] == '=' &&
            memcmp(pairs.at, key, length) == 0)
            return (coding_span){pairs.at + length + 1, end - length - 1};
        end = end + 2 < pairs.length ? end + 2 : pairs.length;
        pairs.at += end;
        pairs.length -= end;
    }
    return (coding_span){NULL, 0};
}

bool
model_field(coding_span record, const char *name, size_t n, coding_span *out)
{
    size_t length = strlen(name);

    while (record.length > 0) {
        const char *line_end = memchr(record.at, '\n', record.length);
        size_t line =
            line_end != NULL ? (size_t)(line_end - record.at) : record.length;

        if (line > length && record.at[length] == ':' &&
            memcmp(record.at, name, length) == 0 && n-- == 0) {
            *out = coding_span_trim(
                (coding_span){record.at + length + 1, line - length - 1});
            return true;
        }
        line += line < record.length ? 1 : 0;
        record.at += line;
        record.length -= line;
    }
    return false;
}
