/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Choosing the facet and keeping its codes. See counting/facet.h. */
#include "counting/facet.h"

#include <string.h>

#include "base/buffer.h"
#include "base/diag.h"
#include "base/memory.h"

void
facets_init(facets *all, coding_context *context, arena *texts,
            coding_core core)
{
    *all = (facets){
        .context = context, .texts = texts, .core = core, .chosen = FACET_NONE};
    map_init(&all->names, context);
    map_init(&all->ids, context);
    map_init(&all->done, context);
}

void
facets_clear(facets *all)
{
    if (all->context == NULL)
        return;
    map_clear(&all->names);
    map_clear(&all->ids);
    map_clear(&all->done);
    base_free(all->context, all->met);
    base_free(all->context, all->codes);
    base_free(all->context, all->how);
    *all = (facets){0};
}

/* A fault that ends with the facets there are. */
static coding_status
refuse(const facets *all, const char *id, const char *what)
{
    coding_status status;
    buffer line;

    buffer_init(&line, all->context);
    buffer_add_text(&line, what);
    for (size_t i = 0; i < all->names.count; i++) {
        buffer_add_text(&line, i == 0 ? " " : ", ");
        buffer_add(&line, map_name(&all->names, i));
    }
    status = buffer_status(&line);
    if (status == CODING_OK)
        status = diag_error(all->context, CODING_EUSAGE, id, (diag_place){0},
                            "%s", buffer_text(&line));
    buffer_free(&line);
    return status;
}

static coding_status
add_mine(facets *all, const coding_counted_code *code)
{
    size_t number = 0;
    coding_status status = BASE_GROW(all->context, &all->codes, &all->capacity,
                                     all->ids.count + 1);

    if (status == CODING_OK)
        status = map_add(&all->ids, code->id, &number);
    if (status == CODING_OK)
        all->codes[number] = *code;
    return status;
}

coding_status
facets_take(facets *all, const coding_row *row)
{
    facet_code met = {0};
    coding_status status = BASE_GROW(all->context, &all->met,
                                     &all->met_capacity, all->met_count + 1);

    if (status == CODING_OK)
        status = map_add(&all->names, coding_row_cell(row, all->core.facet),
                         &met.facet);
    if (status == CODING_OK)
        status = arena_copy(all->texts, coding_row_cell(row, all->core.code),
                            &met.code.id);
    if (status == CODING_OK)
        status = arena_copy(all->texts, coding_row_cell(row, all->core.family),
                            &met.code.family);
    if (status == CODING_OK)
        status = arena_copy(all->texts, coding_row_cell(row, all->core.label),
                            &met.code.label);
    if (status != CODING_OK)
        return status;
    all->met[all->met_count++] = met;
    if (all->chosen == FACET_NONE)
        return CODING_OK;
    if (all->chosen == met.facet)
        return add_mine(all, &met.code);
    if (all->wanted.length == 0)
        return refuse(all, "facet-several",
                      "the stream has several facets, --facet chooses one of:");
    return CODING_OK;
}

/* The value of the pair `counted=...` in a meta row's text; empty: none. */
static coding_span
counted_pair(coding_span text)
{
    static const char key[] = "counted=";
    size_t from = 0;

    for (size_t i = 0; i <= text.length; i++) {
        if (i < text.length && text.at[i] != ';')
            continue;
        coding_span pair = {text.at + from, i - from};

        pair = coding_span_trim(pair);
        if (pair.length >= sizeof key - 1 &&
            memcmp(pair.at, key, sizeof key - 1) == 0)
            return (coding_span){pair.at + sizeof key - 1,
                                 pair.length - (sizeof key - 1)};
        from = i + 1;
    }
    return (coding_span){0};
}

coding_status
facets_take_meta(facets *all, const coding_row *row)
{
    coding_span facet = counted_pair(coding_row_cell(row, all->core.text));
    coding_status status;
    size_t number = 0;
    buffer line;

    if (facet.length == 0)
        return CODING_OK;
    buffer_init(&line, all->context);
    buffer_add(&line, coding_row_cell(row, all->core.name));
    buffer_add_byte(&line, ' ');
    buffer_add(&line, coding_row_cell(row, all->core.value));
    status = BASE_GROW(all->context, &all->how, &all->how_capacity,
                       all->done.count + 1);
    if (status == CODING_OK)
        status = buffer_status(&line);
    if (status == CODING_OK)
        status = map_add(&all->done, facet, &number);
    if (status == CODING_OK)
        status = arena_copy(all->texts, coding_span_trim(buffer_span(&line)),
                            &all->how[number]);
    buffer_free(&line);
    return status;
}

coding_status
facets_refuse_second(const facets *all, const coding_row *row, coding_span how)
{
    diag_place place = {0};

    if (row != NULL)
        place = (diag_place){.file = row->file, .line = row->line};
    return diag_error(all->context, CODING_EUSAGE, "facet-counted", place,
                      "the facet '%.*s' has been counted in this stream "
                      "already, by: %.*s",
                      DIAG_SPAN(map_name(&all->names, all->chosen)),
                      DIAG_SPAN(how));
}

static coding_status
choose_number(facets *all)
{
    if (all->wanted.length > 0) {
        all->chosen = map_find(&all->names, all->wanted);
        if (all->chosen == MAP_NONE)
            return refuse(all, "facet-absent",
                          "the stream has no such facet, --facet chooses one "
                          "of:");
        return CODING_OK;
    }
    if (all->names.count > 1)
        return refuse(all, "facet-several",
                      "the stream has several facets, --facet chooses one of:");
    all->chosen = 0;
    return CODING_OK;
}

coding_status
facets_choose(facets *all)
{
    size_t done;
    coding_status status;

    if (all->chosen != FACET_NONE || all->names.count == 0)
        return CODING_OK;
    status = choose_number(all);
    if (status != CODING_OK)
        return status;
    done = map_find(&all->done, map_name(&all->names, all->chosen));
    if (done != MAP_NONE && !all->again)
        return facets_refuse_second(all, NULL, all->how[done]);
    for (size_t i = 0; status == CODING_OK && i < all->met_count; i++)
        if (all->met[i].facet == all->chosen)
            status = add_mine(all, &all->met[i].code);
    return status;
}

coding_status
facets_find(const facets *all, const coding_row *row, size_t *out)
{
    coding_span code = coding_row_cell(row, all->core.code);

    *out = map_find(&all->ids, code);
    if (*out != MAP_NONE)
        return CODING_OK;
    return diag_error(all->context, CODING_EDATA, "code-unlisted",
                      (diag_place){.file = row->file, .line = row->line},
                      "no code row names the code '%.*s' of facet '%.*s'",
                      DIAG_SPAN(code),
                      DIAG_SPAN(coding_row_cell(row, all->core.facet)));
}

bool
facets_is_mine(const facets *all, const coding_row *row)
{
    return all->chosen != FACET_NONE &&
           coding_span_equal(coding_row_cell(row, all->core.facet),
                             map_name(&all->names, all->chosen));
}
