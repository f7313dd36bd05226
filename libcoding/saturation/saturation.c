/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Saturation as a filter: rows in, rows out, the curve at the end. See
   saturate(1). */
#include <coding/meta.h>

#include <string.h>

#include "base/diag.h"
#include "base/memory.h"
#include "saturation/inside.h"
#include "table/columns.h"

coding_status
coding_saturation_columns(const coding_columns *columns, coding_columns **out)
{
    static const char *const added[] = {
        "respondent", "document", "label", "name",       "value",
        "table",      "group",    "row",   "column",     "n",
        "statistic",  "order",    "new",   "cumulative", "base_codes",
        "run_codes",  "ratio",    "low",   "median",     "high",
        "mean",       "text"};

    return COLUMNS_WITH(NULL, columns, added, out);
}

/* ---- making one ---- */

/* The chosen rules first, then what other bases and runs would say: the
   ranges that Guest, Namey & Chen (2020) work with. */
static coding_status
make_rules(coding_saturation *all)
{
    static const double usual[] = {5, 0};
    const coding_saturation_options *options = &all->options;
    const double *percents =
        options->percent_count > 0 ? options->percents : usual;
    size_t count = options->percent_count > 0 ? options->percent_count : 2;
    size_t made = 0;
    coding_status status;

    for (size_t i = 0; i < count; i++)
        if (!(percents[i] >= 0 && percents[i] <= 100))
            return diag_error(all->context, CODING_EUSAGE, "saturation-percent",
                              (diag_place){0},
                              "a threshold of %g; expected percent of the "
                              "base's codes, 0 to 100",
                              percents[i]);
    if (count > RULES_MOST)
        return diag_error(
            all->context, CODING_EUSAGE, "saturation-percent", (diag_place){0},
            "%zu thresholds; expected %d or fewer", count, RULES_MOST);
    status = ARENA_ARRAY(&all->keep, 7 * count, &all->rules);
    if (status != CODING_OK)
        return status;
    for (size_t i = 0; i < count; i++)
        all->rules[made++] =
            (coding_stats_saturation){options->base, options->run, percents[i]};
    all->chosen_count = made;
    for (size_t base = 4; base <= 6; base++)
        for (size_t run = 2; run <= 3; run++)
            for (size_t i = 0; i < count; i++)
                if (base != options->base || run != options->run)
                    all->rules[made++] =
                        (coding_stats_saturation){base, run, percents[i]};
    all->rule_count = made;
    return CODING_OK;
}

static void
find_columns(coding_saturation *all, const coding_columns *result)
{
    all->core = coding_core_of(result);
    all->extra = (saturation_columns){
        .order = coding_columns_find(result, "order"),
        .fresh = coding_columns_find(result, "new"),
        .cumulative = coding_columns_find(result, "cumulative"),
        .base_codes = coding_columns_find(result, "base_codes"),
        .run_codes = coding_columns_find(result, "run_codes"),
        .ratio = coding_columns_find(result, "ratio"),
        .low = coding_columns_find(result, "low"),
        .median = coding_columns_find(result, "median"),
        .high = coding_columns_find(result, "high"),
        .mean = coding_columns_find(result, "mean")};
}

static coding_status
set_options(coding_saturation *all, const coding_saturation_options *options)
{
    coding_status status;

    all->options = *options;
    if (options->base == 0)
        all->options.base = 4;
    if (options->run == 0)
        all->options.run = 2;
    if (options->seed == 0)
        all->options.seed = 1;
    if (options->name.length == 0)
        all->options.name = coding_span_of("saturation");
    all->facet.wanted = options->facet;
    all->facet.again = true;
    all->group = PEOPLE_NONE;
    if (options->orders > CODING_STATS_ORDERS)
        return diag_error(
            all->context, CODING_EUSAGE, "orders-range", (diag_place){0},
            "%llu random orders; expected 1 to %d",
            (unsigned long long)options->orders, CODING_STATS_ORDERS);
    status = make_rules(all);
    if (status == CODING_OK && options->group.length > 0)
        status = people_attribute(&all->who, options->group, &all->group);
    return status;
}

coding_status
coding_saturation_new(coding_context *context, const coding_columns *columns,
                      const coding_columns *result,
                      const coding_saturation_options *options,
                      coding_row_sink sink, coding_saturation **out)
{
    coding_saturation *made = NULL;
    coding_status status = BASE_NEW(context, &made);

    if (status != CODING_OK)
        return status;
    made->context = context;
    made->in = coding_core_of(columns);
    made->sink = sink;
    arena_init(&made->keep, context);
    facets_init(&made->facet, context, &made->keep, made->in);
    map_init(&made->base, context);
    map_init(&made->spoke, context);
    map_init(&made->questions, context);
    map_init(&made->covered, context);
    map_init(&made->tables, context);
    map_init(&made->level_ids, context);
    triples_init(&made->asked, context);
    buffer_init(&made->summary, context);
    buffer_init(&made->by_level, context);
    find_columns(made, result);
    status = people_init(&made->who, context, &made->keep, columns);
    if (status == CODING_OK)
        status = coding_cells_new(context, result, &made->cells);
    if (status == CODING_OK)
        status = set_options(made, options);
    if (status == CODING_OK)
        *out = made;
    else
        coding_saturation_free(made);
    return status;
}

void
coding_saturation_free(coding_saturation *saturation)
{
    coding_context *context;

    if (saturation == NULL)
        return;
    context = saturation->context;
    facets_clear(&saturation->facet);
    people_clear(&saturation->who);
    map_clear(&saturation->base);
    map_clear(&saturation->spoke);
    map_clear(&saturation->questions);
    map_clear(&saturation->covered);
    map_clear(&saturation->tables);
    map_clear(&saturation->level_ids);
    triples_clear(&saturation->asked);
    base_free(context, saturation->namings);
    base_free(context, saturation->interviews);
    coding_cells_free(saturation->cells);
    buffer_free(&saturation->summary);
    buffer_free(&saturation->by_level);
    arena_clear(&saturation->keep);
    base_free(context, saturation);
}

/* ---- rows ---- */

static coding_status
add_naming(coding_saturation *all, const coding_row *row, size_t who,
           size_t where)
{
    size_t code = 0;
    coding_status status = facets_find(&all->facet, row, &code);

    if (status == CODING_OK)
        status = BASE_GROW(all->context, &all->namings, &all->naming_capacity,
                           all->naming_count + 1);
    if (status == CODING_OK)
        all->namings[all->naming_count++] = (naming){who, code, where};
    return status;
}

/* The further documents in which the code was named, as in
   `documents=A.txt/B.txt`; those that no row has shown have no order. */
static coding_status
add_further(coding_saturation *all, const coding_row *row, size_t who)
{
    static const char key[] = "documents=";
    coding_span list = coding_row_cell(row, all->in.value);
    coding_status status = CODING_OK;

    if (list.length < sizeof key - 1 ||
        memcmp(list.at, key, sizeof key - 1) != 0)
        return CODING_OK;
    for (size_t from = sizeof key - 1, i = from;
         status == CODING_OK && i <= list.length; i++) {
        size_t document, where;

        if (i < list.length && list.at[i] != '/')
            continue;
        document = map_find(&all->who.documents,
                            (coding_span){list.at + from, i - from});
        where = document == MAP_NONE
                    ? TRIPLES_NONE
                    : triples_find(&all->who.pairs, (triple){who, document, 0});
        if (where != TRIPLES_NONE)
            status = add_naming(all, row, who, where);
        from = i + 1;
    }
    return status;
}

/* A tally has judged: what counts, and the whole base. */
static coding_status
take_answer(coding_saturation *all, const coding_row *row)
{
    coding_span question = coding_row_cell(row, all->in.question);
    coding_span id = coding_row_cell(row, all->in.respondent);
    size_t who = 0, where = PEOPLE_NONE, number = 0;
    coding_status status;

    if (!facets_is_mine(&all->facet, row) || id.length == 0)
        return CODING_OK;
    if (!all->judged)
        all->naming_count = 0;
    all->judged = true;
    status = map_add(&all->base, id, &number);
    if (status == CODING_OK)
        status = people_add(&all->who, id, &who);
    if (status == CODING_OK && question.length > 0)
        status = map_add(&all->questions, question, &number);
    if (status == CODING_OK &&
        coding_row_cell(row, all->in.document).length > 0)
        status = people_appear(&all->who, row, &where);
    if (status != CODING_OK ||
        !coding_span_is(coding_row_cell(row, all->in.counted), "1"))
        return status;
    status = add_naming(all, row, who, where);
    return status == CODING_OK ? add_further(all, row, who) : status;
}

static coding_status
take_unit(coding_saturation *all, const coding_row *row)
{
    coding_span id = coding_row_cell(row, all->in.respondent);
    coding_span role = coding_row_cell(row, all->in.role);
    size_t where = 0, number = 0;
    coding_status status;

    if (id.length == 0 ||
        (role.length > 0 && !coding_span_is(role, "respondent")))
        return CODING_OK;
    status = people_appear(&all->who, row, &where);
    if (status != CODING_OK)
        return status;
    all->who.items[where].has_unit = true;
    return map_add(&all->spoke, id, &number);
}

/* Without a tally what is affirmed counts; what one has judged waits for its
   answer rows. */
static coding_status
take_coding(coding_saturation *all, const coding_row *row)
{
    coding_span polarity = coding_row_cell(row, all->in.polarity);
    coding_span role = coding_row_cell(row, all->in.role);
    size_t where = 0;
    coding_status status;

    if (all->judged || !facets_is_mine(&all->facet, row) ||
        coding_row_cell(row, all->in.counted).length > 0 ||
        coding_row_cell(row, all->in.respondent).length == 0 ||
        (role.length > 0 && !coding_span_is(role, "respondent")) ||
        (polarity.length > 0 && !coding_span_is(polarity, "affirmed")))
        return CODING_OK;
    status = people_appear(&all->who, row, &where);
    if (status != CODING_OK)
        return status;
    return add_naming(all, row, all->who.items[where].person, where);
}

static coding_status
take_coverage(coding_saturation *all, const coding_row *row)
{
    triple key = {0, 0, 0};
    size_t who = 0, document = 0, question = 0, number = 0;
    bool fresh = false;
    coding_status status;

    if (coding_row_cell(row, all->in.respondent).length == 0)
        return CODING_OK;
    status =
        people_add(&all->who, coding_row_cell(row, all->in.respondent), &who);
    if (status == CODING_OK)
        status = map_add(&all->who.documents,
                         coding_row_cell(row, all->in.document), &document);
    if (status == CODING_OK)
        status = map_add(&all->covered, coding_row_cell(row, all->in.question),
                         &question);
    if (status != CODING_OK ||
        !coding_span_is(coding_row_cell(row, all->in.asked), "1"))
        return status;
    key = (triple){who, document, question};
    return triples_add(&all->asked, key, &number, &fresh);
}

static coding_status
take_result(coding_saturation *all, const coding_row *row)
{
    size_t number = 0;

    return map_add(&all->tables, coding_row_cell(row, all->in.table), &number);
}

/* Rows that come after codes and respondents. */
static coding_status
take_passage(coding_saturation *all, const coding_row *row)
{
    coding_status status = facets_choose(&all->facet);

    if (status != CODING_OK)
        return status;
    switch ((int)row->record) {
    case CODING_RECORD_UNIT:
        return take_unit(all, row);
    case CODING_RECORD_CODING:
        return take_coding(all, row);
    case CODING_RECORD_COVERAGE:
        return take_coverage(all, row);
    case CODING_RECORD_ANSWER:
        return take_answer(all, row);
    case CODING_RECORD_COUNT:
    case CODING_RECORD_CELL:
    case CODING_RECORD_TEST:
        return take_result(all, row);
    default:
        return CODING_OK;
    }
}

static coding_status
consume(coding_saturation *all, const coding_row *row)
{
    switch ((int)row->record) {
    case CODING_RECORD_META:
    case CODING_RECORD_QUESTION:
    case CODING_RECORD_OTHER:
        return CODING_OK;
    case CODING_RECORD_CODE:
        return facets_take(&all->facet, row);
    case CODING_RECORD_RESPONDENT:
        return people_list(&all->who, row);
    default:
        return take_passage(all, row);
    }
}

static coding_status
give_meta(coding_saturation *all)
{
    static const char *const units[] = {"respondent", "document"};
    coding_meta meta = {.tool = "saturate",
                        .arguments = all->options.arguments};
    coding_status status;
    buffer details;

    buffer_init(&details, all->context);
    buffer_add_text(&details, "table=");
    buffer_add(&details, all->options.name);
    buffer_add_text(&details, "; unit=");
    buffer_add_text(&details, units[all->options.unit]);
    buffer_add_text(&details, "; base=");
    buffer_add_unsigned(&details, all->options.base);
    buffer_add_text(&details, "; run=");
    buffer_add_unsigned(&details, all->options.run);
    buffer_add_text(&details, "; orders=");
    buffer_add_unsigned(&details, all->options.orders);
    buffer_add_text(&details, "; generator=xoshiro256**; seed=");
    buffer_add_unsigned(&details, all->options.seed);
    meta.details = buffer_text(&details);
    status = buffer_status(&details);
    if (status == CODING_OK)
        status = coding_meta_give(all->cells, &meta, all->sink);
    buffer_free(&details);
    return status;
}

coding_status
coding_saturation_take(coding_saturation *saturation, const coding_row *row)
{
    bool unit = row->record == CODING_RECORD_UNIT ||
                row->record == CODING_RECORD_CODING;
    coding_status status = consume(saturation, row);

    if (status != CODING_OK || saturation->options.table != NULL)
        return status;
    if (unit && saturation->options.drop_units)
        return CODING_OK;
    return coding_row_give(saturation->sink, row);
}

/* ---- the result ---- */

static coding_status
check_table(const coding_saturation *all)
{
    if (all->options.table != NULL ||
        map_find(&all->tables, all->options.name) == MAP_NONE)
        return CODING_OK;
    return diag_error(all->context, CODING_EUSAGE, "table-taken",
                      (diag_place){0},
                      "the stream has a table '%.*s' already; give another "
                      "name",
                      DIAG_SPAN(all->options.name));
}

static coding_status
give_curve(coding_saturation *all, const curve *of)
{
    coding_status status = rows_give(all, of);

    return status == CODING_OK ? verdict_give(all, of) : status;
}

coding_status
coding_saturation_finish(coding_saturation *saturation)
{
    coding_status status = facets_choose(&saturation->facet);

    if (status == CODING_OK && saturation->facet.chosen == FACET_NONE)
        status = diag_error(saturation->context, CODING_EDATA, "codes-absent",
                            (diag_place){0},
                            "the stream has no code rows; `code` comes before "
                            "this");
    if (status == CODING_OK)
        status = check_table(saturation);
    /* Behind the rows of the filters before it, as it came behind them. */
    if (status == CODING_OK && saturation->options.table == NULL)
        status = give_meta(saturation);
    if (status == CODING_OK)
        status = interviews_find(saturation);
    if (status == CODING_OK)
        status = curve_make(saturation, EVERYBODY, &saturation->whole);
    if (status == CODING_OK &&
        (saturation->options.table == NULL || saturation->group == PEOPLE_NONE))
        status = give_curve(saturation, &saturation->whole);
    for (size_t i = 0; status == CODING_OK && i < saturation->level_count;
         i++) {
        curve part = {.count = 0};

        status = curve_make(saturation, i, &part);
        if (status == CODING_OK)
            status = give_curve(saturation, &part);
        if (status == CODING_OK)
            status = verdict_add_level(saturation, &part);
    }
    return status;
}
