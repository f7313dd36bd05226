/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a dictionary says, over what was found in the file. See
   survey/dictionary.h. */
#include <string.h>

#include "base/buffer.h"
#include "base/diag.h"
#include "base/memory.h"
#include "survey/dictionary.h"

enum { NAMES_TOLD = 5 };

typedef struct {
    const dictionary *all;
    form *to;
    coding_span id;
    bool *met; /* by variable: some entry spoke of it */
    bool faults;
} applying;

static diag_place
place_of(const applying *work, const dictionary_entry *entry)
{
    return (diag_place){.file = work->all->file, .line = entry->line};
}

/* Every fault is told before the work is given up. */
static coding_status
fault(applying *work, const dictionary_entry *entry, const char *text,
      coding_span name)
{
    work->faults = true;
    (void)diag_error(work->to->context, CODING_EUSAGE, "dictionary-variable",
                     place_of(work, entry), "'%.*s' %s", DIAG_SPAN(name), text);
    return CODING_OK;
}

static coding_status
refuse_unknown(applying *work, const dictionary_entry *entry)
{
    coding_span name =
        entry->source.length > 0 ? entry->source : entry->variable;
    coding_span near = form_nearest(work->to, name);

    work->faults = true;
    if (near.length == 0)
        return fault(work, entry,
                     "is neither a variable of the file nor a set that others "
                     "name",
                     name);
    (void)diag_error(work->to->context, CODING_EUSAGE, "dictionary-variable",
                     place_of(work, entry),
                     "'%.*s' is no variable of the file; did you mean '%.*s'?",
                     DIAG_SPAN(name), DIAG_SPAN(near));
    return CODING_OK;
}

static coding_status
rename(applying *work, const dictionary_entry *entry, coding_span *name)
{
    bool taken = false;
    coding_status status = form_rename(work->to, name, entry->variable, &taken);

    if (status == CODING_OK && taken)
        status = fault(work, entry, "is the name of another variable",
                       entry->variable);
    return status;
}

/* The levels that the dictionary gives take the place of those known. */
static coding_status
replace(applying *work, form_levels *to, const form_levels *from)
{
    if (from->count == 0)
        return CODING_OK;
    to->count = 0;
    return form_copy_levels(work->to, to, from);
}

/* ---- sets ---- */

/* The set of that name, made if it is not there. */
static coding_status
get_set(applying *work, coding_span name, size_t *out)
{
    *out = form_find_set(work->to, name);
    if (*out != FORM_NONE)
        return CODING_OK;
    return form_add_set(work->to, name, out);
}

static coding_status
apply_to_set(applying *work, const dictionary_entry *entry, size_t set)
{
    form_set *one = &work->to->sets[set];
    coding_status status = rename(work, entry, &one->name);

    if (status == CODING_OK && entry->label.length > 0)
        status = arena_copy(&work->to->keep, entry->label, &one->label);
    if (status == CODING_OK)
        status = replace(work, &one->missing, &entry->missing);
    if (entry->type == FORM_MULTI || entry->type == FORM_RANKED)
        one->type = entry->type;
    else if (entry->type != FORM_TYPES)
        status = fault(work, entry, "is a set: its type is multi or ranked",
                       entry->variable);
    return status;
}

/* ---- variables ---- */

static coding_status
apply_type(applying *work, const dictionary_entry *entry, form_variable *one)
{
    bool several = entry->type == FORM_MULTI || entry->type == FORM_RANKED;

    if (entry->type == FORM_TYPES)
        return CODING_OK;
    one->typed = true;
    if (entry->set.length > 0 || (one->set != FORM_NONE && several)) {
        one->type = entry->type == FORM_OPEN ? FORM_OPEN : FORM_MULTI;
        return CODING_OK;
    }
    one->type = entry->type;
    if (entry->type != FORM_OPEN)
        one->set = FORM_NONE;
    if (several && entry->separator.length == 0)
        return fault(work, entry,
                     "has several answers, but neither a set nor a separator",
                     entry->variable);
    return CODING_OK;
}

static coding_status
apply_to_variable(applying *work, const dictionary_entry *entry, size_t v)
{
    form_variable *one = &work->to->variables[v];
    coding_status status = rename(work, entry, &one->name);

    if (status == CODING_OK && entry->label.length > 0)
        status = arena_copy(&work->to->keep, entry->label, &one->label);
    if (status == CODING_OK)
        status = replace(work, &one->levels, &entry->levels);
    if (status == CODING_OK)
        status = replace(work, &one->missing, &entry->missing);
    if (status == CODING_OK && entry->separator.length > 0)
        status = arena_copy(&work->to->keep, entry->separator, &one->separator);
    if (status == CODING_OK)
        status = apply_type(work, entry, one);
    if (status == CODING_OK && entry->set.length > 0)
        status = get_set(work, entry->set, &one->set);
    if (status == CODING_OK && entry->set.length > 0 && one->type != FORM_OPEN)
        one->type = FORM_MULTI;
    work->met[v] = true;
    return status;
}

/* ---- entries ---- */

static bool
is_set_of_others(const applying *work, coding_span name)
{
    for (size_t i = 0; i < work->all->count; i++)
        if (coding_span_equal(work->all->entries[i].set, name))
            return true;
    return false;
}

/* By the name that the file gives, which is kept when another is given. */
static size_t
find_source(const form *to, coding_span name)
{
    for (size_t i = 0; i < to->count; i++)
        if (coding_span_equal(to->variables[i].source, name))
            return i;
    return FORM_NONE;
}

static size_t
find_set_source(const form *to, coding_span name)
{
    for (size_t i = 0; i < to->set_count; i++)
        if (coding_span_equal(to->sets[i].source, name))
            return i;
    return FORM_NONE;
}

/* Sets go first, so that variables find them by the names given to them. */
static coding_status
apply_entry(applying *work, const dictionary_entry *entry, bool sets)
{
    coding_span key =
        entry->source.length > 0 ? entry->source : entry->variable;
    size_t v = find_source(work->to, key);
    size_t set = find_set_source(work->to, key);
    coding_status status = CODING_OK;

    if (sets == (v != FORM_NONE) ||
        (key.length > 0 && coding_span_equal(key, work->id)))
        return CODING_OK;
    if (v != FORM_NONE)
        return apply_to_variable(work, entry, v);
    if (set == FORM_NONE && !is_set_of_others(work, entry->variable))
        return refuse_unknown(work, entry);
    if (set == FORM_NONE)
        status = get_set(work, entry->variable, &set);
    return status == CODING_OK ? apply_to_set(work, entry, set) : status;
}

/* Columns that the dictionary leaves out: a note, for they may be meant. */
static coding_status
tell_rest(const applying *work)
{
    size_t rest = 0;
    const char *list;
    coding_status status;
    buffer names;

    buffer_init(&names, work->to->context);
    for (size_t i = 0; i < work->to->count; i++) {
        if (work->met[i] || work->to->variables[i].set != FORM_NONE)
            continue;
        if (rest++ < NAMES_TOLD) {
            buffer_add_text(&names, rest > 1 ? ", '" : "'");
            buffer_add(&names, work->to->variables[i].name);
            buffer_add_byte(&names, '\'');
        }
    }
    if (rest > NAMES_TOLD)
        buffer_add_text(&names, " ...");
    list = buffer_text(&names);
    status = buffer_status(&names);
    if (status == CODING_OK && rest > 0)
        diag_note(work->to->context, "dictionary-incomplete",
                  (diag_place){.file = work->all->file},
                  "%zu variable%s of the file %s not in it, taken as found: "
                  "%s",
                  rest, rest == 1 ? "" : "s", rest == 1 ? "is" : "are", list);
    buffer_free(&names);
    return status;
}

coding_status
dictionary_apply(const dictionary *all, form *to, coding_span id)
{
    applying work = {.all = all, .to = to, .id = id};
    coding_status status =
        base_alloc(to->context, to->count + 1, (void **)(void *)&work.met);

    for (int turn = 0; turn < 2; turn++)
        for (size_t i = 0; status == CODING_OK && i < all->count; i++)
            status = apply_entry(&work, &all->entries[i], turn == 0);
    if (status == CODING_OK && !work.faults)
        status = tell_rest(&work);
    base_free(to->context, work.met);
    return status == CODING_OK && work.faults ? CODING_EUSAGE : status;
}
