/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which figures the result is to have, and what has to be worked out for them.
   A name ends in `*` for all that begin so. */
#include <coding/stats_twoway.h>

#include <string.h>

#include "association/association_inside.h"
#include "base/diag.h"
#include "base/memory.h"

static coding_status
add_pattern(coding_association *association, coding_span name)
{
    selection *all = &association->chosen;
    bool open_ended = name.length > 0 && name.at[name.length - 1] == '*';
    coding_status status = BASE_GROW(association->context, &all->names,
                                     &all->capacity, all->count + 1);

    name.length -= open_ended;
    if (status == CODING_OK)
        all->names[all->count++] =
            (selection_name){.text = name, .open_ended = open_ended};
    return status;
}

static bool
is_meant(const selection_name *one, const char *name)
{
    return strncmp(name, one->text.at, one->text.length) == 0 &&
           (one->open_ended || name[one->text.length] == '\0');
}

bool
selection_wants(const coding_association *association, const char *statistic)
{
    const selection *all = &association->chosen;

    for (size_t i = 0; i < all->count; i++)
        if (is_meant(&all->names[i], statistic))
            return true;
    return all->count == 0;
}

bool
selection_takes(coding_association *association, const char *statistic)
{
    selection *all = &association->chosen;
    bool taken = all->count == 0;

    for (size_t i = 0; i < all->count; i++)
        if (is_meant(&all->names[i], statistic))
            taken = all->names[i].met = true;
    return taken;
}

/* Where figures of some names come from; those of all others may come from
   anywhere. Before a star: all names that begin so. */
static const struct {
    const char *names;
    unsigned groups;
} sources[] = {
    {"n", 0},
    {"nrow*", 0},
    {"ncol*", 0},
    {"x2*", CODING_STATS_CHISQ},
    {"g", CODING_STATS_DIVERGENCE},
    {"g_df", CODING_STATS_DIVERGENCE},
    {"g_p", CODING_STATS_DIVERGENCE},
    {"g_logp", CODING_STATS_DIVERGENCE},
    {"min_expected", CODING_STATS_EXPECTED},
    {"n_expected_*", CODING_STATS_EXPECTED},
    {"pct_expected_*", CODING_STATS_EXPECTED},
    {"cochran_ok", CODING_STATS_EXPECTED},
    {"phi", CODING_STATS_EFFECT},
    {"cramers_v", CODING_STATS_EFFECT},
    {"odds_ratio*", CODING_STATS_RISK},
    {"relative_risk*", CODING_STATS_RISK},
    {"p_chosen_*", 0},
    {"family_size", 0},
    {"left_out", 0},
};

static unsigned
groups_of(const selection_name *one)
{
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
        coding_span known = coding_span_of(sources[i].names);
        bool open_ended = known.at[known.length - 1] == '*';

        known.length -= open_ended;
        if (open_ended
                ? one->text.length >= known.length &&
                      memcmp(one->text.at, known.at, known.length) == 0
                : !one->open_ended && coding_span_equal(one->text, known))
            return sources[i].groups;
    }
    return CODING_STATS_ALL;
}

/* What the verdict rests on. */
static unsigned
groups_of_test(coding_association_test test)
{
    switch (test) {
    case CODING_ASSOCIATION_G:
        return CODING_STATS_DIVERGENCE;
    case CODING_ASSOCIATION_EXACT:
        return CODING_STATS_FISHER;
    case CODING_ASSOCIATION_EVERY:
        return CODING_STATS_ALL;
    case CODING_ASSOCIATION_AUTO:
    case CODING_ASSOCIATION_PEARSON:
    case CODING_ASSOCIATION_NMINUS1:
    case CODING_ASSOCIATION_YATES:
    case CODING_ASSOCIATION_MONTE_CARLO:
    default:
        return 0;
    }
}

/* All groups, or those that the names and the verdict need. */
static unsigned
needed(const coding_association *association)
{
    const coding_association_options *options = &association->options;
    const selection *all = &association->chosen;
    unsigned groups = CODING_STATS_CHISQ | CODING_STATS_EXPECTED |
                      groups_of_test(options->test);

    if (all->count == 0 || options->explain || options->effect > 0)
        return CODING_STATS_ALL;
    for (size_t i = 0; i < all->count; i++)
        groups |= groups_of(&all->names[i]);
    return groups;
}

coding_status
selection_open(coding_association *association)
{
    const coding_association_options *options = &association->options;
    coding_status status = CODING_OK;

    for (size_t i = 0; i < options->statistic_count; i++) {
        const char *at = options->statistics[i];

        for (;;) {
            size_t length = strcspn(at, ",");

            if (status == CODING_OK)
                status = add_pattern(association, (coding_span){at, length});
            if (at[length] == '\0')
                break;
            at += length + 1;
        }
    }
    association->chosen.groups = needed(association);
    return status;
}

unsigned
selection_groups(const coding_association *association)
{
    return association->chosen.groups;
}

bool
selection_speaks(const coding_association *association)
{
    return association->chosen.groups == CODING_STATS_ALL;
}

void
selection_finish(const coding_association *association)
{
    const selection *all = &association->chosen;

    for (size_t i = 0; i < all->count; i++)
        if (!all->names[i].met)
            diag_warning(association->context, "statistic-unmatched",
                         (diag_place){0},
                         "no figure of this run is called "
                         "'%.*s%s'",
                         DIAG_SPAN(all->names[i].text),
                         all->names[i].open_ended ? "*" : "");
}
