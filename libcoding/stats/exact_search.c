/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The exact search through the tables of given margins.
   See stats/exact_search.h. */
#include "stats/exact_search.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "stats/array.h"
#include "stats/distribution.h"
#include "stats/exact_fill.h"
#include "stats/exact_layer.h"
#include "stats/sum.h"

/* Memory grows with the work allowed, but not beyond some 500 and 1,000 MB. */
enum { TAILS = 32000000, TAIL_WORK = 5, ENTRIES = 12000000, ENTRY_WORK = 12 };

/* Of the sums that the last two columns can have, the greatest first. */
typedef struct {
    int64_t value;
    double above; /* probability of this sum or a greater one */
} tail;

/* Largest columns first, down to column 2, layer after layer; what columns 1
   and 0 can add is tabulated for each node that leaves them. */
typedef struct {
    const stats_margins *margins;
    int64_t threshold;
    uint64_t work, limit;
    stats_sum p;
    int64_t **cells;
    uint32_t *numbers; /* memory of the fillings' rest and x, and of child */
    uint32_t *child;
    size_t column; /* being filled by outer */
    stats_filling outer, inner;
    const stats_entry *first; /* of the node being left */
    size_t entry_count;
    stats_layer *next;
    tail *tails;
    size_t tail_count, tail_capacity, most_tails;
    size_t *ends; /* by node of the last layer: where its tails end */
    size_t end_capacity;
} search;

/* So much more work; CODING_END stops the search at its limit. */
static coding_status
spend(search *way)
{
    return ++way->work > way->limit ? CODING_END : CODING_OK;
}

/* Column 1 is full: column 0 takes what is left. */
static coding_status
take_tail(void *user, int64_t value, double weight)
{
    search *way = user;
    const stats_filling *inner = &way->inner;
    coding_status status = spend(way);

    for (size_t i = 0; i < way->margins->rows; i++)
        value += way->cells[i][inner->rest[i] - inner->x[i]];
    if (status == CODING_OK && way->tail_count >= way->most_tails)
        status = CODING_END;
    if (status == CODING_OK)
        status = BASE_GROW(way->margins->context, &way->tails,
                           &way->tail_capacity, way->tail_count + 1);
    if (status == CODING_OK)
        way->tails[way->tail_count++] = (tail){value, weight};
    return status;
}

static int
by_value(const void *left, const void *right)
{
    const tail *a = left;
    const tail *b = right;

    if (a->value > b->value)
        return -1;
    return a->value < b->value ? 1 : 0;
}

/* Tabulates the tails of a new node of the last layer, whose rests are in
   child. */
static coding_status
tabulate_tails(search *way, size_t node)
{
    const stats_margins *margins = way->margins;
    size_t start = way->tail_count;
    size_t end = start;
    coding_status status =
        BASE_GROW(margins->context, &way->ends, &way->end_capacity, node + 1);

    memcpy(way->inner.rest, way->child, margins->rows * sizeof *way->child);
    if (status == CODING_OK)
        status = stats_exact_fill(&way->inner, 1);
    if (status != CODING_OK)
        return status;
    qsort(way->tails + start, way->tail_count - start, sizeof *way->tails,
          by_value);
    for (size_t i = start; i < way->tail_count; i++) {
        double above = way->tails[i].above;

        if (end > start)
            above += way->tails[end - 1].above;
        if (end == start || way->tails[end - 1].value > way->tails[i].value)
            end++;
        way->tails[end - 1] = (tail){way->tails[i].value, above};
    }
    way->tail_count = end;
    way->ends[node] = end;
    return CODING_OK;
}

/* The probability that the last two columns have this sum or a greater one. */
static double
tail_from(const search *way, size_t node, int64_t value)
{
    size_t start = node > 0 ? way->ends[node - 1] : 0;
    size_t low = start;
    size_t high = way->ends[node];

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (way->tails[middle].value >= value)
            low = middle + 1;
        else
            high = middle;
    }
    return low > start ? way->tails[low - 1].above : 0;
}

/* The node of what the outer filling leaves, its span known. */
static coding_status
reach(search *way, size_t *out)
{
    const stats_margins *margins = way->margins;
    bool is_new = false;
    coding_status status;

    for (size_t i = 0; i < margins->rows; i++)
        way->child[i] = way->outer.rest[i] - way->outer.x[i];
    stats_margins_sort(margins, way->child);
    status = stats_layer_reach(way->next, way->child, out, &is_new);
    if (status != CODING_OK || !is_new)
        return status;
    if (way->column > 2) {
        way->next->spans[*out] =
            stats_exact_span(margins, 0, way->column, way->child);
        return CODING_OK;
    }
    status = tabulate_tails(way, *out);
    if (status == CODING_OK)
        way->next->spans[*out] =
            (stats_span){way->tails[way->tail_count - 1].value,
                         way->tails[*out > 0 ? way->ends[*out - 1] : 0].value};
    return status;
}

/* How many of the node's entries have at least this value. */
static size_t
rank_of(const search *way, int64_t value)
{
    size_t low = 0;
    size_t high = way->entry_count;

    while (low < high) {
        size_t middle = (low + high) / 2;

        if (way->first[middle].value >= value)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* An entry that may or may not come to count. */
static coding_status
go_on(search *way, size_t node, const stats_entry *from, int64_t value,
      double weight)
{
    coding_status status = spend(way);

    if (status != CODING_OK)
        return status;
    if (way->column > 2)
        return stats_layer_insert(way->next, (uint32_t)node,
                                  from->value + value, from->weight * weight);
    stats_sum_add(&way->p, from->weight * weight *
                               tail_from(way, node,
                                         way->threshold - value - from->value));
    return CODING_OK;
}

/* One way to fill the column, for all entries of the node at once: those that
   count whatever comes, those that never will, and those to go on with. */
static coding_status
take_way(void *user, int64_t value, double weight)
{
    search *way = user;
    stats_span span;
    size_t node = 0;
    size_t sure;
    size_t open;
    coding_status status = spend(way);

    if (status == CODING_OK)
        status = reach(way, &node);
    if (status != CODING_OK)
        return status;
    span = way->next->spans[node];
    sure = rank_of(way, way->threshold - value - span.least);
    open = rank_of(way, way->threshold - value - span.most);
    if (sure > 0)
        stats_sum_add(&way->p, way->first[sure - 1].above * weight);
    for (size_t i = sure; i < open && status == CODING_OK; i++)
        status = go_on(way, node, &way->first[i], value, weight);
    return status;
}

static coding_status
leave_layer(search *way, stats_layer *from)
{
    size_t size = way->margins->rows * sizeof *way->child;
    coding_status status = stats_layer_settle(from);

    for (size_t node = 0; node < from->nodes.count && status == CODING_OK;
         node++) {
        way->first = stats_layer_order(from, node, &way->entry_count);
        if (way->entry_count == 0)
            continue;
        memcpy(way->outer.rest, map_name(&from->nodes, node).at, size);
        status = stats_exact_fill(&way->outer, way->column);
    }
    return status;
}

/* The sums of every cell by its count, column by column. */
static coding_status
tabulate_cells(search *way)
{
    const stats_margins *margins = way->margins;
    size_t cells = margins->rows * margins->columns;
    coding_status status = STATS_ARRAY(margins->context, cells, &way->cells);

    for (size_t at = 0; at < cells && status == CODING_OK; at++) {
        uint32_t row = margins->row[at % margins->rows];
        uint32_t column = margins->column[at / margins->rows];
        uint32_t most = row < column ? row : column;

        status = STATS_ARRAY(margins->context, most + 1U, &way->cells[at]);
        for (uint32_t x = 0; x <= most && status == CODING_OK; x++)
            way->cells[at][x] = stats_exact_cell(margins, row, column, x);
    }
    return status;
}

static coding_status
search_open(search *way)
{
    const stats_margins *margins = way->margins;
    size_t rows = margins->rows;
    coding_status status = tabulate_cells(way);

    if (status == CODING_OK)
        status = STATS_ARRAY(margins->context, 5 * rows, &way->numbers);
    if (status != CODING_OK)
        return status;
    way->child = way->numbers + 4 * rows;
    way->outer = (stats_filling){
        margins, way->cells, way->numbers, way->numbers + rows, take_way, way};
    way->inner = (stats_filling){
        margins,   way->cells, way->numbers + 2 * rows, way->numbers + 3 * rows,
        take_tail, way};
    return CODING_OK;
}

static void
search_close(search *way)
{
    coding_context *context = way->margins->context;

    if (way->cells != NULL)
        for (size_t at = 0; at < way->margins->rows * way->margins->columns;
             at++)
            base_free(context, way->cells[at]);
    base_free(context, way->cells);
    base_free(context, way->numbers);
    base_free(context, way->tails);
    base_free(context, way->ends);
}

/* The table before any column is one node with one entry; two columns are
   tails at once. */
static coding_status
run(search *way, stats_layer *now, stats_layer *next)
{
    const stats_margins *margins = way->margins;
    size_t node = 0;
    bool is_new = false;
    coding_status status;

    if (margins->columns == 2) {
        memcpy(way->child, margins->row, margins->rows * sizeof *way->child);
        status = tabulate_tails(way, 0);
        if (status == CODING_OK)
            stats_sum_add(&way->p, tail_from(way, 0, way->threshold));
        return status;
    }
    status = stats_layer_reach(now, margins->row, &node, &is_new);
    if (status == CODING_OK)
        status = stats_layer_insert(now, 0, 0, 1);
    way->column = margins->columns - 1;
    for (; way->column > 1 && status == CODING_OK; way->column--) {
        stats_layer kept;

        way->next = next;
        status = leave_layer(way, now);
        stats_layer_clear(now);
        kept = *now;
        *now = *next;
        *next = kept;
    }
    return status;
}

static size_t
at_most(uint64_t wanted, size_t limit)
{
    return wanted < limit ? (size_t)wanted + 1 : limit;
}

coding_status
stats_exact_search(const stats_margins *margins, int64_t threshold,
                   uint64_t limit, uint64_t *work, double *p)
{
    search way = {.margins = margins, .threshold = threshold, .limit = limit};
    stats_layer now;
    stats_layer next;
    size_t most = at_most(limit / ENTRY_WORK, ENTRIES);
    coding_status status = search_open(&way);

    way.most_tails = at_most(limit / TAIL_WORK, TAILS);
    stats_layer_init(&now, margins->context, margins->rows, most);
    stats_layer_init(&next, margins->context, margins->rows, most);
    if (status == CODING_OK)
        status = run(&way, &now, &next);
    stats_layer_clear(&now);
    stats_layer_clear(&next);
    search_close(&way);
    *work = way.work;
    *p = status == CODING_END ? STATS_NAN : stats_sum_value(&way.p);
    return status == CODING_END ? CODING_OK : status;
}
