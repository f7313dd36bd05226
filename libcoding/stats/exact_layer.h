/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What can be after some columns of the exact search. */
#ifndef STATS_EXACT_LAYER_H
#define STATS_EXACT_LAYER_H

#include "stats/exact_search.h"

/* Ways to fill the columns done that leave the rows the same and have the
   same sum. */
typedef struct {
    int64_t value;
    double weight; /* their probability */
    double above;  /* once ordered: with that of the node's greater values */
    uint32_t node;
} stats_entry;

enum { STATS_LAYER_LINE = 32 };

typedef struct {
    uint32_t entry; /* + 1; 0: free */
    uint32_t mark;  /* part of its hash */
} stats_slot;

/* A node is what the rows have left, sorted where rows are alike. */
typedef struct {
    coding_context *context;
    size_t rows;
    size_t most; /* entries kept */
    map nodes;
    stats_span *spans; /* by node; the caller's to fill */
    size_t span_capacity;
    stats_entry *entries;
    size_t count, capacity;
    stats_slot *slots;
    stats_entry waiting[STATS_LAYER_LINE]; /* to be inserted, the last of */
    size_t waiting_count;                  /* so many since it was settled */
    size_t slot_count;
    size_t *starts; /* once settled: by node, its first entry */
} stats_layer;

void stats_layer_init(stats_layer *layer, coding_context *context, size_t rows,
                      size_t most);
/* Empties it; it may be used again. */
void stats_layer_clear(stats_layer *layer);
/* The number of the node with these rests. */
CODING_MUST_USE coding_status stats_layer_reach(stats_layer *layer,
                                                const uint32_t *rest,
                                                size_t *node, bool *is_new);
/* Adds weight to the node's entry of that value, at the latest when the layer
   is settled. CODING_END: no room. */
CODING_MUST_USE coding_status stats_layer_insert(stats_layer *layer,
                                                 uint32_t node, int64_t value,
                                                 double weight);
/* After the last insert: brings the entries of each node together. */
CODING_MUST_USE coding_status stats_layer_settle(stats_layer *layer);
/* The node's entries, the greatest value first. Borrowed until clear. */
const stats_entry *stats_layer_order(stats_layer *layer, size_t node,
                                     size_t *count);

#endif
