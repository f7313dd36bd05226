/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Agreement as rows: opening, closing, plain files. See coding/agreement.h. */
#include "agreement/agreement_inside.h"
#include "base/memory.h"
#include "table/columns.h"

coding_status
coding_agreement_columns(coding_context *context, const coding_columns *columns,
                         coding_columns **out)
{
    static const char *const added[] = {
        "document", "unit",      "respondent", "question", "start", "end",
        "facet",    "code",      "family",     "codebook", "label", "name",
        "value",    "table",     "ci_low",     "ci_high",  "n",     "row",
        "column",   "statistic", "text"};

    return COLUMNS_WITH(context, columns, added, out);
}

coding_status
coding_agreement_new(coding_context *context, const coding_columns *result,
                     const coding_agreement_options *options,
                     coding_row_sink sink, coding_agreement **out)
{
    coding_agreement *made = NULL;
    coding_status status = BASE_NEW(context, &made);

    if (status != CODING_OK)
        return status;
    made->context = context;
    made->options = *options;
    made->sink = sink;
    made->first = true;
    made->out = coding_core_of(result);
    if (made->options.seed == 0)
        made->options.seed = 1;
    buffer_init(&made->words, context);
    streams_init(&made->coders, context, &made->options);
    status = coding_cells_new(context, result, &made->cells);
    if (status == CODING_OK)
        *out = made;
    else
        coding_agreement_free(made);
    return status;
}

void
coding_agreement_free(coding_agreement *agreement)
{
    if (agreement == NULL)
        return;
    coding_cells_free(agreement->cells);
    buffer_free(&agreement->words);
    streams_clear(&agreement->coders);
    base_free(agreement->context, agreement);
}

coding_status
coding_agreement_read(coding_agreement *agreement, coding_agreement_input form,
                      const char *path, const coding_span *bytes)
{
    static coding_status (*const readers[])(coding_agreement * agreement,
                                            const whole_table *file) = {
        [CODING_AGREEMENT_CODERS] = agreement_coders,
        [CODING_AGREEMENT_SETS] = agreement_sets,
        [CODING_AGREEMENT_VALIDATION] = agreement_validation};
    whole_table file = {0};
    coding_status status = agreement_meta(agreement);

    if (status == CODING_OK && form == CODING_AGREEMENT_SPANS)
        status = agreement_spans(agreement, path, bytes);
    if (status == CODING_OK && readers[form] != NULL)
        status = whole_open(agreement->context, path, bytes, &file);
    if (status == CODING_OK && readers[form] != NULL)
        status = readers[form](agreement, &file);
    whole_close(&file);
    if (status == CODING_OK)
        agreement_caution(agreement);
    return status;
}
