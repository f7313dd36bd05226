/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Passages to coding rows: offsets and words of the document, and what is said
   of them at the end. */
#include <inttypes.h>
#include <stdlib.h>

#include "base/diag.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "coder/coder_inside.h"

coding_status
codings_keep(coding_coder *coder, const passages_list *found)
{
    coding_status status = BASE_GROW(coder->context, &coder->passages.items,
                                     &coder->passages.capacity,
                                     coder->passages.count + found->count + 1);

    for (size_t i = 0; i < found->count && status == CODING_OK; i++) {
        coder_coding *made = &coder->passages.items[coder->passages.count++];
        const window_unit *units = coder->units.units;

        made->passage = found->items[i];
        answer_origin(&coder->words, made->passage.start, made->passage.end,
                      &made->first, &made->past);
        made->start = units[made->first.unit].start + made->first.in_unit;
        made->end = units[made->past.unit].start + made->past.in_unit;
    }
    return status;
}

static int
by_place(const void *left, const void *right)
{
    const coder_coding *a = left;
    const coder_coding *b = right;

    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    if (a->passage.code != b->passage.code)
        return a->passage.code < b->passage.code ? -1 : 1;
    if (a->end != b->end)
        return a->end < b->end ? -1 : 1;
    return 0;
}

/* ---- the words ---- */

/* Code points from..to of a text; to SIZE_MAX: to its end. */
static coding_span
slice(coding_span text, size_t from, size_t to)
{
    size_t start = utf8_offset(text, from);
    coding_span rest = {text.at + start, text.length - start};

    if (to != SIZE_MAX)
        rest.length = utf8_offset(rest, to - from);
    return rest;
}

/* The same of the unit at hand, where from seldom goes back. */
static coding_span
slice_unit(coding_coder *coder, coding_span text, size_t from, size_t to)
{
    coder_cursor *cursor = &coder->cursor;
    coding_span rest;

    if (cursor->at != text.at || cursor->points > from)
        *cursor = (coder_cursor){text.at, 0, 0};
    rest = (coding_span){text.at + cursor->bytes, text.length - cursor->bytes};
    cursor->bytes += utf8_offset(rest, from - cursor->points);
    cursor->points = from;
    rest = (coding_span){text.at + cursor->bytes, text.length - cursor->bytes};
    rest.length = utf8_offset(rest, to - from);
    return rest;
}

/* What stands in the units from the passage's first to its last, with one
   space between. */
static void
join_units(coding_coder *coder, const coder_coding *coding)
{
    const window_unit *units = coder->units.units;

    for (size_t i = coding->first.unit; i <= coding->past.unit; i++) {
        bool last = i == coding->past.unit;

        if (i > coding->first.unit)
            buffer_add_byte(&coder->text, ' ');
        buffer_add(&coder->text,
                   slice(units[i].text,
                         i == coding->first.unit ? coding->first.in_unit : 0,
                         last ? coding->past.in_unit : SIZE_MAX));
    }
}

/* The words of the passage, borrowed until the next call. */
static coding_status
find_words(coding_coder *coder, const coder_coding *coding, coding_span *out)
{
    const window_unit *unit = &coder->units.units[coding->first.unit];
    coding_span whole = {NULL, 0};

    if (coding->first.unit == coding->past.unit) {
        *out = slice_unit(coder, unit->text, coding->first.in_unit,
                          coding->past.in_unit);
        return CODING_OK;
    }
    if (coder->options.text != NULL)
        whole = coder->options.text(coder->options.text_user);
    if (whole.length > 0) {
        *out = slice(whole, (size_t)coding->start, (size_t)coding->end);
        return CODING_OK;
    }
    buffer_reset(&coder->text);
    join_units(coder, coding);
    *out = buffer_span(&coder->text);
    return buffer_status(&coder->text);
}

/* ---- the rows ---- */

/* The unit in which the interviewer had named the code; 0: none had. */
static coding_status
find_prompt(coding_coder *coder, const coder_coding *coding, uint64_t *unit)
{
    const coding_core *core = &coder->in;
    const coding_row *row = &coder->units.units[coding->first.unit].row;
    coding_span question = coding_row_cell(row, core->question);
    coding_span respondent = coding_row_cell(row, core->respondent);

    *unit = 0;
    if (question.length == 0 || respondent.length == 0)
        return CODING_OK;
    return prompts_judge(&coder->prompted, respondent, question,
                         coding->passage.code, coding->start,
                         coding->passage.verdict.polarity == CODING_AFFIRMED,
                         unit);
}

/* "cue=NAME; prompted=UNIT" */
static coding_status
add_value(coding_coder *coder, const coder_coding *coding, buffer *value)
{
    coding_span cue = coding->passage.verdict.cue;
    uint64_t unit = 0;
    coding_status status = find_prompt(coder, coding, &unit);

    if (cue.length > 0) {
        buffer_add_text(value, "cue=");
        buffer_add(value, cue);
    }
    if (unit > 0) {
        buffer_add_text(value, cue.length > 0 ? "; prompted=" : "prompted=");
        buffer_add_unsigned(value, unit);
    }
    return status == CODING_OK ? buffer_status(value) : status;
}

static coding_status
give(coding_coder *coder, const coder_coding *coding)
{
    const program_code *code = &coder->book.codes[coding->passage.code];
    const judge_verdict *verdict = &coding->passage.verdict;
    const window_unit *unit = &coder->units.units[coding->first.unit];
    const coding_core *core = &coder->out;
    coding_cells *cells = coder->cells;
    coding_span words = {NULL, 0};
    coding_row row = unit->row;
    coding_status status = find_words(coder, coding, &words);
    buffer value;

    if (status != CODING_OK)
        return status;
    buffer_init(&value, coder->context);
    status = add_value(coder, coding, &value);
    row.record = CODING_RECORD_CODING;
    coding_cells_begin_as(cells, &row);
    coding_cells_text(cells, core->record, coding_span_of("coding"));
    coding_cells_unsigned(cells, core->start, coding->start);
    coding_cells_unsigned(cells, core->end, coding->end);
    coding_cells_text(cells, core->facet, code->book->facet);
    coding_cells_text(cells, core->code, code->code->id);
    coding_cells_text(cells, core->pattern, coding->passage.pattern);
    coding_cells_text(cells, core->polarity,
                      coding_span_of(coding_polarity_name(verdict->polarity)));
    coding_cells_text(cells, core->codebook, code->label);
    coding_cells_text(cells, core->value, buffer_span(&value));
    coding_cells_text(cells, core->text, words);
    if (status == CODING_OK)
        status = coding_cells_give(cells, coder->sink);
    buffer_free(&value);
    coder->matched[coding->passage.code]++;
    coder->counts.passages++;
    coder->counts.other += verdict->polarity != CODING_AFFIRMED;
    coder->in_document++;
    return status;
}

coding_status
codings_give(coding_coder *coder)
{
    coding_status status = CODING_OK;

    coder->cursor = (coder_cursor){NULL, 0, 0};
    if (coder->passages.count > 1)
        qsort(coder->passages.items, coder->passages.count,
              sizeof *coder->passages.items, by_place);
    for (size_t i = 0; i < coder->passages.count && status == CODING_OK; i++)
        status = give(coder, &coder->passages.items[i]);
    return status;
}

/* ---- the summary ---- */

enum { NAMED = 8 };

static void
add_unmatched(coding_coder *coder)
{
    buffer *text = &coder->summary;
    bool facets = coder->options.book_count > 1;
    size_t named = 0;

    buffer_add_text(text, " never matched (");
    for (size_t i = 0; i < coder->book.count && named < NAMED; i++) {
        const program_code *code = &coder->book.codes[i];

        if (coder->matched[i] > 0)
            continue;
        buffer_add_text(text, named++ > 0 ? ", " : "");
        if (facets) {
            buffer_add(text, code->book->facet);
            buffer_add_byte(text, '/');
        }
        buffer_add(text, code->code->id);
    }
    buffer_add_text(text, named < coder->counts.unmatched ? ", ...)" : ")");
}

static void
add_count(buffer *text, uint64_t count, const char *what)
{
    buffer_add_unsigned(text, count);
    buffer_add_byte(text, ' ');
    buffer_add_text(text, what);
    if (count != 1)
        buffer_add_byte(text, 's');
}

coding_status
coding_coder_summary(coding_coder *coder, const char **out)
{
    const coding_coder_counts *counts = &coder->counts;
    buffer *text = &coder->summary;

    buffer_reset(text);
    add_count(text, counts->documents, "document");
    buffer_add_text(text, ", ");
    add_count(text, counts->passages, "coded passage");
    if (counts->other > 0) {
        buffer_add_text(text, " (");
        buffer_add_unsigned(text, counts->other);
        buffer_add_text(text, " not affirmed)");
    }
    if (counts->unmatched > 0) {
        buffer_add_text(text, ", ");
        add_count(text, counts->unmatched, "code");
        add_unmatched(coder);
    }
    if (counts->stopped > 0) {
        buffer_add_text(text, ", ");
        add_count(text, counts->stopped, "pattern");
        buffer_add_text(text, " stopped: the passages are incomplete");
    }
    *out = buffer_text(text);
    return buffer_status(text);
}
