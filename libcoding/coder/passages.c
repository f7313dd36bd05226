/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rules applied, code after code in the program's order. See coder/passages.h
   and codebook(5). */
#include "coder/passages.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "coder/overlap.h"
#include "coder/spans.h"

/* Matches of a pattern, or affirmed passages of a code: a part of a list. */
typedef struct {
    size_t first, count;
} stretch;

struct passages_finder {
    coding_context *context;
    program *book;
    judge *const *cues; /* one a codebook */
    answer *words;
    spans matches;       /* by pattern, then start */
    stretch *by_pattern; /* in matches */
    size_t *met;         /* patterns that matched, to be forgotten */
    size_t met_count, met_capacity;
    spans affirmed;         /* of the codes that are done */
    stretch *by_code;       /* in affirmed */
    unsigned char *touched; /* by place in the order: may fire */
    passages_list passages;
    passages_list implied; /* wait for their code */
    spans found;           /* by the rule at hand */
    passages_list own;     /* of the code at hand */
};

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
}

/* Where a pattern occurs. Borrowed until something is added to its list. */
static spans_view
occurrences(const passages_finder *run, const program_pattern *pattern)
{
    const spans *list =
        pattern->code == PROGRAM_NONE ? &run->matches : &run->affirmed;
    stretch of = pattern->code == PROGRAM_NONE
                     ? run->by_pattern[pattern->search]
                     : run->by_code[pattern->code];

    return (spans_view){list->items + of.first, of.count};
}

/* ---- one rule ---- */

/* Pairs of an a and the next b behind it with at most distance words between,
   as candidates. */
static coding_status
add_pairs(passages_finder *run, const coding_rule *rule, spans_view a,
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
        if (answer_same_subject(run->words, from->start, b.items[k].start) &&
            answer_words_between(run->words, from->end, b.items[k].start) <=
                rule->distance)
            status = spans_add(run->context, &run->found,
                               (spans_item){from->start, b.items[k].end, 0});
    }
    return status;
}

/* One candidate a scope in which every pattern occurs, from the first to the
   last of their leftmost occurrences. */
static coding_status
add_together(passages_finder *run, const program_rule *rule)
{
    spans_view lead = occurrences(run, &rule->patterns[0]);
    coding_status status = CODING_OK;
    size_t done = 0; /* scopes before this byte */

    for (size_t i = 0; i < lead.count && status == CODING_OK; i++) {
        words_span scope =
            answer_scope(run->words, rule->rule->within, lead.items[i].start);
        spans_item whole = {lead.items[i].start, lead.items[i].end, 0};
        bool all = lead.items[i].start >= done;

        for (size_t k = 1; k < rule->rule->pattern_count && all; k++) {
            const spans_item *first = spans_first_in(
                occurrences(run, &rule->patterns[k]), scope.start, scope.end);

            all = first != NULL;
            if (all && first->start < whole.start)
                whole.start = first->start;
            if (all && first->end > whole.end)
                whole.end = first->end;
        }
        done = scope.end;
        if (all)
            status = spans_add(run->context, &run->found, whole);
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
    spans_view a = occurrences(run, &rule->patterns[0]), b = a;
    coding_status status;

    run->found.count = 0;
    if (a.count == 0)
        return CODING_OK;
    if (rule->rule->pattern_count > 1)
        b = occurrences(run, &rule->patterns[1]);
    switch (rule->rule->kind) {
    case CODING_RULE_NEAR:
        status = add_pairs(run, rule->rule, a, b);
        if (status == CODING_OK)
            status = add_pairs(run, rule->rule, b, a);
        spans_sort(&run->found);
        return status;
    case CODING_RULE_THEN:
        return add_pairs(run, rule->rule, a, b);
    case CODING_RULE_ALL:
        return add_together(run, rule);
    case CODING_RULE_MATCH:
    case CODING_RULE_GLOB:
    case CODING_RULE_WORDS:
        break;
    }
    return add_each(run, a);
}

/* A guard of the rule overlaps the candidate. */
static bool
is_guarded(const passages_finder *run, const program_rule *rule,
           const spans_item *found)
{
    for (size_t i = 0; i < rule->rule->unless_count; i++)
        if (spans_overlap(occurrences(run, &rule->unless[i]), found->start,
                          found->end))
            return true;
    return false;
}

/* Something that must not be there is, in a scope that the candidate is in. */
static bool
is_excluded(const passages_finder *run, const program_rule *rule,
            const spans_item *found)
{
    words_span first, last;

    if (rule->rule->none_count == 0)
        return false;
    first = answer_scope(run->words, rule->rule->within, found->start);
    last = answer_scope(run->words, rule->rule->within, found->end - 1);
    for (size_t i = 0; i < rule->rule->none_count; i++)
        if (spans_first_in(occurrences(run, &rule->none[i]), first.start,
                           last.end) != NULL)
            return true;
    return false;
}

static bool
has_value(const coding_rule_condition *only, coding_span cell)
{
    for (size_t i = 0; i < only->value_count; i++)
        if (coding_span_equal(only->values[i], cell))
            return true;
    return false;
}

/* The unit in which the candidate starts meets all conditions. */
static bool
is_allowed(const passages_finder *run, const program_rule *rule,
           const spans_item *found)
{
    answer_place first, past;
    const coding_row *row;

    if (rule->rule->only_count == 0)
        return true;
    answer_origin(run->words, found->start, found->end, &first, &past);
    row = &run->words->units->units[first.unit].row;
    for (size_t i = 0; i < rule->rule->only_count; i++)
        if (!has_value(&rule->rule->only[i],
                       coding_row_cell(row, rule->columns[i])))
            return false;
    return true;
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

        if (found->start < past || is_guarded(run, rule, found) ||
            is_excluded(run, rule, found) || !is_allowed(run, rule, found))
            continue;
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
    size_t past = 0, first = run->passages.count;
    coding_status status = CODING_OK;

    run->own.count = 0;
    for (size_t i = 0; i < code->code->rule_count && status == CODING_OK; i++)
        status = apply_rule(run, number, i);
    if (status == CODING_OK)
        status = take_implied(run, number);
    overlap_sort_by_rule(&run->own);
    for (size_t i = 0; i < run->own.count && status == CODING_OK; i++) {
        passages_item *own = &run->own.items[i];

        if (own->start < past)
            continue;
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
    if (status == CODING_OK)
        status = overlap_choose(made->book, &made->passages);
    *out = &made->passages;
    return status;
}
