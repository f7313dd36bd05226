/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Cells of a matrix are seldom independent units: those of items or mentions
   are tested with a warning, others are refused. */
#include "association/association_inside.h"
#include "base/diag.h"
#include "base/memory.h"

coding_status
collect_matrix_said(coding_association *association, const coding_row *row)
{
    const coding_core *core = &association->core;
    coding_span statistic = coding_row_cell(row, core->statistic);
    bool kind = coding_span_is(statistic, "matrix_kind");
    size_t number = 0, before = association->matrices.names.count;
    coding_status status;

    if (!kind && !coding_span_is(statistic, "matrix_n"))
        return CODING_OK;
    status = BASE_GROW(association->context, &association->matrices.items,
                       &association->matrices.capacity, before + 1);
    if (status == CODING_OK)
        status = map_add(&association->matrices.names,
                         coding_row_cell(row, core->table), &number);
    if (status != CODING_OK)
        return status;
    if (number == before)
        association->matrices.items[number] = (collected_matrix){0};
    return arena_copy(&association->texts, coding_row_cell(row, core->text),
                      kind ? &association->matrices.items[number].kind
                           : &association->matrices.items[number].unit);
}

bool
collect_is_matrix(const coding_association *association, coding_span table)
{
    return map_find(&association->matrices.names, table) != MAP_NONE;
}

static const char *
reason_of(const collected_matrix *said, bool gap)
{
    if (coding_span_is(said->kind, "together"))
        return "codes that stand together are no independent units; Jaccard "
               "describes them";
    if (coding_span_is(said->kind, "dyads"))
        return "dyads are pairs; McNemar's test stands beside them";
    if (!coding_span_is(said->kind, "codes"))
        return "its cells hold the same respondents several times; expected "
               "crosstab -r FACET -c ATTRIBUTE, which counts each once";
    if (coding_span_is(said->unit, "respondents") ||
        coding_span_is(said->unit, "organisations"))
        return "one respondent may be in several cells; expected --cell items "
               "or mentions, and then with caution";
    return gap ? "cells are empty because nobody was asked" : NULL;
}

coding_status
collect_matrix_check(coding_association *association, coding_span table,
                     bool gap, bool *testable)
{
    size_t number = map_find(&association->matrices.names, table);
    buffer *words = &association->words;
    const collected_matrix *said;
    const char *reason;

    if (number == MAP_NONE)
        return CODING_OK;
    said = &association->matrices.items[number];
    reason = reason_of(said, gap);
    *testable = reason == NULL;
    association->matrices.untested += reason != NULL;
    buffer_reset(words);
    if (reason == NULL) {
        buffer_add_text(words, "cells count ");
        buffer_add(words, said->unit);
        buffer_add_text(
            words, ", which are not independent units: one respondent gives "
                   "several; the p shows how the table looks and tests no "
                   "hypothesis about respondents");
    } else {
        buffer_add_text(words, "no chi-square: ");
        buffer_add_text(words, reason);
    }
    diag_warning(association->context,
                 reason == NULL ? "units-dependent" : "matrix-untested",
                 (diag_place){0}, "%.*s: %s", DIAG_SPAN(table),
                 buffer_text(words));
    return report_sentence(association, table,
                           reason == NULL ? "assumption" : "refused",
                           (coding_span){NULL, 0});
}
