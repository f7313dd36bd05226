/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Cues found, pruned and applied. See coder/judge.h, coding-cues(5).

   1. Of overlapping triggers and pseudo-triggers the longest stays; of equal
      ones the pseudo-trigger, then the one that stands first in the file.
      A terminator inside one of them is none.
   2. A scope begins at the cue and ends at the first of: so many words, the
      end of `within`, a terminator for its polarity.
   3. A passage that overlaps a cue is not judged by it: whoever put the
      negation into a pattern meant it.
   4. Of the cues whose scope holds the passage's nearer end: retracted, else
      reported, else hypothetical, else the nearest of the others. */
#include "coder/judge.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* A cue in the text. */
typedef struct {
    const coding_cue *cue;
    size_t start, end;
    size_t low, high; /* the scope, bytes; not for terminators */
} hit;

struct judge {
    coding_context *context;
    const coding_cues_data *cues;
    engine *patterns;
    hit *hits; /* by start once they are found */
    size_t count, capacity;
    size_t reach; /* bytes from a cue's start to the far end of its scope */
    bool found;
};

coding_status
judge_new(coding_context *context, const coding_cues *cues,
          const engine_options *options, judge **out)
{
    const coding_cues_data *data = coding_cues_content(cues);
    regex_source *sources = NULL;
    judge *made = NULL;
    coding_status status = BASE_NEW(context, &made);

    if (status != CODING_OK)
        return status;
    made->context = context;
    made->cues = data;
    status = base_alloc(context, data->cue_count * sizeof *sources,
                        (void **)(void *)&sources);
    for (size_t i = 0; i < data->cue_count && status == CODING_OK; i++)
        sources[i] =
            (regex_source){data->cues[i].regex, data->cues[i].name.at,
                           data->cues[i].place.file, data->cues[i].place.line};
    if (status == CODING_OK)
        status = engine_new(context, sources, data->cue_count, options,
                            &made->patterns);
    base_free(context, sources);
    if (status == CODING_OK)
        *out = made;
    else
        judge_free(made);
    return status;
}

void
judge_free(judge *cues)
{
    if (cues == NULL)
        return;
    engine_free(cues->patterns);
    base_free(cues->context, cues->hits);
    base_free(cues->context, cues);
}

void
judge_forget(judge *cues)
{
    if (cues != NULL)
        cues->found = false;
}

/* ---- 1: which cues there are ---- */

static coding_status
search_subject(judge *cues, const answer *words, size_t number)
{
    const window_subject *in = &words->units->subjects[words->subjects[number]];
    size_t base = words->bases[number];
    engine_matches found = {NULL, 0};
    coding_status status = engine_search_copy(cues->patterns, in->copy, &found);

    for (size_t i = 0; i < found.count && status == CODING_OK; i++) {
        status = BASE_GROW(cues->context, &cues->hits, &cues->capacity,
                           cues->count + 1);
        if (status == CODING_OK)
            cues->hits[cues->count++] = (hit){
                &cues->cues->cues[found.items[i].pattern],
                base + found.items[i].start, base + found.items[i].end, 0, 0};
    }
    return status;
}

/* Stronger first: longer, then pseudo before trigger, then file order. */
static int
by_strength(const void *left, const void *right)
{
    const hit *a = left;
    const hit *b = right;
    bool a_ends = a->cue->kind == CODING_CUE_TERMINATOR;
    bool b_ends = b->cue->kind == CODING_CUE_TERMINATOR;
    size_t a_length = a->end - a->start;
    size_t b_length = b->end - b->start;

    if (a_ends != b_ends)
        return a_ends ? 1 : -1;
    if (a_length != b_length)
        return a_length > b_length ? -1 : 1;
    if (a->cue->kind != b->cue->kind)
        return a->cue->kind == CODING_CUE_PSEUDO ? -1 : 1;
    if (a->cue != b->cue)
        return a->cue < b->cue ? -1 : 1;
    return a->start < b->start ? -1 : a->start > b->start;
}

static int
by_start(const void *left, const void *right)
{
    const hit *a = left;
    const hit *b = right;

    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    return by_strength(left, right);
}

/* A stronger one in the way; terminators do not stand in each other's way. */
static bool
is_hidden(const hit *kept, size_t count, const hit *weaker)
{
    for (size_t i = 0; i < count; i++)
        if (kept[i].cue->kind != CODING_CUE_TERMINATOR &&
            kept[i].start < weaker->end && weaker->start < kept[i].end)
            return true;
    return false;
}

/* Prunes hits that touch each other, directly or by others; how many stay,
   at the front. */
static size_t
prune_cluster(hit *hits, size_t count)
{
    size_t kept = 0;

    qsort(hits, count, sizeof *hits, by_strength);
    for (size_t i = 0; i < count; i++)
        if (!is_hidden(hits, kept, &hits[i]))
            hits[kept++] = hits[i];
    qsort(hits, kept, sizeof *hits, by_start);
    return kept;
}

static void
prune(judge *cues)
{
    hit *hits = cues->hits;
    size_t kept = 0, from = 0;

    if (cues->count == 0)
        return;
    qsort(hits, cues->count, sizeof *hits, by_start);
    while (from < cues->count) {
        size_t end = hits[from].end, to = from + 1, stay;

        for (; to < cues->count && hits[to].start < end; to++)
            if (hits[to].end > end)
                end = hits[to].end;
        stay = prune_cluster(hits + from, to - from);
        memmove(hits + kept, hits + from, stay * sizeof *hits);
        kept += stay;
        from = to;
    }
    cues->count = kept;
}

/* ---- 2: how far they reach ---- */

static bool
gives(const coding_cue *cue)
{
    return cue->kind == CODING_CUE_TRIGGER ||
           (cue->kind == CODING_CUE_PSEUDO &&
            cue->polarity != CODING_POLARITY_NONE);
}

static bool
ends(const hit *other, const coding_cue *cue)
{
    return other->cue->kind == CODING_CUE_TERMINATOR &&
           (other->cue->polarity == CODING_POLARITY_NONE ||
            other->cue->polarity == cue->polarity);
}

static void
reach_forward(judge *cues, const answer *words, size_t number)
{
    hit *from = &cues->hits[number];
    words_span scope = answer_scope(words, from->cue->within, from->end - 1);

    from->low = from->end;
    from->high = scope.end;
    if (from->cue->words > 0) {
        size_t far = answer_word_after(words, from->end, from->cue->words);

        if (far < from->high)
            from->high = far;
    }
    for (size_t i = number + 1;
         i < cues->count && cues->hits[i].start < from->high; i++)
        if (cues->hits[i].start >= from->end && ends(&cues->hits[i], from->cue))
            from->high = cues->hits[i].start;
}

static void
reach_backward(judge *cues, const answer *words, size_t number)
{
    hit *from = &cues->hits[number];

    from->high = from->start;
    from->low = answer_scope(words, from->cue->within, from->start).start;
    if (from->cue->words > 0) {
        size_t far = answer_word_before(words, from->start, from->cue->words);

        if (far > from->low)
            from->low = far;
    }
    for (size_t i = number; i-- > 0 && cues->hits[i].start >= from->low;)
        if (cues->hits[i].end <= from->start && cues->hits[i].end > from->low &&
            ends(&cues->hits[i], from->cue))
            from->low = cues->hits[i].end;
}

static coding_status
find(judge *cues, const answer *words)
{
    coding_status status = CODING_OK;

    cues->count = 0;
    for (size_t i = 0; i < words->count && status == CODING_OK; i++)
        status = search_subject(cues, words, i);
    if (status != CODING_OK)
        return status;
    prune(cues);
    cues->reach = 0;
    for (size_t i = 0; i < cues->count; i++) {
        const hit *at = &cues->hits[i];
        size_t far;

        if (!gives(at->cue))
            continue;
        if (at->cue->direction == CODING_CUE_FORWARD)
            reach_forward(cues, words, i);
        else
            reach_backward(cues, words, i);
        far = at->low < at->start ? at->start - at->low : at->high - at->start;
        if (far > cues->reach)
            cues->reach = far;
    }
    cues->found = true;
    return CODING_OK;
}

/* ---- 3 and 4: the verdict ---- */

/* The end of the passage that is nearer to the cue lies in its scope. */
static bool
holds(const hit *found, size_t start, size_t end)
{
    if (!gives(found->cue))
        return false;
    if (found->cue->direction == CODING_CUE_FORWARD)
        return start >= found->low && start < found->high;
    return end <= found->high && end > found->low;
}

static unsigned
rank(coding_polarity polarity)
{
    switch (polarity) {
    case CODING_RETRACTED:
        return 3;
    case CODING_REPORTED:
        return 2;
    case CODING_HYPOTHETICAL:
        return 1;
    case CODING_POLARITY_NONE:
    case CODING_AFFIRMED:
    case CODING_REJECTED:
    case CODING_ABSENT:
        break;
    }
    return 0;
}

static size_t
distance(const hit *found, size_t start, size_t end)
{
    return found->cue->direction == CODING_CUE_FORWARD ? start - found->end
                                                       : found->start - end;
}

/* The first hit whose scope may reach byte at. */
static size_t
first_near(const judge *cues, size_t at)
{
    size_t low = 0, high = cues->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (cues->hits[middle].start + cues->reach < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

coding_status
judge_passage(judge *cues, const answer *words, size_t start, size_t end,
              judge_verdict *out)
{
    const hit *best = NULL;

    *out = (judge_verdict){.polarity = CODING_AFFIRMED};
    if (cues == NULL)
        return CODING_OK;
    if (!cues->found) {
        coding_status status = find(cues, words);

        if (status != CODING_OK)
            return status;
    }
    for (size_t i = first_near(cues, start);
         i < cues->count && cues->hits[i].start <= end + cues->reach; i++) {
        const hit *found = &cues->hits[i];

        if (!holds(found, start, end))
            continue;
        if (best == NULL ||
            rank(found->cue->polarity) > rank(best->cue->polarity) ||
            (rank(found->cue->polarity) == rank(best->cue->polarity) &&
             distance(found, start, end) < distance(best, start, end)))
            best = found;
    }
    if (best != NULL)
        *out =
            (judge_verdict){best->cue->polarity, best->cue->name, best->start,
                            best->end,           best->low,       best->high};
    return CODING_OK;
}
