/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The plain loop: one PCRE2 search after the other. See pattern/engine.h. */
#include "pattern/engine.h"

#include <stdlib.h>

#include "base/diag.h"
#include "base/memory.h"

struct engine {
    coding_context *context;
    engine_options options;
    regex **patterns; /* NULL: left out */
    size_t count;
    engine_match *matches;
    size_t found, capacity;
};

static coding_status
compile(engine *made, const regex_source *source, size_t number)
{
    regex_fault fault = {0};
    coding_status status =
        regex_new(made->context, source, made->options.reading, &fault,
                  &made->patterns[number]);

    if (status != CODING_EUSAGE)
        return status;
    return diag_error(made->context, status, "pattern-invalid",
                      (diag_place){source->file, source->line, 0, {0}},
                      "pattern '%.*s', character %zu: %s",
                      DIAG_SPAN(source->text), fault.points + 1, fault.text);
}

coding_status
engine_new(coding_context *context, const regex_source *sources, size_t count,
           const engine_options *options, engine **out)
{
    engine *made = NULL;
    coding_status status = BASE_NEW(context, &made);

    if (status != CODING_OK)
        return status;
    made->context = context;
    if (options != NULL)
        made->options = *options;
    status = base_alloc(context, count * sizeof *made->patterns,
                        (void **)(void *)&made->patterns);
    if (status == CODING_OK)
        made->count = count;
    for (size_t i = 0; i < count && status == CODING_OK; i++)
        status = compile(made, &sources[i], i);
    if (status == CODING_OK)
        *out = made;
    else
        engine_free(made);
    return status;
}

void
engine_free(engine *patterns)
{
    if (patterns == NULL)
        return;
    for (size_t i = 0; i < patterns->count; i++)
        regex_free(patterns->patterns[i]);
    base_free(patterns->context, patterns->patterns);
    base_free(patterns->context, patterns->matches);
    base_free(patterns->context, patterns);
}

static coding_status
search_one(engine *patterns, size_t number, coding_span subject)
{
    regex_span span = {0, 0};
    coding_status status = CODING_OK;

    while (status == CODING_OK) {
        status =
            regex_find(patterns->patterns[number], subject, span.end, &span);
        if (status == CODING_OK)
            status = BASE_GROW(patterns->context, &patterns->matches,
                               &patterns->capacity, patterns->found + 1);
        if (status == CODING_OK)
            patterns->matches[patterns->found++] =
                (engine_match){number, span.start, span.end};
    }
    return status == CODING_END ? CODING_OK : status;
}

/* Appends the matches in one text to those found so far. */
static coding_status
search(engine *patterns, coding_span subject)
{
    coding_status status = CODING_OK;

    for (size_t i = 0; i < patterns->count && status == CODING_OK; i++) {
        size_t before = patterns->found;

        if (patterns->patterns[i] == NULL)
            continue;
        status = search_one(patterns, i, subject);
        if (patterns->options.keep_going &&
            (status == CODING_EDATA || status == CODING_EUSAGE)) {
            regex_free(patterns->patterns[i]);
            patterns->patterns[i] = NULL;
            patterns->found = before;
            status = CODING_OK;
        }
    }
    return status;
}

coding_status
engine_search(engine *patterns, coding_span subject, engine_matches *out)
{
    coding_status status;

    patterns->found = 0;
    status = search(patterns, subject);
    *out = (engine_matches){patterns->matches, patterns->found};
    return status;
}

static int
compare(const void *left, const void *right)
{
    const engine_match *a = left;
    const engine_match *b = right;

    if (a->pattern != b->pattern)
        return a->pattern < b->pattern ? -1 : 1;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    if (a->end != b->end)
        return a->end > b->end ? -1 : 1;
    return 0;
}

/* Matches of two variants into one list without overlaps. */
static void
unite(engine *patterns)
{
    engine_match *items = patterns->matches;
    size_t kept = 0;

    if (patterns->found == 0)
        return;
    qsort(items, patterns->found, sizeof *items, compare);
    for (size_t i = 0; i < patterns->found; i++) {
        const engine_match *last = kept > 0 ? &items[kept - 1] : NULL;

        if (last == NULL || last->pattern != items[i].pattern ||
            last->end <= items[i].start)
            items[kept++] = items[i];
    }
    patterns->found = kept;
}

coding_status
engine_search_copy(engine *patterns, const fold *copy, engine_matches *out)
{
    coding_status status = CODING_OK;

    patterns->found = 0;
    for (size_t i = 0; i < fold_variants(copy) && status == CODING_OK; i++) {
        size_t before = patterns->found;

        status = search(patterns, fold_text(copy, i));
        for (size_t k = before; i > 0 && k < patterns->found; k++) {
            patterns->matches[k].start =
                fold_first(copy, i, patterns->matches[k].start);
            patterns->matches[k].end =
                fold_past(copy, i, patterns->matches[k].end);
        }
    }
    if (status == CODING_OK && fold_variants(copy) > 1)
        unite(patterns);
    *out = (engine_matches){patterns->matches, patterns->found};
    return status;
}

bool
engine_is_left_out(const engine *patterns, size_t pattern)
{
    return patterns->patterns[pattern] == NULL;
}
