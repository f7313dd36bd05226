/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The rows of a corrected document, with the audit trail on what was changed.
   See coder/corrector.h. */
#include "coder/corrector.h"

static void
add_pair(buffer *out, const char *key, coding_span value)
{
    if (value.length == 0)
        return;
    buffer_add_text(out, out->length > 0 ? "; " : "");
    buffer_add_text(out, key);
    buffer_add_byte(out, '=');
    for (size_t i = 0; i < value.length; i++)
        if (value.at[i] == ';')
            buffer_add_byte(out, ',');
        else
            buffer_add_byte(out, value.at[i]);
}

/* What was done, by whom and why; was: what stood there before. */
static void
add_audit(buffer *out, const correction *by, coding_span was)
{
    add_pair(out, "correction", coding_span_of(correction_name(by->action)));
    add_pair(out, "was", was);
    add_pair(out, "coder", by->coder);
    add_pair(out, "date", by->date);
    add_pair(out, "reason", by->reason);
}

static void
set_changes(coding_corrector *of, const corrector_coding *coding, buffer *value)
{
    const coding_core *core = &of->out;
    coding_span none = {NULL, 0};
    const correction *by = coding->by[CORRECTION_ADD];

    if (by != NULL)
        add_audit(value, by, none);
    by = coding->by[CORRECTION_REMOVE];
    if (by != NULL) {
        add_audit(value, by, none);
        coding_cells_text(of->cells, core->counted, coding_span_of("removed"));
    }
    by = coding->by[CORRECTION_RERANK];
    if (by != NULL) {
        add_audit(value, by,
                  coding->added
                      ? none
                      : coding_row_cell(&of->rows[coding->row], of->in.rank));
        coding_cells_unsigned(of->cells, core->rank, by->rank);
    }
    by = coding->by[CORRECTION_POLARITY];
    if (by != NULL) {
        add_audit(value, by,
                  coding->added ? none
                                : coding_row_cell(&of->rows[coding->row],
                                                  of->in.polarity));
        coding_cells_text(of->cells, core->polarity,
                          coding_span_of(coding_polarity_name(by->polarity)));
    }
}

static coding_status
give_coding(coding_corrector *of, const corrector_coding *coding)
{
    const coding_core *core = &of->out;
    coding_cells *cells = of->cells;
    coding_row row = of->rows[coding->row];
    coding_status status;
    buffer value;

    buffer_init(&value, of->context);
    row.record = CODING_RECORD_CODING;
    coding_cells_begin_as(cells, &row);
    if (coding->added) {
        const corrector_code *code = &of->codes[coding->code];

        coding_cells_text(cells, core->record, coding_span_of("coding"));
        coding_cells_text(cells, core->question, coding->question);
        coding_cells_unsigned(cells, core->start, coding->start);
        coding_cells_unsigned(cells, core->end, coding->end);
        coding_cells_text(cells, core->facet, code->facet);
        coding_cells_text(cells, core->code, code->id);
        coding_cells_text(cells, core->pattern, coding_span_of("hand"));
        coding_cells_text(cells, core->polarity, coding_span_of("affirmed"));
        coding_cells_text(cells, core->codebook, code->codebook);
        coding_cells_text(cells, core->text, coding->text);
    } else {
        buffer_add(&value, coding_row_cell(&row, of->in.value));
    }
    set_changes(of, coding, &value);
    coding_cells_text(cells, core->value, buffer_span(&value));
    status = buffer_status(&value);
    if (status == CODING_OK)
        status = coding_cells_give(cells, of->sink);
    buffer_free(&value);
    return status;
}

/* The document's end counts the additions, too. */
static coding_status
give_end(coding_corrector *of, const coding_row *row)
{
    uint64_t mentions = 0;

    coding_cells_begin_as(of->cells, row);
    if (coding_row_unsigned(row, of->in.mentions, &mentions)) {
        coding_cells_unsigned(of->cells, of->out.mentions,
                              mentions + of->coding_count - of->kept_count);
    }
    return coding_cells_give(of->cells, of->sink);
}

/* Gives the additions whose units have been given and that start before code
   point `before`. */
static coding_status
give_additions(coding_corrector *of, size_t row, uint64_t before)
{
    coding_status status = CODING_OK;

    for (size_t i = of->kept_count; i < of->coding_count; i++) {
        corrector_coding *coding = &of->codings[i];

        if (coding->given || coding->after >= row || coding->start >= before)
            continue;
        coding->given = true;
        if (status == CODING_OK)
            status = give_coding(of, coding);
    }
    return status;
}

/* Additions wait for the codings of their answer, to stand among them. */
static bool
ends_answer(const coding_corrector *of, size_t row)
{
    const coding_row *next = &of->rows[row];

    if (next->record != CODING_RECORD_UNIT)
        return next->record != CODING_RECORD_CODING;
    return row > 0 && !coding_span_equal(
                          coding_row_cell(next, of->in.question),
                          coding_row_cell(&of->rows[row - 1], of->in.question));
}

coding_status
corrector_give(coding_corrector *of)
{
    coding_status status = CODING_OK;
    size_t at = 0; /* the next coding that was kept */

    for (size_t i = 0; status == CODING_OK && i < of->row_count; i++) {
        const coding_row *row = &of->rows[i];

        if (row->record == CODING_RECORD_CODING)
            status = give_additions(of, i, of->codings[at].start);
        else if (ends_answer(of, i))
            status = give_additions(of, i, UINT64_MAX);
        if (status != CODING_OK)
            break;
        if (row->record == CODING_RECORD_CODING)
            status = give_coding(of, &of->codings[at++]);
        else if (row->record == CODING_RECORD_END)
            status = give_end(of, row);
        else
            status = coding_row_give(of->sink, row);
    }
    return status == CODING_OK ? give_additions(of, SIZE_MAX, UINT64_MAX)
                               : status;
}
