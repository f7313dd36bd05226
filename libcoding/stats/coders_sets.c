/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Agreement on sets of codes. See coding/stats_agreement.h. */
#include <string.h>

#include "base/map.h"
#include "base/memory.h"
#include "stats/array.h"
#include "stats/coders.h"
#include "stats/distribution.h"

enum { MOST_SETS = 2000 };

typedef struct {
    coding_context *context;
    const coding_stats_sets *data;
    map sets; /* different ones, as bytes 0 and 1 by code */
    uint32_t *coded;
} set_codings;

static const unsigned char *
members(const coding_stats_sets *data, size_t coding)
{
    return data->member + coding * data->codes;
}

static coding_status
number_sets(set_codings *of)
{
    const coding_stats_sets *data = of->data;
    coding_status status =
        STATS_ARRAY(of->context, data->units * data->coders, &of->coded);

    for (size_t i = 0; status == CODING_OK && i < data->units * data->coders;
         i++) {
        coding_span key = {(const char *)members(data, i), data->codes};
        size_t number;

        if (data->coded[i] == 0)
            continue;
        status = map_add(&of->sets, key, &number);
        if (status == CODING_OK)
            of->coded[i] = (uint32_t)number + 1;
    }
    return status;
}

typedef enum { SETS_NOMINAL, SETS_JACCARD, SETS_MASI, SETS_COUNT } sets_kind;

static double
set_difference(sets_kind kind, coding_span a, coding_span b)
{
    double both = 0, first = 0, second = 0, jaccard, share;

    for (size_t i = 0; i < a.length; i++) {
        both += a.at[i] != 0 && b.at[i] != 0;
        first += a.at[i] != 0;
        second += b.at[i] != 0;
    }
    if (both >= first && both >= second)
        return 0;
    if (kind == SETS_NOMINAL || both < 1)
        return 1;
    jaccard = both / (first + second - both);
    share = both >= first || both >= second ? 2.0 / 3 : 1.0 / 3;
    return 1 - (kind == SETS_MASI ? jaccard * share : jaccard);
}

static void
fill_differences(const set_codings *of, sets_kind kind, double *difference)
{
    size_t count = of->sets.count;

    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < count; k++)
            difference[i * count + k] = set_difference(
                kind, map_name(&of->sets, i), map_name(&of->sets, k));
}

static coding_status
deliver_sets(const set_codings *of, stats_delivery *to)
{
    static const char *const names[SETS_COUNT][3] = {
        {"alpha_set_nominal", "alpha_set_nominal_do", "alpha_set_nominal_de"},
        {"alpha_set_jaccard", "alpha_set_jaccard_do", "alpha_set_jaccard_de"},
        {"alpha_set_masi", "alpha_set_masi_do", "alpha_set_masi_de"}};
    const coding_stats_codings data = {.units = of->data->units,
                                       .coders = of->data->coders,
                                       .categories = of->sets.count,
                                       .coded = of->coded};
    double *difference = NULL;
    coders_data all;
    coding_status status = coders_open(of->context, &data, &all);

    if (status == CODING_OK)
        status = STATS_ARRAY(of->context, data.categories * data.categories,
                             &difference);
    for (size_t k = 0; status == CODING_OK && k < SETS_COUNT; k++) {
        coders_alpha found;

        fill_differences(of, (sets_kind)k, difference);
        found = coders_alpha_of(all.coincidence, all.marginal, difference,
                                data.categories);
        stats_deliver(to, names[k][0], found.alpha);
        stats_deliver(to, names[k][1], found.observed);
        stats_deliver(to, names[k][2], found.expected);
    }
    base_free(of->context, difference);
    coders_close(&all);
    return status;
}

/* ---- one code ---- */

typedef struct {
    stats_delivery *to;
    size_t code;
} code_figures;

static coding_status
take_figure(void *user, const coding_figure *figure)
{
    static const char *const kept[][2] = {
        {"alpha_nominal", "code_alpha_nominal"},
        {"percent_agreement", "code_percent_agreement"},
        {"gwet_ac1", "code_gwet_ac1"},
        {"fleiss_kappa", "code_fleiss_kappa"},
        {"cohen_kappa", "code_cohen_kappa"},
        {"pabak", "code_pabak"}};
    code_figures *of = user;

    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        if (strcmp(figure->statistic, kept[i][0]) == 0)
            stats_deliver_at(of->to, kept[i][1], of->code + 1, 0,
                             figure->value);
    return of->to->status;
}

static coding_status
deliver_code(const set_codings *of, size_t code, stats_delivery *to)
{
    const coding_stats_sets *sets = of->data;
    const coding_stats_codings data = {.units = sets->units,
                                       .coders = sets->coders,
                                       .categories = 2,
                                       .coded = of->coded};
    code_figures figures = {to, code};
    coding_figure_sink sink = {take_figure, &figures};

    for (size_t i = 0; i < sets->units * sets->coders; i++)
        of->coded[i] = sets->coded[i] == 0           ? 0
                       : members(sets, i)[code] != 0 ? 2
                                                     : 1;
    return coding_stats_agreement(of->context, &data, &sink);
}

typedef enum { WITHOUT_CODES, WITH_CODES } sets_extent;

static coding_status
analyse(coding_context *context, const coding_stats_sets *data,
        sets_extent extent, const coding_figure_sink *sink)
{
    stats_delivery to = {sink, CODING_OK};
    set_codings of = {.context = context, .data = data};
    coding_status status;

    map_init(&of.sets, context);
    status = number_sets(&of);
    if (status == CODING_OK && of.sets.count <= MOST_SETS)
        status = deliver_sets(&of, &to);
    for (size_t c = 0;
         status == CODING_OK && extent == WITH_CODES && c < data->codes; c++)
        status = deliver_code(&of, c, &to);
    base_free(context, of.coded);
    map_clear(&of.sets);
    return status == CODING_OK ? to.status : status;
}

coding_status
coding_stats_set_alpha(coding_context *context, const coding_stats_sets *data,
                       const coding_figure_sink *sink)
{
    return analyse(context, data, WITHOUT_CODES, sink);
}

coding_status
coding_stats_set_agreement(coding_context *context,
                           const coding_stats_sets *data,
                           const coding_figure_sink *sink)
{
    return analyse(context, data, WITH_CODES, sink);
}
