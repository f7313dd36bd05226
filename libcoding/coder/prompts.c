/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who named a code first. See coder/prompts.h. */
#include "coder/prompts.h"

#include "base/memory.h"

static void
init_maps(prompts *all)
{
    map_init(&all->questions, all->context);
    map_init(&all->named, all->context);
    map_init(&all->said, all->context);
    map_init(&all->answers, all->context);
}

static void
clear_maps(prompts *all)
{
    map_clear(&all->questions);
    map_clear(&all->named);
    map_clear(&all->said);
    map_clear(&all->answers);
}

void
prompts_init(prompts *all, coding_context *context)
{
    *all = (prompts){.context = context};
    init_maps(all);
    buffer_init(&all->key, context);
}

void
prompts_clear(prompts *all)
{
    if (all->context == NULL)
        return;
    clear_maps(all);
    base_free(all->context, all->first);
    base_free(all->context, all->codes);
    base_free(all->context, all->counts);
    buffer_free(&all->key);
    *all = (prompts){0};
}

void
prompts_forget(prompts *all)
{
    if (all->questions.count == 0 && all->answers.count == 0)
        return;
    clear_maps(all);
    init_maps(all);
}

/* Ids hold no TAB. */
static coding_status
find_key(prompts *all, coding_span respondent, coding_span question,
         size_t code, coding_span *out)
{
    buffer *key = &all->key;

    buffer_reset(key);
    buffer_add(key, respondent);
    buffer_add_byte(key, '\t');
    buffer_add(key, question);
    buffer_add_byte(key, '\t');
    if (code != MAP_NONE)
        buffer_add_unsigned(key, code);
    *out = buffer_span(key);
    return buffer_status(key);
}

coding_status
prompts_hear(prompts *all, coding_span question)
{
    size_t number;

    return map_add(&all->questions, question, &number);
}

coding_status
prompts_name(prompts *all, coding_span question, size_t code, prompts_naming at)
{
    size_t before = all->named.count, number = 0;
    coding_span key = {NULL, 0};
    coding_status status =
        find_key(all, (coding_span){NULL, 0}, question, code, &key);

    if (status == CODING_OK)
        status = BASE_GROW(all->context, &all->first, &all->first_capacity,
                           before + 1);
    if (status == CODING_OK)
        status = map_add(&all->named, key, &number);
    if (status == CODING_OK &&
        (number == before || at.start < all->first[number].start))
        all->first[number] = at;
    return status;
}

/* The unit in which the interviewer named the code before start. */
static coding_status
find_prompt(prompts *all, coding_span question, size_t code, uint64_t start,
            uint64_t *unit)
{
    coding_span key = {NULL, 0};
    coding_status status =
        find_key(all, (coding_span){NULL, 0}, question, code, &key);
    size_t number = status == CODING_OK ? map_find(&all->named, key) : MAP_NONE;

    *unit = number != MAP_NONE && all->first[number].start < start
                ? all->first[number].unit
                : 0;
    return status;
}

/* One more prompted code in an answer. */
static coding_status
add_count(prompts *all, coding_span respondent, coding_span question)
{
    size_t before = all->answers.count, number = 0;
    coding_span key = {NULL, 0};
    coding_status status = find_key(all, respondent, question, MAP_NONE, &key);

    if (status == CODING_OK)
        status = BASE_GROW(all->context, &all->counts, &all->count_capacity,
                           before + 1);
    if (status == CODING_OK)
        status = map_add(&all->answers, key, &number);
    if (status != CODING_OK)
        return status;
    if (number == before)
        all->counts[number] = 0;
    all->counts[number]++;
    return CODING_OK;
}

coding_status
prompts_judge(prompts *all, coding_span respondent, coding_span question,
              size_t code, uint64_t start, bool affirmed, uint64_t *unit)
{
    size_t before = all->said.count, number = 0;
    coding_span key = {NULL, 0};
    uint64_t prompt = 0;
    coding_status status = CODING_OK;

    *unit = 0;
    if (map_find(&all->questions, question) == MAP_NONE)
        return CODING_OK;
    status = find_prompt(all, question, code, start, &prompt);
    if (status == CODING_OK)
        status = find_key(all, respondent, question, code, &key);
    if (status == CODING_OK)
        status = BASE_GROW(all->context, &all->codes, &all->code_capacity,
                           before + 1);
    if (status == CODING_OK)
        status = map_add(&all->said, key, &number);
    if (status != CODING_OK)
        return status;
    if (number == before)
        all->codes[number] = (prompts_code){prompt, false};
    *unit = all->codes[number].unit;
    if (!affirmed || all->codes[number].affirmed)
        return CODING_OK;
    all->codes[number].affirmed = true;
    return *unit > 0 ? add_count(all, respondent, question) : CODING_OK;
}

coding_status
prompts_count(prompts *all, coding_span respondent, coding_span question,
              bool *known, uint64_t *count)
{
    coding_span key = {NULL, 0};
    coding_status status = find_key(all, respondent, question, MAP_NONE, &key);
    size_t number =
        status == CODING_OK ? map_find(&all->answers, key) : MAP_NONE;

    *known = map_find(&all->questions, question) != MAP_NONE;
    *count = number != MAP_NONE ? all->counts[number] : 0;
    return status;
}
