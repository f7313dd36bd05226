/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See counting/meanings.h. */
#include "counting/meanings.h"

#include <string.h>

#include "base/buffer.h"
#include "base/memory.h"

void
meanings_init(meanings *all, coding_context *context)
{
    *all = (meanings){.context = context};
    arena_init(&all->texts, context);
    map_init(&all->names, context);
}

void
meanings_clear(meanings *all)
{
    for (size_t i = 0; i < all->names.count; i++) {
        base_free(all->context, all->entries[i].levels);
        base_free(all->context, all->entries[i].missing);
        base_free(all->context, all->entries[i].members);
    }
    base_free(all->context, all->entries);
    arena_clear(&all->texts);
    map_clear(&all->names);
}

const meanings_entry *
meanings_find(const meanings *all, coding_span name)
{
    size_t number = map_find(&all->names, name);

    return number == MAP_NONE ? NULL : &all->entries[number];
}

/* Splits `CODE=LABEL`; in CODE `\=` and `\\` stand for = and \. */
static coding_status
split_item(meanings *all, coding_span text, meanings_item *out)
{
    coding_status status;
    size_t at = 0;
    buffer code;

    buffer_init(&code, all->context);
    while (at < text.length && text.at[at] != '=') {
        if (text.at[at] == '\\' && at + 1 < text.length)
            at++;
        buffer_add_byte(&code, text.at[at++]);
    }
    status = buffer_status(&code);
    if (status == CODING_OK)
        status = arena_copy(&all->texts, buffer_span(&code), &out->code);
    buffer_free(&code);
    out->label = out->code;
    if (status == CODING_OK && at < text.length)
        status = arena_copy(
            &all->texts, (coding_span){text.at + at + 1, text.length - at - 1},
            &out->label);
    return status;
}

static coding_status
take_line(meanings *all, meanings_entry *entry, coding_span line)
{
    static const struct {
        const char *field;
        size_t items, count, capacity;
    } lists[] = {{"level: ", offsetof(meanings_entry, levels),
                  offsetof(meanings_entry, level_count),
                  offsetof(meanings_entry, level_capacity)},
                 {"missing: ", offsetof(meanings_entry, missing),
                  offsetof(meanings_entry, missing_count),
                  offsetof(meanings_entry, missing_capacity)},
                 {"member: ", offsetof(meanings_entry, members),
                  offsetof(meanings_entry, member_count),
                  offsetof(meanings_entry, member_capacity)}};
    char *base = (char *)entry;

    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        size_t length = strlen(lists[i].field);
        meanings_item **items = (void *)(base + lists[i].items);
        size_t *count = (void *)(base + lists[i].count);
        size_t *capacity = (void *)(base + lists[i].capacity);
        coding_status status;

        if (line.length < length ||
            memcmp(line.at, lists[i].field, length) != 0)
            continue;
        status = BASE_GROW(all->context, items, capacity, *count + 1);
        if (status == CODING_OK)
            status = split_item(
                all, (coding_span){line.at + length, line.length - length},
                &(*items)[*count]);
        if (status == CODING_OK)
            (*count)++;
        return status;
    }
    return CODING_OK;
}

coding_status
meanings_take(meanings *all, coding_span name, coding_span label,
              coding_span type, coding_span value)
{
    size_t before = all->names.count;
    size_t number = 0;
    meanings_entry *entry;
    coding_status status = map_add(&all->names, name, &number);

    if (status == CODING_OK && number < before)
        return CODING_OK;
    if (status == CODING_OK)
        status =
            BASE_GROW(all->context, &all->entries, &all->capacity, number + 1);
    if (status != CODING_OK)
        return status;
    entry = &all->entries[number];
    *entry = (meanings_entry){.name = map_name(&all->names, number)};
    status = arena_copy(&all->texts, label, &entry->label);
    if (status == CODING_OK)
        status = arena_copy(&all->texts, type, &entry->type);
    while (status == CODING_OK && value.length > 0) {
        const char *end = memchr(value.at, '\n', value.length);
        size_t length = end != NULL ? (size_t)(end - value.at) : value.length;

        status = take_line(all, entry, (coding_span){value.at, length});
        if (end == NULL)
            break;
        value.at += length + 1;
        value.length -= length + 1;
    }
    return status;
}

size_t
meanings_place(const meanings_item *items, size_t count, coding_span code)
{
    size_t at = 0;

    while (at < count && !coding_span_equal(items[at].code, code))
        at++;
    return at;
}
