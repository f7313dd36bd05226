/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A curve as rows of the stream: one an interview, and one a code. */
#include <string.h>

#include "saturation/inside.h"

static bool
gives(const coding_saturation *all, const char *table)
{
    return all->options.table == NULL || strcmp(all->options.table, table) == 0;
}

static void
begin(coding_saturation *all, const curve *of, coding_span table)
{
    coding_cells_begin(all->cells, CODING_RECORD_COUNT);
    coding_cells_text(all->cells, all->core.table, table);
    coding_cells_text(all->cells, all->core.group, of->level);
    coding_cells_text(all->cells, all->core.name, of->group);
}

/* The new codes of interview i, in codebook order: by_first from `from` on. */
static void
list_codes(const coding_saturation *all, const curve *of, size_t from,
           size_t count, buffer *out)
{
    for (size_t k = 0; k < count; k++) {
        if (k > 0)
            buffer_add_text(out, ", ");
        buffer_add(out, all->facet.codes[of->by_first[from + k]].id);
    }
}

/* The run that ends with interview i: from the first one wholly behind the
   base on. */
static void
put_run(coding_saturation *all, const curve *of, size_t i)
{
    size_t base = all->options.base, run = all->options.run;
    uint64_t codes = 0;

    if (i + 1 < base)
        return;
    coding_cells_unsigned(all->cells, all->extra.base_codes, of->base_codes);
    if (i + 1 - base < run)
        return;
    for (size_t k = i + 1 - run; k <= i; k++)
        codes += of->fresh[k];
    coding_cells_unsigned(all->cells, all->extra.run_codes, codes);
    if (of->base_codes > 0)
        coding_cells_number(all->cells, all->extra.ratio,
                            (double)codes * 100 / (double)of->base_codes);
}

static void
put_band(coding_saturation *all, const curve *of, size_t i)
{
    coding_cells_number(all->cells, all->extra.mean, of->mean[i]);
    if (of->band.low == NULL)
        return;
    coding_cells_unsigned(all->cells, all->extra.low, of->band.low[i]);
    coding_cells_unsigned(all->cells, all->extra.median, of->band.median[i]);
    coding_cells_unsigned(all->cells, all->extra.high, of->band.high[i]);
}

static coding_status
give_interviews(coding_saturation *all, const curve *of)
{
    coding_status status = CODING_OK;
    uint64_t cumulative = 0;
    buffer codes;

    buffer_init(&codes, all->context);
    for (size_t i = 0; status == CODING_OK && i < of->count; i++) {
        const interview *each = &all->interviews[of->interviews[i]];

        begin(all, of, of->table);
        coding_cells_text(all->cells, all->extra.order, each->order);
        coding_cells_text(all->cells, all->core.respondent, each->respondent);
        coding_cells_text(all->cells, all->core.document, each->document);
        buffer_reset(&codes);
        list_codes(all, of, (size_t)cumulative, (size_t)of->fresh[i], &codes);
        cumulative += of->fresh[i];
        coding_cells_unsigned(all->cells, all->extra.fresh, of->fresh[i]);
        coding_cells_unsigned(all->cells, all->extra.cumulative, cumulative);
        put_run(all, of, i);
        put_band(all, of, i);
        coding_cells_text(all->cells, all->core.text, buffer_span(&codes));
        status = buffer_status(&codes);
        if (status == CODING_OK)
            status = coding_cells_give(all->cells, all->sink);
    }
    buffer_free(&codes);
    return status;
}

/* How many interviews name a code, and which was the first. */
static coding_status
give_codes(coding_saturation *all, const curve *of)
{
    coding_status status = CODING_OK;

    for (size_t i = 0; status == CODING_OK && i < of->data.codes; i++) {
        size_t code = of->by_first[i];
        size_t first = of->first[code];

        begin(all, of, of->codes_table);
        coding_cells_text(all->cells, all->core.row, all->facet.codes[code].id);
        coding_cells_text(all->cells, all->core.label,
                          all->facet.codes[code].label);
        coding_cells_unsigned(all->cells, all->core.n,
                              of->data.first[code + 1] - of->data.first[code]);
        if (first < of->count) {
            const interview *each = &all->interviews[of->interviews[first]];

            coding_cells_text(all->cells, all->extra.order, each->order);
            coding_cells_text(all->cells, all->core.respondent,
                              each->respondent);
            coding_cells_text(all->cells, all->core.document, each->document);
        }
        status = coding_cells_give(all->cells, all->sink);
    }
    return status;
}

coding_status
rows_give(coding_saturation *all, const curve *of)
{
    coding_status status = CODING_OK;

    if (gives(all, "saturation"))
        status = give_interviews(all, of);
    if (status == CODING_OK && gives(all, "codes"))
        status = give_codes(all, of);
    return status;
}
