/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rows of the result: one figure or one text each. */
#include <coding/meta.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "agreement/agreement_inside.h"
#include "base/diag.h"

coding_status
agreement_give(coding_agreement *agreement, const agreement_row *row)
{
    coding_cells *cells = agreement->cells;
    const coding_core *out = &agreement->out;
    bool line = strcmp(row->measure, "line") == 0;
    char digits[40];
    int length;

    if (line != agreement->options.lines)
        return CODING_OK;
    coding_cells_begin(cells, CODING_RECORD_TEST);
    coding_cells_text(cells, out->table, row->table);
    coding_cells_text(cells, out->facet, row->facet);
    coding_cells_text(cells, out->code, row->code);
    coding_cells_text(cells, out->statistic, coding_span_of(row->measure));
    coding_cells_text(cells, out->row, row->row);
    coding_cells_text(cells, out->column, row->column);
    coding_cells_text(cells, out->text, row->text);
    coding_cells_number(cells, out->ci_low, row->low);
    coding_cells_number(cells, out->ci_high, row->high);
    coding_cells_number(cells, out->n, row->n);
    if (agreement->options.digits && isfinite(row->value)) {
        length = snprintf(digits, sizeof digits, "%.17g", row->value);
        coding_cells_text(
            cells, out->value,
            (coding_span){digits, length > 0 ? (size_t)length : 0});
    } else {
        coding_cells_number(cells, out->value, row->value);
    }
    return coding_cells_give(cells, agreement->sink);
}

coding_status
agreement_say(coding_agreement *agreement, coding_span table, coding_span code,
              const char *measure)
{
    coding_status status = buffer_status(&agreement->words);
    agreement_row row = {.table = table,
                         .code = code,
                         .measure = measure,
                         .value = AGREEMENT_NO_NUMBER,
                         .low = AGREEMENT_NO_NUMBER,
                         .high = AGREEMENT_NO_NUMBER,
                         .n = AGREEMENT_NO_NUMBER,
                         .text = buffer_span(&agreement->words)};

    if (status == CODING_OK)
        status = agreement_give(agreement, &row);
    buffer_reset(&agreement->words);
    return status;
}

static void
add_details(const coding_agreement *agreement, buffer *out)
{
    static const char *const metrics[] = {"nominal", "ordinal", "interval",
                                          "ratio"};
    static const char *const intervals[] = {"units", "coincidences"};

    static const char *const units[] = {"unit", "sentence", "answer",
                                        "respondent"};
    const coding_agreement_options *options = &agreement->options;

    if (!agreement->first) {
        buffer_add_text(out, "unit=");
        buffer_add_text(out, units[options->unit]);
        buffer_add_text(out, "; question=");
        buffer_add_text(out,
                        options->question != NULL ? options->question : "");
        buffer_add_text(out, "; polarity=");
        buffer_add_text(out, options->polarity != NULL ? options->polarity
                                                       : "affirmed");
        buffer_add_text(out, "; ");
    }
    buffer_add_text(out, "metric=");
    buffer_add_text(out, metrics[agreement->options.metric]);
    buffer_add_text(out, "; interval=");
    buffer_add_text(out, intervals[agreement->options.interval]);
    buffer_add_text(out, "; bootstrap=");
    buffer_add_unsigned(out, agreement->options.samples);
    buffer_add_text(out, "; generator=xoshiro256**; seed=");
    buffer_add_unsigned(out, agreement->options.seed);
}

coding_status
agreement_meta(coding_agreement *agreement)
{
    coding_meta meta = {.tool = "agree",
                        .arguments = agreement->options.arguments,
                        .first = agreement->first};
    buffer *words = &agreement->words;
    coding_status status;

    if (agreement->told)
        return CODING_OK;
    agreement->told = true;
    buffer_reset(words);
    add_details(agreement, words);
    meta.details = buffer_text(words);
    status = buffer_status(words);
    if (status == CODING_OK)
        status = coding_meta_give(agreement->cells, &meta, agreement->sink);
    buffer_reset(words);
    return status;
}

void
agreement_caution(coding_agreement *agreement)
{
    if (!agreement->cautioned)
        diag_note(
            agreement->context, "reflexive", (diag_place){0},
            "agreement of coders belongs to coding by a shared codebook; "
            "reflexive thematic analysis does not use these coefficients");
    agreement->cautioned = true;
}
