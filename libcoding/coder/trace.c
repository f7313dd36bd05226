/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is kept of candidates that became no codings. See coder/trace.h. */
#include "coder/trace.h"

#include "base/memory.h"
#include "coder/finder.h"

static coding_status
add(passages_finder *run, const trace_item *item)
{
    trace_list *list = run->trace;
    coding_status status =
        BASE_GROW(run->context, &list->items, &list->capacity, list->count + 1);

    if (status == CODING_OK)
        list->items[list->count++] = *item;
    return status;
}

/* Of the rule at hand, over bytes start..end. */
static trace_item
begin(const passages_finder *run, trace_kind kind, size_t start, size_t end)
{
    return (trace_item){.kind = kind,
                        .code = run->code,
                        .rule = run->rule,
                        .from = PROGRAM_NONE,
                        .start = start,
                        .end = end};
}

coding_status
trace_candidate(passages_finder *run, const spans_item *found, size_t past)
{
    const program_rule *rule = &run->book->codes[run->code].rules[run->rule];
    trace_item item = begin(run, TRACE_RULE, found->start, found->end);
    const spans_item *by = NULL;

    if (run->trace == NULL)
        return CODING_OK;
    if (found->start < past) {
        item.by_start = found->start;
        item.by_end = past;
        return add(run, &item);
    }
    item.kind = TRACE_GUARDED;
    by = passages_guard(run, rule, found, &item.number);
    if (by == NULL) {
        item.kind = TRACE_EXCLUDED;
        by = passages_exclusion(run, rule, found, &item.number);
    }
    if (by != NULL) {
        item.by_start = by->start;
        item.by_end = by->end;
    } else {
        item.kind = TRACE_CONDITION;
        item.number = passages_condition(run, rule, found);
    }
    return add(run, &item);
}

coding_status
trace_apart(passages_finder *run, const spans_item *from, const spans_item *to)
{
    trace_item item = begin(run, TRACE_APART, from->start, to->end);

    if (run->trace == NULL)
        return CODING_OK;
    item.words = answer_words_between(run->words, from->end, to->start);
    return add(run, &item);
}

coding_status
trace_incomplete(passages_finder *run, const spans_item *alone, size_t number)
{
    trace_item item = begin(run, TRACE_INCOMPLETE, alone->start, alone->end);

    if (run->trace == NULL)
        return CODING_OK;
    item.number = number;
    return add(run, &item);
}

coding_status
trace_code(passages_finder *run, const passages_item *own,
           const passages_item *first)
{
    trace_item item = {.kind = TRACE_CODE,
                       .code = own->code,
                       .rule = own->rule,
                       .from = own->from,
                       .start = own->start,
                       .end = own->end,
                       .by_start = first->start,
                       .by_end = first->end,
                       .by_code = first->code,
                       .by_rule = first->rule};

    return run->trace == NULL ? CODING_OK : add(run, &item);
}

/* The lead of a rule occurs nowhere; the first of its others that does. */
static coding_status
tell_leaderless(passages_finder *run)
{
    const program_rule *rule = &run->book->codes[run->code].rules[run->rule];
    size_t count = rule->rule->pattern_count;

    if (passages_occurrences(run, &rule->patterns[0]).count > 0)
        return CODING_OK;
    for (size_t i = 1; i < count; i++) {
        spans_view there = passages_occurrences(run, &rule->patterns[i]);

        if (there.count > 0)
            return trace_incomplete(run, there.items, 0);
    }
    return CODING_OK;
}

coding_status
trace_leaderless(passages_finder *run)
{
    coding_status status = CODING_OK;

    for (size_t i = 0; i < run->book->count; i++) {
        const program_code *code = &run->book->codes[i];

        for (size_t k = 0; k < code->code->rule_count && status == CODING_OK;
             k++) {
            run->code = i;
            run->rule = k;
            status = tell_leaderless(run);
        }
    }
    return status;
}

static bool
is_same(const passages_item *a, const passages_item *b)
{
    return a->code == b->code && a->start == b->start && a->end == b->end &&
           a->rule == b->rule;
}

/* A kept passage of the same codebook that overlaps one that went. */
static const passages_item *
winner(const passages_finder *run, const passages_item *gone)
{
    const program_code *codes = run->book->codes;

    for (size_t i = 0; i < run->passages.count; i++) {
        const passages_item *kept = &run->passages.items[i];

        if (codes[kept->code].book_number == codes[gone->code].book_number &&
            kept->start < gone->end && gone->start < kept->end)
            return kept;
    }
    return NULL;
}

static bool
is_kept(const passages_finder *run, const passages_item *passage)
{
    for (size_t i = 0; i < run->passages.count; i++)
        if (is_same(&run->passages.items[i], passage))
            return true;
    return false;
}

coding_status
trace_facets(passages_finder *run, const passages_list *before)
{
    coding_status status = CODING_OK;

    for (size_t i = 0; i < before->count && status == CODING_OK; i++) {
        const passages_item *gone = &before->items[i];
        const passages_item *by;
        trace_item item;

        if (is_kept(run, gone))
            continue;
        run->code = gone->code;
        run->rule = gone->rule;
        item = begin(run, TRACE_FACET, gone->start, gone->end);
        item.from = gone->from;
        by = winner(run, gone);
        if (by != NULL) {
            item.by_start = by->start;
            item.by_end = by->end;
            item.by_code = by->code;
            item.by_rule = by->rule;
        }
        status = add(run, &item);
    }
    return status;
}
