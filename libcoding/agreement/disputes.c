/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What coders disagree on: a row a code and unit, with the words. */
#include <math.h>

#include "agreement/agreement_inside.h"
#include "agreement/code_agreement.h"

typedef struct {
    coding_agreement *agreement;
    streams *from;
    const cases *all;
    buffer gave, not ; /* names of coders */
} disputes;

static void
add_name(buffer *out, coding_span name)
{
    if (out->length > 0)
        buffer_add_text(out, ", ");
    buffer_add(out, name);
}

/* Names of those who gave first .. end - 1, which are of one case, in order of
   coders. */
static void
name_coders(disputes *of, size_t first, size_t end)
{
    buffer_reset(&of->gave);
    buffer_reset(&of->not );
    for (uint32_t k = 0; k < of->from->coder_count; k++) {
        bool given = first < end && of->all->given[first].coder == k;

        add_name(given ? &of->gave : &of->not, of->from->coders[k]);
        first += given;
    }
}

static coding_status
speak(disputes *of, const streams_unit *unit, const streams_code *code,
      coding_span words)
{
    buffer *out = &of->agreement->words;

    buffer_add(out, map_name(&of->from->documents, unit->document));
    buffer_add_text(out, ", unit ");
    buffer_add_unsigned(out, unit->number);
    buffer_add_text(out, ", ");
    buffer_add(out, code->code);
    buffer_add_text(out, ": ");
    buffer_add(out, buffer_span(&of->gave));
    buffer_add_text(out, ", not ");
    buffer_add(out, buffer_span(&of->not ));
    buffer_add_text(out, ": ");
    for (size_t i = 0; i < words.length; i++) {
        char byte = words.at[i];

        if (byte == '\n' || byte == '\r' || byte == '\t')
            byte = ' ';
        buffer_add_byte(out, byte);
    }
    return agreement_say(of->agreement, coding_span_of("disagreements"),
                         code->code, "line");
}

static coding_status
give(disputes *of, size_t first, size_t end)
{
    coding_agreement *agreement = of->agreement;
    const coding_core *out = &agreement->out;
    coding_cells *cells = agreement->cells;
    const cases_given *given = &of->all->given[first];
    const streams_mark *mark = &of->from->marks[given->mark];
    const streams_unit *unit = &of->from->units[mark->unit];
    const streams_code *code = &of->from->codes[given->code];
    coding_status status;

    name_coders(of, first, end);
    status = buffer_status(&of->gave);
    if (status == CODING_OK)
        status = buffer_status(&of->not );
    if (status != CODING_OK)
        return status;
    if (agreement->options.lines)
        return speak(of, unit, code, mark->text);
    coding_cells_begin(cells, CODING_RECORD_OTHER);
    coding_cells_text(cells, out->record, coding_span_of("disagreement"));
    coding_cells_text(cells, out->table, coding_span_of("disagreements"));
    coding_cells_text(cells, out->document,
                      map_name(&of->from->documents, unit->document));
    coding_cells_unsigned(cells, out->unit, unit->number);
    if (unit->respondent != STREAMS_NONE)
        coding_cells_text(cells, out->respondent,
                          map_name(&of->from->respondents, unit->respondent));
    if (unit->question != STREAMS_NONE)
        coding_cells_text(cells, out->question,
                          map_name(&of->from->questions, unit->question));
    coding_cells_unsigned(cells, out->start, mark->start);
    coding_cells_unsigned(cells, out->end, mark->end);
    coding_cells_text(cells, out->facet, code->facet);
    coding_cells_text(cells, out->code, code->code);
    coding_cells_text(cells, out->name, buffer_span(&of->gave));
    coding_cells_text(cells, out->value, buffer_span(&of->not ));
    coding_cells_text(cells, out->text, mark->text);
    return coding_cells_give(cells, agreement->sink);
}

coding_status
give_disputes(coding_agreement *agreement, streams *from, const cases *all)
{
    disputes of = {.agreement = agreement, .from = from, .all = all};
    size_t first = 0;
    coding_status status = CODING_OK;

    buffer_init(&of.gave, agreement->context);
    buffer_init(&of.not, agreement->context);
    while (status == CODING_OK && first < all->given_count) {
        size_t end = first;

        while (end < all->given_count &&
               all->given[end].code == all->given[first].code &&
               all->given[end].number == all->given[first].number)
            end++;
        if (end - first < from->coder_count)
            status = give(&of, first, end);
        first = end;
    }
    buffer_free(&of.gave);
    buffer_free(&of.not );
    return status;
}
