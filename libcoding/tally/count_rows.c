/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Answers, counts and families as rows. docs/format/stream.md, section 6. */
#include <coding/stats_proportion.h>

#include <math.h>
#include <stdlib.h>

#include "tally/tally_inside.h"

/* ---- answers ---- */

static void
set_number_or_empty(coding_cells *cells, size_t column, uint64_t number)
{
    if (number != CODING_NO_NUMBER)
        coding_cells_unsigned(cells, column, number);
}

/* The documents beyond the first, in further (borrowed by the row). */
static void
set_documents(coding_tally *tally, const coding_counted_answer *from,
              buffer *further)
{
    coding_cells *cells = tally->cells;

    coding_cells_unsigned(cells, tally->core.documents, from->document_count);
    if (from->document_count > 0)
        coding_cells_text(
            cells, tally->core.document,
            coding_counting_document(tally->counting, from->documents[0]));
    if (from->document_count < 2)
        return;
    buffer_reset(further);
    for (size_t i = 1; i < from->document_count; i++) {
        buffer_add_text(further, i == 1 ? "documents=" : "/");
        buffer_add(further, coding_counting_document(tally->counting,
                                                     from->documents[i]));
    }
    coding_cells_text(cells, tally->core.value, buffer_span(further));
}

static void
set_code(coding_tally *tally, size_t code)
{
    coding_cells_text(tally->cells, tally->core.facet,
                      coding_counting_facet(tally->counting));
    coding_cells_text(tally->cells, tally->core.code,
                      tally->people.codes[code].id);
}

static coding_status
give_answer(coding_tally *tally, const coding_counted_answer *from,
            buffer *further)
{
    coding_cells *cells = tally->cells;
    const coding_core *core = &tally->core;

    coding_cells_begin(cells, CODING_RECORD_ANSWER);
    coding_cells_text(cells, core->table, tally->name);
    coding_cells_text(cells, core->respondent,
                      tally->people.respondents[from->respondent].id);
    coding_cells_text(
        cells, core->question,
        coding_counting_question(tally->counting, from->question));
    coding_cells_text(cells, core->facet,
                      coding_counting_facet(tally->counting));
    coding_cells_unsigned(cells, core->mentions, from->mentions);
    if (from->code == CODING_NO_ITEM) {
        coding_cells_unsigned(cells, core->counted, 0);
    } else {
        set_code(tally, from->code);
        coding_cells_unsigned(cells, core->rank, from->rank);
        coding_cells_text(cells, core->counted,
                          coding_span_of(from->counted ? "1" : "beyond-top"));
        coding_cells_unsigned(cells, core->units, from->units);
        set_number_or_empty(cells, core->unit, from->unit);
        set_number_or_empty(cells, core->start, from->start);
        set_documents(tally, from, further);
    }
    for (size_t i = 0; i < coding_counting_attributes(tally->counting); i++)
        coding_cells_text(cells, tally->attribute_columns[i],
                          from->attributes[i]);
    return coding_cells_give(cells, tally->sink);
}

coding_status
tally_give_answers(coding_tally *tally)
{
    buffer further;
    coding_status status = CODING_OK;

    buffer_init(&further, tally->context);
    for (size_t i = 0; status == CODING_OK && i < tally->people.answer_count;
         i++) {
        status = give_answer(tally, &tally->people.answers[i], &further);
        if (status == CODING_OK)
            status = buffer_status(&further);
    }
    buffer_free(&further);
    return status;
}

/* ---- order and shares ---- */

uint64_t
tally_in_unit(const coding_tally *tally, const census_counts *counts)
{
    switch (tally->options.unit) {
    case CODING_TALLY_MENTION:
        return counts->mentions;
    case CODING_TALLY_ORGANISATION:
        return counts->organisations;
    case CODING_TALLY_DYAD:
        return counts->dyads;
    case CODING_TALLY_DOCUMENT:
        return counts->documents;
    case CODING_TALLY_RESPONDENT:
        break;
    }
    return counts->respondents;
}

uint64_t
tally_passing(const coding_tally *tally, uint64_t threshold)
{
    uint64_t count = 0;

    for (size_t i = 0; i < tally->people.code_count; i++)
        count += tally_in_unit(tally, &tally->counts[i]) >= threshold;
    return count;
}

typedef struct {
    uint64_t count;
    size_t code;
} ordered;

static int
compare_ordered(const void *one, const void *two)
{
    const ordered *a = one;
    const ordered *b = two;

    if (a->count != b->count)
        return a->count > b->count ? -1 : 1;
    return (a->code > b->code) - (a->code < b->code);
}

coding_status
tally_sort(coding_tally *tally)
{
    size_t count = tally->people.code_count;
    ordered *sorted = NULL;
    coding_status status = ARENA_ARRAY(&tally->keep, count, &sorted);

    if (status == CODING_OK)
        status = ARENA_ARRAY(&tally->keep, count, &tally->order);
    if (status != CODING_OK)
        return status;
    for (size_t i = 0; i < count; i++)
        sorted[i] = (ordered){tally_in_unit(tally, &tally->counts[i]), i};
    if (count > 0)
        qsort(sorted, count, sizeof *sorted, compare_ordered);
    for (size_t i = 0; i < count; i++)
        tally->order[i] = sorted[i].code;
    return CODING_OK;
}

/* Percent of the base with Wilson's limits (Wilson 1927). */
static void
set_share(coding_tally *tally, uint64_t count, uint64_t base)
{
    coding_stats_limits limits = coding_stats_wilson(count, base, 0.95);
    coding_cells *cells = tally->cells;

    coding_cells_unsigned(cells, tally->core.base, base);
    if (base == 0)
        return;
    coding_cells_number(cells, tally->core.percent,
                        100.0 * (double)count / (double)base);
    coding_cells_number(cells, tally->core.ci_low, 100.0 * limits.low);
    coding_cells_number(cells, tally->core.ci_high, 100.0 * limits.high);
}

/* ---- counts ---- */

/* Where a row belongs: a table, and a level of the group or CENSUS_ALL. */
typedef struct {
    coding_span table;
    size_t level;
} part;

static void
set_part(coding_tally *tally, const part *where)
{
    coding_cells *cells = tally->cells;

    coding_cells_begin(cells, CODING_RECORD_COUNT);
    coding_cells_text(cells, tally->core.table, where->table);
    if (where->level == CENSUS_ALL)
        return;
    coding_cells_text(cells, tally->core.group,
                      tally->people.level_names[where->level]);
    coding_cells_text(
        cells, tally->core.name,
        coding_counting_attribute_name(tally->counting, tally->group));
}

static void
set_counts(coding_tally *tally, const census_counts *counts)
{
    coding_cells *cells = tally->cells;
    const coding_core *core = &tally->core;

    coding_cells_unsigned(cells, core->mentions, counts->mentions);
    coding_cells_unsigned(cells, core->units, counts->units);
    coding_cells_unsigned(cells, core->respondents, counts->respondents);
    if (tally->people.has_organisations)
        coding_cells_unsigned(cells, core->organisations,
                              counts->organisations);
    if (tally->people.has_dyads) {
        coding_cells_unsigned(cells, core->dyads, counts->dyads);
        coding_cells_unsigned(cells, core->dyads_both, counts->dyads_both);
    }
    coding_cells_unsigned(cells, core->documents, counts->documents);
    coding_cells_unsigned(cells, core->first, counts->first);
    coding_cells_number(cells, core->mean_rank, counts->mean_rank);
    coding_cells_number(cells, core->salience, counts->salience);
}

static coding_status
give_count(coding_tally *tally, const part *where, size_t code,
           const census_counts *counts, const census_counts *base)
{
    const coding_counted_code *about = &tally->people.codes[code];
    uint64_t count = tally_in_unit(tally, counts);

    set_part(tally, where);
    set_code(tally, code);
    coding_cells_text(tally->cells, tally->core.family, about->family);
    coding_cells_text(tally->cells, tally->core.label,
                      about->label.length > 0 ? about->label : about->id);
    set_counts(tally, counts);
    set_share(tally, count, tally_in_unit(tally, base));
    if (tally->options.threshold > 0)
        coding_cells_unsigned(tally->cells, tally->core.dominant,
                              count >= tally->options.threshold);
    return coding_cells_give(tally->cells, tally->sink);
}

/* "NAME by ATTRIBUTE". */
static coding_status
name_by_group(coding_tally *tally, coding_span name, coding_span *out)
{
    coding_status status;
    buffer text;

    buffer_init(&text, tally->context);
    buffer_add(&text, name);
    buffer_add_text(&text, " by ");
    buffer_add(&text,
               coding_counting_attribute_name(tally->counting, tally->group));
    status = buffer_status(&text);
    if (status == CODING_OK)
        status = arena_copy(&tally->keep, buffer_span(&text), out);
    buffer_free(&text);
    return status;
}

/* One row a code and level: codes as in the first table, levels in their
   order. */
static coding_status
give_levels(coding_tally *tally)
{
    size_t codes = tally->people.code_count;
    size_t levels = tally->people.level_count;
    census_counts *counts = NULL;
    census_counts *bases = NULL;
    part where = {0};
    coding_status status = name_by_group(tally, tally->name, &where.table);

    if (status == CODING_OK)
        status = ARENA_ARRAY(&tally->keep, codes * levels, &counts);
    if (status == CODING_OK)
        status = ARENA_ARRAY(&tally->keep, levels, &bases);
    for (size_t l = 0; status == CODING_OK && l < levels; l++) {
        status = census_base(&tally->people, l, &bases[l]);
        if (status == CODING_OK)
            status = census_count(&tally->people, l, counts + l * codes);
    }
    for (size_t i = 0; status == CODING_OK && i < codes * levels; i++) {
        size_t code = tally->order[i / levels];

        where.level = i % levels;
        status =
            give_count(tally, &where, code, &counts[where.level * codes + code],
                       &bases[where.level]);
    }
    return status;
}

coding_status
tally_give_counts(coding_tally *tally)
{
    part where = {tally->name, CENSUS_ALL};
    bool levels = tally->group != CODING_NO_ITEM;
    coding_status status = CODING_OK;

    for (size_t i = 0; status == CODING_OK && i < tally->people.code_count &&
                       !(levels && tally->options.table != NULL);
         i++) {
        size_t code = tally->order[i];

        status =
            give_count(tally, &where, code, &tally->counts[code], &tally->base);
    }
    if (status == CODING_OK && levels)
        status = give_levels(tally);
    return status;
}

/* ---- families ---- */

static coding_status
give_family(coding_tally *tally, const part *where, const census_family *family,
            uint64_t base)
{
    coding_cells *cells = tally->cells;

    set_part(tally, where);
    coding_cells_text(cells, tally->core.facet,
                      coding_counting_facet(tally->counting));
    coding_cells_text(cells, tally->core.family, family->name);
    coding_cells_text(cells, tally->core.label, family->name);
    coding_cells_unsigned(cells, tally->core.respondents, family->respondents);
    if (tally->people.has_organisations)
        coding_cells_unsigned(cells, tally->core.organisations,
                              family->organisations);
    set_share(tally, family->respondents, base);
    coding_cells_unsigned(cells, tally->extra.children_sum,
                          family->children_sum);
    return coding_cells_give(cells, tally->sink);
}

/* The families of everybody, or of every level: one row a family and level. */
static coding_status
give_families(coding_tally *tally, part *where, size_t levels)
{
    census_family **families = NULL;
    census_counts *bases = NULL;
    size_t count = 0;
    coding_status status = ARENA_ARRAY(&tally->keep, levels, &families);

    if (status == CODING_OK)
        status = ARENA_ARRAY(&tally->keep, levels, &bases);
    for (size_t l = 0; status == CODING_OK && l < levels; l++) {
        size_t level = where->level == CENSUS_ALL ? CENSUS_ALL : l;

        status = census_base(&tally->people, level, &bases[l]);
        if (status == CODING_OK)
            status =
                census_families(&tally->people, level, &families[l], &count);
    }
    for (size_t i = 0; status == CODING_OK && i < count * levels; i++) {
        size_t l = i % levels;

        if (where->level != CENSUS_ALL)
            where->level = l;
        status = give_family(tally, where, &families[l][i / levels],
                             bases[l].respondents);
    }
    return status;
}

coding_status
tally_give_families(coding_tally *tally)
{
    part where = {.level = CENSUS_ALL};
    bool levels = tally->group != CODING_NO_ITEM;
    coding_status status = tally_table(tally, "families", &where.table);

    if (status == CODING_OK && !(levels && tally->options.table != NULL))
        status = give_families(tally, &where, 1);
    if (status != CODING_OK || !levels)
        return status;
    where.level = 0;
    status = name_by_group(tally, where.table, &where.table);
    if (status == CODING_OK)
        status = give_families(tally, &where, tally->people.level_count);
    return status;
}
