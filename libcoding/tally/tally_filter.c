/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The filter: rows in, rows out with their verdicts, then the tables. See
   coding/tally.h. */
#include <coding/meta.h>
#include <coding/tally.h>

#include <string.h>

#include "base/diag.h"
#include "base/memory.h"
#include "tally/tally_inside.h"

/* ---- columns ---- */

static const char *const always[] = {
    "respondent", "question",    "facet",        "code",     "counted",
    "rank",       "family",      "counted_rank", "document", "unit",
    "start",      "label",       "name",         "value",    "mentions",
    "units",      "documents",   "respondents",  "dyads",    "organisations",
    "dyads_both", "table",       "base",         "percent",  "ci_low",
    "ci_high",    "first",       "mean_rank",    "salience", "dominant",
    "text",       "children_sum"};
static const char *const of_groups[] = {"group"};
static const char *const of_sensitivity[] = {"threshold", "codes", "expected",
                                             "p_at_least"};
static const char *const of_chance[] = {"model", "figure"};

static coding_status
add_columns(coding_columns *columns, const char *const *names, size_t count)
{
    coding_status status = CODING_OK;

    for (size_t i = 0; status == CODING_OK && i < count; i++)
        status = coding_columns_add(columns, coding_span_of(names[i]));
    return status;
}

#define ADD(columns, names)                                                    \
    add_columns((columns), (names), sizeof(names) / sizeof *(names))

coding_status
coding_tally_columns(const coding_columns *columns,
                     const coding_tally_options *options, coding_columns **out)
{
    coding_columns *made = NULL;
    coding_status status = coding_columns_copy(columns, &made);

    if (status == CODING_OK)
        status = coding_meta_columns(made);
    if (status == CODING_OK)
        status = ADD(made, always);
    if (status == CODING_OK && options->group.length > 0)
        status = ADD(made, of_groups);
    if (status == CODING_OK && options->sensitivity)
        status = ADD(made, of_sensitivity);
    if (status == CODING_OK && options->chance)
        status = ADD(made, of_chance);
    if (status != CODING_OK) {
        coding_columns_free(made);
        return status;
    }
    *out = made;
    return CODING_OK;
}

static tally_columns
find_extra(const coding_columns *columns)
{
    return (tally_columns){
        .children_sum = coding_columns_find(columns, "children_sum"),
        .threshold = coding_columns_find(columns, "threshold"),
        .codes = coding_columns_find(columns, "codes"),
        .expected = coding_columns_find(columns, "expected"),
        .p_at_least = coding_columns_find(columns, "p_at_least"),
        .model = coding_columns_find(columns, "model"),
        .figure = coding_columns_find(columns, "figure")};
}

/* ---- making ---- */

static coding_status
check_options(coding_context *context, const coding_tally_options *options)
{
    bool respondents = options->unit == CODING_TALLY_RESPONDENT;

    if (options->chance && options->threshold == 0)
        return diag_error(context, CODING_EUSAGE, "chance-needs-threshold",
                          (diag_place){0},
                          "chance figures speak of a threshold; give one");
    if (options->chance && !respondents)
        return diag_error(context, CODING_EUSAGE, "chance-of-respondents",
                          (diag_place){0},
                          "chance figures speak of respondents, not of "
                          "another unit");
    if (options->counting.merge && options->unit == CODING_TALLY_DOCUMENT)
        return diag_error(context, CODING_EUSAGE, "merge-documents",
                          (diag_place){0},
                          "shards do not say how many documents there were; "
                          "join the coded streams and tally them once");
    return CODING_OK;
}

static coding_status
find_attributes(coding_tally *tally, const coding_columns *result)
{
    size_t count = coding_counting_attributes(tally->counting);
    coding_status status =
        ARENA_ARRAY(&tally->keep, count, &tally->attribute_columns);

    for (size_t i = 0; status == CODING_OK && i < count; i++)
        tally->attribute_columns[i] = coding_columns_attribute(
            result, coding_counting_attribute_name(tally->counting, i));
    tally->group = CODING_NO_ITEM;
    if (status == CODING_OK && tally->options.group.length > 0)
        status = coding_counting_find_attribute(
            tally->counting, tally->options.group, &tally->group);
    return status;
}

coding_status
coding_tally_new(coding_context *context, const coding_columns *columns,
                 const coding_columns *result,
                 const coding_tally_options *options, coding_row_sink sink,
                 coding_tally **out)
{
    coding_tally *made = NULL;
    coding_status status = check_options(context, options);

    if (status == CODING_OK)
        status = BASE_NEW(context, &made);
    if (status != CODING_OK)
        return status;
    made->context = context;
    made->options = *options;
    made->sink = sink;
    made->in = coding_core_of(columns);
    made->core = coding_core_of(result);
    made->extra = find_extra(result);
    arena_init(&made->keep, context);
    map_init(&made->tables, context);
    map_init(&made->shards.made, context);
    buffer_init(&made->summary, context);
    status = held_init(&made->waiting, context, columns, options->spool);
    if (status == CODING_OK)
        status = coding_cells_new(context, result, &made->cells);
    if (status == CODING_OK)
        status = coding_counting_new(context, columns, &options->counting,
                                     &made->counting);
    if (status == CODING_OK)
        status = find_attributes(made, result);
    if (status != CODING_OK) {
        coding_tally_free(made);
        return status;
    }
    *out = made;
    return CODING_OK;
}

void
coding_tally_free(coding_tally *tally)
{
    if (tally == NULL)
        return;
    census_clear(&tally->people);
    coding_counting_free(tally->counting);
    coding_cells_free(tally->cells);
    held_clear(&tally->waiting);
    map_clear(&tally->tables);
    map_clear(&tally->shards.made);
    buffer_free(&tally->summary);
    arena_clear(&tally->keep);
    base_free(tally->context, tally);
}

/* ---- rows ---- */

static bool
is_passage(const coding_row *row)
{
    return row->record == CODING_RECORD_UNIT ||
           row->record == CODING_RECORD_CODING;
}

/* Hands row on: at once, or later when verdicts are still open. */
static coding_status
pass(coding_tally *tally, const coding_row *row)
{
    coding_tally_pass wanted = tally->options.pass;

    if (wanted == CODING_TALLY_PASS_NONE ||
        (wanted == CODING_TALLY_PASS_RESULTS && is_passage(row)))
        return CODING_OK;
    /* A shard's codings have their verdicts. */
    if (coding_counting_is_mine(tally->counting, row) &&
        !tally->options.counting.merge)
        tally->holding = true;
    if (tally->holding)
        return held_add(&tally->waiting, row);
    return coding_row_give(tally->sink, row);
}

static bool
is_result(const coding_row *row)
{
    return row->record == CODING_RECORD_COUNT ||
           row->record == CODING_RECORD_CELL ||
           row->record == CODING_RECORD_TEST;
}

/* A shard's own rows are taken in; results of others cannot be merged. */
static coding_status
take_shard_row(coding_tally *tally, const coding_row *row, bool *consumed)
{
    bool mine = coding_span_equal(coding_row_cell(row, tally->in.facet),
                                  coding_counting_facet(tally->counting));

    *consumed = mine && (row->record == CODING_RECORD_ANSWER ||
                         row->record == CODING_RECORD_COUNT);
    if (coding_counting_is_mine(tally->counting, row) &&
        coding_row_cell(row, tally->in.counted).length == 0)
        return diag_error(tally->context, CODING_EDATA, "shards-uncounted",
                          (diag_place){.file = row->file, .line = row->line},
                          "a coding that no tally has judged: tally this "
                          "shard first");
    if (is_result(row) && !*consumed)
        return diag_error(tally->context, CODING_EDATA, "shards-results",
                          (diag_place){.file = row->file, .line = row->line},
                          "only answers and counts of the facet can be "
                          "merged, not this %s row",
                          coding_record_name(row->record));
    return CODING_OK;
}

static coding_status
meet_table(coding_tally *tally, const coding_row *row)
{
    size_t number = 0;

    if (!is_result(row) || tally->options.pass == CODING_TALLY_PASS_NONE)
        return CODING_OK;
    return map_add(&tally->tables, coding_row_cell(row, tally->in.table),
                   &number);
}

coding_status
coding_tally_take(coding_tally *tally, const coding_row *row)
{
    bool consumed = false;
    coding_status status = coding_counting_take(tally->counting, row);

    if (status == CODING_OK && row->record == CODING_RECORD_META)
        status = tally_meet_meta(tally, row);
    if (status == CODING_OK && tally->options.counting.merge)
        status = take_shard_row(tally, row, &consumed);
    if (status != CODING_OK || consumed)
        return status;
    if (coding_counting_facet(tally->counting).length > 0)
        status = tally_tell(tally);
    if (status == CODING_OK)
        status = meet_table(tally, row);
    if (status == CODING_OK)
        status = pass(tally, row);
    return status;
}

/* A row that waited, with its verdict. */
static coding_status
release(void *user, const coding_row *row)
{
    coding_tally *tally = user;
    coding_verdict verdict;
    coding_status status;

    if (!coding_counting_is_mine(tally->counting, row))
        return coding_row_give(tally->sink, row);
    status = coding_counting_judge(tally->counting, row, &verdict);
    if (status != CODING_OK)
        return status;
    coding_cells_begin_as(tally->cells, row);
    coding_cells_text(tally->cells, tally->core.counted, verdict.counted);
    if (verdict.rank > 0)
        coding_cells_unsigned(tally->cells, tally->core.counted_rank,
                              verdict.rank);
    return coding_cells_give(tally->cells, tally->sink);
}

/* ---- results ---- */

bool
tally_gives(const coding_tally *tally, const char *table)
{
    return tally->options.table == NULL ||
           strcmp(tally->options.table, table) == 0;
}

coding_status
tally_table(coding_tally *tally, const char *kind, coding_span *out)
{
    coding_status status;
    buffer name;

    *out = coding_span_of(kind);
    if (map_find(&tally->tables, *out) == MAP_NONE)
        return CODING_OK;
    buffer_init(&name, tally->context);
    buffer_add_text(&name, kind);
    buffer_add_byte(&name, ':');
    buffer_add(&name, tally->name);
    status = buffer_status(&name);
    if (status == CODING_OK)
        status = arena_copy(&tally->keep, buffer_span(&name), out);
    buffer_free(&name);
    return status;
}

static coding_status
choose_name(coding_tally *tally)
{
    tally->name = tally->options.name.length > 0
                      ? tally->options.name
                      : coding_counting_facet(tally->counting);
    if (map_find(&tally->tables, tally->name) == MAP_NONE)
        return CODING_OK;
    return diag_error(tally->context, CODING_EUSAGE, "table-taken",
                      (diag_place){0},
                      "the stream has a table '%.*s' already; give another "
                      "name",
                      DIAG_SPAN(tally->name));
}

static coding_status
check_unit(const coding_tally *tally)
{
    const char *missing = NULL;

    if (tally->people.respondent_count == 0)
        diag_warning(tally->context, "base-empty", (diag_place){0},
                     "no respondent is in the base");

    if (tally->options.unit == CODING_TALLY_ORGANISATION &&
        !tally->people.has_organisations)
        missing = "organisation";
    if (tally->options.unit == CODING_TALLY_DYAD && !tally->people.has_dyads)
        missing = "dyad";
    if (missing != NULL)
        return diag_error(tally->context, CODING_EUSAGE, "unit-unknown",
                          (diag_place){0},
                          "no respondent has an attribute '%s', which this "
                          "unit needs",
                          missing);
    if (tally->group != CODING_NO_ITEM &&
        coding_counting_varies(tally->counting, tally->group))
        diag_note(tally->context, "attribute-varies", (diag_place){0},
                  "'%.*s' differs between documents of one respondent: the "
                  "participants' row or the earliest interview decides",
                  DIAG_SPAN(coding_counting_attribute_name(tally->counting,
                                                           tally->group)));
    return CODING_OK;
}

/* Counts everything, after the answers are fixed. */
static coding_status
count(coding_tally *tally)
{
    coding_status status =
        census_init(&tally->people, tally->context, &tally->keep,
                    tally->counting, tally->group);

    if (status == CODING_OK)
        status = check_unit(tally);
    if (status == CODING_OK)
        status = ARENA_ARRAY(&tally->keep, tally->people.code_count + 1,
                             &tally->counts);
    if (status == CODING_OK)
        status = census_base(&tally->people, CENSUS_ALL, &tally->base);
    if (status == CODING_OK)
        status = census_count(&tally->people, CENSUS_ALL, tally->counts);
    if (status == CODING_OK)
        status = tally_sort(tally);
    return status;
}

static coding_status
give_results(coding_tally *tally)
{
    coding_status status = CODING_OK;

    if (tally_gives(tally, "answers"))
        status = tally_give_answers(tally);
    if (status == CODING_OK && tally_gives(tally, "tally"))
        status = tally_give_counts(tally);
    if (status == CODING_OK && tally_gives(tally, "families"))
        status = tally_give_families(tally);
    if (status == CODING_OK && tally->options.sensitivity &&
        tally_gives(tally, "sensitivity"))
        status = tally_give_sensitivity(tally);
    if (status == CODING_OK && tally->options.chance &&
        tally_gives(tally, "chance"))
        status = tally_give_chance(tally);
    return status;
}

coding_status
coding_tally_finish(coding_tally *tally)
{
    coding_status status = coding_counting_finish(tally->counting);

    if (status == CODING_OK)
        status = choose_name(tally);
    if (status == CODING_OK && tally->options.counting.merge)
        status = tally_check_shards(tally);
    if (status == CODING_OK)
        status = count(tally);
    if (status == CODING_OK)
        status = tally_tell(tally);
    if (status == CODING_OK)
        status = held_give(&tally->waiting, (coding_row_sink){release, tally});
    if (status == CODING_OK)
        status = give_results(tally);
    return status;
}
