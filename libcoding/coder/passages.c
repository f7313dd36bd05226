/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rules applied, code after code in the program's order. See coder/passages.h
   and codebook(5). */
#include "coder/passages.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "coder/finder.h"
#include "coder/overlap.h"

coding_status
passages_finder_new(coding_context *context, program *book, judge *const *cues,
                    passages_finder **out)
{
    passages_finder *made = NULL;
    coding_status status = BASE_NEW(context, &made);

    if (status != CODING_OK)
        return status;
    made->context = context;
    made->book = book;
    made->cues = cues;
    status = base_alloc(context, book->pattern_count * sizeof *made->by_pattern,
                        (void **)(void *)&made->by_pattern);
    if (status == CODING_OK)
        status = base_alloc(context, book->count * sizeof *made->by_code,
                            (void **)(void *)&made->by_code);
    if (status == CODING_OK)
        status = base_alloc(context, book->count, (void **)&made->touched);
    if (status == CODING_OK)
        *out = made;
    else
        passages_finder_free(made);
    return status;
}

void
passages_finder_free(passages_finder *made)
{
    coding_context *context = made != NULL ? made->context : NULL;

    if (made == NULL)
        return;
    base_free(context, made->matches.items);
    base_free(context, made->by_pattern);
    base_free(context, made->met);
    base_free(context, made->affirmed.items);
    base_free(context, made->by_code);
    base_free(context, made->touched);
    base_free(context, made->passages.items);
    base_free(context, made->implied.items);
    base_free(context, made->found.items);
    base_free(context, made->own.items);
    base_free(context, made);
}

void
passages_finder_ask(passages_finder *made, trace_list *list)
{
    made->trace = list;
}

static coding_status
add_passage(passages_finder *run, passages_list *list,
            const passages_item *passage)
{
    coding_status status =
        BASE_GROW(run->context, &list->items, &list->capacity, list->count + 1);

    if (status == CODING_OK)
        list->items[list->count++] = *passage;
    return status;
}

/* ---- what there is in the text ---- */

static void
touch(passages_finder *run, const program_users *users)
{
    for (size_t i = 0; i < users->count; i++)
        run->touched[run->book->codes[users->codes[i]].place] = 1;
}

static coding_status
search_subject(passages_finder *run, size_t number)
{
    const answer *words = run->words;
    const fold *copy = words->units->subjects[words->subjects[number]].copy;
    size_t base = words->bases[number];
    engine_matches found = {NULL, 0};
    coding_status status =
        engine_search_copy(run->book->patterns, copy, &found);

    for (size_t i = 0; i < found.count && status == CODING_OK; i++)
        status = spans_add(run->context, &run->matches,
                           (spans_item){base + found.items[i].start,
                                        base + found.items[i].end,
                                        found.items[i].pattern});
    return status;
}

/* Notes where each pattern's matches are, and which codes may fire. */
static coding_status
index_matches(passages_finder *run)
{
    coding_status status = CODING_OK;

    if (run->words->count > 1)
        spans_sort_by_group(&run->matches);
    for (size_t i = 0; i < run->matches.count && status == CODING_OK; i++) {
        size_t pattern = run->matches.items[i].group;
        stretch *of = &run->by_pattern[pattern];

        if (of->count++ > 0)
            continue;
        of->first = i;
        status = BASE_GROW(run->context, &run->met, &run->met_capacity,
                           run->met_count + 1);
        if (status == CODING_OK)
            run->met[run->met_count++] = pattern;
        touch(run, &run->book->by_pattern[pattern]);
    }
    return status;
}

static void
forget(passages_finder *run)
{
    for (size_t i = 0; i < run->met_count; i++)
        run->by_pattern[run->met[i]] = (stretch){0, 0};
    run->met_count = 0;
    memset(run->by_code, 0, run->book->count * sizeof *run->by_code);
    memset(run->touched, 0, run->book->count);
    run->matches.count = 0;
    run->affirmed.count = 0;
    run->passages.count = 0;
    run->implied.count = 0;
    if (run->trace != NULL)
        run->trace->count = 0;
}

spans_view
passages_occurrences(const passages_finder *run, const program_pattern *pattern)
{
    const spans *list =
        pattern->code == PROGRAM_NONE ? &run->matches : &run->affirmed;
    stretch of = pattern->code == PROGRAM_NONE
                     ? run->by_pattern[pattern->search]
                     : run->by_code[pattern->code];

    return (spans_view){list->items + of.first, of.count};
}

/* ---- one rule ---- */

/* The pair keeps to the stretch that its rule names. */
static bool
is_in_reach(const passages_finder *run, const program_rule *rule,
            const spans_item *from, const spans_item *to)
{
    return !rule->rule->bounded ||
           to->end <=
               answer_scope(run->words, rule->rule->within, from->start).end;
}

/* Pairs of an a and the next b behind it with at most distance words between,
   as candidates. */
static coding_status
add_pairs(passages_finder *run, const program_rule *rule, spans_view a,
          spans_view b)
{
    coding_status status = CODING_OK;
    size_t k = 0;

    for (size_t i = 0; i < a.count && status == CODING_OK; i++) {
        const spans_item *from = &a.items[i];

        while (k < b.count && b.items[k].start < from->end)
            k++;
        if (k == b.count)
            break;
        if (!answer_same_subject(run->words, from->start, b.items[k].start))
            continue;
        if (answer_words_between(run->words, from->end, b.items[k].start) <=
                rule->rule->distance &&
            is_in_reach(run, rule, from, &b.items[k]))
            status = spans_add(run->context, &run->found,
                               (spans_item){from->start, b.items[k].end, 0});
        else
            status = trace_apart(run, from, &b.items[k]);
    }
    return status;
}

/* One candidate a scope in which every pattern occurs, from the first to the
   last of their leftmost occurrences. */
static coding_status
add_together(passages_finder *run, const program_rule *rule)
{
    spans_view lead = passages_occurrences(run, &rule->patterns[0]);
    coding_status status = CODING_OK;
    size_t done = 0; /* scopes before this byte */

    for (size_t i = 0; i < lead.count && status == CODING_OK; i++) {
        words_span scope =
            answer_scope(run->words, rule->rule->within, lead.items[i].start);
        spans_item whole = {lead.items[i].start, lead.items[i].end, 0};
        bool again = lead.items[i].start < done, all = !again;
        size_t k = 1;

        for (; k < rule->rule->pattern_count && all; k++) {
            const spans_item *first =
                spans_first_in(passages_occurrences(run, &rule->patterns[k]),
                               scope.start, scope.end);

            all = first != NULL;
            if (all && first->start < whole.start)
                whole.start = first->start;
            if (all && first->end > whole.end)
                whole.end = first->end;
        }
        done = scope.end;
        if (all)
            status = spans_add(run->context, &run->found, whole);
        else if (!again)
            status = trace_incomplete(run, &lead.items[i], k - 1);
    }
    return status;
}

static coding_status
add_each(passages_finder *run, spans_view all)
{
    coding_status status = CODING_OK;

    for (size_t i = 0; i < all.count && status == CODING_OK; i++)
        status = spans_add(run->context, &run->found, all.items[i]);
    return status;
}

/* The candidates of a rule into run->found, by start. */
static coding_status
find_candidates(passages_finder *run, const program_rule *rule)
{
    spans_view a = passages_occurrences(run, &rule->patterns[0]), b = a;
    coding_status status;

    run->found.count = 0;
    if (a.count == 0)
        return CODING_OK;
    if (rule->rule->pattern_count > 1)
        b = passages_occurrences(run, &rule->patterns[1]);
    if (b.count == 0 && rule->rule->kind != CODING_RULE_ALL)
        return trace_incomplete(run, a.items, 1);
    switch (rule->rule->kind) {
    case CODING_RULE_NEAR:
        status = add_pairs(run, rule, a, b);
        if (status == CODING_OK)
            status = add_pairs(run, rule, b, a);
        spans_sort(&run->found);
        return status;
    case CODING_RULE_THEN:
        return add_pairs(run, rule, a, b);
    case CODING_RULE_ALL:
        return add_together(run, rule);
    case CODING_RULE_MATCH:
    case CODING_RULE_GLOB:
    case CODING_RULE_WORDS:
        break;
    }
    return add_each(run, a);
}

const spans_item *
passages_guard(const passages_finder *run, const program_rule *rule,
               const spans_item *found, size_t *number)
{
    for (size_t i = 0; i < rule->rule->unless_count; i++) {
        const spans_item *guard =
            spans_overlap(passages_occurrences(run, &rule->unless[i]),
                          found->start, found->end);

        if (guard != NULL) {
            *number = i;
            return guard;
        }
    }
    return NULL;
}

const spans_item *
passages_exclusion(const passages_finder *run, const program_rule *rule,
                   const spans_item *found, size_t *number)
{
    words_span first, last;

    if (rule->rule->none_count == 0)
        return NULL;
    first = answer_scope(run->words, rule->rule->within, found->start);
    last = answer_scope(run->words, rule->rule->within, found->end - 1);
    for (size_t i = 0; i < rule->rule->none_count; i++) {
        const spans_item *there = spans_first_in(
            passages_occurrences(run, &rule->none[i]), first.start, last.end);

        if (there != NULL) {
            *number = i;
            return there;
        }
    }
    return NULL;
}

static bool
has_value(const coding_rule_condition *only, coding_span cell)
{
    for (size_t i = 0; i < only->value_count; i++)
        if (coding_span_equal(only->values[i], cell))
            return true;
    return false;
}

size_t
passages_condition(const passages_finder *run, const program_rule *rule,
                   const spans_item *found)
{
    answer_place first, past;
    const coding_row *row;
    size_t i = 0;

    if (rule->rule->only_count == 0)
        return 0;
    answer_origin(run->words, found->start, found->end, &first, &past);
    row = &run->words->units->units[first.unit].row;
    while (
        i < rule->rule->only_count &&
        has_value(&rule->rule->only[i], coding_row_cell(row, rule->columns[i])))
        i++;
    return i;
}

/* Nothing stands in the candidate's way. */
static bool
is_passage(const passages_finder *run, const program_rule *rule,
           const spans_item *found)
{
    size_t number;

    return passages_guard(run, rule, found, &number) == NULL &&
           passages_exclusion(run, rule, found, &number) == NULL &&
           passages_condition(run, rule, found) == rule->rule->only_count;
}

/* A pattern of the rule was stopped: what it says is not known. */
static bool
is_left_out(const passages_finder *run, const program_pattern *patterns,
            size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (patterns[i].search != PROGRAM_NONE &&
            engine_is_left_out(run->book->patterns, patterns[i].search))
            return true;
    return false;
}

static coding_status
apply_rule(passages_finder *run, size_t code, size_t number)
{
    const program_rule *rule = &run->book->codes[code].rules[number];
    size_t past = 0; /* the last passage's end */
    coding_status status;

    if (is_left_out(run, rule->patterns, rule->rule->pattern_count) ||
        is_left_out(run, rule->unless, rule->rule->unless_count) ||
        is_left_out(run, rule->none, rule->rule->none_count))
        return CODING_OK;
    run->code = code;
    run->rule = number;
    status = find_candidates(run, rule);
    for (size_t i = 0; i < run->found.count && status == CODING_OK; i++) {
        const spans_item *found = &run->found.items[i];
        passages_item passage = {
            .start = found->start,
            .end = found->end,
            .code = code,
            .pattern = rule->rule->id,
            .rule = number,
            .from = PROGRAM_NONE,
        };

        if (found->start < past || !is_passage(run, rule, found)) {
            status = trace_candidate(run, found, past);
            continue;
        }
        past = found->end;
        status = add_passage(run, &run->own, &passage);
    }
    return status;
}

/* ---- one code ---- */

static coding_status
take_implied(passages_finder *run, size_t code)
{
    coding_status status = CODING_OK;

    for (size_t i = 0; i < run->implied.count && status == CODING_OK; i++)
        if (run->implied.items[i].code == code)
            status = add_passage(run, &run->own, &run->implied.items[i]);
    return status;
}

/* What a passage says of other codes: implied ones, and that the code is
   there. */
static coding_status
settle(passages_finder *run, size_t number)
{
    const passages_item passage = run->passages.items[number];
    const program_code *code = &run->book->codes[passage.code];
    coding_status status = CODING_OK;

    for (size_t i = 0; i < code->code->implies_count && status == CODING_OK;
         i++) {
        passages_item implied = passage;

        implied.code = code->implied[i];
        implied.from = number;
        implied.rule = run->book->codes[implied.code].code->rule_count;
        run->touched[run->book->codes[implied.code].place] = 1;
        status = add_passage(run, &run->implied, &implied);
    }
    if (status != CODING_OK || passage.verdict.polarity != CODING_AFFIRMED)
        return status;
    run->by_code[passage.code].count++;
    touch(run, &run->book->by_code[passage.code]);
    return spans_add(run->context, &run->affirmed,
                     (spans_item){passage.start, passage.end, 0});
}

static coding_status
apply_code(passages_finder *run, size_t number)
{
    const program_code *code = &run->book->codes[number];
    size_t past = 0, first = run->passages.count, last = 0;
    coding_status status = CODING_OK;

    run->own.count = 0;
    for (size_t i = 0; i < code->code->rule_count && status == CODING_OK; i++)
        status = apply_rule(run, number, i);
    if (status == CODING_OK)
        status = take_implied(run, number);
    overlap_sort_by_rule(&run->own);
    for (size_t i = 0; i < run->own.count && status == CODING_OK; i++) {
        passages_item *own = &run->own.items[i];

        if (own->start < past) {
            status = trace_code(run, own, &run->own.items[last]);
            continue;
        }
        last = i;
        past = own->end;
        if (own->from == PROGRAM_NONE)
            status = judge_passage(run->cues[code->book_number], run->words,
                                   own->start, own->end, &own->verdict);
        if (status == CODING_OK)
            status = add_passage(run, &run->passages, own);
    }
    run->by_code[number].first = run->affirmed.count;
    for (size_t i = first; i < run->passages.count && status == CODING_OK; i++)
        status = settle(run, i);
    return status;
}

/* The overlap policies; the passages they take away are told if asked. */
static coding_status
choose(passages_finder *run)
{
    passages_list before = {NULL, 0, 0};
    coding_status status = CODING_OK;

    for (size_t i = 0;
         run->trace != NULL && i < run->passages.count && status == CODING_OK;
         i++)
        status = add_passage(run, &before, &run->passages.items[i]);
    if (status == CODING_OK)
        status = overlap_choose(run->book, &run->passages);
    if (status == CODING_OK && run->trace != NULL)
        status = trace_facets(run, &before);
    base_free(run->context, before.items);
    return status;
}

coding_status
passages_find(passages_finder *made, answer *words, const passages_list **out)
{
    coding_status status = CODING_OK;

    made->words = words;
    forget(made);
    for (size_t i = 0; i < words->count && status == CODING_OK; i++)
        status = search_subject(made, i);
    if (status == CODING_OK)
        status = index_matches(made);
    if (status == CODING_OK && made->matches.count > 0)
        status = answer_measure(words);
    if (made->matches.count > 0)
        for (size_t i = 0; i < made->book->count && status == CODING_OK; i++)
            if (made->touched[i])
                status = apply_code(made, made->book->order[i]);
    if (status == CODING_OK && made->trace != NULL)
        status = trace_leaderless(made);
    if (status == CODING_OK)
        status = choose(made);
    *out = &made->passages;
    return status;
}
