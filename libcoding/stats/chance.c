/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How many codes pass a threshold when respondents name codes at random.
   See coding/stats_chance.h and coding-method(7). */
#include <coding/stats_chance.h>

#include <stdint.h>
#include <string.h>

#include "base/diag.h"
#include "base/map.h"
#include "base/memory.h"

enum { WORK = 100000000 }; /* draws followed in all: some seconds */

/* The codes by how often they were named so far: counts[c] codes by c
   respondents, the last class by threshold or more. One layer holds every
   such state that can occur after some respondents, with its probability. */
typedef struct {
    map states;
    double *p;
    size_t capacity;
} layer;

typedef struct {
    coding_context *context;
    const coding_stats_chance_design *design;
    double *choose; /* Pascal's triangle: row n, items 0..width - 1 */
    size_t width;
    size_t classes;    /* threshold + 1 */
    size_t left;       /* respondents after this one */
    uint16_t *from;    /* the state moved from */
    uint16_t *to;      /* the state being formed */
    size_t *occupied;  /* classes of from with a code, largest first */
    size_t occupied_n; /* without the last class, which stays */
    layer *next;
    uint64_t work;
} walk;

static coding_status
refuse(coding_context *context, const char *what, size_t value, size_t limit)
{
    return diag_error(context, CODING_EUSAGE, "chance-range", (diag_place){0},
                      "%s is %zu, expected at most %zu", what, value, limit);
}

static coding_status
check(coding_context *context, const coding_stats_chance_design *design)
{
    if (design->codes == 0)
        return diag_error(context, CODING_EUSAGE, "chance-range",
                          (diag_place){0}, "the family of codes is empty");
    if (design->codes > CODING_STATS_CHANCE_CODES)
        return refuse(context, "the number of codes", design->codes,
                      CODING_STATS_CHANCE_CODES);
    for (size_t i = 0; i < design->respondents; i++)
        if (design->named[i] > design->codes)
            return refuse(context, "the number of codes named",
                          design->named[i], design->codes);
    return CODING_OK;
}

coding_status
coding_stats_chance_code(coding_context *context,
                         const coding_stats_chance_design *design, double *out)
{
    size_t top = design->threshold;
    double *p = NULL; /* of 0, 1, ... top or more so far */
    coding_status status = check(context, design);

    if (status != CODING_OK)
        return status;
    if (top > design->respondents) {
        *out = 0;
        return CODING_OK;
    }
    status = base_alloc(context, (top + 1) * sizeof *p, (void **)(void *)&p);
    if (status != CODING_OK)
        return status;
    p[0] = 1;
    for (size_t i = 0; i < design->respondents; i++) {
        double yes = (double)design->named[i] / (double)design->codes;
        double no =
            (double)(design->codes - design->named[i]) / (double)design->codes;

        for (size_t c = top; c > 0; c--)
            p[c] = (c == top ? p[c] : p[c] * no) + p[c - 1] * yes;
        if (top > 0)
            p[0] *= no;
    }
    *out = p[top];
    base_free(context, p);
    return CODING_OK;
}

static coding_status
too_large(walk *way)
{
    diag_warning(way->context, "chance-too-large", (diag_place){0},
                 "%zu respondents, %zu codes and a threshold of %zu have more "
                 "states than the exact computation follows (%d)",
                 way->design->respondents, way->design->codes,
                 way->design->threshold, (int)CODING_STATS_CHANCE_STATES);
    return CODING_EDATA;
}

/* Adds p to the state counts of the layer. */
static coding_status
reach(walk *way, layer *into, const uint16_t *counts, double p)
{
    coding_span key = {(const char *)counts, way->classes * sizeof *counts};
    size_t known = into->states.count;
    size_t number = 0;
    coding_status status = map_add(&into->states, key, &number);

    if (status == CODING_OK && into->states.count > known) {
        status = BASE_GROW(way->context, &into->p, &into->capacity, known + 1);
        if (status == CODING_OK)
            into->p[number] = 0;
        if (status == CODING_OK && known >= CODING_STATS_CHANCE_STATES)
            status = too_large(way);
    }
    if (status == CODING_OK)
        into->p[number] += p;
    return status;
}

/* A full draw: the codes that can no longer pass are put together with those
   nobody named, so that there are fewer states. */
static coding_status
settle(walk *way, double p)
{
    uint16_t *merged = way->to + way->classes;

    if (++way->work > WORK)
        return too_large(way);
    memcpy(merged, way->to, way->classes * sizeof *merged);
    for (size_t c = 1; c + 1 < way->classes; c++) {
        if (c + way->left >= way->design->threshold)
            break;
        merged[0] = (uint16_t)(merged[0] + merged[c]);
        merged[c] = 0;
    }
    return reach(way, way->next, merged, p);
}

/* Draws picks more codes from the occupied classes at and beyond; what is not
   drawn there is drawn from the last class, whose codes stay where they are. */
static coding_status
draw(walk *way, size_t at, size_t picks, double p)
{
    size_t last = way->classes - 1;
    coding_status status = CODING_OK;
    size_t class;
    size_t most;

    if (at == way->occupied_n) {
        if (picks > way->from[last])
            return CODING_OK;
        p *= way->choose[way->from[last] * way->width + picks];
        return settle(way, p);
    }
    class = way->occupied[at];
    most = way->from[class] < picks ? way->from[class] : picks;
    for (size_t k = 0; k <= most && status == CODING_OK; k++) {
        double ways = way->choose[way->from[class] * way->width + k];

        way->to[class] = (uint16_t)(way->to[class] - k);
        way->to[class + 1] = (uint16_t)(way->to[class + 1] + k);
        status = draw(way, at + 1, picks - k, p * ways);
        way->to[class] = (uint16_t)(way->to[class] + k);
        way->to[class + 1] = (uint16_t)(way->to[class + 1] - k);
    }
    return status;
}

static coding_status
follow(walk *way, const layer *now, size_t number, size_t picks)
{
    const double all = way->choose[way->design->codes * way->width + picks];
    size_t size = way->classes * sizeof *way->from;

    memcpy(way->from, map_name(&now->states, number).at, size);
    memcpy(way->to, way->from, size);
    way->occupied_n = 0;
    for (size_t c = way->classes - 1; c > 0; c--)
        if (way->from[c - 1] > 0)
            way->occupied[way->occupied_n++] = c - 1;
    return draw(way, 0, picks, now->p[number] / all);
}

static void
layer_clear(walk *way, layer *one)
{
    map_clear(&one->states);
    base_free(way->context, one->p);
    *one = (layer){0};
}

static void
layer_swap(layer *a, layer *b)
{
    layer kept = *a;

    *a = *b;
    *b = kept;
}

static coding_status
walk_open(walk *way)
{
    const coding_stats_chance_design *design = way->design;
    size_t most = 0;
    coding_status status;

    for (size_t i = 0; i < design->respondents; i++)
        most = design->named[i] > most ? design->named[i] : most;
    way->classes = design->threshold + 1;
    way->width = most + 1;
    status = base_alloc(way->context,
                        (design->codes + 1) * way->width * sizeof *way->choose,
                        (void **)(void *)&way->choose);
    if (status == CODING_OK)
        status = base_alloc(way->context, 3 * way->classes * sizeof *way->from,
                            (void **)(void *)&way->from);
    if (status == CODING_OK)
        status = base_alloc(way->context, way->classes * sizeof *way->occupied,
                            (void **)(void *)&way->occupied);
    if (status != CODING_OK)
        return status;
    way->to = way->from + way->classes;
    for (size_t n = 0; n <= design->codes; n++) {
        double *row = way->choose + n * way->width;

        row[0] = 1;
        for (size_t k = 1; k < way->width && k <= n; k++)
            row[k] = row[k - way->width] + row[k - way->width - 1];
    }
    return CODING_OK;
}

static void
walk_close(walk *way)
{
    base_free(way->context, way->choose);
    base_free(way->context, way->from);
    base_free(way->context, way->occupied);
}

/* Follows every respondent; now ends as the states after the last one. */
static coding_status
walk_all(walk *way, layer *now)
{
    const coding_stats_chance_design *design = way->design;
    layer next = {0};
    coding_status status;

    map_init(&now->states, way->context);
    way->from[0] = (uint16_t)design->codes;
    status = reach(way, now, way->from, 1);
    way->next = &next;
    for (size_t i = 0; i < design->respondents && status == CODING_OK; i++) {
        way->left = design->respondents - i - 1;
        map_init(&next.states, way->context);
        for (size_t s = 0; s < now->states.count && status == CODING_OK; s++)
            status = follow(way, now, s, design->named[i]);
        layer_swap(now, &next);
        layer_clear(way, &next);
    }
    return status;
}

static void
collect(const walk *way, const layer *end, double *out)
{
    for (size_t k = 0; k <= way->design->codes; k++)
        out[k] = 0;
    for (size_t s = 0; s < end->states.count; s++) {
        uint16_t passed;
        coding_span key = map_name(&end->states, s);

        memcpy(&passed, key.at + (way->classes - 1) * sizeof passed,
               sizeof passed);
        out[passed] += end->p[s];
    }
}

coding_status
coding_stats_chance_codes(coding_context *context,
                          const coding_stats_chance_design *design, double *out)
{
    walk way = {.context = context, .design = design};
    layer now = {0};
    coding_status status = check(context, design);

    if (status != CODING_OK)
        return status;
    if (design->threshold == 0 || design->threshold > design->respondents) {
        for (size_t k = 0; k <= design->codes; k++)
            out[k] = 0;
        out[design->threshold == 0 ? design->codes : 0] = 1;
        return CODING_OK;
    }
    status = walk_open(&way);
    if (status == CODING_OK)
        status = walk_all(&way, &now);
    if (status == CODING_OK)
        collect(&way, &now, out);
    layer_clear(&way, &now);
    walk_close(&way);
    return status;
}

static coding_status
put(const coding_figure_sink *sink, const char *statistic, double value)
{
    coding_figure figure = {statistic, 0, 0, value};

    return sink->take(sink->user, &figure);
}

static coding_status
at_least_p(coding_context *context, const coding_stats_chance_design *design,
           size_t at_least, double *out)
{
    double *p = NULL;
    double sum = 0;
    coding_status status;

    if (at_least == 0 || at_least > design->codes) {
        *out = at_least == 0 ? 1 : 0;
        return CODING_OK;
    }
    status = base_alloc(context, (design->codes + 1) * sizeof *p,
                        (void **)(void *)&p);
    if (status == CODING_OK)
        status = coding_stats_chance_codes(context, design, p);
    if (status == CODING_OK) {
        for (size_t k = design->codes + 1; k > at_least; k--)
            sum += p[k - 1];
        *out = sum;
    }
    base_free(context, p);
    return status;
}

coding_status
coding_stats_chance(coding_context *context,
                    const coding_stats_chance_design *design, size_t at_least,
                    const coding_figure_sink *sink)
{
    double one = 0;
    double joint = 0;
    coding_status status = coding_stats_chance_code(context, design, &one);

    if (status == CODING_OK)
        status = put(sink, "chance_p_code", one);
    if (status == CODING_OK)
        status = put(sink, "chance_expected", one * (double)design->codes);
    if (status == CODING_OK)
        status = at_least_p(context, design, at_least, &joint);
    if (status == CODING_OK)
        status = put(sink, "chance_p_at_least", joint);
    return status;
}
