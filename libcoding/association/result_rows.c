/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rows of the result: one figure or one sentence each. */
#include <coding/meta.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "association/association_inside.h"

static const char *const sentences[] = {
    "apa",       "apa_pearson", "apa_or",  "apa_share", "apa_q",   "assumption",
    "candidate", "explain",     "family",  "invalid",   "joint",   "clusters",
    "p_chosen",  "pairs",       "refused", "residuals", "rule",    "left_out",
    "power_of",  "weights",     "strata",  "adjusted",  "smallest"};

bool
coding_association_is_sentence(coding_span statistic)
{
    for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++)
        if (coding_span_is(statistic, sentences[i]))
            return true;
    return false;
}

/* Whole numbers have one form. */
static bool
is_whole(double value)
{
    return value >= 0 && value < 1e15 && !(value > floor(value));
}

coding_status
report_give(coding_association *association, const report_row *row)
{
    coding_cells *cells = association->cells;
    const coding_core *out = &association->out;
    char digits[40];
    int length;

    if (!selection_takes(association, row->statistic))
        return CODING_OK;
    coding_cells_begin(cells, CODING_RECORD_TEST);
    coding_cells_text(cells, out->table, row->table);
    coding_cells_text(cells, out->statistic, coding_span_of(row->statistic));
    coding_cells_text(cells, out->row, row->row);
    coding_cells_text(cells, out->column, row->column);
    coding_cells_text(cells, out->text, row->text);
    if (association->options.digits && isfinite(row->value) &&
        !is_whole(row->value)) {
        length = snprintf(digits, sizeof digits, "%.17g", row->value);
        coding_cells_text(
            cells, out->value,
            (coding_span){digits, length > 0 ? (size_t)length : 0});
    } else {
        coding_cells_number(cells, out->value, row->value);
    }
    return coding_cells_give(cells, association->sink);
}

coding_status
report_sentence(coding_association *association, coding_span table,
                const char *statistic, coding_span row)
{
    coding_status status = buffer_status(&association->words);
    report_row made = {.table = table,
                       .statistic = statistic,
                       .row = row,
                       .value = (double)NAN,
                       .text = buffer_span(&association->words)};

    if (status == CODING_OK)
        status = report_give(association, &made);
    buffer_reset(&association->words);
    return status;
}

coding_status
report_meta(coding_association *association)
{
    const char *rule = decide_rule(&association->options);
    coding_meta meta = {.tool = "chisq",
                        .arguments = association->options.arguments,
                        .first = association->columns == NULL};
    coding_status status;

    if (association->told)
        return CODING_OK;
    association->told = true;
    buffer_reset(&association->words);
    buffer_add_text(&association->words, "rule=");
    buffer_add_text(&association->words, rule);
    buffer_add_text(&association->words, "; adjust=");
    buffer_add_text(&association->words,
                    coding_stats_adjustment_name(association->options.adjust));
    buffer_add_text(&association->words, "; alpha=");
    buffer_add_number(&association->words, association->options.alpha);
    buffer_add_text(&association->words, "; generator=xoshiro256**; seed=");
    buffer_add_unsigned(&association->words, association->options.seed);
    meta.details = buffer_text(&association->words);
    status = buffer_status(&association->words);
    if (status == CODING_OK)
        status = coding_meta_give(association->cells, &meta, association->sink);
    buffer_reset(&association->words);
    return status;
}

/* ---- figures ---- */

static coding_span
name_of(const coding_span *names, size_t number)
{
    return names == NULL || number == 0 ? (coding_span){NULL, 0}
                                        : names[number - 1];
}

static coding_status
take_figure(void *user, const coding_figure *figure)
{
    const report_figures *to = user;
    const char *text = isnan(figure->value) ? "undefined here" : NULL;
    report_row row = {.table = to->table,
                      .statistic = figure->statistic,
                      .column = name_of(to->column_names, figure->column),
                      .value = figure->value};
    coding_status status = CODING_OK;

    row.row =
        name_of(to->item_names != NULL && figure->column == 0 ? to->item_names
                                                              : to->row_names,
                figure->row);
    if (to->kept != NULL)
        status = ledger_take(to->kept, figure);
    if (status != CODING_OK ||
        (to->wants != NULL && !to->wants(figure->statistic, &text)))
        return status;
    row.text = coding_span_of(text);
    return report_give(to->association, &row);
}

coding_figure_sink
report_sink(report_figures *figures)
{
    return (coding_figure_sink){take_figure, figures};
}
