/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The codes that pass a threshold, respondent by respondent: the state is how
   many codes have been named how often. See stats/chance.h. */
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/map.h"
#include "base/memory.h"
#include "stats/array.h"
#include "stats/chance.h"
#include "stats/distribution.h"

enum {
    WORK = 50000000, /* draws followed in all: some seconds */
    PARTS = 64,      /* the estimate looks at so many codes */
    TOTAL = 2047     /* and names */
};

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
            status = CODING_EDATA;
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
        return CODING_EDATA;
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
    way->next = NULL;
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
stats_chance_by_respondent(coding_context *context,
                           const coding_stats_chance_design *design,
                           double *out)
{
    walk way = {.context = context, .design = design};
    layer now = {0};
    coding_status status = walk_open(&way);

    if (status == CODING_OK)
        status = walk_all(&way, &now);
    if (status == CODING_OK)
        collect(&way, &now, out);
    layer_clear(&way, &now);
    walk_close(&way);
    return status;
}

/* Partitions of 0 .. total into exactly 0 .. parts parts: the states are told
   apart by how often each code was named, whichever code it is. */
typedef struct {
    size_t parts, width; /* width: total + 1 */
    double *counts;      /* parts + 1 x width */
} partitions;

/* Parts of this size too, as many as you like. */
static void
allow(partitions *all, size_t part)
{
    for (size_t k = 1; k <= all->parts; k++)
        for (size_t t = part; t < all->width; t++)
            all->counts[k * all->width + t] +=
                all->counts[(k - 1) * all->width + t - part];
}

/* The partitions of least .. most together. */
static double
number_of(const partitions *all, size_t least, size_t most)
{
    double sum = 0;

    for (size_t k = 0; k <= all->parts; k++)
        for (size_t t = least; t <= most && t < all->width; t++)
            sum += all->counts[k * all->width + t];
    return sum;
}

/* The most states after one of the respondents from .. to when no code has
   passed so far: their names are then all counted. */
static double
least_states(const partitions *all, const coding_stats_chance_design *design,
             size_t from, size_t to)
{
    size_t names = 0;
    double most = 0;

    for (size_t i = 0; i < to; i++) {
        double states = 0;

        names += design->named[i];
        if (i + 1 >= from)
            states = number_of(all, names, names);
        most = states > most ? states : most;
    }
    return most;
}

/* The draws from one state, followed for a third of the respondents; finding a
   state costs as much as some multiplications. */
static double
draws(const coding_stats_chance_design *design)
{
    static const double SEARCH = 40;
    double classes = (double)design->threshold;
    double ways = 1;
    size_t most = 0;

    for (size_t i = 0; i < design->respondents; i++)
        most = design->named[i] > most ? design->named[i] : most;
    for (size_t k = 1; k <= most; k++)
        ways = ways * (classes + (double)k) / (double)k;
    return SEARCH * ways * (double)design->respondents / 3;
}

coding_status
stats_chance_respondent_cost(coding_context *context,
                             const coding_stats_chance_design *design,
                             double *out)
{
    size_t to = design->respondents - design->threshold + 1;
    size_t from = to < design->threshold ? to : design->threshold - 1;
    partitions all = {design->codes < PARTS ? design->codes : PARTS, TOTAL + 1,
                      NULL};
    double states = 0;
    size_t names = 0;
    coding_status status =
        STATS_ARRAY(context, (all.parts + 1) * all.width, &all.counts);

    if (status != CODING_OK)
        return status;
    all.counts[0] = 1;
    for (size_t part = 1; part <= from && states <= CODING_STATS_CHANCE_STATES;
         part++) {
        allow(&all, part);
        states = least_states(&all, design, from, to);
    }
    for (size_t i = 0; i < to; i++)
        names += design->named[i];
    *out = STATS_INFINITY;
    if (states <= CODING_STATS_CHANCE_STATES) {
        allow(&all, from + 1); /* the codes that have passed */
        *out = number_of(&all, 0, names) * draws(design);
    }
    base_free(context, all.counts);
    return CODING_OK;
}
