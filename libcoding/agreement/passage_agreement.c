/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where coders put the ends of their passages: respondents' words of all
   documents, one behind the other, as one text. */
#include <coding/stats_unitizing.h>

#include <math.h>
#include <stdlib.h>

#include "agreement/agreement_inside.h"
#include "agreement/code_agreement.h"
#include "agreement/layout.h"
#include "base/memory.h"

typedef struct {
    streams *from;
    arena keep;
    uint64_t *base; /* where a unit begins in the text */
    uint64_t length;
    uint32_t *place; /* of a code among those asked for; STREAMS_NONE */
    coding_stats_segment *segments;
    size_t count;
} passages;

static coding_status
lay_out(passages *of)
{
    streams *from = of->from;
    uint32_t *order = NULL;
    coding_status status =
        ARENA_ARRAY(&of->keep, from->unit_keys.count + 1, &of->base);

    if (status == CODING_OK)
        status = streams_order(from, &order);
    for (size_t i = 0; status == CODING_OK && i < from->unit_keys.count; i++) {
        uint32_t u = order[i];

        of->base[u] = of->length;
        if (from->units[u].eligible)
            of->length += from->units[u].end - from->units[u].start;
    }
    return status;
}

/* Where a position of the document, in the unit or a later one, is in the text:
   at the end of the last unit before it when nobody's words are there. */
static uint64_t
position(const passages *of, size_t unit, uint64_t point)
{
    const streams_unit *units = of->from->units;
    uint32_t document = units[unit].document;
    uint64_t at = of->base[unit];

    for (; unit < of->from->unit_keys.count &&
           units[unit].document == document && units[unit].start < point;
         unit++) {
        uint64_t end = point < units[unit].end ? point : units[unit].end;

        if (units[unit].eligible)
            at = of->base[unit] + end - units[unit].start;
    }
    return at;
}

static coding_status
place_codes(passages *of, const size_t *codes, size_t count)
{
    coding_status status =
        ARENA_ARRAY(&of->keep, of->from->code_keys.count + 1, &of->place);

    for (size_t i = 0; status == CODING_OK && i < of->from->code_keys.count;
         i++)
        of->place[i] = STREAMS_NONE;
    for (size_t i = 0; status == CODING_OK && i < count; i++)
        of->place[codes[i]] = (uint32_t)i;
    return status;
}

static coding_status
make_segments(passages *of)
{
    streams *from = of->from;
    coding_status status =
        ARENA_ARRAY(&of->keep, from->mark_count + 1, &of->segments);

    for (size_t i = 0; status == CODING_OK && i < from->mark_count; i++) {
        const streams_mark *mark = &from->marks[i];
        uint64_t begin, end;

        if (of->place[mark->code] == STREAMS_NONE)
            continue;
        begin = position(of, mark->unit, mark->start);
        end = position(of, mark->unit, mark->end);
        if (end > begin)
            of->segments[of->count++] =
                (coding_stats_segment){.coder = mark->coder,
                                       .code = of->place[mark->code],
                                       .begin = begin,
                                       .length = end - begin};
    }
    return status;
}

static int
by_place(const void *left, const void *right)
{
    const coding_stats_segment *a = left, *b = right;

    if (a->code != b->code)
        return a->code < b->code ? -1 : 1;
    if (a->coder != b->coder)
        return a->coder < b->coder ? -1 : 1;
    return (a->begin > b->begin) - (a->begin < b->begin);
}

/* Passages of one coder and code that overlap are one. */
static void
join_overlapping(passages *of)
{
    size_t kept = 0;

    if (of->count > 0)
        qsort(of->segments, of->count, sizeof *of->segments, by_place);
    for (size_t i = 0; i < of->count; i++) {
        const coding_stats_segment *one = &of->segments[i];
        coding_stats_segment *last = &of->segments[kept > 0 ? kept - 1 : 0];
        uint64_t end = one->begin + one->length;

        if (kept > 0 && last->code == one->code && last->coder == one->coder &&
            one->begin < last->begin + last->length) {
            if (end > last->begin + last->length)
                last->length = end - last->begin;
            continue;
        }
        of->segments[kept++] = *one;
    }
    of->count = kept;
}

static coding_status
give(coding_agreement *agreement, const agreement_subject *subject,
     const passages *of, size_t codes)
{
    const coding_stats_continuum data = {.length = of->length,
                                         .coders = of->from->coder_count,
                                         .codes = codes,
                                         .count = of->count,
                                         .segments = of->segments};
    agreement_figures figures;
    coding_figure_sink sink = agreement_figures_sink(&figures);
    coding_status status;

    agreement_figures_init(&figures, agreement->context);
    status = coding_stats_unitizing(agreement->context, &data, &sink);
    if (status == CODING_OK)
        status = agreement_give_figures(agreement, subject, &figures);
    if (status == CODING_OK && agreement->options.lines) {
        buffer *out = &agreement->words;

        buffer_add_text(out, "ends of passages: alpha_U");
        layout_share(out, agreement_figure(&figures, "alpha_u"));
        status = agreement_say(agreement, subject->table,
                               (coding_span){NULL, 0}, "line");
    }
    agreement_figures_clear(&figures);
    return status;
}

coding_status
passage_agreement(coding_agreement *agreement, streams *from, coding_span table,
                  coding_span facet, const size_t *codes,
                  const coding_span *names, size_t count)
{
    passages of = {.from = from};
    agreement_subject subject = {
        .table = table,
        .facet = facet,
        .names = names,
        .undefined = "undefined: nobody marked it, or all of the text"};
    coding_status status;

    arena_init(&of.keep, agreement->context);
    status = lay_out(&of);
    if (status == CODING_OK)
        status = place_codes(&of, codes, count);
    if (status == CODING_OK)
        status = make_segments(&of);
    subject.n = (double)of.length;
    /* Nothing to lay out, or more than the figures are made for. */
    if (status == CODING_OK && of.length > 0 && of.length <= 1000000000) {
        join_overlapping(&of);
        status = give(agreement, &subject, &of, count);
    }
    arena_clear(&of.keep);
    return status;
}
