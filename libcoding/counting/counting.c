/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What counts: rows in, answers and verdicts out. See coding/counting.h. */
#include <coding/counting.h>

#include "base/diag.h"
#include "base/memory.h"
#include "counting/counting_inside.h"

static coding_status
refuse_base(coding_context *context)
{
    return diag_error(context, CODING_EUSAGE, "base-needs-question",
                      (diag_place){0},
                      "a base of those asked or answered needs a question");
}

static coding_status
check_options(coding_context *context, const coding_counting_options *options)
{
    bool needs_question = options->base == CODING_BASE_ASKED ||
                          options->base == CODING_BASE_ANSWERED;

    if (needs_question && options->question.length == 0)
        return refuse_base(context);
    return CODING_OK;
}

static coding_status
start(coding_counting *all, const coding_columns *columns)
{
    coding_context *context = all->context;
    coding_status status;

    arena_init(&all->texts, context);
    all->core = coding_core_of(columns);
    facets_init(&all->facet, context, &all->texts, all->core);
    all->facet.wanted = all->options.facet;
    all->facet.again = all->options.merge;
    map_init(&all->asked.ids, context);
    map_init(&all->polarities, context);
    map_init(&all->reasons, context);
    answers_init(&all->named, context, &all->who);
    status = people_init(&all->who, context, &all->texts, columns);
    for (size_t i = 0; status == CODING_OK && i < all->options.where_count; i++)
        status = people_where(&all->who, coding_span_of(all->options.where[i]));
    if (status == CODING_OK)
        status = judge_init(all);
    return status;
}

coding_status
coding_counting_new(coding_context *context, const coding_columns *columns,
                    const coding_counting_options *options,
                    coding_counting **out)
{
    coding_counting *all = NULL;
    coding_status status = check_options(context, options);

    if (status == CODING_OK)
        status = BASE_NEW(context, &all);
    if (status != CODING_OK)
        return status;
    all->context = context;
    all->options = *options;
    if (all->options.base == CODING_BASE_DEFAULT)
        all->options.base = options->question.length > 0 ? CODING_BASE_ASKED
                                                         : CODING_BASE_PRESENT;
    status = start(all, columns);
    if (status != CODING_OK) {
        coding_counting_free(all);
        return status;
    }
    *out = all;
    return CODING_OK;
}

void
coding_counting_free(coding_counting *counting)
{
    coding_context *context;

    if (counting == NULL)
        return;
    context = counting->context;
    facets_clear(&counting->facet);
    people_clear(&counting->who);
    answers_clear(&counting->named);
    map_clear(&counting->asked.ids);
    map_clear(&counting->polarities);
    map_clear(&counting->reasons);
    base_free(context, counting->asked.ordinals);
    base_free(context, counting->reason_counts);
    base_free(context, counting->respondents);
    base_free(context, counting->answers);
    base_free(context, counting->left_out);
    arena_clear(&counting->texts);
    base_free(context, counting);
}

/* ---- rows ---- */

static coding_status
take_unit(coding_counting *all, const coding_row *row)
{
    coding_span role = coding_row_cell(row, all->core.role);
    size_t number = 0;
    presence *here;
    coding_status status;

    if (coding_row_cell(row, all->core.respondent).length == 0 ||
        (role.length > 0 && !coding_span_is(role, "respondent")))
        return CODING_OK;
    status = people_appear(&all->who, row, &number);
    if (status != CODING_OK)
        return status;
    here = &all->who.items[number];
    here->has_unit = true;
    if (here->matches && questions_is_chosen(all, row))
        all->who.persons[here->person].inside = true;
    return CODING_OK;
}

static uint64_t
number_or_none(const coding_row *row, size_t column)
{
    uint64_t number = CODING_NO_NUMBER;

    coding_row_unsigned(row, column, &number);
    return number;
}

static coding_status
read_mention(coding_counting *all, const coding_row *row, mention *out)
{
    coding_span rank = coding_row_cell(row, all->core.rank);

    out->rank = number_or_none(row, all->core.rank);
    if (rank.length > 0 && out->rank == CODING_NO_NUMBER)
        return diag_error(all->context, CODING_EDATA, "rank-number",
                          (diag_place){.file = row->file, .line = row->line},
                          "the rank '%.*s' is no whole number",
                          DIAG_SPAN(rank));
    out->unit = number_or_none(row, all->core.unit);
    out->start = number_or_none(row, all->core.start);
    out->end = number_or_none(row, all->core.end);
    return map_add(&all->named.patterns,
                   coding_row_cell(row, all->core.pattern), &out->pattern);
}

/* The number of the answer that a mention belongs to. */
static coding_status
find_answer(coding_counting *all, const coding_row *row, size_t where,
            size_t *out)
{
    size_t who = all->who.items[where].person;
    size_t question = 0;
    size_t code = 0;
    coding_status status = facets_find(&all->facet, row, &code);

    if (status == CODING_OK)
        status = questions_add(all, coding_row_cell(row, all->core.question),
                               &question);
    if (status == CODING_OK)
        status = answers_start(&all->named, (triple){who, question, code}, out);
    return status;
}

static coding_status
take_mention(coding_counting *all, const coding_row *row, size_t where)
{
    presence *here = &all->who.items[where];
    mention found = {.appearance = where, .ordinal = all->taken};
    size_t number = 0;
    coding_status status = read_mention(all, row, &found);

    here->has_unit = true;
    all->who.persons[here->person].inside = true;
    all->who.persons[here->person].named = true;
    if (status == CODING_OK)
        status = find_answer(all, row, where, &number);
    if (status == CODING_OK)
        status = answers_add(&all->named, number, &found);
    if (status == CODING_OK)
        all->taken++;
    return status;
}

static coding_status
take_coding(coding_counting *all, const coding_row *row)
{
    coding_span counted = coding_row_cell(row, all->core.counted);
    judgement found;
    coding_status status;

    if (!facets_is_mine(&all->facet, row)) {
        if (all->facet.names.count > 0)
            return CODING_OK;
        return diag_error(all->context, CODING_EDATA, "codes-absent",
                          (diag_place){.file = row->file, .line = row->line},
                          "no code row stands before the first coding");
    }
    if (counted.length > 0 && !coding_span_is(counted, "removed"))
        return facets_refuse_second(&all->facet, row,
                                    coding_span_of("the cells `counted`"));
    status = judge_coding(all, row, &found);
    if (status != CODING_OK)
        return status;
    if (found.reason != REASON_NONE) {
        all->reason_counts[found.reason]++;
        return CODING_OK;
    }
    return take_mention(all, row, found.appearance);
}

static void
take_end(coding_counting *all, const coding_row *row)
{
    if (coding_row_cell(row, all->core.document).length == 0)
        return;
    if (all->open > 0)
        all->open--;
    if (all->open == 0)
        answers_forget_units(&all->named);
}

static coding_status
take_answer(coding_counting *all, const coding_row *row)
{
    if (!facets_is_mine(&all->facet, row))
        return CODING_OK;
    if (all->options.merge)
        return shards_take(all, row);
    return facets_refuse_second(&all->facet, row,
                                coding_span_of("its answer rows"));
}

/* Rows that come after codes, questions and respondents. */
static coding_status
take_passage(coding_counting *all, const coding_row *row)
{
    coding_status status = facets_choose(&all->facet);

    if (status != CODING_OK)
        return status;
    switch (row->record) {
    case CODING_RECORD_DOCUMENT:
        all->open++;
        return CODING_OK;
    case CODING_RECORD_END:
        take_end(all, row);
        return CODING_OK;
    case CODING_RECORD_UNIT:
        return all->options.merge ? CODING_OK : take_unit(all, row);
    case CODING_RECORD_CODING:
        return all->options.merge ? CODING_OK : take_coding(all, row);
    case CODING_RECORD_COVERAGE:
        return all->options.merge ? CODING_OK : questions_cover(all, row);
    case CODING_RECORD_ANSWER:
        return take_answer(all, row);
    case CODING_RECORD_META:
    case CODING_RECORD_CODE:
    case CODING_RECORD_QUESTION:
    case CODING_RECORD_RESPONDENT:
    case CODING_RECORD_COUNT:
    case CODING_RECORD_CELL:
    case CODING_RECORD_TEST:
    case CODING_RECORD_OTHER:
        break;
    }
    return CODING_OK;
}

coding_status
coding_counting_take(coding_counting *counting, const coding_row *row)
{
    switch (row->record) {
    case CODING_RECORD_META:
        return facets_take_meta(&counting->facet, row);
    case CODING_RECORD_CODE:
        return facets_take(&counting->facet, row);
    case CODING_RECORD_QUESTION:
        return questions_list(counting, row);
    case CODING_RECORD_RESPONDENT:
        return people_list(&counting->who, row);
    case CODING_RECORD_DOCUMENT:
    case CODING_RECORD_UNIT:
    case CODING_RECORD_CODING:
    case CODING_RECORD_COVERAGE:
    case CODING_RECORD_END:
    case CODING_RECORD_ANSWER:
    case CODING_RECORD_COUNT:
    case CODING_RECORD_CELL:
    case CODING_RECORD_TEST:
    case CODING_RECORD_OTHER:
        break;
    }
    return take_passage(counting, row);
}

coding_status
coding_counting_finish(coding_counting *counting)
{
    coding_status status = facets_choose(&counting->facet);

    if (status == CODING_OK && counting->facet.chosen == FACET_NONE)
        status = diag_error(counting->context, CODING_EDATA, "codes-absent",
                            (diag_place){0},
                            "the stream has no code rows; `code` comes before "
                            "a tally");
    if (status == CODING_OK)
        status = questions_check(counting);
    if (status == CODING_OK)
        status = answers_rank(&counting->named, counting->options.top);
    if (status == CODING_OK && counting->options.merge)
        status = shards_check(counting);
    if (status == CODING_OK)
        status = result_make(counting);
    return status;
}

coding_span
coding_counting_facet(const coding_counting *counting)
{
    if (counting->facet.chosen == FACET_NONE)
        return (coding_span){0};
    return map_name(&counting->facet.names, counting->facet.chosen);
}

bool
coding_counting_is_mine(const coding_counting *counting, const coding_row *row)
{
    return row->record == CODING_RECORD_CODING &&
           facets_is_mine(&counting->facet, row);
}

coding_status
coding_counting_judge(coding_counting *counting, const coding_row *row,
                      coding_verdict *out)
{
    judgement found;
    size_t number = 0;
    const answer *item;
    coding_status status = judge_coding(counting, row, &found);

    if (status != CODING_OK)
        return status;
    *out = (coding_verdict){0};
    if (found.reason != REASON_NONE) {
        out->counted = map_name(&counting->reasons, (size_t)found.reason);
        return CODING_OK;
    }
    status = find_answer(counting, row, found.appearance, &number);
    if (status != CODING_OK)
        return status;
    item = &counting->named.items[number];
    if (!item->counted) {
        out->counted = map_name(&counting->reasons, REASON_BEYOND);
    } else {
        out->rank = item->position;
        out->counted = item->first.ordinal == counting->judged
                           ? coding_span_of("1")
                           : map_name(&counting->reasons, REASON_REPEAT);
    }
    counting->judged++;
    return CODING_OK;
}
