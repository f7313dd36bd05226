/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The plain loop: one PCRE2 search after the other. See pattern/engine.h. */
#include "pattern/engine.h"

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

coding_status
engine_search(engine *patterns, coding_span subject, engine_matches *out)
{
    coding_status status = CODING_OK;

    patterns->found = 0;
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
    *out = (engine_matches){patterns->matches, patterns->found};
    return status;
}

bool
engine_is_left_out(const engine *patterns, size_t pattern)
{
    return patterns->patterns[pattern] == NULL;
}
