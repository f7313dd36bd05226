/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whether a coding may count, by the rules that need no other coding. The
   order is that of docs/format/stream.md, section 5. */
#include <coding/polarity.h>

#include "base/diag.h"
#include "base/memory.h"
#include "base/nearest.h"
#include "counting/counting_inside.h"

static const char *const reasons[REASON_COUNT] = {
    "removed",          "role",      "no-respondent", "where",
    "outside-question", "rejected",  "absent",        "hypothetical",
    "reported",         "retracted", "repeat",        "beyond-top"};

static coding_status
add_reason(coding_counting *all, coding_span reason, size_t *out)
{
    size_t before = all->reasons.count;
    coding_status status = BASE_GROW(all->context, &all->reason_counts,
                                     &all->reason_capacity, before + 1);

    if (status == CODING_OK)
        status = map_add(&all->reasons, reason, out);
    if (status == CODING_OK && *out == before)
        all->reason_counts[before] = 0;
    return status;
}

static coding_status
refuse_polarity(const coding_counting *all, coding_span word)
{
    coding_polarity best = CODING_AFFIRMED;

    for (coding_polarity p = CODING_AFFIRMED; p <= CODING_RETRACTED; p++)
        if (nearest_distance(word, coding_span_of(coding_polarity_name(p))) <
            nearest_distance(word, coding_span_of(coding_polarity_name(best))))
            best = p;
    return diag_error(all->context, CODING_EUSAGE, "polarity-unknown",
                      (diag_place){0},
                      "'%.*s' is no polarity; did you mean '%s'?",
                      DIAG_SPAN(word), coding_polarity_name(best));
}

/* The words between the commas of the option. */
static coding_status
read_polarities(coding_counting *all)
{
    coding_span list = all->options.polarity;
    coding_status status = CODING_OK;
    size_t from = 0;
    size_t number = 0;

    if (list.length == 0)
        list = coding_span_of("affirmed");
    all->every_polarity = coding_span_is(list, "all");
    if (all->every_polarity)
        return CODING_OK;
    for (size_t i = 0; status == CODING_OK && i <= list.length; i++) {
        if (i < list.length && list.at[i] != ',')
            continue;
        coding_span word =
            coding_span_trim((coding_span){list.at + from, i - from});

        from = i + 1;
        if (coding_polarity_of(word) == CODING_POLARITY_NONE)
            return refuse_polarity(all, word);
        status = map_add(&all->polarities, word, &number);
    }
    return status;
}

coding_status
judge_init(coding_counting *all)
{
    coding_status status = CODING_OK;
    size_t number = 0;

    for (size_t i = 0; status == CODING_OK && i < REASON_COUNT; i++)
        status = add_reason(all, coding_span_of(reasons[i]), &number);
    if (status == CODING_OK)
        status = read_polarities(all);
    return status;
}

static bool
is_respondents(coding_span role)
{
    return role.length == 0 || coding_span_is(role, "respondent");
}

/* A polarity that does not count, as a reason. */
static coding_status
judge_polarity(coding_counting *all, coding_span polarity, judgement *out)
{
    size_t number = 0;
    coding_status status;

    if (polarity.length == 0)
        polarity = coding_span_of("affirmed");
    if (all->every_polarity || map_find(&all->polarities, polarity) != MAP_NONE)
        return CODING_OK;
    status = add_reason(all, polarity, &number);
    out->reason = (long)number;
    return status;
}

coding_status
judge_coding(coding_counting *all, const coding_row *row, judgement *out)
{
    const coding_core *core = &all->core;
    coding_status status;

    *out = (judgement){REASON_NONE, PEOPLE_NONE};
    if (coding_span_is(coding_row_cell(row, core->counted), "removed"))
        out->reason = REASON_REMOVED;
    else if (!is_respondents(coding_row_cell(row, core->role)))
        out->reason = REASON_ROLE;
    else if (coding_row_cell(row, core->respondent).length == 0)
        out->reason = REASON_NO_RESPONDENT;
    if (out->reason != REASON_NONE)
        return CODING_OK;
    status = people_appear(&all->who, row, &out->appearance);
    if (status != CODING_OK)
        return status;
    if (!all->who.items[out->appearance].matches)
        out->reason = REASON_WHERE;
    else if (!questions_is_chosen(all, row))
        out->reason = REASON_OUTSIDE;
    if (out->reason != REASON_NONE)
        return CODING_OK;
    return judge_polarity(all, coding_row_cell(row, core->polarity), out);
}
