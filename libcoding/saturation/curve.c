/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The interviews of one level of the group, or of all, laid out and counted.
   See coding/stats_accumulation.h. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "saturation/inside.h"

typedef struct {
    uint32_t code, interview;
} pair;

static int
compare_pairs(const void *one, const void *two)
{
    const pair *a = one;
    const pair *b = two;

    if (a->code != b->code)
        return a->code < b->code ? -1 : 1;
    return (a->interview > b->interview) - (a->interview < b->interview);
}

/* ---- names ---- */

static coding_status
name_table(coding_saturation *all, const char *kind, coding_span group,
           coding_span *out)
{
    coding_status status;
    buffer name;

    buffer_init(&name, all->context);
    buffer_add(&name, all->options.name);
    buffer_add_text(&name, kind);
    if (group.length > 0)
        buffer_add_text(&name, " by ");
    buffer_add(&name, group);
    status = buffer_status(&name);
    if (status == CODING_OK)
        status = arena_copy(&all->keep, buffer_span(&name), out);
    buffer_free(&name);
    return status;
}

static coding_status
set_names(coding_saturation *all, size_t level, curve *out)
{
    coding_status status;

    if (level != EVERYBODY) {
        out->group = all->who.attribute_names[all->group];
        out->level = all->levels[level];
    }
    status = name_table(all, "", out->group, &out->table);
    if (status == CODING_OK)
        status = name_table(all, " codes", out->group, &out->codes_table);
    return status;
}

/* ---- who names what ---- */

/* place[i]: of interview i among those of the level; PEOPLE_NONE: of another.
 */
static coding_status
choose_interviews(coding_saturation *all, size_t level, curve *out,
                  size_t *place)
{
    coding_status status =
        ARENA_ARRAY(&all->keep, all->interview_count + 1, &out->interviews);

    for (size_t i = 0; status == CODING_OK && i < all->interview_count; i++) {
        place[i] = PEOPLE_NONE;
        if (level != EVERYBODY && all->interviews[i].level != level)
            continue;
        place[i] = out->count;
        out->interviews[out->count++] = i;
    }
    return status;
}

/* The namings of the level, each interview once a code. */
static size_t
collect_pairs(const coding_saturation *all, const size_t *place, pair *pairs)
{
    size_t count = 0, kept = 0;

    for (size_t i = 0; i < all->naming_count; i++) {
        size_t at = interviews_of(all, &all->namings[i]);

        if (at != PEOPLE_NONE && place[at] != PEOPLE_NONE)
            pairs[count++] =
                (pair){(uint32_t)all->namings[i].code, (uint32_t)place[at]};
    }
    if (count > 0)
        qsort(pairs, count, sizeof *pairs, compare_pairs);
    for (size_t i = 0; i < count; i++)
        if (i == 0 || compare_pairs(&pairs[i], &pairs[i - 1]) != 0)
            pairs[kept++] = pairs[i];
    return kept;
}

static coding_status
lay_out(coding_saturation *all, size_t level, curve *out)
{
    size_t codes = all->facet.ids.count;
    size_t *place = NULL, *first = NULL;
    uint32_t *named = NULL;
    pair *pairs = NULL;
    size_t count = 0;
    coding_status status =
        ARENA_ARRAY(&all->keep, all->interview_count + 1, &place);

    if (status == CODING_OK)
        status = choose_interviews(all, level, out, place);
    if (status == CODING_OK)
        status = base_alloc(all->context, all->naming_count * sizeof *pairs,
                            (void **)(void *)&pairs);
    if (status == CODING_OK)
        count = collect_pairs(all, place, pairs);
    if (status == CODING_OK)
        status = ARENA_ARRAY(&all->keep, codes + 1, &first);
    if (status == CODING_OK)
        status = ARENA_ARRAY(&all->keep, count + 1, &named);
    for (size_t i = 0, k = 0; status == CODING_OK && k < codes; k++) {
        for (; i < count && pairs[i].code == k; i++)
            named[i] = pairs[i].interview;
        first[k + 1] = i;
    }
    base_free(all->context, pairs);
    if (status == CODING_OK)
        out->data =
            (coding_stats_accumulation){out->count, codes, first, named};
    return status;
}

/* ---- figures ---- */

/* Codes by their first interview, in codebook order where that is the same. */
static coding_status
order_codes(coding_saturation *all, curve *out)
{
    const coding_stats_accumulation *data = &out->data;
    size_t *next = NULL; /* interview: where its next code goes */
    coding_status status =
        ARENA_ARRAY(&all->keep, data->codes + 1, &out->first);

    if (status == CODING_OK)
        status = ARENA_ARRAY(&all->keep, data->codes + 1, &out->by_first);
    if (status == CODING_OK)
        status = ARENA_ARRAY(&all->keep, out->count + 2, &next);
    if (status != CODING_OK)
        return status;
    for (size_t i = 0; i < out->count; i++)
        next[i + 1] = next[i] + (size_t)out->fresh[i];
    out->named = next[out->count];
    for (size_t k = 0; k < data->codes; k++) {
        /* Lists are in order: the first one is the earliest. */
        out->first[k] = data->first[k + 1] > data->first[k]
                            ? data->named[data->first[k]]
                            : out->count;
        out->by_first[next[out->first[k]]++] = k;
    }
    return CODING_OK;
}

static void
count_base(const coding_saturation *all, curve *out)
{
    size_t base = all->options.base, run = all->options.run;

    for (size_t i = 0; i < base && i < out->count; i++)
        out->base_codes += out->fresh[i];
    out->has_run = out->count >= base && out->count - base >= run;
    for (size_t i = out->count - (out->has_run ? run : 0); i < out->count; i++)
        out->last_run += out->fresh[i];
}

static coding_status
permute(coding_saturation *all, curve *out)
{
    const coding_stats_orders options = {all->options.orders, all->options.seed,
                                         all->rules, all->rule_count};
    coding_stats_accumulation_band *band = &out->band;
    coding_status status = CODING_OK;

    if (all->options.orders == 0)
        return CODING_OK;
    if (status == CODING_OK)
        status = ARENA_ARRAY(&all->keep, out->count + 1, &band->low);
    if (status == CODING_OK)
        status = ARENA_ARRAY(&all->keep, out->count + 1, &band->median);
    if (status == CODING_OK)
        status = ARENA_ARRAY(&all->keep, out->count + 1, &band->high);
    if (status == CODING_OK)
        status = ARENA_ARRAY(&all->keep, all->rule_count + 1, &band->bands);
    if (status == CODING_OK)
        status = coding_stats_accumulation_permute(all->context, &out->data,
                                                   &options, band);
    return status;
}

coding_status
curve_make(coding_saturation *all, size_t level, curve *out)
{
    coding_status status = set_names(all, level, out);

    if (status == CODING_OK)
        status = lay_out(all, level, out);
    if (status == CODING_OK)
        status = ARENA_ARRAY(&all->keep, out->count + 1, &out->fresh);
    if (status == CODING_OK)
        status = ARENA_ARRAY(&all->keep, out->count + 1, &out->mean);
    if (status != CODING_OK)
        return status;
    coding_stats_accumulation_fresh(&out->data, out->fresh);
    count_base(all, out);
    status = order_codes(all, out);
    if (status == CODING_OK)
        status = coding_stats_accumulation_expected(all->context, &out->data,
                                                    out->mean);
    return status == CODING_OK ? permute(all, out) : status;
}
