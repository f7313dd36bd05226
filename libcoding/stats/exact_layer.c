/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One layer of the exact search: nodes and their sums.
   See stats/exact_layer.h. */
#include "stats/exact_layer.h"

#include <stdlib.h>

#include "base/memory.h"
#include "stats/array.h"

void
stats_layer_init(stats_layer *layer, coding_context *context, size_t rows,
                 size_t most)
{
    *layer = (stats_layer){.context = context, .rows = rows, .most = most};
    map_init(&layer->nodes, context);
}

void
stats_layer_clear(stats_layer *layer)
{
    map_clear(&layer->nodes);
    base_free(layer->context, layer->spans);
    base_free(layer->context, layer->entries);
    base_free(layer->context, layer->slots);
    base_free(layer->context, layer->starts);
    stats_layer_init(layer, layer->context, layer->rows, layer->most);
}

coding_status
stats_layer_reach(stats_layer *layer, const uint32_t *rest, size_t *node,
                  bool *is_new)
{
    size_t known = layer->nodes.count;
    coding_span key = {(const char *)rest, layer->rows * sizeof *rest};
    coding_status status = map_add(&layer->nodes, key, node);

    *is_new = layer->nodes.count > known;
    if (status == CODING_OK && *is_new)
        status = BASE_GROW(layer->context, &layer->spans, &layer->span_capacity,
                           known + 1);
    return status;
}

static uint64_t
hash(uint32_t node, int64_t value)
{
    uint64_t bits = (uint64_t)value + node * 0x9e3779b97f4a7c15U;

    bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9U;
    return bits ^ (bits >> 29);
}

/* The front of a hash marks its slot: an entry is looked at when it is the one
   that is sought, as good as never else. */
static uint32_t
mark_of(uint64_t hashed)
{
    return (uint32_t)(hashed >> 32);
}

static size_t
slot_of(const stats_layer *layer, uint32_t node, int64_t value)
{
    size_t mask = layer->slot_count - 1;
    uint64_t hashed = hash(node, value);
    size_t slot = (size_t)hashed & mask;

    for (; layer->slots[slot].entry != 0; slot = (slot + 1) & mask) {
        const stats_entry *one;

        if (layer->slots[slot].mark != mark_of(hashed))
            continue;
        one = &layer->entries[layer->slots[slot].entry - 1];
        if (one->value == value && one->node == node)
            break;
    }
    return slot;
}

/* Asks for memory that is needed soon. */
static void
fetch(const void *address)
{
#if defined(__GNUC__)
    __builtin_prefetch(address);
#else
    (void)address;
#endif
}

static coding_status
widen(stats_layer *layer)
{
    size_t wanted = layer->slot_count == 0 ? 1024 : 2 * layer->slot_count;
    stats_slot *slots = NULL;
    coding_status status = STATS_ARRAY(layer->context, wanted, &slots);

    if (status != CODING_OK)
        return status;
    base_free(layer->context, layer->slots);
    layer->slots = slots;
    layer->slot_count = wanted;
    for (size_t i = 0; i < layer->count; i++) {
        uint64_t hashed = hash(layer->entries[i].node, layer->entries[i].value);
        size_t slot = (size_t)hashed & (wanted - 1);

        while (slots[slot].entry != 0)
            slot = (slot + 1) & (wanted - 1);
        slots[slot] = (stats_slot){(uint32_t)(i + 1), mark_of(hashed)};
    }
    return CODING_OK;
}

static coding_status
insert(stats_layer *layer, uint32_t node, int64_t value, double weight)
{
    coding_status status = CODING_OK;
    size_t slot;

    if (layer->count * 2 >= layer->slot_count)
        status = widen(layer);
    if (status != CODING_OK)
        return status;
    slot = slot_of(layer, node, value);
    if (layer->slots[slot].entry != 0) {
        layer->entries[layer->slots[slot].entry - 1].weight += weight;
        return CODING_OK;
    }
    if (layer->count >= layer->most)
        return CODING_END;
    status = BASE_GROW(layer->context, &layer->entries, &layer->capacity,
                       layer->count + 1);
    if (status != CODING_OK)
        return status;
    layer->entries[layer->count++] = (stats_entry){value, weight, 0, node};
    layer->slots[slot] =
        (stats_slot){(uint32_t)layer->count, mark_of(hash(node, value))};
    return CODING_OK;
}

/* Entries are millions, and each insert would wait for a slot and then for its
   entry. So inserts wait their turn: when one comes its slot is fetched, half
   way through the line its entry. */
coding_status
stats_layer_insert(stats_layer *layer, uint32_t node, int64_t value,
                   double weight)
{
    size_t at = layer->waiting_count++;
    stats_entry *queue = layer->waiting;

    if (at >= STATS_LAYER_LINE) {
        const stats_entry first = queue[at % STATS_LAYER_LINE];
        const stats_entry *half =
            &queue[(at - STATS_LAYER_LINE / 2) % STATS_LAYER_LINE];
        coding_status status =
            insert(layer, first.node, first.value, first.weight);
        size_t mask;
        uint32_t entry;

        if (status != CODING_OK)
            return status;
        mask = layer->slot_count - 1;
        entry =
            layer->slots[(size_t)hash(half->node, half->value) & mask].entry;
        if (entry != 0)
            fetch(&layer->entries[entry - 1]);
        fetch(&layer->slots[(size_t)hash(node, value) & mask]);
    }
    queue[at % STATS_LAYER_LINE] = (stats_entry){value, weight, 0, node};
    return CODING_OK;
}

/* Those that still wait. */
static coding_status
insert_waiting(stats_layer *layer)
{
    size_t count = layer->waiting_count;
    size_t at = count > STATS_LAYER_LINE ? count - STATS_LAYER_LINE : 0;
    coding_status status = CODING_OK;

    for (; status == CODING_OK && at < count; at++) {
        const stats_entry *one = &layer->waiting[at % STATS_LAYER_LINE];

        status = insert(layer, one->node, one->value, one->weight);
    }
    layer->waiting_count = 0;
    return status;
}

/* A counting sort by node. */
coding_status
stats_layer_settle(stats_layer *layer)
{
    size_t nodes = layer->nodes.count;
    stats_entry *sorted = NULL;
    coding_status status = insert_waiting(layer);

    if (status == CODING_OK)
        status = STATS_ARRAY(layer->context, nodes + 1, &layer->starts);
    if (status == CODING_OK)
        status = STATS_ARRAY(layer->context, layer->count, &sorted);
    if (status != CODING_OK)
        return status;
    for (size_t i = 0; i < layer->count; i++)
        layer->starts[layer->entries[i].node]++;
    for (size_t node = 0; node < nodes; node++)
        layer->starts[node + 1] += layer->starts[node];
    for (size_t i = layer->count; i > 0; i--)
        sorted[--layer->starts[layer->entries[i - 1].node]] =
            layer->entries[i - 1];
    layer->starts[nodes] = layer->count;
    base_free(layer->context, layer->entries);
    layer->entries = sorted;
    layer->capacity = layer->count;
    return CODING_OK;
}

static int
by_value(const void *left, const void *right)
{
    const stats_entry *a = left;
    const stats_entry *b = right;

    if (a->value > b->value)
        return -1;
    return a->value < b->value ? 1 : 0;
}

const stats_entry *
stats_layer_order(stats_layer *layer, size_t node, size_t *count)
{
    stats_entry *first = layer->entries + layer->starts[node];
    double above = 0;

    *count = layer->starts[node + 1] - layer->starts[node];
    qsort(first, *count, sizeof *first, by_value);
    for (size_t i = 0; i < *count; i++) {
        above += first[i].weight;
        first[i].above = above;
    }
    return first;
}
